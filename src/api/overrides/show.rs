//! Overrides, and who answers for the letters of an authority.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::wire::{OverridePath, OverrideView, RealmPath, VersionView};
use crate::access::Permission;
use crate::api::{Call, Listed, Operation, Path, Problem, Query, Routes, Shown, kinds};
use crate::registry::{self, ItemName, Origin, Override, Responsibility, responsibility_in};
use crate::store::{Kept, Listing, Realm, Work};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/v1/{environment}/{authority}/overrides",
            Operation::new("listOverrides", Permission::ReadTemplates, "The authority's overrides.")
                .about("With where each is, who answers for it, and who acknowledged that. Templates of the authority's own, without a central one behind them, are no overrides: see `listResponsibility`.")
                .problems(&[kinds::INVALID_QUERY]),
            list,
        )
        .get(
            "/v1/{environment}/{authority}/overrides/{kind}/{key}",
            Operation::new("showOverride", Permission::ReadTemplates, "An override, and what to do next.")
                .problems(&[kinds::NOT_FOUND]),
            show,
        )
        .get(
            "/v1/{environment}/{authority}/overrides/{kind}/{key}/versions",
            Operation::new(
                "listOverrideVersions",
                Permission::ReadTemplates,
                "The versions of an override, oldest first.",
            )
            .problems(&[kinds::NOT_FOUND]),
            versions,
        )
        .get(
            "/v1/{environment}/{authority}/responsibility",
            Operation::new(
                "listResponsibility",
                Permission::ReadTemplates,
                "Who answers for each template's letters, and because of what.",
            )
            .about("The central office answers as long as nothing of the composed letter is the authority's own: neither the template, nor its master, nor any element in it.")
            .problems(&[kinds::INVALID_QUERY]),
            responsibility,
        )
}

/// Which overrides are wanted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OverrideQuery {
    /// Only in this state.
    state: Option<StateWord>,
    /// Only of this central item: `elements/kontakt`.
    #[schemars(length(max = 200))]
    of: Option<String>,
    /// The cursor of the page before.
    #[schemars(length(max = 400))]
    after: Option<String>,
    /// So many at most.
    #[schemars(range(min = 1, max = 200))]
    limit: Option<usize>,
}

/// Where an override is.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum StateWord {
    /// Looked through against the newest central version.
    Current,
    /// The centre has changed since.
    Outdated,
    /// Given up.
    Dropped,
}

/// How many a page has.
pub(super) fn page_size(limit: Option<usize>) -> Result<usize, Problem> {
    match limit.unwrap_or(50) {
        limit @ 1..=200 => Ok(limit),
        _ => Err(Problem::of(kinds::INVALID_QUERY)
            .because("`limit` er fra 1 til 200", "`limit` is from 1 to 200")),
    }
}

async fn list(
    call: Call,
    Path(_): Path<RealmPath>,
    Query(query): Query<OverrideQuery>,
) -> Result<Shown<Listed<OverrideView>>, Problem> {
    let state = query.state.map(|state| match state {
        StateWord::Current => "current".to_owned(),
        StateWord::Outdated => "outdated".to_owned(),
        StateWord::Dropped => "dropped".to_owned(),
    });
    let listing = Listing {
        state,
        subject: query.of,
        after: query.after,
        limit: page_size(query.limit)?,
        ..Listing::of(&call.realm)
    };
    let mut work = call.read().await?;
    let page = work.list::<Override>(&listing).await?;
    let mut items = Vec::new();
    for kept in &page.items {
        items.push(view(&call, &mut work, kept).await?);
    }
    Ok(Shown::of(Listed { items, next: page.next }))
}

async fn show(call: Call, Path(path): Path<OverridePath>) -> Result<Shown<OverrideView>, Problem> {
    let mut work = call.read().await?;
    let kept = kept_override(&mut work, &call.realm, &path.item()).await?;
    let body = view(&call, &mut work, &kept).await?;
    Ok(Shown { revision: Some(kept.revision), body })
}

async fn versions(
    call: Call,
    Path(path): Path<OverridePath>,
) -> Result<Shown<Listed<VersionView>>, Problem> {
    let mut work = call.read().await?;
    kept_override(&mut work, &call.realm, &path.item()).await?;
    let versions = registry::versions(&mut work, &call.realm, &path.item()).await?;
    let items = versions.iter().map(VersionView::of).collect();
    Ok(Shown::of(Listed { items, next: None }))
}

/// The override of an item.
pub(super) async fn kept_override(
    work: &mut Work,
    realm: &Realm,
    item: &ItemName,
) -> Result<Kept<Override>, Problem> {
    work.get::<Override>(realm, &item.to_string()).await?.ok_or_else(|| {
        Problem::not_found(
            "myndigheden har ingen overskrivning af det navn",
            "the authority has no override of that name",
        )
    })
}

/// What is shown of an override.
pub(super) async fn view(
    call: &Call,
    work: &mut Work,
    kept: &Kept<Override>,
) -> Result<OverrideView, Problem> {
    let item = &kept.document.item;
    let versions = registry::versions(work, &kept.realm, item).await?;
    let given = registry::acknowledgement(work, &kept.realm, item).await?;
    Ok(OverrideView::of(kept, &versions, given.as_ref(), call.now.day(), call.language))
}

/// Who answers for a template's letters.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct AnswersFor {
    /// The template's key.
    template: String,
    /// What people call it.
    name: String,
    /// Where it comes from: the centre, an override, or the authority's own.
    origin: Origin,
    /// The contexts it is used in.
    contexts: Vec<String>,
    /// Who answers.
    #[serde(flatten)]
    responsibility: Responsibility,
}

/// For which day.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DayQuery {
    /// The day, such as `2026-11-22`; without it, today.
    #[schemars(extend("format" = "date"))]
    day: Option<String>,
}

async fn responsibility(
    call: Call,
    Path(_): Path<RealmPath>,
    Query(query): Query<DayQuery>,
) -> Result<Shown<Listed<AnswersFor>>, Problem> {
    let day = match &query.day {
        Some(text) => text.parse().map_err(|_| {
            Problem::of(kinds::INVALID_QUERY)
                .because("en dato skrives 2026-11-22", "a date is written 2026-11-22")
        })?,
        None => call.now.day(),
    };
    let edition = call.app.editions.of(&call.app.store, &call.realm, day).await?;
    let work = move || {
        let Some(view) = edition.view() else { return Vec::new() };
        let templates = view.templates().into_iter();
        templates
            .map(|template| AnswersFor {
                template: template.manifest.key.clone(),
                name: template.manifest.name.clone(),
                origin: Origin::of(&edition, template),
                contexts: template.manifest.used_in().to_vec(),
                responsibility: responsibility_in(&edition, &view, template),
            })
            .collect()
    };
    let items = call.app.workshop.run(work).await?;
    Ok(Shown::of(Listed { items, next: None }))
}
