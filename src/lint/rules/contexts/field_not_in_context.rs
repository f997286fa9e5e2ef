//! A field that one of the template's contexts does not have.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "C503",
    name: "field-not-in-context",
    severity: Severity::Error,
    manual: Manual {
        title: Words {
            da: "Felt, der ikke findes i konteksten",
            en: "Field that the context does not have",
        },
        finds: Words {
            da: "Et felt eller en liste, der bruges i en kontekst, som ikke har det. Står det i en betingelse, der kun er opfyldt i de rigtige kontekster, er det i orden.",
            en: "A field or list used in a context that does not have it. Inside a condition that holds in the right contexts only, that is right.",
        },
        why: Words {
            da: "Oplysningen findes ikke i den proces, brevet dannes i, så borgeren ville få et brev med huller.",
            en: "The particulars do not exist in the process that the letter is made in, so the citizen would get a letter with holes.",
        },
        bad: Words {
            da: "En beregning for briller i et manglerbrev, der også bruges til fodbehandling.",
            en: "A computation for glasses in a letter that is also used for foot treatment.",
        },
        good: Words {
            da: "{ IF { MERGEFIELD Sag.Ydelse } = \"briller\" \"{ MERGEFIELD Leverandoer.Noegle }\" }",
            en: "{ IF { MERGEFIELD Sag.Ydelse } = \"briller\" \"{ MERGEFIELD Leverandoer.Noegle }\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Sæt en betingelse på konteksten om feltet: IF { MERGEFIELD Sag.Ydelse } = \"briller\" \"…\".",
                en: "Put a condition on the context around the field: IF { MERGEFIELD Sag.Ydelse } = \"briller\" \"…\".",
            },
            Words {
                da: "Eller tag konteksten ud af skabelonens `contexts`.",
                en: "Or take the context out of the template's `contexts`.",
            },
        ],
    },
    references: &["KP-praksis K28"],
    ..Rule::OF_CONTEXTS
};
