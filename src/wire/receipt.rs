//! Receipts and diagnostics as JSON. The names of members are contract.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use crate::diagnostic::{Diagnostic, MessageLanguage, Place, Severity};
use crate::merge::{Merged, Outcome, Receipt};
use crate::template::Template;

/// A receipt as it leaves.
#[derive(Clone, Debug, Serialize)]
pub struct ReceiptWire {
    /// What came of the request.
    pub outcome: OutcomeWord,
    /// SHA-256 of the template.
    pub template: String,
    /// Merge fields, each use with its place.
    pub fields: Vec<FieldUseWire>,
    /// Keys of questions that nobody answered and that count as N.
    pub defaulted_answers: Vec<String>,
    /// Names in the data that the letter did not use.
    pub unused_data: Vec<String>,
    /// Paragraphs that were removed.
    pub removed_paragraphs: Vec<RemovedWire>,
    /// What was found.
    pub diagnostics: Vec<DiagnosticWire>,
}

/// What came of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutcomeWord {
    /// `letter`: there is one.
    Letter,
    /// `do-not-send`: the template says that this letter is not to be sent.
    DoNotSend,
    /// `refused`: errors.
    Refused,
}

impl OutcomeWord {
    /// The word of an outcome.
    pub fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Letter(_) => OutcomeWord::Letter,
            Outcome::DoNotSend(_) => OutcomeWord::DoNotSend,
            Outcome::Refused => OutcomeWord::Refused,
        }
    }

    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            OutcomeWord::Letter => "letter",
            OutcomeWord::DoNotSend => "do-not-send",
            OutcomeWord::Refused => "refused",
        }
    }
}

/// A use of a merge field.
#[derive(Clone, Debug, Serialize)]
pub struct FieldUseWire {
    /// The name as the template writes it.
    pub name: String,
    /// Where.
    pub place: PlaceWire,
    /// The value; only when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// A paragraph that was removed.
#[derive(Clone, Debug, Serialize)]
pub struct RemovedWire {
    /// `body`, `header1`, …
    pub story: String,
    /// The paragraph's number in the template.
    pub paragraph: usize,
}

/// A finding and where it is.
#[derive(Clone, Debug, Serialize)]
pub struct DiagnosticWire {
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// The stable code.
    pub code: &'static str,
    /// What was found, in the language asked for.
    pub message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Where; absent when it concerns the template or the request as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceWire>,
}

/// Where something is.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceWire {
    /// `body`, `header1`, `footer1`, `footnotes`, `endnotes`, `comments`.
    pub story: String,
    /// The heading above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// The paragraph's number in its story, from 1.
    pub paragraph: usize,
    /// The cell, where the paragraph stands in a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<CellWire>,
    /// The text around, with field codes in braces.
    pub excerpt: String,
    /// The characters of the excerpt that are meant, from and to.
    pub mark: [usize; 2],
    /// The place in words, in the language asked for.
    pub words: String,
}

/// A table's cell, all numbers from 1.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct CellWire {
    /// The table's number in its story.
    pub table: usize,
    /// The row.
    pub row: usize,
    /// The column.
    pub column: usize,
}

/// A letter with its receipt.
#[derive(Clone, Debug, Serialize)]
pub struct MergedWire {
    /// What came of the request.
    pub outcome: OutcomeWord,
    /// The receipt.
    pub receipt: ReceiptWire,
    /// The docx in base64, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letter: Option<String>,
}

/// A letter with its receipt in the language asked for.
pub fn merged_letter(
    merged: &Merged,
    template: &Template,
    language: MessageLanguage,
) -> MergedWire {
    let outcome = OutcomeWord::of(&merged.outcome);
    MergedWire {
        outcome,
        receipt: receipt(&merged.receipt(template), outcome, language),
        letter: merged.letter().map(|letter| STANDARD.encode(letter)),
    }
}

/// A receipt in the language asked for.
pub fn receipt(receipt: &Receipt, outcome: OutcomeWord, language: MessageLanguage) -> ReceiptWire {
    ReceiptWire {
        outcome,
        template: receipt.template.clone(),
        fields: receipt
            .fields
            .iter()
            .map(|used| FieldUseWire {
                name: used.name.clone(),
                place: PlaceWire::new(&used.place, language),
                value: used.value.clone(),
            })
            .collect(),
        defaulted_answers: receipt.defaulted.clone(),
        unused_data: receipt.unused.clone(),
        removed_paragraphs: receipt
            .removed
            .iter()
            .map(|removed| RemovedWire { story: removed.story.key(), paragraph: removed.paragraph })
            .collect(),
        diagnostics: diagnostics(&receipt.diagnostics, language),
    }
}

/// Diagnostics in the language asked for.
pub fn diagnostics(diagnostics: &[Diagnostic], language: MessageLanguage) -> Vec<DiagnosticWire> {
    diagnostics
        .iter()
        .map(|diagnostic| DiagnosticWire {
            severity: match diagnostic.severity() {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            },
            code: diagnostic.finding.code(),
            message: diagnostic.finding.message(language),
            help: diagnostic.finding.help(language),
            place: diagnostic.place.as_ref().map(|place| PlaceWire::new(place, language)),
        })
        .collect()
}

impl PlaceWire {
    /// A place with its words in the language asked for.
    pub fn new(place: &Place, language: MessageLanguage) -> Self {
        PlaceWire {
            story: place.story.key(),
            heading: place.heading.clone(),
            paragraph: place.paragraph,
            cell: place.cell.map(|(table, row, column)| CellWire { table, row, column }),
            excerpt: place.excerpt.clone(),
            mark: [place.mark.0, place.mark.1],
            words: place.words(language),
        }
    }
}
