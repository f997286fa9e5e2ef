//! Tables read: the style's parts resolved cell by cell, the cells' content, and whether a table is
//! data or only keeps things in their places.

use roxmltree::Node;

use crate::diagnostic::RenderingFinding;
use crate::units::Pt;

use super::block::{Block, Inline, Paragraph, ParagraphAlign};
use super::object::{
    Anchored, Horizontal, HorizontalFrom, Object, TextBox, Vertical, VerticalFrom, Wrap, WrapSide,
};
use super::reader::{DEPTH, Home, Reader};
use super::semantics::{DataTable, TableFacts};
use super::table::{Cell, CellMargins, CellSeat, Preferred, Row, Table, VerticalMerge};
use super::table_grid::{self, WrittenRow};
use super::table_layer::{Look, TableLayer};
use super::table_look::{Seat, TableLook, above};
use super::table_style::TableStyle;
use super::tree::{NodeId, Role};
use super::xml::{attribute, attribute_twips, child, child_val};

/// Reads a `w:tbl` element: a table, or a floating one; `None` where no cell is left of it.
pub(super) fn read(reader: &mut Reader<'_>, node: Node<'_, '_>, home: Home) -> Option<Block> {
    if reader.depth >= DEPTH {
        return None;
    }
    let theme = &reader.sheet.theme;
    let properties = child(node, "tblPr");
    let own = properties.map(|node| TableLayer::read(node, theme)).unwrap_or_default();
    let style = reader
        .sheet
        .styles
        .table(properties.and_then(|properties| child_val(properties, "tblStyle")))
        .cloned();
    let style = style.as_deref();
    let mut rows = table_grid::rows(node, theme);
    let grid = table_grid::grid(node, &mut rows);
    if rows.is_empty() {
        return None;
    }
    let looks = Look::read(properties);
    let mut look = TableLook::new(style, &own, looks, (rows.len(), grid.len()));
    let table = outline(style, &own, &rows, &look, grid);
    let facts = TableFacts { table: &table, node, properties, style, look: looks };
    let data = home.filter(|_| facts.is_data());
    let summary = data.and_then(|_| facts.summary());
    let marks = facts.marks();
    let table_node = data.map(|home| reader.tree.add(home, Role::Table { summary }));
    let mut table = Table { node: table_node, nested: reader.cell.is_some(), ..table };
    fill(reader, &mut table, &rows, &mut look, table_node.or(home));
    if table_node.is_some() {
        let data = DataTable::of(&table, marks);
        if data.shape(&mut reader.tree, &mut table) {
            reader.report(RenderingFinding::TableWithoutHeader {});
        }
    }
    let position = properties.and_then(|properties| child(properties, "tblpPr"));
    Some(match position {
        Some(position) => floating(position, properties, table),
        None => Block::Table(Box::new(table)),
    })
}

/// The table with its rows and cells, and nothing in them.
pub(super) fn outline(
    style: Option<&TableStyle>,
    own: &TableLayer,
    rows: &[WrittenRow<'_, '_>],
    look: &TableLook<'_>,
    grid: Vec<Pt>,
) -> Table {
    Table { rows: shells(rows, look), ..frame(style, own, rows, look, grid) }
}

/// The table without its rows.
fn frame(
    style: Option<&TableStyle>,
    own: &TableLayer,
    rows: &[WrittenRow<'_, '_>],
    look: &TableLook<'_>,
    grid: Vec<Pt>,
) -> Table {
    let mut layer = style.map(|style| style.whole.table.clone()).unwrap_or_default();
    layer.over(own);
    Table {
        node: None,
        layout: layer.layout.unwrap_or_default(),
        width: layer.width.unwrap_or_default(),
        indent: layer.indent.unwrap_or(Pt::ZERO),
        align: layer
            .align
            .or_else(|| rows.first().and_then(|row| row.layer.align))
            .unwrap_or_default(),
        margins: look.margins(None).resolved(),
        spacing: layer.spacing.unwrap_or(Pt::ZERO),
        grid,
        rtl: layer.rtl.unwrap_or(false),
        nested: false,
        rows: Vec::new(),
    }
}

/// The rows with their looks and without content.
fn shells(rows: &[WrittenRow<'_, '_>], look: &TableLook<'_>) -> Vec<Row> {
    let mut shells: Vec<Row> = Vec::with_capacity(rows.len());
    for (at, written) in rows.iter().enumerate() {
        let layer = look.row(at as u32, &written.layer);
        let cells = written.cells.iter().map(|cell| {
            let seat = Seat { row: at as u32, start: cell.start, end: cell.end() };
            let look = look.cell(seat, written, &cell.layer);
            let continued = cell.layer.merge == VerticalMerge::Continue
                && at.checked_sub(1).is_some_and(|before| above(&rows[before], cell).is_some());
            Cell {
                node: None,
                span: cell.span,
                merge: match cell.layer.merge {
                    // Nothing above to belong to: it is the first of its span.
                    VerticalMerge::Continue if !continued => VerticalMerge::Restart,
                    merge => merge,
                },
                width: cell.layer.width.unwrap_or_default(),
                margins: look.margins,
                borders: look.borders,
                shade: look.shade,
                seat: look.seat,
                no_wrap: look.no_wrap,
                turned: look.turned,
                blocks: Vec::new(),
            }
        });
        let leading = shells.last().is_none_or(|last| last.header);
        shells.push(Row {
            node: None,
            header: leading && layer.header == Some(true),
            cant_split: layer.cant_split.unwrap_or(false),
            height: layer.height,
            before: layer.before,
            after: layer.after,
            cells: cells.collect(),
        });
    }
    if shells.iter().all(|row| row.header) {
        // A table of headers only has nothing that they could be repeated over.
        for row in &mut shells {
            row.header = false;
        }
    }
    shells
}

/// Reads the content of the cells; a data table's get nodes of their own in `home`, its table.
fn fill(
    reader: &mut Reader<'_>,
    table: &mut Table,
    rows: &[WrittenRow<'_, '_>],
    look: &mut TableLook<'_>,
    home: Home,
) {
    let (outer_cell, outer_layers) = (reader.cell, reader.table_layers.take());
    let number = match outer_cell {
        Some((number, ..)) => number,
        None => reader.outline.next_table(),
    };
    for (at, written_row) in rows.iter().enumerate() {
        let has_own = table.rows[at].cells.iter().any(|cell| cell.merge != VerticalMerge::Continue);
        let row_node = match (table.node, has_own) {
            (Some(node), true) => Some(reader.tree.add(node, Role::TableRow)),
            _ => None,
        };
        table.rows[at].node = row_node;
        for (index, written) in written_row.cells.iter().enumerate() {
            let seat = Seat { row: at as u32, start: written.start, end: written.end() };
            reader.cell = match outer_cell {
                Some(_) => outer_cell,
                None => Some((number, at + 1, index + 1)),
            };
            reader.table_layers = look.text(seat);
            let continued = table.rows[at].cells[index].merge == VerticalMerge::Continue;
            let node: Option<NodeId> = match row_node {
                Some(row) if !continued => {
                    let role = Role::DataCell { columns: 1, rows: 1, headers: Vec::new() };
                    Some(reader.tree.add(row, role))
                }
                _ => None,
            };
            let mut blocks = if continued {
                covered(reader, written.node)
            } else {
                reader.blocks(written.node, node.or(home))
            };
            if blocks.is_empty() {
                blocks.push(empty(reader));
            }
            let cell = &mut table.rows[at].cells[index];
            cell.node = node;
            cell.blocks = blocks;
        }
    }
    reader.cell = outer_cell;
    reader.table_layers = outer_layers;
}

/// What stands in a cell that continues the one above: one empty paragraph. Word shows nothing else.
fn covered(reader: &mut Reader<'_>, node: Node<'_, '_>) -> Vec<Block> {
    let first = reader.blocks(node, None).into_iter().find_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        _ => None,
    });
    vec![match first {
        Some(paragraph) => {
            Block::Paragraph(Box::new(Paragraph { label: None, content: Vec::new(), ..*paragraph }))
        }
        None => empty(reader),
    }]
}

/// An empty paragraph, for a cell that lacks the one that it must have (17.4.65).
fn empty(reader: &mut Reader<'_>) -> Block {
    let layers = reader.table_layers.clone();
    let resolved = reader.formats.paragraph(reader.sheet, None, layers.as_ref());
    Block::Paragraph(Box::new(Paragraph {
        node: None,
        number: reader.number,
        format: resolved.format.clone(),
        mark: resolved.mark.format.clone(),
        label: None,
        content: Vec::new(),
    }))
}

/// A table with a place of its own (`w:tblpPr`, 17.4.57).
fn floating(position: Node<'_, '_>, properties: Option<Node<'_, '_>>, table: Table) -> Block {
    let from = match attribute(position, "horzAnchor") {
        Some("page") => HorizontalFrom::Page,
        Some("margin") => HorizontalFrom::Margin,
        _ => HorizontalFrom::Column,
    };
    let x = attribute_twips(position, "tblpX").unwrap_or(Pt::ZERO);
    let horizontal = match attribute(position, "tblpXSpec") {
        Some("left") => Horizontal::Align(from, ParagraphAlign::Start),
        Some("center") => Horizontal::Align(from, ParagraphAlign::Center),
        Some("right") => Horizontal::Align(from, ParagraphAlign::End),
        Some("inside") => Horizontal::Facing(from, false),
        Some("outside") => Horizontal::Facing(from, true),
        _ => Horizontal::Offset(from, x),
    };
    let from = match attribute(position, "vertAnchor") {
        Some("page") => VerticalFrom::Page,
        Some("text") => VerticalFrom::Paragraph,
        _ => VerticalFrom::Margin,
    };
    let y = attribute_twips(position, "tblpY").unwrap_or(Pt::ZERO);
    let vertical = match attribute(position, "tblpYSpec") {
        // Beside text there is nothing to align with; Word leaves the table where it is anchored.
        Some("top") if from != VerticalFrom::Paragraph => Vertical::Align(from, CellSeat::Top),
        Some("center") if from != VerticalFrom::Paragraph => {
            Vertical::Align(from, CellSeat::Center)
        }
        Some("bottom") if from != VerticalFrom::Paragraph => {
            Vertical::Align(from, CellSeat::Bottom)
        }
        _ => Vertical::Offset(from, y),
    };
    let distance = |side| attribute_twips(position, side).unwrap_or(Pt::ZERO);
    let grid: Pt = table.grid.iter().copied().sum();
    let (width, relative_width) = match table.width {
        Preferred::Share(share) => (grid, Some((HorizontalFrom::Column, share))),
        Preferred::Length(width) if grid.is_nearly_zero() => (width, None),
        _ => (grid, None),
    };
    let overlap = properties
        .and_then(|properties| child_val(properties, "tblOverlap"))
        .is_none_or(|value| value != "never");
    let none = CellMargins { top: Pt::ZERO, left: Pt::ZERO, bottom: Pt::ZERO, right: Pt::ZERO };
    Block::Float(Box::new(Anchored {
        width,
        height: Pt::ZERO,
        relative_width,
        relative_height: None,
        horizontal,
        vertical,
        wrap: Wrap::Square(WrapSide::Both),
        distance: CellMargins {
            top: distance("topFromText"),
            left: distance("leftFromText"),
            bottom: distance("bottomFromText"),
            right: distance("rightFromText"),
        },
        behind: false,
        in_cell: true,
        overlap,
        frame: false,
        object: Object::Box(TextBox {
            // What floats has no indent: its place is the place of its edge, in every mode.
            blocks: vec![Block::Table(Box::new(Table { indent: Pt::ZERO, nested: true, ..table }))],
            insets: none,
            seat: CellSeat::Top,
            auto_height: true,
            fill: None,
            outline: None,
            turned: 0,
        }),
    }))
}

/// Whether blocks show anything to read.
pub(super) fn has_text(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Paragraph(paragraph) => {
            paragraph.label.is_some()
                || paragraph.content.iter().any(|inline| match inline {
                    Inline::Text(text) => !text.text.trim().is_empty(),
                    Inline::Object(_) | Inline::Anchor(_) | Inline::NoteReference { .. } => true,
                    Inline::PageField(_) => true,
                    _ => false,
                })
        }
        Block::Table(table) => {
            table.rows.iter().flat_map(|row| &row.cells).any(|cell| has_text(&cell.blocks))
        }
        Block::Float(_) => true,
    })
}
