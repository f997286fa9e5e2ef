//! A word of one context in a letter for another.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V660",
    name: "word-of-one-context",
    severity: Severity::Warning,
    manual: Manual {
        title: Words {
            da: "Ord fra én kontekst i et brev til en anden",
            en: "Word of one context in a letter for another",
        },
        finds: Words {
            da: "Et ord, som kontekstens `words` nævner, i tekst, der også kommer med i andre kontekster. Står teksten i en betingelse på konteksten, er det i orden.",
            en: "A word that the context's `words` name, in text that is in the letter in other contexts too. Inside a condition on the context, that is right.",
        },
        why: Words {
            da: "Den, der søger om tandproteser, får et brev om fodbehandling.",
            en: "Whoever applies for dentures gets a letter on foot treatment.",
        },
        bad: Words {
            da: "\"Send os regningen for din fodbehandling\" i et brev, der også bruges til briller",
            en: "\"Send us the bill for your foot treatment\" in a letter that is also used for glasses",
        },
        good: Words {
            da: "{ IF { MERGEFIELD Sag.Ydelse } = \"fodbehandling\" \"Send os regningen for din fodbehandling.\" }",
            en: "{ IF { MERGEFIELD Sag.Ydelse } = \"fodbehandling\" \"Send us the bill for your foot treatment.\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Sæt en betingelse på konteksten om teksten, eller skriv et ord, der gælder for dem alle.",
                en: "Put a condition on the context around the text, or write a word that holds for all.",
            },
            Words {
                da: "Gælder en overskrivning kun den ene kontekst, så sig det i dens `contexts`.",
                en: "If an override is for the one context only, say so in its `contexts`.",
            },
        ],
    },
    references: &["KP-praksis K29"],
    ..Rule::OF_CONTEXTS
};
