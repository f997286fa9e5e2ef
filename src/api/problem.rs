//! Problem details (RFC 9457): what a caller is told when there is no letter.
//!
//! The types are contract. Each is `urn:brevsmed:problem:` and a name:
//!
//! | name | status | |
//! |---|---|---|
//! | `not-multipart` | 415 | the request is no `multipart/form-data` |
//! | `multipart-broken` | 400 | it says so, and is not |
//! | `unknown-part`, `missing-part` | 400 | parts other than the documented ones, or too few |
//! | `unreadable-part` | 400 | `data`, `answers` or `options` cannot be read |
//! | `too-large` | 413 | more bytes than one request may have |
//! | `not-a-template` | 415 | `template` is no Word document; `code` says what it is |
//! | `template-unreadable` | 422 | it is one, and is broken or built to hurt |
//! | `not-a-document`, `document-unreadable` | 415, 422 | the same of a `document` that is to be rendered |
//! | `pdf-not-made` | 422 | an enclosure or a font cannot go into the PDF |
//! | `merge-refused` | 422 | template, data or letter has errors: see `diagnostics` |
//! | `no-such-page`, `no-such-method` | 404, 405 | |
//! | `internal` | 500 | our fault |

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::letters::OUTCOME;
use crate::diagnostic::{Diagnostic, MessageLanguage};
use crate::docx::PackageError;
use crate::pdf::PdfError;
use crate::render::RenderError;
use crate::wire::{
    DiagnosticWire, OutcomeWord, WireError, diagnostics, package_error, pdf_error, wire_error,
};

/// What a caller is told.
#[derive(Clone, Debug)]
pub(super) struct Problem(Box<Details>);

#[derive(Clone, Debug, Serialize)]
struct Details {
    r#type: String,
    title: &'static str,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// The part of the request that is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<String>,
    /// What is wrong with the template's package.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    diagnostics: Vec<DiagnosticWire>,
}

impl Problem {
    /// A problem whose title says all.
    pub fn plain(name: &str, status: StatusCode, language: MessageLanguage) -> Self {
        Problem(Box::new(Details {
            r#type: format!("urn:brevsmed:problem:{name}"),
            title: title(name, language),
            status: status.as_u16(),
            detail: None,
            part: None,
            code: None,
            diagnostics: Vec::new(),
        }))
    }

    /// A part that is not documented.
    pub fn unknown_part(parts: &[&str], language: MessageLanguage) -> Self {
        let (last, others) = parts.split_last().unwrap_or((&"", &[]));
        let others = others.join(", ");
        let detail = match language {
            MessageLanguage::Danish => format!("delene er {others} og {last}"),
            MessageLanguage::English => format!("the parts are {others} and {last}"),
        };
        let mut problem = Problem::plain("unknown-part", StatusCode::BAD_REQUEST, language);
        problem.0.detail = Some(detail);
        problem
    }

    /// A part that must be there is not.
    pub fn missing_part(part: &str, language: MessageLanguage) -> Self {
        let mut problem = Problem::plain("missing-part", StatusCode::BAD_REQUEST, language);
        problem.0.part = Some(part.to_owned());
        problem
    }

    /// A part that cannot be read.
    pub fn unreadable(part: &str, error: &WireError, language: MessageLanguage) -> Self {
        let (name, status) = match error {
            WireError::TooLarge { .. } => ("too-large", StatusCode::PAYLOAD_TOO_LARGE),
            _ => ("unreadable-part", StatusCode::BAD_REQUEST),
        };
        Problem::plain(name, status, language).of_part(part, &wire_error(error, language))
    }

    /// A template that could not be read at all.
    pub fn template(error: &PackageError, language: MessageLanguage) -> Self {
        Problem::package("template", error, language)
    }

    /// A document that could not be rendered.
    pub fn not_rendered(part: &str, error: &RenderError, language: MessageLanguage) -> Self {
        match error {
            RenderError::Package(error) => Problem::package(part, error, language),
            RenderError::Pdf(error) => {
                let part = match error {
                    PdfError::Enclosure { .. } => "enclosure",
                    PdfError::Date { .. } => "options",
                    PdfError::Font { .. } => part,
                };
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                Problem::plain("pdf-not-made", status, language)
                    .of_part(part, &pdf_error(error, language))
            }
        }
    }

    fn package(part: &str, error: &PackageError, language: MessageLanguage) -> Self {
        let (name, status) = match error {
            PackageError::ArchiveTooLarge { .. } => ("too-large", StatusCode::PAYLOAD_TOO_LARGE),
            PackageError::CompoundFile
            | PackageError::NotZip(_)
            | PackageError::NotWordprocessing
            | PackageError::Macros => ("not-a-template", StatusCode::UNSUPPORTED_MEDIA_TYPE),
            _ => ("template-unreadable", StatusCode::UNPROCESSABLE_ENTITY),
        };
        let name = match (name, part) {
            ("not-a-template", "document") => "not-a-document",
            ("template-unreadable", "document") => "document-unreadable",
            (name, _) => name,
        };
        let words = package_error(error, language);
        let mut problem = Problem::plain(name, status, language).of_part(part, &words);
        problem.0.code = Some(error.code());
        problem
    }

    /// Errors in template and data.
    pub fn refused(found: &[Diagnostic], language: MessageLanguage) -> Self {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let mut problem = Problem::plain("merge-refused", status, language);
        problem.0.diagnostics = diagnostics(found, language);
        problem
    }

    /// Our own fault.
    pub fn ours(language: MessageLanguage) -> Self {
        Problem::plain("internal", StatusCode::INTERNAL_SERVER_ERROR, language)
    }

    fn of_part(mut self, part: &str, words: &str) -> Self {
        self.0.part = Some(part.to_owned());
        self.0.detail = Some(format!("`{part}`: {words}"));
        self
    }

    fn is_refusal(&self) -> bool {
        self.0.r#type.ends_with(":merge-refused")
    }
}

fn title(name: &str, language: MessageLanguage) -> &'static str {
    let (da, en) = match name {
        "not-multipart" => {
            ("Anmodningen er ikke multipart/form-data", "The request is not multipart/form-data")
        }
        "multipart-broken" => ("Anmodningen er ikke hel", "The request is not whole"),
        "unknown-part" => ("Anmodningen har en ukendt del", "The request has an unknown part"),
        "missing-part" => ("Anmodningen mangler en del", "The request lacks a part"),
        "unreadable-part" => ("En del kan ikke læses", "A part cannot be read"),
        "too-large" => ("Anmodningen er for stor", "The request is too large"),
        "not-a-template" => {
            ("Skabelonen er ikke et Word-dokument", "The template is no Word document")
        }
        "template-unreadable" => ("Skabelonen kan ikke læses", "The template cannot be read"),
        "not-a-document" => {
            ("Dokumentet er ikke et Word-dokument", "The document is no Word document")
        }
        "document-unreadable" => ("Dokumentet kan ikke læses", "The document cannot be read"),
        "pdf-not-made" => ("Brevet kan ikke blive til en PDF", "The letter cannot be made a PDF"),
        "merge-refused" => ("Brevet kan ikke flettes", "The letter cannot be merged"),
        "no-such-page" => ("Siden findes ikke", "There is no such page"),
        "no-such-method" => ("Metoden bruges ikke her", "The method is not used here"),
        _ => ("Der er sket en fejl hos os", "Something went wrong on our side"),
    };
    match language {
        MessageLanguage::Danish => da,
        MessageLanguage::English => en,
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self.0).unwrap_or_default();
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        let mut response = (status, kind, body).into_response();
        if self.is_refusal() {
            let refused = header::HeaderValue::from_static(OutcomeWord::Refused.as_str());
            response.headers_mut().insert(OUTCOME, refused);
        }
        response
    }
}
