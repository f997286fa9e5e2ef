//! Caring for a store: a copy that is whole, what is in it, the last hash of each chain.

use std::path::Path;

use serde::Serialize;
use sqlx::{Connection, Row, SqliteConnection};

use super::{Engine, Realm, Store, StoreError};

/// The last line of a realm's chain: kept elsewhere, it tells later whether lines were taken off the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Anchor {
    /// The realm.
    #[serde(flatten)]
    pub realm: Realm,
    /// The number of the line.
    pub number: i64,
    /// Its hash.
    pub hash: String,
}

/// What is in a store, in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// The version of the tables.
    pub migration: i64,
    /// Documents of each kind.
    pub entries: Vec<(String, u64)>,
    /// Files of documents.
    pub files: u64,
    /// Bytes kept by their hash, each once.
    pub blobs: u64,
    /// Lines of the audit trail.
    pub audit_lines: u64,
}

impl Store {
    /// Copies the store into a new file, as it is at one moment, while others go on reading and writing. The file is there whole or not
    /// at all: it is made under another name, checked, and renamed.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotHere`] for PostgreSQL, whose own tools do this; [`StoreError::File`] when the file is there already or cannot be
    /// written; [`StoreError::Damaged`] when the copy does not pass the database's own check.
    pub async fn copy_to(&self, to: &Path) -> Result<Facts, StoreError> {
        if self.engine == Engine::Postgres {
            return Err(StoreError::NotHere);
        }
        let in_file = |source| StoreError::File { path: to.to_owned(), source };
        if to.exists() {
            return Err(in_file(std::io::ErrorKind::AlreadyExists.into()));
        }
        let name =
            to.file_name().ok_or_else(|| in_file(std::io::ErrorKind::InvalidInput.into()))?;
        let part = to.with_file_name(format!("{}.part", name.to_string_lossy()));
        let copied = self.copy_and_check(&part).await;
        let facts = match copied {
            Ok(facts) => facts,
            Err(error) => {
                // What is left is of no use; the first error is the one to tell.
                let _ = std::fs::remove_file(&part);
                return Err(error);
            }
        };
        let synced = std::fs::File::open(&part).and_then(|file| file.sync_all());
        synced.and_then(|()| std::fs::rename(&part, to)).map_err(in_file)?;
        Ok(facts)
    }

    async fn copy_and_check(&self, part: &Path) -> Result<Facts, StoreError> {
        let in_file = |source| StoreError::File { path: part.to_owned(), source };
        match std::fs::remove_file(part) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(in_file(error)),
        }
        // One statement is one moment: what is written meanwhile is in the next copy.
        sqlx::query("VACUUM INTO $1")
            .bind(part.to_string_lossy().into_owned())
            .execute(&self.pool)
            .await?;
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(part).read_only(true);
        let mut copy = SqliteConnection::connect_with(&options).await?;
        let verdict: String =
            sqlx::query("PRAGMA integrity_check").fetch_one(&mut copy).await?.try_get(0)?;
        copy.close().await?;
        if verdict != "ok" {
            return Err(StoreError::Damaged(verdict));
        }
        let copy = Store::look(&format!("sqlite:{}", part.display())).await?;
        let facts = copy.facts().await;
        copy.close().await;
        facts
    }

    /// What is in the store, in numbers.
    pub async fn facts(&self) -> Result<Facts, StoreError> {
        let mut work = self.read().await?;
        let one = |row: &sqlx::any::AnyRow| row.try_get::<i64, _>(0);
        let migration = sqlx::query("SELECT MAX(version) FROM _sqlx_migrations")
            .fetch_one(&mut *work.transaction)
            .await?;
        let kinds = sqlx::query("SELECT kind, COUNT(*) FROM entry GROUP BY kind ORDER BY kind")
            .fetch_all(&mut *work.transaction)
            .await?;
        let entries =
            kinds.iter().map(|row| Ok((row.try_get(0)?, row.try_get::<i64, _>(1)?.unsigned_abs())));
        let entries = entries.collect::<Result<Vec<_>, sqlx::Error>>()?;
        let mut counts = [0_u64; 3];
        let tables = [
            "SELECT COUNT(*) FROM file",
            "SELECT COUNT(*) FROM blob",
            "SELECT COUNT(*) FROM audit",
        ];
        for (count, table) in counts.iter_mut().zip(tables) {
            let row = sqlx::query(table).fetch_one(&mut *work.transaction).await?;
            *count = one(&row)?.unsigned_abs();
        }
        let [files, blobs, audit_lines] = counts;
        Ok(Facts { migration: one(&migration)?, entries, files, blobs, audit_lines })
    }
}
