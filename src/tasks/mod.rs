//! Follow-up tasks (*opfølgningsopgaver*): notices that something is to be looked at. A notice never blocks and never starts anything.
//!
//! A task has a [kind](TaskKind), such as `template-changed`, and is routed to the [packages](TaskPackage) (*opgavepakker*) of its authority
//! that take the kind. It is opened under a key that says what it is about, so that the same event opens it once, however often it is told.
//! An authority that does not want the notices of a kind turns them off ([`Subscription`]).
//!
//! ```text
//! event ─► kind on? ─► open_once under its key ─► in the packages that take the kind ─► tags, comparison ─► closed: how, who, when, why
//!            └─ off: nothing is opened, and the authority's status says so where it matters
//! ```

mod kind;
mod package;
mod task;

pub use kind::{
    ACCESS_REVIEW, AGREEMENT_EXPIRING, OwnKind, SHIPPED_KINDS, Subscription, TEMPLATE_CHANGED,
    TaskKind, is_on, kind, kinds,
};
pub use package::{PACKAGE_TEMPLATES, PackageTemplate, TaskPackage, packages_for};
pub use task::{Closed, Task, close, open_once};
