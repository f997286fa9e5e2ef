//! Where a field's value comes from.

use std::collections::{BTreeMap, BTreeSet};

use super::index::Index;
use super::uses::Uses;
use super::{CaseRequest, Resolved, Subject, kinds, quoted};
use crate::catalogue::{
    Catalogue, CatalogueField, Context, Contexts, DenialReason, FieldKind, Source, fold,
};
use crate::diagnostic::{ContextFinding, Diagnostic};
use crate::field::Value;
use crate::merge::{Datum, Found, PriceUsed, Record, SourceWord, Sourced};
use crate::template::Name;

/// Formulas of formulas of formulas; letters have three.
const DEPTH: usize = 32;

/// A value and where it came from.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub datum: Datum,
    pub source: SourceWord,
}

/// An item of a list around a field.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame<'r> {
    pub list: usize,
    pub item: usize,
    record: &'r Record,
}

/// A field, and for a field of items the numbers of the items around it.
type Key = (usize, Vec<usize>);

/// What is known of a field.
#[derive(Clone, Debug)]
enum State {
    /// It is being computed: who needs it now goes in a circle.
    Busy,
    Known(Result<Given, ContextFinding>),
}

/// Finds values, each once.
#[derive(Debug)]
pub(super) struct Resolver<'r> {
    pub(super) catalogue: &'r Catalogue,
    pub(super) index: &'r Index,
    pub(super) context: &'r Context,
    pub(super) case: &'r CaseRequest,
    pub(super) reason: Option<&'r DenialReason>,
    known: BTreeMap<Key, State>,
    /// Fields being computed, outermost first.
    pub(super) computing: Vec<usize>,
    /// Why a field that the template names has no value.
    lacks: BTreeMap<usize, ContextFinding>,
    /// Fields whose fault is told, or is that of a field they are computed from.
    pub(super) told: BTreeSet<usize>,
    /// What was read to compute something else, by name in the catalogue.
    consumed: BTreeSet<String>,
    pub(super) prices: BTreeSet<PriceUsed>,
    found: Vec<Diagnostic>,
}

impl<'r> Resolver<'r> {
    pub fn new(
        subject: &Subject<'r>,
        index: &'r Index,
        context: &'r Context,
        case: &'r CaseRequest,
        reason: Option<&'r DenialReason>,
    ) -> Self {
        Resolver {
            catalogue: subject.catalogue,
            index,
            context,
            case,
            reason,
            known: BTreeMap::new(),
            computing: Vec::new(),
            lacks: BTreeMap::new(),
            told: BTreeSet::new(),
            consumed: BTreeSet::new(),
            prices: BTreeSet::new(),
            found: Vec::new(),
        }
    }

    /// Whether a field of the template has no value.
    pub fn lacks_any(&self) -> bool {
        !self.lacks.is_empty()
    }

    /// Why a field has no value.
    pub fn lack(&self, field: usize) -> Option<ContextFinding> {
        self.lacks.get(&field).cloned()
    }

    /// Whether what is wrong with a field is told already.
    pub fn is_told(&self, field: usize) -> bool {
        self.told.contains(&field)
    }

    /// The value of a field outside lists, by its name.
    pub fn by_name(&mut self, name: &str) -> Option<Result<Given, ContextFinding>> {
        let field = self.index.field(name)?;
        Some(self.value(field, &[]))
    }

    /// Makes the record of the letter.
    pub fn letter(&mut self, uses: &Uses, resolved: &mut Resolved) {
        let catalogue = self.catalogue;
        let request = &self.case.record;
        let mut sources = Vec::new();
        let mut record = Record::default();
        let mut done = BTreeSet::new();
        for name in request.names() {
            let Some(datum) = request.get(name) else { continue };
            if Name::new(name, false).question.is_some() {
                continue;
            }
            match self.index.field(name).map(|field| (field, &catalogue.fields[field])) {
                None => record.insert(name, datum.clone()),
                // A column without its list, and what does not exist here, are not for this letter.
                Some((_, found)) if found.list.is_some() || !self.exists(found) => {}
                Some((field, _)) if uses.fields.contains(&field) => {
                    if done.insert(field) {
                        self.put(field, uses, &mut record, &mut sources);
                    }
                }
                Some((_, found)) => record.insert(found.name.as_str(), datum.clone()),
            }
        }
        for field in &uses.fields {
            if done.insert(*field) {
                self.put(*field, uses, &mut record, &mut sources);
            }
        }
        resolved.record = record;
        resolved.sources.extend(sources);
        resolved.prices = self.prices.iter().cloned().collect();
        resolved.consumed = self.consumed.iter().cloned().collect();
        resolved.meanings = uses
            .meanings
            .iter()
            .map(|(written, field)| (written.clone(), catalogue.fields[*field].name.clone()))
            .collect();
        resolved.faulty = uses.faulty.iter().cloned().collect();
        resolved.diagnostics.extend(uses.faults.iter().cloned());
        resolved.diagnostics.append(&mut self.found);
    }

    /// Puts a field outside lists into the letter's record.
    fn put(&mut self, field: usize, uses: &Uses, record: &mut Record, sources: &mut Vec<Sourced>) {
        let name = self.catalogue.fields[field].name.as_str();
        if let Some(datum) = self.datum(field, &[], uses, sources) {
            record.insert(name, datum);
        }
    }

    /// What stands for a field in the record; nothing, with the reason kept, where nobody has it.
    fn datum(
        &mut self,
        field: usize,
        around: &[Frame<'r>],
        uses: &Uses,
        sources: &mut Vec<Sourced>,
    ) -> Option<Datum> {
        match self.value(field, around) {
            Ok(Given { datum, source }) => {
                let sourced = Sourced { name: self.catalogue.fields[field].name.clone(), source };
                if !sources.contains(&sourced) {
                    sources.push(sourced);
                }
                let items = uses.items.get(&field);
                Some(match (datum, items) {
                    (Datum::List(_), Some(items)) => {
                        Datum::List(self.items(field, items, around, uses, sources))
                    }
                    (datum, _) => datum,
                })
            }
            Err(finding) => {
                self.lacks.entry(field).or_insert(finding);
                None
            }
        }
    }

    /// The items of a list, each with the fields that the template uses and what else was sent.
    fn items(
        &mut self,
        list: usize,
        fields: &BTreeSet<usize>,
        around: &[Frame<'r>],
        uses: &Uses,
        sources: &mut Vec<Sourced>,
    ) -> Vec<Record> {
        let catalogue = self.catalogue;
        let list_name = catalogue.fields[list].name.as_str();
        let mut records = Vec::new();
        for frame in self.frames(list, around) {
            let mut item = Record::default();
            for name in frame.record.names() {
                let field = self.index.item(list_name, name);
                let kept = field.is_none_or(|field| {
                    self.exists(&catalogue.fields[field]) && !fields.contains(&field)
                });
                if let Some(datum) = frame.record.get(name).filter(|_| kept) {
                    let own = field.map(|field| local(&catalogue.fields[field], list_name));
                    item.insert(own.unwrap_or(name), datum.clone());
                }
            }
            let mut inside = around.to_vec();
            inside.push(frame);
            for field in fields {
                if let Some(datum) = self.datum(*field, &inside, uses, sources) {
                    item.insert(local(&catalogue.fields[*field], list_name), datum);
                }
            }
            records.push(item);
        }
        records
    }

    /// The items that the request has of a list.
    pub(super) fn frames(&self, list: usize, around: &[Frame<'r>]) -> Vec<Frame<'r>> {
        match self.sent(&self.catalogue.fields[list], around) {
            Some(Datum::List(items)) => items
                .iter()
                .enumerate()
                .map(|(item, record)| Frame { list, item, record })
                .collect(),
            _ => Vec::new(),
        }
    }

    // -- one field

    pub(super) fn value(
        &mut self,
        field: usize,
        around: &[Frame<'r>],
    ) -> Result<Given, ContextFinding> {
        let found = &self.catalogue.fields[field];
        // A field outside lists is the same in every item.
        let around = match &found.list {
            Some(list) => {
                let inside =
                    |frame: &Frame<'_>| fold(&self.catalogue.fields[frame.list].name) == fold(list);
                let Some(at) = around.iter().rposition(inside) else {
                    let (name, list) = (found.name.clone(), list.clone());
                    return Err(ContextFinding::FieldOutsideList { name, list });
                };
                &around[..=at]
            }
            None => &[],
        };
        let key = (field, around.iter().map(|frame| frame.item).collect::<Vec<_>>());
        match self.known.get(&key) {
            Some(State::Known(known)) => return known.clone(),
            Some(State::Busy) => return Err(self.circle(field)),
            None => {}
        }
        if self.computing.len() >= DEPTH {
            return Err(ContextFinding::FormulaTooLarge { name: found.name.clone() });
        }
        self.known.insert(key.clone(), State::Busy);
        self.computing.push(field);
        let value = self.look_up(found, around);
        self.computing.pop();
        self.known.insert(key, State::Known(value.clone()));
        value
    }

    fn circle(&self, field: usize) -> ContextFinding {
        let from = self.computing.iter().position(|computing| *computing == field).unwrap_or(0);
        let names = self.computing[from..].iter().chain([&field]);
        let names: Vec<_> =
            names.map(|field| format!("`{}`", self.catalogue.fields[*field].name)).collect();
        let name = self.catalogue.fields[field].name.clone();
        ContextFinding::FormulaCircle { name, path: names.join(" → ") }
    }

    fn look_up(
        &mut self,
        field: &'r CatalogueField,
        around: &[Frame<'r>],
    ) -> Result<Given, ContextFinding> {
        if !self.exists(field) {
            return Err(self.not_in_context(field));
        }
        let sent = self.sent(field, around);
        if let Some(datum) = sent {
            let name = shown(field, around);
            if let Some(misfit) = kinds::misfit(field, &name, datum, self.catalogue.language) {
                let shapeless = matches!(
                    misfit,
                    ContextFinding::ListExpected { .. }
                        | ContextFinding::TextExpected { .. }
                        | ContextFinding::PictureExpected { .. }
                );
                self.report(misfit);
                self.told.extend(self.computing.last());
                if shapeless {
                    // What is wrong is said; the merge need not stumble over it again.
                    let datum = Datum::Value(Value::Empty);
                    return Ok(Given { datum, source: SourceWord::Request });
                }
            } else if let Datum::Value(value) = datum {
                self.compare(field, around, &name, value);
            }
            let empty = matches!(datum, Datum::Value(value) if value.is_empty());
            if !empty {
                return Ok(Given { datum: datum.clone(), source: SourceWord::Request });
            }
        }
        let fixed = self.fixed(field);
        if matches!(field.source, Source::Request | Source::Formula(_))
            && let Some(fixed) = fixed
        {
            return Ok(fixed);
        }
        let lack = match self.by_source(field, around) {
            Ok(Some(given)) => return Ok(given),
            Ok(None) => None,
            Err(lack) => Some(lack),
        };
        if let Some(fixed) = fixed {
            return Ok(fixed);
        }
        let name = || field.name.clone();
        match (lack, sent) {
            (Some(lack), _) if lack.is_no_lack_of_value() => Err(lack),
            (_, Some(datum)) if field.optional || is_list(field) => {
                Ok(Given { datum: datum.clone(), source: SourceWord::Request })
            }
            (_, None) if field.optional && is_list(field) => {
                Ok(Given { datum: Datum::List(Vec::new()), source: SourceWord::Nothing })
            }
            (_, None) if field.optional => {
                Ok(Given { datum: Datum::Value(Value::Empty), source: SourceWord::Nothing })
            }
            (Some(lack), _) => Err(lack),
            (None, Some(_)) => Err(ContextFinding::ValueEmpty { name: name() }),
            (None, None) => Err(ContextFinding::ValueMissing { name: name() }),
        }
    }

    /// Holds a value of the request against what the catalogue knows of it.
    fn compare(
        &mut self,
        field: &'r CatalogueField,
        around: &[Frame<'r>],
        name: &str,
        value: &Value,
    ) {
        if value.is_empty() {
            return;
        }
        if let Some(Given { datum: Datum::Value(fixed), .. }) = self.fixed(field)
            && !kinds::same(&field.kind, value, &fixed, self.catalogue.language)
        {
            let (name, context) = (name.to_owned(), self.context.key.clone());
            self.report(ContextFinding::ContradictsContext { name, context });
        }
        if let Source::Formula(_) = &field.source
            && let Ok(Some(Given { datum: Datum::Value(computed), .. })) =
                self.by_source(field, around)
            && !kinds::same(&field.kind, value, &computed, self.catalogue.language)
        {
            self.report(ContextFinding::DiffersFromFormula { name: name.to_owned() });
        }
    }

    pub(super) fn consume(&mut self, field: usize) {
        let field = &self.catalogue.fields[field];
        // Of an item's field the request has the list.
        let name = field.list.as_ref().unwrap_or(&field.name);
        self.consumed.insert(name.clone());
    }

    // -- the request

    /// What the request says of a field.
    fn sent(&self, field: &CatalogueField, around: &[Frame<'r>]) -> Option<&'r Datum> {
        let find = |record: &'r Record, name: &str| match record.find(&Name::new(name, false)) {
            Found::Exact(_, datum) | Found::OtherCase(_, datum, _) => Some(datum),
            // Names that differ in letter case: the last one holds, as of the same name.
            Found::Ambiguous => record
                .names()
                .filter(|found| fold(found) == fold(name))
                .last()
                .and_then(|name| record.get(name)),
            Found::Group | Found::Nothing => None,
        };
        let Some(list) = &field.list else { return find(&self.case.record, &field.name) };
        let inside =
            |frame: &&Frame<'r>| fold(&self.catalogue.fields[frame.list].name) == fold(list);
        let item = around.iter().rev().find(inside)?;
        find(item.record, local(field, list)).or_else(|| find(item.record, &field.name))
    }

    // -- contexts and findings

    fn exists(&self, field: &CatalogueField) -> bool {
        field.contexts.contains(&self.context.key)
    }

    fn not_in_context(&self, field: &CatalogueField) -> ContextFinding {
        let name = field.name.clone();
        let context = self.context.key.clone();
        let contexts = match &field.contexts {
            Contexts::All => String::new(),
            Contexts::Only(keys) => quoted(keys.iter().map(String::as_str)),
        };
        if is_list(field) {
            ContextFinding::RegionNotInContext { name, context, contexts }
        } else {
            ContextFinding::FieldNotInContext { name, context, contexts }
        }
    }

    fn report(&mut self, finding: ContextFinding) {
        let found = Diagnostic::of(finding);
        if !self.found.contains(&found) {
            self.found.push(found);
        }
    }
}

pub(super) fn is_list(field: &CatalogueField) -> bool {
    matches!(field.kind, FieldKind::List { .. })
}

/// The name of an item's field as the item has it: without the list's.
fn local<'f>(field: &'f CatalogueField, list: &str) -> &'f str {
    field
        .name
        .split_at_checked(list.len())
        .filter(|(head, _)| fold(head) == fold(list))
        .and_then(|(_, rest)| rest.strip_prefix(['.', ':']))
        .unwrap_or(&field.name)
}

/// The name of a field in a message, with the number of its item as the request counts.
fn shown(field: &CatalogueField, around: &[Frame<'_>]) -> String {
    match (around.last(), &field.list) {
        (Some(frame), Some(list)) => format!("{list}[{}].{}", frame.item, local(field, list)),
        _ => field.name.clone(),
    }
}
