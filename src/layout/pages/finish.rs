//! A filled page painted: what lies behind the text, the text, notes, what lies in front.

use std::sync::Arc;

use crate::letter::{Anchored, CellSeat, Section};
use crate::units::{Color, Pt};

use super::super::laid::Context;
use super::super::object;
use super::super::page::{ArtifactKind, Item, Paint, StrokeStyle, Tag};
use super::super::paragraph::{self, PaintLines};
use super::facts::Styles;
use super::notes::RULE_LENGTH;
use super::sheet::{Foot, Piece, Placed, Sheet, What};

/// The thickness of the rule above notes and of the line between columns.
const RULE: Pt = Pt(0.5);

/// The text of a page, painted.
#[derive(Clone, Debug, Default)]
pub(super) struct Painted {
    /// What is on it.
    pub items: Vec<Item>,
    /// Bookmarks and how far down they are.
    pub bookmarks: Vec<(Arc<str>, Pt)>,
}

/// Paints a page's text.
pub(super) fn paint(
    context: &Context<'_>,
    sheet: &mut Sheet<'_>,
    section: &Section,
    styles: Option<&mut Styles>,
) -> Painted {
    seat(sheet, section);
    let mut painted = Painted::default();
    let out = &mut painted.items;
    floats(&sheet.floats, out, |source| source.behind);
    for piece in &sheet.pieces {
        paint_piece(context, piece, out);
        note_bookmarks(piece, &mut painted.bookmarks);
    }
    for (x, top, bottom) in &sheet.column_lines {
        out.push(rule((*x, *top), (*x, *bottom)));
    }
    paint_feet(context, sheet, out);
    floats(&sheet.floats, out, |source| !source.behind);
    if let Some(styles) = styles {
        for piece in &sheet.pieces {
            match &piece.what {
                What::Lines { laid, lines, .. } if lines.start == 0 => styles.meet(laid.source),
                What::Table { laid, from, .. } if *from == laid.start() => {
                    for cell in laid.source.rows.iter().flat_map(|row| &row.cells) {
                        styles.meet_blocks(&cell.blocks);
                    }
                }
                _ => {}
            }
        }
    }
    painted
}

/// Moves the text to where the section wants it on the page.
fn seat(sheet: &mut Sheet<'_>, section: &Section) {
    let share = match section.seat {
        CellSeat::Top => return,
        CellSeat::Center => 0.5,
        CellSeat::Bottom => 1.0,
    };
    let foot = sheet.feet.iter().map(|foot| foot.height).fold(Pt::ZERO, Pt::max);
    let bottom = sheet.geometry.body.bottom() - foot;
    let lowest = sheet.pieces.iter().map(|piece| piece.y + piece.height);
    let free = bottom - lowest.fold(sheet.geometry.body.y, Pt::max);
    if free <= Pt::ZERO {
        return;
    }
    let down = free * share;
    for piece in &mut sheet.pieces {
        piece.y += down;
    }
    for placed in sheet.floats.iter_mut().filter(|placed| placed.with_text) {
        placed.area.y += down;
    }
    for line in &mut sheet.column_lines {
        line.1 += down;
        line.2 += down;
    }
}

fn floats(floats: &[Placed<'_>], out: &mut Vec<Item>, wanted: impl Fn(&Anchored) -> bool) {
    for placed in floats.iter().filter(|placed| wanted(placed.source)) {
        object::place(placed.laid.items.iter().cloned(), placed.area.x, placed.area.y, out);
    }
}

fn paint_piece(context: &Context<'_>, piece: &Piece<'_>, out: &mut Vec<Item>) {
    let at = (piece.x, piece.y);
    match &piece.what {
        What::Lines { laid, lines, joined_above, joined_below } => {
            let how = PaintLines {
                x: piece.x,
                y: piece.y,
                lines: lines.clone(),
                joined_above: *joined_above,
                joined_below: joined_below.is_some(),
                gap_below: joined_below.unwrap_or(Pt::ZERO),
            };
            paragraph::paint(context, laid, &how, out);
        }
        What::Table { laid, from, to } => laid.paint(context, from, to, at, out),
        What::Stack { laid, from, to } => laid.paint(context, from, to, at, out),
        What::NoteRule(down) => {
            let y = piece.y + *down;
            out.push(rule((piece.x, y), (piece.x + RULE_LENGTH.min(piece.width), y)));
        }
    }
}

/// Notes where a piece's bookmarks are.
fn note_bookmarks(piece: &Piece<'_>, bookmarks: &mut Vec<(Arc<str>, Pt)>) {
    match &piece.what {
        What::Lines { laid, lines, .. } => {
            let mut y = piece.y;
            for line in &laid.lines[lines.clone()] {
                y += line.skip;
                bookmarks.extend(line.bookmarks.iter().map(|name| (name.clone(), y)));
                y += line.height;
            }
        }
        What::Table { laid, from, to } => {
            let mut lines = Vec::new();
            laid.sights(from, to, (piece.x, piece.y), &mut lines, &mut Vec::new());
            for sight in lines {
                bookmarks.extend(sight.line.bookmarks.iter().map(|name| (name.clone(), sight.y)));
            }
        }
        What::Stack { .. } | What::NoteRule(_) => {}
    }
}

/// Paints the notes: the first band's above the others', all at the foot of the text box.
fn paint_feet(context: &Context<'_>, sheet: &Sheet<'_>, out: &mut Vec<Item>) {
    let bands = sheet.feet.iter().map(|foot| foot.band).max().map_or(0, |last| last + 1);
    let height_of = |band: usize| {
        let feet = sheet.feet.iter().filter(|foot| foot.band == band);
        feet.map(|foot| foot.height).fold(Pt::ZERO, Pt::max)
    };
    let all: Pt = (0..bands).map(height_of).sum();
    let mut bottom = sheet.geometry.body.bottom() - all;
    for band in 0..bands {
        bottom += height_of(band);
        for foot in sheet.feet.iter().filter(|foot| foot.band == band) {
            paint_foot(context, foot, bottom, out);
        }
    }
}

fn paint_foot(context: &Context<'_>, foot: &Foot<'_>, bottom: Pt, out: &mut Vec<Item>) {
    let (x, width) = foot.column;
    let mut y = bottom - foot.height;
    if let Some((height, down)) = foot.rule {
        let length = if foot.continued { width } else { RULE_LENGTH.min(width) };
        out.push(rule((x, y + down), (x + length, y + down)));
        y += height;
    }
    for part in &foot.parts {
        part.laid.paint(context, &part.from, &part.to, (x, y), out);
        y += part.height;
    }
}

fn rule(from: (Pt, Pt), to: (Pt, Pt)) -> Item {
    Item {
        tag: Tag::Artifact(ArtifactKind::Layout),
        paint: Paint::Stroke {
            from,
            to,
            width: RULE,
            color: Color::BLACK,
            style: StrokeStyle::Solid,
        },
    }
}
