//! Follow-up tasks: listed, shown, made by people.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::show::page_size;
use super::wire::{RealmPath, root, segment, words};
use crate::access::Permission;
use crate::api::{Body, Call, Listed, Made, Operation, Path, Problem, Query, Routes, Shown, kinds};
use crate::diagnostic::MessageLanguage;
use crate::registry::ItemName;
use crate::store::{Kept, Listing, Moment, Realm, Work};
use crate::tasks::{self, Closed, TEMPLATE_CHANGED, Task, TaskPackage};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/v1/{environment}/{authority}/tasks",
            Operation::new(
                "listTasks",
                Permission::ReadTemplates,
                "The authority's follow-up tasks.",
            )
            .about("A task is a notice: it never blocks, and never starts anything.")
            .problems(&[kinds::INVALID_QUERY]),
            list,
        )
        .post(
            "/v1/{environment}/{authority}/tasks",
            Operation::new(
                "makeTask",
                Permission::EditTemplates,
                "Make a task of a kind of the authority's own.",
            )
            .problems(&[kinds::INVALID, kinds::NOT_FOUND]),
            make,
        )
        .get(
            "/v1/{environment}/{authority}/tasks/{task}",
            Operation::new("showTask", Permission::ReadTemplates, "A follow-up task.")
                .problems(&[kinds::NOT_FOUND]),
            show,
        )
}

/// A task.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct TaskPath {
    /// The environment, such as `production`.
    #[allow(dead_code, reason = "the guard has read it")]
    environment: String,
    /// The authority's code, or `central`.
    #[allow(dead_code, reason = "the guard has read it")]
    authority: String,
    /// The task's key.
    pub task: String,
}

/// A follow-up task.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct TaskView {
    /// Its key.
    key: String,
    /// What happened: `template-changed`, `access-review`, `agreement-expiring`, or a kind of the authority's own.
    kind: String,
    /// What it is about: an item, an account, an agreement.
    subject: String,
    /// What is to be done, in the caller's language.
    title: String,
    /// `open` or `closed`.
    state: &'static str,
    /// The task packages it is in.
    packages: Vec<String>,
    /// When it should be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<Moment>,
    /// When it was opened.
    opened_at: Moment,
    /// What people wrote.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schemars(default)]
    text: String,
    /// Free tags.
    tags: Vec<String>,
    /// How it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    closed: Option<Closed>,
    /// What whoever does it needs.
    detail: serde_json::Value,
    /// Of a changed template, the three-way comparison.
    #[serde(skip_serializing_if = "Option::is_none")]
    comparison: Option<ComparisonLinks>,
    /// How it can be closed: `rebase`, `keep`, `drop`, or `done`.
    closes_by: &'static [&'static str],
}

/// Where a comparison is.
#[derive(Debug, Serialize, JsonSchema)]
struct ComparisonLinks {
    /// For programs.
    json: String,
    /// For people.
    html: String,
}

impl TaskView {
    pub fn of(kept: &Kept<Task>, language: MessageLanguage) -> Self {
        let task = &kept.document;
        let (da, en) = &task.title;
        let title = match language {
            MessageLanguage::Danish => da,
            MessageLanguage::English => en,
        };
        let is_of_template = task.kind == TEMPLATE_CHANGED;
        let item: Option<ItemName> = is_of_template.then(|| task.subject.parse().ok()).flatten();
        let place = item.map(|item| super::wire::place_of(&kept.realm, &item));
        TaskView {
            key: kept.key.clone(),
            kind: task.kind.clone(),
            subject: task.subject.clone(),
            title: title.clone(),
            state: if task.is_open() { "open" } else { "closed" },
            packages: task.packages.clone(),
            due: task.due,
            opened_at: kept.made_at,
            text: task.text.clone(),
            tags: task.tags.clone(),
            closed: task.closed.clone(),
            detail: task.detail.clone(),
            comparison: place.map(|place| ComparisonLinks {
                json: format!("{place}/comparison"),
                html: format!("{place}/comparison.html"),
            }),
            closes_by: match (task.is_open(), is_of_template) {
                (false, _) => &[],
                (true, true) => &["rebase", "keep", "drop"],
                (true, false) => &["done"],
            },
        }
    }
}

/// Which tasks are wanted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TaskQuery {
    /// Only in this state.
    state: Option<StateWord>,
    /// Only of this kind.
    #[schemars(length(max = 80))]
    kind: Option<String>,
    /// Only in this task package.
    #[schemars(length(max = 80))]
    package: Option<String>,
    /// Only with this tag.
    #[schemars(length(max = 80))]
    tag: Option<String>,
    /// Only about this.
    #[schemars(length(max = 200))]
    subject: Option<String>,
    /// Only what should have been done by now.
    #[serde(default)]
    overdue: bool,
    /// The cursor of the page before.
    #[schemars(length(max = 400))]
    after: Option<String>,
    /// So many at most.
    #[schemars(range(min = 1, max = 200))]
    limit: Option<usize>,
}

/// Whether a task is open.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum StateWord {
    /// Nobody has closed it.
    Open,
    /// It was closed.
    Closed,
}

async fn list(
    call: Call,
    Path(_): Path<RealmPath>,
    Query(query): Query<TaskQuery>,
) -> Result<Shown<Listed<TaskView>>, Problem> {
    let limit = page_size(query.limit)?;
    let state = query.state.map(|state| match state {
        StateWord::Open => "open".to_owned(),
        StateWord::Closed => "closed".to_owned(),
    });
    let mut listing = Listing {
        state,
        subject: query.subject.clone(),
        due_by: query.overdue.then_some(call.now),
        after: query.after.clone(),
        limit,
        ..Listing::of(&call.realm)
    };
    let wanted = |task: &Task| {
        query.kind.as_ref().is_none_or(|kind| *kind == task.kind)
            && query.package.as_ref().is_none_or(|package| task.packages.contains(package))
            && query.tag.as_ref().is_none_or(|tag| task.tags.contains(tag))
    };
    let mut work = call.read().await?;
    let mut found: Vec<Kept<Task>> = Vec::new();
    // What the store cannot filter by is left out page by page; one more than asked for tells whether there is another page.
    loop {
        let page = work.list::<Task>(&listing).await?;
        found.extend(page.items.into_iter().filter(|kept| wanted(&kept.document)));
        if found.len() > limit || page.next.is_none() {
            break;
        }
        listing.after = page.next;
    }
    // The next page of the store may hold nothing that is wanted: then it is empty, and the last.
    let next = (found.len() > limit).then(|| found[limit - 1].key.clone());
    found.truncate(limit);
    let items = found.iter().map(|kept| TaskView::of(kept, call.language)).collect();
    Ok(Shown::of(Listed { items, next }))
}

async fn show(call: Call, Path(path): Path<TaskPath>) -> Result<Shown<TaskView>, Problem> {
    let mut work = call.read().await?;
    let kept = kept_task(&mut work, &call.realm, &path.task).await?;
    Ok(Shown { revision: Some(kept.revision), body: TaskView::of(&kept, call.language) })
}

/// The task of a key.
pub(super) async fn kept_task(
    work: &mut Work,
    realm: &Realm,
    key: &str,
) -> Result<Kept<Task>, Problem> {
    work.get::<Task>(realm, key).await?.ok_or_else(|| {
        Problem::not_found("der er ingen opgave af det navn", "there is no task of that name")
    })
}

/// A task that people make.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTask {
    /// A kind of the authority's own.
    #[schemars(length(min = 1, max = 80))]
    kind: String,
    /// What it is about, such as `templates/manglerbrev-generelt`.
    #[serde(default)]
    #[schemars(length(max = 200))]
    subject: String,
    /// A text, where the kind allows it. No personal data.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    text: String,
    /// The task packages; without them, those that take the kind.
    #[serde(default)]
    #[schemars(length(max = 20))]
    packages: Vec<String>,
    /// Free tags.
    #[serde(default)]
    #[schemars(length(max = 20))]
    tags: Vec<String>,
    /// When it should be done.
    due: Option<Moment>,
}

async fn make(
    call: Call,
    Path(_): Path<RealmPath>,
    Body(new): Body<NewTask>,
) -> Result<Made<TaskView>, Problem> {
    let subject = words("subject", &new.subject, 0, 200)?;
    let text = words("text", &new.text, 0, 2_000)?;
    let tags = tags(&new.tags)?;
    let mut work = call.write().await?;
    let realm = call.realm.clone();
    let kind = tasks::kind(&mut work, &realm, &new.kind).await?.filter(|kind| kind.is_own);
    let kind = kind.ok_or_else(|| {
        Problem::invalid(
            "kind",
            "opgavetypen er ikke en af myndighedens egne",
            "the kind of task is none of the authority's own",
        )
    })?;
    if !kind.free_text && !text.is_empty() {
        return Err(Problem::invalid(
            "text",
            "opgavetypen tillader ikke fritekst",
            "the kind of task allows no free text",
        ));
    }
    let packages = packages(&mut work, &realm, &new.packages).await?;
    let task = Task {
        kind: kind.key.clone(),
        subject,
        title: kind.name,
        packages,
        due: new.due,
        text,
        tags,
        ..Task::default()
    };
    let key = format!("{}.{}", kind.key, uuid::Uuid::now_v7());
    if !tasks::open_once(&mut work, &realm, &key, task).await? {
        return Err(Problem::invalid(
            "kind",
            "opgavetypen er slået fra",
            "the kind of task is turned off",
        ));
    }
    let kept = kept_task(&mut work, &realm, &key).await?;
    let location = format!("{}/tasks/{}", root(&realm), segment(&key));
    let body = TaskView::of(&kept, call.language);
    call.made(work, Made { location, revision: Some(kept.revision), body }).await
}

/// Task packages that there are.
pub(super) async fn packages(
    work: &mut Work,
    realm: &Realm,
    asked: &[String],
) -> Result<Vec<String>, Problem> {
    let mut packages = asked.to_vec();
    packages.sort();
    packages.dedup();
    for package in &packages {
        if work.get::<TaskPackage>(realm, package).await?.is_none() {
            return Err(Problem::invalid(
                "packages",
                "der er ingen opgavepakke af det navn",
                "there is no task package of that name",
            ));
        }
    }
    Ok(packages)
}

/// Tags: short, each once, in order.
pub(super) fn tags(asked: &[String]) -> Result<Vec<String>, Problem> {
    if asked.len() > 20 {
        return Err(Problem::invalid(
            "tags",
            "der er højst 20 mærker",
            "there are at most 20 tags",
        ));
    }
    let mut tags = Vec::new();
    for tag in asked {
        let tag = words("tags", tag, 1, 80)?;
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    Ok(tags)
}
