//! The archive: the letters that were made.
//!
//! A letter is made of an edition and an [`Order`] ([`make`], which keeps nothing and may be tried), and is then kept with its files, its
//! receipt and the versions that it was made of ([`keep`]). What is kept is never changed: a letter that is made again is another letter,
//! which takes the place of the first.
//!
//! ```text
//!             ┌─ made ────────────────────────────┐
//! order ─make─┤                                   ├─► released      each may be superseded before it is released,
//!             ├─ waiting ─review─► approved ──────┘                 and erased at any time
//!             │              └───► rejected
//!             └─ do-not-send
//! ```
//!
//! | question | decision |
//! |---|---|
//! | may a case system decide and send by itself | not unless the authority says so, for a context and a template ([`Automation`]) |
//! | which letters wait for a caseworker | those made unattended where sending is not automatic |
//! | what is kept of the data | a hash; the data itself only where the authority says so, and it goes with the letter ([`Retention`]) |
//! | whose letters they are | a code of the personal number, keyed with a secret of this store: it finds, and tells nothing |
//! | what a letter's history remembers | which questions were answered yes, since later letters speak of it; erased with the letter |
//! | what is left of an erased letter | that there was one, who erased it, when and why |
//! | what is made in training | bears the mark [`TRAINING_MARK`], in the document, in its title and on its pages, and is never released |

mod automation;
mod case;
mod enclosure;
mod keep;
mod lacks;
mod letter;
mod make;
mod person;
mod retention;
mod review;
mod scope;
mod stamp;

pub use automation::{Automation, AutomationRule, Decided, TemplateStatus, automation, decide};
pub use case::{previous_answers, sent_letters};
pub use enclosure::{ENCLOSURES, EnclosureFault, EnclosureSent, check_enclosure};
pub use keep::{
    DOCUMENT, KeepError, Keeping, PDF, RECEIPT, REQUEST, erase, has_person, keep, letters_of,
    same_person, supersede,
};
pub use lacks::{Lack, LackKind, lacks, recipient_lack};
pub use letter::{
    CaseLink, Erased, FileRole, Letter, LetterFile, MadeOf, Recipient, RecipientRole, State, Step,
};
pub use make::{MadeLetter, MakeError, Order, RefusalKind, make, render_kept};
pub use person::{PersonCodes, cvr_is_right};
pub use retention::{Purged, Retention, RetentionRule, change_retention, purge, retention};
pub use review::{Count, ReviewError, approve, counts, reject, release, replaced_in_review};
pub use scope::{in_scope, within};
pub use stamp::{TRAINING_MARK, is_training};
