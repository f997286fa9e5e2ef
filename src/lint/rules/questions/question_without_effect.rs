//! A question whose answer changes nothing in the letter.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V616",
    name: "question-without-effect",
    severity: Severity::Warning,
    manual: Manual {
        title: Words { da: "Spørgsmål uden virkning", en: "Question without effect" },
        finds: Words {
            da: "Et flettespørgsmål, der er kodet og har flueben, men hvor brevet er det samme for ja og nej i alle kontekster.",
            en: "A merge question that is coded and ticked, and where the letter is the same for yes and no in all contexts.",
        },
        why: Words {
            da: "Sagsbehandleren svarer på noget, som borgeren aldrig får at vide.",
            en: "The caseworker answers something that the citizen is never told.",
        },
        bad: Words {
            da: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"\" }",
            en: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"\" }",
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
                da: "Skriv teksten i koden, eller ret betingelserne omkring den.",
                en: "Write the text into the code, or correct the conditions around it.",
            },
            Words {
                da: "Skal intet skrives, så slet koden, og fjern fluebenet.",
                en: "If nothing is to be written, delete the code and take the tick away.",
            },
        ],
    },
    references: &["KP-praksis K71"],
    ..Rule::BY_PROOF
};
