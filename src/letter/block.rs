//! Blocks and what stands in a line: paragraphs and their content.

use std::sync::Arc;

use super::format::{ParagraphFormat, RunFormat};
use super::object::{Anchored, InlineObject};
use super::page_field::PageField;
use super::table::Table;
use super::tree::{NodeId, Slot};

/// What stands under one another.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph, list items among them.
    Paragraph(Box<Paragraph>),
    /// A table, layout tables among them.
    Table(Box<Table>),
    /// A frame (`w:framePr`) or a floating table: stands at its own place, anchored at what follows.
    Float(Box<Anchored>),
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// Its structure element; `None` in page headers and footers.
    pub node: Option<NodeId>,
    /// Its number in its story, from 1, as [`crate::diagnostic::Place`] counts.
    pub number: u32,
    /// Its appearance.
    pub format: Arc<ParagraphFormat>,
    /// The appearance of its mark, which gives an empty paragraph its height.
    pub mark: Arc<RunFormat>,
    /// Its list label, if it has one.
    pub label: Option<Box<Label>>,
    /// What is in it.
    pub content: Vec<Inline>,
}

/// The number or bullet of a list item (ISO/IEC 29500-1, 17.9).
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Its text, in Unicode: never a code of a symbol font.
    pub text: String,
    /// Its appearance.
    pub format: Arc<RunFormat>,
    /// Where it sits at the number position (`w:lvlJc`).
    pub align: ParagraphAlign,
    /// What follows it.
    pub suffix: LabelSuffix,
    /// What it fills in the tree.
    pub slot: Option<Slot>,
}

/// Left, centre, right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ParagraphAlign {
    /// At the start.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// At the end.
    End,
}

/// What stands between a label and the text (`w:suff`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LabelSuffix {
    /// A tab.
    #[default]
    Tab,
    /// A blank.
    Space,
    /// Nothing.
    Nothing,
}

/// What stands in a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Text of one appearance.
    Text(TextInline),
    /// A tab character (`w:tab`).
    Tab {
        /// Its appearance.
        format: Arc<RunFormat>,
        /// What it fills in the tree.
        slot: Option<Slot>,
    },
    /// A tab to a place of the page (`w:ptab`).
    AlignedTab {
        /// Where to.
        align: ParagraphAlign,
        /// Counted from the margins instead of the indents.
        to_margin: bool,
        /// What fills the gap.
        leader: super::TabLeader,
        /// Its appearance.
        format: Arc<RunFormat>,
        /// What it fills in the tree.
        slot: Option<Slot>,
    },
    /// An end of line, column or page.
    Break {
        /// Which.
        kind: BreakKind,
        /// The appearance of its run.
        format: Arc<RunFormat>,
        /// What it fills in the tree.
        slot: Option<Slot>,
    },
    /// A picture, shape or text box in the line.
    Object(Box<InlineObject>),
    /// The anchor of a floating object.
    Anchor(Box<Anchored>),
    /// The mark of a footnote or endnote.
    NoteReference {
        /// Which kind.
        kind: NoteKind,
        /// The note, an index of [`super::Letter::notes`].
        note: usize,
        /// The mark as it is printed, such as `1`; also in the note's own text.
        text: String,
        /// Its appearance.
        format: Arc<RunFormat>,
        /// What it fills in the tree.
        slot: Option<Slot>,
    },
    /// A field that only the page can answer.
    PageField(Box<PageField>),
    /// A place that links go to.
    Bookmark(Arc<str>),
}

/// Text of one appearance. Holds no tab or line end; U+00AD is a soft hyphen, U+2011 a no-break
/// hyphen, U+00A0 a no-break space.
#[derive(Clone, Debug, PartialEq)]
pub struct TextInline {
    /// The text as written: capitals that the appearance asks for are made when it is set.
    pub text: String,
    /// Its appearance.
    pub format: Arc<RunFormat>,
    /// What it fills in the tree.
    pub slot: Option<Slot>,
}

/// Kinds of break (17.18.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakKind {
    /// Ends the line.
    Line,
    /// Ends the line; the next begins below floating objects.
    LineBelowFloats,
    /// Ends the column.
    Column,
    /// Ends the page.
    Page,
}

/// Where a note stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// At the foot of the page.
    Foot,
    /// At the end of the letter.
    End,
}
