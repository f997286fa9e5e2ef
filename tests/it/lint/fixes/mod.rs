//! Mending: fixes applied, codes corrected, findings written as comments.

mod annotating;
mod applying;
mod codes;
mod rounds;
mod rules;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use brevsmed::docx::Macros;
use brevsmed::lint::{changes, changes_text, manuscript};
use brevsmed::template::{CompileOptions, Template};

/// A document compiled as the linter does.
pub fn template(bytes: &[u8]) -> Template {
    let options = CompileOptions { macros: Macros::Drop, ..CompileOptions::default() };
    Template::compile(bytes, &options).expect("a document")
}

/// The parts of a package, unpacked.
pub fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).expect("an entry");
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("its bytes");
        parts.insert(entry.name().expect("a name").replace('\\', "/"), content);
    }
    parts
}

/// The names of a package's parts in their order.
pub fn order(bytes: &[u8]) -> Vec<String> {
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    archive.file_names().map(|name| name.expect("a name").replace('\\', "/")).collect()
}

/// What differs between two documents, as an author is told of it.
pub fn told(before: &[u8], after: &[u8]) -> String {
    let (before, after) = (template(before), template(after));
    let (before, after) =
        (manuscript(&before).expect("XML"), manuscript(&after).expect("XML still"));
    let lines = changes(&before, &after).expect("packages");
    changes_text("brev.docx", &lines, brevsmed::diagnostic::MessageLanguage::Danish)
}

/// The parts that differ, and what must hold of any mended document: it opens, its parts are XML, what
/// did not change is there byte for byte and in its old order.
pub fn changed(before: &[u8], after: &[u8]) -> Vec<String> {
    let (old, new) = (parts(before), parts(after));
    for (name, content) in &new {
        if name.ends_with(".xml") || name.ends_with(".rels") {
            let text = String::from_utf8(content.clone()).expect("UTF-8");
            roxmltree::Document::parse(text.trim_start_matches('\u{FEFF}'))
                .unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
        }
    }
    let kept: Vec<String> =
        order(after).into_iter().filter(|name| old.contains_key(name)).collect();
    let files = |names: Vec<String>| -> Vec<String> {
        names.into_iter().filter(|name| !name.ends_with('/')).collect()
    };
    assert_eq!(files(order(before)), kept, "the parts keep their order");
    template(after);
    new.iter()
        .filter(|(name, content)| old.get(*name) != Some(content))
        .map(|(name, _)| name.clone())
        .collect()
}
