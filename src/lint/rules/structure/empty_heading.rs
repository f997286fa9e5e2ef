//! A heading that says nothing.

use super::paragraph_edits::removal;
use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::fix::{Fix, Safety};
use crate::lint::manuscript::{Paragraph, PieceKind, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A205",
    name: "empty-heading",
    group: Group::Accessibility,
    severity: Severity::Error,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::Unsafe,
    stages: &[Stage::File, Stage::Finished],
    manual: Manual {
        title: Words { da: "Tom overskrift", en: "Empty heading" },
        finds: Words {
            da: "Et afsnit med overskriftstypografi uden tekst, felt eller billede. I færdige breve findes også overskrifter, som er blevet tomme, fordi en betingelse eller et felt intet gav.",
            en: "A paragraph with a heading style and no text, field or picture. In finished letters also headings that became empty because a condition or a field gave nothing.",
        },
        why: Words {
            da: "Skærmlæseren siger \"overskrift\" og så ingenting. I oversigten over brevets overskrifter er der et hul.",
            en: "The screen reader says \"heading\" and then nothing. The list of the letter's headings has a hole.",
        },
        bad: Words {
            da: "Et tomt afsnit i Overskrift 2, fordi der blev trykket Enter efter en overskrift.",
            en: "An empty paragraph in Heading 2, because Enter was pressed after a heading.",
        },
        good: Words {
            da: "Afstanden er sat i typografien under \"Afsnit > Afstand\", og det tomme afsnit er slettet.",
            en: "The distance is set in the style under \"Paragraph > Spacing\", and the empty paragraph is deleted.",
        },
        steps: &[
            Words {
                da: "Sæt markøren i det tomme afsnit, og slet det.",
                en: "Place the cursor in the empty paragraph and delete it.",
            },
            Words {
                da: "Er overskriften tom i nogle breve, så lad betingelsen omfatte hele overskriften med dens tekst under.",
                en: "If the heading is empty in some letters, let the condition hold the whole heading with the text under it.",
            },
        ],
    },
    references: &["WCAG 2.1 2.4.6", "WCAG 2.1 1.3.1", "EN 301 549 10.2.4.6"],
    checks: &[Check::Paragraph(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, paragraph: &Paragraph) {
    let speaks = paragraph.pieces.iter().any(|piece| {
        !piece.deleted
            && matches!(
                piece.kind,
                PieceKind::Object(_) | PieceKind::Formula | PieceKind::Field(..) | PieceKind::Code
            )
    });
    if paragraph.heading_level().is_none()
        || paragraph.section
        || speaks
        || !story.is_text()
        || !paragraph.text().trim().is_empty()
    {
        return;
    }
    let report = checker
        .report(
            paragraph.place(),
            say("overskriften er tom", "the heading is empty").help(
                "slet det tomme afsnit, eller skriv overskriftens tekst",
                "delete the empty paragraph, or write the heading's text",
            ),
        )
        .at(story, &paragraph.bytes);
    if let Some(edit) = removal(story, paragraph)
        && paragraph.pieces.is_empty()
    {
        report.fix(Fix {
            title: ["slet den tomme overskrift".to_owned(), "delete the empty heading".to_owned()],
            safety: Safety::Unsafe,
            edits: vec![edit],
        });
    }
}
