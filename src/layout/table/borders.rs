//! Borders: what neighbours wish for, and the lines that are drawn.
//!
//! Two cells meet at a line, and both may have a wish for it (17.4.66). A cell's own beats its
//! table's, then the wider wins, then the darker.

use crate::letter::{Border, Table};
use crate::units::{Color, Pt};

use super::rows::{LaidCell, LaidRow};
use super::thickness;

/// A horizontal line from one grid column's left edge to another's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Segment {
    /// The first column, and the one after the last.
    pub columns: (usize, usize),
    /// What is drawn.
    pub border: Border,
}

/// The sides of a cell, as [`crate::letter::CellBorders::none`] counts them.
const TOP: usize = 0;
const LEFT: usize = 1;
const BOTTOM: usize = 2;
const RIGHT: usize = 3;

/// The lines above each row and below the last; tells each row what the line above it takes.
pub(super) fn rules(source: &Table, rows: &mut [LaidRow<'_>], edges: &[Pt]) -> Vec<Vec<Segment>> {
    if source.spacing > Pt::ZERO || edges.len() < 2 {
        return vec![Vec::new(); rows.len() + 1];
    }
    let mut rules = Vec::with_capacity(rows.len() + 1);
    for index in 0..=rows.len() {
        let segments = between(rows, index, false);
        if let Some(row) = rows.get_mut(index) {
            row.top = widest(&segments);
        }
        rules.push(segments);
    }
    rules
}

/// The widest of some lines.
pub(super) fn widest(segments: &[Segment]) -> Pt {
    segments.iter().map(|segment| thickness(&segment.border)).fold(Pt::ZERO, Pt::max)
}

/// The lines between a row and the one above it. At a cut, a cell that spans both has a line too.
pub(super) fn between(rows: &[LaidRow<'_>], index: usize, cut: bool) -> Vec<Segment> {
    let none: &[LaidCell<'_>] = &[];
    let above = match index.checked_sub(1).and_then(|above| rows.get(above)) {
        Some(row) => &row.cells,
        None => none,
    };
    let below = rows.get(index).map_or(none, |row| &row.cells);
    let mut segments: Vec<Segment> = Vec::new();
    let (mut a, mut b) = (0, 0);
    let mut column = 0;
    // Both rows are walked at once; each step goes to the nearer end of the cells at hand.
    loop {
        while above.get(a).is_some_and(|cell| cell.columns.1 <= column) {
            a += 1;
        }
        while below.get(b).is_some_and(|cell| cell.columns.1 <= column) {
            b += 1;
        }
        let upper = above.get(a).filter(|cell| cell.columns.0 <= column);
        let lower = below.get(b).filter(|cell| cell.columns.0 <= column);
        let ends = [(above.get(a), upper.is_some()), (below.get(b), lower.is_some())];
        let next = ends.iter().filter_map(|(cell, inside)| {
            cell.map(|cell| if *inside { cell.columns.1 } else { cell.columns.0 })
        });
        let Some(next) = next.min() else { return segments };
        if let Some(border) = resolve_across(upper, lower, cut) {
            match segments.last_mut() {
                Some(last) if last.columns.1 == column && last.border == border => {
                    last.columns.1 = next;
                }
                _ => segments.push(Segment { columns: (column, next), border }),
            }
        }
        column = next;
    }
}

fn resolve_across(
    upper: Option<&LaidCell<'_>>,
    lower: Option<&LaidCell<'_>>,
    cut: bool,
) -> Option<Border> {
    let one = lower.is_some_and(|cell| cell.origin.is_some()) && upper.is_some();
    if one && !cut {
        return None;
    }
    let wish = |cell: Option<&LaidCell<'_>>, side| cell.map(|cell| Wish::of(cell, side));
    resolve(wish(upper, BOTTOM), wish(lower, TOP))
}

/// The upright lines of a row: the grid column at whose left edge each stands, ascending.
pub(super) fn upright(row: &LaidRow<'_>) -> Vec<(usize, Border)> {
    let mut lines = Vec::with_capacity(row.cells.len() + 1);
    let mut left: Option<&LaidCell<'_>> = None;
    for cell in &row.cells {
        let neighbour = left.filter(|left| left.columns.1 == cell.columns.0);
        if let (None, Some(left)) = (neighbour, left) {
            lines.extend(left.source.borders.right.map(|border| (left.columns.1, border)));
        }
        let wish = neighbour.map(|cell| Wish::of(cell, RIGHT));
        let border = resolve(wish, Some(Wish::of(cell, LEFT)));
        lines.extend(border.map(|border| (cell.columns.0, border)));
        left = Some(cell);
    }
    if let Some(left) = left {
        lines.extend(left.source.borders.right.map(|border| (left.columns.1, border)));
    }
    lines
}

/// What a cell wishes for one of its sides.
#[derive(Clone, Copy)]
struct Wish {
    /// The border.
    border: Option<Border>,
    /// It is the cell's own wish, not its table's.
    own: bool,
    /// The cell itself says that there is none.
    none: bool,
}

impl Wish {
    fn of(cell: &LaidCell<'_>, side: usize) -> Wish {
        let borders = &cell.source.borders;
        let border = match side {
            TOP => borders.top,
            LEFT => borders.left,
            BOTTOM => borders.bottom,
            _ => borders.right,
        };
        Wish { border, own: borders.own[side], none: borders.none[side] }
    }
}

/// Which of two neighbours' wishes is drawn: a cell's own beats its table's, then the wider, then
/// the darker. That there be none is a wish too, but a weak one: only a table's border yields to it.
fn resolve(a: Option<Wish>, b: Option<Wish>) -> Option<Border> {
    let (Some(a), Some(b)) = (a, b) else { return a.or(b).and_then(|wish| wish.border) };
    match (a.border, b.border) {
        (Some(_), Some(_)) if a.own != b.own => {
            if a.own {
                a.border
            } else {
                b.border
            }
        }
        (Some(left), Some(right)) => {
            let (wide, other) = (thickness(&left), thickness(&right));
            if (wide - other).is_nearly_zero() {
                Some(if luminance(&right) < luminance(&left) { right } else { left })
            } else {
                Some(if other > wide { right } else { left })
            }
        }
        (Some(border), None) => (a.own || !b.none).then_some(border),
        (None, Some(border)) => (b.own || !a.none).then_some(border),
        (None, None) => None,
    }
}

fn luminance(border: &Border) -> f64 {
    border.color.unwrap_or(Color::BLACK).luminance()
}
