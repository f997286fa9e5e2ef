//! Looking at a store after a fault: what was promised is there, once, whole, and nothing else is.

use std::collections::{BTreeMap, BTreeSet};

use brevsmed::archive::{Letter, RECEIPT};
use brevsmed::docx::{Limits, archive_files};
use brevsmed::store::{AuditFilter, Listing, Realm, Store};
use sha2::{Digest, Sha256};

use super::clients::{Clients, Ledger};

/// The letters of so many requests exist, each once; nothing that was answered is contradicted; files, answers and trail are whole.
pub async fn exactly_once(
    store: &Store,
    realm: &Realm,
    who: &str,
    ledger: &Ledger,
    requests: &BTreeSet<usize>,
) {
    assert!(ledger.wrong.is_empty(), "{:#?}", ledger.wrong);
    let mut work = store.read().await.expect("a work");
    let letters = work.list::<Letter>(&Listing::of(realm)).await.expect("letters").items;

    // Case ids are keys: a letter that was made twice is there under two ids.
    let mut by_case: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for kept in &letters {
        let case = kept.document.case.id.clone().expect("a case");
        by_case.entry(case).or_default().push(kept.key.clone());
    }
    let wanted: BTreeSet<String> = requests.iter().map(|number| Clients::key(*number)).collect();
    let found: BTreeSet<String> = by_case.keys().cloned().collect();
    assert_eq!(found, wanted, "letters are missing or too many");
    let twice: Vec<_> = by_case.iter().filter(|(_, ids)| ids.len() != 1).collect();
    assert!(twice.is_empty(), "made more than once: {twice:?}");

    for number in requests {
        let key = Clients::key(*number);
        let locations = &ledger.locations[number];
        assert_eq!(locations.len(), 1, "{key} was answered differently: {locations:?}");
        let location = locations.iter().next().expect("one");
        let id = location.rsplit('/').next().expect("a path ends with the id");
        assert_eq!(by_case[&key], [id], "{key} is not the letter that was answered");
        let answer = work.answered(who, &key).await.expect("a look").expect("an answer");
        assert_eq!((answer.status, &answer.location), (201, location), "{key}");
    }

    for kept in &letters {
        let names = work.files(kept).await.expect("files");
        assert!(names.iter().any(|file| file.name == RECEIPT), "{}: no receipt", kept.key);
        assert!(!kept.document.files.is_empty(), "{}: no files", kept.key);
        for file in &kept.document.files {
            let found = work.file(kept, &file.name).await.expect("a look").expect("the file");
            assert_eq!(found.bytes.len() as u64, file.size, "{} {}", kept.key, file.name);
            assert_eq!(sha256(&found.bytes), file.sha256, "{} {}", kept.key, file.name);
            assert_eq!(found.name.hash, file.sha256, "{} {}", kept.key, file.name);
            if file.name.ends_with(".docx") {
                let parts = archive_files(&found.bytes, &Limits::default()).expect("a package");
                assert!(parts.contains_key("word/document.xml"), "{}", kept.key);
            }
        }
        let receipt = work.file(kept, RECEIPT).await.expect("a look").expect("a receipt");
        serde_json::from_slice::<serde_json::Value>(&receipt.bytes).expect("a whole receipt");
    }

    let made = AuditFilter {
        action: Some("letter.made".to_owned()),
        limit: usize::MAX >> 1,
        ..AuditFilter::default()
    };
    let lines = work.trail(realm, &made).await.expect("lines");
    let noted: BTreeSet<&str> = lines.iter().map(|line| line.subject.as_str()).collect();
    let kept: BTreeSet<&str> = letters.iter().map(|kept| kept.key.as_str()).collect();
    assert_eq!(noted, kept, "the trail and the letters differ");
    assert_eq!(lines.len(), letters.len(), "a letter is noted twice");
    let report = work.check_trail().await.expect("a check");
    assert!(report.faults.is_empty(), "{:?}", report.faults);
    assert!(report.lines >= letters.len() as u64, "{report:?}");
}

/// The store's own commands say the same: the trail holds, and on SQLite a copy passes the database's check.
pub fn commands_agree(program: &str, address: &str, folder: &std::path::Path) {
    let run = |arguments: &[&str]| {
        let output = std::process::Command::new(program)
            .args(arguments)
            .current_dir(folder)
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {} {said}", output.status);
    };
    run(&["audit", "verify", "--store", address]);
    if address.starts_with("sqlite:") {
        run(&["backup", "--store", address, "copy.db"]);
    }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
