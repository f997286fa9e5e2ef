//! `brevsmed inspect` and the room behind it: what it says, and that nothing makes it fall.

use std::fs;

use brevsmed::inspect::{Words, inspect, pictures, print};
use brevsmed::render::RenderOptions;
use insta::assert_snapshot;
use proptest::prelude::*;

use super::check::RENDERER;
use crate::scratch::{Scratch, fixture};
use crate::support::{Doc, shared, text};

/// A letter with a heading, a list, a table, a link and a picture that is decorative.
fn letter() -> Vec<u8> {
    let cell = |words: &str| format!("<w:tc><w:p>{}</w:p></w:tc>", text(words));
    let row = |words: [&str; 2], head: &str| {
        format!("<w:tr><w:trPr>{head}</w:trPr>{}{}</w:tr>", cell(words[0]), cell(words[1]))
    };
    let link =
        r#"<w:hyperlink w:anchor="sted"><w:r><w:t>klagevejledningen</w:t></w:r></w:hyperlink>"#;
    let body = format!(
        concat!(
            r#"<w:p><w:pPr><w:pStyle w:val="Overskrift1"/></w:pPr><w:bookmarkStart w:id="1" w:name="sted"/>{}<w:bookmarkEnd w:id="1"/></w:p>"#,
            r#"<w:p>{}{link}{}</w:p>"#,
            r#"<w:tbl><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4"/></w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>{}{}</w:tbl>"#,
            r#"<w:p><w:pPr><w:pStyle w:val="Overskrift2"/></w:pPr>{}</w:p>"#,
            r#"<w:p><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>This paragraph is in English.</w:t></w:r></w:p>"#,
        ),
        text("Afgørelse"),
        text("Se "),
        text(" nedenfor."),
        row(["Ydelse", "Beløb"], "<w:tblHeader/>"),
        row(["Briller", "1.742,93 kr."], ""),
        text("På engelsk"),
        link = link,
    );
    Doc::new(&body).bytes()
}

#[test]
fn the_tags_are_told_as_indented_text() {
    let rendered = RENDERER.render_bytes(&letter(), &RenderOptions::default()).expect("a PDF");
    let inspected = inspect(&rendered.pdf).expect("a PDF");
    assert_snapshot!(print(&inspected, &Words::DANISH));
}

#[test]
fn a_file_that_is_no_pdf_is_told() {
    let scratch = Scratch::new("inspect_no_pdf");
    scratch.file("x.pdf", "ingen PDF");
    assert_snapshot!(scratch.run("inspect x.pdf").text(), @r"
    exit 2
    --- out
    --- err
    fejl: `x.pdf`: ikke en PDF, der kan læses
    ");
}

#[test]
fn a_pdf_without_tags_is_told_with_an_exit_code() {
    let pdf = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
        2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n\
        3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>\nendobj\n\
        4 0 obj\n<</Length 36>>\nstream\nBT /F 12 Tf 9 9 Td (Hej verden) Tj ET\nendstream\nendobj\n\
        5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n\
        trailer\n<</Root 1 0 R/Size 6>>\n";
    let scratch = Scratch::new("inspect_untagged");
    scratch.file("x.pdf", pdf);
    assert_snapshot!(scratch.run("inspect x.pdf --lang en").text(), @r"
    exit 1
    --- out
    title: none
    language: none
    follows: none (PDF 1.7)
    pages: 1
    artifacts: none
    ! the file is not tagged: a screen reader does not know what it says
    ! 1 texts outside the tags, which nobody hears

    --- err
    ");
}

/// A tree that is in itself, deeper than any letter, or names what is not there.
#[test]
fn a_tree_built_to_hurt_ends() {
    let head = "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/StructTreeRoot 3 0 R/MarkInfo<</Marked true>>>>\nendobj\n\
        2 0 obj\n<</Type/Pages/Kids[9 0 R]/Count 1>>\nendobj\n\
        9 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 10]>>\nendobj\n";
    let deep = "<</S/Sect/K ".repeat(20_000) + &">>".repeat(20_000);
    let trees = [
        "3 0 obj\n<</K 4 0 R>>\nendobj\n4 0 obj\n<</S/P/K[4 0 R 3 0 R 5 0 R]>>\nendobj\n5 0 obj\n<</S/P/K 4 0 R>>\nendobj\n".to_owned(),
        "3 0 obj\n<</RoleMap<</A/B/B/A>>/K<</S/A/K[0 99999999999 -1 null (x) /N]/Pg 77 0 R>>>>\nendobj\n".to_owned(),
        format!("3 0 obj\n<</K {deep}>>\nendobj\n"),
        // Each element twice in the one above: the number of ways doubles at every level.
        (4..40).fold("3 0 obj\n<</K 4 0 R>>\nendobj\n".to_owned(), |text, n| {
            format!("{text}{n} 0 obj\n<</S/Div/K[{0} 0 R {0} 0 R]>>\nendobj\n", n + 100)
                .replace(&format!("{} 0 R", n + 100), &format!("{} 0 R", if n == 8 { 10 } else { n + 1 }))
        }),
    ];
    for tree in trees {
        let pdf = format!("{head}{tree}trailer\n<</Root 1 0 R/Size 60>>\n");
        if let Ok(inspected) = inspect(pdf.as_bytes()) {
            assert!(print(&inspected, &Words::DANISH).len() < 50_000_000);
        }
    }
}

#[test]
fn the_references_of_another_program_are_read() {
    let Some(folder) = shared("corpus/render/ref") else { return };
    let mut read = 0;
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let Ok(files) = fs::read_dir(entry.path()) else { continue };
        for file in files.flatten().take(2) {
            let inspected = inspect(&fs::read(file.path()).expect("a file")).expect("a PDF");
            assert!(inspected.pages > 0 && !inspected.elements.is_empty(), "{:?}", file.path());
            read += 1;
        }
    }
    assert!(read > 5);
}

#[test]
fn pictures_of_an_enclosure_of_the_bundle_are_made() {
    let pdf = fs::read(fixture("bundle/enclosures/saadan-opgoer-du-din-formue.pdf"));
    let mut made = Vec::new();
    let taken: Result<(), ()> = pictures(&pdf.expect("a fixture"), 24.0, &mut |number, png| {
        made.push((number, png.starts_with(b"\x89PNG")));
        Ok(())
    })
    .expect("a PDF");
    assert_eq!(taken, Ok(()));
    assert_eq!(made.first(), Some(&(1, true)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Bytes changed anywhere in a good PDF: it is read as far as it goes.
    #[test]
    fn a_damaged_pdf_makes_nothing_fall(hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..30)) {
        let rendered = RENDERER.render_bytes(&letter(), &RenderOptions::default()).expect("a PDF");
        let mut pdf = rendered.pdf;
        for (at, byte) in hits {
            let at = at.index(pdf.len());
            pdf[at] = byte;
        }
        if let Ok(inspected) = inspect(&pdf) {
            print(&inspected, &Words::DANISH);
        }
    }
}
