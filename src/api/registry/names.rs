//! Names in paths, days, and what pages of lists are asked for.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::api::{Call, Problem};
use crate::registry::ItemName;

/// A realm.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct InRealm {
    /// The environment, such as `production`.
    #[serde(rename = "environment")]
    _environment: String,
    /// The authority's code, or `central`.
    #[serde(rename = "authority")]
    _authority: String,
}

/// An item of a realm.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct OfItem {
    /// The environment, such as `production`.
    #[serde(rename = "environment")]
    _environment: String,
    /// The authority's code, or `central`.
    #[serde(rename = "authority")]
    _authority: String,
    /// The item: `templates:manglerbrev-generelt`, `questions`.
    pub item: String,
}

/// A version of an item.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct OfVersion {
    /// The environment, such as `production`.
    #[serde(rename = "environment")]
    _environment: String,
    /// The authority's code, or `central`.
    #[serde(rename = "authority")]
    _authority: String,
    /// The item: `templates:manglerbrev-generelt`, `questions`.
    pub item: String,
    /// The version's number, from 1.
    pub number: u32,
}

/// A file of a version.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct OfFile {
    /// The environment, such as `production`.
    #[serde(rename = "environment")]
    _environment: String,
    /// The authority's code, or `central`.
    #[serde(rename = "authority")]
    _authority: String,
    /// The item: `templates:manglerbrev-generelt`, `questions`.
    pub item: String,
    /// The version's number, from 1.
    pub number: u32,
    /// The file's extension: `docx`, `toml`, `json`, `pdf`.
    pub extension: String,
}

/// Something kept under a key.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct OfKey {
    /// The environment, such as `production`.
    #[serde(rename = "environment")]
    _environment: String,
    /// The authority's code, or `central`.
    #[serde(rename = "authority")]
    _authority: String,
    /// Its key.
    pub key: String,
}

/// The item of a path.
pub(super) fn item(name: &str) -> Result<ItemName, Problem> {
    let name = name.replacen(':', "/", 1);
    name.parse().map_err(|_| {
        Problem::not_found(
            "der er intet af det navn; skriv `templates:nøgle` eller `questions`",
            "there is nothing of that name; write `templates:key` or `questions`",
        )
    })
}

/// An item in a path.
pub(super) fn in_path(item: &ItemName) -> String {
    item.to_string().replacen('/', ":", 1)
}

/// The path of a realm.
pub(super) fn realm_path(call: &Call) -> String {
    format!("/v1/{}/{}", call.realm.environment, call.realm.authority)
}

/// A day: `2026-12-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Day(pub Date);

impl JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}

/// A page of a list.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Paging {
    /// The cursor of the page before: its `next`.
    pub after: Option<String>,
    /// So many at most.
    #[schemars(range(min = 1, max = 200))]
    pub limit: Option<u16>,
}

/// How many a page has.
pub(super) fn page(limit: Option<u16>) -> Result<usize, Problem> {
    match limit {
        None => Ok(50),
        Some(limit @ 1..=200) => Ok(usize::from(limit)),
        Some(_) => Err(Problem::of(crate::api::kinds::INVALID_QUERY)
            .because("`limit` er 1 til 200", "`limit` is 1 to 200")),
    }
}

/// Text that people write: of some length, without signs that no text has.
pub(super) fn text(field: &str, text: &str, (least, most): (usize, usize)) -> Result<(), Problem> {
    let length = text.trim().chars().count();
    if length < least || text.chars().count() > most {
        return Err(Problem::invalid(
            field,
            format!("skriv {least} til {most} tegn"),
            format!("write {least} to {most} characters"),
        ));
    }
    if text.contains('\0') {
        return Err(Problem::invalid(
            field,
            "et tegn i teksten kan ikke bruges",
            "a character of the text cannot be used",
        ));
    }
    Ok(())
}

/// Characters of a reason or a remark at most.
pub(super) const WORDS: usize = 2_000;
