//! Floating objects: where they stand on a page, and where that leaves room for lines.
//!
//! The rules are Word's: a line begins beside an object only where at least an inch is free, and an
//! object that text makes way for is pushed back into its page, while one that lies over or under
//! the text may hang over the paper's edge.

use crate::letter::{
    Anchored, Horizontal, HorizontalFrom, ParagraphAlign, Vertical, VerticalFrom, VerticalSeat,
    Wrap, WrapSide,
};
use crate::units::{Pt, Rect};

use super::laid::{Room, Spot};

/// The least width of a stretch beside an object in which Word begins a line: an inch.
const LEAST_STRETCH: Pt = Pt(72.0);

/// What a place is counted from.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Surroundings {
    /// The page's size.
    pub page: (Pt, Pt),
    /// The rectangle inside the margins.
    pub margins: Rect,
    /// The column's left edge and width.
    pub column: (Pt, Pt),
    /// The top of the anchor's paragraph.
    pub paragraph: Pt,
    /// The top and height of the anchor's line.
    pub line: (Pt, Pt),
    /// Where the anchor stands across.
    pub character: Pt,
    /// The cell that the anchor stands in.
    pub cell: Option<Rect>,
    /// The page lies on the left of an opened book.
    pub even: bool,
}

/// The size of a floating object where it stands: relative measures resolved.
pub(super) fn size(anchored: &Anchored, around: &Surroundings) -> (Pt, Pt) {
    let width = match anchored.relative_width {
        Some((from, share)) if share > 0.0 => {
            let (start, end) = across(from, anchored, around);
            (end - start) * share
        }
        _ => anchored.width,
    };
    let height = match anchored.relative_height {
        Some((from, share)) if share > 0.0 => {
            let (start, end) = down(from, anchored, around);
            (end - start) * share
        }
        _ => anchored.height,
    };
    (sane(width), sane(height))
}

/// A length that can be drawn: no page of Word's is wider than 22 inches.
fn sane(length: Pt) -> Pt {
    if length.0.is_finite() { length.clamp(Pt::ZERO, Pt(20_000.0)) } else { Pt::ZERO }
}

/// Where a floating object of this size stands: its top left corner.
pub(super) fn position(anchored: &Anchored, size: (Pt, Pt), around: &Surroundings) -> (Pt, Pt) {
    let (width, height) = size;
    let mut x = match anchored.horizontal {
        Horizontal::Offset(from, offset) => across(from, anchored, around).0 + offset,
        Horizontal::Align(from, align) => {
            let (start, end) = across(from, anchored, around);
            aligned(start, end, width, share_of(align))
        }
        Horizontal::Facing(from, outer) => {
            let (start, end) = across(from, anchored, around);
            let right = outer != around.even;
            aligned(start, end, width, if right { 1.0 } else { 0.0 })
        }
    };
    let mut y = match anchored.vertical {
        Vertical::Offset(from, offset) => down(from, anchored, around).0 + offset,
        Vertical::Align(from, seat) => {
            let (start, end) = down(from, anchored, around);
            let share = match seat {
                VerticalSeat::Top => 0.0,
                VerticalSeat::Center => 0.5,
                VerticalSeat::Bottom => 1.0,
            };
            aligned(start, end, height, share)
        }
    };
    if !x.0.is_finite() {
        x = around.column.0;
    }
    if !y.0.is_finite() {
        y = around.paragraph;
    }
    if anchored.wrap != Wrap::None {
        x = x.clamp(Pt::ZERO, around.page.0 - width);
        y = y.clamp(Pt::ZERO, around.page.1 - height);
    }
    (x, y)
}

fn share_of(align: ParagraphAlign) -> f64 {
    match align {
        ParagraphAlign::Start => 0.0,
        ParagraphAlign::Center => 0.5,
        ParagraphAlign::End => 1.0,
    }
}

fn aligned(start: Pt, end: Pt, length: Pt, share: f64) -> Pt {
    start + (end - start - length) * share
}

fn across(from: HorizontalFrom, anchored: &Anchored, around: &Surroundings) -> (Pt, Pt) {
    let margins = around.margins;
    if let (true, Some(cell)) = (anchored.in_cell, around.cell)
        && from != HorizontalFrom::Character
    {
        return (cell.x, cell.right());
    }
    match from {
        HorizontalFrom::Page => (Pt::ZERO, around.page.0),
        HorizontalFrom::Margin => (margins.x, margins.right()),
        HorizontalFrom::Column => (around.column.0, around.column.0 + around.column.1),
        HorizontalFrom::Character => (around.character, around.character),
        HorizontalFrom::LeftMargin => (Pt::ZERO, margins.x),
        HorizontalFrom::RightMargin => (margins.right(), around.page.0),
    }
}

fn down(from: VerticalFrom, anchored: &Anchored, around: &Surroundings) -> (Pt, Pt) {
    let margins = around.margins;
    if let (true, Some(cell)) = (anchored.in_cell, around.cell)
        && matches!(from, VerticalFrom::Page | VerticalFrom::Margin)
    {
        return (cell.y, cell.bottom());
    }
    match from {
        VerticalFrom::Page => (Pt::ZERO, around.page.1),
        VerticalFrom::Margin => (margins.y, margins.bottom()),
        VerticalFrom::Paragraph => (around.paragraph, around.paragraph),
        VerticalFrom::Line => (around.line.0, around.line.0 + around.line.1),
        VerticalFrom::TopMargin => (Pt::ZERO, margins.y),
        VerticalFrom::BottomMargin => (margins.bottom(), around.page.1),
    }
}

/// An area that lines keep out of.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Exclusion {
    /// The object's rectangle and the distances that text keeps.
    pub area: Rect,
    /// Where lines may stand beside it.
    sides: Sides,
    /// Its outline, distances added at the sides, where text follows it.
    outline: Vec<(Pt, Pt)>,
    /// The distances at the left and right, for the outline.
    distance: (Pt, Pt),
}

/// Where lines may stand beside an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sides {
    Neither,
    Some(WrapSide),
}

impl Exclusion {
    /// The area that an object keeps free of text; `None` where text does not make way.
    pub fn of(anchored: &Anchored, placed: Rect) -> Option<Exclusion> {
        let (sides, outline) = match &anchored.wrap {
            Wrap::None => return None,
            Wrap::TopAndBottom => (Sides::Neither, Vec::new()),
            Wrap::Square(side) => (Sides::Some(*side), Vec::new()),
            Wrap::Tight(side, points) => {
                let points = points.iter().filter(|(x, y)| x.is_finite() && y.is_finite());
                let outline: Vec<(Pt, Pt)> = points
                    .map(|(x, y)| (placed.x + placed.width * *x, placed.y + placed.height * *y))
                    .collect();
                (Sides::Some(*side), if outline.len() < 3 { Vec::new() } else { outline })
            }
        };
        let distance = anchored.distance;
        let mut area = Rect {
            x: placed.x - distance.left,
            y: placed.y - distance.top,
            width: placed.width + distance.left + distance.right,
            height: placed.height + distance.top + distance.bottom,
        };
        if !outline.is_empty() {
            // Distances above and below do not hold for an outline (20.4.2.16).
            let top = outline.iter().map(|point| point.1).reduce(Pt::min)?;
            let bottom = outline.iter().map(|point| point.1).reduce(Pt::max)?;
            (area.y, area.height) = (top, bottom - top);
        }
        Some(Exclusion { area, sides, outline, distance: (distance.left, distance.right) })
    }

    /// Whether it is as good as the same.
    pub fn is_near(&self, other: &Exclusion) -> bool {
        let near = |a: Pt, b: Pt| (a - b).abs() < Pt(0.1);
        near(self.area.x, other.area.x)
            && near(self.area.y, other.area.y)
            && near(self.area.width, other.area.width)
            && near(self.area.height, other.area.height)
    }

    /// What it takes across between two heights.
    fn span(&self, top: Pt, bottom: Pt) -> Option<(Pt, Pt)> {
        let slack = Pt(0.01);
        if top >= self.area.bottom() - slack || bottom <= self.area.y + slack {
            return None;
        }
        if self.outline.is_empty() {
            return Some((self.area.x, self.area.right()));
        }
        let mut span: Option<(Pt, Pt)> = None;
        let mut take = |x: Pt| {
            span = Some(span.map_or((x, x), |(low, high)| (low.min(x), high.max(x))));
        };
        let next = self.outline.iter().cycle().skip(1);
        for (a, b) in self.outline.iter().zip(next) {
            let (a, b) = if a.1 <= b.1 { (a, b) } else { (b, a) };
            let (low, high) = (a.1.max(top), b.1.min(bottom));
            if low > high {
                continue;
            }
            let rise = (b.1 - a.1).0;
            let at = |y: Pt| {
                if rise.abs() < 1e-6 { a.0 } else { a.0 + (b.0 - a.0) * ((y - a.1).0 / rise) }
            };
            take(at(low));
            take(at(high));
            if rise.abs() < 1e-6 {
                take(b.0);
            }
        }
        span.map(|(low, high)| (low - self.distance.0, high + self.distance.1))
    }

    /// What it takes of a column between two heights: from and to across; `None` where it takes
    /// nothing.
    fn blocked(&self, column: (Pt, Pt), top: Pt, bottom: Pt) -> Option<(Pt, Pt)> {
        let (left, right) = column;
        let (low, high) = self.span(top, bottom)?;
        if high <= left || low >= right {
            return None;
        }
        Some(match self.sides {
            Sides::Neither => (left, right),
            Sides::Some(WrapSide::Both) => (low, high),
            Sides::Some(WrapSide::Left) => (low, right),
            Sides::Some(WrapSide::Right) => (left, high),
            Sides::Some(WrapSide::Largest) if low - left >= right - high => (low, right),
            Sides::Some(WrapSide::Largest) => (left, high),
        })
    }
}

/// A column beside floating objects.
pub(super) struct Beside<'e> {
    /// What lines keep out of, in the coordinates of the page.
    pub exclusions: &'e [Exclusion],
    /// The column's left edge.
    pub left: Pt,
    /// The top of the paragraph's first line.
    pub top: Pt,
    /// The column's width.
    pub width: Pt,
}

impl Room for Beside<'_> {
    fn spot(&self, top: Pt, height: Pt) -> Spot {
        let column = (self.left, self.left + self.width);
        let whole = |skip: Pt| Spot { skip, free: vec![(Pt::ZERO, self.width)] };
        let start = self.top + top;
        let mut y = start;
        for _ in 0..=self.exclusions.len() {
            let mut free = vec![column];
            let mut below: Option<Pt> = None;
            for exclusion in self.exclusions {
                let Some((low, high)) = exclusion.blocked(column, y, y + height) else { continue };
                let bottom = exclusion.area.bottom();
                below = Some(below.map_or(bottom, |other| other.min(bottom)));
                free = without(&free, low, high);
            }
            let Some(below) = below else { return whole(y - start) };
            let least = LEAST_STRETCH.min(self.width);
            free.retain(|(from, to)| *to - *from >= least);
            if !free.is_empty() {
                let stretch = |(from, to): (Pt, Pt)| (from - self.left, to - from);
                return Spot { skip: y - start, free: free.into_iter().map(stretch).collect() };
            }
            y = below.max(y);
        }
        whole(y - start)
    }
}

fn without(stretches: &[(Pt, Pt)], low: Pt, high: Pt) -> Vec<(Pt, Pt)> {
    let mut left = Vec::with_capacity(stretches.len() + 1);
    for (from, to) in stretches {
        if high <= *from || low >= *to {
            left.push((*from, *to));
            continue;
        }
        if low > *from {
            left.push((*from, low));
        }
        if high < *to {
            left.push((high, *to));
        }
    }
    left
}

/// How far down a block of this width and height must go to stand clear of all objects.
pub(super) fn clear(exclusions: &[Exclusion], area: Rect) -> Pt {
    let mut area = area;
    let start = area.y;
    for _ in 0..exclusions.len() {
        let column = (area.x, area.right());
        let bottom = area.bottom();
        let hit =
            exclusions.iter().find(|exclusion| exclusion.blocked(column, area.y, bottom).is_some());
        let Some(hit) = hit else { break };
        area.y = hit.area.bottom();
    }
    area.y - start
}

/// Moves an object that may not lie over others below them; gives it up at the page's end.
pub(super) fn apart(placed: Rect, others: &[Rect], page_height: Pt) -> Rect {
    let mut moved = placed;
    for _ in 0..others.len() {
        let hit = others.iter().find(|other| overlap(&moved, other));
        let Some(hit) = hit else { return moved };
        moved.y = hit.bottom();
    }
    if others.iter().any(|other| overlap(&moved, other)) || moved.bottom() > page_height {
        return placed;
    }
    moved
}

/// Whether two rectangles lie over one another.
pub(super) fn overlap(a: &Rect, b: &Rect) -> bool {
    let slack = Pt(0.05);
    a.x + slack < b.right()
        && b.x + slack < a.right()
        && a.y + slack < b.bottom()
        && b.y + slack < a.bottom()
}
