//! What one field would come to, asked without writing a letter.

use super::receipt::Trace;
use super::request::Request;
use super::run::Merger;
use crate::template::{Action, FieldId, Template};

/// A field of a template: its program and its index there.
pub type FieldAt = (usize, FieldId);

/// Whether the condition of an IF, COMPARE or SKIPIF holds for a request, after the SET fields in
/// `before` have been carried out. `None` for a field without a condition.
pub fn condition_holds(
    template: &Template,
    request: &Request<'_>,
    before: &[FieldAt],
    field: FieldAt,
) -> Option<bool> {
    let mut merger = prepared(template, request, before, field)?;
    match &template.programs()[field.0].fields[field.1].action {
        Action::If { left, right, .. } | Action::Condition { left, right } => {
            Some(merger.holds(field.1, left, right))
        }
        _ => None,
    }
}

/// The text of a field for a request, after the SET fields in `before` have been carried out.
pub fn field_text(
    template: &Template,
    request: &Request<'_>,
    before: &[FieldAt],
    field: FieldAt,
) -> Option<String> {
    let mut merger = prepared(template, request, before, field)?;
    let value = merger.value(field.1);
    Some(value.to_text(template.conventions().language).into_owned())
}

fn prepared<'t>(
    template: &'t Template,
    request: &Request<'t>,
    before: &[FieldAt],
    field: FieldAt,
) -> Option<Merger<'t>> {
    let mut merger = Merger::new(template, request, Vec::new());
    for (program, set) in before {
        merger.program = *program;
        merger.value(*set);
    }
    merger.trace = Trace::default();
    merger.program = field.0;
    template.programs().get(field.0)?.fields.get(field.1)?;
    Some(merger)
}
