//! Answers that leave two blanks in a row.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V637",
    name: "doubled-blank",
    severity: Severity::Warning,
    manual: Manual {
        title: Words { da: "To mellemrum efter hinanden", en: "Two blanks in a row" },
        finds: Words {
            da: "Et sted, hvor svar giver to mellemrum: ét uden for betingelsen og ét i den, eller ét på hver side af noget, der mangler.",
            en: "A place where answers give two blanks: one outside the condition and one in it, or one on either side of what is missing.",
        },
        why: Words {
            da: "Brevet ser sjusket ud, og ordene skubbes fra hinanden, når linjen fyldes ud.",
            en: "The letter looks careless, and the words are pushed apart where lines are filled.",
        },
        bad: Words {
            da: "Kære { IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \" herr\" } borger",
            en: "Dear { IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \" Mr\" } citizen",
        },
        good: Words {
            da: "Kære{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \" herr\" } borger",
            en: "Dear{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \" Mr\" } citizen",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Lad mellemrummet stå enten uden for betingelsen eller i den.",
                en: "Have the blank either outside the condition or in it.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["KP-praksis K75"],
    ..Rule::BY_PROOF
};
