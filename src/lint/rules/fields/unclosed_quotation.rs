//! A text of a code that opens a quotation and does not close it.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "F104",
    name: "unclosed-quotation",
    severity: Severity::Warning,
    manual: Manual {
        title: Words { da: "Citationstegn uden makker", en: "Quotation mark without a partner" },
        finds: Words {
            da: "Et citationstegn i en feltkode, som intet andet lukker. Teksten løber da til feltets slutning. Et fast mellemrum, en apostrof eller et tommetegn i teksten tæller ikke.",
            en: "A quotation mark in a field code that no other closes. The text then runs to the end of the field. A non-breaking space or an apostrophe in the text does not count.",
        },
        why: Words {
            da: "Det, der skulle stå for svaret nej, bliver en del af teksten for ja: borgeren får begge dele.",
            en: "What was to stand for the answer no becomes part of the text for yes: the citizen gets both.",
        },
        bad: Words {
            da: "{ IF { MERGEFIELD Sag.Ydelse } = \"briller\" \"Du får tilskud. }",
            en: "{ IF { MERGEFIELD Sag.Ydelse } = \"briller\" \"You get a grant. }",
        },
        good: Words {
            da: "{ IF { MERGEFIELD Sag.Ydelse } = \"briller\" \"Du får tilskud.\" }",
            en: "{ IF { MERGEFIELD Sag.Ydelse } = \"briller\" \"You get a grant.\" }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Tæl citationstegnene i koden: om hver tekst skal der stå to.",
                en: "Count the quotation marks of the code: there are two around each text.",
            },
            Words {
                da: "Sæt det manglende. Skal et citationstegn stå i selve teksten, så skriv \\\" foran det.",
                en: "Add the missing one. If a quotation mark belongs to the text itself, write \\\" for it.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.1"],
    ..Rule::BY_COMPILER
};
