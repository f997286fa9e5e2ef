//! The demonstration letters, each as the body in another's letterhead.

use std::path::PathBuf;

use brevsmed::compose::{Sources, compose};
use brevsmed::docx::{Changes, Limits, Macros, Package};

use super::{checks, include};
use crate::scratch::fixture;
use crate::support::field;

fn letters() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(fixture("letters"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "docx" || e == "dotx"))
        .collect();
    paths.sort();
    paths
}

/// A letter with its text replaced by the place of another's.
pub fn letterhead(bytes: &[u8]) -> Option<Vec<u8>> {
    let package = Package::open(bytes, Macros::Refuse, &Limits::default()).ok()?;
    let part = package.main_part().to_owned();
    let xml = package.text(&part).ok()?;
    let start = xml.find("<w:body>")? + "<w:body>".len();
    let end = xml.rfind("</w:body>")?;
    let section = match xml[start..end].rfind("<w:sectPr") {
        // The last section of the document, not that of a paragraph.
        Some(at) if !xml[start + at..end].contains("</w:p>") => &xml[start + at..end],
        _ => "",
    };
    let place = format!("<w:p>{}</w:p>{section}", include("indhold"));
    let text = format!("{}{place}{}", &xml[..start], &xml[end..]);
    let changes = Changes { fixed: vec![(part, text.into_bytes())], ..Changes::default() };
    package.writer(&changes).ok()?.write(|_| None, &[]).ok()
}

#[test]
fn every_letter_stands_in_every_letterhead() {
    let letters = letters();
    assert!(letters.len() > 10);
    let read = |path: &PathBuf| std::fs::read(path).expect("a letter");
    for (index, path) in letters.iter().enumerate() {
        let master = letterhead(&read(path)).expect("a letterhead");
        // Each letterhead with some letters, and over all of them each letter with some letterheads.
        for step in [1, 4] {
            let other = &letters[(index + step) % letters.len()];
            let body = read(other);
            let sources = Sources { master: Some(&master), body: &body, ..Sources::default() };
            let composed = compose(&sources).expect("a composed letter");
            let name = format!("{} in {}", other.display(), path.display());
            assert_eq!(composed.diagnostics, [], "{name}");
            checks::check(&composed);
            assert_eq!(
                crate::support::visible(&crate::support::body(&composed.document)),
                crate::support::visible(&crate::support::body(&body)),
                "{name}"
            );
            if step == 1 {
                let again = compose(&sources).expect("a composed letter");
                assert!(again.document == composed.document, "{name}: other bytes");
            }
            keep(&format!("letter-{index:02}-{step}"), &composed.document);
        }
    }
}

/// Keeps a document for a look at it, where the caller names a folder.
pub fn keep(name: &str, document: &[u8]) {
    if let Some(folder) = std::env::var_os("BREVSMED_KEEP_LETTERS") {
        let folder = PathBuf::from(folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join(format!("{name}.docx")), document).expect("a file");
    }
}

#[test]
fn an_element_with_a_field_stands_in_a_letter() {
    use crate::support::{Doc, text};
    let path = fixture("letters/kort.docx");
    let master = letterhead(&std::fs::read(&path).expect("a letter")).expect("a letterhead");
    let element = Doc::new(&format!(
        r#"<w:p><w:pPr><w:pStyle w:val="Overskrift1"/></w:pPr>{}</w:p><w:p>{}{}</w:p>"#,
        text("Klage"),
        text("Kære "),
        field("MERGEFIELD Borger.Navn", "«Navn»")
    ))
    .bytes();
    let body = Doc::new(&format!("<w:p>{}</w:p>", include("klage"))).bytes();
    let composed = compose(&Sources {
        master: Some(&master),
        body: &body,
        elements: [("klage", element.as_slice())].into(),
    })
    .expect("a composed letter");
    checks::check(&composed);
    assert_eq!(composed.elements, ["klage"]);
    assert_eq!(composed.origins.len(), 2);
}
