//! The demonstration letters, each merged with each citizen; one of each as a readable snapshot.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use brevsmed::docx::{Limits, Macros, Package};
use brevsmed::merge::{MergeOptions, Outcome, Record};
use brevsmed::template::{CompileOptions, Template};

use crate::support::{merged, part, visible};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

fn files(folder: &Path, wanted: fn(&str) -> bool) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a folder")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| wanted(&path.file_name().unwrap_or_default().to_string_lossy()))
        .collect();
    files.sort();
    files
}

fn letters() -> Vec<(String, Template)> {
    files(&folder("letters"), |name| name.ends_with(".docx") || name.ends_with(".dotx"))
        .into_iter()
        .map(|path| {
            let bytes = std::fs::read(&path).expect("a letter");
            let template =
                Template::compile(&bytes, &CompileOptions::default()).expect("a template");
            (path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), template)
        })
        .collect()
}

/// Keeps a letter for the eye, in the folder that `BREVSMED_KEEP_LETTERS` names.
fn keep(name: &str, letter: &[u8]) {
    if let Some(folder) = std::env::var_os("BREVSMED_KEEP_LETTERS") {
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(Path::new(&folder).join(format!("{name}.docx")), letter).expect("a letter");
    }
}

fn citizens() -> BTreeMap<String, Record> {
    files(&folder("data"), |name| name.starts_with("borger-"))
        .into_iter()
        .map(|path| {
            let json = std::fs::read(&path).expect("a citizen");
            let record = brevsmed::wire::read_record(&json).expect("a record");
            (path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), record)
        })
        .collect()
}

#[test]
fn the_letters_have_nothing_to_complain_about_but_style() {
    for (name, template) in letters() {
        for diagnostic in template.diagnostics() {
            let code = diagnostic.finding.code();
            assert!(["F105", "F113"].contains(&code), "{name}: {diagnostic:?}");
        }
    }
}

#[test]
fn every_letter_is_written_for_every_citizen() {
    let citizens = citizens();
    for (name, template) in letters() {
        for (citizen, record) in &citizens {
            let merged = merged(&template, record, &MergeOptions::default());
            let Outcome::Letter(letter) = &merged.outcome else {
                panic!("{name} for {citizen}: {:#?}", merged.receipt(&template).diagnostics);
            };
            keep(&format!("{name}-{citizen}"), letter);
            let package =
                Package::open(letter, Macros::Refuse, &Limits::default()).expect("a letter");
            for story in ["document", "header1", "header2", "footer1", "footer2", "footnotes"] {
                let Some(xml) = part(letter, &format!("word/{story}.xml")) else { continue };
                assert!(!xml.contains("MERGEFIELD"), "{name} for {citizen}: {story}");
                let text = visible(&xml);
                for debris in ["«", "  ", " ,", " .", "Error!", "!Syntax"] {
                    let found = text.lines().find(|line| line.contains(debris));
                    assert!(found.is_none(), "{name} for {citizen}: {debris:?} in {found:?}");
                }
            }
            assert!(package.text("word/settings.xml").is_ok_and(|xml| !xml.contains("mailMerge")));
        }
    }
}

#[test]
fn the_letters_read_as_a_municipality_would_send_them() {
    let citizens = citizens();
    for (name, template) in letters() {
        if name == "langt" {
            continue;
        }
        for citizen in ["borger-01", "borger-10"] {
            let merged = merged(&template, &citizens[citizen], &MergeOptions::default());
            let letter = merged.letter().expect("a letter");
            let body = visible(&part(letter, "word/document.xml").expect("a body"));
            let receipt = merged.receipt(&template);
            let removed: Vec<String> =
                receipt.removed.iter().map(|removed| removed.paragraph.to_string()).collect();
            let snapshot = format!(
                "{body}\n\n-- defaulted: {}\n-- removed paragraphs: {}",
                receipt.defaulted.join(", "),
                removed.join(", ")
            );
            insta::assert_snapshot!(format!("{name}@{citizen}"), snapshot);
        }
    }
}
