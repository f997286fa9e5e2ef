//! A new page reached by empty paragraphs.

use super::distance::OpenFields;
use super::empties::blanks;
use super::paragraph_edits::{removal, set_property};
use crate::diagnostic::Severity;
use crate::diagnostic::StoryKind;
use crate::lint::checker::{Checker, say};
use crate::lint::fix::{Edit, Fix, Safety};
use crate::lint::manuscript::Story;
use crate::lint::markup::prefix;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A411",
    name: "page-break-by-empty-paragraphs",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::Unsafe,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Ny side med tomme afsnit", en: "New page by empty paragraphs" },
        finds: Words {
            da: "Ti eller flere tomme afsnit efter hinanden mellem tekst: nok til at skubbe det næste over på en ny side. Færre nævnes som afstand (A404), og det gør tomme afsnit øverst i brevet også.",
            en: "Ten or more empty paragraphs in a row between text: enough to push what comes next to a new page. Fewer are told of as distance (A404), and so are empty paragraphs at the top of the letter.",
        },
        why: Words {
            da: "Skærmlæseren siger \"tom\" ti gange. Når teksten før bliver kortere eller længere, står det næste midt på en side.",
            en: "The screen reader says \"blank\" ten times. When the text before gets shorter or longer, what comes next stands in the middle of a page.",
        },
        bad: Words {
            da: "Femten gange Enter før bilaget.",
            en: "Enter pressed fifteen times before the enclosure.",
        },
        good: Words {
            da: "Sideskift før bilagets overskrift.",
            en: "A page break before the enclosure's heading.",
        },
        steps: &[
            Words { da: "Slet de tomme afsnit.", en: "Delete the empty paragraphs." },
            Words {
                da: "Sæt markøren i det næste afsnit, og vælg \"Afsnit > Tekstflow > Sideskift før\".",
                en: "Place the cursor in the next paragraph and choose \"Paragraph > Line and Page Breaks > Page break before\".",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.2", "EN 301 549 10.1.3.2", "Word Accessibility Checker"],
    checks: &[Check::Story(check)],
};

/// So many empty paragraphs are there to reach the next page.
pub(super) const FILLS_A_PAGE: usize = 10;

fn check(checker: &mut Checker<'_>, story: &Story) {
    if story.kind != StoryKind::Body {
        return;
    }
    let mut open = None;
    for run in blanks(story) {
        let (Some(first), Some(last)) = (run.blank.first(), run.blank.last()) else { continue };
        if run.blank.len() < FILLS_A_PAGE || run.before.is_none() {
            continue;
        }
        let count = run.blank.len();
        let report = checker
            .report(
                run.place(),
                say(
                    format!("{count} tomme afsnit efter hinanden gør det ud for et sideskift"),
                    format!("{count} empty paragraphs in a row stand for a page break"),
                )
                .help(
                    "slet dem, og vælg \"Afsnit > Tekstflow > Sideskift før\" for det næste afsnit",
                    "delete them and choose \"Paragraph > Line and Page Breaks > Page break before\" for the next paragraph",
                ),
            )
            .at(story, &(first.bytes.start..last.bytes.end));
        let Some(next) = run.after else { continue };
        let fields = open.get_or_insert_with(|| OpenFields::of(story));
        let free = fields.at(first.bytes.start) == 0 && fields.at(next.bytes.start) == 0;
        let space = prefix(&story.xml, next.bytes.start);
        let breaks =
            set_property(story, next, "pageBreakBefore", &format!("<{space}pageBreakBefore/>"));
        let gone: Option<Vec<Edit>> = run.blank.iter().map(|blank| removal(story, blank)).collect();
        if let (Some(breaks), Some(mut edits), true) = (breaks, gone, free && next.table.is_none())
        {
            edits.push(breaks);
            report.fix(Fix {
                title: [
                    "sæt sideskift før i stedet".to_owned(),
                    "set a page break before in their place".to_owned(),
                ],
                safety: Safety::Unsafe,
                edits,
            });
        }
    }
}
