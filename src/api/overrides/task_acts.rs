//! What is done with a task: tagged, moved or split to other packages, closed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::act::{Act, act};
use super::comparison::ConflictView;
use super::tasks::{TaskPath, TaskView, kept_task, packages, tags};
use super::wire::{root, segment, words};
use crate::access::Permission;
use crate::api::{Body, Call, Made, Operation, Path, Problem, Routes, Shown, kinds};
use crate::registry::ItemName;
use crate::store::Kept;
use crate::tasks::{self, TEMPLATE_CHANGED, Task};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .put(
            "/v1/{environment}/{authority}/tasks/{task}/tags",
            Operation::new("tagTask", Permission::EditTemplates, "Set the tags of a task (\"gule lapper\").")
                .problems(&[kinds::NOT_FOUND, kinds::CHANGED, kinds::REVISION_NEEDED, kinds::INVALID]),
            tag,
        )
        .put(
            "/v1/{environment}/{authority}/tasks/{task}/packages",
            Operation::new(
                "splitTask",
                Permission::EditTemplates,
                "Move a task to other packages; it may lie in several (*opgavesplit*).",
            )
            .problems(&[kinds::NOT_FOUND, kinds::CHANGED, kinds::REVISION_NEEDED, kinds::INVALID]),
            split,
        )
        .post(
            "/v1/{environment}/{authority}/tasks/{task}/close",
            Operation::new("closeTask", Permission::EditTemplates, "Close a task.")
                .about("A changed template is closed by what becomes of the override: `rebase`, `keep` with a reason, or `drop` with a reason and a day. All others by `done`.")
                .problems(&[kinds::NOT_FOUND, kinds::TASK_CLOSED, kinds::NOTHING_NEW, kinds::OVERRIDE_DROPPED, kinds::CHANGED, kinds::INVALID, kinds::TEMPLATE_UNREADABLE]),
            close,
        )
}

/// The tags of a task.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Tags {
    /// All of them.
    #[schemars(length(max = 20))]
    tags: Vec<String>,
}

/// The packages of a task.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Packages {
    /// All of them.
    #[schemars(length(max = 20))]
    packages: Vec<String>,
}

/// How a task is closed.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CloseOf {
    /// How.
    how: How,
    /// Why; needed to keep and to drop.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    reason: String,
    /// Of an override that is dropped, the first day on which the central version is used again; without it, today.
    #[schemars(length(min = 10, max = 10))]
    from: Option<String>,
}

/// How a task is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum How {
    /// The centre's changes are taken into the override, as a new draft.
    Rebase,
    /// The override is kept as it is.
    Keep,
    /// The override is given up.
    Drop,
    /// It was done.
    Done,
}

/// A task that was closed, and what came of it.
#[derive(Debug, Serialize, JsonSchema)]
struct ClosedTask {
    /// The task.
    #[serde(flatten)]
    task: TaskView,
    /// Of a rebase, the number of the draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    draft: Option<u32>,
    /// Of a rebase, where a person has to decide.
    conflicts: Vec<ConflictView>,
}

async fn tag(
    call: Call,
    Path(path): Path<TaskPath>,
    Body(new): Body<Tags>,
) -> Result<Shown<TaskView>, Problem> {
    let tags = tags(&new.tags)?;
    change(&call, &path, |task| task.tags = tags).await
}

async fn split(
    call: Call,
    Path(path): Path<TaskPath>,
    Body(new): Body<Packages>,
) -> Result<Shown<TaskView>, Problem> {
    let mut work = call.read().await?;
    let packages = packages(&mut work, &call.realm, &new.packages).await?;
    drop(work);
    change(&call, &path, |task| task.packages = packages).await
}

async fn change(
    call: &Call,
    path: &TaskPath,
    with: impl FnOnce(&mut Task),
) -> Result<Shown<TaskView>, Problem> {
    let mut work = call.write().await?;
    let kept = kept_task(&mut work, &call.realm, &path.task).await?;
    call.matches(&kept)?;
    let mut task = kept.document.clone();
    with(&mut task);
    let noted = serde_json::json!({ "tags": task.tags.len(), "packages": task.packages });
    work.note(&call.realm, "task.changed", kept.key.clone(), noted);
    let kept = work.replace(&kept, task).await?;
    work.commit().await?;
    Ok(Shown { revision: Some(kept.revision), body: TaskView::of(&kept, call.language) })
}

async fn close(
    call: Call,
    Path(path): Path<TaskPath>,
    Body(of): Body<CloseOf>,
) -> Result<Made<ClosedTask>, Problem> {
    let mut work = call.read().await?;
    let kept = kept_task(&mut work, &call.realm, &path.task).await?;
    drop(work);
    is_open(&kept)?;
    let task = &kept.document;
    let item: Option<ItemName> = task.subject.parse().ok();
    let item = item.filter(|_| task.kind == TEMPLATE_CHANGED);
    let mut closed = (None, Vec::new());
    let work = match (of.how, item) {
        (How::Done, None) => {
            let reason = words("reason", &of.reason, 0, 2_000)?;
            let mut work = call.write().await?;
            let kept = kept_task(&mut work, &call.realm, &path.task).await?;
            is_open(&kept)?;
            tasks::close(&mut work, &kept, "done", &reason).await?;
            work
        }
        (How::Done, Some(_)) | (_, None) => return Err(unsuited(of.how)),
        (how, Some(item)) => {
            let asked = match how {
                How::Keep => Act::Keep(of.reason),
                How::Drop => Act::Drop(of.reason, of.from),
                How::Rebase | How::Done => Act::Rebase(of.reason),
            };
            let acted = act(&call, &item, asked).await?;
            let draft = acted.outcome.of.latest.filter(|_| how == How::Rebase);
            closed = (draft.map(|draft| draft.number), acted.outcome.conflicts);
            acted.work
        }
    };
    let mut work = work;
    let kept = kept_task(&mut work, &call.realm, &path.task).await?;
    let body = ClosedTask {
        task: TaskView::of(&kept, call.language),
        draft: closed.0,
        conflicts: closed.1,
    };
    let location = format!("{}/tasks/{}", root(&call.realm), segment(&kept.key));
    call.made(work, Made { location, revision: Some(kept.revision), body }).await
}

fn unsuited(how: How) -> Problem {
    match how {
        How::Done => Problem::invalid(
            "how",
            "en ændret skabelon lukkes ved at flette ændringen ind, beholde sin egen eller opgive den: `rebase`, `keep`, `drop`",
            "a changed template is closed by taking the change in, keeping one's own, or dropping it: `rebase`, `keep`, `drop`",
        ),
        _ => Problem::invalid("how", "opgaven lukkes med `done`", "the task is closed by `done`"),
    }
}

fn is_open(kept: &Kept<Task>) -> Result<(), Problem> {
    match &kept.document.closed {
        None => Ok(()),
        Some(closed) => {
            let closed = serde_json::to_value(closed).unwrap_or_default();
            Err(Problem::of(kinds::TASK_CLOSED).with("closed", closed))
        }
    }
}
