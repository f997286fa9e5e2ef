//! A condition whose two texts are the same.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V606",
    name: "same-text-either-way",
    severity: Severity::Warning,
    manual: Manual {
        title: Words { da: "Samme tekst, uanset betingelsen", en: "The same text either way" },
        finds: Words {
            da: "Et IF-felt, der viser det samme, hvad enten betingelsen er opfyldt eller ej.",
            en: "An IF field that shows the same whether its condition holds or not.",
        },
        why: Words {
            da: "Sagsbehandleren svarer på et spørgsmål, som borgeren aldrig mærker. Den ene tekst er sandsynligvis glemt.",
            en: "The caseworker answers a question that the citizen never notices. One of the texts was probably forgotten.",
        },
        bad: Words {
            da: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Skriv til os.\" \"Skriv til os.\" }",
            en: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Skriv til os.\" \"Skriv til os.\" }",
        },
        good: Words {
            da: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Skriv til os.\" \"Ring til os.\" }",
            en: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Skriv til os.\" \"Ring til os.\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Ret den ene tekst, eller slet feltet og lad teksten stå.",
                en: "Correct one of the texts, or delete the field and leave the text.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.5.26"],
    ..Rule::BY_PROOF
};
