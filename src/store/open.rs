//! Opening a store: which database, its tables brought up to date.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use sqlx::AnyPool;
use sqlx::Connection;
use sqlx::SqlSafeStr;
use sqlx::any::AnyPoolOptions;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use tokio::sync::{Mutex, broadcast};

use super::changes::{self, Change, Listener};
use super::work::{Hand, Work};
use super::{Moment, StoreError};

/// The migrations, oldest first: number, name, SQLite, PostgreSQL. What has been released is never changed.
const MIGRATIONS: &[(i64, &str, &str, &str)] = &[(
    1,
    "first",
    include_str!("migrations/sqlite/0001_first.sql"),
    include_str!("migrations/postgres/0001_first.sql"),
)];

/// How long a connection, and on SQLite the turn to write, is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long the database may take to say that it is there.
const PULSE: Duration = Duration::from_secs(2);

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// One file, nothing to install.
    Sqlite,
    /// A server that any number of nodes share.
    Postgres,
}

/// An open store. Clones share it.
#[derive(Clone, Debug)]
pub struct Store {
    pub(super) pool: AnyPool,
    pub(super) engine: Engine,
    /// SQLite has one writer at a time: ours wait here, in order, instead of being refused by the file.
    turn: Arc<Mutex<()>>,
    pub(super) changes: broadcast::Sender<Change>,
    /// On PostgreSQL.
    _listener: Option<Arc<Listener>>,
}

impl Store {
    /// Opens the store at `address`, with at most `connections` connections, and brings its tables up to date: `sqlite:brevsmed.db` (made
    /// if it is not there), `sqlite::memory:`, `postgres://user@host/database`.
    ///
    /// # Errors
    ///
    /// When the address is none, the database cannot be reached, or its tables are of a later version.
    pub async fn open(address: &str, connections: u32) -> Result<Store, StoreError> {
        sqlx::any::install_default_drivers();
        let engine = Engine::of(address)?;
        let in_memory = address.contains(":memory:");
        let address = match engine {
            Engine::Sqlite if !address.contains('?') && !in_memory => {
                Cow::Owned(format!("{address}?mode=rwc"))
            }
            _ => Cow::Borrowed(address),
        };
        let options = AnyPoolOptions::new()
            // A database in memory is gone with its connection.
            .max_connections(if in_memory { 1 } else { connections.max(1) })
            .acquire_timeout(PATIENCE)
            .idle_timeout(if in_memory { None } else { Some(Duration::from_mins(10)) })
            .max_lifetime(if in_memory { None } else { Some(Duration::from_mins(30)) })
            // When the disk is full SQLite ends a transaction by itself, and its connection never notices: it is given up.
            .before_acquire(|connection, _| {
                let is_free = !connection.is_in_transaction();
                Box::pin(async move { Ok(is_free) })
            })
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    if engine == Engine::Sqlite {
                        // A letter that was promised is there after a power cut too: FULL. Erased is erased: secure_delete.
                        let pragmas = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                                       PRAGMA secure_delete = ON;";
                        sqlx::raw_sql(pragmas).execute(connection).await?;
                    } else {
                        // A node that hangs does not hold up the others for ever.
                        let bounds = "SET application_name = 'brevsmed'; SET lock_timeout = '10s'; \
                                      SET idle_in_transaction_session_timeout = '60s'";
                        sqlx::raw_sql(bounds).execute(connection).await?;
                    }
                    Ok(())
                })
            });
        let pool = options.connect(&address).await?;
        bring_up_to_date(&pool, engine).await?;
        let changes = broadcast::channel(256).0;
        let listener = (engine == Engine::Postgres)
            .then(|| Arc::new(changes::listen(address.into_owned(), changes.clone())));
        Ok(Store { pool, engine, turn: Arc::new(Mutex::new(())), changes, _listener: listener })
    }

    /// Opens a store that is there, only to look at it: nothing is made or brought up to date, and its tables may be of an earlier version.
    ///
    /// # Errors
    ///
    /// When the address is none, or there is no database.
    pub async fn look(address: &str) -> Result<Store, StoreError> {
        sqlx::any::install_default_drivers();
        let engine = Engine::of(address)?;
        let address = match engine {
            Engine::Sqlite if !address.contains('?') => Cow::Owned(format!("{address}?mode=ro")),
            _ => Cow::Borrowed(address),
        };
        let options = AnyPoolOptions::new().max_connections(1).acquire_timeout(PATIENCE);
        let pool = options.connect(&address).await?;
        let changes = broadcast::channel(1).0;
        Ok(Store { pool, engine, turn: Arc::new(Mutex::new(())), changes, _listener: None })
    }

    /// Which database it is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Begins something that changes what is kept, in somebody's name.
    pub async fn write(&self, hand: &Hand) -> Result<Work, StoreError> {
        match self.engine {
            Engine::Sqlite => {
                // As long as for a connection: then whoever asks may try again.
                let turn = tokio::time::timeout(PATIENCE, Arc::clone(&self.turn).lock_owned());
                let turn = turn.await.map_err(|_| sqlx::Error::PoolTimedOut)?;
                let transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
                Ok(Work::of(self, transaction, hand.clone(), Some(turn)))
            }
            Engine::Postgres => Ok(Work::of(self, self.pool.begin().await?, hand.clone(), None)),
        }
    }

    /// Begins something that only reads, and sees what was kept when it began.
    pub async fn read(&self) -> Result<Work, StoreError> {
        self.read_at(Moment::now()).await
    }

    /// The same, where what is read depends on the time and the service's clock says which it is.
    pub async fn read_at(&self, now: Moment) -> Result<Work, StoreError> {
        let hand = Hand { who: String::new(), request: String::new(), now };
        let transaction = match self.engine {
            Engine::Sqlite => self.pool.begin().await?,
            Engine::Postgres => {
                self.pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?
            }
        };
        Ok(Work::of(self, transaction, hand, None))
    }

    /// What others publish, here and on other nodes, from now on.
    pub fn watch(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    /// Whether the database answers.
    pub async fn is_reachable(&self) -> bool {
        let pulse = sqlx::query("SELECT 1").execute(&self.pool);
        tokio::time::timeout(PULSE, pulse).await.is_ok_and(|answer| answer.is_ok())
    }

    /// Connections that are open, and those of them that nobody uses.
    pub fn connections(&self) -> (usize, usize) {
        (usize::try_from(self.pool.size()).unwrap_or(usize::MAX), self.pool.num_idle())
    }

    /// Closes all connections, after what is under way.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

impl Engine {
    /// The database of an address.
    ///
    /// # Errors
    ///
    /// When it begins with neither `sqlite:` nor `postgres:`.
    pub fn of(address: &str) -> Result<Engine, StoreError> {
        match address.split_once(':').map(|(scheme, _)| scheme) {
            Some("sqlite") => Ok(Engine::Sqlite),
            Some("postgres" | "postgresql") => Ok(Engine::Postgres),
            // Not the address itself: it may hold a password.
            other => Err(StoreError::Address(other.unwrap_or_default().to_owned())),
        }
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Engine::Sqlite => "SQLite",
            Engine::Postgres => "PostgreSQL",
        }
    }
}

/// Brings the tables up to date. Two processes that open a new SQLite file at once: the second finds the first's tables when it tries again.
async fn bring_up_to_date(pool: &AnyPool, engine: Engine) -> Result<(), StoreError> {
    const TRIES: u32 = 20;
    let mut tries = 0;
    loop {
        tries += 1;
        match migrator(engine).run(pool).await {
            Ok(()) => return Ok(()),
            Err(MigrateError::VersionMissing(found)) => {
                let known = MIGRATIONS.last().map_or(0, |last| last.0);
                return Err(StoreError::Later { found, known });
            }
            Err(_) if engine == Engine::Sqlite && tries < TRIES => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            Err(error) => return Err(error.into()),
        }
    }
}

fn migrator(engine: Engine) -> Migrator {
    let migrations = MIGRATIONS.iter().map(|&(version, name, sqlite, postgres)| {
        let sql = match engine {
            Engine::Sqlite => sqlite,
            Engine::Postgres => postgres,
        };
        let kind = MigrationType::Simple;
        Migration::new(version, Cow::Borrowed(name), kind, sql.into_sql_str(), false)
    });
    Migrator::with_migrations(migrations.collect())
}
