//! A story as a program: spans to copy, holes to fill, frames to open and close.
//!
//! Word's own model of a story is one flat row of characters and marks, and a field's result is a
//! piece of that row put in place of the field. The program keeps that shape: a branch of an IF may
//! hold half a paragraph, a mark, and half of the next. So structure is not nesting here but
//! *steps*, open and close, and whoever runs the program keeps the XML well formed
//! ([`crate::merge`]'s writer).

use std::ops::Range;

use crate::diagnostic::{Place, StoryKind};
use crate::docx::Structure;
use crate::field::{GeneralFormat, Instruction, Value};

/// Bytes of [`Program::buffer`].
pub type Bytes = Range<usize>;

/// Index of [`Program::fields`].
pub type FieldId = usize;

/// A compiled story.
#[derive(Clone, Debug)]
pub struct Program {
    /// The story.
    pub story: StoryKind,
    /// The part.
    pub part: String,
    /// The part's text, and after it the texts made while compiling.
    pub buffer: String,
    /// The prefix of WordprocessingML elements with its colon.
    pub prefix: String,
    /// The steps of the whole story.
    pub steps: Vec<Step>,
    /// The fields, in the order of their beginnings; nested ones after the one around them.
    pub fields: Vec<Field>,
    /// The frames that steps open and close.
    pub frames: Vec<Frame>,
    /// The regions.
    pub regions: Vec<Region>,
    /// Tables with formulas that refer to their cells.
    pub tables: Vec<Table>,
    /// Names of the story's bookmarks, and which of [`Program::marked`] they hold.
    pub bookmarks: Vec<(String, Range<usize>)>,
    /// All that stands in bookmarks. They overlap, so each has a range of it.
    pub marked: Vec<Part>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Copies bytes.
    Copy(Copy),
    /// Opens a frame.
    Open(usize),
    /// Closes a frame.
    Close(usize),
    /// Ends a line inside a paragraph; the bytes of the break.
    LineBreak(Bytes),
    /// Fills a hole.
    Field(FieldId),
    /// Puts a field's value into the code of a field that stays, in quotation marks of its own
    /// unless it already stands between some.
    Code {
        /// The field.
        field: FieldId,
        /// It stands between quotation marks.
        quoted: bool,
    },
    /// Runs a region for each of its items.
    Region(usize),
    /// Copies an attribute's value, or writes another where it must differ.
    Patch(Patch),
    /// Closes the frames that are not in this list: a field crossed their edge.
    Resume(Vec<usize>),
}

/// Bytes to copy, and what shows in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copy {
    /// The bytes.
    pub bytes: Bytes,
    /// Something other than blanks shows.
    pub ink: bool,
    /// The first character of text in the bytes.
    pub first: Option<Edge>,
    /// The last character of text in the bytes.
    pub last: Option<Edge>,
}

/// A character at the edge of some text, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The character.
    pub character: char,
    /// Its bytes.
    pub bytes: Bytes,
}

/// An attribute's value that cannot simply be copied twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// The value's bytes.
    pub bytes: Bytes,
    /// What it is.
    pub kind: PatchKind,
}

/// The kinds of value that differ from copy to copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PatchKind {
    /// `wp:docPr/@id`: unique among drawing objects.
    Drawing,
    /// `w:bookmarkStart/@w:id`: unique among bookmarks.
    BookmarkStart,
    /// `w:bookmarkEnd/@w:id`: that of its start.
    BookmarkEnd,
    /// `w:bookmarkStart/@w:name`: unique in the letter.
    BookmarkName,
    /// `w14:paraId`: unique in the letter.
    Paragraph,
    /// `w:numId/@w:val` of a list that the author restarted: restarts in each item of a region.
    Numbering,
}

/// An element that is opened and closed by steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// What it is.
    pub kind: FrameKind,
    /// The opening tag and, of a paragraph, its properties.
    pub open: Bytes,
    /// The closing tag.
    pub close: Bytes,
    /// Values in the opening that differ from copy to copy, in order.
    pub patches: Vec<Patch>,
}

/// The kinds of frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrameKind {
    /// A paragraph.
    Paragraph(ParagraphFrame),
    /// A table, row, cell or inner story. Of a table, its index in [`Program::tables`] when
    /// formulas refer to its cells.
    Structure(Structure, Option<usize>),
    /// A container of runs or blocks.
    Container,
}

/// What the writer must know of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParagraphFrame {
    /// Never removed: the last of its cell or story, holds section properties, or is an anchor.
    pub kept: bool,
    /// The paragraph's number for reports.
    pub number: usize,
}

/// A region: a list of items and what is repeated for each.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// The list's name.
    pub name: String,
    /// The steps of one item.
    pub steps: Vec<Step>,
    /// Where it starts.
    pub place: Place,
}

/// A table whose formulas refer to cells: the text of each cell by row and column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Rows of cells as the template has them.
    pub rows: Vec<Vec<Text>>,
}

/// A field, ready to be evaluated.
#[derive(Clone, Debug)]
pub struct Field {
    /// The code as parsed.
    pub instruction: Instruction,
    /// The code's text, nested fields as placeholders.
    pub code: String,
    /// The nested fields, in the order of their placeholders.
    pub nested: Vec<FieldId>,
    /// What is done with it.
    pub action: Action,
    /// Properties of the run that a text result gets.
    pub properties: Bytes,
    /// The result gets one format throughout: that of the field's name (`\* CHARFORMAT`).
    pub uniform: Option<Bytes>,
    /// The result that was stored in the file.
    pub stored: Stored,
    /// Where it stands.
    pub place: Place,
    /// The table, row and column it stands in, where [`Program::tables`] has the table.
    pub cell: Option<(usize, usize, usize)>,
    /// A paragraph is right around it, so that its value may break into paragraphs.
    pub in_paragraph: bool,
}

/// A stored result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// As text.
    pub text: String,
    /// As steps.
    pub steps: Vec<Step>,
}

/// What is done with a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Prints a field of the data.
    Merge(MergeAction),
    /// Prints one of two branches.
    If {
        /// The left operand.
        left: Text,
        /// The right operand.
        right: Text,
        /// Where the condition holds.
        then: Branch,
        /// Where it does not.
        otherwise: Option<Branch>,
    },
    /// Computes from two operands: COMPARE and SKIPIF.
    Condition {
        /// The left operand.
        left: Text,
        /// The right operand.
        right: Text,
    },
    /// Prints its own text: QUOTE.
    Quote(Branch),
    /// Gives a bookmark a content and prints nothing.
    Set {
        /// The bookmark.
        name: Text,
        /// What it holds.
        content: Branch,
    },
    /// Evaluated from its code alone: formulas, properties, dates, sequences, bookmarks.
    Compute,
    /// Stays a field.
    Keep,
    /// Prints its stored result as plain text.
    Stored,
    /// Prints nothing.
    Nothing,
}

/// A merge field.
#[derive(Clone, Debug, PartialEq)]
pub struct MergeAction {
    /// The name, where it is written out: an index of `Template::names`.
    pub name: Option<usize>,
    /// The name, where it is composed of other fields.
    pub composed: Option<Text>,
    /// Printed before a value that is not empty.
    pub before: Option<Branch>,
    /// Printed after a value that is not empty.
    pub after: Option<Branch>,
}

/// A branch as steps, for the letter, and as text, for a field around it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Branch {
    /// The steps.
    pub steps: Vec<Step>,
    /// The text.
    pub text: Text,
}

/// Text composed of what was written and of nested fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text {
    /// The parts in order.
    pub parts: Vec<Part>,
    /// Written without quotation marks: a word may be the name of a bookmark, or a formula.
    pub bare: bool,
}

/// A part of a [`Text`].
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Written text.
    Literal(Value),
    /// A field's value.
    Nested(FieldId),
}

impl Program {
    /// What a bookmark holds.
    pub fn bookmark_parts(&self, index: usize) -> &[Part] {
        self.bookmarks
            .get(index)
            .and_then(|(_, range)| self.marked.get(range.clone()))
            .unwrap_or(&[])
    }
}

impl Field {
    /// The general formats, left to right.
    pub fn general_formats(&self) -> impl Iterator<Item = &GeneralFormat> {
        self.instruction.formats.iter().filter_map(|format| match format {
            crate::field::Format::General(general) => Some(general),
            _ => None,
        })
    }
}
