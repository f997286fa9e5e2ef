//! A list whose markers were typed.

use super::flow::{flows, is_blank};
use super::marker::Marker;
use super::real_list::real_list;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::fix::{Fix, Safety};
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A401",
    name: "typed-list-marker",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::Unsafe,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Liste med skrevne listetegn", en: "List with typed markers" },
        finds: Words {
            da: "To eller flere afsnit eller linjer efter hinanden, der begynder med samme tegn (-, –, •, *) eller med tal eller bogstaver i rækkefølge (1., 2. eller a), b)), uden at være punkter i en liste. Datoer og ordenstal er undtaget: \"1. maj\", \"2. sal\", \"1. kvartal\", \"3. stk.\", og beløb med minus foran.",
            en: "Two or more paragraphs or lines one after the other that begin with the same sign (-, –, •, *) or with numbers or letters in order (1., 2. or a), b)) without being items of a list. Danish dates and ordinals are left alone – \"1. maj\", \"2. sal\", \"1. kvartal\", \"3. stk.\" – and so are amounts with a minus before them.",
        },
        why: Words {
            da: "Skærmlæseren siger \"liste med fire punkter\" ved rigtige lister, så læseren ved, hvor meget der kommer. Ved skrevne tegn siger den \"bindestreg\" eller ingenting.",
            en: "At real lists the screen reader says \"list with four items\", so that the reader knows how much is to come. At typed signs it says \"hyphen\" or nothing.",
        },
        bad: Words {
            da: "Afsnittene \"- lønsedler\" og \"- årsopgørelse\" i typografien Normal.",
            en: "The paragraphs \"- payslips\" and \"- tax statement\" in the style Normal.",
        },
        good: Words {
            da: "De samme afsnit som en punktopstilling.",
            en: "The same paragraphs as a bulleted list.",
        },
        steps: &[
            Words {
                da: "Markér linjerne, og vælg \"Startside > Punkttegn\" eller \"Startside > Nummerering\".",
                en: "Select the lines and choose \"Home > Bullets\" or \"Home > Numbering\".",
            },
            Words {
                da: "Slet de tegn eller tal, der var skrevet.",
                en: "Delete the signs or numbers that were typed.",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.1", "EN 301 549 10.1.3.1", "Matterhorn 16-003"],
    checks: &[Check::Story(check)],
};

/// The first item, its marker, and all items: a paragraph with several lines stands there once a line.
struct Typed<'s> {
    first: Marker,
    items: Vec<&'s Paragraph>,
}

fn check(checker: &mut Checker<'_>, story: &Story) {
    if !story.is_text() {
        return;
    }
    let package = checker.manuscript().package;
    for list in typed_lists(story) {
        let Some(first) = list.items.first() else { continue };
        let end = list.items.last().map_or(first.bytes.end, |last| last.bytes.end);
        let count = list.items.len();
        let report = checker
            .report(
                first.place(),
                say(
                    format!("{count} linjer er en liste med skrevne listetegn"),
                    format!("{count} lines are a list with typed markers"),
                )
                .help(
                    "slet de skrevne tegn, og vælg \"Startside > Punkttegn\" eller \"Startside > Nummerering\"",
                    "delete the typed markers and choose \"Home > Bullets\" or \"Home > Numbering\"",
                ),
            )
            .at(story, &(first.bytes.start..end));
        if let Some(edits) = real_list(package, story, &list.items, list.first) {
            report.fix(Fix {
                title: [
                    "lav linjerne til en rigtig liste".to_owned(),
                    "make the lines a real list".to_owned(),
                ],
                safety: Safety::Unsafe,
                edits,
            });
        }
    }
}

fn typed_lists(story: &Story) -> Vec<Typed<'_>> {
    let mut found = Vec::new();
    for flow in flows(story) {
        let mut open: Option<(Typed<'_>, Marker)> = None;
        let mut blank = false;
        for index in flow {
            let paragraph = &story.paragraphs[index];
            if is_blank(paragraph) && !blank {
                blank = true;
                continue;
            }
            blank = false;
            let text = paragraph.text();
            let plain = paragraph.list.is_none() && paragraph.heading_level().is_none();
            for line in text.split('\n') {
                let marker = Marker::of(line).map(|(marker, _)| marker).filter(|_| plain);
                match (&mut open, marker) {
                    (Some((list, last)), Some(marker)) if marker.follows(*last) => {
                        list.items.push(paragraph);
                        *last = marker;
                    }
                    (_, marker) => {
                        close(&mut found, open.take());
                        open = marker.map(|first| (Typed { first, items: vec![paragraph] }, first));
                    }
                }
            }
        }
        close(&mut found, open);
    }
    found
}

/// Two items are a list; where the first number is not the first, three.
fn close<'s>(found: &mut Vec<Typed<'s>>, open: Option<(Typed<'s>, Marker)>) {
    let Some((list, _)) = open else { return };
    if list.items.len() >= if list.first.begins() { 2 } else { 3 } {
        found.push(list);
    }
}
