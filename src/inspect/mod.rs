//! A finished PDF read back: what a screen reader will say, and what the pages look like.
//!
//! The other rooms write; this one knows nothing of them and trusts nothing they did. It reads any
//! PDF as a reader's program would: the structure tree from the catalog down, the text of each
//! element from the marked content that it names, through the fonts' own ToUnicode maps. What it
//! prints is therefore what is in the file, not what was meant.
//!
//! ```text
//! catalog ─document───► title, language, claims, attachments
//! pages   ─content────► text of each marked content; artifacts; text that nobody marked
//! tree    ─structure──► elements with their text, in reading order
//!                                          └─print─► indented text
//! ```
//!
//! The running letter begins
//!
//! ```text
//! Document
//!   H1 "Afgørelse om udvidet helbredstillæg"
//!   P "Kære Jytte Jubelaar"
//! ```
//!
//! A file that is broken or built to hurt gives less text, or an [`InspectError`]; depth, elements
//! and text are bounded.

mod content;
mod document;
mod pictures;
mod print;
mod structure;
mod text;
mod unicode_map;

pub use pictures::{Take, pictures, pictures_of};
pub use print::{Words, print};

use std::collections::BTreeMap;

use hayro::hayro_syntax::{LoadPdfError, Pdf};

/// A PDF as its reader meets it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inspected {
    /// The title, of the metadata.
    pub title: Option<String>,
    /// The title is shown instead of the file name.
    pub shows_title: bool,
    /// The main language as a BCP 47 tag.
    pub language: Option<String>,
    /// The standards that the file says it follows, such as `PDF/UA-1`.
    pub claims: Vec<String>,
    /// The version of PDF, such as `1.7`.
    pub version: String,
    /// How many pages it has.
    pub pages: usize,
    /// Files that travel inside.
    pub attachments: Vec<Attachment>,
    /// How many entries the outline has.
    pub bookmarks: usize,
    /// There is a structure tree and the file says so.
    pub tagged: bool,
    /// Artifacts by their kinds: what is there for the eye only.
    pub artifacts: BTreeMap<String, usize>,
    /// Texts that are neither in the tree nor artifacts, marked or not: nobody hears them, and nobody
    /// said that they may be passed over.
    pub unmarked: usize,
    /// The structure tree.
    pub elements: Vec<Element>,
}

/// A file that travels inside a PDF.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// What it is, for people.
    pub description: Option<String>,
    /// Its size in bytes, where it is told.
    pub size: Option<u64>,
}

/// A structure element (ISO 32000-1, 14.7.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// The standard structure type that its own is mapped to.
    pub role: String,
    /// Its own type, where that is another.
    pub own_role: Option<String>,
    /// Its language, where it says one.
    pub language: Option<String>,
    /// The alternate description.
    pub alt: Option<String>,
    /// What is read instead of its content.
    pub actual: Option<String>,
    /// Its identifier, which notes and header cells have.
    pub id: Option<String>,
    /// What its labels are, of a list.
    pub numbering: Option<String>,
    /// What it is the header of, of a header cell.
    pub scope: Option<String>,
    /// Columns it spans, of a cell.
    pub columns: u32,
    /// Rows it spans, of a cell.
    pub rows: u32,
    /// The identifiers of its header cells.
    pub headers: Vec<String>,
    /// What a table is about.
    pub summary: Option<String>,
    /// What is in it, in reading order.
    pub content: Vec<Content>,
}

/// What is in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "most of what is in elements are elements")]
pub enum Content {
    /// Text.
    Text(String),
    /// An element.
    Element(Element),
    /// A link's area on the page: where it goes and what it says of itself.
    Link {
        /// A URI, `#name`, or `side 2`.
        target: String,
        /// The annotation's description.
        description: Option<String>,
    },
}

/// Why a PDF cannot be looked at.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InspectError {
    /// The bytes are no PDF, or one that is broken beyond reading.
    #[error("no PDF that can be read")]
    NotAPdf,
    /// A password is needed.
    #[error("the PDF is encrypted")]
    Encrypted,
    /// A page cannot be made a picture.
    #[error("page {page} cannot be drawn")]
    Picture {
        /// The page, from 1.
        page: usize,
    },
}

/// Reads a PDF back.
///
/// # Errors
///
/// [`InspectError`]. A PDF without tags is no error: it has no elements.
pub fn inspect(pdf: &[u8]) -> Result<Inspected, InspectError> {
    let pdf = open(pdf)?;
    let mut inspected = document::read(&pdf);
    let marked = content::read(&pdf);
    let tree = structure::read(&pdf, &marked);
    inspected.elements = tree.elements;
    inspected.artifacts = marked.artifacts;
    inspected.unmarked = marked.unmarked + tree.unnamed;
    Ok(inspected)
}

fn open(pdf: &[u8]) -> Result<Pdf, InspectError> {
    Pdf::new(pdf.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => InspectError::Encrypted,
        LoadPdfError::Invalid => InspectError::NotAPdf,
    })
}
