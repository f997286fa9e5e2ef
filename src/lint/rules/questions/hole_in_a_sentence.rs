//! A value that may be empty among words that need it.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V642",
    name: "hole-in-a-sentence",
    severity: Severity::Warning,
    manual: Manual {
        title: Words { da: "Hul i en sætning", en: "Hole in a sentence" },
        finds: Words {
            da: "Et valgfrit felt, der står på linje med faste ord, og som kan være tomt, uden at en anden tekst træder i stedet. Et felt alene på sin linje, og ord efter feltets \\b og \\f, hører ikke med.",
            en: "An optional field on a line with fixed words that may be empty without other text in its place. A field alone on its line, and words behind the field's \\b and \\f, are left alone.",
        },
        why: Words {
            da: "Borgeren læser \"Du bor hos  i dag.\" og ved ikke, hvad der mangler.",
            en: "The citizen reads \"You live with  today.\" and does not know what is missing.",
        },
        bad: Words {
            da: "Du bor hos { MERGEFIELD Borger.CoNavn }.",
            en: "You live with { MERGEFIELD Borger.CoNavn }.",
        },
        good: Words {
            da: "Du bor{ MERGEFIELD Borger.CoNavn \\b \" hos \" } på adressen.",
            en: "You live{ MERGEFIELD Borger.CoNavn \\b \" with \" } at the address.",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Skriv de ord, der hører til feltet, efter \\b (før værdien) eller \\f (efter den).",
                en: "Write the words that belong to the field behind \\b (before the value) or \\f (after it).",
            },
            Words {
                da: "Eller sæt en betingelse om sætningen: IF { MERGEFIELD … } <> \"\" \"…\".",
                en: "Or put a condition around the sentence: IF { MERGEFIELD … } <> \"\" \"…\".",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.5.35"],
    ..Rule::BY_PROOF
};
