//! How things stand with an authority: what it should look at.

use schemars::JsonSchema;
use serde::Serialize;

use super::wire::{RealmPath, root};
use crate::access::Permission;
use crate::api::{Call, Operation, Path, Problem, Routes, Shown};
use crate::catalogue::{ParameterOwner, Source, fold};
use crate::diagnostic::MessageLanguage;
use crate::registry::{Edition, Override, acknowledgement};
use crate::store::{Listing, Work};
use crate::tasks::{TEMPLATE_CHANGED, Task, is_on, kinds, packages_for};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes.get(
        "/v1/{environment}/{authority}/status",
        Operation::new("showStatus", Permission::ReadTemplates, "What an authority should look at.")
            .about("Overrides that the centre has overtaken, kinds of tasks that lie in no package, notices that are turned off, parameters that are not set."),
        show,
    )
}

/// How things stand.
#[derive(Debug, Serialize, JsonSchema)]
struct StatusView {
    /// Overrides that are not dropped.
    overrides: usize,
    /// Overrides that the centre has overtaken.
    outdated: usize,
    /// Follow-up tasks that are open.
    open_tasks: u64,
    /// Follow-up tasks whose day has passed.
    overdue_tasks: u64,
    /// What should be looked at.
    warnings: Vec<WarningView>,
}

/// Something that should be looked at.
#[derive(Debug, Serialize, JsonSchema)]
struct WarningView {
    /// A stable word: `override-outdated`, `acknowledgement-missing`, `acknowledgement-outdated`, `task-kind-without-package`,
    /// `template-changed-off`, `parameter-missing`.
    code: &'static str,
    /// What it is about: an item, a kind of tasks, a field.
    subject: String,
    /// What it is, in the caller's language.
    message: String,
    /// Where to do something about it.
    href: String,
}

async fn show(call: Call, Path(_): Path<RealmPath>) -> Result<Shown<StatusView>, Problem> {
    let edition = call.app.editions.of(&call.app.store, &call.realm, call.now.day()).await?;
    let mut work = call.read().await?;
    let mut told = Told { call: &call, warnings: Vec::new() };
    let (overrides, outdated) = told.of_overrides(&mut work).await?;
    told.of_tasks(&mut work, overrides > 0).await?;
    told.of_parameters(&edition);
    let open = Listing { state: Some("open".to_owned()), ..Listing::of(&call.realm) };
    let overdue = Listing { due_by: Some(call.now), ..open.clone() };
    Ok(Shown::of(StatusView {
        overrides,
        outdated,
        open_tasks: work.count::<Task>(&open).await?,
        overdue_tasks: work.count::<Task>(&overdue).await?,
        warnings: told.warnings,
    }))
}

struct Told<'c> {
    call: &'c Call,
    warnings: Vec<WarningView>,
}

impl Told<'_> {
    fn warn(&mut self, code: &'static str, subject: &str, da: String, en: String, place: &str) {
        let message = match self.call.language {
            MessageLanguage::Danish => da,
            MessageLanguage::English => en,
        };
        let href = format!("{}/{place}", root(&self.call.realm));
        self.warnings.push(WarningView { code, subject: subject.to_owned(), message, href });
    }

    async fn of_overrides(&mut self, work: &mut Work) -> Result<(usize, usize), Problem> {
        let all = work.list::<Override>(&Listing::of(&self.call.realm)).await?.items;
        let held: Vec<_> = all.iter().filter(|kept| kept.document.dropped.is_none()).collect();
        let mut outdated = 0;
        for kept in &held {
            let of = &kept.document;
            let place = format!("overrides/{}", of.item);
            if of.outdated {
                outdated += 1;
                let (base, central) = (of.base.version, of.central);
                self.warn(
                    "override-outdated",
                    &kept.key,
                    format!("`{}` er lavet af den centrale udgave {base}; udgave {central} er udgivet", kept.key),
                    format!("`{}` was made from the central version {base}; version {central} is published", kept.key),
                    &place,
                );
            }
            match acknowledgement(work, &self.call.realm, &of.item).await? {
                None => self.warn(
                    "acknowledgement-missing",
                    &kept.key,
                    format!("ingen har bekræftet, at kommunen har ansvaret for `{}`", kept.key),
                    format!("nobody has acknowledged that the municipality answers for `{}`", kept.key),
                    &place,
                ),
                Some(given) if !given.is_current() => self.warn(
                    "acknowledgement-outdated",
                    &kept.key,
                    format!("teksten om ansvaret for `{}` er ændret, siden den blev bekræftet", kept.key),
                    format!("the text on the responsibility for `{}` has changed since it was acknowledged", kept.key),
                    &place,
                ),
                Some(_) => {}
            }
        }
        Ok((held.len(), outdated))
    }

    async fn of_tasks(&mut self, work: &mut Work, has_overrides: bool) -> Result<(), Problem> {
        let realm = self.call.realm.clone();
        let open = Listing { state: Some("open".to_owned()), ..Listing::of(&realm) };
        let open = work.list::<Task>(&open).await?.items;
        for kind in kinds(work, &realm).await? {
            let is_needed = has_overrides && kind.key == TEMPLATE_CHANGED
                || open.iter().any(|task| task.document.kind == kind.key);
            if is_needed && packages_for(work, &realm, &kind.key).await?.is_empty() {
                self.warn(
                    "task-kind-without-package",
                    &kind.key,
                    format!("opgaver af typen »{}« ligger ikke i nogen opgavepakke", kind.name.0),
                    format!("tasks of the kind “{}” lie in no task package", kind.name.1),
                    "task-packages",
                );
            }
        }
        if has_overrides && !is_on(work, &realm, TEMPLATE_CHANGED).await? {
            self.warn(
                "template-changed-off",
                TEMPLATE_CHANGED,
                "I får ikke besked, når noget, som I har overskrevet, bliver ændret centralt"
                    .to_owned(),
                "You are not told when something that you have overridden is changed centrally"
                    .to_owned(),
                "task-kinds",
            );
        }
        Ok(())
    }

    fn of_parameters(&mut self, edition: &Edition) {
        let Some(view) = edition.view().filter(|_| edition.authority().is_some()) else { return };
        let own = view.authority.map(|authority| &authority.layer.catalogue);
        let day = Some(self.call.now.day());
        for field in &view.catalogue.fields {
            let is_asked = field.source == Source::Parameter
                && field.owner == ParameterOwner::MunicipalRequired;
            let is_set = own.is_some_and(|own| {
                own.parameters
                    .iter()
                    .any(|set| fold(&set.name) == fold(&field.name) && set.validity.holds(day))
            });
            if is_asked && !is_set {
                self.warn(
                    "parameter-missing",
                    &field.name,
                    format!("kommunen skal selv sætte `{}`, og har ikke gjort det", field.name),
                    format!("the municipality has to set `{}` itself, and has not", field.name),
                    "parameters",
                );
            }
        }
    }
}
