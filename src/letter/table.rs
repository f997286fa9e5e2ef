//! Tables with their styles resolved, cell by cell (ISO/IEC 29500-1, 17.4).

use crate::units::{Color, Pt};

use super::block::{Block, ParagraphAlign};
use super::format::Border;
use super::tree::NodeId;

/// A table. Its structure elements exist where it is data; a layout table's cells are plain blocks.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its structure element; `None` for a layout table and in page headers and footers.
    pub node: Option<NodeId>,
    /// Fixed or fitted to the content.
    pub layout: TableLayout,
    /// The preferred width.
    pub width: Preferred,
    /// Indent of the left edge (`w:tblInd`).
    pub indent: Pt,
    /// Where the table stands between the margins.
    pub align: ParagraphAlign,
    /// The margins of a cell that gives none, for the table's left edge in old modes.
    pub margins: CellMargins,
    /// Space between cells (`w:tblCellSpacing`).
    pub spacing: Pt,
    /// The stored grid.
    pub grid: Vec<Pt>,
    /// Columns run from right to left.
    pub rtl: bool,
    /// The table stands inside a cell, or floats: its border stands where it is put in every mode.
    pub nested: bool,
    /// The rows.
    pub rows: Vec<Row>,
}

/// How columns get their widths (`w:tblLayout`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableLayout {
    /// From the widths given.
    Fixed,
    /// From the widths given and the content.
    #[default]
    Autofit,
}

/// A preferred width (17.18.87, `ST_TblWidth`).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Preferred {
    /// None.
    #[default]
    Auto,
    /// A length.
    Length(Pt),
    /// A share of what there is, 1 is all.
    Share(f64),
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its structure element.
    pub node: Option<NodeId>,
    /// Repeated at the top of each page; true only for leading rows.
    pub header: bool,
    /// Not broken over pages.
    pub cant_split: bool,
    /// Its height.
    pub height: Option<(Pt, HeightRule)>,
    /// Grid columns left out before the first cell.
    pub before: u32,
    /// Grid columns left out after the last cell.
    pub after: u32,
    /// The cells.
    pub cells: Vec<Cell>,
}

/// What a row height means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeightRule {
    /// No less.
    AtLeast,
    /// Neither less nor more.
    Exactly,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its structure element; a continued cell has that of the cell it continues.
    pub node: Option<NodeId>,
    /// Grid columns it spans, at least 1.
    pub span: u32,
    /// How it takes part in a vertical merge.
    pub merge: VerticalMerge,
    /// The preferred width.
    pub width: Preferred,
    /// Its margins, after the cascade.
    pub margins: CellMargins,
    /// Its borders, after the cascade; conflicts with neighbours are still open.
    pub borders: CellBorders,
    /// Its shading.
    pub shade: Option<Color>,
    /// Where its content sits.
    pub seat: CellSeat,
    /// Lines are not broken.
    pub no_wrap: bool,
    /// Text runs upwards or downwards; quarter turns clockwise, 0 to 3.
    pub turned: u8,
    /// What is in it; never empty.
    pub blocks: Vec<Block>,
}

/// Vertical merging (`w:vMerge`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VerticalMerge {
    /// None.
    #[default]
    None,
    /// The first of its span.
    Restart,
    /// Belongs to the cell above.
    Continue,
}

/// The margins inside a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CellMargins {
    /// Above.
    pub top: Pt,
    /// At the left.
    pub left: Pt,
    /// Below.
    pub bottom: Pt,
    /// At the right.
    pub right: Pt,
}

impl Default for CellMargins {
    /// 108 twips at the sides (17.4.42, as Word's own Normal Table has it).
    fn default() -> Self {
        let side = Pt::twips(108.0);
        CellMargins { top: Pt::ZERO, left: side, bottom: Pt::ZERO, right: side }
    }
}

/// The borders of a cell; `None` draws nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CellBorders {
    /// Above.
    pub top: Option<Border>,
    /// At the left.
    pub left: Option<Border>,
    /// Below.
    pub bottom: Option<Border>,
    /// At the right.
    pub right: Option<Border>,
    /// From the top left corner.
    pub falling: Option<Border>,
    /// From the bottom left corner.
    pub rising: Option<Border>,
    /// The cell itself says that it has no border above, at the left, below, at the right: that
    /// wins over its neighbour's table border.
    pub none: [bool; 4],
    /// The border above, at the left, below, at the right is of the cell itself: it wins over its
    /// neighbour's table border.
    pub own: [bool; 4],
}

/// Where content sits in a cell or box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellSeat {
    /// At the top.
    #[default]
    Top,
    /// In the middle.
    Center,
    /// At the bottom.
    Bottom,
}
