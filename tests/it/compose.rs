//! Composition: small masters, bodies and elements put together, shown as text, and checked as Word
//! would check them.

mod checks;
mod cli;
mod codes;
mod corpus;
mod faults;
mod hostile;
mod letters;
mod lists;
mod look;
mod parts;
mod places;
mod properties;
mod sections;

use std::collections::BTreeMap;

use brevsmed::compose::{Composed, Piece, Sources, compose};
use brevsmed::diagnostic::{Diagnostic, MessageLanguage};

use crate::support::{Doc, body, part, text};

/// Documents to put together.
#[derive(Default)]
struct Desk {
    master: Option<Vec<u8>>,
    body: Vec<u8>,
    elements: BTreeMap<String, Vec<u8>>,
}

impl Desk {
    fn body(doc: &Doc) -> Self {
        Desk { body: doc.bytes(), ..Desk::default() }
    }

    fn on(mut self, master: &Doc) -> Self {
        self.master = Some(master.bytes());
        self
    }

    fn with(mut self, key: &str, element: &Doc) -> Self {
        self.elements.insert(key.to_owned(), element.bytes());
        self
    }

    fn compose(&self) -> Composed {
        let composed = self.compose_unchecked();
        checks::check(&composed);
        composed
    }

    fn compose_unchecked(&self) -> Composed {
        compose(&Sources {
            master: self.master.as_deref(),
            body: &self.body,
            elements: self
                .elements
                .iter()
                .map(|(key, bytes)| (key.as_str(), bytes.as_slice()))
                .collect(),
        })
        .expect("a composed document")
    }
}

/// `{ INCLUDETEXT "key" }` with a stored result.
fn include(key: &str) -> String {
    crate::support::field(&format!(" INCLUDETEXT \"{key}\" "), "gemt")
}

/// A paragraph of these runs.
fn p(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

/// A paragraph of a style.
fn styled(style: &str, words: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{}</w:p>"#, text(words))
}

/// The codes of what was found, with whose it is.
fn found(composed: &Composed) -> String {
    let lines: Vec<String> = composed
        .diagnostics
        .iter()
        .map(|(piece, diagnostic)| format!("{} {}", of(piece), diagnostic.finding.code()))
        .collect();
    lines.join(", ")
}

fn of(piece: &Piece) -> String {
    match piece {
        Piece::Body => "body".to_owned(),
        Piece::Master => "master".to_owned(),
        Piece::Element(key) => key.clone(),
    }
}

fn rendered(diagnostics: &[(Piece, Diagnostic)]) -> String {
    diagnostics
        .iter()
        .map(|(piece, found)| {
            brevsmed::diagnostic::render(found, &of(piece), MessageLanguage::Danish)
        })
        .collect()
}

/// The body of the composed document with each paragraph's origin before it.
fn shown(composed: &Composed) -> String {
    let xml = body(&composed.document);
    let visible = crate::support::visible(&xml);
    let mut lines = Vec::new();
    for line in visible.split('\n') {
        lines.push(line.to_owned());
    }
    lines.join("\n")
}

/// The origins in short: `master 1, body 1, body 2`.
fn origins(composed: &Composed) -> String {
    let all: Vec<String> = composed
        .origins
        .iter()
        .map(|origin| format!("{} {}", of(&origin.piece), origin.paragraph))
        .collect();
    all.join(", ")
}

/// The body's markup, one block a line.
fn markup(composed: &Composed) -> String {
    body(&composed.document).replace("</w:p>", "</w:p>\n").replace("</w:tbl>", "</w:tbl>\n")
}

fn part_of(composed: &Composed, name: &str) -> String {
    part(&composed.document, name).unwrap_or_else(|| panic!("no part {name}"))
}
