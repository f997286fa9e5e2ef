//! Answers: what was made, what is shown, a page of a list, nothing more to say.

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{Operation, Response as Described, StatusCode as Code};
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

use super::call::etag;

/// 201: something was made.
#[derive(Clone, Debug)]
pub struct Made<T> {
    /// Its path.
    pub location: String,
    /// Its revision.
    pub revision: Option<i64>,
    /// What it is.
    pub body: T,
}

/// 200: something as it is.
#[derive(Clone, Debug)]
pub struct Shown<T> {
    /// Its revision, which becomes the entity tag.
    pub revision: Option<i64>,
    /// What it is.
    pub body: T,
}

/// 204: done.
#[derive(Clone, Copy, Debug)]
pub struct Done;

/// A page of a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "ListOf{T}")]
pub struct Listed<T> {
    /// The items.
    pub items: Vec<T>,
    /// The cursor of the next page: ask again with `after` set to it. Absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl<T> Shown<T> {
    /// Something without a revision.
    pub fn of(body: T) -> Self {
        Shown { revision: None, body }
    }
}

fn tagged(mut response: Response, revision: Option<i64>) -> Response {
    if let Some(value) = revision.and_then(|it| HeaderValue::from_str(&etag(it)).ok()) {
        response.headers_mut().insert(header::ETAG, value);
    }
    response
}

impl<T: Serialize> IntoResponse for Made<T> {
    fn into_response(self) -> Response {
        let mut response = (StatusCode::CREATED, Json(self.body)).into_response();
        if let Ok(location) = HeaderValue::from_str(&self.location) {
            response.headers_mut().insert(header::LOCATION, location);
        }
        tagged(response, self.revision)
    }
}

impl<T: Serialize> IntoResponse for Shown<T> {
    fn into_response(self) -> Response {
        tagged(Json(self.body).into_response(), self.revision)
    }
}

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

fn described<T: JsonSchema>(
    ctx: &mut GenContext,
    operation: &mut Operation,
    status: u16,
    description: &str,
) -> Vec<(Option<Code>, Described)> {
    let mut response = Json::<T>::operation_response(ctx, operation).unwrap_or_default();
    description.clone_into(&mut response.description);
    vec![(Some(Code::Code(status)), response)]
}

impl<T: JsonSchema + Serialize> OperationOutput for Made<T> {
    type Inner = T;

    fn operation_response(ctx: &mut GenContext, operation: &mut Operation) -> Option<Described> {
        Json::<T>::operation_response(ctx, operation)
    }

    fn inferred_responses(
        ctx: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<Code>, Described)> {
        described::<T>(ctx, operation, 201, "Made; `Location` is where it is.")
    }
}

impl<T: JsonSchema + Serialize> OperationOutput for Shown<T> {
    type Inner = T;

    fn operation_response(ctx: &mut GenContext, operation: &mut Operation) -> Option<Described> {
        Json::<T>::operation_response(ctx, operation)
    }

    fn inferred_responses(
        ctx: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<Code>, Described)> {
        described::<T>(ctx, operation, 200, "As it is.")
    }
}

impl OperationOutput for Done {
    type Inner = ();

    fn operation_response(_: &mut GenContext, _: &mut Operation) -> Option<Described> {
        Some(Described { description: "Done.".to_owned(), ..Described::default() })
    }

    fn inferred_responses(
        ctx: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<Code>, Described)> {
        let response = Self::operation_response(ctx, operation).unwrap_or_default();
        vec![(Some(Code::Code(204)), response)]
    }
}
