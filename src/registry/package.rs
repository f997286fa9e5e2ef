//! A package of another authority: its letters, with our question keys.
//!
//! The alias of a question is what people agree on, its key is drawn by each authority. A question of theirs that we have under the same
//! alias gets our key in their documents; one that we do not have comes along, under its own key where that is free, otherwise under the
//! next free one. What is theirs alone (name, parameters, prices) stays with them.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::edition::Edition;
use super::exchange::{ExchangeError, with_keys};
use super::item::{ItemKind, ItemName};
use crate::bundle::{self, Files, NewQuestion};
use crate::catalogue::{Contexts, Question};

/// A package as it is taken over.
#[derive(Clone, Debug, Default)]
pub struct Mapped {
    /// Whose it was.
    pub authority: String,
    /// The files of each item, by extension.
    pub items: BTreeMap<ItemName, BTreeMap<String, Vec<u8>>>,
    /// What became of their questions.
    pub questions: Vec<KeyMapped>,
    /// Files that were not taken over.
    pub left_out: Vec<String>,
}

/// What became of a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct KeyMapped {
    /// The alias.
    pub alias: String,
    /// The key in their documents.
    pub theirs: String,
    /// The key in ours.
    pub ours: String,
    /// It came along; otherwise it was here already.
    pub added: bool,
}

/// Names of the two sides, where [`crate::versions::promote`] speaks of environments.
const SIDES: (&str, &str) = ("theirs", "ours");

/// Maps a package to an authority's edition. It takes time.
///
/// # Errors
///
/// When it is not of one authority, or a key in it is unknown.
pub fn map_package(files: &Files, ours: &Edition) -> Result<Mapped, ExchangeError> {
    let read = bundle::read(files);
    let [theirs] = read.bundle.authorities.as_slice() else { return Err(ExchangeError::NotOne) };
    if !files.contains_key("bundle.toml") {
        return Err(ExchangeError::NoBundle);
    }
    let from = read.bundle.environment.as_str();
    let to = ours.realm.environment.as_str();
    let view = ours.view().ok_or(ExchangeError::NoBundle)?;
    let environments = match &view.bundle.environments {
        named if named.is_empty() => vec![to.to_owned()],
        named => named.clone(),
    };
    let mut known = Known {
        taken: view
            .catalogue
            .questions
            .iter()
            .flat_map(|question| question.keys.iter().map(|(_, key)| key.clone()))
            .collect(),
        pairs: Vec::new(),
    };
    // Central questions are the same for both, each in its environment.
    for question in &view.bundle.central.catalogue.questions {
        if let (Some(key), Some(our_key)) = (question.key(from), question.key(to)) {
            known.pair(&question.alias, key, our_key);
        }
    }
    let mut mapped = Mapped { authority: theirs.code.clone(), ..Mapped::default() };
    let mut added = String::new();
    for question in &theirs.layer.catalogue.questions {
        let Some(key) = question.key(from) else { continue };
        let same = view.catalogue.questions.iter().find(|other| other.alias == question.alias);
        let our_key = match same.and_then(|same| same.key(to)) {
            Some(our_key) => our_key.to_owned(),
            None => {
                let keys = known.free_keys(question, view.bundle, &environments);
                added.push_str(&written(question, &keys));
                keys.into_iter()
                    .find(|(name, _)| name == to)
                    .map(|(_, key)| key)
                    .unwrap_or_default()
            }
        };
        known.pair(&question.alias, key, &our_key);
        mapped.questions.push(KeyMapped {
            alias: question.alias.clone(),
            theirs: key.to_owned(),
            ours: our_key,
            added: same.is_none(),
        });
    }
    let own = format!("authorities/{}/", theirs.code);
    let mut refused = Vec::new();
    for (path, bytes) in files {
        let item = path.strip_prefix(&own).and_then(ItemName::of_file);
        let Some((item, extension)) = item.filter(|(item, _)| is_letter(item.kind)) else {
            let is_known =
                matches!(path.strip_prefix(&own), Some("questions.toml")) || path == "bundle.toml";
            if !is_known {
                mapped.left_out.push(path.clone());
            }
            continue;
        };
        let bytes = match extension {
            "docx" => match with_keys(path, bytes, SIDES, &known.pairs) {
                Ok(document) => document,
                Err(why) => {
                    refused.push(why);
                    continue;
                }
            },
            _ => bytes.clone(),
        };
        mapped.items.entry(item).or_default().insert(extension.to_owned(), bytes);
    }
    if !refused.is_empty() {
        return Err(ExchangeError::Keys(refused));
    }
    if !added.is_empty() {
        let path = format!("authorities/{}/questions.toml", ours.realm.authority);
        let text = ours.files.get(&path).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        let text = format!("{}{added}", text.unwrap_or_default());
        let item = ItemName::new(ItemKind::Questions, "");
        mapped.items.entry(item).or_default().insert("toml".to_owned(), text.into_bytes());
    }
    Ok(mapped)
}

fn is_letter(kind: ItemKind) -> bool {
    matches!(
        kind,
        ItemKind::Template
            | ItemKind::Element
            | ItemKind::Master
            | ItemKind::Enclosure
            | ItemKind::ReasonText
    )
}

struct Known {
    /// Keys that are in use here.
    taken: BTreeSet<String>,
    /// Questions with both keys.
    pairs: Vec<Question>,
}

impl Known {
    fn pair(&mut self, alias: &str, theirs: &str, ours: &str) {
        let keys =
            vec![(SIDES.0.to_owned(), theirs.to_owned()), (SIDES.1.to_owned(), ours.to_owned())];
        self.pairs.push(Question { alias: alias.to_owned(), keys, ..Question::default() });
    }

    /// Keys for a question that comes along: its own where they are free.
    fn free_keys(
        &mut self,
        question: &Question,
        bundle: &bundle::Bundle,
        environments: &[String],
    ) -> Vec<(String, String)> {
        let next = NewQuestion::of(&question.alias, &question.text, bundle, environments);
        let mut keys = Vec::new();
        for (environment, fresh) in next.keys {
            let own = question.key(&environment).filter(|key| !self.taken.contains(*key));
            let mut key = own.map_or(fresh, str::to_owned);
            // Several may come along, and each draws the next.
            while !self.taken.insert(key.clone()) {
                key = following(&key);
            }
            keys.push((environment, key));
        }
        keys
    }
}

/// The key after a key: `…-00907` after `…-00906`.
fn following(key: &str) -> String {
    let figures = key.len() - key.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (stem, number) = key.split_at(key.len() - figures);
    let next = number.parse::<u64>().unwrap_or(0) + 1;
    format!("{stem}{next:0figures$}")
}

/// A question as `questions.toml` has it.
fn written(question: &Question, keys: &[(String, String)]) -> String {
    let text = |text: &str| toml::Value::from(text).to_string();
    let keys: Vec<String> =
        keys.iter().map(|(name, key)| format!("{} = {}", quoted(name), text(key))).collect();
    let mut block = format!(
        "\n[[question]]\nalias = {}\nkeys = {{ {} }}\ntext = {}\n",
        text(&question.alias),
        keys.join(", "),
        text(&question.text)
    );
    if !question.help.is_empty() {
        block.push_str(&format!("help = {}\n", text(&question.help)));
    }
    block.push_str(&format!("default = \"{}\"\n", if question.default_yes { "J" } else { "N" }));
    if let Contexts::Only(contexts) = &question.contexts {
        let contexts: Vec<String> = contexts.iter().map(|key| text(key)).collect();
        block.push_str(&format!("contexts = [{}]\n", contexts.join(", ")));
    }
    block
}

/// A key of TOML: bare where it can be.
fn quoted(key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !key.is_empty() && key.chars().all(bare) {
        key.to_owned()
    } else {
        toml::Value::from(key).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_counted_on() {
        assert_eq!(following("flettespoergsmaal-00906"), "flettespoergsmaal-00907");
        assert_eq!(following("spm-99"), "spm-100");
        assert_eq!(following("spm"), "spm1");
    }

    #[test]
    fn a_question_is_written_as_it_was() {
        let question = Question {
            alias: "moede".to_owned(),
            text: "Skal brevet \"tilbyde\" et møde?".to_owned(),
            help: "Kun i Egeby.".to_owned(),
            default_yes: true,
            contexts: Contexts::Only(vec!["briller".to_owned()]),
            ..Question::default()
        };
        let keys = [("production".to_owned(), "f-1".to_owned())];
        let table: toml::Table = toml::from_str(&written(&question, &keys)).expect("TOML");
        let one = &table["question"][0];
        assert_eq!(one["text"].as_str(), Some("Skal brevet \"tilbyde\" et møde?"));
        assert_eq!(one["keys"]["production"].as_str(), Some("f-1"));
        assert_eq!(one["default"].as_str(), Some("J"));
        assert_eq!(one["contexts"][0].as_str(), Some("briller"));
    }
}
