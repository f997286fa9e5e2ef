//! Who has access in an authority: invited, given levels, taken off, looked through; the audit trail.

mod audit;
mod grants;
mod invite;
mod mend;
mod review;
mod second;
mod view;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Call, Listed, Operation, Path, Problem, Query, Routes, Shown, kinds};
use crate::access::{ContactRole, Office, Permission, Proposal, Review, everybody, notice, person};
use view::{Notice, Overview, PersonView, warnings};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let routes = routes
        .group("People")
        .get(
            "/v1/{environment}/{authority}/access",
            Operation::new("listAccess", Permission::ManageAccess, "Everybody who has access in the authority.")
                .about("Complete: each person with what they were given, by whom, on which grounds, when they last signed in, and what is to be looked at."),
            list,
        )
        .get(
            "/v1/{environment}/{authority}/access/overview",
            Operation::new("showAccessOverview", Permission::ManageAccess, "What is to be looked at: too many or too few administrators, proposals, the review."),
            overview,
        )
        .get(
            "/v1/{environment}/{authority}/access/{account}",
            Operation::new("showPerson", Permission::ManageAccess, "A person who has access in the authority.")
                .problems(&[kinds::NOT_FOUND]),
            show,
        )
        .get(
            "/v1/{environment}/{authority}/access/{account}/notice",
            Operation::new("prepareNotice", Permission::ManageAccess, "The prepared mail to a person about signing in and what they may do.")
                .about("Made of what the person was given, in the language of the request. Nothing is sent, and no password is in it.")
                .problems(&[kinds::NOT_FOUND]),
            prepare_notice,
        );
    let routes = invite::routes(grants::routes(mend::routes(routes)));
    audit::routes(review::routes(second::routes(routes)))
}

/// An authority.
#[derive(Deserialize, JsonSchema)]
struct RealmPath {
    /// The environment.
    #[serde(rename = "environment")]
    _environment: String,
    /// The authority's code, or `central`.
    #[serde(rename = "authority")]
    _authority: String,
}

/// A person of an authority.
#[derive(Deserialize, JsonSchema)]
struct PersonPath {
    /// The environment.
    #[serde(rename = "environment")]
    _environment: String,
    /// The authority's code, or `central`.
    #[serde(rename = "authority")]
    _authority: String,
    /// The id of the account.
    account: String,
}

/// Whose access is changed by whom.
fn office(call: &Call) -> Office<'_> {
    Office {
        caller: &call.caller,
        realm: &call.realm,
        settings: &call.app.setup.access,
        environments: &call.app.setup.environments,
    }
}

/// Which people are wanted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PeopleQuery {
    /// Only people who are asked about this.
    #[serde(default)]
    contact_role: Option<ContactRole>,
    /// Only those after this one: the `next` of the page before.
    #[serde(default)]
    after: Option<String>,
    /// So many at most.
    #[serde(default = "default_limit")]
    #[schemars(range(min = 1, max = 200))]
    limit: usize,
}

fn default_limit() -> usize {
    50
}

/// The length of a page.
fn page_of(limit: usize) -> Result<usize, Problem> {
    if (1..=200).contains(&limit) {
        return Ok(limit);
    }
    Err(Problem::of(kinds::INVALID_QUERY).with("field", "limit").because("1 til 200", "1 to 200"))
}

async fn list(
    call: Call,
    Path(_): Path<RealmPath>,
    Query(query): Query<PeopleQuery>,
) -> Result<Shown<Listed<PersonView>>, Problem> {
    let limit = page_of(query.limit)?;
    let mut work = call.read().await?;
    let mut people = everybody(&mut work, &call.realm).await?;
    if let Some(role) = query.contact_role {
        people.retain(|person| person.document.contact_roles(&call.realm).contains(&role));
    }
    people.sort_by(|a, b| a.key.cmp(&b.key));
    people.retain(|person| query.after.as_ref().is_none_or(|after| person.key > *after));
    let next = people.get(limit).and(people.get(limit - 1)).map(|last| last.key.clone());
    people.truncate(limit);
    let items = people.iter().map(|person| PersonView::of(person, &call)).collect();
    Ok(Shown::of(Listed { items, next }))
}

async fn overview(call: Call, Path(_): Path<RealmPath>) -> Result<Shown<Overview>, Problem> {
    let mut work = call.read().await?;
    let people = everybody(&mut work, &call.realm).await?;
    let proposals = Proposal::open(&mut work, &call.realm).await?.len();
    let review = Review::current(&mut work, &call.realm).await?;
    Ok(Shown::of(Overview {
        people: people.len(),
        administrators: people
            .iter()
            .filter(|person| person.document.administers(&call.realm, call.now))
            .map(|person| person.key.clone())
            .collect(),
        proposals,
        review: review.as_ref().map(|review| review.key.clone()),
        warnings: warnings(&call, &people, review.as_ref()),
    }))
}

async fn show(call: Call, Path(path): Path<PersonPath>) -> Result<Shown<PersonView>, Problem> {
    let mut work = call.read().await?;
    let kept = person(&mut work, &call.realm, &path.account).await?;
    Ok(PersonView::shown(&kept, &call))
}

async fn prepare_notice(
    call: Call,
    Path(path): Path<PersonPath>,
) -> Result<Shown<Notice>, Problem> {
    let mut work = call.read().await?;
    let kept = person(&mut work, &call.realm, &path.account).await?;
    let setup = &call.app.setup;
    let provider = kept.document.provider.as_ref();
    let provider = provider.and_then(|key| setup.access.oidc.iter().find(|it| it.key == *key));
    let provider = provider.map(|provider| provider.name.as_str());
    let address = setup.public_url.as_deref();
    let mail = notice(&kept.document, &call.realm, provider, address, call.language, call.now);
    Ok(Shown::of(Notice { to: mail.to, subject: mail.subject, text: mail.text }))
}
