//! What can go wrong between us and the database.

use thiserror::Error;

/// Why something could not be kept or found.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The database cannot be reached now, or cannot take more: try again.
    #[error("the store cannot be reached: {0}")]
    Unreachable(#[source] sqlx::Error),
    /// Another was faster: read again and try again.
    #[error("two changes met: {0}")]
    Conflict(#[source] sqlx::Error),
    /// There is an entry of that key already.
    #[error("there is a {kind} `{key}` already")]
    AlreadyThere {
        /// The kind of the entry.
        kind: &'static str,
        /// Its key.
        key: String,
    },
    /// The entry is not what it was when it was read: another changed it.
    #[error("the {kind} `{key}` was changed by another")]
    Changed {
        /// The kind of the entry.
        kind: &'static str,
        /// Its key.
        key: String,
    },
    /// What is kept under a key is not of its kind: the database was changed by other hands.
    #[error("the {kind} `{key}` cannot be read")]
    Spoiled {
        /// The kind of the entry.
        kind: &'static str,
        /// Its key.
        key: String,
        /// Why.
        #[source]
        source: serde_json::Error,
    },
    /// The address of the database is none that we know.
    #[error("`{0}` is no address of a store: `sqlite:PATH` or `postgres://…`")]
    Address(String),
    /// The tables cannot be brought to this version.
    #[error("the store's tables could not be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The tables are of a later version of the program.
    #[error(
        "the store's tables are of version {found}, and this program knows {known}: use a later program"
    )]
    Later {
        /// The version of the tables.
        found: i64,
        /// The latest version that is known here.
        known: i64,
    },
    /// A file cannot be made or read.
    #[error("`{}`: {source}", path.display())]
    File {
        /// The file.
        path: std::path::PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A copy does not pass the database's own check.
    #[error("the copy is damaged: {0}")]
    Damaged(String),
    /// PostgreSQL's own tools do it.
    #[error("PostgreSQL is copied by its own tools")]
    NotHere,
    /// Anything else that the database says.
    #[error("the store failed: {0}")]
    Database(#[source] sqlx::Error),
}

impl StoreError {
    /// Whether the same may succeed if it is tried again.
    pub fn is_passing(&self) -> bool {
        matches!(self, StoreError::Unreachable(_) | StoreError::Conflict(_))
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let code = match &error {
            sqlx::Error::Database(of_database) => {
                of_database.code().map(std::borrow::Cow::into_owned)
            }
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Protocol(_) => return StoreError::Unreachable(error),
            _ => None,
        };
        let code = code.as_deref().unwrap_or_default();
        if has_no_room(code) {
            return StoreError::Unreachable(error);
        }
        match code {
            // PostgreSQL: class 08 is connections, 57P0x the server shutting down or starting, 25P03 a transaction that idled too
            // long, 25006 a standby that may only read.
            "57P01" | "57P02" | "57P03" | "25P03" | "25006" => StoreError::Unreachable(error),
            code if code.len() == 5 && code.starts_with("08") => StoreError::Unreachable(error),
            // Serialization failure, deadlock, a lock that was waited for too long; SQLite: busy, locked, and their extended codes.
            "40001" | "40P01" | "55P03" | "5" | "6" | "261" | "517" | "773" | "262" => {
                StoreError::Conflict(error)
            }
            _ => StoreError::Database(error),
        }
    }
}

/// Whether the database is there and cannot take more now, as when the disk is full: nothing of the work happened, and the same succeeds
/// when there is room.
fn has_no_room(code: &str) -> bool {
    match code.len() {
        // PostgreSQL: class 53 is disk, memory, connections; 58030 a failure to read or write.
        5 => code.starts_with("53") || code == "58030",
        // SQLite says more in the higher bits. READONLY, IOERR, FULL, CANTOPEN.
        _ => code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 8 | 10 | 13 | 14)),
    }
}
