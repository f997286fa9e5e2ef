//! Fields as values: operands, formulas, bookmarks, properties, sequences.

use jiff::civil::DateTime;

use super::record::{Datum, Found};
use super::run::{Looked, Merger};
use crate::diagnostic::Finding;
use crate::docx::{decode, encode};
use crate::field::{
    self, Cell, CellRange, DateKind, DocInfo, Field as Code, FormulaError, GeneralFormat, Operator,
    Value,
};
use crate::template::{Action, FieldId, Name, Part, Text};

/// Fields inside one another across bookmarks and cells: beyond this they refer to themselves.
const DEPTH: usize = 64;

impl<'t> Merger<'t> {
    /// A field's result as a value; typed as the data was when no format makes text of it.
    pub(super) fn value(&mut self, id: FieldId) -> Value {
        if self.depth >= DEPTH {
            let formula = self.name_of(id);
            self.note(id, Finding::FormulaFailed { formula, error: "!".to_owned() });
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
                    Looked::Rich(_) => {
                        let name = self.name_of(id);
                        self.note(id, Finding::RichValueAsText { name });
                        Value::Empty
                    }
                    Looked::Missing => Value::Empty,
                };
                if value.is_empty() || (merge.before.is_none() && merge.after.is_none()) {
                    value
                } else {
                    let mut text = merge.before.as_ref().map_or_else(String::new, |branch| {
                        self.text_of(&branch.text)
                    });
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
        match text.parts.as_slice() {
            [] => Value::Empty,
            [Part::Nested(id)] => self.value(*id),
            [Part::Literal(value)] => value.clone(),
            _ => Value::Text(self.text_of(text)),
        }
    }

    /// Composed text.
    pub(super) fn text_of(&mut self, text: &Text) -> String {
        let language = self.template.conventions().language;
        let mut out = String::new();
        for part in &text.parts {
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
        let left = self.operand(left);
        let right = self.operand(right);
        field::compare(&left, operator, &right, &self.template.conventions()).holds
    }

    /// An operand of a comparison: a bare word may name a bookmark.
    fn operand(&mut self, text: &Text) -> Value {
        if text.bare
            && let [Part::Literal(Value::Text(word))] = text.parts.as_slice()
            && let Some(value) = self.bookmark_value(word)
        {
            return value;
        }
        self.text_value(text)
    }

    fn bookmark_value(&mut self, name: &str) -> Option<Value> {
        let name = name.trim().to_lowercase();
        if let Some(bookmark) = self.bookmarks.get(&name) {
            return Some(bookmark.value.clone());
        }
        let (program, index) = self.template.bookmark(&name)?;
        if self.depth >= DEPTH {
            return Some(Value::Empty);
        }
        self.depth += 1;
        let here = std::mem::replace(&mut self.program, program);
        let text = &self.program().bookmarks[index].1;
        let value = self.text_value(text);
        self.program = here;
        self.depth -= 1;
        Some(match value {
            Value::Text(text) => Value::Text(text.trim_end_matches('\n').to_owned()),
            value => value,
        })
    }

    /// Fields that are evaluated from their code alone, before any format.
    pub(super) fn compute(&mut self, id: FieldId) -> Value {
        let field = &self.program().fields[id];
        let code = field.code.as_str();
        match &field.instruction.field {
            Code::Formula(formula) => {
                let conventions = self.template.conventions();
                match field::evaluate(formula, code, &mut Names { merger: self, id }, &conventions) {
                    Ok(number) => Value::Number(number),
                    Err(error) => {
                        let formula = crate::template::readable(code.trim().trim_start_matches('='));
                        self.note(id, Finding::FormulaFailed { formula, error: error.to_string() });
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
            Code::Date(kind) => self.date(*kind),
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
        match self.bookmark_value(name) {
            Some(value) => value,
            None => {
                self.note(id, Finding::BookmarkMissing { name: name.to_owned() });
                Value::from("Error! Reference source not found.")
            }
        }
    }

    fn property(&mut self, id: FieldId, name: &str) -> Value {
        let own = self.request.options.properties.get(&name.to_lowercase());
        let value = own.map(String::as_str).or_else(|| self.template.properties().get(name));
        match value {
            Some(value) => Value::from(value),
            None if is_built_in(name) => Value::Empty,
            None => {
                self.note(id, Finding::PropertyMissing { name: name.to_owned() });
                Value::from("Error! Unknown document property name.")
            }
        }
    }

    fn variable(&mut self, id: FieldId, name: Option<String>) -> Value {
        let Some(name) = name.map(|name| self.with_nested_text(id, &name)) else {
            return Value::from("Error! Document Variable not defined.");
        };
        if let Some(value) = self.request.options.properties.get(&name.to_lowercase()) {
            return Value::from(value.as_str());
        }
        let variables = &self.template.settings().variables;
        match variables.iter().find(|(found, _)| found.eq_ignore_ascii_case(&name)) {
            Some((_, value)) => Value::from(value.as_str()),
            None => {
                self.note(id, Finding::PropertyMissing { name });
                Value::from("Error! No document variable supplied.")
            }
        }
    }

    fn information(&mut self, info: DocInfo) -> Value {
        let options = self.request.options;
        let name = match info {
            DocInfo::Title => {
                if let Some(title) = &options.title {
                    return Value::from(title.as_str());
                }
                "title"
            }
            DocInfo::Subject => "subject",
            DocInfo::Author | DocInfo::UserName => "author",
            DocInfo::Keywords => "keywords",
            DocInfo::Comments => "comments",
            DocInfo::LastSavedBy => "lastsavedby",
            DocInfo::FileName => "filename",
            DocInfo::Template => "template",
            DocInfo::NumWords => "words",
            DocInfo::NumChars => "characters",
            DocInfo::EditTime => "totaleditingtime",
            DocInfo::RevNum => "revisionnumber",
            DocInfo::UserAddress => "useraddress",
            DocInfo::UserInitials => "userinitials",
        };
        let own = options.properties.get(name).map(String::as_str);
        own.or_else(|| self.template.properties().get(name)).map_or(Value::Empty, Value::from)
    }

    /// All dates of a letter are the one that the caller gives, so that it says the same tomorrow.
    fn date(&self, kind: DateKind) -> Value {
        let options = self.request.options;
        let own = match kind {
            DateKind::PrintDate => self.template.properties().get("lastprinted"),
            _ => None,
        };
        match (own.and_then(|own| Value::from(own).date()), options.date) {
            (Some(moment), _) => Value::DateTime(moment),
            (None, Some(moment)) if kind == DateKind::Time => Value::Text(time_of(moment)),
            (None, Some(moment)) if moment.time() == jiff::civil::Time::midnight() => {
                Value::Date(moment.date())
            }
            (None, Some(moment)) => Value::DateTime(moment),
            (None, None) => Value::Empty,
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

    /// A value of the case data by a name that is no merge field's own, as text.
    pub(super) fn plain(&mut self, name: &str) -> Option<String> {
        let language = self.template.conventions().language;
        match self.find(&Name::new(name, false)).0 {
            Found::Exact(_, Datum::Value(value)) | Found::OtherCase(_, Datum::Value(value), _) => {
                Some(value.to_text(language).into_owned())
            }
            _ => None,
        }
    }

    // -- cells

    /// The text of a cell that is already written.
    fn written_cell(&self, row: usize, column: usize) -> Option<Value> {
        let writer = self.writer.as_ref()?;
        let bytes = writer.cells().get(row)?.get(column)?;
        let xml = String::from_utf8_lossy(writer.written(bytes));
        Some(Value::Text(text_of_runs(&xml, &self.program().prefix)))
    }

    /// The text of a cell of the template that is yet to be written.
    fn coming_cell(&mut self, table: usize, row: usize, column: usize) -> Option<Value> {
        let text = self.program().tables.get(table)?.rows.get(row)?.get(column)?;
        Some(self.text_value(text))
    }

    fn cell(&mut self, at: (usize, usize, usize), row: isize, column: isize) -> Option<Value> {
        let (table, template_row, _) = at;
        let row = usize::try_from(row).ok()?;
        let column = usize::try_from(column).ok()?;
        if let Some(value) = self.written_cell(row, column) {
            return Some(value);
        }
        let written = self.writer.as_ref().map_or(0, |writer| writer.cells().len());
        // Rows written so far may be more or fewer than the template's: count on from this one.
        let here = written.checked_sub(1)?;
        let coming = if row >= here { template_row + (row - here) } else { return None };
        self.coming_cell(table, coming, column)
    }

    fn cells(&mut self, id: FieldId, range: &CellRange) -> Result<Vec<Value>, FormulaError> {
        let field = &self.program().fields[id];
        let at = field.cell.ok_or(FormulaError::NotInTable)?;
        let row = self
            .writer
            .as_ref()
            .and_then(|writer| writer.cells().len().checked_sub(1))
            .ok_or(FormulaError::NotInTable)?;
        let column = at.2;
        let rows = row + self.program().tables[at.0].rows.len().saturating_sub(at.1);
        let (row, column, rows) = (to_signed(row), to_signed(column), to_signed(rows));
        let area = |from: Cell, to: Cell| {
            (to_signed(from.row as usize) - 1..to_signed(to.row as usize))
                .flat_map(|row| {
                    (to_signed(from.col as usize) - 1..to_signed(to.col as usize))
                        .map(move |column| (row, column))
                })
                .collect::<Vec<_>>()
        };
        let widest = 64;
        let wanted: Vec<(isize, isize)> = match range {
            CellRange::Cell { col, row } => {
                let value = self
                    .cell(at, to_signed(*row as usize) - 1, to_signed(*col as usize) - 1)
                    .ok_or(FormulaError::NotInTable)?;
                return Ok(vec![value]);
            }
            CellRange::Range { from, to } => area(*from, *to),
            CellRange::Column(column) => {
                (0..rows).map(|row| (row, to_signed(*column as usize) - 1)).collect()
            }
            CellRange::Row(row) => {
                (0..widest).map(|column| (to_signed(*row as usize) - 1, column)).collect()
            }
            CellRange::Columns(from, to) => area(
                Cell { col: *from, row: 1 },
                Cell { col: *to, row: u32::try_from(rows).unwrap_or(1) },
            ),
            CellRange::Rows(from, to) => {
                area(Cell { col: 1, row: *from }, Cell { col: 64, row: *to })
            }
            CellRange::Above => (0..row).map(|row| (row, column)).collect(),
            CellRange::Below => (row + 1..rows).map(|row| (row, column)).collect(),
            CellRange::Left => (0..column).map(|column| (row, column)).collect(),
            CellRange::Right => (column + 1..widest).map(|column| (row, column)).collect(),
            CellRange::In { .. } => return Err(FormulaError::NotInTable),
        };
        // A range is bounded by what a table can hold, not by what a formula can name.
        Ok(wanted
            .into_iter()
            .take(20_000)
            .filter(|at| *at != (row, column))
            .filter_map(|(row, column)| self.cell(at, row, column))
            .collect())
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
        self.merger.bookmark_value(name)
    }

    fn cells(&mut self, range: &CellRange) -> Result<Vec<Value>, FormulaError> {
        self.merger.cells(self.id, range)
    }
}

/// Letter case formats over text that comes in several runs.
#[derive(Debug, Default)]
pub(super) struct CaseFormats {
    formats: Vec<GeneralFormat>,
    /// The last character so far was part of a word.
    in_word: bool,
    /// A word has begun.
    begun: bool,
}

impl CaseFormats {
    pub fn of<'f>(formats: impl Iterator<Item = &'f GeneralFormat>) -> Self {
        CaseFormats { formats: formats.copied().collect(), ..CaseFormats::default() }
    }

    fn apply(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            let word = c.is_alphanumeric();
            let first_of_word = word && !self.in_word;
            let first_of_all = word && !self.begun;
            let mut shown = c.to_string();
            for format in &self.formats {
                shown = match format {
                    GeneralFormat::Upper => shown.to_uppercase(),
                    GeneralFormat::Lower => shown.to_lowercase(),
                    GeneralFormat::Caps if first_of_word => shown.to_uppercase(),
                    GeneralFormat::FirstCap if first_of_all => shown.to_uppercase(),
                    _ => shown,
                };
            }
            out.push_str(&shown);
            self.in_word = word || (self.in_word && matches!(c, '\'' | '’'));
            self.begun |= word;
        }
        out
    }
}

/// Runs with the letter case of their texts changed, and their properties replaced where the field
/// asks for one format throughout.
pub(super) fn recast_runs(
    xml: &str,
    prefix: &str,
    case: &mut CaseFormats,
    uniform: Option<&str>,
) -> String {
    let mut out = String::with_capacity(xml.len());
    let mut rest = xml;
    let text_tags = [format!("<{prefix}t>"), format!("<{prefix}t ")];
    let run_tags = [format!("<{prefix}r>"), format!("<{prefix}r ")];
    let properties_end = format!("</{prefix}rPr>");
    let properties_start = format!("<{prefix}rPr>");
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let Some(end) = rest.find('>') else { break };
        let tag = &rest[..=end];
        out.push_str(tag);
        rest = &rest[end + 1..];
        if tag.ends_with("/>") {
            continue;
        }
        if text_tags.iter().any(|text_tag| tag.starts_with(text_tag)) {
            let end = rest.find('<').unwrap_or(rest.len());
            out.push_str(&encode(&case.apply(&decode(&rest[..end]))));
            rest = &rest[end..];
        } else if let Some(uniform) =
            uniform.filter(|_| run_tags.iter().any(|run_tag| tag.starts_with(run_tag)))
        {
            if rest.starts_with(&properties_start)
                && let Some(end) = rest.find(&properties_end)
            {
                rest = &rest[end + properties_end.len()..];
            }
            out.push_str(uniform);
        }
    }
    out.push_str(rest);
    out
}

/// The text of runs, without the codes of fields that stayed.
pub(super) fn text_of_runs(xml: &str, prefix: &str) -> String {
    let open = [format!("<{prefix}t>"), format!("<{prefix}t ")];
    let mut text = String::new();
    let mut rest = xml;
    while let Some(start) = rest.find('<') {
        rest = &rest[start..];
        let Some(end) = rest.find('>') else { break };
        let tag = &rest[..=end];
        rest = &rest[end + 1..];
        if open.iter().any(|open| tag.starts_with(open)) && !tag.ends_with("/>") {
            let end = rest.find('<').unwrap_or(rest.len());
            text.push_str(&decode(&rest[..end]));
        }
    }
    text
}

/// Properties that every document has, though it may not fill them in.
fn is_built_in(name: &str) -> bool {
    const BUILT_IN: &[&str] = &[
        "title", "subject", "author", "keywords", "comments", "template", "lastsavedby",
        "revisionnumber", "lastprinted", "createtime", "lastsavedtime", "totaleditingtime", "pages",
        "words", "characters", "security", "category", "format", "manager", "company", "bytes",
        "lines", "paragraphs", "slides", "notes", "hiddenslides", "mmclips", "hyperlinkbase",
        "characterswithspaces", "nameofapplication",
    ];
    BUILT_IN.contains(&name.to_lowercase().as_str())
}

fn time_of(moment: DateTime) -> String {
    format!("{:02}:{:02}", moment.hour(), moment.minute())
}

fn to_signed(number: usize) -> isize {
    isize::try_from(number).unwrap_or(isize::MAX)
}
