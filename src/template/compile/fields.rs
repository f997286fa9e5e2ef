//! Fields: their codes read, and what is to be done with each.

use super::super::code::Code;
use super::super::program::{Action, Branch, Bytes, Field, MergeAction, Part, Stored, Text};
use super::super::steps::StepList;
use super::super::{faults, regions};
use super::{Compiler, Mode};
use crate::diagnostic::Finding;
use crate::docx::{FieldNode, Node, PieceId, PieceKind};
use crate::field::{
    self, Condition, FaultKind, Field as FieldCode, Format, GeneralFormat, Instruction, NESTED,
    Ref, RefSwitches, RefusedKind, Value,
};

impl Compiler<'_, '_, '_> {
    pub(super) fn field(&mut self, node: &FieldNode) -> usize {
        if let Some(id) = self.field_of.get(&node.begin) {
            return *id;
        }
        let simple = match &self.story.pieces[node.begin].kind {
            PieceKind::SimpleFieldOpen(code) => Some(code.clone()),
            _ => None,
        };
        let code = match &simple {
            Some(_) => Code::of(self.story, &[]),
            None => Code::of(self.story, &node.code),
        };
        let text = simple.unwrap_or_else(|| code.text.clone());
        let instruction = field::parse(&text, self.shared.separators);
        let place = self.places.place(self.story, node.begin, Some(node.begin));
        let id = self.program.fields.len();
        self.field_of.insert(node.begin, id);
        let properties = self.properties(node, &code, &instruction);
        let in_paragraph = self.in_simple == 0
            && self.containers.get(&node.begin).is_none_or(Vec::is_empty)
            && self.story.pieces[node.begin].paragraph.is_some();
        self.program.fields.push(Field {
            instruction,
            code: text,
            nested: Vec::new(),
            action: Action::Nothing,
            properties: properties.0,
            uniform: properties.1,
            stored: Stored::default(),
            place,
            cell: None,
            in_paragraph,
        });
        let nested: Vec<&FieldNode> = code
            .nested()
            .filter_map(|index| match &node.code[index] {
                Node::Field(field) => Some(field),
                Node::Piece(_) => None,
            })
            .collect();
        self.note_quoted(id, &nested);
        let places = self.program.fields[id].code.match_indices(NESTED).map(|(byte, _)| byte);
        self.nested_at.insert(id, places.collect());
        let nested: Vec<usize> = nested.into_iter().map(|field| self.field(field)).collect();
        self.program.fields[id].nested = nested;
        self.program.fields[id].stored = self.stored(node);
        self.report_faults(id);
        let action = self.action(id, node, &code);
        self.program.fields[id].action = action;
        id
    }

    /// Notes which nested fields stand between quotation marks.
    fn note_quoted(&mut self, id: usize, nested: &[&FieldNode]) {
        let field = &self.program.fields[id];
        let places = field.code.match_indices(NESTED).map(|(byte, _)| byte);
        let tokens = &field.instruction.tokens;
        for (byte, nested) in places.zip(nested) {
            let after = tokens.partition_point(|token| token.span.start <= byte);
            let between = tokens[..after].last().is_some_and(|token| {
                token.kind == field::TokenKind::Quoted && token.span.contains(&byte)
            });
            if between {
                self.quoted.insert(nested.begin);
            }
        }
    }

    pub(super) fn action(&mut self, id: usize, node: &FieldNode, code: &Code) -> Action {
        let locked =
            matches!(self.story.pieces[node.begin].kind, PieceKind::FieldBegin { locked: true });
        let field = self.program.fields[id].instruction.field.clone();
        let keyword = field.keyword().to_owned();
        if locked && !matches!(field, FieldCode::Layout(_) | FieldCode::Kept(_)) {
            self.report(id, Finding::FieldLocked { field: keyword });
            return Action::Stored;
        }
        match field {
            FieldCode::MergeField(merge) => {
                let name = self.text(id, &merge.name);
                if let Some(name) = name.literal()
                    && regions::marker(&name).is_some()
                {
                    return Action::Nothing;
                }
                let before = merge.before.map(|argument| self.branch(id, node, code, &argument));
                let after = merge.after.map(|argument| self.branch(id, node, code, &argument));
                let known = name.literal().map(|name| self.shared.names.add(&name, merge.mapped));
                let composed = known.is_none().then_some(name);
                Action::Merge(MergeAction { name: known, composed, before, after })
            }
            FieldCode::If(choice) => {
                if self.condition_depends_on_page(id, &choice.condition) {
                    self.report(id, Finding::FieldDependsOnPage { field: keyword });
                    return Action::Keep;
                }
                let left = self.text(id, &choice.condition.left);
                let right = self.text(id, &choice.condition.right);
                let then = self.branch(id, node, code, &choice.then);
                let otherwise =
                    choice.otherwise.map(|argument| self.branch(id, node, code, &argument));
                Action::If { left, right, then, otherwise }
            }
            FieldCode::Compare(Some(condition)) | FieldCode::SkipIf(Some(condition)) => {
                if self.condition_depends_on_page(id, &condition) {
                    self.report(id, Finding::FieldDependsOnPage { field: keyword });
                    return Action::Keep;
                }
                let left = self.text(id, &condition.left);
                let right = self.text(id, &condition.right);
                Action::Condition { left, right }
            }
            FieldCode::Compare(None) => Action::Compute,
            FieldCode::SkipIf(None) => Action::Nothing,
            FieldCode::Next | FieldCode::NextIf(_) => {
                self.report(id, Finding::FieldRefused { name: keyword });
                Action::Nothing
            }
            FieldCode::Refused(refused) => {
                self.report(id, Finding::FieldRefused { name: keyword });
                match (refused.kind, refused.arguments.first()) {
                    // Nobody can be asked, but the answer that the author last gave is stored.
                    (RefusedKind::Ask, Some(bookmark)) => {
                        let field = &self.program.fields[id];
                        let answer = Part::Literal(Value::from(field.stored.text.as_str()));
                        let text = Text { parts: vec![answer], bare: false };
                        let steps = field.stored.steps.clone();
                        let name = self.text(id, bookmark);
                        Action::Set { name, content: Branch { steps, text } }
                    }
                    (RefusedKind::Ask | RefusedKind::Data | RefusedKind::Print, _) => {
                        Action::Nothing
                    }
                    _ => Action::Stored,
                }
            }
            FieldCode::Quote(arguments) => {
                let mut whole = Branch::default();
                for argument in &arguments {
                    let branch = self.branch(id, node, code, argument);
                    whole.steps.extend(branch.steps);
                    whole.text.parts.extend(branch.text.parts);
                }
                Action::Quote(whole)
            }
            FieldCode::Set { bookmark, value } => Action::Set {
                name: self.text(id, &bookmark),
                content: self.branch(id, node, code, &value),
            },
            FieldCode::Formula(_) if self.nested_depends_on_page(id) => {
                self.report(id, Finding::FieldDependsOnPage { field: keyword });
                Action::Keep
            }
            FieldCode::Bare(name) => {
                let name = name.text(&self.program.fields[id].code).into_owned();
                if self.shared.bookmarks.contains(&name.to_lowercase()) {
                    Action::Compute
                } else {
                    self.report(id, Finding::FieldUnknown { name });
                    Action::Keep
                }
            }
            FieldCode::Ref(Ref { switches: RefSwitches { n, r, w, p, t, .. }, .. })
                if n || r || w || p || t =>
            {
                Action::Keep
            }
            FieldCode::Layout(_) | FieldCode::Kept(_) => Action::Keep,
            // An IF without a condition: its finding is there already, and it is no unknown field.
            FieldCode::Unknown(_) if self.lacks_condition(id) => Action::Stored,
            FieldCode::Unknown(unknown) => {
                let name = unknown.name.text(&self.program.fields[id].code).into_owned();
                self.report(id, Finding::FieldUnknown { name });
                Action::Keep
            }
            _ => Action::Compute,
        }
    }

    fn lacks_condition(&self, id: usize) -> bool {
        let faults = &self.program.fields[id].instruction.faults;
        faults.iter().any(|fault| fault.kind == FaultKind::MissingCondition)
    }

    /// Whether a condition asks for something that only the laid-out page knows.
    fn condition_depends_on_page(&self, id: usize, condition: &Condition) -> bool {
        [&condition.left, &condition.right].into_iter().any(|operand| {
            self.text(id, operand).nested().any(|nested| self.depends_on_page(nested))
        })
    }

    fn nested_depends_on_page(&self, id: usize) -> bool {
        self.program.fields[id].nested.iter().any(|nested| self.depends_on_page(*nested))
    }

    fn depends_on_page(&self, id: usize) -> bool {
        let field = &self.program.fields[id];
        match &field.instruction.field {
            FieldCode::Layout(layout) => layout.kind.prints(),
            _ => field.action == Action::Keep && self.nested_depends_on_page(id),
        }
    }

    fn stored(&mut self, node: &FieldNode) -> Stored {
        let mut text = String::new();
        self.plain_text(&node.result, &mut text);
        let mut list = StepList::default();
        self.in_region += 1;
        for node in &node.result {
            // A field inside a stored result is stored too.
            match node {
                Node::Piece(id) => self.piece(*id, Mode::Quoted, &mut list),
                Node::Field(field) => {
                    for node in &field.result {
                        if let Node::Piece(id) = node {
                            self.piece(*id, Mode::Quoted, &mut list);
                        }
                    }
                }
            }
        }
        self.close_runs(&mut list);
        self.in_region -= 1;
        Stored { text, steps: list.finish() }
    }

    fn plain_text(&self, nodes: &[Node], text: &mut String) {
        for node in nodes {
            match node {
                Node::Field(field) => self.plain_text(&field.result, text),
                Node::Piece(id) => match &self.story.pieces[*id].kind {
                    PieceKind::Text(content) | PieceKind::Code(content) => {
                        text.push_str(&self.story.text(content));
                    }
                    PieceKind::LineBreak | PieceKind::ParagraphClose => text.push('\n'),
                    PieceKind::Tab => text.push('\t'),
                    _ => {}
                },
            }
        }
    }

    /// The formatting of a text result, and the one that `\* CHARFORMAT` puts on everything.
    fn properties(
        &self,
        node: &FieldNode,
        code: &Code,
        instruction: &Instruction,
    ) -> (Bytes, Option<Bytes>) {
        let run_properties = |piece: PieceId| {
            self.story.pieces[piece]
                .run
                .and_then(|run| self.story.runs[run].properties.clone())
                .unwrap_or(0..0)
        };
        let text_piece = |node: &Node| match node {
            Node::Piece(id) => matches!(
                self.story.pieces[*id].kind,
                PieceKind::Text(_) | PieceKind::Code(_) | PieceKind::Ink
            )
            .then_some(*id),
            Node::Field(_) => None,
        };
        let of_name = code
            .name_node()
            .and_then(|index| text_piece(&node.code[index]))
            .map_or(0..0, run_properties);
        let of_result = node.result.iter().find_map(text_piece).map(run_properties);
        let simple = matches!(self.story.pieces[node.begin].kind, PieceKind::SimpleFieldOpen(_));
        let has = |wanted: GeneralFormat| {
            instruction
                .formats
                .iter()
                .any(|format| matches!(format, Format::General(found) if *found == wanted))
        };
        let uniform = has(GeneralFormat::CharFormat)
            .then(|| if simple { of_result.clone().unwrap_or(0..0) } else { of_name.clone() });
        let properties = if simple || has(GeneralFormat::MergeFormat) {
            of_result.unwrap_or(of_name)
        } else {
            of_name
        };
        (uniform.clone().unwrap_or(properties), uniform)
    }

    pub(super) fn report_faults(&mut self, id: usize) {
        let field = &self.program.fields[id];
        let findings: Vec<Finding> = faults::findings(&field.instruction, &field.code);
        for finding in findings {
            self.report(id, finding);
        }
    }
}
