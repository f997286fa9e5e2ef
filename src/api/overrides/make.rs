//! Making an override, and saving another draft of it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::documents::{check, decoded};
use super::show::{kept_override, view};
use super::texts;
use super::touched::{Touched, in_area, touched};
use super::wire::{
    Acknowledge, FindingView, OverridePath, OverrideView, RealmPath, findings, key, place_of, words,
};
use crate::access::Permission;
use crate::api::{Body, Call, Made, Operation, Path, Problem, Routes, kinds};
use crate::bundle::{add_overrides, renamed};
use crate::registry::{
    self, Base, Checked, Edition, ItemKind, ItemName, Override, OverrideDraft, acknowledge,
    check_item, contexts_of, is_overridable, make_override, redraft,
};
use crate::store::{Kept, Listing, Work};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .post(
            "/v1/{environment}/{authority}/overrides",
            Operation::new(
                "makeOverride",
                Permission::EditTemplates,
                "Override a central template, content element or master template.",
            )
            .about("Makes a draft from the central version in use, or from the document that is sent along. Without `acknowledge` the answer is 409 with the text that is to be acknowledged. The answer tells which contexts and letters are touched, and what was found in the draft: words of one context in a letter for several among it.")
            .problems(&[kinds::RESPONSIBILITY_ACK_REQUIRED, kinds::NOT_FOUND, kinds::ALREADY_THERE, kinds::INVALID, kinds::NOT_A_TEMPLATE, kinds::TEMPLATE_UNREADABLE, kinds::TOO_LARGE]),
            make,
        )
        .post(
            "/v1/{environment}/{authority}/overrides/{kind}/{key}/versions",
            Operation::new(
                "redraftOverride",
                Permission::EditTemplates,
                "Save another draft of an override.",
            )
            .about("It is checked for accessibility and all else at each save; what was found is kept with it.")
            .problems(&[kinds::NOT_FOUND, kinds::OVERRIDE_DROPPED, kinds::CHANGED, kinds::INVALID, kinds::NOT_A_TEMPLATE, kinds::TEMPLATE_UNREADABLE, kinds::TOO_LARGE]),
            save,
        )
}

/// An override to be made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewOverride {
    /// The central item: `templates/…`, `elements/…`, `masters/…`.
    #[schemars(
        length(min = 3, max = 120),
        regex(pattern = r"^(templates|elements|masters)/[^/]+$")
    )]
    of: String,
    /// Of a template, the contexts that it is for; empty for all.
    #[serde(default)]
    #[schemars(length(max = 100))]
    contexts: Vec<String>,
    /// The key of the authority's own template; without it that of the central one, with the first context behind it where it is for some.
    /// Elements and masters keep their key.
    #[schemars(length(min = 1, max = 80))]
    key: Option<String>,
    /// What people call it; without it as the central one.
    #[schemars(length(min = 1, max = 200))]
    name: Option<String>,
    /// The `.docx` in base64; without it a copy of the central one.
    document: Option<String>,
    /// What is changed, in the author's words.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    note: String,
    /// That the municipality takes over the responsibility.
    acknowledge: Option<Acknowledge>,
}

/// Another draft.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewDraft {
    /// The `.docx` in base64.
    #[schemars(length(min = 1))]
    document: String,
    /// What is changed, in the author's words.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    note: String,
}

/// What was made.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct MadeOverride {
    /// The override.
    #[serde(flatten)]
    of: OverrideView,
    /// What it touches.
    touches: Touched,
    /// What was found in the draft, words of one context in a letter for several among it.
    findings: Vec<FindingView>,
}

/// A central item as an override starts from it.
struct Start {
    item: ItemName,
    base: Base,
    document: Vec<u8>,
    manifest: String,
}

async fn make(
    call: Call,
    Path(_): Path<RealmPath>,
    Body(new): Body<NewOverride>,
) -> Result<Made<MadeOverride>, Problem> {
    let note = words("note", &new.note, 0, 2_000)?;
    let mut work = call.read().await?;
    let start = start(&call, &mut work, &new).await?;
    drop(work);
    let edition = call.app.editions.of(&call.app.store, &call.realm, call.now.day()).await?;
    in_area(&call, &edition, &start.base.item)?;
    texts::given(new.acknowledge.as_ref())?;
    let document = match &new.document {
        Some(text) => check(&call, decoded("document", text)?).await?,
        None => start.document,
    };
    let files = BTreeMap::from([
        ("docx".to_owned(), document),
        ("toml".to_owned(), start.manifest.into_bytes()),
    ]);
    let (item, base) = (start.item.clone(), start.base.clone());
    let of = edition.clone();
    let (files, judged, touches) = call
        .app
        .workshop
        .run({
            let (item, base) = (item.clone(), base.clone());
            move || {
                let judged = judged(&of, &item, &files);
                let touches = touched(&of, &base.item, &base.contexts);
                (files, judged, touches)
            }
        })
        .await?;
    let findings = judged.as_ref().map(|it| findings(&it.files, call.language));
    let mut work = call.write().await?;
    let (name, session) = (&call.caller.name, &call.caller.credential);
    let given = acknowledge(&mut work, &call.realm, &item, name, session).await?;
    let judged = judged.map(|it| it.judged);
    let draft = OverrideDraft { item: item.clone(), base, files, note, judged };
    let (kept, _) = make_override(&mut work, &call.realm, draft, &given).await?;
    let body = MadeOverride {
        of: view(&call, &mut work, &kept).await?,
        touches,
        findings: findings.unwrap_or_default(),
    };
    let location = place_of(&call.realm, &item);
    call.made(work, Made { location, revision: Some(kept.revision), body }).await
}

async fn save(
    call: Call,
    Path(path): Path<OverridePath>,
    Body(new): Body<NewDraft>,
) -> Result<Made<MadeOverride>, Problem> {
    let note = words("note", &new.note, 0, 2_000)?;
    let mut work = call.read().await?;
    let kept = kept_override(&mut work, &call.realm, &path.item()).await?;
    is_held(&kept)?;
    let manifest = latest_manifest(&mut work, &kept).await?;
    drop(work);
    let edition = call.app.editions.of(&call.app.store, &call.realm, call.now.day()).await?;
    in_area(&call, &edition, &kept.document.base.item)?;
    let document = check(&call, decoded("document", &new.document)?).await?;
    let files = BTreeMap::from([("docx".to_owned(), document), ("toml".to_owned(), manifest)]);
    let item = path.item();
    let base = kept.document.base.clone();
    let (files, judged, touches) = call
        .app
        .workshop
        .run({
            let (item, base) = (item.clone(), base.clone());
            move || {
                let judged = judged(&edition, &item, &files);
                let touches = touched(&edition, &base.item, &base.contexts);
                (files, judged, touches)
            }
        })
        .await?;
    let findings = judged.as_ref().map(|it| findings(&it.files, call.language));
    let judged = judged.map(|it| it.judged);
    let mut work = call.write().await?;
    let draft = OverrideDraft { item: item.clone(), base, files, note, judged };
    // The override as it was read: if another was faster, nothing is saved.
    let (kept, _) = redraft(&mut work, &kept, draft).await?;
    let body = MadeOverride {
        of: view(&call, &mut work, &kept).await?,
        touches,
        findings: findings.unwrap_or_default(),
    };
    let location = place_of(&call.realm, &item);
    call.made(work, Made { location, revision: Some(kept.revision), body }).await
}

/// Refuses what was given up.
pub(super) fn is_held(kept: &Kept<Override>) -> Result<(), Problem> {
    match kept.document.dropped {
        Some(_) => Err(Problem::of(kinds::OVERRIDE_DROPPED)),
        None => Ok(()),
    }
}

/// Judges a draft among all else that is in use.
pub(super) fn judged(
    edition: &Edition,
    item: &ItemName,
    files: &BTreeMap<String, Vec<u8>>,
) -> Option<Checked> {
    check_item(&edition.files, edition.authority()?, item, files)
}

async fn latest_manifest(work: &mut Work, kept: &Kept<Override>) -> Result<Vec<u8>, Problem> {
    let versions = registry::versions(work, &kept.realm, &kept.document.item).await?;
    let file = versions.last().and_then(|last| last.files.get("toml"));
    let Some(file) = file else { return Ok(Vec::new()) };
    Ok(work.blob(&file.hash).await?.unwrap_or_default())
}

/// What an override starts from, once it is clear that it can be made.
async fn start(call: &Call, work: &mut Work, new: &NewOverride) -> Result<Start, Problem> {
    let realm = &call.realm;
    if realm.is_central() {
        return Err(Problem::invalid(
            "authority",
            "centraladministrationen har ikke noget at overskrive",
            "the central office has nothing to override",
        ));
    }
    let of: Option<ItemName> = new.of.parse().ok();
    let of = of.filter(|of| is_overridable(of.kind)).ok_or_else(|| {
        Problem::invalid(
            "of",
            "man kan overskrive skabeloner, indholdselementer og masterskabeloner: `templates/…`, `elements/…`, `masters/…`",
            "templates, content elements and master templates can be overridden: `templates/…`, `elements/…`, `masters/…`",
        )
    })?;
    let nothing = || {
        Problem::not_found(
            "der er ikke udgivet noget centralt af det navn",
            "nothing of that name is published centrally",
        )
    };
    let central = realm.central();
    let used = registry::used_on(work, &central, &of, call.now.day()).await?;
    let version = match used {
        Some(version) => version,
        None => registry::newest_published(work, &central, &of).await?.ok_or_else(nothing)?,
    };
    let file = version.files.get("docx").ok_or_else(nothing)?;
    let document = work.blob(&file.hash).await?.ok_or_else(nothing)?;
    let manifest = match version.files.get("toml") {
        Some(file) => work.blob(&file.hash).await?.unwrap_or_default(),
        None => Vec::new(),
    };
    let manifest = String::from_utf8_lossy(&manifest).into_owned();
    let contexts = scope(&of, &new.contexts, &manifest)?;
    let item = own_item(&of, &contexts, new.key.as_deref())?;
    if item != of && !registry::versions(work, &central, &item).await?.is_empty() {
        return Err(Problem::of(kinds::ALREADY_THERE).because(
            "nøglen er en anden central skabelons",
            "the key is that of another central template",
        ));
    }
    for other in work.list::<Override>(&Listing::of(realm)).await?.items {
        if other.document.overlaps(&of, &contexts) && other.key != item.to_string() {
            return Err(Problem::of(kinds::ALREADY_THERE)
                .because(
                    format!("`{}` overskriver det samme i de samme kontekster", other.key),
                    format!("`{}` overrides the same in the same contexts", other.key),
                )
                .with("override", other.key.clone()));
        }
    }
    let base =
        Base { item: of.clone(), version: version.number, hash: file.hash.clone(), contexts };
    let manifest = own_manifest(&manifest, &base, new.name.as_deref())?;
    Ok(Start { item, base, document, manifest })
}

/// The contexts of an override, which must be among those of the central template.
fn scope(of: &ItemName, asked: &[String], manifest: &str) -> Result<Vec<String>, Problem> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    if of.kind != ItemKind::Template {
        return Err(Problem::invalid(
            "contexts",
            "et indholdselement eller en masterskabelon overskrives for alle kontekster: overskriv skabelonen for den ene kontekst, eller sæt en betingelse på konteksten i elementet",
            "an element or a master template is overridden for all contexts: override the template for the one context, or put a condition on the context into the element",
        ));
    }
    let of_central = contexts_of(manifest);
    let mut contexts = asked.to_vec();
    contexts.sort();
    contexts.dedup();
    match contexts.iter().find(|context| !of_central.contains(context)) {
        None => Ok(contexts),
        Some(_) => Err(Problem::invalid(
            "contexts",
            format!("den centrale skabelon bruges i {}", of_central.join(", ")),
            format!("the central template is used in {}", of_central.join(", ")),
        )),
    }
}

/// The authority's own item. An override for some contexts needs a key of its own, since the central one is used in the others.
fn own_item(of: &ItemName, contexts: &[String], asked: Option<&str>) -> Result<ItemName, Problem> {
    let own = match (of.kind, asked, contexts.first()) {
        (ItemKind::Template, Some(asked), _) => key("key", asked)?,
        (ItemKind::Template, None, Some(context)) => {
            let long = format!("{}-{context}", of.key);
            key("key", &long)?
        }
        (_, Some(asked), _) if asked != of.key => {
            return Err(Problem::invalid(
                "key",
                "et indholdselement eller en masterskabelon beholder sin nøgle",
                "an element or a master template keeps its key",
            ));
        }
        _ => of.key.clone(),
    };
    if !contexts.is_empty() && own == of.key {
        return Err(Problem::invalid(
            "key",
            "en overskrivning for nogle kontekster skal have sin egen nøgle",
            "an override for some contexts needs a key of its own",
        ));
    }
    Ok(ItemName::new(of.kind, own))
}

/// The `.toml` of the override: as the central one, from its own folder, with what it overrides.
fn own_manifest(central: &str, base: &Base, name: Option<&str>) -> Result<String, Problem> {
    let mut text = central.replacen("#:schema ../schemas/", "#:schema ../../../schemas/", 1);
    if let Some(name) = name {
        text = renamed(&text, &words("name", name, 1, 200)?);
    }
    if base.item.kind == ItemKind::Template {
        text = add_overrides(&text, &base.item.key, &base.hash, &base.contexts);
    }
    Ok(text)
}
