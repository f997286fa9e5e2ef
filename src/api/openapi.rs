//! The OpenAPI document (3.1), from the table of routes and the types of their handlers.
//!
//! The types give parameters, bodies and answers; the table gives what is asked of the caller and the problems. What holds of every route
//! ([`common`]) is added here once, so that no group of routes has to repeat it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use aide::axum::ApiRouter;
use aide::generate;
use aide::openapi::OpenApi;
use aide::transform::TransformOperation;
use axum::Router;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value as Json, json};

use super::hygiene::Parameter;
use super::openapi_common as common;
use super::problem_kinds::Kind;
use super::routes::{Operation, Route};
use super::service::{App, Setup};
use crate::access::Permission;

/// The document as JSON.
#[derive(Clone, Debug)]
pub(super) struct Document(pub Json);

/// Begins a document: schemas are those of OpenAPI 3.1, JSON Schema 2020-12.
pub(super) fn begin() {
    generate::in_context(|context| {
        context.schema = SchemaGenerator::new(SchemaSettings::draft2020_12().with(|settings| {
            settings.definitions_path = "#/components/schemas/".into();
            settings.meta_schema = None;
        }));
    });
}

/// Describes an operation.
pub(super) fn describe<'t>(
    described: TransformOperation<'t>,
    tag: &str,
    operation: &Operation,
) -> TransformOperation<'t> {
    described.id(operation.id).tag(tag).summary(operation.summary)
}

/// The router of the routes, and their document.
pub(super) fn finish(
    router: ApiRouter<App>,
    table: &[Route],
    setup: &Setup,
) -> (Router<App>, Document) {
    let mut made = OpenApi::default();
    let router = router.finish_api(&mut made);
    let mut document = serde_json::to_value(made).unwrap_or_default();
    document["openapi"] = "3.1.0".into();
    document["jsonSchemaDialect"] = "https://json-schema.org/draft/2020-12/schema".into();
    document["info"] = common::info();
    document["servers"] = json!([{ "url": setup.public_url.as_deref().unwrap_or("/") }]);
    document["tags"] = common::tags(table);
    for (name, parts) in common::components() {
        let kept = &mut document["components"][name];
        if let (Json::Object(kept), Json::Object(parts)) = (&mut *kept, &parts) {
            kept.extend(parts.clone());
        } else {
            *kept = parts;
        }
    }
    for route in table {
        let path = documented(route);
        if path != route.path
            && let Some(paths) = document["paths"].as_object_mut()
            && let Some(item) = paths.remove(route.path)
        {
            paths.insert(path.clone(), item);
        }
        let method = route.method.to_ascii_lowercase();
        complete(&mut document["paths"][path][method], route, setup);
    }
    bound(&mut document);
    prune(&mut document);
    (router, Document(document))
}

impl Document {
    /// The query parameters of each route, by method and path as the router has it.
    pub fn parameters(&self, table: &[Route]) -> HashMap<(String, String), Vec<Parameter>> {
        let mut found = HashMap::new();
        for route in table {
            let operation = &self.0["paths"][documented(route)][route.method.to_ascii_lowercase()];
            let all = operation["parameters"].as_array().into_iter().flatten();
            let of_query = all.filter_map(Parameter::of).collect();
            found.insert((route.method.to_owned(), route.path.to_owned()), of_query);
        }
        found
    }
}

/// The path as the document has it: a name of several segments is a name there.
fn documented(route: &Route) -> String {
    route.path.replace("{*", "{")
}

/// Completes an operation with what its row of the table says, and what holds of all.
fn complete(operation: &mut Json, route: &Route, setup: &Setup) {
    operation["description"] = description(route).into();
    let permission = serde_json::to_value(route.operation.permission).unwrap_or_default();
    operation["x-permission"] = permission;
    operation["security"] = match route.operation.permission {
        Permission::Open => json!([]),
        _ => json!([{ "bearer": [] }, { "session": [] }]),
    };
    parameters(operation, route, setup);
    responses(operation, route);
}

fn description(route: &Route) -> String {
    let asked = serde_json::to_value(route.operation.permission).unwrap_or_default();
    let asked = match route.operation.permission {
        Permission::Open => "Open to everybody.".to_owned(),
        Permission::SignedIn => "Asks that the caller is signed in.".to_owned(),
        _ if route.path.contains("{authority}") => {
            format!(
                "Asks for the permission `{}` in the authority.",
                asked.as_str().unwrap_or_default()
            )
        }
        _ => format!("Asks for the permission `{}`.", asked.as_str().unwrap_or_default()),
    };
    match route.operation.description {
        "" => asked,
        more => format!("{more}\n\n{asked}"),
    }
}

fn parameters(operation: &mut Json, route: &Route, setup: &Setup) {
    let mut list = operation["parameters"].as_array().cloned().unwrap_or_default();
    let segments = route.path.split('/').filter_map(|it| it.strip_prefix('{')?.strip_suffix('}'));
    for name in segments.map(|name| name.trim_start_matches('*')) {
        let at = list.iter().position(|it| it["in"] == "path" && it["name"] == name);
        let mut parameter = at.map_or_else(
            || json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }),
            |at| list.remove(at),
        );
        if let Some((about, schema)) = common::path_parameter(name, setup) {
            parameter["description"] = about.into();
            parameter["schema"] = schema;
        }
        let schema = &mut parameter["schema"];
        if schema["type"] == "string" && schema.get("minLength").is_none() {
            schema["minLength"] = 1.into();
        }
        list.push(parameter);
    }
    list.extend(common::header_parameters(route));
    operation["parameters"] = list.into();
}

fn responses(operation: &mut Json, route: &Route) {
    let mut responses = operation["responses"].as_object().cloned().unwrap_or_default();
    responses.remove("default");
    let takes_json = operation["requestBody"]["content"].get("application/json").is_some();
    for (status, response) in &mut responses {
        common::headers_of(response, status, route);
    }
    if route.method == "GET" {
        responses.insert("304".to_owned(), json!({ "$ref": "#/components/responses/NotModified" }));
    }
    let mut by_status: BTreeMap<u16, Vec<&'static Kind>> = BTreeMap::new();
    let all = common::problems(route, takes_json);
    for kind in route.operation.problems.iter().copied().chain(all) {
        let kinds = by_status.entry(kind.status).or_default();
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    for (status, kinds) in by_status {
        responses.insert(status.to_string(), problem(&kinds));
    }
    operation["responses"] = Json::Object(responses);
}

/// The answer of a status: one of these problems.
fn problem(kinds: &[&'static Kind]) -> Json {
    let about: Vec<String> =
        kinds.iter().map(|kind| format!("- `{}`: {}", kind.name, kind.about)).collect();
    let types: Vec<String> =
        kinds.iter().map(|kind| format!("urn:brevsmed:problem:{}", kind.name)).collect();
    let status = kinds.first().map_or(500, |kind| kind.status);
    let schema = json!({
        "allOf": [
            { "$ref": "#/components/schemas/Problem" },
            { "type": "object", "properties": { "type": { "enum": types }, "status": { "const": status } } },
        ]
    });
    let mut headers = Map::new();
    headers
        .insert("X-Request-Id".to_owned(), json!({ "$ref": "#/components/headers/X-Request-Id" }));
    if matches!(status, 429 | 503) {
        headers.insert(
            "Retry-After".to_owned(),
            json!({ "$ref": "#/components/headers/Retry-After" }),
        );
    }
    if status == 401 {
        let header = json!({ "$ref": "#/components/headers/WWW-Authenticate" });
        headers.insert("WWW-Authenticate".to_owned(), header);
    }
    json!({
        "description": about.join("\n"),
        "headers": headers,
        "content": { "application/problem+json": { "schema": schema } },
    })
}

/// Whole numbers have the bounds of their type, and formats that are only Rust's are not told.
fn bound(value: &mut Json) {
    match value {
        Json::Array(items) => items.iter_mut().for_each(bound),
        Json::Object(members) => {
            let bounds: Option<(Json, Json)> = match members.get("format").and_then(Json::as_str) {
                Some("uint8") => Some((0.into(), u8::MAX.into())),
                Some("uint16") => Some((0.into(), u16::MAX.into())),
                Some("uint32") => Some((0.into(), u32::MAX.into())),
                // Beyond what a double tells exactly, other languages lose digits (RFC 8259, 6).
                Some("uint64" | "uint") => Some((0.into(), 9_007_199_254_740_991_u64.into())),
                Some("int8") => Some((i8::MIN.into(), i8::MAX.into())),
                Some("int16") => Some((i16::MIN.into(), i16::MAX.into())),
                Some("int32") => Some((i32::MIN.into(), i32::MAX.into())),
                Some("int64" | "int") => {
                    Some(((-9_007_199_254_740_991_i64).into(), 9_007_199_254_740_991_i64.into()))
                }
                _ => None,
            };
            if let Some((least, most)) = bounds {
                members.entry("minimum").or_insert(least);
                members.entry("maximum").or_insert(most);
                members.remove("format");
            }
            members.values_mut().for_each(bound);
        }
        _ => {}
    }
}

/// Leaves out the schemas that nothing refers to.
fn prune(document: &mut Json) {
    loop {
        let mut used = BTreeSet::new();
        references(document, &mut used);
        let Some(schemas) = document["components"]["schemas"].as_object_mut() else { return };
        let before = schemas.len();
        schemas.retain(|name, _| used.contains(&format!("#/components/schemas/{name}")));
        if schemas.len() == before {
            return;
        }
    }
}

fn references(value: &Json, found: &mut BTreeSet<String>) {
    match value {
        Json::Array(items) => items.iter().for_each(|item| references(item, found)),
        Json::Object(members) => {
            for (name, value) in members {
                match value {
                    Json::String(to) if name == "$ref" => {
                        found.insert(to.clone());
                    }
                    value => references(value, found),
                }
            }
        }
        _ => {}
    }
}
