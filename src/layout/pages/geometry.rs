//! The measures of a page: the box of its text, and the columns in it.

use crate::letter::{LetterSettings, Section};
use crate::units::{Pt, Rect};

/// The least height and width of a text box: a page whose margins leave none still shows its text.
const LEAST: Pt = Pt(36.0);

/// The measures of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Geometry {
    /// The page's size.
    pub size: (Pt, Pt),
    /// The box of the text.
    pub body: Rect,
    /// The top of the header.
    pub header: Pt,
    /// The bottom of the footer.
    pub footer: Pt,
    /// It lies on the left of an opened book.
    pub even: bool,
}

/// The width that headers, footers and the text share on a page of a section.
pub(super) fn across(section: &Section, settings: &LetterSettings, even: bool) -> (Pt, Pt) {
    let margins = section.margins;
    let (mut left, mut right) = (margins.left.max(Pt::ZERO), margins.right.max(Pt::ZERO));
    if settings.mirror_margins && even {
        std::mem::swap(&mut left, &mut right);
    }
    if !settings.gutter_at_top {
        let gutter = margins.gutter.max(Pt::ZERO);
        if settings.mirror_margins && even { right += gutter } else { left += gutter }
    }
    let width = width(section);
    if width - left - right < LEAST {
        let room = (width - LEAST).max(Pt::ZERO);
        left = left.min(room);
        return (left, (width - left).min(LEAST));
    }
    (left, width - left - right)
}

fn width(section: &Section) -> Pt {
    sane(section.width, Pt(595.3))
}

/// The page's size: that of A4 where the section has none that a printer could use.
pub(super) fn size(section: &Section) -> (Pt, Pt) {
    (width(section), sane(section.height, Pt(841.9)))
}

fn sane(length: Pt, otherwise: Pt) -> Pt {
    if length.0.is_finite() && length >= Pt(36.0) { length.min(Pt(14_400.0)) } else { otherwise }
}

/// The measures of a page of a section whose header and footer are this tall.
pub(super) fn geometry(
    section: &Section,
    settings: &LetterSettings,
    even: bool,
    (header, footer): (Pt, Pt),
) -> Geometry {
    let size = size(section);
    let margins = section.margins;
    let (x, breadth) = across(section, settings, even);
    let gutter = if settings.gutter_at_top { margins.gutter.max(Pt::ZERO) } else { Pt::ZERO };
    let pushed = |margin: Pt, from_edge: Pt, height: Pt| {
        if margin < Pt::ZERO {
            return margin.abs();
        }
        if height > Pt::ZERO { margin.max(from_edge.max(Pt::ZERO) + height) } else { margin }
    };
    let mut top = pushed(margins.top, margins.header, header) + gutter;
    let mut bottom = pushed(margins.bottom, margins.footer, footer);
    if size.1 - top - bottom < LEAST {
        // A header or footer that leaves no room yields to the text.
        top = margins.top.abs().min(size.1 / 3.0);
        bottom = margins.bottom.abs().min(size.1 / 3.0);
    }
    let body = Rect { x, y: top, width: breadth, height: size.1 - top - bottom };
    let header = margins.header.max(Pt::ZERO) + gutter;
    Geometry { size, body, header, footer: size.1 - margins.footer.max(Pt::ZERO), even }
}

/// The columns of a section in a box: left edges and widths in the order of reading.
pub(super) fn columns(section: &Section, body: &Rect) -> Vec<(Pt, Pt)> {
    if section.columns.len() < 2 {
        return vec![(body.x, body.width)];
    }
    let mut x = body.x;
    let mut columns = Vec::with_capacity(section.columns.len());
    for column in &section.columns {
        let width = column.width.min(body.right() - x);
        if width < Pt(1.0) || !width.0.is_finite() {
            break;
        }
        columns.push((x, width));
        x += column.width + column.space.max(Pt::ZERO);
    }
    if columns.is_empty() {
        columns.push((body.x, body.width));
    }
    if section.rtl {
        let mirror = body.x + body.right();
        for (x, width) in &mut columns {
            *x = mirror - *x - *width;
        }
    }
    columns
}

/// Whether a section can begin on the page where the last ended.
pub(super) fn same_paper(one: &Section, other: &Section) -> bool {
    let (a, b) = (size(one), size(other));
    (a.0 - b.0).abs() < Pt(1.0) && (a.1 - b.1).abs() < Pt(1.0)
}
