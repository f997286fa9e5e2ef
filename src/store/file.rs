//! Files of a document, which go when it goes: letters are erased, templates are not.

use sha2::{Digest, Sha256};
use sqlx::Row;

use super::blob::hex;
use super::document::Document;
use super::{Kept, Realm, StoreError, Work};

/// A file as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileName {
    /// The name, such as `letter.pdf`.
    pub name: String,
    /// The media type.
    pub media: String,
    /// SHA-256 in hexadecimal.
    pub hash: String,
    /// The size in bytes.
    pub size: u64,
}

/// A file with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFile {
    /// What it is called.
    pub name: FileName,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Work {
    /// Keeps a file with a document; one of the same name is replaced.
    pub async fn attach<T: Document>(
        &mut self,
        kept: &Kept<T>,
        name: &str,
        media: &str,
        bytes: &[u8],
    ) -> Result<FileName, StoreError> {
        let hash = hex(&Sha256::digest(bytes));
        sqlx::query(
            "INSERT INTO file (environment, authority, kind, key, name, media, hash, size, bytes) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
             ON CONFLICT (environment, authority, kind, key, name) \
             DO UPDATE SET media = excluded.media, hash = excluded.hash, size = excluded.size, bytes = excluded.bytes",
        )
        .bind(kept.realm.environment.clone())
        .bind(kept.realm.authority.clone())
        .bind(T::KIND)
        .bind(kept.key.clone())
        .bind(name.to_owned())
        .bind(media.to_owned())
        .bind(hash.clone())
        .bind(i64::try_from(bytes.len()).unwrap_or(i64::MAX))
        .bind(bytes.to_vec())
        .execute(&mut *self.transaction)
        .await?;
        let size = bytes.len() as u64;
        Ok(FileName { name: name.to_owned(), media: media.to_owned(), hash, size })
    }

    /// The files of a document, by name.
    pub async fn files<T: Document>(
        &mut self,
        kept: &Kept<T>,
    ) -> Result<Vec<FileName>, StoreError> {
        let rows = sqlx::query(
            "SELECT name, media, hash, size FROM file \
             WHERE environment = $1 AND authority = $2 AND kind = $3 AND key = $4 ORDER BY name",
        )
        .bind(kept.realm.environment.clone())
        .bind(kept.realm.authority.clone())
        .bind(T::KIND)
        .bind(kept.key.clone())
        .fetch_all(&mut *self.transaction)
        .await?;
        rows.iter().map(file_name).collect()
    }

    /// A file of a document.
    pub async fn file<T: Document>(
        &mut self,
        kept: &Kept<T>,
        name: &str,
    ) -> Result<Option<KeptFile>, StoreError> {
        let row = sqlx::query(
            "SELECT name, media, hash, size, bytes FROM file \
             WHERE environment = $1 AND authority = $2 AND kind = $3 AND key = $4 AND name = $5",
        )
        .bind(kept.realm.environment.clone())
        .bind(kept.realm.authority.clone())
        .bind(T::KIND)
        .bind(kept.key.clone())
        .bind(name.to_owned())
        .fetch_optional(&mut *self.transaction)
        .await?;
        row.map(|row| Ok(KeptFile { name: file_name(&row)?, bytes: row.try_get("bytes")? }))
            .transpose()
    }

    pub(super) async fn remove_files(
        &mut self,
        realm: &Realm,
        kind: &'static str,
        key: &str,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "DELETE FROM file WHERE environment = $1 AND authority = $2 AND kind = $3 AND key = $4",
        )
        .bind(realm.environment.clone())
        .bind(realm.authority.clone())
        .bind(kind)
        .bind(key.to_owned())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }
}

fn file_name(row: &sqlx::any::AnyRow) -> Result<FileName, StoreError> {
    Ok(FileName {
        name: row.try_get("name")?,
        media: row.try_get("media")?,
        hash: row.try_get("hash")?,
        size: row.try_get::<i64, _>("size")?.unsigned_abs(),
    })
}
