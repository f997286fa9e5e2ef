//! A line of the program's own words: a watermark, the description of what cannot be drawn.

use std::ops::Range;

use crate::font::ShapeStyle;
use crate::units::{Color, Pt};

use super::laid::Context;
use super::page::{Item, Paint, PlacedGlyph, Tag, TextItem};

/// How the words look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plain<'a> {
    /// The family asked for.
    pub family: &'a str,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// The size.
    pub size: Pt,
    /// The colour.
    pub color: Color,
    /// What they are.
    pub tag: Tag,
}

/// Sets words on a baseline from `x`; returns how wide they are.
pub(super) fn line(
    context: &Context<'_>,
    text: &str,
    how: &Plain<'_>,
    (x, baseline): (Pt, Pt),
    out: &mut Vec<Item>,
) -> Pt {
    let selection = context.fonts.select(how.family, how.bold, how.italic, context.options.metrics);
    context.notes.borrow_mut().fonts.insert((
        how.family.to_owned(),
        context.fonts.descriptor(selection.face).family.clone(),
        selection.substitution,
    ));
    let mut pen = x;
    for run in context.fonts.runs(text, &selection, how.bold, how.italic) {
        let Some(face) = run.face else { continue };
        let Some(piece) = text.get(run.range.clone()) else { continue };
        let own = face == selection.face;
        let scale = if own { selection.scale } else { 1.0 };
        let style = ShapeStyle { face, kerning: true, ligatures: false, rtl: false };
        let shaped = context.fonts.shape(piece, &style);
        let size = how.size.0;
        let mut glyphs: Vec<PlacedGlyph> = shaped
            .glyphs
            .iter()
            .map(|glyph| PlacedGlyph {
                id: glyph.id,
                advance: Pt(glyph.advance * size * scale),
                dx: Pt(glyph.dx * size * scale),
                dy: Pt(glyph.dy * size),
                text: glyph.cluster..glyph.cluster,
            })
            .collect();
        spread(&mut glyphs, piece.len() as u32);
        let width: Pt = glyphs.iter().map(|glyph| glyph.advance).sum();
        let item = TextItem {
            x: pen,
            baseline,
            face,
            size: how.size,
            scale,
            color: how.color,
            synthetic_bold: own && selection.synthetic_bold,
            synthetic_italic: own && selection.synthetic_italic,
            glyphs,
            text: piece.to_owned(),
            actual: None,
            ascent: how.size * selection.metrics.ascent,
            descent: how.size * selection.metrics.descent,
        };
        out.push(Item { tag: how.tag, paint: Paint::Text(Box::new(item)) });
        pen += width;
    }
    pen - x
}

/// Gives each cluster's first glyph the bytes up to the next cluster.
fn spread(glyphs: &mut [PlacedGlyph], length: u32) {
    let mut starts: Vec<u32> = glyphs.iter().map(|glyph| glyph.text.start).collect();
    starts.sort_unstable();
    starts.dedup();
    let mut last = None;
    for glyph in glyphs {
        let start = glyph.text.start;
        let next = starts.partition_point(|other| *other <= start);
        let end = starts.get(next).copied().unwrap_or(length);
        let range: Range<u32> = if last == Some(start) { start..start } else { start..end };
        last = Some(start);
        glyph.text = range;
    }
}

/// Sets words in lines of at most this width; returns the height.
pub(super) fn lines(
    context: &Context<'_>,
    text: &str,
    how: &Plain<'_>,
    (x, top): (Pt, Pt),
    (width, height): (Pt, Pt),
    out: &mut Vec<Item>,
) -> Pt {
    let selection = context.fonts.select(how.family, how.bold, how.italic, context.options.metrics);
    let metrics = selection.metrics;
    let pitch = how.size * (metrics.ascent + metrics.descent + metrics.line_gap).max(0.5);
    let mut scratch = Vec::new();
    let mut rows: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        if let Some(row) = rows.last_mut() {
            let longer = format!("{row} {word}");
            scratch.clear();
            if line(context, &longer, how, (x, Pt::ZERO), &mut scratch) <= width {
                *row = longer;
                continue;
            }
        }
        rows.push(word.to_owned());
    }
    let mut y = Pt::ZERO;
    for row in rows {
        if y + pitch > height {
            break;
        }
        let base = top + y + how.size * (metrics.ascent + metrics.line_gap);
        line(context, &row, how, (x, base), out);
        y += pitch;
    }
    y
}
