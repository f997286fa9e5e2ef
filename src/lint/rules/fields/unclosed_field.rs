//! A field that begins and never ends.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "F101",
    name: "unclosed-field",
    severity: Severity::Error,
    manual: Manual {
        title: Words { da: "Felt uden slutning", en: "Field without an end" },
        finds: Words {
            da: "Et felt, hvis slutning ikke findes i samme tekst, sidehoved, fodnote eller tabelcelle. Felter inde i hinanden, og felter, der går over flere afsnit, er i orden, når de slutter.",
            en: "A field whose end is not in the same text, page header, footnote or table cell. Fields in one another, and fields that run over several paragraphs, are right as long as they end.",
        },
        why: Words {
            da: "Feltet kan ikke flettes. Borgeren mangler det, feltet skulle vise, eller ser teksten fra en betingelse, der ikke gælder.",
            en: "The field cannot be merged. The citizen misses what the field was to show, or sees the text of a condition that does not hold.",
        },
        bad: Words {
            da: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Du får svar.\"",
            en: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"You will hear from us.\"",
        },
        good: Words {
            da: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Du får svar.\" }",
            en: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"You will hear from us.\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Find stedet, hvor en klamme åbner og ikke lukker.",
                en: "Find the place where a brace opens and does not close.",
            },
            Words {
                da: "Slet feltet, og indsæt det igen: tryk Ctrl+F9, og skriv koden mellem klammerne. Klammer fra tastaturet virker ikke.",
                en: "Delete the field and insert it again: press Ctrl+F9 and write the code between the braces. Braces from the keyboard do not work.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.18", "KP-praksis K74"],
    ..Rule::BY_COMPILER
};
