//! `kill -9` in the middle of a thousand letters.

use brevsmed::store::Engine;

use super::{CLIENTS, PDF_OF, Scene};

/// Letters.
const LETTERS: usize = 1_000;
/// After so many letters the program is killed.
const KILLS: [usize; 4] = [60, 300, 550, 900];

async fn killed(engine: Engine) {
    let Some(scene) = Scene::on(engine, PDF_OF).await else { return };
    let mut program = scene.start();
    let clients = scene.clients.clone();
    let making = tokio::spawn(async move { clients.make(LETTERS, CLIENTS).await });
    for letters in KILLS {
        scene.clients.reach(letters).await;
        program.kill();
        program = scene.start();
    }
    making.await.expect("clients do not panic");
    assert!(scene.clients.ledger.lock().expect("a ledger").no_answer > 0, "nobody noticed a kill");
    scene.ask_again((0..LETTERS).step_by(13)).await;
    drop(program);
    scene.settle(LETTERS).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn faults_killed_in_the_middle_of_a_thousand_letters_on_sqlite() {
    killed(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn faults_killed_in_the_middle_of_a_thousand_letters_on_postgres() {
    killed(Engine::Postgres).await;
}
