//! Something that was to be filled in, left as it was.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V630",
    name: "placeholder-left-in-text",
    severity: Severity::Error,
    manual: Manual {
        title: Words {
            da: "Noget, der skulle være udfyldt",
            en: "Something that was to be filled in",
        },
        finds: Words {
            da: "Tekst, der ligner en pladsholder: XXXXX, [indsæt adresse], <navn>, «Felt» skrevet med tastaturet, lorem ipsum. Henvisninger som [1], årstal i klammer, \"mindre end\" og »citater« hører ikke med.",
            en: "Text that looks like a placeholder: XXXXX, [insert address], <name>, «Field» typed by keyboard, lorem ipsum. References such as [1], years in brackets, \"less than\" and »quotes« are left alone.",
        },
        why: Words {
            da: "Borgeren får et brev, der ikke er skrevet færdigt.",
            en: "The citizen gets a letter that was not finished.",
        },
        bad: Words { da: "Skriv til [indsæt adresse].", en: "Write to [insert address]." },
        good: Words {
            da: "Skriv til { MERGEFIELD Myndighed.Adresse }.",
            en: "Write to { MERGEFIELD Myndighed.Adresse }.",
        },
        steps: &[
            Words {
                da: "Udfyld stedet, eller sæt et flettefelt ind med Ctrl+F9.",
                en: "Fill the place in, or put in a merge field by Ctrl+F9.",
            },
            Words {
                da: "Er det kun en note til kollegerne, så slet det.",
                en: "If it is only a note to colleagues, delete it.",
            },
        ],
    },
    references: &["KP-praksis K72", "KP-praksis K73"],
    ..Rule::BY_PROOF
};
