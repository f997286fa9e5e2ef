//! Promotion: what was tested in one environment becomes a draft in another, with that environment's question keys.

use std::collections::BTreeMap;

use super::edition::Edition;
use super::exchange::{ExchangeError, with_keys};
use super::version::{Stage, Version};
use crate::bundle::Files;
use crate::store::{Kept, Realm};

/// A version that is taken over into another environment.
#[derive(Clone, Debug)]
pub struct Promotion {
    /// The version that it was.
    pub source: Kept<Version>,
    /// Its files with the other keys, by extension.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Where it comes from, in words that are kept.
    pub origin: String,
}

/// The versions with the question keys of an environment. `files` are theirs, by the key of the version and the extension; `edition` is
/// what is in use where they come from. It takes time.
///
/// # Errors
///
/// When a key has no counterpart.
pub fn promotions(
    sources: &[Kept<Version>],
    files: &BTreeMap<String, Files>,
    edition: &Edition,
    to: &Realm,
) -> Result<Vec<Promotion>, ExchangeError> {
    let view = edition.view().ok_or(ExchangeError::NoBundle)?;
    let from = edition.realm.environment.as_str();
    let mut promoted = Vec::new();
    let mut refused = Vec::new();
    for source in sources {
        let version = &source.document;
        let mut out = BTreeMap::new();
        for (extension, bytes) in files.get(&source.key).into_iter().flatten() {
            let name = format!("{}.{extension}", version.item);
            let bytes = if extension == "docx" {
                let sides = (from, to.environment.as_str());
                match with_keys(&name, bytes, sides, &view.catalogue.questions) {
                    Ok(document) => document,
                    Err(why) => {
                        refused.push(why);
                        continue;
                    }
                }
            } else {
                bytes.clone()
            };
            out.insert(extension.clone(), bytes);
        }
        let origin =
            format!("promoted from {} {} version {}", source.realm, version.item, version.number);
        promoted.push(Promotion { source: source.clone(), files: out, origin });
    }
    if refused.is_empty() { Ok(promoted) } else { Err(ExchangeError::Keys(refused)) }
}

/// The stages from which a version can be promoted: it was tested.
pub(super) const TESTED: &[Stage] = &[Stage::Tested, Stage::Approved, Stage::Published];

impl Promotion {
    /// Whether a version may be promoted.
    ///
    /// # Errors
    ///
    /// When it was not tested.
    pub fn may(source: &Kept<Version>) -> Result<(), super::LifeError> {
        super::life::at(source, TESTED)
    }
}
