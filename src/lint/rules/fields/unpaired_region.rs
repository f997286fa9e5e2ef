//! A repeated region with one end only.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "R201",
    name: "unpaired-region",
    severity: Severity::Error,
    manual: Manual {
        title: Words { da: "Område med kun én ende", en: "Region with one end only" },
        finds: Words {
            da: "Et TableStart uden sit TableEnd i samme tekst eller tabel, eller omvendt. Navnene skal være ens; store og små bogstaver tæller ikke.",
            en: "A TableStart without its TableEnd in the same text or table, or the other way round. The names must agree; letter case does not count.",
        },
        why: Words {
            da: "Rækken kan ikke gentages, så borgeren mangler listen over fx bilag eller beløb. Brevet bliver ikke skrevet.",
            en: "The row cannot be repeated, so the citizen misses the list of enclosures or amounts for instance. The letter is not written.",
        },
        bad: Words {
            da: "{ MERGEFIELD TableStart:Bilag }{ MERGEFIELD Titel }",
            en: "{ MERGEFIELD TableStart:Bilag }{ MERGEFIELD Titel }",
        },
        good: Words {
            da: "{ MERGEFIELD TableStart:Bilag }{ MERGEFIELD Titel }{ MERGEFIELD TableEnd:Bilag }",
            en: "{ MERGEFIELD TableStart:Bilag }{ MERGEFIELD Titel }{ MERGEFIELD TableEnd:Bilag }",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Indsæt det felt, der mangler: Ctrl+F9, og MERGEFIELD TableEnd: fulgt af listens navn.",
                en: "Insert the field that is missing: Ctrl+F9, and MERGEFIELD TableEnd: followed by the name of the list.",
            },
            Words {
                da: "Lad begge stå i samme række eller samme tekst, og tryk Alt+F9 igen.",
                en: "Have both in the same row or the same text, and press Alt+F9 again.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.5.35"],
    ..Rule::BY_COMPILER
};
