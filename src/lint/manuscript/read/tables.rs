//! Tables while they are read: rows, cells, and what wraps them.

use roxmltree::Node;

use super::{DEPTH, OpenTable, Reader};
use crate::letter::xml::{alternate, child, child_val, children, name, on};
use crate::lint::manuscript::{Cell, Row, Table, control};

impl Reader<'_> {
    pub(super) fn table(&mut self, node: Node<'_, '_>) {
        self.tables += 1;
        let number = self.tables;
        let looks = self.looks.table(node);
        let properties = child(node, "tblPr");
        let said = |local| {
            properties
                .and_then(|node| child_val(node, local))
                .map(|text| text.trim().to_owned())
                .filter(|text| !text.is_empty())
        };
        let index = self.story.tables.len();
        let first = self.story.paragraphs.len();
        self.story.tables.push(Table {
            bytes: node.range(),
            number,
            within: self.open_tables.last().map(|table| table.index),
            data: looks.data,
            floating: properties.is_some_and(|node| child(node, "tblpPr").is_some()),
            description: said("tblDescription").or_else(|| said("tblCaption")),
            first_row_styled: looks.first_row_styled,
            rows: Vec::new(),
            paragraphs: first..first,
        });
        let by_start =
            looks.cells.into_iter().flatten().map(|cell| (cell.bytes.start, cell)).collect();
        self.open_tables.push(OpenTable {
            index,
            number,
            row: 0,
            column: 0,
            cell: None,
            looks: by_start,
        });
        self.table_content(node);
        self.open_tables.pop();
        self.story.tables[index].paragraphs = first..self.story.paragraphs.len();
    }

    /// Rows of a table, cells of a row, and what wraps them.
    pub(super) fn table_content(&mut self, node: Node<'_, '_>) {
        if self.depth >= DEPTH {
            return;
        }
        self.depth += 1;
        for found in children(node) {
            match name(found) {
                "tr" => self.row(found),
                "tc" => self.cell(found),
                "sdt" => {
                    control::content_control(self, found);
                    self.table_content(found);
                }
                "sdtContent" | "customXml" | "smartTag" | "ins" | "moveTo" => {
                    self.table_content(found);
                }
                "AlternateContent" => {
                    if let Some(branch) = alternate(found) {
                        self.table_content(branch);
                    }
                }
                _ => {}
            }
        }
        self.depth -= 1;
    }

    pub(super) fn row(&mut self, node: Node<'_, '_>) {
        let Some(open) = self.open_tables.last_mut() else { return };
        open.row += 1;
        open.column = 0;
        let index = open.index;
        let properties = child(node, "trPr");
        let number = |local| {
            properties
                .and_then(|node| child_val(node, local))
                .and_then(|value| value.parse::<u32>().ok())
                .unwrap_or_default()
        };
        if let Some(properties) = properties {
            for change in children(properties).filter(|node| matches!(name(*node), "ins" | "del")) {
                self.revision(change);
            }
        }
        self.story.tables[index].rows.push(Row {
            bytes: node.range(),
            properties: properties.map(|node| node.range()),
            header: properties.and_then(|node| child(node, "tblHeader")).is_some_and(on),
            left_out: number("gridBefore").saturating_add(number("gridAfter")),
            cells: Vec::new(),
        });
        self.table_content(node);
    }

    pub(super) fn cell(&mut self, node: Node<'_, '_>) {
        let Some(open) = self.open_tables.last_mut() else { return };
        open.column += 1;
        open.cell = open.looks.get(&node.range().start).cloned();
        let (index, look) = (open.index, open.cell.clone());
        let first = self.story.paragraphs.len();
        self.blocks(node);
        let paragraphs = first..self.story.paragraphs.len();
        if let Some(open) = self.open_tables.last_mut() {
            open.cell = None;
        }
        let cell = Cell {
            bytes: node.range(),
            span: look.as_ref().map_or(1, |look| look.span),
            merged: look.as_ref().is_some_and(|look| look.merged),
            continued: look.as_ref().is_some_and(|look| look.continued),
            shade: look.and_then(|look| look.shade),
            paragraphs,
        };
        if let Some(row) = self.story.tables[index].rows.last_mut() {
            row.cells.push(cell);
        }
    }
}
