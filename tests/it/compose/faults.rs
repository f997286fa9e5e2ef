//! What does not fit: named in Danish with its place, and never the end of composing.

use insta::assert_snapshot;

use super::{Desk, found, include, p, rendered, shown};
use crate::support::{Doc, NAMESPACES, field, text};

#[test]
fn a_missing_element_is_named_with_its_place_and_the_field_stays() {
    let body = Doc::new(&format!(
        r#"<w:p><w:pPr><w:pStyle w:val="Overskrift1"/></w:pPr>{}</w:p>{}{}"#,
        text("Klage"),
        p(&include("klagevejledning")),
        p(&field("MERGEFIELD Element:hilsen", "«hilsen»"))
    ));
    let composed = Desk::body(&body).compose();
    assert_snapshot!(rendered(&composed.diagnostics), @r#"
    fejl[K801]: indholdselementet `klagevejledning` findes ikke
      --> body: brevets tekst, under "Klage", afsnit 2
       |  { INCLUDETEXT "klagevejledning" }
       |  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       = hjælp: ret nøglen, eller opret elementet
    fejl[K801]: indholdselementet `hilsen` findes ikke
      --> body: brevets tekst, under "Klage", afsnit 3
       |  { MERGEFIELD Element:hilsen }
       |  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       = hjælp: ret nøglen, eller opret elementet
    "#);
    assert_eq!(composed.document, body.bytes());
}

#[test]
fn an_element_in_itself_ends_there() {
    let first = Doc::new(&format!("{}{}", p(&text("a")), p(&include("b"))));
    let second = Doc::new(&format!("{}{}", p(&text("b")), p(&include("a"))));
    let composed =
        Desk::body(&Doc::new(&p(&include("a")))).with("a", &first).with("b", &second).compose();
    assert_eq!(shown(&composed), "a\nb");
    assert_eq!(found(&composed), "b K802");
}

#[test]
fn a_key_made_of_fields_is_refused() {
    let body = Doc::new(&p(&field("INCLUDETEXT \"{MERGEFIELD Sag.Type}\"", "gemt")));
    let composed = Desk::body(&body).with("k", &Doc::new("")).compose();
    assert_eq!(found(&composed), "body K803");
}

#[test]
fn the_place_of_the_body_is_named_once_and_in_the_masters_text() {
    let body = Doc::new(&p(&text("brev")));
    let last = "<w:sectPr/>";
    let none = Doc::new(&format!("{}{last}", p(&text("hoved"))));
    let composed = Desk::body(&body).on(&none).compose();
    assert_eq!(
        (shown(&composed).as_str(), found(&composed).as_str()),
        ("hoved\nbrev", "master K804")
    );
    let twice = Doc::new(&format!("{}{}{last}", p(&include("indhold")), p(&include("indhold"))));
    let composed = Desk::body(&body).on(&twice).compose();
    assert_eq!((shown(&composed).as_str(), found(&composed).as_str()), ("brev", "master K805"));
    let margin = Doc::new(&p(&include("indhold")))
        .with("header", &format!("<w:hdr {NAMESPACES}>{}</w:hdr>", p(&include("indhold"))));
    let composed = Desk::body(&body).on(&margin).compose();
    assert_eq!((shown(&composed).as_str(), found(&composed).as_str()), ("brev", "master K806"));
    let alone = Doc::new(&format!("{}{}", p(&text("brev")), p(&include("indhold"))));
    let composed = Desk::body(&alone).compose();
    assert_eq!((shown(&composed).as_str(), found(&composed).as_str()), ("brev", "body K806"));
}

#[test]
fn signs_of_numbers_that_differ_are_told() {
    let english = Doc::new(&p(&text("letter"))).with(
        "settings",
        &format!(r#"<w:settings {NAMESPACES}><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>"#),
    );
    let composed = Desk::body(&english).on(&Doc::new(&p(&include("indhold")))).compose();
    assert_eq!(found(&composed), "body K814");
}

#[test]
fn a_strict_source_is_taken_over_with_a_warning() {
    let strict = |xml: String| {
        xml.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        .replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
    };
    let plain = Doc::new(&format!(r#"<w:p><w:pPr><w:pStyle w:val="Ny"/></w:pPr>{}</w:p>"#, text("strengt")))
        .with("styles", &format!(r#"<w:styles {NAMESPACES}><w:style w:type="paragraph" w:styleId="Ny"><w:name w:val="Ny"/></w:style></w:styles>"#));
    let mut doc = plain.clone();
    for name in [
        "word/document.xml",
        "word/styles.xml",
        "word/settings.xml",
        "word/_rels/document.xml.rels",
        "_rels/.rels",
    ] {
        let xml = crate::support::part(&plain.bytes(), name).expect("a part");
        doc = doc.with_part(name, strict(xml).as_bytes());
    }
    let composed = Desk::body(&doc).on(&Doc::new(&p(&include("indhold")))).compose();
    assert_eq!((shown(&composed).as_str(), found(&composed).as_str()), ("strengt", "body K815"));
    let xml = super::part_of(&composed, "word/document.xml");
    assert!(!xml.contains("purl.oclc"), "{xml}");
    let composed = Desk::body(&Doc::new(&p(&text("almindeligt"))))
        .on(&{
            let mut master = Doc::new(&p(&include("indhold")));
            for name in [
                "word/document.xml",
                "word/styles.xml",
                "word/settings.xml",
                "word/_rels/document.xml.rels",
                "_rels/.rels",
            ] {
                let xml = crate::support::part(&Doc::new(&p(&include("indhold"))).bytes(), name)
                    .expect("a part");
                master = master.with_part(name, strict(xml).as_bytes());
            }
            master
        })
        .compose();
    let xml = super::part_of(&composed, "word/document.xml");
    assert!(xml.contains("almindeligt") && !xml.contains("2006/main"), "{xml}");
}

#[test]
fn elements_that_double_each_other_are_bounded() {
    let mut desk = Desk::body(&Doc::new(&p(&include("e0"))));
    for number in 0..30 {
        let next = format!("e{}", number + 1);
        let doubled = format!("{}{}{}", p(&text("x")), p(&include(&next)), p(&include(&next)));
        desk = desk.with(&format!("e{number}"), &Doc::new(&doubled));
    }
    desk = desk.with("e30", &Doc::new(&p(&text("bund"))));
    let composed = desk.compose_unchecked();
    assert!(found(&composed).contains("K816"), "{}", found(&composed));
    assert!(composed.document.len() < 8 << 20);
}

#[test]
fn a_chain_of_styles_is_followed_only_so_far() {
    let styles: String = (0..5_000)
        .map(|number| {
            format!(
                r#"<w:style w:type="paragraph" w:styleId="S{number}"><w:name w:val="S{number}"/><w:basedOn w:val="S{}"/></w:style>"#,
                number + 1
            )
        })
        .collect();
    let body = Doc::new(r#"<w:p><w:pPr><w:pStyle w:val="S0"/></w:pPr></w:p>"#)
        .with("styles", &format!("<w:styles {NAMESPACES}>{styles}</w:styles>"));
    Desk::body(&body).on(&Doc::new(&p(&include("indhold")))).compose();
}

#[test]
fn a_broken_element_that_is_used_is_an_error_and_one_that_is_not_is_nothing() {
    use brevsmed::compose::{Sources, compose};
    let mut desk = Desk::body(&Doc::new(&p(&include("k"))));
    desk.elements.insert("k".to_owned(), b"intet".to_vec());
    let sources = |desk: &Desk| -> bool {
        compose(&Sources {
            master: None,
            body: &desk.body,
            elements: desk
                .elements
                .iter()
                .map(|(key, bytes)| (key.as_str(), bytes.as_slice()))
                .collect(),
        })
        .is_err()
    };
    assert!(sources(&desk));
    desk.body = Doc::new(&p(&text("intet element"))).bytes();
    assert!(!sources(&desk));
}

#[test]
fn a_conflict_that_rebasing_left_is_told_wherever_it_stands() {
    let version = |weeks: &str| Doc::new(&format!("{}{}", p(&text("Afgørelse")), p(&text(weeks))));
    let [base, central, own] = ["4", "6", "3"].map(|weeks| {
        version(&format!("Du kan klage til kommunen inden {weeks} uger fra i dag.")).bytes()
    });
    let rebased = brevsmed::versions::rebase(&base, &central, &own, "2026-11-21")
        .expect("documents that can be read");
    assert_eq!(rebased.conflicts.len(), 1);
    let alone = Desk { body: rebased.document.clone(), ..Desk::default() }.compose();
    // The municipality's paragraph and the central one.
    assert_eq!(found(&alone), "body K818, body K818");
    let paragraphs = alone.diagnostics.iter().filter_map(|(_, found)| found.place.as_ref());
    assert_eq!(paragraphs.map(|place| place.paragraph).collect::<Vec<_>>(), [2, 3]);
    let master = Doc::new(&p(&include("indhold")));
    let framed = Desk { body: rebased.document, ..Desk::default() }.on(&master).compose();
    assert_eq!(found(&framed), "body K818, body K818, body K811");
    let comment = Doc::new(concat!(
        r#"<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>a</w:t></w:r><w:commentRangeEnd w:id="0"/>"#,
        r#"<w:r><w:commentReference w:id="0"/></w:r></w:p>"#,
    ));
    assert_eq!(found(&Desk::body(&comment).compose()), "");
}
