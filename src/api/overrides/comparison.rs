//! The three-way comparison of an override, as JSON and as a page.

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{
    MediaType, Operation as Described, Response as DescribedResponse, StatusCode as Code,
};
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

use super::show::kept_override;
use super::wire::OverridePath;
use crate::access::Permission;
use crate::api::{Call, Operation, Path, Problem, Routes, Shown, kinds};
use crate::diagnostic::MessageLanguage;
use crate::registry::{self, Comparison, ItemName, Sides, compare};
use crate::versions::{Conflict, Difference, ThreeWay, ToldChange, three_way_html, told};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/v1/{environment}/{authority}/overrides/{kind}/{key}/comparison",
            Operation::new(
                "compareOverride",
                Permission::ReadTemplates,
                "What the centre changed, what the authority changed, and where both did.",
            )
            .about("The central version that the override was made from, the newest that is published, and the override's newest version.")
            .problems(&[kinds::NOT_FOUND, kinds::TEMPLATE_UNREADABLE]),
            show,
        )
        .get(
            "/v1/{environment}/{authority}/overrides/{kind}/{key}/comparison.html",
            Operation::new(
                "compareOverridePage",
                Permission::ReadTemplates,
                "The same comparison as a page for people.",
            )
            .problems(&[kinds::NOT_FOUND, kinds::TEMPLATE_UNREADABLE]),
            page,
        )
}

/// A three-way comparison.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ComparisonView {
    /// The central version that the override was made from.
    base: u32,
    /// The newest central version that is published.
    central: u32,
    /// The override's newest version.
    own: u32,
    /// Where both changed the same, and a person has to decide.
    conflicts: Vec<ConflictView>,
    /// How many of the centre's changes come along by themselves.
    taken: usize,
    /// What the centre changed.
    central_changes: Vec<ChangeView>,
    /// What the authority changed.
    own_changes: Vec<ChangeView>,
}

/// Where both changed the same.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ConflictView {
    /// `both-changed`, `both-added`, `override-removed`, `central-removed`, `formatting`, `manifest`.
    pub kind: &'static str,
    /// What and where, in words.
    pub message: String,
    /// Before.
    pub base: String,
    /// What the centre made of it.
    pub central: String,
    /// What the authority made of it.
    pub own: String,
    /// Both texts stand in the rebased document, with a comment. Where they do not, the authority's stands.
    pub in_document: bool,
}

/// A change.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ChangeView {
    /// Where.
    place: String,
    /// What was done.
    what: String,
    /// The text before.
    before: String,
    /// The text after.
    after: String,
    /// What else differs there.
    notes: Vec<String>,
}

impl From<ToldChange> for ChangeView {
    fn from(of: ToldChange) -> Self {
        let ToldChange { place, what, before, after, notes } = of;
        ChangeView { place, what, before, after, notes }
    }
}

/// A difference, change by change.
pub(super) fn changes(of: &Difference, language: MessageLanguage) -> Vec<ChangeView> {
    told(of, language).into_iter().map(ChangeView::from).collect()
}

/// Conflicts of documents.
pub(super) fn conflict(of: &Conflict, language: MessageLanguage) -> ConflictView {
    ConflictView {
        kind: of.kind.key(),
        message: of.words(language).trim_end().to_owned(),
        base: of.base.clone(),
        central: of.central.clone(),
        own: of.own.clone(),
        in_document: of.in_document,
    }
}

/// All conflicts of a comparison: of the documents, then of what stands beside them.
pub(super) fn conflicts(of: &Comparison, language: MessageLanguage) -> Vec<ConflictView> {
    let beside = of.manifest.iter().filter(|change| change.is_conflict());
    let beside = beside.map(|change| ConflictView {
        kind: "manifest",
        message: match language {
            MessageLanguage::Danish => format!("oplysninger om skabelonen: {}", change.key),
            MessageLanguage::English => format!("about the template: {}", change.key),
        },
        base: change.base.clone(),
        central: change.central.clone(),
        own: change.own.clone(),
        in_document: false,
    });
    let of_text = of.rebased.conflicts.iter().map(|it| conflict(it, language));
    of_text.chain(beside).collect()
}

/// That one of the three is no longer there.
pub(super) fn gone() -> Problem {
    Problem::not_found(
        "en af de tre udgaver er der ikke længere",
        "one of the three versions is no longer there",
    )
}

async fn of(call: &Call, item: &ItemName) -> Result<(Sides, Comparison), Problem> {
    let mut work = call.read().await?;
    let kept = kept_override(&mut work, &call.realm, item).await?;
    let sides = registry::sides(&mut work, &kept).await?.ok_or_else(gone)?;
    drop(work);
    let date = call.now.day().to_string();
    let done = call.app.workshop.run(move || {
        let comparison = compare(&sides, &date).map_err(|error| Problem::template(&error))?;
        Ok::<_, Problem>((sides, comparison))
    });
    done.await?
}

async fn show(
    call: Call,
    Path(path): Path<OverridePath>,
) -> Result<Shown<ComparisonView>, Problem> {
    let (sides, comparison) = of(&call, &path.item()).await?;
    let taken = comparison.rebased.taken.len()
        + comparison.manifest.iter().filter(|change| change.is_taken()).count();
    Ok(Shown::of(ComparisonView {
        base: sides.base.version,
        central: sides.central.version,
        own: sides.own.version,
        conflicts: conflicts(&comparison, call.language),
        taken,
        central_changes: changes(&comparison.central, call.language),
        own_changes: changes(&comparison.own, call.language),
    }))
}

/// A page may bring its own style, and nothing else.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// A page for people.
pub(super) struct PageAnswer(String);

impl IntoResponse for PageAnswer {
    fn into_response(self) -> Response {
        ([(header::CONTENT_SECURITY_POLICY, POLICY)], Html(self.0)).into_response()
    }
}

impl OperationOutput for PageAnswer {
    type Inner = Self;

    fn operation_response(_: &mut GenContext, _: &mut Described) -> Option<DescribedResponse> {
        Some(DescribedResponse {
            description: "The page.".to_owned(),
            content: [("text/html".to_owned(), MediaType::default())].into_iter().collect(),
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

async fn page(call: Call, Path(path): Path<OverridePath>) -> Result<PageAnswer, Problem> {
    let item = path.item();
    let (sides, comparison) = of(&call, &item).await?;
    let title = item.to_string();
    let three = ThreeWay {
        title: &title,
        versions: [sides.base.version, sides.central.version, sides.own.version],
        central: &comparison.central,
        own: &comparison.own,
        rebased: &comparison.rebased,
        manifest: &comparison.manifest,
    };
    Ok(PageAnswer(three_way_html(&three, call.language)))
}
