//! Distance made by empty paragraphs.

use super::distance::{OpenFields, as_spacing};
use super::empties::{Blanks, blanks};
use super::page_break_by_empty_paragraphs::FILLS_A_PAGE;
use crate::diagnostic::Severity;
use crate::diagnostic::StoryKind;
use crate::lint::checker::{Checker, say};
use crate::lint::fix::{Edit, Fix, Safety};
use crate::lint::manuscript::Story;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A404",
    name: "empty-paragraph-as-space",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::Safe,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Tomme afsnit som afstand", en: "Empty paragraphs as distance" },
        finds: Words {
            da: "To eller flere tomme afsnit efter hinanden i brevets tekst. Enkelte tomme afsnit mellem tekst nævnes samlet én gang, når der er mindst tre. Undtaget er tomme celler, afsnit der holder et billede, en ramme, et sektionsskift, en streg eller en betingelse, og tomme overskrifter (A205).",
            en: "Two or more empty paragraphs one after the other in the letter's text. Single empty paragraphs between text are told of once, together, where there are at least three. Empty cells, paragraphs that hold a picture, a frame, a section's end, a line or a condition, and empty headings (A205) are left alone.",
        },
        why: Words {
            da: "Skærmlæseren siger \"tom\" for hvert af dem. Mange tror, at brevet er slut.",
            en: "The screen reader says \"blank\" for each of them. Many believe that the letter has ended.",
        },
        bad: Words {
            da: "To gange Enter mellem begrundelsen og klagevejledningen.",
            en: "Enter pressed twice between the reasons and the guidance on appeal.",
        },
        good: Words {
            da: "12 pkt. afstand efter afsnittet.",
            en: "12 pt of space after the paragraph.",
        },
        steps: &[
            Words {
                da: "Vælg \"Startside > Vis alt (¶)\", så de tomme afsnit kan ses, og slet dem.",
                en: "Choose \"Home > Show/Hide ¶\" so that the empty paragraphs can be seen, and delete them.",
            },
            Words {
                da: "Sæt markøren i afsnittet før, og vælg afstand efter under \"Layout > Afstand\".",
                en: "Place the cursor in the paragraph before and choose the space after under \"Layout > Spacing\".",
            },
            Words {
                da: "Skal det gælde alle afsnit, så ret afstanden i typografien.",
                en: "If it should hold for all paragraphs, change the spacing in the style.",
            },
        ],
    },
    references: &[
        "WCAG 2.1 1.3.1",
        "WCAG 2.1 1.3.2",
        "EN 301 549 10.1.3.2",
        "Word Accessibility Checker",
    ],
    checks: &[Check::Story(check)],
};

/// So many single empty paragraphs are the way that the letter is spaced.
const SYSTEM: usize = 3;

fn check(checker: &mut Checker<'_>, story: &Story) {
    if story.kind != StoryKind::Body {
        return;
    }
    let runs = blanks(story);
    if runs.is_empty() {
        return;
    }
    let open = OpenFields::of(story);
    let (single, several): (Vec<&Blanks<'_>>, Vec<&Blanks<'_>>) =
        runs.iter().partition(|run| run.blank.len() == 1);
    for run in several {
        if run.blank.len() >= FILLS_A_PAGE && run.before.is_some() {
            continue;
        }
        let count = run.blank.len();
        let message = say(
            format!("{count} tomme afsnit efter hinanden"),
            format!("{count} empty paragraphs in a row"),
        );
        report(checker, story, &[run], &open, message, Severity::Warning);
    }
    let single: Vec<&Blanks<'_>> =
        single.into_iter().filter(|run| run.before.is_some() && run.after.is_some()).collect();
    if single.len() >= SYSTEM {
        let count = single.len();
        let message = say(
            format!("{count} steder står et tomt afsnit som afstand"),
            format!("in {count} places an empty paragraph stands for distance"),
        );
        report(checker, story, &single, &open, message, Severity::Note);
    }
}

fn report(
    checker: &mut Checker<'_>,
    story: &Story,
    runs: &[&Blanks<'_>],
    open: &OpenFields,
    message: crate::lint::checker::Message,
    severity: Severity,
) {
    let Some(first) = runs.first() else { return };
    let adds = checker.manuscript().sheet.settings.gaps_add_up;
    let (Some(start), Some(end)) = (first.blank.first(), first.blank.last()) else { return };
    let message = message.help(
        "slet de tomme afsnit, og giv afsnittet før afstand efter under \"Layout > Afstand\"",
        "delete the empty paragraphs and give the paragraph before space after under \"Layout > Spacing\"",
    );
    let report = checker
        .report(first.place(), message)
        .at(story, &(start.bytes.start..end.bytes.end))
        .severity(severity);
    let mut edits: Vec<Edit> = Vec::new();
    for run in runs {
        let made =
            as_spacing(story, open, adds, run.before, &run.blank, run.after).unwrap_or_default();
        // What two runs would both change is changed for the first; the next look finds the other.
        if !made.iter().any(|edit| edits.iter().any(|other| meet(edit, other))) {
            edits.extend(made);
        }
    }
    if !edits.is_empty() {
        report.fix(Fix {
            title: [
                "slet de tomme afsnit, og giv samme afstand".to_owned(),
                "delete the empty paragraphs and give the same distance".to_owned(),
            ],
            safety: Safety::Safe,
            edits,
        });
    }
}

/// Whether two edits of the same part touch.
fn meet(one: &Edit, other: &Edit) -> bool {
    let (Edit::Part { bytes: one, .. }, Edit::Part { bytes: other, .. }) = (one, other) else {
        return false;
    };
    one == other || (one.start < other.end && other.start < one.end)
}
