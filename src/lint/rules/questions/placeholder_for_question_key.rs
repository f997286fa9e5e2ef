//! The XXXXX of the instruction, left in the code.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V610",
    name: "placeholder-for-question-key",
    severity: Severity::Error,
    manual: Manual {
        title: Words {
            da: "Pladsholder i stedet for spørgsmålets nøgle",
            en: "Placeholder in place of a question's key",
        },
        finds: Words {
            da: "Et flettespørgsmål, hvis nøgle er vejledningens eget eksempel, fx flettespoergsmaal-XXXXX.",
            en: "A merge question whose key is the example of the instruction, such as flettespoergsmaal-XXXXX.",
        },
        why: Words {
            da: "Ingen kan svare på spørgsmålet, så teksten mangler i alle breve.",
            en: "Nobody can answer the question, so the text is missing from all letters.",
        },
        bad: Words {
            da: "{ IF { MERGEFIELD Question:flettespoergsmaal-XXXXX } = \"J\" \"Du får svar.\" }",
            en: "{ IF { MERGEFIELD Question:flettespoergsmaal-XXXXX } = \"J\" \"Du får svar.\" }",
        },
        good: Words {
            da: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Du får svar.\" }",
            en: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Du får svar.\" }",
        },
        steps: &[
            Words {
                da: "Find nøglen under systemparameteren \"Flettespørgsmål\".",
                en: "Find the key under the system parameter \"Flettespørgsmål\".",
            },
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Skriv nøglen i stedet for XXXXX.",
                en: "Write the key in place of XXXXX.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["KP-praksis K73"],
    ..Rule::BY_PROOF
};
