//! The letter's package: what is copied, what is cleaned, what is set.

use brevsmed::docx::{Limits, Macros, Package};
use brevsmed::merge::MergeOptions;

use super::paragraphs;
use crate::support::{Doc, NAMESPACES, merged, part, record};

const TYPES: &str = concat!(
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Default Extension="xml" ContentType="application/xml"/>"#,
    r#"<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"/></Types>"#
);

fn letter(doc: &Doc, options: &MergeOptions) -> Vec<u8> {
    let merged = merged(&doc.template(), &record(&[("Navn", "Åse")]), options);
    merged.letter().expect("a letter").to_vec()
}

fn opened(bytes: &[u8]) -> Package {
    Package::open(bytes, Macros::Refuse, &Limits::default()).expect("a package")
}

#[test]
fn a_template_becomes_a_document() {
    let doc = Doc::new(&paragraphs("{MERGEFIELD Navn}"))
        .with_part("[Content_Types].xml", TYPES.as_bytes());
    let types =
        part(&letter(&doc, &MergeOptions::default()), "[Content_Types].xml").expect("types");
    assert_eq!(types, TYPES.replace("template.main", "document.main"));
}

#[test]
fn parts_that_merging_does_not_touch_are_copied_to_the_byte() {
    let header = format!("<w:hdr {NAMESPACES}>\n <w:p  /></w:hdr>");
    let doc = Doc::new(&paragraphs("{MERGEFIELD Navn}"))
        .with("header", &header)
        .with_part("word/theme/theme1.xml", b"<a  b='c'/>")
        .with_part("customXml/item1.xml", b"\xEF\xBB\xBF<x/>\r\n");
    let (before, after) = (doc.bytes(), letter(&doc, &MergeOptions::default()));
    let (before, after) = (opened(&before), opened(&after));
    assert_eq!(before.part_names(), after.part_names());
    for name in before.part_names().iter().filter(|name| *name != "word/document.xml") {
        assert_eq!(
            before.bytes(name).expect("a part"),
            after.bytes(name).expect("a part"),
            "{name}"
        );
    }
}

#[test]
fn a_document_without_fields_is_copied_whole() {
    let doc = Doc::new(&paragraphs("ingen felter\n\nslut"));
    let (before, after) = (doc.bytes(), letter(&doc, &MergeOptions::default()));
    let (before, after) = (opened(&before), opened(&after));
    for name in before.part_names() {
        assert_eq!(
            before.bytes(name).expect("a part"),
            after.bytes(name).expect("a part"),
            "{name}"
        );
    }
}

#[test]
fn the_settings_lose_the_mail_merge_the_update_prompt_and_the_path_of_the_template() {
    let settings = format!(
        concat!(
            r#"<w:settings {}><w:zoom w:percent="100"/><w:attachedTemplate r:id="rId1"/><w:mailMerge><w:dataSource r:id="rId2"/>"#,
            r#"<w:odso><w:recipientData r:id="rId3"/></w:odso></w:mailMerge><w:updateFields w:val="true"/><w:defaultTabStop w:val="1304"/></w:settings>"#
        ),
        NAMESPACES
    );
    let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let rels = format!(
        concat!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
            r#"<Relationship Id="rId1" Type="{0}/attachedTemplate" Target="file:///C:/Users/mm/brev.dotx" TargetMode="External"/>"#,
            r#"<Relationship Id="rId2" Type="{0}/mailMergeSource" Target="file:///H:/borgere.xlsx" TargetMode="External"/>"#,
            r#"<Relationship Id="rId3" Type="{0}/recipientData" Target="recipientData.xml"/></Relationships>"#
        ),
        base
    );
    let doc = Doc::new(&paragraphs("{MERGEFIELD Navn}"))
        .with("settings", &settings)
        .with_part("word/_rels/settings.xml.rels", rels.as_bytes())
        .with_part("word/recipientData.xml", b"<w:recipients/>");
    let bytes = letter(&doc, &MergeOptions::default());
    let package = opened(&bytes);
    let cleaned = package.text("word/settings.xml").expect("settings");
    assert_eq!(
        cleaned,
        format!(
            r#"<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="1304"/></w:settings>"#
        )
    );
    assert!(package.actual_name("word/recipientData.xml").is_none());
    assert!(package.actual_name("word/_rels/settings.xml.rels").is_none());
}

#[test]
fn title_and_language_are_set_when_given() {
    let doc = Doc::new(&paragraphs("{MERGEFIELD Navn}"));
    let options = MergeOptions {
        title: Some("Afgørelse & svar".to_owned()),
        language: Some("da-DK".to_owned()),
        ..MergeOptions::default()
    };
    let bytes = letter(&doc, &options);
    let core = part(&bytes, "docProps/core.xml").expect("core properties");
    assert!(core.contains(">Afgørelse &amp; svar</dc:title>"), "{core}");
    assert!(core.contains(">da-DK</dc:language>"), "{core}");
    let types = part(&bytes, "[Content_Types].xml").expect("types");
    assert!(types.contains(r#"PartName="/docProps/core.xml""#), "{types}");
    let root = part(&bytes, "_rels/.rels").expect("relationships");
    assert!(root.contains("docProps/core.xml"), "{root}");
}

#[test]
fn a_letter_is_its_own_template_again() {
    let doc = Doc::new(&paragraphs("Kære {MERGEFIELD Navn}\n{IF 1 = 1 \"a\nb\"} side {PAGE}"));
    let once = letter(&doc, &MergeOptions::default());
    let template = brevsmed::template::Template::compile(
        &once,
        &brevsmed::template::CompileOptions::default(),
    )
    .expect("a template");
    let twice = merged(&template, &record(&[]), &MergeOptions::default());
    assert_eq!(
        part(&once, "word/document.xml"),
        part(twice.letter().expect("a letter"), "word/document.xml")
    );
}
