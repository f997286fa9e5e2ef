//! An answer compared with what is no answer.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Repair, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V620",
    name: "comparison-with-other-than-j-or-n",
    severity: Severity::Error,
    repair: Repair::Partly,
    manual: Manual {
        title: Words {
            da: "Svar sammenlignet med andet end J eller N",
            en: "Answer compared with other than J or N",
        },
        finds: Words {
            da: "Et flettespørgsmål eller et ja/nej-felt, der sammenlignes med andet end \"J\" eller \"N\": \"ja\", \"Y\", \"j\", \"1\" eller \" J\" med mellemrum. Store og små bogstaver tæller.",
            en: "A merge question or yes/no field compared with other than \"J\" or \"N\": \"ja\", \"Y\", \"j\", \"1\", or \" J\" with a blank. Letter case counts.",
        },
        why: Words {
            da: "Betingelsen er aldrig opfyldt, så ingen borger får teksten, uanset hvad sagsbehandleren svarer.",
            en: "The condition never holds, so no citizen gets the text whatever the caseworker answers.",
        },
        bad: Words {
            da: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"ja\" \"Du får svar.\" }",
            en: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"ja\" \"Du får svar.\" }",
        },
        good: Words {
            da: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Du får svar.\" }",
            en: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Du får svar.\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Skriv \"J\" eller \"N\" med stort og uden mellemrum.",
                en: "Write \"J\" or \"N\" as a capital and without blanks.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["KP-praksis K68", "KP-praksis K72"],
    ..Rule::BY_PROOF
};
