//! A case request as JSON, in the shape that [`super::read_case`] reads.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value as Json};

use super::record::ITEM;
use crate::field::Value;
use crate::merge::{Answer, Answers, Datum, Record};
use crate::resolve::CaseRequest;

/// A case request as JSON. Answers stand in the order of their keys; what is not given is left out.
pub fn case_json(case: &CaseRequest) -> Json {
    let mut out = Map::new();
    out.insert("context".to_owned(), Json::String(case.context.clone()));
    if let Some(date) = case.date {
        out.insert("date".to_owned(), Json::String(date.to_string()));
    }
    out.insert("data".to_owned(), record(&case.record));
    if !case.answers.is_empty() {
        out.insert("answers".to_owned(), answers(&case.answers));
    }
    if !case.history.is_empty() {
        let letters = case.history.iter().map(|sent| {
            let mut letter = Map::new();
            letter.insert("letter".to_owned(), Json::String(sent.letter.clone()));
            letter.insert("date".to_owned(), Json::String(sent.date.to_string()));
            if !sent.yes.is_empty() {
                let yes = sent.yes.iter().map(|key| (key.clone(), Json::String("J".to_owned())));
                letter.insert("answers".to_owned(), Json::Object(yes.collect()));
            }
            Json::Object(letter)
        });
        out.insert("history".to_owned(), Json::Array(letters.collect()));
    }
    if let Some(reason) = &case.reason {
        out.insert("reason".to_owned(), Json::String(reason.clone()));
    }
    Json::Object(out)
}

fn answers(answers: &Answers) -> Json {
    let mut sorted: Vec<(&String, &Answer)> = answers.iter().collect();
    sorted.sort_by_key(|(key, _)| key.as_str());
    Json::Object(
        sorted
            .into_iter()
            .map(|(key, answer)| (key.clone(), Json::String(answer.letter().to_owned())))
            .collect(),
    )
}

/// Names with points become groups, as far as no value is in the way.
fn record(record: &Record) -> Json {
    let mut out = Map::new();
    for name in record.names() {
        let Some(datum) = record.get(name) else { continue };
        let value = json(datum);
        let parts: Vec<&str> = name.split(['.', ':']).collect();
        if !insert(&mut out, &parts, &value) {
            out.insert(name.to_owned(), value);
        }
    }
    Json::Object(out)
}

fn insert(out: &mut Map<String, Json>, parts: &[&str], value: &Json) -> bool {
    match parts {
        [] => false,
        [last] => {
            let free = !out.contains_key(*last);
            if free {
                out.insert((*last).to_owned(), value.clone());
            }
            free
        }
        [group, rest @ ..] => {
            let inner = out.entry((*group).to_owned()).or_insert_with(|| Json::Object(Map::new()));
            match inner {
                Json::Object(inner) => insert(inner, rest, value),
                _ => false,
            }
        }
    }
}

fn json(datum: &Datum) -> Json {
    match datum {
        Datum::Value(value) => scalar(value),
        Datum::List(items) => Json::Array(
            items
                .iter()
                .map(|item| match item.get(ITEM) {
                    Some(Datum::Value(value)) if item.len() == 1 => scalar(value),
                    _ => record(item),
                })
                .collect(),
        ),
        Datum::Picture(picture) => {
            let mut parts = Map::new();
            parts.insert("base64".to_owned(), Json::String(STANDARD.encode(&picture.bytes)));
            if let Some(alt) = &picture.alt {
                parts.insert("alt".to_owned(), Json::String(alt.clone()));
            }
            if picture.decorative {
                parts.insert("decorative".to_owned(), Json::Bool(true));
            }
            if let Some(width) = picture.width_mm {
                parts.insert("width_mm".to_owned(), Json::from(width));
            }
            rich("$picture", parts)
        }
        Datum::Fragment(fragment) => {
            let mut parts = Map::new();
            parts.insert("base64".to_owned(), Json::String(STANDARD.encode(&fragment.bytes)));
            rich("$fragment", parts)
        }
    }
}

fn rich(kind: &str, parts: Map<String, Json>) -> Json {
    Json::Object(Map::from_iter([(kind.to_owned(), Json::Object(parts))]))
}

fn scalar(value: &Value) -> Json {
    match value {
        Value::Empty => Json::Null,
        Value::Text(text) => Json::String(text.clone()),
        // Digits as they are: with arbitrary precision this does not fail.
        Value::Number(number) => serde_json::from_str(&number.to_string())
            .unwrap_or_else(|_| Json::String(number.to_string())),
        Value::Bool(answer) => Json::Bool(*answer),
        Value::Date(day) => Json::String(day.to_string()),
        Value::DateTime(moment) => Json::String(moment.to_string()),
    }
}
