//! A field that lacks something it needs.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "F110",
    name: "missing-argument",
    severity: Severity::Error,
    manual: Manual {
        title: Words { da: "Felt, der mangler noget", en: "Field that lacks something" },
        finds: Words {
            da: "Et felt uden det, det skal have: et flettefelt uden navn, en betingelse uden tekst, en kontakt uden det, der hører til.",
            en: "A field without what it must have: a merge field without a name, a condition without text, a switch without what belongs to it.",
        },
        why: Words {
            da: "Feltet viser ingenting, så der er et hul i brevet, dér hvor noget vigtigt skulle stå.",
            en: "The field shows nothing, so there is a hole in the letter where something important was to stand.",
        },
        bad: Words { da: "Kære { MERGEFIELD }", en: "Dear { MERGEFIELD }" },
        good: Words {
            da: "Kære { MERGEFIELD Borger.Navn }",
            en: "Dear { MERGEFIELD Borger.Navn }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Skriv det, der mangler, i koden.",
                en: "Write what is missing into the code.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.5"],
    ..Rule::BY_COMPILER
};
