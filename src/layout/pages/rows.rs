//! Placing a table, or as many of its rows as fit.

use std::rc::Rc;

use crate::letter::Table;
use crate::units::{Pt, Rect};

use super::super::float::{self, Surroundings};
use super::super::paragraph;
use super::super::table::{self, LaidTable, TableCursor};
use super::floating;
use super::flow::{Progress, Top};
use super::lines::SLACK;
use super::setter::{End, Laid, Setter, Start, Step};
use super::sheet::{Above, Column, Piece, Sheet, What};

impl<'l> Setter<'l> {
    /// Places a table, or as many of its rows as fit.
    pub(super) fn table(
        &mut self,
        sheet: &mut Sheet<'l>,
        column: &mut Column<'l>,
        next: &mut Start<'l>,
        source: &'l Table,
        last: bool,
    ) -> Step {
        let laid = self.set_table(column, (next.cursor.section, next.cursor.block), source);
        let (from, fresh) = match &next.cursor.within {
            Progress::Table(cursor) => ((**cursor).clone(), false),
            _ => (laid.start(), true),
        };
        let gap = match column.above {
            Above::Paragraph(above) if fresh => paragraph::gap(&self.context, Some(above), None),
            _ => Pt::ZERO,
        };
        let before = sheet.checkpoint(column, &next.cursor);
        let mut y = column.y + gap;
        if !sheet.exclusions.is_empty() {
            // A table does not flow around objects: it stands below them.
            let first = laid.height.min(Pt(14.0));
            let area = Rect { x: column.x + laid.x, y, width: laid.width, height: first };
            let down = float::clear(&sheet.exclusions, area);
            if y + down < column.limit() {
                y += down;
            }
        }
        let force = column.is_empty(sheet) && column.whole;
        let (to, height) = self.cut(column, &laid, &from, y, force);
        if to == from && !laid.is_end(&from) {
            return self.full(sheet, column, &mut next.cursor);
        }
        let around = floating::around(sheet, column, y);
        if fresh {
            for anchored in std::mem::take(&mut column.waiting) {
                let around = Surroundings { line: (y, Pt::ZERO), ..around };
                self.float(sheet, anchored, &around);
            }
        }
        self.floats_of_rows(sheet, &laid, (&from, &to), (column.x, y), &around);
        if floating::pushes_back(sheet, &before, y) && !last {
            return Step::End(End::Again);
        }
        for note in laid.notes(&from, &to) {
            self.add_note(column, note, y + height, &mut next.carried);
        }
        let ends = laid.is_end(&to);
        sheet.pieces.push(Piece {
            what: What::Table { laid: laid.clone(), from, to: to.clone() },
            x: column.x,
            y,
            width: column.width,
            height,
            keep_next: laid.keep_next && fresh && ends,
            before,
        });
        column.y = y + height;
        column.above = Above::Other;
        if ends {
            next.cursor.next();
            return Step::Next;
        }
        next.cursor.within = Progress::Table(Box::new(to));
        next.cursor.top = Top::Automatic;
        Step::End(End::Column)
    }

    fn set_table(
        &mut self,
        column: &Column<'l>,
        key: (usize, usize),
        source: &'l Table,
    ) -> Rc<LaidTable<'l>> {
        if let Some((width, Laid::Table(laid))) = self.laid.get(&key)
            && (*width - column.width).is_nearly_zero()
        {
            return laid.clone();
        }
        let laid = Rc::new(table::lay(&self.context, source, column.width));
        self.laid.insert(key, (column.width, Laid::Table(laid.clone())));
        laid
    }

    /// How far a table goes in a column whose foot also takes the notes of the rows.
    fn cut(
        &mut self,
        column: &Column<'l>,
        laid: &LaidTable<'l>,
        from: &TableCursor,
        y: Pt,
        force: bool,
    ) -> (TableCursor, Pt) {
        let mut foot = column.foot.height;
        for _ in 0..8 {
            let available = column.bottom - foot - y + SLACK;
            let (to, height) = laid.cut(from, available, force);
            let notes = laid.notes(from, &to);
            if notes.is_empty() {
                return (to, height);
            }
            let needed = self.foot_with(column, &notes);
            if y + height <= column.bottom - needed + SLACK || to == *from {
                return (to, height);
            }
            foot = needed.max(foot + Pt(6.0));
        }
        laid.cut(from, column.limit() - y + SLACK, force)
    }
}
