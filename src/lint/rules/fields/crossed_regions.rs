//! Two regions that share a row of a table.

use crate::diagnostic::Severity;
use crate::lint::rule::{Manual, Rule, Words};

pub(super) static RULE: Rule = Rule {
    code: "R202",
    name: "crossed-regions",
    severity: Severity::Error,
    manual: Manual {
        title: Words { da: "Områder, der overlapper", en: "Regions that overlap" },
        finds: Words {
            da: "To områder i en tabel, der deler en række: det ene slutter i den række, hvor det andet begynder. Et område helt inde i et andet er i orden. Står ordene krydsvis i én tekst, er det R201.",
            en: "Two regions of a table that share a row: one ends in the row in which the other begins. A region wholly inside another is right. Where they stand crosswise in one text it is R201.",
        },
        why: Words {
            da: "Ingen kan sige, hvilke rækker der skal gentages, så borgeren ville få forkerte rækker. Brevet bliver ikke skrevet.",
            en: "Nobody can tell which rows are to be repeated, so the citizen would get wrong rows. The letter is not written.",
        },
        bad: Words {
            da: "Række 2: TableEnd:Udgifter og TableStart:Bilag",
            en: "Row 2: TableEnd:Udgifter and TableStart:Bilag",
        },
        good: Words {
            da: "Række 2: TableEnd:Udgifter. Række 3: TableStart:Bilag",
            en: "Row 2: TableEnd:Udgifter. Row 3: TableStart:Bilag",
        },
        steps: &[
            Words {
                da: "Tryk Alt+F9, så Word viser alle feltkoder.",
                en: "Press Alt+F9, so that Word shows all field codes.",
            },
            Words {
                da: "Flyt TableEnd eller TableStart, så de to områder ikke deler en række.",
                en: "Move TableEnd or TableStart, so that the two regions share no row.",
            },
            Words {
                da: "Tryk Alt+F9 igen, og gem dokumentet.",
                en: "Press Alt+F9 again, and save the document.",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.16.5.35"],
    ..Rule::BY_COMPILER
};
