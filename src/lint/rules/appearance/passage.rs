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

/// A paragraph's text as readers meet it, with the way back to what Word shows.
#[derive(Debug)]
pub(super) struct Reading<'p> {
    /// The text: [`Paragraph::text`].
    pub text: String,
    /// Where each piece begins in the text.
    starts: Vec<(usize, &'p Piece)>,
}

impl<'p> Reading<'p> {
    /// Of a paragraph.
    pub fn of(paragraph: &'p Paragraph) -> Self {
        let mut reading = Reading { text: String::new(), starts: Vec::new() };
        for piece in &paragraph.pieces {
            let text = paragraph.read(piece);
            if !text.is_empty() {
                reading.starts.push((reading.text.len(), piece));
                reading.text.push_str(&text);
            }
        }
        reading
    }

    /// The piece that a byte of the text comes from.
    pub fn piece_at(&self, byte: usize) -> Option<&'p Piece> {
        let after = self.starts.partition_point(|(start, _)| *start <= byte);
        Some(self.starts.get(after.checked_sub(1)?)?.1)
    }

    /// The bytes of the paragraph's `shown` that some bytes of the text stand at.
    pub fn shown(&self, bytes: Range<usize>) -> Range<usize> {
        let start = self.shown_at(bytes.start);
        let last = self.shown_at(bytes.end.saturating_sub(1).max(bytes.start));
        start..(last + 1).max(start)
    }

    fn shown_at(&self, byte: usize) -> usize {
        let after = self.starts.partition_point(|(start, _)| *start <= byte);
        let Some((start, piece)) = after.checked_sub(1).and_then(|at| self.starts.get(at)) else {
            return 0;
        };
        (piece.shown.start + (byte - start)).min(piece.shown.end)
    }
}
