//! A condition that says nothing to compare.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "F111",
    name: "missing-condition",
    severity: Severity::Error,
    manual: Manual {
        title: Words { da: "Betingelse, der ikke kan læses", en: "Condition that cannot be read" },
        finds: Words {
            da: "Et IF-, COMPARE- eller SKIPIF-felt uden en sammenligning af formen a = b. Tegnene er =, <>, <, >, <= og >=.",
            en: "An IF, COMPARE or SKIPIF field without a comparison of the form a = b. The signs are =, <>, <, >, <= and >=.",
        },
        why: Words {
            da: "Ingen kan vide, hvem teksten er til. Brevet bliver ikke skrevet.",
            en: "Nobody can know whom the text is for. The letter is not written.",
        },
        bad: Words {
            da: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } \"Du får svar.\" }",
            en: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } \"You will hear from us.\" }",
        },
        good: Words {
            da: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"Du får svar.\" }",
            en: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"You will hear from us.\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Skriv = \"J\" efter spørgsmålets felt, før teksten.",
                en: "Write = \"J\" after the field of the question, before the text.",
            },
            Words {
                da: "Husk mellemrum på begge sider af lighedstegnet.",
                en: "Mind the blanks on both sides of the equals sign.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.5.26", "KP-praksis K72"],
    ..Rule::BY_COMPILER
};
