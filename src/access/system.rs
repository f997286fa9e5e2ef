//! Case systems (*fagsystemer*) and their keys.
//!
//! A system is registered by the central office under its own name; what it shows is its own and nobody else's. It shows a key, which is made
//! here, shown once, kept as a hash, for one environment, and ends by itself; or a token of an issuer that knows it as a client.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::error::AccessError;
use super::secret::{self, Secret};
use crate::store::{Change, Document, Kept, Listing, Marks, Moment, Realm, Work};

/// A case system. Kept in the installation's realm under its id.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct System {
    /// Its name, such as `KP`, as agreements name it.
    pub name: String,
    /// Who makes it.
    pub vendor: String,
    /// Whom to ask about it: a name.
    pub contact_name: String,
    /// Whom to ask about it: a mail address.
    pub contact_email: String,
    /// It may do nothing, whatever it shows.
    #[serde(default)]
    pub blocked: bool,
}

impl Document for System {
    const KIND: &'static str = "system";

    fn marks(&self) -> Marks {
        let state = if self.blocked { "blocked" } else { "open" };
        Marks { state: state.to_owned(), subject: self.name.to_lowercase(), due: None }
    }
}

/// A key of a system. Kept in the installation's realm under the hash of the secret.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Key {
    /// Its id, which is no secret.
    pub id: String,
    /// The id of the system.
    pub system: String,
    /// What it is for, in the words of whoever made it.
    pub name: String,
    /// The only environment that it opens.
    pub environment: String,
    /// How the secret ends, to tell keys apart.
    pub ending: String,
    /// When it was made.
    pub made_at: Moment,
    /// When it ends.
    pub until: Moment,
    /// When it was revoked.
    #[serde(default)]
    pub revoked: Option<Moment>,
    /// When it was last used, give or take ten minutes.
    #[serde(default)]
    pub last_used: Option<Moment>,
    /// The id of the key that takes its place.
    #[serde(default)]
    pub replaced_by: Option<String>,
}

impl Document for Key {
    const KIND: &'static str = "key";
    /// It changes whenever it is used.
    const HISTORY: bool = false;

    fn marks(&self) -> Marks {
        let state = if self.revoked.is_some() { "revoked" } else { "made" };
        Marks { state: state.to_owned(), subject: self.system.clone(), due: Some(self.until) }
    }
}

impl Key {
    /// Whether it opens anything at a moment.
    pub fn is_open(&self, now: Moment) -> bool {
        self.revoked.is_none() && now < self.until
    }

    /// Makes a key, and the secret that is shown once.
    pub async fn make(
        work: &mut Work,
        system: &str,
        name: &str,
        environment: &str,
        until: Moment,
    ) -> Result<(Secret, Kept<Key>), AccessError> {
        let secret = Secret::new("bk");
        let shown = secret.shown();
        let key = Key {
            id: uuid::Uuid::now_v7().to_string(),
            system: system.to_owned(),
            name: name.to_owned(),
            environment: environment.to_owned(),
            ending: shown[shown.len() - 4..].to_owned(),
            made_at: work.now(),
            until,
            revoked: None,
            last_used: None,
            replaced_by: None,
        };
        let detail = json!({ "system": system, "environment": environment, "until": until });
        work.note(&Realm::installation(), "key.made", &key.id, detail);
        let kept = work.insert(&Realm::installation(), &secret.hash(), key).await?;
        Ok((secret, kept))
    }

    /// Makes a key that takes another's place, which still works for a while.
    pub async fn rotate(
        work: &mut Work,
        old: &Kept<Key>,
        until: Moment,
        overlap_until: Moment,
    ) -> Result<(Secret, Kept<Key>), AccessError> {
        let Key { system, name, environment, .. } = &old.document;
        if !old.document.is_open(work.now()) || old.document.replaced_by.is_some() {
            return Err(AccessError::NotNow("revoked".to_owned()));
        }
        let (secret, new) = Key::make(work, system, name, environment, until).await?;
        let replaced = Key {
            until: old.document.until.min(overlap_until),
            replaced_by: Some(new.document.id.clone()),
            ..old.document.clone()
        };
        let detail = json!({ "by": new.document.id, "until": replaced.until });
        work.note(&Realm::installation(), "key.replaced", &old.document.id, detail);
        work.announce(Change::Access);
        work.replace(old, replaced).await?;
        Ok((secret, new))
    }

    /// Revokes a key at once; revoking it again changes nothing.
    pub async fn revoke(work: &mut Work, kept: &Kept<Key>) -> Result<(), AccessError> {
        if kept.document.revoked.is_none() {
            work.note(&Realm::installation(), "key.revoked", &kept.document.id, json!({}));
            work.announce(Change::Access);
            let revoked = Some(work.now());
            work.replace(kept, Key { revoked, ..kept.document.clone() }).await?;
        }
        Ok(())
    }

    /// The keys of a system, oldest first.
    pub async fn of(work: &mut Work, system: &str) -> Result<Vec<Kept<Key>>, AccessError> {
        let listing =
            Listing { subject: Some(system.to_owned()), ..Listing::of(&Realm::installation()) };
        let mut keys = work.list::<Key>(&listing).await?.items;
        keys.sort_by(|a, b| a.document.id.cmp(&b.document.id));
        Ok(keys)
    }
}

/// A client of an issuer: under which name an issuer knows a system. Kept under [`Client::key`], so that no two systems are one client.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Client {
    /// The id of the system.
    pub system: String,
    /// The issuer.
    pub issuer: String,
    /// Its name for the system.
    pub client_id: String,
}

impl Document for Client {
    const KIND: &'static str = "client";

    fn marks(&self) -> Marks {
        Marks { subject: self.system.clone(), ..Marks::default() }
    }
}

impl Client {
    /// Under which key it is kept.
    pub fn key(issuer: &str, client_id: &str) -> String {
        secret::hash(&format!("{issuer}\n{client_id}"))
    }

    /// The clients of a system.
    pub async fn of(work: &mut Work, system: &str) -> Result<Vec<Kept<Client>>, AccessError> {
        let listing =
            Listing { subject: Some(system.to_owned()), ..Listing::of(&Realm::installation()) };
        Ok(work.list::<Client>(&listing).await?.items)
    }
}

impl System {
    /// Registers a system under a name that no other has.
    pub async fn register(work: &mut Work, system: System) -> Result<Kept<System>, AccessError> {
        let installation = Realm::installation();
        System::claim(work, &system.name).await?;
        let id = uuid::Uuid::now_v7().to_string();
        work.note(&installation, "system.registered", &id, json!({ "name": system.name }));
        Ok(work.insert(&installation, &id, system).await?)
    }

    /// Changes what is known of a system; blocking it ends what it may at once.
    pub async fn change(
        work: &mut Work,
        kept: &Kept<System>,
        system: System,
    ) -> Result<Kept<System>, AccessError> {
        if system.name.to_lowercase() != kept.document.name.to_lowercase() {
            // Agreements name the system: another name is another system.
            return Err(AccessError::Personal);
        }
        let detail = json!({ "blocked": system.blocked });
        work.note(&Realm::installation(), "system.changed", &kept.key, detail);
        work.announce(Change::Access);
        Ok(work.replace(kept, system).await?)
    }

    /// Revokes all keys of a system and blocks it.
    pub async fn revoke_all(work: &mut Work, kept: &Kept<System>) -> Result<(), AccessError> {
        for key in Key::of(work, &kept.key).await? {
            Key::revoke(work, &key).await?;
        }
        work.note(&Realm::installation(), "system.blocked", &kept.key, json!({}));
        work.announce(Change::Access);
        work.replace(kept, System { blocked: true, ..kept.document.clone() }).await?;
        Ok(())
    }

    /// Two systems of one name registered at the same moment meet here.
    async fn claim(work: &mut Work, name: &str) -> Result<(), AccessError> {
        let key = secret::hash(&name.to_lowercase());
        match work.insert(&Realm::installation(), &key, Claimed { what: "system".to_owned() }).await
        {
            Ok(_) => Ok(()),
            Err(crate::store::StoreError::AlreadyThere { .. }) => Err(AccessError::AlreadyThere),
            Err(error) => Err(error.into()),
        }
    }
}

/// A name that is taken.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Claimed {
    what: String,
}

impl Document for Claimed {
    const KIND: &'static str = "system-name";
    const HISTORY: bool = false;
}
