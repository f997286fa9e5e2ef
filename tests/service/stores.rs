//! A store by itself, for tests of what every store does.

use std::path::PathBuf;

use brevsmed::store::{Document, Engine, Hand, Marks, Moment, Realm, Store};
use serde::{Deserialize, Serialize};

use crate::house::fresh_database;

/// A fresh store in a folder of its own.
pub struct Fresh {
    pub store: Store,
    pub engine: Engine,
    pub address: String,
    pub folder: PathBuf,
}

/// Something to keep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thing {
    pub words: String,
    #[serde(default)]
    pub state: String,
    #[serde(default)]
    pub subject: String,
    #[serde(default)]
    pub due: Option<Moment>,
}

impl Document for Thing {
    const KIND: &'static str = "thing";

    fn marks(&self) -> Marks {
        Marks { state: self.state.clone(), subject: self.subject.clone(), due: self.due }
    }
}

/// Something that must be forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fleeting {
    pub words: String,
}

impl Document for Fleeting {
    const KIND: &'static str = "fleeting";
    const HISTORY: bool = false;
}

pub fn thing(words: &str) -> Thing {
    Thing { words: words.to_owned(), state: String::new(), subject: String::new(), due: None }
}

pub fn hand() -> Hand {
    hand_of("person:jytte")
}

pub fn hand_of(who: &str) -> Hand {
    Hand { who: who.to_owned(), request: "r-1".to_owned(), now: Moment::now() }
}

pub fn here() -> Realm {
    Realm::new("production", "751")
}

/// A fresh store; `None` where there is no PostgreSQL.
pub async fn fresh(engine: Engine) -> Option<Fresh> {
    let id = uuid::Uuid::now_v7().simple().to_string();
    let folder = std::env::temp_dir().join(format!("brevsmed-store-{id}"));
    std::fs::create_dir_all(&folder).expect("a folder");
    let address = match engine {
        Engine::Sqlite => format!("sqlite:{}", folder.join("brevsmed.db").display()),
        Engine::Postgres => fresh_database(&id).await?,
    };
    let store = Store::open(&address, 8).await.expect("a store");
    Some(Fresh { store, engine, address, folder })
}

impl Fresh {
    /// Statements by other hands than ours.
    pub async fn by_other_hands(&self, statements: &str) {
        use sqlx::Connection;
        let statements = sqlx::AssertSqlSafe(statements.to_owned());
        let mut connection =
            sqlx::AnyConnection::connect(&self.address).await.expect("a connection");
        sqlx::raw_sql(statements).execute(&mut connection).await.expect("done");
        connection.close().await.expect("closed");
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Each test once on SQLite, once on PostgreSQL.
#[macro_export]
macro_rules! on_fresh_stores {
    ($( $(#[$attribute:meta])* async fn $name:ident($fresh:ident: Fresh) $body:block )*) => {
        $(
            $(#[$attribute])*
            mod $name {
                #[allow(unused_imports, reason = "a test may need nothing of its file")]
                use super::*;

                async fn test($fresh: $crate::stores::Fresh) $body

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn sqlite() {
                    let fresh = $crate::stores::fresh(brevsmed::store::Engine::Sqlite).await;
                    test(fresh.expect("SQLite is always there")).await;
                }

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn postgres() {
                    if let Some(fresh) = $crate::stores::fresh(brevsmed::store::Engine::Postgres).await {
                        test(fresh).await;
                    }
                }
            }
        )*
    };
}
