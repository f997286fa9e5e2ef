//! Signing in: with a password or by an identity provider, slowed down after failures, and out again.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::account::{Account, Session};
use super::error::AccessError;
use super::identity::Welcome;
use super::secret::{self, Secret};
use crate::store::{Change, Document, Kept, Listing, Marks, Moment, Realm, StoreError, Work};

/// Failures after which a person waits.
const FAILURES: u32 = 5;
/// The first wait, in seconds: longer than an attempt takes on a busy machine.
const FIRST_WAIT: i64 = 30;
/// The longest wait, in seconds.
const LONGEST_WAIT: i64 = 900;
/// After so many seconds without a failure they are forgotten.
const FORGOTTEN: i64 = 86_400;

/// Attempts to sign in under a mail address, whether there is such an account or not. Kept under the hash of the address.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Attempts {
    /// Attempts since the last one that succeeded.
    pub failures: u32,
    /// The last one.
    pub last: Moment,
}

impl Document for Attempts {
    const KIND: &'static str = "sign-in-attempts";
    const HISTORY: bool = false;

    fn marks(&self) -> Marks {
        Marks { due: Some(self.last.plus_seconds(FORGOTTEN)), ..Marks::default() }
    }
}

impl Attempts {
    /// Seconds to wait before the next attempt: 30, 60, 120, … after the fifth failure.
    fn wait(&self, now: Moment) -> i64 {
        if self.failures < FAILURES {
            return 0;
        }
        let doubled = 2_i64.saturating_pow(self.failures - FAILURES);
        let pause = FIRST_WAIT.saturating_mul(doubled).min(LONGEST_WAIT);
        (pause - now.seconds_since(self.last)).max(0)
    }

    /// Counts an attempt before it is made, so that many at the same time are counted too.
    ///
    /// # Errors
    ///
    /// The seconds to wait, as `Ok(Err(…))`, when there were too many.
    pub async fn count(work: &mut Work, email: &str) -> Result<Result<(), u64>, AccessError> {
        let (installation, key) = (Realm::installation(), secret::hash(email));
        let now = work.now();
        let kept = work.get::<Attempts>(&installation, &key).await?;
        let counted = match &kept {
            None => {
                let first = Attempts { failures: 1, last: now };
                work.insert(&installation, &key, first).await.map(|_| ())
            }
            Some(kept) => {
                let wait = kept.document.wait(now);
                if wait > 0 {
                    return Ok(Err(wait.unsigned_abs()));
                }
                let is_old = now.seconds_since(kept.document.last) > FORGOTTEN;
                let failures = if is_old { 1 } else { kept.document.failures.saturating_add(1) };
                if failures == FAILURES {
                    work.note(&installation, "sign-in.slowed", &key[..16], json!({}));
                }
                work.replace(kept, Attempts { failures, last: now }).await.map(|_| ())
            }
        };
        match counted {
            Ok(()) => Ok(Ok(())),
            // Another attempt at the same moment.
            Err(StoreError::AlreadyThere { .. } | StoreError::Changed { .. }) => Ok(Err(1)),
            Err(error) => Err(error.into()),
        }
    }

    /// Forgets what failed.
    async fn forget(work: &mut Work, email: &str) -> Result<(), AccessError> {
        let kept = work.get::<Attempts>(&Realm::installation(), &secret::hash(email)).await?;
        match kept {
            Some(kept) => match work.remove(&kept).await {
                Ok(()) | Err(StoreError::Changed { .. }) => Ok(()),
                Err(error) => Err(error.into()),
            },
            None => Ok(()),
        }
    }
}

/// The account of a mail address, open or revoked.
pub async fn account_of(
    work: &mut Work,
    email: &str,
) -> Result<Option<Kept<Account>>, AccessError> {
    let listing = Listing {
        subject: Some(email.trim().to_lowercase()),
        ..Listing::of(&Realm::installation())
    };
    Ok(work.list::<Account>(&listing).await?.items.into_iter().next())
}

/// Begins a session of somebody whose password was right. A first password is used up by it.
///
/// # Errors
///
/// [`AccessError::NotFound`] when the account is not what it was when the password was checked.
pub async fn sign_in(
    work: &mut Work,
    checked: &Kept<Account>,
    seconds: i64,
) -> Result<(Secret, Kept<Session>, Account), AccessError> {
    let now = work.now();
    let kept = work.get::<Account>(&Realm::installation(), &checked.key).await?;
    let kept = kept.ok_or(AccessError::NotFound)?;
    let is_the_same = kept.document.password == checked.document.password;
    let is_over = kept.document.first_password
        && kept.document.first_password_until.is_some_and(|until| until <= now);
    if !is_the_same || is_over || kept.document.revoked {
        return Err(AccessError::NotFound);
    }
    Attempts::forget(work, &kept.document.email).await?;
    let mut account = kept.document.clone();
    if account.first_password {
        account.password = None;
    }
    let session = Session::new(&kept.key, now.plus_seconds(seconds));
    begin(work, &kept, account, session).await
}

/// Begins a session of somebody whom an identity provider knows: by the issuer's name for the person, the first time by the verified mail
/// address of an invitation.
///
/// # Errors
///
/// [`AccessError::NotFound`] when there is no such account or invitation.
pub async fn sign_in_by_provider(
    work: &mut Work,
    provider: &str,
    welcome: &Welcome,
    seconds: i64,
) -> Result<(Secret, Kept<Session>, Account), AccessError> {
    let installation = Realm::installation();
    let key = secret::hash(&format!("{}\n{}", welcome.issuer, welcome.subject));
    let known = work.get::<Identity>(&installation, &key).await?;
    let id = match known {
        Some(known) => known.document.account,
        None => {
            let email = welcome.email.as_deref().ok_or(AccessError::NotFound)?;
            let invited = account_of(work, email).await?.ok_or(AccessError::NotFound)?;
            let listing =
                Listing { subject: Some(invited.key.clone()), ..Listing::of(&installation) };
            let is_linked = work.count::<Identity>(&listing).await? > 0;
            if is_linked || invited.document.provider.as_deref() != Some(provider) {
                return Err(AccessError::NotFound);
            }
            let identity = Identity { account: invited.key.clone() };
            work.insert(&installation, &key, identity).await?;
            work.note(
                &installation,
                "account.linked",
                &invited.key,
                json!({ "provider": provider }),
            );
            invited.key
        }
    };
    let kept = work.get::<Account>(&installation, &id).await?.ok_or(AccessError::NotFound)?;
    if kept.document.revoked || kept.document.provider.as_deref() != Some(provider) {
        return Err(AccessError::NotFound);
    }
    let session = Session {
        method: format!("provider:{provider}"),
        assurance: welcome.assurance.clone(),
        ..Session::new(&kept.key, work.now().plus_seconds(seconds))
    };
    let account = kept.document.clone();
    begin(work, &kept, account, session).await
}

async fn begin(
    work: &mut Work,
    kept: &Kept<Account>,
    account: Account,
    session: Session,
) -> Result<(Secret, Kept<Session>, Account), AccessError> {
    let account = Account { last_login: Some(work.now()), ..account };
    work.replace(kept, account.clone()).await?;
    let secret = Secret::new("bs");
    let detail = json!({ "method": session.method, "session": &secret.hash()[..16] });
    work.note(&Realm::installation(), "account.signed-in", &kept.key, detail);
    let session = work.insert(&Realm::installation(), &secret.hash(), session).await?;
    Ok((secret, session, account))
}

/// The name of an identity provider for a person. Kept under the hash of issuer and subject.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Identity {
    /// The id of the account.
    pub account: String,
}

impl Document for Identity {
    const KIND: &'static str = "identity";
    const HISTORY: bool = false;

    fn marks(&self) -> Marks {
        Marks { subject: self.account.clone(), ..Marks::default() }
    }
}

impl Session {
    /// What a session is called where it is listed: the beginning of its key, which opens nothing.
    pub fn id(key: &str) -> &str {
        key.get(..16).unwrap_or(key)
    }

    /// The sessions of an account that are not over.
    pub async fn of(
        work: &mut Work,
        account: &str,
        now: Moment,
    ) -> Result<Vec<Kept<Session>>, AccessError> {
        let listing =
            Listing { subject: Some(account.to_owned()), ..Listing::of(&Realm::installation()) };
        let mut sessions = work.list::<Session>(&listing).await?.items;
        sessions.retain(|session| now < session.document.until);
        Ok(sessions)
    }

    /// Ends a session at once. One that is used meanwhile ends too.
    pub async fn end(work: &mut Work, key: &str) -> Result<(), AccessError> {
        work.announce(Change::Access);
        for _ in 0..5 {
            let Some(kept) = work.get::<Session>(&Realm::installation(), key).await? else {
                return Ok(());
            };
            match work.remove(&kept).await {
                Err(StoreError::Changed { .. }) => {}
                done => return Ok(done?),
            }
        }
        Err(AccessError::Store(StoreError::Changed {
            kind: Session::KIND,
            key: Session::id(key).to_owned(),
        }))
    }

    /// Ends all sessions of an account, but perhaps one; says how many.
    pub async fn end_all(
        work: &mut Work,
        account: &str,
        but: Option<&str>,
    ) -> Result<usize, AccessError> {
        let now = work.now();
        let mut ended = 0;
        for session in Session::of(work, account, now).await? {
            if Some(session.key.as_str()) != but {
                Session::end(work, &session.key).await?;
                ended += 1;
            }
        }
        Ok(ended)
    }
}

/// Puts a password of one's own in the place of the one before, and ends all other sessions.
pub async fn set_password(
    work: &mut Work,
    kept: &Kept<Account>,
    hash: String,
    session: &str,
) -> Result<(), AccessError> {
    let account = Account {
        password: Some(hash),
        first_password: false,
        first_password_until: None,
        ..kept.document.clone()
    };
    work.replace(kept, account).await?;
    Attempts::forget(work, &kept.document.email).await?;
    Session::end_all(work, &kept.key, Some(session)).await?;
    work.note(&Realm::installation(), "account.password-changed", &kept.key, json!({}));
    work.announce(Change::Access);
    Ok(())
}
