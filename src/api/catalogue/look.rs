//! What the routes share: where and when one looks, pages of what is in memory, and the edition behind it.

use std::sync::Arc;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::api::{Call, Listed, Problem, kinds};
use crate::bundle::{LetterTemplate, View};
use crate::registry::Edition;

/// A day: `2026-11-21`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Day(pub Date);

impl JsonSchema for Day {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        })
    }
}

/// A realm in the path.
#[derive(Debug, Deserialize, JsonSchema)]
#[expect(dead_code, reason = "the guard reads the realm; here it is for the OpenAPI document")]
pub(super) struct InRealm {
    /// The environment, such as `production`.
    pub environment: String,
    /// The authority's code, or `central`.
    pub authority: String,
}

/// Something in a realm.
#[derive(Debug, Deserialize, JsonSchema)]
#[expect(dead_code, reason = "the guard reads the realm; here it is for the OpenAPI document")]
pub(super) struct OneInRealm {
    /// The environment, such as `production`.
    pub environment: String,
    /// The authority's code, or `central`.
    pub authority: String,
    /// The key.
    pub key: String,
}

/// On which day one looks.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OnDay {
    /// What is in use on this day; without it, today.
    #[serde(default)]
    pub day: Option<Day>,
}

/// In which context, on which day.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct InContext {
    /// The key of a context. An override for it is found before one for all contexts.
    #[serde(default)]
    pub context: Option<String>,
    /// What is in use on this day; without it, today.
    #[serde(default)]
    pub day: Option<Day>,
}

/// Items a page has unless fewer are asked for.
const PAGE: usize = 50;
/// Items a page may have.
pub(super) const MOST: usize = 200;

/// Which page of a list.
#[derive(Debug, Default)]
pub(super) struct Paging {
    pub after: Option<String>,
    pub limit: Option<usize>,
}

impl Paging {
    /// The page of a list. `key`: the cursor of an item; items stand in its order, or in any that is always the same.
    pub fn page<T>(self, items: Vec<T>, key: impl Fn(&T) -> String) -> Result<Listed<T>, Problem> {
        let limit = self.limit.unwrap_or(PAGE);
        if !(1..=MOST).contains(&limit) {
            let words = format!("`limit`: 1–{MOST}");
            return Err(Problem::of(kinds::INVALID_QUERY).because(words.clone(), words));
        }
        let start = match &self.after {
            None => 0,
            // After an item that is gone by now, the next page begins where keys sort behind it.
            Some(after) => match items.iter().position(|item| key(item) == *after) {
                Some(at) => at + 1,
                None => items.iter().position(|item| key(item) > *after).unwrap_or(items.len()),
            },
        };
        let more = items.len() > start + limit;
        let items: Vec<T> = items.into_iter().skip(start).take(limit).collect();
        let next = more.then(|| items.last().map(&key)).flatten();
        Ok(Listed { items, next })
    }
}

/// The edition of the call's realm on a day; without one, today.
pub(super) async fn edition(call: &Call, day: Option<Day>) -> Result<Arc<Edition>, Problem> {
    let day = day.map_or_else(|| call.now.day(), |day| day.0);
    Ok(call.app.editions.of(&call.app.store, &call.realm, day).await?)
}

/// Looks at an edition where blocking is allowed.
pub(super) async fn look<T: Send + 'static>(
    call: &Call,
    day: Option<Day>,
    at: impl FnOnce(&Edition, &View<'_>) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let edition = edition(call, day).await?;
    call.app
        .workshop
        .run(move || {
            let view = edition.view().ok_or_else(Problem::ours)?;
            at(&edition, &view)
        })
        .await?
}

/// The template of a key, in a context that it is made in.
pub(super) fn template<'b>(
    view: &View<'b>,
    key: &str,
    context: Option<&str>,
) -> Result<&'b LetterTemplate, Problem> {
    let template = view.template(key, context).ok_or_else(|| {
        Problem::not_found(
            "der er ingen skabelon med den nøgle",
            "there is no template of that key",
        )
    })?;
    if let Some(context) = context
        && !template.manifest.used_in().iter().any(|key| key == context)
    {
        return Err(Problem::invalid(
            "context",
            "skabelonen bruges ikke i den kontekst",
            "the template is not made in that context",
        )
        .with("contexts", template.manifest.used_in().to_vec()));
    }
    Ok(template)
}

/// Whether a text has all the words, in any letter case.
pub(super) fn has_words(text: &str, words: Option<&str>) -> bool {
    let text = text.to_lowercase();
    words
        .is_none_or(|words| words.to_lowercase().split_whitespace().all(|word| text.contains(word)))
}

/// Nothing of a key.
pub(super) fn nothing() -> Problem {
    Problem::of(kinds::NOT_FOUND)
}
