//! The service's papers: the OpenAPI document, its page, the types of problems, and that each of these is reached by a test.

use std::collections::BTreeSet;
use std::path::Path;

use brevsmed::api::{kinds, routes};
use brevsmed::store::Engine;
use serde_json::Value as Json;

use crate::house::House;

async fn document() -> (House, Json) {
    let house = House::on(Engine::Sqlite).await.expect("SQLite is always there");
    let answer = house.nobody().get("/v1/openapi.json").await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"));
    (house, answer.json)
}

/// Every `$ref` of the document.
fn references<'d>(value: &'d Json, found: &mut BTreeSet<&'d str>) {
    match value {
        Json::Array(items) => items.iter().for_each(|item| references(item, found)),
        Json::Object(members) => {
            if let Some(Json::String(to)) = members.get("$ref") {
                found.insert(to);
            }
            members.values().for_each(|value| references(value, found));
        }
        _ => {}
    }
}

#[tokio::test]
async fn every_route_is_in_the_document_and_says_what_it_does() {
    let (house, document) = document().await;
    assert_eq!(document["openapi"], "3.1.0");
    let mut ids = BTreeSet::new();
    let mut faults = Vec::new();
    let table = routes(&house.app).table;
    for route in &table {
        let path = route.path.replace("{*", "{");
        let operation = &document["paths"][&path][route.method.to_lowercase()];
        let place = format!("{} {}", route.method, route.path);
        let mut check = |good: bool, what: &str| {
            if !good {
                faults.push(format!("{place}: {what}"));
            }
        };
        check(operation["operationId"] == route.operation.id, "is not in the document");
        check(ids.insert(route.operation.id), "the operation id is another's");
        let summary = route.operation.summary;
        check(summary.ends_with('.') && summary.len() > 5, "the summary is no sentence");
        check(operation["description"].as_str().is_some_and(|it| !it.is_empty()), "no description");
        let tag = &operation["tags"][0];
        let known = document["tags"].as_array().into_iter().flatten().find(|it| it["name"] == *tag);
        let about = known.and_then(|it| it["description"].as_str()).unwrap_or_default();
        check(!about.is_empty(), "the group has no description");
        let named = route.path.matches('{').count();
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let in_path = parameters.clone().filter(|it| it["in"] == "path" && it["required"] == true);
        check(in_path.count() == named, "not all names of the path are described");
        for parameter in parameters.filter(|it| it["in"] == "query") {
            check(parameter["description"].is_string(), "a query parameter has no description");
        }
        let statuses = operation["responses"].as_object().expect("responses");
        // A browser is sent elsewhere with 303.
        let is_good = |it: &String| it.starts_with('2') || it == "303";
        check(statuses.keys().any(is_good), "no good answer");
        for kind in route.operation.problems {
            check(statuses.contains_key(&kind.status.to_string()), kind.name);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let documented: usize = document["paths"]
        .as_object()
        .expect("paths")
        .values()
        .map(|item| item.as_object().map_or(0, serde_json::Map::len))
        .sum();
    assert_eq!(documented, table.len(), "the document has the routes of the table only");
}

#[tokio::test]
async fn nothing_in_the_document_dangles() {
    let (_house, document) = document().await;
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    for reference in &found {
        let pointer = reference.strip_prefix('#').expect("a reference within");
        assert!(document.pointer(pointer).is_some(), "{reference} refers to nothing");
    }
    for (name, schema) in document["components"]["schemas"].as_object().expect("schemas") {
        assert!(
            found.contains(format!("#/components/schemas/{name}").as_str()),
            "{name} is not used"
        );
        for (field, it) in schema["properties"].as_object().into_iter().flatten() {
            let told = it["description"].is_string()
                || it.get("$ref").is_some()
                || it.get("const").is_some();
            assert!(told, "{name}.{field} has no description");
        }
    }
}

#[tokio::test]
async fn each_type_of_problem_is_told_in_both_languages() {
    let (house, _) = document().await;
    let all = house.nobody().get("/v1/problems").await;
    assert_eq!(all.json["items"].as_array().map(Vec::len), Some(kinds::ALL.len()));
    for kind in kinds::ALL {
        let one = house.nobody().get(&format!("/v1/problems/{}", kind.name)).await;
        assert_eq!(one.status, 200);
        assert_eq!(one.json["type"], format!("urn:brevsmed:problem:{}", kind.name));
        for place in ["/title/da", "/title/en", "/about/da", "/about/en"] {
            let words = one.json.pointer(place).and_then(Json::as_str).unwrap_or_default();
            assert!(!words.is_empty(), "{}: {place}", kind.name);
        }
    }
    let none = house.nobody().get("/v1/problems/no-such-problem").await;
    assert_eq!((none.status, none.problem()), (404, "not-found"));
}

#[tokio::test]
async fn the_page_needs_nothing_from_outside() {
    let (house, document) = document().await;
    for path in ["/", "/v1/docs"] {
        let page = house.nobody().get(path).await;
        assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
        let policy = page.header("content-security-policy").to_owned();
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
        let html = String::from_utf8(page.bytes).expect("text");
        for outside in ["<script", "http://", "https://", "@import", "url("] {
            assert!(!html.contains(outside), "{path} has {outside}");
        }
        for operation in document["paths"].as_object().expect("paths").values() {
            for operation in operation.as_object().expect("operations").values() {
                let id = operation["operationId"].as_str().expect("an id");
                assert!(
                    html.contains(&format!("<details id=\"{id}\">")),
                    "{id} is not on the page"
                );
            }
        }
    }
}

/// All text of the tests.
fn tests(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            tests(&path, text);
        } else if path.extension().is_some_and(|it| it == "rs" || it == "snap") {
            text.push_str(&std::fs::read_to_string(&path).expect("text"));
        }
    }
}

#[test]
fn every_type_of_problem_is_reached_by_a_test() {
    let mut text = String::new();
    tests(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"), &mut text);
    let missing: Vec<&str> = kinds::ALL
        .iter()
        .map(|kind| kind.name)
        .filter(|name| {
            !text.contains(&format!("\"{name}\"")) && !text.contains(&format!("problem:{name}\""))
        })
        .collect();
    assert!(missing.is_empty(), "no test names {missing:?}");
}
