//! Secrets: made at random, shown once, kept as hashes.

use sha2::{Digest, Sha256};

/// A secret that was just made: `bs_` for sessions, `bk_` for keys, and 256 random bits.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// A new secret. The kind stands before it, so that scanners for leaked secrets know it.
    pub fn new(kind: &str) -> Self {
        let mut bits = [0_u8; 32];
        getrandom::fill(&mut bits).expect("the operating system has random numbers");
        Secret(format!("{kind}_{}", hex(&bits)))
    }

    /// The secret itself, to be shown once.
    pub fn shown(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    pub fn hash(&self) -> String {
        hash(&self.0)
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What is kept of a secret: SHA-256 is enough for one of 256 random bits.
pub fn hash(secret: &str) -> String {
    hex(&Sha256::digest(secret))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
