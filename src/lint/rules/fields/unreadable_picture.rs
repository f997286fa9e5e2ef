//! A format of numbers or dates that cannot be read.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "F114",
    name: "unreadable-picture",
    severity: Severity::Warning,
    manual: Manual {
        title: Words { da: "Format, der ikke kan læses", en: "Format that cannot be read" },
        finds: Words {
            da: "Et format efter \\# uden plads til et ciffer, et format efter \\@ uden dag, måned, år eller klokkeslæt, eller et format, der er sat sammen af andre felter.",
            en: "A format after \\# without room for a digit, a format after \\@ without day, month, year or time, or a format put together from other fields.",
        },
        why: Words {
            da: "Beløbet eller datoen står i brevet, som den kom fra fagsystemet, fx 2026-11-21.",
            en: "The amount or date stands in the letter as it came from the business system, such as 2026-11-21.",
        },
        bad: Words {
            da: "{ MERGEFIELD Sag.Beloeb \\# \"kr.\" }",
            en: "{ MERGEFIELD Sag.Beloeb \\# \"kr.\" }",
        },
        good: Words {
            da: "{ MERGEFIELD Sag.Beloeb \\# \"#.##0,00 kr.\" }",
            en: "{ MERGEFIELD Sag.Beloeb \\# \"#,##0.00 kr.\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Skriv \\# \"#.##0,00\" for tal eller \\@ \"d. MMMM yyyy\" for datoer.",
                en: "Write \\# \"#,##0.00\" for numbers or \\@ \"d MMMM yyyy\" for dates.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.4.1", "ISO/IEC 29500-1 17.16.4.2"],
    ..Rule::BY_COMPILER
};
