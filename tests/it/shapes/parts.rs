//! Every story of a document, and every way of writing its XML.

use brevsmed::merge::MergeOptions;
use insta::assert_snapshot;

use super::{letter_of, paragraphs, shown};
use crate::support::{Doc, NAMESPACES, body, merged, part, record};

const FIELD: &str = "til {MERGEFIELD Navn}";

fn merged_part(doc: &Doc, name: &str) -> String {
    let letter = merged(&doc.template(), &record(&[("Navn", "Åse")]), &MergeOptions::default());
    part(letter.letter().expect("a letter"), name).expect("the part")
}

#[test]
fn headers_footers_notes_and_comments_are_merged() {
    for (kind, root, inner) in [
        ("header", "hdr", None),
        ("footer", "ftr", None),
        ("footnotes", "footnotes", Some("footnote")),
        ("endnotes", "endnotes", Some("endnote")),
        ("comments", "comments", Some("comment")),
    ] {
        let content = paragraphs(FIELD);
        let content = inner.map_or(content.clone(), |inner| {
            format!(r#"<w:{inner} w:id="1">{content}</w:{inner}>"#)
        });
        let doc =
            Doc::new("<w:p/>").with(kind, &format!("<w:{root} {NAMESPACES}>{content}</w:{root}>"));
        let xml = merged_part(&doc, &format!("word/{kind}.xml"));
        assert_eq!(shown(&xml), "til Åse", "{kind}");
    }
}

#[test]
fn a_note_or_a_comment_keeps_its_last_paragraph() {
    let content = paragraphs("{IF 1 = 2 \"x\"}");
    let doc = Doc::new("<w:p/>").with("footnotes", &format!(r#"<w:footnotes {NAMESPACES}><w:footnote w:id="1">{content}</w:footnote><w:footnote w:id="2">{}</w:footnote></w:footnotes>"#, paragraphs(FIELD)));
    let xml = merged_part(&doc, "word/footnotes.xml");
    assert_eq!(xml.matches("<w:p>").count(), 2, "{xml}");
}

#[test]
fn text_boxes_are_merged_in_both_branches() {
    let inside = paragraphs("{MERGEFIELD Navn} i boks");
    let xml = format!(
        concat!(
            r#"<w:p><w:r><w:t>før</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="1" name="a"/><w:txbxContent>{0}</w:txbxContent></wp:anchor></w:drawing></mc:Choice>"#,
            r#"<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>efter</w:t></w:r></w:p>"#
        ),
        inside
    );
    let out = merged_part(&Doc::new(&xml), "word/document.xml");
    assert_eq!(out.matches("Åse</w:t>").count(), 2, "{out}");
    assert_eq!(out.matches(" i boks</w:t>").count(), 2, "{out}");
    assert!(!out.contains("fldChar"), "{out}");
}

#[test]
fn a_field_around_a_text_box_and_one_in_it_are_two() {
    let inside = paragraphs("{MERGEFIELD Navn}");
    let shape = format!(
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    );
    let sketch = paragraphs("a {IF 1 = 1 \"før BOKS efter\"} b");
    let before = r#"<w:r><w:instrText xml:space="preserve">IF 1 = 1 "før </w:instrText></w:r>"#;
    let whole =
        r#"<w:r><w:instrText xml:space="preserve">IF 1 = 1 "før BOKS efter"</w:instrText></w:r>"#;
    assert!(sketch.contains(whole));
    let after = r#"<w:r><w:instrText xml:space="preserve"> efter"</w:instrText></w:r>"#;
    let doc = Doc::new(&sketch.replace(whole, &format!("{before}{shape}{after}")));
    let out = merged_part(&doc, "word/document.xml");
    assert!(
        out.contains("Åse")
            && out.contains("før ")
            && out.contains(" efter")
            && !out.contains("fldChar"),
        "{out}"
    );
}

#[test]
fn strict_documents_are_merged() {
    let strict = |xml: &str| {
        xml.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        .replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
    };
    let document = strict(&format!(
        "<w:document {NAMESPACES}><w:body>{}</w:body></w:document>",
        paragraphs(FIELD)
    ));
    let doc = Doc::new("").with_part("word/document.xml", document.as_bytes());
    let out = merged_part(&doc, "word/document.xml");
    assert_eq!(shown(&out), "til Åse");
}

#[test]
fn any_prefix_and_none_are_read_and_kept() {
    let document = format!(
        "<w:document {NAMESPACES}><w:body>{}</w:body></w:document>",
        paragraphs("til {**MERGEFIELD** Navn}⏎{IF 1 = 1 \"en\nto\"}")
    );
    let other = document
        .replace("<w:", "<ns0:")
        .replace("</w:", "</ns0:")
        .replace("xmlns:w=", "xmlns:ns0=")
        .replace(" w:", " ns0:");
    let none = document.replace("<w:", "<").replace("</w:", "</").replace(
        "xmlns:w=",
        "xmlns=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:w=",
    );
    for (xml, open) in [(other, "<ns0:t "), (none, "<t ")] {
        let doc = Doc::new("").with_part("word/document.xml", xml.as_bytes());
        let out = merged_part(&doc, "word/document.xml");
        assert_eq!(shown(&out), "til **Åse**⏎en\nto", "{out}");
        assert!(out.contains(open), "{out}");
        assert!(!out.contains("<w:"), "{out}");
    }
}

#[test]
fn markup_that_nobody_knows_survives_around_and_inside_runs() {
    let xml = concat!(
        r#"<w:p><x:ukendt xmlns:x="urn:x" a="1"><x:inde/></x:ukendt><w:r><w:rPr><w:b/></w:rPr><w:lastRenderedPageBreak/><w:t>a </w:t>"#,
        r#"<w:fldChar w:fldCharType="begin"/><w:instrText>MERGEFIELD Navn</w:instrText><w:fldChar w:fldCharType="end"/><x:y xmlns:x="urn:x"/><w:t> b</w:t></w:r></w:p>"#
    );
    let letter =
        merged(&Doc::new(xml).template(), &record(&[("Navn", "Åse")]), &MergeOptions::default());
    assert_snapshot!(body(letter.letter().expect("a letter")), @r#"<w:p><x:ukendt xmlns:x="urn:x" a="1"><x:inde/></x:ukendt><w:r><w:rPr><w:b/></w:rPr><w:lastRenderedPageBreak/><w:t>a </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Åse</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><x:y xmlns:x="urn:x"/><w:t> b</w:t></w:r></w:p>"#);
}

#[test]
fn spans_without_fields_are_copied_to_the_byte() {
    let odd = "<w:p  w:rsidR='00A1' ><w:r>\n  <w:t xml:space='preserve'>a &#248; &amp; &quot;b&quot;</w:t></w:r ></w:p><!-- note --><?pi x?>";
    let xml = format!("{odd}{}{odd}", paragraphs(FIELD));
    let letter =
        merged(&Doc::new(&xml).template(), &record(&[("Navn", "Åse")]), &MergeOptions::default());
    let out = body(letter.letter().expect("a letter"));
    assert!(out.starts_with(odd) && out.ends_with(odd), "{out}");
    assert_snapshot!(letter_of(&Doc::new(&xml), &record(&[("Navn", "Åse")]), &MergeOptions::default()), @r#"
    a ø & "b"
    til Åse
    a ø & "b"
    "#);
}
