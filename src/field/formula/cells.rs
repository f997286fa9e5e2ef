//! Cells of a table, as formulas name them.

/// One cell; columns and rows count from 1, `A1` is column 1, row 1.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Cell {
    /// The column.
    pub col: u32,
    /// The row.
    pub row: u32,
}

/// Cells that a formula asks for (ISO/IEC 29500-1, 17.16.3.5).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum CellRange {
    /// `B3`
    Cell {
        /// The column.
        col: u32,
        /// The row.
        row: u32,
    },
    /// `A1:B2`, both ends included.
    Range {
        /// The first cell.
        from: Cell,
        /// The last cell.
        to: Cell,
    },
    /// `B:B`, a whole column; `A:C` is [`CellRange::Columns`].
    Column(u32),
    /// `2:2`, a whole row.
    Row(u32),
    /// `A:C`, columns from the first to the last.
    Columns(u32, u32),
    /// `2:4`, rows from the first to the last.
    Rows(u32, u32),
    /// The cells above the formula's own.
    Above,
    /// The cells below it.
    Below,
    /// The cells to its left.
    Left,
    /// The cells to its right.
    Right,
    /// `Tabel1 A1:B2`: cells of the table that holds a bookmark.
    In {
        /// The bookmark.
        table: String,
        /// The cells there.
        range: Box<CellRange>,
    },
}

/// The number of a column's letters: `A` is 1, `AA` is 27.
pub(super) fn column(letters: &str) -> u32 {
    letters.bytes().fold(0, |number: u32, letter| {
        let place = u32::from(letter.to_ascii_uppercase().saturating_sub(b'A')) + 1;
        number.saturating_mul(26).saturating_add(place)
    })
}
