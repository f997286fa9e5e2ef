//! A field that every letter must show, and some do not.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V643",
    name: "required-field-not-shown",
    severity: Severity::Error,
    manual: Manual {
        title: Words {
            da: "Felt, der skal med, men ikke altid er der",
            en: "Required field that is not always shown",
        },
        finds: Words {
            da: "Et felt, som skabelonens `requires` kræver, og som mangler i nogle breve: det står i en betingelse, eller slet ikke.",
            en: "A field that the template's `requires` demands and that some letters lack: it stands in a condition, or nowhere.",
        },
        why: Words {
            da: "Modtageren, fx Udbetaling Danmark, kan ikke finde sagen.",
            en: "The recipient, such as Udbetaling Danmark, cannot find the case.",
        },
        bad: Words {
            da: "requires = { fields = [\"Borger.CprNr\"] }; { IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"{ MERGEFIELD Borger.CprNr }\" }",
            en: "requires = { fields = [\"Borger.CprNr\"] }; { IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"{ MERGEFIELD Borger.CprNr }\" }",
        },
        good: Words {
            da: "requires = { fields = [\"Borger.CprNr\"] }; { MERGEFIELD Borger.CprNr }",
            en: "requires = { fields = [\"Borger.CprNr\"] }; { MERGEFIELD Borger.CprNr }",
        },
        steps: &[
            Words {
                da: "Sæt feltet ind et sted, der altid er med: Ctrl+F9, og MERGEFIELD fulgt af navnet.",
                en: "Put the field in at a place that is always there: Ctrl+F9, and MERGEFIELD followed by the name.",
            },
            Words {
                da: "Dan brevet for en testperson med svaret fra meldingen, og se efter.",
                en: "Make the letter of a test person with the answer of the message, and look.",
            },
        ],
    },
    references: &["KP-praksis K47"],
    ..Rule::BY_PROOF
};
