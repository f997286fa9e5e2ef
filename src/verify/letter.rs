//! A combination as a letter: the record and answers to merge, and the request that a case system
//! would send.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::date;

use super::Subject;
use super::domain;
use super::model::{Kind, Model, Slot};
use crate::catalogue::{
    CatalogueField, Context, FieldKind, HistoryValue, ReasonText, SentLetter, Source, fold,
};
use crate::docx::{Mark, MinimalSettings, minimal_package};
use crate::field::Value;
use crate::merge::{Answer, Answers, Datum, Fragment, Picture, Record};
use crate::resolve::CaseRequest;

/// A letter that shows a finding.
#[derive(Clone, Debug, Default)]
pub struct Witness {
    /// What a case system sends for it. What the catalogue itself knows is left out.
    pub request: CaseRequest,
    /// Everything that the template asks for, ready to be merged.
    pub record: Record,
    /// The answers by the keys in the template's codes.
    pub answers: Answers,
    /// What differs from an ordinary letter, as `name = value`.
    pub differs: Vec<(String, String)>,
}

/// The day of the letter in witnesses.
fn today() -> jiff::civil::Date {
    date(2026, 2, 2)
}

/// The letter of a combination, given as an index of each variable's values.
pub(super) fn letter(subject: &Subject<'_>, model: &Model, values: &[usize]) -> Witness {
    let mut made = Witness::default();
    let context = context(subject, model, values);
    if let Some(context) = context {
        made.request.context.clone_from(&context.key);
        if model.contexts.len() > 1 {
            made.differs.push(("kontekst".to_owned(), context.key.clone()));
        }
    }
    made.request.date = Some(today());
    for (alias, asked) in &model.questions {
        let yes = (values[asked.variable] == 0) == asked.yes_first;
        let answer = if yes { Answer::Yes } else { Answer::No };
        made.answers.insert(asked.written.clone(), answer);
        let known = asked.catalogue.map(|index| &subject.catalogue.questions[index]);
        let is_asked = match (known, context) {
            (Some(question), Some(context)) => question.contexts.contains(&context.key),
            _ => true,
        };
        if is_asked {
            made.request.answers.insert(asked.written.clone(), answer);
        }
        if values[asked.variable] > 0 {
            made.differs.push((alias.clone(), answer.letter().to_owned()));
        }
    }
    if let Some((variable, reasons)) = &model.reason
        && let Some(index) = values[*variable].checked_sub(1)
    {
        let key = &subject.catalogue.reasons[reasons[index]].key;
        made.request.reason = Some(key.clone());
        made.differs.push(("afslagsårsag".to_owned(), key.clone()));
    }
    let builder = Builder { subject, model, values, context };
    made.record = builder.record("", Extent::Whole);
    made.request.record = builder.record("", Extent::Request);
    made.request.history = builder.history();
    builder.differs(&mut made.differs);
    made
}

/// The values of a combination's request that are not the ordinary ones.
pub(super) fn chosen(subject: &Subject<'_>, model: &Model, values: &[usize]) -> Record {
    let context = context(subject, model, values);
    Builder { subject, model, values, context }.record("", Extent::Chosen)
}

/// How much of a letter's data is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// With what the catalogue knows.
    Whole,
    /// What a case system sends.
    Request,
    /// Of that, what is not as in an ordinary letter; lists with the number of their items.
    Chosen,
}

/// The context of a combination.
pub(super) fn context<'s>(
    subject: &Subject<'s>,
    model: &Model,
    values: &[usize],
) -> Option<&'s Context> {
    let index = model.contexts.get(values[model.context])?;
    subject.catalogue.contexts.get(*index)
}

struct Builder<'b> {
    subject: &'b Subject<'b>,
    model: &'b Model,
    values: &'b [usize],
    context: Option<&'b Context>,
}

impl Builder<'_> {
    fn field(&self, slot: &Slot) -> Option<&CatalogueField> {
        slot.catalogue.map(|index| &self.subject.catalogue.fields[index])
    }

    fn index(&self, slot: &Slot) -> usize {
        slot.variable.map_or(0, |variable| self.values[variable])
    }

    /// The data under a prefix: of the case, or of an item.
    fn record(&self, prefix: &str, extent: Extent) -> Record {
        let whole = extent == Extent::Whole;
        let mut record = Record::default();
        for (key, slot) in &self.model.slots {
            let Some(own) = own_name(key, prefix) else { continue };
            let field = self.field(slot);
            let here = match (field, self.context) {
                (Some(field), Some(context)) => field.contexts.contains(&context.key),
                _ => true,
            };
            let derived = field.is_some_and(|field| field.source != Source::Request);
            let chosen = slot.variable.is_some() && self.index(slot) > 0;
            let told = !matches!(
                field.map(|field| &field.source),
                Some(Source::Reason(_) | Source::History { .. })
            );
            if !whole && (!here || (derived && !(chosen && told))) {
                continue;
            }
            if extent == Extent::Chosen && !chosen {
                continue;
            }
            let name = match field {
                Some(field) if prefix.is_empty() => field.name.clone(),
                Some(field) => last_part(field),
                None if prefix.is_empty() => slot.written.clone(),
                None => own.to_owned(),
            };
            record.insert(name, self.datum(slot, field));
        }
        for (key, (variable, counts)) in &self.model.counts {
            let Some(own) = own_name(key, prefix) else { continue };
            let field =
                self.subject.catalogue.field(&super::names::of_any_item(key).replace("[]", ""));
            let here = match (field, self.context) {
                (Some(field), Some(context)) => field.contexts.contains(&context.key),
                _ => true,
            };
            if !whole && !here {
                continue;
            }
            let items = (1..=counts[self.values[*variable]])
                .map(|item| self.record(&format!("{key}[{}].", item.min(2)), extent))
                .collect();
            let name = match field {
                Some(field) if prefix.is_empty() => field.name.clone(),
                Some(field) => last_part(field),
                None => own.to_owned(),
            };
            record.insert(name, Datum::List(items));
        }
        if extent == Extent::Request && prefix.is_empty() {
            self.sources(&mut record);
        }
        record
    }

    /// Fields that others are computed from, which the template itself does not name.
    fn sources(&self, record: &mut Record) {
        let catalogue = self.subject.catalogue;
        let mut wanted: Vec<String> = Vec::new();
        for slot in self.model.slots.values() {
            wanted.extend(self.field(slot).map(|field| field.name.clone()));
        }
        let mut seen = BTreeSet::new();
        while let Some(name) = wanted.pop() {
            if !seen.insert(fold(&name)) {
                continue;
            }
            let Some(field) = catalogue.field(&name) else { continue };
            match &field.source {
                Source::Price { supplier, service } => {
                    wanted.extend([supplier.clone(), service.clone()]);
                }
                Source::Formula(formula) => wanted.extend(names_in(formula)),
                _ => {}
            }
        }
        let reasons = self.context.into_iter().flat_map(|context| &context.reason_requires);
        let conventions = self.subject.template.conventions();
        let required: BTreeSet<String> = reasons.map(String::as_str).map(fold).collect();
        for name in seen.iter().chain(&required) {
            let Some(field) = catalogue.field(name) else { continue };
            let here = self.context.is_none_or(|context| field.contexts.contains(&context.key));
            if field.source != Source::Request
                || field.list.is_some()
                || !here
                || matches!(field.kind, FieldKind::List { .. })
                || record.get(&field.name).is_some()
            {
                continue;
            }
            let value = if required.contains(name) && field.kind == FieldKind::Boolean {
                Value::from("J")
            } else {
                self.fixed(field).unwrap_or_else(|| domain::sample(field, &conventions))
            };
            record.insert(field.name.clone(), Datum::Value(value));
        }
    }

    fn fixed(&self, field: &CatalogueField) -> Option<Value> {
        let values = &self.context?.values;
        let (_, value) = values.iter().find(|(name, _)| fold(name) == fold(&field.name))?;
        Some(domain::typed(field, value, &self.subject.template.conventions()))
    }

    fn datum(&self, slot: &Slot, field: Option<&CatalogueField>) -> Datum {
        let value = &slot.values[self.index(slot).min(slot.values.len() - 1)];
        if let Some((variable, reasons)) = &self.model.reason
            && slot.variable == Some(*variable)
            && let Some(index) = self.values[*variable].checked_sub(1)
            && matches!(
                field.map(|field| &field.source),
                Some(Source::Reason(crate::catalogue::ReasonValue::Text))
            )
            && let ReasonText::Document(bytes) =
                &self.subject.catalogue.reasons[reasons[index]].text
        {
            return Datum::Fragment(Arc::new(Fragment { bytes: bytes.clone() }));
        }
        match field.map(|field| &field.kind) {
            Some(FieldKind::RichText) if !value.is_empty() => {
                let text = value.to_text(self.subject.template.conventions().language);
                match fragment(&text) {
                    Some(bytes) => Datum::Fragment(Arc::new(Fragment { bytes })),
                    None => Datum::Value(value.clone()),
                }
            }
            Some(FieldKind::Picture) if !value.is_empty() => Datum::Picture(Arc::new(Picture {
                bytes: DOT.to_vec(),
                alt: Some("billede".to_owned()),
                decorative: false,
                width_mm: None,
            })),
            _ => {
                let fixed = field.filter(|_| slot.variable.is_none());
                Datum::Value(
                    fixed.and_then(|field| self.fixed(field)).unwrap_or_else(|| value.clone()),
                )
            }
        }
    }

    fn history(&self) -> Vec<SentLetter> {
        let mut sent: Vec<SentLetter> = Vec::new();
        for slot in self.model.slots.values() {
            let Some(Source::History { letter, value }) = self.field(slot).map(|f| &f.source)
            else {
                continue;
            };
            let index = self.index(slot);
            if index == 0 {
                continue;
            }
            let at = sent.iter().position(|found| found.letter == *letter).unwrap_or_else(|| {
                let day = date(2026, 1, 5);
                sent.push(SentLetter { letter: letter.clone(), date: day, yes: Vec::new() });
                sent.len() - 1
            });
            match value {
                HistoryValue::Sent => {}
                HistoryValue::Date => {
                    if let Some(day) = domain::day(
                        &slot.values[index].to_text(self.subject.template.conventions().language),
                    ) {
                        sent[at].date = day;
                    }
                }
                HistoryValue::Answer(alias) => sent[at].yes.push(alias.clone()),
            }
        }
        sent
    }

    fn differs(&self, differs: &mut Vec<(String, String)>) {
        let language = self.subject.template.conventions().language;
        for variable in &self.model.variables {
            match &variable.kind {
                Kind::Field(key) => {
                    let Some(slot) = self.model.slots.get(key) else { continue };
                    let index = self.index(slot);
                    if index > 0 {
                        let value = slot.values[index].to_text(language).into_owned();
                        let value = if value.is_empty() { "(tom)".to_owned() } else { value };
                        differs.push((item_words(&slot.written, key), value));
                    }
                }
                Kind::Count(key) => {
                    let Some((variable, counts)) = self.model.counts.get(key) else { continue };
                    if self.values[*variable] > 0 {
                        let count = counts[self.values[*variable]].to_string();
                        differs.push((format!("antal i {key}"), count));
                    }
                }
                _ => {}
            }
        }
    }
}

/// A field's name as it is written, with the number of its item.
fn item_words(written: &str, key: &str) -> String {
    let numbers: Vec<&str> =
        key.split('[').skip(1).filter_map(|rest| rest.split(']').next()).collect();
    if numbers.is_empty() {
        written.to_owned()
    } else {
        format!("{written}[{}]", numbers.join("]["))
    }
}

/// The name of a field in a record of this prefix, if it belongs there and not deeper.
fn own_name<'k>(key: &'k str, prefix: &str) -> Option<&'k str> {
    key.strip_prefix(prefix).filter(|own| !own.contains('['))
}

fn last_part(field: &CatalogueField) -> String {
    let name = field.name.replace(':', ".");
    let list = field.list.as_deref().map(|list| list.replace(':', ".")).unwrap_or_default();
    match name.split_at_checked(list.len()) {
        Some((head, rest)) if !list.is_empty() && head.eq_ignore_ascii_case(&list) => {
            rest.trim_start_matches('.').to_owned()
        }
        _ => name,
    }
}

/// The names in braces of a formula.
pub(super) fn names_in(formula: &str) -> Vec<String> {
    formula
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
        .map(|name| name.trim().to_owned())
        .collect()
}

fn fragment(text: &str) -> Option<Vec<u8>> {
    let settings = MinimalSettings { language: "da-DK", decimal_symbol: ',', list_separator: ';' };
    minimal_package(&[Mark::Text(text.to_owned())], &settings).ok()
}

/// A PNG of one dot.
const DOT: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1F, 0x15, 0xC4, 0x89, 0, 0, 0, 0x0D, b'I', b'D', b'A', b'T',
    0x78, 0x9C, 0x63, 0xF8, 0xCF, 0xC0, 0xF0, 0x1F, 0, 5, 0, 1, 0xFF, 0x89, 0x99, 0x3D, 0x1D, 0, 0,
    0, 0, b'I', b'E', b'N', b'D', 0xAE, 0x42, 0x60, 0x82,
];
