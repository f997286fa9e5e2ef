//! Tables.

use std::ops::Range;

use crate::units::Color;

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// `w:tbl`, whole.
    pub bytes: Range<usize>,
    /// Its number in the story, from 1, as places count.
    pub number: usize,
    /// The table that it stands in, an index of [`super::Story::tables`].
    pub within: Option<usize>,
    /// Data, and not only a layout that keeps things beside one another.
    pub data: bool,
    /// It floats (`w:tblpPr`).
    pub floating: bool,
    /// What its author says of it: `w:tblCaption`, `w:tblDescription`.
    pub description: Option<String>,
    /// The style sets the first row apart.
    pub first_row_styled: bool,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Its paragraphs, those of inner tables among them: indexes of [`super::Story::paragraphs`].
    pub paragraphs: Range<usize>,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Row {
    /// `w:tr`, whole.
    pub bytes: Range<usize>,
    /// `w:trPr`, whole, where there is one.
    pub properties: Option<Range<usize>>,
    /// Marked as a header row (`w:tblHeader`).
    pub header: bool,
    /// Columns of the grid left out before and after its cells.
    pub left_out: u32,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// `w:tc`, whole.
    pub bytes: Range<usize>,
    /// How many columns it spans.
    pub span: u32,
    /// It goes on in the row below, or is the continuation of the one above (`w:vMerge`).
    pub merged: bool,
    /// It is the continuation of the one above.
    pub continued: bool,
    /// The colour behind it.
    pub shade: Option<Color>,
    /// Its paragraphs, those of inner tables among them: indexes of [`super::Story::paragraphs`].
    pub paragraphs: Range<usize>,
}
