//! What one reader meets of a paragraph: of each condition one text, never two run together.
//!
//! Of `Du får { IF … "kortet" "et brev" } nu.` there are two readings. Every text of every condition is
//! in one of the readings at least; not every combination is, of which there may be too many.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Alternative, Paragraph, PieceKind, Story};

/// The most readings of a paragraph.
const MOST: usize = 24;

/// What one reader meets of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The text, as [`Paragraph::text`] has it.
    pub text: String,
    /// For each piece of it where it begins, and its bytes of [`Paragraph::shown`].
    pieces: Vec<(usize, Range<usize>, bool)>,
}

impl Reading {
    /// The bytes of [`Paragraph::shown`] that some bytes of the text stand for; a field is meant whole.
    pub fn shown(&self, text: &Range<usize>) -> Range<usize> {
        let start = self.at(text.start, false);
        let end = self.at(text.end.max(text.start + 1) - 1, true);
        start..end.max(start)
    }

    fn at(&self, byte: usize, end: bool) -> usize {
        let after = self.pieces.partition_point(|(start, _, _)| *start <= byte);
        let Some((start, shown, plain)) = after.checked_sub(1).and_then(|at| self.pieces.get(at))
        else {
            return 0;
        };
        match (plain, end) {
            (true, false) => (shown.start + (byte - start)).min(shown.end),
            (true, true) => (shown.start + (byte - start) + 1).min(shown.end),
            (false, false) => shown.start,
            (false, true) => shown.end,
        }
    }
}

impl Paragraph {
    /// What its readers meet: one text of each condition. The first reading is that of whoever all
    /// conditions hold for.
    pub fn readings(&self, story: &Story) -> Vec<Reading> {
        let mut open: BTreeSet<Alternative> = BTreeSet::new();
        for found in self.pieces.iter().filter_map(|piece| piece.alternative) {
            open.extend(chain(story, found));
        }
        let all = open.clone();
        let mut readings = Vec::new();
        loop {
            let mut chosen: BTreeMap<usize, u8> = BTreeMap::new();
            if let Some(first) = open.first() {
                chosen.extend(chain(story, *first).map(|found| (found.condition, found.branch)));
            }
            // What is not met yet goes before what is.
            for found in open.iter().chain(&all) {
                chosen.entry(found.condition).or_insert(found.branch);
            }
            let met = |found: Alternative| {
                chain(story, found).all(|found| chosen.get(&found.condition) == Some(&found.branch))
            };
            readings.push(self.reading(|found| found.is_none_or(met)));
            let before = open.len();
            open.retain(|found| !met(*found));
            if open.is_empty() || open.len() == before || readings.len() == MOST {
                return readings;
            }
        }
    }

    fn reading(&self, met: impl Fn(Option<Alternative>) -> bool) -> Reading {
        let mut reading = Reading { text: String::new(), pieces: Vec::new() };
        for (at, piece) in self.pieces.iter().enumerate() {
            if !met(piece.alternative) {
                continue;
            }
            let text = self.read(piece);
            if text.is_empty() {
                continue;
            }
            let plain = text.len() == piece.shown.len();
            let mut shown = piece.shown.clone();
            if matches!(piece.kind, PieceKind::Field(..)) {
                let code =
                    self.pieces[at + 1..].iter().take_while(|next| next.kind == PieceKind::Code);
                shown.end = code.last().map_or(shown.end, |last| last.shown.end.max(shown.end));
            }
            reading.pieces.push((reading.text.len(), shown, plain));
            reading.text.push_str(&text);
        }
        reading
    }
}

/// An alternative and those that it stands in.
fn chain(story: &Story, found: Alternative) -> impl Iterator<Item = Alternative> + '_ {
    std::iter::successors(Some(found), |found| {
        let outer = story.conditions.get(found.condition).copied().flatten();
        // A condition stands in one that was met before it.
        outer.filter(|outer| outer.condition < found.condition)
    })
}
