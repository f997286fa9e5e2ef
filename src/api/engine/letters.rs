//! `POST /v1/merge`: a template and case data in, a letter out.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::Service;
use super::form::MergeForm;
use super::render::PAGES;
use crate::api::preferences::{Form, Preferences};
use crate::api::problem::Problem;
use crate::diagnostic::has_errors;
use crate::merge::{Answers, Approved, Merged, Outcome, Request, Strictness, merge};
use crate::render::Rendered;
use crate::template::Template;
use crate::wire::{FormatWord, OptionsWire, OutcomeWord, merged_letter, read_answers, read_record};

/// The header that says what came of a request.
pub const OUTCOME: HeaderName = HeaderName::from_static("brevsmed-outcome");

/// Merges one letter.
pub(super) async fn merge_letter(
    State(service): State<Arc<Service>>,
    form: MergeForm,
) -> Result<Response, Problem> {
    let preferences = form.preferences;
    tokio::task::spawn_blocking(move || {
        let made = merge_form(&service, form)?;
        answer(made, preferences)
    })
    .await
    .unwrap_or_else(|_| Err(Problem::ours()))
}

/// A letter with what it was made of.
struct Made {
    template: Arc<Template>,
    merged: Merged,
    rendered: Option<Rendered>,
}

fn merge_form(service: &Service, form: MergeForm) -> Result<Made, Problem> {
    let unreadable = |part: &'static str| move |error| Problem::unreadable(part, &error);
    let options = form.options.as_deref().map(OptionsWire::read).transpose();
    let options = options.map_err(unreadable("options"))?.unwrap_or_default();
    let compile_options = options.compile_options().map_err(unreadable("options"))?;
    let is_pdf = match form.preferences.form {
        Some(Form::Pdf) => true,
        Some(Form::Docx) => false,
        Some(Form::Json) | None => options.format == FormatWord::Pdf,
    };
    let mut render_options = options.render_options().map_err(unreadable("options"))?;
    render_options.pdf.enclosures = form.enclosures;
    let options = options.merge_options(Approved::default()).map_err(unreadable("options"))?;
    let answers = form.answers.as_deref().map(read_answers).transpose();
    let answers = answers.map_err(unreadable("answers"))?.unwrap_or_else(Answers::new);
    let record = read_record(&form.data).map_err(unreadable("data"))?;

    let template = service
        .templates
        .compiled(&form.template, &compile_options)
        .map_err(|error| Problem::template(&error))?;
    let request = Request::single(&record, &answers, &options);
    let mut merged = merge(&template, &request).map_err(|error| Problem::template(&error))?;
    let mut rendered = None;
    if let (true, Outcome::Letter(letter)) = (is_pdf, &merged.outcome) {
        let made = service
            .renderer
            .render_bytes(letter, &render_options)
            .map_err(|error| Problem::not_rendered("template", &error))?;
        if options.strictness == Strictness::Strict && has_errors(&made.diagnostics) {
            return Err(Problem::refused(&made.diagnostics));
        }
        // One of the two letters is answered.
        merged.outcome = Outcome::Letter(Vec::new());
        rendered = Some(made);
    }
    Ok(Made { template, merged, rendered })
}

fn answer(made: Made, preferences: Preferences) -> Result<Response, Problem> {
    let Made { template, merged, rendered } = made;
    let outcome = OutcomeWord::of(&merged.outcome);
    let named = [(OUTCOME, outcome.as_str())];
    if preferences.form == Some(Form::Json) && outcome != OutcomeWord::Refused {
        let wire = merged_letter(&merged, &template, rendered.as_ref(), preferences.language);
        return Ok((named, Json(wire)).into_response());
    }
    let found = match merged.outcome {
        Outcome::Refused => merged.receipt(&template).diagnostics,
        Outcome::Letter(_) | Outcome::DoNotSend(_) => Vec::new(),
    };
    match (merged.outcome, rendered) {
        (Outcome::Letter(_), Some(rendered)) => {
            let kind = [(header::CONTENT_TYPE, Form::Pdf.media_type())];
            let pages = [(PAGES, rendered.pages.to_string())];
            Ok((named, kind, pages, rendered.pdf).into_response())
        }
        (Outcome::Letter(letter), None) => {
            let kind = [(header::CONTENT_TYPE, Form::Docx.media_type())];
            Ok((named, kind, letter).into_response())
        }
        (Outcome::DoNotSend(_), _) => Ok((StatusCode::NO_CONTENT, named).into_response()),
        (Outcome::Refused, _) => Err(Problem::refused(&found)),
    }
}
