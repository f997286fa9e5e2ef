//! What every answer says: how browsers are to treat it, and whether the caller has it already.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::problem::Problem;
use super::problem_kinds as kinds;
use super::service::App;

/// What every answer says unless its handler says otherwise. Letters are personal: nothing on the way keeps them.
const ALWAYS: [(HeaderName, &str); 7] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];
/// Browsers come by TLS only, for two years (RFC 6797).
const STAY_WITH_TLS: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// Adds the headers.
pub(super) async fn secured(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if app.setup.is_https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, STAY_WITH_TLS);
    }
    response
}

/// Answers 304 where the caller has what it asks for (RFC 9110, 13.1.2), and 406 where it cannot use what a GET answers (12.5.1). What
/// changes something is answered whatever the caller accepts: it has happened.
pub(super) async fn negotiated(request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let accepted = accepted(request.headers());
    let known = request.headers().get_all(header::IF_NONE_MATCH);
    let known: Vec<String> =
        known.iter().filter_map(|value| value.to_str().ok()).map(str::to_owned).collect();
    let mut response = next.run(request).await;
    if response.status() != StatusCode::OK {
        return response;
    }
    let kind = response.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_owned();
    if !accepted.is_empty() && !kind.is_empty() && !accepts(&accepted, &kind) {
        let kind = kind.split(';').next().unwrap_or_default().to_owned();
        return Problem::of(kinds::NOT_ACCEPTABLE).with("answers", kind).into_response();
    }
    let tag = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok());
    if tag.is_some_and(|tag| names(&known, tag)) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = axum::body::Body::empty();
        response.headers_mut().remove(header::CONTENT_LENGTH);
        response.headers_mut().remove(header::CONTENT_TYPE);
    }
    response
}

/// Whether a list of entity tags names one; weak ones count as strong ones here.
fn names(known: &[String], tag: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    known
        .iter()
        .flat_map(|value| value.split(','))
        .any(|one| one.trim() == "*" || bare(one) == bare(tag))
}

/// The media types that are accepted, those with weight 0 left out; empty where the caller does not say.
fn accepted(headers: &HeaderMap) -> Vec<String> {
    let values = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let mut found = Vec::new();
    for item in values.flat_map(|value| value.split(',')) {
        let mut parts = item.split(';').map(str::trim);
        let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
        let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse::<f32>().ok());
        if weight.unwrap_or(1.0) > 0.0 && kind.contains('/') {
            found.push(kind);
        }
    }
    found
}

fn accepts(accepted: &[String], kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let family = kind.split('/').next().unwrap_or_default();
    accepted.iter().any(|one| {
        one == "*/*" || *one == kind || one.strip_suffix("/*").is_some_and(|one| one == family)
    })
}
