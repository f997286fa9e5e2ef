//! A table of data whose columns have no names that assistive technology is told of.

use super::grid::{cell_text, header_fix};
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::fix::{Fix, Safety};
use crate::lint::manuscript::{Row, Story, Table};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A301",
    name: "table-without-header-row",
    group: Group::Accessibility,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::Partly,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Tabel uden overskriftsrække", en: "Table without a header row" },
        finds: Words {
            da: "En datatabel med mindst to rækker og to kolonner, hvor ingen række er markeret som overskriftsrække. At typografien fremhæver første række, tæller ikke: det er kun udseende. Layouttabeller, tabeller inde i andre og tabeller i sidehoved og sidefod er undtaget. Har hver række sin etiket i første kolonne, er det en advarsel.",
            en: "A table of data with at least two rows and two columns in which no row is marked as a header row. That the style sets the first row apart does not count: that is appearance only. Layout tables, tables within others and tables in page headers and footers are left alone. Where each row has its label in the first column, it is a warning.",
        },
        why: Words {
            da: "Skærmlæseren siger \"3.450 kr.\" uden at kunne sige, hvad beløbet er. Læseren skal selv huske, hvad kolonnerne hedder.",
            en: "The screen reader says \"DKK 3,450\" and cannot say what the amount is. The reader must remember by heart what the columns are called.",
        },
        bad: Words {
            da: "En tabel med \"Ydelse\" og \"Beløb\" i fed skrift øverst, uden \"Gentag rækkeoverskrifter\".",
            en: "A table with \"Benefit\" and \"Amount\" in bold at the top, without \"Repeat Header Rows\".",
        },
        good: Words {
            da: "Den samme tabel, hvor \"Gentag rækkeoverskrifter\" er slået til for øverste række.",
            en: "The same table with \"Repeat Header Rows\" on for the top row.",
        },
        steps: &[
            Words {
                da: "Sæt markøren i tabellens øverste række.",
                en: "Place the cursor in the table's top row.",
            },
            Words {
                da: "Vælg \"Layout > Gentag rækkeoverskrifter\" på båndet for tabellen.",
                en: "Choose \"Layout > Repeat Header Rows\" on the table's ribbon.",
            },
            Words {
                da: "Har tabellen ingen kolonneoverskrifter, så indsæt en række øverst, og giv hver kolonne et navn.",
                en: "If the table has no names for its columns, insert a row at the top and give each column a name.",
            },
        ],
    },
    references: &[
        "WCAG 2.1 1.3.1",
        "EN 301 549 10.1.3.1",
        "ISO 14289-1 7.5",
        "Matterhorn 15-003",
        "Word Accessibility Checker",
    ],
    checks: &[Check::Table(check)],
};

/// The longest name of a column, in characters.
const LONGEST_NAME: usize = 40;

fn check(checker: &mut Checker<'_>, story: &Story, table: &Table) {
    let columns = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    if !table.data
        || table.within.is_some()
        || table.rows.len() < 2
        || columns < 2
        || table.rows.iter().any(|row| row.header)
        || !story.is_text()
    {
        return;
    }
    let Some(first) = table.rows.first() else { return };
    let labels = has_labels(story, table);
    let (danish, english) = if labels {
        (
            "indsæt en række øverst med kolonnernes navne, og vælg \"Layout > Gentag rækkeoverskrifter\", eller skriv oplysningerne som linjer med tekst",
            "insert a row at the top with the names of the columns and choose \"Layout > Repeat Header Rows\", or write the particulars as lines of text",
        )
    } else {
        (
            "sæt markøren i øverste række, og vælg \"Layout > Gentag rækkeoverskrifter\"",
            "place the cursor in the top row and choose \"Layout > Repeat Header Rows\"",
        )
    };
    let paragraph = first.cells.first().map(|cell| cell.paragraphs.start);
    let report = checker
        .report(
            story.place(paragraph),
            say(
                format!("tabel {} har ingen overskriftsrække", table.number),
                format!("table {} has no header row", table.number),
            )
            .help(danish, english),
        )
        .at(story, &table.bytes);
    if labels {
        report.severity(Severity::Warning);
    } else if let Some(edit) = header_fix(story, first).filter(|_| names_columns(story, first)) {
        let safety = if stands_out(story, table) { Safety::Safe } else { Safety::Unsafe };
        report.fix(Fix {
            title: [
                "markér øverste række som overskriftsrække".to_owned(),
                "mark the top row as header row".to_owned(),
            ],
            safety,
            edits: vec![edit],
        });
    }
}

/// Whether every row begins with a label: `Navn:`, or bold where the rest is not.
fn has_labels(story: &Story, table: &Table) -> bool {
    table.rows.iter().all(|row| {
        let Some((label, rest)) = row.cells.split_first() else { return false };
        let text = cell_text(story, label);
        let colon = text.ends_with(':');
        let bold = is_bold(story, label.paragraphs.clone())
            && rest.iter().any(|cell| {
                !cell_text(story, cell).is_empty() && !is_bold(story, cell.paragraphs.clone())
            });
        !text.is_empty() && (colon || bold)
    })
}

/// Whether the row can be the names of columns: short texts in all cells, no figures, no fields.
fn names_columns(story: &Story, row: &Row) -> bool {
    row.cells.iter().all(|cell| {
        let text = cell_text(story, cell);
        !text.is_empty()
            && text.chars().count() <= LONGEST_NAME
            && !text.contains('«')
            && !text.starts_with(|c: char| c.is_ascii_digit())
            && !text.ends_with('.')
    })
}

/// Whether the author set the first row apart from the second.
fn stands_out(story: &Story, table: &Table) -> bool {
    let bold = |row: &Row| row.cells.iter().all(|cell| is_bold(story, cell.paragraphs.clone()));
    let shaded = |row: &Row| row.cells.iter().all(|cell| cell.shade.is_some());
    let (Some(first), Some(second)) = (table.rows.first(), table.rows.get(1)) else {
        return false;
    };
    table.first_row_styled
        || (bold(first) && !bold(second))
        || (shaded(first) && second.cells.iter().all(|cell| cell.shade.is_none()))
}

fn is_bold(story: &Story, paragraphs: std::ops::Range<usize>) -> bool {
    let mut pieces = story
        .paragraphs
        .get(paragraphs)
        .unwrap_or_default()
        .iter()
        .flat_map(crate::lint::manuscript::Paragraph::visible)
        .filter(|(_, text)| !text.trim().is_empty())
        .peekable();
    pieces.peek().is_some() && pieces.all(|(piece, _)| piece.format.bold)
}
