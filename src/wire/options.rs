//! How to merge, as the caller writes it.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use serde::Deserialize;

use super::error::WireError;
use crate::docx::Macros;
use crate::locale::Language;
use crate::merge::{Approved, Gaps, MergeOptions, Missing, Strictness};
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
    /// Document properties and variables by name.
    pub properties: BTreeMap<String, String>,
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

/// Reads the tag of a language that a letter can be written in.
pub fn read_language(tag: &str) -> Result<Language, WireError> {
    Language::from_tag(tag).ok_or_else(|| WireError::LanguageUnknown { tag: tag.to_owned() })
}
