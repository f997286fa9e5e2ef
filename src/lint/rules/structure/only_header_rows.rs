//! A table in which every row is a header.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Story, Table};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A310",
    name: "only-header-rows",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Alle rækker er overskriftsrækker", en: "All rows are header rows" },
        finds: Words {
            da: "En tabel med mindst to rækker, der alle er markeret som overskriftsrækker.",
            en: "A table of at least two rows, all of which are marked as header rows.",
        },
        why: Words {
            da: "Når alt er overskrift, er der intet, den er overskrift for. Word ser bort fra mærket, og skærmlæseren siger ingen navne på kolonnerne.",
            en: "Where everything is a header there is nothing that it heads. Word ignores the mark, and the screen reader says no names of columns.",
        },
        bad: Words {
            da: "Hele tabellen var markeret, da der blev valgt \"Gentag rækkeoverskrifter\".",
            en: "The whole table was selected when \"Repeat Header Rows\" was chosen.",
        },
        good: Words {
            da: "Kun rækken med kolonnernes navne er overskriftsrække.",
            en: "Only the row with the names of the columns is a header row.",
        },
        steps: &[
            Words {
                da: "Markér alle rækker under den øverste.",
                en: "Select all rows under the top one.",
            },
            Words {
                da: "Vælg \"Layout > Gentag rækkeoverskrifter\", så den er slået fra for dem.",
                en: "Choose \"Layout > Repeat Header Rows\" so that it is off for them.",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.1", "EN 301 549 10.1.3.1", "Matterhorn 15-003"],
    checks: &[Check::Table(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, table: &Table) {
    if table.rows.len() < 2 || !story.is_text() || !table.rows.iter().all(|row| row.header) {
        return;
    }
    checker
        .report(
            story.place(Some(table.paragraphs.start)),
            say(
                format!("alle rækker i tabel {} er overskriftsrækker", table.number),
                format!("all rows of table {} are header rows", table.number),
            )
            .help(
                "slå \"Layout > Gentag rækkeoverskrifter\" fra for alle rækker under den øverste",
                "turn \"Layout > Repeat Header Rows\" off for all rows under the top one",
            ),
        )
        .at(story, &table.bytes);
}
