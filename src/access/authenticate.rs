//! From what a caller shows to who it is.

use thiserror::Error;

use super::account::{Account, Session};
use super::agreement::Agreement;
use super::caller::{Caller, Identity};
use super::doorkeeper::Doorkeeper;
use super::secret;
use super::support::Support;
use super::system::{Client, Key, System};
use crate::store::{Hand, Kept, Listing, Moment, Realm, Store, StoreError, Work};

/// The cookie of a session.
pub const SESSION_COOKIE: &str = "brevsmed_session";
/// How often it is kept that a key was used, in seconds.
const USE_SECONDS: i64 = 600;

/// What a caller shows.
#[derive(Clone)]
pub enum Credential {
    /// Nothing.
    None,
    /// A token after `Authorization: Bearer`.
    Bearer(String),
    /// The cookie of a session.
    Cookie(String),
}

/// All that a request shows of its caller.
#[derive(Clone)]
pub struct Shown<'a> {
    /// The credential.
    pub credential: Credential,
    /// The support grant under which the caller wants to look.
    pub support: Option<&'a str>,
    /// The environment of the path; empty where it names none.
    pub environment: &'a str,
}

/// Why it is not known who calls.
#[derive(Debug, Error)]
pub enum AuthenticationError {
    /// The credential is unknown, expired or revoked.
    #[error("the credential is not valid")]
    Refused,
    /// The support grant is unknown, over, or another's.
    #[error("the support grant is not valid")]
    SupportOver,
    /// The keys of the token's issuer cannot be had.
    #[error("the issuer of the token cannot be reached")]
    IssuerAway,
    /// It could not be looked up.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Finds out whose token it is: a session's, a key's, or of an issuer that we trust.
pub(super) async fn authenticate(
    door: &Doorkeeper,
    store: &Store,
    shown: &Shown<'_>,
    token: &str,
    now: Moment,
) -> Result<Caller, AuthenticationError> {
    if matches!(shown.credential, Credential::Bearer(_)) {
        if token.starts_with("bk_") {
            return of_key(store, shown, token, now).await;
        }
        if token.matches('.').count() == 2 {
            return of_issuer(door, store, shown, token, now).await;
        }
    }
    let mut work = store.read().await?;
    let (session, caller) = of_session(&mut work, token, now).await?;
    let caller = match shown.support {
        Some(grant) => under_support(&mut work, caller, grant, now).await?,
        None => caller,
    };
    drop(work);
    slide(door, store, session, now).await;
    Ok(caller)
}

async fn of_session(
    work: &mut Work,
    token: &str,
    now: Moment,
) -> Result<(Kept<Session>, Caller), AuthenticationError> {
    let hash = secret::hash(token);
    let installation = Realm::installation();
    let session = work.get::<Session>(&installation, &hash).await?;
    let session = session.filter(|session| now < session.document.until);
    let session = session.ok_or(AuthenticationError::Refused)?;
    let account = work.get::<Account>(&installation, &session.document.account).await?;
    let account = account.filter(|account| !account.document.revoked);
    let account = account.ok_or(AuthenticationError::Refused)?;
    let caller = Caller {
        identity: Identity::Person(account.key),
        name: account.document.name,
        grants: account.document.grants,
        must_change_password: account.document.first_password,
        credential: hash,
        ..Caller::nobody()
    };
    Ok((session, caller))
}

/// A session that is used lasts longer, up to a limit. It is kept once in a while only, since every request uses it.
async fn slide(door: &Doorkeeper, store: &Store, session: Kept<Session>, now: Moment) {
    let length = door.settings.session_seconds;
    let longest = session.made_at.plus_seconds(door.settings.session_longest_seconds);
    let until = now.plus_seconds(length).min(longest);
    if until.seconds_since(session.document.until) < length / 10 {
        return;
    }
    let document = Session { until, ..session.document.clone() };
    note_use(store, now, &session, document).await;
}

/// Keeps that something was used. Where another was faster, or the store is away, it is kept next time.
async fn note_use<T: crate::store::Document>(store: &Store, now: Moment, kept: &Kept<T>, used: T) {
    let hand = Hand { who: "service".to_owned(), request: String::new(), now };
    let Ok(mut work) = store.write(&hand).await else { return };
    if work.replace(kept, used).await.is_ok()
        && let Err(error) = work.commit().await
    {
        tracing::debug!(%error, "a use was not kept");
    }
}

/// Somebody who was asked to help sees what the person helped sees, within what was allowed.
async fn under_support(
    work: &mut Work,
    helper: Caller,
    grant: &str,
    now: Moment,
) -> Result<Caller, AuthenticationError> {
    let installation = Realm::installation();
    let support = work.get::<Support>(&installation, grant).await?;
    let support = support.ok_or(AuthenticationError::SupportOver)?.document;
    let is_theirs = helper.identity == Identity::Person(support.helper.clone());
    if !is_theirs || !support.is_open(now) {
        return Err(AuthenticationError::SupportOver);
    }
    let helped = work.get::<Account>(&installation, &support.helped).await?;
    let helped = helped.filter(|account| !account.document.revoked);
    let helped = helped.ok_or(AuthenticationError::SupportOver)?;
    Ok(Caller {
        grants: helped.document.grants,
        support: Some(grant.to_owned()),
        scope: Some(support.scope),
        ..helper
    })
}

async fn of_key(
    store: &Store,
    shown: &Shown<'_>,
    token: &str,
    now: Moment,
) -> Result<Caller, AuthenticationError> {
    let hash = secret::hash(token);
    let mut work = store.read().await?;
    let key = work.get::<Key>(&Realm::installation(), &hash).await?;
    let key = key.filter(|key| key.document.is_open(now)).ok_or(AuthenticationError::Refused)?;
    // A key of training opens nothing in production.
    let environments = [key.document.environment.clone()];
    let caller =
        of_system(&mut work, &key.document.system, shown, &environments, &key.document.id).await?;
    drop(work);
    if key.document.last_used.is_none_or(|last| now.seconds_since(last) >= USE_SECONDS) {
        note_use(store, now, &key, Key { last_used: Some(now), ..key.document.clone() }).await;
    }
    Ok(caller)
}

async fn of_issuer(
    door: &Doorkeeper,
    store: &Store,
    shown: &Shown<'_>,
    token: &str,
    now: Moment,
) -> Result<Caller, AuthenticationError> {
    let (issuer, client) = door.tokens.client_of(&door.settings.jwt, token, now).await?;
    let mut work = store.read().await?;
    let known = Client::key(&issuer.issuer, &client);
    let known = work.get::<Client>(&Realm::installation(), &known).await?;
    let system = known.ok_or(AuthenticationError::Refused)?.document.system;
    let credential = format!("{} {client}", issuer.issuer);
    of_system(&mut work, &system, shown, &issuer.environments, &credential).await
}

/// A case system, with the agreements that it has or asked for in the environment of the path.
async fn of_system(
    work: &mut Work,
    id: &str,
    shown: &Shown<'_>,
    environments: &[String],
    credential: &str,
) -> Result<Caller, AuthenticationError> {
    let system = work.get::<System>(&Realm::installation(), id).await?;
    let system = system.filter(|system| !system.document.blocked);
    let system = system.ok_or(AuthenticationError::Refused)?;
    let environment = shown.environment.to_owned();
    let is_open =
        environment.is_empty() || environments.is_empty() || environments.contains(&environment);
    if !is_open {
        return Err(AuthenticationError::Refused);
    }
    let mut agreed = Vec::new();
    if !environment.is_empty() {
        let listing = Listing {
            environment: Some(environment),
            subject: Some(id.to_owned()),
            ..Listing::default()
        };
        let agreements = work.list::<Agreement>(&listing).await?.items;
        agreed = agreements.iter().map(Agreement::agreed).collect();
        // The latest version first, and what was approved before what was only asked for.
        agreed.sort_by_key(|agreed| (!agreed.approved, std::cmp::Reverse(agreed.version)));
    }
    Ok(Caller {
        identity: Identity::System(system.key),
        name: system.document.name,
        agreed,
        credential: credential.to_owned(),
        ..Caller::nobody()
    })
}
