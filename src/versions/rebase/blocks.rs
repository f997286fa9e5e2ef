//! A story as a row of blocks: paragraphs, tables, content controls, and fields over several
//! paragraphs.

use super::align::{Item, Numbers};
use super::atoms::{Row, atoms, is_mark, loose, shown};
use super::source::{Property, Source, is_noise, properties, spelt};
use super::xml::Element;

/// A block of a story.
#[derive(Debug)]
pub(super) struct Block<'a> {
    /// What it is.
    pub body: Body<'a>,
    /// Where it is written.
    pub source: &'a Source,
    /// Its elements, one after the other, marks between them among them.
    pub elements: Vec<&'a Element>,
    /// Marks that stand before it, outside any paragraph.
    pub before: Vec<&'a Element>,
    /// What it says, formatting and all.
    pub key: String,
    /// How it reads.
    pub text: String,
}

/// The kinds of block.
#[derive(Debug)]
pub(super) enum Body<'a> {
    /// A paragraph.
    Paragraph(Row<'a>),
    /// A table.
    Table(Vec<Line<'a>>),
    /// The paragraphs that a field begins in, runs through and ends in; or several such fields,
    /// where one begins in the paragraph in which another ends.
    Field(Vec<Block<'a>>),
    /// A content control around blocks.
    Control(Vec<Block<'a>>),
    /// Anything else, whole.
    Other,
}

/// A row of a table.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// The element, usually `w:tr`.
    pub element: &'a Element,
    /// Where it is written.
    pub source: &'a Source,
    /// Its cells; none where the element is something around rows.
    pub cells: Vec<Cell<'a>>,
    /// What it says.
    pub key: String,
    /// How it reads.
    pub text: String,
}

/// A cell of a table.
#[derive(Debug)]
pub(super) struct Cell<'a> {
    /// `w:tc`
    pub element: &'a Element,
    /// Its blocks.
    pub blocks: Vec<Block<'a>>,
    /// What it says.
    pub key: String,
    /// How it reads.
    pub text: String,
}

impl<'a> Block<'a> {
    /// The paragraph's properties.
    pub fn properties(&self) -> Vec<Property<'a>> {
        let element = self.elements.first().and_then(|element| element.child("w:pPr"));
        properties(self.source, element)
    }

    /// How many paragraphs it holds or is.
    pub fn paragraphs(&self) -> usize {
        self.elements.iter().map(|element| element.paragraphs()).sum()
    }

    /// For alignment.
    pub fn item(&self, numbers: &mut Numbers) -> Item {
        let kind = match self.body {
            Body::Paragraph(_) if self.text.trim().is_empty() => 1,
            Body::Paragraph(_) => 2,
            Body::Table(_) => 3,
            Body::Field(_) => 4,
            Body::Control(_) => 5,
            Body::Other => 6,
        };
        item(kind, &self.key, &self.text, numbers)
    }
}

impl Line<'_> {
    /// For alignment.
    pub fn item(&self, numbers: &mut Numbers) -> Item {
        let kind = if self.cells.is_empty() { 8 } else { 7 };
        item(kind, &self.key, &self.text, numbers)
    }
}

impl Cell<'_> {
    /// For alignment.
    pub fn item(&self, numbers: &mut Numbers) -> Item {
        item(9, &self.key, &self.text, numbers)
    }
}

/// Words by which a block is compared with others: enough for two pages.
const WORDS: usize = 800;

fn item(kind: u8, key: &str, text: &str, numbers: &mut Numbers) -> Item {
    let mut words: Vec<u32> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(WORDS)
        .map(|word| numbers.of(&format!("word {word}")))
        .collect();
    words.sort_unstable();
    Item { identity: numbers.of(key), kind, words }
}

/// The blocks of a container, and the marks after the last.
pub(super) fn blocks<'a>(
    source: &'a Source,
    container: &'a Element,
) -> (Vec<Block<'a>>, Vec<&'a Element>) {
    let mut single: Vec<Block<'a>> = Vec::new();
    let mut before: Vec<&'a Element> = Vec::new();
    for element in container.elements() {
        match element.name.as_str() {
            "w:tcPr" | "w:sectPr" | "w:sdtPr" | "w:sdtEndPr" | "w:proofErr" => {}
            name if is_mark(name) => before.push(element),
            name if is_noise(name) => {}
            _ => single.push(block(source, element, std::mem::take(&mut before))),
        }
    }
    (fields(single), before)
}

fn block<'a>(source: &'a Source, element: &'a Element, before: Vec<&'a Element>) -> Block<'a> {
    let (body, key, text) = match element.name.as_str() {
        "w:p" => {
            let row = atoms(source, element);
            let properties = properties(source, element.child("w:pPr"));
            let key = format!("paragraph {}|{}", spelt(&properties), row.key());
            let text = row.text();
            (Body::Paragraph(row), key, text)
        }
        "w:tbl" => {
            let lines: Vec<Line<'a>> = element
                .elements()
                .filter(|child| {
                    !matches!(child.name.as_str(), "w:tblPr" | "w:tblGrid") && !is_mark(&child.name)
                })
                .map(|child| line(source, child))
                .collect();
            let mut key = format!("table {}", table_properties(source, element));
            for line in &lines {
                key.push_str(&line.key);
            }
            let text = joined(lines.iter().map(|line| line.text.as_str()), "\n");
            (Body::Table(lines), key, text)
        }
        "w:sdt" => match element.child("w:sdtContent") {
            Some(content) => {
                let (inner, _) = blocks(source, content);
                let properties =
                    element.child("w:sdtPr").map(|found| source.meaning(found)).unwrap_or_default();
                let keys = joined(inner.iter().map(|block| block.key.as_str()), "\n");
                let text = joined(inner.iter().map(|block| block.text.as_str()), "\n");
                (Body::Control(inner), format!("control {properties}{{{keys}}}"), text)
            }
            None => (Body::Other, source.meaning(element), String::new()),
        },
        _ => (Body::Other, source.meaning(element), shown(source, element)),
    };
    Block { body, source, elements: vec![element], before, key, text }
}

/// What a table says of itself, its rows apart.
pub(super) fn table_properties(source: &Source, table: &Element) -> String {
    ["w:tblPr", "w:tblGrid"]
        .iter()
        .filter_map(|name| table.child(name))
        .map(|found| source.meaning(found))
        .collect()
}

fn line<'a>(source: &'a Source, element: &'a Element) -> Line<'a> {
    let plain = element.name == "w:tr"
        && element.elements().all(|child| {
            matches!(child.name.as_str(), "w:tc" | "w:trPr" | "w:tblPrEx") || is_mark(&child.name)
        });
    if !plain {
        let (key, text) = (source.meaning(element), shown(source, element));
        return Line { element, source, cells: Vec::new(), key, text };
    }
    let cells: Vec<Cell<'a>> = element
        .elements()
        .filter(|child| child.name == "w:tc")
        .map(|child| cell(source, child))
        .collect();
    let properties: String = ["w:tblPrEx", "w:trPr"]
        .iter()
        .filter_map(|name| element.child(name))
        .map(|found| source.meaning(found))
        .collect();
    let keys: String = cells.iter().map(|cell| cell.key.as_str()).collect();
    let text = joined(cells.iter().map(|cell| cell.text.as_str()), " | ");
    Line { element, source, key: format!("row {properties}{{{keys}}}"), cells, text }
}

fn cell<'a>(source: &'a Source, element: &'a Element) -> Cell<'a> {
    let (blocks, _) = blocks(source, element);
    let properties = spelt(&properties(source, element.child("w:tcPr")));
    let keys = joined(blocks.iter().map(|block| block.key.as_str()), "\n");
    let text = joined(blocks.iter().map(|block| block.text.as_str()), "\n");
    Cell { element, blocks, key: format!("cell {properties}{{{keys}}}"), text }
}

fn joined<'t>(texts: impl Iterator<Item = &'t str>, between: &str) -> String {
    texts.collect::<Vec<_>>().join(between)
}

/// Puts the paragraphs together that one field runs through.
fn fields(single: Vec<Block<'_>>) -> Vec<Block<'_>> {
    let mut depth = 0_usize;
    // The field depth after each block, as far as fields that begin there also end.
    let after: Vec<usize> = single
        .iter()
        .map(|block| {
            if let Body::Paragraph(row) = &block.body
                && row.open
            {
                for character in characters(block) {
                    match character {
                        "begin" => depth += 1,
                        "end" => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                }
            }
            depth
        })
        .collect();
    // A field that never ends is no field: nothing is put together from there on.
    let mut grouped: Vec<Block<'_>> = Vec::new();
    let mut open: Vec<Block<'_>> = Vec::new();
    let mut base = 0;
    let mut floors = vec![0; after.len()];
    let mut least = usize::MAX;
    for at in (0..after.len()).rev() {
        least = least.min(after[at]);
        floors[at] = least;
    }
    for (at, block) in single.into_iter().enumerate() {
        if open.is_empty() {
            base = base.max(floors[at]);
        }
        if after[at] > base {
            open.push(block);
        } else if open.is_empty() {
            grouped.push(block);
        } else {
            open.push(block);
            grouped.push(group(std::mem::take(&mut open)));
        }
    }
    grouped.extend(open);
    grouped
}

fn group(mut inner: Vec<Block<'_>>) -> Block<'_> {
    let source = inner[0].source;
    let before = std::mem::take(&mut inner[0].before);
    let mut elements = Vec::new();
    for block in &inner {
        elements.extend(block.before.iter().copied());
        elements.extend(block.elements.iter().copied());
    }
    let key = format!("field {}", joined(inner.iter().map(|block| block.key.as_str()), "\n"));
    let text = joined(inner.iter().map(|block| block.text.as_str()), "\n");
    Block { body: Body::Field(inner), source, elements, before, key, text }
}

/// The field characters of a paragraph whose partners are elsewhere, in order.
pub(super) fn characters<'a>(block: &Block<'a>) -> Vec<&'a str> {
    match &block.body {
        Body::Paragraph(row) => row.atoms.iter().filter_map(loose).collect(),
        _ => Vec::new(),
    }
}
