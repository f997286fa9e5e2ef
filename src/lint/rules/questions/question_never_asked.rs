//! A question that none of the template's contexts asks.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V617",
    name: "question-never-asked",
    severity: Severity::Warning,
    manual: Manual {
        title: Words {
            da: "Spørgsmål, der ikke stilles her",
            en: "Question that is not asked here",
        },
        finds: Words {
            da: "Et flettespørgsmål, som kun stilles i kontekster, skabelonen ikke bruges i. Stilles det i bare én af dem, er det i orden.",
            en: "A merge question that is asked only in contexts the template is not made in. If one of them asks it, that is right.",
        },
        why: Words {
            da: "Svaret er altid nej, så borgeren aldrig får teksten.",
            en: "The answer is always no, so the citizen never gets the text.",
        },
        bad: Words {
            da: "Et spørgsmål om fodbehandling i en skabelon, der kun bruges til briller.",
            en: "A question on foot treatment in a template for glasses only.",
        },
        good: Words {
            da: "Spørgsmålet stilles også i konteksten `briller`.",
            en: "The question is asked in the context `briller` too.",
        },
        steps: &[Words {
            da: "Føj en af skabelonens kontekster til spørgsmålets `contexts` i questions.toml, eller slet koden i Word.",
            en: "Add one of the template's contexts to the question's `contexts` in questions.toml, or delete the code in Word.",
        }],
    },
    references: &["KP-praksis K80"],
    ..Rule::BY_PROOF
};
