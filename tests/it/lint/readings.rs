//! What one reader meets of a paragraph.

use brevsmed::lint::manuscript;
use brevsmed::template::{CompileOptions, Template};

use super::sketch::Sketch;

fn readings(sketch: &str) -> Vec<String> {
    let bytes = Sketch::read(sketch).docx();
    let template = Template::compile(&bytes, &CompileOptions::default()).expect("a template");
    let read = manuscript(&template).expect("XML");
    let story = read.body();
    let mut told = Vec::new();
    for paragraph in &story.paragraphs {
        for reading in paragraph.readings(story) {
            let whole = reading.shown(&(0..reading.text.len()));
            let from = paragraph.shown.get(whole).expect("bytes of the paragraph");
            told.push(format!("{} <- {from}", reading.text));
        }
    }
    told
}

#[test]
fn a_paragraph_without_conditions_has_one_reading() {
    assert_eq!(
        readings("Kære { MERGEFIELD Borger.Navn }."),
        ["Kære «Borger.Navn». <- Kære { MERGEFIELD Borger.Navn }."]
    );
    assert_eq!(readings("{ MERGEFIELD A }"), ["«A» <- { MERGEFIELD A }"]);
    assert_eq!(readings("¶"), [" <- "]);
}

#[test]
fn two_texts_of_a_condition_are_never_run_together() {
    let told = readings(r#"Du får { IF 1 = 1 "kortet." "et brev." } Hilsen"#);
    let texts: Vec<&str> = told.iter().filter_map(|told| told.split(" <- ").next()).collect();
    assert_eq!(texts, ["Du får kortet. Hilsen", "Du får et brev. Hilsen"]);
}

#[test]
fn every_text_of_nested_conditions_is_met_once_at_least() {
    let told = readings(
        r#"{ IF 1 = 1 "a { IF 2 = 2 "b" "c" } d" "e { IF 3 = 3 "f" "g" }" }{ IF 4 = 4 "h" }"#,
    );
    let texts: Vec<&str> = told.iter().filter_map(|told| told.split(" <- ").next()).collect();
    assert_eq!(texts, ["a b dh", "e fh", "a c dh", "e gh"]);
}

#[test]
fn a_hundred_conditions_have_two_readings() {
    let sketch = r#"{ IF 1 = 1 "a" "b" }"#.repeat(100);
    assert_eq!(readings(&sketch).len(), 2);
}
