//! Who has access in an authority: given, taken away, looked through.
//!
//! Whoever decides about access decides about others, never about themselves, and somebody is always left who can. Changes of access take
//! turns ([`take_turn`]), so that two administrators who remove each other at the same moment do not both succeed.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::account::{Account, Contact, ContactRole, Given, Session};
use super::caller::{Caller, Grant, Identity};
use super::error::AccessError;
use super::permission::{Level, Permission};
use super::proposal::Proposal;
use super::sign_in::account_of;
use super::support::Support;
use crate::config::AccessSettings;
use crate::store::{Change, Document, Kept, Listing, Moment, Realm, StoreError, Work};

/// Whose turn it is to change access: changed by whoever does.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Turn {
    number: u64,
}

impl Document for Turn {
    const KIND: &'static str = "access-turn";
    const HISTORY: bool = false;
}

/// Waits until nobody else changes access, until the work ends. What is read after it is what they left.
pub async fn take_turn(work: &mut Work) -> Result<(), AccessError> {
    let installation = Realm::installation();
    let busy = || StoreError::Changed { kind: Turn::KIND, key: "turn".to_owned() };
    for _ in 0..50 {
        let taken = match work.get::<Turn>(&installation, "turn").await? {
            None => work.insert(&installation, "turn", Turn { number: 1 }).await,
            Some(kept) => {
                let number = kept.document.number.wrapping_add(1);
                work.replace(&kept, Turn { number }).await
            }
        };
        match taken {
            Ok(_) => return Ok(()),
            Err(StoreError::AlreadyThere { .. } | StoreError::Changed { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(busy().into())
}

/// Who changes access, where, and how access is set up.
#[derive(Clone, Copy, Debug)]
pub struct Office<'a> {
    /// Who.
    pub caller: &'a Caller,
    /// The authority whose access it is.
    pub realm: &'a Realm,
    /// How access is set up.
    pub settings: &'a AccessSettings,
    /// The environments there are.
    pub environments: &'a [String],
}

/// What somebody is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gift {
    /// The level.
    pub level: Level,
    /// Template groups that it is for; empty for all.
    #[serde(default)]
    pub areas: Vec<String>,
    /// When it ends.
    #[serde(default)]
    pub until: Option<Moment>,
    /// On which grounds.
    #[serde(default)]
    pub basis: String,
}

/// Who is invited.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// The name.
    pub name: String,
    /// The mail address.
    pub email: String,
    /// The identity provider that signs them in; `None` for a password.
    pub provider: Option<String>,
    /// The hash of the first password, where there is one.
    pub first_password: Option<String>,
}

/// What became of an invitation.
#[derive(Clone, Debug)]
pub struct Invited {
    /// The account.
    pub account: Kept<Account>,
    /// It was made, or opened again; else somebody else had made it, and the person signs in as before.
    pub is_new: bool,
    /// Levels that wait for a second administrator.
    pub proposals: Vec<Kept<Proposal>>,
}

/// Everybody who has access in a realm, by name.
pub async fn everybody(work: &mut Work, realm: &Realm) -> Result<Vec<Kept<Account>>, AccessError> {
    let now = work.now();
    let listing = Listing { state: Some("open".to_owned()), ..Listing::of(&Realm::installation()) };
    let mut people = work.list::<Account>(&listing).await?.items;
    people.retain(|person| person.document.grants.iter().any(|grant| grant.is_of(realm, now)));
    people.sort_by(|a, b| (&a.document.name, &a.key).cmp(&(&b.document.name, &b.key)));
    Ok(people)
}

/// A person who has access in a realm.
pub async fn person(
    work: &mut Work,
    realm: &Realm,
    id: &str,
) -> Result<Kept<Account>, AccessError> {
    let now = work.now();
    let kept = work.get::<Account>(&Realm::installation(), id).await?;
    kept.filter(|kept| !kept.document.revoked)
        .filter(|kept| kept.document.grants.iter().any(|grant| grant.is_of(realm, now)))
        .ok_or(AccessError::NotFound)
}

/// The person whom a first password or a new name is for: of this realm, or anybody for the central office.
pub async fn person_to_mend(
    work: &mut Work,
    office: &Office<'_>,
    id: &str,
) -> Result<Kept<Account>, AccessError> {
    let now = work.now();
    let kept = work.get::<Account>(&Realm::installation(), id).await?;
    let kept = kept.filter(|kept| !kept.document.revoked).ok_or(AccessError::NotFound)?;
    let is_here = kept.document.grants.iter().any(|grant| grant.is_of(office.realm, now));
    if !is_here && !office.realm.is_central() {
        return Err(AccessError::NotFound);
    }
    // Whoever gives somebody a password could be them: not where they have more than whoever gives it may decide about.
    let decides = |realm: &Realm| {
        [Permission::ManageAccess, Permission::AppointAdministrators]
            .iter()
            .any(|permission| office.caller.may(*permission, realm, now).is_ok())
    };
    let all_decided = kept.document.grants.iter().all(|grant| {
        let highest = grant.level != Level::CentralAdministrator
            || office.caller.may(Permission::Administer, office.realm, now).is_ok();
        highest && grant.realms(office.environments).iter().all(decides)
    });
    if all_decided { Ok(kept) } else { Err(AccessError::SecondPerson) }
}

impl Grant {
    /// Whether it is a grant in exactly this realm, and not over.
    pub fn is_of(&self, realm: &Realm, now: Moment) -> bool {
        self.authority == realm.authority
            && (self.environment == "*" || self.environment == realm.environment)
            && self.until.is_none_or(|until| now < until)
    }

    /// The realms that it is for.
    fn realms(&self, environments: &[String]) -> Vec<Realm> {
        let all: Vec<&String> = if self.environment == "*" {
            environments.iter().collect()
        } else {
            vec![&self.environment]
        };
        all.into_iter().map(|environment| Realm::new(environment, &self.authority)).collect()
    }
}

impl Office<'_> {
    /// Lets somebody in, with what they are given.
    ///
    /// # Errors
    ///
    /// When the address is a role's, or what is given may not be.
    pub async fn invite(
        &self,
        work: &mut Work,
        invitation: Invitation,
        gifts: &[Gift],
    ) -> Result<Invited, AccessError> {
        take_turn(work).await?;
        let installation = Realm::installation();
        let now = work.now();
        let found = account_of(work, &invitation.email).await?;
        let is_new = found.as_ref().is_none_or(|found| found.document.revoked);
        let first_until = now.plus_days(self.settings.first_password_days);
        let kept = match found {
            Some(kept) if !is_new => kept,
            found => {
                let first_password = invitation.first_password.is_some();
                let account = Account {
                    password: invitation.first_password,
                    first_password,
                    first_password_until: first_password.then_some(first_until),
                    provider: invitation.provider,
                    ..Account::new(invitation.name, invitation.email, Vec::new())
                };
                match found {
                    // Everything was taken away once; what was given then does not come back.
                    Some(revoked) => {
                        Session::end_all(work, &revoked.key, None).await?;
                        work.replace(&revoked, account).await?
                    }
                    None => {
                        let id = uuid::Uuid::now_v7().to_string();
                        work.insert(&installation, &id, account).await?
                    }
                }
            }
        };
        work.note(self.realm, "access.invited", &kept.key, json!({ "new": is_new }));
        let (mut account, mut proposals) = (kept, Vec::new());
        for gift in gifts {
            match self.give_in_turn(work, &account, gift).await? {
                Ok(kept) => account = kept,
                Err(proposal) => proposals.push(proposal),
            }
        }
        Ok(Invited { account, is_new, proposals })
    }

    /// Gives a level, or changes one that was given. A level of an administrator is proposed (`Err`), for another administrator to confirm.
    pub async fn give(
        &self,
        work: &mut Work,
        kept: &Kept<Account>,
        gift: &Gift,
    ) -> Result<Result<Kept<Account>, Kept<Proposal>>, AccessError> {
        take_turn(work).await?;
        self.give_in_turn(work, kept, gift).await
    }

    async fn give_in_turn(
        &self,
        work: &mut Work,
        kept: &Kept<Account>,
        gift: &Gift,
    ) -> Result<Result<Kept<Account>, Kept<Proposal>>, AccessError> {
        self.others_only(&kept.key)?;
        if !gift.level.exists_in(&self.realm.authority) {
            return Err(AccessError::invalid(
                "level",
                "det niveau gives ikke i denne myndighed",
                "this level is not given in this authority",
            ));
        }
        let now = work.now();
        if gift.until.is_some_and(|until| until <= now) {
            return Err(AccessError::invalid("until", "det er gået", "it is past"));
        }
        let has_it = |account: &Account| {
            let of = |grant: &&Grant| grant.is_of(self.realm, now) && grant.level == gift.level;
            account.grants.iter().any(|grant| of(&grant))
        };
        let is_more = gift.level.is_administrator() && !has_it(&kept.document);
        if is_more && self.settings.confirm_administrators {
            let others = everybody(work, self.realm).await?;
            if others.iter().any(|other| other.document.administers(self.realm, now)) {
                return Ok(Err(Proposal::make(work, self.realm, &kept.key, gift).await?));
            }
        }
        Ok(Ok(self.put(work, kept, gift).await?))
    }

    /// Puts a grant in its place, whoever decided it.
    pub(super) async fn put(
        &self,
        work: &mut Work,
        kept: &Kept<Account>,
        gift: &Gift,
    ) -> Result<Kept<Account>, AccessError> {
        let grant = Grant {
            level: gift.level,
            environment: self.realm.environment.clone(),
            authority: self.realm.authority.clone(),
            areas: gift.areas.clone(),
            until: gift.until,
        };
        let given = Given {
            level: gift.level,
            environment: self.realm.environment.clone(),
            authority: self.realm.authority.clone(),
            by: work.who().to_owned(),
            at: work.now(),
            basis: gift.basis.clone(),
        };
        let mut account = kept.document.clone();
        let is_it = |level: Level, environment: &str, authority: &str| {
            level == gift.level
                && environment == self.realm.environment
                && authority == self.realm.authority
        };
        account.grants.retain(|it| !is_it(it.level, &it.environment, &it.authority));
        account.given.retain(|it| !is_it(it.level, &it.environment, &it.authority));
        account.grants.push(grant);
        account.given.push(given);
        self.keep_an_administrator(work, kept, &account).await?;
        let detail = json!({ "level": gift.level, "areas": gift.areas, "until": gift.until });
        work.note(self.realm, "access.given", &kept.key, detail);
        work.announce(Change::Access);
        Ok(work.replace(kept, account).await?)
    }

    /// Takes a level away.
    pub async fn take(
        &self,
        work: &mut Work,
        kept: &Kept<Account>,
        level: Level,
    ) -> Result<Kept<Account>, AccessError> {
        self.others_only(&kept.key)?;
        take_turn(work).await?;
        let now = work.now();
        let of = |grant: &Grant| grant.level == level && grant.is_of(self.realm, now);
        if !kept.document.grants.iter().any(of) {
            return Err(AccessError::NotFound);
        }
        let account = self.without(work, kept, of).await?;
        work.note(self.realm, "access.taken", &kept.key, json!({ "level": level }));
        Ok(work.replace(kept, account).await?)
    }

    /// Takes everything away in this authority, and ends the person's sessions; the account too, where nothing is left elsewhere.
    pub async fn take_everything(
        &self,
        work: &mut Work,
        kept: &Kept<Account>,
    ) -> Result<(), AccessError> {
        self.others_only(&kept.key)?;
        take_turn(work).await?;
        let now = work.now();
        let mut account = self.without(work, kept, |grant| grant.is_of(self.realm, now)).await?;
        let here = |contact: &Contact| {
            contact.environment == self.realm.environment
                && contact.authority == self.realm.authority
        };
        account.contact.retain(|contact| !here(contact));
        account.grants.retain(|grant| grant.until.is_none_or(|until| now < until));
        account.revoked = account.grants.is_empty();
        if account.revoked {
            account.password = None;
        }
        Session::end_all(work, &kept.key, None).await?;
        for support in Support::open_of(work, &kept.key, now).await? {
            Support::end(work, &support).await?;
        }
        Proposal::drop_all_of(work, self.realm, &kept.key).await?;
        let detail = json!({ "account-closed": account.revoked });
        work.note(self.realm, "access.revoked", &kept.key, detail);
        work.replace(kept, account).await?;
        Ok(())
    }

    /// The account without some grants of this realm.
    async fn without(
        &self,
        work: &mut Work,
        kept: &Kept<Account>,
        of: impl Fn(&Grant) -> bool,
    ) -> Result<Account, AccessError> {
        let now = work.now();
        // What holds in all environments is taken away by whoever decides about all of them.
        let decides = |grant: &Grant| {
            let realms = grant.realms(self.environments);
            realms.iter().all(|it| self.caller.may(Permission::ManageAccess, it, now).is_ok())
        };
        if !kept.document.grants.iter().filter(|grant| of(grant)).all(decides) {
            return Err(AccessError::SecondPerson);
        }
        let mut account = kept.document.clone();
        account.grants.retain(|grant| !of(grant));
        let left = account.grants.clone();
        account.given.retain(|given| {
            left.iter().any(|grant| {
                grant.level == given.level
                    && grant.environment == given.environment
                    && grant.authority == given.authority
            })
        });
        self.keep_an_administrator(work, kept, &account).await?;
        work.announce(Change::Access);
        Ok(account)
    }

    /// Changes name or mail address.
    ///
    /// # Errors
    ///
    /// When both change at once: then it would be another person's.
    pub async fn rename(
        &self,
        work: &mut Work,
        kept: &Kept<Account>,
        name: String,
        email: String,
    ) -> Result<Kept<Account>, AccessError> {
        take_turn(work).await?;
        let is_other_name = name != kept.document.name;
        let is_other_email = email != kept.document.email;
        if is_other_name && is_other_email {
            return Err(AccessError::Personal);
        }
        if is_other_email && account_of(work, &email).await?.is_some() {
            return Err(AccessError::AlreadyThere);
        }
        let detail = json!({ "name": is_other_name, "email": is_other_email });
        work.note(self.realm, "account.changed", &kept.key, detail);
        work.announce(Change::Access);
        Ok(work.replace(kept, Account { name, email, ..kept.document.clone() }).await?)
    }

    /// Gives somebody who has forgotten theirs a new first password, and ends their sessions.
    pub async fn give_first_password(
        &self,
        work: &mut Work,
        kept: &Kept<Account>,
        hash: String,
    ) -> Result<Kept<Account>, AccessError> {
        self.others_only(&kept.key)?;
        if kept.document.provider.is_some() {
            return Err(AccessError::NotNow("provider".to_owned()));
        }
        Session::end_all(work, &kept.key, None).await?;
        let until = work.now().plus_days(self.settings.first_password_days);
        let account = Account {
            password: Some(hash),
            first_password: true,
            first_password_until: Some(until),
            ..kept.document.clone()
        };
        work.note(self.realm, "account.first-password", &kept.key, json!({ "until": until }));
        work.announce(Change::Access);
        Ok(work.replace(kept, account).await?)
    }

    /// Says what a person is asked about here.
    pub async fn set_contact(
        &self,
        work: &mut Work,
        kept: &Kept<Account>,
        roles: &[ContactRole],
    ) -> Result<Kept<Account>, AccessError> {
        let Realm { environment, authority } = self.realm.clone();
        let mut account = kept.document.clone();
        account.contact.retain(|it| it.environment != environment || it.authority != authority);
        account.contact.extend(roles.iter().map(|role| Contact {
            environment: environment.clone(),
            authority: authority.clone(),
            role: *role,
        }));
        work.note(self.realm, "access.contact", &kept.key, json!({ "roles": roles }));
        Ok(work.replace(kept, account).await?)
    }

    /// Nobody changes their own access.
    fn others_only(&self, account: &str) -> Result<(), AccessError> {
        if self.caller.identity == Identity::Person(account.to_owned()) {
            return Err(AccessError::OwnAccess);
        }
        Ok(())
    }

    /// Somebody must be left who decides about access, and whose grant does not end by itself if there is such a one now.
    async fn keep_an_administrator(
        &self,
        work: &mut Work,
        kept: &Kept<Account>,
        changed: &Account,
    ) -> Result<(), AccessError> {
        let now = work.now();
        let realms: Vec<Realm> = self
            .environments
            .iter()
            .map(|environment| Realm::new(environment, &self.realm.authority))
            .collect();
        for realm in realms {
            let lost = kept.document.administers_for_good(&realm)
                && !changed.administers_for_good(&realm)
                || kept.document.administers(&realm, now) && !changed.administers(&realm, now);
            if !lost {
                continue;
            }
            let people = everybody(work, &realm).await?;
            let mut others = people.iter().filter(|other| other.key != kept.key);
            let is_kept = if kept.document.administers_for_good(&realm) {
                others.any(|other| other.document.administers_for_good(&realm))
            } else {
                others.any(|other| other.document.administers(&realm, now))
            };
            if !is_kept {
                return Err(AccessError::LastAdministrator);
            }
        }
        Ok(())
    }
}

impl Account {
    /// What the person is asked about in a realm.
    pub fn contact_roles(&self, realm: &Realm) -> Vec<ContactRole> {
        let here =
            |it: &&Contact| it.environment == realm.environment && it.authority == realm.authority;
        self.contact.iter().filter(here).map(|it| it.role).collect()
    }

    /// Whether the person decides about access in a realm.
    pub fn administers(&self, realm: &Realm, now: Moment) -> bool {
        !self.revoked
            && self.grants.iter().any(|it| it.level.is_administrator() && it.is_of(realm, now))
    }

    /// Whether the person decides about access in a realm until that is taken away.
    fn administers_for_good(&self, realm: &Realm) -> bool {
        let for_good = |grant: &Grant| {
            grant.until.is_none()
                && grant.level.is_administrator()
                && grant.authority == realm.authority
                && (grant.environment == "*" || grant.environment == realm.environment)
        };
        !self.revoked && self.grants.iter().any(for_good)
    }
}
