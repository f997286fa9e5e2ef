//! Columns made by tabs or blanks.

use super::columns::faked_tables;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::Story;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A307",
    name: "tab-aligned-columns",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words {
            da: "Kolonner lavet med tabulatorer eller mellemrum",
            en: "Columns made by tabs or blanks",
        },
        finds: Words {
            da: "Linjer lige efter hinanden, hvis tekster er stillet op i kolonner med tabulatorer eller rækker af mellemrum: tre kolonner over mindst to linjer, eller to kolonner over mindst tre (to, når den anden er beløb). Undtaget er etiketter med kolon og deres værdi, en enkelt linje med dato til højre, underskrifter, linjer til at skrive på, indholdsfortegnelser, sidehoved og sidefod.",
            en: "Lines one after the other whose texts are set in columns by tabs or runs of blanks: three columns over at least two lines, or two columns over at least three (two where the second is amounts). Labels with a colon and their value, a single line with a date at the right, signatures, lines to write on, tables of contents, page headers and footers are left alone.",
        },
        why: Words {
            da: "Skærmlæseren læser linjerne som én lang sætning. Man kan ikke høre, hvad der er kolonner, og ved forstørrelse glider de fra hinanden.",
            en: "The screen reader reads the lines as one long sentence. One cannot hear what is a column, and when enlarged they slide apart.",
        },
        bad: Words {
            da: "\"Tandrensning\", tabulator, \"450 kr.\", tabulator, \"1. maj\" i flere linjer.",
            en: "\"Dental cleaning\", tab, \"DKK 450\", tab, \"1 May\" in several lines.",
        },
        good: Words {
            da: "En tabel med overskriftsrækken \"Behandling\", \"Pris\" og \"Dato\".",
            en: "A table with the header row \"Treatment\", \"Price\" and \"Date\".",
        },
        steps: &[
            Words {
                da: "Markér linjerne, og vælg \"Indsæt > Tabel > Konvertér tekst til tabel\".",
                en: "Select the lines and choose \"Insert > Table > Convert Text to Table\".",
            },
            Words {
                da: "Indsæt en række øverst med kolonnernes navne, og vælg \"Layout > Gentag rækkeoverskrifter\".",
                en: "Insert a row at the top with the names of the columns and choose \"Layout > Repeat Header Rows\".",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.1", "WCAG 2.1 1.3.2", "EN 301 549 10.1.3.1", "Matterhorn 15-001"],
    checks: &[Check::Story(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story) {
    for table in faked_tables(story) {
        let (Some(first), Some(last)) = (
            table.paragraphs.first().and_then(|at| story.paragraphs.get(*at)),
            table.paragraphs.last().and_then(|at| story.paragraphs.get(*at)),
        ) else {
            continue;
        };
        let columns = table.columns;
        checker
            .report(
                first.place(),
                say(
                    format!("linjerne er stillet op i {columns} kolonner uden at være en tabel"),
                    format!("the lines are set in {columns} columns without being a table"),
                )
                .help(
                    "markér linjerne, og vælg \"Indsæt > Tabel > Konvertér tekst til tabel\"",
                    "select the lines and choose \"Insert > Table > Convert Text to Table\"",
                ),
            )
            .at(story, &(first.bytes.start..last.bytes.end));
    }
}
