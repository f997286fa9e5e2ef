//! A list printed like a value.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V653",
    name: "list-as-a-value",
    severity: Severity::Error,
    manual: Manual {
        title: Words { da: "Liste brugt som en værdi", en: "List printed like a value" },
        finds: Words {
            da: "Et flettefelt med navnet på en liste, uden TableStart og TableEnd.",
            en: "A merge field with the name of a list, without TableStart and TableEnd.",
        },
        why: Words {
            da: "En liste er ikke én tekst, så brevet kan ikke skrives.",
            en: "A list is not one text, so the letter cannot be written.",
        },
        bad: Words { da: "Bilag: { MERGEFIELD Bilag }", en: "Bilag: { MERGEFIELD Bilag }" },
        good: Words {
            da: "Bilag: { MERGEFIELD TableStart:Bilag }{ MERGEFIELD Titel } { MERGEFIELD TableEnd:Bilag }",
            en: "Bilag: { MERGEFIELD TableStart:Bilag }{ MERGEFIELD Titel } { MERGEFIELD TableEnd:Bilag }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Sæt TableStart og TableEnd om en af listens felter.",
                en: "Put TableStart and TableEnd around a field of the list.",
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
