//! The letter's title and author, and the sentence that tells of a watermark.

use std::sync::Arc;

use crate::docx::{Package, PackageError};

use super::block::{Inline, Paragraph};
use super::read::paragraphs;
use super::reader::document;
use super::run_read::text_of;
use super::section::Section;
use super::tree::{Role, Tree};
use super::xml::{children, name};

/// The longest title, in characters.
const LENGTH: usize = 120;

/// The core properties that a PDF tells of (ISO/IEC 29500-2, 11).
#[derive(Clone, Debug, Default)]
pub(super) struct Properties {
    /// The title.
    pub title: Option<String>,
    /// The author.
    pub creator: Option<String>,
    /// The language.
    pub language: Option<Arc<str>>,
}

impl Properties {
    /// Reads the core properties of a package.
    ///
    /// # Errors
    ///
    /// When they are no XML.
    pub fn read(package: &Package) -> Result<Self, PackageError> {
        let mut properties = Properties::default();
        let root = package.relationships_of("")?;
        let Some(part) = root
            .iter()
            .find(|found| found.kind == "core-properties")
            .and_then(|found| package.target("", found))
        else {
            return Ok(properties);
        };
        let text = package.text(&part)?;
        let tree = document(&part, &text)?;
        for node in children(tree.root_element()) {
            let value = text_of(node).split_whitespace().collect::<Vec<_>>().join(" ");
            if value.is_empty() {
                continue;
            }
            match name(node) {
                "title" => properties.title = Some(value),
                "creator" => properties.creator = Some(value),
                "language" => properties.language = Some(Arc::from(value)),
                _ => {}
            }
        }
        Ok(properties)
    }
}

/// The title: the property, unless it is only a file's name; else the first heading, else the first
/// words.
pub(super) fn of(
    properties: &Properties,
    tree: &Tree,
    sections: &[Section],
    language: &str,
) -> String {
    if let Some(title) = properties.title.as_deref().filter(|title| says_something(title)) {
        return shortened(title);
    }
    let find = |wanted: &dyn Fn(&Paragraph) -> bool| {
        let mut found = None;
        for section in sections {
            let stop = paragraphs(&section.blocks, &mut |paragraph| {
                if wanted(paragraph) {
                    let text = text_of_paragraph(paragraph);
                    if text.chars().any(char::is_alphanumeric) {
                        found = Some(text);
                        return true;
                    }
                }
                false
            });
            if stop {
                break;
            }
        }
        found
    };
    let is_heading = |paragraph: &Paragraph| {
        paragraph.node.is_some_and(|node| matches!(tree.node(node).role, Role::Heading(_)))
            || paragraph.format.outline.is_some()
            || &*paragraph.format.style_name == "title"
    };
    let title = find(&is_heading).or_else(|| find(&|paragraph| paragraph.node.is_some()));
    match title {
        Some(title) => shortened(&title),
        None if tree.is_empty() => String::new(),
        None if is_danish(language) => "Brev".to_owned(),
        None => "Letter".to_owned(),
    }
}

/// Whether a title property is a title: not a file's name, nor what Word calls a new document.
fn says_something(title: &str) -> bool {
    let lower = title.to_lowercase();
    let file = [".docx", ".dotx", ".docm", ".dotm", ".doc", ".dot", ".rtf", ".odt", ".pdf"]
        .iter()
        .any(|ending| lower.ends_with(ending));
    let numbered = |word: &str| {
        lower.strip_prefix(word).is_some_and(|rest| rest.trim().chars().all(|c| c.is_ascii_digit()))
    };
    let placeholder = [
        "dokument",
        "document",
        "skabelon",
        "template",
        "brevskabelon",
        "titel",
        "title",
        "untitled",
        "uden titel",
        "brev",
        "letter",
    ]
    .iter()
    .any(|word| numbered(word));
    let path = lower.contains('\\') || lower.starts_with("microsoft word - ");
    !(file || placeholder || path) && title.chars().any(char::is_alphanumeric)
}

fn shortened(title: &str) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = title.char_indices().nth(LENGTH) else { return title };
    let cut = title[..end].rfind(' ').filter(|at| *at > LENGTH / 2).unwrap_or(end);
    format!("{}…", title[..cut].trim_end_matches([' ', ',', '.', ':', ';']))
}

fn text_of_paragraph(paragraph: &Paragraph) -> String {
    let mut text = String::new();
    for inline in &paragraph.content {
        match inline {
            Inline::Text(piece) => text.push_str(&piece.text),
            Inline::Tab { .. } | Inline::AlignedTab { .. } | Inline::Break { .. } => text.push(' '),
            _ => {}
        }
    }
    text.retain(|character| character != '\u{AD}');
    text
}

/// The sentence that tells of a watermark.
pub(super) fn notice(word: &str, language: &str) -> String {
    let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
    if is_danish(language) {
        format!("Dette brev er mærket \"{word}\" på hver side.")
    } else {
        format!("This letter is marked \"{word}\" on each page.")
    }
}

/// Whether Danish is spoken: in Danish, and in Norwegian and Swedish, whose readers know it better
/// than English.
fn is_danish(language: &str) -> bool {
    let primary = language.split('-').next().unwrap_or_default().to_ascii_lowercase();
    matches!(primary.as_str(), "da" | "nb" | "nn" | "no" | "sv" | "fo" | "kl")
}
