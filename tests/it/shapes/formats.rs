//! How a result is formatted: runs that keep theirs, `\*` and its kin, IF over several paragraphs,
//! and the measured faults of other engines.

use brevsmed::field::Value;
use brevsmed::merge::{Datum, MergeOptions};
use insta::assert_snapshot;

use super::{letter, letter_of, paragraphs, table};
use crate::support::{Doc, record};

#[test]
fn a_plain_result_is_formatted_as_the_fields_name() {
    assert_snapshot!(letter("a {**MERGEFIELD** Navn} b", &[("Navn", "Åse")]), @"a **Åse** b");
    assert_snapshot!(letter("a {MERGEFIELD **Navn**} b", &[("Navn", "Åse")]), @"a Åse b");
}

#[test]
fn mergeformat_takes_the_formatting_of_the_stored_result() {
    let code = r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>MERGEFIELD Navn \* MERGEFORMAT</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>gemt</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#;
    let doc = Doc::paragraph(code);
    let letter = letter_of(&doc, &record(&[("Navn", "Åse Ø")]), &MergeOptions::default());
    assert_snapshot!(letter, @"**Åse Ø**");
}

#[test]
fn charformat_gives_the_whole_result_the_formatting_of_the_name() {
    assert_snapshot!(letter("{**I**F 1 = 1 \"en to\" \\* CHARFORMAT}", &[]), @"**en to**");
    assert_snapshot!(letter("{IF 1 = 1 \"en **to**\" \\* CHARFORMAT}", &[]), @"en to");
}

#[test]
fn an_if_keeps_the_formatting_of_its_text() {
    assert_snapshot!(letter("a {IF 1 = 1 \"en **to** tre\"} b", &[]), @"a en **to** tre b");
}

#[test]
fn upper_applies_to_all_runs_of_an_if() {
    assert_snapshot!(letter("{IF 1 = 1 \"en **to** {MERGEFIELD Navn}\" \\* Upper}", &[("Navn", "åse")]), @"EN **TO** ÅSE");
    assert_snapshot!(letter("{IF 1 = 1 \"en **to** tre\" \\* FirstCap}", &[]), @"En **to** tre");
    assert_snapshot!(letter("{IF 1 = 1 \"en **to** tre\" \\* Caps}", &[]), @"En **To** Tre");
}

#[test]
fn upper_and_charformat_reach_every_paragraph_of_an_if() {
    assert_snapshot!(letter("a {IF 1 = 1 \"en\n**to**\" \\* Upper} b", &[]), @"
    a EN
    **TO** b
    ");
    assert_snapshot!(letter("a {**I**F 1 = 1 \"en\nto\" \\* CHARFORMAT} b", &[]), @"
    a **en**
    **to** b
    ");
}

#[test]
fn formats_apply_from_left_to_right() {
    assert_snapshot!(letter("{MERGEFIELD Navn \\* Lower \\* FirstCap}", &[("Navn", "RICHARD")]), @"Richard");
    assert_snapshot!(letter("{MERGEFIELD Navn \\* FirstCap}", &[("Navn", "moM is supreme")]), @"MoM is supreme");
}

#[test]
fn an_if_over_two_paragraphs_keeps_the_tail() {
    let sketch = "Før {IF {MERGEFIELD X} = \"J\" \"første\nandet\" \"nej\"} efter";
    assert_snapshot!(letter(sketch, &[("X", "J")]), @"
    Før første
    andet efter
    ");
    assert_snapshot!(letter(sketch, &[("X", "N")]), @"Før nej efter");
}

#[test]
fn an_if_over_five_paragraphs_keeps_the_properties_of_each_mark() {
    let marked = |style: &str, runs: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>"#)
    };
    let runs = paragraphs("Før {IF {MERGEFIELD X} = \"J\" \"en\nto\ntre\" \"nej\"} efter");
    let inner: Vec<&str> =
        runs.trim_start_matches("<w:p>").trim_end_matches("</w:p>").split("</w:p><w:p>").collect();
    let body =
        format!("{}{}{}", marked("A", inner[0]), marked("B", inner[1]), marked("C", inner[2]));
    let letter =
        |x: &str| letter_of(&Doc::new(&body), &record(&[("X", x)]), &MergeOptions::default());
    assert_snapshot!(letter("J"), @"
    A: Før en
    B: to
    C: tre efter
    ");
    // All text before the last mark has run into it, and the mark holds the properties.
    assert_snapshot!(letter("N"), @"C: Før nej efter");
}

#[test]
fn a_list_and_a_picture_in_an_if_come_along() {
    let item = |text: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>{text}</w:p>"#
        )
    };
    let sketch = paragraphs("{IF {MERGEFIELD X} = \"J\" \"Send:\nET\nTO\n\"} slut");
    let parts: Vec<&str> = sketch
        .trim_start_matches("<w:p>")
        .trim_end_matches("</w:p>")
        .split("</w:p><w:p>")
        .collect();
    let drawing =
        r#"<w:r><w:drawing><wp:inline><wp:docPr id="7" name="b"/></wp:inline></w:drawing></w:r>"#;
    let body = format!(
        "<w:p>{}</w:p>{}{}<w:p>{}</w:p>",
        parts[0],
        item(parts[1]),
        item(&format!("{}{drawing}", parts[2])),
        parts[3]
    );
    let doc = Doc::new(&body);
    let letter = |x: &str| letter_of(&doc, &record(&[("X", x)]), &MergeOptions::default());
    assert_snapshot!(letter("J"), @"
    Send:
    ET
    TO▢
     slut
    ");
    assert_snapshot!(letter("N"), @"slut");
}

#[test]
fn a_table_in_an_if_comes_along_with_its_fields_and_quotes() {
    let inner = table("a \"b\" ¦ {MERGEFIELD Navn}");
    let sketch = paragraphs("Før{IF {MERGEFIELD X} = \"J\" \"tabel:\nTABEL\nslut\" \"nej\"} efter");
    let body = sketch.replace(
        r#"<w:p><w:r><w:instrText xml:space="preserve">TABEL</w:instrText></w:r></w:p>"#,
        &inner,
    );
    assert!(body.contains("<w:tbl>"));
    let doc = Doc::new(&body);
    let letter =
        |x: &str| letter_of(&doc, &record(&[("X", x), ("Navn", "Åse")]), &MergeOptions::default());
    assert_snapshot!(letter("J"), @r#"
    Førtabel:
    [a "b" ¦ Åse]
    slut efter
    "#);
    assert_snapshot!(letter("N"), @"Førnej efter");
}

#[test]
fn text_before_and_after_stands_only_around_a_value() {
    let sketch = "x{MERGEFIELD Navn \\b \"kære {MERGEFIELD Titel} \" \\f \", hej\"}y";
    assert_snapshot!(letter(sketch, &[("Navn", "Åse"), ("Titel", "fru")]), @"xkære fru Åse, hejy");
    assert_snapshot!(letter(sketch, &[("Navn", ""), ("Titel", "fru")]), @"xy");
}

#[test]
fn page_in_an_if_stays_a_field_with_the_case_in_its_code() {
    let sketch =
        "{IF {PAGE} = {NUMPAGES} \"sidste side til {MERGEFIELD Navn}\" \"{MERGEFIELD Navn}\"}";
    assert_snapshot!(letter(sketch, &[("Navn", "Åse \"Ø\"")]), @r#"{IF {PAGE|gemt} = {NUMPAGES|gemt} "sidste side til Åse \"Ø\"" "Åse \"Ø\""|gemt}"#);
    assert_snapshot!(letter("{IF {PAGE} = {MERGEFIELD N} \"ja\"}", &[("N", "3")]), @r#"{IF {PAGE|gemt} = "3" "ja"|gemt}"#);
}

#[test]
fn page_numbers_stay_fields() {
    assert_snapshot!(letter("Side {PAGE} af {NUMPAGES}", &[]), @"Side {PAGE|gemt} af {NUMPAGES|gemt}");
}

#[test]
fn a_merge_field_in_the_code_or_the_text_of_a_link_is_merged() {
    let sketch = "{HYPERLINK \"https://www.example.dk/{MERGEFIELD Id}\"}";
    assert_snapshot!(letter(sketch, &[("Id", "7")]), @r#"{HYPERLINK "https://www.example.dk/7"|gemt}"#);
}

#[test]
fn numbers_compare_as_numbers_and_text_in_its_case() {
    let check = |code: &str, expected: &str| {
        assert_eq!(
            letter(&format!("{{IF {code} \"ja\" \"nej\"}}"), &[("x", "Ja"), ("Tom", "")]),
            expected,
            "{code}"
        );
    };
    check("9 < 10", "ja");
    check("Ja = \"JA\"", "nej");
    check("{MERGEFIELD x}=\"Ja\"", "ja");
    check("{MERGEFIELD x} <> \"Ja\"", "nej");
    check("{MERGEFIELD Tom} = \"\"", "ja");
    check("\"Approved\" = \"App*\"", "ja");
    check("-5 < -3", "ja");
    check("1.000 = 1000", "ja");
}

#[test]
fn pictures_are_read_with_the_templates_separators_and_written_in_danish() {
    let data = [("B", "1234.5"), ("D", "2026-11-21"), ("M", "-1234.5"), ("N", "0")];
    let check = |code: &str, expected: &str| {
        assert_eq!(letter(&format!("{{MERGEFIELD {code}}}"), &data), expected, "{code}");
    };
    check(r##"B \# "#.##0,00""##, "1.234,50");
    check(r#"B \# "$#,##0.00;-$#,##0.00;nul""#, "$1.234,50");
    check(r##"M \# "#.##0,00 kr.;-#.##0,00 kr.;nul""##, "-1.234,50 kr.");
    check(r##"N \# "#.##0,00;-#.##0,00;nul""##, "nul");
    check(r#"D \@ "d. MMMM yyyy""#, "21. november 2026");
    check(r#"D \@ "'den' d. MMMM yyyy""#, "den 21. november 2026");
    check(r#"D \@"d'. 'MMM\ yy""#, "21. nov 26");
    check(r#"D \@ "dddd" \* FirstCap"#, "Lørdag");
}

#[test]
fn a_value_without_a_picture_is_printed_as_it_is_given() {
    assert_snapshot!(letter("{MERGEFIELD A} {MERGEFIELD B}", &[("A", "0000123456"), ("B", "0.00")]), @"0000123456 0.00");
}

#[test]
fn typed_values_are_printed_in_the_letters_language() {
    let mut data = record(&[]);
    data.insert("Ja", Datum::Value(Value::Bool(true)));
    data.insert("Dag", Datum::Value(Value::Date(jiff::civil::date(2026, 2, 3))));
    data.insert("Tal", Datum::Value(Value::Number("1234.50".parse().expect("a number"))));
    let doc = Doc::new(&paragraphs(
        "{MERGEFIELD Ja} {MERGEFIELD Dag} {MERGEFIELD Tal} {MERGEFIELD Tal \\# \"#.##0,00\"}",
    ));
    assert_snapshot!(letter_of(&doc, &data, &MergeOptions::default()), @"J 03-02-2026 1234,50 1.234,50");
}
