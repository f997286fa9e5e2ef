//! Tables that are faked: columns made by tabs or runs of blanks.

use super::flow::flows;
use super::marker::Marker;
use super::phrases::{is_closing, is_figure, letters, tidy};
use crate::letter::TabLeader;
use crate::lint::manuscript::{Paragraph, Story};

/// Lines that stand in columns: the paragraphs, and how many columns.
#[derive(Debug)]
pub(super) struct Columns {
    /// Indexes of [`Story::paragraphs`], in order.
    pub paragraphs: Vec<usize>,
    /// How many columns.
    pub columns: usize,
}

/// So many blanks in a row part columns.
const GAP: usize = 3;
/// So many paragraphs after the closing words are names and titles.
const SIGNATURE: usize = 8;
/// The longest text of a cell, in characters: longer ones are sentences after a tab.
const CELL: usize = 60;

/// The faked tables of a story.
pub(super) fn faked_tables(story: &Story) -> Vec<Columns> {
    let mut found = Vec::new();
    if !story.is_text() {
        return found;
    }
    for flow in flows(story) {
        let mut closed = None;
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut group: Vec<usize> = Vec::new();
        for (at, index) in flow.iter().enumerate() {
            let paragraph = &story.paragraphs[*index];
            let text = paragraph.text();
            if is_closing(&text) {
                closed = Some(at);
            }
            let signed = closed.is_some_and(|closed| at - closed <= SIGNATURE);
            let lines = if signed || !may_be_row(paragraph) { Vec::new() } else { lines(&text) };
            let fits = !lines.is_empty()
                && rows
                    .first()
                    .is_none_or(|first| lines.iter().all(|line| line.len() == first.len()));
            if !fits {
                found.extend(judged(&std::mem::take(&mut rows), std::mem::take(&mut group)));
            }
            if !lines.is_empty() {
                rows.extend(lines);
                group.push(*index);
            }
        }
        found.extend(judged(&rows, group));
    }
    found
}

/// Whether it can be a row: no item, heading, line of a table of contents, note, or form.
fn may_be_row(paragraph: &Paragraph) -> bool {
    paragraph.list.is_none()
        && paragraph.heading_level().is_none()
        && !paragraph.framed
        && !paragraph.format.style_name.starts_with("toc ")
        && !paragraph.format.style_name.starts_with("table of")
        && paragraph.format.tabs.iter().all(|stop| stop.leader == TabLeader::None)
}

/// The cells of each line, where every line has at least two.
fn lines(text: &str) -> Vec<Vec<String>> {
    let text = text.trim_end();
    let mut rows = Vec::new();
    for line in text.split('\n') {
        let cells = cells(line);
        let item = Marker::of(line).is_some();
        let sound = cells.len() >= 2
            && !item
            && cells.iter().all(|cell| cell.chars().count() <= CELL && !is_rule(cell));
        if !sound {
            return Vec::new();
        }
        rows.push(cells);
    }
    rows
}

/// The texts between tabs and long runs of blanks.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut blanks = 0;
    for c in line.chars() {
        if c == '\t' {
            blanks = GAP;
        } else if c.is_whitespace() {
            blanks += 1;
        } else {
            if blanks >= GAP {
                cells.push(String::new());
            } else if blanks > 0
                && let Some(cell) = cells.last_mut()
            {
                cell.push(' ');
            }
            blanks = 0;
            if let Some(cell) = cells.last_mut() {
                cell.push(c);
            }
        }
    }
    cells.retain(|cell| !cell.trim().is_empty());
    cells
}

/// Whether it is a line to write on.
fn is_rule(cell: &str) -> bool {
    cell.chars().filter(|c| matches!(c, '_' | '.' | '…' | '-')).count() * 2 > cell.chars().count()
        && letters(cell) < 4
}

/// Three columns over two lines are a table; two columns are one over three lines that are not only
/// labels with what they say: `Sagsnr.: 123` reads well as it is.
fn judged(rows: &[Vec<String>], group: Vec<usize>) -> Option<Columns> {
    let columns = rows.first()?.len();
    let labels = rows.iter().filter(|row| row[0].trim_end().ends_with(':')).count();
    let figures = rows.iter().filter(|row| row.last().is_some_and(|cell| is_figure(cell))).count();
    let texts = rows.iter().all(|row| row.iter().any(|cell| letters(&tidy(cell)) >= 2));
    let enough = match columns {
        0 | 1 => false,
        2 => labels * 2 < rows.len() && (rows.len() >= 3 || (rows.len() == 2 && figures == 2)),
        _ => rows.len() >= 2,
    };
    (enough && texts).then_some(Columns { paragraphs: group, columns })
}
