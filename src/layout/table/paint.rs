//! A table painted: shading, content, borders.

use crate::layout::laid::Context;
use crate::layout::page::{ArtifactKind, Item, Paint, StrokeStyle, Tag};
use crate::layout::stack::{AnchorSight, Sight, StackCursor};
use crate::letter::{Border, BorderStyle, CellSeat, HeightRule};
use crate::units::{Color, Pt, Rect};

use super::borders::{Segment, between, upright, widest};
use super::cut::Part;
use super::rows::{LaidCell, sane};
use super::{LaidTable, TableCursor, thickness};

/// What of a cell stands on a page.
pub(super) struct Seen<'t, 'l> {
    /// The cell that has the content.
    cell: &'t LaidCell<'l>,
    /// The cell's rectangle.
    pub area: Rect,
    /// What the border above takes of it.
    top: Pt,
    /// The content, from and to.
    content: (StackCursor, StackCursor),
    /// The row's height is exact: what is taller is cut off.
    exact: bool,
}

impl<'l> LaidTable<'l> {
    /// Paints from one cursor to another with the column's left edge and the top here, repeated
    /// header rows as artifacts.
    pub fn paint(
        &self,
        context: &Context<'_>,
        from: &TableCursor,
        to: &TableCursor,
        at: (Pt, Pt),
        out: &mut Vec<Item>,
    ) {
        let at = (at.0 + self.x, at.1);
        if self.head(from) > Pt::ZERO {
            let below = TableCursor { row: self.leading, inside: false, cells: Vec::new() };
            let first = out.len();
            let parts = self.parts(&self.start(), &below);
            self.paint_parts(context, &parts, (&self.start(), &below), at, out);
            for item in &mut out[first..] {
                item.tag = Tag::Artifact(match context.artifact {
                    ArtifactKind::Layout => ArtifactKind::Pagination,
                    other => other,
                });
            }
        }
        let parts = self.parts(from, to);
        self.paint_parts(context, &parts, (from, to), at, out);
    }

    /// The lines between two cursors with the column's left edge and the top here, and the floating
    /// blocks among them; those of repeated header rows stand on their first page only.
    pub fn sights<'s>(
        &'s self,
        from: &TableCursor,
        to: &TableCursor,
        at: (Pt, Pt),
        lines: &mut Vec<Sight<'s, 'l>>,
        floats: &mut Vec<AnchorSight<'l>>,
    ) {
        let at = (at.0 + self.x, at.1);
        let parts = self.parts(from, to);
        self.each_seen(&parts, (from, to), at, |seen| {
            let (begin, finish) = &seen.content;
            let place = seat(&seen);
            seen.cell.stack.sights(begin, finish, place, Some(seen.area), lines, floats);
        });
    }

    /// Notes whose marks stand between two cursors, indexes of the letter's notes.
    pub fn notes(&self, from: &TableCursor, to: &TableCursor) -> Vec<usize> {
        let mut lines = Vec::new();
        self.sights(from, to, (Pt::ZERO, Pt::ZERO), &mut lines, &mut Vec::new());
        lines.iter().flat_map(|sight| sight.line.notes.iter().copied()).collect()
    }

    /// Goes over the cells of some rows as far as they stand on this page.
    pub(super) fn each_seen<'t>(
        &'t self,
        parts: &[Part],
        (from, to): (&TableCursor, &TableCursor),
        at: (Pt, Pt),
        mut visit: impl FnMut(Seen<'t, 'l>),
    ) {
        let spacing = sane(self.source.spacing);
        for (index, part) in parts.iter().enumerate() {
            for (number, laid) in self.rows[part.row].cells.iter().enumerate() {
                let origin = match laid.origin {
                    None => (part.row, number),
                    // A merged cell that began on an earlier page goes on in the first row of this.
                    Some(origin) if index == 0 => origin,
                    Some(_) => continue,
                };
                let cell = &self.rows[origin.0].cells[origin.1];
                let rows = origin.0 + cell.rows - part.row;
                let last = &parts[(index + rows).min(parts.len()) - 1];
                let height = last.y + last.height - part.y;
                let (x, width) = self.across(cell.columns);
                let mut area = Rect { x: at.0 + x, y: at.1 + part.y, width, height };
                if spacing > Pt::ZERO {
                    area.x += spacing;
                    area.y += spacing;
                    area.width = (area.width - spacing * 2.0).max(Pt::ZERO);
                    area.height = (area.height - spacing * 2.0).max(Pt::ZERO);
                }
                let height = self.rows[part.row].source.height;
                let exact = cell.rows == 1 && matches!(height, Some((_, HeightRule::Exactly)));
                let content = (self.begin(origin, from), self.finish(origin, to));
                visit(Seen { cell, area, top: part.top, content, exact });
            }
        }
    }

    /// The left edge and the width of some columns, from the table's left edge.
    fn across(&self, columns: (usize, usize)) -> (Pt, Pt) {
        let (left, right) = (self.edges[columns.0], self.edges[columns.1]);
        let x = if self.source.rtl { self.width - right } else { left };
        (x, right - left)
    }

    fn paint_parts(
        &self,
        context: &Context<'_>,
        parts: &[Part],
        ends: (&TableCursor, &TableCursor),
        at: (Pt, Pt),
        out: &mut Vec<Item>,
    ) {
        let tag = Tag::Artifact(context.artifact);
        let mut shades: Vec<(Rect, Color)> = Vec::new();
        self.each_seen(parts, ends, at, |seen| {
            let Some(color) = seen.cell.source.shade else { return };
            // Neighbours of one colour are one rectangle.
            if let Some((area, other)) = shades.last_mut()
                && *other == color
                && (area.right() - seen.area.x).is_nearly_zero()
                && area.y == seen.area.y
                && area.height == seen.area.height
            {
                area.width += seen.area.width;
            } else {
                shades.push((seen.area, color));
            }
        });
        out.extend(
            shades
                .into_iter()
                .map(|(area, color)| Item { tag, paint: Paint::Fill { area, color } }),
        );
        self.each_seen(parts, ends, at, |seen| paint_content(context, &seen, out));
        if self.source.spacing > Pt::ZERO {
            self.each_seen(parts, ends, at, |seen| paint_own_borders(&seen, tag, out));
        } else {
            self.paint_across(parts, ends, at, tag, out);
            self.paint_upright(parts, at, tag, out);
        }
        self.each_seen(parts, ends, at, |seen| paint_diagonals(&seen, tag, out));
    }

    /// The lines above the rows and below the last.
    fn paint_across(
        &self,
        parts: &[Part],
        (from, to): (&TableCursor, &TableCursor),
        at: (Pt, Pt),
        tag: Tag,
        out: &mut Vec<Item>,
    ) {
        let mut draw = |segments: &[Segment], y: Pt, height: Pt| {
            for segment in segments {
                let (x, width) = self.across(segment.columns);
                let x = at.0 + x;
                let middle = at.1 + y + height / 2.0;
                stroke((x, middle), (x + width, middle), &segment.border, tag, out);
            }
        };
        for (index, part) in parts.iter().enumerate() {
            if index > 0 || (part.row == 0 && !from.inside) {
                draw(&self.rules[part.row], part.y, part.top);
            } else if self.head(from) > Pt::ZERO {
                draw(&self.rules[self.leading], part.y, part.top);
            } else {
                draw(&between(&self.rows, part.row, true), part.y, part.top);
            }
        }
        let Some(last) = parts.last() else { return };
        let next = last.row + 1;
        // The line below repeated header rows is the one above what follows them.
        if to.row == self.leading && !to.inside && from.row == 0 && self.repeated.is_some() {
            return;
        }
        let bottom = last.y + last.height;
        if next >= self.rows.len() && !to.inside {
            draw(&self.rules[next], bottom, widest(&self.rules[next]));
        } else {
            let segments = between(&self.rows, next, true);
            draw(&segments, bottom, widest(&segments));
        }
    }

    /// The upright lines, as long as they are the same from row to row.
    fn paint_upright(&self, parts: &[Part], at: (Pt, Pt), tag: Tag, out: &mut Vec<Item>) {
        // The column, the line, and where it began.
        let mut open: Vec<(usize, Border, Pt)> = Vec::new();
        let mut draw = |column: usize, border: &Border, from: Pt, to: Pt| {
            let edge = self.edges[column];
            let x = at.0 + if self.source.rtl { self.width - edge } else { edge };
            stroke((x, at.1 + from), (x, at.1 + to), border, tag, out);
        };
        for part in parts {
            let lines = upright(&self.rows[part.row]);
            let mut next = Vec::with_capacity(lines.len());
            let mut others = open.iter().peekable();
            for (column, border) in lines {
                while let Some((other, line, from)) = others.next_if(|line| line.0 < column) {
                    draw(*other, line, *from, part.y + part.top);
                }
                match others.next_if(|line| line.0 == column) {
                    Some((_, line, from)) if *line == border => next.push((column, border, *from)),
                    Some((other, line, from)) => {
                        draw(*other, line, *from, part.y + part.top);
                        next.push((column, border, part.y));
                    }
                    None => next.push((column, border, part.y)),
                }
            }
            for (other, line, from) in others {
                draw(*other, line, *from, part.y + part.top);
            }
            open = next;
        }
        if let Some(last) = parts.last() {
            let foot = self.rules.get(last.row + 1).map_or(Pt::ZERO, |segments| widest(segments));
            for (column, border, from) in &open {
                draw(*column, border, *from, last.y + last.height + foot);
            }
        }
    }
}

/// Where the content of a cell begins.
fn seat(seen: &Seen<'_, '_>) -> (Pt, Pt) {
    let margins = &seen.cell.margins;
    let spare = spare(seen);
    let x = seen.area.x + margins.left;
    let y = seen.area.y + seen.top + margins.top;
    (x, y + spare)
}

/// How far down a cell's seat moves its content; a cell that is cut begins at the top.
fn spare(seen: &Seen<'_, '_>) -> Pt {
    let share = match seen.cell.source.seat {
        CellSeat::Top => return Pt::ZERO,
        CellSeat::Center => 0.5,
        CellSeat::Bottom => 1.0,
    };
    let stack = &seen.cell.stack;
    if seen.content.0 != stack.start() || seen.content.1 != stack.end() {
        return Pt::ZERO;
    }
    let margins = &seen.cell.margins;
    let room = seen.area.height - seen.top - margins.top - margins.bottom;
    ((room - stack.height) * share).max(Pt::ZERO)
}

fn paint_content(context: &Context<'_>, seen: &Seen<'_, '_>, out: &mut Vec<Item>) {
    let stack = &seen.cell.stack;
    let (begin, finish) = &seen.content;
    if stack.is_end(begin) || begin == finish {
        return;
    }
    let tag = Tag::Artifact(context.artifact);
    if seen.cell.is_turned() {
        paint_turned(context, seen, tag, out);
        return;
    }
    let inner = seen.area.height - seen.top;
    let clip = seen.exact && seen.cell.needed() > inner + Pt(0.5);
    if clip {
        let area = Rect { y: seen.area.y + seen.top, height: inner.max(Pt::ZERO), ..seen.area };
        out.push(Item { tag, paint: Paint::ClipBegin(area) });
    }
    stack.paint(context, begin, finish, seat(seen), out);
    if clip {
        out.push(Item { tag, paint: Paint::End });
    }
}

/// Text that runs downwards begins at the right, text that runs upwards at the left.
fn paint_turned(context: &Context<'_>, seen: &Seen<'_, '_>, tag: Tag, out: &mut Vec<Item>) {
    let margins = &seen.cell.margins;
    let stack = &seen.cell.stack;
    let left = seen.area.x + margins.left;
    let right = (seen.area.right() - margins.right).max(left);
    let top = seen.area.y + seen.top + margins.top;
    let bottom = (seen.area.bottom() - margins.bottom).max(top);
    let share = match seen.cell.source.seat {
        CellSeat::Top => 0.0,
        CellSeat::Center => 0.5,
        CellSeat::Bottom => 1.0,
    };
    let spare = ((right - left - stack.height) * share).max(Pt::ZERO);
    let (about, degrees) = if seen.cell.source.turned % 4 == 1 {
        ((right - spare, top), 90.0)
    } else {
        ((left + spare, bottom), 270.0)
    };
    out.push(Item { tag, paint: Paint::TurnBegin { about, degrees } });
    stack.paint_all(context, about, out);
    out.push(Item { tag, paint: Paint::End });
}

/// The borders of a cell that stands apart from its neighbours.
fn paint_own_borders(seen: &Seen<'_, '_>, tag: Tag, out: &mut Vec<Item>) {
    let borders = &seen.cell.source.borders;
    let Rect { x, y, .. } = seen.area;
    let (right, bottom) = (seen.area.right(), seen.area.bottom());
    let half = |border: &Border| thickness(border) / 2.0;
    if let Some(border) = &borders.top {
        stroke((x, y + half(border)), (right, y + half(border)), border, tag, out);
    }
    if let Some(border) = &borders.bottom {
        stroke((x, bottom - half(border)), (right, bottom - half(border)), border, tag, out);
    }
    if let Some(border) = &borders.left {
        stroke((x + half(border), y), (x + half(border), bottom), border, tag, out);
    }
    if let Some(border) = &borders.right {
        stroke((right - half(border), y), (right - half(border), bottom), border, tag, out);
    }
}

fn paint_diagonals(seen: &Seen<'_, '_>, tag: Tag, out: &mut Vec<Item>) {
    let Rect { x, y, .. } = seen.area;
    let (right, bottom) = (seen.area.right(), seen.area.bottom());
    if let Some(border) = &seen.cell.source.borders.falling {
        stroke((x, y), (right, bottom), border, tag, out);
    }
    if let Some(border) = &seen.cell.source.borders.rising {
        stroke((x, bottom), (right, y), border, tag, out);
    }
}

/// Draws a border about a middle line: one stroke, or two or three side by side.
fn stroke(from: (Pt, Pt), to: (Pt, Pt), border: &Border, tag: Tag, out: &mut Vec<Item>) {
    let width = sane(border.width);
    if width <= Pt::ZERO {
        return;
    }
    let color = border.color.unwrap_or(Color::BLACK);
    let (style, offsets): (StrokeStyle, &[f64]) = match border.style {
        BorderStyle::Single => (StrokeStyle::Solid, &[0.0]),
        BorderStyle::Double => (StrokeStyle::Solid, &[-1.0, 1.0]),
        BorderStyle::Triple => (StrokeStyle::Solid, &[-2.0, 0.0, 2.0]),
        BorderStyle::Dotted => (StrokeStyle::Dotted, &[0.0]),
        BorderStyle::Dashed => (StrokeStyle::Dashed, &[0.0]),
    };
    let across = (to.0 - from.0).abs() > (to.1 - from.1).abs();
    for offset in offsets {
        let shift = width * *offset;
        let (dx, dy) = if across { (Pt::ZERO, shift) } else { (shift, Pt::ZERO) };
        out.push(Item {
            tag,
            paint: Paint::Stroke {
                from: (from.0 + dx, from.1 + dy),
                to: (to.0 + dx, to.1 + dy),
                width,
                color,
                style,
            },
        });
    }
}
