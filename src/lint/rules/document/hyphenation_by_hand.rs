//! Words parted by a typed hyphen and a line break.

use crate::diagnostic::Severity;
use crate::lint::checker::{Checker, say};
use crate::lint::fix::{Edit, Fix, Safety};
use crate::lint::manuscript::{Paragraph, Piece, PieceKind, Seen, Story};
use crate::lint::markup::{Element, prefix};
use crate::lint::rule::{Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};

pub(super) static RULE: Rule = Rule {
    code: "A810",
    name: "hyphenation-by-hand",
    group: Group::Accessibility,
    severity: Severity::Warning,
    certainty: Certainty::NeedsReview,
    by_default: true,
    repair: Repair::Unsafe,
    stages: &[Stage::File],
    manual: Manual {
        title: Words { da: "Orddeling med hånden", en: "Hyphenation by hand" },
        finds: Words {
            da: "En bindestreg efter mindst tre små bogstaver, et linjeskift (Skift+Enter) og mindst to små bogstaver. Bløde bindestreger, ord som \"e-mail\" og \"EU-borger\" og bindestreger foran \"og\", \"eller\" og \"samt\" er undtaget.",
            en: "A hyphen after at least three small letters, a line break (Shift+Enter) and at least two small letters. Optional hyphens, words such as \"e-mail\", and hyphens before \"og\", \"eller\", \"samt\", \"and\" and \"or\" are left alone.",
        },
        why: Words {
            da: "En skærmlæser siger to halve ord, en søgning finder ikke ordet, og på en telefon står bindestregen midt på linjen.",
            en: "A screen reader says two half words, a search does not find the word, and on a telephone the hyphen stands in the middle of a line.",
        },
        bad: Words { da: "helbreds-⏎tillæg", en: "supple-⏎ment" },
        good: Words {
            da: "helbredstillæg, med orddeling slået til eller en blød bindestreg (Ctrl+-).",
            en: "supplement, with hyphenation switched on or an optional hyphen (Ctrl+-).",
        },
        steps: &[Words {
            da: "Slet bindestregen og linjeskiftet, og vælg \"Layout > Orddeling > Automatisk\", eller tryk Ctrl+bindestreg i ordet.",
            en: "Delete the hyphen and the line break, and choose \"Layout > Hyphenation > Automatic\", or press Ctrl+hyphen in the word.",
        }],
    },
    references: &["WCAG 2.1 1.3.2", "EN 301 549 10.1.3.2"],
    checks: &[Check::Paragraph(check)],
};

fn check(checker: &mut Checker<'_>, story: &Story, paragraph: &Paragraph) {
    if !story.is_seen() {
        return;
    }
    let pieces = &paragraph.pieces;
    for (at, piece) in pieces.iter().enumerate() {
        if piece.kind != PieceKind::LineBreak || !is_read(piece) {
            continue;
        }
        let neighbour = |found: Option<&usize>| found.and_then(|index| pieces.get(*index));
        let before: Vec<usize> =
            (0..at).rev().filter(|index| is_text(&pieces[*index])).take(1).collect();
        let after: Vec<usize> =
            (at + 1..pieces.len()).filter(|index| is_text(&pieces[*index])).take(1).collect();
        let (Some(before), Some(after)) = (neighbour(before.first()), neighbour(after.first()))
        else {
            continue;
        };
        let text = |piece: &Piece| paragraph.shown.get(piece.shown.clone()).unwrap_or_default();
        let (head, tail) = (text(before), text(after));
        if !parts_a_word(head, tail) {
            continue;
        }
        let start = head
            .rfind(|c: char| !c.is_alphabetic() && c != '-')
            .map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
        let end = tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len());
        let shown = before.shown.start + start..after.shown.start + end;
        let report = checker
            .report(
                paragraph.place_of(shown),
                say(
                    "ordet er delt med en bindestreg og et linjeskift",
                    "the word is parted by a hyphen and a line break",
                )
                .help(
                    "slet bindestregen og linjeskiftet, og lad Word dele ordet: \"Layout > Orddeling > Automatisk\"",
                    "delete the hyphen and the line break, and let Word part the word: \"Layout > Hyphenation > Automatic\"",
                ),
            )
            .at(story, &piece.bytes);
        if let Some(fix) = softened(story, before, piece) {
            report.fix(fix);
        }
    }
}

fn is_read(piece: &Piece) -> bool {
    matches!(piece.seen, Seen::Always | Seen::Branch) && !piece.hidden && !piece.deleted
}

fn is_text(piece: &Piece) -> bool {
    is_read(piece) && piece.kind != PieceKind::Comment && !piece.shown.is_empty()
}

/// Whether what stands around a line break is one word.
fn parts_a_word(head: &str, tail: &str) -> bool {
    let Some(head) = head.strip_suffix('-') else { return false };
    let small_before = head.chars().rev().take_while(|c| c.is_lowercase()).count();
    let whole_before = head.chars().rev().take_while(|c| c.is_alphabetic()).count();
    let next: String = tail.chars().take_while(|c| c.is_alphabetic()).collect();
    let small_after = next.chars().take_while(|c| c.is_lowercase()).count();
    small_before >= 3
        && whole_before <= small_before + 1
        && small_after >= 2
        && !matches!(next.as_str(), "og" | "eller" | "samt" | "and" | "or")
}

/// The hyphen goes, and an optional one takes the place of the line break.
fn softened(story: &Story, before: &Piece, line_break: &Piece) -> Option<Fix> {
    let end = Element::at(&story.xml, &before.bytes)?.inside()?.end;
    let hyphen = end.checked_sub(1)?..end;
    if story.xml.get(hyphen.clone())? != "-" || line_break.seen != Seen::Always {
        return None;
    }
    let prefix = prefix(&story.xml, line_break.bytes.start);
    let part = &story.part;
    Some(Fix {
        title: [
            "bindestregen og linjeskiftet bliver til en blød bindestreg".to_owned(),
            "the hyphen and the line break become an optional hyphen".to_owned(),
        ],
        safety: Safety::Unsafe,
        edits: vec![
            Edit::Part { part: part.clone(), bytes: hyphen, with: String::new() },
            Edit::Part {
                part: part.clone(),
                bytes: line_break.bytes.clone(),
                with: format!("<{prefix}softHyphen/>"),
            },
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parted_words_are_told_from_words_with_hyphens() {
        assert!(parts_a_word("et helbreds-", "tillæg"));
        assert!(parts_a_word("Helbreds-", "tillæg til dig"));
        assert!(!parts_a_word("børne-", "og ungeområdet"));
        assert!(!parts_a_word("en e-", "mail"));
        assert!(!parts_a_word("en EU-", "borger"));
        assert!(!parts_a_word("Egeby-", "Kommune"));
        assert!(!parts_a_word("sagen -", "som"));
        assert!(!parts_a_word("kl. 10-", "12"));
    }
}
