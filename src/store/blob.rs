//! Bytes by their hash: kept once, never changed.

use sha2::{Digest, Sha256};
use sqlx::Row;

use super::{StoreError, Work};

impl Work {
    /// Keeps bytes, and says their SHA-256 in hexadecimal.
    pub async fn keep(&mut self, bytes: &[u8]) -> Result<String, StoreError> {
        let hash = hex(&Sha256::digest(bytes));
        sqlx::query("INSERT INTO blob (hash, bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(hash.clone())
            .bind(bytes.to_vec())
            .execute(&mut *self.transaction)
            .await?;
        Ok(hash)
    }

    /// The bytes of a hash.
    pub async fn blob(&mut self, hash: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let row = sqlx::query("SELECT bytes FROM blob WHERE hash = $1")
            .bind(hash.to_owned())
            .fetch_optional(&mut *self.transaction)
            .await?;
        Ok(row.map(|row| row.try_get("bytes")).transpose()?)
    }
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
