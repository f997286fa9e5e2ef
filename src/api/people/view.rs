//! People as the API shows them, and what is to be looked at.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::{Call, Shown};
use crate::access::{Account, ContactRole, Level, Proposal, Review};
use crate::diagnostic::MessageLanguage;
use crate::store::{Kept, Moment};

/// Days without signing in after which a person is looked at.
const AWAY_DAYS: i64 = 90;

/// A person who has access in an authority.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct PersonView {
    /// The id of the account.
    pub account: String,
    /// The name.
    pub name: String,
    /// The person's own mail address.
    pub email: String,
    /// What the person was given here.
    pub grants: Vec<GrantView>,
    /// What the person is asked about here.
    pub contact_roles: Vec<ContactRole>,
    /// How the person signs in: `password`, or the key of an identity provider.
    pub signs_in_by: String,
    /// The person has not chosen a password yet.
    pub first_password: bool,
    /// When the person last signed in; absent where they never did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_login: Option<Moment>,
    /// What is to be looked at.
    pub warnings: Vec<Warning>,
}

/// Something that a person was given.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct GrantView {
    /// The level.
    level: Level,
    /// Template groups that it is for; empty for all.
    areas: Vec<String>,
    /// It holds in every environment.
    everywhere: bool,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Moment>,
    /// Who gave it: `person:ID`.
    #[serde(skip_serializing_if = "Option::is_none")]
    given_by: Option<String>,
    /// When it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    given_at: Option<Moment>,
    /// On which grounds.
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<String>,
}

/// Something to be looked at.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Warning {
    /// What: `never-signed-in`, `long-away`, `first-password-over`, `ends-soon`, `many-administrators`, `one-administrator`,
    /// `no-administrator`, `review-overdue`.
    pub code: &'static str,
    /// What it means, in the caller's language.
    pub text: String,
}

/// What is to be looked at in an authority.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Overview {
    /// How many people have access.
    pub people: usize,
    /// Who decides about access, by the ids of their accounts.
    pub administrators: Vec<String>,
    /// Proposals that wait for a second administrator.
    pub proposals: usize,
    /// The review that is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<String>,
    /// What is to be looked at.
    pub warnings: Vec<Warning>,
}

/// A prepared mail.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Notice {
    /// Whom to.
    pub to: String,
    /// What about.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// That somebody becomes an administrator.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ProposalView {
    /// The id.
    pub id: String,
    /// The id of the account.
    pub account: String,
    /// The level.
    pub level: Level,
    /// Who proposed it: `person:ID`.
    pub by: String,
    /// When.
    pub at: Moment,
    /// On which grounds.
    pub basis: String,
    /// Whether it was confirmed; absent while it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<bool>,
}

impl ProposalView {
    pub fn of(kept: &Kept<Proposal>) -> Self {
        let it = kept.document.clone();
        ProposalView {
            id: kept.key.clone(),
            account: it.account,
            level: it.gift.level,
            by: it.by,
            at: it.at,
            basis: it.gift.basis,
            confirmed: it.decided.map(|(confirmed, _)| confirmed),
        }
    }
}

fn warning(call: &Call, code: &'static str, da: &str, en: &str) -> Warning {
    let is_danish = call.language == MessageLanguage::Danish;
    Warning { code, text: if is_danish { da.to_owned() } else { en.to_owned() } }
}

impl PersonView {
    /// A person, as this realm sees them.
    pub fn of(kept: &Kept<Account>, call: &Call) -> Self {
        let account = &kept.document;
        let mut grants: Vec<GrantView> = Vec::new();
        for grant in account.grants.iter().filter(|grant| grant.is_of(&call.realm, call.now)) {
            let given = account.given.iter().find(|given| {
                given.level == grant.level
                    && given.environment == grant.environment
                    && given.authority == grant.authority
            });
            grants.push(GrantView {
                level: grant.level,
                areas: grant.areas.clone(),
                everywhere: grant.environment == "*",
                until: grant.until,
                given_by: given.map(|given| given.by.clone()),
                given_at: given.map(|given| given.at),
                basis: given.map(|given| given.basis.clone()).filter(|basis| !basis.is_empty()),
            });
        }
        grants.sort_by_key(|grant| grant.level);
        PersonView {
            account: kept.key.clone(),
            name: account.name.clone(),
            email: account.email.clone(),
            contact_roles: account.contact_roles(&call.realm),
            signs_in_by: account.provider.clone().unwrap_or_else(|| "password".to_owned()),
            first_password: account.first_password,
            last_login: account.last_login,
            warnings: of_person(call, kept, &grants),
            grants,
        }
    }

    /// The same as an answer, with the revision that a change must name.
    pub fn shown(kept: &Kept<Account>, call: &Call) -> Shown<PersonView> {
        Shown { revision: Some(kept.revision), body: PersonView::of(kept, call) }
    }
}

fn of_person(call: &Call, kept: &Kept<Account>, grants: &[GrantView]) -> Vec<Warning> {
    let account = &kept.document;
    let mut warnings = Vec::new();
    let is_over = account.first_password
        && (account.password.is_none()
            || account.first_password_until.is_some_and(|until| until <= call.now));
    if is_over {
        let da = "engangskoden er brugt eller for gammel: giv en ny";
        let en = "the first password is used or too old: give a new one";
        warnings.push(warning(call, "first-password-over", da, en));
    }
    match account.last_login {
        None => {
            let (da, en) = ("har aldrig været logget på", "has never signed in");
            warnings.push(warning(call, "never-signed-in", da, en));
        }
        Some(last) if last.plus_days(AWAY_DAYS) < call.now => {
            let da = format!("har ikke været logget på i {AWAY_DAYS} dage");
            let en = format!("has not signed in for {AWAY_DAYS} days");
            warnings.push(warning(call, "long-away", &da, &en));
        }
        Some(_) => {}
    }
    let soon = call.now.plus_days(14);
    if grants.iter().any(|grant| grant.until.is_some_and(|until| until < soon)) {
        let (da, en) = ("en adgang slutter inden 14 dage", "an access ends within 14 days");
        warnings.push(warning(call, "ends-soon", da, en));
    }
    warnings
}

/// What is to be looked at in an authority.
pub(super) fn warnings(
    call: &Call,
    people: &[Kept<Account>],
    review: Option<&Kept<Review>>,
) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let administers = |kept: &&Kept<Account>| kept.document.administers(&call.realm, call.now);
    let administrators = people.iter().filter(administers).count();
    let many = call.app.setup.access.many_administrators;
    match administrators {
        0 => {
            let da =
                "ingen kan give eller fjerne adgang: den centrale administrator udpeger den første";
            let en = "nobody can give or take access: the central administrator appoints the first";
            warnings.push(warning(call, "no-administrator", da, en));
        }
        1 => {
            let da = "kun én kan give og fjerne adgang: udpeg en mere, før vedkommende stopper";
            let en = "only one can give and take access: appoint another before they leave";
            warnings.push(warning(call, "one-administrator", da, en));
        }
        more if more > many => {
            let da = format!("{more} kan give og fjerne adgang; hold det på få nøglepersoner");
            let en = format!("{more} can give and take access; keep it to a few key persons");
            warnings.push(warning(call, "many-administrators", &da, &en));
        }
        _ => {}
    }
    if review.is_some_and(|review| review.document.due <= call.now) {
        let da = "gennemgangen af, hvem der har adgang, er ikke færdig til tiden";
        let en = "the review of who has access is overdue";
        warnings.push(warning(call, "review-overdue", da, en));
    }
    warnings
}
