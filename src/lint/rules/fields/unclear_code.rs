//! A backslash in a code that belongs to nothing.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "F116",
    name: "unclear-code",
    severity: Severity::Warning,
    manual: Manual {
        title: Words {
            da: "Noget i koden, der ikke giver mening",
            en: "Something in the code that makes no sense",
        },
        finds: Words {
            da: "En omvendt skråstreg, som ingen kontakt følger efter. Den springes over. I en tekst i citationstegn står \\\\ for én skråstreg.",
            en: "A backslash that no switch follows. It is passed over. In a quoted text \\\\ stands for one backslash.",
        },
        why: Words {
            da: "Oftest er det resten af en kontakt, som forfatteren ville have med.",
            en: "It is mostly the rest of a switch that the author wanted.",
        },
        bad: Words { da: "{ MERGEFIELD Borger.Navn \\ }", en: "{ MERGEFIELD Borger.Navn \\ }" },
        good: Words {
            da: "{ MERGEFIELD Borger.Navn \\* Upper }",
            en: "{ MERGEFIELD Borger.Navn \\* Upper }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Slet skråstregen, eller skriv kontakten færdig.",
                en: "Delete the backslash, or complete the switch.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.1", "KP-praksis K74"],
    ..Rule::BY_COMPILER
};
