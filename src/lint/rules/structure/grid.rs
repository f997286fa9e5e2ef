//! Tables as rows and columns.

use super::phrases::tidy;
use crate::lint::fix::Edit;
use crate::lint::manuscript::{Cell, Row, Story, Table};
use crate::lint::markup::Element;

/// The first table that stands in a cell of this one.
pub(super) fn inner_table<'s>(story: &'s Story, table: &Table) -> Option<&'s Table> {
    let after = story.tables.partition_point(|found| found.bytes.start <= table.bytes.start);
    story.tables[after..]
        .iter()
        .take_while(|found| found.bytes.start < table.bytes.end)
        .find(|found| found.within.is_some())
}

/// What readers meet of a cell, on one line.
pub(super) fn cell_text(story: &Story, cell: &Cell) -> String {
    let paragraphs = story.paragraphs.get(cell.paragraphs.clone()).unwrap_or_default();
    let texts: Vec<String> = paragraphs.iter().map(|paragraph| tidy(&paragraph.text())).collect();
    tidy(&texts.join(" "))
}

/// Whether a cell shows nothing, ever: fields and pictures may.
pub(super) fn is_empty_cell(story: &Story, cell: &Cell) -> bool {
    let paragraphs = story.paragraphs.get(cell.paragraphs.clone()).unwrap_or_default();
    paragraphs.iter().all(|paragraph| paragraph.is_empty() && paragraph.list.is_none())
}

/// Rows without any content. Two or more at the end are lines to write on.
pub(super) fn empty_rows(story: &Story, table: &Table) -> Vec<usize> {
    let empty = |row: &Row| {
        !row.cells.is_empty()
            && row.cells.iter().all(|cell| !cell.continued && is_empty_cell(story, cell))
    };
    let all: Vec<bool> = table.rows.iter().map(empty).collect();
    let last = all.iter().rposition(|empty| !empty).map_or(0, |at| at + 1);
    let end = if all.len() - last >= 2 { last } else { all.len() };
    all.iter().enumerate().take(end).filter(|(_, empty)| **empty).map(|(at, _)| at).collect()
}

/// Columns without any content, the header too. Only where each row has a cell for each column.
pub(super) fn empty_columns(story: &Story, table: &Table) -> Vec<usize> {
    let columns = table.rows.first().map_or(0, |row| row.cells.len());
    let even = table.rows.iter().all(|row| {
        row.cells.len() == columns && row.left_out == 0 && row.cells.iter().all(|cell| !cell.merged)
    });
    if !even || columns < 2 || table.rows.len() < 2 {
        return Vec::new();
    }
    (0..columns)
        .filter(|column| {
            table
                .rows
                .iter()
                .all(|row| row.cells.get(*column).is_some_and(|cell| is_empty_cell(story, cell)))
        })
        .collect()
}

/// Marks a row as header row.
pub(super) fn header_fix(story: &Story, row: &Row) -> Option<Edit> {
    let whole = Element::at(&story.xml, &row.bytes)?;
    let space = whole.prefix();
    let mark = format!("<{space}tblHeader/>");
    let (bytes, with) = match &row.properties {
        // They come in any order.
        Some(properties) => Element::at(&story.xml, properties)?.put(&[], "tblHeader", &mark),
        // Exceptions to the table's properties stand before the row's own.
        None => {
            whole.put(&["tblPrEx", "trPr"], "trPr", &format!("<{space}trPr>{mark}</{space}trPr>"))
        }
    };
    Some(Edit::Part { part: story.part.clone(), bytes, with })
}
