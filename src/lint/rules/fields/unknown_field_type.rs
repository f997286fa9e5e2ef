//! A field of a type that Word does not have.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "F106",
    name: "unknown-field-type",
    severity: Severity::Warning,
    manual: Manual {
        title: Words { da: "Ukendt felttype", en: "Unknown type of field" },
        finds: Words {
            da: "Et felt, hvis første ord hverken er en af Words felttyper eller navnet på et bogmærke. Feltet bliver stående, som det er.",
            en: "A field whose first word is neither one of Word's field types nor the name of a bookmark. The field is kept as it is.",
        },
        why: Words {
            da: "Næsten altid er det en slåfejl, og så mangler borgeren en værdi eller ser Words fejltekst.",
            en: "It is nearly always a slip of the finger, and then the citizen misses a value or sees Word's error text.",
        },
        bad: Words { da: "{ MERGFIELD Borger.Navn }", en: "{ MERGFIELD Borger.Navn }" },
        good: Words { da: "{ MERGEFIELD Borger.Navn }", en: "{ MERGEFIELD Borger.Navn }" },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Ret det første ord i koden; felttyper skrives på engelsk.",
                en: "Correct the first word of the code; field types are in English.",
            },
            Words {
                da: "Skal feltet ikke bruges, så marker det med begge klammer, og slet det.",
                en: "If the field is of no use, select it with both braces and delete it.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.5"],
    ..Rule::BY_COMPILER
};
