//! What no request may exceed: so many at a time, so long, so large; and what a handler may not do to the others.

use std::any::Any;
use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::problem::Problem;
use super::problem_kinds as kinds;
use super::service::App;

/// Routes that answer however busy we are: whoever looks after the service asks them.
const ALWAYS: [&str; 3] = ["/health/live", "/health/ready", "/metrics"];

/// Lets so many requests through at a time; more are asked to come again.
pub(super) async fn gate(State(app): State<App>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>();
    if route.is_some_and(|route| ALWAYS.contains(&route.as_str())) {
        return next.run(request).await;
    }
    match Arc::clone(&app.gate).try_acquire_owned() {
        Ok(_place) => next.run(request).await,
        Err(_) => Problem::of(kinds::BUSY).into_response(),
    }
}

/// Gives a request its time, its body included; what it began is rolled back.
pub(super) async fn in_time(State(app): State<App>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(app.setup.time_limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::of(kinds::TIMED_OUT).into_response(),
    }
}

/// Refuses a body that says that it is too large, before it is read. One that does not say is counted while it is read.
pub(super) async fn in_size(State(app): State<App>, request: Request, next: Next) -> Response {
    let length = request.headers().get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    let limit = u64::try_from(app.setup.body_limit).unwrap_or(u64::MAX);
    if length.is_some_and(|length| length > limit) {
        return Problem::of(kinds::TOO_LARGE).into_response();
    }
    next.run(request).await
}

/// A handler that panics is our fault; the service goes on. What it says is not told: it may hold data.
#[allow(clippy::needless_pass_by_value, reason = "the shape that the layer asks for")]
pub(super) fn panicked(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("a handler panicked");
    Problem::ours().into_response()
}
