//! Codes of questions apart, and the gap stays in the letter.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V639",
    name: "gap-between-questions",
    severity: Severity::Warning,
    manual: Manual {
        title: Words { da: "Mellemrum mellem spørgsmål", en: "Gap between questions" },
        finds: Words {
            da: "To flettespørgsmåls koder med et mellemrum eller linjeskift imellem, i et bundt, hvor huller bliver stående (gaps = \"as-word\").",
            en: "The codes of two merge questions with a blank or a line end between, in a bundle where gaps stay (gaps = \"as-word\").",
        },
        why: Words {
            da: "Svarer sagsbehandleren nej, står der tomme linjer i brevet.",
            en: "When the caseworker answers no, there are empty lines in the letter.",
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
                da: "Slet mellemrummet eller linjeskiftet mellem koderne.",
                en: "Delete the blank or line end between the codes.",
            },
            Words {
                da: "Sæt det i stedet sidst i teksten, inden for citationstegnene.",
                en: "Put it at the end of the text instead, inside the quotation marks.",
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
