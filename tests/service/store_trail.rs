//! The audit trail of every store, and what other hands cannot do to it unseen.

use brevsmed::store::{AuditFilter, Engine, Realm};
use serde_json::json;

use crate::on_fresh_stores;
use crate::stores::{Fresh, hand, hand_of, here};

/// Writes lines in two realms, several a work.
async fn lines(fresh: &Fresh, works: usize) {
    for number in 0..works {
        let mut work = fresh.store.write(&hand()).await.expect("a work");
        work.note(&here(), "thing.made", number.to_string(), json!({ "n": number }));
        work.note(&Realm::installation(), "account.made", number.to_string(), json!({}));
        work.note(&here(), "thing.approved", number.to_string(), json!({}));
        work.commit().await.expect("committed");
    }
}

/// Takes the trail's own guard away, as somebody with the database in hand can.
async fn unguarded(fresh: &Fresh, statement: &str) {
    let guards = match fresh.engine {
        Engine::Sqlite => "DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_deleted;",
        Engine::Postgres => "ALTER TABLE audit DISABLE TRIGGER audit_stays;",
    };
    fresh.by_other_hands(&format!("{guards} {statement}")).await;
}

async fn faults(fresh: &Fresh) -> Vec<(String, i64, &'static str)> {
    let mut work = fresh.store.read().await.expect("a work");
    let report = work.check_trail().await.expect("checked");
    let faults = report.faults.into_iter();
    faults.map(|fault| (fault.realm.to_string(), fault.number, fault.fault)).collect()
}

on_fresh_stores! {
    async fn every_line_follows_from_the_one_before(fresh: Fresh) {
        lines(&fresh, 5).await;
        let mut work = fresh.store.read().await.expect("a work");
        let report = work.check_trail().await.expect("checked");
        assert_eq!((report.chains, report.lines, report.faults.len()), (2, 15, 0));
        let trail = work.trail(&here(), &AuditFilter { limit: 100, ..AuditFilter::default() }).await.expect("lines");
        let numbers: Vec<i64> = trail.iter().map(|line| line.number).collect();
        assert_eq!(numbers, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
        let made = AuditFilter { action: Some("thing.".to_owned()), subject: Some("3".to_owned()), limit: 100, ..AuditFilter::default() };
        assert_eq!(work.trail(&here(), &made).await.expect("lines").len(), 2);
        let page = AuditFilter { before: Some(4), limit: 2, ..AuditFilter::default() };
        let page: Vec<i64> = work.trail(&here(), &page).await.expect("lines").iter().map(|line| line.number).collect();
        assert_eq!(page, [3, 2]);
    }

    async fn many_write_to_one_chain_at_once(fresh: Fresh) {
        let mut tasks = Vec::new();
        for number in 0..16 {
            let store = fresh.store.clone();
            tasks.push(tokio::spawn(async move {
                for _ in 0..5 {
                    let mut work = store.write(&hand_of(&format!("person:{number}"))).await.expect("a work");
                    work.note(&Realm::installation(), "b", "", json!({}));
                    work.note(&here(), "a", "", json!({}));
                    work.commit().await.expect("committed");
                }
            }));
        }
        for task in tasks {
            task.await.expect("no panic");
        }
        let mut work = fresh.store.read().await.expect("a work");
        let report = work.check_trail().await.expect("checked");
        assert_eq!((report.lines, report.faults.len()), (160, 0));
    }

    async fn the_trail_is_append_only_also_by_hand(fresh: Fresh) {
        use sqlx::Connection;
        lines(&fresh, 1).await;
        let mut connection = sqlx::AnyConnection::connect(&fresh.address).await.expect("a connection");
        for statement in ["UPDATE audit SET actor = 'x'", "DELETE FROM audit"] {
            let error = sqlx::raw_sql(statement).execute(&mut connection).await.expect_err("refused");
            assert!(error.to_string().contains("append-only"), "{error}");
        }
        assert!(faults(&fresh).await.is_empty());
    }

    async fn a_changed_line_is_found(fresh: Fresh) {
        lines(&fresh, 3).await;
        unguarded(&fresh, "UPDATE audit SET actor = 'person:x' WHERE number = 4 AND authority = '751'").await;
        assert_eq!(faults(&fresh).await, [("production/751".to_owned(), 4, "changed")]);
    }

    async fn a_removed_line_is_found(fresh: Fresh) {
        lines(&fresh, 3).await;
        unguarded(&fresh, "DELETE FROM audit WHERE number = 2 AND authority = ''").await;
        assert_eq!(faults(&fresh).await, [("/".to_owned(), 2, "missing")]);
    }

    async fn a_line_put_in_with_a_hash_of_its_own_is_found(fresh: Fresh) {
        lines(&fresh, 3).await;
        let mut work = fresh.store.read().await.expect("a work");
        let filter = AuditFilter { before: Some(3), limit: 1, ..AuditFilter::default() };
        let mut line = work.trail(&here(), &filter).await.expect("lines").remove(0);
        drop(work);
        "person:x".clone_into(&mut line.actor);
        let hash = line.digest();
        let number = line.number;
        unguarded(&fresh, &format!(
            "UPDATE audit SET actor = 'person:x', hash = '{hash}' WHERE number = {number} AND authority = '751'"
        )).await;
        assert_eq!(faults(&fresh).await, [("production/751".to_owned(), 3, "unlinked")]);
    }

    async fn lines_taken_off_the_end_are_found_by_anchors(fresh: Fresh) {
        lines(&fresh, 3).await;
        let mut work = fresh.store.read().await.expect("a work");
        let anchors = work.anchors().await.expect("anchors");
        let ends: Vec<i64> = anchors.iter().map(|anchor| anchor.number).collect();
        assert_eq!(ends, [3, 6]);
        drop(work);
        lines(&fresh, 1).await;
        let mut work = fresh.store.read().await.expect("a work");
        assert!(work.check_anchors(&anchors).await.expect("checked").is_empty());
        drop(work);
        unguarded(&fresh, "DELETE FROM audit WHERE number > 5 AND authority = '751'").await;
        assert!(faults(&fresh).await.is_empty());
        let mut work = fresh.store.read().await.expect("a work");
        let found = work.check_anchors(&anchors).await.expect("checked");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].number, found[0].fault), (6, "missing"));
    }
}
