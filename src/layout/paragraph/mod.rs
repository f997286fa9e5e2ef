//! A paragraph at a width: shaped, broken into lines, aligned.
//!
//! What stands in a paragraph is cut into *pieces*, each shaped once: words, blanks, tabs, objects.
//! Lines are filled greedily with pieces, as Word fills them; a word is cut only where it is
//! hyphenated or wider than the line. A full line is measured, spread to its alignment and set:
//! glyphs with their places, each stretch of text with the slot of the tree that it fills.
//!
//! ```text
//! gather, cut  content → one text → faces, directions, opportunities → pieces
//! look         a format → face, size, height; once a letter
//! lines        pieces → lines; tabs → where the pen goes at a tab
//! height       how high a line is and where its baseline sits
//! set          a line's pieces → text items; decorate → underlines and their kin
//! gaps, paint  the space and the borders between and around paragraphs
//! ```

mod cut;
mod decorate;
mod gaps;
mod gather;
mod height;
mod lines;
mod look;
mod manner;
mod opportunity;
mod paint;
mod piece;
mod place;
mod set;
mod tabs;

pub(super) use gaps::{gap, in_one_box};
pub(super) use look::Looks;
pub(super) use paint::{PaintLines, paint};

use std::rc::Rc;

use crate::letter::{BreakKind, Paragraph};
use crate::units::Pt;

use super::laid::{Context, LaidParagraph, Line, Room};
use height::{Height, Reach};
use lines::{Breaker, Stretch};
use look::{Look, finite};
use piece::Opportunity;
use place::Where;
use set::Row;
use tabs::Stops;

/// No paragraph is higher than this, in points: what is beyond any page is not looked for.
const FATHOM: f64 = 100_000.0;

/// Sets a paragraph in a column of this width.
pub(super) fn lay<'l>(
    context: &Context<'l>,
    source: &'l Paragraph,
    width: Pt,
    room: &dyn Room,
) -> LaidParagraph<'l> {
    let mut setting = Setting::new(context, source, finite(width.0, 0.0).max(0.0));
    let mut lines = Vec::new();
    let mut from = 0;
    let mut top = 0.0;
    let mut below_floats = false;
    loop {
        let (mut line, end) = setting.line(from, top, lines.is_empty(), below_floats, room);
        top += line.skip.0 + line.height.0;
        let broken = line.broken;
        from = end;
        let done = setting.is_done(from, broken);
        if done {
            setting.leave_marks(from, &mut line);
        }
        lines.push(line);
        if done {
            break;
        }
        below_floats = broken == Some(BreakKind::LineBelowFloats);
    }
    let border = |border: Option<crate::letter::Border>| {
        border.map_or(Pt::ZERO, |border| gaps::taken(&border))
    };
    LaidParagraph {
        source,
        width,
        lines,
        border_top: border(source.format.borders.top),
        border_bottom: border(source.format.borders.bottom),
    }
}

/// The width of the longest piece that cannot be broken, and of the longest line if nothing is
/// broken; both with indents.
pub(super) fn widths(context: &Context<'_>, source: &Paragraph) -> (Pt, Pt) {
    let mut setting = Setting::new(context, source, 0.0);
    let format = &source.format;
    let indents = finite(format.left.0 + format.right.0, 0.0).max(0.0);
    let (mut least, mut together) = (0.0_f64, 0.0);
    let pieces = &setting.breaker.pieces;
    // A label stands in the indent.
    for piece in pieces.list.get(pieces.label..).unwrap_or_default() {
        together += piece.width;
        if !piece.hangs() && !piece.is_tab() {
            least = least.max(together);
        }
        if piece.after != Opportunity::None || matches!(piece.kind, piece::Kind::Break(_)) {
            together = 0.0;
        }
    }
    let mut most = 0.0_f64;
    let mut from = 0;
    loop {
        let start = setting.start(from == 0);
        let stretch = Stretch { start, limit: FATHOM, force: true };
        let filled = setting.breaker.fill(from, stretch);
        let list = setting.breaker.pieces.list.get(from..filled.end).unwrap_or_default();
        let solid = list.iter().rposition(|piece| !piece.hangs()).map_or(0, |last| last + 1);
        let wide: f64 = list[..solid].iter().map(|piece| piece.width).sum();
        most = most.max(start + wide + finite(format.right.0, 0.0));
        if filled.end <= from || setting.is_done(filled.end, filled.broken) {
            break;
        }
        from = filled.end;
    }
    let least = least + indents;
    (Pt(least), Pt(most.max(least)))
}

/// A paragraph being set.
struct Setting<'c, 'l> {
    breaker: Breaker<'c, 'l>,
    mark: Rc<Look>,
}

impl<'c, 'l> Setting<'c, 'l> {
    fn new(context: &'c Context<'l>, source: &'l Paragraph, width: f64) -> Self {
        let place = Where::new(context, source);
        let mark = Look::of(context, &source.mark, &place);
        let pieces = cut::cut(context, source, &place);
        let left = finite(source.format.left.0, 0.0);
        let stops = Stops::of(source, left, context.letter.settings.default_tab);
        let breaker = Breaker { context, paragraph: source, pieces, stops, width, hyphens: 0 };
        Setting { breaker, mark }
    }

    /// Where a line begins: behind its indent, and for a label before it.
    fn start(&self, first: bool) -> f64 {
        let format = &self.breaker.paragraph.format;
        let left = finite(format.left.0, 0.0);
        if !first {
            return left;
        }
        let start = left + finite(format.first.0, 0.0);
        let Some(label) = &self.breaker.paragraph.label else { return start };
        let pieces = &self.breaker.pieces;
        let wide: f64 = pieces.list[..pieces.label.min(pieces.list.len())]
            .iter()
            .filter(|piece| !piece.hangs() && !piece.is_tab())
            .map(|piece| piece.width)
            .sum();
        match label.align {
            crate::letter::ParagraphAlign::Start => start,
            crate::letter::ParagraphAlign::Center => start - wide / 2.0,
            crate::letter::ParagraphAlign::End => start - wide,
        }
    }

    /// Breaks and sets the line that begins with a piece; also gives the piece after it.
    fn line(
        &mut self,
        from: usize,
        top: f64,
        first: bool,
        below_floats: bool,
        room: &dyn Room,
    ) -> (Line<'l>, usize) {
        let mut expected = self.expected(from);
        let mut extra = 0.0;
        let mut rounds = 0;
        let hyphens = self.breaker.hyphens;
        loop {
            rounds += 1;
            let spot = room.spot(Pt(top + extra), Pt(expected));
            let skip = extra + finite(spot.skip.0, 0.0).max(0.0);
            // A break that goes below floating objects goes down until the whole column is free.
            if below_floats && skip < FATHOM && !self.is_whole(&spot.free) && rounds < 4000 {
                extra = skip + 2.0;
                continue;
            }
            self.breaker.hyphens = hyphens;
            let (rows, end) = self.rows(from, first, &spot.free);
            let height = self.height(&rows);
            if height.whole > expected + 0.01 && rounds < 8 {
                expected = height.whole;
                if room.spot(Pt(top + extra), Pt(expected)) != spot {
                    continue;
                }
            }
            let hyphen = rows.last().is_some_and(|row| row.hyphen);
            self.breaker.hyphens = if hyphen { hyphens + 1 } else { 0 };
            let mut line = set::line(&mut self.breaker, &rows, height);
            line.skip = Pt(skip);
            return (line, end);
        }
    }

    fn is_whole(&self, free: &[(Pt, Pt)]) -> bool {
        free.iter().any(|(x, width)| x.0 <= 0.01 && x.0 + width.0 >= self.breaker.width - 0.01)
    }

    /// The height that a line beginning with a piece is likely to have.
    fn expected(&self, from: usize) -> f64 {
        let mut reach = Reach::default();
        let list = &self.breaker.pieces.list;
        if let Some(at) = (from..list.len()).find(|index| !list[*index].is_mark()) {
            reach.pieces(&self.breaker.pieces, at..at + 1);
        }
        reach.height(self.breaker.paragraph, &self.mark, self.breaker.context.line_grid).whole
    }

    /// Fills the free stretches of a line.
    fn rows(&mut self, from: usize, first: bool, free: &[(Pt, Pt)]) -> (Vec<Row>, usize) {
        let width = self.breaker.width;
        let format = &self.breaker.paragraph.format;
        let (rtl, right) = (format.rtl, finite(format.right.0, 0.0));
        let indent = self.start(first);
        let whole = [(Pt::ZERO, Pt(width))];
        let free = if free.is_empty() { &whole[..] } else { free };
        let mut rows: Vec<Row> = Vec::with_capacity(1);
        let mut next = from;
        for index in 0..free.len() {
            // Lines of right-to-left text begin at the right.
            let (x, wide) = free[if rtl { free.len() - 1 - index } else { index }];
            let (begins, ends) =
                if rtl { (width - x.0 - wide.0, width - x.0) } else { (x.0, x.0 + wide.0) };
            let begins = if begins > 0.01 { begins.max(indent) } else { indent };
            let limit = ends.min(width - right);
            let force = index + 1 == free.len();
            let filled = self.breaker.fill(next, Stretch { start: begins, limit, force });
            let end = filled.end.max(next);
            let last = end >= self.breaker.pieces.list.len();
            rows.push(Row {
                pieces: next..end,
                start: begins,
                limit: filled.limit,
                hyphen: filled.hyphen,
                broken: filled.broken,
                last,
            });
            next = end;
            if last || filled.broken.is_some() {
                break;
            }
        }
        // Nothing fits and nothing may be broken: one piece is taken all the same.
        if next == from && from < self.breaker.pieces.list.len() {
            next = from + 1;
            if let Some(row) = rows.last_mut() {
                row.pieces = from..next;
                row.last = next >= self.breaker.pieces.list.len();
            }
        }
        (rows, next)
    }

    fn height(&self, rows: &[Row]) -> Height {
        let mut reach = Reach::default();
        for row in rows {
            reach.pieces(&self.breaker.pieces, row.pieces.clone());
        }
        reach.height(self.breaker.paragraph, &self.mark, self.breaker.context.line_grid)
    }

    /// Whether the paragraph ends with a line: a line break opens another, a page's end does not.
    fn is_done(&self, end: usize, broken: Option<BreakKind>) -> bool {
        let rest = self.breaker.pieces.list.get(end..).unwrap_or_default();
        match broken {
            Some(BreakKind::Line | BreakKind::LineBelowFloats) => false,
            Some(BreakKind::Column | BreakKind::Page) => rest.iter().all(piece::Piece::is_mark),
            None => rest.is_empty(),
        }
    }

    /// What takes no room and comes after the last line stands on it.
    fn leave_marks(&self, from: usize, line: &mut Line<'l>) {
        for piece in self.breaker.pieces.list.get(from..).unwrap_or_default() {
            match piece.kind {
                piece::Kind::Note(note) => line.notes.push(note),
                piece::Kind::Anchor(anchored) => {
                    line.anchors.push((anchored, self.breaker.paragraph.format.left));
                }
                piece::Kind::Bookmark(name) => line.bookmarks.push(name.clone()),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests;
