//! Contexts, and the fields that each has: what the Word plugin lists, and a document with every merge code.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::download::{DOCX, Docx, Download};
use super::form::reason_word;
use super::look::{Day, InContext, InRealm, Paging, has_words, look};
use crate::access::Permission;
use crate::api::{Call, Listed, Operation, Path, Problem, Query, Routes, Shown, kinds};
use crate::bundle::{View, blank_document};
use crate::catalogue::{CatalogueField, Context, Contexts, FieldKind, Source, fold};
use crate::diagnostic::MessageLanguage;

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    const READ: Permission = Permission::ReadTemplates;
    routes
        .group("Contexts and fields")
        .get(
            "/v1/{environment}/{authority}/contexts",
            Operation::new("listContexts", READ, "The contexts in which letters are made."),
            contexts,
        )
        .get(
            "/v1/{environment}/{authority}/fields",
            Operation::new("listFields", READ, "The fields that letters may use, of all contexts or of one.")
                .about(
                    "With type, format and sample, and the code as it stands in Word. A case system sees the fields of its service \
                     agreement, and those that the catalogue itself supplies.",
                )
                .problems(&[kinds::INVALID]),
            fields,
        )
        .get(
            "/v1/{environment}/{authority}/merge-codes",
            Operation::new("mergeCodes", READ, "A Word document with every merge code of a context, to copy from.")
                .about("Fields, questions and content elements, each with its code as a real Word field.")
                .problems(&[kinds::INVALID]),
            merge_codes,
        )
}

/// Which contexts.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ContextsQuery {
    /// What is in use on this day; without it, today.
    #[serde(default)]
    day: Option<Day>,
    /// Only of this process.
    #[serde(default)]
    process: Option<String>,
    /// Only of this step.
    #[serde(default)]
    step: Option<String>,
    /// The cursor of the page before.
    #[serde(default)]
    after: Option<String>,
    /// So many at most; without it, 50.
    #[serde(default)]
    #[schemars(range(min = 1, max = 200))]
    limit: Option<usize>,
}

/// A context.
#[derive(Debug, Serialize, JsonSchema)]
struct ContextShown {
    /// The key.
    key: String,
    /// What people call it.
    name: String,
    /// The process it belongs to.
    process: String,
    /// The step in the process.
    step: String,
    /// The case types it is used for.
    case_types: Vec<String>,
    /// Words that speak of this context alone.
    words: Vec<String>,
    /// Fields that always have the same value in it.
    values: Vec<FixedValue>,
    /// Whether a denial reason belongs to the request: `refused`, `allowed`, `required`.
    reason: &'static str,
    /// Fields that must be `J` for a reason to be given.
    reason_requires: Vec<String>,
}

/// A field with the value that it always has.
#[derive(Debug, Serialize, JsonSchema)]
struct FixedValue {
    /// The field.
    field: String,
    /// The value.
    value: String,
}

async fn contexts(
    call: Call,
    _: Path<InRealm>,
    Query(query): Query<ContextsQuery>,
) -> Result<Shown<Listed<ContextShown>>, Problem> {
    let paging = Paging { after: query.after, limit: query.limit };
    let found = look(&call, query.day, move |_, view| {
        let meets = |context: &&Context| {
            query.process.as_ref().is_none_or(|process| *process == context.process)
                && query.step.as_ref().is_none_or(|step| *step == context.step)
        };
        Ok(view.catalogue.contexts.iter().filter(meets).map(context_shown).collect::<Vec<_>>())
    })
    .await?;
    Ok(Shown::of(paging.page(found, |context| context.key.clone())?))
}

fn context_shown(context: &Context) -> ContextShown {
    let values = context.values.iter();
    ContextShown {
        key: context.key.clone(),
        name: context.name.clone(),
        process: context.process.clone(),
        step: context.step.clone(),
        case_types: context.case_types.clone(),
        words: context.words.clone(),
        values: values
            .map(|(field, value)| FixedValue { field: field.clone(), value: value.clone() })
            .collect(),
        reason: reason_word(context.reason),
        reason_requires: context.reason_requires.clone(),
    }
}

/// Which fields.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct FieldsQuery {
    /// What is in use on this day; without it, today.
    #[serde(default)]
    day: Option<Day>,
    /// Only those that this context has.
    #[serde(default)]
    context: Option<String>,
    /// Only those with all these words in name or text.
    #[serde(default)]
    words: Option<String>,
    /// The cursor of the page before.
    #[serde(default)]
    after: Option<String>,
    /// So many at most; without it, 50.
    #[serde(default)]
    #[schemars(range(min = 1, max = 200))]
    limit: Option<usize>,
}

/// What the values of a field are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum FieldKindWord {
    /// Text.
    Text,
    /// A number.
    Number,
    /// An amount in kroner.
    Amount,
    /// A day.
    Date,
    /// `J` or `N`.
    Boolean,
    /// One of a few texts.
    Enumeration,
    /// A list whose items repeat a region.
    List,
    /// A piece of a document.
    RichText,
    /// A picture.
    Picture,
}

/// The word of a kind.
pub(super) fn kind_of(kind: &FieldKind) -> FieldKindWord {
    match kind {
        FieldKind::Text => FieldKindWord::Text,
        FieldKind::Number { .. } => FieldKindWord::Number,
        FieldKind::Amount => FieldKindWord::Amount,
        FieldKind::Date => FieldKindWord::Date,
        FieldKind::Boolean => FieldKindWord::Boolean,
        FieldKind::Enumeration(_) => FieldKindWord::Enumeration,
        FieldKind::List { .. } => FieldKindWord::List,
        FieldKind::RichText => FieldKindWord::RichText,
        FieldKind::Picture => FieldKindWord::Picture,
    }
}

/// A field.
#[derive(Debug, Serialize, JsonSchema)]
struct FieldShown {
    /// The name as templates write it.
    name: String,
    /// What it holds, in words for people.
    text: String,
    /// What its values are.
    #[serde(rename = "type")]
    kind: FieldKindWord,
    /// Of an enumeration, the values.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    values: Vec<String>,
    /// Of a number, the least it may be, in decimal figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    least: Option<String>,
    /// Of a number, the greatest it may be, in decimal figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    greatest: Option<String>,
    /// The switches that belong behind it in a code; empty for none.
    format: String,
    /// A value as a case system sends it; empty for none.
    sample: String,
    /// The contexts that have it; absent for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    contexts: Option<Vec<String>>,
    /// It may hold personal data.
    personal: bool,
    /// It may be empty in a letter that is right.
    optional: bool,
    /// The list whose items have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    list: Option<String>,
    /// Where its value comes from: `request`, `parameter`, `price`, `history`, `reason`, `formula`.
    source: &'static str,
    /// The code as it stands in Word, with braces.
    code: String,
}

async fn fields(
    call: Call,
    _: Path<InRealm>,
    Query(query): Query<FieldsQuery>,
) -> Result<Shown<Listed<FieldShown>>, Problem> {
    let paging = Paging { after: query.after, limit: query.limit };
    let agreed = agreed_fields(&call);
    let found = look(&call, query.day, move |_, view| {
        known_context(view, query.context.as_deref())?;
        let meets = |field: &&CatalogueField| {
            query.context.as_ref().is_none_or(|context| field.contexts.contains(context))
                && has_words(&format!("{} {}", field.name, field.text), query.words.as_deref())
                && (agreed.is_empty()
                    || field.source != Source::Request
                    || agreed.contains(&fold(&field.name)))
        };
        Ok(view.catalogue.fields.iter().filter(meets).map(field_shown).collect::<Vec<_>>())
    })
    .await?;
    Ok(Shown::of(paging.page(found, |field| field.name.clone())?))
}

/// The names that a case system may use; empty for all.
fn agreed_fields(call: &Call) -> Vec<String> {
    let agreed = call.caller.agreed(Permission::ReadTemplates, &call.realm, call.now);
    agreed.map(|agreed| agreed.fields.iter().map(|name| fold(name)).collect()).unwrap_or_default()
}

/// Refuses a context that is not there.
pub(super) fn known_context(view: &View<'_>, context: Option<&str>) -> Result<(), Problem> {
    match context {
        Some(key) if view.catalogue.context(key).is_none() => Err(Problem::invalid(
            "context",
            "der er ingen kontekst med den nøgle",
            "there is no context of that key",
        )),
        _ => Ok(()),
    }
}

fn field_shown(field: &CatalogueField) -> FieldShown {
    let (least, greatest) = match &field.kind {
        FieldKind::Number { least, greatest } => (*least, *greatest),
        _ => (None, None),
    };
    FieldShown {
        name: field.name.clone(),
        text: field.text.clone(),
        kind: kind_of(&field.kind),
        values: match &field.kind {
            FieldKind::Enumeration(values) => values.clone(),
            _ => Vec::new(),
        },
        least: least.map(|number| number.to_string()),
        greatest: greatest.map(|number| number.to_string()),
        format: field.format.clone(),
        sample: field.sample.clone(),
        contexts: match &field.contexts {
            Contexts::All => None,
            Contexts::Only(keys) => Some(keys.clone()),
        },
        personal: field.personal,
        optional: field.optional,
        list: field.list.clone(),
        source: match &field.source {
            Source::Request => "request",
            Source::Parameter => "parameter",
            Source::Price { .. } => "price",
            Source::History { .. } => "history",
            Source::Reason(_) => "reason",
            Source::Formula(_) => "formula",
        },
        code: code(field),
    }
}

/// The code of a field; of a list, the two codes around the region that its items repeat.
fn code(field: &CatalogueField) -> String {
    if matches!(field.kind, FieldKind::List { .. }) {
        let name = &field.name;
        return format!("{{ MERGEFIELD TableStart:{name} }} … {{ MERGEFIELD TableEnd:{name} }}");
    }
    match field.format.trim() {
        "" => format!("{{ MERGEFIELD {} }}", field.name),
        format => format!("{{ MERGEFIELD {} {format} }}", field.name),
    }
}

async fn merge_codes(
    call: Call,
    _: Path<InRealm>,
    Query(query): Query<InContext>,
) -> Result<Docx, Problem> {
    let (agreed, language) = (agreed_fields(&call), call.language);
    let (name, bytes) = look(&call, query.day, move |_, view| {
        known_context(view, query.context.as_deref())?;
        let context = query.context.as_deref();
        let (title, lines) = code_lines(view, context, &agreed, language);
        let bytes = blank_document(&title, &lines).map_err(|_| Problem::ours())?;
        let stem = if language == MessageLanguage::Danish { "flettekoder" } else { "merge-codes" };
        Ok((
            context.map_or_else(|| format!("{stem}.docx"), |key| format!("{stem}-{key}.docx")),
            bytes,
        ))
    })
    .await?;
    Ok(Docx(Download { media: DOCX, name, bytes }))
}

/// Title and lines of the document with all codes.
fn code_lines(
    view: &View<'_>,
    context: Option<&str>,
    agreed: &[String],
    language: MessageLanguage,
) -> (String, String) {
    let danish = language == MessageLanguage::Danish;
    let pick = |da: &'static str, en: &'static str| if danish { da } else { en };
    let catalogue = &view.catalogue;
    let is_here = |contexts: &Contexts| context.is_none_or(|context| contexts.contains(context));
    let title = match context.and_then(|key| catalogue.context(key)) {
        Some(context) => format!("{}: {}", pick("Flettekoder", "Merge codes"), context.name),
        None => pick("Flettekoder i alle kontekster", "Merge codes of all contexts").to_owned(),
    };
    // Braces in a text for people would be read as a code.
    let plain = |text: &str| text.replace(['{', '}'], "").replace(['\n', '\r'], " ");
    let mut lines = format!("# {}\n# {}\n", plain(&title), pick("Felter", "Fields"));
    for field in catalogue.fields.iter().filter(|field| is_here(&field.contexts)) {
        let is_agreed = agreed.is_empty()
            || field.source != Source::Request
            || agreed.contains(&fold(&field.name));
        if is_agreed {
            lines.push_str(&format!("{}: {}\n", plain(&field.text), code(field)));
        }
    }
    lines.push_str(&format!("# {}\n", pick("Flettespørgsmål", "Merge questions")));
    for question in catalogue.questions.iter().filter(|question| is_here(&question.contexts)) {
        if let Some(key) = question.key(&catalogue.environment) {
            let text = pick("tekst", "text");
            let code = format!("{{ IF {{ MERGEFIELD Question:{key} }} = \"J\" \"{text}\" }}");
            lines.push_str(&format!("{} ({}): {code}\n", plain(&question.text), question.alias));
        }
    }
    lines.push_str(&format!("# {}\n", pick("Indholdselementer", "Content elements")));
    for (key, element) in view.elements() {
        if is_here(&element.contexts) {
            lines.push_str(&format!("{}: {{ INCLUDETEXT \"{key}\" }}\n", plain(&element.name)));
        }
    }
    (title, lines)
}
