//! Fields as values: operands, formulas, bookmarks, properties, sequences.

use super::lookup::Looked;
use super::record::Datum;
use super::run::Merger;
use crate::diagnostic::Finding;
use crate::field::{
    self, CellRange, ComparisonNote, Field as Code, FormulaError, GeneralFormat, Operator, Value,
};
use crate::template::{Action, FieldId, Part, Text};

/// Fields inside one another across bookmarks and cells; those that refer to themselves are found
/// before.
const DEPTH: usize = 64;

/// Bytes that a composed text may have: a variable that holds another twice doubles each time.
pub(super) const TEXT_LIMIT: usize = 1 << 20;

/// Bookmarks and cells that may be read while another is read, in all of a letter: they too double.
pub(super) const READS: usize = 50_000;

/// A bookmark or a cell that is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Program and index.
    Bookmark(usize, usize),
    /// Program, table, row and column.
    Cell(usize, usize, usize, usize),
}

impl Merger<'_> {
    /// A field's result as a value; typed as the data was when no format makes text of it.
    pub(super) fn value(&mut self, id: FieldId) -> Value {
        if self.depth >= DEPTH {
            self.exhausted = true;
            return Value::Empty;
        }
        self.depth += 1;
        let value = self.value_inside(id);
        self.depth -= 1;
        value
    }

    fn value_inside(&mut self, id: FieldId) -> Value {
        let field = &self.program().fields[id];
        let raw = match &field.action {
            Action::Merge(merge) => {
                let value = match self.look_up(id, merge) {
                    Looked::Value(value) => value.into_owned(),
                    Looked::Rich(datum) => rich_text(datum),
                    Looked::Missing => Value::Empty,
                };
                if value.is_empty() || (merge.before.is_none() && merge.after.is_none()) {
                    value
                } else {
                    let mut text = merge
                        .before
                        .as_ref()
                        .map_or_else(String::new, |branch| self.text_of(&branch.text));
                    text.push_str(&self.formatted(id, &value));
                    if let Some(after) = &merge.after {
                        text.push_str(&self.text_of(&after.text));
                    }
                    return Value::Text(text);
                }
            }
            Action::If { left, right, then, otherwise } => {
                if self.holds(id, left, right) {
                    self.text_value(&then.text)
                } else {
                    otherwise.as_ref().map_or(Value::Empty, |branch| self.text_value(&branch.text))
                }
            }
            Action::Condition { left, right } => {
                let holds = self.holds(id, left, right);
                match field.instruction.field {
                    Code::SkipIf(_) => {
                        if holds && self.skipped.is_none() {
                            self.skipped = Some(field.place.clone());
                        }
                        Value::Empty
                    }
                    _ => Value::from(if holds { "1" } else { "0" }),
                }
            }
            Action::Quote(branch) => self.text_value(&branch.text),
            Action::Set { name, content } => {
                let name = self.text_of(name).trim().to_lowercase();
                let value = self.text_value(&content.text);
                self.bookmarks.insert(name, super::run::SetBookmark { value, runs: None });
                Value::Empty
            }
            Action::Compute => self.compute(id),
            Action::Keep | Action::Stored => return Value::Text(field.stored.text.clone()),
            Action::Nothing => return Value::Empty,
        };
        if field.instruction.formats.is_empty() || raw.is_empty() {
            raw
        } else {
            Value::Text(self.formatted(id, &raw))
        }
    }

    /// Composed text as a value: a lone field keeps its type.
    pub(super) fn text_value(&mut self, text: &Text) -> Value {
        self.parts_value(&text.parts)
    }

    fn parts_value(&mut self, parts: &[Part]) -> Value {
        match parts {
            [] => Value::Empty,
            [Part::Nested(id)] => self.value(*id),
            [Part::Literal(value)] => value.clone(),
            parts => Value::Text(self.parts_text(parts)),
        }
    }

    /// Composed text.
    pub(super) fn text_of(&mut self, text: &Text) -> String {
        self.parts_text(&text.parts)
    }

    fn parts_text(&mut self, parts: &[Part]) -> String {
        let language = self.template.conventions().language;
        let mut out = String::new();
        for part in parts {
            if out.len() > TEXT_LIMIT {
                self.exhausted = true;
                break;
            }
            match part {
                Part::Literal(value) => out.push_str(&value.to_text(language)),
                Part::Nested(id) => {
                    let value = self.value(*id);
                    out.push_str(&value.to_text(language));
                }
            }
        }
        out
    }

    /// Whether the condition of a field holds.
    pub(super) fn holds(&mut self, id: FieldId, left: &Text, right: &Text) -> bool {
        let operator = match &self.program().fields[id].instruction.field {
            Code::If(choice) => choice.condition.operator,
            Code::Compare(Some(condition)) | Code::SkipIf(Some(condition)) => condition.operator,
            _ => Operator::Equal,
        };
        let literal = right.literal();
        let left = self.operand(id, left);
        let right = self.operand(id, right);
        let found = field::compare(&left, operator, &right, &self.template.conventions());
        if found.notes.contains(&ComparisonNote::DiffersInCase)
            && let Some(literal) = literal
        {
            self.note(id, Finding::ComparisonCase { literal });
        }
        found.holds
    }

    /// An operand of a comparison: a bare word may name a bookmark.
    fn operand(&mut self, id: FieldId, text: &Text) -> Value {
        if text.bare
            && let [Part::Literal(Value::Text(word))] = text.parts.as_slice()
            && let Some(value) = self.bookmark_value(id, word)
        {
            return value;
        }
        self.text_value(text)
    }

    fn bookmark_value(&mut self, id: FieldId, name: &str) -> Option<Value> {
        let name = name.trim().to_lowercase();
        if let Some(bookmark) = self.bookmarks.get(&name) {
            return Some(bookmark.value.clone());
        }
        let (program, index) = self.template.bookmark(&name)?;
        if !self.begin_reading(id, Reading::Bookmark(program, index), &name) {
            return Some(Value::Empty);
        }
        let here = std::mem::replace(&mut self.program, program);
        let value = self.parts_value(self.program().bookmark_parts(index));
        self.program = here;
        self.reading.pop();
        Some(match value {
            Value::Text(text) => Value::Text(text.trim_end_matches('\n').to_owned()),
            value => value,
        })
    }

    /// Whether a bookmark or cell may be read now: not while it is being read, and not when reading
    /// has gone on too long.
    pub(super) fn begin_reading(&mut self, id: FieldId, reading: Reading, name: &str) -> bool {
        if self.reading.contains(&reading) {
            self.note(id, Finding::SelfReference { name: name.to_owned() });
            return false;
        }
        if !self.reading.is_empty() {
            if self.reads_left == 0 {
                self.exhausted = true;
                return false;
            }
            self.reads_left -= 1;
        }
        self.reading.push(reading);
        true
    }

    /// Fields that are evaluated from their code alone, before any format.
    pub(super) fn compute(&mut self, id: FieldId) -> Value {
        let field = &self.program().fields[id];
        let code = field.code.as_str();
        match &field.instruction.field {
            Code::Formula(formula) => {
                let conventions = self.template.conventions();
                match field::evaluate(formula, code, &mut Names { merger: self, id }, &conventions)
                {
                    Ok(number) => Value::Number(number),
                    Err(error) => {
                        let formula =
                            crate::template::readable(code.trim().trim_start_matches('='));
                        self.note(
                            id,
                            Finding::FormulaFailed { formula, error: error.without_values() },
                        );
                        Value::Text(error.to_string())
                    }
                }
            }
            Code::Ref(reference) => {
                let name = reference.name.text(code).into_owned();
                let name = self.with_nested_text(id, &name);
                self.referenced(id, &name)
            }
            Code::Bare(name) => {
                let name = name.text(code).into_owned();
                self.referenced(id, &name)
            }
            Code::DocProperty(name) => {
                let name = name.text(code).into_owned();
                let name = self.with_nested_text(id, &name);
                self.property(id, &name)
            }
            Code::DocVariable(name) => {
                let name = name.as_ref().map(|name| name.text(code).into_owned());
                self.variable(id, name)
            }
            Code::DocInfo(info, value) => match value {
                Some(value) => Value::Text(value.text(code).into_owned()),
                None => self.information(*info),
            },
            Code::Date(kind) => self.date(id, *kind),
            Code::Sequence(_) => self.sequence(id),
            Code::MergeRecord => Value::Text(self.record_number().to_string()),
            Code::MergeSequence => Value::Text(self.sequence_number().to_string()),
            Code::AddressBlock(_) => self.address_block(id),
            Code::GreetingLine(_) => self.greeting_line(id),
            Code::Compare(None) => Value::from("Error! Missing test condition."),
            Code::Empty => Value::Empty,
            _ => Value::Text(field.stored.text.clone()),
        }
    }

    /// A name in which nested fields may stand.
    pub(super) fn with_nested_text(&mut self, id: FieldId, name: &str) -> String {
        if !name.contains(field::NESTED) {
            return name.trim().to_owned();
        }
        let language = self.template.conventions().language;
        let mut nested = self.program().fields[id].nested.clone().into_iter();
        let mut text = String::new();
        for c in name.chars() {
            match c {
                field::NESTED => {
                    if let Some(nested) = nested.next() {
                        text.push_str(&self.value(nested).to_text(language));
                    }
                }
                c => text.push(c),
            }
        }
        text.trim().to_owned()
    }

    fn referenced(&mut self, id: FieldId, name: &str) -> Value {
        if let Some(value) = self.bookmark_value(id, name) {
            value
        } else {
            self.note(id, Finding::BookmarkMissing { name: name.to_owned() });
            Value::from("Error! Reference source not found.")
        }
    }

    fn sequence(&mut self, id: FieldId) -> Value {
        let field = &self.program().fields[id];
        let Code::Sequence(sequence) = &field.instruction.field else { return Value::Empty };
        let name = sequence.identifier.text(&field.code).to_lowercase();
        let reset = sequence
            .reset
            .as_ref()
            .and_then(|reset| reset.text(&field.code).trim().parse::<i64>().ok());
        let number = self.sequences.entry(name).or_insert(0);
        if let Some(reset) = reset {
            *number = reset;
        } else if !sequence.current {
            *number = number.saturating_add(1);
        }
        // A hidden number is counted; a format for numbers makes it show all the same (17.16.5.56).
        let shown = field.general_formats().any(|format| {
            !matches!(format, GeneralFormat::MergeFormat | GeneralFormat::CharFormat)
        });
        if sequence.hidden && !shown { Value::Empty } else { Value::Text(number.to_string()) }
    }

    fn record_number(&self) -> usize {
        self.scopes.last().map_or(self.request.record_number, |scope| scope.number)
    }

    fn sequence_number(&self) -> usize {
        self.scopes.last().map_or(self.request.sequence_number, |scope| scope.number)
    }
}

/// What a formula looks up.
struct Names<'m, 't> {
    merger: &'m mut Merger<'t>,
    id: FieldId,
}

impl field::Names for Names<'_, '_> {
    fn nested(&mut self, index: usize) -> Value {
        match self.merger.program().fields[self.id].nested.get(index) {
            Some(nested) => self.merger.value(*nested),
            None => Value::Empty,
        }
    }

    fn bookmark(&mut self, name: &str) -> Option<Value> {
        self.merger.bookmark_value(self.id, name)
    }

    fn cells(&mut self, range: &CellRange) -> Result<Vec<Value>, FormulaError> {
        self.merger.cells(self.id, range)
    }
}

/// What a picture or a piece of a document is in a condition: its text, so that it is not empty.
fn rich_text(datum: &Datum) -> Value {
    match datum {
        Datum::Picture(picture) => Value::from(picture.alt.as_deref().unwrap_or("\u{FFFC}")),
        Datum::Fragment(fragment) => {
            super::fragment::text_of(fragment).map_or_else(|| Value::from("\u{FFFC}"), Value::Text)
        }
        Datum::Value(value) => value.clone(),
        Datum::List(_) => Value::Empty,
    }
}
