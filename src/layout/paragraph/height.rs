//! The height of a line and where its baseline is (rendering: line height and baseline).

use crate::letter::{LineRule, Paragraph};
use crate::units::Pt;

use super::look::{Look, finite};
use super::piece::{Kind, Pieces};

/// Where LibreOffice and Word put the baseline of a line whose height is given: at this share.
const GIVEN_SEAT: f64 = 0.8;

/// A line's vertical measures, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Height {
    /// From the line's top to the next line's.
    pub whole: f64,
    /// From the line's top to the baseline.
    pub ascent: f64,
    /// How far what is on it reaches above the baseline, the line gap with it.
    pub above: f64,
    /// How far it reaches below.
    pub below: f64,
}

/// What the pieces of a line reach.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reach {
    text: Option<(f64, f64)>,
    objects: Option<(f64, f64)>,
}

impl Reach {
    /// With the reach of text.
    pub fn text(&mut self, look: &Look) {
        widen(&mut self.text, look.ascent, look.descent);
    }

    /// With some pieces of a paragraph.
    pub fn pieces(&mut self, pieces: &Pieces<'_>, range: std::ops::Range<usize>) {
        let mut last = usize::MAX;
        for piece in pieces.list.get(range).unwrap_or_default() {
            if piece.is_mark() {
                continue;
            }
            if let Kind::Object(index) = piece.kind {
                if let Some((object, laid)) = pieces.objects.get(index) {
                    let raised = finite(object.format.position.0, 0.0);
                    let height = finite(laid.height.0, 0.0).max(0.0);
                    widen(&mut self.objects, height + raised, -raised);
                }
            } else if piece.look != last {
                last = piece.look;
                self.text(pieces.look(piece));
            }
        }
    }

    /// The line's height under a paragraph's rule; the look of the paragraph's mark stands in where
    /// nothing is on the line.
    pub fn height(mut self, paragraph: &Paragraph, mark: &Look, grid: Option<Pt>) -> Height {
        if self.text.is_none() && self.objects.is_none() {
            self.text(mark);
        }
        let (text_above, text_below) = self.text.unwrap_or_default();
        let (above, below) = match (self.text, self.objects) {
            (Some(text), Some(objects)) => (text.0.max(objects.0), text.1.max(objects.1)),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => (0.0, 0.0),
        };
        let natural = (above + below).max(0.0);
        let (whole, ascent) = match paragraph.format.line {
            LineRule::Auto(times) => {
                let times = finite(times, 1.0);
                let times = if times <= 0.0 { 1.0 } else { times.min(132.0) };
                // Only text is spaced out, pictures are not.
                let whole = natural + (times - 1.0) * (text_above + text_below).max(0.0);
                let shrunk = times < 1.0 && self.objects.is_none();
                (
                    whole,
                    if shrunk { GIVEN_SEAT * whole } else { above.min(above + whole - natural) },
                )
            }
            LineRule::AtLeast(least) => {
                let whole = natural.max(finite(least.0, 0.0));
                (whole, whole - below)
            }
            LineRule::Exactly(given) => {
                let whole = finite(given.0, natural).max(0.0);
                (whole, GIVEN_SEAT * whole)
            }
        };
        let given = matches!(paragraph.format.line, LineRule::Exactly(_));
        let pitch = grid.filter(|_| paragraph.format.snap_to_grid && !given);
        let (whole, ascent) = match pitch {
            Some(pitch) if pitch.0 >= 1.0 => {
                // A line takes whole pitches and stands in the middle of them.
                let snapped = (whole / pitch.0 - 0.001).ceil().max(1.0) * pitch.0;
                (snapped, ascent + (snapped - whole) / 2.0)
            }
            _ => (whole, ascent),
        };
        Height { whole: whole.max(0.0), ascent, above, below }
    }
}

fn widen(reach: &mut Option<(f64, f64)>, above: f64, below: f64) {
    *reach = Some(match *reach {
        Some((had_above, had_below)) => (had_above.max(above), had_below.max(below)),
        None => (above, below),
    });
}
