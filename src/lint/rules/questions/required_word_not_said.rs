//! A word that every letter must have, and some do not.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V644",
    name: "required-word-not-said",
    severity: Severity::Error,
    manual: Manual {
        title: Words {
            da: "Ord, der skal med, men ikke altid er der",
            en: "Required word that is not always said",
        },
        finds: Words {
            da: "Et ord, som skabelonens `requires` kræver, og som mangler i nogle breve. Store og små bogstaver er ligegyldige.",
            en: "A word that the template's `requires` demands and that some letters lack. Letter case does not matter.",
        },
        why: Words {
            da: "Modtageren behandler brevet forkert, fordi ordet er det, der viser, hvad det handler om.",
            en: "The recipient handles the letter wrongly, since the word is what shows what it is about.",
        },
        bad: Words {
            da: "requires = { words = [\"permanent\"] }, og ordet står kun i en betingelse",
            en: "requires = { words = [\"permanent\"] }, and the word stands in a condition only",
        },
        good: Words {
            da: "Ordet står i den faste tekst.",
            en: "The word stands in the fixed text.",
        },
        steps: &[
            Words {
                da: "Skriv ordet i tekst, der altid er med.",
                en: "Write the word into text that is always there.",
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
