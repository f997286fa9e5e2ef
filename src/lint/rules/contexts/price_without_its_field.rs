//! An agreed price where what it is found by does not exist.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V654",
    name: "price-without-its-field",
    severity: Severity::Error,
    manual: Manual {
        title: Words {
            da: "Aftalt pris uden det felt, den findes efter",
            en: "Agreed price without the field it is found by",
        },
        finds: Words {
            da: "Et felt med en aftalt pris, brugt i en kontekst, hvor feltet med leverandøren eller ydelsen ikke findes.",
            en: "A field of an agreed price, used in a context that does not have the field of the supplier or the service.",
        },
        why: Words {
            da: "Prisen kan ikke slås op, så borgeren ville mangle beløbet.",
            en: "The price cannot be looked up, so the citizen would miss the amount.",
        },
        bad: Words {
            da: "Prisen på et brillestel i et brev, der også bruges til fodbehandling",
            en: "The price of a frame in a letter that is also used for foot treatment",
        },
        good: Words {
            da: "Prisen i en betingelse, der kun er opfyldt ved briller",
            en: "The price in a condition that holds for glasses only",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Sæt en betingelse på konteksten om prisen.",
                en: "Put a condition on the context around the price.",
            },
            Words {
                da: "Eller lad feltet med leverandøren findes i konteksten (fields.toml).",
                en: "Or let the field of the supplier exist in the context (fields.toml).",
            },
        ],
    },
    references: &["KP-praksis K60", "KP-praksis K28"],
    ..Rule::OF_CONTEXTS
};
