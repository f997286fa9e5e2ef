//! An automatic letter whose default answers break a rule.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V618",
    name: "automatic-letter-in-need-of-an-answer",
    severity: Severity::Error,
    manual: Manual {
        title: Words {
            da: "Automatisk brev, der kræver et svar",
            en: "Automatic letter that needs an answer",
        },
        finds: Words {
            da: "Et brev, der dannes uden sagsbehandler, hvor standardsvarene ikke må stå sammen efter en spørgsmålsgruppes regel.",
            en: "A letter made without a caseworker, where the default answers may not stand together by the rule of a question group.",
        },
        why: Words {
            da: "Brevet kan ikke dannes, eller borgeren får et brev uden det, det skulle handle om.",
            en: "The letter cannot be made, or the citizen gets one without what it was to be about.",
        },
        bad: Words {
            da: "mode = \"automatic\" og en gruppe med mindst ét ja, hvor alle standardsvar er nej",
            en: "mode = \"automatic\" and a group of at least one yes, all defaults being no",
        },
        good: Words {
            da: "Et af gruppens spørgsmål har standardsvaret ja.",
            en: "One of the group's questions has yes as its default.",
        },
        steps: &[
            Words {
                da: "Sæt standardsvaret for et af gruppens spørgsmål til J i questions.toml.",
                en: "Set the default of one of the group's questions to J in questions.toml.",
            },
            Words {
                da: "Eller lad brevet være manuelt: mode = \"manual\" i skabelonens .toml.",
                en: "Or let the letter be manual: mode = \"manual\" in the template's .toml.",
            },
        ],
    },
    references: &["KP-praksis K68", "KP-praksis K52"],
    ..Rule::BY_PROOF
};
