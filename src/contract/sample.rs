//! A request that fits the contract, from the samples of the catalogue.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};

use super::Subject;
use super::condition::fixed;
use super::needs::needs;
use super::schema::{ITEMS, field_of, path, ticked};
use crate::catalogue::{Catalogue, CatalogueField, FieldKind, GroupRule, ReasonRule, Source, fold};

/// A case request for a letter in a context: every field that the request brings, with the
/// catalogue's samples; questions as they are by default and as their groups ask; a letter of each
/// type that the template looks for; a denial reason where one must be given.
pub fn sample_request(subject: &Subject<'_>, context: &str) -> Json {
    let catalogue = subject.catalogue;
    let needs = needs(subject);
    let mut data = json!({});
    let mut put = |path: &[String], value: Json| place(&mut data, path, value);
    for need in &needs.fields {
        let Some(field) = field_of(catalogue, need) else {
            put(&path(catalogue, need), json!("…"));
            continue;
        };
        if fixed(catalogue, context, &field.name).is_some() || field.source != Source::Request {
            continue;
        }
        if let Some(value) = sample_value(field) {
            put(&path(catalogue, need), value);
        }
    }
    let day = day(catalogue);
    let rule = catalogue.context(context).map_or(ReasonRule::Refused, |context| context.reason);
    let mut request = Map::new();
    request.insert("context".to_owned(), json!(context));
    request.insert("date".to_owned(), json!(day.to_string()));
    let mut reason = None;
    if rule == ReasonRule::Required {
        reason = catalogue
            .reasons
            .iter()
            .find(|reason| reason.active && reason.contexts.contains(context))
            .map(|reason| reason.key.clone());
        let required = catalogue.context(context).map_or(&[][..], |found| &found.reason_requires);
        for name in required {
            let path: Vec<String> = name.replace(':', ".").split('.').map(str::to_owned).collect();
            put(&path, json!("J"));
        }
    }
    request.insert("data".to_owned(), data);
    request.insert("answers".to_owned(), Json::Object(answers(subject, context)));
    if !needs.letters.is_empty() {
        let sent = day.yesterday().unwrap_or(day).to_string();
        let history: Vec<Json> =
            needs.letters.iter().map(|letter| json!({ "letter": letter, "date": sent })).collect();
        request.insert("history".to_owned(), json!(history));
    }
    if let Some(reason) = reason {
        request.insert("reason".to_owned(), json!(reason));
    }
    Json::Object(request)
}

/// A day on which the newest prices and parameters hold: without a clock, the catalogue's own.
fn day(catalogue: &Catalogue) -> Date {
    let prices = catalogue.prices.iter().map(|price| price.validity);
    let parameters = catalogue.parameters.iter().map(|parameter| parameter.validity);
    prices
        .chain(parameters)
        .filter_map(|validity| validity.from)
        .max()
        .unwrap_or(Date::constant(2026, 1, 2))
}

fn answers(subject: &Subject<'_>, context: &str) -> Map<String, Json> {
    let mut answers: Vec<(String, bool)> = ticked(subject)
        .into_iter()
        .filter(|question| question.contexts.contains(context))
        .map(|question| (question.alias.clone(), question.default_yes))
        .collect();
    for group in &subject.catalogue.question_groups {
        let mut yes = 0;
        for (alias, answer) in &mut answers {
            if group.questions.contains(alias) && *answer {
                yes += 1;
                let one = matches!(group.rule, GroupRule::ExactlyOne | GroupRule::AtMostOne);
                *answer = !one || yes == 1;
            }
        }
        let wants = matches!(group.rule, GroupRule::ExactlyOne | GroupRule::AtLeastOne);
        if yes == 0
            && wants
            && let Some((_, answer)) =
                answers.iter_mut().find(|(alias, _)| group.questions.contains(alias))
        {
            *answer = true;
        }
    }
    answers.into_iter().map(|(alias, yes)| (alias, json!(if yes { "J" } else { "N" }))).collect()
}

/// Puts a value at the end of a path; a list on the way gets its first item.
fn place(data: &mut Json, path: &[String], value: Json) {
    let [name, rest @ ..] = path else { return };
    if name == ITEMS {
        if data.as_array().is_none_or(Vec::is_empty) {
            *data = json!([{}]);
        }
        if let Some(items) = data.as_array_mut() {
            for item in items {
                place(item, rest, value.clone());
            }
        }
        return;
    }
    if !data.is_object() {
        *data = json!({});
    }
    if rest.is_empty() {
        match (&mut data[name], value) {
            // A list whose items were named before it keeps them.
            (Json::Array(items), Json::Array(wanted)) => {
                let first = items.first().cloned().unwrap_or_default();
                items.resize(wanted.len().max(items.len()), first);
            }
            (slot @ Json::Null, value) => *slot = value,
            _ => {}
        }
    } else {
        place(&mut data[name], rest, value);
    }
}

/// A value of a field as a case system sends it.
pub(super) fn sample_value(field: &CatalogueField) -> Option<Json> {
    let sample = field.sample.trim();
    Some(match &field.kind {
        FieldKind::Text | FieldKind::RichText => match sample {
            "" => json!(field.name.rsplit('.').next().unwrap_or_default()),
            sample => json!(sample),
        },
        FieldKind::Number { least, .. } => {
            let number = decimal(sample).or(*least).unwrap_or(Decimal::ONE);
            Json::Number(number.to_string().parse().ok()?)
        }
        FieldKind::Amount => {
            let number = decimal(sample).unwrap_or(Decimal::ONE_HUNDRED);
            Json::Number(number.to_string().parse().ok()?)
        }
        FieldKind::Date => match sample.parse::<Date>() {
            Ok(date) => json!(date.to_string()),
            Err(_) => json!("2026-01-02"),
        },
        FieldKind::Boolean => json!(if fold(sample) == "n" { "N" } else { "J" }),
        FieldKind::Enumeration(values) => {
            json!(values.iter().find(|value| *value == sample).or(values.first())?)
        }
        FieldKind::List { least } => {
            json!(vec![json!({}); (*least).max(1)])
        }
        FieldKind::Picture => {
            json!({ "$picture": { "base64": PIXEL, "alt": field.text } })
        }
    })
}

/// A number as people or machines write it: `1.742,00`, `1742.00`.
fn decimal(text: &str) -> Option<Decimal> {
    if text.contains(',') {
        return text.replace('.', "").replace(',', ".").parse().ok();
    }
    text.parse().ok()
}

/// The smallest picture there is: a transparent GIF of one pixel.
const PIXEL: &str = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
