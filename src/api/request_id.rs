//! The id of a request: the caller's if it is a plain token, else one of ours; in the answer, the log, the audit trail and a problem's
//! `instance`.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use super::REQUEST_ID;
use super::mask::masked;

/// Signs of an id at most.
const LENGTH: usize = 64;

/// The id of the request, beside it.
#[derive(Clone, Debug)]
pub(super) struct RequestId(pub String);

/// Gives each request its id, and each answer the same.
pub(super) async fn named(mut request: Request, next: Next) -> Response {
    let id = of_caller(request.headers()).unwrap_or_else(|| uuid::Uuid::now_v7().to_string());
    let value = HeaderValue::from_str(&id).ok();
    if let Some(value) = value.clone() {
        request.headers_mut().insert(REQUEST_ID, value);
    }
    request.extensions_mut().insert(RequestId(id));
    let mut response = next.run(request).await;
    if let Some(value) = value {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// The id that the caller chose, if it is one: letters, digits and `._-`, sent once, and no personal number.
fn of_caller(headers: &HeaderMap) -> Option<String> {
    let mut sent = headers.get_all(REQUEST_ID).iter();
    let id = sent.next().filter(|_| sent.next().is_none())?.to_str().ok()?;
    let is_token = (1..=LENGTH).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    (is_token && masked(id) == id).then(|| id.to_owned())
}
