//! A field that the catalogue does not have.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "C501",
    name: "unknown-field",
    severity: Severity::Error,
    manual: Manual {
        title: Words { da: "Ukendt felt", en: "Unknown field" },
        finds: Words {
            da: "Et flettefelt, hvis navn ikke findes i feltkataloget, og som ikke ligner noget dér.",
            en: "A merge field whose name is not in the field catalogue, nor any like it.",
        },
        why: Words {
            da: "Ingen værdi kommer ind, så brevet ikke kan skrives, eller borgeren ser et hul.",
            en: "No value comes in, so the letter cannot be written, or the citizen sees a hole.",
        },
        bad: Words { da: "{ MERGEFIELD Myndighed.Motto }", en: "{ MERGEFIELD Myndighed.Motto }" },
        good: Words { da: "{ MERGEFIELD Myndighed.Navn }", en: "{ MERGEFIELD Myndighed.Navn }" },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Ret navnet til et af feltkatalogets.",
                en: "Correct the name to one of the field catalogue.",
            },
            Words {
                da: "Mangler feltet, så opret det i bundtets fields.toml.",
                en: "If the field is missing, add it to the bundle's fields.toml.",
            },
        ],
    },
    references: &["KP-praksis K28"],
    ..Rule::OF_CONTEXTS
};
