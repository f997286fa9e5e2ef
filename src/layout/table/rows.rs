//! Rows: cells set at the widths of their columns, and the heights that follow.

use crate::layout::laid::Context;
use crate::layout::stack::{self, Entry, Stack};
use crate::letter::{Block, Cell, CellMargins, HeightRule, Row, Table, VerticalMerge};
use crate::units::Pt;

use super::columns::Place;

/// A row with its cells set.
#[derive(Clone, Debug)]
pub(super) struct LaidRow<'l> {
    /// The row.
    pub source: &'l Row,
    /// Its cells.
    pub cells: Vec<LaidCell<'l>>,
    /// What the border above takes.
    pub top: Pt,
    /// The tallest of the cells that begin and end in this row, margins counted.
    pub inner: Pt,
    /// Cells merged over several rows that end here: the row and the number of the cell in it.
    pub ending: Vec<(usize, usize)>,
    /// Every paragraph in it keeps with what follows.
    pub keep_next: bool,
}

/// A cell with its content set.
#[derive(Clone, Debug)]
pub(super) struct LaidCell<'l> {
    /// The cell.
    pub source: &'l Cell,
    /// Its first grid column, and the one after its last.
    pub columns: (usize, usize),
    /// How many rows it spans.
    pub rows: usize,
    /// Its margins, with what a border of its own takes where cells stand apart.
    pub margins: CellMargins,
    /// What is in it; nothing in a continued cell.
    pub stack: Stack<'l>,
    /// The cell that it continues: its row and its number there.
    pub origin: Option<(usize, usize)>,
}

impl LaidCell<'_> {
    /// The height that the content asks for, margins counted; turned content asks with its width.
    pub fn needed(&self) -> Pt {
        let content = if self.is_turned() {
            self.stack.width
        } else {
            self.stack.height.max(self.stack.reach)
        };
        self.margins.top + content + self.margins.bottom
    }

    /// Whether the text runs upwards or downwards.
    pub fn is_turned(&self) -> bool {
        self.source.turned % 2 == 1
    }
}

/// A length that a table can have: no page of Word's is taller than 22 inches, and no table of any
/// letter wider than ten of them.
pub(super) fn sane(length: Pt) -> Pt {
    if length.0.is_finite() { length.clamp(Pt::ZERO, Pt(15_840.0)) } else { Pt::ZERO }
}

/// Margins without nonsense.
pub(super) fn sane_margins(margins: &CellMargins) -> CellMargins {
    CellMargins {
        top: sane(margins.top),
        left: sane(margins.left),
        bottom: sane(margins.bottom),
        right: sane(margins.right),
    }
}

/// Sets the cells of all rows.
pub(super) fn lay<'l>(
    context: &Context<'l>,
    source: &'l Table,
    places: &[Vec<Place>],
    edges: &[Pt],
) -> Vec<LaidRow<'l>> {
    let mut rows: Vec<LaidRow<'l>> = Vec::with_capacity(source.rows.len());
    // The merged cells of the row above: where each begins, and its row and number.
    let mut open: Vec<(usize, (usize, usize))> = Vec::new();
    for (index, row) in source.rows.iter().enumerate() {
        let mut cells = Vec::with_capacity(row.cells.len());
        let mut next = Vec::new();
        for (number, (cell, place)) in row.cells.iter().zip(&places[index]).enumerate() {
            let at = open.binary_search_by_key(&place.column, |merged| merged.0);
            let origin = at.ok().filter(|_| place.continued).map(|at| open[at].1);
            let width = edges[place.end()] - edges[place.column];
            if let Some(origin) = origin {
                rows[origin.0].cells[origin.1].rows += 1;
                next.push((place.column, origin));
                cells.push(continued(cell, *place, origin));
                continue;
            }
            if cell.merge != VerticalMerge::None {
                next.push((place.column, (index, number)));
            }
            cells.push(lay_cell(context, source, row, cell, *place, width));
        }
        open = next;
        let keep_next = cells.iter().any(|cell| !cell.stack.entries.is_empty())
            && cells.iter().all(|cell| keeps_next(&cell.stack));
        rows.push(LaidRow {
            source: row,
            cells,
            top: Pt::ZERO,
            inner: Pt::ZERO,
            ending: Vec::new(),
            keep_next,
        });
    }
    for index in 0..rows.len() {
        let mut inner = Pt::ZERO;
        for number in 0..rows[index].cells.len() {
            let cell = &rows[index].cells[number];
            match (cell.origin, cell.rows) {
                (None, 1) => inner = inner.max(cell.needed()),
                (None, spanned) => {
                    let last = index + spanned - 1;
                    rows[last].ending.push((index, number));
                }
                _ => {}
            }
        }
        rows[index].inner = inner;
    }
    rows
}

/// Whether every paragraph of a cell keeps with what follows.
fn keeps_next(stack: &Stack<'_>) -> bool {
    stack.entries.iter().all(|(_, entry)| match entry {
        Entry::Paragraph(laid) => laid.source.format.keep_next,
        Entry::Table(laid) => laid.keep_next,
        Entry::Float(_) => true,
    })
}

/// The margins of a cell: where cells stand apart, space and a border of its own are added.
pub(super) fn margins_of(source: &Table, cell: &Cell) -> CellMargins {
    let mut margins = sane_margins(&cell.margins);
    let spacing = sane(source.spacing);
    if spacing > Pt::ZERO {
        let wide =
            |border: &Option<_>| border.as_ref().map_or(Pt::ZERO, super::thickness) + spacing;
        margins.top += wide(&cell.borders.top);
        margins.bottom += wide(&cell.borders.bottom);
        margins.left += wide(&cell.borders.left);
        margins.right += wide(&cell.borders.right);
    }
    margins
}

/// A cell that continues the one above it.
fn continued(cell: &Cell, place: Place, origin: (usize, usize)) -> LaidCell<'_> {
    LaidCell {
        source: cell,
        columns: (place.column, place.end()),
        rows: 1,
        margins: sane_margins(&cell.margins),
        stack: Stack::empty(Pt::ZERO),
        origin: Some(origin),
    }
}

fn lay_cell<'l>(
    context: &Context<'l>,
    source: &'l Table,
    row: &'l Row,
    cell: &'l Cell,
    place: Place,
    width: Pt,
) -> LaidCell<'l> {
    let margins = margins_of(source, cell);
    let inner = width - margins.left - margins.right;
    let stack = if cell.turned % 2 == 1 {
        lay_turned(context, row, &cell.blocks, &margins, inner)
    } else {
        stack::lay_in_cell(context, &cell.blocks, inner, margins)
    };
    LaidCell {
        source: cell,
        columns: (place.column, place.end()),
        rows: 1,
        margins,
        stack,
        origin: None,
    }
}

/// Sets text that runs upwards or downwards: its lines are as long as the row is tall, or as the
/// text asks for where the row's height is open.
fn lay_turned<'l>(
    context: &Context<'l>,
    row: &Row,
    blocks: &'l [Block],
    margins: &CellMargins,
    across: Pt,
) -> Stack<'l> {
    let given =
        row.height.map(|(height, rule)| (sane(height) - margins.top - margins.bottom, rule));
    if let Some((length, HeightRule::Exactly)) = given {
        return stack::lay_in_cell(context, blocks, length, *margins);
    }
    let (least, natural) = super::columns::block_widths(context, blocks);
    let least = given.map_or(least, |(length, _)| length.max(least));
    if least > Pt(1.0) && least < natural {
        let stack = stack::lay_in_cell(context, blocks, least, *margins);
        if stack.height <= across {
            return stack;
        }
    }
    stack::lay_in_cell(context, blocks, natural.max(least), *margins)
}
