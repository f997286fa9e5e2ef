//! Lines and anchors of a stack where they stand, for those who place notes, floating objects and
//! bookmarks.

use crate::layout::laid::{LaidParagraph, Line};
use crate::letter::Anchored;
use crate::units::{Pt, Rect};

use super::{Part, Stack, StackCursor};

/// A line where it stands.
#[derive(Clone, Debug)]
pub(in crate::layout) struct Sight<'s, 'l> {
    /// The paragraph.
    pub laid: &'s LaidParagraph<'l>,
    /// The line.
    pub line: &'s Line<'l>,
    /// The left edge of its column.
    pub x: Pt,
    /// Its top, below its skip.
    pub y: Pt,
    /// The top of the paragraph's lines on this page.
    pub paragraph: Pt,
    /// The innermost cell that it stands in.
    pub cell: Option<Rect>,
}

/// The anchor of a floating object where it stands.
#[derive(Clone, Debug)]
pub(in crate::layout) struct AnchorSight<'l> {
    /// The object.
    pub anchored: &'l Anchored,
    /// The left edge of its column and the column's width.
    pub column: (Pt, Pt),
    /// The anchor.
    pub x: Pt,
    /// The top of its line and the line's height.
    pub line: (Pt, Pt),
    /// The top of its paragraph.
    pub paragraph: Pt,
    /// The innermost cell that it stands in.
    pub cell: Option<Rect>,
}

impl<'l> Stack<'l> {
    /// The lines between two cursors, with the top left corner here, and the floating blocks among
    /// them.
    pub fn sights<'s>(
        &'s self,
        from: &StackCursor,
        to: &StackCursor,
        at: (Pt, Pt),
        cell: Option<Rect>,
        lines: &mut Vec<Sight<'s, 'l>>,
        floats: &mut Vec<AnchorSight<'l>>,
    ) {
        self.pieces(from, to, |piece| {
            let top = at.1 + piece.y;
            match piece.part {
                Part::Lines(laid, how) => {
                    let border = how.lines.start == 0 && !how.joined_above;
                    let paragraph = if border { top + laid.border_top } else { top };
                    let mut y = paragraph;
                    for line in &laid.lines[how.lines] {
                        y += line.skip;
                        lines.push(Sight { laid, line, x: at.0, y, paragraph, cell });
                        y += line.height;
                    }
                }
                Part::Rows(laid, from, to) => laid.sights(&from, &to, (at.0, top), lines, floats),
                Part::Float(anchored) => floats.push(AnchorSight {
                    anchored,
                    column: (at.0, self.width),
                    x: at.0,
                    line: (top, Pt::ZERO),
                    paragraph: top,
                    cell,
                }),
            }
        });
    }

    /// The anchors of all floating objects, with the top left corner here; in reading order.
    pub fn anchors(&self, at: (Pt, Pt)) -> Vec<AnchorSight<'l>> {
        let mut lines = Vec::new();
        let mut floats = Vec::new();
        self.sights(&self.start(), &self.end(), at, None, &mut lines, &mut floats);
        anchors_of(&lines, &mut floats);
        floats
    }
}

/// Adds the anchors that stand in lines.
pub(in crate::layout) fn anchors_of<'l>(
    lines: &[Sight<'_, 'l>],
    anchors: &mut Vec<AnchorSight<'l>>,
) {
    for sight in lines {
        for (anchored, x) in &sight.line.anchors {
            anchors.push(AnchorSight {
                anchored,
                column: (sight.x, sight.laid.width),
                x: sight.x + *x,
                line: (sight.y, sight.line.height),
                paragraph: sight.paragraph,
                cell: sight.cell,
            });
        }
    }
}
