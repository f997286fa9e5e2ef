//! The letter set on pages, as Word sets it.
//!
//! The rules are Word's, measured: the height of a line, the gap between paragraphs, where a tab
//! lands, what a page's end may cut. Where Word and LibreOffice are known to differ, this follows
//! Word.
//!
//! ```text
//! paragraph  text → words shaped → lines broken → LaidParagraph
//! table      cells → columns → rows → LaidTable
//! stack      blocks under one another at one width: cells, headers, boxes, notes
//! pages      the body cut into pages; floats, notes, headers and footers placed
//! ```
//!
//! A length counts from the top left corner downwards; only `pdf` turns it over.

mod float;
mod hyphen;
mod laid;
mod object;
mod page;
mod pages;
mod paragraph;
mod plain;
mod stack;
mod table;

pub use page::{ArtifactKind, Item, Page, Pages, Paint, PlacedGlyph, StrokeStyle, Tag, TextItem};

use crate::font::{FontBook, MetricsOf};
use crate::letter::Letter;

/// Wishes for the pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LayoutOptions {
    /// A word across each page, such as `TRÆNING`.
    pub watermark: Option<String>,
    /// Whose vertical metrics lines are measured with.
    pub metrics: MetricsOf,
}

/// Sets a letter.
pub fn lay_out(letter: &Letter, fonts: &FontBook, options: &LayoutOptions) -> Pages {
    pages::lay_out(letter, fonts, options)
}
