//! Elements in the codes of other fields: between the quotation marks of an IF.

use brevsmed::merge::{MergeOptions, Outcome};
use brevsmed::template::{CompileOptions, Template};
use insta::assert_snapshot;

use super::{Desk, found, include, markup, origins, p};
use crate::support::{Doc, code_runs, field, merged, record, text, visible};

/// The letter of a composed document with one answer.
fn letter(composed: &brevsmed::compose::Composed, answer: &str) -> String {
    let template =
        Template::compile(&composed.document, &CompileOptions::default()).expect("a template");
    let data = record(&[("Question:klage", answer), ("Navn", "Åse")]);
    let merged = merged(&template, &data, &MergeOptions::default());
    match &merged.outcome {
        Outcome::Letter(bytes) => visible(&crate::support::body(bytes)),
        other => panic!("{other:?} {:?}", template.diagnostics()),
    }
}

/// An IF about the question whose texts are these runs.
fn choice(yes: &str, no: &str) -> String {
    let quote = code_runs("\" \"");
    format!(
        r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>{}{yes}{quote}{no}{}<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>gammelt</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
        code_runs("IF {MERGEFIELD Question:klage} = \"J\" \""),
        code_runs("\"")
    )
}

fn guide() -> Doc {
    Doc::new(&format!(
        "{}{}{}",
        r#"<w:p><w:pPr><w:pStyle w:val="Overskrift1"/></w:pPr><w:r><w:t>Klage</w:t></w:r></w:p>"#,
        p(&format!(
            "{}{}{}",
            text("Kære \"ven\" "),
            field("MERGEFIELD Navn", "«Navn»"),
            text(", se ”her” eller C:\\x")
        )),
        r#"<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:t>Slut</w:t></w:r></w:p>"#
    ))
}

#[test]
fn an_element_in_an_if_comes_when_the_answer_is_yes() {
    let body = Doc::new(&format!("{}{}", p(&choice(&include("klage"), "")), p(&text("Hilsen"))));
    let composed = Desk::body(&body).with("klage", &guide()).compose();
    assert_eq!(found(&composed), "");
    assert_eq!(origins(&composed), "body 1, klage 2, klage 3, body 2");
    assert_snapshot!(letter(&composed, "J"), @r#"
    Klage
    Kære "ven" Åse, se ”her” eller C:\x
    Slut
    Hilsen
    "#);
    assert_snapshot!(letter(&composed, "N"), @"Hilsen");
}

#[test]
fn an_element_alone_in_an_if_keeps_its_own_look() {
    let body = Doc::new(&p(&choice(&include("klage"), "")));
    let composed = Desk::body(&body).with("klage", &guide()).compose();
    let template =
        Template::compile(&composed.document, &CompileOptions::default()).expect("a template");
    let data = record(&[("Question:klage", "J"), ("Navn", "Åse")]);
    let merged = merged(&template, &data, &MergeOptions::default());
    let xml = crate::support::body(merged.letter().expect("a letter"));
    assert!(xml.starts_with(r#"<w:p><w:pPr><w:pStyle w:val="Overskrift1"/>"#), "{xml}");
    assert!(
        xml.contains(
            r#"<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">Slut"#
        ),
        "{xml}"
    );
}

#[test]
fn both_texts_of_an_if_may_be_elements() {
    let other = Doc::new(&format!("{}{}", p(&text("Ingen klage")), p(&text("Farvel"))));
    let body = Doc::new(&p(&format!(
        "{}{}",
        choice(&include("klage"), &include("andet")),
        text(" efter")
    )));
    let composed = Desk::body(&body).with("klage", &guide()).with("andet", &other).compose();
    assert_eq!(composed.elements, ["klage", "andet"]);
    assert_snapshot!(letter(&composed, "J"), @r#"
    Klage
    Kære "ven" Åse, se ”her” eller C:\x
    Slut efter
    "#);
    assert_snapshot!(letter(&composed, "N"), @r"
    Ingen klage
    Farvel efter
    ");
}

#[test]
fn one_paragraph_in_an_if_stays_in_the_sentence() {
    let one = Doc::new(&p(&text("du kan \"klage\"")));
    let sentence = p(&format!(
        "{}{}{}",
        text("Husk, "),
        choice(&format!("{}{}{}", code_runs("at "), include("k"), code_runs(" nu")), "intet"),
        text(".")
    ));
    let composed = Desk::body(&Doc::new(&sentence)).with("k", &one).compose();
    assert_eq!(letter(&composed, "J"), "Husk, at du kan \"klage\" nu.");
    assert_eq!(origins(&composed), "body 1");
}

#[test]
fn an_element_without_quotation_marks_around_it_gets_them() {
    let code = format!(
        r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>{}{}{}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
        code_runs("IF {MERGEFIELD Question:klage} = \"J\" "),
        include("k"),
        code_runs(" \"ellers\" ")
    );
    let several = Doc::new(&format!("{}{}", p(&text("et par ord")), p(&text("og flere"))));
    let composed = Desk::body(&Doc::new(&p(&code))).with("k", &several).compose();
    assert_eq!(letter(&composed, "J"), "et par ord\nog flere");
    assert_eq!(letter(&composed, "N"), "ellers");
}

#[test]
fn text_in_a_code_is_written_as_code() {
    let body = Doc::new(&p(&choice(&include("klage"), "")));
    let composed = Desk::body(&body).with("klage", &guide()).compose();
    let xml = markup(&composed);
    assert!(
        xml.contains(r#"<w:instrText xml:space="preserve">Kære \"ven\" </w:instrText>"#),
        "{xml}"
    );
    assert!(
        xml.contains(r#"<w:instrText xml:space="preserve">, se \”her\” eller C:\\x</w:instrText>"#),
        "{xml}"
    );
}

#[test]
fn a_table_in_an_if_comes_as_a_table() {
    let table = Doc::new(&format!(
        "{}<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>{}",
        p(&text("før")),
        p(&text("celle med \"anførsel\"")),
        p(&text("efter"))
    ));
    let body = Doc::new(&format!("{}{}", p(&choice(&include("k"), "")), p(&text("slut"))));
    let composed = Desk::body(&body).with("k", &table).compose();
    assert_snapshot!(letter(&composed, "J"), @r#"
    før
    celle med "anførsel"
    efter
    slut
    "#);
    assert_eq!(letter(&composed, "N"), "slut");
}

#[test]
fn an_if_in_an_element_in_an_if_keeps_its_own_quotation_marks() {
    let inner =
        Doc::new(&p(&format!("{}{}", text("a "), choice(&code_runs("ja"), &code_runs("nej")))));
    let body = Doc::new(&p(&choice(&include("k"), "")));
    let composed = Desk::body(&body).with("k", &inner).compose();
    assert_eq!(letter(&composed, "J"), "a ja");
}
