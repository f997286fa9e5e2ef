//! Headings, tables, lists and blanks: their fixes mend what they were told of, and documents that
//! nobody here wrote are judged without a fall.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use brevsmed::docx::{Limits, Macros, archive_files, write_archive};
use brevsmed::lint::{Edit, Found, RULES, Role, Rule, Stage, Subject, check, manuscript};
use brevsmed::template::{CompileOptions, Template};

use super::rules::{folders, policy, sketches};
use super::sketch::Sketch;

/// The rules of structure.
fn structure() -> Vec<&'static Rule> {
    let own = |rule: &&Rule| ["A2", "A3", "A4"].iter().any(|range| rule.code.starts_with(range));
    RULES.iter().copied().filter(own).collect()
}

/// What these rules find in a document; nothing where it is none.
fn found(bytes: &[u8], stages: &[Stage], rules: &[&'static Rule]) -> Option<Vec<Found>> {
    let options = CompileOptions { macros: Macros::Drop, ..CompileOptions::default() };
    let template = Template::compile(bytes, &options).ok()?;
    let read = manuscript(&template).ok()?;
    let policy = policy();
    let subject = Subject {
        role: Role::Letter,
        stages,
        manifest: None,
        tags: &[],
        policy: &policy,
        language: "da-DK",
        title: None,
        file_name: "skitse.docx",
    };
    let found = check(&read, &subject, rules);
    for found in &found {
        let Some(spot) = &found.spot else { continue };
        let story = read.stories.iter().find(|story| story.part == spot.part);
        let story = story.expect("a spot is of a story");
        assert!(story.xml.get(spot.bytes.clone()).is_some(), "{}", found.code());
    }
    Some(found)
}

/// The document with these edits made, the last first.
fn edited(bytes: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut files: BTreeMap<String, Vec<u8>> =
        archive_files(bytes, &Limits::default()).expect("a zip").into_iter().collect();
    let mut parts: Vec<_> = edits
        .iter()
        .map(|edit| match edit {
            Edit::Part { part, bytes, with } => (part, bytes.clone(), with),
            other => panic!("no such edit is made here: {other:?}"),
        })
        .collect();
    parts.sort_by_key(|(part, bytes, _)| (*part, bytes.start, bytes.end));
    for pair in parts.windows(2) {
        let apart = pair[0].0 != pair[1].0 || pair[0].1.end <= pair[1].1.start;
        assert!(apart, "two edits meet: {pair:?}");
    }
    for (part, bytes, with) in parts.into_iter().rev() {
        let text = files.get_mut(part).expect("the part");
        // Bytes are counted in the text, which begins after a byte order mark.
        let mark = if text.starts_with("\u{FEFF}".as_bytes()) { 3 } else { 0 };
        let bytes = bytes.start + mark..bytes.end + mark;
        text.splice(bytes, with.bytes());
    }
    write_archive(&files).expect("a zip")
}

#[test]
fn a_fix_mends_what_was_told_of() {
    let mut mended = Vec::new();
    for (code, folder) in folders() {
        let Some(rule) = structure().into_iter().find(|rule| rule.code == code) else { continue };
        for (name, text) in sketches(&folder, "bad") {
            let stages: &[Stage] = match Sketch::read(&text).said("stage") {
                Some("finished") => &[Stage::Finished],
                _ => &[Stage::File, Stage::Whole],
            };
            let bytes = Sketch::read(&text).docx();
            let before = found(&bytes, stages, &[rule]).expect("a sketch is a document");
            let Some(fix) = before.iter().find_map(|found| found.fix.clone()) else { continue };
            let after = found(&edited(&bytes, &fix.edits), stages, &structure())
                .expect("a mended document is a document");
            let left = after.iter().filter(|found| found.code() == code).count();
            assert_eq!(left + 1, before.len(), "{code}/{name}");
            assert!(after.iter().all(|found| found.code() == code), "{code}/{name}: {after:?}");
            mended.push(format!("{code}/{name}: {:?}", fix.safety));
        }
    }
    insta::assert_snapshot!(mended.join("\n"));
}

/// The documents below a folder.
fn documents(folder: &Path, all: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            documents(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "docx" || ending == "dotx") {
            all.push(path);
        }
    }
}

#[test]
fn documents_that_nobody_here_wrote_are_judged() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let mut all = Vec::new();
    documents(&corpus, &mut all);
    if all.is_empty() {
        eprintln!("skipped: there is no ../shared/corpus");
        return;
    }
    let rules = structure();
    let mut judged = 0;
    for path in &all {
        let bytes = std::fs::read(path).expect("a file");
        for stages in [&[Stage::File, Stage::Whole][..], &[Stage::Finished][..]] {
            let Some(once) = found(&bytes, stages, &rules) else { continue };
            let again = found(&bytes, stages, &rules).unwrap_or_default();
            assert_eq!(super::rules::told(&once), super::rules::told(&again), "{}", path.display());
            judged += 1;
            for fix in once.iter().filter_map(|found| found.fix.as_ref()) {
                let mended = edited(&bytes, &fix.edits);
                assert!(found(&mended, stages, &[]).is_some(), "{}: {fix:?}", path.display());
            }
        }
    }
    assert!(judged > all.len(), "{judged} of {}", all.len());
}
