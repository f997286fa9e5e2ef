//! Editions: everything that is in use in a realm on a day, read and ready to make letters of.

use std::collections::{BTreeMap, HashMap};
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::compiled::{Compiled, Recipe};
use super::item::ItemName;
use super::version::{Stage, Version};
use crate::bundle::{self, Assembled, Files, Read, View};
use crate::docx::PackageError;
use crate::store::{Listing, Realm, StoreError, Work};
use crate::verify::{Proof, Subject, verify};

/// What is in use in a realm on a day: the central office's and the authority's own, as one bundle.
///
/// Authorities that have nothing of their own, and days on which the same is in use, share one [`Contents`].
#[derive(Clone, Debug)]
pub struct Edition {
    /// The realm.
    pub realm: Realm,
    contents: Arc<Contents>,
}

/// What an edition consists of.
#[derive(Debug)]
pub struct Contents {
    /// What it is made of: the version of each item in use, by its path in the bundle without the extension.
    pub versions: BTreeMap<String, InUse>,
    /// SHA-256 over all of it: two days with the same have the same edition.
    pub hash: String,
    /// The bundle's files.
    pub files: Files,
    /// The bundle, and what was found while it was read.
    pub read: Read,
    /// Templates put together, shared with other editions.
    compiled: Arc<Compiled>,
    /// Templates proved, by whose view, their file and context.
    proved: Mutex<HashMap<Proved, Arc<Proof>>>,
}

/// What was proved: the authority in whose view, the template's file, the context.
type Proved = (Option<String>, String, Option<String>);

/// A version in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InUse {
    /// Whose.
    pub realm: Realm,
    /// The version.
    pub version: Version,
}

impl Edition {
    /// What is in use on a day.
    pub async fn of(work: &mut Work, realm: &Realm, day: Date) -> Result<Edition, StoreError> {
        let versions = in_use(work, realm, day).await?;
        Self::from_versions(work, realm, versions).await
    }

    /// The edition of these versions.
    pub async fn from_versions(
        work: &mut Work,
        realm: &Realm,
        versions: BTreeMap<String, InUse>,
    ) -> Result<Edition, StoreError> {
        let files = files_of(work, &versions).await?;
        let contents = Contents::read(versions, files, Arc::default());
        Ok(Edition::with(realm, Arc::new(contents)))
    }

    pub(super) fn with(realm: &Realm, contents: Arc<Contents>) -> Edition {
        Edition { realm: realm.clone(), contents }
    }

    /// The authority whose edition it is; `None` of the central office.
    pub fn authority(&self) -> Option<&str> {
        (!self.realm.is_central()).then_some(self.realm.authority.as_str())
    }

    /// The bundle as the realm's owner sees it. An authority without anything of its own sees the central layer.
    pub fn view(&self) -> Option<View<'_>> {
        self.read.bundle.view(self.authority()).or_else(|| self.read.bundle.view(None))
    }

    /// A template of a view put together and compiled, once. It takes time: call it where blocking is allowed.
    ///
    /// # Errors
    ///
    /// When one of its documents cannot be read.
    pub fn assembled(
        &self,
        view: &View<'_>,
        template: &bundle::LetterTemplate,
    ) -> Result<Arc<Assembled>, PackageError> {
        let master = template.manifest.master.as_deref().and_then(|key| view.master(key));
        let recipe = Recipe {
            body: self.hash_of(&template.file),
            master: master.map(|master| self.hash_of(&master.file)).unwrap_or_default(),
            elements: view
                .elements()
                .into_iter()
                .map(|(key, element)| (key.to_owned(), self.hash_of(&element.file)))
                .collect(),
        };
        self.compiled.of(&recipe, || view.assemble(template))
    }

    /// A template of a view proved, in one of its contexts or in all, once. It takes time, as [`Edition::assembled`] does.
    ///
    /// # Errors
    ///
    /// When one of its documents cannot be read.
    pub fn proof(
        &self,
        view: &View<'_>,
        template: &bundle::LetterTemplate,
        context: Option<&str>,
    ) -> Result<Arc<Proof>, PackageError> {
        let whose = view.authority.map(|authority| authority.code.clone());
        let key = (whose, template.file.clone(), context.map(str::to_owned));
        let kept = |edition: &Self| {
            let kept = edition.proved.lock().unwrap_or_else(PoisonError::into_inner);
            kept.get(&key).map(Arc::clone)
        };
        if let Some(proof) = kept(self) {
            return Ok(proof);
        }
        let mut manifest = template.manifest.clone();
        if let Some(context) = context {
            manifest.contexts = vec![context.to_owned()];
            if let Some(of) = &mut manifest.overrides {
                of.contexts.retain(|key| key == context);
            }
        }
        let assembled = self.assembled(view, template)?;
        let own = assembled.composed.own();
        let proof = verify(&Subject {
            template: &assembled.template,
            manifest: &manifest,
            catalogue: &view.catalogue,
            gaps: self.read.bundle.gaps,
            own: Some(&own),
        });
        let mut kept = self.proved.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Arc::clone(kept.entry(key).or_insert(Arc::new(proof))))
    }

    /// The hash of a document of the bundle.
    fn hash_of(&self, file: &str) -> String {
        let (stem, extension) = file.rsplit_once('.').unwrap_or((file, ""));
        self.versions
            .get(stem)
            .and_then(|in_use| in_use.version.files.get(extension))
            .map(|file| file.hash.clone())
            .unwrap_or_default()
    }
}

impl Deref for Edition {
    type Target = Contents;

    fn deref(&self) -> &Contents {
        &self.contents
    }
}

impl Contents {
    /// Reads the files as a bundle. It takes time: call it where blocking is allowed.
    pub(super) fn read(
        versions: BTreeMap<String, InUse>,
        files: Files,
        compiled: Arc<Compiled>,
    ) -> Contents {
        let hash = hash_of(&versions);
        let read = bundle::read(&files);
        Contents { versions, hash, files, read, compiled, proved: Mutex::default() }
    }

    /// The bytes that it holds: its files, once as they are and once read.
    pub(super) fn weight(&self) -> usize {
        self.files.values().map(|bytes| bytes.len() * 2).sum()
    }
}

/// The versions in use in a realm on a day, the central office's among them, by their path in the bundle.
///
/// Of an item the version with the latest first day is used, and none after its last day: no earlier one comes back.
pub async fn in_use(
    work: &mut Work,
    realm: &Realm,
    day: Date,
) -> Result<BTreeMap<String, InUse>, StoreError> {
    let mut found = BTreeMap::new();
    let central = realm.central();
    let mut realms = vec![(central.clone(), String::new())];
    if *realm != central {
        realms.push((realm.clone(), format!("authorities/{}/", realm.authority)));
    }
    for (realm, folder) in realms {
        let mut latest: BTreeMap<ItemName, Version> = BTreeMap::new();
        for state in ["published", "retired"] {
            let listing = Listing { state: Some(state.to_owned()), ..Listing::of(&realm) };
            for kept in work.list::<Version>(&listing).await?.items {
                let version = kept.document;
                if version.from.is_none_or(|from| day < from) {
                    continue;
                }
                let later = latest.get(&version.item).is_none_or(|other| {
                    (other.from, other.number) < (version.from, version.number)
                });
                if later {
                    latest.insert(version.item.clone(), version);
                }
            }
        }
        let used = latest.into_iter().filter(|(_, version)| {
            version.to.is_none_or(|to| day <= to)
                && (version.stage == Stage::Published || version.to.is_some())
        });
        found.extend(used.map(|(item, version)| {
            (format!("{folder}{item}"), InUse { realm: realm.clone(), version })
        }));
    }
    Ok(found)
}

/// The bundle's files of versions.
pub(super) async fn files_of(
    work: &mut Work,
    versions: &BTreeMap<String, InUse>,
) -> Result<Files, StoreError> {
    let mut files = Files::new();
    for (stem, in_use) in versions {
        for (extension, file) in &in_use.version.files {
            if let Some(bytes) = work.blob(&file.hash).await? {
                files.insert(format!("{stem}.{extension}"), bytes);
            }
        }
    }
    Ok(files)
}

/// The hash of an edition.
pub(super) fn hash_of(versions: &BTreeMap<String, InUse>) -> String {
    let mut hash = Sha256::new();
    for (stem, in_use) in versions {
        for (extension, file) in &in_use.version.files {
            // With the number: what is as an earlier version was is another version all the same.
            let number = in_use.version.number;
            hash.update(format!("{stem}.{extension}@{number}\0{}\0", file.hash));
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
