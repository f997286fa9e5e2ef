//! A test person: an invented citizen's data under that of each case.

use serde_json::{Map, Value as Json};

use super::TestPerson;
use super::files::PersonFile;
use super::found::Findings;
use super::read::Parsed;
use super::source::item;
use crate::diagnostic::{BundleFinding, MessageLanguage};
use crate::wire::{case_of, wire_error};

/// A test person. `json` is the file's tree; a case that cannot be read is a finding.
pub(super) fn of(
    key: String,
    said: &Parsed<PersonFile>,
    json: &Json,
    findings: &mut Findings,
) -> TestPerson {
    let mut person = TestPerson { key, name: said.wire.name.clone(), cases: Vec::new() };
    let cases = json.get("cases").and_then(Json::as_array);
    for (index, case) in cases.into_iter().flatten().enumerate() {
        let Json::Object(mut case) = case.clone() else { continue };
        let own = match case.remove("data") {
            Some(Json::Object(own)) => own,
            _ => Map::new(),
        };
        case.insert("data".to_owned(), Json::Object(over(&said.wire.data, own)));
        match case_of(Json::Object(case)) {
            Ok(case) => person.cases.push(case),
            Err(error) => {
                let finding = BundleFinding::PersonUnreadable {
                    danish: wire_error(&error, MessageLanguage::Danish),
                    english: wire_error(&error, MessageLanguage::English),
                };
                findings.key(&said.source, &item("cases", index), finding);
            }
        }
    }
    person
}

/// Data over other data, group by group. Lists, pictures and pieces of documents are values.
fn over(under: &Map<String, Json>, own: Map<String, Json>) -> Map<String, Json> {
    let mut data = under.clone();
    for (key, value) in own {
        let merged = match (data.get(&key), value) {
            (Some(Json::Object(under)), Json::Object(own)) if is_group(under) && is_group(&own) => {
                Json::Object(over(under, own))
            }
            (_, value) => value,
        };
        data.insert(key, merged);
    }
    data
}

fn is_group(object: &Map<String, Json>) -> bool {
    !object.keys().any(|key| key.starts_with('$'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_lies_over_its_person_group_by_group() {
        let object = |text: &str| match serde_json::from_str(text) {
            Ok(Json::Object(object)) => object,
            other => panic!("{other:?}"),
        };
        let merged = over(
            &object(
                r#"{"A":{"b":1,"c":{"d":2}},"L":[1,2],"P":{"$picture":{"base64":""}},"T":"x"}"#,
            ),
            object(r#"{"A":{"c":{"e":3}},"L":[3],"P":{"$picture":{"alt":"y"}},"T":{"u":1}}"#),
        );
        let expected =
            r#"{"A":{"b":1,"c":{"d":2,"e":3}},"L":[3],"P":{"$picture":{"alt":"y"}},"T":{"u":1}}"#;
        assert_eq!(Json::Object(merged).to_string(), expected);
    }
}
