//! Rich values: line breaks, paragraphs, pictures, pieces of documents.

use std::sync::Arc;

use brevsmed::merge::{Datum, Fragment, MergeOptions, Picture, Record};
use insta::assert_snapshot;

use super::{letter, letter_of, paragraphs, shown, table};
use crate::support::{Doc, body, merged, part, record};

/// A PNG of 96 by 48 pixels, as far as its header says.
fn png() -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    png.extend([0, 0, 0, 96, 0, 0, 0, 48, 8, 6, 0, 0, 0]);
    png
}

fn rich(name: &str, datum: Datum) -> Record {
    let mut data = record(&[("Navn", "Åse")]);
    data.insert(name, datum);
    data
}

fn fragment(body: &str) -> Datum {
    Datum::Fragment(Arc::new(Fragment { bytes: Doc::new(body).bytes() }))
}

fn merge_of(sketch: &str, data: &Record) -> String {
    letter_of(&Doc::new(&paragraphs(sketch)), data, &MergeOptions::default())
}

#[test]
fn a_line_end_in_a_value_is_a_line_break_and_a_tab_a_tab() {
    assert_snapshot!(letter("a {MERGEFIELD T} b", &[("T", "en\nto\r\ntre\tfire")]), @"a en⏎to⏎tre⇥fire b");
}

#[test]
fn an_empty_line_in_a_value_begins_a_paragraph() {
    assert_snapshot!(letter("a {MERGEFIELD T} b", &[("T", "en\nto\n\ntre\r\n\r\nfire")]), @"
    a en⏎to
    tre
    fire b
    ");
}

#[test]
fn new_paragraphs_have_the_properties_of_theirs_and_no_id_twice() {
    let field = paragraphs("{MERGEFIELD T}").replace("<w:p>", "").replace("</w:p>", "");
    let xml = format!(
        r#"<w:p w14:paraId="1A" w:rsidR="2"><w:pPr><w:pStyle w:val="A"/></w:pPr>{field}</w:p>"#
    );
    let letter =
        merged(&Doc::new(&xml).template(), &record(&[("T", "en\n\nto")]), &MergeOptions::default());
    let out = body(letter.letter().expect("a letter"));
    assert_eq!(shown(&out), "A: en\nA: to");
    assert_eq!(out.matches("w14:paraId").count(), 1);
}

#[test]
fn paragraphs_of_a_value_in_a_link_become_lines_and_are_noted() {
    let field = paragraphs("{MERGEFIELD T}").replace("<w:p>", "").replace("</w:p>", "");
    let doc = Doc::paragraph(&format!(r#"<w:hyperlink w:anchor="x">{field}</w:hyperlink>"#));
    let template = doc.template();
    let letter = merged(&template, &record(&[("T", "en\n\nto")]), &MergeOptions::default());
    assert_eq!(shown(&body(letter.letter().expect("a letter"))), "en⏎⏎to");
    let codes: Vec<_> =
        letter.receipt(&template).diagnostics.iter().map(|found| found.finding.code()).collect();
    assert_eq!(codes, ["M320"]);
}

#[test]
fn a_value_of_several_paragraphs_in_an_if_keeps_them() {
    assert_snapshot!(letter("{IF 1 = 1 \"Begrundelse: {MERGEFIELD T}\"}.", &[("T", "en\n\nto")]), @"
    Begrundelse: en
    to.
    ");
}

#[test]
fn a_picture_comes_with_its_alternative_text_its_part_and_its_content_type() {
    let picture = Picture {
        bytes: png(),
        alt: Some("Underskrift & \"navn\"".to_owned()),
        decorative: false,
        width_mm: Some(40),
    };
    let data = rich("Foto", Datum::Picture(Arc::new(picture)));
    let letter = merged(
        &Doc::new(&paragraphs("Hilsen {MERGEFIELD Foto}{MERGEFIELD Foto}.")).template(),
        &data,
        &MergeOptions::default(),
    );
    let letter = letter.letter().expect("a letter");
    let out = body(letter);
    assert_eq!(shown(&out), "Hilsen ▢▢.");
    assert!(out.contains(r#"descr="Underskrift &amp; &quot;navn&quot;""#), "{out}");
    assert!(out.contains(r#"<wp:extent cx="1440000" cy="720000"/>"#), "{out}");
    let types = part(letter, "[Content_Types].xml").expect("types");
    assert!(types.contains(r#"<Default Extension="png" ContentType="image/png"/>"#), "{types}");
    let rels = part(letter, "word/_rels/document.xml.rels").expect("relationships");
    assert_eq!(rels.matches("/word/media/brevsmed1.png").count(), 1, "{rels}");
    let package = brevsmed::docx::Package::open(
        letter,
        brevsmed::docx::Macros::Refuse,
        &brevsmed::docx::Limits::default(),
    )
    .expect("a package");
    assert_eq!(package.bytes("word/media/brevsmed1.png").expect("the picture"), png());
}

#[test]
fn a_picture_without_alternative_text_is_noted_unless_it_is_decorative() {
    let codes = |decorative| {
        let picture = Picture { bytes: png(), alt: None, decorative, width_mm: None };
        let template = Doc::new(&paragraphs("{MERGEFIELD Foto}")).template();
        let merged = merged(
            &template,
            &rich("Foto", Datum::Picture(Arc::new(picture))),
            &MergeOptions::default(),
        );
        let out = body(merged.letter().expect("a letter"));
        assert_eq!(out.contains("adec:decorative"), decorative);
        merged.receipt(&template).diagnostics.len()
    };
    assert_eq!((codes(false), codes(true)), (1, 0));
}

#[test]
fn a_picture_of_another_kind_is_refused() {
    let picture =
        Picture { bytes: b"BM......".to_vec(), alt: None, decorative: true, width_mm: None };
    assert_snapshot!(merge_of("{MERGEFIELD Foto}", &rich("Foto", Datum::Picture(Arc::new(picture)))), @"refused: M317");
}

#[test]
fn a_picture_in_a_condition_is_not_empty() {
    let picture = Picture { bytes: png(), alt: None, decorative: true, width_mm: None };
    assert_snapshot!(merge_of("{IF {MERGEFIELD Foto} = \"\" \"uden\" \"foto: {MERGEFIELD Foto}\"}", &rich("Foto", Datum::Picture(Arc::new(picture)))), @"foto: ▢");
}

#[test]
fn a_piece_of_one_paragraph_joins_the_sentence() {
    let data = rich("Tekst", fragment(&format!("{}<w:sectPr/>", paragraphs("et **fedt** stykke"))));
    assert_snapshot!(merge_of("før {MERGEFIELD Tekst} efter", &data), @"før et **fedt** stykke efter");
}

#[test]
fn a_piece_of_several_blocks_parts_the_paragraph() {
    let data = rich(
        "Tekst",
        fragment(&format!("{}{}{}<w:sectPr/>", paragraphs("en"), table("a ¦ b"), paragraphs("to"))),
    );
    assert_snapshot!(merge_of("før:{MERGEFIELD Tekst} efter", &data), @"
    før:
    en
    [a ¦ b]
    to
    efter
    ");
    assert_snapshot!(merge_of("før\n{MERGEFIELD Tekst}\nefter", &data), @"
    før
    en
    [a ¦ b]
    to
    efter
    ");
}

#[test]
fn a_piece_takes_the_letters_styles_by_name() {
    let styles = format!(
        r#"<w:styles {}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="Fremmed"><w:name w:val="Fremmed"/></w:style></w:styles>"#,
        crate::support::NAMESPACES
    );
    let paragraph = |style: &str, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let doc =
        Doc::new(&format!("{}{}", paragraph("Heading1", "Klage"), paragraph("Fremmed", "tekst")))
            .with("styles", &styles);
    let data = rich("Tekst", Datum::Fragment(Arc::new(Fragment { bytes: doc.bytes() })));
    assert_snapshot!(merge_of("{MERGEFIELD Tekst}", &data), @"
    Overskrift1: Klage
    tekst
    ");
}

#[test]
fn a_piece_brings_its_pictures_and_links_and_leaves_bookmarks_behind() {
    let rels = concat!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
        r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/a.png"/>"#,
        r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://www.example.dk/?a=1&amp;b=2" TargetMode="External"/>"#,
        r#"</Relationships>"#
    );
    let xml = concat!(
        r#"<w:p><w:bookmarkStart w:id="0" w:name="b"/><w:hyperlink r:id="rId2"><w:r><w:t>link</w:t></w:r></w:hyperlink><w:bookmarkEnd w:id="0"/>"#,
        r#"<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:blip xmlns:a="urn:a" r:embed="rId1"/></wp:inline></w:drawing></w:r></w:p>"#
    );
    let piece = Doc::new(xml)
        .with_part("word/_rels/document.xml.rels", rels.as_bytes())
        .with_part("word/media/a.png", &png());
    let data = rich("Tekst", Datum::Fragment(Arc::new(Fragment { bytes: piece.bytes() })));
    let letter = merged(
        &Doc::new(&paragraphs("se {MERGEFIELD Tekst}")).template(),
        &data,
        &MergeOptions::default(),
    );
    let letter = letter.letter().expect("a letter");
    let out = body(letter);
    assert_eq!(shown(&out), "se link▢");
    assert!(!out.contains("bookmark"), "{out}");
    let rels = part(letter, "word/_rels/document.xml.rels").expect("relationships");
    assert!(
        rels.contains(r#"Target="https://www.example.dk/?a=1&amp;b=2" TargetMode="External""#),
        "{rels}"
    );
    for id in ["rIdBrevsmed1", "rIdBrevsmed2"] {
        assert!(rels.contains(&format!("Id=\"{id}\"")) && out.contains(id), "{rels}\n{out}");
    }
}

#[test]
fn a_field_in_a_piece_of_the_data_is_never_merged() {
    let data = rich("Tekst", fragment(&paragraphs("hemmeligt: {MERGEFIELD Navn}")));
    assert_snapshot!(merge_of("{MERGEFIELD Tekst}", &data), @"hemmeligt: gemt");
}

#[test]
fn a_piece_that_is_no_document_is_refused() {
    let data = rich("Tekst", Datum::Fragment(Arc::new(Fragment { bytes: b"PK".to_vec() })));
    assert_snapshot!(merge_of("{MERGEFIELD Tekst}", &data), @"refused: M318");
}
