//! Case systems, their keys and their service agreements.

mod agreements;
mod decisions;
mod keys;
mod requests;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::access_problems::text;
use super::{
    Body, Call, Done, Listed, Made, Operation, Path, Problem, Query, Routes, Shown, kinds,
};
use crate::access::{AccessError, Client, Permission, System, personal_address};
use crate::store::{Kept, Listing, Moment, Realm, StoreError, Work};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let routes = routes
        .group("Systems")
        .get(
            "/v1/systems",
            Operation::new("listSystems", Permission::Administer, "Case systems."),
            list,
        )
        .post(
            "/v1/systems",
            Operation::new("registerSystem", Permission::Administer, "Registers a case system.")
                .about("One entry a system, under its own name: what it shows is its own and no other's.")
                .problems(&[kinds::ALREADY_THERE, kinds::ROLE_MAILBOX]),
            register,
        )
        .get(
            "/v1/systems/{system}",
            Operation::new("showSystem", Permission::Administer, "A case system.")
                .problems(&[kinds::NOT_FOUND]),
            show,
        )
        .patch(
            "/v1/systems/{system}",
            Operation::new("changeSystem", Permission::Administer, "Changes whom to ask about a system, or blocks it.")
                .about("Its name stays: agreements name it.")
                .problems(&[kinds::NOT_FOUND]),
            change,
        )
        .post(
            "/v1/systems/{system}/revoke",
            Operation::new("revokeSystem", Permission::Administer, "Revokes all keys of a system and blocks it, at once.")
                .problems(&[kinds::NOT_FOUND]),
            revoke,
        )
        .put(
            "/v1/systems/{system}/clients",
            Operation::new("setClients", Permission::Administer, "Says as which clients token issuers know the system.")
                .about("OAuth 2.0 client credentials: a token of a configured issuer, of such a client, is the system's.")
                .problems(&[kinds::NOT_FOUND, kinds::ALREADY_THERE]),
            set_clients,
        );
    decisions::routes(requests::routes(agreements::routes(keys::routes(routes))))
}

/// A case system.
#[derive(Debug, Serialize, JsonSchema)]
struct SystemView {
    /// The id.
    id: String,
    /// Its name, as agreements name it.
    name: String,
    /// Who makes it.
    vendor: String,
    /// Whom to ask about it.
    contact_name: String,
    /// Where to ask about it.
    contact_email: String,
    /// It may do nothing, whatever it shows.
    blocked: bool,
    /// As which clients token issuers know it.
    clients: Vec<ClientName>,
    /// When it was registered.
    registered: Moment,
}

/// A client of a token issuer.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ClientName {
    /// The issuer, as tokens name it.
    #[schemars(length(min = 1, max = 500))]
    issuer: String,
    /// Its name for the system.
    #[schemars(length(min = 1, max = 200))]
    client_id: String,
}

async fn view(work: &mut Work, kept: &Kept<System>) -> Result<SystemView, Problem> {
    let clients = Client::of(work, &kept.key).await?;
    let name = |it: Kept<Client>| ClientName {
        issuer: it.document.issuer,
        client_id: it.document.client_id,
    };
    let System { name: named, vendor, contact_name, contact_email, blocked } =
        kept.document.clone();
    Ok(SystemView {
        id: kept.key.clone(),
        registered: kept.made_at,
        clients: clients.into_iter().map(name).collect(),
        name: named,
        vendor,
        contact_name,
        contact_email,
        blocked,
    })
}

/// A system by its id.
async fn system(work: &mut Work, id: &str) -> Result<Kept<System>, Problem> {
    let kept = work.get::<System>(&Realm::installation(), id).await?;
    kept.ok_or_else(|| Problem::of(kinds::NOT_FOUND))
}

/// Which page is wanted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PageQuery {
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

fn page_of(limit: usize) -> Result<usize, Problem> {
    if (1..=200).contains(&limit) {
        return Ok(limit);
    }
    Err(Problem::of(kinds::INVALID_QUERY).with("field", "limit").because("1 til 200", "1 to 200"))
}

async fn list(
    call: Call,
    Query(query): Query<PageQuery>,
) -> Result<Shown<Listed<SystemView>>, Problem> {
    let limit = page_of(query.limit)?;
    let mut work = call.read().await?;
    let listing = Listing { after: query.after, limit, ..Listing::of(&Realm::installation()) };
    let page = work.list::<System>(&listing).await?;
    let mut items = Vec::new();
    for kept in &page.items {
        items.push(view(&mut work, kept).await?);
    }
    Ok(Shown::of(Listed { items, next: page.next }))
}

/// A system to be registered.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewSystem {
    /// Its name, as agreements will name it.
    #[schemars(length(min = 1, max = 100))]
    name: String,
    /// Who makes it.
    #[schemars(length(min = 1, max = 200))]
    vendor: String,
    /// Whom to ask about it.
    #[schemars(length(min = 1, max = 200))]
    contact_name: String,
    /// The person's own mail address.
    #[schemars(length(min = 3, max = 254))]
    contact_email: String,
}

async fn register(call: Call, Body(body): Body<NewSystem>) -> Result<Made<SystemView>, Problem> {
    let system = System {
        name: text("name", &body.name, 1, 100)?,
        vendor: text("vendor", &body.vendor, 1, 200)?,
        contact_name: text("contact_name", &body.contact_name, 1, 200)?,
        contact_email: address(&call, &body.contact_email)?,
        blocked: false,
    };
    let mut work = call.write().await?;
    let kept = System::register(&mut work, system).await?;
    let body = view(&mut work, &kept).await?;
    let location = format!("/v1/systems/{}", kept.key);
    call.made(work, Made { location, revision: Some(kept.revision), body }).await
}

fn address(call: &Call, address: &str) -> Result<String, Problem> {
    let roles = &call.app.setup.access.role_mailboxes;
    personal_address(address, roles).map_err(|error| match error {
        AccessError::Invalid { da, en, .. } => Problem::invalid("contact_email", da, en),
        other => other.into(),
    })
}

#[derive(Deserialize, JsonSchema)]
struct SystemPath {
    /// The id of the system.
    system: String,
}

async fn show(call: Call, Path(path): Path<SystemPath>) -> Result<Shown<SystemView>, Problem> {
    let mut work = call.read().await?;
    let kept = system(&mut work, &path.system).await?;
    Ok(Shown { revision: Some(kept.revision), body: view(&mut work, &kept).await? })
}

/// What changes.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SystemChange {
    /// Who makes it.
    #[serde(default)]
    #[schemars(length(min = 1, max = 200))]
    vendor: Option<String>,
    /// Whom to ask about it.
    #[serde(default)]
    #[schemars(length(min = 1, max = 200))]
    contact_name: Option<String>,
    /// The person's own mail address.
    #[serde(default)]
    #[schemars(length(min = 3, max = 254))]
    contact_email: Option<String>,
    /// It may do nothing, whatever it shows.
    #[serde(default)]
    blocked: Option<bool>,
}

async fn change(
    call: Call,
    Path(path): Path<SystemPath>,
    Body(body): Body<SystemChange>,
) -> Result<Shown<SystemView>, Problem> {
    let mut work = call.write().await?;
    let kept = system(&mut work, &path.system).await?;
    call.matches(&kept)?;
    let mut changed = kept.document.clone();
    if let Some(vendor) = body.vendor {
        changed.vendor = text("vendor", &vendor, 1, 200)?;
    }
    if let Some(name) = body.contact_name {
        changed.contact_name = text("contact_name", &name, 1, 200)?;
    }
    if let Some(email) = body.contact_email {
        changed.contact_email = address(&call, &email)?;
    }
    changed.blocked = body.blocked.unwrap_or(changed.blocked);
    let kept = System::change(&mut work, &kept, changed).await?;
    let body = view(&mut work, &kept).await?;
    work.commit().await?;
    call.app.door.forget();
    Ok(Shown { revision: Some(kept.revision), body })
}

async fn revoke(call: Call, Path(path): Path<SystemPath>) -> Result<Done, Problem> {
    let mut work = call.write().await?;
    let kept = system(&mut work, &path.system).await?;
    System::revoke_all(&mut work, &kept).await?;
    call.commit(work, axum::http::StatusCode::NO_CONTENT, "", String::new()).await?;
    call.app.door.forget();
    Ok(Done)
}

/// As which clients token issuers know a system.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Clients {
    /// The clients; empty for none.
    #[schemars(length(max = 20))]
    clients: Vec<ClientName>,
}

async fn set_clients(
    call: Call,
    Path(path): Path<SystemPath>,
    Body(body): Body<Clients>,
) -> Result<Shown<SystemView>, Problem> {
    if body.clients.len() > 20 {
        return Err(Problem::invalid("clients", "højst 20", "20 at most"));
    }
    let installation = Realm::installation();
    let mut work = call.write().await?;
    let kept = system(&mut work, &path.system).await?;
    call.matches(&kept)?;
    for old in Client::of(&mut work, &kept.key).await? {
        work.remove(&old).await?;
    }
    let mut seen = std::collections::BTreeSet::new();
    for client in body.clients {
        let issuer = text("issuer", &client.issuer, 1, 500)?;
        let client_id = text("client_id", &client.client_id, 1, 200)?;
        let key = Client::key(&issuer, &client_id);
        if seen.insert(key.clone()) {
            let document = Client { system: kept.key.clone(), issuer, client_id };
            work.insert(&installation, &key, document).await.map_err(|error| match error {
                StoreError::AlreadyThere { .. } => Problem::of(kinds::ALREADY_THERE),
                other => other.into(),
            })?;
        }
    }
    // A revision more, so that two who change them do not both believe they did.
    let kept = System::change(&mut work, &kept, kept.document.clone()).await?;
    let body = view(&mut work, &kept).await?;
    work.commit().await?;
    call.app.door.forget();
    Ok(Shown { revision: Some(kept.revision), body })
}
