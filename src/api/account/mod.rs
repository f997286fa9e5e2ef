//! One's own account: signing in and out, the password, sessions, support access.

mod provider;
mod session;
mod support;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::access_problems::text;
use super::{Body, Call, Done, Listed, Operation, Path, Problem, Routes, Shown, kinds};
use crate::access::{
    Account, Attempts, ContactRole, Grant, Identity, PASSWORD_LEAST, PASSWORD_MOST, PasswordCost,
    Permission, Session, check_password, fit_password, hash_password, set_password,
};
use crate::store::{Kept, Moment, Realm};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let routes = routes
        .group("Account")
        .get(
            "/v1/account",
            Operation::new("showAccount", Permission::SignedIn, "Who you are, and what you may do."),
            show,
        )
        .post(
            "/v1/account/password",
            Operation::new("setPassword", Permission::SignedIn, "Chooses another password.")
                .about(
                    "All your other sessions end. After a first password nothing else can be done before this, and `current` is left out: \
                     a first password is used up by signing in with it.",
                )
                .problems(&[kinds::PASSWORD_UNFIT, kinds::SIGN_IN_REFUSED, kinds::NOT_NOW]),
            change_password,
        )
        .get(
            "/v1/account/sessions",
            Operation::new("listSessions", Permission::SignedIn, "Your sessions."),
            sessions,
        )
        .delete(
            "/v1/account/sessions",
            Operation::new("endOtherSessions", Permission::SignedIn, "Ends all your sessions but this one."),
            end_others,
        )
        .delete(
            "/v1/account/sessions/{session}",
            Operation::new("endSession", Permission::SignedIn, "Ends one of your sessions.")
                .problems(&[kinds::NOT_FOUND]),
            end_one,
        );
    support::routes(provider::routes(session::routes(routes)))
}

/// Whoever is signed in.
#[derive(Debug, Serialize, JsonSchema)]
struct OwnAccount {
    /// `person:ID` or `system:ID`.
    id: String,
    /// What people call you.
    name: String,
    /// Your mail address; absent for a case system.
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    /// What you were given. Under support access, what the person whom you help was given.
    grants: Vec<Grant>,
    /// What you are asked about.
    contact_roles: Vec<OwnContact>,
    /// Choose a password of your own before anything else.
    must_change_password: bool,
    /// The support access under which this was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    looking_under: Option<String>,
    /// Support access that you gave or were given, and that is not over.
    support: Vec<support::SupportView>,
}

/// A contact role.
#[derive(Debug, Serialize, JsonSchema)]
struct OwnContact {
    /// The environment.
    environment: String,
    /// The authority's code, or `central`.
    authority: String,
    /// The role.
    role: ContactRole,
}

/// The id of the account of whoever calls; case systems have none.
fn own_id(call: &Call) -> Result<String, Problem> {
    match &call.caller.identity {
        Identity::Person(id) => Ok(id.clone()),
        _ => Err(Problem::of(kinds::NOT_PERMITTED)
            .with("permission", "signed-in")
            .because("det er for personer", "this is for people")),
    }
}

async fn show(call: Call) -> Result<Shown<OwnAccount>, Problem> {
    let mut work = call.read().await?;
    let mut own = OwnAccount {
        id: call.caller.who(),
        name: call.caller.name.clone(),
        email: None,
        grants: call.caller.grants.clone(),
        contact_roles: Vec::new(),
        must_change_password: call.caller.must_change_password,
        looking_under: call.caller.support.clone(),
        support: Vec::new(),
    };
    if let Ok(id) = own_id(&call) {
        own.support = support::open_of(&mut work, &id, call.now).await?;
        if let Some(kept) = work.get::<Account>(&Realm::installation(), &id).await? {
            own.email = Some(kept.document.email);
            let view = |it: crate::access::Contact| OwnContact {
                environment: it.environment,
                authority: it.authority,
                role: it.role,
            };
            own.contact_roles = kept.document.contact.into_iter().map(view).collect();
        }
    }
    Ok(Shown::of(own))
}

/// Another password.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewPassword {
    /// The one before; left out after a first password.
    #[serde(default)]
    #[schemars(length(max = 128))]
    current: Option<String>,
    /// The new one.
    #[schemars(length(min = 12, max = 128))]
    new: String,
}

const _: () = assert!(PASSWORD_LEAST == 12 && PASSWORD_MOST == 128, "as the schema says");

async fn change_password(call: Call, Body(body): Body<NewPassword>) -> Result<Done, Problem> {
    let id = own_id(&call)?;
    let mut work = call.read().await?;
    let kept = work.get::<Account>(&Realm::installation(), &id).await?;
    let kept = kept.ok_or_else(|| Problem::of(kinds::NOT_FOUND))?;
    drop(work);
    if kept.document.provider.is_some() {
        return Err(Problem::of(kinds::NOT_NOW).with("state", "provider"));
    }
    fit_password(&body.new, &kept.document.name, &kept.document.email)?;
    let cost = PasswordCost::default();
    let is_first = kept.document.first_password;
    if !is_first {
        count_attempt(&call, &kept.document.email).await?;
    }
    let (current, before) =
        (body.current.clone().unwrap_or_default(), kept.document.password.clone());
    let new = body.new.clone();
    let hash = call.app.workshop.run(move || {
        if !is_first && !check_password(&current, before.as_deref(), cost) {
            return None;
        }
        Some(hash_password(&new, cost))
    });
    let hash = hash.await?.ok_or_else(|| Problem::of(kinds::SIGN_IN_REFUSED))??;
    if body.current.as_deref() == Some(body.new.as_str()) {
        return Err(Problem::of(kinds::PASSWORD_UNFIT)
            .because("den er den samme som før", "it is the same as before"));
    }
    let mut work = call.write().await?;
    set_password(&mut work, &kept, hash, &call.caller.credential).await?;
    work.commit().await?;
    call.app.door.forget();
    Ok(Done)
}

/// Counts an attempt with a password, before it is made.
async fn count_attempt(call: &Call, email: &str) -> Result<(), Problem> {
    let mut work = call.write().await?;
    let counted = Attempts::count(&mut work, email).await?;
    work.commit().await?;
    counted.map_err(|seconds| Problem::of(kinds::TOO_MANY_REQUESTS).retry_after(seconds))
}

/// A session of yours.
#[derive(Debug, Serialize, JsonSchema)]
struct SessionView {
    /// The id.
    id: String,
    /// This one.
    is_this: bool,
    /// When it began.
    began: Moment,
    /// When it ends, unless it is used before.
    until: Moment,
    /// How you signed in: `password`, or `provider:` and its name.
    method: String,
    /// How sure the identity provider was; empty where it said nothing.
    assurance: String,
}

async fn sessions(call: Call) -> Result<Shown<Listed<SessionView>>, Problem> {
    let id = own_id(&call)?;
    let mut work = call.read().await?;
    let mut found = Session::of(&mut work, &id, call.now).await?;
    found.sort_by_key(|session| std::cmp::Reverse(session.made_at));
    let view = |kept: Kept<Session>| SessionView {
        id: Session::id(&kept.key).to_owned(),
        is_this: kept.key == call.caller.credential,
        began: kept.made_at,
        until: kept.document.until,
        method: kept.document.method,
        assurance: kept.document.assurance,
    };
    Ok(Shown::of(Listed { items: found.into_iter().map(view).collect(), next: None }))
}

async fn end_others(call: Call) -> Result<Done, Problem> {
    let id = own_id(&call)?;
    let mut work = call.write().await?;
    let ended = Session::end_all(&mut work, &id, Some(&call.caller.credential)).await?;
    let detail = serde_json::json!({ "sessions": ended });
    work.note(&Realm::installation(), "account.sessions-ended", &id, detail);
    work.commit().await?;
    call.app.door.forget();
    Ok(Done)
}

#[derive(Deserialize, JsonSchema)]
struct SessionPath {
    /// The id of the session.
    session: String,
}

async fn end_one(call: Call, Path(path): Path<SessionPath>) -> Result<Done, Problem> {
    let id = own_id(&call)?;
    let mut work = call.write().await?;
    let found = Session::of(&mut work, &id, call.now).await?;
    let found = found.iter().find(|session| Session::id(&session.key) == path.session);
    let found = found.ok_or_else(|| Problem::of(kinds::NOT_FOUND))?;
    Session::end(&mut work, &found.key).await?;
    let detail = serde_json::json!({ "session": path.session });
    work.note(&Realm::installation(), "account.session-ended", &id, detail);
    work.commit().await?;
    call.app.door.forget();
    Ok(Done)
}
