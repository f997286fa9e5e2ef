//! The manuscript: a document as its author wrote it, with every byte's place and every appearance
//! resolved.
//!
//! [`crate::letter`] reads a document as its reader will meet it: hidden text is gone, a field is its
//! last result. A linter needs what the author sees instead: codes with the texts of their branches,
//! what is hidden, where in the file it all stands. So a story is read here once more, into lists
//! that rules go through: paragraphs with their pieces, tables, objects, links, controls. Of
//!
//! ```text
//! { IF { MERGEFIELD Question:00042 } = "J" "Du får en fast protese." }
//! ```
//!
//! the paragraph's [`Paragraph::shown`] holds all of it, as Word shows it with field codes on. Its
//! pieces tell what a reader may meet: `Du får en fast protese.` is [`Seen::Branch`], the rest
//! [`Seen::Code`]. [`Paragraph::text`] is what readers may meet, branches among it.
//!
//! Of `mc:AlternateContent` the first branch that Word understands is read; paragraphs of the other
//! are counted, so that numbers are those of [`crate::diagnostic::Place`], and not listed.

mod code;
mod control;
mod object;
mod paragraph;
mod read;
mod reading;
mod table;

pub use object::{Control, ControlKind, Link, Object, ObjectKind};
pub use paragraph::{Alternative, ListItem, Paragraph, Piece, PieceKind, Seen};
pub use read::manuscript;
pub use reading::Reading;
pub use table::{Cell, Row, Table};

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Place, StoryKind};
use crate::docx::Package;
use crate::letter::Sheet;
use crate::units::Color;

/// A document as its author wrote it.
#[derive(Debug)]
pub struct Manuscript<'m> {
    /// The package.
    pub package: &'m Package,
    /// Styles, lists, settings.
    pub sheet: Arc<Sheet>,
    /// The stories, the body first. Comments are the last.
    pub stories: Vec<Story>,
    /// The document properties, core ones first.
    pub properties: Vec<Property>,
    /// The colour of its pages, where they are shown in one (`w:background`).
    pub page_color: Option<Color>,
}

/// A part with running text.
#[derive(Clone, Debug)]
pub struct Story {
    /// Which it is.
    pub kind: StoryKind,
    /// The part, such as `word/document.xml`.
    pub part: String,
    /// The part's text.
    pub xml: String,
    /// The paragraphs, in the order of their opening.
    pub paragraphs: Vec<Paragraph>,
    /// The tables, outer before inner.
    pub tables: Vec<Table>,
    /// Pictures, shapes, text boxes, embedded objects.
    pub objects: Vec<Object>,
    /// Links.
    pub links: Vec<Link>,
    /// Content controls and form fields.
    pub controls: Vec<Control>,
    /// The IFs with texts: each with the text of another that it stands in.
    pub conditions: Vec<Option<Alternative>>,
    /// Notes and comments, where the story is of these.
    pub notes: Vec<Note>,
    /// Insertions and deletions that were tracked.
    pub revisions: Vec<Revision>,
    /// The sections that end in this story: the bytes of each `w:sectPr`.
    pub sections: Vec<Range<usize>>,
}

/// A footnote, endnote or comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The element.
    pub bytes: Range<usize>,
    /// Its id, which marks in the text refer to.
    pub id: String,
    /// Its paragraphs, indexes of [`Story::paragraphs`].
    pub paragraphs: Range<usize>,
}

/// A tracked change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The element.
    pub bytes: Range<usize>,
    /// Its name, such as `ins`.
    pub element: String,
    /// Who made it.
    pub author: Option<String>,
    /// The paragraph, an index of [`Story::paragraphs`].
    pub paragraph: Option<usize>,
}

/// A document property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// The part.
    pub part: String,
    /// Its name, such as `title`, `creator`, `lastModifiedBy`, `Company`, `Manager`.
    pub name: String,
    /// Its text.
    pub value: String,
    /// The element.
    pub bytes: Range<usize>,
}

impl Manuscript<'_> {
    /// The letter's text.
    pub fn body(&self) -> &Story {
        &self.stories[0]
    }

    /// A property's text, where it says anything.
    pub fn property(&self, name: &str) -> Option<&str> {
        let found = self.properties.iter().find(|property| property.name == name)?;
        Some(found.value.trim()).filter(|value| !value.is_empty())
    }
}

impl Story {
    /// Whether it is read as the letter's text: the body and its notes. What stands in page headers and
    /// footers is passed over by screen readers, and comments never reach a reader.
    pub fn is_text(&self) -> bool {
        matches!(self.kind, StoryKind::Body | StoryKind::Footnotes | StoryKind::Endnotes)
    }

    /// Whether it is a page header or footer.
    pub fn is_page_edge(&self) -> bool {
        matches!(self.kind, StoryKind::Header(_) | StoryKind::Footer(_))
    }

    /// Whether the readers of a letter see it: comments are for its authors.
    pub fn is_seen(&self) -> bool {
        self.kind != StoryKind::Comments
    }

    /// The paragraph that these bytes stand in: the innermost one around them.
    pub fn paragraph_at(&self, byte: usize) -> Option<usize> {
        let after = self.paragraphs.partition_point(|paragraph| paragraph.bytes.start <= byte);
        (0..after).rev().find(|index| self.paragraphs[*index].bytes.end > byte)
    }

    /// The place of an object in the line that it stands in.
    pub fn object_place(&self, object: &Object) -> Place {
        let Some(paragraph) = object.paragraph.and_then(|index| self.paragraphs.get(index)) else {
            return self.place(None);
        };
        let mut pieces = paragraph.pieces.iter();
        match pieces.find(|piece| piece.bytes == object.bytes) {
            Some(piece) => paragraph.place_of(piece.shown.clone()),
            None => paragraph.place(),
        }
    }

    /// The place of a paragraph by its index; of the story as a whole where there is none.
    pub fn place(&self, paragraph: Option<usize>) -> Place {
        match paragraph.and_then(|index| self.paragraphs.get(index)) {
            Some(paragraph) => paragraph.place(),
            None => Place { story: self.kind, ..Place::default() },
        }
    }
}
