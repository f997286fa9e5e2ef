//! `POST /v1/merge`: a template and case data in, a letter out.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::cache::Templates;
use super::form::MergeForm;
use super::preferences::Preferences;
use super::problem::Problem;
use crate::merge::{Answers, Approved, Merged, Outcome, Request, merge};
use crate::template::Template;
use crate::wire::{OptionsWire, OutcomeWord, merged_letter, read_answers, read_record};

/// The header that says what came of a request.
pub(super) const OUTCOME: HeaderName = HeaderName::from_static("brevsmed-outcome");

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Merges one letter.
pub(super) async fn merge_letter(
    State(templates): State<Arc<Templates>>,
    form: MergeForm,
) -> Result<Response, Problem> {
    let preferences = form.preferences;
    tokio::task::spawn_blocking(move || {
        let (template, merged) = merge_form(&templates, &form)?;
        answer(&template, merged, preferences)
    })
    .await
    .unwrap_or_else(|_| Err(Problem::ours(preferences.language)))
}

fn merge_form(templates: &Templates, form: &MergeForm) -> Result<(Arc<Template>, Merged), Problem> {
    let language = form.preferences.language;
    let unreadable = |part: &'static str| move |error| Problem::unreadable(part, &error, language);
    let options = form.options.as_deref().map(OptionsWire::read).transpose();
    let options = options.map_err(unreadable("options"))?.unwrap_or_default();
    let compile_options = options.compile_options().map_err(unreadable("options"))?;
    let options = options.merge_options(Approved::default()).map_err(unreadable("options"))?;
    let answers = form.answers.as_deref().map(read_answers).transpose();
    let answers = answers.map_err(unreadable("answers"))?.unwrap_or_else(Answers::new);
    let record = read_record(&form.data).map_err(unreadable("data"))?;

    let template = templates
        .compiled(&form.template, &compile_options)
        .map_err(|error| Problem::template(&error, language))?;
    let request = Request::single(&record, &answers, &options);
    let merged = merge(&template, &request).map_err(|error| Problem::template(&error, language))?;
    Ok((template, merged))
}

fn answer(
    template: &Template,
    merged: Merged,
    preferences: Preferences,
) -> Result<Response, Problem> {
    let outcome = OutcomeWord::of(&merged.outcome);
    let named = [(OUTCOME, outcome.as_str())];
    if preferences.json && outcome != OutcomeWord::Refused {
        let wire = merged_letter(&merged, template, preferences.language);
        return Ok((named, Json(wire)).into_response());
    }
    match merged.outcome {
        Outcome::Letter(letter) => {
            Ok((named, [(header::CONTENT_TYPE, DOCX)], letter).into_response())
        }
        Outcome::DoNotSend(_) => Ok((StatusCode::NO_CONTENT, named).into_response()),
        Outcome::Refused => {
            Err(Problem::refused(&merged.receipt(template).diagnostics, preferences.language))
        }
    }
}
