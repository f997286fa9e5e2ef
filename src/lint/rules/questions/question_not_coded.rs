//! A question that is ticked and that the text never uses.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V615",
    name: "question-not-coded",
    severity: Severity::Warning,
    manual: Manual {
        title: Words { da: "Spørgsmål, der ikke er kodet", en: "Question that is not coded" },
        finds: Words {
            da: "Et flettespørgsmål, der er sat flueben ved, men som ingen feltkode i skabelonen spørger om.",
            en: "A merge question that is ticked and for which no field code of the template asks.",
        },
        why: Words {
            da: "Sagsbehandleren svarer forgæves og tror, at borgeren får noget at vide.",
            en: "The caseworker answers in vain and believes that the citizen is told something.",
        },
        bad: Words {
            da: "questions = [\"prisoverslag\"], og ingen kode bruger det",
            en: "questions = [\"prisoverslag\"], and no code uses it",
        },
        good: Words {
            da: "Spørgsmålet er kodet, eller fluebenet er væk.",
            en: "The question is coded, or the tick is gone.",
        },
        steps: &[
            Words {
                da: "Skal teksten med, så kod den: Ctrl+F9, og IF { MERGEFIELD Question:nøglen } = \"J\" \"teksten\".",
                en: "If the text is wanted, code it: Ctrl+F9, and IF { MERGEFIELD Question:key } = \"J\" \"text\".",
            },
            Words {
                da: "Ellers fjern fluebenet (`questions` i skabelonens .toml).",
                en: "Otherwise take the tick away (`questions` in the template's .toml).",
            },
        ],
    },
    references: &["KP-praksis K70"],
    ..Rule::BY_PROOF
};
