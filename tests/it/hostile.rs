//! Input that was made to hurt: every one ends in a typed error or a plain letter, soon.
//!
//! No test here looks at a clock. Each is written so that work which grows with the square of its
//! input would be felt by everybody who runs the tests.

#![expect(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "documents are put together from texts; a test is read more often than it is run"
)]

mod archives;
mod blow_ups;
mod codes;
mod fields;
mod markup;
mod mutants;

use std::path::Path;

use brevsmed::docx::Macros;
use brevsmed::merge::{MergeOptions, Record};
use brevsmed::template::{CompileOptions, Template};

use crate::support::{Doc, lenient, merged, part, visible};

/// The code of the error that compiling gives.
fn refused(bytes: &[u8]) -> &'static str {
    match Template::compile(bytes, &CompileOptions::default()) {
        Ok(template) => panic!("compiled, with {:?}", template.diagnostics().first()),
        Err(error) => error.code(),
    }
}

/// The visible text of a document merged without data, whatever it lacks.
fn letter_of(doc: &Doc) -> String {
    letter_with(&doc.template(), &Record::default(), &lenient())
}

/// The visible text of a letter.
fn letter_with(template: &Template, record: &Record, options: &MergeOptions) -> String {
    let merged = merged(template, record, options);
    let letter = merged.letter().expect("a letter");
    visible(&part(letter, "word/document.xml").expect("a body"))
}

/// The codes of a template's diagnostics, each once, in the order of the text.
fn codes_of(template: &Template) -> Vec<&'static str> {
    let mut codes: Vec<&'static str> = Vec::new();
    for diagnostic in template.diagnostics() {
        if !codes.contains(&diagnostic.finding.code()) {
            codes.push(diagnostic.finding.code());
        }
    }
    codes
}

/// A letter of the project's fixtures.
fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/letters");
    std::fs::read(folder.join(name)).expect("a fixture")
}

/// How to read a template whose macros do not matter.
fn without_macros() -> CompileOptions {
    CompileOptions { macros: Macros::Drop, ..CompileOptions::default() }
}
