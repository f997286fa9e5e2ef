//! Where VML shapes stand and how text makes way for them.

use roxmltree::Node;

use super::style::VmlStyle;
use crate::letter::block::ParagraphAlign;
use crate::letter::object::{
    Anchored, Horizontal, HorizontalFrom, Object, Vertical, VerticalFrom, Wrap, WrapSide,
};
use crate::letter::table::{CellMargins, CellSeat};
use crate::letter::xml::{attribute, child, name};
use crate::units::Pt;

/// Whether a shape floats: its position is absolute or relative, or it is a line with ends.
pub(super) fn floats(node: Node<'_, '_>, style: &VmlStyle<'_>) -> bool {
    matches!(style.get("position"), Some("absolute" | "relative"))
        || (name(node) == "line" && style.get("position").is_none())
}

/// A floating shape.
pub(super) fn anchored(
    node: Node<'_, '_>,
    style: &VmlStyle<'_>,
    (width, height): (Pt, Pt),
    object: Object,
) -> Anchored {
    let wrap_node = child(node, "wrap");
    let wrap_attribute = |local| wrap_node.and_then(|node| attribute(node, local));
    let across =
        match wrap_attribute("anchorx").or_else(|| style.get("mso-position-horizontal-relative")) {
            Some("page") => HorizontalFrom::Page,
            Some("margin") => HorizontalFrom::Margin,
            Some("char") => HorizontalFrom::Character,
            Some("left-margin-area" | "inner-margin-area") => HorizontalFrom::LeftMargin,
            Some("right-margin-area" | "outer-margin-area") => HorizontalFrom::RightMargin,
            _ => HorizontalFrom::Column,
        };
    let down =
        match wrap_attribute("anchory").or_else(|| style.get("mso-position-vertical-relative")) {
            Some("page") => VerticalFrom::Page,
            Some("margin") => VerticalFrom::Margin,
            Some("line") => VerticalFrom::Line,
            Some("top-margin-area" | "inner-margin-area") => VerticalFrom::TopMargin,
            Some("bottom-margin-area" | "outer-margin-area") => VerticalFrom::BottomMargin,
            _ => VerticalFrom::Paragraph,
        };
    let (left, top) = corner(node, style);
    let horizontal = match style.get("mso-position-horizontal") {
        Some("left") => Horizontal::Align(across, ParagraphAlign::Start),
        Some("center") => Horizontal::Align(across, ParagraphAlign::Center),
        Some("right") => Horizontal::Align(across, ParagraphAlign::End),
        Some("inside") => Horizontal::Facing(across, false),
        Some("outside") => Horizontal::Facing(across, true),
        _ => Horizontal::Offset(across, left),
    };
    let vertical = match style.get("mso-position-vertical") {
        Some("top" | "inside") => Vertical::Align(down, CellSeat::Top),
        Some("center") => Vertical::Align(down, CellSeat::Center),
        Some("bottom" | "outside") => Vertical::Align(down, CellSeat::Bottom),
        _ => Vertical::Offset(down, top),
    };
    let distance = |property: &str, default: f64| {
        style.length(property).unwrap_or(Pt(default)).clamp(Pt::ZERO, Pt(2_000.0))
    };
    // Tenths of a percent of a page measure.
    let share = |property| style.number(property).map(|value| value / 1_000.0);
    let share = |property| share(property).filter(|share| *share > 0.0 && *share <= 10.0);
    Anchored {
        width,
        height,
        relative_width: share("mso-width-percent").map(|share| {
            let from = match style.get("mso-width-relative") {
                Some("margin") => HorizontalFrom::Margin,
                Some("left-margin-area") => HorizontalFrom::LeftMargin,
                Some("right-margin-area") => HorizontalFrom::RightMargin,
                _ => HorizontalFrom::Page,
            };
            (from, share)
        }),
        relative_height: share("mso-height-percent").map(|share| {
            let from = match style.get("mso-height-relative") {
                Some("margin") => VerticalFrom::Margin,
                Some("top-margin-area") => VerticalFrom::TopMargin,
                Some("bottom-margin-area") => VerticalFrom::BottomMargin,
                _ => VerticalFrom::Page,
            };
            (from, share)
        }),
        horizontal,
        vertical,
        wrap: wrap(wrap_attribute("type"), wrap_attribute("side")),
        distance: CellMargins {
            top: distance("mso-wrap-distance-top", 0.0),
            left: distance("mso-wrap-distance-left", 9.0),
            bottom: distance("mso-wrap-distance-bottom", 0.0),
            right: distance("mso-wrap-distance-right", 9.0),
        },
        behind: style.number("z-index").is_some_and(|index| index < 0.0),
        in_cell: attribute(node, "allowincell").is_none_or(super::is_true),
        overlap: attribute(node, "allowoverlap").is_none_or(super::is_true),
        frame: false,
        object,
    }
}

/// The top left corner as the style has it; of a line, where its ends are.
fn corner(node: Node<'_, '_>, style: &VmlStyle<'_>) -> (Pt, Pt) {
    let side =
        |margin, place| style.length(margin).or_else(|| style.length(place)).unwrap_or(Pt::ZERO);
    let (left, top) = (side("margin-left", "left"), side("margin-top", "top"));
    if name(node) == "line" {
        let (from, to) = (super::shape::end(node, "from"), super::shape::end(node, "to"));
        return (left + from.0.min(to.0), top + from.1.min(to.1));
    }
    (left, top)
}

fn wrap(kind: Option<&str>, side: Option<&str>) -> Wrap {
    let side = match side {
        Some("left") => WrapSide::Left,
        Some("right") => WrapSide::Right,
        Some("largest") => WrapSide::Largest,
        _ => WrapSide::Both,
    };
    match kind {
        Some("square" | "tight" | "through") => Wrap::Square(side),
        Some("topAndBottom") => Wrap::TopAndBottom,
        _ => Wrap::None,
    }
}
