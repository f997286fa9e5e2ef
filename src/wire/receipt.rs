//! Receipts and diagnostics as JSON. The names of members are contract.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use crate::diagnostic::{Diagnostic, MessageLanguage, Place, Severity};
use crate::merge::{Merged, Outcome, Receipt};
use crate::render::Rendered;
use crate::template::Template;

use super::rendering::RenderingWire;

/// A receipt as it leaves.
#[derive(Clone, Debug, Serialize)]
pub struct ReceiptWire {
    /// What came of the request.
    pub outcome: OutcomeWord,
    /// SHA-256 of the template.
    pub template: String,
    /// The key of the context that the letter was made in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<String>,
    /// The title as the citizen reads it; only when values are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The key of the denial reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub denial_reason: Option<String>,
    /// The price agreements that were used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub price_agreements: Vec<PriceWire>,
    /// Where the values came from, of a letter made in a context.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceWire>,
    /// Merge fields, each use with its place.
    pub fields: Vec<FieldUseWire>,
    /// Keys of questions that nobody answered and that count as N, or as their default.
    pub defaulted_answers: Vec<String>,
    /// Names in the data that the letter did not use.
    pub unused_data: Vec<String>,
    /// Paragraphs that were removed.
    pub removed_paragraphs: Vec<RemovedWire>,
    /// What was found.
    pub diagnostics: Vec<DiagnosticWire>,
    /// What came of rendering the letter, where a PDF was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pdf: Option<RenderingWire>,
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
    /// Where the value came from, of a letter made in a context.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'static str>,
}

/// A field and where its value came from.
#[derive(Clone, Debug, Serialize)]
pub struct SourceWire {
    /// The field's name in the catalogue.
    pub name: String,
    /// The source's word.
    pub source: &'static str,
}

/// A price agreement that was used.
#[derive(Clone, Debug, Serialize)]
pub struct PriceWire {
    /// The key of the supplier.
    pub supplier: String,
    /// The service.
    pub service: String,
    /// The first day on which it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
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
    /// The file of the bundle, of a letter that is put together from several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
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
    /// The letter in base64, where there is one: the document, or the PDF that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letter: Option<String>,
}

/// A letter with its receipt in the language asked for.
pub fn merged_letter(
    merged: &Merged,
    template: &Template,
    rendered: Option<&Rendered>,
    language: MessageLanguage,
) -> MergedWire {
    let outcome = OutcomeWord::of(&merged.outcome);
    let receipt = receipt(&merged.receipt(template), outcome, language);
    let letter = rendered.map(|rendered| rendered.pdf.as_slice()).or_else(|| merged.letter());
    MergedWire {
        outcome,
        receipt: match rendered {
            Some(rendered) => receipt.with_rendering(rendered, language),
            None => receipt,
        },
        letter: letter.map(|letter| STANDARD.encode(letter)),
    }
}

impl ReceiptWire {
    /// The receipt with what came of rendering the letter.
    #[must_use]
    pub fn with_rendering(self, rendered: &Rendered, language: MessageLanguage) -> Self {
        ReceiptWire { pdf: Some(RenderingWire::of(rendered, language)), ..self }
    }
}

/// Tells the file that a place is in, and the place as the author of that file counts.
pub type Locate<'l> = dyn Fn(&Place) -> (String, Place) + 'l;

/// A receipt in the language asked for.
pub fn receipt(receipt: &Receipt, outcome: OutcomeWord, language: MessageLanguage) -> ReceiptWire {
    receipt_of(receipt, outcome, language, &|place| PlaceWire::new(place, language))
}

/// A receipt of a letter that was put together from several files.
pub fn receipt_of_files(
    receipt: &Receipt,
    outcome: OutcomeWord,
    language: MessageLanguage,
    locate: &Locate<'_>,
) -> ReceiptWire {
    receipt_of(receipt, outcome, language, &|place| PlaceWire::located(place, language, locate))
}

fn receipt_of(
    receipt: &Receipt,
    outcome: OutcomeWord,
    language: MessageLanguage,
    place: &dyn Fn(&Place) -> PlaceWire,
) -> ReceiptWire {
    let made = receipt.provenance.as_ref();
    let day = |day: &Option<jiff::civil::Date>| day.map(|day| day.to_string());
    ReceiptWire {
        outcome,
        template: receipt.template.clone(),
        context: made.map(|made| made.context.clone()),
        title: made.and_then(|made| made.title.clone()),
        denial_reason: made.and_then(|made| made.reason.clone()),
        price_agreements: made
            .iter()
            .flat_map(|made| &made.prices)
            .map(|price| PriceWire {
                supplier: price.supplier.clone(),
                service: price.service.clone(),
                from: day(&price.from),
                to: day(&price.to),
            })
            .collect(),
        sources: made
            .iter()
            .flat_map(|made| &made.sources)
            .map(|sourced| SourceWire {
                name: sourced.name.clone(),
                source: sourced.source.as_str(),
            })
            .collect(),
        fields: receipt
            .fields
            .iter()
            .map(|used| FieldUseWire {
                name: used.name.clone(),
                place: place(&used.place),
                value: used.value.clone(),
                source: used.source.map(crate::merge::SourceWord::as_str),
            })
            .collect(),
        defaulted_answers: receipt.defaulted.clone(),
        unused_data: receipt.unused.clone(),
        removed_paragraphs: receipt
            .removed
            .iter()
            .map(|removed| RemovedWire { story: removed.story.key(), paragraph: removed.paragraph })
            .collect(),
        diagnostics: receipt
            .diagnostics
            .iter()
            .map(|diagnostic| DiagnosticWire::new(diagnostic, language, place))
            .collect(),
        pdf: None,
    }
}

/// Diagnostics in the language asked for.
pub fn diagnostics(diagnostics: &[Diagnostic], language: MessageLanguage) -> Vec<DiagnosticWire> {
    let place = |place: &Place| PlaceWire::new(place, language);
    diagnostics.iter().map(|diagnostic| DiagnosticWire::new(diagnostic, language, &place)).collect()
}

/// Diagnostics of a letter that was put together from several files.
pub fn diagnostics_of_files(
    diagnostics: &[Diagnostic],
    language: MessageLanguage,
    locate: &Locate<'_>,
) -> Vec<DiagnosticWire> {
    let place = |place: &Place| PlaceWire::located(place, language, locate);
    diagnostics.iter().map(|diagnostic| DiagnosticWire::new(diagnostic, language, &place)).collect()
}

impl DiagnosticWire {
    fn new(
        diagnostic: &Diagnostic,
        language: MessageLanguage,
        place: &dyn Fn(&Place) -> PlaceWire,
    ) -> Self {
        DiagnosticWire {
            severity: match diagnostic.severity() {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            },
            code: diagnostic.finding.code(),
            message: diagnostic.finding.message(language),
            help: diagnostic.finding.help(language),
            place: diagnostic.place.as_ref().map(place),
        }
    }
}

impl PlaceWire {
    fn located(place: &Place, language: MessageLanguage, locate: &Locate<'_>) -> Self {
        let (file, place) = locate(place);
        PlaceWire { file: Some(file), ..PlaceWire::new(&place, language) }
    }

    /// A place with its words in the language asked for.
    pub fn new(place: &Place, language: MessageLanguage) -> Self {
        PlaceWire {
            file: None,
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
