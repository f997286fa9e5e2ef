//! Answers that are files: Word documents, tables, reports.

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, Response as Described, StatusCode as Code};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

/// A file with its media type.
#[derive(Clone, Debug)]
pub(super) struct Download {
    /// The media type.
    pub media: &'static str,
    /// The name it is saved under; empty where it is only looked at.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A Word document.
pub(super) struct Docx(pub Download);
/// A table of values with semicolons between, as Danish spreadsheets read it.
pub(super) struct Csv(pub Download);
/// A report as JSON, SARIF, HTML or Markdown.
pub(super) struct Reported(pub Download);

pub(super) const DOCX: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
pub(super) const CSV: &str = "text/csv; charset=utf-8";

impl IntoResponse for Download {
    fn into_response(self) -> Response {
        let mut response = self.bytes.into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.media));
        if !self.name.is_empty() {
            // RFC 6266 with RFC 8187: names of files may have Danish letters.
            let encoded: String = self.name.bytes().map(percent).collect();
            let value = format!("attachment; filename*=UTF-8''{encoded}");
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(header::CONTENT_DISPOSITION, value);
            }
        }
        response
    }
}

fn percent(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

macro_rules! file {
    ($name:ident, $description:literal, $($media:literal)+) => {
        impl IntoResponse for $name {
            fn into_response(self) -> Response {
                self.0.into_response()
            }
        }

        impl OperationOutput for $name {
            type Inner = Self;

            fn operation_response(_: &mut GenContext, _: &mut Operation) -> Option<Described> {
                let media = [$($media),+].map(|media| (media.to_owned(), MediaType::default()));
                Some(Described {
                    description: $description.to_owned(),
                    content: media.into_iter().collect(),
                    ..Described::default()
                })
            }

            fn inferred_responses(
                ctx: &mut GenContext,
                operation: &mut Operation,
            ) -> Vec<(Option<Code>, Described)> {
                let response = Self::operation_response(ctx, operation).unwrap_or_default();
                vec![(Some(Code::Code(200)), response)]
            }
        }
    };
}

file!(
    Docx,
    "The Word document.",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
);
file!(Csv, "The table.", "text/csv");
file!(
    Reported,
    "The report.",
    "application/json" "application/sarif+json" "text/html" "text/markdown"
);
