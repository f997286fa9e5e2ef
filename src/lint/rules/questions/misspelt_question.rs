//! A key that is nearly that of a question.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Repair, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V612",
    name: "misspelt-question",
    severity: Severity::Error,
    repair: Repair::Unsafe,
    manual: Manual {
        title: Words { da: "Slåfejl i spørgsmålets nøgle", en: "Misspelt key of a question" },
        finds: Words {
            da: "Et flettespørgsmål, hvis nøgle ingen har, men hvor en anden nøgle ligner.",
            en: "A merge question whose key nobody has, and where another key is much like it.",
        },
        why: Words {
            da: "Ingen bliver spurgt, så teksten mangler i alle breve.",
            en: "Nobody is asked, so the text is missing from all letters.",
        },
        bad: Words {
            da: "{ IF { MERGEFIELD Question:fletespoergsmaal-00042 } = \"J\" \"Du får svar.\" }",
            en: "{ IF { MERGEFIELD Question:fletespoergsmaal-00042 } = \"J\" \"Du får svar.\" }",
        },
        good: Words {
            da: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Du får svar.\" }",
            en: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Du får svar.\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Ret nøglen til den, meldingen nævner, hvis det er den, du mente.",
                en: "Correct the key to the one that the message names, if it is the one you meant.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["KP-praksis K69"],
    ..Rule::BY_PROOF
};
