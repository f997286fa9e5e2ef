//! Problem details (RFC 9457): what a caller is told when what was asked is not done.
//!
//! A problem is made without a language. On its way out it is written in that of the caller, Danish unless English is preferred
//! ([`in_the_callers_language`]), with the request id as its `instance`.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value as Json};

use super::engine::OUTCOME;
use super::preferences::Preferences;
use super::problem_kinds::{self as kinds, Kind};
use super::request_id::RequestId;
use crate::access::AuthenticationError;
use crate::diagnostic::{Diagnostic, MessageLanguage};
use crate::docx::PackageError;
use crate::pdf::PdfError;
use crate::render::RenderError;
use crate::store::StoreError;
use crate::wire::{OutcomeWord, WireError, diagnostics, package_error, pdf_error, wire_error};

/// What a caller is told.
#[derive(Clone, Debug)]
pub struct Problem(Box<Details>);

#[derive(Clone, Debug)]
struct Details {
    kind: &'static Kind,
    /// What happened this time, in Danish and English.
    detail: Option<(String, String)>,
    members: Map<String, Json>,
    diagnostics: Vec<Diagnostic>,
    retry_after: Option<u64>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Problem {
    /// A problem whose title says all.
    pub fn of(kind: &'static Kind) -> Self {
        let retry_after = (kind.status == 503).then_some(1);
        Problem(Box::new(Details {
            kind,
            detail: None,
            members: Map::new(),
            diagnostics: Vec::new(),
            retry_after,
            headers: Vec::new(),
        }))
    }

    /// Says what happened this time.
    #[must_use]
    pub fn because(mut self, da: impl Into<String>, en: impl Into<String>) -> Self {
        self.0.detail = Some((da.into(), en.into()));
        self
    }

    /// Adds a member for programs (RFC 9457, 3.2).
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Json>) -> Self {
        self.0.members.insert(name.to_owned(), value.into());
        self
    }

    /// Adds findings.
    #[must_use]
    pub fn found(mut self, found: &[Diagnostic]) -> Self {
        self.0.diagnostics.extend_from_slice(found);
        self
    }

    /// Says after how many seconds to try again.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.0.retry_after = Some(seconds);
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.push((name, value));
        self
    }

    /// A value that cannot be used.
    pub fn invalid(field: &str, da: impl Into<String>, en: impl Into<String>) -> Self {
        Problem::of(kinds::INVALID).with("field", field).because(da, en)
    }

    /// Nothing of that name.
    pub fn not_found(da: impl Into<String>, en: impl Into<String>) -> Self {
        Problem::of(kinds::NOT_FOUND).because(da, en)
    }

    /// Its type.
    pub fn kind(&self) -> &'static Kind {
        self.0.kind
    }

    /// A part that is not documented.
    pub(super) fn unknown_part(parts: &[&str]) -> Self {
        let (last, others) = parts.split_last().unwrap_or((&"", &[]));
        let others = others.join(", ");
        Problem::of(kinds::UNKNOWN_PART).because(
            format!("delene er {others} og {last}"),
            format!("the parts are {others} and {last}"),
        )
    }

    /// A part that must be there is not.
    pub(super) fn missing_part(part: &str) -> Self {
        Problem::of(kinds::MISSING_PART).with("part", part)
    }

    /// A part that cannot be read.
    pub(super) fn unreadable(part: &str, error: &WireError) -> Self {
        let kind = match error {
            WireError::TooLarge { .. } => kinds::TOO_LARGE,
            _ => kinds::UNREADABLE_PART,
        };
        Problem::of(kind).of_part(part, |language| wire_error(error, language))
    }

    /// A template that could not be read at all.
    pub fn template(error: &PackageError) -> Self {
        Problem::package("template", error)
    }

    /// A document that could not be rendered.
    pub fn not_rendered(part: &str, error: &RenderError) -> Self {
        match error {
            RenderError::Package(error) => Problem::package(part, error),
            RenderError::Pdf(error) => {
                let part = match error {
                    PdfError::Enclosure { .. } => "enclosure",
                    PdfError::Date { .. } => "options",
                    PdfError::Font { .. } => part,
                };
                Problem::of(kinds::PDF_NOT_MADE)
                    .of_part(part, |language| pdf_error(error, language))
            }
        }
    }

    fn package(part: &str, error: &PackageError) -> Self {
        let kind = match (error, part) {
            (PackageError::ArchiveTooLarge { .. }, _) => kinds::TOO_LARGE,
            (
                PackageError::CompoundFile
                | PackageError::NotZip(_)
                | PackageError::NotWordprocessing
                | PackageError::Macros,
                part,
            ) => {
                if part == "document" {
                    kinds::NOT_A_DOCUMENT
                } else {
                    kinds::NOT_A_TEMPLATE
                }
            }
            (_, "document") => kinds::DOCUMENT_UNREADABLE,
            _ => kinds::TEMPLATE_UNREADABLE,
        };
        Problem::of(kind)
            .of_part(part, |language| package_error(error, language))
            .with("code", error.code())
    }

    /// Errors in template and data.
    pub fn refused(found: &[Diagnostic]) -> Self {
        Problem::of(kinds::MERGE_REFUSED).found(found)
    }

    /// Nobody is signed in (RFC 9110, 11.6.1).
    pub(super) fn not_signed_in() -> Self {
        Problem::of(kinds::NOT_SIGNED_IN)
    }

    /// Our own fault.
    pub fn ours() -> Self {
        Problem::of(kinds::INTERNAL)
    }

    fn of_part<W: Into<String>>(self, part: &str, words: impl Fn(MessageLanguage) -> W) -> Self {
        let da: String = words(MessageLanguage::Danish).into();
        let en: String = words(MessageLanguage::English).into();
        self.with("part", part).because(format!("`{part}`: {da}"), format!("`{part}`: {en}"))
    }

    /// The problem as JSON, in a language.
    fn body(&self, language: MessageLanguage, instance: Option<&str>) -> Json {
        let Details { kind, detail, members, diagnostics: found, .. } = &*self.0;
        let pick = |da: &str, en: &str| match language {
            MessageLanguage::Danish => da.to_owned(),
            MessageLanguage::English => en.to_owned(),
        };
        let mut body = Map::new();
        body.insert("type".to_owned(), format!("urn:brevsmed:problem:{}", kind.name).into());
        body.insert("title".to_owned(), pick(kind.da, kind.en).into());
        body.insert("status".to_owned(), kind.status.into());
        if let Some((da, en)) = detail {
            body.insert("detail".to_owned(), pick(da, en).into());
        }
        if let Some(instance) = instance {
            body.insert("instance".to_owned(), format!("urn:brevsmed:request:{instance}").into());
        }
        body.extend(members.clone());
        if !found.is_empty() {
            let found = serde_json::to_value(diagnostics(found, language)).unwrap_or_default();
            body.insert("diagnostics".to_owned(), found);
        }
        Json::Object(body)
    }
}

impl From<AuthenticationError> for Problem {
    fn from(error: AuthenticationError) -> Self {
        match error {
            AuthenticationError::Refused => Problem::of(kinds::CREDENTIAL_REFUSED).header(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Bearer error=\"invalid_token\""),
            ),
            AuthenticationError::SupportOver => Problem::of(kinds::SUPPORT_OVER),
            AuthenticationError::IssuerAway => Problem::of(kinds::PROVIDER_AWAY),
            AuthenticationError::Store(error) => error.into(),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::AlreadyThere { .. } => Problem::of(kinds::ALREADY_THERE),
            StoreError::Changed { .. } => Problem::of(kinds::CHANGED),
            passing if passing.is_passing() => {
                tracing::warn!(%error, "the store is away");
                Problem::of(kinds::STORE_AWAY)
            }
            _ => {
                tracing::error!(%error, "the store failed");
                Problem::ours()
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.0.kind.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes problems in the caller's language, with the request's id.
pub(super) async fn in_the_callers_language(request: Request, next: Next) -> Response {
    let language = Preferences::of(request.headers()).language;
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone());
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    let body = serde_json::to_vec(&problem.body(language, id.as_deref())).unwrap_or_default();
    let (mut parts, _) = response.into_parts();
    let headers = &mut parts.headers;
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    let spoken = if language == MessageLanguage::Danish { "da" } else { "en" };
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(spoken));
    headers.append(header::VARY, HeaderValue::from_static("accept-language"));
    if let Some(seconds) = problem.0.retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if problem.0.kind == kinds::MERGE_REFUSED {
        headers.insert(OUTCOME, HeaderValue::from_static(OutcomeWord::Refused.as_str()));
    }
    if problem.0.kind.status == 401 {
        // RFC 9110, 15.5.2: whoever is not let in is told how to come in.
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    for (name, value) in problem.0.headers {
        headers.insert(name, value);
    }
    Response::from_parts(parts, axum::body::Body::from(body))
}

/// A problem as the OpenAPI document shows it. Some types have members of their own; their documentation names them.
#[derive(schemars::JsonSchema)]
#[schemars(rename = "Problem")]
#[allow(dead_code, reason = "only its schema is used")]
pub(super) struct ProblemSchema {
    /// `urn:brevsmed:problem:` and the name of its type. Names are contract.
    #[schemars(regex(pattern = "^urn:brevsmed:problem:[a-z-]+$"))]
    r#type: String,
    /// What it is, in the caller's language.
    title: String,
    /// The HTTP status.
    #[schemars(range(min = 400, max = 599))]
    status: u16,
    /// What happened this time, and what to do.
    #[serde(default)]
    detail: Option<String>,
    /// The request, by its id: `urn:brevsmed:request:` and what `X-Request-Id` says.
    #[serde(default)]
    instance: Option<String>,
    /// What was found in a template, its data or a letter.
    #[serde(default)]
    diagnostics: Option<Vec<serde_json::Value>>,
}

impl aide::OperationOutput for Problem {
    type Inner = Problem;

    /// The problems of a route come from its row of the table, not from the type of its handler.
    fn operation_response(
        ctx: &mut aide::generate::GenContext,
        _: &mut aide::openapi::Operation,
    ) -> Option<aide::openapi::Response> {
        // So that its schema is among the components.
        let _ = ctx.schema.subschema_for::<ProblemSchema>();
        None
    }

    fn inferred_responses(
        ctx: &mut aide::generate::GenContext,
        operation: &mut aide::openapi::Operation,
    ) -> Vec<(Option<aide::openapi::StatusCode>, aide::openapi::Response)> {
        let _ = Self::operation_response(ctx, operation);
        Vec::new()
    }
}
