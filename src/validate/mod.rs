//! Validation: a bundle, a folder or single documents judged by all that can judge them.
//!
//! [`crate::lint`] judges one document; [`crate::verify`] proves one template. Here the files of a bundle are
//! read, each is judged as its author wrote it, each letter is composed and proved as a whole, and the
//! letters of the test persons are made and judged as their readers meet them. What several of these see
//! is one fault and one [`Fault`], in the file whose author can mend it.
//!
//! ```text
//! Source ─open─► jobs: a file as written, a letter composed, proved and made ─► judgements ─conclude─► Report
//!                  each by its key from a cache, on any thread                     │
//!                            settings, comments and baseline say what is accepted ─┘
//! ```
//!
//! In our letter a person's row of the calculation vanishes, and the heading above it stays. The template
//! is right, the letter is not: its paragraphs were marked before it was merged (`marks`), so that the
//! fault is told at the heading in `templates/bevilling.docx`, with the letter that shows it.
//!
//! What the settings except, and what a [`Baseline`] knows, is kept and marked as accepted: a report says what
//! was accepted and why.
//!
//! | question | decision |
//! |---|---|
//! | a document that cannot be opened | a fault (`B713`); a path that cannot be read is the caller's error |
//! | errors in the bundle's own files | letters are neither proved nor made, and the report says so; test persons apart |
//! | which letters are made | each person's own, then every two answers and values that meet, laid over the persons' data; 64 a template |
//! | merge findings of a test person | the person's, from warnings on; what the proof says already is the template's |
//! | a fault for a person to judge | counts by its severity, as others do |
//! | an authority that changes nothing of a letter | has the central letter, judged once |
//! | a comment `brevsmed: ignorer A101 — reason` | accepts at its paragraphs; without a reason it is told of, and does not count |

mod accept;
mod baseline;
mod cache;
mod codes;
mod conclude;
mod fingerprint;
mod finished;
mod glob;
mod hash;
mod letter;
mod marks;
mod piece;
mod remarks;
mod report;
mod seen;
mod selection;
mod source;
mod validator;

pub use baseline::{Baseline, BaselineError};
pub use cache::{read_judgements, write_judgements};
pub use codes::{code, codes, words};
pub use conclude::{Against, Judged, conclude};
pub use report::{Accepted, Fault, FileKind, FileReport, LetterShown, Report, Totals};
pub use seen::{Judgement, Remark, Seen, Sight};
pub use selection::{Selection, UnknownRule};
pub use source::{Content, Opened, SETTINGS, Source};
pub use validator::{Job, LETTERS, Prepared, Validator, Wishes};
