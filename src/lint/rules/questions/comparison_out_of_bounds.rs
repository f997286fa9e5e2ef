//! A number compared with one that it never reaches.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V622",
    name: "comparison-out-of-bounds",
    severity: Severity::Error,
    manual: Manual {
        title: Words {
            da: "Sammenligning uden for feltets grænser",
            en: "Comparison out of the field's bounds",
        },
        finds: Words {
            da: "Et tal, der sammenlignes med et tal uden for det mindste og det største, feltet kan være.",
            en: "A number compared with one outside the least and greatest that the field can be.",
        },
        why: Words {
            da: "Betingelsen skelner ikke, så alle eller ingen får teksten.",
            en: "The condition decides nothing, so all or none get the text.",
        },
        bad: Words {
            da: "{ IF { MERGEFIELD Sag.Procent } > 120 \"Din procent er høj.\" }",
            en: "{ IF { MERGEFIELD Sag.Procent } > 120 \"Din procent er høj.\" }",
        },
        good: Words {
            da: "{ IF { MERGEFIELD Sag.Procent } > 80 \"Din procent er høj.\" }",
            en: "{ IF { MERGEFIELD Sag.Procent } > 80 \"Din procent er høj.\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Ret tallet, eller ret feltets `least` og `greatest` i fields.toml.",
                en: "Correct the number, or the field's `least` and `greatest` in fields.toml.",
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
