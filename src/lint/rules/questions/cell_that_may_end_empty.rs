//! A cell or text that answers can leave ending in an empty paragraph.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "V636",
    name: "cell-that-may-end-empty",
    severity: Severity::Note,
    manual: Manual {
        title: Words { da: "Celle, der kan ende tomt", en: "Cell that may end empty" },
        finds: Words {
            da: "En celle eller en tekst, hvis sidste afsnit kan blive tomt. Word kræver, at det afsnit er der.",
            en: "A cell or text whose last paragraph may become empty. Word demands that this paragraph is there.",
        },
        why: Words {
            da: "Sjældent et problem: en tom celle læses op som tom. Er det en hel række, så overvej en betingelse om rækken.",
            en: "Seldom a problem: an empty cell is read as empty. If it is a whole row, consider a condition around the row.",
        },
        bad: Words {
            da: "En celle med kun { IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"100 kr.\" }",
            en: "A cell of only { IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"100 kr.\" }",
        },
        good: Words {
            da: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"100 kr.\" \"0 kr.\" }",
            en: "{ IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"100 kr.\" \"0 kr.\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Skriv også en tekst for svaret nej, fx \"Ikke oplyst\".",
                en: "Write a text for the answer no too, such as \"Not given\".",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.1"],
    ..Rule::BY_PROOF
};
