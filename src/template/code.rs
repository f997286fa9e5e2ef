//! A field's code as text, and the way back from the text to the nodes it was made of.

use crate::docx::{Node, PieceId, PieceKind, Story, Structure};
use crate::field::{Argument, LINE_BREAK, NESTED, OBJECT, PARAGRAPH};

/// A field code as one text, nested fields and pictures as placeholder characters.
#[derive(Debug)]
pub(crate) struct Code {
    /// The text.
    pub text: String,
    items: Vec<Item>,
}

/// A stretch of the text and the nodes it stands for.
#[derive(Debug)]
struct Item {
    start: usize,
    end: usize,
    first: usize,
    last: usize,
    kind: ItemKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ItemKind {
    Text,
    Nested,
    Other,
}

/// The nodes of an argument: text of the first and last node may be cut.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Slice {
    /// The node that holds the beginning, and the bytes of the code's text that belong to it.
    pub head: Option<(usize, std::ops::Range<usize>)>,
    /// The nodes that belong whole.
    pub whole: std::ops::Range<usize>,
    /// The node that holds the end, and the bytes of the code's text that belong to it.
    pub tail: Option<(usize, std::ops::Range<usize>)>,
}

impl Code {
    /// Reads the code of a complex field from its nodes.
    pub fn of(story: &Story, nodes: &[Node]) -> Self {
        let mut code = Code { text: String::new(), items: Vec::new() };
        let mut skip_until: Option<usize> = None;
        for (index, node) in nodes.iter().enumerate() {
            if let Some(closer) = skip_until {
                if let Some(item) = code.items.last_mut() {
                    item.last = index;
                }
                if matches!(node, Node::Piece(id) if *id == closer) {
                    skip_until = None;
                }
                continue;
            }
            match node {
                Node::Field(field) if field.deleted => {}
                Node::Field(_) => {
                    code.push(index, ItemKind::Nested, NESTED.encode_utf8(&mut [0; 4]));
                }
                Node::Piece(id) => {
                    let piece = &story.pieces[*id];
                    if piece.deleted {
                        continue;
                    }
                    match &piece.kind {
                        PieceKind::Code(content) | PieceKind::Text(content) => {
                            let text: String = story.text(content).chars().map(visible).collect();
                            code.push(index, ItemKind::Text, &text);
                        }
                        PieceKind::LineBreak => code.character(index, LINE_BREAK),
                        PieceKind::Tab => code.character(index, '\t'),
                        PieceKind::ParagraphClose => code.character(index, PARAGRAPH),
                        PieceKind::Ink => {
                            code.character(index, OBJECT);
                            skip_until = end_of_object(story, nodes, index);
                        }
                        // A table is one object: quotes in its cells must not end the argument.
                        PieceKind::Open(Structure::Table | Structure::Story) => {
                            code.character(index, OBJECT);
                            skip_until = piece.partner;
                        }
                        _ => {}
                    }
                }
            }
        }
        code
    }

    /// The indices of the nested fields' nodes, in the order of their placeholders.
    pub fn nested(&self) -> impl Iterator<Item = usize> {
        self.items.iter().filter(|item| item.kind == ItemKind::Nested).map(|item| item.first)
    }

    /// The bytes of the text that a node's own text makes.
    pub fn bytes_of(&self, node: usize) -> Option<std::ops::Range<usize>> {
        let index = self.items.partition_point(|item| item.first < node);
        self.items
            .get(index)
            .filter(|item| item.first == node && item.kind == ItemKind::Text)
            .map(|item| item.start..item.end)
    }

    /// The node of the first character of the field's name.
    pub fn name_node(&self) -> Option<usize> {
        self.items
            .iter()
            .find(|item| {
                item.kind == ItemKind::Text && !self.text[item.start..item.end].trim().is_empty()
            })
            .map(|item| item.first)
    }

    /// The nodes that an argument is made of.
    pub fn slice(&self, argument: &Argument) -> Slice {
        let (start, end) = (argument.span.start, argument.span.end);
        // The quotation marks themselves say in which nodes a quoted argument begins and ends:
        // paragraph marks between them and the text belong to it.
        let first = self.item_at(if argument.quoted { start.saturating_sub(1) } else { start });
        let last = self
            .item_at(if argument.quoted { end } else { end.saturating_sub(1) })
            .or_else(|| self.items.len().checked_sub(1));
        let (Some(first), Some(last)) = (first, last) else { return Slice::default() };
        let (head, tail) = (&self.items[first], &self.items[last]);
        let cut = |item: &Item| {
            let bytes = item.start.max(start)..item.end.min(end).max(item.start.max(start));
            (item.first, bytes)
        };
        let mut slice = Slice { head: None, whole: head.first..tail.last + 1, tail: None };
        if head.kind == ItemKind::Text {
            slice.head = Some(cut(head));
            slice.whole.start = head.last + 1;
        }
        if tail.kind == ItemKind::Text {
            if last != first {
                slice.tail = Some(cut(tail));
            }
            slice.whole.end = tail.first;
        } else if argument.quoted && tail.start >= end && last != first {
            // Unreachable for well-formed spans; keeps a stray object out.
            slice.whole.end = tail.first;
        }
        if slice.whole.start > slice.whole.end {
            slice.whole.end = slice.whole.start;
        }
        slice
    }

    fn item_at(&self, byte: usize) -> Option<usize> {
        let index = self.items.partition_point(|item| item.end <= byte);
        (index < self.items.len()).then_some(index)
    }

    fn push(&mut self, node: usize, kind: ItemKind, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.items.push(Item { start, end: self.text.len(), first: node, last: node, kind });
    }

    fn character(&mut self, node: usize, character: char) {
        self.push(node, ItemKind::Other, character.encode_utf8(&mut [0; 4]));
    }
}

/// White space of the XML file is a blank in Word.
fn visible(c: char) -> char {
    if matches!(c, '\n' | '\r') { ' ' } else { c }
}

/// The last piece of an object, such as a drawing, that begins with a node; `None` where it is one
/// piece. Whatever stands in it ends before the run goes on with other content.
fn end_of_object(story: &Story, nodes: &[Node], index: usize) -> Option<PieceId> {
    let Node::Piece(id) = &nodes[index] else { return None };
    let run = story.pieces[*id].run?;
    let mut last = None;
    for node in &nodes[index + 1..] {
        match node {
            Node::Field(field) if story.pieces[field.begin].run == Some(run) => break,
            Node::Field(_) => {}
            Node::Piece(id) => {
                let piece = &story.pieces[*id];
                let content = matches!(
                    piece.kind,
                    PieceKind::RunClose
                        | PieceKind::Text(_)
                        | PieceKind::Code(_)
                        | PieceKind::LineBreak
                        | PieceKind::Tab
                );
                if piece.run == Some(run) && content {
                    break;
                }
                last = Some(*id);
            }
        }
    }
    last
}
