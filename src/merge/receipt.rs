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
    /// What was settled before the merge, where the letter was made in a context.
    pub provenance: Option<Provenance>,
}

/// What was settled of a letter before it was merged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The key of the context.
    pub context: String,
    /// The title, as the citizen reads it; only when values are asked for, since it may hold some.
    pub title: Option<String>,
    /// Where the values came from, each field in each of its sources once. Of the items of a list
    /// one may be sent and another computed.
    pub sources: Vec<Sourced>,
    /// The key of the denial reason.
    pub reason: Option<String>,
    /// The price agreements that were used.
    pub prices: Vec<PriceUsed>,
}

/// A field and where its value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sourced {
    /// The field's name in the catalogue.
    pub name: String,
    /// Where its value came from.
    pub source: SourceWord,
}

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceWord {
    /// The request.
    Request,
    /// An authority parameter.
    Parameter,
    /// A price agreement.
    Price,
    /// The letters that the case has had.
    History,
    /// The denial reason.
    Reason,
    /// A value that the field always has in the context.
    Context,
    /// A formula.
    Formula,
    /// The caseworker's answer.
    Answer,
    /// The answer that a question has when nobody gives one.
    Default,
    /// Nothing: the field may be empty, and is.
    Nothing,
    /// The merge itself, which numbers the items of a list.
    Merge,
}

/// A price agreement that was used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PriceUsed {
    /// The key of the supplier.
    pub supplier: String,
    /// The service.
    pub service: String,
    /// The first day on which it holds.
    pub from: Option<jiff::civil::Date>,
    /// The last day.
    pub to: Option<jiff::civil::Date>,
}

impl SourceWord {
    /// The word in a receipt.
    pub fn as_str(self) -> &'static str {
        match self {
            SourceWord::Request => "request",
            SourceWord::Parameter => "parameter",
            SourceWord::Price => "price-agreement",
            SourceWord::History => "history",
            SourceWord::Reason => "denial-reason",
            SourceWord::Context => "context",
            SourceWord::Formula => "formula",
            SourceWord::Answer => "answer",
            SourceWord::Default => "default-answer",
            SourceWord::Nothing => "nothing",
            SourceWord::Merge => "merge",
        }
    }
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
    /// Where the value came from, where the letter was made in a context and all items of a list
    /// have it from there.
    pub source: Option<SourceWord>,
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
                    source: None,
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
            provenance: None,
        }
    }
}
