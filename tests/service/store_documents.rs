//! What every store does with documents and files, the same on both.

use brevsmed::store::{Listing, Moment, Realm, StoreError};

use crate::on_fresh_stores;
use crate::stores::{Fleeting, Thing, hand, hand_of, here, thing};

on_fresh_stores! {
    async fn a_document_is_kept_changed_and_removed(fresh: Fresh) {
        let mut work = fresh.store.write(&hand()).await.expect("a work");
        let kept = work.insert(&here(), "a", thing("én")).await.expect("kept");
        assert_eq!(kept.revision, 1);
        let taken = work.insert(&here(), "a", thing("to")).await;
        assert!(matches!(taken, Err(StoreError::AlreadyThere { kind: "thing", .. })), "{taken:?}");
        let kept = work.replace(&kept, thing("to")).await.expect("changed");
        assert_eq!(kept.revision, 2);
        work.commit().await.expect("committed");

        let mut work = fresh.store.write(&hand_of("person:poul")).await.expect("a work");
        let read = work.get::<Thing>(&here(), "a").await.expect("read").expect("there");
        assert_eq!((read.document.words.as_str(), read.revision), ("to", 2));
        assert!(work.get::<Thing>(&Realm::new("training", "751"), "a").await.expect("read").is_none());
        assert!(work.get::<Fleeting>(&here(), "a").await.expect("read").is_none());
        work.remove(&read).await.expect("removed");
        let again = work.remove(&read).await;
        assert!(matches!(again, Err(StoreError::Changed { .. })), "{again:?}");
        work.commit().await.expect("committed");

        let mut work = fresh.store.read().await.expect("a work");
        assert!(work.get::<Thing>(&here(), "a").await.expect("read").is_none());
        let former = work.former::<Thing>(&here(), "a").await.expect("read");
        let former: Vec<_> = former.iter().map(|(at, who, _, it)| (*at, who.as_str(), it.words.as_str())).collect();
        assert_eq!(former, [(1, "person:jytte", "én"), (2, "person:poul", "to")]);
    }

    async fn what_must_be_forgotten_leaves_no_former_revisions(fresh: Fresh) {
        let mut work = fresh.store.write(&hand()).await.expect("a work");
        let kept = work.insert(&here(), "a", Fleeting { words: "en".to_owned() }).await.expect("kept");
        let kept = work.replace(&kept, Fleeting { words: "to".to_owned() }).await.expect("changed");
        work.remove(&kept).await.expect("removed");
        work.commit().await.expect("committed");
        let mut work = fresh.store.read().await.expect("a work");
        assert!(work.former::<Fleeting>(&here(), "a").await.expect("read").is_empty());
    }

    async fn of_two_that_change_the_same_one_is_told(fresh: Fresh) {
        let mut work = fresh.store.write(&hand()).await.expect("a work");
        let kept = work.insert(&here(), "a", thing("én")).await.expect("kept");
        work.commit().await.expect("committed");
        let (mut won, mut told) = (0, 0);
        let mut tasks = Vec::new();
        for number in 0..8 {
            let (store, kept) = (fresh.store.clone(), kept.clone());
            tasks.push(tokio::spawn(async move {
                let mut work = store.write(&hand()).await?;
                work.replace(&kept, thing(&number.to_string())).await?;
                work.commit().await
            }));
        }
        for task in tasks {
            match task.await.expect("no panic") {
                Ok(()) => won += 1,
                Err(StoreError::Changed { .. }) => told += 1,
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!((won, told), (1, 7));
        let mut work = fresh.store.read().await.expect("a work");
        assert_eq!(work.former::<Thing>(&here(), "a").await.expect("read").len(), 1);
    }

    async fn of_two_that_make_the_same_one_is_told(fresh: Fresh) {
        let mut tasks = Vec::new();
        for number in 0..8 {
            let store = fresh.store.clone();
            tasks.push(tokio::spawn(async move {
                let mut work = store.write(&hand()).await?;
                work.insert(&here(), "a", thing(&number.to_string())).await?;
                work.commit().await
            }));
        }
        let mut made = 0;
        for task in tasks {
            match task.await.expect("no panic") {
                Ok(()) => made += 1,
                Err(StoreError::AlreadyThere { .. }) => {}
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!(made, 1);
    }

    async fn what_is_dropped_did_not_happen(fresh: Fresh) {
        for _ in 0..20 {
            let mut work = fresh.store.write(&hand()).await.expect("a work");
            work.insert(&here(), "a", thing("én")).await.expect("kept");
            work.keep(b"bytes").await.expect("kept");
            work.note(&here(), "thing.made", "a", serde_json::json!({}));
            drop(work);
        }
        // One that is given up while it waits leaves no lock and no connection behind.
        for _ in 0..20 {
            let store = fresh.store.clone();
            let task = tokio::spawn(async move {
                let mut work = store.write(&hand()).await?;
                work.insert(&here(), "b", thing("to")).await?;
                tokio::time::sleep(std::time::Duration::from_mins(1)).await;
                work.commit().await
            });
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
            task.abort();
        }
        let mut work = fresh.store.write(&hand()).await.expect("a work");
        assert!(work.get::<Thing>(&here(), "a").await.expect("read").is_none());
        assert!(work.get::<Thing>(&here(), "b").await.expect("read").is_none());
        work.insert(&here(), "a", thing("én")).await.expect("kept");
        work.commit().await.expect("committed");
        let facts = fresh.store.facts().await.expect("facts");
        assert_eq!((facts.blobs, facts.audit_lines), (0, 0));
        assert_eq!(facts.entries, [("thing".to_owned(), 1)]);
    }

    async fn lists_go_by_key_state_subject_prefix_and_due(fresh: Fresh) {
        let now = Moment::now();
        let mut work = fresh.store.write(&hand()).await.expect("a work");
        for (key, state, subject, due) in [
            ("a/1", "open", "x", Some(now.plus_days(-1))),
            ("a/2", "open", "y", Some(now.plus_days(1))),
            ("a0", "closed", "x", None),
            ("aæ", "open", "x", None),
            ("b/1", "open", "x", Some(now)),
        ] {
            let thing = Thing { state: state.to_owned(), subject: subject.to_owned(), due, ..thing(key) };
            work.insert(&here(), key, thing).await.expect("kept");
        }
        work.insert(&Realm::new("training", "751"), "a/1", thing("elsewhere")).await.expect("kept");
        work.commit().await.expect("committed");

        let mut work = fresh.store.read().await.expect("a work");
        let all = || Listing::of(&here());
        let cases = [
            (all(), vec!["a/1", "a/2", "a0", "aæ", "b/1"]),
            (Listing { backwards: true, ..all() }, vec!["b/1", "aæ", "a0", "a/2", "a/1"]),
            (Listing { prefix: Some("a/".to_owned()), ..all() }, vec!["a/1", "a/2"]),
            (Listing { prefix: Some("a".to_owned()), ..all() }, vec!["a/1", "a/2", "a0", "aæ"]),
            (Listing { state: Some("closed".to_owned()), ..all() }, vec!["a0"]),
            (Listing { subject: Some("y".to_owned()), ..all() }, vec!["a/2"]),
            (Listing { due_by: Some(now), ..all() }, vec!["a/1", "b/1"]),
            (Listing { after: Some("a0".to_owned()), ..all() }, vec!["aæ", "b/1"]),
            (
                Listing { after: Some("a0".to_owned()), backwards: true, ..all() },
                vec!["a/2", "a/1"],
            ),
            (Listing { environment: Some("training".to_owned()), ..Listing::default() }, vec!["a/1"]),
        ];
        for (listing, wanted) in cases {
            let page = work.list::<Thing>(&listing).await.expect("a page");
            let keys: Vec<&str> = page.items.iter().map(|kept| kept.key.as_str()).collect();
            assert_eq!(keys, wanted, "{listing:?}");
            if listing.after.is_none() {
                let count = work.count::<Thing>(&listing).await.expect("a count");
                assert_eq!(count, wanted.len() as u64, "{listing:?}");
            }
        }
    }

    async fn pages_together_are_the_list(fresh: Fresh) {
        let realms = [here(), Realm::new("production", "101"), Realm::new("training", "751")];
        let mut work = fresh.store.write(&hand()).await.expect("a work");
        // The same keys in several realms, so that pages end between them.
        for number in 0..7 {
            for realm in &realms {
                work.insert(realm, &format!("k{number}"), thing("")).await.expect("kept");
            }
        }
        work.commit().await.expect("committed");
        let mut work = fresh.store.read().await.expect("a work");
        for (listing, total) in [(Listing::of(&here()), 7), (Listing::default(), 21)] {
            for backwards in [false, true] {
                for limit in 1..9 {
                    let mut listing = Listing { limit, backwards, ..listing.clone() };
                    let mut seen = Vec::new();
                    loop {
                        let page = work.list::<Thing>(&listing).await.expect("a page");
                        assert!(page.items.len() <= limit);
                        seen.extend(page.items.into_iter().map(|kept| (kept.key, kept.realm)));
                        let Some(next) = page.next else { break };
                        listing.after = Some(next);
                    }
                    let each: std::collections::BTreeSet<_> = seen.iter().collect();
                    assert_eq!((seen.len(), each.len()), (total, total), "limit {limit}, {backwards}");
                }
            }
        }
    }

    async fn bytes_are_kept_once_and_files_go_with_their_document(fresh: Fresh) {
        let mut work = fresh.store.write(&hand()).await.expect("a work");
        let (one, two) = (work.keep(b"samme").await.expect("kept"), work.keep(b"samme").await.expect("kept"));
        assert_eq!(one, two);
        assert_eq!(work.blob(&one).await.expect("read").as_deref(), Some(&b"samme"[..]));
        assert!(work.blob("00").await.expect("read").is_none());
        let kept = work.insert(&here(), "brev", thing("")).await.expect("kept");
        let large = vec![7_u8; 300_000];
        work.attach(&kept, "letter.pdf", "application/pdf", b"%PDF").await.expect("attached");
        let file = work.attach(&kept, "letter.pdf", "application/pdf", &large).await.expect("attached");
        assert_eq!(file.size, 300_000);
        work.attach(&kept, "letter.docx", "x/docx", b"PK").await.expect("attached");
        work.commit().await.expect("committed");

        let mut work = fresh.store.write(&hand()).await.expect("a work");
        let kept = work.get::<Thing>(&here(), "brev").await.expect("read").expect("there");
        let names: Vec<String> = work.files(&kept).await.expect("read").into_iter().map(|file| file.name).collect();
        assert_eq!(names, ["letter.docx", "letter.pdf"]);
        let pdf = work.file(&kept, "letter.pdf").await.expect("read").expect("there");
        assert_eq!((pdf.bytes, pdf.name.hash), (large, file.hash));
        work.remove(&kept).await.expect("removed");
        assert!(work.files(&kept).await.expect("read").is_empty());
        work.commit().await.expect("committed");
        let facts = fresh.store.facts().await.expect("facts");
        assert_eq!((facts.files, facts.blobs), (0, 1));
    }

    async fn a_reader_sees_one_moment(fresh: Fresh) {
        let mut work = fresh.store.write(&hand()).await.expect("a work");
        work.insert(&here(), "a", thing("én")).await.expect("kept");
        work.commit().await.expect("committed");
        let mut reader = fresh.store.read().await.expect("a work");
        assert_eq!(reader.count::<Thing>(&Listing::default()).await.expect("a count"), 1);
        let mut work = fresh.store.write(&hand()).await.expect("a work");
        work.insert(&here(), "b", thing("to")).await.expect("kept");
        work.commit().await.expect("committed");
        assert_eq!(reader.count::<Thing>(&Listing::default()).await.expect("a count"), 1);
        drop(reader);
        let mut reader = fresh.store.read().await.expect("a work");
        assert_eq!(reader.count::<Thing>(&Listing::default()).await.expect("a count"), 2);
    }

    async fn an_answer_is_remembered_exactly_once(fresh: Fresh) {
        use brevsmed::store::Answered;
        let mut tasks = Vec::new();
        for number in 0..12 {
            let store = fresh.store.clone();
            tasks.push(tokio::spawn(async move {
                let hand = hand();
                let answer = Answered {
                    fingerprint: "f".to_owned(),
                    status: 201,
                    location: format!("/v1/{number}"),
                    body: "{}".to_owned(),
                    made_at: hand.now,
                };
                let mut work = store.write(&hand).await.expect("a work");
                work.insert(&here(), &number.to_string(), thing("")).await.expect("kept");
                let is_first = work.remember("system:1", "key", &answer, hand.now.plus_days(1)).await;
                let is_first = is_first.expect("asked");
                if is_first {
                    work.commit().await.expect("committed");
                }
                is_first
            }));
        }
        let mut firsts = 0;
        for task in tasks {
            firsts += usize::from(task.await.expect("no panic"));
        }
        assert_eq!(firsts, 1);
        let mut work = fresh.store.read().await.expect("a work");
        let kept = work.list::<Thing>(&Listing::default()).await.expect("a page").items;
        let answer = work.answered("system:1", "key").await.expect("read").expect("there");
        assert_eq!(kept.len(), 1);
        assert_eq!(answer.location, format!("/v1/{}", kept[0].key));
        assert!(work.answered("system:2", "key").await.expect("read").is_none());
        drop(work);
        let later = brevsmed::store::Hand { now: Moment::now().plus_days(2), ..hand() };
        let mut work = fresh.store.write(&later).await.expect("a work");
        assert_eq!(work.forget_answers().await.expect("forgotten"), 1);
        work.commit().await.expect("committed");
    }
}
