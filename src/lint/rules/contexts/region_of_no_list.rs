//! A region over a field that is no list.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V652",
    name: "region-of-no-list",
    severity: Severity::Error,
    manual: Manual {
        title: Words {
            da: "Område over noget, der ikke er en liste",
            en: "Region over what is no list",
        },
        finds: Words {
            da: "TableStart og TableEnd med navnet på et felt, der ikke er en liste.",
            en: "TableStart and TableEnd with the name of a field that is no list.",
        },
        why: Words {
            da: "Der er intet at gentage, så borgeren mangler hele rækken.",
            en: "There is nothing to repeat, so the citizen misses all of the row.",
        },
        bad: Words {
            da: "{ MERGEFIELD TableStart:Sag.Type } … { MERGEFIELD TableEnd:Sag.Type }",
            en: "{ MERGEFIELD TableStart:Sag.Type } … { MERGEFIELD TableEnd:Sag.Type }",
        },
        good: Words {
            da: "{ MERGEFIELD TableStart:Bilag } … { MERGEFIELD TableEnd:Bilag }",
            en: "{ MERGEFIELD TableStart:Bilag } … { MERGEFIELD TableEnd:Bilag }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Skriv listens navn begge steder, eller slet de to felter og lad teksten stå.",
                en: "Write the name of the list in both places, or delete the two fields and leave the text.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["KP-praksis K28", "ISO/IEC 29500-1 17.16.5.35"],
    ..Rule::OF_CONTEXTS
};
