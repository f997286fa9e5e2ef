//! Merge questions, their keys in each environment, and their groups.

use std::collections::BTreeMap;

use super::super::found::Findings;
use super::super::read::{Frame, LayerFiles};
use super::super::source::item;
use super::known::Known;
use super::{environment, twice};
use crate::diagnostic::BundleFinding;

/// Checks the questions of `questions.toml`.
pub(super) fn questions(
    said: &LayerFiles<'_>,
    known: &Known<'_>,
    frame: &Frame,
    findings: &mut Findings,
) {
    let (source, questions) = (&said.questions.source, &said.questions.wire.question);
    let aliases = questions.iter().enumerate();
    let aliases =
        aliases.map(|(index, question)| (format!("question[{index}].alias"), &question.alias[..]));
    twice(source, aliases, findings);
    let taken_keys = keys(known);
    for (index, question) in questions.iter().enumerate() {
        let path = format!("question[{index}]");
        let contexts = format!("{path}.contexts");
        known.contexts(source, &contexts, question.contexts.as_deref(), findings);
        if question.default.is_yes() {
            let finding = BundleFinding::DefaultYes { alias: question.alias.clone() };
            findings.value(source, &format!("{path}.default"), finding);
        }
        for name in &frame.environments {
            let missing = question.keys.get(name).is_none_or(|key| key.trim().is_empty());
            if missing && !name.is_empty() {
                let finding = BundleFinding::QuestionKeyMissing {
                    alias: question.alias.clone(),
                    environment: name.clone(),
                };
                findings.key(source, &format!("{path}.keys"), finding);
            }
        }
        for (name, key) in &question.keys {
            let path = format!("{path}.keys.{name}");
            if !frame.environments.contains(name) {
                let mut here = Findings::default();
                environment(source, &path, name, frame, &mut here);
                for found in here.sorted() {
                    findings.key(source, &path, found.diagnostic.finding);
                }
            }
            if key.trim().is_empty() {
                continue;
            }
            let alias = &question.alias;
            if let Some(finding) = taken(known, &taken_keys, alias, name, key) {
                findings.value(source, &path, finding);
            }
        }
    }
}

/// Who has which key: the place among the questions and the environment.
type Keys<'k> = BTreeMap<&'k str, Vec<(usize, &'k str)>>;

fn keys<'k>(known: &Known<'k>) -> Keys<'k> {
    let mut keys: Keys<'k> = BTreeMap::new();
    for (place, (_, of)) in known.questions.iter().enumerate() {
        for (environment, key) in *of {
            keys.entry(key.as_str()).or_default().push((place, environment.as_str()));
        }
    }
    keys
}

/// A finding if a key is also that of another question, or of any in another environment. Of two the
/// later one is told.
fn taken(
    known: &Known<'_>,
    keys: &Keys<'_>,
    alias: &str,
    environment: &str,
    key: &str,
) -> Option<BundleFinding> {
    let users = keys.get(key)?;
    let own = users.iter().find(|(place, name)| {
        *name == environment && known.questions.get(*place).is_some_and(|(of, _)| *of == alias)
    })?;
    let earlier = || users.iter().filter(|user| *user < own);
    let other = |place: usize| known.questions.get(place).map(|(alias, _)| (*alias).to_owned());
    if let Some((place, _)) = earlier().find(|(_, name)| *name == environment) {
        return Some(BundleFinding::QuestionKeyTwice {
            key: key.to_owned(),
            environment: environment.to_owned(),
            other: other(*place)?,
        });
    }
    let (place, elsewhere) = earlier().next()?;
    Some(BundleFinding::QuestionKeyElsewhere {
        key: key.to_owned(),
        environment: (*elsewhere).to_owned(),
        other: other(*place)?,
    })
}

/// Checks the groups of `questions.toml`.
pub(super) fn groups(said: &LayerFiles<'_>, known: &Known<'_>, findings: &mut Findings) {
    let (source, groups) = (&said.questions.source, &said.questions.wire.group);
    let keys = groups.iter().enumerate();
    let keys = keys.map(|(index, group)| (format!("group[{index}].key"), &group.key[..]));
    twice(source, keys, findings);
    for (index, group) in groups.iter().enumerate() {
        let path = format!("group[{index}].questions");
        for (place, alias) in group.questions.iter().enumerate() {
            known.question(source, &item(&path, place), alias, findings);
        }
        let aliases = group.questions.iter().enumerate();
        twice(source, aliases.map(|(place, alias)| (item(&path, place), &alias[..])), findings);
    }
}
