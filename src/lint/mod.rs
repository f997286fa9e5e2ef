//! The linter: what is wrong with a template before any citizen sees it.
//!
//! A [`Rule`] is a file of `rules/`: its code and name, its manual in both languages, and what it
//! looks at. All rules stand in [`RULES`]; [`check`] walks a [`Manuscript`] and calls them. Rules judge three
//! things ([`Stage`]): a file as its author wrote it, a letter's template as a whole, and finished letters. A
//! picture without alternative text is told of once, in the master template that holds it; a heading
//! without content is told of where a letter shows it.
//!
//! ```text
//! fejl[A101]: billedet `Logo` har ingen alternativ tekst
//!   --> masters/borger.docx: sidehoved 1, afsnit 1
//!    = hjælp: højreklik på billedet i Word, …
//! ```
//!
//! What other rooms find while they compile, compose, prove, merge and set has its rule here too, so that
//! `explain` knows every code. A rule may bring a [`Fix`]: edits of the bytes concerned, all or none.
//! [`fixer`] makes those of what others found in codes, [`apply`] makes them all, [`changes`] tells the
//! author what they did, and [`annotate`] writes what is left into a copy as Word comments.

mod address;
mod annotate;
mod apply;
mod changes;
mod checker;
mod fix;
mod fixer;
mod found;
pub mod manuscript;
pub(crate) mod markup;
mod personal;
pub mod prose;
mod registry;
mod remark;
mod rule;
mod rules;
pub mod sentences;
mod tongue;

pub use annotate::{ANNOTATOR, ANNOTATOR_INITIALS, AnnotateOptions, Annotation, annotate};
pub use apply::{Applied, FileEdit, Skipped, WhyNot, apply};
pub use changes::{ChangeLine, ChangeLineKind, changes, changes_text};
pub use checker::{Checker, Message, Report, Role, Subject, check, say};
pub use fix::{Edit, Fix, Safety};
pub use fixer::{Mender, Tick, fixer};
pub use found::{Found, Spot};
pub use manuscript::{Manuscript, manuscript};
pub use personal::masked;
pub use registry::{RULES, replaced_by, rule};
pub use remark::{is_remark, remark};
pub use rule::{By, Certainty, Check, Group, Manual, Repair, Rule, Stage, Words};
