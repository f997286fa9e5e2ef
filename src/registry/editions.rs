//! The editions that were asked for last, for as long as nothing is published.
//!
//! ```text
//! (realm, day) ─► the versions in use ─► their hash ─► contents, read once ─► templates, compiled once
//!   forgotten when something is published            shared by all days and authorities with the same
//! ```
//!
//! What others publish, here or on another node, is heard before each answer: an edition is never older than what this node was told.
//! A new Danish day is another key, so what takes effect at midnight does.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use tokio::sync::OnceCell;
use tokio::sync::broadcast::{Receiver, error::TryRecvError};

use super::compiled::Compiled;
use super::edition::{Contents, Edition, InUse, files_of, hash_of, in_use};
use crate::store::{Change, Realm, Store, StoreError};

/// Realms and days that are remembered; each is small.
const KEYS: usize = 1_024;
/// Bytes of contents that are kept, as [`Contents::weight`] counts them.
const LIMIT: usize = 256 << 20;

/// The editions that were asked for last.
#[derive(Debug, Default)]
pub struct Editions {
    state: Mutex<State>,
    compiled: Arc<Compiled>,
    /// Judges what would be published.
    pub judge: Arc<super::judge::Judge>,
}

#[derive(Debug, Default)]
struct State {
    /// What this node is told since the first edition was asked for.
    heard: Option<Receiver<Change>>,
    editions: HashMap<(Realm, Date), Slot<Edition>>,
    contents: HashMap<String, Slot<Contents>>,
    asked: u64,
    /// How often contents were read, for tests and metrics.
    reads: u64,
}

#[derive(Debug)]
struct Slot<T> {
    cell: Arc<OnceCell<Arc<T>>>,
    asked: u64,
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Slot { cell: Arc::default(), asked: 0 }
    }
}

impl Editions {
    /// The edition of a realm on a day, from the cache if it is there. Whoever asks for one that is being read waits for it.
    pub async fn of(
        &self,
        store: &Store,
        realm: &Realm,
        day: Date,
    ) -> Result<Arc<Edition>, StoreError> {
        let cell = {
            let mut state = self.lock();
            state.hear(store);
            state.slot_of_edition((realm.clone(), day))
        };
        let edition = cell.get_or_try_init(|| self.read(store, realm, day)).await?;
        Ok(Arc::clone(edition))
    }

    async fn read(
        &self,
        store: &Store,
        realm: &Realm,
        day: Date,
    ) -> Result<Arc<Edition>, StoreError> {
        let mut work = store.read().await?;
        let versions = in_use(&mut work, realm, day).await?;
        drop(work);
        let cell = self.lock().slot_of_contents(hash_of(&versions));
        let contents = cell.get_or_try_init(|| self.contents(store, versions)).await?;
        self.lock().tidy();
        Ok(Arc::new(Edition::with(realm, Arc::clone(contents))))
    }

    async fn contents(
        &self,
        store: &Store,
        versions: BTreeMap<String, InUse>,
    ) -> Result<Arc<Contents>, StoreError> {
        self.lock().reads += 1;
        let mut work = store.read().await?;
        let files = files_of(&mut work, &versions).await?;
        drop(work);
        let compiled = Arc::clone(&self.compiled);
        let read = tokio::task::spawn_blocking(move || Contents::read(versions, files, compiled));
        match read.await {
            Ok(contents) => Ok(Arc::new(contents)),
            // A task that is not cancelled ends by a panic only, which is the caller's then.
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }

    /// Forgets what a publication in a realm changes; the central office's changes everybody's.
    pub fn forget(&self, realm: Option<&Realm>) {
        self.lock().forget(realm);
    }

    /// How often contents were read since the start: less than editions were asked for.
    pub fn reads(&self) -> u64 {
        self.lock().reads
    }

    /// How many are ready, each for any number of realms and days.
    pub fn count(&self) -> usize {
        self.lock().contents.len()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Hears what was published since it last listened.
    fn hear(&mut self, store: &Store) {
        let Some(mut heard) = self.heard.take() else {
            // What was published before is read anyway.
            self.heard = Some(store.watch());
            return;
        };
        loop {
            match heard.try_recv() {
                Ok(Change::Published(realm)) => self.forget(Some(&realm)),
                Ok(Change::Access) => {}
                // Too much to hear each, or nobody who tells: anything may have changed.
                Ok(Change::Anything) | Err(TryRecvError::Lagged(_)) => self.forget(None),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Closed) => {
                    self.forget(None);
                    break;
                }
            }
        }
        self.heard = Some(heard);
    }

    fn forget(&mut self, realm: Option<&Realm>) {
        self.editions.retain(|(kept, _), _| {
            realm.is_some_and(|realm| {
                !(kept == realm || realm.is_central() && kept.environment == realm.environment)
            })
        });
    }

    fn slot_of_edition(&mut self, key: (Realm, Date)) -> Arc<OnceCell<Arc<Edition>>> {
        self.asked += 1;
        if self.editions.len() >= KEYS && !self.editions.contains_key(&key) {
            let oldest = self.editions.iter().min_by_key(|(_, slot)| slot.asked);
            if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
                self.editions.remove(&oldest);
            }
        }
        let slot = self.editions.entry(key).or_default();
        slot.asked = self.asked;
        let cell = Arc::clone(&slot.cell);
        let contents = cell.get().and_then(|edition| self.contents.get_mut(&edition.hash));
        if let Some(contents) = contents {
            contents.asked = self.asked;
        }
        cell
    }

    fn slot_of_contents(&mut self, hash: String) -> Arc<OnceCell<Arc<Contents>>> {
        self.asked += 1;
        let slot = self.contents.entry(hash).or_default();
        slot.asked = self.asked;
        Arc::clone(&slot.cell)
    }

    /// Takes away contents that were not asked for the longest, until the rest is light enough, with the editions that hold them.
    fn tidy(&mut self) {
        let weight_of = |slot: &Slot<Contents>| slot.cell.get().map_or(0, |it| it.weight());
        let mut weight: usize = self.contents.values().map(weight_of).sum();
        let mut known: Vec<(u64, String)> =
            self.contents.iter().map(|(hash, slot)| (slot.asked, hash.clone())).collect();
        known.sort();
        // The latest stays, however heavy it is.
        known.pop();
        for (_, hash) in known {
            if weight <= LIMIT {
                break;
            }
            if let Some(gone) = self.contents.remove(&hash) {
                weight -= weight_of(&gone);
                self.editions
                    .retain(|_, slot| slot.cell.get().is_none_or(|edition| edition.hash != hash));
            }
        }
    }
}
