//! The key of the training system in a template for production.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Repair, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V613",
    name: "question-key-of-other-environment",
    severity: Severity::Error,
    repair: Repair::Safe,
    manual: Manual {
        title: Words { da: "Nøgle fra et andet miljø", en: "Key of another environment" },
        finds: Words {
            da: "Et flettespørgsmål med den nøgle, spørgsmålet har i et andet miljø, fx i træningsmiljøet.",
            en: "A merge question by the key that it has in another environment, such as the training system.",
        },
        why: Words {
            da: "Skabelonen virkede, da den blev prøvet. I drift bliver ingen spurgt, og teksten mangler i alle breve.",
            en: "The template worked when it was tried. In production nobody is asked, and the text is missing from all letters.",
        },
        bad: Words {
            da: "Question:flettespoergsmaal-10042, som er nøglen i træningsmiljøet",
            en: "Question:flettespoergsmaal-10042, the key in the training system",
        },
        good: Words {
            da: "Question:flettespoergsmaal-00042, som er nøglen i drift",
            en: "Question:flettespoergsmaal-00042, the key in production",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Skriv den nøgle, meldingen nævner. `brevsmed promote` gør det for alle spørgsmål på én gang.",
                en: "Write the key that the message names. `brevsmed promote` does it for all questions at once.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["KP-praksis K77"],
    ..Rule::BY_PROOF
};
