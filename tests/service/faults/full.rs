//! A full disk: nothing is half-written, clients are told to come again, and when there is room the letters are made.

use brevsmed::store::{Engine, Hand, Moment, Store};

use super::clients::Attempt;
use super::{PDF_OF, Scene};

/// Letters that are tried on the full disk.
const REFUSED: usize = 12;
/// Bytes that the store may still grow by.
const ROOM: u64 = 1 << 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn faults_the_disk_is_full_and_has_room_again() {
    let mut scene = Scene::on(Engine::Sqlite, PDF_OF).await.expect("SQLite is always there");
    // What the preparation wrote goes from the log into the file, which then is as long as it is.
    let size = || {
        let sizes = ["brevsmed.db", "brevsmed.db-wal"].map(|name| {
            let found = std::fs::metadata(scene.house.folder().join(name));
            found.as_ref().map_or(0, std::fs::Metadata::len)
        });
        sizes.into_iter().max().unwrap_or_default()
    };
    scene.start.file_limit = Some(size() + ROOM);
    let program = scene.start();

    let mut refused = Vec::new();
    let mut number = 0;
    while refused.len() < REFUSED {
        match scene.clients.attempt(number).await {
            Attempt::Made { .. } => {}
            Attempt::Later(503, problem) if problem == "store-away" => refused.push(number),
            other => panic!("{number}: {other:?}\n{}", scene.start.logged()),
        }
        number += 1;
        assert!(number < 2_000, "the disk never is full");
    }
    eprintln!("full after {} letters", number - refused.len());

    program.lift_file_limit();
    for number in &refused {
        let made = scene.clients.attempt(*number).await;
        assert!(matches!(made, Attempt::Made { replayed: false, .. }), "{number}: {made:?}");
    }
    drop(program);
    scene.settle(number).await;
}

#[tokio::test]
async fn faults_a_store_that_may_only_be_read_is_told_of_as_passing() {
    let id = uuid::Uuid::now_v7().simple().to_string();
    let path = std::env::temp_dir().join(format!("brevsmed-test-{id}.db"));
    let address = format!("sqlite:{}", path.display());
    Store::open(&address, 1).await.expect("a store").close().await;
    let store = Store::look(&address).await.expect("it is there");
    let hand = Hand { who: "service".to_owned(), request: String::new(), now: Moment::now() };
    let mut work = store.write(&hand).await.expect("a work");
    let refused = work.keep(b"a letter").await.expect_err("nobody writes here");
    drop(work);
    assert!(refused.is_passing(), "{refused:?}");
    store.close().await;
    std::fs::remove_file(path).expect("it is there");
}
