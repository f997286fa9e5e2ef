//! A service of its own for each test: on a socket, on a fresh store, with a clock that the test moves.
//!
//! A test is written once and runs on both stores:
//!
//! ```ignore
//! on_both_stores! {
//!     async fn k21_an_override_shifts_responsibility(house: House) {
//!         let jytte = house.person(Level::TemplateAdministrator, "production", "999").await;
//!         let answer = jytte.get("/v1/production/999/templates").await;
//!         assert_eq!(answer.status, 200);
//!     }
//! }
//! ```
//!
//! PostgreSQL is the one that `BREVSMED_TEST_POSTGRES` names (a URL of a role that may make databases); without it those tests skip,
//! and say so. `tests/run` starts one.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use brevsmed::access::{Account, Grant, Level, Secret, Session};
use brevsmed::api::{App, Clock, Routes, Service, Setup, service_router_with};
use brevsmed::font::FontBook;
use brevsmed::store::{Engine, Hand, Moment, Realm, Store};
use serde_json::Value as Json;

/// Where PostgreSQL is.
const POSTGRES: &str = "BREVSMED_TEST_POSTGRES";

/// A running service.
pub struct House {
    pub app: App,
    /// `http://127.0.0.1:PORT`.
    pub base: String,
    pub client: reqwest::Client,
    pub engine: Engine,
    /// The address of its store.
    pub address: String,
    folder: PathBuf,
}

impl House {
    /// A service on a fresh store; `None` where there is no PostgreSQL.
    pub async fn on(engine: Engine) -> Option<House> {
        House::set_up(engine, Setup::default()).await
    }

    /// The same, set up otherwise.
    pub async fn set_up(engine: Engine, setup: Setup) -> Option<House> {
        let id = uuid::Uuid::now_v7().simple().to_string();
        let folder = std::env::temp_dir().join(format!("brevsmed-test-{id}"));
        std::fs::create_dir_all(&folder).expect("a folder");
        let address = match engine {
            Engine::Sqlite => format!("sqlite:{}", folder.join("brevsmed.db").display()),
            Engine::Postgres => fresh_database(&id).await?,
        };
        let store = Store::open(&address, 8).await.expect("a store");
        Some(House::start(store, address, folder, setup, |routes| routes).await)
    }

    /// The same on SQLite, with some more routes.
    pub async fn with_routes(setup: Setup, more: fn(Routes) -> Routes) -> House {
        let folder = fresh_folder();
        let address = format!("sqlite:{}", folder.join("brevsmed.db").display());
        let store = Store::open(&address, 8).await.expect("a store");
        House::start(store, address, folder, setup, more).await
    }

    /// A service on a store that is there.
    pub async fn of(store: Store, address: String) -> House {
        House::start(store, address, fresh_folder(), Setup::default(), |routes| routes).await
    }

    /// A folder of its own, gone with it.
    pub fn folder(&self) -> &std::path::Path {
        &self.folder
    }

    async fn start(
        store: Store,
        address: String,
        folder: PathBuf,
        setup: Setup,
        more: fn(Routes) -> Routes,
    ) -> House {
        let engine = store.engine();
        let fonts = Arc::new(FontBook::shipped());
        let app = Service::new(store, fonts, setup, Clock::default());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let router = service_router_with(&app, more);
        let router = router.into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, router).await });
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().no_proxy().build().expect("a client");
        House { app, base, client, engine, address, folder }
    }

    /// Now, by the service's clock.
    pub fn now(&self) -> Moment {
        self.app.clock.now()
    }

    /// Somebody's hand, for what a test does past HTTP.
    pub fn hand(&self) -> Hand {
        Hand { who: "person:test".to_owned(), request: String::new(), now: self.now() }
    }

    /// Brings the demonstration bundle into an environment, in use since 2020.
    pub async fn import_demonstration(&self, environment: &str) {
        let files = bundle_files("bundle");
        let mut work = self.app.store.write(&self.hand()).await.expect("a work");
        let from = jiff::civil::date(2020, 1, 1);
        brevsmed::registry::import(&mut work, environment, &files, from).await.expect("imports");
        work.commit().await.expect("commits");
    }

    /// A person of a level in a realm who is signed in.
    pub async fn person(&self, level: Level, environment: &str, authority: &str) -> Client {
        self.person_with(vec![grant(level, environment, authority)]).await
    }

    /// A person with these grants who is signed in.
    pub async fn person_with(&self, grants: Vec<Grant>) -> Client {
        let id = uuid::Uuid::now_v7().to_string();
        let account = Account::new("Jytte Jubelår", format!("{id}@egeby.example"), grants);
        let secret = Secret::new("bs");
        let until = self.now().plus_days(365);
        let session = Session::new(&id, until);
        let installation = Realm::installation();
        let mut work = self.app.store.write(&self.hand()).await.expect("a work");
        work.insert(&installation, &id, account).await.expect("an account");
        work.insert(&installation, &secret.hash(), session).await.expect("a session");
        work.commit().await.expect("commits");
        Client {
            id,
            token: Some(secret.shown().to_owned()),
            base: self.base.clone(),
            client: self.client.clone(),
        }
    }

    /// Somebody whose credential nobody knows.
    pub fn person_unknown(&self) -> Client {
        self.whoever_shows(&format!("bs_{}", "0".repeat(64)))
    }

    /// Somebody who shows a credential.
    pub fn whoever_shows(&self, token: &str) -> Client {
        Client { token: Some(token.to_owned()), ..self.nobody() }
    }

    /// Somebody who is not signed in.
    pub fn nobody(&self) -> Client {
        Client {
            id: String::new(),
            token: None,
            base: self.base.clone(),
            client: self.client.clone(),
        }
    }
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A level in a realm.
pub fn grant(level: Level, environment: &str, authority: &str) -> Grant {
    Grant {
        level,
        environment: environment.to_owned(),
        authority: authority.to_owned(),
        areas: Vec::new(),
        until: None,
    }
}

/// Whoever sends requests.
#[derive(Clone)]
pub struct Client {
    /// The id of the account.
    pub id: String,
    pub token: Option<String>,
    base: String,
    client: reqwest::Client,
}

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub bytes: Vec<u8>,
    /// The body as JSON; `null` where it is none.
    pub json: Json,
}

impl Client {
    /// A request, with what this client shows.
    pub fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let method = method.parse().expect("a method");
        let request = self.client.request(method, format!("{}{path}", self.base));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request("GET", path)).await
    }

    pub async fn post(&self, path: &str, body: &Json) -> Answer {
        Answer::of(self.request("POST", path).json(body)).await
    }

    pub async fn put(&self, path: &str, body: &Json) -> Answer {
        Answer::of(self.request("PUT", path).json(body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        Answer::of(self.request("DELETE", path)).await
    }
}

impl Answer {
    /// Sends a request and reads the answer.
    pub async fn of(request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.expect("an answer");
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let bytes = response.bytes().await.expect("a body").to_vec();
        let json = serde_json::from_slice(&bytes).unwrap_or(Json::Null);
        Answer { status, headers, bytes, json }
    }

    /// The name of the problem's type; empty where it is none.
    pub fn problem(&self) -> &str {
        let kind = self.json["type"].as_str().unwrap_or_default();
        kind.strip_prefix("urn:brevsmed:problem:").unwrap_or_default()
    }

    /// A header; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// The files of a bundle among the fixtures.
pub fn bundle_files(name: &str) -> brevsmed::bundle::Files {
    fn walk(root: &std::path::Path, at: &std::path::Path, files: &mut brevsmed::bundle::Files) {
        for entry in std::fs::read_dir(at).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(root, &path, files);
            } else {
                let name = path.strip_prefix(root).expect("below").to_string_lossy().into_owned();
                files.insert(name, std::fs::read(&path).expect("a file"));
            }
        }
    }
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
    let mut files = brevsmed::bundle::Files::new();
    walk(&root, &root, &mut files);
    files
}

/// A folder of its own.
fn fresh_folder() -> PathBuf {
    let id = uuid::Uuid::now_v7().simple().to_string();
    let folder = std::env::temp_dir().join(format!("brevsmed-test-{id}"));
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// A database of its own on the PostgreSQL of the tests.
pub async fn fresh_database(id: &str) -> Option<String> {
    let Ok(address) = std::env::var(POSTGRES) else {
        eprintln!("skipped: {POSTGRES} names no PostgreSQL");
        return None;
    };
    let name = format!("brevsmed_{id}");
    let pool = sqlx::postgres::PgPoolOptions::new()
        .max_connections(1)
        .connect(&address)
        .await
        .expect("PostgreSQL");
    let make = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
    sqlx::query(make).execute(&pool).await.expect("a database");
    pool.close().await;
    let (before, _) = address.rsplit_once('/').expect("a URL with a database");
    Some(format!("{before}/{name}"))
}

/// Each test once on SQLite, once on PostgreSQL.
#[macro_export]
macro_rules! on_both_stores {
    ($( $(#[$attribute:meta])* async fn $name:ident($house:ident: House) $body:block )*) => {
        $(
            $(#[$attribute])*
            mod $name {
                #[allow(unused_imports, reason = "a test may need nothing of its file")]
                use super::*;

                async fn test($house: $crate::house::House) $body

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn sqlite() {
                    let house = $crate::house::House::on(brevsmed::store::Engine::Sqlite).await;
                    test(house.expect("SQLite is always there")).await;
                }

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn postgres() {
                    if let Some(house) = $crate::house::House::on(brevsmed::store::Engine::Postgres).await {
                        test(house).await;
                    }
                }
            }
        )*
    };
}
