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
    /// The answer as JSON, with the receipt.
    pub json: bool,
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
        let json = weighted(headers, &ACCEPT)
            .iter()
            .any(|(kind, weight)| kind == "application/json" && *weight > 0.0);
        Preferences { language, json }
    }
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
