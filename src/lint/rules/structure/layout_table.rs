//! A table that only keeps things beside one another.

use super::grid::inner_table;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Story, Table};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A304",
    name: "layout-table",
    group: Group::Accessibility,
    severity: Severity::Note,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Tabel til opstilling", en: "Layout table" },
        finds: Words {
            da: "En tabel, der ikke viser data, men kun stiller tekst op ved siden af hinanden: uden streger eller skygge, med en enkelt række, eller med blokke af tekst i cellerne. Mindst to celler har indhold. Rammer med en enkelt celle er undtaget, og tabeller, hvis alternative tekst siger \"layout\", også.",
            en: "A table that shows no data but only sets text side by side: without lines or shading, with a single row, or with blocks of text in its cells. At least two cells have content. Frames of a single cell are left alone, and so are tables whose alternative text says \"layout\".",
        },
        why: Words {
            da: "Cellerne læses op række for række, ikke spalte for spalte. Det, der hører sammen for øjet, bliver skilt ad for øret.",
            en: "The cells are read row by row, not column by column. What belongs together to the eye is parted to the ear.",
        },
        bad: Words {
            da: "En tabel uden streger med modtagerens adresse til venstre og kommunens oplysninger til højre, linje for linje i hver sin række.",
            en: "A table without lines with the recipient's address at the left and the municipality's particulars at the right, a row for each line.",
        },
        good: Words {
            da: "Adressen som afsnit, og kommunens oplysninger som afsnit efter den.",
            en: "The address as paragraphs, and the municipality's particulars as paragraphs after it.",
        },
        steps: &[
            Words {
                da: "Læs cellerne række for række, og se, om rækkefølgen giver mening.",
                en: "Read the cells row by row and see whether their order makes sense.",
            },
            Words {
                da: "Giver den ikke det, så vælg \"Layout > Konvertér til tekst\".",
                en: "If it does not, choose \"Layout > Convert to Text\".",
            },
            Words {
                da: "Giver den mening, så skriv \"layout\" under \"Tabelegenskaber > Alternativ tekst\".",
                en: "If it does, write \"layout\" under \"Table Properties > Alt Text\".",
            },
        ],
    },
    references: &[
        "WCAG 2.1 1.3.2",
        "EN 301 549 10.1.3.2",
        "Matterhorn 15-004",
        "Word Accessibility Checker",
    ],
    checks: &[Check::Table(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, table: &Table) {
    let said = table.description.as_deref().unwrap_or_default().to_lowercase();
    let known = ["layout", "presentation", "opstilling"].iter().any(|word| said.contains(word));
    if table.data
        || known
        || table.within.is_some()
        || !story.is_text()
        || inner_table(story, table).is_some()
    {
        return;
    }
    let filled = table
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .filter(|cell| {
            let paragraphs = story.paragraphs.get(cell.paragraphs.clone()).unwrap_or_default();
            paragraphs.iter().any(|paragraph| !paragraph.is_empty())
        })
        .count();
    let columns = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    if filled < 2 || columns < 2 {
        return;
    }
    checker
        .report(
            story.place(Some(table.paragraphs.start)),
            say(
                format!("tabel {} stiller kun tekst op", table.number),
                format!("table {} only lays out text", table.number),
            )
            .help(
                "se efter, at den giver mening læst række for række, eller vælg \"Layout > Konvertér til tekst\"",
                "see that it makes sense read row by row, or choose \"Layout > Convert to Text\"",
            ),
        )
        .at(story, &table.bytes);
}
