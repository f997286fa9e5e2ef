//! Pictures, shapes and text boxes at their size.

use crate::letter::{
    Block, Border, BorderStyle, CellSeat, Missing, Object, PictureUse, Shape, ShapeGeometry,
    TextBox, WordArt,
};
use crate::units::{Color, Pt, Rect};

use super::float::{self, Surroundings};
use super::laid::Context;
use super::page::{ArtifactKind, Item, Paint, StrokeStyle, Tag};
use super::paragraph;
use super::plain::{self, Plain};
use super::stack::{self, Stack};

/// Groups and boxes within one another, at most: deeper ones are left out.
const DEPTH: usize = 12;

/// An object set: what is on it, counted from its top left corner, and its size.
#[derive(Clone, Debug)]
pub(super) struct LaidObject {
    /// The width.
    pub width: Pt,
    /// The height; a box that grows is as tall as its content.
    pub height: Pt,
    /// What is on it.
    pub items: Vec<Item>,
}

/// Sets an object at a size.
pub(super) fn lay<'l>(
    context: &Context<'l>,
    object: &'l Object,
    width: Pt,
    height: Pt,
) -> LaidObject {
    let mut items = Vec::new();
    let width = if width > Pt::ZERO { width } else { natural_width(context, object) };
    let height = draw(context, object, (width, height), DEPTH, &mut items);
    LaidObject { width, height, items }
}

/// The width of a box that asks for none: that of its longest line, as Word sets a dropped capital
/// or a frame without a width.
fn natural_width(context: &Context<'_>, object: &Object) -> Pt {
    let Object::Box(text_box) = object else { return Pt::ZERO };
    let widest = text_box.blocks.iter().fold(Pt::ZERO, |widest, block| match block {
        Block::Paragraph(source) => widest.max(paragraph::widths(context, source).1),
        Block::Table(table) => widest.max(table.grid.iter().copied().sum()),
        Block::Float(_) => widest,
    });
    // A hair more, so that rounding does not break the line; no wider than a page's text.
    (widest + text_box.insets.left + text_box.insets.right + Pt(0.01)).min(Pt(450.0))
}

/// Adds items moved to a place.
pub(super) fn place(items: impl IntoIterator<Item = Item>, dx: Pt, dy: Pt, out: &mut Vec<Item>) {
    out.extend(items.into_iter().map(|item| item.moved(dx, dy)));
}

/// Draws an object with its top left corner at the origin; returns its height.
fn draw<'l>(
    context: &Context<'l>,
    object: &'l Object,
    (width, height): (Pt, Pt),
    depth: usize,
    out: &mut Vec<Item>,
) -> Pt {
    match object {
        Object::Picture(picture) => draw_picture(context, picture, (width, height), out),
        Object::Shape(shape) => draw_shape(context, shape, (width, height), out),
        Object::Box(text_box) => return draw_box(context, text_box, (width, height), out),
        Object::Group(parts) => {
            for (extent, part) in parts {
                if depth == 0 {
                    break;
                }
                let mut items = Vec::new();
                draw(context, part, (extent.width, extent.height), depth - 1, &mut items);
                place(items, extent.x, extent.y, out);
            }
        }
        Object::WordArt(art) => draw_art(context, art, (width, height), out),
        Object::Missing(missing) => draw_missing(context, missing, (width, height), out),
    }
    height
}

fn draw_picture(
    context: &Context<'_>,
    picture: &PictureUse,
    (width, height): (Pt, Pt),
    out: &mut Vec<Item>,
) {
    let area = Rect { x: Pt::ZERO, y: Pt::ZERO, width, height };
    let tag = context.tag(picture.slot);
    out.push(Item {
        tag,
        paint: Paint::Picture {
            picture: picture.picture,
            area,
            crop: picture.crop,
            rotation: picture.rotation,
            flip: (picture.flip_horizontal, picture.flip_vertical),
        },
    });
    let Some(border) = picture.outline else { return };
    let turned = picture.rotation.abs() > 0.01;
    let decoration = Tag::Artifact(context.artifact);
    if turned {
        let about = (width / 2.0, height / 2.0);
        let degrees = picture.rotation;
        out.push(Item { tag: decoration, paint: Paint::TurnBegin { about, degrees } });
    }
    frame(area, &border, decoration, out);
    if turned {
        out.push(Item { tag: decoration, paint: Paint::End });
    }
}

fn draw_shape(
    context: &Context<'_>,
    shape: &Shape,
    (width, height): (Pt, Pt),
    out: &mut Vec<Item>,
) {
    let area = Rect { x: Pt::ZERO, y: Pt::ZERO, width, height };
    let tag = context.tag(shape.slot);
    match shape.geometry {
        ShapeGeometry::Rectangle => {
            if let Some(color) = shape.fill {
                out.push(Item { tag, paint: Paint::Fill { area, color } });
            }
            if let Some(border) = shape.outline {
                frame(area, &border, tag, out);
            }
        }
        ShapeGeometry::Ellipse => {
            let line = shape.outline.map(|border| (border.width, ink(&border)));
            out.push(Item { tag, paint: Paint::Ellipse { area, fill: shape.fill, line } });
        }
        ShapeGeometry::Line | ShapeGeometry::RisingLine => {
            let Some(border) = shape.outline else { return };
            let rising = shape.geometry == ShapeGeometry::RisingLine;
            let (from, to) = if rising { (height, Pt::ZERO) } else { (Pt::ZERO, height) };
            stroke((Pt::ZERO, from), (width, to), &border, tag, out);
        }
    }
}

/// A box: its background, its content at its seat, its line. Content that does not fit a box that
/// does not grow is cut off, as Word does.
fn draw_box<'l>(
    context: &Context<'l>,
    source: &'l TextBox,
    (width, height): (Pt, Pt),
    out: &mut Vec<Item>,
) -> Pt {
    let insets = source.insets;
    let sideways = source.turned % 2 == 1;
    let breadth = if sideways { height } else { width };
    let inner = (breadth - insets.left - insets.right).max(Pt(1.0));
    let content = stack::lay(context, &source.blocks, inner);
    let tall = content.height;
    let needed = tall + insets.top + insets.bottom;
    let mut size = (width, height);
    if source.auto_height {
        if sideways {
            size.0 = size.0.max(needed);
        } else {
            size.1 = size.1.max(needed);
        }
    }
    let area = Rect { x: Pt::ZERO, y: Pt::ZERO, width: size.0, height: size.1 };
    let decoration = Tag::Artifact(context.artifact);
    if let Some(color) = source.fill {
        out.push(Item { tag: decoration, paint: Paint::Fill { area, color } });
    }
    let depth = if sideways { size.0 } else { size.1 };
    let free = depth - insets.top - insets.bottom - tall;
    let down = insets.top
        + match source.seat {
            CellSeat::Top => Pt::ZERO,
            CellSeat::Center => (free / 2.0).max(Pt::ZERO),
            CellSeat::Bottom => free.max(Pt::ZERO),
        };
    let mut items = Vec::new();
    let mut front = Vec::new();
    let held = Rect { x: insets.left, y: insets.top, width: inner, height: depth };
    draw_floats(context, &content, (insets.left, down), held, (&mut items, &mut front));
    content.paint_all(context, (insets.left, down), &mut items);
    items.append(&mut front);
    if !source.turned.is_multiple_of(4) {
        // The content is set upright about the box's middle, then turned with it.
        let about = (size.0 / 2.0, size.1 / 2.0);
        let degrees = f64::from(source.turned % 4) * 90.0;
        let (across, deep) = if sideways { (size.1, size.0) } else { size };
        out.push(Item { tag: decoration, paint: Paint::TurnBegin { about, degrees } });
        place(items, about.0 - across / 2.0, about.1 - deep / 2.0, out);
        out.push(Item { tag: decoration, paint: Paint::End });
    } else if free < Pt(-1.0) {
        out.push(Item { tag: decoration, paint: Paint::ClipBegin(area) });
        out.append(&mut items);
        out.push(Item { tag: decoration, paint: Paint::End });
    } else {
        out.append(&mut items);
    }
    if let Some(border) = source.outline {
        frame(area, &border, decoration, out);
    }
    size.1
}

/// Draws what floats in a box, a table with a place of its own among it: behind its text and before.
fn draw_floats<'l>(
    context: &Context<'l>,
    content: &Stack<'l>,
    at: (Pt, Pt),
    held: Rect,
    (behind, front): (&mut Vec<Item>, &mut Vec<Item>),
) {
    for sight in content.anchors(at) {
        let anchored = sight.anchored;
        let around = Surroundings {
            // What floats in a box has no page; its place is counted from the box.
            page: (held.right(), held.bottom()),
            margins: held,
            column: sight.column,
            paragraph: sight.paragraph,
            line: sight.line,
            character: sight.x,
            cell: sight.cell,
            even: false,
        };
        let (width, height) = float::size(anchored, &around);
        let drawn = stack::deeper(context, || lay(context, &anchored.object, width, height));
        let Some(drawn) = drawn else { continue };
        let (x, y) = float::position(anchored, (drawn.width, drawn.height), &around);
        let layer = if anchored.behind { &mut *behind } else { &mut *front };
        place(drawn.items, x, y, layer);
    }
}

/// A line of text stretched to the extent, as Word stretches it.
fn draw_art(context: &Context<'_>, art: &WordArt, (width, height): (Pt, Pt), out: &mut Vec<Item>) {
    let low = art.text.chars().any(|letter| "gjpqy,;Q".contains(letter));
    let depth = if low { 0.21 } else { 0.0 };
    let size = height / (0.72 + depth);
    let tag = Tag::Artifact(match context.artifact {
        ArtifactKind::Header => ArtifactKind::Watermark,
        other => other,
    });
    let color = art.fill.unwrap_or(Color::BLACK);
    let how = Plain { family: &art.family, bold: art.bold, italic: art.italic, size, color, tag };
    let mut items = Vec::new();
    let natural = plain::line(context, &art.text, &how, (Pt::ZERO, Pt::ZERO), &mut items);
    if natural.is_nearly_zero() || !natural.0.is_finite() {
        return;
    }
    let stretch = width / natural;
    let baseline = height - size * depth;
    let turned = art.rotation.abs() > 0.01;
    if turned {
        let about = (width / 2.0, height / 2.0);
        out.push(Item { tag, paint: Paint::TurnBegin { about, degrees: art.rotation } });
    }
    for mut item in items {
        if let Paint::Text(text) = &mut item.paint {
            text.x = text.x * stretch;
            text.scale *= stretch;
            for glyph in &mut text.glyphs {
                glyph.advance = glyph.advance * stretch;
                glyph.dx = glyph.dx * stretch;
            }
        }
        out.push(item.moved(Pt::ZERO, baseline));
    }
    if turned {
        out.push(Item { tag, paint: Paint::End });
    }
}

/// A thin frame with the description of what cannot be drawn.
fn draw_missing(
    context: &Context<'_>,
    missing: &Missing,
    (width, height): (Pt, Pt),
    out: &mut Vec<Item>,
) {
    let tag = context.tag(missing.slot);
    let area = Rect { x: Pt::ZERO, y: Pt::ZERO, width, height };
    let color = Color { r: 0x76, g: 0x76, b: 0x76 };
    let border =
        Border { style: BorderStyle::Single, width: Pt(0.5), space: Pt::ZERO, color: Some(color) };
    frame(area, &border, tag, out);
    let inset = Pt(3.0);
    let room = (width - inset * 2.0, height - inset * 2.0);
    if room.0 > Pt(12.0) {
        let how = Plain { family: "Arial", bold: false, italic: false, size: Pt(7.0), color, tag };
        plain::lines(context, &missing.description, &how, (inset, inset), room, out);
    }
}

/// The four sides of a rectangle.
fn frame(area: Rect, border: &Border, tag: Tag, out: &mut Vec<Item>) {
    let (left, top, right, bottom) = (area.x, area.y, area.right(), area.bottom());
    let half = border.width / 2.0;
    stroke((left - half, top), (right + half, top), border, tag, out);
    stroke((left - half, bottom), (right + half, bottom), border, tag, out);
    stroke((left, top), (left, bottom), border, tag, out);
    stroke((right, top), (right, bottom), border, tag, out);
}

fn stroke(from: (Pt, Pt), to: (Pt, Pt), border: &Border, tag: Tag, out: &mut Vec<Item>) {
    let style = match border.style {
        BorderStyle::Dotted => StrokeStyle::Dotted,
        BorderStyle::Dashed => StrokeStyle::Dashed,
        BorderStyle::Single | BorderStyle::Double | BorderStyle::Triple => StrokeStyle::Solid,
    };
    let width = border.width;
    let paint = Paint::Stroke { from, to, width, color: ink(border), style };
    out.push(Item { tag, paint });
}

fn ink(border: &Border) -> Color {
    border.color.unwrap_or(Color::BLACK)
}
