//! A number format on a field that is no number.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V625",
    name: "number-format-on-no-number",
    severity: Severity::Warning,
    manual: Manual {
        title: Words {
            da: "Talformat på noget, der ikke er et tal",
            en: "Number format on what is no number",
        },
        finds: Words {
            da: "Et felt med \\#, som efter feltkataloget hverken er et tal eller et beløb.",
            en: "A field with \\# that is neither a number nor an amount by the field catalogue.",
        },
        why: Words {
            da: "En dato eller et kontonummer kan blive regnet om til et andet tal.",
            en: "A date or an account number may be turned into another number.",
        },
        bad: Words {
            da: "{ MERGEFIELD Sag.Frist \\# \"0,00\" }",
            en: "{ MERGEFIELD Sag.Frist \\# \"0,00\" }",
        },
        good: Words {
            da: "{ MERGEFIELD Sag.Beloeb \\# \"#.##0,00\" }",
            en: "{ MERGEFIELD Sag.Beloeb \\# \"#.##0,00\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Slet \\# og formatet, eller ret feltets `type` i fields.toml.",
                en: "Delete \\# and the format, or correct the field's `type` in fields.toml.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.4.2"],
    ..Rule::BY_PROOF
};
