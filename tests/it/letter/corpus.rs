//! Every document of the corpora and every fixture is read, the same each time.

use std::path::{Path, PathBuf};

use brevsmed::docx::{Limits, Macros, Package};
use brevsmed::letter::{ReadOptions, Sheet, read};

fn documents(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            documents(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "docx" || ending == "dotx") {
            found.push(path);
        }
    }
}

#[test]
fn every_document_is_read_the_same_each_time() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    documents(&root.join("fixtures"), &mut found);
    documents(&root.join("../shared/corpus"), &mut found);
    found.sort();
    assert!(found.len() >= 10, "the fixtures are there");
    let mut wrong = Vec::new();
    for path in found {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let Ok(package) = Package::open(&bytes, Macros::Drop, &Limits::default()) else { continue };
        let dump = || {
            let sheet = Sheet::read(&package)?;
            read(&package, &sheet, &ReadOptions::default()).map(|letter| letter.dump())
        };
        match (dump(), dump()) {
            (Ok(one), Ok(other)) if one == other => {}
            (Ok(_), _) => wrong.push(format!("{}: not the same twice", path.display())),
            (Err(error), _) => wrong.push(format!("{}: {error}", path.display())),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
