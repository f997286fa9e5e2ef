//! What letters are made of: templates in use, elements, questions, parameters, test persons; validation and proof.
//!
//! Everything here is of an [`Edition`](crate::registry::Edition): what is in use in a realm on a day, the central office's and the authority's
//! own. Reading is a look into it; a change of an entry (a question, a price agreement, an opening time) is put into the file of its item, comments
//! kept, read with all the rest, and published as the item's next version.
//!
//! ```text
//! GET  …/templates?process=…                 what is in use, whose it is, who answers for it
//! GET  …/templates/KEY/questions?context=…    the caseworker's form
//! GET  …/templates/KEY/schema  …/sample       what a case system sends
//! PUT  …/parameters/Myndighed.Telefon         If-Match: the version of the item that was read
//! ```
//!
//! | question | decision |
//! |---|---|
//! | the entity tag of an entry | the number of the realm's own version of its item; 0 where there is none yet |
//! | a central entry changed by a municipality | becomes an entry of its own over it; the central one is never touched |
//! | a new question | is in use at once: no letter changes before a template ticks it. Alias and keys of one that is used stay |
//! | the day a change takes effect | today; prices and parameters have days of their own |

mod download;
mod entries;
mod fields;
mod form;
mod kinds_of_entries;
mod look;
mod parameters;
mod persons;
mod pieces;
mod proof;
mod rules;
mod sent;
mod templates;
mod validation;

use super::Routes;

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let groups: [fn(Routes) -> Routes; 9] = [
        templates::routes,
        form::routes,
        pieces::routes,
        fields::routes,
        kinds_of_entries::routes,
        parameters::routes,
        persons::routes,
        validation::routes,
        rules::routes,
    ];
    proof::routes(groups.into_iter().fold(routes, |routes, add| add(routes)))
}
