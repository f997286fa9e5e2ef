//! A table at a width: columns, rows, borders, and where a page's end may cut it.
//!
//! ```text
//! columns   grid, preferred widths, content → the widths of columns
//! rows      cells set in them → heights; what merged cells add
//! borders   neighbours' wishes → the lines that are drawn
//! cut       rows that fit, a row broken between lines, header rows again
//! paint     shading, content, borders, in that order
//! ```
//!
//! A border takes room above its row, and the last one below the table. So a row of one line of
//! Calibri 11 between lines of one point is 14.45 points tall, as Word and LibreOffice have it.

mod borders;
mod columns;
mod cut;
mod paint;
mod rows;
#[cfg(test)]
mod tests;

use crate::letter::{Border, Mode, ParagraphAlign, Table};
use crate::units::Pt;

use super::laid::Context;
use super::stack::StackCursor;

use borders::Segment;
use rows::LaidRow;

/// A table with its rows set.
#[derive(Clone, Debug)]
pub(super) struct LaidTable<'l> {
    /// The table.
    pub source: &'l Table,
    /// From the column's left edge to the table's left border.
    pub x: Pt,
    /// Its width.
    pub width: Pt,
    /// Its height if it is not cut.
    pub height: Pt,
    /// Every paragraph of its last row keeps with what follows.
    pub keep_next: bool,
    /// Where grid columns begin, from the table's left edge; the last is where they end.
    edges: Vec<Pt>,
    /// The rows.
    rows: Vec<LaidRow<'l>>,
    /// The lines above each row, and below the last.
    rules: Vec<Vec<Segment>>,
    /// How many leading rows are header rows.
    leading: usize,
    /// The height of the header rows if they come again on each page.
    repeated: Option<Pt>,
}

/// A place in a table where it may be cut: a row, and how far into each of its cells.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TableCursor {
    /// The row.
    pub row: usize,
    /// The cut is inside the row: a part of it is above.
    pub inside: bool,
    /// How far into each cell; empty at a row's top that no merged cell crosses. A continued cell
    /// has how far into the cell it continues.
    pub cells: Vec<StackCursor>,
}

/// Sets a table in a column of this width.
pub(super) fn lay<'l>(context: &Context<'l>, source: &'l Table, width: Pt) -> LaidTable<'l> {
    let places = columns::places(source);
    let widths = columns::widths_for(context, source, &places, width);
    let mut edges = Vec::with_capacity(widths.len() + 1);
    let mut edge = Pt::ZERO;
    edges.push(edge);
    for column in &widths {
        edge += *column;
        edges.push(edge);
    }
    let total = edge;
    let mut rows = rows::lay(context, source, &places, &edges);
    let rules = borders::rules(source, &mut rows, &edges);
    let leading = source.rows.iter().take_while(|row| row.header).count();
    let mut table = LaidTable {
        source,
        x: left_edge(context, source, width, total),
        width: total,
        height: Pt::ZERO,
        keep_next: rows.last().is_some_and(|row| row.keep_next),
        edges,
        rows,
        rules,
        leading,
        repeated: None,
    };
    table.height = table.height_between(&table.start(), &table.end());
    table.repeated = table.repeatable(context);
    table
}

/// The least width, and the width if nothing is broken.
pub(super) fn widths(context: &Context<'_>, source: &Table) -> (Pt, Pt) {
    super::stack::deeper(context, || columns::content_widths(context, source))
        .unwrap_or((Pt::ZERO, Pt::ZERO))
}

/// From the column's left edge to the table's: the border stands at the margin since Word 2013, the
/// text of the first cell before; only where the table is at the left and not in a cell.
fn left_edge(context: &Context<'_>, source: &Table, width: Pt, total: Pt) -> Pt {
    let align = match (source.align, source.rtl) {
        (ParagraphAlign::Start, false) | (ParagraphAlign::End, true) => ParagraphAlign::Start,
        (ParagraphAlign::Center, _) => ParagraphAlign::Center,
        _ => ParagraphAlign::End,
    };
    let modern = context.letter.settings.mode >= Mode::Word2013;
    let first = source.rows.first();
    let shift = if modern || source.nested {
        let first =
            first.and_then(|row| if source.rtl { row.cells.last() } else { row.cells.first() });
        first.and_then(|cell| cell.borders.left).map_or(Pt::ZERO, |border| thickness(&border) / 2.0)
    } else {
        -rows::sane(source.margins.left)
    };
    let indent = source.indent;
    match align {
        ParagraphAlign::Start => indent + shift,
        ParagraphAlign::Center => (width - total) / 2.0,
        ParagraphAlign::End if source.rtl && source.align == ParagraphAlign::Start => {
            width - total - indent - shift
        }
        ParagraphAlign::End => width - total,
    }
}

/// What a border takes across: two lines have a gap of a line's width between them, three have two.
fn thickness(border: &Border) -> Pt {
    use crate::letter::BorderStyle::{Dashed, Dotted, Double, Single, Triple};
    let lines = match border.style {
        Single | Dotted | Dashed => 1.0,
        Double => 3.0,
        Triple => 5.0,
    };
    rows::sane(border.width) * lines
}

impl LaidTable<'_> {
    /// The beginning.
    #[expect(clippy::unused_self, reason = "a place in this table")]
    pub fn start(&self) -> TableCursor {
        TableCursor { row: 0, inside: false, cells: Vec::new() }
    }

    /// The end.
    pub fn end(&self) -> TableCursor {
        TableCursor { row: self.rows.len(), inside: false, cells: Vec::new() }
    }

    /// Whether nothing comes after a cursor.
    pub fn is_end(&self, cursor: &TableCursor) -> bool {
        cursor.row >= self.rows.len()
    }

    /// The height of the header rows if they are to be repeated: only where something follows them,
    /// not in a cell, and not where they would leave no room on a page.
    fn repeatable(&self, context: &Context<'_>) -> Option<Pt> {
        if self.leading == 0 || self.leading >= self.rows.len() || self.source.nested {
            return None;
        }
        // A cell that reaches from them into the body cannot come again.
        if self.rows[self.leading].cells.iter().any(|cell| cell.origin.is_some()) {
            return None;
        }
        let below = TableCursor { row: self.leading, inside: false, cells: Vec::new() };
        let height = self.parts(&self.start(), &below).iter().map(|part| part.height).sum::<Pt>();
        let page = context.letter.sections.iter().map(|section| {
            section.height - section.margins.top.abs() - section.margins.bottom.abs()
        });
        let page = page.reduce(Pt::min).unwrap_or(Pt(700.0));
        (height <= page * 0.8).then_some(height)
    }
}
