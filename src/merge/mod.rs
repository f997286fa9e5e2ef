//! The merge: a template, case data and answers in, the finished letter's package out.
//!
//! Pure: no clock, no files, no randomness; dates and numbers of the letter are arguments, and the
//! same input gives the same bytes. [`merge`] runs the program of each story with a writer that keeps
//! the XML well formed, evaluates the holes as it meets them, and puts the package together.
//!
//! In the letter of our running example the answer to question 00042 is no. Its paragraph
//!
//! ```text
//! Open(paragraph)  Copy("Kære ")  Field(Borger.Fornavn)  Copy(", ")  Field(IF …)  Close(paragraph)
//! ```
//!
//! comes out as `Kære Åse,`: the name was written as a run with the field's formatting, the IF
//! vanished, and the blank before the paragraph's end with it.
//!
//! | question | decision |
//! |---|---|
//! | a field that the data lacks | an error with the field's name and place; empty where the caller says so |
//! | an answer that nobody gave | no, and noted |
//! | a boolean as text | `J` or `N`, as answers are written |
//! | a line end in a value | a line break; an empty line begins a new paragraph |
//! | a paragraph with fields that gave nothing | removed, unless it is the last of its cell or story, ends a section or is an anchor |
//! | a paragraph that held only the quotation marks around a table | removed likewise |
//! | a paragraph left with punctuation only | stays: punctuation is text |
//! | MERGEREC, MERGESEQ in a region | the number of the item, so that rows can be numbered |
//! | SET in a branch that is not taken | does not happen |

mod address;
mod cells;
mod document;
mod evaluate;
mod finish;
mod fragment;
mod identities;
mod include;
mod lookup;
mod picture;
mod probe;
mod recast;
mod receipt;
mod record;
mod request;
mod run;
mod writer;

pub use probe::{FieldAt, condition_holds, field_text};
pub use receipt::{FieldUse, PriceUsed, Provenance, Receipt, Removed, SourceWord, Sourced};
pub use record::{Datum, Found, Fragment, Picture, Record};
pub use request::{Answer, Answers, Approved, Gaps, MergeOptions, Missing, Request, Strictness};

use crate::diagnostic::{Diagnostic, Place, has_errors};
use crate::docx::PackageError;
use crate::template::Template;

/// What came of a request.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The letter, or why there is none.
    pub outcome: Outcome,
    trace: receipt::Trace,
}

/// The letter, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The letter's package.
    Letter(Vec<u8>),
    /// The template says that this letter is not to be sent (SKIPIF), and where.
    DoNotSend(Place),
    /// Errors; the receipt names them.
    Refused,
}

impl Merged {
    /// The receipt.
    pub fn receipt(&self, template: &Template) -> Receipt {
        self.trace.receipt(template)
    }

    /// What this merge was found to have, without what concerns the template alone.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.trace.diagnostics
    }

    /// The letter's package, if there is one.
    pub fn letter(&self) -> Option<&[u8]> {
        match &self.outcome {
            Outcome::Letter(bytes) => Some(bytes),
            Outcome::DoNotSend(_) | Outcome::Refused => None,
        }
    }
}

/// What merging would find, without a letter being made.
pub fn try_out(template: &Template, request: &Request<'_>) -> Vec<Diagnostic> {
    run::run(template, request).trace.diagnostics
}

/// Merges one letter.
///
/// # Errors
///
/// When the package cannot be written. What is wrong with template or data is no error of ours: it
/// is in the receipt, and [`Outcome::Refused`] says that there is no letter.
pub fn merge(template: &Template, request: &Request<'_>) -> Result<Merged, PackageError> {
    let run = run::run(template, request);
    if let Some(part) = run.too_large {
        let limit = template.package().limits().part_bytes;
        return Err(PackageError::PartTooLarge { part, limit });
    }
    let refused = request.options.strictness == Strictness::Strict
        && (has_errors(template.diagnostics()) || has_errors(&run.trace.diagnostics));
    let outcome = if refused {
        Outcome::Refused
    } else if let Some(place) = run.skipped {
        Outcome::DoNotSend(place)
    } else {
        Outcome::Letter(finish::finish(template, request.options, &run.letter)?)
    };
    Ok(Merged { outcome, trace: run.trace })
}
