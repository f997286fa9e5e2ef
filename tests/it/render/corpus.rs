//! Documents that nobody here wrote, and the fixtures as they are: each renders and conforms.

use std::path::{Path, PathBuf};

use brevsmed::render::RenderOptions;
use rayon::prelude::*;

use super::check::{RENDERER, faults};
use crate::support::shared;

fn documents(folder: Option<PathBuf>) -> Vec<PathBuf> {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|ending| {
                let ending = ending.to_string_lossy().to_lowercase();
                ["docx", "dotx", "docm", "dotm"].contains(&ending.as_str())
            }) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    if let Some(folder) = folder {
        collect(&folder, &mut found);
    }
    found.sort();
    found
}

fn check(folder: Option<PathBuf>) {
    let found: Vec<String> = documents(folder)
        .par_iter()
        .flat_map_iter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let bytes = std::fs::read(path).expect("a file");
            let options = RenderOptions::default();
            let found = match RENDERER.render_bytes(&bytes, &options) {
                Err(error) => vec![error.to_string()],
                Ok(rendered) if rendered.pages == 0 => vec!["no pages".to_owned()],
                Ok(rendered) => faults(&rendered.pdf),
            };
            found.into_iter().map(move |fault| format!("{name}: {fault}"))
        })
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_document_of_the_render_corpus_conforms() {
    check(shared("corpus/render/docx"));
}

#[test]
fn every_document_of_the_merge_corpus_conforms() {
    check(shared("corpus/merge"));
}

#[test]
fn every_fixture_conforms() {
    check(Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")));
}
