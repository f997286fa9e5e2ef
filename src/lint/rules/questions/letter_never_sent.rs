//! A template that holds back every letter.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V641",
    name: "letter-never-sent",
    severity: Severity::Error,
    manual: Manual {
        title: Words { da: "Brev, der aldrig bliver sendt", en: "Letter that is never sent" },
        finds: Words {
            da: "Et SKIPIF-felt, hvis betingelse er opfyldt i alle breve.",
            en: "A SKIPIF field whose condition holds in all letters.",
        },
        why: Words {
            da: "Ingen borger får brevet, og ingen opdager det.",
            en: "No citizen gets the letter, and nobody notices.",
        },
        bad: Words { da: "{ SKIPIF 1 = 1 }", en: "{ SKIPIF 1 = 1 }" },
        good: Words {
            da: "{ SKIPIF { MERGEFIELD Sag.Klar } = \"N\" }",
            en: "{ SKIPIF { MERGEFIELD Sag.Klar } = \"N\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Ret betingelsen, eller slet SKIPIF-feltet.",
                en: "Correct the condition, or delete the SKIPIF field.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.5.58"],
    ..Rule::BY_PROOF
};
