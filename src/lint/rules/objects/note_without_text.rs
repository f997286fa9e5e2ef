//! A note that says nothing.

use crate::diagnostic::Severity;
use std::collections::BTreeMap;

use crate::diagnostic::StoryKind;
use crate::letter::NoteKind;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, PieceKind, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A721",
    name: "note-without-text",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File, Stage::Finished],
    manual: Manual {
        title: Words { da: "Note uden tekst", en: "Note without text" },
        finds: Words {
            da: "Et mærke for en fodnote eller slutnote i brevets tekst, hvis note er tom eller ikke findes. Words egne skillestreger, og noter, som intet mærke henviser til, meldes ikke.",
            en: "A mark of a footnote or endnote in the letter's text whose note is empty or is not there. Word's own separators, and notes that no mark refers to, are left alone.",
        },
        why: Words {
            da: "Læseren følger tallet og finder ingenting, og tror, at noget mangler.",
            en: "The reader follows the number, finds nothing, and believes that something is missing.",
        },
        bad: Words {
            da: "En fodnote, hvis tekst blev slettet, mens tallet blev stående.",
            en: "A footnote whose text was deleted while its number stayed.",
        },
        good: Words {
            da: "Tallet er slettet i brevets tekst, og noten med det.",
            en: "The number is deleted in the letter's text, and the note with it.",
        },
        steps: &[
            Words {
                da: "Dobbeltklik på notens tal i teksten for at se noten.",
                en: "Double-click the note's number in the text to see the note.",
            },
            Words {
                da: "Skriv noten, eller slet tallet i teksten; så forsvinder noten.",
                en: "Write the note, or delete the number in the text; the note then goes.",
            },
        ],
    },
    references: &["WCAG 2.1 1.3.1", "EN 301 549 10.1.3.1", "Matterhorn 19-003"],
    checks: &[Check::Document(check)],
};

fn check(checker: &mut Checker<'_>) {
    let manuscript = checker.manuscript();
    // Whether each note says something.
    let mut notes: BTreeMap<(StoryKind, &str), bool> = BTreeMap::new();
    for story in &manuscript.stories {
        for note in &story.notes {
            let paragraphs = story.paragraphs.get(note.paragraphs.clone()).unwrap_or_default();
            notes.insert((story.kind, note.id.as_str()), !paragraphs.iter().all(is_blank));
        }
    }
    for story in manuscript.stories.iter().filter(|story| !story.is_page_edge()) {
        for paragraph in &story.paragraphs {
            for piece in paragraph.pieces.iter().filter(|piece| !piece.deleted && !piece.hidden) {
                let PieceKind::Note(kind) = &piece.kind else { continue };
                let home = match kind {
                    NoteKind::Foot => StoryKind::Footnotes,
                    NoteKind::End => StoryKind::Endnotes,
                };
                let says = id(story, &piece.bytes).and_then(|id| notes.get(&(home, id)));
                if says == Some(&true) {
                    continue;
                }
                let message = match says {
                    Some(_) => say("noten er tom", "the note is empty"),
                    None => say(
                        "mærket henviser til en note, som ikke findes",
                        "the mark refers to a note that is not there",
                    ),
                };
                checker
                    .report(
                        paragraph.place_of(piece.shown.clone()),
                        message.help(
                            "skriv noten, eller slet dens tal i teksten",
                            "write the note, or delete its number in the text",
                        ),
                    )
                    .at(story, &piece.bytes);
            }
        }
    }
}

fn is_blank(paragraph: &Paragraph) -> bool {
    paragraph.text().trim().is_empty()
        && !paragraph.pieces.iter().any(|piece| {
            matches!(piece.kind, PieceKind::Object(_) | PieceKind::Formula) && !piece.deleted
        })
}

/// The id that a mark refers to.
fn id<'s>(story: &'s Story, bytes: &std::ops::Range<usize>) -> Option<&'s str> {
    let element = story.xml.get(bytes.clone())?;
    let after = element.split(":id=").nth(1)?;
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    after[1..].split(quote).next()
}
