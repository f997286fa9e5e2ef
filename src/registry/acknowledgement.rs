//! Acknowledgements: whoever overrides says that the municipality takes over upkeep and accessibility, and it is kept who said so, when,
//! and to which text.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::follow_up::base_of_version;
use super::item::ItemName;
use super::version::Version;
use crate::store::{Document, Listing, Marks, Moment, Realm, StoreError, Work};

/// What is to be acknowledged, in a version of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResponsibilityText {
    /// The version: the month in which it was taken into use.
    pub version: &'static str,
    /// The text in Danish, which is the one that counts.
    pub da: &'static str,
    /// The text in English.
    pub en: &'static str,
}

/// The texts, oldest first. A text is never changed: another is added, and is asked for from then on.
pub const RESPONSIBILITY_TEXTS: &[ResponsibilityText] = &[ResponsibilityText {
    version: "2026-11",
    da: "Du er ved at overskrive noget, som er sat op centralt. Centraladministrationen varetager så vidt muligt de centrale breves \
         lovmedholdelighed og garanterer, at de er webtilgængelige efter webtilgængelighedsloven, så længe indholdet ikke er rettet.\n\n\
         Når kommunen overskriver, overtager den ansvaret for at vedligeholde sin udgave, for at brevene er lovlige, og for at de er \
         webtilgængelige. Overskriver kommunen et indholdselement eller en masterskabelon, gælder det alle de breve, som elementet eller \
         masterskabelonen indgår i.\n\n\
         Ændrer centraladministrationen senere sin udgave, følger kommunens ikke med af sig selv. Kommunen får en opfølgningsopgave og \
         afgør selv, om ændringen skal flettes ind.",
    en: "You are about to override something that is set up centrally. As far as possible the central administration looks after the \
         lawfulness of the central letters and guarantees their accessibility under the Danish Web Accessibility Act, as long as their \
         content is not changed.\n\n\
         By overriding, the municipality takes over the responsibility for keeping its version up to date, for the letters being lawful, \
         and for their being accessible. If it overrides a content element or a master template, this holds for all letters that the \
         element or the master template is part of.\n\n\
         If the central administration changes its version later, the municipality's does not follow by itself. The municipality gets a \
         follow-up task, and decides whether the change is to be taken in.",
}];

/// The text that is asked for now.
pub fn responsibility_text() -> &'static ResponsibilityText {
    RESPONSIBILITY_TEXTS.last().expect("there is a text")
}

impl ResponsibilityText {
    /// SHA-256 of the text in both languages: what was shown to whoever acknowledged it.
    pub fn hash(&self) -> String {
        hex(&[self.version, self.da, self.en])
    }
}

/// An acknowledgement. Kept in the authority's realm, about the item that overrides, and never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Acknowledgement {
    /// The item that overrides: `templates/…`, `elements/…`, `masters/…`.
    pub item: String,
    /// The account that acknowledged: `person:ID`.
    pub who: String,
    /// The person's name at the time.
    pub name: String,
    /// The text, by its version.
    pub text_version: String,
    /// SHA-256 of the text in both languages.
    pub text_hash: String,
    /// When.
    pub at: Moment,
    /// SHA-256 of the session's id, by which it is found in the log.
    pub session: String,
    /// SHA-256 over all of the above.
    pub evidence: String,
}

impl Document for Acknowledgement {
    const KIND: &'static str = "acknowledgement";

    fn marks(&self) -> Marks {
        Marks { state: self.text_version.clone(), subject: self.item.clone(), due: None }
    }
}

impl Acknowledgement {
    /// Whether it is of the text that is asked for now.
    pub fn is_current(&self) -> bool {
        self.text_version == responsibility_text().version
    }
}

/// Keeps that whoever works here acknowledged the text of now for an item. Says the key.
pub async fn acknowledge(
    work: &mut Work,
    realm: &Realm,
    item: &ItemName,
    name: &str,
    session: &str,
) -> Result<String, StoreError> {
    let text = responsibility_text();
    let mut given = Acknowledgement {
        item: item.to_string(),
        who: work.who().to_owned(),
        name: name.to_owned(),
        text_version: text.version.to_owned(),
        text_hash: text.hash(),
        at: work.now(),
        session: hex(&[session]),
        evidence: String::new(),
    };
    let at = given.at.to_string();
    let said = [&given.item, &given.who, &given.name, &given.text_version, &given.text_hash, &at];
    given.evidence = hex(&[said.map(String::as_str).as_slice(), &[&given.session]].concat());
    let key = uuid::Uuid::now_v7().to_string();
    let noted =
        serde_json::json!({ "text_version": given.text_version, "evidence": given.evidence });
    work.insert(realm, &key, given).await?;
    work.note(realm, "override.acknowledged", item.to_string(), noted);
    Ok(key)
}

/// The acknowledgement that stands for an item: the latest.
pub async fn acknowledgement(
    work: &mut Work,
    realm: &Realm,
    item: &ItemName,
) -> Result<Option<Acknowledgement>, StoreError> {
    let listing = Listing {
        subject: Some(item.to_string()),
        backwards: true,
        limit: 1,
        ..Listing::of(realm)
    };
    let page = work.list::<Acknowledgement>(&listing).await?;
    Ok(page.items.into_iter().next().map(|kept| kept.document))
}

/// Whether a version cannot be published before the text of now is acknowledged: it changes something central, and nobody has
/// acknowledged that text for its item.
pub async fn acknowledgement_needed(
    work: &mut Work,
    realm: &Realm,
    version: &Version,
) -> Result<bool, StoreError> {
    let base = match &version.base {
        Some(base) => Some(base.clone()),
        None => base_of_version(work, realm, version).await?,
    };
    if realm.is_central() || base.is_none() {
        return Ok(false);
    }
    let standing = acknowledgement(work, realm, &version.item).await?;
    Ok(!standing.is_some_and(|given| given.is_current()))
}

fn hex(texts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        // Lengths, so that no two rows of texts are the same bytes.
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
