//! Table styles: what they say of the whole table and of its parts (ISO/IEC 29500-1, 17.7.6).

use roxmltree::Node;

use super::paragraph_layer::ParagraphLayer;
use super::run_layer::RunLayer;
use super::table_layer::{CellLayer, RowLayer, TableLayer};
use super::theme::Theme;
use super::xml::{attribute, children, name};

/// A table style and its ancestors in one.
#[derive(Clone, Debug, Default)]
pub(super) struct TableStyle {
    /// What holds for the whole table.
    pub whole: PartLayer,
    /// What holds for parts, in the order in which they go over one another.
    parts: [Option<Box<PartLayer>>; TablePart::ALL.len()],
}

/// What a style says of a part of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PartLayer {
    /// Of the table.
    pub table: TableLayer,
    /// Of rows.
    pub row: RowLayer,
    /// Of cells.
    pub cell: CellLayer,
    /// Of paragraphs.
    pub paragraph: ParagraphLayer,
    /// Of text.
    pub run: RunLayer,
}

/// The parts of a table that a style tells apart, each going over those before it (17.7.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TablePart {
    /// Odd bands of columns.
    OddColumns,
    /// Even bands of columns.
    EvenColumns,
    /// Odd bands of rows.
    OddRows,
    /// Even bands of rows.
    EvenRows,
    /// The first row.
    FirstRow,
    /// The last row.
    LastRow,
    /// The first column.
    FirstColumn,
    /// The last column.
    LastColumn,
    /// The cell at the top left.
    TopLeft,
    /// The cell at the top right.
    TopRight,
    /// The cell at the bottom left.
    BottomLeft,
    /// The cell at the bottom right.
    BottomRight,
}

impl TablePart {
    /// All parts in order.
    pub const ALL: [TablePart; 12] = [
        TablePart::OddColumns,
        TablePart::EvenColumns,
        TablePart::OddRows,
        TablePart::EvenRows,
        TablePart::FirstRow,
        TablePart::LastRow,
        TablePart::FirstColumn,
        TablePart::LastColumn,
        TablePart::TopLeft,
        TablePart::TopRight,
        TablePart::BottomLeft,
        TablePart::BottomRight,
    ];

    fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "band1Vert" => TablePart::OddColumns,
            "band2Vert" => TablePart::EvenColumns,
            "band1Horz" => TablePart::OddRows,
            "band2Horz" => TablePart::EvenRows,
            "firstCol" => TablePart::FirstColumn,
            "lastCol" => TablePart::LastColumn,
            "firstRow" => TablePart::FirstRow,
            "lastRow" => TablePart::LastRow,
            "nwCell" => TablePart::TopLeft,
            "neCell" => TablePart::TopRight,
            "swCell" => TablePart::BottomLeft,
            "seCell" => TablePart::BottomRight,
            _ => return None,
        })
    }
}

impl TableStyle {
    /// Reads a chain of `w:style` elements, the oldest ancestor first.
    pub fn read(chain: &[Node<'_, '_>], theme: &Theme) -> Self {
        let mut style = TableStyle::default();
        for node in chain {
            style.whole.over(&PartLayer::read(*node, theme));
            for node in children(*node).filter(|node| name(*node) == "tblStylePr") {
                let kind = attribute(node, "type").unwrap_or_default();
                let layer = PartLayer::read(node, theme);
                match TablePart::of_name(kind) {
                    Some(part) => style.parts[part as usize].get_or_insert_default().over(&layer),
                    None if kind == "wholeTable" => style.whole.over(&layer),
                    None => {}
                }
            }
        }
        style
    }

    /// What the style says of a part.
    pub fn part(&self, part: TablePart) -> Option<&PartLayer> {
        self.parts[part as usize].as_deref()
    }

    /// Whether a part looks different from the rest.
    pub fn marks(&self, part: TablePart) -> bool {
        self.part(part).is_some_and(|part| *part != PartLayer::default())
    }
}

impl PartLayer {
    fn read(node: Node<'_, '_>, theme: &Theme) -> Self {
        let mut layer = PartLayer::default();
        for node in children(node) {
            match name(node) {
                "tblPr" => layer.table = TableLayer::read(node, theme),
                "trPr" => layer.row = RowLayer::read(node),
                "tcPr" => layer.cell = CellLayer::read(node, theme),
                "pPr" => layer.paragraph = ParagraphLayer::read(node, theme),
                "rPr" => layer.run = RunLayer::read(node, theme),
                _ => {}
            }
        }
        // A table is not hidden by its style.
        layer.row.gone = false;
        layer
    }

    fn over(&mut self, upper: &PartLayer) {
        self.table.over(&upper.table);
        self.row.over(&upper.row);
        self.cell.over(&upper.cell);
        self.paragraph.over(&upper.paragraph);
        self.run.over(&upper.run);
    }
}
