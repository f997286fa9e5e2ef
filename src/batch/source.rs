//! Where the records of a batch come from: JSON lines, or a table.

use std::io::{BufRead, Read, Write};
use std::sync::Arc;

use super::error::BatchError;
use crate::merge::Record;
use crate::wire::{DATA_LIMIT, Table, TableRow, WireError, read_record};

/// How the records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line.
    JsonLines,
    /// A table with the names in its first row.
    Table,
}

/// Records under way.
pub struct Source {
    rows: Rows,
    number: usize,
}

enum Rows {
    Lines(Box<dyn BufRead + Send>),
    Table(Table),
}

/// A record as it came.
#[derive(Debug)]
pub struct Entry {
    /// Its number in the source, from 1; empty lines do not count.
    pub number: usize,
    /// What came.
    pub content: Content,
}

/// What came for one record.
#[derive(Debug)]
pub enum Content {
    /// A line that should be JSON.
    Line(Vec<u8>),
    /// A row.
    Row(TableRow),
    /// Nothing that can be given back.
    Unreadable(Arc<WireError>),
}

impl Source {
    /// Begins to read.
    pub fn open(reader: impl BufRead + Send + 'static, format: Format) -> Result<Self, BatchError> {
        let rows = match format {
            Format::JsonLines => Rows::Lines(Box::new(reader)),
            Format::Table => Rows::Table(Table::open(reader).map_err(BatchError::Table)?),
        };
        Ok(Source { rows, number: 0 })
    }

    /// The next entries, at most `count` and not much more than `bytes`; none at the end.
    pub(super) fn take(&mut self, count: usize, bytes: usize) -> Result<Vec<Entry>, BatchError> {
        let mut entries = Vec::new();
        let mut size = 0;
        while entries.len() < count && size < bytes {
            let Some(content) = self.next_content()? else { break };
            self.number += 1;
            size += content.size();
            entries.push(Entry { number: self.number, content });
        }
        Ok(entries)
    }

    fn next_content(&mut self) -> Result<Option<Content>, BatchError> {
        match &mut self.rows {
            Rows::Table(table) => Ok(table.next_row().map(|row| match row {
                Ok(row) => Content::Row(row),
                Err(error) => Content::Unreadable(Arc::new(error)),
            })),
            Rows::Lines(reader) => next_line(reader.as_mut()).map_err(BatchError::Read),
        }
    }
}

/// The next line that is not blank. One that is too long is passed over, not held.
fn next_line(reader: &mut dyn BufRead) -> std::io::Result<Option<Content>> {
    loop {
        let mut line = Vec::new();
        let limit = DATA_LIMIT as u64 + 1;
        if (&mut *reader).take(limit).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        if line.len() > DATA_LIMIT && line.last() != Some(&b'\n') {
            skip_line(reader)?;
            let error = WireError::TooLarge { limit: DATA_LIMIT };
            return Ok(Some(Content::Unreadable(Arc::new(error))));
        }
        if !line.trim_ascii().is_empty() {
            line.truncate(line.trim_ascii_end().len());
            return Ok(Some(Content::Line(line)));
        }
    }
}

fn skip_line(reader: &mut dyn BufRead) -> std::io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        let length = buffer.len();
        let end = buffer.iter().position(|byte| *byte == b'\n');
        reader.consume(end.map_or(length, |end| end + 1));
        if end.is_some() || length == 0 {
            return Ok(());
        }
    }
}

impl Entry {
    /// The case data.
    pub fn record(&self) -> Result<Record, Arc<WireError>> {
        match &self.content {
            Content::Line(line) => read_record(line).map_err(Arc::new),
            Content::Row(row) => Ok(row.record()),
            Content::Unreadable(error) => Err(Arc::clone(error)),
        }
    }

    /// Writes the record as a JSON line, to be read again; whether there was anything to write.
    pub fn write_line(&self, out: &mut dyn Write) -> std::io::Result<bool> {
        match &self.content {
            Content::Line(line) => out.write_all(line)?,
            Content::Row(row) => serde_json::to_writer(&mut *out, &row.json())?,
            Content::Unreadable(_) => return Ok(false),
        }
        out.write_all(b"\n")?;
        Ok(true)
    }
}

impl Content {
    fn size(&self) -> usize {
        match self {
            Content::Line(line) => line.len(),
            Content::Row(row) => row.size(),
            Content::Unreadable(_) => 0,
        }
    }
}
