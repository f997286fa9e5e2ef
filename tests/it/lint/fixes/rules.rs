//! What holds of every fix of every rule: it mends, it breaks nothing, and it is done after one run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use brevsmed::docx::{Macros, PackageError};
use brevsmed::lint::{
    Edit, Found, Mender, Repair, Rule, Safety, check, fixer, manuscript, replaced_by, rule,
};
use brevsmed::template::{CompileOptions, Template};

use super::super::rules::{folders, judged, sketches};
use super::super::sketch::Sketch;
use super::super::trial;
use super::rounds::{Work, mend};
use super::{changed, told};

/// The Word documents below a folder.
pub fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "docx" || end == "docm") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A document compiled, where it can be.
pub fn readable(bytes: &[u8]) -> Option<Template> {
    let options = CompileOptions { macros: Macros::Drop, ..CompileOptions::default() };
    Template::compile(bytes, &options).ok()
}

/// The template's file in the bundle that sketches are tried in.
const MANIFEST: &str = "templates/skitse.toml";

/// A sketch to be mended, with the bundle around it where it is tried in one.
fn work(text: &str) -> Work {
    let bytes = Sketch::read(text).docx();
    let mut work = Work { bytes, ..Work::default() };
    if Sketch::read(text).said("bundle").is_some() {
        let manifest = trial::files(text).remove(MANIFEST).expect("the manifest");
        let manifest = String::from_utf8(manifest).expect("text");
        work.files.insert(MANIFEST.to_owned(), manifest);
    }
    work
}

/// What is found in a document judged as a sketch is: by rules, and by compiler and proof with their
/// fixes.
fn found(
    text: &str,
    work: &Work,
    besides: Option<&'static Rule>,
) -> Result<Vec<Found>, PackageError> {
    let sketch = Sketch::read(text);
    let options = CompileOptions { macros: Macros::Drop, ..CompileOptions::default() };
    let template = Template::compile(&work.bytes, &options)?;
    let mut told = template.diagnostics().to_vec();
    let mut catalogue = None;
    let manifest = work.files.get(MANIFEST);
    if sketch.said("merge").is_some() {
        told = trial::merged(&template, &sketch);
    }
    if let Some(manifest) = manifest {
        let mut files = trial::files(text);
        files.insert("templates/skitse.docx".to_owned(), work.bytes.clone());
        files.insert(MANIFEST.to_owned(), manifest.clone().into_bytes());
        let (proved, known) = trial::proof_of(&files);
        told.extend(proved);
        catalogue = Some(known);
    }
    let tick = |alias: &str| {
        let (bytes, with) = brevsmed::bundle::tick(manifest?, alias)?;
        Some(Edit::File { file: MANIFEST.to_owned(), bytes, with })
    };
    let mender = Mender { template: &template, catalogue: catalogue.as_ref(), tick: Some(&tick) };
    let mut found: Vec<Found> = told
        .into_iter()
        .filter(|diagnostic| replaced_by(diagnostic.finding.code()).is_none())
        .map(|diagnostic| Found {
            rule: rule(diagnostic.finding.code()),
            fix: fixer(&diagnostic, &mender),
            diagnostic,
            spot: None,
        })
        .collect();
    let read = manuscript(&template)?;
    found.extend(judged(&sketch, besides, |subject, rules| check(&read, subject, rules)));
    Ok(found)
}

fn codes(found: &[Found]) -> BTreeMap<&'static str, usize> {
    let mut codes = BTreeMap::new();
    for found in found {
        *codes.entry(found.code()).or_default() += 1;
    }
    codes
}

#[test]
fn every_repair_of_every_rule_mends_its_bad_sketches() {
    let mut wrong = Vec::new();
    for (code, folder) in folders() {
        let Some(rule) = rule(&code) else { continue };
        let mut mends = false;
        let mut safeties = Vec::new();
        for (name, text) in sketches(&folder, "bad") {
            let work = work(&text);
            let before = work.bytes.clone();
            let safety = Safety::Unsafe;
            let judge = |work: &Work| found(&text, work, Some(rule));
            let first = judge(&work).expect("a document");
            let fixable = first.iter().filter(|found| found.fix.is_some()).count();
            if fixable == 0 {
                continue;
            }
            mends = true;
            safeties.extend(first.iter().filter_map(|found| Some(found.fix.as_ref()?.safety)));
            let mended = match mend(work, safety, judge) {
                Ok(mended) => mended,
                Err(error) => {
                    wrong.push(format!("{code}/{name}: {error}"));
                    continue;
                }
            };
            let after = judge(&mended.work).expect("a document still");
            if mended.unfinished || !mended.left.is_empty() {
                wrong.push(format!("{code}/{name}: not done: {:?}", mended.left));
            }
            if after.iter().any(|found| found.fix.is_some()) {
                wrong.push(format!("{code}/{name}: still to mend: {:?}", codes(&after)));
            }
            let (was, is) = (codes(&first), codes(&after));
            if is.iter().any(|(code, count)| was.get(code).is_none_or(|was| was < count)) {
                wrong.push(format!("{code}/{name}: something new: {was:?}, then {is:?}"));
            }
            if is.get(code.as_str()).copied().unwrap_or_default() > was[code.as_str()] - fixable {
                wrong.push(format!("{code}/{name}: not mended: {was:?}, then {is:?}"));
            }
            changed(&before, &mended.work.bytes);
            let again = mend(mended.work.clone(), safety, judge).expect("a document");
            if again.work.bytes != mended.work.bytes {
                wrong.push(format!("{code}/{name}: a second run changes something"));
            }
            let mut done: Vec<String> = mended
                .done
                .iter()
                .map(|done| format!("{}: {} / {}", done.code, done.title[0], done.title[1]))
                .collect();
            done.push(told(&before, &mended.work.bytes));
            done.extend(mended.work.files.values().cloned());
            insta::with_settings!({ description => text, snapshot_suffix => format!("{code}-{name}"), prepend_module_to_snapshot => false }, {
                insta::assert_snapshot!("fix", done.join("\n"));
            });
        }
        if rule.repair != Repair::None && !mends {
            wrong.push(format!("{code}: says that it can be mended, and no sketch shows it"));
        }
        let says_safe = matches!(rule.repair, Repair::Safe | Repair::Partly);
        let says_unsafe = matches!(rule.repair, Repair::Unsafe | Repair::Partly);
        if safeties.contains(&Safety::Safe) != says_safe
            || safeties.contains(&Safety::Unsafe) != says_unsafe
        {
            wrong.push(format!("{code}: says {:?}, and sketches show {safeties:?}", rule.repair));
        }
        if rule.repair == Repair::None && mends {
            wrong.push(format!("{code}: mends, and does not say so"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn good_sketches_have_nothing_to_mend() {
    for (code, folder) in folders() {
        for (name, text) in sketches(&folder, "good") {
            let work = work(&text);
            let judge = |work: &Work| found(&text, work, rule(&code));
            let mended = mend(work.clone(), Safety::Unsafe, judge).expect("a document");
            assert_eq!(mended.work.bytes, work.bytes, "{code}/{name}");
            assert_eq!(mended.work.files, work.files, "{code}/{name}");
        }
    }
}

#[test]
fn every_document_of_the_corpus_is_mended_once_and_for_all() {
    let Some(folder) = crate::support::shared("corpus") else {
        eprintln!("the corpus is not here");
        return;
    };
    let mut wrong = Vec::new();
    let mut mended_files = 0;
    for path in documents(&folder) {
        let bytes = std::fs::read(&path).expect("a file");
        let Some(read) = readable(&bytes) else { continue };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let judge = |work: &Work| found("", work, None);
        let work = Work { bytes: bytes.clone(), ..Work::default() };
        let Ok(before) = judge(&work) else { continue };
        for safety in [Safety::Safe, Safety::Unsafe] {
            let mended = match mend(work.clone(), safety, judge) {
                Ok(mended) => mended,
                Err(error) => {
                    wrong.push(format!("{name}: {error}"));
                    continue;
                }
            };
            if mended.unfinished || !mended.left.is_empty() {
                wrong.push(format!("{name}: not done: {:?}", mended.left));
            }
            if mended.work.bytes == bytes {
                continue;
            }
            mended_files += 1;
            changed(&bytes, &mended.work.bytes);
            let after = judge(&mended.work).expect("a document still");
            let (was, is) = (codes(&before), codes(&after));
            let new: Vec<_> = is
                .iter()
                .filter(|(code, count)| was.get(*code).is_none_or(|was| was < *count))
                .collect();
            if !new.is_empty() {
                wrong.push(format!("{name} {safety:?}: something new: {new:?}"));
            }
            let again = mend(mended.work.clone(), safety, judge).expect("a document");
            if again.work.bytes != mended.work.bytes {
                wrong.push(format!("{name} {safety:?}: a second run changes something"));
            }
            // Fields are what the letter lives by.
            let fields = |template: &Template| template.names().len();
            if readable(&mended.work.bytes).map(|after| fields(&after)) != Some(fields(&read)) {
                wrong.push(format!("{name} {safety:?}: other merge fields than before"));
            }
        }
    }
    assert!(mended_files > 0, "something is there to be mended");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn hidden_words_are_no_blank_lines_to_be_deleted() {
    let hidden = "Kære borger.\n[[<w:vanish/>|Kopieret.]]\n[[<w:vanish/>|Slettes.]]\nHilsen\n";
    let judge = |work: &Work| found(hidden, work, None);
    let mended = mend(work(hidden), Safety::Unsafe, judge).expect("a document");
    let parts = super::parts(&mended.work.bytes);
    let text = String::from_utf8(parts["word/document.xml"].clone()).expect("UTF-8");
    assert!(text.contains("Kopieret.") && text.contains("Slettes."), "{text}");
}
