//! Authority parameters: what an authority says of itself, who sets what, and what is still missing.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::entries::{LINES, Plan, matches, own_layer, plan, publish, refused, text};
use super::fields::{FieldKindWord, kind_of};
use super::look::{Day, InRealm, OnDay, OneInRealm, Paging, edition, has_words, look, nothing};
use crate::access::Permission;
use crate::api::{Body, Call, Done, Listed, Operation, Path, Problem, Query, Routes, Shown, kinds};
use crate::bundle::{Entry, EntryEdit, EntryList, Layer, View};
use crate::catalogue::{CatalogueField, Parameter, ParameterOwner, Source, fold};
use crate::diagnostic::MessageLanguage;
use crate::registry::{self, Edition};
use crate::store::Realm;

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    const READ: Permission = Permission::ReadTemplates;
    const EDIT: Permission = Permission::EditSettings;
    routes
        .group("Parameters")
        .get(
            "/v1/{environment}/{authority}/parameters",
            Operation::new("listParameters", READ, "Authority parameters, with who sets each and what holds.").about(
                "`owner_class` is `central-only`, `municipal-required`, `municipal-optional` or `overridable`. `missing=true` lists what \
                 the municipality must set and has not.",
            ),
            list,
        )
        .get(
            "/v1/{environment}/{authority}/parameters/{key}",
            Operation::new("showParameter", READ, "One parameter with all its values and their days."),
            show,
        )
        .put(
            "/v1/{environment}/{authority}/parameters/{key}",
            Operation::new("setParameter", EDIT, "Set the realm's own values of a parameter.")
                .about(
                    "All of them, each with the days on which it holds; no two on the same day. The central values do not hold in a \
                     municipality that has its own. `If-Match` is the entity tag that was read.",
                )
                .problems(&[
                    kinds::REVISION_NEEDED,
                    kinds::CHANGED,
                    kinds::INVALID,
                    kinds::ENTRY_REFUSED,
                    kinds::DAYS_OVERLAP,
                    kinds::CENTRAL_ONLY,
                    kinds::LATER_PUBLISHED,
                ]),
            set,
        )
        .delete(
            "/v1/{environment}/{authority}/parameters/{key}",
            Operation::new("unsetParameter", EDIT, "Take the realm's own values of a parameter away; the central ones hold again.")
                .problems(&[
                    kinds::REVISION_NEEDED,
                    kinds::CHANGED,
                    kinds::ENTRY_REFUSED,
                    kinds::LATER_PUBLISHED,
                ]),
            unset,
        )
        .get(
            "/v1/{environment}/{authority}/parameter-report",
            Operation::new("parameterReport", READ, "What must be set and is not: of the authority, or for the central office of all.")
                .about("Asked of `central`, it lists every authority that has something of its own in the environment."),
            report,
        )
}

/// Who sets a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum OwnerClass {
    /// The central office alone.
    CentralOnly,
    /// Every authority must.
    MunicipalRequired,
    /// An authority may, and need not.
    MunicipalOptional,
    /// The central office does, and an authority may set its own over it.
    Overridable,
}

impl OwnerClass {
    fn of(owner: ParameterOwner) -> Self {
        match owner {
            ParameterOwner::CentralOnly => OwnerClass::CentralOnly,
            ParameterOwner::MunicipalRequired => OwnerClass::MunicipalRequired,
            ParameterOwner::MunicipalOptional => OwnerClass::MunicipalOptional,
            ParameterOwner::Overridable => OwnerClass::Overridable,
        }
    }
}

/// Which parameters.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ParametersQuery {
    /// What holds on this day; without it, today.
    #[serde(default)]
    day: Option<Day>,
    /// Only of this class.
    #[serde(default)]
    owner_class: Option<OwnerClass>,
    /// `true`: only what the municipality must set and has not.
    #[serde(default)]
    missing: Option<bool>,
    /// Only those with all these words in name, text or value.
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

/// A parameter.
#[derive(Debug, Serialize, JsonSchema)]
struct ParameterShown {
    /// The field's name, such as `Myndighed.Telefon`.
    name: String,
    /// What it holds, in words for people.
    text: String,
    /// What its values are.
    #[serde(rename = "type")]
    kind: FieldKindWord,
    /// Who sets it.
    owner_class: OwnerClass,
    /// Whose values hold: `central`, `municipality:751`; absent where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    /// The value on the day; absent where none holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    /// The municipality must set it, and has no value of its own on the day.
    missing: bool,
    /// The realm's own values.
    values: Vec<DatedValue>,
    /// In a municipality, the central office's values.
    central_values: Vec<DatedValue>,
}

/// A value and the days on which it holds.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DatedValue {
    /// The value, as the letter shows it or the field's type is written in Danish.
    #[schemars(length(min = 1, max = 2000), regex(pattern = LINES))]
    value: String,
    /// The first day on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<Day>,
    /// The last day on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<Day>,
}

/// All of the realm's own values of a parameter.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ParameterValues {
    /// The values.
    #[schemars(length(min = 1, max = 100))]
    values: Vec<DatedValue>,
}

fn of_layer(layer: Option<&Layer>, name: &str) -> Vec<DatedValue> {
    let all = layer.map_or(&[][..], |layer| &layer.catalogue.parameters[..]);
    let own = all.iter().filter(|parameter| fold(&parameter.name) == fold(name));
    own.map(|parameter| DatedValue {
        value: parameter.value.clone(),
        from: parameter.validity.from.map(Day),
        to: parameter.validity.to.map(Day),
    })
    .collect()
}

fn holds(value: &DatedValue, day: Day) -> bool {
    value.from.is_none_or(|from| from <= day) && value.to.is_none_or(|to| day <= to)
}

fn shown(edition: &Edition, view: &View<'_>, field: &CatalogueField, day: Day) -> ParameterShown {
    let is_central = edition.realm.is_central();
    let values = of_layer(own_layer(edition, view), &field.name);
    let central_values =
        if is_central { Vec::new() } else { of_layer(Some(&view.bundle.central), &field.name) };
    let owner_class = OwnerClass::of(field.owner);
    let own_counts = is_central || owner_class != OwnerClass::CentralOnly;
    let (owner, effective) = if own_counts && !values.is_empty() {
        (Some(owner(&edition.realm)), &values)
    } else {
        (Some("central".to_owned()).filter(|_| !central_values.is_empty()), &central_values)
    };
    let is_set = values.iter().any(|value| holds(value, day));
    ParameterShown {
        name: field.name.clone(),
        text: field.text.clone(),
        kind: kind_of(&field.kind),
        owner_class,
        owner,
        value: effective.iter().find(|value| holds(value, day)).map(|value| value.value.clone()),
        missing: !is_central && owner_class == OwnerClass::MunicipalRequired && !is_set,
        values,
        central_values,
    }
}

fn owner(realm: &Realm) -> String {
    if realm.is_central() {
        "central".to_owned()
    } else {
        format!("municipality:{}", realm.authority)
    }
}

/// The parameters that the catalogue asks for.
fn fields<'v>(view: &'v View<'_>) -> impl Iterator<Item = &'v CatalogueField> {
    view.catalogue.fields.iter().filter(|field| field.source == Source::Parameter)
}

fn field<'v>(view: &'v View<'_>, name: &str) -> Result<&'v CatalogueField, Problem> {
    fields(view).find(|field| fold(&field.name) == fold(name)).ok_or_else(|| {
        Problem::not_found("ingen parameter hedder det", "no parameter has that name")
    })
}

fn revision(edition: &Edition) -> i64 {
    let item = registry::item_of(EntryList::Parameters);
    i64::from(registry::own_version(edition, &item))
}

async fn list(
    call: Call,
    _: Path<InRealm>,
    Query(query): Query<ParametersQuery>,
) -> Result<Shown<Listed<ParameterShown>>, Problem> {
    let paging = Paging { after: query.after.clone(), limit: query.limit };
    let day = query.day.unwrap_or(Day(call.now.day()));
    let (number, found) = look(&call, query.day, move |edition, view| {
        let meets = |one: &ParameterShown| {
            let value = one.value.as_deref().unwrap_or_default();
            let text = format!("{} {} {value}", one.name, one.text);
            query.owner_class.is_none_or(|class| class == one.owner_class)
                && query.missing.is_none_or(|missing| missing == one.missing)
                && has_words(&text, query.words.as_deref())
        };
        let found = fields(view).map(|field| shown(edition, view, field, day)).filter(meets);
        Ok((revision(edition), found.collect::<Vec<_>>()))
    })
    .await?;
    let body = paging.page(found, |one| one.name.clone())?;
    Ok(Shown { revision: Some(number), body })
}

async fn show(
    call: Call,
    Path(path): Path<OneInRealm>,
    Query(query): Query<OnDay>,
) -> Result<Shown<ParameterShown>, Problem> {
    let day = query.day.unwrap_or(Day(call.now.day()));
    look(&call, query.day, move |edition, view| {
        let body = shown(edition, view, field(view, &path.key)?, day);
        Ok(Shown { revision: Some(revision(edition)), body })
    })
    .await
}

async fn set(
    call: Call,
    Path(path): Path<OneInRealm>,
    Body(body): Body<ParameterValues>,
) -> Result<Shown<ParameterShown>, Problem> {
    const MOST: usize = 100;
    if !(1..=MOST).contains(&body.values.len()) {
        return Err(Problem::invalid(
            "values",
            format!("der er 1 til {MOST} værdier"),
            format!("there are 1 to {MOST} values"),
        ));
    }
    body.values.iter().try_for_each(|value| text("value", &value.value, 2000, true))?;
    put(&call, path.key, Some(body.values)).await
}

async fn unset(call: Call, Path(path): Path<OneInRealm>) -> Result<Done, Problem> {
    put(&call, path.key, None).await.map(|_| Done)
}

/// Puts values in the place of the realm's own; without values takes those away.
async fn put(
    call: &Call,
    name: String,
    values: Option<Vec<DatedValue>>,
) -> Result<Shown<ParameterShown>, Problem> {
    let edition = edition(call, None).await?;
    let (asker, language, day) = (call.clone(), call.language, Day(call.now.day()));
    let plan = plan(call, edition, move |edition, view| {
        let field = field(view, &name)?;
        let own = own_layer(edition, view).map_or(&[][..], |it| &it.catalogue.parameters[..]);
        matches(&asker, revision(edition))?;
        let is_central = edition.realm.is_central();
        if values.is_some() && !is_central && field.owner == ParameterOwner::CentralOnly {
            return Err(Problem::of(kinds::CENTRAL_ONLY));
        }
        planned(edition, view, field, own, values, day, language)
    })
    .await?;
    let published = publish(call, &plan).await?;
    let (work, number) = published.ok_or_else(|| Problem::of(kinds::CHANGED))?;
    work.commit().await?;
    call.app.editions.forget(Some(&call.realm));
    Ok(Shown { revision: Some(i64::from(number)), body: plan.body })
}

fn planned(
    edition: &Edition,
    view: &View<'_>,
    field: &CatalogueField,
    own: &[Parameter],
    values: Option<Vec<DatedValue>>,
    day: Day,
    language: MessageLanguage,
) -> Result<Plan<ParameterShown>, Problem> {
    let is_it = |parameter: &Parameter| fold(&parameter.name) == fold(&field.name);
    let places: Vec<usize> =
        own.iter().enumerate().filter(|(_, it)| is_it(it)).map(|(index, _)| index).collect();
    let verb = if values.is_some() { "set" } else { "removed" };
    if values.is_none() && places.is_empty() {
        return Err(nothing());
    }
    let values = values.unwrap_or_default();
    let entries: Vec<Entry> = values.iter().map(|value| entry(&field.name, value)).collect();
    let mut edits = Vec::new();
    for (at, entry) in entries.into_iter().enumerate() {
        edits.push(match places.get(at) {
            Some(index) => EntryEdit::Replace(*index, entry),
            None => EntryEdit::Add(entry),
        });
    }
    // From the last on, so that the places before stay what they are.
    edits.extend(places.iter().skip(values.len()).rev().map(|index| EntryEdit::Remove(*index)));
    let revision = registry::revise(edition, EntryList::Parameters, &edits)
        .map_err(|error| refused(error, language))?;
    let note = format!("parameters/{} {verb}", field.name);
    let before = shown(edition, view, field, day);
    let is_central = edition.realm.is_central();
    let effective = if values.is_empty() { &before.central_values } else { &values };
    let is_set = values.iter().any(|value| holds(value, day));
    let body = ParameterShown {
        owner: if values.is_empty() {
            Some("central".to_owned()).filter(|_| !before.central_values.is_empty())
        } else {
            Some(owner(&edition.realm))
        },
        value: effective.iter().find(|value| holds(value, day)).map(|value| value.value.clone()),
        missing: !is_central && before.owner_class == OwnerClass::MunicipalRequired && !is_set,
        values,
        ..before
    };
    Ok(Plan { revision, note, body })
}

fn entry(name: &str, value: &DatedValue) -> Entry {
    let entry = json!({ "name": name, "value": value.value, "from": value.from, "to": value.to });
    match entry {
        serde_json::Value::Object(entry) => entry,
        _ => Entry::new(),
    }
}

/// What an authority must set and has not.
#[derive(Debug, Serialize, JsonSchema)]
struct AuthorityReport {
    /// The authority's code.
    authority: String,
    /// Its name; empty where it has none yet.
    name: String,
    /// Names of parameters that it must set, and that have no value of its own on the day.
    missing: Vec<String>,
    /// Names of `central-only` parameters that it has values of all the same, which are not used.
    not_used: Vec<String>,
}

async fn report(
    call: Call,
    _: Path<InRealm>,
    Query(query): Query<OnDay>,
) -> Result<Shown<Listed<AuthorityReport>>, Problem> {
    let day = query.day.unwrap_or(Day(call.now.day()));
    let codes = if call.realm.is_central() {
        let mut work = call.read().await?;
        registry::authorities_with_own(&mut work, &call.realm.environment).await?
    } else {
        [call.realm.authority.clone()].into()
    };
    let mut items = Vec::new();
    for code in codes {
        let realm = Realm::new(call.realm.environment.clone(), code.clone());
        let edition = call.app.editions.of(&call.app.store, &realm, day.0).await?;
        let of = call.app.workshop.run(move || {
            let view = edition.view()?;
            let all: Vec<ParameterShown> =
                fields(&view).map(|field| shown(&edition, &view, field, day)).collect();
            let names = |meets: fn(&ParameterShown) -> bool| -> Vec<String> {
                all.iter().filter(|one| meets(one)).map(|one| one.name.clone()).collect()
            };
            Some(AuthorityReport {
                authority: code,
                name: view.authority.map(|it| it.name.clone()).unwrap_or_default(),
                missing: names(|one| one.missing),
                not_used: names(|one| {
                    one.owner_class == OwnerClass::CentralOnly && !one.values.is_empty()
                }),
            })
        });
        items.extend(of.await?);
    }
    Ok(Shown::of(Listed { items, next: None }))
}
