//! Names read and conditions computed, in all combinations.
//!
//! A condition is asked of the real merge for every combination of the values that it depends on,
//! so that what holds here holds there.

use super::model::Model;
use super::names::{Meaning, Scope, meaning, of_any_item};
use super::operands::Depends;
use super::space::Space;
use super::walk::{Judged, Use, Walk};
use crate::catalogue::{Contexts, FieldKind, ReasonRule, Source};
use crate::diagnostic::{ContextFinding, Place, ProofFinding};
use crate::field::{Field as Code, Value};
use crate::merge::{
    Answer, Answers, Datum, FieldAt, MergeOptions, Missing, Record, Request, Strictness,
    condition_holds, field_text,
};
use crate::template::{Action, FieldId, Part, Text};

/// Combinations of the values of one condition that are computed.
pub(super) const COMBINATIONS: usize = 4_096;

/// Fields inside one another that are followed.
const DEPTH: usize = 24;

impl<S: Space> Walk<'_, S> {
    /// Notes what a field reads when its value is asked for. Gives the variables it depends on.
    pub fn read(&mut self, id: FieldId, guard: &S::Set, depth: usize) -> Vec<usize> {
        if depth > DEPTH || self.never(guard) {
            return Vec::new();
        }
        let program = self.program();
        let field = &program.fields[id];
        let mut variables = Vec::new();
        match &field.action {
            Action::Merge(merge) => match merge.name {
                Some(name) => variables.extend(self.name_used(name, id, guard)),
                None => {
                    for nested in &field.nested {
                        variables.extend(self.read(*nested, guard, depth + 1));
                    }
                }
            },
            Action::If { then, otherwise, .. } => {
                variables.extend(self.read_operands(id, guard));
                let holds = self.condition(id);
                let fails = self.space.not(&holds);
                let (yes, no) = (self.space.and(guard, &holds), self.space.and(guard, &fails));
                self.judge(id, &holds, &fails, &yes, &no);
                variables.extend(self.read_text(&then.text, &yes, depth + 1));
                if let Some(otherwise) = otherwise {
                    variables.extend(self.read_text(&otherwise.text, &no, depth + 1));
                }
            }
            Action::Condition { .. } => {
                variables.extend(self.read_operands(id, guard));
                let holds = self.condition(id);
                self.judge_in(id, &holds, guard);
            }
            Action::Quote(branch) => {
                variables.extend(self.read_text(&branch.text, guard, depth + 1));
            }
            Action::Set { content, .. } => {
                variables.extend(self.read_text(&content.text, guard, depth + 1));
            }
            Action::Compute => {
                let formula = matches!(field.instruction.field, Code::Formula(_));
                for nested in &field.nested {
                    if formula {
                        self.computed_with(*nested, guard);
                    }
                    variables.extend(self.read(*nested, guard, depth + 1));
                }
                let names = self.set_before(&self.depends_on(id).bookmarks.clone());
                variables.extend(names.into_iter().flat_map(|(_, _, variables)| variables));
            }
            Action::Keep | Action::Stored | Action::Nothing => {}
        }
        variables
    }

    /// Notes what a composed text reads.
    pub fn read_text(&mut self, text: &Text, guard: &S::Set, depth: usize) -> Vec<usize> {
        let nested: Vec<FieldId> = text
            .parts
            .iter()
            .filter_map(|part| match part {
                Part::Nested(id) => Some(*id),
                Part::Literal(_) => None,
            })
            .collect();
        nested.into_iter().flat_map(|id| self.read(id, guard, depth + 1)).collect()
    }

    /// Notes what the operands of a condition read.
    pub fn read_operands(&mut self, id: FieldId, guard: &S::Set) -> Vec<usize> {
        let program = self.program();
        let (Action::If { left, right, .. } | Action::Condition { left, right }) =
            &program.fields[id].action
        else {
            return Vec::new();
        };
        let mut variables = self.read_text(left, guard, 0);
        variables.extend(self.read_text(right, guard, 0));
        if let Some(unknown) = self.model.unknown.get(&(self.program, id)) {
            variables.push(*unknown);
            let place = Some(program.fields[id].place.clone());
            // Told wherever it can be reached, whatever else is unknown.
            if !self.never(guard) && self.reported.insert((format!("unknown {id}"), place.clone()))
            {
                self.walked.raw.push(super::walk::Raw {
                    finding: ProofFinding::ConditionUnknown {}.into(),
                    place,
                    set: None,
                });
            }
        }
        variables
    }

    // -- names

    fn name_used(&mut self, name: usize, id: FieldId, guard: &S::Set) -> Vec<usize> {
        let subject = self.subject;
        let name = &subject.template.names()[name];
        let place = self.program().fields[id].place.clone();
        match meaning(subject, name, &self.scopes) {
            Meaning::Question(key) => {
                let alias = Model::alias(subject, &key);
                let Some(asked) = self.model.questions.get(&alias) else { return Vec::new() };
                let (variable, catalogue) = (asked.variable, asked.catalogue);
                let new = Use { written: key, catalogue, list: false, place, set: guard.clone() };
                self.note_use(true, alias, new);
                vec![variable]
            }
            Meaning::Field { catalogue, key } => {
                self.check_format(id, catalogue, &name.written, guard);
                self.used(&key, &name.written, catalogue, false, &place, guard);
                self.model.slots.get(&key).and_then(|slot| slot.variable).into_iter().collect()
            }
            Meaning::Outside(field) => {
                let field = &subject.catalogue.fields[field];
                let finding = ProofFinding::ItemOutsideRegion {
                    name: name.written.clone(),
                    list: field.list.clone().unwrap_or_default(),
                };
                self.found(finding, Some(place), guard);
                Vec::new()
            }
            Meaning::Number => Vec::new(),
        }
    }

    fn note_use(&mut self, question: bool, key: String, new: Use<S::Set>) {
        let list = if question { &mut self.walked.asked } else { &mut self.walked.uses };
        match list.iter_mut().find(|(found, _)| *found == key) {
            Some((_, known)) => known.set = self.space.or(&known.set, &new.set),
            None => list.push((key, new)),
        }
    }

    /// Notes that a field or list is asked for. Gives the combinations whose context lacks it.
    pub fn used(
        &mut self,
        key: &str,
        written: &str,
        catalogue: Option<usize>,
        list: bool,
        place: &Place,
        guard: &S::Set,
    ) -> S::Set {
        let any = of_any_item(key);
        let new = Use {
            written: written.to_owned(),
            catalogue,
            list,
            place: place.clone(),
            set: guard.clone(),
        };
        self.note_use(false, any.clone(), new);
        let mut absent = self.space.none();
        let subject = self.subject;
        let Some(index) = catalogue else {
            if !any.ends_with(".value") || !any.contains("[]") {
                self.unknown_field(&any, written, place, guard);
            }
            return absent;
        };
        let field = &subject.catalogue.fields[index];
        if !list && matches!(field.kind, FieldKind::List { .. }) {
            let name = written.to_owned();
            self.found(ProofFinding::ListAsValue { name }, Some(place.clone()), guard);
        }
        let mut lacking: Vec<usize> = Vec::new();
        for (position, context) in self.model.contexts.iter().enumerate() {
            let context_data = &subject.catalogue.contexts[*context];
            if !field.contexts.contains(&context_data.key) {
                let here = self.space.value(self.model.context, position);
                absent = self.space.or(&absent, &here);
                let reached = self.space.and(&here, guard);
                if !self.never(&reached) {
                    lacking.push(*context);
                }
            } else if matches!(field.source, Source::Reason(_))
                && context_data.reason == ReasonRule::Refused
            {
                let here = self.space.value(self.model.context, position);
                let reached = self.space.and(&here, guard);
                if !self.never(&reached) && self.absent.insert((any.clone(), usize::MAX)) {
                    let finding = ProofFinding::FieldWithoutSource {
                        name: field.name.clone(),
                        context: context_data.key.clone(),
                    };
                    self.found(finding, Some(place.clone()), &reached);
                }
            }
        }
        self.price_fields(index, &any, place, guard);
        // One finding for a field in all its places, unless another place is reached elsewhere.
        lacking.retain(|context| self.absent.insert((any.clone(), *context)));
        if !lacking.is_empty() {
            let reached = self.space.and(&absent, guard);
            let keys = |keys: Vec<&str>| keys.join("`, `");
            let finding = ContextFinding::FieldNotInContext {
                name: field.name.clone(),
                context: keys(
                    lacking
                        .iter()
                        .map(|context| subject.catalogue.contexts[*context].key.as_str())
                        .collect(),
                ),
                contexts: contexts_words(&field.contexts),
            };
            self.found(finding, Some(place.clone()), &reached);
        }
        absent
    }

    /// A price that must be there is found by two fields, which must be there too.
    fn price_fields(&mut self, index: usize, key: &str, place: &Place, guard: &S::Set) {
        let catalogue = self.subject.catalogue;
        let field = &catalogue.fields[index];
        let Source::Price { supplier, service } = &field.source else { return };
        if field.optional {
            return;
        }
        for (position, context) in self.model.contexts.iter().enumerate() {
            let context = &catalogue.contexts[*context];
            let lacking = [supplier, service].into_iter().find(|name| {
                catalogue.field(name).is_none_or(|input| !input.contexts.contains(&context.key))
            });
            let Some(lacking) = lacking.filter(|_| field.contexts.contains(&context.key)) else {
                continue;
            };
            let here = self.space.value(self.model.context, position);
            let reached = self.space.and(&here, guard);
            if !self.never(&reached) && self.absent.insert((key.to_owned(), usize::MAX - 1)) {
                let finding = ProofFinding::PriceWithoutField {
                    name: field.name.clone(),
                    field: lacking.clone(),
                    context: context.key.clone(),
                };
                self.found(finding, Some(place.clone()), &reached);
            }
        }
    }

    fn unknown_field(&mut self, key: &str, written: &str, place: &Place, guard: &S::Set) {
        // A field without a name, and an element that is not there, were told of when the template
        // was compiled and composed.
        if key.is_empty() || key.starts_with("element.") {
            return;
        }
        if self.never(guard) || !self.absent.insert((key.to_owned(), usize::MAX)) {
            return;
        }
        let names = self.subject.catalogue.fields.iter().map(|field| field.name.as_str());
        let name = written.to_owned();
        let finding = match crate::diagnostic::near(written, names) {
            Some(near) => ContextFinding::FieldUnknownNear { name, near: near.to_owned() },
            None => ContextFinding::FieldUnknownToCatalogue { name },
        };
        self.found(finding, Some(place.clone()), guard);
    }

    // -- emptiness

    /// Where a name's value is empty.
    pub fn empty_name(&mut self, name: usize) -> S::Set {
        let name = &self.subject.template.names()[name];
        let mut empty = self.space.none();
        let Meaning::Field { key, .. } = meaning(self.subject, name, &self.scopes) else {
            return empty;
        };
        let Some(slot) = self.model.slots.get(&key) else { return empty };
        if let Some(variable) = slot.variable {
            for (index, value) in slot.values.iter().enumerate() {
                if value.is_empty() {
                    let here = self.space.value(variable, index);
                    empty = self.space.or(&empty, &here);
                }
            }
        }
        empty
    }

    /// Whether a letter is written where a name's value is empty: without a value that must be there
    /// it is refused.
    pub fn may_be_empty(&self, name: usize) -> bool {
        let name = &self.subject.template.names()[name];
        let Meaning::Field { key, .. } = meaning(self.subject, name, &self.scopes) else {
            return false;
        };
        let slot = self.model.slots.get(&key).and_then(|slot| slot.catalogue);
        slot.is_some_and(|index| self.subject.catalogue.fields[index].optional)
    }

    /// Where a computed field shows nothing.
    pub fn empty_value(&mut self, id: FieldId) -> S::Set {
        let program = self.program();
        if let Some(unknown) = self.model.unknown.get(&(self.program, id)) {
            return self.space.value(*unknown, 1);
        }
        match &program.fields[id].instruction.field {
            Code::Ref(_)
            | Code::Bare(_)
            | Code::DocProperty(_)
            | Code::DocVariable(_)
            | Code::DocInfo(..)
            | Code::Empty => {
                let depends = self.depends_on(id);
                let at = (self.program, id);
                self.computed(&depends, |template, request, before| {
                    field_text(template, request, before, at).is_none_or(|text| text.is_empty())
                })
                .unwrap_or_else(|| self.space.none())
            }
            _ => self.space.none(),
        }
    }

    // -- conditions

    fn depends_on(&self, id: FieldId) -> Depends {
        let mut depends = Depends::default();
        depends.field(self.subject.template, self.program, id, 0);
        depends
    }

    /// Where the condition of a field holds.
    pub fn condition(&mut self, id: FieldId) -> S::Set {
        if let Some(unknown) = self.model.unknown.get(&(self.program, id)) {
            return self.space.value(*unknown, 0);
        }
        let depends = self.operands_of(id);
        let at = (self.program, id);
        self.computed(&depends, |template, request, before| {
            condition_holds(template, request, before, at).unwrap_or(false)
        })
        .unwrap_or_else(|| {
            self.given_up.insert(at);
            self.space.none()
        })
    }

    pub fn operands_of(&self, id: FieldId) -> Depends {
        let template = self.subject.template;
        let mut depends = Depends::default();
        if let Action::If { left, right, .. } | Action::Condition { left, right } =
            &self.program().fields[id].action
        {
            depends.text(template, self.program, left, 0);
            depends.text(template, self.program, right, 0);
        }
        depends
    }

    /// SET fields before that give some bookmarks a content, with those that they use themselves.
    fn set_before(&self, bookmarks: &[String]) -> Vec<(FieldAt, S::Set, Vec<usize>)> {
        let mut wanted: Vec<String> = bookmarks.to_vec();
        let mut found = Vec::new();
        for (name, at, guard, variables) in self.sets.iter().rev() {
            if wanted.contains(name) {
                let mut inner = Depends::default();
                inner.set(self.subject.template, *at);
                wanted.extend(inner.bookmarks);
                found.push((*at, guard.clone(), variables.clone()));
            }
        }
        found.reverse();
        found
    }

    /// Where something holds that depends on names: asked for each combination of their values.
    /// `None` where there are too many.
    fn computed(
        &mut self,
        depends: &Depends,
        holds: impl Fn(&crate::template::Template, &Request<'_>, &[FieldAt]) -> bool,
    ) -> Option<S::Set> {
        let subject = self.subject;
        let names: Vec<(String, Meaning)> = depends
            .names
            .iter()
            .map(|(name, _)| {
                let name = &subject.template.names()[*name];
                (name.path.clone(), meaning(subject, name, &self.scopes))
            })
            .collect();
        let before = self.set_before(&depends.bookmarks);
        let mut variables: Vec<usize> = names
            .iter()
            .filter_map(|(_, meaning)| match meaning {
                Meaning::Question(key) => {
                    let alias = Model::alias(subject, key);
                    self.model.questions.get(&alias).map(|asked| asked.variable)
                }
                Meaning::Field { key, .. } => self.model.slots.get(key)?.variable,
                _ => None,
            })
            .collect();
        let mut set_names: Vec<(String, Meaning)> = Vec::new();
        for (at, _, more) in &before {
            variables.extend(more);
            let mut inner = Depends::default();
            inner.set(subject.template, *at);
            set_names.extend(inner.names.iter().map(|(name, _)| {
                let name = &subject.template.names()[*name];
                (name.path.clone(), meaning(subject, name, &self.scopes))
            }));
        }
        variables.sort_unstable();
        variables.dedup();
        let sizes: Vec<usize> =
            variables.iter().map(|variable| self.model.variables[*variable].size).collect();
        let total = sizes.iter().try_fold(1usize, |product, size| product.checked_mul(*size))?;
        if total > COMBINATIONS {
            return None;
        }
        let options = MergeOptions {
            missing: Missing::Empty,
            strictness: Strictness::Lenient,
            ..MergeOptions::default()
        };
        let all_names: Vec<&(String, Meaning)> = names.iter().chain(&set_names).collect();
        let mut values = vec![0usize; variables.len()];
        let mut result = Vec::with_capacity(total);
        loop {
            let value_of = |variable: usize| {
                variables.binary_search(&variable).map_or(0, |index| values[index])
            };
            let (record, answers) = self.record(&all_names, &value_of);
            let request = Request::single(&record, &answers, &options);
            let mut done: Vec<FieldAt> = Vec::new();
            for (at, guard, _) in &before {
                let mut here = guard.clone();
                for (variable, value) in variables.iter().zip(&values) {
                    let literal = self.space.value(*variable, *value);
                    here = self.space.and(&here, &literal);
                }
                if !self.never(&here) {
                    done.push(*at);
                }
            }
            result.push(holds(subject.template, &request, &done));
            // The next combination, the last variable fastest.
            let Some(position) =
                (0..values.len()).rev().find(|position| values[*position] + 1 < sizes[*position])
            else {
                break;
            };
            values[position] += 1;
            for value in &mut values[position + 1..] {
                *value = 0;
            }
        }
        Some(self.tabulated(&variables, &sizes, &result))
    }

    /// The set of the combinations for which a table says yes.
    fn tabulated(&mut self, variables: &[usize], sizes: &[usize], table: &[bool]) -> S::Set {
        if table.iter().all(|holds| *holds) {
            return self.space.all();
        }
        if table.iter().all(|holds| !*holds) {
            return self.space.none();
        }
        let (Some(variable), Some(size)) = (variables.first(), sizes.first()) else {
            return self.space.none();
        };
        let part = table.len() / size;
        let mut set = self.space.none();
        for value in 0..*size {
            let slice = &table[value * part..(value + 1) * part];
            let rest = self.tabulated(&variables[1..], &sizes[1..], slice);
            let literal = self.space.value(*variable, value);
            let both = self.space.and(&literal, &rest);
            set = self.space.or(&set, &both);
        }
        set
    }

    fn record(
        &self,
        names: &[&(String, Meaning)],
        value_of: &impl Fn(usize) -> usize,
    ) -> (Record, Answers) {
        let mut record = Record::default();
        let mut answers = Answers::new();
        for (path, meaning) in names {
            match meaning {
                Meaning::Question(key) => {
                    let alias = Model::alias(self.subject, key);
                    if let Some(asked) = self.model.questions.get(&alias) {
                        let yes = (value_of(asked.variable) == 0) == asked.yes_first;
                        let answer = if yes { Answer::Yes } else { Answer::No };
                        answers.insert(key.clone(), answer);
                    }
                }
                Meaning::Field { key, .. } => {
                    let Some(slot) = self.model.slots.get(key) else { continue };
                    let index = slot.variable.map_or(0, value_of);
                    let value = slot.values.get(index).cloned().unwrap_or_default();
                    record.insert(path.clone(), Datum::Value(value));
                }
                Meaning::Number => {
                    let number = self.scopes.last().map_or(0, |scope: &Scope| scope.item);
                    record.insert(path.clone(), Datum::Value(Value::Text(number.to_string())));
                }
                Meaning::Outside(_) => {}
            }
        }
        (record, answers)
    }

    /// Questions that a condition asks, by alias.
    pub fn questions_in(&self, id: FieldId) -> Vec<String> {
        let depends = self.operands_of(id);
        let mut names = depends.names;
        for (at, _, _) in self.set_before(&depends.bookmarks) {
            let mut content = Depends::default();
            content.set(self.subject.template, at);
            names.extend(content.names);
        }
        let key = |name: &usize| self.subject.template.names()[*name].question.clone();
        names.iter().filter_map(|(name, _)| Some(Model::alias(self.subject, &key(name)?))).collect()
    }

    /// Notes what was seen of a condition that holds there, reached here.
    pub fn judge_in(&mut self, id: FieldId, holds: &S::Set, guard: &S::Set) {
        let fails = self.space.not(holds);
        let (yes, no) = (self.space.and(guard, holds), self.space.and(guard, &fails));
        self.judge(id, holds, &fails, &yes, &no);
    }

    /// Notes what was seen of a condition.
    pub fn judge(
        &mut self,
        id: FieldId,
        holds: &S::Set,
        fails: &S::Set,
        yes: &S::Set,
        no: &S::Set,
    ) {
        let all = self.space.all();
        let constant = match (self.space.apart(holds, &all), self.space.apart(fails, &all)) {
            (true, false) => Some(false),
            (false, true) => Some(true),
            _ => None,
        };
        let questions = self.questions_in(id);
        let names = self.operands_of(id).names.len();
        let at = (self.program, id);
        let known = !self.model.unknown.contains_key(&at) && !self.given_up.contains(&at);
        let now = Judged {
            holds: !self.never(yes),
            fails: !self.never(no),
            could_hold: !self.never(holds),
            could_fail: !self.never(fails),
            constant,
            might_fail: !self.space.apart(no, &self.proper),
            questions_only: names > 0 && questions.len() == names,
            questions,
            scopes: self.scopes.clone(),
            known,
        };
        match self.walked.judged.get_mut(&(self.program, id)) {
            None => {
                self.walked.judged.insert((self.program, id), now);
            }
            Some(before) => {
                before.holds |= now.holds;
                before.fails |= now.fails;
                before.could_hold |= now.could_hold;
                before.could_fail |= now.could_fail;
                before.might_fail |= now.might_fail;
                if before.constant != now.constant {
                    before.constant = None;
                }
            }
        }
    }
}

/// The contexts that a field exists in, in words.
pub(super) fn contexts_words(contexts: &Contexts) -> String {
    match contexts {
        Contexts::All => "*".to_owned(),
        Contexts::Only(keys) if keys.is_empty() => "–".to_owned(),
        Contexts::Only(keys) => {
            keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
        }
    }
}
