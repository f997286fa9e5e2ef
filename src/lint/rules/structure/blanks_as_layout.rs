//! Text put in its place by blanks.

use crate::diagnostic::Severity;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};
use std::ops::Range;

pub(super) static RULE: Rule = Rule {
    code: "A405",
    name: "blanks-as-layout",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::Unsafe,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Mellemrum som opstilling", en: "Blanks as layout" },
        finds: Words {
            da: "Tre eller flere mellemrum (også faste mellemrum og tabulatorer) i træk foran eller inde i en tekst. Én gang for hvert afsnit. Mellemrum til sidst i et afsnit, understregede mellemrum til at skrive på, mellemrum i feltkoder og kolonner (A307) er undtaget.",
            en: "Three or more blanks (no-break blanks and tabs too) in a row before or within a text. Once for each paragraph. Blanks at the end of a paragraph, underlined blanks to write on, blanks in field codes, and columns (A307) are left alone.",
        },
        why: Words {
            da: "Nogle skærmlæsere siger hvert mellemrum. Ved en anden skriftstørrelse står teksten ikke længere, hvor den skulle.",
            en: "Some screen readers say every blank. In another size the text no longer stands where it should.",
        },
        bad: Words {
            da: "\"Egeby Kommune\" og ti mellemrum før \"1. maj 2025\".",
            en: "\"Egeby Kommune\" and ten blanks before \"1 May 2025\".",
        },
        good: Words {
            da: "Datoen på sin egen linje, eller efter én højrestillet tabulator.",
            en: "The date on a line of its own, or after one right-aligned tab.",
        },
        steps: &[
            Words {
                da: "Vælg \"Startside > Vis alt (¶)\", og slet de overflødige mellemrum.",
                en: "Choose \"Home > Show/Hide ¶\" and delete the blanks that are too many.",
            },
            Words {
                da: "Brug \"Startside > Højrejuster\", indrykning under \"Layout > Indrykning\", eller et tabulatorstop.",
                en: "Use \"Home > Align Right\", an indent under \"Layout > Indent\", or a tab stop.",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.2", "EN 301 549 10.1.3.2", "Word Accessibility Checker"],
    checks: &[Check::Story(check)],
};

use super::columns::faked_tables;
use super::marker::Marker;
use crate::lint::checker::{Checker, say};
use crate::lint::fix::{Edit, Fix, Safety};
use crate::lint::manuscript::{Paragraph, PieceKind, Seen, Story};

/// From so many in a row on they are not for parting words.
const MANY: usize = 3;

fn check(checker: &mut Checker<'_>, story: &Story) {
    if !story.is_text() {
        return;
    }
    let mut tables: Option<Vec<usize>> = None;
    for (index, paragraph) in story.paragraphs.iter().enumerate() {
        let mut runs = runs(paragraph);
        if !runs.is_empty()
            && let Some((_, marker)) = Marker::of(&paragraph.text())
        {
            // The blanks around a typed marker are the list's fault.
            runs.retain(|run| run.shown.start > marker);
        }
        let Some(first) = runs.first() else { continue };
        let columns = tables.get_or_insert_with(|| {
            faked_tables(story).into_iter().flat_map(|table| table.paragraphs).collect()
        });
        if columns.binary_search(&index).is_ok() {
            continue;
        }
        let report = checker
            .report(
                paragraph.place_of(first.shown.clone()),
                say(
                    format!("{} mellemrum i træk", first.count),
                    format!("{} blanks in a row", first.count),
                )
                .help(
                    "slet dem, og brug justering, indrykning eller et tabulatorstop",
                    "delete them and use alignment, an indent or a tab stop",
                ),
            )
            .at(story, &paragraph.bytes);
        let edits: Option<Vec<Edit>> = runs.iter().map(|run| fix(story, paragraph, run)).collect();
        if let Some(edits) = edits {
            report.fix(Fix {
                title: ["lad ét mellemrum stå".to_owned(), "leave one blank".to_owned()],
                safety: Safety::Unsafe,
                edits,
            });
        }
    }
}

/// Blanks in a row.
struct Run {
    count: usize,
    /// Its bytes of [`Paragraph::shown`].
    shown: Range<usize>,
    /// Before any text of the line.
    leading: bool,
}

fn runs(paragraph: &Paragraph) -> Vec<Run> {
    let mut found = Vec::new();
    let mut open: Option<Run> = None;
    let mut tab = false;
    let mut begun = false;
    for piece in &paragraph.pieces {
        if piece.hidden || piece.deleted || piece.seen == Seen::Stored {
            continue;
        }
        let text = match piece.kind {
            PieceKind::Text | PieceKind::Symbol | PieceKind::Tab if piece.seen != Seen::Code => {
                &paragraph.shown[piece.shown.clone()]
            }
            PieceKind::LineBreak | PieceKind::PageBreak => {
                (open, tab, begun) = (None, false, false);
                continue;
            }
            PieceKind::Comment => continue,
            _ => {
                // A code, an object, a note: the row of blanks ends; whether it shows is not known.
                let shows = !paragraph.read(piece).is_empty() || piece.kind != PieceKind::Code;
                close(&mut found, open.take().filter(|_| shows), std::mem::take(&mut tab));
                begun = true;
                continue;
            }
        };
        let lined = piece.format.underline.is_some();
        for (at, c) in text.char_indices() {
            let start = piece.shown.start + at;
            if matches!(c, ' ' | '\u{A0}' | '\t') && !lined {
                let run =
                    open.get_or_insert(Run { count: 0, shown: start..start, leading: !begun });
                run.count += 1;
                run.shown.end = start + c.len_utf8();
                tab |= c == '\t';
            } else {
                close(&mut found, open.take(), std::mem::take(&mut tab));
                begun = true;
            }
        }
    }
    found
}

/// Leading tabs are an indent, and another rule's.
fn close(found: &mut Vec<Run>, run: Option<Run>, tab: bool) {
    found.extend(run.filter(|run| run.count >= MANY && !(run.leading && tab)));
}

/// One blank in the place of many, none at the beginning; where all of them stand in one text.
fn fix(story: &Story, paragraph: &Paragraph, run: &Run) -> Option<Edit> {
    let piece = paragraph.pieces.iter().find(|piece| {
        piece.kind == PieceKind::Text
            && piece.seen == Seen::Always
            && piece.shown.start <= run.shown.start
            && run.shown.end <= piece.shown.end
    })?;
    let bytes = paragraph.spelt(story, piece)?;
    let at = |shown: usize| bytes.start + shown - piece.shown.start;
    Some(Edit::Part {
        part: story.part.clone(),
        bytes: at(run.shown.start)..at(run.shown.end),
        with: if run.leading { String::new() } else { " ".to_owned() },
    })
}
