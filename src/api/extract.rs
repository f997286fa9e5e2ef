//! What a request brings, read strictly: a JSON body, names in the path, parameters in the query.

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::Operation;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::hygiene::json_holds_nul;
use super::problem::Problem;
use super::problem_kinds as kinds;

/// A JSON body.
#[derive(Clone, Debug)]
pub struct Body<T>(pub T);

/// The names in the path.
#[derive(Clone, Debug)]
pub struct Path<T>(pub T);

/// The parameters of the query; use `#[serde(deny_unknown_fields)]`.
#[derive(Clone, Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let is_json = kind.and_then(|kind| kind.to_str().ok()).is_some_and(|kind| {
            let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
            kind == "application/json"
                || kind.starts_with("application/") && kind.ends_with("+json")
        });
        if !is_json {
            return Err(Problem::of(kinds::NOT_JSON));
        }
        let bytes = axum::body::Bytes::from_request(request, state).await.map_err(|rejection| {
            match rejection.status() {
                StatusCode::PAYLOAD_TOO_LARGE => Problem::of(kinds::TOO_LARGE),
                _ => Problem::of(kinds::UNREADABLE_BODY),
            }
        })?;
        read_json(&bytes).map(Body)
    }
}

/// Reads JSON, and says where it cannot be used without repeating what it says.
pub fn read_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    if json_holds_nul(bytes) {
        return Err(Problem::of(kinds::INVALID).because(
            "tegnet NUL kan ikke bruges i en tekst",
            "the character NUL cannot be used in a text",
        ));
    }
    serde_json::from_slice(bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        if error.is_data() {
            let words = without_values(&error.to_string());
            Problem::of(kinds::INVALID).because(
                format!("linje {line}, kolonne {column}: {words}"),
                format!("line {line}, column {column}: {words}"),
            )
        } else {
            Problem::of(kinds::UNREADABLE_BODY).because(
                format!("linje {line}, kolonne {column}: det er ikke JSON"),
                format!("line {line}, column {column}: this is not JSON"),
            )
        }
    })
}

/// serde repeats the value that it cannot use; a value may be personal.
fn without_values(words: &str) -> String {
    let words = words.split(" at line ").next().unwrap_or(words);
    match words.split_once("invalid type: ").or_else(|| words.split_once("invalid value: ")) {
        Some((_, rest)) => match rest.rsplit_once(", expected ") {
            Some((_, expected)) => format!("expected {expected}"),
            None => "not of its type".to_owned(),
        },
        None => words.to_owned(),
    }
}

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        axum::extract::Path::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Path(value)| Path(value))
            // A name that cannot be one names nothing.
            .map_err(|_| Problem::of(kinds::NOT_FOUND))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        axum::extract::Query::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Query(value)| Query(value))
            .map_err(|rejection| {
                let words = without_values(&rejection.body_text());
                Problem::of(kinds::INVALID_QUERY).because(words.clone(), words)
            })
    }
}

impl<T: JsonSchema> OperationInput for Body<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        axum::Json::<T>::operation_input(ctx, operation);
    }
}

impl<T: JsonSchema> OperationInput for Path<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        axum::extract::Path::<T>::operation_input(ctx, operation);
    }
}

impl<T: JsonSchema> OperationInput for Query<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        axum::extract::Query::<T>::operation_input(ctx, operation);
    }
}
