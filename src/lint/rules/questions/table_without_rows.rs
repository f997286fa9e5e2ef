//! A table that answers can leave with its head only.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V634",
    name: "table-without-rows",
    severity: Severity::Warning,
    manual: Manual {
        title: Words { da: "Tabel uden rækker", en: "Table without rows" },
        finds: Words {
            da: "En tabel, hvis rækker alle kommer fra en liste eller betingelser og kan mangle, så kun hovedet er tilbage.",
            en: "A table whose rows all come from a list or conditions and may be missing, so that only the head is left.",
        },
        why: Words {
            da: "Borgeren ser et tabelhoved og ingen tal; en skærmlæser læser en tabel op, som er tom.",
            en: "The citizen sees a table head and no figures; a screen reader reads an empty table.",
        },
        bad: Words {
            da: "En tabel over en liste, der kan være tom",
            en: "A table over a list that may be empty",
        },
        good: Words {
            da: "least_items = 1 for listen, eller en betingelse om tabellen",
            en: "least_items = 1 for the list, or a condition around the table",
        },
        steps: &[
            Words {
                da: "Sæt `least_items` for listen til 1 i fields.toml, hvis den aldrig er tom.",
                en: "Set the list's `least_items` to 1 in fields.toml if it is never empty.",
            },
            Words {
                da: "Ellers sæt tabellen ind i en betingelse: marker den, og tryk Ctrl+F9.",
                en: "Otherwise put the table into a condition: select it and press Ctrl+F9.",
            },
            Words {
                da: "Dan brevet for en testperson med svaret fra meldingen, og se efter.",
                en: "Make the letter of a test person with the answer of the message, and look.",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.1"],
    ..Rule::BY_PROOF
};
