//! A heading that is too long to be one.

use super::phrases::is_running_text;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, PieceKind, Seen, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A206",
    name: "long-heading",
    group: Group::Accessibility,
    severity: Severity::Note,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Lang overskrift", en: "Long heading" },
        finds: Words {
            da: "En overskrift på mere end 100 tegn. Flettefelter tæller som et ord, og af tekst i IF-grene tæller den længste. Løbende tekst i en overskriftstypografi nævnes for sig (A208).",
            en: "A heading of more than 100 characters. Merge fields count as a word, and of texts in branches of IF the longest counts. Running text in a heading style is told of by itself (A208).",
        },
        why: Words {
            da: "Overskrifter læses op på stribe, når læseren leder. En lang overskrift gør det svært at finde frem.",
            en: "Headings are read one after the other while the reader searches. A long one makes it hard to find the way.",
        },
        bad: Words {
            da: "\"Afgørelse om at du fra den 1. maj kan få helbredstillæg til tandbehandling efter reglerne i pensionsloven og bekendtgørelsen\"",
            en: "\"Decision that from 1 May you can have a health supplement for dental treatment under the rules of the pensions act and the order\"",
        },
        good: Words {
            da: "\"Du får helbredstillæg til tandbehandling\"",
            en: "\"You get a health supplement for dental treatment\"",
        },
        steps: &[
            Words {
                da: "Skriv det vigtigste i overskriften med få ord.",
                en: "Say the most important thing in the heading in a few words.",
            },
            Words {
                da: "Flyt resten til den første sætning under den.",
                en: "Move the rest to the first sentence under it.",
            },
        ],
    },
    references: &["WCAG 2.1 2.4.6", "EN 301 549 10.2.4.6"],
    checks: &[Check::Paragraph(check)],
};

/// The longest heading, in characters.
const LONGEST: usize = 100;
/// What a merge field counts for, in characters.
const FIELD: usize = 12;

fn check(checker: &mut Checker<'_>, story: &Story, paragraph: &Paragraph) {
    if paragraph.heading_level().is_none() || !story.is_text() || is_running_text(&paragraph.text())
    {
        return;
    }
    let (mut always, mut longest, mut branch) = (0, 0, 0);
    for piece in &paragraph.pieces {
        let read = paragraph.read(piece);
        let length = match piece.kind {
            PieceKind::Field(..) if !read.is_empty() => FIELD,
            _ => read.chars().count(),
        };
        if piece.seen == Seen::Branch {
            branch += length;
            longest = longest.max(branch);
        } else if length > 0 || piece.kind == PieceKind::Code {
            branch = 0;
            always += length;
        }
    }
    let characters = always + longest;
    if characters > LONGEST {
        checker
            .report(
                paragraph.place(),
                say(
                    format!("overskriften er på omkring {characters} tegn"),
                    format!("the heading has about {characters} characters"),
                )
                .help(
                    "skriv den kortere, højst 100 tegn, og flyt resten til teksten under den",
                    "write it shorter, at most 100 characters, and move the rest to the text under it",
                ),
            )
            .at(story, &paragraph.bytes);
    }
}
