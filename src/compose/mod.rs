//! Composition: master, body and content elements become one document.
//!
//! As Word does it when a text is pasted with "use destination styles" into the letterhead: the
//! master's page set-up, headers, footers and styles stay; of the body and the elements come the
//! text, with styles matched by name, lists, pictures, links, footnotes and language carried over and
//! numbered anew. Field codes come as codes: composing happens before merging.
//!
//! In Word an author names an element by `{ INCLUDETEXT "klagevejledning" }` or
//! `{ MERGEFIELD Element:klagevejledning }`; the master names the place of the body by the reserved
//! key [`BODY`]. Of
//!
//! ```text
//! master   Egeby Kommune ¶ { INCLUDETEXT "indhold" } ¶ Rådhustorvet 1 ¶
//! body     Kære { MERGEFIELD Borger.Navn } ¶ { INCLUDETEXT "klagevejledning" } ¶
//! element  Du kan klage inden 4 uger. ¶
//! ```
//!
//! comes one document of four paragraphs, each of which knows where it came from ([`Origin`]).
//!
//! The base, which is the master or else the body, is read as it is, and all that is not written to
//! keeps its bytes. A naming field becomes a slot (`shape`); what it names is taken from its
//! document, rewritten for the destination (`adopt`, `styles`, `lists`, `notes`, `parts`)
//! and put in the slot's place (`fill`), its own slots filled on the way.
//!
//! Decisions, where Word leaves room:
//!
//! | question | decision |
//! |---|---|
//! | the field stands alone in its paragraph | the paragraph goes; the element's stand there |
//! | several paragraphs in the middle of a sentence | the first and the last join the text, and where there is text its paragraph's look stays |
//! | an element in an IF | it is code there: `w:instrText`, quotation marks protected by a backslash |
//! | an element alone in an IF | its paragraphs keep their own look |
//! | a style of the same name | the destination's, also where the ids differ (`Overskrift1`, `Heading1`) |
//! | document defaults that differ | the destination's; only the language of the text is kept, on its runs |
//! | lists of an element that is put in twice | begin anew |
//! | numbers of a list that belongs to a style | go on, as the style has one list |
//! | headings numbered by the destination's style | by the destination |
//! | a section break in the body | stays, on the master's paper and with its headers (`sections`) |
//! | a section break in an element, comments, permissions | let go, with a finding |
//! | tracked changes | stay, with a finding |
//! | the document's title | the body's, where it has one |
//! | document variables (DOCVARIABLE) | come along where the destination has none of that name |
//! | other document properties (DOCPROPERTY) | stay behind, with a finding where a field asks for one |
//! | a name that is not found | the field stays, with a finding |
//! | an element in itself | nothing stands there, with a finding |
//!
//! An element names at most sixteen levels of others, and a document grows to four hundred thousand elements of
//! markup: what goes beyond is a finding, not a long wait.

mod adopt;
mod composer;
mod document;
mod expand;
mod fill;
mod ids;
mod lists;
mod naming;
mod notes;
mod parts;
mod prefixes;
mod quoted;
mod sections;
mod shape;
mod sheet;
mod styles;
mod tree;
mod variables;

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::docx::PackageError;

/// The key by which a master names the place of the body.
pub const BODY: &str = "indhold";

/// What is put together.
#[derive(Clone, Debug, Default)]
pub struct Sources<'s> {
    /// The master template's `.docx`; without one the body is the whole letter.
    pub master: Option<&'s [u8]>,
    /// The template's own `.docx`.
    pub body: &'s [u8],
    /// The content elements' `.docx` by key.
    pub elements: BTreeMap<&'s str, &'s [u8]>,
}

/// One document made of several.
#[derive(Clone, Debug, Default)]
pub struct Composed {
    /// The `.docx`.
    pub document: Vec<u8>,
    /// Keys of the elements in it, in the order of the text.
    pub elements: Vec<String>,
    /// Where each paragraph of the composed body story came from, in order: index 0 is paragraph 1
    /// of a [`crate::diagnostic::Place`].
    pub origins: Vec<Origin>,
    /// What is wrong with the parts' fit; places are those of the document that names the element.
    pub diagnostics: Vec<(Piece, Diagnostic)>,
}

impl Composed {
    /// Of each paragraph of the text, whether it is the template's own or an element's rather than
    /// the master's.
    pub fn own(&self) -> Vec<bool> {
        self.origins.iter().map(|origin| origin.piece != Piece::Master).collect()
    }
}

/// A document that was put in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Piece {
    /// The template's own document.
    #[default]
    Body,
    /// The master template.
    Master,
    /// The content element of this key.
    Element(String),
}

/// Where a paragraph came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The document.
    pub piece: Piece,
    /// The paragraph's number in that document's body, from 1.
    pub paragraph: usize,
}

/// Puts master, body and elements together.
///
/// # Errors
///
/// When one of the documents cannot be read. What does not fit is a diagnostic, and the composed
/// document is as good as it can be.
pub fn compose(sources: &Sources<'_>) -> Result<Composed, PackageError> {
    composer::run(sources)
}
