//! The sign between code and result, with no field around it.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "F103",
    name: "stray-field-separator",
    severity: Severity::Warning,
    manual: Manual {
        title: Words { da: "Felttegn uden felt", en: "Field character without a field" },
        finds: Words {
            da: "Tegnet mellem et felts kode og resultat, når det står uden for ethvert felt eller for anden gang i samme felt. Det springes over.",
            en: "The character between the code and the result of a field, where it stands outside any field or for a second time in one. It is passed over.",
        },
        why: Words {
            da: "Brevet bliver rigtigt, men filen er skæv: Word kan vise noget andet, end der bliver sendt.",
            en: "The letter is right, but the file is askew: Word may show something else than what is sent.",
        },
        bad: Words {
            da: "Et felt, som et andet program har skrevet med to skilletegn.",
            en: "A field that another program wrote with two separators.",
        },
        good: Words {
            da: "Det samme felt, opdateret i Word med F9.",
            en: "The same field, updated in Word by F9.",
        },
        steps: &[
            Words {
                da: "Sæt markøren i feltet, og tryk F9.",
                en: "Put the cursor into the field and press F9.",
            },
            Words {
                da: "Hjælper det ikke, så slet feltet, og indsæt det igen med Ctrl+F9.",
                en: "If that does not help, delete the field and insert it again by Ctrl+F9.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.18"],
    ..Rule::BY_COMPILER
};
