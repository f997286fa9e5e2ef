//! What a template needs, and under which conditions: a walk over its compiled stories.
//!
//! A field that stands in no branch is needed always; one in a branch, when the branch is taken; one
//! that another is computed from, when that one is. The proof over every answer
//! ([`crate::verify`]) knows the conditions more exactly; whoever has one can make [`Needs`] of it.

use super::Subject;
use super::condition::{Guard, Test, simplified};
use crate::catalogue::{Catalogue, CatalogueField, Source};
use crate::diagnostic::Place;
use crate::field::{Field as Code, Format, GeneralFormat, Operator, Value, compare};
use crate::template::{Action, Branch, FieldId, Name, Part, Program, Step, Text};

/// What a template needs.
#[derive(Clone, Debug, Default)]
pub struct Needs {
    /// The fields, in the order of their first use.
    pub fields: Vec<Need>,
    /// Aliases of the questions that its codes ask, or keys where the catalogue has none.
    pub questions: Vec<String>,
    /// The letter types that fields look for in the history.
    pub letters: Vec<String>,
}

/// A field and when it is needed.
#[derive(Clone, Debug)]
pub struct Need {
    /// The name: the catalogue's, or where it has none the template's.
    pub name: String,
    /// The list whose items have it.
    pub list: Option<String>,
    /// The catalogue has it.
    pub known: bool,
    /// The conditions under which a letter uses it, each for itself enough. One without conditions:
    /// always.
    pub uses: Vec<Guard>,
    /// Where it stands first; of a field that only others are computed from, where those stand.
    pub place: Place,
}

/// Finds what a template needs.
pub fn needs(subject: &Subject<'_>) -> Needs {
    let mut found = Needs::default();
    for program in subject.template.programs() {
        let mut walk = Walk { subject, program, found: &mut found, lists: Vec::new() };
        walk.steps(&program.steps, &Guard::default());
    }
    title(subject, &mut found);
    for need in &mut found.fields {
        need.uses = simplified(std::mem::take(&mut need.uses));
    }
    found
}

/// The title in Digital Post names fields too, and takes none that is missing.
fn title(subject: &Subject<'_>, found: &mut Needs) {
    let mut rest = subject.manifest.title.as_str();
    while let Some((_, after)) = rest.split_once("{{") {
        let Some((expression, after)) = after.split_once("}}") else { return };
        rest = after;
        for word in expression.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '_'))) {
            if let Some(field) = subject.catalogue.field(word) {
                let mut chain = Vec::new();
                found.require(
                    subject.catalogue,
                    field,
                    &Guard::default(),
                    &Place::default(),
                    &mut chain,
                );
            }
        }
    }
}

struct Walk<'w> {
    subject: &'w Subject<'w>,
    program: &'w Program,
    found: &'w mut Needs,
    /// The lists whose regions we are in.
    lists: Vec<&'w str>,
}

impl<'w> Walk<'w> {
    fn steps(&mut self, steps: &'w [Step], guard: &Guard) {
        for step in steps {
            match step {
                Step::Field(id) | Step::Code { field: id, .. } => self.field(*id, guard),
                Step::Region(index) => {
                    let region = &self.program.regions[*index];
                    self.name(&Name::new(&region.name, false), guard, &region.place);
                    self.lists.push(&region.name);
                    self.steps(&region.steps, guard);
                    self.lists.pop();
                }
                _ => {}
            }
        }
    }

    fn field(&mut self, id: FieldId, guard: &Guard) {
        let program = self.program;
        let field = &program.fields[id];
        match &field.action {
            Action::Merge(merge) => {
                match (merge.name, &merge.composed) {
                    (Some(index), _) => {
                        let name = &self.subject.template.names()[index];
                        self.name(name, guard, &field.place);
                    }
                    (None, Some(text)) => self.text(text, guard),
                    (None, None) => {}
                }
                // Printed only beside a value: whatever they name may be left out with it.
                let filled = Test::Other(format!("{} <> \"\"", program.braces(id)));
                for branch in [&merge.before, &merge.after].into_iter().flatten() {
                    self.branch(branch, &guard.and(&filled, true));
                }
            }
            Action::If { left, right, then, otherwise } => {
                self.text(left, guard);
                self.text(right, guard);
                match self.test(id, left, right) {
                    Asked::Always(holds) => {
                        let taken = if holds { Some(then) } else { otherwise.as_ref() };
                        if let Some(branch) = taken {
                            self.branch(branch, guard);
                        }
                    }
                    Asked::Test(test, holds) => {
                        self.branch(then, &guard.and(&test, holds));
                        if let Some(otherwise) = otherwise {
                            self.branch(otherwise, &guard.and(&test, !holds));
                        }
                    }
                }
            }
            Action::Condition { left, right } => {
                self.text(left, guard);
                self.text(right, guard);
            }
            Action::Quote(branch) => self.branch(branch, guard),
            Action::Set { name, content } => {
                self.text(name, guard);
                self.branch(content, guard);
            }
            Action::Compute | Action::Keep => {
                for nested in &field.nested {
                    self.field(*nested, guard);
                }
            }
            Action::Stored | Action::Nothing => {}
        }
    }

    fn branch(&mut self, branch: &'w Branch, guard: &Guard) {
        self.steps(&branch.steps, guard);
    }

    fn text(&mut self, text: &'w Text, guard: &Guard) {
        for part in &text.parts {
            if let Part::Nested(id) = part {
                self.field(*id, guard);
            }
        }
    }

    fn name(&mut self, name: &Name, guard: &Guard, place: &Place) {
        let catalogue = self.subject.catalogue;
        if let Some(key) = &name.question {
            let alias = alias(catalogue, key);
            if !self.found.questions.contains(&alias) {
                self.found.questions.push(alias);
            }
            return;
        }
        let path = self.path(name);
        let last = path.rsplit('.').next().unwrap_or_default().to_lowercase();
        if !self.lists.is_empty() && matches!(last.as_str(), "rownumber" | "rækkenummer") {
            return;
        }
        match self.resolve(&path) {
            Some(field) => {
                self.found.require(catalogue, field, guard, place, &mut Vec::new());
            }
            None => self.found.add(&path, None, false, guard, place),
        }
    }

    /// The path that a name stands for: mapped names translated, `Image:` left out.
    fn path(&self, name: &Name) -> String {
        let mapped = &self.subject.template.settings().mapped_fields;
        let written = mapped
            .iter()
            .find(|(word, _)| name.mapped && word.eq_ignore_ascii_case(&name.written))
            .map_or(name.written.as_str(), |(_, data)| data.as_str());
        let bare = match written.split_at_checked("Image:".len()) {
            Some((head, rest)) if head.eq_ignore_ascii_case("Image:") => rest,
            _ => written,
        };
        Name::new(bare, false).path
    }

    fn resolve(&self, path: &str) -> Option<&'w CatalogueField> {
        let catalogue = self.subject.catalogue;
        let item = self.lists.iter().rev().find_map(|list| catalogue.item_field(list, path));
        item.or_else(|| catalogue.field(path))
    }

    /// What an IF asks, as far as it is a question or a field against a text.
    fn test(&self, id: FieldId, left: &Text, right: &Text) -> Asked {
        let field = &self.program.fields[id];
        let Code::If(choice) = &field.instruction.field else {
            return Asked::Test(Test::Other(self.program.braces(id)), true);
        };
        let operator = choice.condition.operator;
        let other = || {
            let words = format!("{} {} {}", self.words(left), operator.sign(), self.words(right));
            Asked::Test(Test::Other(words), true)
        };
        let (name, literal, operator) =
            match (self.asked_name(left), literal(right), literal(left), self.asked_name(right)) {
                (Some(name), Some(literal), ..) => (name, literal, operator),
                (.., Some(literal), Some(name)) => (name, literal, turned(operator)),
                _ => return other(),
            };
        let conventions = self.subject.template.conventions();
        if let Some(key) = &name.question {
            let holds = |letter: &str| {
                compare(&Value::from(letter), operator, &literal, &conventions).holds
            };
            return match (holds("J"), holds("N")) {
                (true, false) => {
                    Asked::Test(Test::Question(alias(self.subject.catalogue, key)), true)
                }
                (false, true) => {
                    Asked::Test(Test::Question(alias(self.subject.catalogue, key)), false)
                }
                (always, _) => Asked::Always(always),
            };
        }
        let path = self.path(name);
        match self.resolve(&path) {
            Some(field) if field.list.is_none() => {
                let literal = literal.to_text(conventions.language).into_owned();
                Asked::Test(
                    Test::Field { name: field.name.clone(), operator: operator.sign(), literal },
                    true,
                )
            }
            _ => other(),
        }
    }

    /// The name that an operand is the plain value of.
    fn asked_name(&self, text: &Text) -> Option<&'w Name> {
        let mut parts = text.parts.iter().filter(|part| !is_empty(part));
        let (Some(Part::Nested(id)), None) = (parts.next(), parts.next()) else { return None };
        let field = &self.program.fields[*id];
        let plain = field
            .instruction
            .formats
            .iter()
            .all(|format| matches!(format, Format::General(GeneralFormat::MergeFormat)));
        match &field.action {
            Action::Merge(merge) if plain && merge.before.is_none() && merge.after.is_none() => {
                Some(&self.subject.template.names()[merge.name?])
            }
            _ => None,
        }
    }

    fn words(&self, text: &Text) -> String {
        text.parts
            .iter()
            .map(|part| match part {
                Part::Nested(id) => self.program.braces(*id),
                Part::Literal(value) => {
                    let language = self.subject.template.conventions().language;
                    format!("\"{}\"", value.to_text(language))
                }
            })
            .collect()
    }
}

enum Asked {
    /// Decided by itself.
    Always(bool),
    /// The condition is met where the test comes to this.
    Test(Test, bool),
}

impl Needs {
    /// Notes that a letter uses a field, and with it all that the field is computed from.
    fn require(
        &mut self,
        catalogue: &Catalogue,
        field: &CatalogueField,
        guard: &Guard,
        place: &Place,
        chain: &mut Vec<String>,
    ) {
        if chain.contains(&field.name) {
            return;
        }
        self.add(&field.name, field.list.as_deref(), true, guard, place);
        chain.push(field.name.clone());
        let mut also = |name: &str, needs: &mut Needs| {
            let list = field.list.as_deref();
            let found = list
                .and_then(|list| catalogue.item_field(list, name))
                .or_else(|| catalogue.field(name));
            if let Some(found) = found {
                needs.require(catalogue, found, guard, place, chain);
            }
        };
        if let Some(list) = &field.list {
            also(list, self);
        }
        match &field.source {
            Source::Price { supplier, service } => {
                also(supplier, self);
                also(service, self);
            }
            Source::Formula(formula) => {
                for operand in operands(formula) {
                    also(operand, self);
                }
            }
            Source::History { letter, .. } => {
                if !self.letters.contains(letter) {
                    self.letters.push(letter.clone());
                }
            }
            Source::Request | Source::Parameter | Source::Reason(_) => {}
        }
        chain.pop();
    }

    fn add(&mut self, name: &str, list: Option<&str>, known: bool, guard: &Guard, place: &Place) {
        let same = |need: &&mut Need| need.name == name && need.list.as_deref() == list;
        match self.fields.iter_mut().find(same) {
            Some(need) if need.uses.contains(guard) => {}
            Some(need) => need.uses.push(guard.clone()),
            None => self.fields.push(Need {
                name: name.to_owned(),
                list: list.map(str::to_owned),
                known,
                uses: vec![guard.clone()],
                place: place.clone(),
            }),
        }
    }
}

/// The names in a formula's braces.
fn operands(formula: &str) -> impl Iterator<Item = &str> {
    formula.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.trim())
}

fn alias(catalogue: &Catalogue, key: &str) -> String {
    catalogue.question(key).map_or_else(|| key.to_owned(), |question| question.alias.clone())
}

fn is_empty(part: &Part) -> bool {
    matches!(part, Part::Literal(value) if value.is_empty())
}

/// The text that an operand is.
fn literal(text: &Text) -> Option<Value> {
    match text.parts.as_slice() {
        [] => Some(Value::Empty),
        [Part::Literal(value)] => Some(value.clone()),
        _ => None,
    }
}

/// The operator with its sides exchanged.
fn turned(operator: Operator) -> Operator {
    match operator {
        Operator::Less => Operator::Greater,
        Operator::LessEqual => Operator::GreaterEqual,
        Operator::Greater => Operator::Less,
        Operator::GreaterEqual => Operator::LessEqual,
        same => same,
    }
}
