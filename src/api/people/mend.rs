//! A new name or mail address, a new first password, contact roles.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::access_problems::{shown_once, text};
use super::super::{Body, Call, Made, Operation, Path, Problem, Routes, Shown, kinds};
use super::view::PersonView;
use super::{PersonPath, office};
use crate::access::{
    ContactRole, PasswordCost, Permission, first_password, hash_password, person, person_to_mend,
    personal_address,
};
use crate::store::Moment;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .patch(
            "/v1/{environment}/{authority}/access/{account}",
            Operation::new("changePerson", Permission::ManageAccess, "Changes a person's name or mail address.")
                .about("Not both at once: an account is not handed on to another person.")
                .problems(&[kinds::NOT_FOUND, kinds::PERSONAL, kinds::ROLE_MAILBOX, kinds::ALREADY_THERE, kinds::SECOND_PERSON]),
            change,
        )
        .post(
            "/v1/{environment}/{authority}/access/{account}/first-password",
            Operation::new("giveFirstPassword", Permission::ManageAccess, "Gives a person who has forgotten theirs a new first password.")
                .about("Shown once, told to the person by you, and used up by signing in. The person's sessions end. The old password is not asked for.")
                .problems(&[kinds::NOT_FOUND, kinds::OWN_ACCESS, kinds::SECOND_PERSON, kinds::NOT_NOW, kinds::SHOWN_ONCE])
                .replays_itself(),
            give_first_password,
        )
        .put(
            "/v1/{environment}/{authority}/access/{account}/contact-roles",
            Operation::new("setContactRoles", Permission::ManageAccess, "Says what a person is asked about in the authority.")
                .problems(&[kinds::NOT_FOUND]),
            set_contact_roles,
        )
}

/// What changes.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PersonChange {
    /// The name.
    #[serde(default)]
    #[schemars(length(min = 1, max = 200))]
    name: Option<String>,
    /// The person's own mail address.
    #[serde(default)]
    #[schemars(length(min = 3, max = 254))]
    email: Option<String>,
}

async fn change(
    call: Call,
    Path(path): Path<PersonPath>,
    Body(body): Body<PersonChange>,
) -> Result<Shown<PersonView>, Problem> {
    let name = body.name.map(|name| text("name", &name, 1, 200)).transpose()?;
    let roles = &call.app.setup.access.role_mailboxes;
    let email = body.email.map(|email| personal_address(&email, roles)).transpose()?;
    let mut work = call.write().await?;
    let kept = person_to_mend(&mut work, &office(&call), &path.account).await?;
    call.matches(&kept)?;
    let name = name.unwrap_or_else(|| kept.document.name.clone());
    let email = email.unwrap_or_else(|| kept.document.email.clone());
    let kept = office(&call).rename(&mut work, &kept, name, email).await?;
    work.commit().await?;
    call.app.door.forget();
    Ok(PersonView::shown(&kept, &call))
}

/// A first password.
#[derive(Serialize, JsonSchema)]
struct FirstPassword {
    /// The password, shown once.
    first_password: String,
    /// Until when it works.
    until: Option<Moment>,
}

async fn give_first_password(
    call: Call,
    Path(path): Path<PersonPath>,
) -> Result<Made<FirstPassword>, Problem> {
    shown_once(&call)?;
    let made = first_password();
    let password = made.clone();
    let hashed = move || hash_password(&password, PasswordCost::default());
    let hash = call.app.workshop.run(hashed).await??;
    let mut work = call.write().await?;
    let kept = person_to_mend(&mut work, &office(&call), &path.account).await?;
    let kept = office(&call).give_first_password(&mut work, &kept, hash).await?;
    let Call { realm, .. } = &call;
    let location = format!("/v1/{}/{}/access/{}", realm.environment, realm.authority, kept.key);
    call.commit(work, axum::http::StatusCode::CREATED, &location, "{}".to_owned()).await?;
    call.app.door.forget();
    let until = kept.document.first_password_until;
    let body = FirstPassword { first_password: made, until };
    Ok(Made { location, revision: Some(kept.revision), body })
}

/// What a person is asked about.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ContactRoles {
    /// The roles; empty for none.
    #[schemars(length(max = 6))]
    roles: std::collections::BTreeSet<ContactRole>,
}

async fn set_contact_roles(
    call: Call,
    Path(path): Path<PersonPath>,
    Body(body): Body<ContactRoles>,
) -> Result<Shown<PersonView>, Problem> {
    let mut work = call.write().await?;
    let kept = person(&mut work, &call.realm, &path.account).await?;
    call.matches(&kept)?;
    let roles: Vec<ContactRole> = body.roles.into_iter().collect();
    let kept = office(&call).set_contact(&mut work, &kept, &roles).await?;
    work.commit().await?;
    Ok(PersonView::shown(&kept, &call))
}
