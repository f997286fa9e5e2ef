//! What vanished fields leave: paragraphs, lines, rows, blanks; and what must stay all the same.

use brevsmed::merge::{Gaps, MergeOptions};
use insta::assert_snapshot;

use super::{letter, letter_of, paragraphs, table};
use crate::support::{Doc, instruction, lenient, merged, record, text, visible};

const EMPTY: &[(&str, &str)] = &[("Tom", ""), ("Navn", "Åse"), ("X", "N")];

fn blocks(body: &str) -> String {
    letter_of(&Doc::new(body), &record(EMPTY), &MergeOptions::default())
}

fn as_word(sketch: &str) -> String {
    let options = MergeOptions { gaps: Gaps::AsWord, ..MergeOptions::default() };
    letter_of(&Doc::new(&paragraphs(sketch)), &record(EMPTY), &options)
}

#[test]
fn a_paragraph_whose_fields_gave_nothing_goes() {
    assert_snapshot!(letter("a\n{MERGEFIELD Tom}\n{IF {MERGEFIELD X} = \"J\" \"ja\"} \nb", EMPTY), @"
    a
    b
    ");
}

#[test]
fn a_paragraph_with_any_text_stays() {
    assert_snapshot!(letter("a\nc/o {MERGEFIELD Tom}\n{MERGEFIELD Tom}.\nb", EMPTY), @"
    a
    c/o
    .
    b
    ");
    // The blank before a field that vanished at the end goes too.
    assert_eq!(letter("c/o {MERGEFIELD Tom}\nb ", EMPTY), "c/o\nb ");
}

#[test]
fn a_paragraph_that_was_empty_in_the_template_stays() {
    assert_snapshot!(letter("a\n\n{MERGEFIELD Tom}\nb", EMPTY), @"
    a

    b
    ");
}

#[test]
fn a_line_whose_fields_gave_nothing_goes_with_its_break() {
    assert_snapshot!(letter("{MERGEFIELD Navn}⏎{MERGEFIELD Tom}⏎9999 Egeby", EMPTY), @"Åse⏎9999 Egeby");
    assert_snapshot!(letter("{MERGEFIELD Tom}⏎{MERGEFIELD Navn}⏎Egeby", EMPTY), @"Åse⏎Egeby");
    assert_snapshot!(letter("{MERGEFIELD Navn}⏎Egeby⏎{MERGEFIELD Tom}", EMPTY), @"Åse⏎Egeby");
    assert_snapshot!(letter("a⏎⏎{MERGEFIELD Navn}", EMPTY), @"a⏎⏎Åse");
}

#[test]
fn blanks_on_both_sides_of_a_vanished_field_become_one() {
    assert_snapshot!(letter("Kære {MERGEFIELD Tom} borger", EMPTY), @"Kære borger");
    assert_snapshot!(letter("Kære {MERGEFIELD Tom} {MERGEFIELD Tom} borger", EMPTY), @"Kære borger");
    assert_snapshot!(letter("{MERGEFIELD Tom} Kære borger", EMPTY), @"Kære borger");
}

#[test]
fn a_blank_before_punctuation_goes_with_a_vanished_field() {
    assert_snapshot!(letter("Du får svar {MERGEFIELD Tom}.", EMPTY), @"Du får svar.");
    assert_snapshot!(letter("Brev {MERGEFIELD Tom}, bilag ({MERGEFIELD Navn} {MERGEFIELD Tom})", EMPTY), @"Brev, bilag (Åse)");
}

#[test]
fn blanks_and_punctuation_that_no_field_touches_stay_as_typed() {
    assert_snapshot!(letter("to  blanke . {MERGEFIELD Navn}  og  to", EMPTY), @"to  blanke . Åse  og  to");
}

#[test]
fn the_last_paragraph_of_a_cell_stays() {
    assert_snapshot!(blocks(&format!("{}<w:p/>", table("a ¦ {MERGEFIELD Tom}"))), @"[a ¦ ]");
}

#[test]
fn a_row_whose_fields_gave_nothing_goes() {
    let rows = "Navn ¦ {MERGEFIELD Navn}\n{MERGEFIELD Tom} ¦ {MERGEFIELD Tom}\nSlut ¦ x";
    assert_snapshot!(blocks(&format!("{}<w:p/>", table(rows))), @"
    [Navn ¦ Åse]
    [Slut ¦ x]
    ");
}

#[test]
fn a_row_with_a_label_stays() {
    assert_snapshot!(blocks(&format!("{}<w:p/>", table("Ægtefælle ¦ {MERGEFIELD Tom}"))), @"[Ægtefælle ¦ ]");
}

#[test]
fn a_paragraph_with_section_properties_stays() {
    let field = paragraphs("{MERGEFIELD Tom}").replace("<w:p>", "").replace("</w:p>", "");
    let body = format!("<w:p><w:pPr><w:sectPr/></w:pPr>{field}</w:p>{}", paragraphs("b"));
    assert_eq!(blocks(&body), "\nb");
}

#[test]
fn a_paragraph_that_a_bookmark_marks_stays() {
    let field = paragraphs("{MERGEFIELD Tom}").replace("<w:p>", "").replace("</w:p>", "");
    let mark = r#"<w:bookmarkStart w:id="1" w:name="her"/><w:bookmarkEnd w:id="1"/>"#;
    assert_eq!(blocks(&format!("<w:p>{mark}{field}</w:p>{}", paragraphs("b"))), "\nb");
    let go_back = mark.replace("her", "_GoBack");
    assert_eq!(blocks(&format!("<w:p>{go_back}{field}</w:p>{}", paragraphs("b"))), "b");
}

#[test]
fn a_paragraph_between_two_tables_stays() {
    let body = format!("{}{}{}<w:p/>", table("a"), paragraphs("{MERGEFIELD Tom}"), table("b"));
    assert_snapshot!(blocks(&body), @"
    [a]

    [b]
    ");
    let body = format!("{}{}{}", table("a"), paragraphs("{MERGEFIELD Tom}"), paragraphs("b"));
    assert_snapshot!(blocks(&body), @"
    [a]
    b
    ");
    // The tables may hold fields themselves.
    let body = format!(
        "{}{}{}<w:p/>",
        table("{MERGEFIELD Navn}"),
        paragraphs("{MERGEFIELD Tom}"),
        table("{MERGEFIELD Navn}")
    );
    assert_snapshot!(blocks(&body), @"
    [Åse]

    [Åse]
    ");
}

#[test]
fn the_last_paragraph_of_the_letter_stays() {
    assert_eq!(letter("a\n{MERGEFIELD Tom}", EMPTY), "a");
    let body = format!("{}<w:sectPr/>", paragraphs("{MERGEFIELD Tom}"));
    assert_eq!(blocks(&body), "");
}

#[test]
fn word_removes_lines_of_merge_fields_only() {
    let sketch =
        "a\n{MERGEFIELD Tom}\n{IF 1 = 2 \"x\"}\n{MERGEFIELD Tom} \nKære {MERGEFIELD Tom} .\nb";
    assert_eq!(as_word(sketch), "a\n\n \nKære  .\nb");
}

#[test]
fn word_keeps_blank_lines_where_the_settings_say_so() {
    let settings = format!(
        "<w:settings {}><w:mailMerge><w:doNotSuppressBlankLines/></w:mailMerge></w:settings>",
        crate::support::NAMESPACES
    );
    let doc = Doc::new(&paragraphs("a\n{MERGEFIELD Tom}\nb")).with("settings", &settings);
    let options = MergeOptions { gaps: Gaps::AsWord, ..MergeOptions::default() };
    assert_eq!(letter_of(&doc, &record(EMPTY), &options), "a\n\nb");
}

#[test]
fn removed_paragraphs_are_in_the_receipt() {
    let template = Doc::new(&paragraphs("a\n{MERGEFIELD Tom}\nb\n{IF 1 = 2 \"x\"}\nc")).template();
    let merged = merged(&template, &record(EMPTY), &MergeOptions::default());
    let removed: Vec<usize> =
        merged.receipt(&template).removed.iter().map(|removed| removed.paragraph).collect();
    assert_eq!(removed, [2, 4]);
}

/// Quotation marks on lines of their own leave no empty paragraphs around what they hold.
#[test]
fn the_carriers_of_a_table_in_an_if_go() {
    let cell = format!("<w:tc><w:p>{}</w:p></w:tc>", text("celle"));
    let body = format!(
        concat!(
            r#"<w:p>{before}</w:p>"#,
            r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{open}</w:p>"#,
            r#"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"#,
            r#"<w:p>{close}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"#,
            r#"<w:p>{after}</w:p>"#
        ),
        before = text("før"),
        open = instruction(r#" IF 1 = 1 ""#),
        cell = cell,
        close = instruction(r#"" "#),
        after = text("efter"),
    );
    let template = Doc::new(&body).template();
    let merged = merged(&template, &record(&[]), &lenient());
    let xml = crate::support::body(merged.letter().expect("a letter"));
    assert_eq!(visible(&xml), "før\ncelle\nefter");
}
