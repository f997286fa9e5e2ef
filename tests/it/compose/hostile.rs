//! Sources that are built to hurt, or broken on the way: composing ends, with a document or an error.

use brevsmed::compose::{Sources, compose};
use brevsmed::template::{CompileOptions, Template};
use proptest::collection::vec;
use proptest::prelude::*;

use super::{Desk, found, include, p};
use crate::support::{Doc, NAMESPACES, field, text};

/// A document with something of everything.
fn rich() -> Doc {
    let body = format!(
        "{}{}{}{}{}",
        format_args!(
            r#"<w:p w14:paraId="00000001"><w:pPr><w:pStyle w:val="Overskrift1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:bookmarkStart w:id="0" w:name="a"/>{}<w:bookmarkEnd w:id="0"/></w:p>"#,
            text("Klage")
        ),
        p(&format!("{}{}", field("IF 1 = 1 \"{INCLUDETEXT \"k\"}\" \"nej\"", "x"), include("k"))),
        p(r#"<w:hyperlink w:anchor="a"><w:r><w:footnoteReference w:id="1"/></w:r></w:hyperlink>"#),
        format_args!(
            "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
            p(&field(" REF a \\h ", "x"))
        ),
        r#"<w:p><w:pPr><w:sectPr><w:pgSz w:w="1" w:h="2"/></w:sectPr></w:pPr></w:p><w:sectPr/>"#
    );
    Doc::new(&body)
        .with("footnotes", &format!("<w:footnotes {NAMESPACES}><w:footnote w:id=\"1\">{}</w:footnote></w:footnotes>", p(&include("k"))))
        .with("numbering", &format!("<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId=\"0\"><w:nsid w:val=\"1\"/><w:lvl w:ilvl=\"0\"><w:pStyle w:val=\"Overskrift1\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"))
}

const PARTS: [&str; 5] = [
    "word/document.xml",
    "word/footnotes.xml",
    "word/numbering.xml",
    "word/styles.xml",
    "word/_rels/document.xml.rels",
];

/// Broken at these places: a stretch of text is left out, doubled or moved.
fn broken(doc: &Doc, breaks: &[(usize, u16, u16, u8)]) -> Doc {
    let bytes = doc.bytes();
    let mut out = doc.clone();
    for (part, at, length, how) in breaks {
        let name = PARTS[part % PARTS.len()];
        let xml = crate::support::part(&out.bytes(), name)
            .or_else(|| crate::support::part(&bytes, name))
            .expect("a part");
        // Whole tags, so that most of it is still well-formed.
        let starts: Vec<usize> = xml.match_indices('<').map(|(at, _)| at).collect();
        let from = starts[usize::from(*at) % starts.len()];
        let to = starts
            [(usize::from(*at) % starts.len() + usize::from(*length % 6)).min(starts.len() - 1)];
        let piece = &xml[from..to.max(from)];
        let text = match how % 3 {
            0 => format!("{}{}", &xml[..from], &xml[from + piece.len()..]),
            1 => format!("{}{piece}{}", &xml[..from], &xml[from..]),
            _ => xml.replacen("w:val=\"", &format!("w:val=\"{at}"), usize::from(*length)),
        };
        out = out.with_part(name, text.as_bytes());
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn broken_sources_never_stop_the_program(
        body in vec((0..5usize, any::<u16>(), any::<u16>(), any::<u8>()), 0..4),
        element in vec((0..5usize, any::<u16>(), any::<u16>(), any::<u8>()), 0..4),
        master in vec((0..5usize, any::<u16>(), any::<u16>(), any::<u8>()), 0..3),
    ) {
        let (body, element) = (broken(&rich(), &body).bytes(), broken(&rich(), &element).bytes());
        let head = Doc::new(&format!("{}{}<w:sectPr/>", p(&text("hoved")), p(&include("indhold"))))
            .with("footnotes", &format!("<w:footnotes {NAMESPACES}><w:footnote w:id=\"1\"><w:p/></w:footnote></w:footnotes>"))
            .with("numbering", &format!("<w:numbering {NAMESPACES}></w:numbering>"));
        let head = broken(&head, &master).bytes();
        let composed = compose(&Sources {
            master: Some(&head),
            body: &body,
            elements: [("k", element.as_slice())].into(),
        });
        if let Ok(composed) = composed {
            let template = Template::compile(&composed.document, &CompileOptions::default());
            if let Ok(template) = template {
                prop_assert_eq!(template.stories()[0].1.paragraphs.len(), composed.origins.len());
            }
        }
    }
}

#[test]
fn cells_in_cells_in_elements_stay_within_what_a_reader_takes() {
    let deep = |inner: &str| {
        let open = "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>".repeat(12);
        Doc::new(&format!("{open}{inner}{}", "<w:p/></w:tc></w:tr></w:tbl>".repeat(12)))
    };
    let mut desk = Desk::body(&Doc::new(&p(&include("e0"))));
    for number in 0..12 {
        desk = desk.with(&format!("e{number}"), &deep(&p(&include(&format!("e{}", number + 1)))));
    }
    let composed = desk.with("e12", &Doc::new("<w:p/>")).compose();
    assert!(found(&composed).contains("K816"), "{}", found(&composed));
}

#[test]
fn ids_at_the_end_of_their_range_leave_room() {
    let body = Doc::new(&format!(
        r#"<w:p><w:bookmarkStart w:id="2147483647" w:name="a"/><w:bookmarkEnd w:id="2147483647"/><w:r><w:drawing><wp:inline><wp:docPr id="4294967295" name="x"/></wp:inline></w:drawing></w:r></w:p>{}"#,
        p(&include("k"))
    ));
    let element = Doc::new(
        r#"<w:p><w:bookmarkStart w:id="2147483647" w:name="a"/><w:bookmarkEnd w:id="2147483647"/><w:r><w:drawing><wp:inline><wp:docPr id="4294967295" name="x"/></wp:inline></w:drawing></w:r></w:p>"#,
    );
    Desk::body(&body).with("k", &element).compose();
}

#[test]
fn very_many_fields_end_soon() {
    let many = include("a").repeat(2_000);
    let paragraphs = p(&include("a")).repeat(4_000);
    let element = Doc::new(&format!("{}{paragraphs}", p(&many)));
    let composed = Desk::body(&Doc::new(&p(&include("a")))).with("a", &element).compose();
    assert!(found(&composed).contains("a K802") && found(&composed).contains("a K816"));
    assert_eq!(composed.elements, ["a"]);
}
