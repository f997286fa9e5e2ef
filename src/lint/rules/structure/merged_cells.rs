//! A table whose cells are not one for each row and column.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Cell, Row, Story, Table};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A302",
    name: "merged-cells",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Flettede celler", en: "Merged cells" },
        finds: Words {
            da: "En datatabel, hvor celler er flettet vandret eller lodret, eller hvor rækkerne ikke har lige mange celler. En tabel nævnes én gang. Layouttabeller er undtaget, og celler der kun er delt for øjet med lige meget i alle rækker, også.",
            en: "A table of data in which cells are merged across or down, or whose rows have different numbers of cells. A table is told of once. Layout tables are left alone, and so are tables in which all rows are cut alike.",
        },
        why: Words {
            da: "Skærmlæseren tæller rækker og kolonner. Ved flettede celler siger den den forkerte kolonne, eller læseren farer vild.",
            en: "The screen reader counts rows and columns. At merged cells it says the wrong column, or the reader gets lost.",
        },
        bad: Words {
            da: "Øverst i tabellen en række \"Oversigt over tillæg\" flettet hen over alle kolonner.",
            en: "At the top of the table a row \"List of supplements\" merged across all columns.",
        },
        good: Words {
            da: "Teksten \"Oversigt over tillæg\" som afsnit eller billedtekst over tabellen.",
            en: "The text \"List of supplements\" as a paragraph or caption above the table.",
        },
        steps: &[
            Words {
                da: "Er det tabellens titel, så flyt den op over tabellen som et afsnit, og slet rækken.",
                en: "If it is the table's title, move it above the table as a paragraph and delete the row.",
            },
            Words {
                da: "Markér ellers cellen, vælg \"Layout > Opdel celler\", og gentag indholdet i hver celle.",
                en: "Otherwise select the cell, choose \"Layout > Split Cells\" and repeat the content in each cell.",
            },
        ],
    },
    references: &[
        "WCAG 2.1 1.3.1",
        "EN 301 549 10.1.3.1",
        "Matterhorn 15-005",
        "Word Accessibility Checker",
    ],
    checks: &[Check::Table(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, table: &Table) {
    if !table.data || table.rows.len() < 2 || !story.is_text() {
        return;
    }
    let width = |row: &Row| row.left_out + row.cells.iter().map(|cell| cell.span).sum::<u32>();
    let columns = table.rows.iter().map(width).max().unwrap_or(0);
    let spans = |row: &Row| row.cells.iter().map(|cell| cell.span).collect::<Vec<_>>();
    // Where every row is cut alike, the spans are of the grid and not of the table.
    let alike = table
        .rows
        .windows(2)
        .all(|pair| spans(&pair[0]) == spans(&pair[1]) && pair[0].left_out == pair[1].left_out);
    let down = table.rows.iter().flat_map(|row| &row.cells).find(|cell| cell.merged);
    let title = table.rows.first().filter(|row| row.cells.len() == 1 && columns > 1);
    let rest_alike = title.is_some()
        && down.is_none()
        && table.rows[1..].windows(2).all(|pair| spans(&pair[0]) == spans(&pair[1]));
    if alike && down.is_none() {
        return;
    }
    let across = table.rows.iter().flat_map(|row| &row.cells).find(|cell| cell.span > 1);
    let uneven = || {
        let usual = table.rows.first().map(|row| row.cells.len())?;
        table.rows.iter().find(|row| row.cells.len() != usual || row.left_out > 0)?.cells.first()
    };
    let at: Option<&Cell> = if rest_alike {
        title.and_then(|row| row.cells.first())
    } else if alike {
        down
    } else {
        across.or(down).or_else(uneven)
    };
    let number = table.number;
    let message = if rest_alike {
        say(
            format!("tabel {number} har sin titel i en række, der er flettet hen over kolonnerne"),
            format!("table {number} has its title in a row merged across the columns"),
        )
        .help(
            "flyt titlen op over tabellen som et afsnit eller en billedtekst, og slet rækken",
            "move the title above the table as a paragraph or caption, and delete the row",
        )
    } else if down.is_some() || across.is_some() {
        say(
            format!("tabel {number} har flettede celler"),
            format!("table {number} has merged cells"),
        )
        .help(
            "vælg \"Layout > Opdel celler\", og gentag indholdet i hver celle",
            "choose \"Layout > Split Cells\" and repeat the content in each cell",
        )
    } else {
        say(
            format!("rækkerne i tabel {number} har ikke lige mange celler"),
            format!("the rows of table {number} do not have the same number of cells"),
        )
        .help(
            "giv hver række lige så mange celler, som tabellen har kolonner",
            "give each row as many cells as the table has columns",
        )
    };
    let place = story.place(at.map(|cell| cell.paragraphs.start));
    let bytes = at.map_or(&table.bytes, |cell| &cell.bytes);
    checker.report(place, message).at(story, bytes);
}
