//! The parts of a merge request.

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;

use super::preferences::Preferences;
use super::problem::Problem;
use crate::diagnostic::MessageLanguage;
use crate::wire::WireError;

/// A merge request as it arrived.
#[derive(Debug)]
pub(super) struct MergeForm {
    pub preferences: Preferences,
    pub template: Vec<u8>,
    pub data: Vec<u8>,
    pub answers: Option<String>,
    pub options: Option<String>,
}

impl<S: Send + Sync> FromRequest<S> for MergeForm {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let preferences = Preferences::of(request.headers());
        let language = preferences.language;
        let mut parts = Multipart::from_request(request, state).await.map_err(|_| {
            Problem::plain("not-multipart", StatusCode::UNSUPPORTED_MEDIA_TYPE, language)
        })?;
        let (mut template, mut data, mut answers, mut options) = (None, None, None, None);
        while let Some(part) = parts.next_field().await.map_err(broken(language))? {
            let name = part.name().unwrap_or_default().to_owned();
            match name.as_str() {
                "template" => template = Some(bytes(part, language).await?),
                "data" => data = Some(bytes(part, language).await?),
                "answers" => answers = Some(text(part, &name, language).await?),
                "options" => options = Some(text(part, &name, language).await?),
                _ => return Err(Problem::unknown_part(language)),
            }
        }
        Ok(MergeForm {
            preferences,
            template: template.ok_or_else(|| Problem::missing_part("template", language))?,
            data: data.ok_or_else(|| Problem::missing_part("data", language))?,
            answers,
            options,
        })
    }
}

async fn bytes(part: Field<'_>, language: MessageLanguage) -> Result<Vec<u8>, Problem> {
    Ok(part.bytes().await.map_err(broken(language))?.to_vec())
}

async fn text(part: Field<'_>, name: &str, language: MessageLanguage) -> Result<String, Problem> {
    String::from_utf8(bytes(part, language).await?)
        .map_err(|_| Problem::unreadable(name, &WireError::NotText, language))
}

/// A body that breaks off, is too large, or is not what its boundary says.
fn broken(language: MessageLanguage) -> impl Fn(MultipartError) -> Problem {
    move |error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::plain("too-large", StatusCode::PAYLOAD_TOO_LARGE, language)
        }
        _ => Problem::plain("multipart-broken", StatusCode::BAD_REQUEST, language),
    }
}
