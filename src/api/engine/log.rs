//! One line a request, at the boundary: what was asked, what came of it, how long it took.

use std::time::Instant;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;

use super::letters::OUTCOME;
use super::{HEALTH, MERGE, RENDER};

/// Logs a request once it is answered. The path only if it is one of ours, so that nothing a caller
/// writes there gets into a log.
pub(super) async fn one_line(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let path = request.uri().path();
    let route = [MERGE, RENDER, HEALTH].into_iter().find(|route| *route == path).unwrap_or("-");
    let begun = Instant::now();
    let response = next.run(request).await;
    tracing::info!(
        http.method = %method,
        http.route = route,
        http.status = response.status().as_u16(),
        outcome = response.headers().get(OUTCOME).and_then(|outcome| outcome.to_str().ok()),
        duration_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
        "answered"
    );
    response
}
