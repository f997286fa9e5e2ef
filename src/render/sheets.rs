//! The sheets of the templates that were used last: a letter service renders the same few all day.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

use crate::docx::{Package, PackageError};
use crate::letter::Sheet;

/// Sheets that are kept.
const KEPT: usize = 32;
/// Bytes of the packed parts of all that are kept. A sheet takes some ten times its parts.
const KEPT_BYTES: usize = 8 << 20;

/// The parts that a sheet is read from, by the kinds of their relationships.
const KINDS: &[&str] =
    &["styles", "stylesWithEffects", "theme", "numbering", "settings", "fontTable"];

/// The latest sheets, the very latest at the end.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    kept: Mutex<Vec<Kept>>,
}

#[derive(Debug)]
struct Kept {
    key: [u8; 32],
    size: usize,
    sheet: Arc<Sheet>,
}

impl Sheets {
    /// The sheet of a package.
    pub fn of(&self, package: &Package) -> Result<Arc<Sheet>, PackageError> {
        let (key, size) = key(package)?;
        if let Some(sheet) = self.find(&key) {
            return Ok(sheet);
        }
        // Outside the lock; two letters at once read twice, and one sheet is kept.
        let sheet = Arc::new(Sheet::read(package)?);
        self.keep(Kept { key, size, sheet: Arc::clone(&sheet) });
        Ok(sheet)
    }

    fn find(&self, key: &[u8; 32]) -> Option<Arc<Sheet>> {
        let mut kept = self.lock();
        let at = kept.iter().position(|kept| kept.key == *key)?;
        let sheet = Arc::clone(&kept[at].sheet);
        // The order matters only where one must go.
        if at + 1 < kept.len() && kept.len() > KEPT / 2 {
            kept[at..].rotate_left(1);
        }
        Some(sheet)
    }

    fn keep(&self, new: Kept) {
        if new.size > KEPT_BYTES {
            return;
        }
        let mut kept = self.lock();
        kept.retain(|kept| kept.key != new.key);
        kept.push(new);
        while kept.len() > KEPT || kept.iter().map(|kept| kept.size).sum::<usize>() > KEPT_BYTES {
            kept.remove(0);
        }
    }

    /// The list is whole between any two statements, so a panic elsewhere does not spoil it.
    fn lock(&self) -> MutexGuard<'_, Vec<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The hash of the parts as they are packed, and their size: two packages share a sheet only if all
/// its parts are the same. The checksums of the archive would be cheaper, and anyone can make two
/// files that have the same.
fn key(package: &Package) -> Result<([u8; 32], usize), PackageError> {
    let mut hash = Sha256::new();
    let mut size = 0;
    hash.update([u8::from(package.is_strict())]);
    for kind in KINDS {
        for part in package.parts_of_kind(kind) {
            let packed = package.packed(&part)?;
            size += packed.len();
            for piece in [kind.as_bytes(), part.as_bytes(), &packed] {
                hash.update((piece.len() as u64).to_le_bytes());
                hash.update(piece);
            }
        }
    }
    Ok((hash.finalize().into(), size))
}
