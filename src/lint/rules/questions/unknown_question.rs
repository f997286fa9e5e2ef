//! A code that asks a question which does not exist.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V611",
    name: "unknown-question",
    severity: Severity::Error,
    manual: Manual {
        title: Words { da: "Ukendt flettespørgsmål", en: "Unknown merge question" },
        finds: Words {
            da: "Et flettespørgsmål, hvis nøgle ingen spørgsmål i kataloget har, og som ikke ligner nogen.",
            en: "A merge question whose key no question of the catalogue has, nor any like it.",
        },
        why: Words {
            da: "Ingen bliver spurgt, så teksten mangler i alle breve.",
            en: "Nobody is asked, so the text is missing from all letters.",
        },
        bad: Words {
            da: "{ IF { MERGEFIELD Question:prisoverslag-mangler } = \"J\" \"Send os et overslag.\" }",
            en: "{ IF { MERGEFIELD Question:prisoverslag-mangler } = \"J\" \"Send os et overslag.\" }",
        },
        good: Words {
            da: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Send os et overslag.\" }",
            en: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Send os et overslag.\" }",
        },
        steps: &[
            Words {
                da: "Opret spørgsmålet under systemparameteren \"Flettespørgsmål\", og læg det i bundtets questions.toml.",
                en: "Make the question under the system parameter \"Flettespørgsmål\", and put it into the bundle's questions.toml.",
            },
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words { da: "Skriv dets nøgle i koden.", en: "Write its key into the code." },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["KP-praksis K66", "KP-praksis K69"],
    ..Rule::BY_PROOF
};
