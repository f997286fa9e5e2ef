//! A field compared with a word that it never has.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Repair, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V621",
    name: "comparison-with-unknown-value",
    severity: Severity::Error,
    repair: Repair::Safe,
    manual: Manual {
        title: Words {
            da: "Sammenligning med en værdi, feltet aldrig har",
            en: "Comparison with a value that the field never has",
        },
        finds: Words {
            da: "Et felt med faste værdier, der sammenlignes med et ord, som ikke er en af dem. Mønstre med * og ? hører ikke med.",
            en: "A field of fixed values compared with a word that is not one of them. Patterns with * and ? are left alone.",
        },
        why: Words {
            da: "Teksten kommer enten aldrig eller altid med, så nogle borgere får noget forkert at vide.",
            en: "The text is either never or always in the letter, so some citizens are told something wrong.",
        },
        bad: Words {
            da: "{ IF { MERGEFIELD Sag.Ydelse } = \"brille\" \"Gem kvitteringen.\" }",
            en: "{ IF { MERGEFIELD Sag.Ydelse } = \"brille\" \"Gem kvitteringen.\" }",
        },
        good: Words {
            da: "{ IF { MERGEFIELD Sag.Ydelse } = \"briller\" \"Gem kvitteringen.\" }",
            en: "{ IF { MERGEFIELD Sag.Ydelse } = \"briller\" \"Gem kvitteringen.\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Skriv en af de værdier, meldingen nævner, præcis som den står.",
                en: "Write one of the values that the message names, exactly as it stands.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["KP-praksis K28"],
    ..Rule::BY_PROOF
};
