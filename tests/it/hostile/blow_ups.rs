//! Fields that refer to themselves, to each other, or double each time they are read.

use std::sync::Arc;

use brevsmed::merge::{Approved, Fragment, MergeOptions, Record};
use brevsmed::template::Template;

use super::{letter_of, letter_with};
use crate::support::{Doc, field, lenient, merged, text};

/// A bookmark around some runs.
fn bookmark(id: usize, name: &str, runs: &str) -> String {
    format!(r#"<w:bookmarkStart w:id="{id}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{id}"/>"#)
}

fn codes_of_receipt(template: &Template, options: &MergeOptions) -> Vec<&'static str> {
    let merged = merged(template, &Record::default(), options);
    assert!(merged.letter().is_some());
    merged.receipt(template).diagnostics.iter().map(|found| found.finding.code()).collect()
}

#[test]
fn a_bookmark_that_holds_a_reference_to_itself_ends() {
    let own = field("REF Selv", "gammelt");
    let doc = Doc::paragraph(&format!(
        "{}{}",
        bookmark(1, "Selv", &format!("{}{own}{own}{own}", text("x"))),
        text(".")
    ));
    let template = doc.template();
    assert!(codes_of_receipt(&template, &lenient()).contains(&"M322"));
    assert!(letter_of(&doc).len() < 1_000);
}

#[test]
fn bookmarks_that_refer_to_each_other_end() {
    let doc = Doc::new(&format!(
        "<w:p>{}</w:p><w:p>{}</w:p>",
        bookmark(1, "A", &format!("{}{}", field("REF B", ""), field("REF B", ""))),
        bookmark(2, "B", &format!("{}{}", field("REF A", ""), field("REF A", "")))
    ));
    assert!(codes_of_receipt(&doc.template(), &lenient()).contains(&"M322"));
}

#[test]
fn set_and_ref_that_feed_each_other_end() {
    // Each SET takes what the other has at that moment, so this is finite without any help.
    let doc = Doc::paragraph(&format!(
        "{}{}{}{}{}",
        field("SET A \"a{ REF B }\"", ""),
        field("SET B \"b{ REF A }\"", ""),
        field("SET A \"a{ REF B }\"", ""),
        field("REF A", ""),
        text(".")
    ));
    assert_eq!(letter_of(&doc), "abaError! Reference source not found..");
}

#[test]
fn bookmarks_that_double_each_other_are_stopped() {
    let mut paragraphs = format!("<w:p>{}</w:p>", bookmark(0, "B0", &text("0123456789")));
    for level in 1..50 {
        let below = field(&format!("REF B{}", level - 1), "");
        paragraphs.push_str(&format!(
            "<w:p>{}</w:p>",
            bookmark(level, &format!("B{level}"), &format!("{below}{below}"))
        ));
    }
    let merged = merged(&Doc::new(&paragraphs).template(), &Record::default(), &lenient());
    assert!(merged.letter().is_some());
}

#[test]
fn variables_that_double_each_other_are_stopped() {
    let mut runs = field("SET V0 \"0123456789\"", "");
    for level in 1..28 {
        let below = level - 1;
        runs.push_str(&field(
            &format!("SET V{level} \"{{ REF V{below} }}{{ REF V{below} }}\""),
            "",
        ));
    }
    let doc = Doc::paragraph(&format!("{runs}{}", field("REF V27", "")));
    let merged = merged(&doc.template(), &Record::default(), &lenient());
    assert!(merged.letter().is_some());
}

#[test]
fn cells_whose_formulas_refer_to_each_other_end() {
    let cell = |code: &str| format!("<w:tc><w:p>{}</w:p></w:tc>", field(code, ""));
    let row = |a: &str, b: &str| format!("<w:tr>{}{}</w:tr>", cell(a), cell(b));
    let table = format!(
        "<w:tbl>{}{}</w:tbl><w:p/>",
        row("= B1 + B2 + A2", "= A2 + B2"),
        row("= B1 + B2", "= A2 + B1")
    );
    assert!(codes_of_receipt(&Doc::new(&table).template(), &lenient()).contains(&"M322"));
}

#[test]
fn sums_that_look_down_at_sums_are_stopped() {
    let row = format!("<w:tr><w:tc><w:p>{}</w:p></w:tc></w:tr>", field("= SUM(BELOW)", ""));
    let last = format!("<w:tr><w:tc><w:p>{}</w:p></w:tc></w:tr>", text("1"));
    let table = format!("<w:tbl>{}{last}</w:tbl><w:p/>", row.repeat(60));
    let merged = merged(&Doc::new(&table).template(), &Record::default(), &lenient());
    assert!(merged.letter().is_some());
}

#[test]
fn an_approved_text_that_includes_itself_ends() {
    let own = field("INCLUDETEXT \"Klage\"", "");
    let klage =
        Doc::new(&format!("<w:p>{own}{own}{own}</w:p><w:p>{}</w:p>", text("Du kan klage.")))
            .bytes();
    let mut approved = Approved::default();
    approved.texts.insert("Klage".to_owned(), Arc::new(Fragment { bytes: klage }));
    let options = MergeOptions { approved, ..lenient() };
    let doc = Doc::new(&format!("<w:p>{own}</w:p><w:p>{}</w:p>", text("Hilsen")));
    let template = doc.template();
    assert!(codes_of_receipt(&template, &options).contains(&"M322"));
    let letter = letter_with(&template, &Record::default(), &options);
    assert_eq!(letter, "Du kan klage.\nHilsen");
}

#[test]
fn ten_thousand_bookmarks_around_the_whole_letter_are_read() {
    let starts: String =
        (0..10_000).map(|id| format!(r#"<w:bookmarkStart w:id="{id}" w:name="b{id}"/>"#)).collect();
    let ends: String = (0..10_000).map(|id| format!(r#"<w:bookmarkEnd w:id="{id}"/>"#)).collect();
    let words = text("x").repeat(10_000);
    let doc = Doc::new(&format!("<w:p>{starts}{words}{ends}{}</w:p>", field("REF b7", "")));
    assert_eq!(letter_of(&doc).len(), 20_000);
}

#[test]
fn five_thousand_line_breaks_around_fields_are_read() {
    let line = format!("{}<w:r><w:br/></w:r>", field("QUOTE x", ""));
    let doc = Doc::new(&format!("<w:p/>{}", format!("<w:p>{}</w:p>", line.repeat(10)).repeat(500)));
    assert_eq!(letter_of(&doc).matches('⏎').count(), 5_000);
}

#[test]
fn two_thousand_tables_inside_a_table_with_formulas_are_read() {
    let inner = format!(
        "<w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl><w:p>{}</w:p>",
        field("= 1 + 1", ""),
        field("= 2 + 2", "")
    );
    let table = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl><w:p/>", inner.repeat(2_000));
    assert_eq!(letter_of(&Doc::new(&table)).matches('4').count(), 2_000);
}

#[test]
fn a_reference_repeated_until_the_letter_is_too_large_is_an_error() {
    let set = field(&format!("SET V \"{}\"", "x".repeat(500_000)), "");
    let doc = Doc::paragraph(&format!("{set}{}", field("REF V", "").repeat(300)));
    let template = doc.template();
    let (record, options, answers) =
        (Record::default(), lenient(), brevsmed::merge::Answers::new());
    let request = brevsmed::merge::Request::single(&record, &answers, &options);
    let error = brevsmed::merge::merge(&template, &request).expect_err("too large");
    assert_eq!(error.code(), "part-too-large");
}

#[test]
fn a_value_that_looks_like_code_stays_text() {
    let doc = Doc::paragraph(&field("MERGEFIELD Navn", ""));
    let data = crate::support::record(&[(
        "Navn",
        "{ MERGEFIELD Cpr } ]]> &amp; <w:p/> \u{0}\u{1}\u{13}\u{FFFE}slut",
    )]);
    let merged = merged(&doc.template(), &data, &MergeOptions::default());
    let body = crate::support::body(merged.letter().expect("a letter"));
    assert_eq!(
        body,
        r#"<w:p><w:r><w:t xml:space="preserve">{ MERGEFIELD Cpr } ]]&gt; &amp;amp; &lt;w:p/&gt; slut</w:t></w:r></w:p>"#
    );
}
