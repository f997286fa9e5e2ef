//! Paragraphs of a stack that make way for objects floating in it.
//!
//! Only objects whose place is counted from what the stack knows are looked at: its column, its
//! paragraphs and lines, the cell around it. Where the page itself decides, text of a cell or box
//! does not make way; that of a page header does, for its place on the page is known.

use crate::layout::float::{self, Beside, Exclusion, Surroundings};
use crate::layout::laid::{Context, LaidParagraph, Open};
use crate::layout::{object, paragraph};
use crate::letter::{
    Anchored, CellMargins, Horizontal, HorizontalFrom, Inline, Object, Paragraph, Vertical,
    VerticalFrom, Wrap,
};
use crate::units::{Pt, Rect};

/// The stack's top left corner in coordinates of its own, far enough from zero that nothing hangs
/// over the edge of the imagined page.
const ORIGIN: Pt = Pt(5_000.0);

/// Attempts at a paragraph that moves the anchors of the objects it makes way for.
const ATTEMPTS: usize = 4;

/// What has been met that text makes way for.
pub(super) struct Obstacles<'l> {
    /// The stack's width.
    width: Pt,
    /// The page that the stack stands on, and its place there, where that is known.
    page: Option<Surroundings>,
    /// The margins of the cell around the stack.
    cell: Option<CellMargins>,
    /// The objects met so far.
    exclusions: Vec<Exclusion>,
    /// Frames and floating tables, anchored at the paragraph that comes next.
    waiting: Vec<&'l Anchored>,
    /// How far down they reach, from the stack's top.
    pub reach: Pt,
}

impl<'l> Obstacles<'l> {
    /// None so far.
    pub fn new(width: Pt, cell: Option<CellMargins>, page: Option<Surroundings>) -> Self {
        Obstacles {
            width,
            page,
            cell,
            exclusions: Vec::new(),
            waiting: Vec::new(),
            reach: Pt::ZERO,
        }
    }

    /// The stack's top left corner.
    fn origin(&self) -> (Pt, Pt) {
        self.page.map_or((ORIGIN, ORIGIN), |page| (page.column.0, page.paragraph))
    }

    /// Meets a floating block.
    pub fn wait(&mut self, anchored: &'l Anchored) {
        if self.counts(anchored) {
            self.waiting.push(anchored);
        }
    }

    /// Sets a paragraph whose top is this far below the stack's.
    pub fn lay(
        &mut self,
        context: &Context<'l>,
        source: &'l Paragraph,
        top: Pt,
    ) -> LaidParagraph<'l> {
        let own = source
            .content
            .iter()
            .any(|inline| matches!(inline, Inline::Anchor(anchored) if self.counts(anchored)));
        let waiting = std::mem::take(&mut self.waiting);
        for anchored in waiting {
            let placed = self.place(context, anchored, top, (top, Pt::ZERO), Pt::ZERO);
            self.exclusions.extend(placed);
        }
        if !own && self.exclusions.is_empty() {
            return paragraph::lay(context, source, self.width, &Open(self.width));
        }
        let count = self.exclusions.len();
        let border = source.format.borders.top;
        let first = top + border.map_or(Pt::ZERO, |border| border.space + border.width);
        let mut attempt = 0;
        loop {
            let room = Beside {
                exclusions: &self.exclusions,
                left: self.origin().0,
                top: self.origin().1 + first,
                width: self.width,
            };
            let laid = paragraph::lay(context, source, self.width, &room);
            if !own {
                return laid;
            }
            let met = self.anchored_in(context, &laid, first);
            let before = &self.exclusions[count..];
            let steady = met.len() == before.len()
                && met.iter().zip(before).all(|(new, old)| new.is_near(old));
            if steady || attempt == ATTEMPTS {
                return laid;
            }
            self.exclusions.truncate(count);
            self.exclusions.extend(met);
            attempt += 1;
        }
    }

    /// What the objects anchored in a paragraph's lines keep free.
    fn anchored_in(
        &mut self,
        context: &Context<'l>,
        laid: &LaidParagraph<'l>,
        top: Pt,
    ) -> Vec<Exclusion> {
        let mut met = Vec::new();
        let mut y = top;
        for line in &laid.lines {
            y += line.skip;
            for (anchored, x) in &line.anchors {
                if self.counts(anchored) {
                    met.extend(self.place(context, anchored, top, (y, line.height), *x));
                }
            }
            y += line.height;
        }
        met
    }

    /// Whether the stack knows where an object stands, and text makes way for it.
    fn counts(&self, anchored: &Anchored) -> bool {
        if anchored.wrap == Wrap::None {
            return false;
        }
        if self.page.is_some() || (anchored.in_cell && self.cell.is_some()) {
            return true;
        }
        let (Horizontal::Offset(across, _)
        | Horizontal::Align(across, _)
        | Horizontal::Facing(across, _)) = anchored.horizontal;
        let (Vertical::Offset(down, _) | Vertical::Align(down, _)) = anchored.vertical;
        matches!(across, HorizontalFrom::Column | HorizontalFrom::Character)
            && matches!(down, VerticalFrom::Paragraph | VerticalFrom::Line)
    }

    /// Where an object stands, and what that leaves to text.
    fn place(
        &mut self,
        context: &Context<'l>,
        anchored: &'l Anchored,
        paragraph: Pt,
        line: (Pt, Pt),
        x: Pt,
    ) -> Option<Exclusion> {
        let (left, top) = self.origin();
        let column = Rect { x: left, y: top, width: self.width, height: Pt::ZERO };
        let cell = self.cell.map(|margins| Rect {
            x: column.x - margins.left,
            y: column.y - margins.top,
            width: self.width + margins.left + margins.right,
            height: Pt::ZERO,
        });
        let around = Surroundings {
            page: self.page.map_or((ORIGIN * 4.0, ORIGIN * 4.0), |page| page.page),
            margins: self.page.map_or(column, |page| page.margins),
            column: (column.x, column.width),
            paragraph: top + paragraph,
            line: (top + line.0, line.1),
            character: left + x,
            cell,
            even: self.page.is_some_and(|page| page.even),
        };
        let (width, mut height) = float::size(anchored, &around);
        if matches!(anchored.object, Object::Box(_)) {
            height = object::lay(context, &anchored.object, width, height).height;
        }
        let (x, y) = float::position(anchored, (width, height), &around);
        let exclusion = Exclusion::of(anchored, Rect { x, y, width, height })?;
        self.reach = self.reach.max(exclusion.area.bottom() - top);
        Some(exclusion)
    }
}
