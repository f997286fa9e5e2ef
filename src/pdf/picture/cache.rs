//! Pictures kept from letter to letter: the logo of a letterhead is decoded once, not half a million
//! times.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use super::Ready;

/// How many bytes are kept, sources among them.
const BOUND: usize = 64 * 1024 * 1024;

/// How many pictures are kept: each is looked at in turn.
const COUNT: usize = 256;

/// Pictures made ready, shared between threads and letters; a clone is the same cache. It forgets
/// what was longest not used when it grows over its bound.
#[derive(Clone, Default)]
pub struct PictureCache {
    kept: Arc<Mutex<Kept>>,
}

#[derive(Default)]
struct Kept {
    /// What was used last stands last.
    entries: VecDeque<Entry>,
    size: usize,
}

struct Entry {
    source: Arc<[u8]>,
    wanted: (u32, u32),
    /// `None` where the picture is damaged.
    ready: Option<Arc<Ready>>,
}

/// A picture that is there; `None` where it is known to be damaged.
struct Found(Option<Arc<Ready>>);

impl Entry {
    fn size(&self) -> usize {
        let ready = self
            .ready
            .as_ref()
            .map_or(0, |ready| ready.data.len() + ready.mask.as_ref().map_or(0, Vec::len));
        self.source.len() + ready
    }
}

impl PictureCache {
    /// A picture for a place of so many dots, made where it is not there. Nothing is locked while it
    /// is made: two threads may make the same one, to the same bytes.
    pub(super) fn get(
        &self,
        source: &Arc<[u8]>,
        wanted: (u32, u32),
        make: impl FnOnce() -> Option<Ready>,
    ) -> Option<Arc<Ready>> {
        if let Some(Found(ready)) = self.find(source, wanted) {
            return ready;
        }
        let ready = make().map(Arc::new);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = Entry { source: source.clone(), wanted, ready: ready.clone() };
        kept.size += entry.size();
        kept.entries.push_back(entry);
        while kept.size > BOUND || kept.entries.len() > COUNT {
            let Some(oldest) = kept.entries.pop_front() else { break };
            kept.size -= oldest.size();
        }
        ready
    }

    /// A picture that is there.
    fn find(&self, source: &Arc<[u8]>, wanted: (u32, u32)) -> Option<Found> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.entries.iter().rposition(|entry| {
            entry.wanted == wanted
                && (Arc::ptr_eq(&entry.source, source) || entry.source == *source)
        })?;
        let entry = kept.entries.remove(at)?;
        let found = Found(entry.ready.clone());
        kept.entries.push_back(entry);
        Some(found)
    }

    /// How many pictures are kept, and how many bytes.
    pub fn size(&self) -> (usize, usize) {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        (kept.entries.len(), kept.size)
    }
}

impl std::fmt::Debug for PictureCache {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (pictures, bytes) = self.size();
        out.debug_struct("PictureCache")
            .field("pictures", &pictures)
            .field("bytes", &bytes)
            .finish()
    }
}
