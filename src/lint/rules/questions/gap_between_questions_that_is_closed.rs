//! Codes of questions apart, and the merge closes the gap.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V640",
    name: "gap-between-questions-that-is-closed",
    severity: Severity::Note,
    manual: Manual {
        title: Words {
            da: "Mellemrum mellem spørgsmål, som lukkes",
            en: "Gap between questions that is closed",
        },
        finds: Words {
            da: "To flettespørgsmåls koder med et mellemrum eller linjeskift imellem, i et bundt, hvor huller lukkes (gaps = \"close\"). Brevet er i orden.",
            en: "The codes of two merge questions with a blank or a line end between, in a bundle where gaps are closed (gaps = \"close\"). The letter is right.",
        },
        why: Words {
            da: "Flettes skabelonen i et andet system, står der tomme linjer i brevet.",
            en: "When the template is merged in another system, there are empty lines in the letter.",
        },
        bad: Words {
            da: "{ IF … \"a\" }¶{ IF … \"b\" }", en: "{ IF … \"a\" }¶{ IF … \"b\" }"
        },
        good: Words {
            da: "{ IF … \"a¶\" }{ IF … \"b\" }", en: "{ IF … \"a¶\" }{ IF … \"b\" }"
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Vil du være sikker overalt, så skriv koderne lige efter hinanden.",
                en: "To be safe everywhere, write the codes right after each other.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["KP-praksis K75"],
    ..Rule::BY_PROOF
};
