//! Reading TOML with positions: what is not understood is refused with its line, never passed over.

use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::SettingsError;
use crate::diagnostic::{near, toml_danish};

/// A key and its value, as they stand in the file.
pub(super) type Key<'i> = Spanned<std::borrow::Cow<'i, str>>;
pub(super) type Value<'i> = Spanned<DeValue<'i>>;

/// A file at hand: where its bytes are in lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'s> {
    text: &'s str,
}

impl<'s> Source<'s> {
    /// A file's text, without the mark that some editors begin with.
    pub fn new(text: &'s str) -> Self {
        Source { text: text.strip_prefix('\u{feff}').unwrap_or(text) }
    }

    /// Its tables.
    pub fn parse(self) -> Result<Spanned<DeTable<'s>>, SettingsError> {
        DeTable::parse(self.text).map_err(|error| {
            let at = error.span().unwrap_or_default();
            let line = self.text.lines().nth(self.line(at.start) - 1).unwrap_or_default();
            self.fault(&at, toml_danish(error.message(), line), error.message())
        })
    }

    /// What is wrong at some bytes.
    pub fn fault(
        self,
        at: &Range<usize>,
        danish: impl Into<String>,
        english: impl Into<String>,
    ) -> SettingsError {
        SettingsError { line: self.line(at.start), danish: danish.into(), english: english.into() }
    }

    /// The line of a byte, from 1.
    fn line(self, byte: usize) -> usize {
        let breaks = self.text.match_indices('\n');
        1 + breaks.take_while(|(at, _)| *at < byte).count()
    }

    /// A key that is not known, with the known one most like it.
    pub fn unknown(self, key: &Key<'_>, known: &[&str]) -> SettingsError {
        let found = key.get_ref();
        let meant = near(found, known.iter().copied());
        let (danish, english) = if let Some(meant) = meant {
            (format!("; mente du `{meant}`?"), format!("; did you mean `{meant}`?"))
        } else {
            let all = known.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
            (format!("; her kan stå {all}"), format!("; these are known here: {all}"))
        };
        self.fault(
            &key.span(),
            format!("nøglen `{found}` kendes ikke{danish}"),
            format!("the key `{found}` is not known{english}"),
        )
    }

    fn not(self, key: &Key<'_>, value: &Value<'_>, danish: &str, english: &str) -> SettingsError {
        let name = key.get_ref();
        self.fault(
            &value.span(),
            format!("`{name}` skal være {danish}"),
            format!("`{name}` must be {english}"),
        )
    }

    /// A text.
    pub fn text(self, key: &Key<'_>, value: &Value<'_>) -> Result<String, SettingsError> {
        match value.get_ref() {
            DeValue::String(text) => Ok(text.to_string()),
            _ => Err(self.not(key, value, "en tekst i citationstegn", "a text in quotation marks")),
        }
    }

    /// A text that says something.
    pub fn words(self, key: &Key<'_>, value: &Value<'_>) -> Result<String, SettingsError> {
        let text = self.text(key, value)?.trim().to_owned();
        if text.is_empty() {
            let name = key.get_ref();
            return Err(self.fault(
                &value.span(),
                format!("`{name}` må ikke være tom"),
                format!("`{name}` must not be empty"),
            ));
        }
        Ok(text)
    }

    /// One of some words.
    pub fn choice<T: Copy>(
        self,
        key: &Key<'_>,
        value: &Value<'_>,
        choices: &[(&str, T)],
    ) -> Result<T, SettingsError> {
        let word = match value.get_ref() {
            DeValue::String(text) => text.as_ref(),
            _ => "",
        };
        if let Some((_, chosen)) = choices.iter().find(|(known, _)| *known == word) {
            return Ok(*chosen);
        }
        let all: Vec<String> = choices.iter().map(|(known, _)| format!("\"{known}\"")).collect();
        let (last, others) =
            all.split_last().map_or(("", &all[..]), |(last, others)| (last, others));
        let others = others.join(", ");
        Err(self.not(key, value, &format!("{others} eller {last}"), &format!("{others} or {last}")))
    }

    /// A whole number from 1 on.
    pub fn number(self, key: &Key<'_>, value: &Value<'_>) -> Result<u32, SettingsError> {
        let number = match value.get_ref() {
            DeValue::Integer(number) => {
                u32::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok()
            }
            _ => None,
        };
        number.filter(|number| *number > 0).ok_or_else(|| {
            self.not(key, value, "et helt tal større end 0", "a whole number greater than 0")
        })
    }

    /// A day.
    pub fn date(self, key: &Key<'_>, value: &Value<'_>) -> Result<Date, SettingsError> {
        let written = match value.get_ref() {
            DeValue::Datetime(moment) if moment.time.is_none() => moment.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => String::new(),
        };
        written.parse().map_err(|_| {
            self.not(key, value, "en dato som 2026-12-31", "a date such as 2026-12-31")
        })
    }

    /// A list of texts, none of them empty. One text alone is a list of one.
    pub fn list(self, key: &Key<'_>, value: &Value<'_>) -> Result<Vec<String>, SettingsError> {
        match value.get_ref() {
            DeValue::Array(items) => items.iter().map(|item| self.words(key, item)).collect(),
            DeValue::String(_) => Ok(vec![self.words(key, value)?]),
            _ => Err(self.not(
                key,
                value,
                "en liste af tekster, som [\"a\", \"b\"]",
                "a list of texts, such as [\"a\", \"b\"]",
            )),
        }
    }

    /// A table.
    pub fn table<'v, 'i>(
        self,
        key: &Key<'_>,
        value: &'v Value<'i>,
    ) -> Result<&'v DeTable<'i>, SettingsError> {
        match value.get_ref() {
            DeValue::Table(table) => Ok(table),
            _ => Err(self.not(
                key,
                value,
                "en tabel med nøgler og værdier",
                "a table of keys and values",
            )),
        }
    }

    /// Several tables of one name.
    pub fn tables<'v, 'i>(
        self,
        key: &Key<'_>,
        value: &'v Value<'i>,
    ) -> Result<Vec<(Range<usize>, &'v DeTable<'i>)>, SettingsError> {
        let name = key.get_ref();
        let refused = || {
            self.not(
                key,
                value,
                &format!("tabeller, hver med overskriften `[[{name}]]`"),
                &format!("tables, each headed `[[{name}]]`"),
            )
        };
        let DeValue::Array(items) = value.get_ref() else { return Err(refused()) };
        items
            .iter()
            .map(|item| match item.get_ref() {
                DeValue::Table(table) => Ok((item.span(), table)),
                _ => Err(refused()),
            })
            .collect()
    }
}
