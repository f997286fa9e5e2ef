//! Answers to merge questions: `00042=J,00043=N`, or a JSON object.

use serde_json::{Map, Value as Json};

use super::error::{Kind, WireError};
use crate::merge::{Answer, Answers};

/// Reads answers from either form. A key may be written with its prefix `Question:`.
pub fn read_answers(text: &str) -> Result<Answers, WireError> {
    let text = text.trim();
    if text.starts_with('{') {
        return from_json(serde_json::from_str(text).map_err(WireError::NotJson)?);
    }
    let pairs = text.split(',').map(str::trim).enumerate();
    let mut answers = Answers::new();
    for (index, pair) in pairs.filter(|(_, pair)| !pair.is_empty()) {
        let (question, answer) = pair
            .split_once('=')
            .filter(|(question, _)| !key(question).is_empty())
            .ok_or(WireError::AnswerWithoutKey { number: index + 1 })?;
        answers.insert(key(question).to_owned(), read(question, answer)?);
    }
    Ok(answers)
}

pub(super) fn from_json(object: Map<String, Json>) -> Result<Answers, WireError> {
    let mut answers = Answers::new();
    for (question, answer) in object {
        let answer = match answer {
            Json::Bool(true) => Answer::Yes,
            Json::Bool(false) => Answer::No,
            Json::String(text) => read(&question, &text)?,
            other => {
                return Err(WireError::Unexpected {
                    path: question,
                    found: Kind::of(&other),
                    expected: Kind::Text,
                });
            }
        };
        answers.insert(key(&question).to_owned(), answer);
    }
    Ok(answers)
}

fn read(question: &str, answer: &str) -> Result<Answer, WireError> {
    Answer::read(answer)
        .ok_or_else(|| WireError::AnswerUnclear { question: key(question).to_owned() })
}

fn key(question: &str) -> &str {
    const PREFIX: &str = "Question:";
    let question = question.trim();
    match question.split_at_checked(PREFIX.len()) {
        Some((prefix, key)) if prefix.eq_ignore_ascii_case(PREFIX) => key.trim(),
        _ => question,
    }
}
