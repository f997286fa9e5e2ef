//! A number format longer than the digits that Word counts with.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "F115",
    name: "picture-wider-than-word-counts",
    severity: Severity::Warning,
    manual: Manual {
        title: Words {
            da: "Talformat til flere cifre, end Word regner med",
            en: "Number format for more digits than Word counts with",
        },
        finds: Words {
            da: "Et format efter \\# med plads til mere end 14 cifre. Det bruges som regel på konto- eller kortnumre, som ikke er tal at regne med.",
            en: "A format after \\# with room for more than 14 digits. It is mostly put on account or card numbers, which are no numbers to compute with.",
        },
        why: Words {
            da: "Word runder de sidste cifre af, så borgeren får et forkert kontonummer.",
            en: "Word rounds the last digits, so the citizen gets a wrong account number.",
        },
        bad: Words {
            da: "{ MERGEFIELD Konto.Nummer \\# \"0000 0000000000000\" }",
            en: "{ MERGEFIELD Konto.Nummer \\# \"0000 0000000000000\" }",
        },
        good: Words { da: "{ MERGEFIELD Konto.Nummer }", en: "{ MERGEFIELD Konto.Nummer }" },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Slet \\# og formatet efter det, og lad fagsystemet sende nummeret som tekst.",
                en: "Delete \\# and the format after it, and let the business system send the number as text.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.4.2"],
    ..Rule::BY_COMPILER
};
