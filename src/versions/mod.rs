//! Versions of a template: what differs, what is taken over, what moves between environments.
//!
//! A template lives long. It is written in training with that environment's question keys and
//! *promoted* to production with other keys ([`promote()`]). It is revised, and whoever answers for
//! the letters wants to see what a citizen will read differently ([`diff()`], over the [`Outline`] of
//! both versions). Where a municipality has overridden a template that is then revised centrally,
//! [`rebase()`] takes the override to the new version.
//!
//! Of the line
//!
//! ```text
//! { IF { MERGEFIELD Question:flettespoergsmaal-10042 } = "J" "Vi skal bruge et overslag." }
//! ```
//!
//! promotion changes the digit that differs, and not another byte of the file; the difference
//! between two revisions of it speaks of words, of conditions and of formatting as Word names them.

mod align;
mod diff;
mod diff_html;
mod diff_text;
mod diff_words;
mod format;
mod outline;
mod page;
mod promote;
mod rebase;
mod sheet;
mod three_way;
mod told;

pub use align::Sign;
pub use diff::{
    ConditionChange, Difference, ParagraphChange, ParagraphChangeKind, PictureChange,
    SectionChange, StoryDifference, StyleChange, diff,
};
pub use diff_html::{Page, diff_html};
pub use diff_text::diff_text;
pub use format::{Format, Property, PropertyChange, change_words};
pub use outline::{
    DocumentSetting, Outline, OutlinedCondition, OutlinedParagraph, OutlinedPicture, OutlinedStory,
    TextRun, outline,
};
pub use promote::{KeyChange, Promoted, promote};
pub use rebase::{Change, ChangeKind, ClashKind, Conflict, Rebased, Subject, rebase};
pub use three_way::{ManifestChange, ThreeWay, three_way_html};
pub use told::{ToldChange, told};
