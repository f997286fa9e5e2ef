//! What the operands of a condition depend on.

use crate::field::{Field as Code, Format, GeneralFormat, Operator, Value};
use crate::template::{Action, FieldId, Part, Program, Template, Text};

/// What a field or a text depends on.
#[derive(Clone, Debug, Default)]
pub(super) struct Depends {
    /// Names of the data, as indices of the template's names, with the field that uses each.
    pub names: Vec<(usize, (usize, FieldId))>,
    /// Bookmarks that may be a SET field's.
    pub bookmarks: Vec<String>,
    /// It depends on what no combination says: a name that is put together, a day, a cell.
    pub unknown: bool,
}

/// Fields inside one another that are followed.
const DEPTH: usize = 24;

impl Depends {
    /// Adds what a text depends on.
    pub fn text(&mut self, template: &Template, program: usize, text: &Text, depth: usize) {
        if text.bare
            && let [Part::Literal(Value::Text(word))] = text.parts.as_slice()
        {
            self.bookmark(template, word, depth);
        }
        self.parts(template, program, &text.parts, depth);
    }

    /// Adds what the content of a SET field depends on.
    pub fn set(&mut self, template: &Template, (program, id): (usize, FieldId)) {
        if let Action::Set { content, .. } = &template.programs()[program].fields[id].action {
            self.text(template, program, &content.text, 0);
        }
    }

    fn parts(&mut self, template: &Template, program: usize, parts: &[Part], depth: usize) {
        for part in parts {
            if let Part::Nested(id) = part {
                self.field(template, program, *id, depth + 1);
            }
        }
    }

    fn bookmark(&mut self, template: &Template, name: &str, depth: usize) {
        let name = name.trim().to_lowercase();
        if depth > DEPTH || self.bookmarks.contains(&name) {
            return;
        }
        if let Some((program, index)) = template.bookmark(&name) {
            self.parts(
                template,
                program,
                template.programs()[program].bookmark_parts(index),
                depth + 1,
            );
        }
        self.bookmarks.push(name);
    }

    /// Adds what a field's value depends on.
    pub fn field(&mut self, template: &Template, program: usize, id: FieldId, depth: usize) {
        if depth > DEPTH {
            self.unknown = true;
            return;
        }
        let field = &template.programs()[program].fields[id];
        match &field.action {
            Action::Merge(merge) => {
                match merge.name {
                    Some(name) => self.names.push((name, (program, id))),
                    None => self.unknown = true,
                }
                for branch in merge.before.iter().chain(&merge.after) {
                    self.text(template, program, &branch.text, depth);
                }
            }
            Action::If { left, right, then, otherwise } => {
                self.text(template, program, left, depth);
                self.text(template, program, right, depth);
                for branch in std::iter::once(then).chain(otherwise) {
                    self.parts(template, program, &branch.text.parts, depth);
                }
            }
            Action::Condition { left, right } => {
                self.text(template, program, left, depth);
                self.text(template, program, right, depth);
            }
            Action::Quote(branch) => self.parts(template, program, &branch.text.parts, depth),
            Action::Set { .. } => self.unknown = true,
            Action::Compute => match &field.instruction.field {
                Code::Formula(_) => {
                    for nested in &field.nested {
                        self.field(template, program, *nested, depth + 1);
                    }
                    // Names in a formula are bookmarks; cells are known only while writing.
                    let words = field.code.split(|c: char| !c.is_alphanumeric() && c != '_');
                    for word in words.filter(|word| word.chars().any(char::is_alphabetic)) {
                        self.bookmark(template, word, depth);
                    }
                    self.unknown |= field.cell.is_some();
                }
                Code::Ref(reference) => {
                    let name = reference.name.text(&field.code).into_owned();
                    self.bookmark(template, &name, depth);
                }
                Code::Bare(name) => {
                    let name = name.text(&field.code).into_owned();
                    self.bookmark(template, &name, depth);
                }
                Code::DocProperty(_) | Code::DocVariable(_) | Code::DocInfo(..) => {}
                Code::Compare(None) | Code::Empty => {}
                _ => self.unknown = true,
            },
            Action::Keep | Action::Stored | Action::Nothing => {}
        }
    }
}

/// The form of an operand.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Side {
    /// Written text.
    Literal(String),
    /// One field of the data, with written text around it.
    Field {
        /// Index of the template's names.
        name: usize,
        /// Written before it.
        before: String,
        /// Written after it.
        after: String,
    },
    /// Anything else.
    Other,
}

/// The form of an operand.
pub(super) fn side(program: &Program, text: &Text) -> Side {
    if let Some(literal) = text.literal() {
        return Side::Literal(literal);
    }
    let (mut before, mut after, mut name) = (String::new(), String::new(), None);
    for part in &text.parts {
        match part {
            Part::Literal(Value::Text(text)) => {
                if name.is_none() { &mut before } else { &mut after }.push_str(text);
            }
            Part::Nested(id) if name.is_none() => {
                let field = &program.fields[*id];
                let plain = field.instruction.formats.iter().all(|format| {
                    matches!(
                        format,
                        Format::General(GeneralFormat::MergeFormat | GeneralFormat::CharFormat)
                    )
                });
                match &field.action {
                    Action::Merge(merge)
                        if plain && merge.before.is_none() && merge.after.is_none() =>
                    {
                        let Some(found) = merge.name else { return Side::Other };
                        name = Some(found);
                    }
                    _ => return Side::Other,
                }
            }
            _ => return Side::Other,
        }
    }
    name.map_or(Side::Other, |name| Side::Field { name, before, after })
}

/// What the comparison of an IF, COMPARE or SKIPIF asks.
pub(super) fn operator(program: &Program, id: FieldId) -> Option<Operator> {
    match &program.fields[id].instruction.field {
        Code::If(choice) => Some(choice.condition.operator),
        Code::Compare(Some(condition)) | Code::SkipIf(Some(condition)) => Some(condition.operator),
        _ => None,
    }
}

/// The bookmark that a SET field gives a content, where its name is written out.
pub(super) fn set_name(program: &Program, id: FieldId) -> Option<String> {
    match &program.fields[id].action {
        Action::Set { name, .. } => name.literal().map(|name| name.trim().to_lowercase()),
        _ => None,
    }
}
