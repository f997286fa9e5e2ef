//! Task packages, and the templates that they are made from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::wire::{RealmPath, key, root, segment, words};
use crate::access::Permission;
use crate::api::{Body, Call, Done, Listed, Made, Operation, Path, Problem, Routes, Shown, kinds};
use crate::diagnostic::MessageLanguage;
use crate::store::{Kept, Listing, Realm, Work};
use crate::tasks::{self, PACKAGE_TEMPLATES, TaskPackage};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/v1/task-package-templates",
            Operation::new(
                "listTaskPackageTemplates",
                Permission::SignedIn,
                "The task packages that authorities can start from (*opgavepakkeskabeloner*).",
            ),
            templates,
        )
        .get(
            "/v1/{environment}/{authority}/task-packages",
            Operation::new(
                "listTaskPackages",
                Permission::ReadTemplates,
                "The authority's task packages.",
            ),
            list,
        )
        .post(
            "/v1/{environment}/{authority}/task-packages",
            Operation::new(
                "makeTaskPackage",
                Permission::EditSettings,
                "Make a task package, from a template or anew.",
            )
            .problems(&[kinds::ALREADY_THERE, kinds::INVALID]),
            make,
        )
        .get(
            "/v1/{environment}/{authority}/task-packages/{package}",
            Operation::new("showTaskPackage", Permission::ReadTemplates, "A task package.")
                .problems(&[kinds::NOT_FOUND]),
            show,
        )
        .put(
            "/v1/{environment}/{authority}/task-packages/{package}",
            Operation::new("changeTaskPackage", Permission::EditSettings, "Change a task package.")
                .about("Tasks that are open stay where they are.")
                .problems(&[
                    kinds::NOT_FOUND,
                    kinds::CHANGED,
                    kinds::REVISION_NEEDED,
                    kinds::INVALID,
                ]),
            change,
        )
        .delete(
            "/v1/{environment}/{authority}/task-packages/{package}",
            Operation::new("removeTaskPackage", Permission::EditSettings, "Remove a task package.")
                .problems(&[kinds::NOT_FOUND, kinds::CHANGED, kinds::REVISION_NEEDED]),
            remove,
        )
}

/// A task package.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct PackagePath {
    /// The environment, such as `production`.
    #[allow(dead_code, reason = "the guard has read it")]
    environment: String,
    /// The authority's code, or `central`.
    #[allow(dead_code, reason = "the guard has read it")]
    authority: String,
    /// The package's key.
    package: String,
}

/// A task package.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct PackageView {
    /// Its key.
    key: String,
    /// What people call it.
    name: String,
    /// What it is for.
    about: String,
    /// The kinds of tasks that come into it.
    kinds: Vec<String>,
    /// The template it was made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    template: Option<String>,
}

impl PackageView {
    fn of(kept: &Kept<TaskPackage>) -> Self {
        let TaskPackage { name, about, kinds, template } = kept.document.clone();
        PackageView { key: kept.key.clone(), name, about, kinds, template }
    }
}

/// A task package to be made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewPackage {
    /// The template, such as `beskedskabelon-aendret`; what is not said comes from it.
    #[schemars(length(min = 1, max = 80))]
    template: Option<String>,
    /// Its key.
    #[schemars(length(min = 1, max = 80))]
    key: Option<String>,
    /// What people call it.
    #[schemars(length(min = 1, max = 200))]
    name: Option<String>,
    /// What it is for, and who does it: a function, not a person.
    #[schemars(length(max = 2000))]
    about: Option<String>,
    /// The kinds of tasks that come into it.
    #[schemars(length(max = 50))]
    kinds: Option<Vec<String>>,
}

/// What a task package is to be.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ChangedPackage {
    /// What people call it.
    #[schemars(length(min = 1, max = 200))]
    name: String,
    /// What it is for, and who does it: a function, not a person.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    about: String,
    /// The kinds of tasks that come into it.
    #[schemars(length(max = 50))]
    kinds: Vec<String>,
}

/// A task package that authorities can start from.
#[derive(Debug, Serialize, JsonSchema)]
struct TemplateView {
    /// Its key.
    key: &'static str,
    /// What people call it, in the caller's language.
    name: &'static str,
    /// What it is for, in the caller's language.
    about: &'static str,
    /// The kinds of tasks that come into it.
    kinds: &'static [&'static str],
}

fn spoken(of: (&'static str, &'static str), language: MessageLanguage) -> &'static str {
    match language {
        MessageLanguage::Danish => of.0,
        MessageLanguage::English => of.1,
    }
}

async fn templates(call: Call) -> Result<Shown<Listed<TemplateView>>, Problem> {
    let items = PACKAGE_TEMPLATES.iter().map(|template| TemplateView {
        key: template.key,
        name: spoken(template.name, call.language),
        about: spoken(template.about, call.language),
        kinds: template.kinds,
    });
    Ok(Shown::of(Listed { items: items.collect(), next: None }))
}

async fn list(call: Call, Path(_): Path<RealmPath>) -> Result<Shown<Listed<PackageView>>, Problem> {
    let mut work = call.read().await?;
    let all = work.list::<TaskPackage>(&Listing::of(&call.realm)).await?;
    let items = all.items.iter().map(PackageView::of).collect();
    Ok(Shown::of(Listed { items, next: None }))
}

async fn show(call: Call, Path(path): Path<PackagePath>) -> Result<Shown<PackageView>, Problem> {
    let mut work = call.read().await?;
    let kept = kept_package(&mut work, &call.realm, &path.package).await?;
    Ok(Shown { revision: Some(kept.revision), body: PackageView::of(&kept) })
}

async fn make(
    call: Call,
    Path(_): Path<RealmPath>,
    Body(new): Body<NewPackage>,
) -> Result<Made<PackageView>, Problem> {
    let template = match &new.template {
        None => None,
        Some(asked) => {
            let found = PACKAGE_TEMPLATES.iter().find(|template| template.key == asked);
            Some(found.ok_or_else(|| {
                Problem::invalid(
                    "template",
                    "der er ingen opgavepakkeskabelon af det navn",
                    "there is no task package template of that name",
                )
            })?)
        }
    };
    let language = call.language;
    let said = |said: Option<String>, of: Option<(&'static str, &'static str)>| {
        said.or_else(|| of.map(|of| spoken(of, language).to_owned())).unwrap_or_default()
    };
    let name = said(new.name, template.map(|it| it.name));
    let about = said(new.about, template.map(|it| it.about));
    let of_template = template.map(|it| it.kinds.iter().map(|kind| (*kind).to_owned()).collect());
    let kinds = new.kinds.or(of_template).unwrap_or_default();
    let asked = new.key.or_else(|| template.map(|it| it.key.to_owned())).unwrap_or_default();
    let package_key = key("key", &asked)?;
    let mut work = call.write().await?;
    let package = TaskPackage {
        name: words("name", &name, 1, 200)?,
        about: words("about", &about, 0, 2_000)?,
        kinds: known_kinds(&mut work, &call.realm, &kinds).await?,
        template: new.template,
    };
    let noted = serde_json::json!({ "kinds": package.kinds });
    let kept = work.insert(&call.realm, &package_key, package).await?;
    work.note(&call.realm, "task-package.made", package_key.clone(), noted);
    let location = format!("{}/task-packages/{}", root(&call.realm), segment(&package_key));
    let body = PackageView::of(&kept);
    call.made(work, Made { location, revision: Some(kept.revision), body }).await
}

async fn change(
    call: Call,
    Path(path): Path<PackagePath>,
    Body(new): Body<ChangedPackage>,
) -> Result<Shown<PackageView>, Problem> {
    let mut work = call.write().await?;
    let kept = kept_package(&mut work, &call.realm, &path.package).await?;
    call.matches(&kept)?;
    let package = TaskPackage {
        name: words("name", &new.name, 1, 200)?,
        about: words("about", &new.about, 0, 2_000)?,
        kinds: known_kinds(&mut work, &call.realm, &new.kinds).await?,
        template: kept.document.template.clone(),
    };
    let noted = serde_json::json!({ "kinds": package.kinds });
    work.note(&call.realm, "task-package.changed", kept.key.clone(), noted);
    let kept = work.replace(&kept, package).await?;
    work.commit().await?;
    Ok(Shown { revision: Some(kept.revision), body: PackageView::of(&kept) })
}

async fn remove(call: Call, Path(path): Path<PackagePath>) -> Result<Done, Problem> {
    let mut work = call.write().await?;
    let kept = kept_package(&mut work, &call.realm, &path.package).await?;
    call.matches(&kept)?;
    work.note(&call.realm, "task-package.removed", kept.key.clone(), serde_json::json!({}));
    work.remove(&kept).await?;
    work.commit().await?;
    Ok(Done)
}

async fn kept_package(
    work: &mut Work,
    realm: &Realm,
    key: &str,
) -> Result<Kept<TaskPackage>, Problem> {
    work.get::<TaskPackage>(realm, key).await?.ok_or_else(|| {
        Problem::not_found(
            "der er ingen opgavepakke af det navn",
            "there is no task package of that name",
        )
    })
}

async fn known_kinds(
    work: &mut Work,
    realm: &Realm,
    asked: &[String],
) -> Result<Vec<String>, Problem> {
    let known = tasks::kinds(work, realm).await?;
    let mut kinds = asked.to_vec();
    kinds.sort();
    kinds.dedup();
    match kinds.iter().find(|kind| known.iter().all(|known| known.key != **kind)) {
        None => Ok(kinds),
        Some(_) => Err(Problem::invalid(
            "kinds",
            "der er ingen opgavetype af det navn",
            "there is no kind of task of that name",
        )),
    }
}
