//! What flows through the pages, and how far it has come.

use std::rc::Rc;

use crate::letter::{Anchored, Block, Inline, Letter, NoteKind, Paragraph, Table};
use crate::units::Pt;

use super::super::float::{Beside, Exclusion};
use super::super::laid::{LaidParagraph, Room, Spot};
use super::super::stack::StackCursor;
use super::super::table::TableCursor;

/// A block on its way to the pages.
#[derive(Clone, Copy, Debug)]
pub(super) enum Flow<'l> {
    /// A paragraph.
    Paragraph(&'l Paragraph),
    /// A table.
    Table(&'l Table),
    /// A frame or floating table: stands beside what follows.
    Float(&'l Anchored),
    /// The line between the text and the endnotes.
    NoteRule(usize),
    /// An endnote, an index of the letter's notes.
    Note(usize),
}

/// The blocks of each section; the endnotes follow the last.
pub(super) fn flows(letter: &Letter) -> Vec<Vec<Flow<'_>>> {
    let mut flows: Vec<Vec<Flow<'_>>> =
        letter.sections.iter().map(|section| section.blocks.iter().map(flow).collect()).collect();
    let before_last = flows.len().saturating_sub(1);
    for flows in &mut flows[..before_last] {
        if ends_in_carrier(flows) {
            flows.pop();
        }
    }
    if let Some(last) = flows.last_mut() {
        let notes = letter.notes.iter().enumerate();
        let ends = notes.filter(|(_, note)| note.kind == NoteKind::End);
        for (nth, (index, _)) in ends.enumerate() {
            if nth == 0 {
                last.push(Flow::NoteRule(index));
            }
            last.push(Flow::Note(index));
        }
    }
    flows
}

/// Whether the last paragraph of a section is empty and only carries the section's set-up: it takes
/// no line, unless it is all that the section has.
fn ends_in_carrier(flows: &[Flow<'_>]) -> bool {
    let [.., before, Flow::Paragraph(last)] = flows else { return false };
    !matches!(before, Flow::Float(_))
        && last.label.is_none()
        && last.content.iter().all(|inline| match inline {
            Inline::Text(text) => text.text.is_empty(),
            _ => false,
        })
}

fn flow(block: &Block) -> Flow<'_> {
    match block {
        Block::Paragraph(paragraph) => Flow::Paragraph(paragraph),
        Block::Table(table) => Flow::Table(table),
        Block::Float(anchored) => Flow::Float(anchored),
    }
}

/// How far the text has come.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'l> {
    /// The section.
    pub section: usize,
    /// The block in the section.
    pub block: usize,
    /// How far into the block.
    pub within: Progress<'l>,
    /// What brought it to the top of a column, when it stands there.
    pub top: Top<'l>,
}

/// How far into a block.
#[derive(Clone, Debug)]
pub(super) enum Progress<'l> {
    /// At its beginning.
    Start,
    /// At a line of a paragraph.
    Lines(Broken<'l>),
    /// In a table.
    Table(Box<TableCursor>),
    /// In a note.
    Stack(StackCursor),
}

/// A paragraph of which some lines are placed.
#[derive(Clone, Debug)]
pub(super) struct Broken<'l> {
    /// The next line.
    pub line: usize,
    /// The paragraph as it was set for the lines so far.
    pub laid: Rc<LaidParagraph<'l>>,
    /// Where the lines so far stand.
    pub past: Rc<Vec<Past>>,
}

/// What brought text to the top of a column: it decides about the space before.
#[derive(Clone, Copy, Debug)]
pub(super) enum Top<'l> {
    /// The beginning of the letter or of a section: the space is kept.
    Section,
    /// The end of the column before, or a break of its own: the space is dropped.
    Automatic,
    /// The paragraph asks for a page, or begins with a break: the space is kept, less the space
    /// after the paragraph above.
    Forced(Option<&'l Paragraph>),
}

impl Cursor<'_> {
    /// The beginning of a section.
    pub fn opening(section: usize) -> Self {
        Cursor { section, block: 0, within: Progress::Start, top: Top::Section }
    }

    /// On to the next block.
    pub fn next(&mut self) {
        self.block += 1;
        self.within = Progress::Start;
    }
}

/// Where the first lines of a paragraph stand that is broken over columns.
#[derive(Clone, Debug)]
pub(super) struct Past {
    /// Lines above this height of the paragraph.
    until: Pt,
    exclusions: Vec<Exclusion>,
    left: Pt,
    top: Pt,
    width: Pt,
}

impl Past {
    /// Lines down to a height of the paragraph, set beside these objects.
    pub fn new(until: Pt, beside: &Beside<'_>) -> Past {
        Past {
            until,
            exclusions: beside.exclusions.to_vec(),
            left: beside.left,
            top: beside.top,
            width: beside.width,
        }
    }
}

/// The room of a paragraph broken over columns: for the lines that are placed already the room that
/// they had, for the others the column at hand.
pub(super) struct Course<'r> {
    /// The columns so far.
    pub past: &'r [Past],
    /// The column at hand.
    pub now: Beside<'r>,
}

impl Room for Course<'_> {
    fn spot(&self, top: Pt, height: Pt) -> Spot {
        let past = self.past.iter().find(|past| top < past.until - Pt(0.01));
        match past {
            Some(past) => {
                let Past { exclusions, left, top: first, width, .. } = past;
                Beside { exclusions, left: *left, top: *first, width: *width }.spot(top, height)
            }
            None => self.now.spot(top, height),
        }
    }
}
