//! Hashes in hexadecimal.

use sha2::{Digest, Sha256};

/// SHA-256 of several texts or bytes; where one ends and the next begins counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Hash(Sha256);

impl Hash {
    /// A hash of something of this kind: things of other kinds have other hashes.
    pub fn of(kind: &str) -> Self {
        Hash::default().and(kind)
    }

    /// With these bytes.
    pub fn and(mut self, bytes: impl AsRef<[u8]>) -> Self {
        let bytes = bytes.as_ref();
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    /// The hash.
    pub fn end(self) -> String {
        hex(&self.0.finalize())
    }
}

/// SHA-256 of some bytes, as other programs have it.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
