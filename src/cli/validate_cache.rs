//! Where judgements are kept from run to run: a folder of small files by key, and the memory of a watch.
//!
//! A cache that cannot be read or written is no fault: everything is judged anew. Entries that nothing
//! has asked for in a month are taken away when others are written.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use crate::validate::{Judgement, read_judgements, write_judgements};

/// How long an entry stays that nothing asks for.
const KEPT: Duration = Duration::from_hours(30 * 24);

/// Judgements by key.
#[derive(Clone, Default)]
pub(super) struct Cache {
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    folder: Option<PathBuf>,
    memory: Mutex<HashMap<String, Arc<str>>>,
    swept: AtomicBool,
}

impl Cache {
    /// A cache that ends with the program.
    pub fn in_memory() -> Self {
        Cache::default()
    }

    /// A cache in a folder.
    pub fn in_folder(folder: PathBuf) -> Self {
        Cache { inner: Arc::new(Inner { folder: Some(folder), ..Inner::default() }) }
    }

    /// The judgements of a key.
    pub fn get(&self, key: &str) -> Option<Vec<Judgement>> {
        if key.is_empty() {
            return None;
        }
        let known = {
            let memory = self.inner.memory.lock().unwrap_or_else(PoisonError::into_inner);
            memory.get(key).cloned()
        };
        if let Some(text) = known {
            return read_judgements(&text);
        }
        let text = fs::read_to_string(self.path(key)?).ok()?;
        read_judgements(&text)
    }

    /// Keeps the judgements of a key.
    pub fn put(&self, key: &str, judgements: &[Judgement]) {
        if key.is_empty() {
            return;
        }
        let text = write_judgements(judgements);
        if let Some(path) = self.path(key) {
            // What cannot be kept is judged anew.
            let _ = self.store(&path, &text);
            return;
        }
        let mut memory = self.inner.memory.lock().unwrap_or_else(PoisonError::into_inner);
        memory.insert(key.to_owned(), text.into());
    }

    fn path(&self, key: &str) -> Option<PathBuf> {
        let folder = self.inner.folder.as_ref()?;
        Some(folder.join(key.get(..2)?).join(format!("{}.json", key.get(2..)?)))
    }

    fn store(&self, path: &Path, text: &str) -> std::io::Result<()> {
        if let Some(folder) = &self.inner.folder
            && !self.inner.swept.swap(true, Ordering::Relaxed)
        {
            fs::create_dir_all(folder)?;
            let ignore = folder.join(".gitignore");
            if !ignore.exists() {
                fs::write(ignore, "*\n")?;
            }
            sweep(folder);
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        // Another run may read it meanwhile: it is there whole or not at all.
        let half = path.with_extension(format!("{}.part", std::process::id()));
        fs::write(&half, text)?;
        fs::rename(half, path)
    }
}

/// Takes away what nothing has asked for in a long time.
fn sweep(folder: &Path) {
    let now = SystemTime::now();
    let old = |path: &Path| {
        let modified = fs::metadata(path).and_then(|found| found.modified());
        modified.is_ok_and(|at| now.duration_since(at).is_ok_and(|age| age > KEPT))
    };
    let shelves = fs::read_dir(folder).into_iter().flatten().flatten();
    for shelf in shelves.filter(|entry| entry.file_name().len() == 2) {
        for entry in fs::read_dir(shelf.path()).into_iter().flatten().flatten() {
            let path = entry.path();
            let ours = path.extension().is_some_and(|ending| ending == "json" || ending == "part");
            if ours && old(&path) {
                // Somebody else may have taken it away.
                let _ = fs::remove_file(path);
            }
        }
    }
}

/// What tells this program from others: its version, and the size and day of its file, since a program
/// built anew may judge otherwise.
pub(super) fn program() -> String {
    let version = env!("CARGO_PKG_VERSION");
    let built = std::env::current_exe().and_then(fs::metadata).ok().map(|file| {
        let at = file.modified().ok().and_then(|at| at.duration_since(SystemTime::UNIX_EPOCH).ok());
        (file.len(), at.map(|at| at.as_nanos()))
    });
    format!("{version} {built:?}")
}
