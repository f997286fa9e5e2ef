//! Where each paragraph stands: heading above, number, table cell, and the text around a field.

use std::collections::HashMap;
use std::ops::Range;

use super::code::Code;
use crate::diagnostic::{Place, StoryKind};
use crate::docx::{FieldNode, Folded, Node, PieceId, PieceKind, Story, Structure, Styles};
use crate::field::{LINE_BREAK, NESTED, OBJECT, PARAGRAPH};

/// The longest stretch of text shown on each side of a field, and of a field's own code.
const BEFORE: usize = 32;
const AFTER: usize = 24;
const CODE: usize = 96;

/// The places of a story.
#[derive(Debug)]
pub(crate) struct Places {
    story: StoryKind,
    paragraphs: Vec<Spot>,
    /// The text of each paragraph, fields as their codes in braces.
    excerpts: HashMap<usize, Vec<String>>,
    /// Where the code of each field is, by the field's begin.
    codes: HashMap<PieceId, Spelt>,
}

/// The places of a story, for those who look at a template that is compiled.
#[derive(Debug)]
pub struct Spots<'t> {
    places: Places,
    story: &'t Story,
}

impl<'t> Spots<'t> {
    pub(super) fn of(kind: StoryKind, story: &'t Story, styles: &Styles, folded: &Folded) -> Self {
        Spots { places: Places::of(kind, story, styles, &folded.nodes), story }
    }

    /// The place of a piece: its paragraph.
    pub fn place(&self, piece: PieceId) -> Place {
        self.places.place(self.story, piece, None)
    }

    /// The place of a field by its first piece, with its code marked.
    pub fn field(&self, begin: PieceId) -> Place {
        self.places.place(self.story, begin, Some(begin))
    }
}

/// Where a field's code is written out: its bytes in a piece of a paragraph's excerpt.
#[derive(Clone, Debug)]
struct Spelt {
    paragraph: usize,
    position: usize,
    bytes: Range<usize>,
}

#[derive(Clone, Debug, Default)]
struct Spot {
    heading: Option<String>,
    number: usize,
    cell: Option<(usize, usize, usize)>,
}

impl Places {
    /// Finds the places of a story.
    pub fn of(kind: StoryKind, story: &Story, styles: &Styles, nodes: &[Node]) -> Self {
        let mut places = Places {
            story: kind,
            paragraphs: spots(story, styles),
            excerpts: HashMap::new(),
            codes: HashMap::new(),
        };
        for node in nodes {
            match node {
                Node::Piece(id) => {
                    let piece = &story.pieces[*id];
                    let text = match &piece.kind {
                        PieceKind::Text(content) => story.text(content).into_owned(),
                        PieceKind::LineBreak | PieceKind::Tab => " ".to_owned(),
                        _ => continue,
                    };
                    if let Some(paragraph) = piece.paragraph {
                        places.excerpts.entry(paragraph).or_default().push(text);
                    }
                }
                Node::Field(field) => {
                    if let Some(paragraph) = story.pieces[field.begin].paragraph {
                        let (mut code, mut nested) = (String::new(), Vec::new());
                        braces(story, field, &mut code, &mut nested);
                        let excerpt = places.excerpts.entry(paragraph).or_default();
                        let position = excerpt.len();
                        excerpt.push(code);
                        places.codes.extend(
                            nested.into_iter().map(|(begin, bytes)| {
                                (begin, Spelt { paragraph, position, bytes })
                            }),
                        );
                    }
                }
            }
        }
        places
    }

    /// The paragraphs of a story in order, without their text.
    pub fn paragraphs(kind: StoryKind, story: &Story, styles: &Styles) -> Vec<Place> {
        let mut spots = spots(story, styles);
        spots.sort_by_key(|spot| spot.number);
        let place = |spot: Spot| Place {
            story: kind,
            heading: spot.heading,
            paragraph: spot.number,
            cell: spot.cell,
            ..Place::default()
        };
        spots.into_iter().map(place).collect()
    }

    /// The number of a paragraph in its story, from 1.
    pub fn number(&self, paragraph: usize) -> usize {
        self.paragraphs.get(paragraph).map_or(0, |spot| spot.number)
    }

    /// The place of a piece; `field` is the field it belongs to, by its begin.
    pub fn place(&self, story: &Story, piece: PieceId, field: Option<PieceId>) -> Place {
        let Some(paragraph) = story.pieces[piece].paragraph else {
            return Place { story: self.story, ..Place::default() };
        };
        let spot = self.paragraphs.get(paragraph).cloned().unwrap_or_default();
        let (excerpt, mark) = self.excerpt(paragraph, field);
        Place {
            story: self.story,
            heading: spot.heading,
            paragraph: spot.number,
            cell: spot.cell,
            excerpt,
            mark,
        }
    }

    fn excerpt(&self, paragraph: usize, field: Option<PieceId>) -> (String, (usize, usize)) {
        let pieces = |paragraph| self.excerpts.get(&paragraph).map_or(&[][..], Vec::as_slice);
        let Some(Spelt { paragraph, position, bytes }) =
            field.and_then(|field| self.codes.get(&field))
        else {
            let all = first(pieces(paragraph), CODE);
            let all = shorten(all.trim(), CODE);
            let length = all.chars().count();
            return (all, (0, length));
        };
        let pieces = pieces(*paragraph);
        let code = &pieces[*position];
        // A long code is shown around the field in question.
        let (shown, offset) = window(code, bytes.start, bytes.len());
        let before = last(&pieces[..*position], BEFORE);
        let after = shorten(&first(&pieces[position + 1..], AFTER), AFTER);
        let start = before.chars().count() + shown[..offset].chars().count();
        let rest = shown[offset..].chars().count();
        let length = code[bytes.clone()].chars().take(rest).count();
        (format!("{before}{shown}{after}"), (start, start + length))
    }
}

fn spots(story: &Story, styles: &Styles) -> Vec<Spot> {
    let mut spots = vec![Spot::default(); story.paragraphs.len()];
    let mut number = 0;
    let mut heading: Option<String> = None;
    let mut text = String::new();
    let mut tables = 0;
    let mut cells: Vec<(usize, usize, usize)> = Vec::new();
    for piece in &story.pieces {
        match &piece.kind {
            PieceKind::Open(Structure::Table) => {
                tables += 1;
                cells.push((tables, 0, 0));
            }
            PieceKind::Open(Structure::Row) => {
                if let Some(cell) = cells.last_mut() {
                    *cell = (cell.0, cell.1 + 1, 0);
                }
            }
            PieceKind::Open(Structure::Cell) => {
                if let Some(cell) = cells.last_mut() {
                    cell.2 += 1;
                }
            }
            PieceKind::Close(Structure::Table) => {
                cells.pop();
            }
            PieceKind::ParagraphOpen => {
                number += 1;
                text.clear();
                if let Some(paragraph) = piece.paragraph {
                    spots[paragraph] =
                        Spot { heading: heading.clone(), number, cell: cells.last().copied() };
                }
            }
            PieceKind::Text(content) => text.push_str(&story.text(content)),
            PieceKind::ParagraphClose => {
                let is_heading = piece
                    .paragraph
                    .is_some_and(|paragraph| heading_level(story, styles, paragraph).is_some());
                if is_heading && !text.trim().is_empty() {
                    heading = Some(shorten(text.trim(), 60));
                }
            }
            _ => {}
        }
    }
    spots
}

/// The heading level of a paragraph, from its own outline level or its style.
pub(crate) fn heading_level(story: &Story, styles: &Styles, paragraph: usize) -> Option<u8> {
    let paragraph = &story.paragraphs[paragraph];
    match paragraph.outline {
        Some(level) if level < 9 => Some(level + 1),
        Some(_) => None,
        None => styles.heading_level(paragraph.style.as_deref()?),
    }
}

/// Writes a field's code with braces, and notes where it and those of the fields in it are.
fn braces(
    story: &Story,
    field: &FieldNode,
    out: &mut String,
    spelt: &mut Vec<(PieceId, Range<usize>)>,
) {
    let start = out.len();
    out.push_str("{ ");
    if let PieceKind::SimpleFieldOpen(code) = &story.pieces[field.begin].kind {
        out.push_str(code.trim());
    } else {
        let code = Code::of(story, &field.code);
        let mut nested = code.nested().filter_map(|node| match &field.code[node] {
            Node::Field(field) => Some(field),
            Node::Piece(_) => None,
        });
        for c in code.text.chars() {
            match c {
                NESTED => {
                    if let Some(nested) = nested.next() {
                        braces(story, nested, out, spelt);
                    }
                }
                OBJECT => out.push('▢'),
                PARAGRAPH => out.push('¶'),
                c if c.is_whitespace() || c == LINE_BREAK => {
                    if !out.ends_with(' ') {
                        out.push(' ');
                    }
                }
                c => out.push(c),
            }
        }
        out.truncate(out.trim_end().len());
    }
    out.push_str(" }");
    spelt.push((field.begin, start..out.len()));
}

/// The stretch of a long code around some bytes of it, and where they begin there.
fn window(code: &str, at: usize, length: usize) -> (String, usize) {
    if code.chars().nth(CODE).is_none() {
        return (code.to_owned(), at);
    }
    let from = code[..at].char_indices().rev().nth(20).map_or(0, |(index, _)| index);
    let to = (at + length).min(code.len());
    let lead = if from > 0 { "…" } else { "" };
    let head = format!("{lead}{}", &code[from..at]);
    let offset = head.len();
    let wanted = code[at..to].chars().take(CODE).count();
    let shown = shorten(&code[at..], CODE.max(wanted));
    (head + &shown, offset)
}

/// The first pieces of a paragraph, a little more than `length` characters of them.
fn first(pieces: &[String], length: usize) -> String {
    let mut text = String::new();
    let mut count = 0;
    for piece in pieces {
        if count > length {
            break;
        }
        let before = text.len();
        text.extend(piece.chars().take(length + 1));
        count += text[before..].chars().count();
    }
    text
}

/// The last `length` characters of some pieces.
fn last(pieces: &[String], length: usize) -> String {
    let mut reversed: Vec<char> =
        pieces.iter().rev().flat_map(|piece| piece.chars().rev()).take(length + 1).collect();
    let cut = reversed.len() > length;
    reversed.truncate(length);
    let lead = if cut { "…" } else { "" };
    lead.chars().chain(reversed.into_iter().rev()).collect()
}

fn shorten(text: &str, length: usize) -> String {
    if text.chars().nth(length).is_none() {
        return text.to_owned();
    }
    let head: String = text.chars().take(length).collect();
    format!("{head}…")
}
