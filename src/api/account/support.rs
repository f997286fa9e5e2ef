//! Support access: given by whoever needs help, seen by both, ended by either.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::{
    Body, Call, Done, Listed, Made, Operation, Path, Problem, Routes, Shown, kinds,
};
use super::{own_id, text};
use crate::access::{
    AccessError, Permission, SUPPORT_MINUTES, SUPPORT_MINUTES_LONGEST, Support, SupportScope,
};
use crate::store::{Kept, Moment, Realm, Work};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .post(
            "/v1/account/support",
            Operation::new("giveSupportAccess", Permission::SignedIn, "Lets somebody see what you see, for a while.")
                .about(
                    "For reading only, in one authority, perhaps of one template or letter, for a ticket or call. The helper sends \
                     `Brevsmed-Support` with the id; every answer under it has that header. It ends by itself, and at once when either of you \
                     ends it. Nobody can take it without you.",
                )
                .problems(&[kinds::NOT_PERMITTED]),
            give,
        )
        .get(
            "/v1/account/support",
            Operation::new("listSupportAccess", Permission::SignedIn, "Support access that you gave or were given, and that is not over."),
            list,
        )
        .delete(
            "/v1/account/support/{support}",
            Operation::new("endSupportAccess", Permission::SignedIn, "Ends support access at once.")
                .problems(&[kinds::NOT_FOUND]),
            end,
        )
}

/// Support access to be given.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewSupport {
    /// The mail address of whoever helps.
    #[schemars(length(min = 3, max = 254))]
    helper: String,
    /// The ticket or call that it belongs to.
    #[schemars(length(min = 1, max = 100))]
    ticket: String,
    /// The environment.
    #[schemars(length(min = 1, max = 40))]
    environment: String,
    /// The authority's code, or `central`.
    #[schemars(length(min = 1, max = 40))]
    authority: String,
    /// Only this template, by its key.
    #[serde(default)]
    #[schemars(length(min = 1, max = 200))]
    template: Option<String>,
    /// Only this letter, by its id.
    #[serde(default)]
    #[schemars(length(min = 1, max = 200))]
    letter: Option<String>,
    /// Letters themselves too, with what they say of people.
    #[serde(default)]
    personal: bool,
    /// How long, in minutes; 30 where it is left out.
    #[serde(default = "default_minutes")]
    #[schemars(range(min = 1, max = 480))]
    minutes: u32,
}

fn default_minutes() -> u32 {
    SUPPORT_MINUTES
}

/// Support access.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct SupportView {
    /// The id, to be sent as `Brevsmed-Support`.
    id: String,
    /// The id of the account of the person helped.
    helped: String,
    /// The id of the account of whoever helps.
    helper: String,
    /// The ticket.
    ticket: String,
    /// The environment.
    environment: String,
    /// The authority.
    authority: String,
    /// Only this template.
    #[serde(skip_serializing_if = "Option::is_none")]
    template: Option<String>,
    /// Only this letter.
    #[serde(skip_serializing_if = "Option::is_none")]
    letter: Option<String>,
    /// Letters themselves too.
    personal: bool,
    /// When it was given.
    given: Moment,
    /// When it ends.
    until: Moment,
}

fn view(kept: Kept<Support>) -> SupportView {
    let Support { helped, helper, ticket, scope, until, .. } = kept.document;
    let Realm { environment, authority } = scope.realm;
    SupportView {
        id: kept.key,
        given: kept.made_at,
        template: scope.template,
        letter: scope.letter,
        personal: scope.personal,
        helped,
        helper,
        ticket,
        environment,
        authority,
        until,
    }
}

/// What a person gave or was given and is not over.
pub(super) async fn open_of(
    work: &mut Work,
    id: &str,
    now: Moment,
) -> Result<Vec<SupportView>, Problem> {
    Ok(Support::open_of(work, id, now).await?.into_iter().map(view).collect())
}

async fn give(call: Call, Body(body): Body<NewSupport>) -> Result<Made<SupportView>, Problem> {
    let id = own_id(&call)?;
    let realm = Realm::new(body.environment, body.authority);
    call.ask(Permission::ReadTemplates, &realm)?;
    let longest = call.app.setup.access.support_hours * 60;
    let longest = u32::try_from(longest).unwrap_or(0).clamp(1, SUPPORT_MINUTES_LONGEST);
    if !(1..=longest).contains(&body.minutes) {
        return Err(Problem::invalid(
            "minutes",
            format!("1 til {longest} minutter"),
            format!("1 to {longest} minutes"),
        ));
    }
    let ticket = text("ticket", &body.ticket, 1, 100)?;
    let scope = SupportScope {
        realm,
        template: body.template,
        letter: body.letter,
        personal: body.personal,
    };
    let mut work = call.write().await?;
    let kept = Support::give(&mut work, &id, &body.helper, &ticket, scope, body.minutes).await?;
    let location = format!("/v1/account/support/{}", kept.key);
    let made = call.made(work, Made { location, revision: None, body: view(kept) }).await?;
    call.app.door.forget();
    Ok(made)
}

async fn list(call: Call) -> Result<Shown<Listed<SupportView>>, Problem> {
    let id = own_id(&call)?;
    let mut work = call.read().await?;
    let items = open_of(&mut work, &id, call.now).await?;
    Ok(Shown::of(Listed { items, next: None }))
}

#[derive(Deserialize, JsonSchema)]
struct SupportPath {
    /// The id.
    support: String,
}

async fn end(call: Call, Path(path): Path<SupportPath>) -> Result<Done, Problem> {
    let id = own_id(&call)?;
    let mut work = call.write().await?;
    let kept = work.get::<Support>(&Realm::installation(), &path.support).await?;
    let kept = kept.filter(|it| it.document.helped == id || it.document.helper == id);
    Support::end(&mut work, &kept.ok_or(AccessError::NotFound)?).await?;
    work.commit().await?;
    call.app.door.forget();
    Ok(Done)
}
