//! Properties of tables, rows and cells of one place of the cascade, nothing resolved
//! (ISO/IEC 29500-1, 17.4).

use roxmltree::Node;

use crate::units::{Color, Pt};

use super::block::ParagraphAlign;
use super::format::Border;
use super::paragraph_layer::border;
use super::table::{CellMargins, CellSeat, HeightRule, Preferred, TableLayout, VerticalMerge};
use super::theme::{Theme, shading};
use super::xml::{
    attribute, attribute_twips, child, children, integer, is_on, name, on, share, twips, val,
};

/// More grid columns than this are not read; Word has 63.
pub(super) const COLUMNS: u32 = 256;

/// The borders of a table or cell, by [`Edge`]; `Some(None)` is none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct EdgeLayer(pub [Option<Option<Border>>; 8]);

/// The edges that a border can be said for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// Above.
    Top,
    /// At the left.
    Left,
    /// Below.
    Bottom,
    /// At the right.
    Right,
    /// Between rows.
    InsideRows,
    /// Between columns.
    InsideColumns,
    /// From the top left corner.
    Falling,
    /// From the bottom left corner.
    Rising,
}

impl EdgeLayer {
    /// Reads `w:tblBorders` or `w:tcBorders`.
    fn read(node: Node<'_, '_>, theme: &Theme) -> Self {
        let mut layer = EdgeLayer::default();
        for side in children(node) {
            let edge = match name(side) {
                "top" => Edge::Top,
                "left" | "start" => Edge::Left,
                "bottom" => Edge::Bottom,
                "right" | "end" => Edge::Right,
                "insideH" => Edge::InsideRows,
                "insideV" => Edge::InsideColumns,
                "tl2br" => Edge::Falling,
                "tr2bl" => Edge::Rising,
                _ => continue,
            };
            layer.0[edge as usize] = border(side, theme);
        }
        layer
    }

    /// What is said of an edge.
    pub fn get(&self, edge: Edge) -> Option<Option<Border>> {
        self.0[edge as usize]
    }

    /// This layer with an upper one over it.
    pub fn over(&mut self, upper: &EdgeLayer) {
        for (own, upper) in self.0.iter_mut().zip(upper.0) {
            *own = upper.or(*own);
        }
    }
}

/// Cell margins: top, left, bottom, right.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct MarginLayer([Option<Pt>; 4]);

impl MarginLayer {
    /// Reads `w:tblCellMar` or `w:tcMar`.
    fn read(node: Node<'_, '_>) -> Self {
        let mut layer = MarginLayer::default();
        for side in children(node) {
            let at = match name(side) {
                "top" => 0,
                "left" | "start" => 1,
                "bottom" => 2,
                "right" | "end" => 3,
                _ => continue,
            };
            layer.0[at] = match attribute(side, "type") {
                Some("nil") => Some(Pt::ZERO),
                _ => attribute_twips(side, "w").map(|margin| margin.clamp(Pt::ZERO, Pt(500.0))),
            };
        }
        layer
    }

    /// This layer with an upper one over it.
    pub fn over(&mut self, upper: &MarginLayer) {
        for (own, upper) in self.0.iter_mut().zip(upper.0) {
            *own = upper.or(*own);
        }
    }

    /// The margins, where nothing is said those of Word's own Normal Table.
    pub fn resolved(&self) -> CellMargins {
        let default = CellMargins::default();
        let [top, left, bottom, right] = self.0;
        CellMargins {
            top: top.unwrap_or(default.top),
            left: left.unwrap_or(default.left),
            bottom: bottom.unwrap_or(default.bottom),
            right: right.unwrap_or(default.right),
        }
    }
}

/// Properties of a table as one element gives them; `None` is not said here.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TableLayer {
    /// The preferred width.
    pub width: Option<Preferred>,
    /// Fixed or fitted.
    pub layout: Option<TableLayout>,
    /// Indent of the left edge.
    pub indent: Option<Pt>,
    /// Where it stands.
    pub align: Option<ParagraphAlign>,
    /// Cell margins.
    pub margins: MarginLayer,
    /// Borders.
    pub borders: EdgeLayer,
    /// Shading; `Some(None)` is none.
    pub shade: Option<Option<Color>>,
    /// Space between cells.
    pub spacing: Option<Pt>,
    /// From right to left.
    pub rtl: Option<bool>,
    /// Rows of a band.
    pub row_band: Option<u32>,
    /// Columns of a band.
    pub column_band: Option<u32>,
}

impl TableLayer {
    /// Reads a `w:tblPr` or `w:tblPrEx` element.
    pub fn read(properties: Node<'_, '_>, theme: &Theme) -> Self {
        let mut layer = TableLayer::default();
        let band = |node| {
            val(node).and_then(integer).map(|size| size.clamp(0, i64::from(u16::MAX)) as u32)
        };
        for node in children(properties) {
            match name(node) {
                "tblW" => layer.width = preferred(node),
                "tblLayout" => {
                    layer.layout = Some(match attribute(node, "type") {
                        Some("fixed") => TableLayout::Fixed,
                        _ => TableLayout::Autofit,
                    });
                }
                "tblInd" => layer.indent = length(node),
                "jc" => layer.align = val(node).and_then(align),
                "tblCellMar" => layer.margins = MarginLayer::read(node),
                "tblBorders" => layer.borders = EdgeLayer::read(node, theme),
                "shd" => layer.shade = shading(node, theme),
                "tblCellSpacing" => layer.spacing = length(node).map(|space| space.max(Pt::ZERO)),
                "bidiVisual" => layer.rtl = Some(on(node)),
                "tblStyleRowBandSize" => layer.row_band = band(node),
                "tblStyleColBandSize" => layer.column_band = band(node),
                _ => {}
            }
        }
        layer
    }

    /// This layer with an upper one over it.
    pub fn over(&mut self, upper: &TableLayer) {
        self.width = upper.width.or(self.width);
        self.layout = upper.layout.or(self.layout);
        self.indent = upper.indent.or(self.indent);
        self.align = upper.align.or(self.align);
        self.margins.over(&upper.margins);
        self.borders.over(&upper.borders);
        self.shade = upper.shade.or(self.shade);
        self.spacing = upper.spacing.or(self.spacing);
        self.rtl = upper.rtl.or(self.rtl);
        self.row_band = upper.row_band.or(self.row_band);
        self.column_band = upper.column_band.or(self.column_band);
    }
}

/// Properties of a row as one element gives them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct RowLayer {
    /// Repeated on each page.
    pub header: Option<bool>,
    /// Not broken.
    pub cant_split: Option<bool>,
    /// The height.
    pub height: Option<(Pt, HeightRule)>,
    /// Where the row stands; rows of Word 97 say it themselves.
    pub align: Option<ParagraphAlign>,
    /// Grid columns left out before.
    pub before: u32,
    /// Grid columns left out after.
    pub after: u32,
    /// The width left out before.
    pub before_width: Option<Pt>,
    /// Taken out as a tracked change, or hidden.
    pub gone: bool,
}

impl RowLayer {
    /// Reads a `w:trPr` element.
    pub fn read(properties: Node<'_, '_>) -> Self {
        let mut layer = RowLayer::default();
        let columns = |node| {
            val(node).and_then(integer).map_or(0, |count| count.clamp(0, i64::from(COLUMNS)) as u32)
        };
        for node in children(properties) {
            match name(node) {
                "tblHeader" => layer.header = Some(on(node)),
                "cantSplit" => layer.cant_split = Some(on(node)),
                "trHeight" => {
                    let rule = match attribute(node, "hRule") {
                        Some("exact") => Some(HeightRule::Exactly),
                        Some("auto") => None,
                        _ => Some(HeightRule::AtLeast),
                    };
                    let height = val(node).and_then(twips).filter(|height| height.0 > 0.0);
                    // `auto` with a value acts as "at least" in Word as well.
                    layer.height =
                        height.map(|height| (height, rule.unwrap_or(HeightRule::AtLeast)));
                }
                "jc" => layer.align = val(node).and_then(align),
                "gridBefore" => layer.before = columns(node),
                "gridAfter" => layer.after = columns(node),
                "wBefore" => layer.before_width = length(node),
                "del" => layer.gone = true,
                "hidden" => layer.gone |= on(node),
                _ => {}
            }
        }
        layer
    }

    /// This layer with an upper one over it; what only a row itself can say is the upper's.
    pub fn over(&mut self, upper: &RowLayer) {
        *self = RowLayer {
            header: upper.header.or(self.header),
            cant_split: upper.cant_split.or(self.cant_split),
            height: upper.height.or(self.height),
            align: upper.align.or(self.align),
            ..upper.clone()
        };
    }
}

/// Properties of a cell as one element gives them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct CellLayer {
    /// The preferred width.
    pub width: Option<Preferred>,
    /// Grid columns spanned.
    pub span: Option<u32>,
    /// Vertical merging.
    pub merge: VerticalMerge,
    /// Horizontal merging of old: `Continue` belongs to the cell before.
    pub across: VerticalMerge,
    /// Borders.
    pub borders: EdgeLayer,
    /// Shading; `Some(None)` is none.
    pub shade: Option<Option<Color>>,
    /// Margins.
    pub margins: MarginLayer,
    /// Where the content sits.
    pub seat: Option<CellSeat>,
    /// Lines are not broken.
    pub no_wrap: Option<bool>,
    /// Quarter turns clockwise.
    pub turned: Option<u8>,
    /// Taken out as a tracked change.
    pub gone: bool,
}

impl CellLayer {
    /// Reads a `w:tcPr` element.
    pub fn read(properties: Node<'_, '_>, theme: &Theme) -> Self {
        let mut layer = CellLayer::default();
        let merge = |node| match val(node) {
            Some("restart") => VerticalMerge::Restart,
            _ => VerticalMerge::Continue,
        };
        for node in children(properties) {
            match name(node) {
                "tcW" => layer.width = preferred(node),
                "gridSpan" => {
                    layer.span = val(node)
                        .and_then(integer)
                        .map(|span| span.clamp(1, i64::from(COLUMNS)) as u32);
                }
                "vMerge" => layer.merge = merge(node),
                "hMerge" => layer.across = merge(node),
                "tcBorders" => layer.borders = EdgeLayer::read(node, theme),
                "shd" => layer.shade = shading(node, theme),
                "tcMar" => layer.margins = MarginLayer::read(node),
                "vAlign" => {
                    layer.seat = Some(match val(node) {
                        Some("center") => CellSeat::Center,
                        Some("bottom") => CellSeat::Bottom,
                        _ => CellSeat::Top,
                    });
                }
                "noWrap" => layer.no_wrap = Some(on(node)),
                "textDirection" => layer.turned = val(node).map(turned),
                "cellDel" => layer.gone = true,
                _ => {}
            }
        }
        layer
    }

    /// This layer with an upper one over it, but for what only a cell itself can say.
    pub fn over(&mut self, upper: &CellLayer) {
        self.borders.over(&upper.borders);
        self.shade = upper.shade.or(self.shade);
        self.margins.over(&upper.margins);
        self.seat = upper.seat.or(self.seat);
        self.no_wrap = upper.no_wrap.or(self.no_wrap);
        self.turned = upper.turned.or(self.turned);
    }
}

/// Quarter turns of a text direction (17.18.93, and the names of strict documents).
pub(super) fn turned(direction: &str) -> u8 {
    match direction {
        "btLr" | "lr" => 3,
        "tbRl" | "tbRlV" | "rl" | "rlV" | "tbLrV" => 1,
        _ => 0,
    }
}

/// A width with its type (`CT_TblWidth`).
fn preferred(node: Node<'_, '_>) -> Option<Preferred> {
    let text = attribute(node, "w").unwrap_or("0");
    Some(match attribute(node, "type") {
        Some("auto" | "nil") => Preferred::Auto,
        Some("pct") => match share(text)? {
            share if share > 0.0 => Preferred::Share(share.min(10.0)),
            _ => Preferred::Auto,
        },
        _ if text.trim().ends_with('%') => Preferred::Share(share(text)?.clamp(0.0, 10.0)),
        _ => match twips(text)? {
            width if width.0 > 0.0 => Preferred::Length(width),
            _ => Preferred::Auto,
        },
    })
}

/// A width that can only be a length.
fn length(node: Node<'_, '_>) -> Option<Pt> {
    match attribute(node, "type") {
        Some("auto" | "nil" | "pct") => None,
        _ => attribute_twips(node, "w"),
    }
}

fn align(value: &str) -> Option<ParagraphAlign> {
    Some(match value {
        "left" | "start" | "both" => ParagraphAlign::Start,
        "center" => ParagraphAlign::Center,
        "right" | "end" => ParagraphAlign::End,
        _ => return None,
    })
}

/// Which parts of its style a table takes (`w:tblLook`, 17.4.55).
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that Word writes on its own")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    /// The first row is special.
    pub first_row: bool,
    /// The last row is special.
    pub last_row: bool,
    /// The first column is special.
    pub first_column: bool,
    /// The last column is special.
    pub last_column: bool,
    /// Rows are banded.
    pub row_bands: bool,
    /// Columns are banded.
    pub column_bands: bool,
}

impl Look {
    /// Of a `w:tblPr`: attributes, or the bits of old. A table that does not say takes bands of rows
    /// and columns and nothing else, as the standard's bits at zero do.
    pub fn read(properties: Option<Node<'_, '_>>) -> Self {
        let look = properties.and_then(|properties| child(properties, "tblLook"));
        let bits = look
            .and_then(val)
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
            .unwrap_or_default();
        let said = |local: &str, bit: u32| {
            look.and_then(|look| attribute(look, local)).map_or(bits & bit != 0, is_on)
        };
        Look {
            first_row: said("firstRow", 0x20),
            last_row: said("lastRow", 0x40),
            first_column: said("firstColumn", 0x80),
            last_column: said("lastColumn", 0x100),
            row_bands: !said("noHBand", 0x200),
            column_bands: !said("noVBand", 0x400),
        }
    }
}
