//! Lines painted, with the borders and the shade of their paragraph.

use crate::layout::laid::{Context, LaidParagraph};
use crate::layout::page::{Item, Paint, StrokeStyle};
use crate::letter::{Border, BorderStyle, TabAlign};
use crate::units::{Color, Pt, Rect};

use super::decorate::artifact;
use super::gaps::{taken, thickness};

/// Without borders at the sides, Word draws rules and shades this far past the text.
const OVERHANG: Pt = Pt(1.44);

/// How some lines of a paragraph are painted.
pub(in crate::layout) struct PaintLines {
    /// The column's left edge.
    pub x: Pt,
    /// The top of the border, or of the first line where there is none.
    pub y: Pt,
    /// First line and the one after the last.
    pub lines: std::ops::Range<usize>,
    /// The neighbour above stands in the same box and on the same page.
    pub joined_above: bool,
    /// The neighbour below does.
    pub joined_below: bool,
    /// The space down to the neighbour below, shaded where joined.
    pub gap_below: Pt,
}

/// Paints lines with their borders and shading; returns the height taken: borders and lines.
pub(in crate::layout) fn paint(
    _context: &Context<'_>,
    laid: &LaidParagraph<'_>,
    how: &PaintLines,
    out: &mut Vec<Item>,
) -> Pt {
    let to = how.lines.end.min(laid.lines.len());
    let lines = how.lines.start.min(to)..to;
    let opens = lines.start == 0 && !how.joined_above;
    let closes = lines.end == laid.lines.len() && !how.joined_below;
    let above = if opens { laid.border_top } else { Pt::ZERO };
    let below = if closes { laid.border_bottom } else { Pt::ZERO };
    let height = above + laid.height_of(lines.clone()) + below;
    let format = &laid.source.format;
    let borders = &format.borders;
    let bordered = [borders.top, borders.left, borders.bottom, borders.right, borders.between]
        .iter()
        .any(Option::is_some);
    if bordered || format.shade.is_some() {
        surround(laid, how, height, opens, closes, out);
    }
    let mut y = how.y + above;
    for line in &laid.lines[lines] {
        y += line.skip;
        for stop in format.tabs.iter().filter(|stop| stop.align == TabAlign::Bar) {
            out.push(artifact(Paint::Stroke {
                from: (how.x + stop.at, y),
                to: (how.x + stop.at, y + line.height),
                width: Pt(0.5),
                color: Color::BLACK,
                style: StrokeStyle::Solid,
            }));
        }
        out.extend(line.items.iter().map(|item| item.clone().moved(how.x, y)));
        y += line.height;
    }
    height
}

/// Draws the box around lines.
fn surround(
    laid: &LaidParagraph<'_>,
    how: &PaintLines,
    height: Pt,
    opens: bool,
    closes: bool,
    out: &mut Vec<Item>,
) {
    let format = &laid.source.format;
    let borders = &format.borders;
    let hang = format.left + format.first.min(Pt::ZERO);
    let (left, right) = if format.rtl { (format.right, hang) } else { (hang, format.right) };
    let text_left = how.x + left.min(format.left);
    let text_right = (how.x + laid.width - right).max(text_left);
    let outside = |border: Option<Border>| {
        border.map_or(OVERHANG, |border| border.space + thickness(&border))
    };
    let (edge_left, edge_right) =
        (text_left - outside(borders.left), text_right + outside(borders.right));
    let bottom = how.y + height;
    let shaded_to = if how.joined_below { bottom + how.gap_below } else { bottom };
    if let Some(color) = format.shade {
        let area = Rect {
            x: edge_left,
            y: how.y,
            width: edge_right - edge_left,
            height: shaded_to - how.y,
        };
        out.push(artifact(Paint::Fill { area, color }));
    }
    let mut across = |border: &Border, middle: Pt| {
        rule(border, (edge_left, middle), (edge_right, middle), out);
    };
    if opens && let Some(border) = &borders.top {
        across(border, how.y + thickness(border) / 2.0);
    }
    if closes && let Some(border) = &borders.bottom {
        across(border, bottom - thickness(border) / 2.0);
    }
    if how.joined_below
        && let Some(border) = &borders.between
    {
        across(border, shaded_to - taken(border) + thickness(border) / 2.0);
    }
    if let Some(border) = &borders.left {
        let x = edge_left + thickness(border) / 2.0;
        rule(border, (x, how.y), (x, shaded_to), out);
    }
    if let Some(border) = &borders.right {
        let x = edge_right - thickness(border) / 2.0;
        rule(border, (x, how.y), (x, shaded_to), out);
    }
}

/// Draws a border between two points, its middle there; double and triple lines beside one another.
fn rule(border: &Border, from: (Pt, Pt), to: (Pt, Pt), out: &mut Vec<Item>) {
    let color = border.color.unwrap_or(Color::BLACK);
    let (count, style) = match border.style {
        BorderStyle::Single => (1, StrokeStyle::Solid),
        BorderStyle::Double => (2, StrokeStyle::Solid),
        BorderStyle::Triple => (3, StrokeStyle::Solid),
        BorderStyle::Dotted => (1, StrokeStyle::Dotted),
        BorderStyle::Dashed => (1, StrokeStyle::Dashed),
    };
    let flat = from.1 == to.1;
    for line in 0..count {
        let off = border.width * (f64::from(line) * 2.0 - f64::from(count - 1));
        let moved = |(x, y): (Pt, Pt)| if flat { (x, y + off) } else { (x + off, y) };
        let paint =
            Paint::Stroke { from: moved(from), to: moved(to), width: border.width, color, style };
        out.push(artifact(paint));
    }
}
