//! Values that are written in more than one way.

use std::borrow::Cow;

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};
use serde_json::Value as Json;

use crate::field::{Reading, Value};
use crate::locale::Language;

/// A value as it was written, digit for digit, a number in quotes or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::bundle) struct NumberText {
    /// The text or the digits.
    pub text: String,
    /// It stands without quotes: a point in it is a decimal point in every language.
    pub bare: bool,
}

impl NumberText {
    /// The number that it is in a language.
    pub fn number(&self, language: Language) -> Option<Decimal> {
        if self.bare {
            return Decimal::from_str_exact(&self.text).ok();
        }
        Value::Text(self.text.trim().to_owned()).number(Reading::with_affixes(language))
    }
}

impl<'de> Deserialize<'de> for NumberText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Json::deserialize(deserializer)? {
            Json::String(text) => NumberText { text, bare: false },
            other => NumberText { text: other.to_string(), bare: true },
        })
    }
}

impl JsonSchema for NumberText {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "NumberText".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "number"] })
    }
}

/// A day, `2026-11-21`, with quotes or without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::bundle) struct DateText(pub Date);

impl<'de> Deserialize<'de> for DateText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(DateText).map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for DateText {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "DateText".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}
