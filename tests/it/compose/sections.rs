//! Sections: a landscape page in the letter's text, on the master's paper.

use insta::assert_snapshot;

use super::{Desk, found, include, markup, p};
use crate::support::{Doc, NAMESPACES, text};

fn section(inner: &str) -> String {
    format!("<w:p><w:pPr><w:sectPr>{inner}</w:sectPr></w:pPr></w:p>")
}

fn master() -> Doc {
    Doc::new(&format!(
        r#"{}{}<w:sectPr><w:headerReference w:type="first" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2268"/><w:titlePg/></w:sectPr>"#,
        p(&text("hoved")),
        p(&include("indhold"))
    ))
    .with("header", &format!("<w:hdr {NAMESPACES}><w:p/></w:hdr>"))
}

#[test]
fn a_landscape_page_stands_on_the_masters_paper() {
    let body = Doc::new(&format!(
        r#"{}{}{}{}{}<w:sectPr><w:pgSz w:w="11900" w:h="16800"/></w:sectPr>"#,
        p(&text("først")),
        section(
            r#"<w:headerReference w:type="default" r:id="rId1"/><w:type w:val="nextPage"/><w:pgSz w:w="11900" w:h="16800"/><w:pgMar w:top="100"/><w:cols w:space="708"/>"#
        ),
        p(&text("på tværs")),
        section(
            r#"<w:footerReference w:type="default" r:id="rId1"/><w:pgSz w:w="16800" w:h="11900" w:orient="landscape"/><w:pgMar w:top="100"/><w:titlePg/>"#
        ),
        p(&text("til sidst"))
    ));
    let composed = Desk::body(&body).on(&master()).compose();
    assert_snapshot!(markup(&composed), @r#"
    <w:p><w:r><w:t xml:space="preserve">hoved</w:t></w:r></w:p>
    <w:p><w:r><w:t xml:space="preserve">først</w:t></w:r></w:p>
    <w:p><w:pPr><w:sectPr><w:headerReference w:type="first" r:id="rId3"/><w:type w:val="nextPage"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2268"/><w:cols w:space="708"/><w:titlePg/></w:sectPr></w:pPr></w:p>
    <w:p><w:r><w:t xml:space="preserve">på tværs</w:t></w:r></w:p>
    <w:p><w:pPr><w:sectPr><w:pgSz w:w="16800" w:h="11900" w:orient="landscape"/><w:pgMar w:top="100"/></w:sectPr></w:pPr></w:p>
    <w:p><w:r><w:t xml:space="preserve">til sidst</w:t></w:r></w:p>
    <w:sectPr><w:headerReference w:type="first" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2268"/></w:sectPr>
    "#);
    assert_eq!(found(&composed), "");
}

#[test]
fn an_elements_section_is_let_go() {
    let element = Doc::new(&format!(
        "{}{}{}",
        p(&text("et")),
        section("<w:pgSz w:w=\"1\"/>"),
        p(&text("to"))
    ));
    let composed = Desk::body(&Doc::new(&p(&include("k")))).with("k", &element).compose();
    assert_eq!(found(&composed), "k K813");
    assert!(!markup(&composed).contains("sectPr"));
}

#[test]
fn a_section_that_ends_where_the_field_stands_still_ends_there() {
    let naming = p(&include("k"))
        .replace("<w:p>", "<w:p><w:pPr><w:sectPr><w:pgSz w:w=\"7\"/></w:sectPr></w:pPr>");
    let two = Doc::new(&format!("{}{}", p(&text("et")), p(&text("to"))));
    let composed =
        Desk::body(&Doc::new(&format!("{naming}<w:p/><w:sectPr/>"))).with("k", &two).compose();
    assert_snapshot!(markup(&composed), @r#"
    <w:p><w:r><w:t xml:space="preserve">et</w:t></w:r></w:p>
    <w:p><w:pPr><w:sectPr><w:pgSz w:w="7"/></w:sectPr></w:pPr><w:r><w:t xml:space="preserve">to</w:t></w:r></w:p>
    <w:p/><w:sectPr/>
    "#);
}
