//! What a request may not be in doubt about: a header that counts is there once, a query has the parameters of its route only.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::Value as Json;

use super::guard::IDEMPOTENCY_KEY;
use super::problem::Problem;
use super::problem_kinds as kinds;

/// Headers of which two are one too many.
const ONCE: [HeaderName; 4] =
    [header::AUTHORIZATION, header::CONTENT_TYPE, header::IF_MATCH, IDEMPOTENCY_KEY];

/// The query parameters of each route, by method and path.
#[derive(Clone, Debug, Default)]
pub(super) struct Parameters(pub Arc<HashMap<(String, String), Vec<Parameter>>>);

/// A query parameter as the document describes it: its handler need not say the same again.
#[derive(Clone, Debug)]
pub(super) struct Parameter {
    name: String,
    /// Signs of a text at least and at most.
    signs: [Option<u64>; 2],
    /// The least and the greatest whole number.
    number: [Option<i64>; 2],
}

impl Parameter {
    /// Of the document; `None` where it is no query parameter.
    pub fn of(described: &Json) -> Option<Parameter> {
        let name = described["name"].as_str().filter(|_| described["in"] == "query")?;
        let schema = &described["schema"];
        Some(Parameter {
            name: name.to_owned(),
            signs: ["minLength", "maxLength"].map(|bound| schema[bound].as_u64()),
            number: ["minimum", "maximum"].map(|bound| schema[bound].as_i64()),
        })
    }

    /// Where a value is out of bounds, what they are. What is no number its handler refuses.
    fn beyond(&self, value: &str) -> Option<String> {
        let signs = u64::try_from(value.chars().count()).unwrap_or(u64::MAX);
        is_beyond(self.signs, signs).or_else(|| is_beyond(self.number, value.parse().ok()?))
    }
}

/// The bounds, where a number is not within them.
fn is_beyond<N: Copy + PartialOrd + ToString>(
    [least, most]: [Option<N>; 2],
    it: N,
) -> Option<String> {
    let is_less = least.is_some_and(|least| it < least);
    let is_more = most.is_some_and(|most| it > most);
    let told = |bound: Option<N>| bound.map(|bound| bound.to_string()).unwrap_or_default();
    (is_less || is_more).then(|| format!("{}–{}", told(least), told(most)))
}

/// Refuses what is in doubt.
pub(super) async fn clean(
    State(parameters): State<Parameters>,
    request: Request,
    next: Next,
) -> Response {
    match check(&parameters, &request) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

fn check(parameters: &Parameters, request: &Request) -> Result<(), Problem> {
    for name in &ONCE {
        if request.headers().get_all(name).iter().count() > 1 {
            return Err(Problem::of(kinds::HEADER_TWICE).with("header", name.as_str()));
        }
    }
    let query = request.uri().query().unwrap_or_default();
    if query.is_empty() {
        return Ok(());
    }
    let refused = |da: String, en: String| Problem::of(kinds::INVALID_QUERY).because(da, en);
    let Some(plain) = decoded(query) else {
        return Err(refused("adressen er ikke UTF-8".into(), "the address is not UTF-8".into()));
    };
    if plain.contains('\0') {
        return Err(refused(
            "tegnet NUL bruges ikke".into(),
            "the character NUL is not used".into(),
        ));
    }
    let method = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
    let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let Some(known) = parameters.0.get(&(method.to_string(), route.to_owned())) else {
        return Ok(());
    };
    let mut is_known = true;
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let Some(parameter) = known.iter().find(|known| known.name == name) else {
            is_known = false;
            continue;
        };
        let value = decoded(value).unwrap_or_default();
        if let Some(bounds) = parameter.beyond(&value) {
            let words = format!("`{name}`: {bounds}");
            return Err(refused(words.clone(), words).with("field", name));
        }
    }
    if is_known {
        return Ok(());
    }
    let known: Vec<&str> = known.iter().map(|known| known.name.as_str()).collect();
    Err(match known.join(", ") {
        none if none.is_empty() => refused(
            "adressen har ingen parametre".to_owned(),
            "the address has no query parameters".to_owned(),
        ),
        known => {
            refused(format!("parametrene er: {known}"), format!("the parameters are: {known}"))
        }
    })
}

/// A part of an address as it is meant; `None` where it is not UTF-8.
fn decoded(encoded: &str) -> Option<String> {
    let mut plain = Vec::with_capacity(encoded.len());
    let mut rest = encoded.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| byte == b'%');
        let code =
            code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        match code {
            Some(code) => {
                plain.push(code);
                rest = &after[2..];
            }
            None => {
                plain.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8(plain).ok()
}

/// Whether a path, as it is sent, holds the character NUL, which databases cannot keep.
pub(super) fn holds_nul(path: &str) -> bool {
    path.contains("%00")
}

/// Whether JSON holds the character NUL in a string; it can only be there as `\u0000`.
pub(super) fn json_holds_nul(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte != b'\\' {
            at += 1;
        } else if bytes[at + 1..].starts_with(b"u0000") {
            return true;
        } else {
            // The sign after a backslash is no backslash that begins something.
            at += 2;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::json_holds_nul;

    #[test]
    fn nul_is_found_only_where_it_is_meant() {
        for (json, expected) in [
            (r#"{"a":"\u0000"}"#, true),
            (r#"{"a":"x\\\u0000"}"#, true),
            (r#"{"a":"\\u0000"}"#, false),
            (r#"{"a":"\u0001"}"#, false),
            (r#"{"a":"æ\"#, false),
            ("", false),
        ] {
            assert_eq!(json_holds_nul(json.as_bytes()), expected, "{json}");
        }
    }
}
