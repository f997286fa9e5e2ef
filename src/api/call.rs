//! A call that was let through: who, where, when, and how it is finished.

use aide::OperationInput;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::answer::Made;
use super::guard::REPLAYED;
use super::problem::Problem;
use super::problem_kinds as kinds;
use super::service::App;
use crate::access::{Caller, Permission};
use crate::diagnostic::MessageLanguage;
use crate::store::{Answered, Document, Hand, Kept, Moment, Realm, Work};

/// A call that was let through.
#[derive(Clone)]
pub struct Call {
    /// The service.
    pub app: App,
    /// Who calls.
    pub caller: Caller,
    /// The realm of the path; the installation where it names none.
    pub realm: Realm,
    /// The language of messages.
    pub language: MessageLanguage,
    /// The request's id.
    pub request_id: String,
    /// When it came.
    pub now: Moment,
    /// Bytes of the body, as its length says: what takes a processor long.
    pub weight: usize,
    /// The `If-Match` header.
    pub if_match: Option<String>,
    /// Of a request with an idempotency key.
    pub once: Option<Once>,
    /// What was answered to the same request before; only where the route replays itself.
    pub earlier: Option<Answered>,
}

/// A request with an idempotency key.
#[derive(Clone, Debug)]
pub struct Once {
    /// Whose key.
    pub caller: String,
    /// The key.
    pub key: String,
    /// SHA-256 of the request.
    pub fingerprint: String,
}

impl Call {
    /// In whose name things are done.
    pub fn hand(&self) -> Hand {
        Hand { who: self.caller.who(), request: self.request_id.clone(), now: self.now }
    }

    /// Begins to read.
    pub async fn read(&self) -> Result<Work, Problem> {
        Ok(self.app.store.read_at(self.now).await?)
    }

    /// Begins to change something.
    pub async fn write(&self) -> Result<Work, Problem> {
        Ok(self.app.store.write(&self.hand()).await?)
    }

    /// Asks for a permission beyond that of the route, or in another realm.
    pub fn ask(&self, permission: Permission, realm: &Realm) -> Result<(), Problem> {
        let name = serde_json::to_value(permission).unwrap_or_default();
        self.caller
            .may(permission, realm, self.now)
            .map_err(|_| Problem::of(kinds::NOT_PERMITTED).with("permission", name))
    }

    /// Checks that the caller has read the revision it changes: `If-Match` is needed (RFC 6585, 3) and must be the latest (RFC 9110, 13.1.1).
    pub fn matches<T: Document>(&self, kept: &Kept<T>) -> Result<(), Problem> {
        let Some(asked) = &self.if_match else { return Err(Problem::of(kinds::REVISION_NEEDED)) };
        let etag = etag(kept.revision);
        let is_it =
            asked.split(',').any(|one| matches!(one.trim(), tag if tag == "*" || tag == etag));
        if is_it { Ok(()) } else { Err(Problem::of(kinds::CHANGED)) }
    }

    /// Finishes what made something: what was changed and the answer under the idempotency key are kept together.
    pub async fn made<T: Serialize>(&self, work: Work, made: Made<T>) -> Result<Made<T>, Problem> {
        let body = serde_json::to_string(&made.body).unwrap_or_default();
        self.commit(work, StatusCode::CREATED, &made.location, body).await?;
        Ok(made)
    }

    /// Finishes what has an answer, and remembers it under the idempotency key. `body` is what a repeated request is answered.
    pub async fn commit(
        &self,
        mut work: Work,
        status: StatusCode,
        location: &str,
        body: String,
    ) -> Result<(), Problem> {
        if let Some(once) = &self.once {
            let answer = Answered {
                fingerprint: once.fingerprint.clone(),
                status: status.as_u16(),
                location: location.to_owned(),
                body,
                made_at: self.now,
            };
            let due = self.now.plus_days(self.app.setup.answers_kept_days);
            if !work.remember(&once.caller, &once.key, &answer, due).await? {
                // The same request was quicker on another connection: it is asked to come again, and is answered as that one was.
                return Err(Problem::of(kinds::BUSY));
            }
        }
        Ok(work.commit().await?)
    }
}

/// The entity tag of a revision.
pub fn etag(revision: i64) -> String {
    format!("\"{revision}\"")
}

/// An answer given before, again.
pub(super) fn replayed(earlier: &Answered) -> Response {
    let status = StatusCode::from_u16(earlier.status).unwrap_or(StatusCode::OK);
    let mut response = if earlier.body.is_empty() {
        status.into_response()
    } else {
        let json = [(header::CONTENT_TYPE, "application/json")];
        (status, json, earlier.body.clone()).into_response()
    };
    let mut put = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    put(REPLAYED, "true");
    if !earlier.location.is_empty() {
        put(header::LOCATION, &earlier.location);
    }
    response
}

impl<S: Sync> FromRequestParts<S> for Call {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        // Without the guard nobody is let in.
        parts.extensions.get::<Call>().cloned().ok_or_else(Problem::ours)
    }
}

impl OperationInput for Call {}
