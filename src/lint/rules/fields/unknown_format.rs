//! A word after \* that is no format.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "F109",
    name: "unknown-format",
    severity: Severity::Warning,
    manual: Manual {
        title: Words { da: "Ukendt format efter \\*", en: "Unknown format after \\*" },
        finds: Words {
            da: "Et ord efter \\*, som ikke er et format. Det springes over. Store og små bogstaver er ligegyldige.",
            en: "A word after \\* that is no format. It is passed over. Letter case does not matter.",
        },
        why: Words {
            da: "Navnet eller beløbet står anderledes i brevet, end forfatteren ville, fx med små bogstaver.",
            en: "The name or amount stands in the letter otherwise than the author wanted, in small letters for instance.",
        },
        bad: Words {
            da: "{ MERGEFIELD Borger.Navn \\* StoreBogstaver }",
            en: "{ MERGEFIELD Borger.Navn \\* Capitals }",
        },
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
                da: "Skriv et format, Word kender: Upper, Lower, FirstCap, Caps, CHARFORMAT eller MERGEFORMAT.",
                en: "Write a format that Word knows: Upper, Lower, FirstCap, Caps, CHARFORMAT or MERGEFORMAT.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.4.3"],
    ..Rule::BY_COMPILER
};
