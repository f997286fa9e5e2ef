//! Rows and columns that are only there for the distance.

use super::grid::{empty_columns, empty_rows};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::fix::{Edit, Fix, Safety};
use crate::lint::manuscript::{Story, Table};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A305",
    name: "empty-row-or-column",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::Unsafe,
    stages: &[Stage::File, Stage::Finished],
    manual: Manual {
        title: Words { da: "Tom række eller kolonne", en: "Empty row or column" },
        finds: Words {
            da: "En datatabel med en række eller kolonne, hvor alle celler er tomme. Celler, der fortsætter en celle ovenfra, og celler med felter tæller som fyldte. To eller flere tomme rækker til sidst er linjer til at skrive på og er undtaget. Tabellen nævnes én gang.",
            en: "A table of data with a row or column in which all cells are empty. Cells that continue one above and cells with fields count as filled. Two or more empty rows at the end are lines to write on and are left alone. The table is told of once.",
        },
        why: Words {
            da: "Skærmlæseren læser hver tom celle op. Mange tror, at tabellen er slut, når der kommer en tom række.",
            en: "The screen reader reads each empty cell. Many believe that the table has ended when an empty row comes.",
        },
        bad: Words {
            da: "En tom række mellem beløbene og summen for at give luft.",
            en: "An empty row between the amounts and their sum, to give room.",
        },
        good: Words {
            da: "Ingen tom række; summens række har mere afstand over teksten.",
            en: "No empty row; the row of the sum has more space above its text.",
        },
        steps: &[
            Words {
                da: "Markér den tomme række eller kolonne, højreklik, og vælg \"Slet rækker\" eller \"Slet kolonner\".",
                en: "Select the empty row or column, right-click, and choose \"Delete Rows\" or \"Delete Columns\".",
            },
            Words {
                da: "Sæt afstanden under \"Afsnit > Afstand\" eller \"Tabelegenskaber > Række > Angiv højde\".",
                en: "Set the distance under \"Paragraph > Spacing\" or \"Table Properties > Row > Specify height\".",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.1", "EN 301 549 10.1.3.1", "Word Accessibility Checker"],
    checks: &[Check::Table(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, table: &Table) {
    if !table.data || !story.is_text() {
        return;
    }
    let rows = empty_rows(story, table);
    let columns = empty_columns(story, table);
    let (first, danish, english) = match (rows.first(), columns.first()) {
        (Some(row), _) => (
            table.rows.get(*row).and_then(|row| row.cells.first()),
            listed(&rows, ["række", "rækkerne"], "og"),
            listed(&rows, ["row", "rows"], "and"),
        ),
        (None, Some(column)) => (
            table.rows.first().and_then(|row| row.cells.get(*column)),
            listed(&columns, ["kolonne", "kolonnerne"], "og"),
            listed(&columns, ["column", "columns"], "and"),
        ),
        (None, None) => return,
    };
    let several = if rows.is_empty() { columns.len() > 1 } else { rows.len() > 1 };
    let (are_danish, are_english) = if several { ("tomme", "are") } else { ("tom", "is") };
    let number = table.number;
    let report = checker
        .report(
            story.place(first.map(|cell| cell.paragraphs.start)),
            say(
                format!("{danish} i tabel {number} er {are_danish}"),
                format!("{english} of table {number} {are_english} empty"),
            )
            .help(
                "slet den, og giv afstand under \"Afsnit > Afstand\"",
                "delete it, and give distance under \"Paragraph > Spacing\"",
            ),
        )
        .at(story, first.map_or(&table.bytes, |cell| &cell.bytes));
    let whole = rows.iter().all(|row| {
        let cells = table.rows.get(*row).map(|row| row.cells.as_slice()).unwrap_or_default();
        cells.iter().all(|cell| !cell.merged)
    });
    if !rows.is_empty() && rows.len() < table.rows.len() && whole {
        let edits = rows
            .iter()
            .filter_map(|row| table.rows.get(*row))
            .map(|row| Edit::Part {
                part: story.part.clone(),
                bytes: row.bytes.clone(),
                with: String::new(),
            })
            .collect();
        report.fix(Fix {
            title: ["slet tomme rækker".to_owned(), "delete empty rows".to_owned()],
            safety: Safety::Unsafe,
            edits,
        });
    }
}

/// Numbers from 1 in words: `rækkerne 2, 4 og 5`.
fn listed(all: &[usize], names: [&str; 2], and: &str) -> String {
    let numbers: Vec<String> = all.iter().map(|at| (at + 1).to_string()).collect();
    match numbers.split_last() {
        Some((last, [])) => format!("{} {last}", names[0]),
        Some((last, rest)) => format!("{} {} {and} {last}", names[1], rest.join(", ")),
        None => String::new(),
    }
}
