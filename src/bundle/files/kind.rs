//! Which file is which, and the schema of each kind.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value as Json};

use super::{
    AuthorityFile, BundleFile, ContextsFile, ElementFile, FieldsFile, GroupsFile, MasterFile,
    ParametersFile, PersonFile, PricesFile, QuestionsFile, ReasonsFile, TemplateFile,
};

/// The kinds of files that people write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::bundle) enum Kind {
    Bundle,
    Contexts,
    Fields,
    Questions,
    Reasons,
    Parameters,
    Prices,
    Groups,
    Master,
    Element,
    Template,
    Person,
    Authority,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 13] = [
        Kind::Bundle,
        Kind::Contexts,
        Kind::Fields,
        Kind::Questions,
        Kind::Reasons,
        Kind::Parameters,
        Kind::Prices,
        Kind::Groups,
        Kind::Master,
        Kind::Element,
        Kind::Template,
        Kind::Person,
        Kind::Authority,
    ];

    /// The word for it; a file of one name has that name.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Bundle => "bundle",
            Kind::Contexts => "contexts",
            Kind::Fields => "fields",
            Kind::Questions => "questions",
            Kind::Reasons => "reasons",
            Kind::Parameters => "parameters",
            Kind::Prices => "prices",
            Kind::Groups => "groups",
            Kind::Master => "master",
            Kind::Element => "element",
            Kind::Template => "template",
            Kind::Person => "person",
            Kind::Authority => "authority",
        }
    }

    /// The schema, with everything in its place: no references, no `null`.
    pub fn schema(self) -> Json {
        match self {
            Kind::Bundle => schema::<BundleFile>(self),
            Kind::Contexts => schema::<ContextsFile>(self),
            Kind::Fields => schema::<FieldsFile>(self),
            Kind::Questions => schema::<QuestionsFile>(self),
            Kind::Reasons => schema::<ReasonsFile>(self),
            Kind::Parameters => schema::<ParametersFile>(self),
            Kind::Prices => schema::<PricesFile>(self),
            Kind::Groups => schema::<GroupsFile>(self),
            Kind::Master => schema::<MasterFile>(self),
            Kind::Element => schema::<ElementFile>(self),
            Kind::Template => schema::<TemplateFile>(self),
            Kind::Person => schema::<PersonFile>(self),
            Kind::Authority => schema::<AuthorityFile>(self),
        }
    }
}

fn schema<T: JsonSchema>(kind: Kind) -> Json {
    let mut settings = SchemaSettings::draft2020_12().for_deserialize();
    settings.inline_subschemas = true;
    let mut schema = settings.into_generator().into_root_schema_for::<T>().to_value();
    tidy(&mut schema);
    let mut members = match schema {
        Json::Object(members) => members,
        other => return other,
    };
    members.insert("title".to_owned(), Json::from(kind.word()));
    let order = [
        "$schema",
        "title",
        "description",
        "type",
        "properties",
        "required",
        "additionalProperties",
    ];
    let mut ordered: Map<String, Json> =
        order.iter().filter_map(|key| Some(((*key).to_owned(), members.remove(*key)?))).collect();
    ordered.extend(members);
    Json::Object(ordered)
}

/// TOML has no `null`: what may be left out is left out. A key that must be there says something.
fn tidy(schema: &mut Json) {
    match schema {
        Json::Object(object) => {
            not_null(object);
            for (_, member) in object.iter_mut() {
                tidy(member);
            }
            let Some(Json::Array(required)) = object.get("required").cloned() else { return };
            let Some(Json::Object(properties)) = object.get_mut("properties") else { return };
            for name in required.iter().filter_map(Json::as_str) {
                if let Some(Json::Object(property)) = properties.get_mut(name)
                    && property.get("type").is_some_and(|kind| kind == "string")
                    && !property.contains_key("enum")
                    && !property.contains_key("format")
                {
                    property.insert("minLength".to_owned(), Json::from(1));
                }
            }
        }
        Json::Array(items) => items.iter_mut().for_each(tidy),
        _ => {}
    }
}

fn not_null(object: &mut Map<String, Json>) {
    if object.get("default") == Some(&Json::Null) {
        object.remove("default");
    }
    // Sizes of Rust's integers mean nothing to an author.
    if object.get("format").is_some_and(|format| format == "uint") {
        object.remove("format");
    }
    if let Some(Json::Array(kinds)) = object.get_mut("type") {
        kinds.retain(|kind| kind != "null");
        if let [only] = kinds.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
    if let Some(Json::Array(choices)) = object.get_mut("enum") {
        choices.retain(|choice| !choice.is_null());
    }
    let Some(Json::Array(mut choices)) = object.remove("anyOf") else { return };
    choices.retain(|choice| choice.get("type").is_none_or(|kind| kind != "null"));
    match choices.pop() {
        Some(Json::Object(only)) if choices.is_empty() => {
            for (key, value) in only {
                // What is said beside the choice is said of this use of it.
                object.entry(key).or_insert(value);
            }
        }
        Some(last) => {
            choices.push(last);
            object.insert("anyOf".to_owned(), Json::Array(choices));
        }
        None => {}
    }
}
