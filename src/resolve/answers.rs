//! Questions: answers by key or alias become an answer to every question of the letter.

use std::collections::BTreeMap;

use super::uses::Uses;
use super::{CaseRequest, Resolved, Subject, quoted};
use crate::catalogue::{Catalogue, Context, Contexts, GroupRule, Question, QuestionGroup};
use crate::diagnostic::{ContextFinding, Diagnostic};
use crate::field::Value;
use crate::merge::{Answer, Answers, Datum};
use crate::template::Name;

/// Answers all questions of the letter, and tells what is wrong with codes, answers and groups.
pub(super) fn resolve(
    subject: &Subject<'_>,
    context: &Context,
    case: &CaseRequest,
    uses: &Uses,
    resolved: &mut Resolved,
) {
    let catalogue = subject.catalogue;
    let mut answers = Answers::new();
    let mut asked: Vec<&Question> = Vec::new();
    for alias in &subject.manifest.questions {
        let ticked = catalogue.questions.iter().find(|question| question.alias == *alias);
        asked.extend(ticked);
    }
    let ticked = asked.len();
    for (key, place) in &uses.questions {
        match coded(subject, key) {
            Ok(question) => {
                if !asked.iter().any(|found| found.alias == question.alias) {
                    let finding = ContextFinding::QuestionNotTicked {
                        question: question.alias.clone(),
                        text: question.text.clone(),
                    };
                    resolved.diagnostics.push(Diagnostic::at(finding, place));
                    asked.push(question);
                }
            }
            Err(finding) => {
                resolved.diagnostics.push(Diagnostic::at(finding, place));
                // Its text stays away, and the merge need not speak of it again.
                answers.insert(key.clone(), Answer::No);
            }
        }
    }
    let given = given(catalogue, case, resolved);
    let mut yes: Vec<&str> = Vec::new();
    for (number, question) in asked.iter().enumerate() {
        let here = question.contexts.contains(&context.key);
        let answer = match given.get(question.alias.as_str()) {
            Some(Answer::Yes) if !here => {
                resolved.diagnostics.push(Diagnostic::of(ContextFinding::AnswerNotAsked {
                    question: question.alias.clone(),
                    text: question.text.clone(),
                    context: context.key.clone(),
                    contexts: contexts_of(question),
                }));
                Answer::No
            }
            Some(answer) => *answer,
            None if !here || number >= ticked => Answer::No,
            None => {
                let answer = if question.default_yes { Answer::Yes } else { Answer::No };
                resolved.diagnostics.push(Diagnostic::of(ContextFinding::AnswerByDefault {
                    question: question.alias.clone(),
                    text: question.text.clone(),
                    answer: answer.letter().to_owned(),
                }));
                resolved.defaulted.push(key_of(catalogue, question).to_owned());
                answer
            }
        };
        if answer == Answer::Yes {
            yes.push(&question.alias);
        }
        answers.insert(key_of(catalogue, question).to_owned(), answer);
        for (key, _) in &uses.questions {
            if catalogue.question(key).is_some_and(|coded| coded.alias == question.alias) {
                answers.insert(key.clone(), answer);
            }
        }
    }
    let of_letter: Vec<&Question> = asked[..ticked]
        .iter()
        .copied()
        .filter(|question| question.contexts.contains(&context.key))
        .collect();
    for group in &catalogue.question_groups {
        resolved.diagnostics.extend(broken_rule(group, &of_letter, &yes).map(Diagnostic::of));
    }
    let unasked = given.keys().filter(|alias| asked.iter().all(|found| found.alias != **alias));
    resolved.unasked = unasked.map(|alias| (*alias).to_owned()).collect();
    resolved.answers = answers;
}

/// The key of a question in this environment; one that has none is known by its alias.
fn key_of<'q>(catalogue: &Catalogue, question: &'q Question) -> &'q str {
    question.key(&catalogue.environment).unwrap_or(&question.alias)
}

/// The question that a code asks.
fn coded<'s>(subject: &Subject<'s>, key: &str) -> Result<&'s Question, ContextFinding> {
    let catalogue = subject.catalogue;
    if let Some(question) = catalogue.question(key) {
        return Ok(question);
    }
    Err(elsewhere(catalogue, key)
        .unwrap_or_else(|| ContextFinding::CodedQuestionUnknown { question: key.to_owned() }))
}

/// A key that belongs to another environment.
fn elsewhere(catalogue: &Catalogue, key: &str) -> Option<ContextFinding> {
    let (question, environment) = catalogue.question_elsewhere(key)?;
    Some(ContextFinding::QuestionOfOtherEnvironment {
        key: key.to_owned(),
        environment: environment.to_owned(),
        alias: question.alias.clone(),
        right: key_of(catalogue, question).to_owned(),
        here: catalogue.environment.clone(),
    })
}

/// The answers of the request by alias. What is sent as an answer wins over what is sent as data.
fn given<'s>(
    catalogue: &'s Catalogue,
    case: &CaseRequest,
    resolved: &mut Resolved,
) -> BTreeMap<&'s str, Answer> {
    let mut in_data = BTreeMap::new();
    for name in case.record.names() {
        let Some(key) = Name::new(name, false).question else { continue };
        let answer = match case.record.get(name) {
            Some(Datum::Value(value)) if value.is_empty() => continue,
            Some(Datum::Value(Value::Bool(true))) => Some(Answer::Yes),
            Some(Datum::Value(Value::Bool(false))) => Some(Answer::No),
            Some(Datum::Value(Value::Text(text))) => Answer::read(text),
            _ => None,
        };
        in_data.insert(key, answer);
    }
    let sent = case.answers.iter().map(|(key, answer)| (key.clone(), Some(*answer))).collect();
    let mut given = by_alias(catalogue, &in_data, resolved);
    given.extend(by_alias(catalogue, &sent, resolved));
    given
}

fn by_alias<'s>(
    catalogue: &'s Catalogue,
    sent: &BTreeMap<String, Option<Answer>>,
    resolved: &mut Resolved,
) -> BTreeMap<&'s str, Answer> {
    let mut given: BTreeMap<&str, Answer> = BTreeMap::new();
    for (key, answer) in sent {
        let finding = match (catalogue.question(key), answer) {
            (Some(question), Some(answer)) => {
                let before = given.insert(&question.alias, *answer);
                let contradicts = before.is_some_and(|before| before != *answer);
                contradicts.then(|| ContextFinding::AnswersContradict {
                    question: question.alias.clone(),
                    text: question.text.clone(),
                })
            }
            (Some(question), None) => {
                Some(ContextFinding::AnswerUnclear { question: question.alias.clone() })
            }
            (None, _) => {
                if let (Some((question, _)), Some(answer)) =
                    (catalogue.question_elsewhere(key), answer)
                {
                    // It is clear what is meant: nothing more is to be said of the question.
                    given.entry(&question.alias).or_insert(*answer);
                }
                Some(unknown(catalogue, key))
            }
        };
        resolved.diagnostics.extend(finding.map(Diagnostic::of));
    }
    given
}

fn unknown(catalogue: &Catalogue, key: &str) -> ContextFinding {
    if let Some(finding) = elsewhere(catalogue, key) {
        return finding;
    }
    let question = key.to_owned();
    let names = catalogue.questions.iter().flat_map(|question| {
        question.key(&catalogue.environment).into_iter().chain([question.alias.as_str()])
    });
    match crate::diagnostic::near(key, names) {
        Some(near) => ContextFinding::QuestionUnknownNear { question, near: near.to_owned() },
        None => ContextFinding::QuestionUnknown { question },
    }
}

fn contexts_of(question: &Question) -> String {
    match &question.contexts {
        Contexts::All => String::new(),
        Contexts::Only(keys) => quoted(keys.iter().map(String::as_str)),
    }
}

/// The rule of a group, if the answers break it. It counts the group's questions that this letter
/// asks.
fn broken_rule(group: &QuestionGroup, asked: &[&Question], yes: &[&str]) -> Option<ContextFinding> {
    let members: Vec<&Question> = group
        .questions
        .iter()
        .filter_map(|alias| asked.iter().find(|question| question.alias == *alias).copied())
        .collect();
    let count = members.iter().filter(|member| yes.contains(&member.alias.as_str())).count();
    if members.is_empty() || group.rule.allows(count) {
        return None;
    }
    let questions: Vec<String> =
        members.iter().map(|member| format!("\"{}\"", member.text)).collect();
    let (group_name, questions) = (group.name.clone(), questions.join(", "));
    Some(match group.rule {
        GroupRule::AtLeastOne => ContextFinding::GroupAtLeastOne { group: group_name, questions },
        GroupRule::AtMostOne => ContextFinding::GroupAtMostOne { group: group_name, questions },
        GroupRule::ExactlyOne | GroupRule::Any => {
            ContextFinding::GroupExactlyOne { group: group_name, questions }
        }
    })
}
