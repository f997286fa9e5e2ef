//! Words that only their colour sets apart.

use super::passage::{passages, says};
use crate::diagnostic::{Severity, StoryKind};
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, Piece, PieceKind, Story};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};
use crate::units::Color;

pub(super) static RULE: Rule = Rule {
    code: "A502",
    name: "color-as-only-sign",
    group: Group::Accessibility,
    severity: Severity::Note,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Farve som eneste tegn", en: "Colour as the only sign" },
        finds: Words {
            da: "Ord i brevets tekst, som har en anden farve eller fremhævning end resten af afsnittet, og som hverken er fede, kursive, understregede eller i store bogstaver. Afsnit, der er farvet helt igennem, overskrifter, links, mærkater før et kolon (\"Telefon:\"), sidehoved, sidefod og tekstfelter er undtaget.",
            en: "Words of the letter's text in another colour or highlight than the rest of the paragraph that are neither bold, italic, underlined nor in capitals. Paragraphs of one colour throughout, headings, links, labels before a colon (\"Telephone:\"), headers, footers and text boxes are left alone.",
        },
        why: Words {
            da: "Den, der ikke kan skelne farver, får brevet læst op eller printer det i sort-hvid, opdager ikke, at ordene skiller sig ud.",
            en: "Whoever cannot tell colours apart, has the letter read aloud or prints it in black and white does not notice that the words stand out.",
        },
        bad: Words {
            da: "Du skal svare *senest den 14. maj* – hvor kun rød skrift viser, at fristen er vigtig.",
            en: "You must answer *by 14 May* – where red letters alone show that the deadline matters.",
        },
        good: Words {
            da: "Du skal svare **senest den 14. maj**, med fed skrift, eller skriv det som en selvstændig sætning: \"Vigtigt: svar senest den 14. maj\".",
            en: "You must answer **by 14 May**, in bold, or as a sentence of its own: \"Important: answer by 14 May\".",
        },
        steps: &[
            Words {
                da: "Markér ordene, og vælg \"Startside > Fed\", eller sig i teksten, hvorfor de er vigtige.",
                en: "Select the words and choose \"Home > Bold\", or say in the text why they matter.",
            },
            Words {
                da: "Betyder farven ingenting, så vælg \"Startside > Skriftfarve > Automatisk\" og \"Fremhævningsfarve for tekst > Ingen farve\".",
                en: "If the colour means nothing, choose \"Home > Font Color > Automatic\" and \"Text Highlight Color > No Color\".",
            },
        ],
    },
    references: &["WCAG 2.1 1.4.1", "EN 301 549 10.1.4.1", "Matterhorn 04-001"],
    checks: &[Check::Paragraph(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, paragraph: &Paragraph) {
    let notes = matches!(story.kind, StoryKind::Footnotes | StoryKind::Endnotes);
    let body = story.kind == StoryKind::Body || notes;
    let heading = paragraph.heading_level().is_some();
    let apart = paragraph.in_box.is_some() || paragraph.framed || heading;
    if !body || apart {
        return;
    }
    let Some(usual) = usual(paragraph) else { return };
    for passage in passages(paragraph, |piece| sign(piece, usual)) {
        let rest = paragraph.shown.get(passage.shown.end..).unwrap_or_default();
        let label = passage.shown.start == 0
            && (passage.text.trim_end().ends_with(':') || rest.trim_start().starts_with(':'));
        if label || !says(&passage.text) {
            continue;
        }
        let (danish, english) = match passage.key {
            Sign::Ink(..) => ("skriftfarve", "font colour"),
            Sign::Highlight(..) => ("fremhævning", "highlight"),
        };
        checker
            .report(
                paragraph.place_of(passage.shown.clone()),
                say(
                    format!("kun en {danish} skiller disse ord fra resten af afsnittet"),
                    format!("a {english} alone sets these words apart from the rest of the paragraph"),
                )
                .help(
                    "gør ordene fede, eller sig med ord, hvorfor de er vigtige; betyder farven ingenting, så fjern den",
                    "make the words bold, or say in words why they matter; if the colour means nothing, remove it",
                ),
            )
            .at(story, &passage.bytes);
    }
}

/// What alone sets a piece apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Ink(Color),
    Highlight(Color),
}

/// How most of a paragraph looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Usual {
    ink: Color,
    highlight: Option<Color>,
}

/// The appearance of most of the paragraph's letters; `None` where they are coloured themselves.
fn usual(paragraph: &Paragraph) -> Option<Usual> {
    let mut counts: Vec<(Usual, usize)> = Vec::new();
    for piece in &paragraph.pieces {
        let letters = paragraph.read(piece).chars().filter(|c| c.is_alphanumeric()).count();
        if letters == 0 || piece.link.is_some() {
            continue;
        }
        let look = look(piece);
        match counts.iter_mut().find(|(known, _)| *known == look) {
            Some((_, count)) => *count += letters,
            None => counts.push((look, letters)),
        }
    }
    let all: usize = counts.iter().map(|(_, count)| count).sum();
    let (usual, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count * 2 > all && count < all && !is_colored(usual.ink)).then_some(usual)
}

fn look(piece: &Piece) -> Usual {
    Usual { ink: piece.format.color.unwrap_or(Color::BLACK), highlight: piece.format.highlight }
}

fn sign(piece: &Piece, usual: Usual) -> Option<Sign> {
    let format = &piece.format;
    let marked = format.bold
        || format.italic
        || format.underline.is_some()
        || format.caps
        || format.small_caps
        || format.border.is_some()
        || format.strike;
    if marked || piece.link.is_some() || matches!(piece.kind, PieceKind::Symbol) {
        return None;
    }
    let own = look(piece);
    // What is hard to read at all has a finding of its own (A501).
    if own.ink.contrast(own.highlight.unwrap_or(Color::WHITE)) < 4.5 {
        return None;
    }
    if own.highlight != usual.highlight {
        return own.highlight.filter(|color| *color != Color::WHITE).map(Sign::Highlight);
    }
    let differs = own.ink != usual.ink && is_colored(own.ink);
    differs.then_some(Sign::Ink(own.ink))
}

/// Whether a colour is one to the eye: neither grey nor all but black.
fn is_colored(color: Color) -> bool {
    let (high, low) = (color.r.max(color.g).max(color.b), color.r.min(color.g).min(color.b));
    high - low >= 64
}
