//! The bare engine over HTTP: templates come with the request, nothing is kept, nobody is asked who they are.
//!
//! | route | takes | answers |
//! |---|---|---|
//! | `POST /v1/merge` | `multipart/form-data`, below | the letter as a document, as a PDF or in JSON, as `Accept` asks |
//! | `POST /v1/render` | a finished `.docx`: the body itself, or `multipart/form-data`, below | its PDF; or JSON, where `Accept` asks for it |
//! | `GET /health` | | `{"status":"ok"}` |
//!
//! The parts of a merge request:
//!
//! | part | |
//! |---|---|
//! | `template` | the template's file |
//! | `data` | the case data, JSON as in [`crate::wire`] |
//! | `answers` | optional: answers to merge questions, a JSON object or `00042=J,00043=N` |
//! | `options` | optional: [`crate::wire::OptionsWire`] as JSON |
//! | `enclosure` | optional, any number: a PDF that travels inside the letter's |
//!
//! Those of a render request that is a form: `document`, and optionally `options`
//! ([`crate::wire::RenderOptionsWire`]) and `enclosure` as above.
//!
//! What came of it is in the header `brevsmed-outcome`:
//!
//! | outcome | answer | with `Accept: application/json` |
//! |---|---|---|
//! | `letter` | 200, the docx; the PDF with `Accept: application/pdf` or the option `format` | 200, `{"outcome", "receipt", "letter": base64}` |
//! | `do-not-send` (SKIPIF) | 204, nothing to send on | 200, `{"outcome", "receipt"}` |
//! | `refused` | 422, a problem with `diagnostics` | the same |
//!
//! A rendered letter has its number of pages in the header `brevsmed-pages`, and in JSON
//! `{"pages", "fonts", "diagnostics", "pdf": base64}`.

mod cache;
mod form;
mod letters;
mod log;
mod render;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header;
use axum::middleware;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use tokio::net::TcpListener;

use super::problem::{Problem, in_the_callers_language};
use super::problem_kinds as kinds;
use crate::font::FontBook;
use crate::render::Renderer;
use cache::Templates;
pub use letters::OUTCOME;

/// Bytes that a whole request may have: a template with its pictures, and the data with theirs.
pub const BODY_LIMIT: usize = 48 << 20;

const MERGE: &str = "/v1/merge";
const RENDER: &str = "/v1/render";
const HEALTH: &str = "/health";

/// What requests share.
struct Service {
    templates: Templates,
    renderer: Renderer,
}

/// All routes of the bare engine, with the fonts that ship.
pub fn router() -> Router {
    router_with(Arc::new(FontBook::shipped()))
}

/// All routes of the bare engine, with these fonts.
pub fn router_with(fonts: Arc<FontBook>) -> Router {
    Router::new()
        .route(MERGE, post(letters::merge_letter))
        .route(RENDER, post(render::render_letter))
        .route(HEALTH, get(health))
        .fallback(async || Problem::of(kinds::NO_SUCH_PAGE))
        .method_not_allowed_fallback(async || Problem::of(kinds::NO_SUCH_METHOD))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn(in_the_callers_language))
        .layer(middleware::from_fn(log::one_line))
        .with_state(Arc::new(Service {
            templates: Templates::default(),
            renderer: Renderer::new(fonts),
        }))
}

/// Answers requests to the bare engine until `end` comes; those under way are finished first.
pub async fn serve(
    listener: TcpListener,
    fonts: Arc<FontBook>,
    end: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, router_with(fonts)).with_graceful_shutdown(end).await
}

async fn health() -> impl IntoResponse {
    let json = [(header::CONTENT_TYPE, "application/json")];
    (json, concat!(r#"{"status":"ok","version":""#, env!("CARGO_PKG_VERSION"), r#""}"#))
}
