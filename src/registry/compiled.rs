//! Compiled templates by what they are made of: one for all authorities and all days that have the same.
//!
//! A central letter is the same in 98 authorities, until one of them has an element or a master of its own; then it is another in
//! that one alone. What a letter is made of is known once it is put together: its body, its master and the elements in it.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use crate::bundle::Assembled;
use crate::docx::PackageError;

/// Bytes of composed documents that are kept; compiled they take some four times that.
const LIMIT: usize = 64 << 20;

/// What a template is made of, by hashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Recipe {
    /// Of its own document.
    pub body: String,
    /// Of its master; empty without one.
    pub master: String,
    /// Of all elements there are, by key.
    pub elements: BTreeMap<String, String>,
}

/// Compiled templates.
#[derive(Debug, Default)]
pub(super) struct Compiled {
    shelves: Mutex<Shelves>,
}

#[derive(Debug, Default)]
struct Shelves {
    /// By body and master.
    shelves: HashMap<(String, String), Arc<Mutex<Shelf>>>,
    /// The order in which they were asked for, the latest last.
    asked: u64,
}

/// Letters of the same body and master, each with the elements that are in it.
#[derive(Debug, Default)]
struct Shelf {
    letters: Vec<(BTreeMap<String, String>, Arc<Assembled>)>,
    weight: usize,
    asked: u64,
}

impl Compiled {
    /// The template of a recipe: known, or made now. Whoever asks for one that is being made waits for it.
    pub fn of(
        &self,
        recipe: &Recipe,
        make: impl FnOnce() -> Result<Assembled, PackageError>,
    ) -> Result<Arc<Assembled>, PackageError> {
        let shelf = {
            let mut shelves = self.shelves.lock().unwrap_or_else(PoisonError::into_inner);
            shelves.asked += 1;
            let key = (recipe.body.clone(), recipe.master.clone());
            Arc::clone(shelves.shelves.entry(key).or_default())
        };
        let mut shelf_held = shelf.lock().unwrap_or_else(PoisonError::into_inner);
        let known = shelf_held.letters.iter().find(|(elements, _)| {
            elements.iter().all(|(key, hash)| recipe.elements.get(key) == Some(hash))
        });
        if let Some((_, assembled)) = known {
            return Ok(Arc::clone(assembled));
        }
        let assembled = Arc::new(make()?);
        // An element that is not there may be there elsewhere: such a letter is like no other.
        let is_whole = assembled.composed.diagnostics.is_empty();
        if is_whole {
            let of = |key: &String| Some((key.clone(), recipe.elements.get(key)?.clone()));
            let elements = assembled.composed.elements.iter().filter_map(of).collect();
            shelf_held.weight += assembled.composed.document.len();
            shelf_held.letters.push((elements, Arc::clone(&assembled)));
        }
        drop(shelf_held);
        self.tidy(&shelf);
        Ok(assembled)
    }

    /// Takes away what was not asked for the longest, until the rest is light enough.
    fn tidy(&self, just_used: &Arc<Mutex<Shelf>>) {
        let mut shelves = self.shelves.lock().unwrap_or_else(PoisonError::into_inner);
        let asked = shelves.asked;
        if let Ok(mut shelf) = just_used.try_lock() {
            shelf.asked = asked;
        }
        let mut known: Vec<(u64, usize, (String, String))> = Vec::new();
        for (key, shelf) in &shelves.shelves {
            // A shelf that is in use is not taken away.
            if let Ok(shelf) = shelf.try_lock() {
                known.push((shelf.asked, shelf.weight, key.clone()));
            }
        }
        known.sort();
        let mut weight: usize = known.iter().map(|(_, weight, _)| weight).sum();
        for (_, light, key) in known {
            if weight <= LIMIT {
                break;
            }
            shelves.shelves.remove(&key);
            weight -= light;
        }
    }
}
