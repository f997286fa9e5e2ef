//! Tab stops: where the pen goes at a tab (ISO/IEC 29500-1, 17.3.1.37, 17.15.1.25).

use crate::letter::{Paragraph, ParagraphAlign, TabAlign, TabLeader, TabStop};
use crate::units::Pt;

use super::look::finite;
use super::piece::{Kind, Pieces};

/// A pen this near a stop stands on it: a twentieth of a twip.
const SLACK: f64 = 0.002_5;

/// The stops of a paragraph, counted from the text margin. Lengths are in points.
pub(super) struct Stops<'l> {
    own: &'l [TabStop],
    /// The left indent: a stop for a pen that hangs before it.
    left: f64,
    /// The distance of default stops; none where it is not positive.
    default: f64,
}

/// Where a tab goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stop {
    /// Where.
    pub at: f64,
    /// What the text after it does there.
    pub align: TabAlign,
    /// What fills the gap.
    pub leader: TabLeader,
    /// It is the paragraph's own and no default.
    pub own: bool,
}

impl<'l> Stops<'l> {
    /// The stops of a paragraph.
    pub fn of(paragraph: &'l Paragraph, left: f64, default: Pt) -> Self {
        Stops { own: &paragraph.format.tabs, left, default: finite(default.0, 36.0) }
    }

    /// The first stop to the right of the pen: an own one or the hanging indent, else a default one.
    pub fn next(&self, pen: f64) -> Option<Stop> {
        let beyond = |at: f64| at > pen + SLACK;
        let own =
            self.own.iter().find(|stop| stop.align != TabAlign::Bar && beyond(stop.at.0)).map(
                |stop| Stop { at: stop.at.0, align: stop.align, leader: stop.leader, own: true },
            );
        let hanging = beyond(self.left).then_some(Stop {
            at: self.left,
            align: TabAlign::Left,
            leader: TabLeader::None,
            own: true,
        });
        match (own, hanging) {
            (Some(own), Some(hanging)) => Some(if own.at <= hanging.at { own } else { hanging }),
            (Some(stop), None) | (None, Some(stop)) => Some(stop),
            (None, None) => self.grid(pen),
        }
    }

    fn grid(&self, pen: f64) -> Option<Stop> {
        if self.default < 0.5 {
            return None;
        }
        let at = (((pen + SLACK) / self.default).floor() + 1.0) * self.default;
        let leader = TabLeader::None;
        at.is_finite().then_some(Stop { at, align: TabAlign::Left, leader, own: false })
    }
}

/// The text that a tab moves: up to the next tab or break.
pub(super) struct Moved {
    /// Its width without trailing blanks.
    pub width: f64,
    /// The width before its decimal mark, or the end of its figures.
    pub before_mark: f64,
}

/// Measures what follows a tab.
pub(super) fn moved(pieces: &Pieces<'_>, tab: usize, mark: char, decimal: bool) -> Moved {
    let mut width = 0.0;
    let mut solid = 0.0;
    let mut end = tab + 1;
    for piece in pieces.list.get(tab + 1..).unwrap_or_default() {
        if piece.is_tab() || matches!(piece.kind, Kind::Break(_)) {
            break;
        }
        width += piece.width;
        if !piece.hangs() {
            solid = width;
        }
        end += 1;
    }
    let before_mark = if decimal { before_mark(pieces, tab + 1..end, mark, solid) } else { solid };
    Moved { width: solid, before_mark }
}

/// The width up to the decimal mark; up to the end of the first number where there is none; all of
/// it where there is no number.
fn before_mark(pieces: &Pieces<'_>, range: std::ops::Range<usize>, mark: char, all: f64) -> f64 {
    let mut before = 0.0;
    let mut in_number = false;
    for index in range {
        let piece = &pieces.list[index];
        let text = pieces.text.get(piece.text.clone()).unwrap_or_default();
        for (at, character) in text.char_indices() {
            let ends = if character == mark {
                in_number || text[at..].chars().nth(1).is_some_and(|next| next.is_ascii_digit())
            } else {
                let grouping = matches!(character, '.' | ',' | '\u{a0}' | '\u{202f}' | '\'');
                in_number && !character.is_ascii_digit() && !grouping
            };
            if ends {
                let within = pieces
                    .clusters(index)
                    .into_iter()
                    .find(|(byte, _)| *byte >= piece.text.start + at)
                    .map_or(if at == 0 { 0.0 } else { piece.width }, |(_, width)| width);
                return before + if at == 0 { 0.0 } else { within };
            }
            in_number |= character.is_ascii_digit();
        }
        before += piece.width;
    }
    all
}

/// How wide a tab is that goes from the pen to a stop with this text after it.
pub(super) fn gap(stop: Stop, pen: f64, limit: f64, moved: &Moved) -> f64 {
    let room = stop.at - pen;
    match stop.align {
        TabAlign::Left | TabAlign::Bar => room,
        TabAlign::Right => room - moved.width,
        TabAlign::Center => (room - moved.width / 2.0).min(limit - pen - moved.width),
        TabAlign::Decimal => room - moved.before_mark,
    }
    .max(0.0)
}

/// The stop of a tab to a place of the page.
pub(super) fn aligned(align: ParagraphAlign, leader: TabLeader, from: f64, to: f64) -> Stop {
    let (at, align) = match align {
        ParagraphAlign::Start => (from, TabAlign::Left),
        ParagraphAlign::Center => (f64::midpoint(from, to), TabAlign::Center),
        ParagraphAlign::End => (to, TabAlign::Right),
    };
    Stop { at, align, leader, own: true }
}
