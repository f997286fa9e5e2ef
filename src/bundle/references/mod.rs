//! The files against each other: what is named and does not exist, what is said twice, what does not
//! fit.
//!
//! An authority's files may name what is its own and what is the central office's; the central files
//! only what is central.

mod catalogue;
mod fields;
mod formula;
mod known;
mod letters;
mod person;
mod prices;
mod questions;
mod title;

pub(super) use known::Known;
pub(super) use person::of_person;

use std::collections::BTreeMap;

use super::files::BundleFile;
use super::found::{Findings, unknown};
use super::read::{Frame, LayerFiles, Parsed, Shelf};
use super::source::Source;
use crate::diagnostic::BundleFinding;
use crate::locale::Language;

/// Checks `bundle.toml`.
pub(super) fn of_bundle(said: &Parsed<BundleFile>, frame: &Frame, findings: &mut Findings) {
    let (source, wire) = (&said.source, &said.wire);
    if source.file.is_empty() {
        return;
    }
    if Language::from_tag(&wire.language).is_none() {
        let finding = BundleFinding::LanguageUnknown { tag: wire.language.clone() };
        findings.value(source, "language", finding);
    }
    environment(source, "environment", &wire.environment, frame, findings);
}

/// Checks the files of one owner.
pub(super) fn of_layer(
    said: &LayerFiles<'_>,
    known: &Known<'_>,
    frame: &Frame,
    shelf: &mut Shelf<'_, '_>,
) {
    catalogue::contexts(said, known, frame, shelf.findings);
    fields::fields(said, known, frame, shelf.findings);
    questions::questions(said, known, frame, shelf.findings);
    questions::groups(said, known, shelf.findings);
    catalogue::reasons(said, known, shelf);
    prices::parameters(said, known, frame, shelf.findings);
    prices::prices(said, known, frame, shelf.findings);
    letters::elements(said, known, shelf.findings);
    letters::templates(said, known, shelf);
    letters::groups(said, known, shelf.findings);
}

fn environment(source: &Source, path: &str, name: &str, frame: &Frame, findings: &mut Findings) {
    if name.is_empty() || frame.environments.iter().any(|known| known == name) {
        return;
    }
    let known = frame.environments.iter().map(String::as_str);
    let finding = unknown(name, known, |name, danish, english| BundleFinding::EnvironmentUnknown {
        name,
        danish,
        english,
    });
    findings.value(source, path, finding);
}

/// Notes words that stand twice in a list of named things. An empty word is told elsewhere.
fn twice<'w>(
    source: &Source,
    words: impl Iterator<Item = (String, &'w str)>,
    findings: &mut Findings,
) {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (path, word) in words {
        let folded = crate::catalogue::fold(word);
        if folded.is_empty() {
            continue;
        }
        match seen.get(&folded) {
            Some(first) => {
                let line = source.line(first).unwrap_or_default().to_string();
                let finding = BundleFinding::KeyTwice { key: word.to_owned(), line };
                findings.value(source, &path, finding);
            }
            None => {
                seen.insert(folded, path);
            }
        }
    }
}
