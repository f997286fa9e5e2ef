//! What becomes of an override that the centre has overtaken: rebased, kept, or dropped.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::comparison::{ConflictView, conflicts};
use super::make::{is_held, judged};
use super::show::{kept_override, view};
use super::touched::in_area;
use super::wire::{OverridePath, OverrideView, day, place_of, words};
use crate::access::Permission;
use crate::api::{Body, Call, Made, Operation, Path, Problem, Routes, kinds};
use crate::registry::{
    self, Base, ItemName, Override, OverrideDraft, compare, drop_override, rebased_files, redraft,
    review,
};
use crate::store::{Kept, Work};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .post(
            "/v1/{environment}/{authority}/overrides/{kind}/{key}/rebase",
            Operation::new(
                "rebaseOverride",
                Permission::EditTemplates,
                "Take the centre's changes into the override, as a new draft, and close its follow-up task.",
            )
            .about("Where both have changed the same, both texts stand in the draft with a Word comment, and `conflicts` lists them.")
            .problems(&[kinds::NOT_FOUND, kinds::NOTHING_NEW, kinds::OVERRIDE_DROPPED, kinds::CHANGED, kinds::TEMPLATE_UNREADABLE, kinds::INVALID]),
            rebase,
        )
        .post(
            "/v1/{environment}/{authority}/overrides/{kind}/{key}/keep",
            Operation::new(
                "keepOverride",
                Permission::EditTemplates,
                "Keep the override as it is against the newest central version, with a reason, and close its follow-up task.",
            )
            .problems(&[kinds::NOT_FOUND, kinds::NOTHING_NEW, kinds::OVERRIDE_DROPPED, kinds::INVALID]),
            keep,
        )
        .post(
            "/v1/{environment}/{authority}/overrides/{kind}/{key}/drop",
            Operation::new(
                "dropOverride",
                Permission::EditTemplates,
                "Drop the override: from a day on the central version is used again.",
            )
            .about("Drafts are given up at once, and the follow-up task is closed. The versions stay in the history.")
            .problems(&[kinds::NOT_FOUND, kinds::OVERRIDE_DROPPED, kinds::INVALID]),
            drop,
        )
}

/// Why the centre's changes are taken in.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RebaseOf {
    /// What is to be known of it.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    note: String,
}

/// Why an override is kept as it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct KeepOf {
    /// Why.
    #[schemars(length(min = 1, max = 2000))]
    reason: String,
}

/// Why an override is given up, and from when.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DropOf {
    /// Why.
    #[schemars(length(min = 1, max = 2000))]
    reason: String,
    /// The first day on which the central version is used again, today or later; without it, today.
    #[schemars(length(min = 10, max = 10))]
    from: Option<String>,
}

/// What came of it.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Outcome {
    /// The override.
    #[serde(flatten)]
    pub of: OverrideView,
    /// Of a rebase, where a person has to decide.
    pub conflicts: Vec<ConflictView>,
    /// Of a rebase, how many of the centre's changes came along.
    pub taken: usize,
}

/// What is to become of an override.
pub(super) enum Act {
    /// The centre's changes are taken in; the note of the draft.
    Rebase(String),
    /// It is kept, with a reason.
    Keep(String),
    /// It is given up, with a reason, from a day on.
    Drop(String, Option<String>),
}

async fn rebase(
    call: Call,
    Path(path): Path<OverridePath>,
    Body(of): Body<RebaseOf>,
) -> Result<Made<Outcome>, Problem> {
    act(&call, &path.item(), Act::Rebase(of.note)).await?.made(&call).await
}

async fn keep(
    call: Call,
    Path(path): Path<OverridePath>,
    Body(of): Body<KeepOf>,
) -> Result<Made<Outcome>, Problem> {
    act(&call, &path.item(), Act::Keep(of.reason)).await?.made(&call).await
}

async fn drop(
    call: Call,
    Path(path): Path<OverridePath>,
    Body(of): Body<DropOf>,
) -> Result<Made<Outcome>, Problem> {
    act(&call, &path.item(), Act::Drop(of.reason, of.from)).await?.made(&call).await
}

/// What was done, not yet committed.
pub(super) struct Acted {
    pub work: Work,
    pub kept: Kept<Override>,
    pub outcome: Outcome,
}

impl Acted {
    async fn made(self, call: &Call) -> Result<Made<Outcome>, Problem> {
        let Acted { work, kept, outcome } = self;
        let location = place_of(&call.realm, &kept.document.item);
        call.made(work, Made { location, revision: Some(kept.revision), body: outcome }).await
    }
}

/// Does it; the work is left to be finished.
pub(super) async fn act(call: &Call, item: &ItemName, act: Act) -> Result<Acted, Problem> {
    let mut work = call.read().await?;
    let kept = kept_override(&mut work, &call.realm, item).await?;
    is_held(&kept)?;
    std::mem::drop(work);
    let edition = call.app.editions.of(&call.app.store, &call.realm, call.now.day()).await?;
    in_area(call, &edition, &kept.document.base.item)?;
    match act {
        Act::Rebase(note) => rebased(call, kept, &words("note", &note, 0, 2_000)?).await,
        Act::Keep(reason) => {
            let reason = words("reason", &reason, 1, 2_000)?;
            let of = &kept.document;
            if !of.outdated {
                return Err(Problem::of(kinds::NOTHING_NEW));
            }
            let mut work = call.write().await?;
            let kept = review(&mut work, &kept, of.central, "kept", &reason).await?;
            acted(call, work, kept).await
        }
        Act::Drop(reason, from) => {
            let reason = words("reason", &reason, 1, 2_000)?;
            let today = call.now.day();
            let from = from.map_or(Ok(today), |from| day("from", &from))?;
            if from < today {
                return Err(Problem::invalid(
                    "from",
                    "dagen er i dag eller senere: breve, der er lavet, er lavet af overskrivningen",
                    "the day is today or later: letters that were made were made from the override",
                ));
            }
            let mut work = call.write().await?;
            let kept = drop_override(&mut work, &kept, from, &reason).await?;
            acted(call, work, kept).await
        }
    }
}

async fn acted(call: &Call, mut work: Work, kept: Kept<Override>) -> Result<Acted, Problem> {
    let of = view(call, &mut work, &kept).await?;
    Ok(Acted { work, kept, outcome: Outcome { of, conflicts: Vec::new(), taken: 0 } })
}

async fn rebased(call: &Call, kept: Kept<Override>, note: &str) -> Result<Acted, Problem> {
    let mut work = call.read().await?;
    let sides = registry::sides(&mut work, &kept).await?.ok_or_else(super::comparison::gone)?;
    std::mem::drop(work);
    if sides.central.version <= sides.made_from.version {
        return Err(Problem::of(kinds::NOTHING_NEW));
    }
    let edition = call.app.editions.of(&call.app.store, &call.realm, call.now.day()).await?;
    let (date, item, language) =
        (call.now.day().to_string(), kept.document.item.clone(), call.language);
    let base = Base {
        version: sides.central.version,
        hash: sides.central.hash.clone(),
        ..sides.made_from.clone()
    };
    let done = call
        .app
        .workshop
        .run(move || {
            let comparison = compare(&sides, &date).map_err(|error| Problem::template(&error))?;
            let conflicts = conflicts(&comparison, language);
            let taken = comparison.rebased.taken.len()
                + comparison.manifest.iter().filter(|change| change.is_taken()).count();
            let files = rebased_files(comparison);
            let judged = judged(&edition, &item, &files);
            Ok::<_, Problem>((files, judged, conflicts, taken))
        })
        .await?;
    let (files, judged, conflicts, taken) = done?;
    let note = if note.is_empty() { format!("central v{}", base.version) } else { note.to_owned() };
    let central = base.version;
    let judged = judged.map(|it| it.judged);
    let item = kept.document.item.clone();
    let draft = OverrideDraft { item, base, files, note: note.clone(), judged };
    let mut work = call.write().await?;
    // The override as it was read: if another was faster, nothing is done.
    let (kept, _) = redraft(&mut work, &kept, draft).await?;
    let kept = review(&mut work, &kept, central, "rebased", &note).await?;
    let acted = acted(call, work, kept).await?;
    Ok(Acted { outcome: Outcome { conflicts, taken, ..acted.outcome }, ..acted })
}
