//! What the letters of a batch are called: a handlebars expression over the case data.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use handlebars::{Handlebars, RenderErrorReason, no_escape};
use serde_json::{Map, Value as Json};

use super::error::BatchError;
use crate::field::Value;
use crate::merge::{Datum, Record};

/// Makes file names, each once.
pub struct FileNames {
    expression: Expression,
    /// What every name ends in.
    ending: &'static str,
    /// Hashes of the names that are taken: half a million names need no room of their own, and two
    /// names with one hash only cost a number at the end.
    taken: HashSet<u64>,
}

enum Expression {
    /// Handlebars, and its source.
    Handlebars(Box<Handlebars<'static>>, String),
    /// A fixed beginning and the record's number.
    Numbered(String),
}

/// Why a record gives no file name.
#[derive(Debug, thiserror::Error)]
pub enum NameError {
    /// The expression asks for a name that the record lacks.
    #[error("the record has no `{0}`")]
    Unknown(String),
    /// The expression fails otherwise.
    #[error("the expression fails")]
    Expression(#[source] Box<handlebars::RenderError>),
    /// Nothing is left that can stand in a file name.
    #[error("it would be empty")]
    Empty,
}

const NAME: &str = "name";
const DOCX: &str = ".docx";
const PDF: &str = ".pdf";
/// File systems end at 255 bytes; paths on Windows at 260 characters.
const STEM_BYTES: usize = 120;

impl FileNames {
    /// Names by an expression such as `{{Sag.Nummer}}.docx`, or `.pdf`. A name that the record lacks is an
    /// error of that record.
    pub fn by_expression(expression: &str) -> Result<Self, BatchError> {
        let mut handlebars = Handlebars::new();
        handlebars.set_strict_mode(true);
        handlebars.register_escape_fn(no_escape);
        let ending = if expression.ends_with(PDF) { PDF } else { DOCX };
        let source = expression.strip_suffix(ending).unwrap_or(expression).to_owned();
        handlebars
            .register_template_string(NAME, &source)
            .map_err(|error| BatchError::NameExpression(Box::new(error)))?;
        let expression = Expression::Handlebars(Box::new(handlebars), source);
        Ok(FileNames { expression, ending, taken: HashSet::new() })
    }

    /// The same names for PDFs, whatever the expression ends in.
    #[must_use]
    pub fn of_pdfs(self) -> Self {
        FileNames { ending: PDF, ..self }
    }

    /// Whether the names are those of PDFs.
    pub fn are_pdfs(&self) -> bool {
        self.ending == PDF
    }

    /// Names by number: `records-000001.docx`.
    pub fn numbered(beginning: &str) -> Self {
        let expression = Expression::Numbered(beginning.to_owned());
        FileNames { expression, ending: DOCX, taken: HashSet::new() }
    }

    /// A record's file name without ending, safe on every file system; others may have the same.
    pub fn stem(&self, record: &Record, number: usize) -> Result<String, NameError> {
        let wanted = match &self.expression {
            Expression::Numbered(beginning) => format!("{beginning}-{number:06}"),
            Expression::Handlebars(handlebars, source) => handlebars
                .render(NAME, &context(record, source))
                .map_err(|error| match error.reason() {
                    RenderErrorReason::MissingVariable(Some(name)) => {
                        NameError::Unknown(name.clone())
                    }
                    _ => NameError::Expression(Box::new(error)),
                })?,
        };
        safe(&wanted).ok_or(NameError::Empty)
    }

    /// Takes a file name: the stem's own, or with a number when that is taken.
    pub fn reserve(&mut self, stem: &str) -> String {
        if self.taken.insert(folded(stem)) {
            return format!("{stem}{}", self.ending);
        }
        let mut number = 2_usize;
        loop {
            let numbered = format!("{stem}-{number}");
            if self.taken.insert(folded(&numbered)) {
                return format!("{numbered}{}", self.ending);
            }
            number += 1;
        }
    }
}

/// Names that differ in letter case are one file on Windows and macOS.
fn folded(stem: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    stem.to_lowercase().hash(&mut hasher);
    hasher.finish()
}

/// The values that the expression can mean, as nested objects: a record may hold pictures, and there
/// is no need to copy those for every name.
fn context(record: &Record, source: &str) -> Json {
    let mut root = Map::new();
    for name in record.names() {
        let mut path = name.split(['.', ':']);
        let Some(last) = path.next_back().filter(|last| source.contains(last)) else { continue };
        let Some(Datum::Value(value)) = record.get(name) else { continue };
        let mut group = Some(&mut root);
        for step in path {
            group = group.and_then(|group| {
                group.entry(step).or_insert_with(|| Json::Object(Map::new())).as_object_mut()
            });
        }
        if let Some(group) = group {
            group.insert(last.to_owned(), Json::String(text(value)));
        }
    }
    Json::Object(root)
}

fn text(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(answer) => if *answer { "J" } else { "N" }.to_owned(),
        Value::Date(date) => date.to_string(),
        Value::DateTime(moment) => moment.to_string(),
    }
}

/// A text as a file name's stem; `None` when nothing is left of it.
fn safe(wanted: &str) -> Option<String> {
    let replaced: String = wanted
        .chars()
        .map(|c| match c {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
            c if c.is_control() => '-',
            c => c,
        })
        .collect();
    let mut end = replaced.len().min(STEM_BYTES);
    while !replaced.is_char_boundary(end) {
        end -= 1;
    }
    let stem = replaced[..end].trim().trim_matches('.').trim();
    if stem.is_empty() {
        return None;
    }
    let device = stem.split('.').next().unwrap_or(stem).trim().to_ascii_uppercase();
    let is_device = matches!(device.as_str(), "CON" | "PRN" | "AUX" | "NUL")
        || (device.len() == 4
            && (device.starts_with("COM") || device.starts_with("LPT"))
            && device.ends_with(|c: char| c.is_ascii_digit()));
    Some(if is_device { format!("_{stem}") } else { stem.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(pairs: &[(&str, &str)]) -> Record {
        let mut record = Record::default();
        for (name, value) in pairs {
            record.insert(*name, Datum::Value(Value::from(*value)));
        }
        record
    }

    fn check(expression: &str, pairs: &[(&str, &str)], expected: &str) {
        let names = FileNames::by_expression(expression).expect("an expression");
        let found = names.stem(&record(pairs), 1).unwrap_or_else(|error| error.to_string());
        assert_eq!(found, expected);
    }

    #[test]
    fn a_name_is_made_of_the_case_data() {
        let pairs = [("Sag.Nummer", "2026-1"), ("Borger:Navn", "Åse & Søn")];
        check("{{Sag.Nummer}} {{Borger.Navn}}.docx", &pairs, "2026-1 Åse & Søn");
        check("{{Sag.Numer}}.docx", &pairs, "the record has no `Sag.Numer`");
    }

    #[test]
    fn a_value_cannot_leave_the_folder() {
        check("{{A}}", &[("A", "../../etc/passwd")], "-..-etc-passwd");
        check("{{A}}", &[("A", "C:\\x")], "C--x");
        check("{{A}}", &[("A", " .. ")], "it would be empty");
        check("{{A}}", &[("A", "nul.txt")], "_nul.txt");
        check("{{A}}", &[("A", &"ø".repeat(300))], &"ø".repeat(60));
    }

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let mut names = FileNames::numbered("x");
        let stems = ["a", "A", "a-2", "a"];
        let files: Vec<_> = stems.iter().map(|stem| names.reserve(stem)).collect();
        assert_eq!(files, ["a.docx", "A-2.docx", "a-2-2.docx", "a-3.docx"]);
    }
}
