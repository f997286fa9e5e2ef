//! The renderer for many letters: what it keeps does not show.

use std::fs;

use brevsmed::font::FontBook;
use brevsmed::inspect::inspect;
use brevsmed::layout::LayoutOptions;
use brevsmed::pdf::{PdfEnclosure, PdfError, PdfOptions};
use brevsmed::render::{RenderError, RenderOptions, Renderer, render_bytes};
use page_validation::ValidationProfile;
use proptest::prelude::*;

use super::check::{RENDERER, breaches, conforms};
use crate::scratch::{fixture, template};
use crate::support::Doc;

fn fixture_letter() -> Vec<u8> {
    fs::read(fixture("letters/kort.docx")).expect("a fixture")
}

#[test]
fn the_same_letter_is_the_same_bytes_whatever_came_before() {
    let options = RenderOptions::default();
    let fresh = Renderer::new(FontBook::shipped().into());
    let alone = fresh.render_bytes(&fixture_letter(), &options).expect("a PDF").pdf;
    let other = template("Et andet brev med ΩЖ og ﬁ");
    for bytes in [&other, &fixture_letter(), &other] {
        RENDERER.render_bytes(bytes, &options).expect("a PDF");
    }
    let after = RENDERER.render_bytes(&fixture_letter(), &options).expect("a PDF").pdf;
    assert!(alone == after);
    let free = render_bytes(&fixture_letter(), fresh.fonts(), &options).expect("a PDF").pdf;
    assert!(alone == free);
}

#[test]
fn two_templates_do_not_share_what_they_do_not_have_in_common() {
    let sized = |size: u32| {
        let styles = format!(
            r#"<w:styles {}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="{size}"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>"#,
            crate::support::NAMESPACES
        );
        Doc::paragraph(&crate::support::text("Brev")).with("styles", &styles).bytes()
    };
    let options = RenderOptions::default();
    let pdf = |size| RENDERER.render_bytes(&sized(size), &options).expect("a PDF").pdf;
    let (small, large, again) = (pdf(20), pdf(40), pdf(20));
    assert!(small != large);
    assert!(small == again);
}

#[test]
fn a_title_that_is_asked_for_wins() {
    let titled = |title: Option<&str>| {
        let pdf = PdfOptions { title: title.map(str::to_owned), ..PdfOptions::default() };
        let options = RenderOptions { pdf, ..RenderOptions::default() };
        let rendered = RENDERER.render_bytes(&template("Kære borger"), &options).expect("a PDF");
        conforms("titled", &rendered.pdf);
        inspect(&rendered.pdf).expect("a PDF").title
    };
    assert_eq!(titled(Some("Afgørelse <1> & mere")), Some("Afgørelse <1> & mere".to_owned()));
    assert_eq!(titled(None), Some("Kære borger".to_owned()));
}

#[test]
fn a_watermark_is_seen_and_told() {
    let layout =
        LayoutOptions { watermark: Some("TRÆNING".to_owned()), ..LayoutOptions::default() };
    let options = RenderOptions { layout, ..RenderOptions::default() };
    let rendered = RENDERER.render_bytes(&fixture_letter(), &options).expect("a PDF");
    conforms("watermark", &rendered.pdf);
    let inspected = inspect(&rendered.pdf).expect("a PDF");
    let plain = inspect(
        &RENDERER.render_bytes(&fixture_letter(), &RenderOptions::default()).expect("a PDF").pdf,
    )
    .expect("a PDF");
    let artifacts = |of: &brevsmed::inspect::Inspected| of.artifacts.values().sum::<usize>();
    assert!(artifacts(&inspected) > artifacts(&plain));
    let told = brevsmed::inspect::print(&inspected, &brevsmed::inspect::Words::DANISH);
    assert!(told.to_lowercase().contains("træning"), "{told}");
}

#[test]
fn an_enclosure_travels_inside_or_is_refused_with_its_name() {
    let enclosed = |name: &str, bytes: Vec<u8>| {
        let enclosure = PdfEnclosure {
            name: name.to_owned(),
            description: "Sådan opgør du din formue".to_owned(),
            bytes,
        };
        let pdf = PdfOptions { enclosures: vec![enclosure], ..PdfOptions::default() };
        RENDERER.render_bytes(&fixture_letter(), &RenderOptions { pdf, ..RenderOptions::default() })
    };
    let inner = RENDERER.render_bytes(&template("Vejledning"), &RenderOptions::default());
    let inner = inner.expect("a PDF").pdf;
    assert_eq!(breaches(&inner, ValidationProfile::PdfA2a), [""; 0]);
    let whole = enclosed("vejledning.pdf", inner).expect("a PDF");
    conforms("enclosure", &whole.pdf);
    let attachments = inspect(&whole.pdf).expect("a PDF").attachments;
    assert_eq!((attachments.len(), attachments[0].name.as_str()), (1, "vejledning.pdf"));
    let error = enclosed("noter.txt", b"ingen PDF".to_vec()).expect_err("no PDF/A");
    assert!(
        matches!(&error, RenderError::Pdf(PdfError::Enclosure { name, .. }) if name == "noter.txt"),
        "{error:?}"
    );
}

#[test]
fn a_file_that_is_no_document_is_an_error_and_no_panic() {
    for bytes in [&b""[..], b"PK\x03\x04", b"%PDF-1.7", &fixture_letter()[..900]] {
        let error = RENDERER.render_bytes(bytes, &RenderOptions::default()).expect_err("no letter");
        assert!(matches!(error, RenderError::Package(_)), "{error:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever stands in a paragraph, the PDF conforms as far as its own structure goes, and reads
    /// back as text in one paragraph.
    #[test]
    fn any_text_is_rendered(text in "[ -~æøåÆØÅéßΑ-ωא-ת一-三\u{AD}\u{A0}\t]{0,60}") {
        let bytes = Doc::paragraph(&crate::support::text(&text)).bytes();
        let rendered = RENDERER.render_bytes(&bytes, &RenderOptions::default()).expect("a PDF");
        let inspected = inspect(&rendered.pdf).expect("a PDF");
        prop_assert_eq!(inspected.unmarked, 0);
        prop_assert!(inspected.tagged);
    }
}
