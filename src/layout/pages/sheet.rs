//! A page being filled: what is placed on it, and how to take it back.

use std::ops::Range;
use std::rc::Rc;

use crate::letter::{Anchored, Paragraph};
use crate::units::{Pt, Rect};

use super::super::float::Exclusion;
use super::super::laid::LaidParagraph;
use super::super::object::LaidObject;
use super::super::stack::{Stack, StackCursor};
use super::super::table::{LaidTable, TableCursor};
use super::flow::Cursor;
use super::geometry::Geometry;

/// A page being filled.
#[derive(Clone, Debug)]
pub(super) struct Sheet<'l> {
    /// Its measures.
    pub geometry: Geometry,
    /// What is placed, in the order of the text.
    pub pieces: Vec<Piece<'l>>,
    /// Floating objects.
    pub floats: Vec<Placed<'l>>,
    /// What lines keep out of.
    pub exclusions: Vec<Exclusion>,
    /// Objects known to stand on this page from an earlier attempt, though their anchor comes later.
    pub known: Vec<Known>,
    /// The notes of each column, from the first band of columns to the last.
    pub feet: Vec<Foot<'l>>,
    /// Bands with a line between columns.
    pub column_lines: Vec<(Pt, Pt, Pt)>,
}

/// Something placed.
#[derive(Clone, Debug)]
pub(super) struct Piece<'l> {
    /// What.
    pub what: What<'l>,
    /// The column's left edge.
    pub x: Pt,
    /// Its top.
    pub y: Pt,
    /// Its width.
    pub width: Pt,
    /// Its height.
    pub height: Pt,
    /// It must stand in the column of what follows.
    pub keep_next: bool,
    /// How things stood before it was placed.
    pub before: Checkpoint<'l>,
}

/// What is placed.
#[derive(Clone, Debug)]
pub(super) enum What<'l> {
    /// Lines of a paragraph.
    Lines {
        /// The paragraph.
        laid: Rc<LaidParagraph<'l>>,
        /// Which lines.
        lines: Range<usize>,
        /// The piece above stands in the same box of borders.
        joined_above: bool,
        /// The piece below does, and how far down it is.
        joined_below: Option<Pt>,
    },
    /// Rows of a table.
    Table {
        /// The table.
        laid: Rc<LaidTable<'l>>,
        /// From here.
        from: TableCursor,
        /// To here.
        to: TableCursor,
    },
    /// A part of a note.
    Stack {
        /// The note.
        laid: Rc<Stack<'l>>,
        /// From here.
        from: StackCursor,
        /// To here.
        to: StackCursor,
    },
    /// The line above notes, this far below the top.
    NoteRule(Pt),
}

/// How things stood: what is needed to take pieces back.
#[derive(Clone, Debug)]
pub(super) struct Checkpoint<'l> {
    /// The cursor.
    pub cursor: Cursor<'l>,
    /// How far down the column was filled.
    pub y: Pt,
    /// What was above.
    pub above: Above<'l>,
    /// How many pieces, floats and exclusions there were, and parts of notes.
    pub counts: (usize, usize, usize, usize),
    /// The height of the notes.
    pub foot: Pt,
    /// Frames that wait for their paragraph.
    pub waiting: usize,
}

/// What is above in the same column.
#[derive(Clone, Copy, Debug)]
pub(super) enum Above<'l> {
    /// Nothing: the column's top.
    Nothing,
    /// A paragraph.
    Paragraph(&'l Paragraph),
    /// A table or note.
    Other,
}

/// A column being filled.
#[derive(Clone, Debug)]
pub(super) struct Column<'l> {
    /// Its left edge.
    pub x: Pt,
    /// Its width.
    pub width: Pt,
    /// Its top.
    pub top: Pt,
    /// Where it ends, notes not reckoned in.
    pub bottom: Pt,
    /// How far down it is filled.
    pub y: Pt,
    /// What is above.
    pub above: Above<'l>,
    /// The number of pieces placed before it.
    pub first: usize,
    /// Nothing would come of moving its first piece to another column.
    pub whole: bool,
    /// The notes at its foot.
    pub foot: Foot<'l>,
    /// Frames that stand beside the next paragraph.
    pub waiting: Vec<&'l Anchored>,
}

/// Notes at the foot of a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Foot<'l> {
    /// The column's left edge and width.
    pub column: (Pt, Pt),
    /// The band of columns, from 0.
    pub band: usize,
    /// The line above them: its height and how far down in it the rule is drawn.
    pub rule: Option<(Pt, Pt)>,
    /// The first goes on from the column before.
    pub continued: bool,
    /// The parts.
    pub parts: Vec<NotePart<'l>>,
    /// The height of all with the rule.
    pub height: Pt,
}

/// A part of a note at the foot of a column.
#[derive(Clone, Debug)]
pub(super) struct NotePart<'l> {
    /// Which note.
    pub note: usize,
    /// The note as it is set.
    pub laid: Rc<Stack<'l>>,
    /// From here.
    pub from: StackCursor,
    /// To here.
    pub to: StackCursor,
    /// The part's height.
    pub height: Pt,
}

/// The rest of a note that goes on in the next column.
#[derive(Clone, Debug)]
pub(super) struct Carried {
    /// Which note.
    pub note: usize,
    /// From here.
    pub from: StackCursor,
}

/// A floating object at its place.
#[derive(Clone, Debug)]
pub(super) struct Placed<'l> {
    /// The object.
    pub source: &'l Anchored,
    /// As it is set.
    pub laid: Rc<LaidObject>,
    /// Where.
    pub area: Rect,
    /// It moves with the text.
    pub with_text: bool,
}

/// An object known from an earlier attempt at the page.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// Which: the address of its source, used to tell one from another only.
    pub source: *const Anchored,
    /// What it keeps free.
    pub exclusion: Exclusion,
    /// Its anchor has been met on this page.
    pub met: bool,
}

impl<'l> Sheet<'l> {
    /// An empty page with what its header and footer keep free.
    pub fn new(geometry: Geometry, fixed: &[Exclusion], mut known: Vec<Known>) -> Self {
        let mut exclusions = fixed.to_vec();
        for known in &mut known {
            known.met = false;
            exclusions.push(known.exclusion.clone());
        }
        Sheet {
            geometry,
            pieces: Vec::new(),
            floats: Vec::new(),
            exclusions,
            known,
            feet: Vec::new(),
            column_lines: Vec::new(),
        }
    }

    /// How things stand.
    pub fn checkpoint(&self, column: &Column<'l>, cursor: &Cursor<'l>) -> Checkpoint<'l> {
        Checkpoint {
            cursor: cursor.clone(),
            y: column.y,
            above: column.above,
            counts: (
                self.pieces.len(),
                self.floats.len(),
                self.exclusions.len(),
                column.foot.parts.len(),
            ),
            foot: column.foot.height,
            waiting: column.waiting.len(),
        }
    }

    /// Takes back what was placed since.
    pub fn restore(
        &mut self,
        column: &mut Column<'l>,
        cursor: &mut Cursor<'l>,
        to: Checkpoint<'l>,
    ) {
        let (pieces, floats, exclusions, parts) = to.counts;
        self.pieces.truncate(pieces);
        self.floats.truncate(floats);
        self.exclusions.truncate(exclusions);
        column.foot.parts.truncate(parts);
        column.foot.height = to.foot;
        if parts == 0 {
            column.foot.rule = None;
        }
        column.waiting.truncate(to.waiting);
        column.y = to.y;
        column.above = to.above;
        *cursor = to.cursor;
    }

    /// Whether nothing is placed yet.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }
}

impl Column<'_> {
    /// Whether nothing is placed in it.
    pub fn is_empty(&self, sheet: &Sheet<'_>) -> bool {
        sheet.pieces.len() <= self.first
    }

    /// Where text must end.
    pub fn limit(&self) -> Pt {
        self.bottom - self.foot.height
    }
}
