//! The receipt: what went into a letter, without what it says.

use crate::diagnostic::{Diagnostic, Place, StoryKind};
use crate::template::Template;

/// What went into a letter. It holds names and places, never values, unless the caller asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// SHA-256 of the template.
    pub template: String,
    /// Merge fields that were printed or compared, each use with its place.
    pub fields: Vec<FieldUse>,
    /// Keys of questions that nobody answered and that count as no.
    pub defaulted: Vec<String>,
    /// Names in the data that the letter did not use.
    pub unused: Vec<String>,
    /// Paragraphs that were removed since their fields gave nothing.
    pub removed: Vec<Removed>,
    /// What the template and the data were found to have, in order.
    pub diagnostics: Vec<Diagnostic>,
}

/// A use of a merge field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldUse {
    /// The name as the template writes it.
    pub name: String,
    /// Where.
    pub place: Place,
    /// The value as it was used; only when asked for.
    pub value: Option<String>,
}

/// A paragraph that was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removed {
    /// The story.
    pub story: StoryKind,
    /// The paragraph's number in the template.
    pub paragraph: usize,
}

/// What was noted while merging; [`Trace::receipt`] makes words of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Trace {
    /// Program, field and value of each use.
    pub uses: Vec<(usize, usize, Option<String>)>,
    pub defaulted: Vec<String>,
    pub removed: Vec<Removed>,
    pub diagnostics: Vec<Diagnostic>,
    pub unused: Vec<String>,
}

impl Trace {
    /// The receipt.
    pub fn receipt(&self, template: &Template) -> Receipt {
        let fields = self
            .uses
            .iter()
            .filter_map(|(program, field, value)| {
                let field = template.programs().get(*program)?.fields.get(*field)?;
                let crate::field::Field::MergeField(merge) = &field.instruction.field else {
                    return None;
                };
                Some(FieldUse {
                    name: crate::template::readable(&merge.name.text(&field.code)),
                    place: field.place.clone(),
                    value: value.clone(),
                })
            })
            .collect();
        Receipt {
            template: template.hash().to_owned(),
            fields,
            defaulted: self.defaulted.clone(),
            unused: self.unused.clone(),
            removed: self.removed.clone(),
            diagnostics: template.diagnostics().iter().chain(&self.diagnostics).cloned().collect(),
        }
    }
}
