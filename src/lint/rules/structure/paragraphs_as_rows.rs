//! Rows of a table that are only lines within its cells.

use super::phrases::{is_date, is_figure};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Cell, Story, Table};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A308",
    name: "paragraphs-as-rows",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Afsnit brugt som rækker", en: "Paragraphs used as rows" },
        finds: Words {
            da: "En række i en tabel, hvor to eller flere celler har lige mange korte linjer – mindst tre – og linjerne i en af dem er tal, beløb eller datoer, så hver linje hører sammen med linjen ved siden af. Adresser ved siden af hinanden og lister i celler er undtaget.",
            en: "A row of a table in which two or more cells have the same number of short lines – at least three – and the lines of one of them are figures, amounts or dates, so that each line belongs with the line beside it. Addresses side by side and lists in cells are left alone.",
        },
        why: Words {
            da: "Cellerne læses én ad gangen: først alle ydelserne, så alle beløbene. Læseren kan ikke høre, hvilket beløb der hører til hvad.",
            en: "Cells are read one at a time: first all the benefits, then all the amounts. The reader cannot hear which amount belongs to what.",
        },
        bad: Words {
            da: "En celle med \"Bolig\", \"Varme\", \"Medicin\" og en celle med \"4.500\", \"700\", \"320\".",
            en: "A cell with \"Rent\", \"Heating\", \"Medicine\" and a cell with \"4,500\", \"700\", \"320\".",
        },
        good: Words {
            da: "Tre rækker med hver sin ydelse og sit beløb.",
            en: "Three rows, each with its benefit and its amount.",
        },
        steps: &[
            Words {
                da: "Indsæt en række for hver linje med \"Layout > Indsæt nedenunder\".",
                en: "Insert a row for each line with \"Layout > Insert Below\".",
            },
            Words {
                da: "Flyt hver linje til sin egen celle.",
                en: "Move each line to a cell of its own.",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.1", "WCAG 2.1 1.3.2", "EN 301 549 10.1.3.1"],
    checks: &[Check::Table(check)],
};

/// From so many lines on it is no chance.
const LINES: usize = 3;
/// The longest line, in characters.
const LONGEST: usize = 50;

fn check(checker: &mut Checker<'_>, story: &Story, table: &Table) {
    if !story.is_text() {
        return;
    }
    for row in &table.rows {
        let cells: Vec<(&Cell, Vec<String>)> =
            row.cells.iter().filter_map(|cell| Some((cell, lines(story, cell)?))).collect();
        let figures = |lines: &[String]| lines.iter().all(|line| is_figure(line) || is_date(line));
        let Some((cell, numbers)) = cells.iter().find(|(_, lines)| figures(lines)) else {
            continue;
        };
        let beside = cells.iter().any(|(_, lines)| lines.len() == numbers.len() && !figures(lines));
        if !beside {
            continue;
        }
        checker
            .report(
                story.place(Some(cell.paragraphs.start)),
                say(
                    format!(
                        "{} linjer i cellen hører til hver sin linje i cellen ved siden af",
                        numbers.len()
                    ),
                    format!(
                        "{} lines of the cell each belong to a line of the cell beside it",
                        numbers.len()
                    ),
                )
                .help(
                    "giv hver linje sin egen række i tabellen",
                    "give each line a row of its own",
                ),
            )
            .at(story, &cell.bytes);
    }
}

/// The lines of a cell, where all are short and none is an item of a list.
fn lines(story: &Story, cell: &Cell) -> Option<Vec<String>> {
    let paragraphs = story.paragraphs.get(cell.paragraphs.clone())?;
    let mut found = Vec::new();
    for paragraph in paragraphs {
        if paragraph.list.is_some() {
            return None;
        }
        let text = paragraph.text();
        found.extend(text.split('\n').map(|line| line.trim().to_owned()));
    }
    found.retain(|line| !line.is_empty());
    let short = found.iter().all(|line| line.chars().count() <= LONGEST);
    (short && found.len() >= LINES).then_some(found)
}
