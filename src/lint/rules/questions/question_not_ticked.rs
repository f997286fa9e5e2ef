//! A question that is coded and that nobody is asked.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Repair, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V614",
    name: "question-not-ticked",
    severity: Severity::Error,
    repair: Repair::Safe,
    manual: Manual {
        title: Words { da: "Spørgsmål uden flueben", en: "Question that is not ticked" },
        finds: Words {
            da: "Et flettespørgsmål, der er kodet i skabelonen, men ikke står i dens `questions`.",
            en: "A merge question that is coded in the template and is not in its `questions`.",
        },
        why: Words {
            da: "Sagsbehandleren får ikke spørgsmålet, så svaret er altid nej, og teksten mangler.",
            en: "The caseworker is not asked, so the answer is always no, and the text is missing.",
        },
        bad: Words {
            da: "Koden spørger om `prisoverslag`, og questions = []",
            en: "The code asks for `prisoverslag`, and questions = []",
        },
        good: Words { da: "questions = [\"prisoverslag\"]", en: "questions = [\"prisoverslag\"]" },
        steps: &[
            Words {
                da: "Find skabelonen i systemadministrationen, og sæt flueben ved spørgsmålet i listen \"Flettespørgsmål\".",
                en: "Find the template in the system administration, and tick the question in the list \"Flettespørgsmål\".",
            },
            Words {
                da: "I bundtet: skriv spørgsmålets alias i `questions` i skabelonens .toml.",
                en: "In the bundle: write the alias of the question into `questions` of the template's .toml.",
            },
        ],
    },
    references: &["KP-praksis K70", "KP-praksis K81"],
    ..Rule::BY_PROOF
};
