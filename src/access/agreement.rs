//! Service agreements (*serviceaftaler*): what an authority lets a case system do, in which version, with which fields, until when.
//!
//! ```text
//! requested ─approve, SE number confirmed─► approved ─day comes─► over
//!     │  ▲                                     └─end, reason─► ended
//!     │  └─correct─ returned ◄─return, what is wrong─┘
//!     ├─reject, reason─► rejected
//!     └─withdraw─► withdrawn
//! ```
//!
//! Whoever asked for it does not decide it. A new version of a service is a new agreement; the old one holds until its own end.

use std::collections::BTreeSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::caller::Agreed;
use super::error::AccessError;
use super::permission::ServiceName;
use crate::store::{Change, Document, Kept, Listing, Marks, Moment, Realm, Work};

/// Where an agreement is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AgreementState {
    /// It waits for the authority.
    Requested,
    /// Something in it is wrong, and is to be corrected.
    Returned,
    /// It holds within its dates.
    Approved,
    /// The authority said no.
    Rejected,
    /// Whoever asked for it no longer does.
    Withdrawn,
    /// The authority ended it before its time.
    Ended,
}

impl AgreementState {
    /// Its name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            AgreementState::Requested => "requested",
            AgreementState::Returned => "returned",
            AgreementState::Approved => "approved",
            AgreementState::Rejected => "rejected",
            AgreementState::Withdrawn => "withdrawn",
            AgreementState::Ended => "ended",
        }
    }
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The name, as [`super::AgreementName`] writes it.
    pub name: String,
    /// The id of the system.
    pub system: String,
    /// The service.
    pub service: ServiceName,
    /// The version of the service.
    pub version: u32,
    /// Fields that the system may use; `Borger.*` for all that begin so; empty for all.
    pub fields: Vec<String>,
    /// What for.
    pub purpose: String,
    /// The authority's SE number, as whoever asks has it.
    pub se_number: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Option<Date>,
    /// The id of the agreement that it renews; `None` for a new one.
    #[serde(default)]
    pub renews: Option<String>,
}

/// Something said about an agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Comment {
    /// Who: `person:ID` or `system:ID`.
    pub who: String,
    /// When.
    pub at: Moment,
    /// What.
    pub text: String,
}

/// How an agreement was decided: what a signature would say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    /// Who: `person:ID`.
    pub who: String,
    /// When.
    pub at: Moment,
    /// Why, or what is to be corrected; empty for an approval without a remark.
    #[serde(default)]
    pub reason: String,
    /// The SE number that was confirmed; only of an approval.
    #[serde(default)]
    pub se_number: Option<String>,
    /// SHA-256 of the terms that were decided.
    pub terms: String,
}

/// A service agreement. Kept in the authority's realm under its id.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Agreement {
    /// What is asked for.
    pub terms: Terms,
    /// Where it is in its life.
    pub state: AgreementState,
    /// Who asked for it: `person:ID` or `system:ID`.
    pub requested_by: String,
    /// Who had a hand in its terms; none of them decides it.
    pub written_by: BTreeSet<String>,
    /// The latest decision.
    #[serde(default)]
    pub decision: Option<Decision>,
    /// What was said about it, oldest first.
    #[serde(default)]
    pub comments: Vec<Comment>,
}

impl Document for Agreement {
    const KIND: &'static str = "agreement";

    fn marks(&self) -> Marks {
        Marks {
            state: self.state.as_str().to_owned(),
            subject: self.terms.system.clone(),
            due: self.terms.until.map(after),
        }
    }
}

/// The moment at which a day begins in Denmark.
fn begin(day: Date) -> Moment {
    let zone = jiff::tz::TimeZone::get("Europe/Copenhagen").unwrap_or(jiff::tz::TimeZone::UTC);
    let begin = day.to_zoned(zone).map(|zoned| zoned.timestamp());
    Moment::of(begin.unwrap_or(jiff::Timestamp::MAX))
}

/// The moment at which a day is over.
fn after(day: Date) -> Moment {
    begin(day.tomorrow().unwrap_or(day))
}

/// Comments that an agreement may have.
const COMMENTS: usize = 200;

impl Agreement {
    /// What a caller knows of it.
    pub(super) fn agreed(kept: &Kept<Agreement>) -> Agreed {
        let Agreement { terms, state, .. } = &kept.document;
        let approved = *state == AgreementState::Approved;
        Agreed {
            agreement: kept.key.clone(),
            service: terms.service,
            realm: kept.realm.clone(),
            fields: terms.fields.clone(),
            from: Some(begin(terms.from)),
            until: terms.until.map(after),
            version: terms.version,
            approved,
        }
    }

    /// Whether it holds at a moment.
    pub fn in_force(&self, now: Moment) -> bool {
        self.state == AgreementState::Approved
            && begin(self.terms.from) <= now
            && self.terms.until.is_none_or(|day| now < after(day))
    }

    /// Whether its end is so near that it is warned of.
    pub fn ends_within(&self, now: Moment, days: i64) -> bool {
        self.in_force(now) && self.terms.until.is_some_and(|day| after(day) <= now.plus_days(days))
    }

    /// Asks for an agreement.
    pub async fn request(
        work: &mut Work,
        realm: &Realm,
        terms: Terms,
    ) -> Result<Kept<Agreement>, AccessError> {
        if let Some(renews) = &terms.renews {
            let earlier = work.get::<Agreement>(realm, renews).await?;
            let is_same = earlier.is_some_and(|it| it.document.terms.system == terms.system);
            if !is_same {
                return Err(AccessError::invalid(
                    "renews",
                    "systemet har ingen aftale med det id her",
                    "the system has no agreement of that id here",
                ));
            }
        }
        let id = uuid::Uuid::now_v7().to_string();
        let who = work.who().to_owned();
        let detail =
            json!({ "system": terms.system, "service": terms.service, "version": terms.version });
        work.note(realm, "agreement.requested", &id, detail);
        work.announce(Change::Access);
        let agreement = Agreement {
            state: AgreementState::Requested,
            requested_by: who.clone(),
            written_by: BTreeSet::from([who]),
            decision: None,
            comments: Vec::new(),
            terms,
        };
        Ok(work.insert(realm, &id, agreement).await?)
    }

    /// Changes the terms of one that is not decided yet; one that was returned waits for the authority again.
    pub async fn correct(
        work: &mut Work,
        kept: &Kept<Agreement>,
        terms: Terms,
    ) -> Result<Kept<Agreement>, AccessError> {
        let now = &kept.document;
        now.must_be(&[AgreementState::Requested, AgreementState::Returned])?;
        if terms.system != now.terms.system {
            return Err(AccessError::invalid(
                "system",
                "aftalen er med et andet system",
                "the agreement is with another system",
            ));
        }
        let mut written_by = now.written_by.clone();
        written_by.insert(work.who().to_owned());
        let state = AgreementState::Requested;
        work.note(&kept.realm, "agreement.corrected", &kept.key, json!({}));
        work.announce(Change::Access);
        let agreement = Agreement { terms, state, written_by, ..now.clone() };
        Ok(work.replace(kept, agreement).await?)
    }

    /// Approves it; approving it again changes nothing.
    ///
    /// # Errors
    ///
    /// When the SE number is not confirmed, or whoever asked for it approves it.
    pub async fn approve(
        work: &mut Work,
        kept: &Kept<Agreement>,
        se_number: &str,
        reason: &str,
    ) -> Result<Kept<Agreement>, AccessError> {
        if kept.document.state == AgreementState::Approved {
            return Ok(kept.clone());
        }
        kept.document.must_be(&[AgreementState::Requested])?;
        if se_number != kept.document.terms.se_number {
            return Err(AccessError::SeNumberNotConfirmed);
        }
        let state = AgreementState::Approved;
        Agreement::decide(work, kept, state, reason, Some(se_number.to_owned())).await
    }

    /// Sends it back, and says what is wrong.
    pub async fn send_back(
        work: &mut Work,
        kept: &Kept<Agreement>,
        wrong: &str,
    ) -> Result<Kept<Agreement>, AccessError> {
        kept.document.must_be(&[AgreementState::Requested])?;
        Agreement::decide(work, kept, AgreementState::Returned, wrong, None).await
    }

    /// Says no, and why.
    pub async fn reject(
        work: &mut Work,
        kept: &Kept<Agreement>,
        reason: &str,
    ) -> Result<Kept<Agreement>, AccessError> {
        kept.document.must_be(&[AgreementState::Requested, AgreementState::Returned])?;
        Agreement::decide(work, kept, AgreementState::Rejected, reason, None).await
    }

    /// Ends it before its time, and says why.
    pub async fn end(
        work: &mut Work,
        kept: &Kept<Agreement>,
        reason: &str,
    ) -> Result<Kept<Agreement>, AccessError> {
        kept.document.must_be(&[AgreementState::Approved])?;
        Agreement::decide(work, kept, AgreementState::Ended, reason, None).await
    }

    /// Whoever asked for it no longer does.
    pub async fn withdraw(
        work: &mut Work,
        kept: &Kept<Agreement>,
    ) -> Result<Kept<Agreement>, AccessError> {
        let now = &kept.document;
        now.must_be(&[AgreementState::Requested, AgreementState::Returned])?;
        work.note(&kept.realm, "agreement.withdrawn", &kept.key, json!({}));
        work.announce(Change::Access);
        let state = AgreementState::Withdrawn;
        Ok(work.replace(kept, Agreement { state, ..now.clone() }).await?)
    }

    /// Adds something to what is said about it.
    pub async fn say(
        work: &mut Work,
        kept: &Kept<Agreement>,
        text: &str,
    ) -> Result<Kept<Agreement>, AccessError> {
        let mut agreement = kept.document.clone();
        if agreement.comments.len() >= COMMENTS {
            return Err(AccessError::invalid(
                "text",
                format!("der er allerede {COMMENTS} bemærkninger"),
                format!("there are {COMMENTS} comments already"),
            ));
        }
        let (who, at) = (work.who().to_owned(), work.now());
        agreement.comments.push(Comment { who, at, text: text.to_owned() });
        work.note(&kept.realm, "agreement.commented", &kept.key, json!({}));
        Ok(work.replace(kept, agreement).await?)
    }

    async fn decide(
        work: &mut Work,
        kept: &Kept<Agreement>,
        state: AgreementState,
        reason: &str,
        se_number: Option<String>,
    ) -> Result<Kept<Agreement>, AccessError> {
        let now = &kept.document;
        if state == AgreementState::Approved && now.written_by.contains(work.who()) {
            return Err(AccessError::SecondPerson);
        }
        let terms = serde_json::to_string(&now.terms).unwrap_or_default();
        let decision = Decision {
            who: work.who().to_owned(),
            at: work.now(),
            reason: reason.to_owned(),
            se_number,
            terms: super::secret::hash(&terms),
        };
        let detail = json!({ "terms": decision.terms, "system": now.terms.system });
        work.note(&kept.realm, &format!("agreement.{}", state.as_str()), &kept.key, detail);
        work.announce(Change::Access);
        let agreement = Agreement { state, decision: Some(decision), ..now.clone() };
        Ok(work.replace(kept, agreement).await?)
    }

    fn must_be(&self, states: &[AgreementState]) -> Result<(), AccessError> {
        if states.contains(&self.state) {
            Ok(())
        } else {
            Err(AccessError::NotNow(self.state.as_str().to_owned()))
        }
    }

    /// A page of the agreements of a realm.
    pub async fn page(
        work: &mut Work,
        realm: &Realm,
        system: Option<String>,
        state: Option<AgreementState>,
        after: Option<String>,
        limit: usize,
    ) -> Result<crate::store::Page<Agreement>, AccessError> {
        let state = state.map(|state| state.as_str().to_owned());
        let listing = Listing { subject: system, state, after, limit, ..Listing::of(realm) };
        Ok(work.list::<Agreement>(&listing).await?)
    }
}

/// Whether the digits of an SE number sum to a multiple of eleven. Most do; some that are in use do not, so it is a hint only.
pub fn se_number_adds_up(number: &str) -> bool {
    const WEIGHTS: [u32; 8] = [2, 7, 6, 5, 4, 3, 2, 1];
    let digits: Vec<u32> = number.chars().filter_map(|sign| sign.to_digit(10)).collect();
    digits.len() == 8 && digits.iter().zip(WEIGHTS).map(|(a, b)| a * b).sum::<u32>() % 11 == 0
}

#[cfg(test)]
mod tests {
    #[test]
    fn v06_an_se_number_adds_up() {
        // Numbers of Danish authorities as they stand in the CVR register.
        for (number, adds_up) in
            [("29189846", true), ("55133018", true), ("12345678", false), ("2918984", false)]
        {
            assert_eq!(super::se_number_adds_up(number), adds_up, "{number}");
        }
    }
}
