//! Test persons: found by what is known of them, and taken along as a table.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::download::{CSV, Csv, Download};
use super::look::{Day, InRealm, OnDay, OneInRealm, Paging, has_words, look, nothing};
use crate::access::Permission;
use crate::api::{Call, Listed, Operation, Path, Problem, Query, Routes, Shown, kinds};
use crate::bundle::{TestPerson, View};
use crate::catalogue::{CatalogueField, FieldKind, fold};
use crate::field::{Conventions, Operator, Value, compare};
use crate::merge::{Datum, Record};
use crate::resolve::CaseRequest;
use crate::wire::case_json;

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    const READ: Permission = Permission::ReadTemplates;
    routes
        .group("Test persons")
        .get(
            "/v1/{environment}/{authority}/persons",
            Operation::new("listTestPersons", READ, "Test persons and their cases, found by what is known of them.")
                .about(
                    "Test persons are invented. `where` takes conditions with commas between, `Tillaegsprocent<100,Pensionstype=folkepension`: \
                     a field, by its name or the last part of it, `=`, `<>`, `<`, `<=`, `>` or `>=`, and a value. A case that meets all \
                     of them is found.",
                )
                .problems(&[kinds::INVALID_QUERY]),
            list,
        )
        .get(
            "/v1/{environment}/{authority}/persons/{key}",
            Operation::new("showTestPerson", READ, "One test person with the whole request of each case."),
            show,
        )
        .get(
            "/v1/{environment}/{authority}/person-table",
            Operation::new("personTable", READ, "Test persons as a table (CSV): a row a case.")
                .about("UTF-8 with a byte order mark and semicolons between, as Danish spreadsheets read it. The filters are those of the list.")
                .problems(&[kinds::INVALID_QUERY]),
            table,
        )
}

/// Which test persons.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PersonsQuery {
    /// What is in use on this day; without it, today.
    #[serde(default)]
    day: Option<Day>,
    /// Only cases in this context.
    #[serde(default)]
    context: Option<String>,
    /// Only those with all these words in key, name or values.
    #[serde(default)]
    words: Option<String>,
    /// Conditions on the case data, with commas between.
    #[serde(default, rename = "where")]
    conditions: Option<String>,
    /// The fields that are shown, with commas between; without it, those that may be personal.
    #[serde(default)]
    fields: Option<String>,
    /// The cursor of the page before.
    #[serde(default)]
    after: Option<String>,
    /// So many at most; without it, 50. The table has no pages.
    #[serde(default)]
    #[schemars(range(min = 1, max = 200))]
    limit: Option<usize>,
}

/// A test person in a list.
#[derive(Debug, Serialize, JsonSchema)]
struct PersonListed {
    /// The key.
    key: String,
    /// The name.
    name: String,
    /// The cases that were found.
    cases: Vec<CaseListed>,
}

/// A case of a test person.
#[derive(Debug, Serialize, JsonSchema)]
struct CaseListed {
    /// Its number among the person's cases, from 1.
    number: usize,
    /// The context.
    context: String,
    /// The day of the letter.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Day>,
    /// The fields that are shown, by name, as texts.
    values: Map<String, Json>,
}

/// A test person.
#[derive(Debug, Serialize, JsonSchema)]
struct PersonShown {
    /// The key.
    key: String,
    /// The name.
    name: String,
    /// The cases, each as a case system would send it.
    cases: Vec<Json>,
}

/// A condition on the case data.
struct Condition {
    field: String,
    operator: Operator,
    value: String,
}

/// The signs, the longer before those that they begin with.
const SIGNS: [&str; 6] = ["<>", "<=", ">=", "=", "<", ">"];

impl Condition {
    /// Reads `Tillaegsprocent<100`.
    fn read(text: &str, view: &View<'_>) -> Result<Self, Problem> {
        let at = text.find(['=', '<', '>']).ok_or_else(|| not_a_condition(text))?;
        let (name, rest) = text.split_at(at);
        let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
        let sign = sign.ok_or_else(|| not_a_condition(text))?;
        let operator = Operator::from_sign(sign).ok_or_else(|| not_a_condition(text))?;
        let field = named(view, name).ok_or_else(|| {
            let name = name.trim();
            Problem::of(kinds::INVALID_QUERY).because(
                format!("`where`: der er intet felt `{name}`"),
                format!("`where`: there is no field `{name}`"),
            )
        })?;
        let value = rest[sign.len()..].trim().to_owned();
        Ok(Condition { field: field.name.clone(), operator, value })
    }

    fn holds(&self, record: &Record, conventions: &Conventions) -> bool {
        let Some(Datum::Value(value)) = record.get(&self.field) else { return false };
        // As a machine writes a number: with a point, whatever the language of letters.
        let asked = match self.value.parse() {
            Ok(number) => Value::Number(number),
            Err(_) => Value::from(self.value.as_str()),
        };
        compare(value, self.operator, &asked, conventions).holds
    }
}

fn not_a_condition(text: &str) -> Problem {
    Problem::of(kinds::INVALID_QUERY).because(
        format!("`where`: `{text}` er ikke felt, tegn og værdi"),
        format!("`where`: `{text}` is not field, sign and value"),
    )
}

/// The field of a name or of the last part of one; of several, the first.
fn named<'v>(view: &'v View<'_>, name: &str) -> Option<&'v CatalogueField> {
    let folded = fold(name);
    let last = |field: &&CatalogueField| fold(&field.name).rsplit('.').next() == Some(&folded);
    view.catalogue
        .field(name)
        .or_else(|| view.catalogue.fields.iter().filter(|field| field.list.is_none()).find(last))
}

/// The fields that are shown.
fn shown<'v>(view: &'v View<'_>, asked: Option<&str>) -> Result<Vec<&'v CatalogueField>, Problem> {
    let Some(asked) = asked else {
        let scalar = |field: &&CatalogueField| {
            let is_value = !matches!(
                field.kind,
                FieldKind::List { .. } | FieldKind::RichText | FieldKind::Picture
            );
            field.personal && is_value && field.list.is_none()
        };
        return Ok(view.catalogue.fields.iter().filter(scalar).collect());
    };
    let names = asked.split(',').map(str::trim).filter(|name| !name.is_empty());
    names
        .map(|name| {
            named(view, name).ok_or_else(|| {
                Problem::of(kinds::INVALID_QUERY).because(
                    format!("`fields`: der er intet felt `{name}`"),
                    format!("`fields`: there is no field `{name}`"),
                )
            })
        })
        .collect()
}

fn text_of(record: &Record, field: &CatalogueField, view: &View<'_>) -> String {
    match record.get(&field.name) {
        Some(Datum::Value(value)) => value.to_text(view.catalogue.language).into_owned(),
        _ => String::new(),
    }
}

fn found(view: &View<'_>, query: &PersonsQuery) -> Result<Vec<PersonListed>, Problem> {
    let conditions = query.conditions.as_deref().unwrap_or_default();
    let conditions = conditions.split(',').filter(|text| !text.trim().is_empty());
    let conditions: Vec<Condition> =
        conditions.map(|text| Condition::read(text, view)).collect::<Result<_, _>>()?;
    let fields = shown(view, query.fields.as_deref())?;
    let conventions = Conventions { language: view.catalogue.language, ..Conventions::default() };
    let mut persons = Vec::new();
    for person in &view.bundle.persons {
        let mut cases = Vec::new();
        for (index, case) in person.cases.iter().enumerate() {
            let values: Map<String, Json> = fields
                .iter()
                .map(|field| (field.name.clone(), text_of(&case.record, field, view).into()))
                .collect();
            if meets(person, case, &values, query)
                && conditions.iter().all(|it| it.holds(&case.record, &conventions))
            {
                let (number, context) = (index + 1, case.context.clone());
                cases.push(CaseListed { number, context, date: case.date.map(Day), values });
            }
        }
        if !cases.is_empty() {
            persons.push(PersonListed {
                key: person.key.clone(),
                name: person.name.clone(),
                cases,
            });
        }
    }
    Ok(persons)
}

fn meets(
    person: &TestPerson,
    case: &CaseRequest,
    values: &Map<String, Json>,
    query: &PersonsQuery,
) -> bool {
    let mut text = format!("{} {}", person.key, person.name);
    for value in values.values().filter_map(Json::as_str) {
        text.push(' ');
        text.push_str(value);
    }
    query.context.as_ref().is_none_or(|context| *context == case.context)
        && has_words(&text, query.words.as_deref())
}

async fn list(
    call: Call,
    _: Path<InRealm>,
    Query(query): Query<PersonsQuery>,
) -> Result<Shown<Listed<PersonListed>>, Problem> {
    let paging = Paging { after: query.after.clone(), limit: query.limit };
    let found = look(&call, query.day, move |_, view| found(view, &query)).await?;
    Ok(Shown::of(paging.page(found, |person| person.key.clone())?))
}

async fn show(
    call: Call,
    Path(path): Path<OneInRealm>,
    Query(query): Query<OnDay>,
) -> Result<Shown<PersonShown>, Problem> {
    let shown = look(&call, query.day, move |_, view| {
        let person = view.bundle.person(&path.key).ok_or_else(nothing)?;
        Ok(PersonShown {
            key: person.key.clone(),
            name: person.name.clone(),
            cases: person.cases.iter().map(case_json).collect(),
        })
    })
    .await?;
    Ok(Shown::of(shown))
}

async fn table(
    call: Call,
    _: Path<InRealm>,
    Query(query): Query<PersonsQuery>,
) -> Result<Csv, Problem> {
    let bytes = look(&call, query.day, move |_, view| {
        let persons = found(view, &query)?;
        let fields = shown(view, query.fields.as_deref())?;
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
        let heads = ["key", "name", "case", "context", "date"];
        let head = heads.into_iter().chain(fields.iter().map(|field| field.name.as_str()));
        let mut rows = vec![head.map(str::to_owned).collect::<Vec<_>>()];
        for person in &persons {
            for case in &person.cases {
                let date = case.date.map(|day| day.0.to_string()).unwrap_or_default();
                let number = case.number.to_string();
                let own =
                    [person.key.clone(), person.name.clone(), number, case.context.clone(), date];
                let values = case.values.values().filter_map(Json::as_str).map(str::to_owned);
                rows.push(own.into_iter().chain(values).map(harmless).collect());
            }
        }
        for row in rows {
            writer.write_record(row).map_err(|_| Problem::ours())?;
        }
        writer.into_inner().map_err(|_| Problem::ours())
    })
    .await?;
    let mut marked = "\u{feff}".as_bytes().to_vec();
    marked.extend(bytes);
    Ok(Csv(Download { media: CSV, name: "testpersoner.csv".to_owned(), bytes: marked }))
}

/// A spreadsheet computes what begins like a formula: an apostrophe makes it text.
fn harmless(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}
