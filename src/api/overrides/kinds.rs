//! Kinds of tasks: which of them the authority wants, and its own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::wire::{RealmPath, key, root, segment, words};
use crate::access::Permission;
use crate::api::{Body, Call, Listed, Made, Operation, Path, Problem, Routes, Shown, kinds};
use crate::diagnostic::MessageLanguage;
use crate::store::{Kept, Realm, Work};
use crate::tasks::{
    self, OwnKind, SHIPPED_KINDS, Subscription, TEMPLATE_CHANGED, TaskKind, is_on, packages_for,
};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/v1/{environment}/{authority}/task-kinds",
            Operation::new(
                "listTaskKinds",
                Permission::ReadTemplates,
                "The kinds of tasks, whether the authority wants them, and where they lie.",
            ),
            list,
        )
        .post(
            "/v1/{environment}/{authority}/task-kinds",
            Operation::new(
                "makeTaskKind",
                Permission::EditSettings,
                "Make a kind of tasks of the authority's own.",
            )
            .problems(&[kinds::ALREADY_THERE, kinds::INVALID]),
            make,
        )
        .get(
            "/v1/{environment}/{authority}/task-kinds/{task_kind}",
            Operation::new("showTaskKind", Permission::ReadTemplates, "A kind of tasks.")
                .problems(&[kinds::NOT_FOUND]),
            show,
        )
        .put(
            "/v1/{environment}/{authority}/task-kinds/{task_kind}/subscription",
            Operation::new(
                "subscribeToTasks",
                Permission::EditSettings,
                "Turn the notices of a kind on or off (*hændelsesabonnement*).",
            )
            .about("With the notices of changed templates off, the authority's status warns of it.")
            .problems(&[kinds::NOT_FOUND, kinds::CHANGED, kinds::REVISION_NEEDED]),
            subscribe,
        )
}

/// A kind of tasks.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct KindPath {
    /// The environment, such as `production`.
    #[allow(dead_code, reason = "the guard has read it")]
    environment: String,
    /// The authority's code, or `central`.
    #[allow(dead_code, reason = "the guard has read it")]
    authority: String,
    /// The kind's key.
    task_kind: String,
}

/// A kind of tasks.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct KindView {
    /// Its key.
    key: String,
    /// What people call it, in the caller's language.
    name: String,
    /// The authority's own.
    own: bool,
    /// Whether people may write a text of their own.
    free_text: bool,
    /// Whether the authority wants its notices.
    on: bool,
    /// The task packages that take it.
    packages: Vec<String>,
    /// What should be looked at, in the caller's language.
    warnings: Vec<String>,
}

/// A kind of tasks to be made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewKind {
    /// Its key.
    #[schemars(length(min = 1, max = 80))]
    key: String,
    /// What people call it, in Danish.
    #[schemars(length(min = 1, max = 200))]
    da: String,
    /// What people call it, in English; without it as in Danish.
    #[schemars(length(min = 1, max = 200))]
    en: Option<String>,
    /// Whether its tasks may have a text that people write.
    #[serde(default)]
    free_text: bool,
}

/// Whether the notices of a kind are wanted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// Whether they are.
    on: bool,
}

async fn list(call: Call, Path(_): Path<RealmPath>) -> Result<Shown<Listed<KindView>>, Problem> {
    let mut work = call.read().await?;
    let mut items = Vec::new();
    for kind in tasks::kinds(&mut work, &call.realm).await? {
        items.push(view(&call, &mut work, kind).await?);
    }
    Ok(Shown::of(Listed { items, next: None }))
}

async fn show(call: Call, Path(path): Path<KindPath>) -> Result<Shown<KindView>, Problem> {
    let mut work = call.read().await?;
    let kind = kept_kind(&mut work, &call.realm, &path.task_kind).await?;
    let revision = subscription(&call, &mut work, &kind.key).await?.revision;
    let body = view(&call, &mut work, kind).await?;
    Ok(Shown { revision: Some(revision), body })
}

async fn make(
    call: Call,
    Path(_): Path<RealmPath>,
    Body(new): Body<NewKind>,
) -> Result<Made<KindView>, Problem> {
    let kind_key = key("key", &new.key)?;
    if SHIPPED_KINDS.iter().any(|(shipped, ..)| *shipped == kind_key) {
        return Err(Problem::of(kinds::ALREADY_THERE));
    }
    let da = words("da", &new.da, 1, 200)?;
    let en = new.en.map_or(Ok(da.clone()), |en| words("en", &en, 1, 200))?;
    let mut work = call.write().await?;
    let own = OwnKind { da, en, free_text: new.free_text };
    work.insert(&call.realm, &kind_key, own).await?;
    work.note(&call.realm, "task-kind.made", kind_key.clone(), serde_json::json!({}));
    let kind = kept_kind(&mut work, &call.realm, &kind_key).await?;
    let body = view(&call, &mut work, kind).await?;
    let location = format!("{}/task-kinds/{}", root(&call.realm), segment(&kind_key));
    call.made(work, Made { location, revision: Some(0), body }).await
}

async fn subscribe(
    call: Call,
    Path(path): Path<KindPath>,
    Body(wanted): Body<Wanted>,
) -> Result<Shown<KindView>, Problem> {
    let mut work = call.write().await?;
    let kind = kept_kind(&mut work, &call.realm, &path.task_kind).await?;
    let kept = subscription(&call, &mut work, &kind.key).await?;
    call.matches(&kept)?;
    let new = Subscription { on: wanted.on };
    let kept = if kept.revision == 0 {
        work.insert(&call.realm, &kind.key, new).await?
    } else {
        work.replace(&kept, new).await?
    };
    let action = if wanted.on { "task-kind.on" } else { "task-kind.off" };
    work.note(&call.realm, action, kind.key.clone(), serde_json::json!({}));
    let body = view(&call, &mut work, kind).await?;
    work.commit().await?;
    Ok(Shown { revision: Some(kept.revision), body })
}

async fn kept_kind(work: &mut Work, realm: &Realm, key: &str) -> Result<TaskKind, Problem> {
    tasks::kind(work, realm, key).await?.ok_or_else(|| {
        Problem::not_found(
            "der er ingen opgavetype af det navn",
            "there is no kind of task of that name",
        )
    })
}

/// Whether a kind is wanted. What nobody has decided has revision 0 and is on.
async fn subscription(
    call: &Call,
    work: &mut Work,
    key: &str,
) -> Result<Kept<Subscription>, Problem> {
    Ok(work.get::<Subscription>(&call.realm, key).await?.unwrap_or_else(|| Kept {
        realm: call.realm.clone(),
        key: key.to_owned(),
        revision: 0,
        made_at: call.now,
        changed_at: call.now,
        document: Subscription { on: true },
    }))
}

async fn view(call: &Call, work: &mut Work, kind: TaskKind) -> Result<KindView, Problem> {
    let on = is_on(work, &call.realm, &kind.key).await?;
    let packages = packages_for(work, &call.realm, &kind.key).await?;
    let mut warnings = Vec::new();
    let mut warn = |da: &str, en: &str| {
        warnings.push(match call.language {
            MessageLanguage::Danish => da.to_owned(),
            MessageLanguage::English => en.to_owned(),
        });
    };
    if on && packages.is_empty() {
        warn("opgaverne ligger ikke i nogen opgavepakke", "the tasks lie in no task package");
    }
    if !on && kind.key == TEMPLATE_CHANGED {
        warn(
            "I får ikke besked, når noget, som I har overskrevet, bliver ændret centralt",
            "you are not told when something that you have overridden is changed centrally",
        );
    }
    let name = match call.language {
        MessageLanguage::Danish => kind.name.0,
        MessageLanguage::English => kind.name.1,
    };
    Ok(KindView {
        key: kind.key,
        name,
        own: kind.is_own,
        free_text: kind.free_text,
        on,
        packages,
        warnings,
    })
}
