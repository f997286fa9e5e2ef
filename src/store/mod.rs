//! The store: what is kept, on SQLite or PostgreSQL, with the same statements.
//!
//! Without a setting everything is in one SQLite file beside the service; with a URL it is in PostgreSQL, which any number of nodes
//! share. There are few kinds of tables, since there are few ways of keeping:
//!
//! | table | keeps | is changed by |
//! |---|---|---|
//! | `blob` | bytes by their SHA-256: documents of templates | nobody |
//! | `entry` | a [`Document`] of some kind by its key in a [`Realm`], with a revision | whoever knows the revision |
//! | `former` | every former revision of an entry, and who changed it | nobody |
//! | `file` | the files of an entry, gone when it goes: letters | erasure |
//! | `audit` | who did what, when, each line with the hash of the one before | nobody |
//! | `answered` | what was answered under an idempotency key | time |
//!
//! All that a request changes is one [`Work`]: its entries, its files, its lines of the audit trail and its answer are there together
//! or not at all, however the process ends.
//!
//! ```no_run
//! # async fn example(store: &brevsmed::store::Store) -> Result<(), brevsmed::store::StoreError> {
//! use brevsmed::store::{Hand, Moment, Realm};
//!
//! let hand = Hand { who: "person:jytte".to_owned(), request: String::new(), now: Moment::now() };
//! let mut work = store.write(&hand).await?;
//! work.note(&Realm::new("production", "751"), "template.approved", "manglerbrev/3", serde_json::json!({}));
//! work.commit().await?;
//! # Ok(())
//! # }
//! ```
//!
//! Nothing here reads a clock but [`Moment::now`], which the edges call.

mod answered;
mod audit;
mod blob;
mod care;
mod changes;
mod document;
mod error;
mod file;
mod moment;
mod open;
mod realm;
mod select;
mod work;

pub use answered::Answered;
pub use audit::{AuditFilter, AuditLine, ChainFault, ChainReport};
pub use care::{Anchor, Facts};
pub use changes::Change;
pub use document::{Document, Kept, Listing, Marks, Page};
pub use error::StoreError;
pub use file::{FileName, KeptFile};
pub use moment::Moment;
pub use open::{Engine, Store};
pub use realm::Realm;
pub use work::{Hand, Work};
