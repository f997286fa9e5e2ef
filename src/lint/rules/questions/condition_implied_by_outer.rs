//! A condition that the one around it settles.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V604",
    name: "condition-implied-by-outer",
    severity: Severity::Note,
    manual: Manual {
        title: Words {
            da: "Betingelse, der følger af den uden om",
            en: "Condition that follows from the one around it",
        },
        finds: Words {
            da: "En betingelse inde i en anden, som altid er opfyldt der, fordi den yderste er det, og som ikke har en anden tekst.",
            en: "A condition inside another that always holds there, since the outer one does, and that has no other text.",
        },
        why: Words {
            da: "Brevet bliver rigtigt. Men ofte skulle der være spurgt om noget andet, og så får nogen en tekst for meget.",
            en: "The letter is right. But often something else was to be asked, and then somebody gets a text too many.",
        },
        bad: Words {
            da: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Søg{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \" igen\" }.\" }",
            en: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Søg{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \" igen\" }.\" }",
        },
        good: Words {
            da: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Søg igen.\" }",
            en: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Søg igen.\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Ret den inderste betingelse, eller slet den og lad teksten stå.",
                en: "Correct the inner condition, or delete it and leave the text.",
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
