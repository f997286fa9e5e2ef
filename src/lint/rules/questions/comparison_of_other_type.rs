//! A number or a date compared with neither.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V623",
    name: "comparison-of-other-type",
    severity: Severity::Error,
    manual: Manual {
        title: Words {
            da: "Sammenligning med noget af en anden slags",
            en: "Comparison with something of another type",
        },
        finds: Words {
            da: "Et tal, et beløb eller en dato, der sammenlignes med en tekst, som ikke er det. Datoer skrives 2026-11-21, tal som i skabelonens sprog.",
            en: "A number, an amount or a date compared with a text that is not. Dates are written 2026-11-21, numbers as in the template's language.",
        },
        why: Words {
            da: "Sammenligningen sker bogstav for bogstav, og udfaldet er tilfældigt.",
            en: "The comparison is letter by letter, and its outcome is a matter of chance.",
        },
        bad: Words {
            da: "{ IF { MERGEFIELD Sag.Beloeb } > \"meget\" \"Det er mange penge.\" }",
            en: "{ IF { MERGEFIELD Sag.Beloeb } > \"meget\" \"Det er mange penge.\" }",
        },
        good: Words {
            da: "{ IF { MERGEFIELD Sag.Beloeb } > 1000 \"Det er mange penge.\" }",
            en: "{ IF { MERGEFIELD Sag.Beloeb } > 1000 \"Det er mange penge.\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words { da: "Ret det, der sammenlignes med.", en: "Correct what it is compared with." },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.5.26"],
    ..Rule::BY_PROOF
};
