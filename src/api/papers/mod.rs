//! The service's papers: the OpenAPI document, its page, the types of problems.
//!
//! The page is ours: some kilobytes of HTML without a script, instead of a viewer of 2.7 megabytes that wants to run one. So it needs
//! nothing from outside, and says the same to a screen reader as to an eye.

mod page;

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{
    MediaType, Operation as Described, Response as DescribedResponse, StatusCode as Code,
};
use axum::body::Bytes;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::openapi::Document;
use super::problem_kinds::{self as all_kinds, Kind};
use super::{Call, Operation, Path, Problem, Routes, Shown, kinds, problem_danish};
use crate::access::Permission;

/// The papers of a service, written once.
#[derive(Debug)]
pub(super) struct Papers {
    document: Paper,
    page: Paper,
}

/// A paper.
#[derive(Clone, Debug)]
struct Paper {
    kind: &'static str,
    /// The entity tag.
    tag: String,
    bytes: Bytes,
    /// What browsers may load for it.
    policy: Option<String>,
}

impl Papers {
    /// Writes the papers of a document.
    pub fn new(Document(document): Document) -> Self {
        let (page, policy) = page::of(&document);
        let page = Paper { policy: Some(policy), ..Paper::new("text/html; charset=utf-8", page) };
        let json = serde_json::to_string(&document).unwrap_or_default();
        Papers { document: Paper::new("application/json", json), page }
    }
}

impl Paper {
    fn new(kind: &'static str, text: String) -> Self {
        let hash = Sha256::digest(&text);
        let hash: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        Paper { kind, tag: format!("\"{hash}\""), bytes: Bytes::from(text), policy: None }
    }
}

impl IntoResponse for Paper {
    fn into_response(self) -> Response {
        let headers: [(HeaderName, String); 3] = [
            (header::CONTENT_TYPE, self.kind.to_owned()),
            (header::ETAG, self.tag),
            (header::CACHE_CONTROL, "no-cache".to_owned()),
        ];
        let policy = self.policy.map(|policy| [(header::CONTENT_SECURITY_POLICY, policy)]);
        match policy {
            Some(policy) => (headers, policy, self.bytes).into_response(),
            None => (headers, self.bytes).into_response(),
        }
    }
}

/// The OpenAPI document as an answer.
struct DocumentPaper(Paper);
/// The page as an answer.
struct PagePaper(Paper);

macro_rules! paper {
    ($name:ident, $kind:literal, $about:literal) => {
        impl IntoResponse for $name {
            fn into_response(self) -> Response {
                self.0.into_response()
            }
        }

        impl OperationOutput for $name {
            type Inner = Self;

            fn operation_response(
                _: &mut GenContext,
                _: &mut Described,
            ) -> Option<DescribedResponse> {
                Some(DescribedResponse {
                    description: $about.to_owned(),
                    content: [($kind.to_owned(), MediaType::default())].into_iter().collect(),
                    ..DescribedResponse::default()
                })
            }

            fn inferred_responses(
                ctx: &mut GenContext,
                operation: &mut Described,
            ) -> Vec<(Option<Code>, DescribedResponse)> {
                let response = Self::operation_response(ctx, operation).unwrap_or_default();
                vec![(Some(Code::Code(200)), response)]
            }
        }
    };
}

paper!(DocumentPaper, "application/json", "The document, as JSON.");
paper!(PagePaper, "text/html", "The page.");

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .group("Documentation")
        .get(
            "/v1/openapi.json",
            Operation::new("showOpenApi", Permission::Open, "This document: OpenAPI 3.1."),
            document,
        )
        .get(
            "/v1/docs",
            Operation::new(
                "showDocumentation",
                Permission::Open,
                "The document as a page for people.",
            ),
            page,
        )
        .get("/", Operation::new("showStart", Permission::Open, "The same page."), page)
        .get(
            "/v1/problems",
            Operation::new(
                "listProblems",
                Permission::Open,
                "All types of problems, in Danish and English.",
            ),
            problems,
        )
        .get(
            "/v1/problems/{name}",
            Operation::new(
                "showProblem",
                Permission::Open,
                "A type of problem, in Danish and English.",
            )
            .about(
                "The name is what stands after `urn:brevsmed:problem:` in the `type` of a problem.",
            )
            .problems(&[kinds::NOT_FOUND]),
            problem,
        )
}

async fn document(call: Call) -> Result<DocumentPaper, Problem> {
    papers(&call).map(|papers| DocumentPaper(papers.document.clone()))
}

async fn page(call: Call) -> Result<PagePaper, Problem> {
    papers(&call).map(|papers| PagePaper(papers.page.clone()))
}

/// They are written before the first request is answered.
fn papers(call: &Call) -> Result<&Papers, Problem> {
    call.app.papers.get().ok_or_else(Problem::ours)
}

/// A type of problem.
#[derive(Debug, Serialize, JsonSchema)]
struct ProblemType {
    /// Its URI, the `type` of a problem.
    r#type: String,
    /// Its name.
    name: &'static str,
    /// The HTTP status.
    status: u16,
    /// What it is.
    title: InBoth,
    /// When it happens and what to do.
    about: InBoth,
}

/// Words in both languages.
#[derive(Debug, Serialize, JsonSchema)]
struct InBoth {
    /// In Danish.
    da: &'static str,
    /// In English.
    en: &'static str,
}

/// All types of problems.
#[derive(Debug, Serialize, JsonSchema)]
struct ProblemTypes {
    /// By what they are about.
    items: Vec<ProblemType>,
}

impl From<&'static Kind> for ProblemType {
    fn from(kind: &'static Kind) -> Self {
        ProblemType {
            r#type: format!("urn:brevsmed:problem:{}", kind.name),
            name: kind.name,
            status: kind.status,
            title: InBoth { da: kind.da, en: kind.en },
            about: InBoth {
                da: problem_danish::about(kind.name).unwrap_or_default(),
                en: kind.about,
            },
        }
    }
}

async fn problems(_: Call) -> Shown<ProblemTypes> {
    Shown::of(ProblemTypes {
        items: all_kinds::ALL.iter().copied().map(ProblemType::from).collect(),
    })
}

/// A type by its name.
#[derive(Debug, Deserialize, JsonSchema)]
struct Named {
    /// The name, such as `not-found`.
    #[schemars(length(min = 1, max = 100))]
    name: String,
}

async fn problem(
    _: Call,
    Path(Named { name }): Path<Named>,
) -> Result<Shown<ProblemType>, Problem> {
    let kind = all_kinds::named(&name).ok_or_else(|| Problem::of(kinds::NOT_FOUND))?;
    Ok(Shown::of(kind.into()))
}
