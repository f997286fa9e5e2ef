//! The appearance of elements one by one, for those who walk a part themselves: the same cascade as
//! the reader's own.

use std::ops::Range;
use std::sync::Arc;

use roxmltree::Node;

use crate::units::Color;

use super::cascade::{Formats, ResolvedParagraph};
use super::format::{ParagraphFormat, RunFormat};
use super::reader::TableLayers;
use super::semantics::TableFacts;
use super::sheet::Sheet;
use super::symbols;
use super::table::VerticalMerge;
use super::table_grid;
use super::table_layer::{Look, TableLayer};
use super::table_look::{Seat, TableLook};
use super::table_read;
use super::theme::ColorNames;
use super::xml::{attribute, child, child_val, children, name, namespace};
use super::{drawing, vml};

/// Resolves appearances of a document's elements, each combination once.
#[derive(Debug)]
pub struct Looks<'s> {
    sheet: &'s Sheet,
    formats: Formats,
}

/// The appearance of a paragraph.
#[derive(Clone, Debug)]
pub struct ParagraphLook {
    resolved: Arc<ResolvedParagraph>,
}

/// A paragraph as an item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListLook {
    /// `w:numId`.
    pub list: i64,
    /// The level, from 0.
    pub level: u8,
    /// The number format as the document names it, such as `decimal` or `bullet`.
    pub format: String,
    /// The text of the label, `%1` to `%9` standing for numbers.
    pub label: String,
}

/// The appearance of a run.
#[derive(Clone, Debug)]
pub struct RunLook {
    /// The appearance.
    pub format: Arc<RunFormat>,
    /// Its text is not shown.
    pub hidden: bool,
    /// Its family is a symbol font: characters stand for signs.
    pub symbol: bool,
}

/// The appearance of a table's cells.
#[derive(Clone, Debug, Default)]
pub struct TableLooks {
    /// Data, and not only a layout.
    pub data: bool,
    /// The style sets the first row apart.
    pub first_row_styled: bool,
    /// The cells, by row: those merged the old way (`w:hMerge`) are one.
    pub cells: Vec<Vec<CellLook>>,
}

/// The appearance of a cell.
#[derive(Clone, Debug)]
pub struct CellLook {
    /// `w:tc`, whole.
    pub bytes: Range<usize>,
    /// Columns spanned.
    pub span: u32,
    /// It takes part in a vertical merge.
    pub merged: bool,
    /// It continues the cell above.
    pub continued: bool,
    /// The colour behind it.
    pub shade: Option<Color>,
    text: Option<Arc<TableLayers>>,
}

/// What lies behind the text of a shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fill {
    /// Nothing: what lies under the shape is seen.
    #[default]
    None,
    /// One colour.
    Color(Color),
    /// A picture, a gradient or a pattern.
    Mixed,
}

impl<'s> Looks<'s> {
    /// Of a document's sheet.
    pub fn new(sheet: &'s Sheet) -> Self {
        Looks { sheet, formats: Formats::default() }
    }

    /// Of a paragraph by its `w:pPr`, in a cell or in none.
    pub fn paragraph(
        &mut self,
        properties: Option<Node<'_, '_>>,
        cell: Option<&CellLook>,
    ) -> ParagraphLook {
        let table = cell.and_then(|cell| cell.text.as_ref());
        ParagraphLook { resolved: self.formats.paragraph(self.sheet, properties, table) }
    }

    /// Of a run of a paragraph by its `w:rPr`.
    pub fn run(&mut self, paragraph: &ParagraphLook, properties: Option<Node<'_, '_>>) -> RunLook {
        let run = self.formats.run(self.sheet, paragraph.resolved.context, properties);
        RunLook { format: run.format, hidden: run.hidden, symbol: run.symbol.is_some() }
    }

    /// Of a table's cells by its `w:tbl`.
    pub fn table(&mut self, node: Node<'_, '_>) -> TableLooks {
        let theme = &self.sheet.theme;
        let properties = child(node, "tblPr");
        let own = properties.map(|node| TableLayer::read(node, theme)).unwrap_or_default();
        let style = self
            .sheet
            .styles
            .table(properties.and_then(|properties| child_val(properties, "tblStyle")))
            .cloned();
        let style = style.as_deref();
        let mut rows = table_grid::rows(node, theme);
        let grid = table_grid::grid(node, &mut rows);
        if rows.is_empty() {
            return TableLooks::default();
        }
        let looks = Look::read(properties);
        let mut look = TableLook::new(style, &own, looks, (rows.len(), grid.len()));
        let table = table_read::outline(style, &own, &rows, &look, grid);
        let facts = TableFacts { table: &table, node, properties, style, look: looks };
        let (data, marks) = (facts.is_data(), facts.marks());
        let mut cells = Vec::with_capacity(rows.len());
        for (at, row) in rows.iter().enumerate() {
            let of_row = row.cells.iter().map(|cell| {
                let seat = Seat { row: at as u32, start: cell.start, end: cell.end() };
                CellLook {
                    bytes: cell.node.range(),
                    span: cell.span,
                    merged: cell.layer.merge != VerticalMerge::None,
                    continued: cell.layer.merge == VerticalMerge::Continue,
                    shade: look.cell(seat, row, &cell.layer).shade,
                    text: look.text(seat),
                }
            });
            cells.push(of_row.collect());
        }
        TableLooks { data, first_row_styled: marks.first_row, cells }
    }

    /// What lies behind the text of a shape: of a `wps:wsp`, or of VML.
    pub fn fill(&self, shape: Node<'_, '_>) -> Fill {
        let colored = |color: Option<Color>| color.map_or(Fill::None, Fill::Color);
        if namespace(shape).contains("vml") {
            let many =
                |node| child_attribute(node, "fill", "type").is_some_and(|kind| kind != "solid");
            let fill = vml::fill(shape);
            return if fill.is_some() && many(shape) { Fill::Mixed } else { colored(fill) };
        }
        let Some(properties) = child(shape, "spPr") else { return Fill::None };
        let mixed = ["gradFill", "pattFill", "blipFill", "grpFill"];
        if children(properties).any(|node| mixed.contains(&name(node))) {
            return Fill::Mixed;
        }
        colored(drawing::shape::fill(&self.sheet.theme, properties, child(shape, "style")))
    }

    /// The colour of the pages by a document's root (`w:background`).
    pub fn page(&self, root: Node<'_, '_>) -> Option<Color> {
        let node = child(root, "background")?;
        self.sheet.theme.color_of(node, &ColorNames::COLOR).flatten()
    }

    /// The sign that a character of a font stands for, where Unicode has it: `None` where only the
    /// font knows.
    pub fn known_sign(family: &str, character: char) -> Option<char> {
        symbols::known(symbols::SymbolFont::of(family), character)
    }

    /// The sign that a character of a font stands for: Unicode's own where the font is a symbol font
    /// that is known.
    pub fn sign(family: &str, character: char) -> char {
        symbols::unicode(symbols::SymbolFont::of(family), character)
    }
}

fn child_attribute<'a>(node: Node<'a, '_>, element: &str, local: &str) -> Option<&'a str> {
    attribute(child(node, element)?, local)
}

impl ParagraphLook {
    /// The appearance.
    pub fn format(&self) -> &Arc<ParagraphFormat> {
        &self.resolved.format
    }

    /// The appearance of the mark.
    pub fn mark(&self) -> &Arc<RunFormat> {
        &self.resolved.mark.format
    }

    /// The list item that it is.
    pub fn list(&self) -> Option<ListLook> {
        let (list, level, definition) = self.resolved.list.as_ref()?;
        Some(ListLook {
            list: *list,
            level: *level,
            format: definition.written_format.to_string(),
            label: definition.text.clone(),
        })
    }

    /// Whether it stands in a frame (`w:framePr`).
    pub fn framed(&self) -> bool {
        self.resolved.frame.is_some()
    }
}
