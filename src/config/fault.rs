//! What is wrong with settings: where, what, and what was meant, in Danish and English.

use std::fmt::Write;
use std::ops::Range;

use crate::diagnostic::MessageLanguage;

/// A fault of the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// What is wrong, in Danish.
    pub da: String,
    /// What is wrong, in English.
    pub en: String,
}

/// Where a fault stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the file.
    File {
        /// The file as it was named.
        name: String,
        /// The line, from 1.
        line: usize,
        /// The line's text.
        excerpt: String,
        /// The characters of the line that it is about, from 0.
        marked: Range<usize>,
    },
    /// In a variable of the environment.
    Variable(String),
    /// On the command line.
    CommandLine,
    /// In what is missing.
    Nowhere,
}

impl Fault {
    /// The fault in words, with the line it stands in.
    pub fn words(&self, language: MessageLanguage) -> String {
        let (error, words) = match language {
            MessageLanguage::Danish => ("fejl", &self.da),
            MessageLanguage::English => ("error", &self.en),
        };
        match &self.place {
            Place::File { name, line, excerpt, marked } => {
                let mut text =
                    format!("{error}: {words}\n  --> {name}:{line}\n   |  {excerpt}\n   |  ");
                let _ =
                    write!(text, "{}{}", " ".repeat(marked.start), "^".repeat(marked.len().max(1)));
                text
            }
            Place::Variable(name) => format!("{error}: {name}: {words}"),
            Place::CommandLine | Place::Nowhere => format!("{error}: {words}"),
        }
    }
}

/// The place of some bytes in a file.
pub(super) fn place(name: &str, text: &str, at: &Range<usize>, hide: bool) -> Place {
    let start = at.start.min(text.len());
    let before = text.get(..start).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line_text = text[line_start..].lines().next().unwrap_or_default();
    let characters = |bytes: &str| bytes.chars().count();
    let from = characters(before.get(line_start..).unwrap_or_default());
    let upto = at.end.min(line_start + line_text.len()).max(start);
    let length = characters(text.get(start..upto).unwrap_or_default());
    let mut excerpt = line_text.replace('\t', " ");
    if hide {
        // What is refused may be a secret: only what stands before it is shown.
        excerpt = format!("{}…", excerpt.chars().take(from).collect::<String>());
    }
    Place::File {
        name: name.to_owned(),
        line: 1 + before.matches('\n').count(),
        excerpt,
        marked: from..from + if hide { 1 } else { length },
    }
}
