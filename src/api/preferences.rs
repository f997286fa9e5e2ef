//! What a caller prefers: a language for messages, a form for the answer.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};

use crate::diagnostic::MessageLanguage;

/// What a caller prefers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Preferences {
    /// The language of messages: Danish unless English is preferred.
    pub language: MessageLanguage,
    /// The form of the answer; `None` where the caller accepts anything.
    pub form: Option<Form>,
}

/// A form of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// JSON, with the receipt.
    Json,
    /// The letter as a PDF.
    Pdf,
    /// The letter as a document.
    Docx,
}

impl Form {
    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Form::Json => "application/json",
            Form::Pdf => "application/pdf",
            Form::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Preferences {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Preferences::of(&parts.headers))
    }
}

impl Preferences {
    /// Reads the headers; whatever they say, there is an answer.
    pub fn of(headers: &HeaderMap) -> Self {
        let languages = weighted(headers, &ACCEPT_LANGUAGE);
        let weight = |language: &str| {
            let of = |(tag, weight): &(String, f32)| {
                (tag.split('-').next() == Some(language)).then_some(*weight)
            };
            languages.iter().filter_map(of).fold(0.0, f32::max)
        };
        let language = if weight("en") > weight("da") {
            MessageLanguage::English
        } else {
            MessageLanguage::Danish
        };
        Preferences { language, form: form(headers) }
    }
}

/// The form with the highest weight; of several with the same, the one that says most.
fn form(headers: &HeaderMap) -> Option<Form> {
    let accepted = weighted(headers, &ACCEPT);
    let weight = |form: Form| {
        let of = |(kind, weight): &(String, f32)| (kind == form.media_type()).then_some(*weight);
        accepted.iter().filter_map(of).fold(0.0, f32::max)
    };
    let mut best = (None, 0.0);
    for form in [Form::Json, Form::Pdf, Form::Docx] {
        let weight = weight(form);
        if weight > best.1 {
            best = (Some(form), weight);
        }
    }
    best.0
}

/// The items of a header with their weights (RFC 9110, 12.4.2); an unreadable weight counts as 1.
fn weighted(headers: &HeaderMap, name: &HeaderName) -> Vec<(String, f32)> {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|item| {
            let mut parts = item.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default().to_ascii_lowercase();
            let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse().ok());
            (name, weight.unwrap_or(1.0))
        })
        .collect()
}
