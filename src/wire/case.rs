//! A case request: data, answers and history of one letter in its context.
//!
//! ```text
//! {
//!   "context": "briller",
//!   "date":    "2026-11-22",
//!   "data":    { "Borger": { "Navn": "Åse Ø." } },
//!   "answers": { "fast-tandprotese": "N" },
//!   "history": [ { "letter": "manglerbrev", "date": "2026-10-01", "answers": { "prisoverslag": "J" } } ],
//!   "reason":  "bestilt-foer-bevilling"
//! }
//! ```

use jiff::civil::Date;
use serde_json::{Map, Value as Json};

use super::answers::from_json as answers_of;
use super::error::{Kind, WireError};
use super::record::{read_data, record_of};
use crate::catalogue::SentLetter;
use crate::merge::Answer;
use crate::resolve::CaseRequest;

/// Reads a case request. Keys that are not known are refused, so that a misspelt one is noticed.
pub fn read_case(json: &[u8]) -> Result<CaseRequest, WireError> {
    case_of(read_data(json)?)
}

/// A case request that is JSON already.
pub fn case_of(json: Json) -> Result<CaseRequest, WireError> {
    let mut case = CaseRequest::default();
    for (key, value) in object(json, "")? {
        match key.as_str() {
            "context" => case.context = text(value, "context")?,
            "data" => case.record = record_of(value)?,
            "answers" => case.answers = answers_of(object(value, "answers")?)?,
            "history" => case.history = history(value)?,
            "reason" if value.is_null() => {}
            "reason" => case.reason = Some(text(value, "reason")?),
            "date" if value.is_null() => {}
            "date" => case.date = Some(date(value, "date")?),
            _ => return Err(WireError::KeyUnknown { path: key }),
        }
    }
    Ok(case)
}

fn history(json: Json) -> Result<Vec<SentLetter>, WireError> {
    let Json::Array(items) = json else {
        return Err(unexpected("history", &json, Kind::List));
    };
    let mut letters = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let path = |key: &str| format!("history[{index}].{key}");
        let mut letter =
            SentLetter { letter: String::new(), date: Date::default(), yes: Vec::new() };
        for (key, value) in object(item, &format!("history[{index}]"))? {
            match key.as_str() {
                "letter" => letter.letter = text(value, &path("letter"))?,
                "date" => letter.date = date(value, &path("date"))?,
                "answers" => {
                    let answers = answers_of(object(value, &path("answers"))?)?;
                    letter.yes = answers
                        .into_iter()
                        .filter(|(_, answer)| *answer == Answer::Yes)
                        .map(|(question, _)| question)
                        .collect();
                    letter.yes.sort();
                }
                _ => return Err(WireError::KeyUnknown { path: path(&key) }),
            }
        }
        letters.push(letter);
    }
    Ok(letters)
}

fn object(json: Json, path: &str) -> Result<Map<String, Json>, WireError> {
    match json {
        Json::Object(object) => Ok(object),
        other => Err(unexpected(path, &other, Kind::Object)),
    }
}

fn text(json: Json, path: &str) -> Result<String, WireError> {
    match json {
        Json::String(text) => Ok(text),
        other => Err(unexpected(path, &other, Kind::Text)),
    }
}

fn date(json: Json, path: &str) -> Result<Date, WireError> {
    text(json, path)?.parse().map_err(|_| WireError::NotADate)
}

fn unexpected(path: &str, found: &Json, expected: Kind) -> WireError {
    WireError::Unexpected { path: path.to_owned(), found: Kind::of(found), expected }
}
