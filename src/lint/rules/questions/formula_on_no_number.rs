//! A computation with something that is no number.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V626",
    name: "formula-on-no-number",
    severity: Severity::Warning,
    manual: Manual {
        title: Words {
            da: "Regnestykke med noget, der ikke er et tal",
            en: "Computation with what is no number",
        },
        finds: Words {
            da: "Et regnestykke, hvor et felt efter feltkataloget hverken er et tal eller et beløb.",
            en: "A computation in which a field is neither a number nor an amount by the field catalogue.",
        },
        why: Words {
            da: "Regnestykket går ikke op for nogle borgere, og så bliver deres brev ikke skrevet.",
            en: "The computation fails for some citizens, and then their letter is not written.",
        },
        bad: Words {
            da: "{ = { MERGEFIELD Borger.Navn } * 2 }",
            en: "{ = { MERGEFIELD Borger.Navn } * 2 }",
        },
        good: Words {
            da: "{ = { MERGEFIELD Sag.Beloeb } * 2 }",
            en: "{ = { MERGEFIELD Sag.Beloeb } * 2 }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Brug et felt, der er et tal, eller ret feltets `type` i fields.toml.",
                en: "Use a field that is a number, or correct the field's `type` in fields.toml.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.3"],
    ..Rule::BY_PROOF
};
