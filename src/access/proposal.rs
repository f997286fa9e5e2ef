//! Proposals: that somebody becomes an administrator, which another administrator confirms.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::account::Account;
use super::caller::Identity;
use super::error::AccessError;
use super::people::{Gift, Office, take_turn};
use crate::store::{Document, Kept, Listing, Marks, Moment, Realm, Work};

/// That somebody becomes an administrator. Kept in the authority's realm under its id.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Proposal {
    /// The id of the account.
    pub account: String,
    /// What they would be given.
    pub gift: Gift,
    /// Who proposed it: `person:ID`.
    pub by: String,
    /// When.
    pub at: Moment,
    /// Whether it was confirmed, and by whom; `None` while it waits.
    #[serde(default)]
    pub decided: Option<(bool, String)>,
}

impl Document for Proposal {
    const KIND: &'static str = "access-proposal";

    fn marks(&self) -> Marks {
        let state = if self.decided.is_some() { "decided" } else { "open" };
        Marks { state: state.to_owned(), subject: self.account.clone(), due: None }
    }
}

impl Proposal {
    pub(super) async fn make(
        work: &mut Work,
        realm: &Realm,
        account: &str,
        gift: &Gift,
    ) -> Result<Kept<Proposal>, AccessError> {
        let open = Proposal::open(work, realm).await?;
        let is_same = |it: &&Kept<Proposal>| {
            it.document.account == account && it.document.gift.level == gift.level
        };
        if open.iter().any(|it| is_same(&it)) {
            return Err(AccessError::AlreadyThere);
        }
        let id = uuid::Uuid::now_v7().to_string();
        let proposal = Proposal {
            account: account.to_owned(),
            gift: gift.clone(),
            by: work.who().to_owned(),
            at: work.now(),
            decided: None,
        };
        let detail = json!({ "account": account, "level": gift.level });
        work.note(realm, "access.proposed", &id, detail);
        Ok(work.insert(realm, &id, proposal).await?)
    }

    /// Those of a realm that wait.
    pub async fn open(work: &mut Work, realm: &Realm) -> Result<Vec<Kept<Proposal>>, AccessError> {
        let listing = Listing { state: Some("open".to_owned()), ..Listing::of(realm) };
        Ok(work.list::<Proposal>(&listing).await?.items)
    }

    /// Confirms a proposal, or declines it.
    ///
    /// # Errors
    ///
    /// When whoever proposed it, or would be given it, confirms it.
    pub async fn decide(
        work: &mut Work,
        office: &Office<'_>,
        id: &str,
        confirm: bool,
    ) -> Result<Kept<Proposal>, AccessError> {
        take_turn(work).await?;
        let kept = work.get::<Proposal>(office.realm, id).await?.ok_or(AccessError::NotFound)?;
        let proposal = &kept.document;
        if proposal.decided.is_some() {
            return Err(AccessError::NotNow("decided".to_owned()));
        }
        let is_own = office.caller.identity == Identity::Person(proposal.account.clone());
        // Whoever proposed it may take it back, and no more.
        if is_own || confirm && proposal.by == work.who() {
            return Err(AccessError::SecondPerson);
        }
        if confirm {
            let account = work.get::<Account>(&Realm::installation(), &proposal.account).await?;
            let account = account.filter(|account| !account.document.revoked);
            let account = account.ok_or(AccessError::NotFound)?;
            office.put(work, &account, &proposal.gift).await?;
        }
        let action = if confirm { "access.confirmed" } else { "access.declined" };
        work.note(office.realm, action, id, json!({ "account": proposal.account }));
        let decided = Some((confirm, work.who().to_owned()));
        Ok(work.replace(&kept, Proposal { decided, ..proposal.clone() }).await?)
    }

    /// Declines what was proposed for somebody who loses everything.
    pub(super) async fn drop_all_of(
        work: &mut Work,
        realm: &Realm,
        account: &str,
    ) -> Result<(), AccessError> {
        for kept in Proposal::open(work, realm).await? {
            if kept.document.account == account {
                let decided = Some((false, work.who().to_owned()));
                work.replace(&kept, Proposal { decided, ..kept.document.clone() }).await?;
            }
        }
        Ok(())
    }
}
