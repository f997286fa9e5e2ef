//! Documents that nobody here wrote: each is judged by all rules, whatever is in it.

use std::path::{Path, PathBuf};

use brevsmed::diagnostic::MessageLanguage;
use brevsmed::docx::Macros;
use brevsmed::lint::{Found, RULES, Role, Stage, Subject, check, manuscript};
use brevsmed::policy::LanguagePolicy;
use brevsmed::template::{CompileOptions, Template};

/// The Word files below a folder.
fn documents(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if path.is_dir() {
            documents(&path, found);
        } else if matches!(ending, "docx" | "docm" | "dotx" | "dotm") {
            found.push(path);
        }
    }
}

/// What all rules find in a file; `None` where it is no document that can be looked at.
fn judge(path: &Path) -> Option<Vec<Found>> {
    let bytes = std::fs::read(path).ok()?;
    let options = CompileOptions { macros: Macros::Drop, ..CompileOptions::default() };
    let template = Template::compile(&bytes, &options).ok()?;
    let read = manuscript(&template).ok()?;
    let policy = LanguagePolicy::danish();
    let subject = Subject {
        role: Role::Letter,
        stages: &[Stage::File, Stage::Whole],
        manifest: None,
        tags: &[],
        policy: &policy,
        language: "da-DK",
        title: None,
        file_name: "brev.docx",
    };
    Some(check(&read, &subject, &RULES))
}

#[test]
fn every_document_of_the_corpus_is_judged() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    documents(&root.join("../shared/corpus"), &mut all);
    if all.is_empty() {
        eprintln!("skipped: there is no corpus beside the project");
    }
    documents(&root.join("fixtures"), &mut all);
    let judged: Vec<(&PathBuf, Vec<Found>)> =
        all.iter().filter_map(|path| Some((path, judge(path)?))).collect();
    assert!(judged.len() * 10 >= all.len() * 9, "{} of {}", judged.len(), all.len());
    for (path, found) in &judged {
        for found in found {
            let place = found.diagnostic.place.as_ref();
            let (start, end) = place.map_or((0, 0), |place| place.mark);
            let length = place.map_or(0, |place| place.excerpt.chars().count());
            assert!(start <= end && end <= length, "{}: {found:?}", path.display());
            for language in [MessageLanguage::Danish, MessageLanguage::English] {
                let message = found.diagnostic.finding.message(language);
                let plain = !message.is_empty() && !message.ends_with('.');
                assert!(plain, "{}: {message}", path.display());
            }
        }
    }
}
