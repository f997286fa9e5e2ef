//! Where a floating drawing stands and how text makes way for it (ISO/IEC 29500-1, 20.4.2).

use roxmltree::Node;

use crate::letter::block::ParagraphAlign;
use crate::letter::object::{
    Anchored, Horizontal, HorizontalFrom, Object, Vertical, VerticalFrom, Wrap, WrapSide,
};
use crate::letter::table::{CellMargins, CellSeat};
use crate::letter::xml::{attribute, child, children, emu, is_on, name, number};
use crate::units::Pt;

/// Reads a `wp:anchor` element around an object.
pub(super) fn read(frame: Node<'_, '_>, width: Pt, height: Pt, object: Object) -> Anchored {
    let flag = |local| attribute(frame, local).is_some_and(is_on);
    let distance = |local| {
        attribute(frame, local).and_then(emu).unwrap_or(Pt::ZERO).clamp(Pt::ZERO, Pt(2_000.0))
    };
    let simple = child(frame, "simplePos").filter(|_| flag("simplePos"));
    let coordinate = |node, local| attribute(node, local).and_then(emu).unwrap_or(Pt::ZERO);
    let (horizontal, vertical) = match simple {
        Some(at) => (
            Horizontal::Offset(HorizontalFrom::Page, coordinate(at, "x")),
            Vertical::Offset(VerticalFrom::Page, coordinate(at, "y")),
        ),
        None => (horizontal(frame), vertical(frame)),
    };
    Anchored {
        width,
        height,
        relative_width: relative(frame, "sizeRelH", "pctWidth", horizontal_from),
        relative_height: relative(frame, "sizeRelV", "pctHeight", vertical_from),
        horizontal,
        vertical,
        wrap: wrap(frame),
        distance: CellMargins {
            top: distance("distT"),
            left: distance("distL"),
            bottom: distance("distB"),
            right: distance("distR"),
        },
        behind: flag("behindDoc"),
        in_cell: attribute(frame, "layoutInCell").is_none_or(is_on),
        overlap: attribute(frame, "allowOverlap").is_none_or(is_on),
        frame: false,
        object,
    }
}

/// The position elements of a name: Word writes a percentage as one choice and the length that it
/// came to as the fallback, and the length is what we can use.
fn positions<'a, 'i: 'a>(
    frame: Node<'a, 'i>,
    local: &'static str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    frame
        .descendants()
        .take_while(|node| name(*node) != "graphic")
        .filter(move |node| name(*node) == local)
}

fn horizontal(frame: Node<'_, '_>) -> Horizontal {
    let mut found = Horizontal::Offset(HorizontalFrom::Column, Pt::ZERO);
    for position in positions(frame, "positionH") {
        let relative = attribute(position, "relativeFrom").unwrap_or("column");
        let from = horizontal_from(relative);
        if let Some(align) = child(position, "align") {
            return match align.text().map(str::trim) {
                Some("center") => Horizontal::Align(from, ParagraphAlign::Center),
                Some("right") => Horizontal::Align(from, ParagraphAlign::End),
                Some("inside") => Horizontal::Facing(from, false),
                Some("outside") => Horizontal::Facing(from, true),
                _ => Horizontal::Align(from, ParagraphAlign::Start),
            };
        }
        if let Some(offset) = child(position, "posOffset").and_then(offset) {
            return Horizontal::Offset(from, offset);
        }
        found = Horizontal::Offset(from, Pt::ZERO);
    }
    found
}

fn vertical(frame: Node<'_, '_>) -> Vertical {
    let mut found = Vertical::Offset(VerticalFrom::Paragraph, Pt::ZERO);
    for position in positions(frame, "positionV") {
        let from = vertical_from(attribute(position, "relativeFrom").unwrap_or("paragraph"));
        if let Some(align) = child(position, "align") {
            return Vertical::Align(
                from,
                match align.text().map(str::trim) {
                    Some("center") => CellSeat::Center,
                    Some("bottom" | "outside") => CellSeat::Bottom,
                    _ => CellSeat::Top,
                },
            );
        }
        if let Some(offset) = child(position, "posOffset").and_then(offset) {
            return Vertical::Offset(from, offset);
        }
        found = Vertical::Offset(from, Pt::ZERO);
    }
    found
}

fn offset(node: Node<'_, '_>) -> Option<Pt> {
    node.text().and_then(emu)
}

fn horizontal_from(name: &str) -> HorizontalFrom {
    match name {
        "page" => HorizontalFrom::Page,
        "margin" => HorizontalFrom::Margin,
        "character" => HorizontalFrom::Character,
        "leftMargin" | "insideMargin" => HorizontalFrom::LeftMargin,
        "rightMargin" | "outsideMargin" => HorizontalFrom::RightMargin,
        _ => HorizontalFrom::Column,
    }
}

fn vertical_from(name: &str) -> VerticalFrom {
    match name {
        "page" => VerticalFrom::Page,
        "margin" => VerticalFrom::Margin,
        "line" => VerticalFrom::Line,
        "topMargin" | "insideMargin" => VerticalFrom::TopMargin,
        "bottomMargin" | "outsideMargin" => VerticalFrom::BottomMargin,
        _ => VerticalFrom::Paragraph,
    }
}

/// A size as a share of a page measure (`wp14:sizeRelH`, thousandths of a percent); 0 is none.
fn relative<F>(
    frame: Node<'_, '_>,
    local: &'static str,
    share: &str,
    from: fn(&str) -> F,
) -> Option<(F, f64)> {
    let size = child(frame, local)?;
    let value = child(size, share)?.text().and_then(number)? / 100_000.0;
    let measure = from(attribute(size, "relativeFrom").unwrap_or("page"));
    (value > 0.0).then_some((measure, value.min(10.0)))
}

fn wrap(frame: Node<'_, '_>) -> Wrap {
    let found = children(frame).find(|node| name(*node).starts_with("wrap"));
    let Some(node) = found else { return Wrap::None };
    let side = match attribute(node, "wrapText") {
        Some("left") => WrapSide::Left,
        Some("right") => WrapSide::Right,
        Some("largest") => WrapSide::Largest,
        _ => WrapSide::Both,
    };
    match name(node) {
        "wrapSquare" => Wrap::Square(side),
        "wrapTopAndBottom" => Wrap::TopAndBottom,
        "wrapTight" | "wrapThrough" => match child(node, "wrapPolygon").map(polygon) {
            Some(points) if points.len() >= 3 => Wrap::Tight(side, points),
            _ => Wrap::Square(side),
        },
        _ => Wrap::None,
    }
}

/// The points of an outline, in 21,600ths of the extent. More than a thousand are drawn by nobody.
fn polygon(node: Node<'_, '_>) -> Vec<(f64, f64)> {
    let share = |node, local| {
        let value = attribute(node, local).and_then(number)? / 21_600.0;
        Some(value.clamp(-10.0, 10.0))
    };
    children(node)
        .filter(|node| matches!(name(*node), "start" | "lineTo"))
        .take(1_000)
        .filter_map(|node| Some((share(node, "x")?, share(node, "y")?)))
        .collect()
}
