//! Too many fields, nested too deep, unclosed, or one inside the other without end.

use brevsmed::merge::{Datum, MergeOptions, Outcome, Record};
use brevsmed::template::{CompileOptions, Template};

use super::{codes_of, letter_of, letter_with, refused};
use crate::support::{Doc, field, instruction, lenient, merged, record, text};

const BEGIN: &str = r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#;
const SEPARATE: &str = r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r>"#;
const END: &str = r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#;

#[test]
fn a_hundred_thousand_fields_inside_one_another_are_too_deep() {
    let deep = 100_000;
    let in_code = format!("{}{}", BEGIN.repeat(deep), END.repeat(deep));
    assert_eq!(refused(&Doc::paragraph(&in_code).bytes()), "fields-too-deep");
    let opening = format!("{BEGIN}{SEPARATE}");
    let in_result = format!("{}{}", opening.repeat(deep), END.repeat(deep));
    assert_eq!(refused(&Doc::paragraph(&in_result).bytes()), "fields-too-deep");
}

#[test]
fn a_hundred_thousand_unclosed_fields_are_too_deep_or_reported_one_by_one() {
    assert_eq!(refused(&Doc::paragraph(&BEGIN.repeat(100_000)).bytes()), "fields-too-deep");
    let cell = format!("<w:tc><w:p>{BEGIN}{}</w:p></w:tc>", text("x"));
    let rows = format!("<w:tr>{}</w:tr>", cell.repeat(10)).repeat(2_000);
    let template = Doc::new(&format!("<w:tbl>{rows}</w:tbl><w:p/>")).template();
    assert_eq!(template.diagnostics().len(), 20_000);
    assert_eq!(codes_of(&template), ["F101"]);
    let letter = letter_with(&template, &Record::default(), &lenient());
    assert_eq!(letter.lines().filter(|line| *line == "x").count(), 20_000);
}

#[test]
fn more_fields_than_the_limit_are_an_error() {
    let fields = format!("{BEGIN}{END}").repeat(200_001);
    assert_eq!(refused(&Doc::paragraph(&fields).bytes()), "too-many-fields");
}

#[test]
fn five_thousand_fields_in_one_paragraph_merge_in_line() {
    let one = format!("{}{}", field("MERGEFIELD Navn", "x"), text(" "));
    let doc = Doc::paragraph(&one.repeat(5_000));
    let letter =
        letter_with(&doc.template(), &record(&[("Navn", "Åse")]), &MergeOptions::default());
    assert_eq!(letter, "Åse ".repeat(5_000));
}

#[test]
fn twenty_thousand_stray_ends_are_reported_and_nothing_is_lost() {
    let doc = Doc::paragraph(&format!(
        "{}{}",
        text("før "),
        format!("{END}{}", text("x")).repeat(20_000)
    ));
    let template = doc.template();
    assert_eq!(codes_of(&template), ["F102"]);
    let letter = letter_with(&template, &Record::default(), &lenient());
    assert_eq!(letter, format!("før {}", "x".repeat(20_000)));
}

#[test]
fn an_if_nested_39_deep_takes_the_innermost_text() {
    let mut code = field("IF 1 = 1 \"inderst\" \"nej\"", "");
    for _ in 0..38 {
        code = format!(
            "{BEGIN}{}{code}{}{SEPARATE}{END}",
            instruction("IF 1 = 1 \""),
            instruction("\" \"nej\"")
        );
    }
    assert_eq!(letter_of(&Doc::paragraph(&code)), "inderst");
}

#[test]
fn conditions_nested_39_deep_are_evaluated_once_each() {
    // Each field stands in both operands' place of the one around it.
    let mut code = field("= 1 + 1", "");
    for _ in 0..38 {
        code =
            format!("{BEGIN}{}{code}{}{SEPARATE}{END}", instruction("= 1 * "), instruction(" + 0"));
    }
    assert_eq!(letter_of(&Doc::paragraph(&code)), "2");
}

#[test]
fn regions_nested_30_deep_repeat_what_their_lists_hold() {
    let marker = |name: &str, level: usize| field(&format!("MERGEFIELD {name}:L{level}"), "");
    let mut inside = format!("<w:p>{}</w:p>", field("MERGEFIELD Navn", ""));
    for level in (0..30).rev() {
        inside = format!(
            "<w:p>{}</w:p>{inside}<w:p>{}</w:p>",
            marker("TableStart", level),
            marker("TableEnd", level)
        );
    }
    let mut item = record(&[("Navn", "Åse")]);
    for level in (0..30).rev() {
        let mut outer = Record::default();
        // Two items in the two innermost lists, so that both repeat.
        let items = vec![item; if level >= 28 { 2 } else { 1 }];
        outer.insert(format!("L{level}"), Datum::List(items));
        item = outer;
    }
    let template = Doc::new(&format!("{inside}<w:p/>")).template();
    assert_eq!(template.diagnostics(), []);
    let letter = letter_with(&template, &item, &MergeOptions::default());
    assert_eq!(letter, "Åse\nÅse\nÅse\nÅse\n");
}

#[test]
fn a_region_repeats_a_hundred_thousand_rows() {
    let row = format!(
        "<w:tr><w:tc><w:p>{}{}{}</w:p></w:tc></w:tr>",
        field("MERGEFIELD TableStart:Ydelser", ""),
        field("MERGEFIELD Navn", ""),
        field("MERGEFIELD TableEnd:Ydelser", "")
    );
    let doc = Doc::new(&format!("<w:tbl>{row}</w:tbl><w:p/>"));
    let mut data = Record::default();
    data.insert("Ydelser", Datum::List(vec![record(&[("Navn", "Briller")]); 100_000]));
    let letter = letter_with(&doc.template(), &data, &MergeOptions::default());
    assert_eq!(letter.lines().filter(|line| *line == "Briller").count(), 100_000);
}

#[test]
fn rows_that_lack_a_field_are_reported_once() {
    let row = format!(
        "<w:tr><w:tc><w:p>{}{}{}</w:p></w:tc></w:tr>",
        field("MERGEFIELD TableStart:Ydelser", ""),
        field("MERGEFIELD Nvan", ""),
        field("MERGEFIELD TableEnd:Ydelser", "")
    );
    let doc = Doc::new(&format!("<w:tbl>{row}</w:tbl><w:p/>"));
    let mut data = Record::default();
    for number in 0..2_000 {
        data.insert(format!("Sag.Felt{number}"), Datum::Value("x".into()));
    }
    data.insert("Ydelser", Datum::List(vec![record(&[("Navn", "x")]); 5_000]));
    let template = doc.template();
    let merged = merged(&template, &data, &MergeOptions::default());
    assert_eq!(merged.outcome, Outcome::Refused);
    assert_eq!(merged.receipt(&template).diagnostics.len(), 1);
}

#[test]
fn three_thousand_regions_stand_side_by_side() {
    let region = format!(
        "<w:p>{}{}{}</w:p>",
        field("MERGEFIELD TableStart:L", ""),
        field("MERGEFIELD Navn", ""),
        field("MERGEFIELD TableEnd:L", "")
    );
    let template = Doc::new(&format!("{}<w:p/>", region.repeat(3_000))).template();
    assert_eq!(template.diagnostics(), []);
    let mut data = Record::default();
    data.insert("L", Datum::List(vec![record(&[("Navn", "x")])]));
    let letter = letter_with(&template, &data, &MergeOptions::default());
    assert_eq!(letter.lines().filter(|line| *line == "x").count(), 3_000);
}

#[test]
fn region_starts_and_ends_that_never_meet_are_reported() {
    let marker = |name: &str| format!("<w:p>{}</w:p>", field(&format!("MERGEFIELD {name}"), ""));
    let starts = marker("TableStart:Aaaaaaaa").repeat(3_000);
    let ends = marker("TableEnd:Bbbbbbbb").repeat(3_000);
    let template = Doc::new(&format!("{starts}{ends}<w:p/>")).template();
    assert_eq!(template.diagnostics().len(), 6_000);
    assert_eq!(codes_of(&template), ["R201"]);
}

#[test]
fn an_if_around_five_thousand_fields_is_read() {
    let inside = format!("{}{}", field("MERGEFIELD Navn", "x"), instruction(" "));
    let code = format!(
        "{BEGIN}{}{}{}{SEPARATE}{END}",
        instruction("IF 1 = 1 \""),
        inside.repeat(5_000),
        instruction("\"")
    );
    let template = Doc::paragraph(&code).template();
    let letter = letter_with(&template, &record(&[("Navn", "Åse")]), &MergeOptions::default());
    assert_eq!(letter, "Åse ".repeat(5_000).trim_end().to_owned() + " ");
}

#[test]
fn a_compiled_template_of_any_kind_can_cross_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    let bytes = Doc::paragraph(&text("x")).bytes();
    shared(&Template::compile(&bytes, &CompileOptions::default()).expect("a template"));
}
