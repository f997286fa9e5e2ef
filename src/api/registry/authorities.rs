//! The authorities and environments of the installation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::names::{page, text};
use crate::access::Permission;
use crate::api::{Body, Call, Listed, Made, Operation, Path, Problem, Query, Routes, Shown, kinds};
use crate::registry::{self, Authority};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .group("Authorities")
        .get(
            "/v1/authorities",
            Operation::new(
                "listAuthorities",
                Permission::SignedIn,
                "The central office, the municipalities, and what this installation added.",
            )
            .problems(&[kinds::INVALID_QUERY]),
            list,
        )
        .post(
            "/v1/authorities",
            Operation::new("addAuthority", Permission::Administer, "Adds an authority.")
                .about("The 98 municipalities are there already. An authority for demonstrations, say, is added.")
                .problems(&[kinds::ALREADY_THERE, kinds::INVALID]),
            add,
        )
        .get(
            "/v1/authorities/{code}",
            Operation::new("showAuthority", Permission::SignedIn, "An authority.")
                .problems(&[kinds::NOT_FOUND]),
            show,
        )
        .get(
            "/v1/environments",
            Operation::new(
                "listEnvironments",
                Permission::SignedIn,
                "The environments, such as training and production.",
            ),
            environments,
        )
}

#[derive(Debug, Deserialize, JsonSchema)]
struct OfCode {
    /// The authority's code: `751`, `central`.
    code: String,
}

/// Which authorities are wanted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// The cursor of the page before: its `next`.
    after: Option<String>,
    /// So many at most.
    #[schemars(range(min = 1, max = 200))]
    limit: Option<u16>,
    /// Only those whose name has this in it, in any letter case.
    name: Option<String>,
}

/// A new authority.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewAuthority {
    /// The code, as it stands in paths: lower-case letters, digits and hyphens.
    #[schemars(regex(pattern = "^[a-z0-9][a-z0-9-]{1,19}$"))]
    code: String,
    /// The name.
    #[schemars(length(min = 1, max = 200))]
    name: String,
}

/// An environment.
#[derive(Debug, Serialize, JsonSchema)]
struct Environment {
    /// The name, as it stands in paths.
    name: String,
}

async fn list(
    call: Call,
    Query(wanted): Query<Wanted>,
) -> Result<Shown<Listed<Authority>>, Problem> {
    let limit = page(wanted.limit)?;
    let mut work = call.read().await?;
    let all = registry::authorities(&mut work).await?;
    let name = wanted.name.unwrap_or_default().to_lowercase();
    let mut items: Vec<Authority> = all
        .into_iter()
        .filter(|one| wanted.after.as_ref().is_none_or(|after| one.code > *after))
        .filter(|one| one.name.to_lowercase().contains(&name))
        .collect();
    let next = (items.len() > limit).then(|| items[limit - 1].code.clone());
    items.truncate(limit);
    Ok(Shown::of(Listed { items, next }))
}

async fn show(call: Call, Path(path): Path<OfCode>) -> Result<Shown<Authority>, Problem> {
    let mut work = call.read().await?;
    let found = registry::authority(&mut work, &path.code).await?;
    found.map(Shown::of).ok_or_else(|| {
        Problem::not_found("der er ingen myndighed med den kode", "no authority has that code")
    })
}

async fn add(call: Call, Body(new): Body<NewAuthority>) -> Result<Made<Authority>, Problem> {
    let rest = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let is_code = (2..=20).contains(&new.code.len())
        && new.code.chars().all(rest)
        && !new.code.starts_with('-');
    if !is_code {
        return Err(Problem::invalid(
            "code",
            "små bogstaver, cifre og bindestreger, 2 til 20",
            "lower-case letters, digits and hyphens, 2 to 20",
        ));
    }
    text("name", &new.name, (1, 200))?;
    let mut work = call.write().await?;
    registry::add_authority(&mut work, &new.code, &new.name).await?;
    let body =
        Authority { code: new.code.clone(), name: new.name, kind: registry::AuthorityKind::Added };
    let location = format!("/v1/authorities/{}", new.code);
    call.made(work, Made { location, revision: None, body }).await
}

async fn environments(call: Call) -> Result<Shown<Listed<Environment>>, Problem> {
    let names = call.app.setup.environments.iter();
    let items = names.map(|name| Environment { name: name.clone() }).collect();
    Ok(Shown::of(Listed { items, next: None }))
}
