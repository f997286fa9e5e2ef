//! Cells of a table, as formulas see them: those written already, and those of the template to come.

use super::evaluate::Reading;
use super::recast::text_of_runs;
use super::run::Merger;
use crate::field::{Cell, CellRange, FormulaError, Value};
use crate::template::FieldId;

impl Merger<'_> {
    /// The text of a cell that is already written.
    fn written_cell(&self, row: usize, column: usize) -> Option<Value> {
        let writer = self.writer.as_ref()?;
        let bytes = writer.cells().get(row)?.get(column)?;
        let xml = String::from_utf8_lossy(writer.written(bytes));
        Some(Value::Text(text_of_runs(&xml, &self.program().prefix)))
    }

    /// The text of a cell of the template that is yet to be written.
    fn coming_cell(
        &mut self,
        id: FieldId,
        table: usize,
        row: usize,
        column: usize,
    ) -> Option<Value> {
        let text = self.program().tables.get(table)?.rows.get(row)?.get(column)?;
        let name = self.name_of(id);
        if !self.begin_reading(id, Reading::Cell(self.program, table, row, column), &name) {
            return Some(Value::Empty);
        }
        let value = self.text_value(text);
        self.reading.pop();
        Some(value)
    }

    fn cell(
        &mut self,
        id: FieldId,
        at: (usize, usize, usize),
        row: isize,
        column: isize,
    ) -> Option<Value> {
        let (table, template_row, _) = at;
        let row = usize::try_from(row).ok()?;
        let column = usize::try_from(column).ok()?;
        if let Some(value) = self.written_cell(row, column) {
            return Some(value);
        }
        let written = self.writer.as_ref().map_or(0, |writer| writer.cells().len());
        // Rows written so far may be more or fewer than the template's: count on from this one.
        let here = written.checked_sub(1)?;
        let coming = if row >= here { template_row + (row - here) } else { return None };
        self.coming_cell(id, table, coming, column)
    }

    pub(super) fn cells(
        &mut self,
        id: FieldId,
        range: &CellRange,
    ) -> Result<Vec<Value>, FormulaError> {
        let field = &self.program().fields[id];
        let at = field.cell.ok_or(FormulaError::NotInTable)?;
        let row = self
            .writer
            .as_ref()
            .and_then(|writer| writer.cells().len().checked_sub(1))
            .ok_or(FormulaError::NotInTable)?;
        let column = at.2;
        let rows = row + self.program().tables[at.0].rows.len().saturating_sub(at.1);
        let (row, column, rows) = (to_signed(row), to_signed(column), to_signed(rows));
        let area = |from: Cell, to: Cell| {
            (to_signed(from.row as usize) - 1..to_signed(to.row as usize))
                .flat_map(|row| {
                    (to_signed(from.col as usize) - 1..to_signed(to.col as usize))
                        .map(move |column| (row, column))
                })
                .collect::<Vec<_>>()
        };
        let widest = 64;
        let wanted: Vec<(isize, isize)> = match range {
            CellRange::Cell { col, row } => {
                let value = self
                    .cell(id, at, to_signed(*row as usize) - 1, to_signed(*col as usize) - 1)
                    .ok_or(FormulaError::NotInTable)?;
                return Ok(vec![value]);
            }
            CellRange::Range { from, to } => area(*from, *to),
            CellRange::Column(column) => {
                (0..rows).map(|row| (row, to_signed(*column as usize) - 1)).collect()
            }
            CellRange::Row(row) => {
                (0..widest).map(|column| (to_signed(*row as usize) - 1, column)).collect()
            }
            CellRange::Columns(from, to) => area(
                Cell { col: *from, row: 1 },
                Cell { col: *to, row: u32::try_from(rows).unwrap_or(1) },
            ),
            CellRange::Rows(from, to) => {
                area(Cell { col: 1, row: *from }, Cell { col: 64, row: *to })
            }
            CellRange::Above => (0..row).map(|row| (row, column)).collect(),
            CellRange::Below => (row + 1..rows).map(|row| (row, column)).collect(),
            CellRange::Left => (0..column).map(|column| (row, column)).collect(),
            CellRange::Right => (column + 1..widest).map(|column| (row, column)).collect(),
            CellRange::In { .. } => return Err(FormulaError::NotInTable),
        };
        // A range is bounded by what a table can hold, not by what a formula can name.
        Ok(wanted
            .into_iter()
            .take(20_000)
            .filter(|at| *at != (row, column))
            .filter_map(|(row, column)| self.cell(id, at, row, column))
            .collect())
    }
}

fn to_signed(number: usize) -> isize {
    isize::try_from(number).unwrap_or(isize::MAX)
}
