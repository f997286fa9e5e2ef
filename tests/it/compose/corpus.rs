//! Real documents put together two by two: each as the body in the next one's letterhead, and each as
//! an element of the other. Such a document may break rules by itself; what is put together of two
//! that keep them must keep them.

use std::panic::catch_unwind;

use brevsmed::compose::{Composed, Sources, compose};
use brevsmed::docx::{Limits, Macros, Package};
use brevsmed::template::{CompileOptions, Template};

use super::letters::{keep, letterhead};
use super::{checks, include, p};
use crate::support::{Doc, shared};

/// The documents that open as they are.
fn documents() -> Vec<Vec<u8>> {
    let mut paths = Vec::new();
    let mut folders: Vec<_> = shared("corpus/merge").into_iter().collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "docx" || e == "dotx") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths
        .iter()
        .map(|path| std::fs::read(path).expect("a file"))
        .filter(|bytes| Package::open(bytes, Macros::Refuse, &Limits::default()).is_ok())
        .collect()
}

fn keeps_the_rules(bytes: &[u8]) -> bool {
    let bytes = bytes.to_vec();
    catch_unwind(move || checks::check_package(&bytes, None)).is_ok()
}

fn look_at(name: &str, composed: &Composed, rules: bool) {
    keep(name, &composed.document);
    if rules {
        checks::check(composed);
        return;
    }
    let package = Package::open(&composed.document, Macros::Refuse, &Limits::default())
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(package.part_names().len() > 2);
    let template = Template::compile(&composed.document, &CompileOptions::default())
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    let (_, story, _) = &template.stories()[0];
    assert_eq!(story.paragraphs.len(), composed.origins.len(), "{name}");
}

#[test]
fn real_documents_are_put_together() {
    let documents = documents();
    let rules: Vec<bool> = documents.iter().map(|bytes| keeps_the_rules(bytes)).collect();
    let mut strict_checks = 0;
    for (index, bytes) in documents.iter().enumerate() {
        let next = (index + 1) % documents.len();
        let both = rules[index] && rules[next];
        strict_checks += usize::from(both);
        if let Some(master) = letterhead(&documents[next]) {
            let sources = Sources { master: Some(&master), body: bytes, ..Sources::default() };
            let composed = compose(&sources).expect("a composed document");
            look_at(&format!("body-{index:02}"), &composed, both);
        }
        let twice =
            Doc::new(&format!("{}{}{}", p(&include("a")), p(&include("b")), p(&include("a"))))
                .bytes();
        let composed = compose(&Sources {
            master: None,
            body: &twice,
            elements: [("a", bytes.as_slice()), ("b", documents[next].as_slice())].into(),
        })
        .expect("a composed document");
        look_at(&format!("element-{index:02}"), &composed, both);
    }
    eprintln!("{} documents, {strict_checks} pairs held to every rule", documents.len());
}
