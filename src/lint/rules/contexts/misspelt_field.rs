//! A name that is nearly that of a field.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Repair, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "C502",
    name: "misspelt-field",
    severity: Severity::Error,
    repair: Repair::Unsafe,
    manual: Manual {
        title: Words { da: "Slåfejl i feltets navn", en: "Misspelt field" },
        finds: Words {
            da: "Et flettefelt, der ikke findes, hvor et andet felts navn ligner.",
            en: "A merge field that does not exist, where the name of another is much like it.",
        },
        why: Words {
            da: "Ingen værdi kommer ind, så brevet ikke kan skrives, eller borgeren ser et hul.",
            en: "No value comes in, so the letter cannot be written, or the citizen sees a hole.",
        },
        bad: Words { da: "{ MERGEFIELD Borger.Nvan }", en: "{ MERGEFIELD Borger.Nvan }" },
        good: Words { da: "{ MERGEFIELD Borger.Navn }", en: "{ MERGEFIELD Borger.Navn }" },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Skriv det navn, meldingen nævner, hvis det er det, du mente.",
                en: "Write the name that the message gives, if it is the one you meant.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["KP-praksis K28"],
    ..Rule::OF_CONTEXTS
};
