//! Files as answers and as requests: documents, archives, pages.

use std::marker::PhantomData;

use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, Response as Described, StatusCode as Code};
use aide::{OperationInput, OperationOutput};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::api::{Problem, kinds};

/// Which media types an answer may have.
pub(super) trait Media {
    /// The types.
    const TYPES: &'static [&'static str];
}

/// A file of a version.
#[derive(Debug)]
pub(super) struct Document;
/// A bundle.
#[derive(Debug)]
pub(super) struct Archive;
/// A page.
#[derive(Debug)]
pub(super) struct Page;

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const TOML: &str = "application/toml";
const PDF: &str = "application/pdf";
const JSON: &str = "application/json";
const ZIP: &str = "application/zip";
const HTML: &str = "text/html; charset=utf-8";

impl Media for Document {
    const TYPES: &'static [&'static str] = &[DOCX, TOML, PDF, JSON];
}

impl Media for Archive {
    const TYPES: &'static [&'static str] = &[ZIP];
}

impl Media for Page {
    const TYPES: &'static [&'static str] = &["text/html"];
}

/// The media type of an extension.
pub(super) fn media(extension: &str) -> &'static str {
    match extension {
        "docx" => DOCX,
        "pdf" => PDF,
        "json" => JSON,
        _ => TOML,
    }
}

/// Bytes as an answer.
#[derive(Debug)]
pub(super) struct Bytes<M> {
    media: &'static str,
    bytes: Option<Vec<u8>>,
    etag: Option<String>,
    name: Option<String>,
    of: PhantomData<fn() -> M>,
}

impl<M: Media> Bytes<M> {
    /// Bytes of a type.
    pub fn of(media: &'static str, bytes: Vec<u8>) -> Self {
        Bytes { media, bytes: Some(bytes), etag: None, name: None, of: PhantomData }
    }

    /// With an entity tag.
    #[must_use]
    pub fn tagged(mut self, hash: &str) -> Self {
        self.etag = Some(hash.to_owned());
        self
    }

    /// To be saved under a name.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        self.name = Some(name.to_owned());
        self
    }

    /// 304: the caller has them.
    pub fn unchanged(hash: &str) -> Self {
        let etag = Some(hash.to_owned());
        Bytes { media: "", bytes: None, etag, name: None, of: PhantomData }
    }
}

impl Bytes<Archive> {
    /// An archive.
    pub fn zip(bytes: Vec<u8>) -> Self {
        Bytes::of(ZIP, bytes)
    }
}

impl Bytes<Page> {
    /// A page.
    pub fn html(text: Vec<u8>) -> Self {
        Bytes::of(HTML, text)
    }
}

/// Whether a caller has what has this hash.
pub(super) fn etag_of(headers: &HeaderMap, hash: &str) -> bool {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    known.is_some_and(|known| {
        known.split(',').any(|one| {
            let one = one.trim();
            one == "*" || one.trim_start_matches("W/").trim_matches('"') == hash
        })
    })
}

impl<M: Media> IntoResponse for Bytes<M> {
    fn into_response(self) -> Response {
        let mut response = match self.bytes {
            Some(bytes) => ([(header::CONTENT_TYPE, HeaderValue::from_static(self.media))], bytes)
                .into_response(),
            None => StatusCode::NOT_MODIFIED.into_response(),
        };
        let mut put = |name, value: String| {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(name, value);
            }
        };
        if let Some(etag) = self.etag {
            put(header::ETAG, format!("\"{etag}\""));
        }
        if let Some(name) = self.name {
            // Names are keys: letters beyond ASCII go as RFC 8187 says.
            let plain: String = name.chars().map(|c| if c.is_ascii() { c } else { '_' }).collect();
            let encoded: String = name
                .bytes()
                .map(|byte| match byte {
                    b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'.' | b'_' => {
                        char::from(byte).to_string()
                    }
                    other => format!("%{other:02X}"),
                })
                .collect();
            put(
                header::CONTENT_DISPOSITION,
                format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"),
            );
        }
        response
    }
}

impl<M: Media> OperationOutput for Bytes<M> {
    type Inner = ();

    fn operation_response(_: &mut GenContext, _: &mut Operation) -> Option<Described> {
        let content = M::TYPES.iter().map(|kind| ((*kind).to_owned(), MediaType::default()));
        Some(Described {
            description: "The bytes.".to_owned(),
            content: content.collect(),
            ..Described::default()
        })
    }

    fn inferred_responses(
        ctx: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<Code>, Described)> {
        let found = Self::operation_response(ctx, operation).unwrap_or_default();
        let unchanged = Described {
            description: "Unchanged: `If-None-Match` names it.".to_owned(),
            ..Described::default()
        };
        vec![(Some(Code::Code(200)), found), (Some(Code::Code(304)), unchanged)]
    }
}

/// A zip archive as it was sent.
#[derive(Debug)]
pub(super) struct Upload(pub Vec<u8>);

/// Bytes of an archive at most: what the engine unpacks.
const LARGEST: usize = 64 << 20;

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if kind.split(';').next().unwrap_or_default().trim() != ZIP {
            return Err(Problem::of(kinds::NOT_ZIP));
        }
        let bytes = axum::body::to_bytes(request.into_body(), LARGEST).await;
        bytes.map(|bytes| Upload(bytes.to_vec())).map_err(|_| Problem::of(kinds::TOO_LARGE))
    }
}

impl OperationInput for Upload {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        let body = aide::openapi::RequestBody {
            description: Some("A zip archive.".to_owned()),
            content: [(ZIP.to_owned(), MediaType::default())].into_iter().collect(),
            required: true,
            ..aide::openapi::RequestBody::default()
        };
        operation.request_body = Some(aide::openapi::ReferenceOr::Item(body));
    }
}
