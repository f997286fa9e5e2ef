//! One line a request, one span, and its numbers: what was asked, by whom, what came of it, how long it took.
//!
//! The route is its template and the caller an id: nothing that a caller writes gets into a log.

use std::sync::{Arc, OnceLock};
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::Response;
use opentelemetry::propagation::{Extractor, TextMapPropagator};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tracing::Instrument;
use tracing_opentelemetry::OpenTelemetrySpanExt;

use super::request_id::RequestId;
use super::service::App;
use crate::store::Realm;

/// What the guard finds out about a request, for the line in the log.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen(Arc<OnceLock<(String, Realm)>>);

impl Seen {
    /// Who called, and where.
    pub fn is(&self, who: String, realm: &Realm) {
        // The first word holds: a request has one caller.
        let _ = self.0.set((who, realm.clone()));
    }
}

/// Counted as under way for as long as it lives: also a request whose caller hung up is over then.
struct UnderWay(App);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.metrics.left();
    }
}

/// Watches a request.
pub(super) async fn watch(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let method = name_of(request.method());
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or_else(|| "-".to_owned(), |route| route.as_str().to_owned());
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let seen = Seen::default();
    request.extensions_mut().insert(seen.clone());
    let span = tracing::info_span!(
        "request",
        otel.name = format!("{method} {route}"),
        otel.kind = "server",
        otel.status_code = tracing::field::Empty,
        http.request.method = method,
        http.route = route,
        http.response.status_code = tracing::field::Empty,
        request_id = id,
    );
    let parent = TraceContextPropagator::new().extract(&Headers(request.headers()));
    // Nobody may be tracing.
    let _ = span.set_parent(parent);
    app.metrics.came();
    let under_way = UnderWay(Arc::clone(&app));
    let begun = Instant::now();
    let response = next.run(request).instrument(span.clone()).await;
    drop(under_way);
    let took = begun.elapsed();
    let status = response.status().as_u16();
    span.record("http.response.status_code", status);
    if status >= 500 {
        span.record("otel.status_code", "ERROR");
    }
    app.metrics.answered(method, &route, status, took);
    let (caller, realm) = match seen.0.get() {
        Some((caller, realm)) => (Some(caller.as_str()), Some(tracing::field::display(realm))),
        None => (None, None),
    };
    tracing::info!(
        http.method = method,
        http.route = route,
        http.status = status,
        duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        caller,
        realm,
        request_id = id,
        "answered"
    );
    response
}

/// The name of a method; those that nobody uses have one together.
fn name_of(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "OTHER",
    }
}

/// The headers in which a caller names the trace that it is in (W3C Trace Context).
struct Headers<'h>(&'h HeaderMap);

impl Extractor for Headers<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(|value| value.to_str().ok())
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(axum::http::HeaderName::as_str).collect()
    }
}
