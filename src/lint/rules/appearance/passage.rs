//! Passages: stretches of a paragraph that are alike to the eye, however many runs they are made of.

use std::ops::Range;

use crate::lint::manuscript::{Paragraph, Piece, PieceKind, Seen};

/// A stretch of a paragraph that is alike.
#[derive(Clone, Debug)]
pub(super) struct Passage<K> {
    /// What it has in common.
    pub key: K,
    /// Its bytes of the paragraph's `shown`.
    pub shown: Range<usize>,
    /// Its bytes in the part.
    pub bytes: Range<usize>,
    /// Its text as readers meet it, merge fields as `«Name»`.
    pub text: String,
}

/// The passages of a paragraph whose pieces have the same key. Blanks, tabs and what only the author
/// sees neither begin nor end one.
pub(super) fn passages<K: PartialEq>(
    paragraph: &Paragraph,
    key: impl Fn(&Piece) -> Option<K>,
) -> Vec<Passage<K>> {
    let mut found: Vec<Passage<K>> = Vec::new();
    // Whether the last passage may go on, the blanks since its end, and whether it ends in a field.
    let (mut open, mut blanks, mut field) = (false, String::new(), false);
    for piece in &paragraph.pieces {
        if matches!(piece.seen, Seen::Code | Seen::Stored) || piece.hidden || piece.deleted {
            if let (true, PieceKind::Code, Some(last)) = (field, &piece.kind, found.last_mut()) {
                last.shown.end = piece.shown.end;
            }
            continue;
        }
        let text = paragraph.read(piece);
        if text.trim().is_empty() {
            blanks.push_str(&text);
            continue;
        }
        field = matches!(piece.kind, PieceKind::Field(..));
        match key(piece) {
            None => {
                open = false;
                field = false;
            }
            Some(key) => match found.last_mut() {
                Some(last) if open && last.key == key => {
                    last.text.push_str(&blanks);
                    last.text.push_str(&text);
                    last.shown.end = piece.shown.end;
                    last.bytes.end = last.bytes.end.max(piece.bytes.end);
                }
                _ => {
                    found.push(Passage {
                        key,
                        shown: piece.shown.clone(),
                        bytes: piece.bytes.clone(),
                        text: text.into_owned(),
                    });
                    open = true;
                }
            },
        }
        blanks.clear();
    }
    found
}

/// Whether a text says anything: a letter or figure is in it.
pub(super) fn says(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// A number with one or two decimals, as each language writes it, in Danish and English. It is cut and
/// not rounded, so that 4.49 never looks like the 4.5 that is asked for.
pub(super) fn decimal(value: f64) -> [String; 2] {
    let cut = (value * 100.0).floor() / 100.0;
    let text = format!("{cut:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.').to_owned();
    [text.replace('.', ","), text]
}
