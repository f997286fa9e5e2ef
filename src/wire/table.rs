//! Tables of records (CSV): names in the first row, text in all others.

use std::collections::HashSet;
use std::io::{BufRead, Cursor, Read};
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder};
use serde_json::{Map, Value as Json};

use super::error::WireError;
use super::record::DATA_LIMIT;
use crate::field::Value;
use crate::merge::{Datum, Record};

/// A table under way: its rows come one by one.
pub struct Table {
    rows: csv::Reader<Box<dyn Read + Send>>,
    header: Arc<[String]>,
}

/// One row's cells and the names of their columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    header: Arc<[String]>,
    cells: Vec<String>,
}

impl Table {
    /// Opens a table. The sign between cells is found in the first row: semicolon, tab or comma,
    /// whichever there is most of; UTF-8 with or without a byte order mark.
    pub fn open(mut source: impl BufRead + Send + 'static) -> Result<Table, WireError> {
        let mut first = Vec::new();
        (&mut source)
            .take(DATA_LIMIT as u64)
            .read_until(b'\n', &mut first)
            .map_err(|error| WireError::Table(error.into()))?;
        let first = match first.strip_prefix("\u{feff}".as_bytes()) {
            Some(rest) => rest.to_vec(),
            None => first,
        };
        let delimiter = delimiter(&first);
        let mut rows = ReaderBuilder::new()
            .delimiter(delimiter)
            // The number of cells is checked here, so that one bad row does not end the table.
            .flexible(true)
            .from_reader(Box::new(Cursor::new(first).chain(source)) as Box<dyn Read + Send>);
        let header = rows.byte_headers().map_err(WireError::Table)?.clone();
        let header: Vec<String> =
            texts(&header, 1)?.into_iter().map(|name| name.trim().to_owned()).collect();
        let mut seen = HashSet::new();
        for (index, name) in header.iter().enumerate() {
            if name.is_empty() {
                return Err(WireError::ColumnUnnamed { column: index + 1 });
            }
            if !seen.insert(name) {
                return Err(WireError::ColumnTwice { name: name.clone() });
            }
        }
        Ok(Table { rows, header: header.into() })
    }

    /// The next row, or what is wrong with it.
    pub fn next_row(&mut self) -> Option<Result<TableRow, WireError>> {
        let line = self.rows.position().line();
        let mut record = ByteRecord::new();
        match self.rows.read_byte_record(&mut record) {
            Ok(false) => None,
            Ok(true) => Some(self.row(&record, line)),
            Err(error) => Some(Err(WireError::Table(error))),
        }
    }

    fn row(&self, record: &ByteRecord, line: u64) -> Result<TableRow, WireError> {
        let line = record.position().map_or(line, csv::Position::line);
        if record.len() != self.header.len() {
            return Err(WireError::CellCount {
                line,
                found: record.len(),
                expected: self.header.len(),
            });
        }
        Ok(TableRow { header: Arc::clone(&self.header), cells: texts(record, line)? })
    }
}

impl TableRow {
    /// The row as case data.
    pub fn record(&self) -> Record {
        let mut record = Record::default();
        let mut groups = HashSet::new();
        for (name, cell) in self.header.iter().zip(&self.cells) {
            for (at, _) in name.match_indices(['.', ':']) {
                if groups.insert(&name[..at]) {
                    record.insert_group(&name[..at]);
                }
            }
            record.insert(name.as_str(), Datum::Value(Value::Text(cell.clone())));
        }
        record
    }

    /// How many bytes its cells have.
    pub fn size(&self) -> usize {
        self.cells.iter().map(String::len).sum()
    }

    /// The row as a JSON object with dotted names, which reads back to the same case data.
    pub fn json(&self) -> Map<String, Json> {
        let cells = self.cells.iter().map(|cell| Json::String(cell.clone()));
        self.header.iter().cloned().zip(cells).collect()
    }
}

fn delimiter(first: &[u8]) -> u8 {
    let mut counts = [(b';', 0_usize), (b'\t', 0), (b',', 0)];
    let mut quoted = false;
    for byte in first {
        quoted ^= *byte == b'"';
        for (delimiter, count) in &mut counts {
            *count += usize::from(!quoted && byte == delimiter);
        }
    }
    // The first of equals: a semicolon is what Danish spreadsheets write.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b';', |(delimiter, _)| *delimiter)
}

fn texts(record: &ByteRecord, line: u64) -> Result<Vec<String>, WireError> {
    record
        .iter()
        .map(|cell| String::from_utf8(cell.to_vec()).map_err(|_| WireError::NotUtf8 { line }))
        .collect()
}
