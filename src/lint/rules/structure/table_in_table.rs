//! A table in a cell of another.

use super::grid::inner_table;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Story, Table};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A303",
    name: "table-in-table",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Tabel i en tabel", en: "Table in a table" },
        finds: Words {
            da: "En tabel med en anden tabel i en af sine celler. Den ydre tabel nævnes én gang, uanset hvor mange den rummer. Tabeller i sidehoved og sidefod er undtaget.",
            en: "A table with another table in one of its cells. The outer table is told of once, however many it holds. Tables in page headers and footers are left alone.",
        },
        why: Words {
            da: "Skærmlæseren siger \"tabel\" inde i tabellen, og læseren mister overblikket over, hvilken række og kolonne der menes.",
            en: "The screen reader says \"table\" within the table, and the reader loses track of which row and column is meant.",
        },
        bad: Words {
            da: "En opstilling med en celle til brevets tekst, og i den en tabel over beløb.",
            en: "A layout with a cell for the letter's text, and in that a table of amounts.",
        },
        good: Words {
            da: "Brevets tekst som afsnit, og tabellen over beløb for sig selv.",
            en: "The letter's text as paragraphs, and the table of amounts by itself.",
        },
        steps: &[
            Words {
                da: "Markér den indre tabel, klip den ud, og sæt den ind efter den ydre.",
                en: "Select the inner table, cut it, and paste it after the outer one.",
            },
            Words {
                da: "Er den ydre tabel kun til opstilling, så vælg \"Layout > Konvertér til tekst\".",
                en: "If the outer table is only for layout, choose \"Layout > Convert to Text\".",
            },
        ],
    },
    references: &[
        "WCAG 2.1 1.3.1",
        "WCAG 2.1 1.3.2",
        "EN 301 549 10.1.3.1",
        "Word Accessibility Checker",
    ],
    checks: &[Check::Table(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, table: &Table) {
    if table.within.is_some() || !story.is_text() {
        return;
    }
    let Some(inner) = inner_table(story, table) else { return };
    checker
        .report(
            story.place(Some(inner.paragraphs.start)),
            say(
                format!("tabel {} har en tabel i en celle", table.number),
                format!("table {} has a table in a cell", table.number),
            )
            .help(
                "flyt den indre tabel ud, så de to tabeller står efter hinanden",
                "move the inner table out, so that the two tables stand one after the other",
            ),
        )
        .at(story, &inner.bytes);
}
