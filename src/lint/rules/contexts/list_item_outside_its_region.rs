//! A field of a list's items where no item is.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V651",
    name: "list-item-outside-its-region",
    severity: Severity::Error,
    manual: Manual {
        title: Words {
            da: "Listens felt uden for området",
            en: "Field of a list outside its region",
        },
        finds: Words {
            da: "Et felt, der hører til posterne i en liste, brugt uden for TableStart og TableEnd.",
            en: "A field that belongs to the items of a list, used outside TableStart and TableEnd.",
        },
        why: Words {
            da: "Ingen ved, hvilken af posterne der menes, så borgeren ville mangle tallet.",
            en: "Nobody knows which of the items is meant, so the citizen would miss the figure.",
        },
        bad: Words { da: "{ MERGEFIELD Bilag.Titel }", en: "{ MERGEFIELD Bilag.Titel }" },
        good: Words {
            da: "{ MERGEFIELD TableStart:Bilag }{ MERGEFIELD Titel }{ MERGEFIELD TableEnd:Bilag }",
            en: "{ MERGEFIELD TableStart:Bilag }{ MERGEFIELD Titel }{ MERGEFIELD TableEnd:Bilag }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Flyt feltet ind mellem TableStart og TableEnd.",
                en: "Move the field between TableStart and TableEnd.",
            },
            Words {
                da: "Skal summen stå der, så brug et felt med summen.",
                en: "If the total is wanted, use a field of the total.",
            },
        ],
    },
    references: &["KP-praksis K28", "ISO/IEC 29500-1 17.16.5.35"],
    ..Rule::OF_CONTEXTS
};
