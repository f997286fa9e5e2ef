//! `POST /v1/render`: a finished document in, its PDF out.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};

use super::Service;
use super::form::RenderForm;
use super::letters::OUTCOME;
use crate::api::preferences::Form;
use crate::api::problem::Problem;
use crate::diagnostic::has_errors;
use crate::wire::{OutcomeWord, RenderOptionsWire, rendered_letter};

/// The header that says how many pages a letter has.
pub(super) const PAGES: HeaderName = HeaderName::from_static("brevsmed-pages");

/// Renders one document.
pub(super) async fn render_letter(
    State(service): State<Arc<Service>>,
    form: RenderForm,
) -> Result<Response, Problem> {
    tokio::task::spawn_blocking(move || render_form(&service, form))
        .await
        .unwrap_or_else(|_| Err(Problem::ours()))
}

fn render_form(service: &Service, form: RenderForm) -> Result<Response, Problem> {
    let language = form.preferences.language;
    let unreadable = |error| Problem::unreadable("options", &error);
    let wishes = form.options.as_deref().map(RenderOptionsWire::read).transpose();
    let wishes = wishes.map_err(unreadable)?.unwrap_or_default();
    let strict = wishes.strict;
    let mut options = wishes.render_options().map_err(unreadable)?;
    options.pdf.enclosures = form.enclosures;
    let rendered = service
        .renderer
        .render_bytes(&form.document, &options)
        .map_err(|error| Problem::not_rendered("document", &error))?;
    if strict && has_errors(&rendered.diagnostics) {
        return Err(Problem::refused(&rendered.diagnostics));
    }
    let named = [(OUTCOME, OutcomeWord::Letter.as_str())];
    let pages = [(PAGES, rendered.pages.to_string())];
    if form.preferences.form == Some(Form::Json) {
        return Ok((named, pages, Json(rendered_letter(&rendered, language))).into_response());
    }
    let kind = [(header::CONTENT_TYPE, Form::Pdf.media_type())];
    Ok((named, pages, kind, rendered.pdf).into_response())
}
