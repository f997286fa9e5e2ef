//! A column without a name in a row of names.

use super::grid::{empty_columns, empty_rows, is_empty_cell};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Story, Table};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A306",
    name: "empty-header-cell",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Tom celle i overskriftsrækken", en: "Empty cell in the header row" },
        finds: Words {
            da: "En tom celle i en række, der er markeret som overskriftsrække, over en kolonne med indhold. Hjørnet øverst til venstre må være tomt, når første kolonne holder rækkernes navne.",
            en: "An empty cell in a row that is marked as header row, above a column with content. The corner at the top left may be empty where the first column holds the names of the rows.",
        },
        why: Words {
            da: "Skærmlæseren kan ikke sige, hvad cellerne i kolonnen er.",
            en: "The screen reader cannot say what the cells of the column are.",
        },
        bad: Words {
            da: "Overskriftsrækken \"Ydelse\", \"Beløb\" og en tom celle over datoerne.",
            en: "The header row \"Benefit\", \"Amount\", and an empty cell above the dates.",
        },
        good: Words {
            da: "Overskriftsrækken \"Ydelse\", \"Beløb\" og \"Fra\".",
            en: "The header row \"Benefit\", \"Amount\" and \"From\".",
        },
        steps: &[Words {
            da: "Skriv i den tomme celle, hvad kolonnen viser.",
            en: "Write in the empty cell what the column shows.",
        }],
    },
    references: &["WCAG 2.1 1.3.1", "EN 301 549 10.1.3.1", "Matterhorn 15-003"],
    checks: &[Check::Table(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, table: &Table) {
    if !table.data || !story.is_text() {
        return;
    }
    let (rows, columns) = (empty_rows(story, table), empty_columns(story, table));
    let heads = table.rows.iter().enumerate().take_while(|(_, row)| row.header);
    for (at, row) in heads {
        for (column, cell) in row.cells.iter().enumerate().skip(1) {
            let elsewhere = rows.contains(&at) || columns.contains(&column);
            if elsewhere || cell.continued || !is_empty_cell(story, cell) {
                continue;
            }
            checker
                .report(
                    story.place(Some(cell.paragraphs.start)),
                    say(
                        format!("kolonne {} i tabel {} har intet navn", column + 1, table.number),
                        format!("column {} of table {} has no name", column + 1, table.number),
                    )
                    .help(
                        "skriv i overskriftsrækken, hvad kolonnen viser",
                        "write in the header row what the column shows",
                    ),
                )
                .at(story, &cell.bytes);
        }
    }
}
