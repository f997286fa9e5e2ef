//! Whole demonstration letters with the edits that a centre and a municipality make.

use std::fs;
use std::io::{Cursor, Read, Write};

use brevsmed::diagnostic::MessageLanguage;

use super::reading::{reading, rebased, sound};
use crate::scratch::fixture;
use crate::support::{part, text as run};

/// A letter of the fixtures.
fn letter(name: &str) -> Vec<u8> {
    fs::read(fixture(&format!("letters/{name}"))).expect("a letter")
}

/// A letter with words of its main part and first header replaced; every edit must find its words.
fn edited(bytes: &[u8], edits: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut found = vec![false; edits.len()];
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("an entry");
        let name = entry.name().expect("a name").to_string();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("bytes");
        if ["word/document.xml", "word/header2.xml", "word/styles.xml"].contains(&name.as_str()) {
            let mut text = String::from_utf8(content).expect("text");
            for ((before, after), found) in edits.iter().zip(&mut found) {
                *found |= text.contains(before);
                text = text.replace(before, after);
            }
            content = text.into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
        out.write_all(&content).expect("bytes");
    }
    assert_eq!(found, vec![true; edits.len()], "an edit did not find its words");
    out.finish().expect("an archive").into_inner()
}

#[test]
fn rebase_of_a_letter_for_missing_information() {
    let base = letter("manglerbrev-generelt.docx");
    let central = edited(
        &base,
        &[
            ("Hører vi ikke fra dig, bruger", "Hører vi ikke fra dig inden fristen, bruger"),
            ("Vi er i gang med sagen, men", "Vi behandler sagen nu, men"),
            (
                "Borgerservice hjælper gerne med at sende papirerne digitalt. ",
                "Biblioteket hjælper dig digitalt. ",
            ),
            ("Ring eller skriv, hvis", "Ring eller skriv gerne, hvis"),
        ],
    );
    let own = edited(
        &base,
        &[
            ("Det kan betyde, at du får afslag", "Det kan betyde, at du får nej"),
            ("Vi er i gang med sagen, men", "Egeby Kommune ser på sagen, men"),
            (
                "Borgerservice hjælper gerne med at sende papirerne digitalt. ",
                "Egeby Borgerservice hjælper dig. ",
            ),
            ("m hos os. Skriv", "m på rådhuset. Skriv"),
        ],
    );
    let done = rebased(&base, &central, &own);
    sound(&done.document);
    let text = reading(&done.document);
    for words in [
        "inden fristen",
        "får nej",
        "på rådhuset",
        "skriv gerne",
        "Biblioteket",
        "Egeby Borgerservice",
    ] {
        assert!(text.contains(words), "{words}");
    }
    insta::assert_snapshot!(done.words(MessageLanguage::Danish));
}

#[test]
fn rebase_of_every_letter_onto_itself_changed() {
    for entry in fs::read_dir(fixture("letters")).expect("letters") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "docx") {
            continue;
        }
        let base = fs::read(&path).expect("a letter");
        let xml = part(&base, "word/document.xml").expect("a body");
        let end = &xml[xml.rfind("<w:sectPr").expect("a section")..];
        let paragraph = |words: &str| format!("<w:p>{}</w:p>", run(words));
        let last = paragraph("Læs mere på borger.dk.") + end;
        let first = format!("<w:body>{}", paragraph("Egeby Kommune"));
        let central = edited(&base, &[(end, &last)]);
        let own = edited(&base, &[("<w:body>", &first)]);
        let done = rebased(&base, &central, &own);
        sound(&done.document);
        assert!(done.conflicts.is_empty(), "{}: {:?}", path.display(), done.conflicts);
        let before = reading(&base);
        assert_eq!(
            reading(&done.document),
            format!("Egeby Kommune\n{before}Læs mere på borger.dk.\n"),
            "{}",
            path.display()
        );
    }
}
