//! Headers and footers: which a page has, and how tall they are.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::letter::{Block, Letter, PageFacts, PageSides, Wrap};
use crate::units::{Pt, Rect};

use super::super::float::{self, Exclusion, Surroundings};
use super::super::laid::Context;
use super::super::object;
use super::super::page::{ArtifactKind, Item};
use super::super::stack::{self, Stack};
use super::facts::{self, Asked};
use super::floating;
use super::geometry::Geometry;

/// A header or footer on a page.
#[derive(Clone)]
pub(super) struct Story<'l> {
    /// What is in it.
    pub blocks: &'l [Block],
    /// What it asks of the page.
    pub asked: Asked,
    /// As it is set with what is known of the page so far.
    pub laid: Rc<Stack<'l>>,
    /// Its width.
    pub width: Pt,
}

/// The headers and footers of a letter, those that say the same on each page set once.
#[derive(Default)]
pub(super) struct Stories<'l> {
    set: HashMap<(*const Block, u64), Story<'l>>,
}

/// Which header or footer of a section a page has.
pub(super) fn pick<'l>(
    letter: &'l Letter,
    sides: &'l PageSides,
    title_page: bool,
    even: bool,
) -> Option<&'l Arc<[Block]>> {
    if title_page {
        return sides.first.as_ref();
    }
    if letter.settings.even_and_odd && even {
        return sides.even.as_ref();
    }
    sides.default.as_ref()
}

impl<'l> Stories<'l> {
    /// Sets a header or footer at a width with what is known of the page.
    pub fn set(
        &mut self,
        context: &Context<'l>,
        blocks: &'l [Block],
        width: Pt,
        kind: ArtifactKind,
        facts: &Rc<PageFacts>,
    ) -> Story<'l> {
        let key = (blocks.as_ptr(), width.0.to_bits());
        let known = self.set.get(&key);
        if let Some(known) = known
            && !known.asked.any()
        {
            return known.clone();
        }
        let asked = known.map_or_else(|| facts::of_blocks(blocks), |known| known.asked);
        let laid = Rc::new(lay(context, blocks, width, kind, facts));
        let story = Story { blocks, asked, laid, width };
        self.set.insert(key, story.clone());
        story
    }
}

/// Sets a header or footer.
pub(super) fn lay<'l>(
    context: &Context<'l>,
    blocks: &'l [Block],
    width: Pt,
    kind: ArtifactKind,
    facts: &Rc<PageFacts>,
) -> Stack<'l> {
    stack::lay(&of_story(context, kind, facts), blocks, width)
}

/// Sets a header or footer again where its text makes way for objects that the page places.
pub(super) fn lay_beside<'l>(
    context: &Context<'l>,
    story: &Story<'l>,
    kind: ArtifactKind,
    facts: &Rc<PageFacts>,
    geometry: &Geometry,
) -> Option<Stack<'l>> {
    let at = place_of(&story.laid, kind, geometry);
    let anchors = story.laid.anchors(at);
    let wraps = anchors.iter().any(|sight| sight.anchored.wrap != Wrap::None);
    wraps.then(|| {
        let page = around(at, geometry);
        stack::lay_on_page(&of_story(context, kind, facts), story.blocks, story.width, page)
    })
}

/// Where a header or footer stands: its top left corner.
pub(super) fn place_of(laid: &Stack<'_>, kind: ArtifactKind, geometry: &Geometry) -> (Pt, Pt) {
    let top = match kind {
        ArtifactKind::Footer => geometry.footer - laid.height,
        _ => geometry.header,
    };
    (geometry.body.x, top)
}

/// What the objects anchored in a header or footer keep free of the text of the page: Word lets the
/// text of a letter flow around what stands in its letterhead.
pub(super) fn exclusions(
    context: &Context<'_>,
    laid: &Stack<'_>,
    kind: ArtifactKind,
    geometry: &Geometry,
) -> Vec<Exclusion> {
    let at = place_of(laid, kind, geometry);
    let around = around(at, geometry);
    let body = geometry.body;
    laid.anchors(at)
        .iter()
        .filter(|sight| sight.anchored.wrap != Wrap::None && sight.cell.is_none())
        .filter_map(|sight| {
            let anchored = sight.anchored;
            let around = floating::seen(sight, &around);
            let (width, height) = float::size(anchored, &around);
            let drawn = object::lay(context, &anchored.object, width, height);
            let size = (drawn.width, drawn.height);
            let (x, y) = float::position(anchored, size, &around);
            Exclusion::of(anchored, Rect { x, y, width: size.0, height: size.1 })
        })
        .filter(|exclusion| float::overlap(&exclusion.area, &body))
        .collect()
}

fn around(at: (Pt, Pt), geometry: &Geometry) -> Surroundings {
    Surroundings {
        page: geometry.size,
        margins: geometry.body,
        column: (geometry.body.x, geometry.body.width),
        paragraph: at.1,
        line: (at.1, Pt::ZERO),
        character: at.0,
        cell: None,
        even: geometry.even,
    }
}

/// The context of a header or footer.
pub(super) fn of_story<'l>(
    context: &Context<'l>,
    kind: ArtifactKind,
    facts: &Rc<PageFacts>,
) -> Context<'l> {
    Context { artifact: kind, facts: facts.clone(), ..context.clone() }
}

/// Paints a header or footer with the objects anchored in it.
pub(super) fn paint<'l>(
    context: &Context<'l>,
    laid: &Stack<'l>,
    at: (Pt, Pt),
    geometry: &Geometry,
    out: &mut Vec<Item>,
) {
    let anchors = laid.anchors(at);
    if anchors.is_empty() {
        laid.paint_all(context, at, out);
        return;
    }
    let around = around(at, geometry);
    let mut front = Vec::new();
    for sight in anchors {
        let around = floating::seen(&sight, &around);
        let anchored = sight.anchored;
        let (width, height) = float::size(anchored, &around);
        let drawn = object::lay(context, &anchored.object, width, height);
        let (x, y) = float::position(anchored, (drawn.width, drawn.height), &around);
        let layer = if anchored.behind { &mut *out } else { &mut front };
        object::place(drawn.items, x, y, layer);
    }
    laid.paint_all(context, at, out);
    out.append(&mut front);
}
