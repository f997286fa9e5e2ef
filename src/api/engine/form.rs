//! The parts of a request.

use axum::body::Bytes;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};

use crate::api::preferences::Preferences;
use crate::api::problem::Problem;
use crate::api::problem_kinds as kinds;
use crate::pdf::PdfEnclosure;
use crate::wire::WireError;

/// A merge request as it arrived.
#[derive(Debug)]
pub(super) struct MergeForm {
    pub preferences: Preferences,
    pub template: Vec<u8>,
    pub data: Vec<u8>,
    pub answers: Option<String>,
    pub options: Option<String>,
    pub enclosures: Vec<PdfEnclosure>,
}

/// A render request as it arrived.
#[derive(Debug)]
pub(super) struct RenderForm {
    pub preferences: Preferences,
    pub document: Vec<u8>,
    pub options: Option<String>,
    pub enclosures: Vec<PdfEnclosure>,
}

const MERGE_PARTS: &[&str] = &["template", "data", "answers", "options", "enclosure"];
const RENDER_PARTS: &[&str] = &["document", "options", "enclosure"];

impl<S: Send + Sync> FromRequest<S> for MergeForm {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let preferences = Preferences::of(request.headers());
        let mut parts = multipart(request, state).await?;
        let (mut template, mut data, mut answers, mut options) = (None, None, None, None);
        let mut enclosures = Vec::new();
        while let Some(part) = parts.next_field().await.map_err(broken)? {
            let name = part.name().unwrap_or_default().to_owned();
            match name.as_str() {
                "template" => template = Some(bytes(part).await?),
                "data" => data = Some(bytes(part).await?),
                "answers" => answers = Some(text(part, &name).await?),
                "options" => options = Some(text(part, &name).await?),
                "enclosure" => enclosures.push(enclosure(part).await?),
                _ => return Err(Problem::unknown_part(MERGE_PARTS)),
            }
        }
        Ok(MergeForm {
            preferences,
            template: template.ok_or_else(|| Problem::missing_part("template"))?,
            data: data.ok_or_else(|| Problem::missing_part("data"))?,
            answers,
            options,
            enclosures,
        })
    }
}

impl<S: Send + Sync> FromRequest<S> for RenderForm {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let preferences = Preferences::of(request.headers());
        let mut form =
            RenderForm { preferences, document: Vec::new(), options: None, enclosures: Vec::new() };
        let kind = request.headers().get(header::CONTENT_TYPE);
        let is_form = kind
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| kind.trim_start().to_ascii_lowercase().starts_with("multipart/"));
        if !is_form {
            let body = Bytes::from_request(request, state).await;
            form.document = body.map_err(|_| too_large())?.to_vec();
            return Ok(form);
        }
        let mut parts = multipart(request, state).await?;
        let mut document = None;
        while let Some(part) = parts.next_field().await.map_err(broken)? {
            let name = part.name().unwrap_or_default().to_owned();
            match name.as_str() {
                "document" => document = Some(bytes(part).await?),
                "options" => form.options = Some(text(part, &name).await?),
                "enclosure" => form.enclosures.push(enclosure(part).await?),
                _ => return Err(Problem::unknown_part(RENDER_PARTS)),
            }
        }
        form.document = document.ok_or_else(|| Problem::missing_part("document"))?;
        Ok(form)
    }
}

async fn multipart<S: Send + Sync>(request: Request, state: &S) -> Result<Multipart, Problem> {
    Multipart::from_request(request, state).await.map_err(|_| Problem::of(kinds::NOT_MULTIPART))
}

async fn bytes(part: Field<'_>) -> Result<Vec<u8>, Problem> {
    Ok(part.bytes().await.map_err(broken)?.to_vec())
}

async fn text(part: Field<'_>, name: &str) -> Result<String, Problem> {
    String::from_utf8(bytes(part).await?)
        .map_err(|_| Problem::unreadable(name, &WireError::NotText))
}

/// An enclosure, named by the file that was sent.
async fn enclosure(part: Field<'_>) -> Result<PdfEnclosure, Problem> {
    // A path of the caller's machine is nobody's business.
    let name = part.file_name().and_then(|name| name.rsplit(['/', '\\']).next());
    let name = name.filter(|name| !name.is_empty()).unwrap_or("bilag.pdf").to_owned();
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let description = stem.to_owned();
    Ok(PdfEnclosure { name, description, bytes: bytes(part).await? })
}

/// A body that breaks off, is too large, or is not what its boundary says.
#[allow(clippy::needless_pass_by_value, reason = "the shape that `map_err` asks for")]
fn broken(error: MultipartError) -> Problem {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        _ => Problem::of(kinds::MULTIPART_BROKEN),
    }
}

fn too_large() -> Problem {
    Problem::of(kinds::TOO_LARGE)
}
