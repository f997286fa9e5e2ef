//! Text that the author cannot see any more and the file still holds.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::manuscript::{Paragraph, PieceKind, Seen, Story};
use crate::lint::personal::personal_numbers;
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};
use std::ops::Range;

pub(super) static RULE: Rule = Rule {
    code: "S104",
    name: "hidden-text",
    group: Group::Safety,
    severity: Severity::Warning,
    certainty: Certainty::Certain,
    by_default: true,
    repair: Repair::None,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Skjult tekst", en: "Hidden text" },
        finds: Words {
            da: "Tekst med skrifttypeeffekten Skjult, i brødtekst, sidehoveder, sidefødder, noter og felters tekster. Skjulte feltkoder, skjulte afsnitstegn og slettet tekst hører ikke med. Holder teksten et personnummer, er det en fejl. Skjulte afsnit lige efter hinanden er ét fund.",
            en: "Text with the font effect Hidden, in the body, page headers, page footers, notes and the texts of fields. Hidden field codes, hidden paragraph marks and deleted text are left alone. If the text holds a personal number it is an error. Hidden paragraphs right after each other are one finding.",
        },
        why: Words {
            da: "Skjult tekst er ikke væk: alle, der får filen, kan vise den med et tastetryk. Den, der får brevet læst op, kan høre den.",
            en: "Hidden text is not gone: whoever gets the file shows it with a keystroke. Whoever has the letter read aloud may hear it.",
        },
        bad: Words {
            da: "Efter hilsenen står med skjult skrift: \"Husk at spørge Jette om sagen\".",
            en: "After the greeting stands in hidden type: \"Remember to ask Jette about the case\".",
        },
        good: Words {
            da: "Noten til kollegerne er skrevet et andet sted end i skabelonen.",
            en: "The note to colleagues is written elsewhere than in the template.",
        },
        steps: &[
            Words {
                da: "Tryk Ctrl+Shift+8 for at vise skjult tekst; den har en prikket streg under sig.",
                en: "Press Ctrl+Shift+8 to show hidden text; it has a dotted line below.",
            },
            Words {
                da: "Slet teksten, eller marker den, tryk Ctrl+D, og fjern fluebenet ved \"Skjult\".",
                en: "Delete the text, or select it, press Ctrl+D and clear \"Hidden\".",
            },
        ],
    },
    references: &["ISO/IEC 29500-1 17.3.2.41", "GDPR art. 5(1)(c)", "GDPR art. 32"],
    checks: &[Check::Story(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story) {
    let mut paragraphs = story.paragraphs.iter().enumerate().peekable();
    while let Some((index, paragraph)) = paragraphs.next() {
        let Some(shown) = hidden(paragraph) else { continue };
        let mut number = !personal_numbers(&paragraph.shown[shown.clone()]).is_empty();
        let mut before = index;
        while let Some((next, following)) = paragraphs.peek() {
            let Some(more) = hidden(following).filter(|_| *next == before + 1) else { break };
            number |= !personal_numbers(&following.shown[more]).is_empty();
            before = *next;
            paragraphs.next();
        }
        let (danish, english) = if number {
            ("skjult tekst med et personnummer", "hidden text with a personal number")
        } else {
            ("skjult tekst, som følger med filen", "hidden text that goes along with the file")
        };
        let report = checker
            .report(
                paragraph.place_of(shown),
                say(danish, english).help(
                    "vis teksten med Ctrl+Shift+8, og slet den; skal den med i brevet, så fjern \"Skjult\" under Ctrl+D",
                    "show the text with Ctrl+Shift+8 and delete it; if it belongs in the letter, clear \"Hidden\" under Ctrl+D",
                ),
            )
            .at(story, &paragraph.bytes);
        if number {
            report.severity(Severity::Error);
        }
    }
}

/// From the first to the last hidden word of a paragraph.
fn hidden(paragraph: &Paragraph) -> Option<Range<usize>> {
    let mut pieces = paragraph.pieces.iter().filter(|piece| {
        piece.hidden
            && !piece.deleted
            && piece.seen != Seen::Code
            && matches!(piece.kind, PieceKind::Text | PieceKind::Symbol)
            && !paragraph.shown[piece.shown.clone()].trim().is_empty()
    });
    let first = pieces.next()?;
    let last = pieces.next_back().unwrap_or(first);
    Some(first.shown.start..last.shown.end)
}
