//! What lies under, through, behind and around text: underlines, strikes, highlights, shades, boxes.

use std::rc::Rc;

use crate::layout::laid::Context;
use crate::layout::page::{ArtifactKind, Item, Paint, StrokeStyle, Tag};
use crate::letter::{BorderStyle, RunFormat, UnderlineKind};
use crate::units::{Color, Pt, Rect};

use super::height::Height;
use super::look::Look;

/// A piece of text and what it is decorated with.
pub(super) struct Decorated {
    /// Its left edge.
    pub x: f64,
    /// Its width.
    pub width: f64,
    /// Its look.
    pub look: Rc<Look>,
    /// It is a blank or a tab.
    pub blank: bool,
}

/// Whether a format asks for anything of this.
pub(super) fn is_decorated(format: &RunFormat) -> bool {
    format.underline.is_some()
        || format.strike
        || format.double_strike
        || format.highlight.is_some()
        || format.shade.is_some()
        || format.border.is_some()
}

/// Paints what decorates the pieces of a line, in logical order.
pub(super) fn paint(
    context: &Context<'_>,
    pieces: &[Decorated],
    height: &Height,
    behind: Option<Color>,
    under: &mut Vec<Item>,
    over: &mut Vec<Item>,
) {
    let painter = Painter { context, height, behind };
    let fill = |piece: &Decorated| piece.look.format.highlight.or(piece.look.format.shade);
    for (from, to, first) in stretches(pieces, |piece| fill(piece).map(|color| (color, 0))) {
        if let Some(color) = fill(first) {
            let area = Rect {
                x: Pt(from),
                y: Pt(height.ascent - height.above),
                width: Pt(to - from),
                height: Pt(height.above + height.below),
            };
            under.push(artifact(Paint::Fill { area, color }));
        }
    }
    let underline = |piece: &Decorated| {
        let underline = piece.look.format.underline?;
        let skipped = underline.kind == UnderlineKind::Words && piece.blank;
        (!skipped).then(|| (painter.color(&piece.look), group(&piece.look)))
    };
    for (from, to, first) in stretches(pieces, underline) {
        painter.underline(from, to, &first.look, over);
    }
    let strike = |piece: &Decorated| {
        let format = &piece.look.format;
        let struck = format.strike || format.double_strike;
        struck.then(|| (painter.color(&piece.look), group(&piece.look)))
    };
    for (from, to, first) in stretches(pieces, strike) {
        painter.strike(from, to, &first.look, over);
    }
    let bordered = |piece: &Decorated| {
        let border = piece.look.format.border?;
        Some((border.color.unwrap_or(Color::BLACK), (border.width.0 * 100.0) as u64))
    };
    for (from, to, first) in stretches(pieces, bordered) {
        painter.border(from, to, &first.look, over);
    }
}

/// Neighbours that share a key, as one: left edge, right edge, first piece.
fn stretches<K: PartialEq>(
    pieces: &[Decorated],
    key: impl Fn(&Decorated) -> Option<K>,
) -> Vec<(f64, f64, &Decorated)> {
    let mut found: Vec<(f64, f64, &Decorated)> = Vec::new();
    let mut last: Option<K> = None;
    for piece in pieces {
        let this = key(piece);
        if this.is_some() {
            let to = piece.x + piece.width;
            match found.last_mut() {
                Some((_, right, _)) if this == last && (*right - piece.x).abs() < 0.01 => {
                    *right = to;
                }
                _ => found.push((piece.x, to, piece)),
            }
        }
        last = this;
    }
    found
}

/// What must agree for two pieces to share a line.
fn group(look: &Look) -> u64 {
    let kind = look.format.underline.map_or(0, |underline| underline.kind as u64);
    let double = u64::from(look.format.double_strike);
    let size = (look.format.size.0 * 20.0) as u64;
    let position = ((look.format.position.0 + 2000.0) * 20.0) as u64 & 0xffff;
    let face = u64::from(look.selection.face.0);
    kind | double << 4 | size << 5 | position << 24 | face << 40
}

struct Painter<'p, 'l> {
    context: &'p Context<'l>,
    height: &'p Height,
    behind: Option<Color>,
}

impl Painter<'_, '_> {
    fn color(&self, look: &Look) -> Color {
        let asked = look.format.underline.and_then(|underline| underline.color);
        asked.unwrap_or_else(|| look.color(self.behind))
    }

    fn underline(&self, from: f64, to: f64, look: &Look, out: &mut Vec<Item>) {
        let Some(underline) = look.format.underline else { return };
        let color = self.color(look);
        let descriptor = self.context.fonts.descriptor(look.selection.face);
        let size = look.format.size.0;
        let thickness = (descriptor.underline_thickness / 1000.0 * size).clamp(0.1, 100.0);
        let below = -descriptor.underline_position / 1000.0 * size;
        let y = self.height.ascent - look.format.position.0 + below;
        let (style, width) = match underline.kind {
            UnderlineKind::Single | UnderlineKind::Words => (StrokeStyle::Solid, thickness),
            UnderlineKind::Double => {
                let width = thickness * 0.7;
                for y in [y - width, y + width] {
                    out.push(stroke(from, to, y, width, color, StrokeStyle::Solid));
                }
                return;
            }
            UnderlineKind::Thick => (StrokeStyle::Solid, thickness * 2.0),
            UnderlineKind::Dotted => (StrokeStyle::Dotted, thickness),
            UnderlineKind::Dashed => (StrokeStyle::Dashed, thickness),
            UnderlineKind::Wave => (StrokeStyle::Wave, thickness),
        };
        out.push(stroke(from, to, y, width, color, style));
    }

    fn strike(&self, from: f64, to: f64, look: &Look, out: &mut Vec<Item>) {
        let color = look.color(self.behind);
        let descriptor = self.context.fonts.descriptor(look.selection.face);
        let thickness = (descriptor.underline_thickness / 1000.0 * look.size).clamp(0.1, 100.0);
        let above = descriptor.strikeout_position / 1000.0 * look.size;
        let y = self.height.ascent - look.rise - above;
        if look.format.double_strike {
            for y in [y - thickness, y + thickness] {
                out.push(stroke(from, to, y, thickness * 0.8, color, StrokeStyle::Solid));
            }
        } else {
            out.push(stroke(from, to, y, thickness, color, StrokeStyle::Solid));
        }
    }

    fn border(&self, from: f64, to: f64, look: &Look, out: &mut Vec<Item>) {
        let Some(border) = look.format.border else { return };
        let color = border.color.unwrap_or_else(|| look.color(self.behind));
        let style = match border.style {
            BorderStyle::Dotted => StrokeStyle::Dotted,
            BorderStyle::Dashed => StrokeStyle::Dashed,
            _ => StrokeStyle::Solid,
        };
        let top = Pt(self.height.ascent - self.height.above);
        let bottom = Pt(self.height.ascent + self.height.below);
        let (left, right) = (Pt(from), Pt(to));
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
        for (index, corner) in corners.iter().enumerate() {
            let to = corners[(index + 1) % 4];
            let paint = Paint::Stroke { from: *corner, to, width: border.width, color, style };
            out.push(artifact(paint));
        }
    }
}

fn stroke(from: f64, to: f64, y: f64, width: f64, color: Color, style: StrokeStyle) -> Item {
    artifact(Paint::Stroke {
        from: (Pt(from), Pt(y)),
        to: (Pt(to), Pt(y)),
        width: Pt(width),
        color,
        style,
    })
}

/// Something that decorates.
pub(super) fn artifact(paint: Paint) -> Item {
    Item { tag: Tag::Artifact(ArtifactKind::Layout), paint }
}
