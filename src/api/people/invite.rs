//! Letting people in: invitations, and the first user administrator of an authority.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::access_problems::{shown_once, text};
use super::super::{Body, Call, Made, Operation, Path, Problem, Routes, kinds};
use super::view::{PersonView, ProposalView};
use super::{RealmPath, office};
use crate::access::{
    Gift, Invitation, Level, PasswordCost, Permission, first_password, hash_password,
    personal_address,
};
use crate::store::Moment;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .post(
            "/v1/{environment}/{authority}/access",
            Operation::new("invite", Permission::ManageAccess, "Lets a person in, with what they are given.")
                .about(
                    "Answers with a first password, which is shown once, works once, and is told to the person by you; nothing is mailed. \
                     Somebody who signs in here already keeps what they have and signs in as before. To become user administrator another \
                     administrator must confirm it.",
                )
                .problems(&[kinds::ROLE_MAILBOX, kinds::OWN_ACCESS, kinds::SHOWN_ONCE, kinds::ALREADY_THERE])
                .replays_itself(),
            invite,
        )
        .post(
            "/v1/{environment}/{authority}/access/administrators",
            Operation::new("appointAdministrator", Permission::AppointAdministrators, "Makes the first user administrator of an authority.")
                .about("Where there is one already, that one or the central office confirms it.")
                .problems(&[kinds::ROLE_MAILBOX, kinds::OWN_ACCESS, kinds::SHOWN_ONCE, kinds::ALREADY_THERE])
                .replays_itself(),
            appoint,
        )
}

/// What a person is given.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewGrant {
    /// The level.
    level: Level,
    /// Template groups that it is for; empty for all.
    #[serde(default)]
    #[schemars(length(max = 100), inner(length(min = 1, max = 100)))]
    areas: Vec<String>,
    /// When it ends.
    #[serde(default)]
    until: Option<Moment>,
}

/// Whoever is let in.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewPerson {
    /// The name.
    #[schemars(length(min = 1, max = 200))]
    name: String,
    /// The person's own mail address: not one that several read, or that goes with the post.
    #[schemars(length(min = 3, max = 254))]
    email: String,
    /// The key of the identity provider that signs the person in; a first password is made where it is left out.
    #[serde(default)]
    #[schemars(length(min = 1, max = 100))]
    provider: Option<String>,
    /// What the person is given.
    #[schemars(length(min = 1, max = 20))]
    grants: Vec<NewGrant>,
    /// On which grounds: who asked for it, and how.
    #[serde(default)]
    #[schemars(length(max = 500))]
    basis: String,
}

/// Whoever becomes user administrator.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewAdministrator {
    /// The name.
    #[schemars(length(min = 1, max = 200))]
    name: String,
    /// The person's own mail address.
    #[schemars(length(min = 3, max = 254))]
    email: String,
    /// The key of the identity provider that signs the person in.
    #[serde(default)]
    #[schemars(length(min = 1, max = 100))]
    provider: Option<String>,
    /// On which grounds: who asked for it, and how.
    #[serde(default)]
    #[schemars(length(max = 500))]
    basis: String,
}

/// What became of an invitation.
#[derive(Serialize, JsonSchema)]
struct InvitedView {
    /// The person.
    person: PersonView,
    /// The first password, shown once; absent where the person signs in otherwise, or did so before.
    #[serde(skip_serializing_if = "Option::is_none")]
    first_password: Option<String>,
    /// Until when the first password works.
    #[serde(skip_serializing_if = "Option::is_none")]
    first_password_until: Option<Moment>,
    /// What another administrator must confirm first.
    proposals: Vec<ProposalView>,
}

/// Checked template groups of a grant.
pub(super) fn areas(areas: &[String]) -> Result<Vec<String>, Problem> {
    if areas.len() > 100 {
        return Err(Problem::invalid("areas", "højst 100", "100 at most"));
    }
    let mut areas: Vec<String> =
        areas.iter().map(|area| text("areas", area, 1, 100)).collect::<Result<_, _>>()?;
    areas.sort();
    areas.dedup();
    Ok(areas)
}

async fn invite(
    call: Call,
    Path(_): Path<RealmPath>,
    Body(body): Body<NewPerson>,
) -> Result<Made<InvitedView>, Problem> {
    if !(1..=20).contains(&body.grants.len()) {
        return Err(Problem::invalid("grants", "1 til 20 adgange", "1 to 20 grants"));
    }
    let basis = text("basis", &body.basis, 0, 500)?;
    let mut gifts: Vec<Gift> = Vec::new();
    for grant in &body.grants {
        if gifts.iter().any(|gift| gift.level == grant.level) {
            return Err(Problem::invalid("grants", "hvert niveau én gang", "each level once"));
        }
        gifts.push(Gift {
            level: grant.level,
            areas: areas(&grant.areas)?,
            until: grant.until,
            basis: basis.clone(),
        });
    }
    let NewPerson { name, email, provider, .. } = body;
    let_in(call, name, email, provider, gifts).await
}

async fn appoint(
    call: Call,
    Path(_): Path<RealmPath>,
    Body(body): Body<NewAdministrator>,
) -> Result<Made<InvitedView>, Problem> {
    let central = call.realm.is_central();
    let level = if central { Level::CentralAdministrator } else { Level::UserAdministrator };
    let basis = text("basis", &body.basis, 0, 500)?;
    let gift = Gift { level, areas: Vec::new(), until: None, basis };
    let_in(call, body.name, body.email, body.provider, vec![gift]).await
}

async fn let_in(
    call: Call,
    name: String,
    email: String,
    provider: Option<String>,
    gifts: Vec<Gift>,
) -> Result<Made<InvitedView>, Problem> {
    shown_once(&call)?;
    let settings = &call.app.setup.access;
    let name = text("name", &name, 1, 200)?;
    let email = personal_address(&email, &settings.role_mailboxes)?;
    by_which(&call, provider.as_deref())?;
    let mut password = None;
    let mut hash = None;
    if provider.is_none() {
        let made = first_password();
        password = Some(made.clone());
        let hashed = move || hash_password(&made, PasswordCost::default());
        hash = Some(call.app.workshop.run(hashed).await??);
    }
    let mut work = call.write().await?;
    let invitation = Invitation { name, email, provider, first_password: hash };
    let invited = office(&call).invite(&mut work, invitation, &gifts).await?;
    let location = format!(
        "/v1/{}/{}/access/{}",
        call.realm.environment, call.realm.authority, invited.account.key
    );
    // The secret is in no answer that is remembered.
    call.commit(work, axum::http::StatusCode::CREATED, &location, "{}".to_owned()).await?;
    call.app.door.forget();
    let body = InvitedView {
        person: PersonView::of(&invited.account, &call),
        first_password: password.filter(|_| invited.is_new),
        first_password_until: invited.account.document.first_password_until,
        proposals: invited.proposals.iter().map(ProposalView::of).collect(),
    };
    Ok(Made { location, revision: Some(invited.account.revision), body })
}

/// Whether people of the authority may sign in so.
fn by_which(call: &Call, provider: Option<&str>) -> Result<(), Problem> {
    let settings = &call.app.setup.access;
    let required: Vec<&str> = settings
        .oidc
        .iter()
        .filter(|it| it.required_for.contains(&call.realm.authority))
        .map(|it| it.key.as_str())
        .collect();
    let may = match provider {
        None => settings.local_accounts && required.is_empty(),
        Some(key) => {
            let is_known = settings.oidc.iter().any(|it| it.key == key);
            is_known && (required.is_empty() || required.contains(&key))
        }
    };
    if may {
        return Ok(());
    }
    let known: Vec<&str> = settings.oidc.iter().map(|it| it.key.as_str()).collect();
    let names = if required.is_empty() { known } else { required }.join(", ");
    Err(Problem::invalid(
        "provider",
        format!("her logger man på med: {names}"),
        format!("here one signs in with: {names}"),
    ))
}
