//! A group's rule that no answer can keep.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V619",
    name: "impossible-question-group",
    severity: Severity::Error,
    manual: Manual {
        title: Words {
            da: "Spørgsmålsgruppe, der ikke kan opfyldes",
            en: "Question group that cannot be kept",
        },
        finds: Words {
            da: "En spørgsmålsgruppe, der kræver et ja, i en kontekst, hvor ingen af dens spørgsmål stilles.",
            en: "A question group that demands a yes, in a context where none of its questions is asked.",
        },
        why: Words {
            da: "Intet brev kan dannes i konteksten, så borgeren får ikke noget svar.",
            en: "No letter can be made in the context, so the citizen gets no answer.",
        },
        bad: Words {
            da: "En gruppe med mindst ét ja, hvis spørgsmål kun stilles ved fodbehandling, brugt til briller.",
            en: "A group of at least one yes whose questions are asked for foot treatment only, used for glasses.",
        },
        good: Words {
            da: "Et af spørgsmålene stilles også ved briller.",
            en: "One of the questions is asked for glasses too.",
        },
        steps: &[Words {
            da: "Føj konteksten til et af spørgsmålene i questions.toml, eller løsn gruppens `rule`.",
            en: "Add the context to one of the questions in questions.toml, or relax the group's `rule`.",
        }],
    },
    references: &["KP-praksis K80"],
    ..Rule::BY_PROOF
};
