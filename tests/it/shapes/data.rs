//! Names, answers and the receipt: what the data lacks, spells otherwise, or has too much of.

use brevsmed::merge::{Answer, Answers, Datum, MergeOptions, Missing, Outcome, Request, merge};
use insta::assert_snapshot;

use super::{codes, found, letter, letter_of, paragraphs};
use crate::support::{Doc, merged, record};

#[test]
fn a_missing_field_refuses_the_letter_and_an_empty_one_does_not() {
    assert_snapshot!(letter("a {MERGEFIELD Navn}", &[]), @"refused: M301");
    assert_snapshot!(letter("a {MERGEFIELD Navn}", &[("Navn", "")]), @"a");
    let options = MergeOptions { missing: Missing::Empty, ..MergeOptions::default() };
    assert_snapshot!(letter_of(&Doc::new(&paragraphs("a {MERGEFIELD Navn}b")), &record(&[]), &options), @"a b");
}

#[test]
fn all_missing_fields_are_named_at_once_each_with_its_place() {
    let template =
        Doc::new(&paragraphs("{MERGEFIELD En}\n{IF {MERGEFIELD To} = 1 \"x\"}\n{MERGEFIELD En}"))
            .template();
    let merged = merged(&template, &record(&[]), &MergeOptions::default());
    let places: Vec<String> = merged
        .receipt(&template)
        .diagnostics
        .iter()
        .map(|found| {
            let place = found.place.as_ref().expect("a place");
            format!("{} {}", place.paragraph, place.excerpt)
        })
        .collect();
    assert_snapshot!(places.join("\n"), @r#"
    1 { MERGEFIELD En }
    2 { IF { MERGEFIELD To } = 1 "x" }
    3 { MERGEFIELD En }
    "#);
}

#[test]
fn a_misspelt_field_names_its_neighbour() {
    assert_snapshot!(found("{MERGEFIELD Borger.Nvan}", &[("Borger.Navn", "Åse")]), @"M302");
}

#[test]
fn a_name_is_found_exactly_then_in_another_case_if_that_is_unique() {
    assert_snapshot!(letter("{MERGEFIELD Navn}{MERGEFIELD navn}", &[("Navn", "1"), ("navn", "2")]), @"12");
    assert_snapshot!(found("{MERGEFIELD NAVN}", &[("Navn", "1")]), @"M303");
    assert_snapshot!(letter("{MERGEFIELD NAVN}", &[("Navn", "1")]), @"1");
    assert_snapshot!(letter("{MERGEFIELD NAVN}", &[("Navn", "1"), ("navn", "2")]), @"refused: M304");
}

#[test]
fn a_name_is_written_with_points_or_colons() {
    assert_snapshot!(letter("{MERGEFIELD Borger:Navn} {MERGEFIELD Borger.Navn} {MERGEFIELD \"Borger:Navn\"}", &[("Borger.Navn", "Åse")]), @"Åse Åse Åse");
}

#[test]
fn a_group_or_a_list_is_no_text() {
    let mut data = record(&[]);
    data.insert_group("Borger");
    data.insert("Ydelser", Datum::List(Vec::new()));
    let doc = Doc::new(&paragraphs("{MERGEFIELD Borger}{MERGEFIELD Ydelser}"));
    assert_snapshot!(letter_of(&doc, &data, &MergeOptions::default()), @"refused: M311 M311");
}

#[test]
fn an_unanswered_question_is_no_and_noted_once() {
    let sketch = "{IF {MERGEFIELD Question:q1} = ”J” ”ja” ”nej”} {IF {MERGEFIELD Question:q1} = ”J” ”ja” ”nej”}";
    let template = Doc::new(&paragraphs(sketch)).template();
    let merged = merged(&template, &record(&[]), &MergeOptions::default());
    assert_snapshot!(codes(&merged, &template), @"F105 F105 M309");
    assert_eq!(merged.receipt(&template).defaulted, ["q1"]);
    assert_snapshot!(letter(sketch, &[]), @"nej nej");
}

#[test]
fn answers_come_from_the_request_before_the_data() {
    let template =
        Doc::new(&paragraphs("{IF {MERGEFIELD Question:q1} = \"J\" \"ja\" \"nej\"}")).template();
    let answers = Answers::from([("q1".to_owned(), Answer::Yes)]);
    let (record, options) = (record(&[("Question:q1", "N")]), MergeOptions::default());
    let request = Request::single(&record, &answers, &options);
    let merged = merge(&template, &request).expect("a letter");
    assert_eq!(super::shown(&crate::support::body(merged.letter().expect("a letter"))), "ja");
}

#[test]
fn an_answer_that_is_neither_is_refused() {
    assert_snapshot!(letter("{IF {MERGEFIELD Question:q} = \"J\" \"ja\"}", &[("Question:q", "måske")]), @"refused: M308");
}

#[test]
fn only_the_branch_that_is_taken_asks_for_data() {
    assert_snapshot!(letter("{IF 1 = 2 \"{MERGEFIELD Mangler}\" \"ok\"}", &[]), @"ok");
}

#[test]
fn the_receipt_names_fields_and_places_and_holds_no_value_unless_asked() {
    let data = record(&[("Navn", "Hemmelig Person"), ("Ubrugt", "Hemmeligt")]);
    let template =
        Doc::new(&paragraphs("Kære {MERGEFIELD Navn}{IF {MERGEFIELD Navn} = \"x\" \"y\"}"))
            .template();
    let receipt = merged(&template, &data, &MergeOptions::default()).receipt(&template);
    assert!(!format!("{receipt:?}").contains("Hemmelig"), "{receipt:?}");
    assert_eq!(
        receipt.fields.iter().map(|used| used.name.as_str()).collect::<Vec<_>>(),
        ["Navn", "Navn"]
    );
    assert_eq!(receipt.unused, ["Ubrugt"]);
    assert_eq!(receipt.template, template.hash());
    let asked = MergeOptions { receipt_values: true, ..MergeOptions::default() };
    let receipt = merged(&template, &data, &asked).receipt(&template);
    assert_eq!(receipt.fields[0].value.as_deref(), Some("Hemmelig Person"));
}

#[test]
fn two_merges_of_the_same_data_give_the_same_bytes() {
    let sketch = "{MERGEFIELD A} {MERGEFIELD B}\n{SEQ x} {IF 1 = 1 \"a\nb\"}";
    let data: Vec<(String, String)> =
        (0..50).map(|n| (format!("Felt{n}"), n.to_string())).collect();
    let mut pairs: Vec<(&str, &str)> = data.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    pairs.extend([("A", "1"), ("B", "2")]);
    let letters: Vec<Outcome> = (0..3)
        .map(|_| {
            let template = Doc::new(&paragraphs(sketch)).template();
            merged(&template, &record(&pairs), &MergeOptions::default()).outcome
        })
        .collect();
    assert!(matches!(letters[0], Outcome::Letter(_)));
    assert!(letters.windows(2).all(|pair| pair[0] == pair[1]));
}
