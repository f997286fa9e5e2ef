//! Archives that lie, overlap, climb out or carry what no letter should.

use std::io::{Cursor, Write};

use brevsmed::docx::{Limits, Macros, Package};
use brevsmed::merge::{MergeOptions, Record};
use brevsmed::template::{CompileOptions, Template};

use super::{codes_of, fixture, refused, without_macros};
use crate::support::{Doc, merged, text, zip};

/// Signature of an entry in the central directory (APPNOTE 4.3.12).
const CENTRAL: &[u8] = b"PK\x01\x02";
/// Where its fields are.
const FLAGS: usize = 8;
const UNPACKED: usize = 24;
const OFFSET: usize = 42;
const NAME: usize = 46;

/// Where the central directory's entry of a part begins.
fn central(archive: &[u8], part: &str) -> usize {
    archive
        .windows(CENTRAL.len())
        .enumerate()
        .filter(|(_, window)| *window == CENTRAL)
        .map(|(at, _)| at)
        .find(|at| archive[at + NAME..].starts_with(part.as_bytes()))
        .expect("an entry of that name")
}

fn plain() -> Doc {
    Doc::paragraph(&text("Kære borger"))
}

/// The archive with every mention of a name replaced by another of the same length.
fn renamed(mut archive: Vec<u8>, from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let places: Vec<usize> = archive
        .windows(from.len())
        .enumerate()
        .filter(|(_, window)| *window == from.as_bytes())
        .map(|(at, _)| at)
        .collect();
    assert_eq!(places.len(), 2, "one local header and one entry of the directory");
    for at in places {
        archive[at..at + to.len()].copy_from_slice(to.as_bytes());
    }
    archive
}

#[test]
fn a_body_of_200_megabytes_of_zeros_is_too_large() {
    let mut archive = zip::ZipWriter::new_append(Cursor::new(plain().bytes())).expect("an archive");
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("word/header.xml", options).expect("an entry");
    let zeros = vec![0; 1 << 20];
    for _ in 0..200 {
        archive.write_all(&zeros).expect("zeros");
    }
    let bytes = archive.finish().expect("an archive").into_inner();
    assert!(bytes.len() < 1 << 20);
    let package = Package::open(&bytes, Macros::Refuse, &Limits::default()).expect("a package");
    let error = package.bytes("word/header.xml").expect_err("too large");
    assert_eq!(error.code(), "part-too-large");
}

#[test]
fn a_part_that_unpacks_to_more_than_it_declares_is_damaged() {
    let body = format!("<w:p>{}</w:p>", text(&"x".repeat(100_000)));
    let mut bytes = Doc::new(&body).bytes();
    let entry = central(&bytes, "word/document.xml");
    bytes[entry + UNPACKED..entry + UNPACKED + 4].copy_from_slice(&100_u32.to_le_bytes());
    assert_eq!(refused(&bytes), "damaged");
}

#[test]
fn parts_that_together_declare_too_much_are_refused_before_any_is_unpacked() {
    let mut bytes = plain().with_part("word/a.bin", b"a").with_part("word/b.bin", b"b").bytes();
    for part in ["word/a.bin", "word/b.bin"] {
        let entry = central(&bytes, part);
        bytes[entry + UNPACKED..entry + UNPACKED + 4]
            .copy_from_slice(&(300_u32 << 20).to_le_bytes());
    }
    assert_eq!(refused(&bytes), "part-too-large");
}

#[test]
fn an_archive_larger_than_the_limit_is_refused_unread() {
    let limits = Limits { archive_bytes: 1_000, ..Limits::default() };
    let error = Package::open(&fixture("kort.docx"), Macros::Refuse, &limits).expect_err("large");
    assert_eq!(error.code(), "archive-too-large");
}

#[test]
fn ten_thousand_entries_are_too_many() {
    let parts: Vec<(String, Vec<u8>)> =
        (0..10_000).map(|number| (format!("word/{number}.xml"), Vec::new())).collect();
    assert_eq!(refused(&zip(&parts)), "too-many-entries");
}

#[test]
fn two_entries_of_one_name_are_refused() {
    let archive = plain().with_part("word/documenx.xml", b"<a/>").bytes();
    let twice = renamed(archive, "word/documenx.xml", "word/document.xml");
    assert_eq!(refused(&twice), "duplicate-entries");
}

#[test]
fn two_entries_that_differ_in_letter_case_are_refused() {
    assert_eq!(
        refused(&plain().with_part("Word/Document.XML", b"<a/>").bytes()),
        "duplicate-entries"
    );
}

#[test]
fn entries_that_share_bytes_are_refused() {
    let mut bytes = plain().with_part("word/a.xml", b"<a/>").bytes();
    let (one, other) = (central(&bytes, "word/settings.xml"), central(&bytes, "word/a.xml"));
    let offset: Vec<u8> = bytes[one + OFFSET..one + OFFSET + 4].to_vec();
    bytes[other + OFFSET..other + OFFSET + 4].copy_from_slice(&offset);
    let code = refused(&bytes);
    assert!(["duplicate-entries", "not-a-zip-archive"].contains(&code), "{code}");
}

#[test]
fn names_that_climb_out_of_the_package_are_refused() {
    for name in [
        "../x",
        "word/../../x",
        "/etc/passwd",
        "..\\x",
        "C:\\x.xml",
        "c:x",
        "word/a\u{7}.xml",
        "a\nb",
    ] {
        let bytes = plain().with_part(name, b"x").bytes();
        assert_eq!(refused(&bytes), "unsafe-entry-name", "{name:?}");
    }
}

#[test]
fn an_encrypted_part_is_named() {
    let mut bytes = plain().bytes();
    let entry = central(&bytes, "word/document.xml");
    bytes[entry + FLAGS] |= 1;
    assert_eq!(refused(&bytes), "encrypted");
}

#[test]
fn an_archive_within_the_archive_is_carried_along_unopened() {
    let inner = zip(&[("../../evil.xml".to_owned(), vec![b'x'; 1_000])]);
    let doc = plain().with_part("word/embeddings/bilag.docx", &inner);
    let letter = merged(&doc.template(), &Record::default(), &MergeOptions::default());
    let package =
        Package::open(letter.letter().expect("a letter"), Macros::Refuse, &Limits::default())
            .expect("a package");
    assert_eq!(package.bytes("word/embeddings/bilag.docx").expect("the part"), inner);
}

#[test]
fn a_file_that_is_no_archive_says_what_it_is() {
    assert_eq!(refused(b""), "not-a-zip-archive");
    assert_eq!(refused(b"Kaere borger"), "not-a-zip-archive");
    assert_eq!(refused(b"PK\x03\x04"), "not-a-zip-archive");
    assert_eq!(refused(b"PK\x05\x06"), "not-a-zip-archive");
    let mut compound = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    compound.resize(4_096, 0);
    assert_eq!(refused(&compound), "compound-file");
}

#[test]
fn a_package_that_holds_no_letter_says_so() {
    let types = |kind: &str| {
        format!(
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>"#
        )
    };
    let workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    let doc = plain().with_part("[Content_Types].xml", types(workbook).as_bytes());
    assert_eq!(refused(&doc.bytes()), "not-a-word-document");

    let nothing =
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>"#;
    let doc = plain().with_part("_rels/.rels", nothing.as_bytes());
    assert_eq!(refused(&doc.bytes()), "not-a-word-document");

    assert_eq!(refused(&zip(&[("a.txt".to_owned(), b"a".to_vec())])), "missing-part");
}

#[test]
fn a_package_without_its_body_names_the_part() {
    let archive = renamed(plain().bytes(), "word/document.xml", "word/documenx.xml");
    assert_eq!(refused(&archive), "missing-part");
}

#[test]
fn macros_are_refused_or_left_behind() {
    let main = "application/vnd.ms-word.document.macroEnabled.main+xml";
    let types = format!(
        concat!(
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
            r#"<Default Extension="xml" ContentType="application/xml"/>"#,
            r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
            r#"<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>"#,
            r#"<Override PartName="/word/document.xml" ContentType="{}"/></Types>"#
        ),
        main
    );
    let doc = plain()
        .with_part("[Content_Types].xml", types.as_bytes())
        .with_part("word/vbaProject.bin", b"macro");
    assert_eq!(refused(&doc.bytes()), "macros");

    let template = Template::compile(&doc.bytes(), &without_macros()).expect("a template");
    assert_eq!(codes_of(&template), ["T402"]);
    let letter = merged(&template, &Record::default(), &MergeOptions::default());
    let letter = letter.letter().expect("a letter");
    let package = Package::open(letter, Macros::Refuse, &Limits::default()).expect("no macros");
    assert!(package.part_names().iter().all(|name| !name.contains("vba")));
    let types = package.text("[Content_Types].xml").expect("types");
    assert!(!types.contains("macroEnabled"), "{types}");
}

#[test]
fn a_letter_cut_off_anywhere_is_an_error() {
    let whole = fixture("kort.docx");
    for length in (0..whole.len()).step_by(97) {
        let error = Template::compile(&whole[..length], &CompileOptions::default())
            .expect_err("half an archive");
        assert!(["not-a-zip-archive", "damaged"].contains(&error.code()), "{length}: {error:?}");
    }
}
