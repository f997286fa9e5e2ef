//! The page: the OpenAPI document as HTML.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use handlebars::{Handlebars, handlebars_helper, html_escape};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use crate::api::{problem_danish, problem_kinds};

const TEMPLATE: &str = include_str!("page.hbs");
const STYLE: &str = include_str!("page.css");

/// The page, and what browsers may load for it: its own style, and nothing else.
pub(super) fn of(document: &Json) -> (String, String) {
    let mut page = Handlebars::new();
    page.set_strict_mode(true);
    handlebars_helper!(prose: |text: str| in_html(text));
    page.register_helper("prose", Box::new(prose));
    let view = view(document);
    let html = page.render_template(TEMPLATE, &view).unwrap_or_else(|error| {
        tracing::error!(%error, "the page of the documentation could not be written");
        String::new()
    });
    let hash = STANDARD.encode(Sha256::digest(STYLE));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{hash}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    );
    (html, policy)
}

/// Prose of the document in HTML: what stands between backticks is code.
fn in_html(text: &str) -> String {
    let mut html = String::new();
    for (at, part) in html_escape(text).split("&#x60;").enumerate() {
        if at > 0 {
            html.push_str(if at % 2 == 1 { "<code>" } else { "</code>" });
        }
        html.push_str(part);
    }
    html
}

/// What the template needs, in the order in which it is read.
fn view(document: &Json) -> Json {
    let paths = document["paths"].as_object();
    let mut groups: Vec<Json> = Vec::new();
    for tag in document["tags"].as_array().into_iter().flatten() {
        let mut operations = Vec::new();
        for (path, item) in paths.into_iter().flatten() {
            for (method, operation) in item.as_object().into_iter().flatten() {
                if operation["tags"][0] == tag["name"] {
                    operations.push(operation_view(document, path, method, operation));
                }
            }
        }
        let name = tag["name"].as_str().unwrap_or_default();
        groups.push(json!({
            "name": name, "id": name.to_lowercase(), "about": tag["description"], "operations": operations,
        }));
    }
    let problems: Vec<Json> = problem_kinds::ALL
        .iter()
        .map(|kind| {
            json!({
                "name": kind.name, "status": kind.status, "da": kind.da, "en": kind.en, "om": problem_danish::about(kind.name).unwrap_or_default(), "about": kind.about,
            })
        })
        .collect();
    let about = document["info"]["description"].as_str().unwrap_or_default();
    json!({
        "style": STYLE,
        "version": document["info"]["version"],
        "about": about.split("\n\n").map(|it| it.replace("**", "")).collect::<Vec<_>>(),
        "groups": groups,
        "problems": problems,
    })
}

fn operation_view(document: &Json, path: &str, method: &str, operation: &Json) -> Json {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let parameters: Vec<Json> = parameters
        .map(|parameter| resolved(document, parameter))
        .map(|parameter| {
            json!({
                "name": parameter["name"], "in": parameter["in"],
                "required": parameter["required"] == true,
                "about": parameter["description"].as_str().unwrap_or_default(),
                "type": kind_of(document, &parameter["schema"]),
            })
        })
        .collect();
    let bodies = operation["requestBody"]["content"].as_object().into_iter().flatten();
    let bodies: Vec<Json> = bodies
        .map(|(kind, media)| json!({ "kind": kind, "fields": fields(document, &media["schema"], 0) }))
        .collect();
    let (mut answers, mut problems) = (Vec::new(), Vec::new());
    for (status, answer) in operation["responses"].as_object().into_iter().flatten() {
        let answer = resolved(document, answer);
        let content = answer["content"].as_object();
        let problem = content.and_then(|content| content.get("application/problem+json"));
        if let Some(problem) = problem {
            let types = problem["schema"]["allOf"][1]["properties"]["type"]["enum"].as_array();
            let names: Vec<&str> = types
                .into_iter()
                .flatten()
                .filter_map(|it| it.as_str()?.strip_prefix("urn:brevsmed:problem:"))
                .collect();
            problems.push(json!({ "status": status, "names": names }));
            continue;
        }
        let kinds: Vec<Json> = content
            .into_iter()
            .flatten()
            .map(|(kind, media)| json!({ "kind": kind, "fields": fields(document, &media["schema"], 0) }))
            .collect();
        answers.push(json!({ "status": status, "about": answer["description"], "kinds": kinds }));
    }
    json!({
        "id": operation["operationId"], "method": method.to_uppercase(), "path": path,
        "summary": operation["summary"],
        "about": operation["description"].as_str().unwrap_or_default().split("\n\n").collect::<Vec<_>>(),
        "parameters": parameters, "bodies": bodies, "answers": answers, "problems": problems,
    })
}

/// What a reference refers to.
fn resolved<'d>(document: &'d Json, value: &'d Json) -> &'d Json {
    let target = value["$ref"].as_str().and_then(|it| document.pointer(it.strip_prefix('#')?));
    target.unwrap_or(value)
}

/// How deep the fields of a body are shown.
const DEEPEST: usize = 3;

/// The fields of a schema, those within them after them and further in.
fn fields(document: &Json, schema: &Json, depth: usize) -> Vec<Json> {
    let schema = resolved(document, schema);
    let mut found = Vec::new();
    for part in ["allOf", "oneOf", "anyOf"] {
        for one in schema[part].as_array().into_iter().flatten() {
            found.extend(fields(document, one, depth));
        }
    }
    if schema["type"] == "array" && depth <= DEEPEST {
        found.extend(fields(document, &schema["items"], depth));
    }
    let required = schema["required"].as_array();
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let about = field["description"].as_str();
        let about = about.or_else(|| resolved(document, field)["description"].as_str());
        found.push(json!({
            "name": name, "indent": format!("d{depth}"), "type": kind_of(document, field),
            "required": required.is_some_and(|it| it.iter().any(|it| it == name)),
            "about": about.unwrap_or_default(),
        }));
        if depth < DEEPEST {
            found.extend(fields(document, field, depth + 1));
        }
    }
    found
}

/// A word for the type of a schema.
fn kind_of(document: &Json, schema: &Json) -> String {
    let name = |schema: &Json| {
        schema["$ref"].as_str().and_then(|it| it.rsplit('/').next().map(str::to_owned))
    };
    if let Some(values) = resolved(document, schema)["enum"].as_array() {
        let values: Vec<&str> = values.iter().filter_map(Json::as_str).collect();
        return values.join(" | ");
    }
    if let Some(name) = name(schema) {
        return name;
    }
    for part in ["anyOf", "oneOf"] {
        if let Some(ones) = schema[part].as_array() {
            let ones = ones.iter().filter(|one| one["type"] != "null");
            return ones.map(|one| kind_of(document, one)).collect::<Vec<_>>().join(" | ");
        }
    }
    let kind = match &schema["type"] {
        Json::String(kind) => kind.clone(),
        Json::Array(kinds) => {
            let kinds = kinds.iter().filter_map(Json::as_str).filter(|kind| *kind != "null");
            kinds.collect::<Vec<_>>().join(" | ")
        }
        _ => String::new(),
    };
    match (kind.as_str(), schema["format"].as_str()) {
        ("array", _) => format!("list of {}", kind_of(document, &schema["items"])),
        ("string", Some(format)) => format.to_owned(),
        _ => kind,
    }
}
