//! A condition inside its own opposite.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V603",
    name: "contradicting-condition",
    severity: Severity::Warning,
    manual: Manual {
        title: Words {
            da: "Betingelse, der modsiger den uden om",
            en: "Condition that contradicts the one around it",
        },
        finds: Words {
            da: "En betingelse inde i en anden, hvor de to ikke kan være opfyldt på samme tid. Hver for sig kan de godt.",
            en: "A condition inside another where the two cannot hold at once. Each by itself can.",
        },
        why: Words {
            da: "Teksten kommer aldrig med, så borgeren mangler den.",
            en: "The text is never in the letter, so the citizen misses it.",
        },
        bad: Words {
            da: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Søg igen{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"N\" \" senere\" }.\" }",
            en: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Søg igen{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"N\" \" senere\" }.\" }",
        },
        good: Words {
            da: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Søg igen.\" \"Søg senere.\" }",
            en: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Søg igen.\" \"Søg senere.\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Se på begge betingelser, og afgør, hvornår teksten skal med.",
                en: "Look at both conditions and decide when the text belongs in the letter.",
            },
            Words {
                da: "Ret den ene, eller flyt den inderste ud af den yderste.",
                en: "Correct one of them, or move the inner one out of the outer one.",
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
