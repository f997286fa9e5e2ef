//! Answers that are letters: as JSON, or the bytes themselves.

use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, Response as Described, StatusCode as Code};
use aide::{OperationInput, OperationOutput};
use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::shown::LettersShown;
use crate::api::preferences::{Form, Preferences};
use crate::api::{Problem, REPLAYED, etag};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The form of the answer that `Accept` asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted(pub Option<Form>);

impl<S: Sync> FromRequestParts<S> for Wanted {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Wanted(Preferences::of(&parts.headers).form))
    }
}

impl OperationInput for Wanted {}

/// Letters that were made, now or under the same key before.
#[derive(Debug)]
pub(super) struct MadeLetters {
    /// The path of the letter, or of the first.
    pub location: String,
    /// The revision of the letter, where it is one.
    pub revision: Option<i64>,
    /// They were made under the same key before.
    pub replayed: bool,
    /// The letters.
    pub body: LettersShown,
    /// The bytes with their media type, where the letter itself was asked for.
    pub bytes: Option<(&'static str, Vec<u8>)>,
}

impl IntoResponse for MadeLetters {
    fn into_response(self) -> Response {
        let mut response = match self.bytes {
            Some((media, bytes)) => {
                (StatusCode::CREATED, [(header::CONTENT_TYPE, media)], bytes).into_response()
            }
            None => (StatusCode::CREATED, Json(self.body)).into_response(),
        };
        let headers = response.headers_mut();
        if let Ok(location) = HeaderValue::from_str(&self.location) {
            headers.insert(header::LOCATION, location);
        }
        if let Some(value) = self.revision.and_then(|it| HeaderValue::from_str(&etag(it)).ok()) {
            headers.insert(header::ETAG, value);
        }
        if self.replayed {
            headers.insert(REPLAYED, HeaderValue::from_static("true"));
        }
        response
    }
}

impl OperationOutput for MadeLetters {
    type Inner = LettersShown;

    fn operation_response(ctx: &mut GenContext, operation: &mut Operation) -> Option<Described> {
        let mut response = Json::<LettersShown>::operation_response(ctx, operation)?;
        "Made, or made before under the same `Idempotency-Key`; `Location` is the letter's path, or the first one's."
            .clone_into(&mut response.description);
        for media in ["application/pdf", DOCX] {
            response.content.insert(media.to_owned(), MediaType::default());
        }
        Some(response)
    }

    fn inferred_responses(
        ctx: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<Code>, Described)> {
        let response = Self::operation_response(ctx, operation).unwrap_or_default();
        vec![(Some(Code::Code(201)), response)]
    }
}

/// Bytes of a file.
#[derive(Debug)]
pub(super) struct FileAnswer {
    /// The media type.
    pub media: String,
    /// What to call it; empty for nothing.
    pub name: String,
    /// SHA-256, the entity tag; empty for none.
    pub sha256: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl FileAnswer {
    /// Bytes that are kept nowhere.
    pub fn fleeting(media: &str, bytes: Vec<u8>) -> Self {
        let media = media.to_owned();
        FileAnswer { media, name: String::new(), sha256: String::new(), bytes }
    }
}

impl IntoResponse for FileAnswer {
    fn into_response(self) -> Response {
        let mut response = self.bytes.into_response();
        let headers = response.headers_mut();
        let mut put = |name, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        };
        put(header::CONTENT_TYPE, &self.media);
        put(header::CACHE_CONTROL, "private, no-store");
        if !self.name.is_empty() {
            put(header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{}\"", self.name));
        }
        if !self.sha256.is_empty() {
            put(header::ETAG, &format!("\"{}\"", self.sha256));
        }
        response
    }
}

impl OperationOutput for FileAnswer {
    type Inner = ();

    fn operation_response(_: &mut GenContext, _: &mut Operation) -> Option<Described> {
        let content = ["application/pdf", DOCX, "image/png", "image/jpeg", "application/json"]
            .into_iter()
            .map(|media| (media.to_owned(), MediaType::default()))
            .collect();
        let description = "The bytes.".to_owned();
        Some(Described { description, content, ..Described::default() })
    }

    fn inferred_responses(
        ctx: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<Code>, Described)> {
        let response = Self::operation_response(ctx, operation).unwrap_or_default();
        vec![(Some(Code::Code(200)), response)]
    }
}
