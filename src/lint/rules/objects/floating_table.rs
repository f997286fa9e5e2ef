//! A table that floats beside the text.

use super::words::text_begins;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::Story;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A605",
    name: "floating-table",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Flydende tabel", en: "Floating table" },
        finds: Words {
            da: "En tabel i brevets tekst, som teksten flyder uden om. En tabel før brevets første tekst i en hovedskabelon eller et helt brev, som bruges til adresse og brevhoved, meldes ikke, og heller ikke en tabel inde i en, der er meldt.",
            en: "A table in the letter's text that the text flows around. A table before the letter's first text, in a master or a whole letter, as used for address and letterhead, is left alone, and so is a table within one that was told of.",
        },
        why: Words {
            da: "En flydende tabel læses op dér, hvor den er forankret, og ikke altid dér, hvor den ses. Når felter flettes, kan den flytte sig, dele sig dårligt mellem sider eller dække teksten.",
            en: "A floating table is read where it is anchored, and not always where it is seen. When fields are merged it can move, break badly between pages, or cover the text.",
        },
        bad: Words {
            da: "En lille tabel med beløb ved siden af afgørelsen.",
            en: "A small table of amounts beside the decision.",
        },
        good: Words {
            da: "Tabellen i sit eget afsnit, under sætningen om beløbene.",
            en: "The table in its own place, below the sentence about the amounts.",
        },
        steps: &[
            Words {
                da: "Klik i tabellen, og vælg \"Layout > Egenskaber\" (Tabellayout).",
                en: "Click in the table and choose \"Layout > Properties\" (Table Layout).",
            },
            Words {
                da: "Vælg \"Ingen\" under \"Tekstombrydning\" på fanen \"Tabel\".",
                en: "Choose \"None\" under \"Text wrapping\" on the tab \"Table\".",
            },
            Words {
                da: "Flyt tabellen til det sted, hvor den skal læses op.",
                en: "Move the table to where it is to be read.",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.2", "EN 301 549 10.1.3.2", "Matterhorn 09-001"],
    checks: &[Check::Story(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story) {
    if !story.is_text() || !story.tables.iter().any(|table| table.floating) {
        return;
    }
    let begins = text_begins(checker.subject().role, story);
    // Tables stand outer before inner, so that the end of the last one told of is enough.
    let mut told = 0;
    for table in story.tables.iter().filter(|table| table.floating) {
        if table.bytes.start < begins || table.bytes.start < told {
            continue;
        }
        told = table.bytes.end;
        let first = Some(table.paragraphs.start).filter(|first| *first < table.paragraphs.end);
        let number = table.number;
        checker
            .report(
                story.place(first),
                say(
                    format!("tabel {number} flyder ved siden af teksten"),
                    format!("table {number} floats beside the text"),
                )
                .help(
                    "klik i tabellen, vælg \"Layout > Egenskaber\", og sæt \"Tekstombrydning\" til \"Ingen\"",
                    "click in the table, choose \"Layout > Properties\", and set \"Text wrapping\" to \"None\"",
                ),
            )
            .at(story, &table.bytes);
    }
}
