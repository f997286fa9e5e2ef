//! Fields while they are read: codes, results, and the texts of their branches.

use roxmltree::Node;

use super::{Reader, Run, Target};
use crate::letter::xml::attribute;
use crate::lint::manuscript::code::{OpenField, Phase};
use crate::lint::manuscript::control;
use crate::lint::manuscript::paragraph::{Alternative, PieceKind, Seen};

impl Reader<'_> {
    /// A stretch of field code, cut into what readers may meet and what only the author sees.
    pub(super) fn code(&mut self, text: &str, part: Node<'_, '_>, run: &Run) {
        let Some(field) = self.fields.last_mut() else {
            return self.push(PieceKind::Code, text, part.range(), run);
        };
        let cuts = field.take(text);
        for (branch, cut) in cuts {
            let kind = if branch.is_some() { PieceKind::Text } else { PieceKind::Code };
            self.branch = branch;
            self.push(kind, &text[cut], part.range(), run);
            self.branch = None;
        }
        self.name_field();
    }

    /// Once the first words of a code are known, its begin says what field it is.
    pub(super) fn name_field(&mut self) {
        let Some(field) = self.fields.last() else { return };
        let (kind, argument) = field.words();
        if let Some(piece) = self
            .story
            .paragraphs
            .get_mut(field.paragraph)
            .and_then(|paragraph| paragraph.pieces.get_mut(field.piece))
        {
            piece.kind = PieceKind::Field(kind, argument);
        }
    }

    pub(super) fn field_character(&mut self, node: Node<'_, '_>, run: &Run) {
        control::form_field(self, node);
        match attribute(node, "fldCharType") {
            Some("begin") => self.begin_field(node, run),
            Some("separate") => self.separate_field(node, run),
            Some("end") => self.end_field(node, run),
            _ => {}
        }
    }

    pub(super) fn begin_field(&mut self, node: Node<'_, '_>, run: &Run) {
        let Some(open) = self.open.last() else { return };
        let seen = self.seen();
        let paragraph = open.index;
        if let Some(outer) = self.fields.last_mut() {
            outer.nested();
        }
        let piece = self.story.paragraphs[paragraph].pieces.len();
        self.push(PieceKind::Field(String::new(), String::new()), "{ ", node.range(), run);
        self.fields.push(OpenField::new(paragraph, piece, seen, self.boxes.len()));
    }

    pub(super) fn separate_field(&mut self, node: Node<'_, '_>, run: &Run) {
        if self.fields.is_empty() {
            return;
        }
        self.push(PieceKind::Code, "}", node.range(), run);
        let Some(field) = self.fields.last_mut() else { return };
        field.phase = Phase::Result;
        let (kind, argument) = field.words();
        if kind == "HYPERLINK" {
            let anchor = field.switch('l');
            let tooltip = field.switch('o');
            let address = Some(argument).filter(|address| !address.is_empty());
            let (filled, begin) = (field.filled, (field.paragraph, field.piece));
            let paragraph = self.story.paragraphs.get(begin.0);
            let begin = paragraph.and_then(|paragraph| paragraph.pieces.get(begin.1));
            let bytes = begin.map_or_else(|| node.range(), |piece| piece.bytes.clone());
            let link = self.open_link(bytes, Target { address, anchor, tooltip, filled });
            if let Some(field) = self.fields.last_mut() {
                field.link = Some(link);
            }
        }
    }

    pub(super) fn end_field(&mut self, node: Node<'_, '_>, run: &Run) {
        let Some(field) = self.fields.last() else { return };
        if field.phase == Phase::Code {
            self.push(PieceKind::Code, "}", node.range(), run);
        }
        let Some(field) = self.fields.pop() else { return };
        if let Some(link) = field.link {
            self.close_link(link);
        }
    }

    pub(super) fn simple_field(&mut self, node: Node<'_, '_>) {
        let run = Run::around(node, &self.run_look(None));
        self.begin_field(node, &run);
        if self.open.is_empty() {
            return self.inlines(node);
        }
        let code = attribute(node, "instr").unwrap_or_default().trim().to_owned();
        self.code(&code, node, &run);
        self.separate_field(node, &run);
        self.inlines(node);
        self.end_field(node, &run);
    }

    /// Who meets what comes next.
    pub(super) fn seen(&self) -> Seen {
        let Some(field) = self.fields.last() else { return Seen::Always };
        match field.phase {
            Phase::Code if field.in_branch() => match field.seen {
                Seen::Always | Seen::Branch => Seen::Branch,
                other => other,
            },
            Phase::Code => Seen::Code,
            // What a link shows is no example but the text itself.
            Phase::Result if field.shows_result() => field.seen,
            Phase::Result => match field.seen {
                Seen::Code => Seen::Code,
                _ => Seen::Stored,
            },
        }
    }

    /// The text of a condition that comes next, of the outermost so many open fields.
    pub(super) fn alternative(&mut self, fields: usize) -> Option<Alternative> {
        let innermost = fields == self.fields.len();
        let branch = |field: &OpenField, at: usize| match self.branch {
            Some(branch) if innermost && at + 1 == fields => Some(branch),
            _ => field.branch().filter(|_| field.phase == Phase::Code),
        };
        let mut open = self.fields[..fields].iter().enumerate().rev();
        let (at, branch) = open.find_map(|(at, field)| Some((at, branch(field, at)?)))?;
        let condition = if let Some(condition) = self.fields[at].condition {
            condition
        } else {
            let within = self.alternative(at);
            self.story.conditions.push(within);
            let condition = self.story.conditions.len() - 1;
            self.fields[at].condition = Some(condition);
            condition
        };
        Some(Alternative { condition, branch })
    }
}
