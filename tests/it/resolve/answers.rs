//! Answers: keys and aliases, defaults, contexts, groups, environments.

use brevsmed::catalogue::GroupRule;
use brevsmed::merge::SourceWord;
use insta::assert_snapshot;

use super::given::{Given, told};

const ASKED: &[&str] = &["prisoverslag", "loenseddel", "fast-tandprotese"];

/// A template that asks three questions.
const TEXT: &str = "{ IF { MERGEFIELD Question:flettespoergsmaal-00043 } = \"J\" \"overslag \" }\
                    { IF { MERGEFIELD Question:flettespoergsmaal-00044 } = \"J\" \"løn \" }\
                    { IF { MERGEFIELD Question:flettespoergsmaal-00042 } = \"J\" \"fast \" }slut";

fn case(context: &str, answers: &str) -> String {
    format!(r#"{{ "context": "{context}", "answers": {{ {answers} }} }}"#)
}

fn table(given: &Given, text: &str, rows: &[(&str, &str)]) -> String {
    rows.iter()
        .map(|(context, answers)| {
            format!("── {context}: {answers}\n{}\n", given.text(text, &case(context, answers)))
        })
        .collect()
}

#[test]
fn answers_come_by_key_or_alias() {
    assert_snapshot!(table(
        &Given::new().ticked(ASKED),
        TEXT,
        &[
            (
                "tandproteser",
                r#""flettespoergsmaal-00043": "J", "loenseddel": "N", "fast-tandprotese": "J""#
            ),
            ("tandproteser", r#""loenseddel": "J""#),
            ("briller", r#""prisoverslag": "J", "loenseddel": "J", "fast-tandprotese": "N""#),
            ("briller", r#""prisoverslag": "J", "loenseddel": "J", "fast-tandprotese": "J""#),
            (
                "briller",
                r#""prisoverslag": "J", "flettespoergsmaal-00043": "N", "loenseddel": "J""#
            ),
            ("briller", r#""flettespoergsmaal-10043": "J", "loenseddel": "J""#),
            (
                "briller",
                r#""prisoverslaget": "J", "flettespoergsmaal-00099": "J", "loenseddel": "J""#
            ),
        ],
    ));
}

#[test]
fn an_answer_that_nobody_gave_is_the_default_of_its_question() {
    let mut given = Given::new().ticked(ASKED);
    given.catalogue.questions[2].default_yes = true;
    let came = given.make(TEXT, &case("briller", ""));
    assert_eq!(came.made.receipt.defaulted, ["flettespoergsmaal-00043", "flettespoergsmaal-00044"]);
    assert_snapshot!(came.text());
    let source = |name: &str| came.resolved.source(name);
    assert_eq!(source("Question:flettespoergsmaal-00043"), Some(SourceWord::Default));
    assert_eq!(source("Question:flettespoergsmaal-00042"), Some(SourceWord::Answer));
}

#[test]
fn answers_in_the_data_count_where_no_others_are_given() {
    let given = Given::new().ticked(ASKED);
    let text = |answers: &str, data: &str| {
        let case = format!(
            r#"{{ "context": "briller", "answers": {{ {answers} }}, "data": {{ {data} }} }}"#
        );
        given.text(TEXT, &case)
    };
    let data = r#""Question:flettespoergsmaal-00043": "J", "Question:loenseddel": false"#;
    assert_eq!(text("", data), "overslag slut\n");
    assert_eq!(text(r#""prisoverslag": "N""#, data), "slut\n");
    let told = text("", r#""Question:prisoverslag": "ja", "Question:loenseddel": "J""#);
    assert!(told.starts_with("REFUSED\nC567"), "{told}");
}

#[test]
fn codes_ask_questions_that_are_ticked_and_of_this_environment() {
    let code =
        |key: &str| format!("{{ IF {{ MERGEFIELD Question:{key} }} = \"J\" \"ja\" \"nej\" }}");
    let given = Given::new().ticked(&["prisoverslag"]);
    let rows: Vec<String> =
        ["flettespoergsmaal-00043", "flettespoergsmaal-00044", "flettespoergsmaal-10043", "XXXXX"]
            .iter()
            .map(|key| {
                format!(
                    "── {key}\n{}",
                    given.text(&code(key), &case("briller", r#""prisoverslag": "J""#))
                )
            })
            .collect();
    assert_snapshot!(rows.concat());
}

#[test]
fn a_group_has_its_rule() {
    let mut out = String::new();
    for rule in [GroupRule::Any, GroupRule::AtLeastOne, GroupRule::ExactlyOne, GroupRule::AtMostOne]
    {
        let given = Given::new()
            .ticked(ASKED)
            .grouped(rule, &["prisoverslag", "loenseddel", "fast-tandprotese", "klage"]);
        for answers in ["", r#""loenseddel": "J""#, r#""loenseddel": "J", "prisoverslag": "J""#] {
            let came = given.make(TEXT, &case("briller", answers));
            let found: Vec<_> = came
                .made
                .receipt
                .diagnostics
                .iter()
                .filter(|found| found.finding.code() != "C568")
                .cloned()
                .collect();
            let verdict = if found.is_empty() { "ja\n".to_owned() } else { told(&found) };
            out.push_str(&format!("{rule:?} {answers}\n  {verdict}"));
        }
    }
    assert_snapshot!(out);
}

#[test]
fn a_group_none_of_whose_questions_is_asked_has_no_rule() {
    let given = Given::new()
        .ticked(&["fast-tandprotese"])
        .grouped(GroupRule::ExactlyOne, &["fast-tandprotese"]);
    assert_eq!(given.text("Kære", &case("briller", "")), "Kære\n");
    assert!(given.text("Kære", &case("tandproteser", "")).starts_with("REFUSED"));
}

#[test]
fn an_answer_that_the_letter_does_not_ask_for_is_told_as_unused() {
    let came = Given::new().ticked(ASKED).make(TEXT, &case("briller", r#""klage": "J""#));
    assert_eq!(came.made.receipt.unused, ["Question:klage"]);
}
