//! Writing merged tables: rows and cells of both sides.

use super::blocks::Line;
use super::comments::Side;
use super::merge::{CellPiece, Clash, ClashKind, RowPiece, Table, joined};
use super::result::Insert;
use super::source::Property;
use super::write::{Done, Writer};
use super::{ChangeKind, Conflict, Subject};
use crate::docx::PackageError;

impl Writer<'_, '_> {
    /// A table of both sides.
    pub(super) fn table(&mut self, table: &Table<'_>) -> Done {
        let own = table.own;
        let element = own.elements[0];
        for mark in &own.before {
            self.out.push_str(own.source.tree.raw(mark));
        }
        if !table.clashes.is_empty() {
            self.settled(&table.clashes, &own.text);
        }
        let tag = own.source.tree.slice(&element.tag).to_owned();
        self.out.push_str(&tag);
        let mut head = self.properties("tblPr", &table.properties)?;
        if let Some((source, grid)) = table.grid {
            head.push_str(&self.building.markup(source, grid, &self.part)?);
        }
        self.out.push_str(&head);
        self.tables += 1;
        let around = self.cell;
        let (number, mut row) = (self.tables, 0);
        for piece in &table.rows {
            row += 1;
            self.cell = Some((number, row, 1));
            match piece {
                RowPiece::Own(line) => self.line(line, &[])?,
                RowPiece::Central(line, instead) => {
                    let kind =
                        if instead.is_some() { ChangeKind::Changed } else { ChangeKind::Added };
                    let before = instead.map_or(String::new(), |line| line.text.clone());
                    self.take(kind, before, line.text.clone());
                    self.line(line, &[])?;
                }
                RowPiece::Dropped(line) => {
                    row -= 1;
                    self.take(ChangeKind::Removed, line.text.clone(), String::new());
                }
                RowPiece::Both(line, properties, cells) => {
                    self.both(line, properties, cells, (number, row))?;
                }
                RowPiece::Clash(clash) => {
                    row += self.row_clash(clash)?.max(1) - 1;
                }
            }
        }
        self.cell = around;
        self.out.push_str(&format!("</{}tbl>", self.prefix));
        Ok(())
    }

    /// A row as it is in its version.
    fn line(&mut self, line: &Line<'_>, inserts: &[Insert]) -> Done {
        self.building.inserts = inserts.to_vec();
        let markup = self.building.markup(line.source, line.element, &self.part)?;
        self.building.inserts.clear();
        self.out.push_str(&markup);
        self.paragraphs += line.element.paragraphs();
        Ok(())
    }

    fn both(
        &mut self,
        line: &Line<'_>,
        properties: &[Property<'_>],
        cells: &[CellPiece<'_>],
        (table, row): (usize, usize),
    ) -> Done {
        let tree = &line.source.tree;
        let tag = self.building.tag(line.source, line.element, &self.part)?;
        self.out.push_str(&tag);
        if let Some(exceptions) = line.element.child("w:tblPrEx") {
            self.out.push_str(tree.raw(exceptions));
        }
        let head = self.properties("trPr", properties)?;
        self.out.push_str(&head);
        for (column, cell) in (1..).zip(cells) {
            self.cell = Some((table, row, column));
            match cell {
                CellPiece::Own(cell) => {
                    let markup = self.building.markup(line.source, cell.element, &self.part)?;
                    self.out.push_str(&markup);
                    self.paragraphs += cell.element.paragraphs();
                }
                CellPiece::Central(source, cell) => {
                    self.take(ChangeKind::Added, String::new(), cell.text.clone());
                    let markup = self.building.markup(source, cell.element, &self.part)?;
                    self.out.push_str(&markup);
                    self.paragraphs += cell.element.paragraphs();
                }
                CellPiece::Both(cell, properties, pieces, clashes) => {
                    if !clashes.is_empty() {
                        self.settled(clashes, &cell.text);
                    }
                    let tag = self.building.tag(line.source, cell.element, &self.part)?;
                    self.out.push_str(&tag);
                    let head = self.properties("tcPr", properties)?;
                    self.out.push_str(&head);
                    self.pieces(pieces)?;
                    // A cell ends with a paragraph (ISO/IEC 29500-1, 17.4.65).
                    if !self.out.ends_with(&format!("</{}p>", self.prefix))
                        && !self.out.ends_with("/>")
                    {
                        self.empty_paragraph();
                    }
                    self.out.push_str(&format!("</{}tc>", self.prefix));
                }
            }
        }
        self.out.push_str(&format!("</{}tr>", self.prefix));
        Ok(())
    }

    /// Formatting of a table or cell that both changed: the override's stands, and it is told.
    fn settled(&mut self, clashes: &[String], text: &str) {
        if self.building.again {
            return;
        }
        let names: Vec<&str> = clashes.iter().map(|name| name.trim_start_matches("w:")).collect();
        let place = self.place(text);
        self.conflicts.push(Conflict {
            kind: ClashKind::Formatting,
            subject: Subject::Formatting(names.join(", ")),
            place: Some(place),
            base: String::new(),
            own: text.to_owned(),
            central: text.to_owned(),
            in_document: false,
        });
    }

    /// Both rows, one under the other; how many there are.
    fn row_clash(&mut self, clash: &Clash<&Line<'_>>) -> Result<usize, PackageError> {
        let texts = (
            joined(clash.own.iter().map(|line| line.text.as_str())),
            joined(clash.central.iter().map(|line| line.text.as_str())),
        );
        self.told(clash, texts);
        for (side, lines) in [(Side::Own, &clash.own), (Side::Central, &clash.central)] {
            let standing = self.standing();
            if standing.is_some_and(|standing| standing != side) {
                continue;
            }
            let wanted = standing.is_none() && !lines.is_empty();
            let comment = self.comment(clash.kind, side, wanted);
            for (index, line) in lines.iter().enumerate() {
                let inserts = match comment {
                    Some(id) if index == 0 => {
                        self.inserts(&line.source.tree.part, &[line.element], id)
                    }
                    _ => Vec::new(),
                };
                self.line(line, &inserts)?;
            }
        }
        Ok(clash.own.len() + clash.central.len())
    }
}
