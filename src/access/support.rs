//! Support access (*supportadgang*): somebody who needs help lets a named person look, for a while, at what they see themselves.
//!
//! It is given by the person helped, who is signed in and on the telephone with the helper; it is for reading only, is bound to a ticket,
//! ends by itself, and can be ended by both at any time. Nobody can take it: there is no way to look as somebody else.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::account::Account;
use super::caller::SupportScope;
use super::error::AccessError;
use crate::store::{Change, Document, Kept, Listing, Marks, Moment, Realm, Work};

/// Minutes that support access lasts where nothing else is said.
pub const SUPPORT_MINUTES: u32 = 30;
/// Minutes that it lasts at most.
pub const SUPPORT_MINUTES_LONGEST: u32 = 480;

/// Leave to look. Kept in the installation's realm under its id.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Support {
    /// The account of the person helped.
    pub helped: String,
    /// The account of the person who helps.
    pub helper: String,
    /// The ticket or call that it belongs to.
    pub ticket: String,
    /// What may be seen.
    pub scope: SupportScope,
    /// When it ends.
    pub until: Moment,
    /// When it was ended before its time.
    #[serde(default)]
    pub ended: Option<Moment>,
}

impl Document for Support {
    const KIND: &'static str = "support";

    fn marks(&self) -> Marks {
        let state = if self.ended.is_some() { "ended" } else { "given" };
        Marks { state: state.to_owned(), subject: self.helped.clone(), due: Some(self.until) }
    }
}

impl Support {
    /// Whether it may be used at a moment.
    pub fn is_open(&self, now: Moment) -> bool {
        self.ended.is_none() && now < self.until
    }

    /// Gives leave to the account of a mail address.
    ///
    /// # Errors
    ///
    /// When there is no such account, or it is one's own.
    pub async fn give(
        work: &mut Work,
        helped: &str,
        helper_email: &str,
        ticket: &str,
        scope: SupportScope,
        minutes: u32,
    ) -> Result<Kept<Support>, AccessError> {
        let installation = Realm::installation();
        let nobody = || {
            AccessError::invalid(
                "helper",
                "ingen med den adresse kan hjælpe",
                "nobody of that address can help",
            )
        };
        let listing = Listing {
            subject: Some(helper_email.trim().to_lowercase()),
            ..Listing::of(&installation)
        };
        let found = work.list::<Account>(&listing).await?.items;
        let helper = found.into_iter().find(|account| !account.document.revoked);
        let helper = helper.filter(|account| account.key != helped).ok_or_else(nobody)?;
        let minutes = minutes.clamp(1, SUPPORT_MINUTES_LONGEST);
        let support = Support {
            helped: helped.to_owned(),
            helper: helper.key,
            ticket: ticket.to_owned(),
            until: work.now().plus_seconds(i64::from(minutes) * 60),
            scope,
            ended: None,
        };
        let id = uuid::Uuid::now_v7().to_string();
        let detail = json!({
            "helper": support.helper, "until": support.until, "template": support.scope.template,
            "letter": support.scope.letter, "personal": support.scope.personal,
        });
        work.note(&support.scope.realm, "support.given", &id, detail);
        work.announce(Change::Access);
        Ok(work.insert(&installation, &id, support).await?)
    }

    /// Ends it at once; ending it again changes nothing.
    pub async fn end(work: &mut Work, kept: &Kept<Support>) -> Result<(), AccessError> {
        if kept.document.is_open(work.now()) {
            work.note(&kept.document.scope.realm, "support.ended", &kept.key, json!({}));
            work.announce(Change::Access);
            let ended = Some(work.now());
            work.replace(kept, Support { ended, ..kept.document.clone() }).await?;
        }
        Ok(())
    }

    /// What a person gave or was given and is not over.
    pub async fn open_of(
        work: &mut Work,
        account: &str,
        now: Moment,
    ) -> Result<Vec<Kept<Support>>, AccessError> {
        // Few are open at a time: each lasts some hours at most.
        let listing =
            Listing { state: Some("given".to_owned()), ..Listing::of(&Realm::installation()) };
        let mut found = work.list::<Support>(&listing).await?.items;
        found.retain(|support| {
            let it = &support.document;
            it.is_open(now) && (it.helped == account || it.helper == account)
        });
        Ok(found)
    }
}
