//! The space between paragraphs.

use crate::layout::laid::Context;
use crate::letter::{Border, BorderStyle, Paragraph};
use crate::units::Pt;

use super::look::finite;

/// The automatic spacing of HTML (280 twips), and where spaces add up.
const AUTOMATIC: f64 = 14.0;
const AUTOMATIC_ADDED_UP: f64 = 5.0;

/// The space between two blocks' paragraphs (rendering: the larger of after and before, contextual
/// spacing, automatic spacing); `None` above is the top of a cell, box or page story, `None` below
/// its end. A border between the two stands in the space.
pub(in crate::layout) fn gap(
    context: &Context<'_>,
    above: Option<&Paragraph>,
    below: Option<&Paragraph>,
) -> Pt {
    let adds_up = context.letter.settings.gaps_add_up;
    let both_items = above.is_some_and(is_item) && below.is_some_and(is_item);
    let automatic = if adds_up { AUTOMATIC_ADDED_UP } else { AUTOMATIC };
    let space = |own: Pt, auto: bool, inner: bool| match (auto, inner && !both_items) {
        (false, _) => finite(own.0, 0.0).max(0.0),
        (true, true) => automatic,
        (true, false) => 0.0,
    };
    let inner = above.is_some() && below.is_some();
    let after =
        above.map_or(0.0, |above| space(above.format.after, above.format.after_auto, inner));
    let before =
        below.map_or(0.0, |below| space(below.format.before, below.format.before_auto, inner));
    let (Some(above), Some(below)) = (above, below) else { return Pt(after + before) };
    let same_style = above.format.style == below.format.style;
    let upper = above.format.contextual && same_style;
    let lower = below.format.contextual && same_style;
    let space = if adds_up {
        let after = if upper { 0.0 } else { after };
        let before = if lower { 0.0 } else { before };
        after + before
    } else {
        match (upper, lower) {
            (false, false) => after.max(before),
            // Word credits the space that is left out to the lower paragraph.
            (true, false) => (before - after).max(0.0),
            (false, true) => after,
            (true, true) => 0.0,
        }
    };
    let between = if in_one_box(above, below) { below.format.borders.between } else { None };
    Pt(space + between.as_ref().map_or(0.0, |border| taken(border).0))
}

fn is_item(paragraph: &Paragraph) -> bool {
    paragraph.label.is_some()
}

/// Whether two neighbours stand in one box of borders.
pub(in crate::layout) fn in_one_box(above: &Paragraph, below: &Paragraph) -> bool {
    let (upper, lower) = (&above.format, &below.format);
    let borders = &upper.borders;
    let any = [borders.top, borders.left, borders.bottom, borders.right, borders.between]
        .iter()
        .any(Option::is_some);
    let edge = |paragraph: &Paragraph| {
        let format = &paragraph.format;
        format.left + format.first.min(Pt::ZERO)
    };
    (any || (upper.shade.is_some() && upper.shade == lower.shade))
        && upper.borders == lower.borders
        && (edge(above) - edge(below)).is_nearly_zero()
        && (upper.right - lower.right).is_nearly_zero()
        && upper.rtl == lower.rtl
}

/// How thick a border is with all its lines.
pub(super) fn thickness(border: &Border) -> Pt {
    let lines = match border.style {
        BorderStyle::Double => 3.0,
        BorderStyle::Triple => 5.0,
        BorderStyle::Single | BorderStyle::Dotted | BorderStyle::Dashed => 1.0,
    };
    Pt(finite(border.width.0, 0.0).clamp(0.0, 100.0) * lines)
}

/// The height that a border above or below takes.
pub(super) fn taken(border: &Border) -> Pt {
    Pt(finite(border.space.0, 0.0).clamp(0.0, 100.0)) + thickness(border)
}
