//! Faults: the program killed, its database restarted, its end asked for, its disk full, while clients have letters made.
//!
//! Whatever happens, a client that asks again under the same idempotency key ends with its letter, once. What is checked afterwards is in
//! [`look`]: on the store itself, past the program.

mod clients;
mod end;
mod full;
mod kill;
mod look;
mod postgres;

use std::collections::BTreeSet;
use std::sync::Arc;

use brevsmed::access::Level;
use brevsmed::store::{Engine, Realm};
use clients::Clients;

use crate::demonstration;
use crate::house::House;
use crate::program::{Program, Start};

/// Clients at a time.
const CLIENTS: usize = 16;
/// Of so many letters one has a PDF too: it is what takes the most time.
const PDF_OF: usize = 24;

/// A store with the demonstration and a caseworker, the program on it, and clients.
struct Scene {
    house: House,
    start: Start,
    clients: Arc<Clients>,
    realm: Realm,
    /// The caller as the store knows it.
    who: String,
}

impl Scene {
    /// On a fresh store, where one of `pdf_of` letters has a PDF too; `None` where there is no PostgreSQL.
    async fn on(engine: Engine, pdf_of: usize) -> Option<Scene> {
        Some(Scene::of(House::on(engine).await?, pdf_of).await)
    }

    async fn of(house: House, pdf_of: usize) -> Scene {
        house.import_demonstration("production").await;
        let jytte = house.person(Level::Caseworker, "production", "999").await;
        let realm = Realm::new("production", "999");
        let day = house.now().day();
        let edition =
            house.app.editions.of(&house.app.store, &realm, day).await.expect("an edition");
        let letters = demonstration::letters(&edition, &house.app.renderer, 3);
        let bodies = (0..pdf_of * letters.len())
            .map(|number| letters[number % letters.len()].with_pdf(number % pdf_of == 0).body)
            .collect();
        let start = Start::on(env!("CARGO_BIN_EXE_brevsmed"), &house.address, house.folder());
        let token = jytte.token.clone().expect("a token");
        let who = format!("person:{}", jytte.id);
        let clients = Clients::new(start.base(), token, "/v1/production/999/letters", bodies);
        Scene { house, start, clients, realm, who }
    }

    fn start(&self) -> Program {
        self.start.start()
    }

    /// All letters of `0..letters` are there once, and all that goes with them.
    async fn settle(&self, letters: usize) {
        let requests: BTreeSet<usize> = (0..letters).collect();
        self.settle_of(&requests).await;
    }

    async fn settle_of(&self, requests: &BTreeSet<usize>) {
        eprintln!("{:?}: {}", self.house.engine, self.clients.told());
        let store = &self.house.app.store;
        {
            let ledger = std::mem::take(&mut *self.clients.ledger.lock().expect("a ledger"));
            look::exactly_once(store, &self.realm, &self.who, &ledger, requests).await;
        }
        let program = env!("CARGO_BIN_EXE_brevsmed");
        look::commands_agree(program, &self.house.address, self.house.folder());
        self.nothing_personal_is_logged();
    }

    /// Nothing that a fault makes the program say is about a person.
    fn nothing_personal_is_logged(&self) {
        let log = self.start.logged();
        for word in ["panicked", "Andeby", "000000-", "postgres:", "bs_"] {
            assert!(!log.contains(word), "the log says `{word}`:\n{log}");
        }
    }

    /// Requests that have their letter, sent again, are answered with the same one.
    async fn ask_again(&self, numbers: impl Iterator<Item = usize>) {
        for number in numbers {
            let again = self.clients.attempt(number).await;
            let is_replayed = matches!(again, clients::Attempt::Made { replayed: true, .. });
            assert!(is_replayed, "{}: {again:?}", Clients::key(number));
        }
    }
}
