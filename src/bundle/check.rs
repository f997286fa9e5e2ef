//! A file against its schema: all that does not fit, at once.
//!
//! What does not fit is a finding and is replaced by something neutral, so that the rest of the file
//! is read and a fault is not followed by others that it causes.

use jiff::civil::Date;
use serde_json::{Map, Value as Json};

use super::found::{Findings, Suggestion};
use super::source::{Source, item, member};
use crate::diagnostic::BundleFinding;

/// Items of a list that are read: checks compare them with each other.
const LONGEST: usize = 5_000;

/// Checks a value against a schema without references; gives back what fits.
pub(super) fn check(schema: &Json, value: Json, source: &Source, findings: &mut Findings) -> Json {
    Checker { source, findings }.value(schema, value, "")
}

struct Checker<'c> {
    source: &'c Source,
    findings: &'c mut Findings,
}

impl Checker<'_> {
    fn value(&mut self, schema: &Json, value: Json, path: &str) -> Json {
        let kinds = kinds(schema);
        if !kinds.is_empty() && !kinds.iter().any(|kind| is_of(kind, &value)) {
            self.wrong_type(&kinds, &value, path);
            return neutral(schema);
        }
        match value {
            Json::Object(object) => self.object(schema, object, path),
            Json::Array(mut items) => {
                if items.len() > LONGEST {
                    let (key, limit) = (name(path).to_owned(), LONGEST.to_string());
                    let finding = BundleFinding::ListTooLong { key, limit };
                    self.findings.key(self.source, path, finding);
                    items.truncate(LONGEST);
                }
                let inner = schema.get("items").unwrap_or(&Json::Null);
                let checked = items
                    .into_iter()
                    .enumerate()
                    .map(|(index, value)| self.value(inner, value, &item(path, index)));
                Json::Array(checked.collect())
            }
            Json::String(text) => self.text(schema, text, path),
            Json::Number(number) => {
                let least = schema.get("minimum").and_then(Json::as_i64);
                if let (Some(least), Some(found)) = (least, number.as_i64())
                    && found < least
                {
                    let finding = BundleFinding::NumberTooSmall {
                        key: name(path).to_owned(),
                        least: least.to_string(),
                    };
                    self.findings.value(self.source, path, finding);
                    return neutral(schema);
                }
                Json::Number(number)
            }
            other => other,
        }
    }

    fn object(&mut self, schema: &Json, object: Map<String, Json>, path: &str) -> Json {
        let empty = Map::new();
        let properties = schema.get("properties").and_then(Json::as_object).unwrap_or(&empty);
        let additional = schema.get("additionalProperties");
        let required: Vec<&str> = schema
            .get("required")
            .and_then(Json::as_array)
            .map(|names| names.iter().filter_map(Json::as_str).collect())
            .unwrap_or_default();
        let mut checked = Map::new();
        for (key, value) in object {
            let inner = member(path, &key);
            match (properties.get(&key), additional) {
                // JSON says with `null` what TOML says by leaving the key out.
                (Some(_), _) if value.is_null() && !required.contains(&key.as_str()) => {}
                (Some(schema), _) if required.contains(&key.as_str()) => {
                    let value = self.value(schema, value, &inner);
                    checked.insert(key, value);
                }
                (Some(schema), _) => {
                    let before = self.findings.count();
                    let fits = kinds(schema).iter().any(|kind| is_of(kind, &value));
                    let nested = fits && (value.is_object() || value.is_array());
                    let value = self.value(schema, value, &inner);
                    // What may be left out is left out rather than replaced.
                    if nested || self.findings.count() == before {
                        checked.insert(key, value);
                    }
                }
                (None, Some(Json::Bool(false))) => {
                    let Suggestion { danish, english } =
                        Suggestion::of(&key, properties.keys().map(String::as_str));
                    let finding = BundleFinding::KeyUnknown { key, danish, english };
                    self.findings.key(self.source, &inner, finding);
                }
                (None, Some(schema @ Json::Object(_))) => {
                    let value = self.value(schema, value, &inner);
                    checked.insert(key, value);
                }
                (None, _) => {
                    checked.insert(key, value);
                }
            }
        }
        for key in required {
            if !checked.contains_key(key) {
                let finding = BundleFinding::KeyMissing { key: key.to_owned() };
                self.findings.key(self.source, path, finding);
                let schema = properties.get(key).unwrap_or(&Json::Null);
                checked.insert(key.to_owned(), neutral(schema));
            }
        }
        Json::Object(checked)
    }

    fn text(&mut self, schema: &Json, text: String, path: &str) -> Json {
        let words = words(schema);
        if !words.is_empty() && !words.contains(&text.as_str()) {
            let Suggestion { danish, english } = Suggestion::of(&text, words.into_iter());
            let finding = BundleFinding::WordUnknown {
                word: text,
                key: name(path).to_owned(),
                danish,
                english,
            };
            self.findings.value(self.source, path, finding);
            return neutral(schema);
        }
        if text.trim().is_empty() && schema.get("minLength").is_some() {
            let finding = BundleFinding::TextEmpty { key: name(path).to_owned() };
            self.findings.value(self.source, path, finding);
        }
        let date = schema.get("format").is_some_and(|format| format == "date");
        if date && text.parse::<Date>().is_err() {
            let finding = BundleFinding::DateUnreadable { key: name(path).to_owned() };
            self.findings.value(self.source, path, finding);
            return neutral(schema);
        }
        Json::String(text)
    }

    fn wrong_type(&mut self, kinds: &[&str], value: &Json, path: &str) {
        let (found_da, found_en) = described(match value {
            Json::Object(_) => "object",
            Json::Array(_) => "array",
            Json::String(_) => "string",
            Json::Number(_) => "number",
            Json::Bool(_) => "boolean",
            Json::Null => "null",
        });
        let wanted: Vec<(&str, &str)> = kinds.iter().map(|kind| described(kind)).collect();
        let join = |words: Vec<&str>, or: &str| words.join(or);
        let finding = BundleFinding::TypeWrong {
            key: name(path).to_owned(),
            found_da: found_da.to_owned(),
            found_en: found_en.to_owned(),
            wanted_da: join(wanted.iter().map(|words| words.0).collect(), " eller "),
            wanted_en: join(wanted.iter().map(|words| words.1).collect(), " or "),
        };
        self.findings.value(self.source, path, finding);
    }
}

/// The types that a schema allows; none for anything.
fn kinds(schema: &Json) -> Vec<&str> {
    match schema.get("type") {
        Some(Json::String(kind)) => vec![kind],
        Some(Json::Array(kinds)) => kinds.iter().filter_map(Json::as_str).collect(),
        _ if !words(schema).is_empty() => vec!["string"],
        _ => Vec::new(),
    }
}

/// The words of an enumeration.
fn words(schema: &Json) -> Vec<&str> {
    let list = |key: &str| schema.get(key).and_then(Json::as_array).into_iter().flatten();
    let listed = list("enum").filter_map(Json::as_str);
    // A choice of several words that share a description is an enumeration of its own.
    let choices = list("oneOf").flat_map(|choice| match choice.get("const") {
        Some(word) => word.as_str().into_iter().collect(),
        None => words(choice),
    });
    listed.chain(choices).collect()
}

fn is_of(kind: &str, value: &Json) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.as_i64().is_some(),
        "number" => value.is_number(),
        _ => false,
    }
}

/// A type in words, Danish and English.
fn described(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "object" => ("en tabel", "a table"),
        "array" => ("en liste", "a list"),
        "string" => ("tekst", "text"),
        "boolean" => ("`true` eller `false`", "`true` or `false`"),
        "integer" => ("et helt tal", "a whole number"),
        "number" => ("et tal", "a number"),
        _ => ("tom", "empty"),
    }
}

/// What stands for a value that does not fit.
fn neutral(schema: &Json) -> Json {
    if let Some(word) = words(schema).first() {
        return Json::String((*word).to_owned());
    }
    if schema.get("format").is_some_and(|format| format == "date") {
        return Json::String(Date::constant(2000, 1, 1).to_string());
    }
    match kinds(schema).first() {
        Some(&"array") => Json::Array(Vec::new()),
        Some(&"string") => Json::String(String::new()),
        Some(&"boolean") => Json::Bool(false),
        Some(&"integer" | &"number") => Json::from(0),
        Some(&"object") => {
            let required = schema.get("required").and_then(Json::as_array).into_iter().flatten();
            let members = required.filter_map(Json::as_str).map(|key| {
                let schema = schema.get("properties").and_then(|all| all.get(key));
                (key.to_owned(), neutral(schema.unwrap_or(&Json::Null)))
            });
            Json::Object(members.collect())
        }
        _ => Json::Null,
    }
}

/// The name that a path ends with: the key, also of a list's item.
fn name(path: &str) -> &str {
    let whole = path.rsplit('.').next().unwrap_or(path);
    whole.split('[').next().unwrap_or(whole)
}
