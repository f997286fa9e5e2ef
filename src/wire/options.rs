//! How to merge, as the caller writes it.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use serde::Deserialize;

use super::error::WireError;
use crate::docx::Macros;
use crate::layout::LayoutOptions;
use crate::locale::Language;
use crate::merge::{Approved, Gaps, MergeOptions, Missing, Strictness};
use crate::pdf::PdfOptions;
use crate::render::RenderOptions;
use crate::template::CompileOptions;

/// How to merge. Absent members are the engine's defaults.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a wish of its own")]
pub struct OptionsWire {
    /// What a field without a value becomes.
    pub missing: MissingWord,
    /// What becomes of the gaps that vanished fields leave.
    pub gaps: GapsWord,
    /// Write the letter in spite of errors.
    pub lenient: bool,
    /// Remove tables whose regions are all empty, with the heading above.
    pub remove_empty_tables: bool,
    /// The day of the decision, `2026-11-21` or `2026-11-21T10:30`.
    pub date: Option<String>,
    /// The document's title.
    pub title: Option<String>,
    /// The letter's language, such as `da-DK`; without it, the template's.
    pub language: Option<String>,
    /// Show the values in the receipt, which are personal data.
    pub receipt_values: bool,
    /// Read a `.docm` and leave its macros out.
    pub drop_macros: bool,
    /// What the letter becomes where the answer can be either: a document, or a PDF.
    pub format: FormatWord,
    /// A word across each page of the PDF, such as `TRÆNING`.
    pub watermark: Option<String>,
    /// When the letter was made, for the PDF: `2026-01-15T10:00:00+01:00`.
    pub created: Option<String>,
    /// Document properties and variables by name.
    pub properties: BTreeMap<String, String>,
}

/// How to render a finished letter. Absent members are the engine's defaults.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RenderOptionsWire {
    /// The title; without it, the document's own, else its first heading.
    pub title: Option<String>,
    /// A word across each page, such as `TRÆNING`.
    pub watermark: Option<String>,
    /// When the letter was made: `2026-01-15T10:00:00+01:00`.
    pub created: Option<String>,
    /// A letter with errors is refused.
    pub strict: bool,
}

impl RenderOptionsWire {
    /// Reads options from JSON.
    pub fn read(json: &str) -> Result<Self, WireError> {
        serde_json::from_str(json).map_err(WireError::Options)
    }

    /// How to render.
    pub fn render_options(self) -> Result<RenderOptions, WireError> {
        let (watermark, created) = (self.watermark.as_deref(), self.created.as_deref());
        let mut options = render_options(watermark, created)?;
        options.pdf.title = self.title;
        Ok(options)
    }
}

fn render_options(
    watermark: Option<&str>,
    created: Option<&str>,
) -> Result<RenderOptions, WireError> {
    let watermark = watermark.filter(|word| !word.trim().is_empty()).map(str::to_owned);
    Ok(RenderOptions {
        layout: LayoutOptions { watermark, ..LayoutOptions::default() },
        pdf: PdfOptions { created: created.map(read_moment).transpose()?, ..PdfOptions::default() },
    })
}

/// What a field without a value becomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MissingWord {
    /// `refuse`
    #[default]
    Refuse,
    /// `empty`
    Empty,
}

/// What the letter becomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormatWord {
    /// `docx`
    #[default]
    Docx,
    /// `pdf`
    Pdf,
}

/// What becomes of gaps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GapsWord {
    /// `close`
    #[default]
    Close,
    /// `as-word`
    AsWord,
}

impl OptionsWire {
    /// Reads options from JSON.
    pub fn read(json: &str) -> Result<Self, WireError> {
        serde_json::from_str(json).map_err(WireError::Options)
    }

    /// How to read the template.
    pub fn compile_options(&self) -> Result<CompileOptions, WireError> {
        Ok(CompileOptions {
            macros: if self.drop_macros { Macros::Drop } else { Macros::Refuse },
            language: self.language.as_deref().map(read_language).transpose()?,
            ..CompileOptions::default()
        })
    }

    /// How to render: the title is that of the document.
    pub fn render_options(&self) -> Result<RenderOptions, WireError> {
        render_options(self.watermark.as_deref(), self.created.as_deref())
    }

    /// How to merge.
    pub fn merge_options(self, approved: Approved) -> Result<MergeOptions, WireError> {
        if let Some(tag) = &self.language {
            read_language(tag)?;
        }
        Ok(MergeOptions {
            missing: match self.missing {
                MissingWord::Refuse => Missing::Refuse,
                MissingWord::Empty => Missing::Empty,
            },
            gaps: match self.gaps {
                GapsWord::Close => Gaps::Close,
                GapsWord::AsWord => Gaps::AsWord,
            },
            strictness: if self.lenient { Strictness::Lenient } else { Strictness::Strict },
            remove_empty_tables: self.remove_empty_tables,
            date: self.date.as_deref().map(read_date).transpose()?,
            title: self.title,
            language: self.language,
            properties: self
                .properties
                .into_iter()
                .map(|(name, value)| (name.to_lowercase(), value))
                .collect(),
            approved,
            receipt_values: self.receipt_values,
        })
    }
}

/// Reads a day, or a day and a time.
pub fn read_date(text: &str) -> Result<DateTime, WireError> {
    text.trim().parse().map_err(|_| WireError::NotADate)
}

/// Reads a moment with seconds and offset (RFC 3339), and gives it back as it is written.
pub fn read_moment(text: &str) -> Result<String, WireError> {
    let text = text.trim();
    let (date_and_time, offset) = text.split_at_checked(19).ok_or(WireError::NotAMoment)?;
    let is_offset = offset == "Z"
        || matches!(offset.as_bytes(), [b'+' | b'-', h, i, b':', m, n]
            if [h, i, m, n].into_iter().all(u8::is_ascii_digit));
    let is_moment =
        date_and_time.parse::<DateTime>().is_ok() && text.parse::<jiff::Timestamp>().is_ok();
    if is_offset && is_moment { Ok(text.to_owned()) } else { Err(WireError::NotAMoment) }
}

/// Reads the tag of a language that a letter can be written in.
pub fn read_language(tag: &str) -> Result<Language, WireError> {
    Language::from_tag(tag).ok_or_else(|| WireError::LanguageUnknown { tag: tag.to_owned() })
}
