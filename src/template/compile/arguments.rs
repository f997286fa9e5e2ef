//! Arguments of field codes, as steps for the letter and as text for a field around them.

use std::ops::Range;

use super::super::code::{Code, Slice};
use super::super::program::{Branch, Bytes, Part, Step, Text};
use super::super::steps::StepList;
use super::{Compiler, Mode};
use crate::docx::{FieldNode, Node, PieceId, PieceKind, encode};
use crate::field::{Argument, LINE_BREAK, NESTED, OBJECT, PARAGRAPH, Value};

impl Compiler<'_, '_, '_> {
    pub(super) fn branch(
        &mut self,
        id: usize,
        node: &FieldNode,
        code: &Code,
        argument: &Argument,
    ) -> Branch {
        let text = self.text(id, argument);
        if matches!(self.story.pieces[node.begin].kind, PieceKind::SimpleFieldOpen(_)) {
            // The code of a simple field is an attribute: its text has no runs of its own.
            let steps = self.simple_text(id, argument);
            return Branch { steps, text };
        }
        let Slice { head, whole, tail } = code.slice(argument);
        let whole = self.whole_runs(&node.code, whole);
        self.note_escapes(&node.code, whole.clone(), code, argument);
        let mut list = StepList::default();
        if let Some((index, bytes)) = head {
            self.cut_text(&node.code[index], code, argument, bytes, &mut list);
        }
        self.nodes(&node.code[whole.clone()], Mode::Quoted, &mut list);
        if let Some((index, bytes)) = tail {
            self.cut_text(&node.code[index], code, argument, bytes, &mut list);
        }
        self.close_runs(&mut list);
        for open in self.left_open(&node.code[whole]) {
            let frame = self.frame(open);
            list.push(Step::Close(frame));
        }
        Branch { steps: list.finish(), text }
    }

    /// Notes the texts between the first and the last of an argument that have escapes in them.
    fn note_escapes(
        &mut self,
        nodes: &[Node],
        whole: Range<usize>,
        code: &Code,
        argument: &Argument,
    ) {
        if argument.escapes.is_empty() {
            return;
        }
        for index in whole {
            let (Some(Node::Piece(piece)), Some(bytes)) = (nodes.get(index), code.bytes_of(index))
            else {
                continue;
            };
            if argument.escapes.iter().any(|at| bytes.contains(at)) {
                self.unescaped.insert(*piece, unescaped(&code.text, bytes, argument));
            }
        }
    }

    /// The same nodes with the tags of runs that they hold all content of: an argument may begin or
    /// end with a picture or a line break.
    fn whole_runs(&self, nodes: &[Node], mut whole: Range<usize>) -> Range<usize> {
        let copied = |node: Option<&Node>, kind: PieceKind| match node {
            Some(Node::Piece(id)) => {
                let piece = &self.story.pieces[*id];
                let plain = piece.run.is_some_and(|run| !self.machinery[run]);
                (plain && piece.kind == kind).then_some(piece.partner)
            }
            _ => None,
        };
        if !whole.is_empty()
            && whole.start > 0
            && copied(nodes.get(whole.start - 1), PieceKind::RunOpen).is_some()
        {
            whole.start -= 1;
        }
        if let Some(Some(open)) = copied(nodes.get(whole.end), PieceKind::RunClose)
            && nodes[whole.clone()].contains(&Node::Piece(open))
        {
            whole.end += 1;
        }
        whole
    }

    /// Containers of runs that begin in some nodes and end behind them, innermost first: an argument
    /// that ends inside a link does not make a link of what follows.
    fn left_open(&self, nodes: &[Node]) -> Vec<PieceId> {
        let mut open = Vec::new();
        for node in nodes {
            let Node::Piece(id) = node else { continue };
            match self.story.pieces[*id].kind {
                PieceKind::ContainerOpen => open.push(*id),
                PieceKind::ContainerClose => {
                    open.pop();
                }
                PieceKind::ParagraphOpen | PieceKind::ParagraphClose | PieceKind::Open(_) => {
                    open.clear();
                }
                _ => {}
            }
        }
        open.reverse();
        open
    }

    fn cut_text(
        &mut self,
        node: &Node,
        code: &Code,
        argument: &Argument,
        bytes: Bytes,
        list: &mut StepList,
    ) {
        let Node::Piece(piece) = node else { return };
        let text = unescaped(&code.text, bytes, argument);
        self.literal_text(*piece, &text, list);
    }

    fn simple_text(&mut self, id: usize, argument: &Argument) -> Vec<Step> {
        let field = &self.program.fields[id];
        let text = argument.text(&field.code).into_owned();
        if text.is_empty() {
            return Vec::new();
        }
        let prefix = self.program.prefix.clone();
        let properties = self.program.buffer[field.properties.clone()].to_owned();
        let mut list = StepList::default();
        let open =
            self.literal(&format!(r#"<{prefix}r>{properties}<{prefix}t xml:space="preserve">"#));
        list.copy(open);
        let content = self.literal(&encode(&text));
        let (first, last) = self.edges(&content);
        list.text(content, first, last, !text.trim().is_empty());
        let close = self.literal(&format!("</{prefix}t></{prefix}r>"));
        list.copy(close);
        list.finish()
    }

    /// An argument as text.
    pub(super) fn text(&self, id: usize, argument: &Argument) -> Text {
        let field = &self.program.fields[id];
        let places = self.nested_at.get(&id).map_or(&[][..], Vec::as_slice);
        let mut nested = places.partition_point(|place| *place < argument.span.start);
        let mut parts = Vec::new();
        let mut literal = String::new();
        for c in argument.text(&field.code).chars() {
            match c {
                NESTED => {
                    if !literal.is_empty() {
                        parts.push(Part::Literal(Value::Text(std::mem::take(&mut literal))));
                    }
                    if let Some(nested) = field.nested.get(nested) {
                        parts.push(Part::Nested(*nested));
                    }
                    nested += 1;
                }
                PARAGRAPH | LINE_BREAK => literal.push('\n'),
                OBJECT => {}
                c => literal.push(c),
            }
        }
        if !literal.is_empty() {
            parts.push(Part::Literal(Value::Text(literal)));
        }
        Text { parts, bare: !argument.quoted }
    }
}

impl Text {
    /// The text, where it is written out.
    pub fn literal(&self) -> Option<String> {
        match self.parts.as_slice() {
            [] => Some(String::new()),
            [Part::Literal(Value::Text(text))] => Some(text.clone()),
            _ => None,
        }
    }

    /// The nested fields in it.
    pub fn nested(&self) -> impl Iterator<Item = usize> {
        self.parts.iter().filter_map(|part| match part {
            Part::Nested(id) => Some(*id),
            Part::Literal(_) => None,
        })
    }
}

/// Bytes of a code's text without the backslashes that escape.
fn unescaped(text: &str, bytes: Bytes, argument: &Argument) -> String {
    text.get(bytes.clone())
        .unwrap_or_default()
        .char_indices()
        .filter(|(offset, _)| argument.escapes.binary_search(&(bytes.start + offset)).is_err())
        .map(|(_, c)| c)
        .collect()
}
