//! The variables of a template: what may differ from letter to letter, each with the values that
//! conditions can tell apart.
//!
//! | variable | values |
//! |---|---|
//! | the context | those that the template is made in |
//! | a question | no, yes |
//! | a field that a condition asks, or that may be empty | see [`super::domain`] |
//! | a list | one item, none, two; at least as many as it has |
//! | a field of an item | of the first and the second item each its own; further items are as the second |
//! | the denial reason | none, each one that can be chosen |
//! | a condition that cannot be computed here | holds, does not hold |

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Subject;
use super::domain::{self, Facts};
use super::names::{Meaning, Scope, meaning, of_any_item, region};
use super::operands::{Depends, Side, operator, side};
use crate::catalogue::{FieldKind, ReasonText, ReasonValue, Source, fold};
use crate::field::{Conventions, Field as Code, Format, Operator, Value};
use crate::template::{Action, FieldId, Step, Text};

/// What may differ from letter to letter.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    /// What it is.
    pub kind: Kind,
    /// How many values it has.
    pub size: usize,
}

/// The kinds of variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The context; values are indices of [`Model::contexts`].
    Context,
    /// A question, by alias, or by key if the catalogue does not have it.
    Question(String),
    /// A field, by its key.
    Field(String),
    /// The number of a list's items, by the list's key.
    Count(String),
    /// The denial reason; the first value is none.
    Reason,
    /// A condition that cannot be computed.
    Unknown,
}

/// A field as it may be in a letter.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// The name as first written.
    pub written: String,
    /// Index of the catalogue's fields.
    pub catalogue: Option<usize>,
    /// The variable that its value follows.
    pub variable: Option<usize>,
    /// Its values, one for each value of the variable.
    pub values: Vec<Value>,
}

/// A question as templates code it.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// The key as first written.
    pub written: String,
    /// Index of the catalogue's questions.
    pub catalogue: Option<usize>,
    /// Its variable.
    pub variable: usize,
    /// Yes is the first value.
    pub yes_first: bool,
}

/// The variables of a template and what hangs on them.
#[derive(Clone, Debug, Default)]
pub(super) struct Model {
    /// The variables, in the order of first use, which is also that of the diagrams.
    pub variables: Vec<Variable>,
    /// The contexts that the template is made in, as indices of the catalogue's.
    pub contexts: Vec<usize>,
    /// The variable of the context.
    pub context: usize,
    /// Fields by key.
    pub slots: BTreeMap<String, Slot>,
    /// Questions by alias or key.
    pub questions: BTreeMap<String, Asked>,
    /// Numbers of items by the list's key: the variable and its values.
    pub counts: BTreeMap<String, (usize, Vec<usize>)>,
    /// The variable of the denial reason, and the reasons, as indices of the catalogue's.
    pub reason: Option<(usize, Vec<usize>)>,
    /// Variables of conditions that cannot be computed, by program and field.
    pub unknown: HashMap<(usize, FieldId), usize>,
}

impl Model {
    /// The variables of a template.
    pub fn of(subject: &Subject<'_>) -> Self {
        let mut collector = Collector {
            subject,
            conventions: subject.template.conventions(),
            facts: HashMap::new(),
            order: Vec::new(),
            seen: BTreeSet::new(),
            alike: Vec::new(),
            conditions: Vec::new(),
        };
        for (index, program) in subject.template.programs().iter().enumerate() {
            collector.steps(index, &program.steps, &[]);
        }
        collector.finish()
    }

    /// The sizes of all variables.
    pub fn sizes(&self) -> Vec<usize> {
        self.variables.iter().map(|variable| variable.size).collect()
    }

    fn add(&mut self, kind: Kind, size: usize) -> usize {
        self.variables.push(Variable { kind, size });
        self.variables.len() - 1
    }

    /// The alias by which a question is known here, from the key in a code.
    pub fn alias(subject: &Subject<'_>, key: &str) -> String {
        subject
            .catalogue
            .question(key)
            .map_or_else(|| key.to_owned(), |question| question.alias.clone())
    }
}

/// Something that gets a variable, in the order of first use.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Wanted {
    Question(String),
    /// The key of any item, and the regions around as keys of lists.
    Field(String),
    Count(String),
    Unknown(usize, FieldId),
}

#[derive(Clone, Debug)]
struct Known {
    written: String,
    catalogue: Option<usize>,
    facts: Facts,
}

struct Collector<'s> {
    subject: &'s Subject<'s>,
    conventions: Conventions,
    facts: HashMap<String, Known>,
    order: Vec<Wanted>,
    seen: BTreeSet<Wanted>,
    /// Fields compared with each other.
    alike: Vec<(String, String)>,
    /// Conditions that can be computed, with the keys of what they depend on.
    conditions: Vec<((usize, FieldId), Vec<String>)>,
}

impl Collector<'_> {
    fn want(&mut self, wanted: Wanted) {
        if self.seen.insert(wanted.clone()) {
            self.order.push(wanted);
        }
    }

    fn steps(&mut self, program: usize, steps: &[Step], scopes: &[Scope]) {
        let compiled = &self.subject.template.programs()[program];
        for step in steps {
            match step {
                Step::Field(id) => self.field(program, *id, scopes),
                Step::Code { field, .. } => self.value(program, *field, scopes, 0),
                Step::Region(id) => {
                    let region_ = &compiled.regions[*id];
                    let (_, scope) = region(self.subject, &region_.name, scopes, 0);
                    let key = scope.prefix.trim_end_matches("[]").to_owned();
                    self.want(Wanted::Count(key));
                    let mut inner = scopes.to_vec();
                    inner.push(scope);
                    self.steps(program, &region_.steps, &inner);
                }
                _ => {}
            }
        }
    }

    fn field(&mut self, program: usize, id: FieldId, scopes: &[Scope]) {
        let field = &self.subject.template.programs()[program].fields[id];
        match &field.action {
            Action::If { left, right, then, otherwise } => {
                self.condition(program, id, left, right, scopes);
                self.steps(program, &then.steps, scopes);
                if let Some(otherwise) = otherwise {
                    self.steps(program, &otherwise.steps, scopes);
                }
            }
            Action::Merge(merge) => {
                self.value(program, id, scopes, 0);
                for branch in merge.before.iter().chain(&merge.after) {
                    self.steps(program, &branch.steps, scopes);
                }
            }
            Action::Quote(branch) => self.steps(program, &branch.steps, scopes),
            Action::Set { content, .. } => {
                self.value(program, id, scopes, 0);
                self.steps(program, &content.steps, scopes);
            }
            Action::Stored => self.steps(program, &field.stored.steps, scopes),
            _ => self.value(program, id, scopes, 0),
        }
    }

    /// A field that is read, not written.
    fn value(&mut self, program: usize, id: FieldId, scopes: &[Scope], depth: usize) {
        if depth > 24 {
            return;
        }
        let field = &self.subject.template.programs()[program].fields[id];
        match &field.action {
            Action::Merge(merge) => match merge.name {
                Some(name) => drop(self.name(name, scopes)),
                None => {
                    for nested in &field.nested {
                        self.value(program, *nested, scopes, depth + 1);
                    }
                }
            },
            Action::If { left, right, .. } | Action::Condition { left, right } => {
                self.condition(program, id, left, right, scopes);
                for nested in &field.nested {
                    self.value(program, *nested, scopes, depth + 1);
                }
            }
            Action::Compute if matches!(field.instruction.field, Code::Ref(_) | Code::Bare(_)) => {
                let mut depends = Depends::default();
                depends.field(self.subject.template, program, id, 0);
                if depends.unknown {
                    self.want(Wanted::Unknown(program, id));
                }
            }
            _ => {
                for nested in &field.nested {
                    self.value(program, *nested, scopes, depth + 1);
                }
            }
        }
    }

    fn name(&mut self, name: usize, scopes: &[Scope]) -> Option<String> {
        let name = &self.subject.template.names()[name];
        match meaning(self.subject, name, scopes) {
            Meaning::Question(key) => {
                let alias = Model::alias(self.subject, &key);
                self.facts.entry(format!("?{alias}")).or_insert_with(|| Known {
                    written: key,
                    catalogue: None,
                    facts: Facts::default(),
                });
                self.want(Wanted::Question(alias));
                None
            }
            Meaning::Field { catalogue, key } => {
                self.facts.entry(key.clone()).or_insert_with(|| Known {
                    written: name.written.clone(),
                    catalogue,
                    facts: Facts::default(),
                });
                self.want(Wanted::Field(key.clone()));
                Some(key)
            }
            Meaning::Outside(_) | Meaning::Number => None,
        }
    }

    fn condition(
        &mut self,
        program: usize,
        id: FieldId,
        left: &Text,
        right: &Text,
        scopes: &[Scope],
    ) {
        let compiled = &self.subject.template.programs()[program];
        let mut depends = Depends::default();
        depends.text(self.subject.template, program, left, 0);
        depends.text(self.subject.template, program, right, 0);
        for nested in left.nested().chain(right.nested()) {
            self.value(program, nested, scopes, 0);
        }
        let (left, right) = (side(compiled, left), side(compiled, right));
        let ordered =
            !matches!(operator(compiled, id), None | Some(Operator::Equal | Operator::NotEqual));
        let mut computable = !depends.unknown;
        let mut keys = Vec::new();
        for (name, _) in &depends.names {
            let Some(key) = self.name(*name, scopes) else { continue };
            keys.push(key.clone());
            if let Some(known) = self.facts.get_mut(&key) {
                known.facts.compared = true;
                known.facts.ordered |= ordered;
            }
            computable &= self.finite(&key) || self.direct(*name, &key, &left, &right, scopes);
        }
        if computable {
            self.conditions.push(((program, id), keys));
        } else {
            self.want(Wanted::Unknown(program, id));
        }
    }

    /// Whether all values of a field are tried anyway.
    fn finite(&self, key: &str) -> bool {
        let Some(field) = self.facts.get(key).and_then(|known| known.catalogue) else {
            return false;
        };
        let field = &self.subject.catalogue.fields[field];
        matches!(field.kind, FieldKind::Boolean | FieldKind::Enumeration(_))
            || matches!(field.source, Source::Reason(_))
    }

    /// Notes the words that tell a field's values apart. `false` where the comparison is not one of
    /// the field with a word or another field.
    fn direct(
        &mut self,
        name: usize,
        key: &str,
        left: &Side,
        right: &Side,
        scopes: &[Scope],
    ) -> bool {
        let (own, other) = match (left, right) {
            (Side::Field { name: found, .. }, other) if *found == name => (left, other),
            (other, Side::Field { name: found, .. }) if *found == name => (right, other),
            _ => return false,
        };
        let Side::Field { before, after, .. } = own else { return false };
        match other {
            Side::Literal(literal) => {
                let middle = literal
                    .strip_prefix(before.as_str())
                    .and_then(|rest| rest.strip_suffix(after.as_str()));
                if let (Some(middle), Some(known)) = (middle, self.facts.get_mut(key)) {
                    known.facts.literals.insert(middle.to_owned());
                }
                true
            }
            Side::Field { name: with, before: b, after: a } => {
                let plain = [before, after, b, a].into_iter().all(String::is_empty);
                if let Some(with) = self.name(*with, scopes) {
                    self.alike.push((key.to_owned(), with));
                }
                plain
            }
            Side::Other => false,
        }
    }

    fn finish(mut self) -> Model {
        self.share_literals();
        let subject = self.subject;
        let catalogue = subject.catalogue;
        let mut model = Model::default();
        model.contexts = subject
            .manifest
            .used_in()
            .iter()
            .filter_map(|key| catalogue.contexts.iter().position(|context| context.key == *key))
            .collect();
        model.context = model.add(Kind::Context, model.contexts.len().max(1));
        for wanted in std::mem::take(&mut self.order) {
            match wanted {
                Wanted::Question(alias) => {
                    let written = self.facts.remove(&format!("?{alias}"));
                    let written = written.map_or_else(|| alias.clone(), |known| known.written);
                    question(&mut model, subject, alias, written);
                }
                Wanted::Count(key) => {
                    for key in with_items(&key) {
                        count(&mut model, subject, key);
                    }
                }
                Wanted::Field(key) => {
                    let Some(known) = self.facts.remove(&key) else { continue };
                    for key in with_items(&key) {
                        self.slot(&mut model, key, &known);
                    }
                }
                Wanted::Unknown(program, id) => {
                    let variable = model.add(Kind::Unknown, 2);
                    model.unknown.insert((program, id), variable);
                }
            }
        }
        self.too_many(&mut model);
        // Ticked questions count for the rule of their group, coded or not.
        for alias in &subject.manifest.questions {
            if !model.questions.contains_key(alias) && catalogue.question(alias).is_some() {
                question(&mut model, subject, alias.clone(), alias.clone());
            }
        }
        model
    }

    /// Conditions on more combinations than are computed: both outcomes are possible.
    fn too_many(&self, model: &mut Model) {
        for (at, keys) in &self.conditions {
            let mut keys: Vec<String> = keys.iter().map(|key| key.replace("[]", "[1]")).collect();
            keys.sort();
            keys.dedup();
            let sizes = keys.iter().filter_map(|key| {
                let slot = model.slots.get(key)?;
                slot.variable.map(|variable| model.variables[variable].size)
            });
            // Questions have two values each.
            let questions = self.subject.template.programs()[at.0].fields[at.1].nested.len();
            let start = 1usize << questions.min(20);
            let total = sizes.fold(start, usize::saturating_mul);
            if total > super::reading::COMBINATIONS && !model.unknown.contains_key(at) {
                let variable = model.add(Kind::Unknown, 2);
                model.unknown.insert(*at, variable);
            }
        }
    }

    /// Fields that are compared with each other are tried with each other's words.
    fn share_literals(&mut self) {
        for (a, b) in std::mem::take(&mut self.alike) {
            let mut words = BTreeSet::new();
            for key in [&a, &b] {
                let Some(known) = self.facts.get(key) else { continue };
                words.extend(known.facts.literals.iter().cloned());
                let field = known.catalogue.map(|index| &self.subject.catalogue.fields[index]);
                if let Some(field) = field {
                    let sample = domain::sample(field, &self.conventions);
                    words.insert(sample.to_text(self.conventions.language).into_owned());
                }
            }
            for key in [a, b] {
                if let Some(known) = self.facts.get_mut(&key) {
                    known.facts.literals.extend(words.iter().cloned());
                }
            }
        }
    }

    fn slot(&self, model: &mut Model, key: String, known: &Known) {
        let catalogue = self.subject.catalogue;
        let field = known.catalogue.map(|index| &catalogue.fields[index]);
        if let Some(Source::Reason(value)) = field.map(|field| &field.source) {
            let (variable, reasons) = reason(model, self.subject);
            let values = std::iter::once(Value::Empty)
                .chain(reasons.iter().map(|index| {
                    let reason = &catalogue.reasons[*index];
                    Value::from(match (value, &reason.text) {
                        (ReasonValue::Key, _) => reason.key.as_str(),
                        (ReasonValue::Name, _) => reason.name.as_str(),
                        (ReasonValue::Text, ReasonText::Plain(text)) => text.as_str(),
                        (ReasonValue::Text, ReasonText::Document(_)) => "tekst",
                    })
                }))
                .collect();
            let slot = Slot {
                written: known.written.clone(),
                catalogue: known.catalogue,
                variable: Some(variable),
                values,
            };
            model.slots.insert(key, slot);
            return;
        }
        let fixed: Vec<String> = field.map_or_else(Vec::new, |field| {
            catalogue
                .contexts
                .iter()
                .flat_map(|context| &context.values)
                .filter(|(name, _)| fold(name) == fold(&field.name))
                .map(|(_, value)| value.clone())
                .collect()
        });
        let values = domain::values(field, &known.facts, &fixed, &self.conventions);
        let variable =
            (values.len() > 1).then(|| model.add(Kind::Field(key.clone()), values.len()));
        let slot =
            Slot { written: known.written.clone(), catalogue: known.catalogue, variable, values };
        model.slots.insert(key, slot);
    }
}

fn question(model: &mut Model, subject: &Subject<'_>, alias: String, written: String) {
    let catalogue = subject.catalogue.questions.iter().position(|found| found.alias == alias);
    let yes_first = catalogue.is_some_and(|index| subject.catalogue.questions[index].default_yes);
    let variable = model.add(Kind::Question(alias.clone()), 2);
    model.questions.insert(alias, Asked { written, catalogue, variable, yes_first });
}

fn count(model: &mut Model, subject: &Subject<'_>, key: String) {
    let any = of_any_item(&key).replace("[]", "");
    let least = subject.catalogue.field(&any).map_or(0, |field| match field.kind {
        FieldKind::List { least } => least,
        _ => 0,
    });
    let values = match least {
        0 => vec![1, 0, 2],
        1 => vec![1, 2],
        more => vec![more],
    };
    let variable = model.add(Kind::Count(key.clone()), values.len());
    model.counts.insert(key, (variable, values));
}

fn reason(model: &mut Model, subject: &Subject<'_>) -> (usize, Vec<usize>) {
    if let Some(found) = &model.reason {
        return found.clone();
    }
    let used = |index: &usize| {
        let reason = &subject.catalogue.reasons[*index];
        let contexts = model.contexts.iter().map(|context| &subject.catalogue.contexts[*context]);
        reason.active && contexts.into_iter().any(|found| reason.contexts.contains(&found.key))
    };
    let reasons: Vec<usize> = (0..subject.catalogue.reasons.len()).filter(used).collect();
    let variable = model.add(Kind::Reason, reasons.len() + 1);
    model.reason = Some((variable, reasons.clone()));
    (variable, reasons)
}

/// The keys of the first two items each, for a key of any item.
fn with_items(key: &str) -> Vec<String> {
    match key.split_once("[]") {
        None => vec![key.to_owned()],
        Some((head, tail)) => [1, 2]
            .into_iter()
            .flat_map(|item| {
                with_items(tail).into_iter().map(move |tail| format!("{head}[{item}]{tail}"))
            })
            .collect(),
    }
}

/// Whether a format asks for a number or a day.
pub(super) fn asks_for(format: &Format) -> Option<bool> {
    match format {
        Format::Numeric(_) => Some(true),
        Format::DateTime(_) => Some(false),
        _ => None,
    }
}
