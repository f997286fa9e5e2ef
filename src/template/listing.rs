//! Every hidden code of a template, nested, with where it stands.

use super::{FieldId, Program, Template};
use crate::diagnostic::Place;

/// A field code and those inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedField {
    /// The field type in capitals, empty where it has none.
    pub keyword: String,
    /// The code with braces, nested codes included.
    pub code: String,
    /// The names of merge fields and questions in the code itself, not in nested ones.
    pub name: Option<String>,
    /// What Word stored as its result.
    pub stored: String,
    /// Where it stands.
    pub place: Place,
    /// Codes inside this one.
    pub nested: Vec<ListedField>,
}

/// Lists the fields of a template, story by story.
pub fn list(template: &Template) -> Vec<ListedField> {
    let mut listed = Vec::new();
    for program in template.programs() {
        let nested = nested_ids(program);
        for id in 0..program.fields.len() {
            if !nested.contains(&id) {
                listed.push(field(program, id));
            }
        }
    }
    listed
}

fn nested_ids(program: &Program) -> std::collections::HashSet<FieldId> {
    program.fields.iter().flat_map(|field| field.nested.iter().copied()).collect()
}

fn field(program: &Program, id: FieldId) -> ListedField {
    let field_ = &program.fields[id];
    let name = match &field_.instruction.field {
        crate::field::Field::MergeField(merge) => {
            Some(merge.name.text(&field_.code).trim().to_owned())
        }
        _ => None,
    };
    ListedField {
        keyword: field_.instruction.field.keyword().to_owned(),
        code: program.braces(id),
        name,
        stored: field_.stored.text.clone(),
        place: field_.place.clone(),
        nested: field_.nested.iter().map(|nested| field(program, *nested)).collect(),
    }
}

impl Program {
    /// A field's code with braces, nested codes included.
    pub fn braces(&self, id: FieldId) -> String {
        let field = &self.fields[id];
        let mut nested = field.nested.iter();
        let mut text = String::new();
        for c in field.code.chars() {
            match c {
                crate::field::NESTED => {
                    if let Some(nested) = nested.next() {
                        text.push_str(&self.braces(*nested));
                    }
                }
                crate::field::OBJECT => text.push('▢'),
                crate::field::PARAGRAPH => text.push_str(" ¶ "),
                crate::field::LINE_BREAK => text.push(' '),
                c => text.push(c),
            }
        }
        format!("{{ {} }}", text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}
