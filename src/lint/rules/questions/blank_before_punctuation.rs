//! Answers that leave a blank before a point or comma.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V638",
    name: "blank-before-punctuation",
    severity: Severity::Warning,
    manual: Manual {
        title: Words { da: "Mellemrum foran tegn", en: "Blank before punctuation" },
        finds: Words {
            da: "Et sted, hvor svar giver et mellemrum lige foran punktum, komma, kolon, semikolon, spørgsmålstegn, udråbstegn eller slutparentes.",
            en: "A place where answers give a blank right before a point, comma, colon, semicolon, question mark, exclamation mark or closing parenthesis.",
        },
        why: Words {
            da: "Tegnet kan komme til at stå alene på næste linje, og brevet ser sjusket ud.",
            en: "The mark may come to stand alone on the next line, and the letter looks careless.",
        },
        bad: Words {
            da: "Du får svar { IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \".\" \"nu.\" }",
            en: "You hear from us { IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \".\" \"now.\" }",
        },
        good: Words {
            da: "Du får svar{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \".\" \" nu.\" }",
            en: "You hear from us{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \".\" \" now.\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Flyt mellemrummet ind i den tekst, der skal have det.",
                en: "Move the blank into the text that needs it.",
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
