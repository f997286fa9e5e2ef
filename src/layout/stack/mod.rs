//! Blocks under one another at one width: the content of cells, boxes, headers, footers and notes.
//!
//! A [`Stack`] is set once and may be cut any number of times: a [`StackCursor`] is a place between
//! two lines. Heights, painting and the lines that others ask for all go over the same
//! [pieces](Stack::pieces), so that what was measured is what is painted.

mod beside;
mod cut;
mod sight;

use crate::diagnostic::{Diagnostic, RenderingFinding};
use crate::letter::{Anchored, Block, CellMargins, Inline, Object, Paragraph};
use crate::units::Pt;

use super::float::Surroundings;
use super::laid::{Context, LaidParagraph};
use super::page::Item;
use super::paragraph::{self, PaintLines};
use super::table::{self, LaidTable, TableCursor};

use beside::Obstacles;

pub(super) use cut::Strictness;
pub(super) use sight::{AnchorSight, Sight, anchors_of};

/// Tables in cells and boxes in lines may stand in one another this deep; Word itself stops at 63,
/// and no letter comes near.
const DEPTH: usize = 24;

/// Blocks set under one another.
#[derive(Clone, Debug)]
pub(super) struct Stack<'l> {
    /// The blocks with the space above each.
    pub entries: Vec<(Pt, Entry<'l>)>,
    /// The width of their column.
    pub width: Pt,
    /// The space after the last paragraph, counted into cells.
    pub after: Pt,
    /// The height of all.
    pub height: Pt,
    /// How far down objects reach that text makes way for: a cell grows with them.
    pub reach: Pt,
}

/// A block of a stack.
#[derive(Clone, Debug)]
pub(super) enum Entry<'l> {
    /// A paragraph.
    Paragraph(LaidParagraph<'l>),
    /// A table.
    Table(LaidTable<'l>),
    /// A floating object anchored here; takes no space.
    Float(&'l Anchored),
}

/// A place in a stack where it may be cut.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StackCursor {
    /// The entry.
    pub entry: usize,
    /// How far into it.
    pub within: Within,
}

/// How far into an entry.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Within {
    /// At this line of a paragraph.
    Line(usize),
    /// In a table.
    Table(Box<TableCursor>),
}

/// What a stack is the content of.
#[derive(Clone, Copy)]
enum Holder {
    /// A note or a box.
    Other,
    /// A page header or footer.
    Page(Surroundings),
    /// A cell with these margins: the empty paragraph that must stand after a nested table takes no
    /// height.
    Cell(CellMargins),
}

/// Sets blocks at a width.
pub(super) fn lay<'l>(context: &Context<'l>, blocks: &'l [Block], width: Pt) -> Stack<'l> {
    lay_in(context, blocks, width, Holder::Other)
}

/// Sets the content of a page header or footer whose top left corner stands at a known column and
/// paragraph of a page.
pub(super) fn lay_on_page<'l>(
    context: &Context<'l>,
    blocks: &'l [Block],
    width: Pt,
    page: Surroundings,
) -> Stack<'l> {
    lay_in(context, blocks, width, Holder::Page(page))
}

/// Sets the content of a cell.
pub(super) fn lay_in_cell<'l>(
    context: &Context<'l>,
    blocks: &'l [Block],
    width: Pt,
    margins: CellMargins,
) -> Stack<'l> {
    lay_in(context, blocks, width, Holder::Cell(margins))
}

/// Runs what goes one level deeper; `None` where that is too deep.
pub(super) fn deeper<T>(context: &Context<'_>, inner: impl FnOnce() -> T) -> Option<T> {
    if context.notes.borrow().depth >= DEPTH {
        return None;
    }
    context.notes.borrow_mut().depth += 1;
    let value = inner();
    context.notes.borrow_mut().depth -= 1;
    Some(value)
}

fn lay_in<'l>(context: &Context<'l>, blocks: &'l [Block], width: Pt, holder: Holder) -> Stack<'l> {
    deeper(context, || lay_blocks(context, blocks, width, holder)).unwrap_or_else(|| {
        report_depth(context);
        Stack::empty(width)
    })
}

/// Tells once that something stood too deep.
fn report_depth(context: &Context<'_>) {
    let mut notes = context.notes.borrow_mut();
    if !std::mem::replace(&mut notes.too_deep, true) {
        let levels = DEPTH.to_string();
        notes.diagnostics.push(Diagnostic::of(RenderingFinding::NestedTooDeep { levels }));
    }
}

fn lay_blocks<'l>(
    context: &Context<'l>,
    blocks: &'l [Block],
    width: Pt,
    holder: Holder,
) -> Stack<'l> {
    let width = width.max(Pt(1.0));
    let mut entries: Vec<(Pt, Entry<'l>)> = Vec::with_capacity(blocks.len());
    let (cell, page) = match holder {
        Holder::Cell(margins) => (Some(margins), None),
        Holder::Page(page) => (None, Some(page)),
        Holder::Other => (None, None),
    };
    let mut obstacles = Obstacles::new(width, cell, page);
    let mut y = Pt::ZERO;
    // The paragraph above, for the gap; a table above has none.
    let mut above: Option<&'l Paragraph> = None;
    let mut after_table = false;
    let mut flat = Vec::with_capacity(blocks.len());
    flatten(blocks, cell.is_some(), DEPTH, &mut flat);
    let count = flat.len();
    for (index, block) in flat.into_iter().enumerate() {
        match block {
            Block::Paragraph(source) => {
                let last = index + 1 == count;
                if cell.is_some() && last && after_table && is_blank(source) {
                    continue;
                }
                let gap = paragraph::gap(context, above, Some(source));
                let laid = obstacles.lay(context, source, y + gap);
                let joined = above.is_some_and(|above| paragraph::in_one_box(above, source));
                y += gap + laid.height_of(0..laid.lines.len());
                if !joined {
                    y += laid.border_top + laid.border_bottom;
                }
                entries.push((gap, Entry::Paragraph(laid)));
                above = Some(source);
                after_table = false;
            }
            Block::Table(source) => {
                let gap = match above {
                    Some(above) => paragraph::gap(context, Some(above), None),
                    None => Pt::ZERO,
                };
                let laid = table::lay(context, source, width);
                y += gap + laid.height;
                entries.push((gap, Entry::Table(laid)));
                above = None;
                after_table = true;
            }
            Block::Float(anchored) => {
                obstacles.wait(anchored);
                entries.push((Pt::ZERO, Entry::Float(anchored)));
            }
        }
    }
    let after = match above {
        Some(last) => paragraph::gap(context, Some(last), None),
        None => Pt::ZERO,
    };
    let reach = obstacles.reach;
    let mut stack = Stack { entries, width, after, height: Pt::ZERO, reach };
    stack.height = stack.height_between(&stack.start(), &stack.end());
    stack
}

/// The blocks of a cell with what stands in frames among them: Word marks the paragraphs of a table
/// that floats as frames, and in a cell sets them where they stand.
fn flatten<'l>(blocks: &'l [Block], in_cell: bool, depth: usize, out: &mut Vec<&'l Block>) {
    for block in blocks {
        match block {
            Block::Float(anchored) if in_cell && anchored.frame && depth > 0 => {
                match &anchored.object {
                    Object::Box(framed) => flatten(&framed.blocks, in_cell, depth - 1, out),
                    _ => out.push(block),
                }
            }
            _ => out.push(block),
        }
    }
}

/// Whether a paragraph shows nothing.
fn is_blank(paragraph: &Paragraph) -> bool {
    paragraph.label.is_none()
        && paragraph.content.iter().all(|inline| match inline {
            Inline::Text(text) => text.text.is_empty(),
            Inline::Bookmark(_) => true,
            _ => false,
        })
}

/// A stretch of one entry between two cursors.
struct Piece<'s, 'l> {
    /// Its top, counted from the top of the stretch of the stack.
    y: Pt,
    /// Its height.
    height: Pt,
    /// What of it.
    part: Part<'s, 'l>,
}

/// What of an entry a piece is.
enum Part<'s, 'l> {
    /// Lines of a paragraph.
    Lines(&'s LaidParagraph<'l>, PaintLines),
    /// Rows of a table.
    Rows(&'s LaidTable<'l>, TableCursor, TableCursor),
    /// A floating object.
    Float(&'l Anchored),
}

impl<'l> Stack<'l> {
    /// Nothing.
    pub fn empty(width: Pt) -> Self {
        Stack { entries: Vec::new(), width, after: Pt::ZERO, height: Pt::ZERO, reach: Pt::ZERO }
    }

    /// The beginning.
    #[expect(clippy::unused_self, reason = "a place in this stack")]
    pub fn start(&self) -> StackCursor {
        StackCursor { entry: 0, within: Within::Line(0) }
    }

    /// The end.
    pub fn end(&self) -> StackCursor {
        StackCursor { entry: self.entries.len(), within: Within::Line(0) }
    }

    /// Whether nothing comes after a cursor.
    pub fn is_end(&self, cursor: &StackCursor) -> bool {
        cursor.entry >= self.entries.len()
    }

    /// The height from one cursor to another; the space after the last paragraph counts where the
    /// end is reached.
    pub fn height_between(&self, from: &StackCursor, to: &StackCursor) -> Pt {
        let height = self.bare_height(from, to);
        if self.is_end(to) && !self.is_end(from) { height + self.after } else { height }
    }

    /// The same without the space after the last paragraph.
    pub fn bare_height(&self, from: &StackCursor, to: &StackCursor) -> Pt {
        let mut height = Pt::ZERO;
        self.pieces(from, to, |piece| height = piece.y + piece.height);
        height
    }

    /// Paints from one cursor to another with the top left corner here.
    pub fn paint(
        &self,
        context: &Context<'_>,
        from: &StackCursor,
        to: &StackCursor,
        at: (Pt, Pt),
        out: &mut Vec<Item>,
    ) {
        self.pieces(from, to, |piece| match piece.part {
            Part::Lines(laid, mut how) => {
                how.x = at.0;
                how.y = at.1 + piece.y;
                paragraph::paint(context, laid, &how, out);
            }
            Part::Rows(laid, from, to) => {
                laid.paint(context, &from, &to, (at.0, at.1 + piece.y), out);
            }
            Part::Float(_) => {}
        });
    }

    /// Paints all of it with the top left corner here.
    pub fn paint_all(&self, context: &Context<'_>, at: (Pt, Pt), out: &mut Vec<Item>) {
        self.paint(context, &self.start(), &self.end(), at, out);
    }

    /// Whether two neighbouring entries stand in one box of borders; the first is this one.
    fn joins_next(&self, entry: usize) -> bool {
        match (self.entries.get(entry), self.entries.get(entry + 1)) {
            (Some((_, Entry::Paragraph(above))), Some((_, Entry::Paragraph(below)))) => {
                paragraph::in_one_box(above.source, below.source)
            }
            _ => false,
        }
    }

    /// Goes over the pieces between two cursors, from above.
    fn pieces<'s>(
        &'s self,
        from: &StackCursor,
        to: &StackCursor,
        mut visit: impl FnMut(Piece<'s, 'l>),
    ) {
        let mut y = Pt::ZERO;
        let mut joined_above = false;
        let last = self.entries.len().min(to.entry + 1);
        for entry in from.entry..last {
            let (gap, block) = &self.entries[entry];
            if entry == to.entry && to.within == Within::Line(0) {
                break;
            }
            let first = entry == from.entry;
            // Space above is dropped at a cut; at the very beginning it is kept.
            if !first || (entry == 0 && from.within == Within::Line(0)) {
                y += *gap;
            }
            let (height, part) = match block {
                Entry::Paragraph(laid) => {
                    let count = laid.lines.len();
                    let start = match (&from.within, first) {
                        (Within::Line(line), true) => (*line).min(count),
                        _ => 0,
                    };
                    let stop = match (&to.within, entry == to.entry) {
                        (Within::Line(line), true) => (*line).clamp(start, count),
                        _ => count,
                    };
                    let next_follows = stop == count
                        && (entry + 1 < to.entry
                            || (entry + 1 == to.entry && to.within != Within::Line(0)));
                    let joined_below = next_follows && self.joins_next(entry);
                    let gap_below = match self.entries.get(entry + 1) {
                        Some((gap, _)) if joined_below => *gap,
                        _ => Pt::ZERO,
                    };
                    let how = PaintLines {
                        x: Pt::ZERO,
                        y,
                        lines: start..stop,
                        joined_above,
                        joined_below,
                        gap_below,
                    };
                    let height = part_height(laid, &how);
                    joined_above = joined_below;
                    (height, Part::Lines(laid, how))
                }
                Entry::Table(laid) => {
                    joined_above = false;
                    let begin = match (&from.within, first) {
                        (Within::Table(cursor), true) => (**cursor).clone(),
                        _ => laid.start(),
                    };
                    let stop = match (&to.within, entry == to.entry) {
                        (Within::Table(cursor), true) => (**cursor).clone(),
                        _ => laid.end(),
                    };
                    (laid.height_between(&begin, &stop), Part::Rows(laid, begin, stop))
                }
                Entry::Float(anchored) => (Pt::ZERO, Part::Float(anchored)),
            };
            visit(Piece { y, height, part });
            y += height;
        }
    }
}

/// The height of some lines with the borders that are drawn at them.
fn part_height(laid: &LaidParagraph<'_>, how: &PaintLines) -> Pt {
    let mut height = laid.height_of(how.lines.clone());
    if how.lines.start == 0 && !how.joined_above {
        height += laid.border_top;
    }
    if how.lines.end == laid.lines.len() && !how.joined_below {
        height += laid.border_bottom;
    }
    height
}
