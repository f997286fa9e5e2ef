//! `brevsmed fields`: what Word hides behind Alt+F9, readable.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde::Serialize;

use super::args::{FieldsArgs, ListFormat};
use super::error::CliError;
use super::merge::read_file;
use super::report::{FIELDS, QUESTIONS, Report, counted};
use super::{Console, Exit, tree};
use crate::diagnostic::{MessageLanguage, Place};
use crate::docx::Macros;
use crate::template::{CompileOptions, ListedField, Template, list};
use crate::wire::{DiagnosticWire, FieldWire, diagnostics, listing};

/// Columns of a screen or a printed page.
const WIDTH: usize = 96;
/// Characters of a stored result that are shown; the whole of it is in the JSON.
const STORED: usize = 60;

#[derive(Serialize)]
struct ListingWire<'t> {
    template: &'t str,
    fields: Vec<FieldWire>,
    names: BTreeSet<&'t str>,
    questions: BTreeSet<&'t str>,
    diagnostics: Vec<DiagnosticWire>,
}

/// Lists the fields of a template.
pub(super) fn run(args: &FieldsArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    let language = args.speech.language();
    let macros = if args.drop_macros { Macros::Drop } else { Macros::Refuse };
    let options = CompileOptions { macros, ..CompileOptions::default() };
    let template = Template::compile(&read_file(&args.template)?, &options)
        .map_err(|source| CliError::Package(args.template.clone(), source))?;
    let fields = list(&template);
    let file = args.template.display().to_string();
    match args.format {
        ListFormat::Text => {
            write_text(console.out, &file, &template, &fields, language)?;
            Report::of(template.diagnostics(), language).write(
                console.err,
                &file,
                true,
                language,
            )?;
        }
        ListFormat::Json => {
            let (names, questions) = names(&template);
            let wire = ListingWire {
                template: template.hash(),
                fields: listing(&fields, language),
                names,
                questions,
                diagnostics: diagnostics(template.diagnostics(), language),
            };
            serde_json::to_writer_pretty(&mut *console.out, &wire).map_err(io::Error::from)?;
            writeln!(console.out)?;
        }
    }
    Ok(Exit::Done)
}

/// Names of fields and keys of questions, each once, in order.
fn names(template: &Template) -> (BTreeSet<&str>, BTreeSet<&str>) {
    let mut names = BTreeSet::new();
    let mut questions = BTreeSet::new();
    for name in template.names() {
        match &name.question {
            Some(key) => questions.insert(key.as_str()),
            None => names.insert(name.written.as_str()),
        };
    }
    (names, questions)
}

fn write_text(
    out: &mut dyn Write,
    file: &str,
    template: &Template,
    fields: &[ListedField],
    language: MessageLanguage,
) -> io::Result<()> {
    let (names, questions) = names(template);
    writeln!(
        out,
        "{file} · {} · {}",
        counted(count(fields), &FIELDS, language),
        counted(questions.len(), &QUESTIONS, language)
    )?;
    let mut part = String::new();
    let mut spot = String::new();
    for field in fields {
        let (here, at) = field.place.split_words(language);
        if here != part {
            writeln!(out, "\n{here}")?;
            part = here;
            spot.clear();
        }
        if at != spot {
            writeln!(out, "  {at}")?;
            spot = at;
        }
        for line in tree::lines(&field.code, WIDTH - 4) {
            writeln!(out, "    {line}")?;
        }
        if let Some(stored) = stored(field) {
            writeln!(out, "      = {stored}")?;
        }
    }
    let (fields_title, questions_title) = match language {
        MessageLanguage::Danish => ("Felter", "Spørgsmål"),
        MessageLanguage::English => ("Fields", "Questions"),
    };
    write_names(out, fields_title, &names)?;
    write_names(out, questions_title, &questions)
}

fn count(fields: &[ListedField]) -> usize {
    fields.iter().map(|field| 1 + count(&field.nested)).sum()
}

fn write_names(out: &mut dyn Write, title: &str, names: &BTreeSet<&str>) -> io::Result<()> {
    if names.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{title}")?;
    for name in names {
        writeln!(out, "  {name}")?;
    }
    Ok(())
}

/// What Word stored, shortened; nothing for `«Borger.Navn»`, which only repeats the name.
fn stored(field: &ListedField) -> Option<String> {
    let text = field.stored.split_whitespace().collect::<Vec<_>>().join(" ");
    let repeats = text.starts_with('«') && text.ends_with('»') && field.name.is_some();
    if text.is_empty() || repeats {
        return None;
    }
    Some(match text.char_indices().nth(STORED) {
        Some((at, _)) => format!("{} …", &text[..at]),
        None => text,
    })
}

impl Place {
    /// The place in words, story and heading apart from the spot under it.
    fn split_words(&self, language: MessageLanguage) -> (String, String) {
        let words = self.words(language);
        // "under" is the same word in both languages.
        let head = match &self.heading {
            Some(heading) => format!(", under \"{heading}\""),
            None => String::new(),
        };
        let end = match words.find(&head) {
            Some(at) if !head.is_empty() => at + head.len(),
            _ => words.find(", ").unwrap_or(words.len()),
        };
        let spot = words[end..].trim_start_matches(", ").to_owned();
        (words[..end].to_owned(), spot)
    }
}
