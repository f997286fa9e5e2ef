//! The title of a letter: a handlebars expression over the resolved case data.

use handlebars::{Handlebars, RenderErrorReason, no_escape};
use serde_json::{Map, Value as Json};

use crate::catalogue::Catalogue;
use crate::diagnostic::{ContextFinding, Diagnostic};
use crate::docx::PackageError;
use crate::locale::Language;
use crate::merge::{Datum, Found, MergeOptions, Record};
use crate::resolve::{Made, Resolved};
use crate::template::{Name, Template};

/// The characters that Digital Post takes.
pub const TITLE_LIMIT: usize = 256;

/// The expression of titles, read once for many letters.
#[derive(Debug)]
pub struct Title {
    expression: String,
    /// `None` where the expression cannot be read.
    read: Option<Handlebars<'static>>,
}

impl Title {
    /// Reads an expression.
    pub fn of(expression: &str) -> Self {
        let mut handlebars = Handlebars::new();
        handlebars.set_strict_mode(true);
        handlebars.register_escape_fn(no_escape);
        let read = handlebars.register_template_string(NAME, expression).is_ok();
        Title { expression: expression.to_owned(), read: read.then_some(handlebars) }
    }

    /// Writes a title; blanks in a row and line ends become one blank. `None` for an empty
    /// expression.
    ///
    /// # Errors
    ///
    /// The finding that says why there is no title. It names fields, never values.
    pub fn write(
        &self,
        record: &Record,
        language: Language,
    ) -> Result<Option<String>, ContextFinding> {
        if self.expression.trim().is_empty() {
            return Ok(None);
        }
        let handlebars = self.read.as_ref().ok_or(ContextFinding::TitleUnwritable {})?;
        let context = context(&self.expression, record, language);
        let written = handlebars.render(NAME, &context).map_err(|error| match error.reason() {
            RenderErrorReason::MissingVariable(Some(name)) => {
                ContextFinding::TitleWithoutValue { name: name.clone() }
            }
            _ => ContextFinding::TitleUnwritable {},
        })?;
        let title = written.split_whitespace().collect::<Vec<_>>().join(" ");
        let length = title.chars().count();
        if length > TITLE_LIMIT {
            return Err(ContextFinding::TitleTooLong {
                length: length.to_string(),
                longest: TITLE_LIMIT.to_string(),
            });
        }
        Ok(Some(title))
    }

    /// Merges a resolved letter under its title, unless `options` has one: the letter of that number in a batch. Gives also the title.
    ///
    /// # Errors
    ///
    /// As [`Resolved::merge_as`]. A title that cannot be written is a finding of the letter.
    pub fn merge(
        &self,
        template: &Template,
        catalogue: &Catalogue,
        mut resolved: Resolved,
        options: &MergeOptions,
        number: usize,
    ) -> Result<(Made, Option<String>), PackageError> {
        let mut options = options.clone();
        if options.title.is_none() && !resolved.is_outside() {
            match self.write(&resolved.record, catalogue.language) {
                Ok(title) => options.title = title,
                Err(finding) => resolved.diagnostics.push(Diagnostic::of(finding)),
            }
        }
        let made = resolved.merge_as(template, &options, number)?;
        Ok((made, options.title))
    }
}

/// The name under which the expression is kept.
const NAME: &str = "title";

/// The values that the expression can mean, as nested objects, under the names that it writes.
fn context(expression: &str, record: &Record, language: Language) -> Json {
    let mut root = Map::new();
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '.' | ':' | '_' | '-');
    for name in expression.split(|c: char| !is_name(c)).filter(|word| !word.is_empty()) {
        let (Found::Exact(_, Datum::Value(value)) | Found::OtherCase(_, Datum::Value(value), _)) =
            record.find(&Name::new(name, false))
        else {
            continue;
        };
        let mut path = name.split('.');
        let Some(last) = path.next_back() else { continue };
        let mut group = Some(&mut root);
        for step in path {
            group = group.and_then(|group| {
                group.entry(step).or_insert_with(|| Json::Object(Map::new())).as_object_mut()
            });
        }
        if let Some(group) = group {
            group.insert(last.to_owned(), Json::String(value.to_text(language).into_owned()));
        }
    }
    Json::Object(root)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::MessageLanguage;
    use crate::field::Value;

    fn check(expression: &str, expected: &str) {
        let mut record = Record::default();
        for (name, value) in [
            ("Sag.Ydelse", Value::from("briller & stel")),
            ("Sag.Dato", Value::Date(jiff::civil::date(2026, 11, 22))),
            ("Borger.CoNavn", Value::Empty),
            ("Borger.Navn", Value::from("Åse\n\nØ.")),
            ("Lang", Value::Text("ø".repeat(257))),
        ] {
            record.insert(name, Datum::Value(value));
        }
        let found = match Title::of(expression).write(&record, Language::Da) {
            Ok(title) => title.unwrap_or_else(|| "none".to_owned()),
            Err(finding) => finding.message(MessageLanguage::English),
        };
        assert_eq!(found, expected, "`{expression}`");
    }

    #[test]
    fn a_title_is_one_line_of_values() {
        check(
            "Afslag på {{Sag.Ydelse}} af {{ sag.dato }}",
            "Afslag på briller & stel af 22-11-2026",
        );
        check("Til {{Borger.Navn}} {{Borger.CoNavn}}.", "Til Åse Ø. .");
        check(" ", "none");
    }

    #[test]
    fn a_title_that_cannot_be_written_says_why() {
        check("{{Sag.Yd}}", "the letter's title cannot be written: `Sag.Yd` has no value");
        check("{{Sag", "the letter's title cannot be written");
        check(
            "{{Lang}}",
            "the letter's title has 257 characters, and Digital Post takes 256 at most",
        );
    }
}
