//! Where a page's end cuts a table: between rows, or between lines of a row.
//!
//! What [`LaidTable::cut`] measures and what is painted are the same [`Part`]s, computed from two
//! cursors and nothing else.

use crate::layout::stack::{StackCursor, Strictness};
use crate::letter::HeightRule;
use crate::units::Pt;

use super::borders::{between, widest};
use super::rows::sane;
use super::{LaidTable, TableCursor};

/// Rounding in sums of heights that no page's end may hang on.
const SLACK: Pt = Pt(0.01);

/// A row, or what of it stands between two cursors.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// The row.
    pub row: usize,
    /// Its top, counted from the top of what stands on this page.
    pub y: Pt,
    /// What the border above it takes.
    pub top: Pt,
    /// Its height with the border above.
    pub height: Pt,
}

/// What a row may give up to be cut in two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Split {
    /// Each cell goes as far as its keep rules allow, and each must go somewhere.
    Strict,
    /// Each cell goes at least a line further.
    Forced,
}

impl LaidTable<'_> {
    /// How far it goes from a cursor within a height, and the height it takes with the repeated
    /// header rows, if the cursor is not in them; the cursor itself where nothing fits. With
    /// `force`, at least one line is taken: a row taller than a page must be cut somewhere.
    pub fn cut(&self, from: &TableCursor, available: Pt, force: bool) -> (TableCursor, Pt) {
        if self.is_end(from) {
            return (from.clone(), Pt::ZERO);
        }
        let room = available + SLACK;
        let mut parts: Vec<Part> = Vec::new();
        let mut y = self.head(from);
        // The last row after which a cut is allowed, and the last after which one is possible.
        let mut allowed: Option<(usize, Pt)> = None;
        let mut possible: Option<(usize, Pt)> = None;
        for row in from.row..self.rows.len() {
            let top = self.top_of(row, from);
            let height = self.row_height(row, top, y, from, &parts);
            if y + height + self.foot(row) > room {
                return self.cut_in(row, y, top, from, room, &parts, force, allowed, possible);
            }
            parts.push(Part { row, y, top, height });
            y += height;
            possible = Some((parts.len(), y));
            let next = row + 1;
            let headers_alone = from.row < self.leading && next <= self.leading;
            if !headers_alone && !self.rows[row].keep_next {
                allowed = possible;
            }
        }
        let last = self.rows.len() - 1;
        (self.end(), y + self.foot(last))
    }

    /// The cut where a row does not fit whole.
    #[expect(clippy::too_many_arguments, reason = "the state of one loop, at its only exit")]
    fn cut_in(
        &self,
        row: usize,
        y: Pt,
        top: Pt,
        from: &TableCursor,
        room: Pt,
        parts: &[Part],
        force: bool,
        allowed: Option<(usize, Pt)>,
        possible: Option<(usize, Pt)>,
    ) -> (TableCursor, Pt) {
        let source = self.rows[row].source;
        let exact = matches!(source.height, Some((_, HeightRule::Exactly)));
        let whole =
            exact || source.cant_split || (row < self.leading && self.leading < self.rows.len());
        let inside = from.inside && row == from.row;
        if (!whole || inside)
            && let Some(cut) = self.split(row, y, top, from, room, parts, Split::Strict)
        {
            return cut;
        }
        if let Some((count, y)) = allowed {
            return self.cut_after(from, &parts[..count], y);
        }
        if !force {
            return (from.clone(), Pt::ZERO);
        }
        // Header rows are not left alone, not even now, if a line can go with them.
        let headers_alone = from.row < self.leading && row <= self.leading;
        let rows = possible.filter(|_| !headers_alone);
        if let Some((count, y)) = rows {
            return self.cut_after(from, &parts[..count], y);
        }
        if !exact && let Some(cut) = self.split(row, y, top, from, room, parts, Split::Forced) {
            return cut;
        }
        if let Some((count, y)) = possible {
            return self.cut_after(from, &parts[..count], y);
        }
        // Nothing in it can be cut: it hangs over the page's end.
        let height = self.row_height(row, top, y, from, parts);
        let part = Part { row, y, top, height };
        self.cut_after(from, &[parts, &[part]].concat(), y + height)
    }

    /// A cut at the border below the last of some parts that end at a height.
    fn cut_after(&self, from: &TableCursor, parts: &[Part], y: Pt) -> (TableCursor, Pt) {
        let Some(last) = parts.last() else { return (from.clone(), Pt::ZERO) };
        let row = last.row + 1;
        let height = y + self.foot(last.row);
        let Some(laid) = self.rows.get(row) else { return (self.end(), height) };
        if laid.cells.iter().all(|cell| cell.origin.is_none()) {
            return (TableCursor { row, inside: false, cells: Vec::new() }, height);
        }
        let cells = laid.cells.iter().map(|cell| match cell.origin {
            Some(origin) => self.cut_merged(origin, from, parts, y),
            None => cell.stack.start(),
        });
        (TableCursor { row, inside: false, cells: cells.collect() }, height)
    }

    /// How far the content of a merged cell goes that is cut at a height.
    fn cut_merged(
        &self,
        origin: (usize, usize),
        from: &TableCursor,
        parts: &[Part],
        bottom: Pt,
    ) -> StackCursor {
        let cell = &self.rows[origin.0].cells[origin.1];
        let begin = self.begin(origin, from);
        let first = origin.0.max(from.row) - from.row;
        let Some(part) = parts.get(first) else { return begin };
        let room = bottom - part.y - part.top - cell.margins.top - cell.margins.bottom;
        if cell.is_turned() {
            return if cell.stack.width <= room + SLACK { cell.stack.end() } else { begin };
        }
        let (to, _) = cell.stack.cut_as(&begin, room, Strictness::Lines);
        to
    }

    /// Cuts a row between lines; `None` where that is not possible.
    #[expect(clippy::too_many_arguments, reason = "the state of one loop, at one of its exits")]
    fn split(
        &self,
        row: usize,
        y: Pt,
        top: Pt,
        from: &TableCursor,
        room: Pt,
        parts: &[Part],
        how: Split,
    ) -> Option<(TableCursor, Pt)> {
        let laid = &self.rows[row];
        let foot = self.foot(row);
        let inside = from.inside && row == from.row;
        let bottom = room - foot;
        let mut cells = Vec::with_capacity(laid.cells.len());
        let mut height = Pt::ZERO;
        let mut moved = false;
        let mut left = false;
        for (number, cell) in laid.cells.iter().enumerate() {
            let begin = self.begin((row, number), from);
            if cell.origin.is_some() || cell.stack.is_end(&begin) {
                cells.push(begin);
                continue;
            }
            if cell.is_turned() {
                return None;
            }
            let margins = cell.margins.top + cell.margins.bottom;
            let available = bottom - y - top - margins;
            let (to, taken) = match how {
                Split::Strict => cell.stack.cut_as(&begin, available, Strictness::Strict),
                Split::Forced => cell.stack.cut_forced(&begin, available),
            };
            if to == begin {
                return None;
            }
            moved = true;
            left |= !cell.stack.is_end(&to);
            height = height.max(margins + taken);
            cells.push(to);
        }
        height += top;
        // Merged cells that end in this row reach as far down as the page does.
        for (number, cell) in laid.cells.iter().enumerate() {
            let Some(origin) = cell.origin.filter(|origin| laid.ending.contains(origin)) else {
                continue;
            };
            let merged = &self.rows[origin.0].cells[origin.1];
            let begin = self.begin(origin, from);
            if merged.stack.is_end(&begin) {
                cells[number] = begin;
                continue;
            }
            if merged.is_turned() {
                return None;
            }
            let over = above(origin, row, y, top, from, parts);
            let margins = merged.margins.top + merged.margins.bottom;
            let available = bottom - over - margins;
            let (to, taken) = match how {
                Split::Forced if !moved => merged.stack.cut_forced(&begin, available),
                _ => merged.stack.cut_as(&begin, available, Strictness::Lines),
            };
            moved |= to != begin;
            left |= !merged.stack.is_end(&to);
            if to != begin {
                height = height.max(over + margins + taken - y);
            }
            cells[number] = to;
        }
        if !moved || !left || (inside && cells == from.cells) {
            return None;
        }
        // Merged cells that go on below this row take what the others leave them.
        for (number, cell) in laid.cells.iter().enumerate() {
            let Some(origin) = cell.origin.filter(|origin| !laid.ending.contains(origin)) else {
                continue;
            };
            let mut all = parts.to_vec();
            all.push(Part { row, y, top, height });
            cells[number] = self.cut_merged(origin, from, &all, y + height);
        }
        let to = TableCursor { row, inside: true, cells };
        Some((to, y + height + foot))
    }

    /// Where the content of a cell begins on the page that begins with a cursor.
    pub(super) fn begin(&self, cell: (usize, usize), from: &TableCursor) -> StackCursor {
        let start = self.rows[cell.0].cells[cell.1].stack.start();
        if cell.0 > from.row || from.cells.is_empty() {
            return start;
        }
        let number = if cell.0 == from.row { Some(cell.1) } else { self.continues(cell, from.row) };
        number.and_then(|number| from.cells.get(number)).cloned().unwrap_or(start)
    }

    /// Where the content of a cell ends on the page that ends with a cursor.
    pub(super) fn finish(&self, cell: (usize, usize), to: &TableCursor) -> StackCursor {
        let laid = &self.rows[cell.0].cells[cell.1];
        if to.row >= cell.0 + laid.rows {
            return laid.stack.end();
        }
        let number = if cell.0 == to.row { Some(cell.1) } else { self.continues(cell, to.row) };
        let cursor = number.and_then(|number| to.cells.get(number)).cloned();
        cursor.unwrap_or_else(|| laid.stack.end())
    }

    /// The number of the cell of a row that continues a merged cell.
    fn continues(&self, cell: (usize, usize), row: usize) -> Option<usize> {
        self.rows.get(row)?.cells.iter().position(|other| other.origin == Some(cell))
    }

    /// The height of the header rows that are repeated above a cursor.
    pub(super) fn head(&self, from: &TableCursor) -> Pt {
        match self.repeated {
            Some(height) if from.row >= self.leading => height,
            _ => Pt::ZERO,
        }
    }

    /// What the border above a row takes on the page that begins with a cursor.
    fn top_of(&self, row: usize, from: &TableCursor) -> Pt {
        if row != from.row || row == 0 && !from.inside {
            return self.rows[row].top;
        }
        if self.head(from) > Pt::ZERO {
            return widest(&self.rules[self.leading]);
        }
        widest(&between(&self.rows, row, true)).max(self.rows[row].top)
    }

    /// What the border below a row takes where the table ends or is cut there.
    fn foot(&self, row: usize) -> Pt {
        self.rules.get(row + 1).map_or(Pt::ZERO, |segments| widest(segments))
    }

    /// The height of a row, or of what is left of it, with the border above.
    fn row_height(&self, row: usize, top: Pt, y: Pt, from: &TableCursor, parts: &[Part]) -> Pt {
        let laid = &self.rows[row];
        let inside = from.inside && row == from.row;
        let inner = if inside { self.rest(row, from) } else { laid.inner };
        let mut height = top + inner;
        match laid.source.height {
            Some((least, HeightRule::AtLeast)) if !inside => height = height.max(sane(least)),
            Some((exact, HeightRule::Exactly)) if !inside => return sane(exact).max(top),
            _ => {}
        }
        for origin in &laid.ending {
            let cell = &self.rows[origin.0].cells[origin.1];
            let begin = self.begin(*origin, from);
            let needed = if begin == cell.stack.start() {
                cell.needed()
            } else {
                let rest = cell.stack.height_between(&begin, &cell.stack.end());
                cell.margins.top + rest + cell.margins.bottom
            };
            let over = above(*origin, row, y, top, from, parts);
            height = height.max(over + needed - y);
        }
        height
    }

    /// The height of what is left of a row's own cells.
    fn rest(&self, row: usize, from: &TableCursor) -> Pt {
        let cells = self.rows[row].cells.iter().enumerate();
        let own = cells.filter(|(_, cell)| cell.origin.is_none() && cell.rows == 1);
        own.map(|(number, cell)| {
            let begin = self.begin((row, number), from);
            if cell.stack.is_end(&begin) {
                return Pt::ZERO;
            }
            let rest = cell.stack.height_between(&begin, &cell.stack.end());
            cell.margins.top + rest + cell.margins.bottom
        })
        .fold(Pt::ZERO, Pt::max)
    }

    /// The height of what of a row stands between two cursors that both may be inside it.
    fn stretch(
        &self,
        row: usize,
        top: Pt,
        y: Pt,
        from: &TableCursor,
        to: &TableCursor,
        parts: &[Part],
    ) -> Pt {
        let laid = &self.rows[row];
        let mut height = Pt::ZERO;
        for (number, cell) in laid.cells.iter().enumerate() {
            let origin = match cell.origin {
                None => (row, number),
                Some(origin) if laid.ending.contains(&origin) => origin,
                Some(_) => continue,
            };
            let begin = self.begin(origin, from);
            let finish = self.finish(origin, to);
            if begin == finish {
                continue;
            }
            let owner = &self.rows[origin.0].cells[origin.1];
            let taken = owner.stack.bare_height(&begin, &finish);
            let over = above(origin, row, y, top, from, parts);
            let bottom = over + owner.margins.top + taken + owner.margins.bottom;
            height = height.max(bottom - y);
        }
        height.max(top)
    }

    /// The rows between two cursors, the repeated header rows left out.
    pub(super) fn parts(&self, from: &TableCursor, to: &TableCursor) -> Vec<Part> {
        let mut parts = Vec::with_capacity(to.row.saturating_sub(from.row) + 1);
        let mut y = self.head(from);
        for row in from.row..self.rows.len().min(to.row + 1) {
            if row == to.row && !to.inside {
                break;
            }
            let top = self.top_of(row, from);
            let height = if row == to.row {
                self.stretch(row, top, y, from, to, &parts)
            } else {
                self.row_height(row, top, y, from, &parts)
            };
            parts.push(Part { row, y, top, height });
            y += height;
        }
        parts
    }

    /// The height between two cursors, with repeated header rows and the border below.
    pub fn height_between(&self, from: &TableCursor, to: &TableCursor) -> Pt {
        let parts = self.parts(from, to);
        let Some(last) = parts.last() else { return Pt::ZERO };
        last.y + last.height + self.foot(last.row)
    }
}

/// The top of a merged cell's content on this page.
fn above(
    origin: (usize, usize),
    row: usize,
    y: Pt,
    top: Pt,
    from: &TableCursor,
    parts: &[Part],
) -> Pt {
    let first = origin.0.max(from.row);
    if first == row {
        return y + top;
    }
    parts.get(first - from.row).map_or(y + top, |part| part.y + part.top)
}
