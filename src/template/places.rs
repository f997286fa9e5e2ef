//! Where each paragraph stands: heading above, number, table cell, and the text around a field.

use std::collections::HashMap;

use super::code::Code;
use crate::diagnostic::{Place, StoryKind};
use crate::docx::{FieldNode, Node, PieceId, PieceKind, Story, Structure, Styles};
use crate::field::{LINE_BREAK, NESTED, OBJECT, PARAGRAPH};

/// The longest stretch of text shown on each side of a field, and of a field's own code.
const BEFORE: usize = 32;
const AFTER: usize = 24;
const CODE: usize = 96;

/// The places of a story.
#[derive(Debug)]
pub(super) struct Places {
    story: StoryKind,
    paragraphs: Vec<Spot>,
    excerpts: HashMap<usize, Vec<Excerpt>>,
}

#[derive(Clone, Debug, Default)]
struct Spot {
    heading: Option<String>,
    number: usize,
    cell: Option<(usize, usize, usize)>,
}

#[derive(Debug)]
enum Excerpt {
    Text(String),
    /// A field by its begin, its code in braces, and the begins and codes of those nested in it.
    Field(PieceId, String, Vec<(PieceId, String)>),
}

impl Places {
    /// Finds the places of a story.
    pub fn of(kind: StoryKind, story: &Story, styles: &Styles, nodes: &[Node]) -> Self {
        let mut places =
            Places { story: kind, paragraphs: spots(story, styles), excerpts: HashMap::new() };
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
                        places.excerpts.entry(paragraph).or_default().push(Excerpt::Text(text));
                    }
                }
                Node::Field(field) => {
                    if let Some(paragraph) = story.pieces[field.begin].paragraph {
                        let mut nested = Vec::new();
                        let code = braces(story, field, &mut nested);
                        places
                            .excerpts
                            .entry(paragraph)
                            .or_default()
                            .push(Excerpt::Field(field.begin, code, nested));
                    }
                }
            }
        }
        places
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
        let pieces = self.excerpts.get(&paragraph).map_or(&[][..], Vec::as_slice);
        let position = pieces.iter().position(|piece| match (piece, field) {
            (Excerpt::Field(begin, _, nested), Some(field)) => {
                *begin == field || nested.iter().any(|(begin, _)| *begin == field)
            }
            _ => false,
        });
        let text_of = |piece: &Excerpt| match piece {
            Excerpt::Text(text) => text.clone(),
            Excerpt::Field(_, code, _) => code.clone(),
        };
        let Some(position) = position else {
            let all: String = pieces.iter().map(text_of).collect();
            let all = shorten(all.trim(), CODE);
            let length = all.chars().count();
            return (all, (0, length));
        };
        let before: String = pieces[..position].iter().map(text_of).collect();
        let after: String = pieces[position + 1..].iter().map(text_of).collect();
        let Excerpt::Field(begin, code, nested) = &pieces[position] else {
            return (String::new(), (0, 0));
        };
        let own = nested
            .iter()
            .find(|(nested, _)| Some(*nested) == field && nested != begin)
            .map_or(code, |(_, code)| code);
        // A long code is shown around the field in question.
        let at = code.find(own.as_str()).unwrap_or(0);
        let (shown, offset) = window(code, at, own.len());
        let before = last(&before, BEFORE);
        let start = before.chars().count() + shown[..offset].chars().count();
        let length = own.chars().count().min(shown[offset..].chars().count());
        (format!("{before}{shown}{}", shorten(&after, AFTER)), (start, start + length))
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
                let is_heading = piece.paragraph.is_some_and(|paragraph| {
                    heading_level(story, styles, paragraph).is_some()
                });
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
pub(super) fn heading_level(story: &Story, styles: &Styles, paragraph: usize) -> Option<u8> {
    let paragraph = &story.paragraphs[paragraph];
    match paragraph.outline {
        Some(level) if level < 9 => Some(level + 1),
        Some(_) => None,
        None => styles.heading_level(paragraph.style.as_deref()?),
    }
}

/// A field's code with braces, and those of the fields nested in it.
pub(super) fn braces(
    story: &Story,
    field: &FieldNode,
    nested: &mut Vec<(PieceId, String)>,
) -> String {
    let text = match &story.pieces[field.begin].kind {
        PieceKind::SimpleFieldOpen(code) => code.trim().to_owned(),
        _ => {
            let code = Code::of(story, &field.code);
            let mut inner = code.nested().filter_map(|node| match &field.code[node] {
                Node::Field(field) => Some(braces(story, field, nested)),
                Node::Piece(_) => None,
            });
            let mut text = String::new();
            for c in code.text.chars() {
                match c {
                    NESTED => text.push_str(&inner.next().unwrap_or_default()),
                    OBJECT => text.push('▢'),
                    PARAGRAPH => text.push('¶'),
                    LINE_BREAK | '\t' => text.push(' '),
                    c => text.push(c),
                }
            }
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        }
    };
    let text = format!("{{ {text} }}");
    nested.push((field.begin, text.clone()));
    text
}

fn window(code: &str, at: usize, length: usize) -> (String, usize) {
    if code.chars().count() <= CODE {
        return (code.to_owned(), at);
    }
    let from = code[..at].char_indices().rev().nth(20).map_or(0, |(index, _)| index);
    let to = (at + length).min(code.len());
    let lead = if from > 0 { "…" } else { "" };
    let head = format!("{lead}{}", &code[from..at]);
    let offset = head.len();
    let shown = shorten(&code[at..], CODE.max(code[at..to].chars().count().min(CODE)));
    (head + &shown, offset)
}

fn last(text: &str, length: usize) -> String {
    let count = text.chars().count();
    if count <= length {
        return text.to_owned();
    }
    let tail: String = text.chars().skip(count - length).collect();
    format!("…{tail}")
}

fn shorten(text: &str, length: usize) -> String {
    if text.chars().count() <= length {
        return text.to_owned();
    }
    let head: String = text.chars().take(length).collect();
    format!("{head}…")
}
