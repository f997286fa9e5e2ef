//! A condition that every letter meets.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V602",
    name: "condition-always-true",
    severity: Severity::Warning,
    manual: Manual {
        title: Words { da: "Betingelse, der altid er opfyldt", en: "Condition that always holds" },
        finds: Words {
            da: "En betingelse, som er opfyldt i alle breve, hvad der end står i felterne, og som ikke har en anden tekst.",
            en: "A condition that holds in all letters whatever the fields say, and that has no other text.",
        },
        why: Words {
            da: "Alle borgere får teksten, også dem, den ikke gælder for.",
            en: "All citizens get the text, those too whom it does not concern.",
        },
        bad: Words {
            da: "{ IF 1 = 1 \"Du får tilskud.\" }",
            en: "{ IF 1 = 1 \"Du får tilskud.\" }",
        },
        good: Words {
            da: "{ IF { MERGEFIELD Sag.Ydelse } = \"briller\" \"Du får tilskud.\" }",
            en: "{ IF { MERGEFIELD Sag.Ydelse } = \"briller\" \"Du får tilskud.\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Ret betingelsen, eller slet den og lad teksten stå.",
                en: "Correct the condition, or delete it and leave the text.",
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
