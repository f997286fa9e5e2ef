//! Authorities, bundles, items and their versions on the way from draft to retired.
//!
//! An item is named in a path as `templates:manglerbrev-generelt`, or `questions` where there is one of the kind.

mod activations;
mod authorities;
mod differences;
mod drafts;
mod editions;
mod exchange;
mod files;
mod imports;
mod items;
mod names;
mod packages;
mod promotions;
mod publications;
mod refusals;
mod shown;
mod steps;

use super::Routes;

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let routes = authorities::routes(routes);
    let routes = items::routes(routes);
    let routes = drafts::routes(routes);
    let routes = steps::routes(routes);
    let routes = differences::routes(routes);
    let routes = publications::routes(routes);
    let routes = editions::routes(routes);
    let routes = imports::routes(routes);
    let routes = packages::routes(routes);
    let routes = promotions::routes(routes);
    activations::routes(routes)
}
