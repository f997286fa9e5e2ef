//! Bookmarks, variables, properties, dates, sequences, addresses, approved texts and pictures.

use std::sync::Arc;

use brevsmed::merge::{Approved, Fragment, MergeOptions, Picture};
use insta::assert_snapshot;

use super::{found, letter, letter_of, paragraphs};
use crate::support::{Doc, NAMESPACES, record};

fn with(sketch: &str, options: &MergeOptions) -> String {
    letter_of(&Doc::new(&paragraphs(sketch)), &record(&[("Navn", "Åse")]), options)
}

#[test]
fn set_prints_nothing_and_ref_prints_what_it_set() {
    let data = [("Navn", "Åse")];
    assert_snapshot!(letter("a{SET hilsen \"Kære {MERGEFIELD Navn}\"}\n{REF hilsen}, {hilsen}.", &data), @"
    a
    Kære Åse, Kære Åse.
    ");
}

#[test]
fn a_line_with_only_a_set_leaves_no_gap() {
    assert_eq!(letter("{SET x \"1\"}\n{REF x}", &[]), "1");
}

#[test]
fn a_set_over_two_paragraphs_prints_nothing_and_keeps_both() {
    let sketch = "før{SET x \"en\nto\"} efter\n{REF x}.";
    assert_eq!(letter(sketch, &[]), "før efter\nen⏎to.");
}

#[test]
fn ref_keeps_the_formatting_that_set_was_given() {
    assert_snapshot!(letter("{SET x \"en **to**\"}{REF x} {REF x \\* Upper}", &[]), @"en **to** EN TO");
}

#[test]
fn ref_prints_the_text_of_a_bookmark_with_its_fields_merged() {
    let marked = paragraphs("{MERGEFIELD Navn} her")
        .replace("<w:p>", r#"<w:p><w:bookmarkStart w:id="1" w:name="Sted"/>"#)
        .replace("</w:p>", r#"<w:bookmarkEnd w:id="1"/></w:p>"#);
    let doc = Doc::new(&format!("{}{marked}", paragraphs("{REF sted} og {Sted}")));
    assert_snapshot!(letter_of(&doc, &record(&[("Navn", "Åse")]), &MergeOptions::default()), @"
    Åse her og Åse her
    Åse her
    ");
}

#[test]
fn a_missing_bookmark_is_an_error() {
    assert_snapshot!(found("{REF findes_ikke}", &[]), @"M313");
}

#[test]
fn a_set_in_the_branch_not_taken_does_not_happen() {
    assert_snapshot!(letter("{SET x \"a\"}{IF 1 = 2 \"{SET x \"b\"}\" \"\"}{REF x}", &[]), @"a");
}

#[test]
fn formulas_take_bookmarks_and_nested_fields() {
    assert_snapshot!(letter("{SET pris \"1.200,50\"}{= pris * 2 + {MERGEFIELD N} \\# \"#.##0,00\"} {=2+3*4}", &[("N", "0,5")]), @"2.401,50 14");
    assert_snapshot!(found("{= 1/0}", &[]), @"M315");
}

#[test]
fn dates_are_frozen_at_the_day_that_the_caller_gives() {
    let options = MergeOptions {
        date: Some(jiff::civil::date(2026, 2, 3).at(9, 30, 0, 0)),
        ..MergeOptions::default()
    };
    assert_snapshot!(with("{DATE \\@ \"d. MMMM yyyy\"} {TIME \\@ \"HH:mm\"} {CREATEDATE \\@ \"dd-MM-yy\"} {SAVEDATE \\@ \"dddd\"}", &options), @"3. februar 2026 09:30 03-02-26 tirsdag");
}

#[test]
fn sequences_count_repeat_and_start_over() {
    assert_snapshot!(letter("{SEQ a}{SEQ a}{SEQ b}{SEQ a \\c}{SEQ a \\r 7}{SEQ a \\h}{SEQ a \\* ROMAN}", &[]), @"12127IX");
}

#[test]
fn properties_come_from_the_request_then_from_the_document() {
    let mut options =
        MergeOptions { title: Some("Afgørelse".to_owned()), ..MergeOptions::default() };
    options.properties.insert("sagsnummer".to_owned(), "26-1".to_owned());
    assert_snapshot!(with("{TITLE}: {DOCPROPERTY Sagsnummer} {DOCVARIABLE SagsNummer}", &options), @"Afgørelse: 26-1 26-1");
    assert_snapshot!(found("{DOCPROPERTY Findesikke}", &[]), @"M314");
}

#[test]
fn variables_come_from_the_settings() {
    let settings = format!(
        r#"<w:settings {NAMESPACES}><w:docVars><w:docVar w:name="Kontor" w:val="Pension &amp; Tillæg"/></w:docVars></w:settings>"#
    );
    let doc = Doc::new(&paragraphs("{DOCVARIABLE Kontor}")).with("settings", &settings);
    assert_snapshot!(letter_of(&doc, &record(&[]), &MergeOptions::default()), @"Pension & Tillæg");
}

fn addressed(sketch: &str) -> String {
    let map = |word: &str, name: &str| {
        format!(
            r#"<w:fieldMapData><w:type w:val="dbColumn"/><w:name w:val="{name}"/><w:mappedName w:val="{word}"/></w:fieldMapData>"#
        )
    };
    let settings = format!(
        "<w:settings {NAMESPACES}><w:mailMerge><w:odso>{}{}{}{}{}</w:odso></w:mailMerge></w:settings>",
        map("First Name", "Borger.Fornavn"),
        map("Last Name", "Borger.Efternavn"),
        map("Address 1", "Borger.Vej"),
        map("Postal Code", "Borger.Postnr"),
        map("City", "Borger.By")
    );
    let doc = Doc::new(&paragraphs(sketch)).with("settings", &settings);
    let data = record(&[
        ("Borger.Fornavn", "Åse"),
        ("Borger.Efternavn", "Ø"),
        ("Borger.Vej", "Vej 1"),
        ("Borger.Postnr", "9999"),
        ("Borger.By", "Egeby"),
    ]);
    letter_of(&doc, &data, &MergeOptions::default())
}

#[test]
fn an_address_block_takes_its_names_from_the_field_map() {
    assert_snapshot!(addressed("{ADDRESSBLOCK \\f \"<<_FIRST0_>><< _LAST0_>>\n<<_COMPANY_>>\n<<_STREET1_>>\n<<_POSTAL_>><< _CITY_>>\"}"), @"Åse Ø⏎Vej 1⏎9999 Egeby");
    assert_snapshot!(addressed("{ADDRESSBLOCK}"), @"Åse Ø⏎Vej 1⏎9999 Egeby");
    assert_snapshot!(addressed("{MERGEFIELD \"First Name\" \\m}"), @"Åse");
}

#[test]
fn a_greeting_line_takes_its_names_from_the_field_map() {
    assert_snapshot!(addressed("{GREETINGLINE \\f \"<<_BEFORE_ Kære >><<_FIRST0_>><<_AFTER_ ,>>\" \\e \"Kære borger,\"}"), @"Kære Åse,");
}

fn store() -> MergeOptions {
    let klage = paragraphs("Du kan **klage**, {MERGEFIELD Navn}.");
    let mut approved = Approved::default();
    approved
        .texts
        .insert("klage".to_owned(), Arc::new(Fragment { bytes: Doc::new(&klage).bytes() }));
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01".to_vec();
    let picture =
        Picture { bytes: png, alt: Some("Logo".to_owned()), decorative: false, width_mm: None };
    approved.pictures.insert("logo".to_owned(), Arc::new(picture));
    MergeOptions { approved, ..MergeOptions::default() }
}

#[test]
fn approved_texts_and_pictures_are_included_by_name_with_their_fields_merged() {
    assert_snapshot!(with("Før {INCLUDETEXT \"klage\"}", &store()), @"Før Du kan **klage**, Åse.");
    assert_snapshot!(with(r#"{INCLUDETEXT "C:\\tekster\\klage.docx"}"#, &store()), @"Du kan **klage**, Åse.");
    assert_snapshot!(with(r#"{INCLUDEPICTURE "https://www.example.dk/logo.png" \d}"#, &store()), @"▢");
}

#[test]
fn anything_else_is_never_fetched() {
    assert_snapshot!(with(r#"{INCLUDETEXT "/etc/passwd"}"#, &store()), @"refused: F117");
    assert_snapshot!(with(r#"{INCLUDEPICTURE "https://www.example.dk/sporing.png"}"#, &store()), @"refused: F117");
}
