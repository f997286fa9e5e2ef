//! A date format on a field that is no date.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V624",
    name: "date-format-on-no-date",
    severity: Severity::Warning,
    manual: Manual {
        title: Words {
            da: "Datoformat på noget, der ikke er en dato",
            en: "Date format on what is no date",
        },
        finds: Words {
            da: "Et felt med \\@, som efter feltkataloget ikke er en dato.",
            en: "A field with \\@ that is no date by the field catalogue.",
        },
        why: Words {
            da: "Formatet virker ikke, eller en tilfældig tekst bliver læst som en dato.",
            en: "The format does nothing, or some text is read as a date.",
        },
        bad: Words {
            da: "{ MERGEFIELD Borger.Navn \\@ \"d. MMMM yyyy\" }",
            en: "{ MERGEFIELD Borger.Navn \\@ \"d. MMMM yyyy\" }",
        },
        good: Words {
            da: "{ MERGEFIELD Sag.Frist \\@ \"d. MMMM yyyy\" }",
            en: "{ MERGEFIELD Sag.Frist \\@ \"d. MMMM yyyy\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Slet \\@ og formatet, eller ret feltets `type` til \"date\" i fields.toml.",
                en: "Delete \\@ and the format, or correct the field's `type` to \"date\" in fields.toml.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.4.1"],
    ..Rule::BY_PROOF
};
