//! A colon after which answers can leave nothing.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V633",
    name: "announcement-of-nothing",
    severity: Severity::Warning,
    manual: Manual {
        title: Words { da: "Kolon, som intet følger efter", en: "Colon that nothing follows" },
        finds: Words {
            da: "En linje, der ender med kolon, og hvor alt det, den varsler, er betinget og kan mangle. Et kolon foran en værdi på samme linje er V642.",
            en: "A line that ends in a colon where all that it announces is conditional and may be missing. A colon before a value on the same line is V642.",
        },
        why: Words {
            da: "Borgeren læser \"Vi mangler:\" og ved ikke, hvad.",
            en: "The citizen reads \"We need:\" and does not know what.",
        },
        bad: Words {
            da: "\"Vi mangler:\" og derefter kun punkter, der hver har en betingelse",
            en: "\"We need:\" and then only items that each have a condition",
        },
        good: Words {
            da: "Mindst ét af punkterne skal vælges: spørgsmålene er i en gruppe med mindst ét ja.",
            en: "At least one item must be chosen: the questions are in a group of at least one yes.",
        },
        steps: &[
            Words {
                da: "Læg spørgsmålene i en gruppe med rule = \"at-least-one\" i questions.toml.",
                en: "Put the questions into a group with rule = \"at-least-one\" in questions.toml.",
            },
            Words {
                da: "Eller sæt linjen med kolon ind i samme betingelse som punkterne.",
                en: "Or put the line with the colon into the condition of the items.",
            },
            Words {
                da: "Dan brevet for en testperson med svaret fra meldingen, og se efter.",
                en: "Make the letter of a test person with the answer of the message, and look.",
            },
        ],
    },
    references: &["KP-praksis K71"],
    ..Rule::BY_PROOF
};
