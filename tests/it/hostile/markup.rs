//! Parts that are no XML, or XML built to swell, to sink or to reach outside.

use brevsmed::docx::Limits;
use brevsmed::merge::MergeOptions;
use brevsmed::template::{CompileOptions, Template};

use super::{letter_of, letter_with, refused};
use crate::support::{Doc, NAMESPACES, body, field, lenient, merged, record, text};

fn whole(document: &[u8]) -> Vec<u8> {
    Doc::new("").with_part("word/document.xml", document).bytes()
}

#[test]
fn laughing_entities_are_refused_with_their_document_type() {
    let mut entities = String::from(r#"<!ENTITY lol0 "ha">"#);
    for level in 1..12 {
        let below = format!("&lol{};", level - 1).repeat(10);
        entities.push_str(&format!(r#"<!ENTITY lol{level} "{below}">"#));
    }
    let xml = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE w:document [{entities}]><w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&lol11;</w:t></w:r></w:p></w:body></w:document>"
    );
    assert_eq!(refused(&whole(xml.as_bytes())), "document-type");
}

#[test]
fn an_entity_from_outside_is_refused_in_any_part_that_is_read() {
    let declaration = r#"<!DOCTYPE x [<!ENTITY out SYSTEM "file:///etc/passwd">]>"#;
    let xml = format!("{declaration}<w:document {NAMESPACES}><w:body/></w:document>");
    assert_eq!(refused(&whole(xml.as_bytes())), "document-type");
    for kind in ["settings", "styles", "numbering", "header", "footnotes"] {
        let part = format!("{declaration}<w:part {NAMESPACES}>&out;</w:part>");
        assert_eq!(
            refused(&Doc::new("<w:p/>").with(kind, &part).bytes()),
            "document-type",
            "{kind}"
        );
    }
    for part in ["[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"] {
        let doc = Doc::new("<w:p/>").with_part(part, format!("{declaration}<x/>").as_bytes());
        assert_eq!(refused(&doc.bytes()), "document-type", "{part}");
    }
}

#[test]
fn an_entity_that_nobody_declared_is_no_xml() {
    let doc = Doc::new("<w:p><w:r><w:t>&ukendt;</w:t></w:r></w:p>");
    assert_eq!(refused(&doc.bytes()), "malformed-xml");
}

#[test]
fn elements_nested_a_hundred_thousand_deep_are_too_deep() {
    let deep = 100_000;
    let xml = format!("<w:p>{}{}</w:p>", "<w:ins>".repeat(deep), "</w:ins>".repeat(deep));
    assert_eq!(refused(&Doc::new(&xml).bytes()), "xml-too-deep");
    let tables = format!(
        "{}{}",
        "<w:tbl><w:tr><w:tc>".repeat(deep),
        "<w:p/></w:tc></w:tr></w:tbl>".repeat(deep)
    );
    assert_eq!(refused(&Doc::new(&tables).bytes()), "xml-too-deep");
}

#[test]
fn settings_and_styles_nested_deep_cost_no_stack() {
    let deep = 100_000;
    for kind in ["settings", "styles", "numbering"] {
        let part = format!(
            "<w:part {NAMESPACES}>{}{}</w:part>",
            "<w:x>".repeat(deep),
            "</w:x>".repeat(deep)
        );
        let doc = Doc::new(&format!("<w:p>{}</w:p>", text("Kære borger"))).with(kind, &part);
        assert_eq!(letter_of(&doc), "Kære borger");
    }
}

#[test]
fn more_markup_than_a_letter_can_have_is_refused() {
    let limits = Limits { pieces: 10_000, ..Limits::default() };
    let options = CompileOptions { limits, ..CompileOptions::default() };
    let bytes = Doc::new(&"<w:p/>".repeat(10_000)).bytes();
    let error = Template::compile(&bytes, &options).expect_err("too many");
    assert_eq!(error.code(), "too-many-elements");
    // The limit is for all stories together.
    let header = format!("<w:hdr {NAMESPACES}>{}</w:hdr>", "<w:p/>".repeat(3_000));
    let bytes = Doc::new(&"<w:p/>".repeat(3_000)).with("header", &header).bytes();
    let error = Template::compile(&bytes, &options).expect_err("too many");
    assert_eq!(error.code(), "too-many-elements");
}

#[test]
fn an_attribute_of_ten_megabytes_is_copied() {
    let long = "a".repeat(10 << 20);
    let doc = Doc::new(&format!(
        r#"<w:p w:rsidR="{long}">{}{}</w:p>"#,
        text("Kære "),
        field("MERGEFIELD Navn", "«Navn»")
    ));
    let record = record(&[("Navn", "Åse")]);
    let merged = merged(&doc.template(), &record, &MergeOptions::default());
    let body = body(merged.letter().expect("a letter"));
    assert!(body.starts_with(&format!(r#"<w:p w:rsidR="{long}">"#)));
    assert!(body.ends_with(r#"<w:r><w:t xml:space="preserve">Åse</w:t></w:r></w:p>"#));
}

#[test]
fn bytes_that_are_no_text_are_an_error_of_encoding() {
    assert_eq!(refused(&whole(b"<w:document>\xFF\xFE\xFA</w:document>")), "encoding");
    // A byte order mark of UTF-16 before an odd number of bytes, and half a surrogate pair.
    assert_eq!(refused(&whole(b"\xFF\xFE<\0w")), "encoding");
    assert_eq!(refused(&whole(b"\xFF\xFE\x00\xD8<\0")), "encoding");
}

#[test]
fn a_body_in_utf_16_merges_and_becomes_utf_8() {
    let body_xml = format!("<w:p>{}{}</w:p>", text("Kære "), field("MERGEFIELD Navn", "x"));
    let xml = format!(
        r#"<?xml version="1.0" encoding="UTF-16"?><w:document {NAMESPACES}><w:body>{body_xml}</w:body></w:document>"#
    );
    for big in [true, false] {
        let units = std::iter::once(0xFEFF).chain(xml.encode_utf16());
        let bytes: Vec<u8> = units
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect();
        let template = Template::compile(&whole(&bytes), &CompileOptions::default()).expect("text");
        let text = letter_with(&template, &record(&[("Navn", "Åse")]), &lenient());
        assert_eq!(text, "Kære Åse");
    }
}

#[test]
fn a_part_that_stops_short_or_never_starts_is_malformed() {
    for xml in ["", " ", "<w:document", "<w:document>", "<w:document><w:body></w:document>", "</x>"]
    {
        let code = refused(&whole(xml.as_bytes()));
        assert_eq!(code, "malformed-xml", "{xml:?}");
    }
}

#[test]
fn a_hundred_thousand_relationships_to_one_header_are_read_once() {
    let header = format!("<w:hdr {NAMESPACES}><w:p>{}</w:p></w:hdr>", text("Kommune"));
    let relationship = r#"<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header.xml"/>"#;
    let rels = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>"#,
        relationship.repeat(100_000)
    );
    let doc = Doc::new("<w:p/>")
        .with("header", &header)
        .with_part("word/_rels/document.xml.rels", rels.as_bytes());
    assert_eq!(doc.template().programs().len(), 2);
}
