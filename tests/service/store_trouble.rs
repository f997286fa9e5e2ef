//! What a store does when something is wrong: a later version, a lost connection, another process, a wrong address.

use std::time::Duration;

use brevsmed::store::{Change, Engine, Moment, Store, StoreError};

use crate::on_fresh_stores;
use crate::stores::{Thing, fresh, hand, here, thing};

/// The next thing heard, within ten seconds.
async fn heard(watcher: &mut tokio::sync::broadcast::Receiver<Change>) -> Change {
    let heard = tokio::time::timeout(Duration::from_secs(10), watcher.recv()).await;
    heard.expect("something is heard").expect("the sender is there")
}

async fn publish(store: &Store) {
    let mut work = store.write(&hand()).await.expect("a work");
    work.announce(Change::Published(here()));
    work.commit().await.expect("committed");
}

on_fresh_stores! {
    async fn a_second_opening_finds_what_is_kept(fresh: Fresh) {
        let mut work = fresh.store.write(&hand()).await.expect("a work");
        work.insert(&here(), "a", thing("én")).await.expect("kept");
        work.commit().await.expect("committed");
        let again = Store::open(&fresh.address, 2).await.expect("a store");
        let mut work = again.read().await.expect("a work");
        assert!(work.get::<Thing>(&here(), "a").await.expect("read").is_some());
        assert_eq!(again.facts().await.expect("facts"), fresh.store.facts().await.expect("facts"));
    }

    async fn tables_of_a_later_version_are_refused(fresh: Fresh) {
        let blob = match fresh.engine { Engine::Sqlite => "x'00'", Engine::Postgres => "'\\x00'" };
        fresh.by_other_hands(&format!(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
             VALUES (999, 'later', true, {blob}, 0)"
        )).await;
        let error = Store::open(&fresh.address, 2).await.expect_err("refused");
        assert!(matches!(error, StoreError::Later { found: 999, .. }), "{error:?}");
        assert!(error.to_string().contains("999"));
        assert!(!error.is_passing());
    }

    async fn what_is_published_is_heard_once_it_is_committed(fresh: Fresh) {
        let mut watcher = fresh.store.watch();
        let mut work = fresh.store.write(&hand()).await.expect("a work");
        work.announce(Change::Access);
        drop(work);
        // PostgreSQL's listener begins by saying that anything may have changed before it listened: what is published earlier is that.
        let mut first = Change::Anything;
        while first == Change::Anything {
            publish(&fresh.store).await;
            first = heard(&mut watcher).await;
        }
        assert_eq!(first, Change::Published(here()));
    }

    async fn many_write_at_once(fresh: Fresh) {
        let mut tasks = Vec::new();
        for number in 0..64 {
            let store = fresh.store.clone();
            tasks.push(tokio::spawn(async move {
                let mut work = store.write(&hand()).await?;
                work.insert(&here(), &format!("{number:03}"), thing("")).await?;
                work.note(&here(), "thing.made", number.to_string(), serde_json::json!({}));
                work.commit().await
            }));
        }
        for task in tasks {
            task.await.expect("no panic").expect("committed");
        }
        let facts = fresh.store.facts().await.expect("facts");
        assert_eq!((facts.audit_lines, facts.entries[0].1), (64, 64));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_node_hears_and_hears_again_after_a_lost_connection() {
    let Some(fresh) = fresh(Engine::Postgres).await else { return };
    let other = Store::open(&fresh.address, 2).await.expect("a store");
    let mut watcher = other.watch();
    // Until it listens, nothing can be heard.
    while heard(&mut watcher).await != Change::Anything {}
    publish(&fresh.store).await;
    assert_eq!(heard(&mut watcher).await, Change::Published(here()));
    fresh
        .by_other_hands(
            "SELECT CAST(pg_terminate_backend(pid) AS TEXT) FROM pg_stat_activity \
             WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE 'LISTEN%'",
        )
        .await;
    assert_eq!(heard(&mut watcher).await, Change::Anything);
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    publish(&fresh.store).await;
    while heard(&mut watcher).await != Change::Published(here()) {}
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_connection_is_a_passing_error_and_the_next_work_succeeds() {
    let Some(fresh) = fresh(Engine::Postgres).await else { return };
    let mut work = fresh.store.write(&hand()).await.expect("a work");
    work.insert(&here(), "a", thing("én")).await.expect("kept");
    fresh
        .by_other_hands(
            "SELECT CAST(pg_terminate_backend(pid) AS TEXT) FROM pg_stat_activity \
             WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
        .await;
    let error = match work.insert(&here(), "b", thing("to")).await {
        Err(error) => error,
        Ok(_) => work.commit().await.expect_err("the connection is gone"),
    };
    assert!(matches!(error, StoreError::Unreachable(_)), "{error:?}");
    let mut work = fresh.store.write(&hand()).await.expect("a work");
    assert!(work.get::<Thing>(&here(), "a").await.expect("read").is_none());
    work.insert(&here(), "a", thing("én")).await.expect("kept");
    work.commit().await.expect("committed");
}

#[tokio::test]
async fn a_postgres_that_is_not_there_is_a_passing_error() {
    // Bound and closed again: nobody listens there.
    let port = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.local_addr().expect("an address").port()
    };
    let error = Store::look(&format!("postgres://nobody:hemmelig@127.0.0.1:{port}/x"))
        .await
        .expect_err("nobody there");
    assert!(error.is_passing(), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("hemmelig"));
}

#[tokio::test]
async fn an_address_of_no_store_is_refused_without_repeating_it() {
    let error = Store::open("mysql://u:hemmelig@h/d", 1).await.expect_err("refused");
    assert!(matches!(error, StoreError::Address(_)));
    assert!(!error.to_string().contains("hemmelig"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_that_open_a_new_sqlite_file_at_once_both_succeed() {
    let fresh = fresh(Engine::Sqlite).await.expect("SQLite");
    let address = format!("sqlite:{}", fresh.folder.join("new.db").display());
    let openings: Vec<_> = (0..4)
        .map(|_| {
            let address = address.clone();
            tokio::spawn(async move { Store::open(&address, 2).await })
        })
        .collect();
    for (number, opening) in openings.into_iter().enumerate() {
        let store = opening.await.expect("no panic").expect("a store");
        let mut work = store.write(&hand()).await.expect("a work");
        work.insert(&here(), &number.to_string(), thing("")).await.expect("kept");
        work.commit().await.expect("committed");
    }
}

/// Two stores on one file have each a turn of their own, as two processes have: the file's lock is between them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_is_used_by_two_at_once() {
    let fresh = fresh(Engine::Sqlite).await.expect("SQLite");
    let other = Store::open(&fresh.address, 4).await.expect("a store");
    let mut tasks = Vec::new();
    for number in 0..40 {
        let store = if number % 2 == 0 { fresh.store.clone() } else { other.clone() };
        tasks.push(tokio::spawn(async move {
            let mut work = store.write(&hand()).await?;
            work.insert(&here(), &number.to_string(), thing("")).await?;
            work.note(&here(), "thing.made", number.to_string(), serde_json::json!({}));
            work.commit().await
        }));
    }
    for task in tasks {
        task.await.expect("no panic").expect("committed");
    }
    let mut work = other.read().await.expect("a work");
    let report = work.check_trail().await.expect("checked");
    assert_eq!((report.lines, report.faults.len()), (40, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sqlite_file_that_another_holds_is_a_conflict() {
    use sqlx::Connection;
    let fresh = fresh(Engine::Sqlite).await.expect("SQLite");
    let mut holder = sqlx::AnyConnection::connect(&fresh.address).await.expect("a connection");
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut holder).await.expect("held");
    let error = fresh.store.write(&hand()).await.expect_err("held by another");
    assert!(matches!(error, StoreError::Conflict(_)), "{error:?}");
    sqlx::raw_sql("ROLLBACK").execute(&mut holder).await.expect("let go");
    fresh.store.write(&hand()).await.expect("a work");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_is_whole_while_others_write() {
    let fresh = fresh(Engine::Sqlite).await.expect("SQLite");
    let writer = {
        let store = fresh.store.clone();
        tokio::spawn(async move {
            for number in 0..200 {
                let mut work = store.write(&hand()).await.expect("a work");
                let kept =
                    work.insert(&here(), &number.to_string(), thing("")).await.expect("kept");
                work.attach(&kept, "letter.pdf", "application/pdf", &vec![1; 20_000])
                    .await
                    .expect("attached");
                work.note(&here(), "thing.made", number.to_string(), serde_json::json!({}));
                work.commit().await.expect("committed");
            }
        })
    };
    tokio::time::sleep(Duration::from_millis(50)).await;
    let to = fresh.folder.join("copy.db");
    let facts = fresh.store.copy_to(&to).await.expect("copied");
    writer.await.expect("no panic");
    let things = facts.entries.first().map_or(0, |(_, count)| *count);
    assert_eq!((facts.files, facts.audit_lines), (things, things));
    let copy = Store::open(&format!("sqlite:{}", to.display()), 2).await.expect("a store");
    let mut work = copy.read().await.expect("a work");
    assert!(work.check_trail().await.expect("checked").faults.is_empty());
    let again = fresh.store.copy_to(&to).await.expect_err("it is there");
    assert!(matches!(again, StoreError::File { .. }), "{again:?}");
    assert!(!fresh.folder.join("copy.db.part").exists());
    let nowhere = fresh.store.copy_to(&fresh.folder.join("none/copy.db")).await;
    assert!(nowhere.is_err());
}

#[tokio::test]
async fn postgres_is_copied_by_its_own_tools() {
    let Some(fresh) = fresh(Engine::Postgres).await else { return };
    let error = fresh.store.copy_to(&fresh.folder.join("copy.db")).await.expect_err("not here");
    assert!(matches!(error, StoreError::NotHere));
}

/// Letters a second, each with two files of 80 kB, a line of the trail and an answer: `cargo nextest run --run-ignored only letters_a_second`.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement"]
async fn letters_a_second() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        for writers in [1, 8, 32] {
            let Some(fresh) = fresh(engine).await else { continue };
            let begun = std::time::Instant::now();
            let each = 320 / writers;
            let mut tasks = Vec::new();
            for writer in 0..writers {
                let store = fresh.store.clone();
                tasks.push(tokio::spawn(async move {
                    let file: Vec<u8> = (0..80_000_u32)
                        .map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8)
                        .collect();
                    for number in 0..each {
                        let key = format!("{writer}-{number}");
                        let mut work = store.write(&hand()).await.expect("a work");
                        let kept = work.insert(&here(), &key, thing("brev")).await.expect("kept");
                        for name in ["letter.docx", "letter.pdf"] {
                            work.attach(&kept, name, "x/y", &file).await.expect("attached");
                        }
                        work.note(&here(), "letter.made", &key, serde_json::json!({}));
                        let answer = brevsmed::store::Answered {
                            fingerprint: key.clone(),
                            status: 201,
                            location: String::new(),
                            body: "{}".to_owned(),
                            made_at: Moment::now(),
                        };
                        let due = Moment::now().plus_days(7);
                        assert!(
                            work.remember("system:1", &key, &answer, due).await.expect("asked")
                        );
                        work.commit().await.expect("committed");
                    }
                }));
            }
            for task in tasks {
                task.await.expect("no panic");
            }
            let rate = f64::from(each * writers) / begun.elapsed().as_secs_f64();
            eprintln!("{} with {writers} writers: {rate:.0} letters a second", engine.name());
        }
    }
}
