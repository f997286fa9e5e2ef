//! What fields find around them: region markers, table cells, bookmarks.

use std::collections::HashMap;

use super::super::program::{FrameKind, Part, Table, Text};
use super::super::regions::{self, Marker, RegionFault};
use super::{Compiler, begin_of};
use crate::diagnostic::{Diagnostic, Finding};
use crate::docx::{Node, PieceId, PieceKind, Structure};
use crate::field::{Field as FieldCode, Value};

impl Compiler<'_, '_, '_> {
    pub(super) fn markers(&mut self, nodes: &[Node]) -> Vec<Marker> {
        let mut markers = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            let Node::Field(field) = node else { continue };
            let id = self.field(field);
            let FieldCode::MergeField(merge) = &self.program.fields[id].instruction.field else {
                continue;
            };
            let name = merge.name.text(&self.program.fields[id].code).into_owned();
            if let Some((start, name)) = regions::marker(&name) {
                markers.push(Marker { node: index, start, name: name.to_owned() });
            }
        }
        markers
    }

    pub(super) fn region_fault(&mut self, nodes: &[Node], fault: RegionFault) {
        let (marker, finding): (Marker, fn(String) -> Finding) = match fault {
            RegionFault::NoEnd(marker) => {
                (marker, |name| Finding::RegionUnpaired { name, what: "TableEnd".to_owned() })
            }
            RegionFault::NoStart(marker) => {
                (marker, |name| Finding::RegionUnpaired { name, what: "TableStart".to_owned() })
            }
            RegionFault::Crossed(marker) => (marker, |name| Finding::RegionCrossed { name }),
        };
        let piece = begin_of(&nodes[marker.node]);
        let place = self.places.place(self.story, piece, Some(piece));
        self.shared.diagnostics.push(Diagnostic::at(finding(marker.name), &place));
    }

    /// Cells of tables in which a formula looks around.
    pub(super) fn tables(&mut self, nodes: &[Node]) {
        let mut open: Vec<OpenTable> = Vec::new();
        for node in nodes {
            match node {
                Node::Piece(id) => match &self.story.pieces[*id].kind {
                    PieceKind::Open(Structure::Table) => open.push(OpenTable::new(*id)),
                    PieceKind::Close(Structure::Table) => {
                        if let Some(table) = open.pop() {
                            self.finish_table(table);
                        }
                    }
                    PieceKind::Open(Structure::Row) => {
                        if let Some(open) = open.last_mut() {
                            open.table.rows.push(Vec::new());
                        }
                    }
                    PieceKind::Open(Structure::Cell) => {
                        let row = open.last_mut().and_then(|open| open.table.rows.last_mut());
                        if let Some(row) = row {
                            row.push(Text::default());
                        }
                    }
                    PieceKind::Text(content) => {
                        let text = self.story.text(content).into_owned();
                        if let Some(cell) = open.last_mut().and_then(OpenTable::cell) {
                            cell.parts.push(Part::Literal(Value::Text(text)));
                        }
                    }
                    _ => {}
                },
                Node::Field(field) => {
                    let Some(id) = self.field_of.get(&field.begin).copied() else { continue };
                    let Some(open) = open.last_mut() else { continue };
                    if let Some((row, column)) = open.position() {
                        self.note_cells(id, row, column, &mut open.fields);
                        if let Some(cell) = open.cell() {
                            cell.parts.push(Part::Nested(id));
                        }
                    }
                }
            }
        }
    }

    fn note_cells(
        &self,
        id: usize,
        row: usize,
        column: usize,
        fields: &mut Vec<(usize, usize, usize)>,
    ) {
        fields.push((id, row, column));
        for nested in &self.program.fields[id].nested {
            self.note_cells(*nested, row, column, fields);
        }
    }

    fn finish_table(&mut self, OpenTable { opener, table, fields }: OpenTable) {
        let looks_around = fields.iter().any(|(id, ..)| {
            matches!(&self.program.fields[*id].instruction.field, FieldCode::Formula(_))
        });
        if !looks_around {
            return;
        }
        let index = self.program.tables.len();
        self.program.tables.push(table);
        self.table_of.insert(opener, index);
        if let Some(frame) = self.frame_of.get(&opener) {
            self.program.frames[*frame].kind = FrameKind::Structure(Structure::Table, Some(index));
        }
        for (id, row, column) in fields {
            self.program.fields[id].cell = Some((index, row, column));
        }
    }

    /// What stands in each bookmark, as a range of all that stands in any.
    pub(super) fn bookmarks(&mut self, nodes: &[Node]) {
        let mut open: HashMap<&str, (String, usize)> = HashMap::new();
        let mut marked: Vec<Part> = Vec::new();
        for node in nodes {
            match node {
                Node::Field(field) => {
                    if let Some(id) = self.field_of.get(&field.begin).filter(|_| !open.is_empty()) {
                        marked.push(Part::Nested(*id));
                    }
                }
                Node::Piece(id) => match &self.story.pieces[*id].kind {
                    PieceKind::RangeMark { element, id, name: Some(name) }
                        if element == "bookmarkStart" =>
                    {
                        open.entry(id).or_insert_with(|| (name.clone(), marked.len()));
                    }
                    PieceKind::RangeMark { element, id, .. } if element == "bookmarkEnd" => {
                        if let Some((name, start)) = open.remove(id.as_str()) {
                            self.program.bookmarks.push((name, start..marked.len()));
                        }
                    }
                    _ if open.is_empty() => {}
                    PieceKind::Text(content) => {
                        let written = self.story.text(content).into_owned();
                        marked.push(Part::Literal(Value::Text(written)));
                    }
                    PieceKind::ParagraphClose | PieceKind::LineBreak => {
                        marked.push(Part::Literal(Value::Text("\n".to_owned())));
                    }
                    _ => {}
                },
            }
        }
        self.program.marked = marked;
    }
}

/// A table whose end is yet to come.
struct OpenTable {
    opener: PieceId,
    table: Table,
    /// Fields in it with their row and column; those of tables inside it not counted.
    fields: Vec<(usize, usize, usize)>,
}

impl OpenTable {
    fn new(opener: PieceId) -> Self {
        OpenTable { opener, table: Table::default(), fields: Vec::new() }
    }

    fn position(&self) -> Option<(usize, usize)> {
        let row = self.table.rows.len().checked_sub(1)?;
        Some((row, self.table.rows[row].len().checked_sub(1)?))
    }

    fn cell(&mut self) -> Option<&mut Text> {
        self.table.rows.last_mut()?.last_mut()
    }
}
