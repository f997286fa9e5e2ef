//! Overrides: made with an acknowledgement, compared with what the centre changed, and rebased, kept or dropped; follow-up tasks with their
//! packages; and the same comparison, rebase and promotion as free functions over versions.

mod act;
mod comparison;
mod documents;
mod free;
mod kinds;
mod make;
mod packages;
mod show;
mod status;
mod steps;
mod task_acts;
mod tasks;
mod texts;
mod touched;
mod wire;

pub(super) use texts::ask as ask_for_acknowledgement;

use super::Routes;

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let routes = show::routes(routes.group("Overrides"));
    let routes = make::routes(routes);
    let routes = act::routes(routes);
    let routes = comparison::routes(routes);
    let routes = texts::routes(routes);
    let routes = status::routes(routes);
    let routes = free::routes(routes.group("Versions"));
    let routes = tasks::routes(routes.group("Follow-up tasks"));
    let routes = task_acts::routes(routes);
    let routes = packages::routes(routes);
    kinds::routes(routes)
}
