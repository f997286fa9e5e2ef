//! `brevsmed compose` with files.

use insta::assert_snapshot;

use super::{include, p};
use crate::scratch::Scratch;
use crate::support::{Doc, text};

fn files(test: &str) -> Scratch {
    let scratch = Scratch::new(test);
    scratch.file(
        "m.docx",
        Doc::new(&format!("{}{}", p(&text("hoved")), p(&include("indhold")))).bytes(),
    );
    scratch
        .file("b.docx", Doc::new(&format!("{}{}", p(&text("brev")), p(&include("klage")))).bytes());
    scratch.file("k.docx", Doc::new(&p(&text("klag her"))).bytes());
    scratch
}

#[test]
fn a_document_is_composed_of_files() {
    let scratch = files("compose-files");
    let ran =
        scratch.run("compose --master m.docx --body b.docx --element klage=k.docx -o ud.docx");
    assert_snapshot!(ran.text(), @r"
    exit 0
    --- out
    skrev ud.docx · 3 afsnit · 1 indholdselement
    --- err
    ");
    let bytes = std::fs::read(scratch.path("ud.docx")).expect("a document");
    assert_eq!(crate::support::visible(&crate::support::body(&bytes)), "hoved\nbrev\nklag her");
}

#[test]
fn findings_are_told_with_the_file_they_are_in_and_nothing_is_written() {
    let scratch = files("compose-findings");
    let ran = scratch.run("compose --master m.docx --body b.docx -o ud.docx");
    assert_snapshot!(ran.text(), @r#"
    exit 1
    --- out
    --- err
    fejl[K801]: indholdselementet `klage` findes ikke
      --> b.docx: brevets tekst, afsnit 2
       |  { INCLUDETEXT "klage" }
       |  ^^^^^^^^^^^^^^^^^^^^^^^
       = hjælp: ret nøglen, eller opret elementet
    dokumentet er ikke skrevet: 1 fejl
    "#);
    assert!(!scratch.path("ud.docx").exists());
    let ran = scratch.run("compose --body b.docx -o ud.docx --lenient --lang en");
    assert_eq!(ran.code, 0, "{}", ran.text());
    assert!(scratch.path("ud.docx").exists());
}

#[test]
fn wrong_usage_and_unreadable_files_are_told() {
    let scratch = files("compose-usage");
    for arguments in [
        "compose -o ud.docx",
        "compose --body b.docx --element klage -o ud.docx",
        "compose bundle -o ud.docx",
        "compose --body findes-ikke.docx -o ud.docx",
        "compose --body b.docx -o b.docx",
    ] {
        let ran = scratch.run(arguments);
        assert_eq!(ran.code, 2, "{arguments}: {}", ran.text());
    }
}
