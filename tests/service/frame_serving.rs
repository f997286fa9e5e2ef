//! A service for other eyes: programs that are not ours look at it (`tests/e2e_schemathesis.py`).

use std::path::PathBuf;
use std::time::Duration;

use brevsmed::access::Level;
use brevsmed::api::Setup;
use brevsmed::store::Engine;

use crate::house::{House, grant};
use crate::letters::{LETTERS, anna, only};
use crate::letters_system::system;

/// Where it is written how to reach the service; it answers for as long as the file is there.
const AT: &str = "BREVSMED_SERVE_AT";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "it answers until it is told to stop"]
async fn it_answers_until_it_is_told_to_stop() {
    let Some(at) = std::env::var_os(AT).map(PathBuf::from) else { return };
    // Who sends nonsense all day waits for no long answer: judging gives up after half the time.
    let setup = Setup { time_limit: Duration::from_secs(16), ..Setup::default() };
    let house = House::set_up(Engine::Sqlite, setup).await.expect("SQLite is always there");
    for environment in ["training", "production"] {
        house.import_demonstration(environment).await;
    }
    let mut grants = vec![grant(Level::CentralAdministrator, "*", "central")];
    for level in
        [Level::UserAdministrator, Level::TemplateAdministrator, Level::AgreementAdministrator]
    {
        grants.push(grant(level, "*", "999"));
    }
    let everything = house.person_with(grants).await;
    let system = system(&house, "KP", &[]).await;
    let made = system.post(LETTERS, &anna()).await;
    let letter = only(&made)["id"].as_str().expect("an id").to_owned();
    let account = house.person(Level::Caseworker, "production", "999").await.id;
    let told = serde_json::json!({
        "url": house.base, "token": everything.token, "key": system.token, "letter": letter, "account": account,
    });
    std::fs::write(&at, told.to_string()).expect("a file");
    while at.exists() {
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert_eq!(house.nobody().get("/health/ready").await.status, 200, "it is well to its end");
}
