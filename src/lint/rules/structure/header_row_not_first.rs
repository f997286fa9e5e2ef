//! A header row where Word does not look for one.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Story, Table};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A309",
    name: "header-row-not-first",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words {
            da: "Overskriftsrække, der ikke står øverst",
            en: "Header row that is not first",
        },
        finds: Words {
            da: "En række, der er markeret som overskriftsrække, uden at rækkerne over den også er det. Word og skærmlæsere ser kun på de øverste rækker.",
            en: "A row that is marked as header row while those above it are not. Word and screen readers look at the topmost rows only.",
        },
        why: Words {
            da: "Tabellen ser mærket ud, men kolonnerne har ingen navne, når den læses op.",
            en: "The table seems marked, but its columns have no names when it is read aloud.",
        },
        bad: Words {
            da: "Øverst en række med tabellens titel, og under den kolonnernes navne, markeret som overskriftsrække.",
            en: "At the top a row with the table's title, and under it the names of the columns, marked as header row.",
        },
        good: Words {
            da: "Titlen over tabellen, og kolonnernes navne som øverste række.",
            en: "The title above the table, and the names of the columns as its top row.",
        },
        steps: &[
            Words {
                da: "Flyt det, der står over kolonnernes navne, ud af tabellen.",
                en: "Move what stands above the names of the columns out of the table.",
            },
            Words {
                da: "Sæt markøren i øverste række, og vælg \"Layout > Gentag rækkeoverskrifter\".",
                en: "Place the cursor in the top row and choose \"Layout > Repeat Header Rows\".",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.1", "EN 301 549 10.1.3.1", "Matterhorn 15-003"],
    checks: &[Check::Table(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, table: &Table) {
    // Who marks a header row means data, whatever the table looks like.
    if !story.is_text() {
        return;
    }
    let first_plain = table.rows.iter().position(|row| !row.header).unwrap_or(table.rows.len());
    let Some((at, row)) =
        table.rows.iter().enumerate().skip(first_plain).find(|(_, row)| row.header)
    else {
        return;
    };
    checker
        .report(
            story.place(row.cells.first().map(|cell| cell.paragraphs.start)),
            say(
                format!(
                    "række {} i tabel {} er overskriftsrække, men står ikke øverst",
                    at + 1,
                    table.number
                ),
                format!(
                    "row {} of table {} is a header row but not at the top",
                    at + 1,
                    table.number
                ),
            )
            .help(
                "flyt rækken øverst, og vælg \"Layout > Gentag rækkeoverskrifter\" for den",
                "move the row to the top and choose \"Layout > Repeat Header Rows\" for it",
            ),
        )
        .at(story, &row.bytes);
}
