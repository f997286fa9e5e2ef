//! What has been set at a width and waits for its place: everything counts from its own top left.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::font::{FontBook, Match};
use crate::letter::{Anchored, BreakKind, Letter, PageFacts, Paragraph};
use crate::units::Pt;

use super::LayoutOptions;
use super::page::{ArtifactKind, Item, Tag};

/// What every step of setting a letter needs.
#[derive(Clone)]
pub(super) struct Context<'l> {
    /// The letter.
    pub letter: &'l Letter,
    /// The fonts.
    pub fonts: &'l FontBook,
    /// The caller's wishes.
    pub options: &'l LayoutOptions,
    /// What the page at hand knows; of the last pass where the page is not known yet.
    pub facts: Rc<PageFacts>,
    /// What things without a slot are here.
    pub artifact: ArtifactKind,
    /// The pitch of the section's line grid, where lines sit on one.
    pub line_grid: Option<Pt>,
    /// What is learned on the way.
    pub notes: &'l RefCell<Learned>,
}

/// What is learned while a letter is set.
#[derive(Debug, Default)]
pub(super) struct Learned {
    /// Fonts used: asked for, drawn, how well they match.
    pub fonts: BTreeSet<(String, String, Match)>,
    /// What could not be set as asked for.
    pub diagnostics: Vec<Diagnostic>,
    /// How many stacks stand in one another where work is being done.
    pub depth: usize,
    /// Something stood too deep to be set.
    pub too_deep: bool,
    /// The appearances in use, made ready for setting.
    pub looks: super::paragraph::Looks,
}

impl Context<'_> {
    /// The tag of content that fills this slot, or is an artifact of where it stands.
    pub fn tag(&self, slot: Option<crate::letter::Slot>) -> Tag {
        slot.map_or(Tag::Artifact(self.artifact), Tag::Slot)
    }
}

/// Where lines may stand beside floating objects.
pub(super) trait Room {
    /// Where a line of this height may stand whose top is this far below the paragraph's first line
    /// top: how much further down it must go, and the stretches that are free there, from left to
    /// right, counted from the column's left edge.
    fn spot(&self, top: Pt, height: Pt) -> Spot;
}

/// Where a line may stand.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spot {
    /// Further down by.
    pub skip: Pt,
    /// Left edge and width of each free stretch; at least one.
    pub free: Vec<(Pt, Pt)>,
}

/// A column without floating objects.
pub(super) struct Open(pub Pt);

impl Room for Open {
    fn spot(&self, _top: Pt, _height: Pt) -> Spot {
        Spot { skip: Pt::ZERO, free: vec![(Pt::ZERO, self.0)] }
    }
}

/// A paragraph with its lines broken.
#[derive(Clone, Debug)]
pub(super) struct LaidParagraph<'l> {
    /// The paragraph.
    pub source: &'l Paragraph,
    /// The width of its column.
    pub width: Pt,
    /// Its lines, at least one.
    pub lines: Vec<Line<'l>>,
    /// What its top border takes above the first line, if it is drawn there.
    pub border_top: Pt,
    /// What its bottom border takes below the last line.
    pub border_bottom: Pt,
}

/// A line.
#[derive(Clone, Debug)]
pub(super) struct Line<'l> {
    /// Moved down by this much to pass floating objects; counts to the paragraph's height.
    pub skip: Pt,
    /// Its height without the skip.
    pub height: Pt,
    /// From its top (below the skip) to the baseline.
    pub ascent: Pt,
    /// What is on it: `x` from the column's left edge, `y` from its top (below the skip).
    pub items: Vec<Item>,
    /// Notes whose marks are on it, indexes of [`Letter::notes`].
    pub notes: Vec<usize>,
    /// Floating objects anchored on it, and the `x` of their anchor.
    pub anchors: Vec<(&'l Anchored, Pt)>,
    /// Bookmarks on it.
    pub bookmarks: Vec<Arc<str>>,
    /// What ended it, where it was a break.
    pub broken: Option<BreakKind>,
}

impl LaidParagraph<'_> {
    /// The height of some of its lines, skips among them.
    pub fn height_of(&self, lines: Range<usize>) -> Pt {
        self.lines[lines].iter().map(|line| line.skip + line.height).sum()
    }
}
