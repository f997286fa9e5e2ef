//! Field characters that pair with nothing, and codes with faults that Word forgives.

use brevsmed::merge::MergeOptions;
use insta::assert_snapshot;

use super::{found, letter, letter_of, shown};
use crate::support::{Doc, body, lenient, merged, record};

const BEGIN: &str = r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#;
const SEPARATE: &str = r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r>"#;
const END: &str = r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#;

/// What becomes of raw runs when the caller insists, and what is refused otherwise.
fn raw(runs: &str) -> (String, String) {
    let doc = Doc::new(&format!("<w:p>{runs}</w:p><w:p/>"));
    let data = record(&[("Navn", "Åse")]);
    let letter = merged(&doc.template(), &data, &lenient());
    let insisted = shown(&body(letter.letter().expect("a letter")));
    (letter_of(&doc, &data, &MergeOptions::default()), insisted)
}

fn t(text: &str) -> String {
    crate::support::text(text)
}

fn code(text: &str) -> String {
    crate::support::instruction(text)
}

#[test]
fn an_unclosed_field_is_no_field_its_code_is_hidden_and_the_text_after_it_stays() {
    let (strict, insisted) = raw(&format!(
        "{}{BEGIN}{}{SEPARATE}{}{}",
        t("a "),
        code("MERGEFIELD Navn"),
        t("gemt"),
        t(" b")
    ));
    assert_snapshot!(strict, @"refused: F101");
    assert_snapshot!(insisted, @"a gemt b");
}

#[test]
fn a_field_inside_an_unclosed_one_is_merged() {
    let (_, insisted) =
        raw(&format!("{BEGIN}{}{BEGIN}{}{END}{}", code("IF "), code("MERGEFIELD Navn"), t(" b")));
    assert_snapshot!(insisted, @"Åse b");
}

#[test]
fn a_stray_end_and_a_second_separate_are_passed_over() {
    let (strict, insisted) = raw(&format!("{}{END}{}", t("a"), t("b")));
    assert_snapshot!(strict, @"refused: F102");
    assert_snapshot!(insisted, @"ab");
    let (strict, _) = raw(&format!(
        "{BEGIN}{}{SEPARATE}{}{SEPARATE}{}{END}{}",
        code("MERGEFIELD Navn"),
        t("x"),
        t("y"),
        t(".")
    ));
    assert_snapshot!(strict, @"Åse.");
}

#[test]
fn a_field_never_crosses_the_edge_of_a_cell() {
    let table = format!(
        "<w:tbl><w:tr><w:tc><w:p>{BEGIN}{}</w:p></w:tc><w:tc><w:p>{}{END}</w:p></w:tc></w:tr></w:tbl><w:p/>",
        code("MERGEFIELD Navn"),
        t("b")
    );
    let doc = Doc::new(&table);
    assert_snapshot!(letter_of(&doc, &record(&[]), &MergeOptions::default()), @"refused: F101 F102");
    assert_snapshot!(letter_of(&doc, &record(&[]), &lenient()), @"[ ¦ b]");
}

#[test]
fn a_locked_field_keeps_its_stored_result() {
    let runs = format!(
        r#"<w:r><w:fldChar w:fldCharType="begin" w:fldLock="1"/></w:r>{}{SEPARATE}{}{END}"#,
        code("MERGEFIELD Navn"),
        t("låst")
    );
    assert_snapshot!(raw(&runs).0, @"låst");
}

#[test]
fn names_of_fields_count_in_any_case() {
    let data = [("Navn", "Åse")];
    assert_snapshot!(letter("{ mergefield Navn } { if 1 = 1 \"ja\" }", &data), @"Åse ja");
    assert_snapshot!(letter("{\\MERGEFIELD Navn}", &data), @"Åse");
}

#[test]
fn an_open_quote_runs_to_the_end_and_is_noted() {
    assert_snapshot!(letter("{IF 1 = 1 \"ja tak}.", &[]), @"ja tak.");
    assert_snapshot!(found("{IF 1 = 1 \"ja tak}", &[]), @"F104");
}

#[test]
fn typographic_quotes_of_every_kind_are_quotes() {
    for (open, close) in [("“", "”"), ("”", "”"), ("„", "“"), ("“", "\""), ("\"", "\"")]
    {
        let sketch = format!(
            "{{IF {{MERGEFIELD X}} = {open}Ja{close} {open}godt svar{close} {open}nej{close}}}"
        );
        assert_eq!(letter(&sketch, &[("X", "Ja")]), "godt svar", "{open}{close}");
    }
}

#[test]
fn quotes_and_backslashes_are_escaped_in_quotes() {
    assert_snapshot!(letter(r#"{QUOTE "sagt \"højt\" og C:\\mappe"}"#, &[]), @r#"sagt "højt" og C:\mappe"#);
    assert_snapshot!(letter(r#"{IF 1 = 1 "han sagde \"ja\"" "nej"}."#, &[]), @r#"han sagde "ja"."#);
}

#[test]
fn paragraph_marks_between_arguments_are_white_space() {
    let sketch = "Før {IF {MERGEFIELD X} = \"J\"\n\"ja\"\n\"nej\"} efter";
    assert_snapshot!(letter(sketch, &[("X", "J")]), @"Før ja efter");
    assert_snapshot!(letter(sketch, &[("X", "N")]), @"Før nej efter");
}

#[test]
fn an_unknown_field_stays_and_is_noted() {
    assert_snapshot!(letter("a {UKENDT x} b", &[]), @"a {UKENDT x|gemt} b");
    assert_snapshot!(found("a {UKENDT x} b", &[]), @"F106");
}

#[test]
fn fields_for_a_person_at_the_screen_are_refused() {
    for code in [
        "ASK x \"?\"",
        "FILLIN \"?\"",
        "NEXT",
        "NEXTIF 1 = 1",
        "DATABASE \\d x",
        "LINK x",
        "DDE x y",
        "MACROBUTTON x y",
    ] {
        assert_eq!(found(&format!("a {{{code}}} b"), &[]), "F107", "{code}");
    }
}

#[test]
fn skipif_tells_that_the_letter_is_not_to_be_sent() {
    let sketch = "Kære borger\n{SKIPIF {MERGEFIELD Beløb} = 0}tekst";
    assert_snapshot!(letter(sketch, &[("Beløb", "0")]), @"not to be sent: paragraph 2");
    assert_snapshot!(letter(sketch, &[("Beløb", "1")]), @"
    Kære borger
    tekst
    ");
}

#[test]
fn compare_gives_one_or_nought() {
    assert_snapshot!(letter("{COMPARE {MERGEFIELD X} = \"A*\"}{COMPARE 2 > 3}", &[("X", "Anna")]), @"10");
}
