//! A sketch tried in a bundle: the proof of the template that it is, and its merge.
//!
//! The bundle of `fixtures/lint/bundle` has a few contexts, fields and questions. A sketch that says
//! `! bundle` becomes its template `skitse`, and the questions that it asks are ticked.

use std::path::Path;
use std::sync::Arc;

use brevsmed::bundle::{Files, read};
use brevsmed::catalogue::Catalogue;
use brevsmed::diagnostic::{Diagnostic, has_errors};
use brevsmed::merge::{Answers, Approved, Fragment, MergeOptions, Record, Request, merge};
use brevsmed::template::Template;
use brevsmed::verify::{Subject, verify};

use super::sketch::Sketch;

/// The keys of the bundle's questions and their aliases.
const QUESTIONS: &[(&str, &str)] =
    &[("00001", "a"), ("00002", "b"), ("00003", "c"), ("00004", "fod")];

/// The bundle that a sketch is tried in, with the sketch as its template.
pub fn files(text: &str) -> Files {
    let sketch = Sketch::read(text);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/lint/bundle");
    let mut files: Files = std::fs::read_dir(root)
        .expect("the bundle of the sketches")
        .flatten()
        .map(|entry| {
            let bytes = std::fs::read(entry.path()).expect("a file of the bundle");
            (entry.file_name().to_string_lossy().into_owned(), bytes)
        })
        .collect();
    for line in sketch.all("to") {
        let (file, line) = line.split_once(' ').expect("`! to FILE LINE`");
        let file = files.get_mut(file).expect("a file of the bundle");
        file.extend(format!("{line}\n").bytes());
    }
    for line in sketch.all("instead") {
        let (file, change) = line.split_once(' ').expect("`! instead FILE OLD => NEW`");
        let (old, new) = change.split_once(" => ").expect("`! instead FILE OLD => NEW`");
        let bytes = files.get_mut(file).expect("a file of the bundle");
        let before = String::from_utf8(bytes.clone()).expect("text");
        assert!(before.contains(old), "{file} has no `{old}`");
        *bytes = before.replacen(old, new, 1).into_bytes();
    }
    files.insert("templates/skitse.toml".to_owned(), manifest(&sketch, text).into_bytes());
    files.insert("templates/skitse.docx".to_owned(), sketch.docx());
    files
}

/// The manifest: what the sketch says, and the rest as a letter has it.
fn manifest(sketch: &Sketch, text: &str) -> String {
    let said = sketch.all("manifest");
    let asked: Vec<String> = QUESTIONS
        .iter()
        .filter(|(key, _)| text.contains(&format!("flettespoergsmaal-{key}")))
        .map(|(_, alias)| format!("\"{alias}\""))
        .collect();
    let questions = format!("[{}]", asked.join(", "));
    let mut lines = Vec::new();
    for (key, value) in [
        ("name", "\"Skitse\""),
        ("title", "\"Afgørelse om helbredstillæg\""),
        ("contexts", "[\"briller\", \"fodbehandling\"]"),
        ("questions", questions.as_str()),
        ("category", "\"Afgørelse\""),
        ("letter", "\"skitse\""),
    ] {
        let told = |line: &String| line.split('=').next().is_some_and(|found| found.trim() == key);
        if !said.iter().any(told) {
            lines.push(format!("{key} = {value}"));
        }
    }
    lines.extend(said.iter().cloned());
    lines.join("\n") + "\n"
}

/// What the proof finds in a sketch.
pub fn proved(text: &str) -> Vec<Diagnostic> {
    proof_of(&files(text)).0
}

/// What the proof finds in the template `skitse` of a bundle, and the bundle's catalogue.
pub fn proof_of(files: &Files) -> (Vec<Diagnostic>, Catalogue) {
    let read = read(files);
    let wrong: Vec<Diagnostic> = read.found.iter().map(|found| found.diagnostic.clone()).collect();
    assert!(!has_errors(&wrong), "{:#?}", read.found);
    let view = read.bundle.view(None).expect("the central office");
    let letter = view.template("skitse", None).expect("the sketch");
    let assembled = view.assemble(letter).expect("a template");
    let proof = verify(&Subject {
        template: &assembled.template,
        manifest: &letter.manifest,
        catalogue: &view.catalogue,
        gaps: read.bundle.gaps,
        own: Some(&assembled.composed.own()),
    });
    let found = proof.found.into_iter().map(|found| found.diagnostic).collect();
    (found, view.catalogue.clone())
}

/// What merging a sketch finds, with the elements that it says are approved.
pub fn merged(template: &Template, sketch: &Sketch) -> Vec<Diagnostic> {
    let mut approved = Approved::default();
    for name in sketch.all("element") {
        let fragment = Fragment { bytes: Sketch::read("Du kan klage inden 4 uger.").docx() };
        approved.texts.insert(name.clone(), Arc::new(fragment));
    }
    let options = MergeOptions { approved, ..MergeOptions::default() };
    let (record, answers) = (Record::default(), Answers::default());
    let merged = merge(template, &Request::single(&record, &answers, &options)).expect("a package");
    merged.receipt(template).diagnostics
}
