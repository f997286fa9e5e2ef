//! SIGTERM under load: letters in hand are finished.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use brevsmed::store::Engine;

use super::{CLIENTS, Scene};

/// A request that was sent so long before the end was asked for has been accepted.
const ACCEPTED: Duration = Duration::from_millis(100);

async fn asked_to_end(engine: Engine) {
    let Some(scene) = Scene::on(engine, 1).await else { return };
    let mut program = scene.start();
    let clients = scene.clients.clone();
    let sending = tokio::spawn(async move { clients.send_until_stopped(CLIENTS).await });
    scene.clients.reach(40).await;
    let asked = Instant::now();
    program.ask_to_end();
    let status = tokio::task::spawn_blocking(move || program.end_within(Duration::from_mins(1)));
    let status = status.await.expect("a wait").expect("it ends in its time");
    let took = asked.elapsed();
    scene.clients.stop.store(true, Ordering::SeqCst);
    let sent = sending.await.expect("clients do not panic");
    assert_eq!(status.code(), Some(0), "{}", scene.start.logged());

    let accepted =
        sent.iter().filter(|sent| sent.at + ACCEPTED < asked && asked < sent.answered_at);
    let (mut in_hand, mut broken) = (0, Vec::new());
    for sent in accepted {
        in_hand += 1;
        if !sent.is_made {
            broken.push(&sent.told);
        }
    }
    eprintln!("{engine:?}: ended after {took:?} with {in_hand} letters in hand");
    assert!(in_hand > 0, "nothing was in hand");
    assert!(broken.is_empty(), "accepted, and not answered: {broken:#?}");
    // What has no answer may have been begun after the end was asked for; then it is finished, or not there at all.
    let program = scene.start();
    let unheard: Vec<usize> =
        sent.iter().filter(|sent| !sent.is_made).map(|sent| sent.number).collect();
    for number in &unheard {
        scene.clients.insist(*number).await;
    }
    drop(program);
    let all: BTreeSet<usize> = sent.iter().map(|sent| sent.number).collect();
    scene.settle_of(&all).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn faults_asked_to_end_under_load_on_sqlite() {
    asked_to_end(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn faults_asked_to_end_under_load_on_postgres() {
    asked_to_end(Engine::Postgres).await;
}
