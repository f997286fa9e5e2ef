//! Access: who may do what, where.
//!
//! A person has [`Grant`]s: a [`Level`] in a realm, perhaps for some template groups only. A case system has service agreements: the
//! authority whose letters it makes has approved it. Both become a [`Caller`], which is asked one question, [`Caller::may`].
//!
//! | level | may |
//! |---|---|
//! | reader | see templates, and letters without personal data |
//! | personal reader | see letters themselves; each look is logged |
//! | caseworker | make and review letters |
//! | template administrator | make, test, approve and publish templates; settings |
//! | agreement administrator | decide service agreements |
//! | user administrator | decide who has access, read the audit trail, erase; and all of the above but agreements |
//! | central administrator | the central templates, and the installation |

mod account;
mod agreement;
mod agreement_name;
mod authenticate;
mod caller;
mod doorkeeper;
mod error;
pub mod identity;
mod mailbox;
mod notice;
mod password;
mod people;
mod permission;
mod proposal;
mod review;
mod secret;
mod sign_in;
mod support;
mod system;
mod upkeep;

pub use account::{Account, Contact, ContactRole, Given, Session};
pub use agreement::{Agreement, AgreementState, Comment, Decision, Terms, se_number_adds_up};
pub use agreement_name::{AgreementName, NameFault, environment_word};
pub use authenticate::{AuthenticationError, Credential, SESSION_COOKIE, Shown};
pub use caller::{Agreed, Caller, Grant, Identity, Refusal, SupportScope};
pub use doorkeeper::Doorkeeper;
pub use error::AccessError;
pub use mailbox::personal_address;
pub use notice::{Notice, notice};
pub use password::{
    PASSWORD_LEAST, PASSWORD_MOST, PasswordCost, check_password, first_password, fit_password,
    hash_password,
};
pub use people::{Gift, Invitation, Invited, Office, everybody, person, person_to_mend, take_turn};
pub use permission::{Level, Permission, ServiceName};
pub use proposal::Proposal;
pub use review::{REVIEW_TASK, Review, Reviewed};
pub use secret::{Secret, hash};
pub use sign_in::{Attempts, account_of, set_password, sign_in, sign_in_by_provider};
pub use support::{SUPPORT_MINUTES, SUPPORT_MINUTES_LONGEST, Support};
pub use system::{Client, Key, System};
pub use upkeep::{AGREEMENT_TASK, Upkeep, upkeep};
