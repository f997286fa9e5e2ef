//! What a template needs, said in JSON Schema.

use brevsmed::catalogue::GroupRule;

use super::letter;

fn pretty(json: &serde_json::Value) -> String {
    serde_json::to_string_pretty(json).expect("JSON")
}

#[test]
fn a_letter_with_one_of_everything() {
    insta::assert_snapshot!(pretty(&letter().schema()));
}

#[test]
fn samples_for_each_context() {
    let letter = letter();
    let samples = ["briller", "fod"].map(|context| pretty(&letter.sample(context)));
    insta::assert_snapshot!(samples.join("\n"));
}

#[test]
fn a_field_used_on_both_answers_is_mandatory() {
    let mut letter = letter();
    letter.text = "{ IF { MERGEFIELD Question:q-1 } = \"J\" \"{ MERGEFIELD Sag.Laege }\" \
                   \"{ MERGEFIELD Sag.Laege }!\" }{ IF { MERGEFIELD Question:q-1 } = \"ja\" \
                   \"{ MERGEFIELD Sag.Optiker }\" }"
        .to_owned();
    let data = &letter.schema()["properties"]["data"];
    assert_eq!(data["properties"]["Sag"]["required"], serde_json::json!(["Laege"]));
    // No answer is "ja", so that the field behind it is not even there.
    assert!(data["properties"]["Sag"]["properties"].get("Optiker").is_none());
}

#[test]
fn a_letter_for_one_context_needs_no_condition_on_it() {
    let mut letter = letter();
    letter.manifest.contexts = vec!["fod".to_owned()];
    letter.text = "{ MERGEFIELD Borger.Navn }{ IF { MERGEFIELD Question:q-3 } = \"J\" \
                   \"{ MERGEFIELD Sag.Optiker }\" }"
        .to_owned();
    let schema = letter.schema();
    assert_eq!(schema["properties"]["context"]["enum"], serde_json::json!(["fod"]));
    assert!(schema["properties"]["data"]["properties"].get("Sag").is_some(), "the title names it");
    assert!(
        schema["properties"]["data"]["properties"]["Sag"]["properties"].get("Optiker").is_none(),
        "nobody asks for the optician on the foot"
    );
}

#[test]
fn every_group_rule_has_its_schema() {
    let mut letter = letter();
    letter.text = String::new();
    let mut told = String::new();
    for rule in [GroupRule::Any, GroupRule::AtLeastOne, GroupRule::ExactlyOne, GroupRule::AtMostOne]
    {
        letter.catalogue.question_groups[0].rule = rule;
        told.push_str(&format!("{rule:?} {}\n", pretty(&letter.schema()["allOf"])));
    }
    insta::assert_snapshot!(told);
}
