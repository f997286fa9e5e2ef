//! The widths of columns (ISO/IEC 29500-1, 17.4.52 and 17.18.87).
//!
//! A table that Word has stored carries its result in the grid, and the grid is taken as it stands.
//! Where other programs have left a placeholder there, or cells that say something else, widths
//! come from the cells' wishes and their content. In either case a fitted table makes way for a word
//! longer than its column: data of a letter may be longer than its template knew.

use crate::layout::laid::Context;
use crate::layout::paragraph;
use crate::letter::{
    Block, Cell, Inline, Mode, Object, Paragraph, Preferred, RunFormat, Table, TableLayout,
    VerticalMerge,
};
use crate::units::Pt;

use super::rows::{margins_of, sane, sane_margins};

/// A table has no more grid columns than this, or than it has cells in a row: Word stops at 63.
const COLUMNS: usize = 256;

/// Where a cell stands in the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Its first column.
    pub column: usize,
    /// How many columns it spans, at least 1.
    pub span: usize,
    /// It continues the merged cell above it, which stands in the same columns.
    pub continued: bool,
}

impl Place {
    /// The column after its last.
    pub fn end(self) -> usize {
        self.column + self.span
    }
}

/// The places of all cells, row by row.
pub(super) fn places(source: &Table) -> Vec<Vec<Place>> {
    let cells = source.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    // Spans count only as far as another cell or the stored grid bears them out.
    let limit = source.grid.len().clamp(cells, COLUMNS.max(cells)).max(COLUMNS.min(cells + 63));
    // The merged cells of the row above, from and to.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut places = Vec::with_capacity(source.rows.len());
    for row in &source.rows {
        let spare = limit.saturating_sub(row.cells.len());
        let mut column = (row.before as usize).min(spare);
        let mut spare = spare - column;
        let mut above = open.iter().copied().peekable();
        let mut merged = Vec::new();
        let mut found = Vec::with_capacity(row.cells.len());
        for cell in &row.cells {
            let span = (cell.span.max(1) as usize).min(spare + 1);
            spare -= span - 1;
            let reach = (column, column + span);
            while above.next_if(|other| other.0 < column).is_some() {}
            let continued = cell.merge == VerticalMerge::Continue && above.peek() == Some(&reach);
            if cell.merge != VerticalMerge::None {
                merged.push(reach);
            }
            found.push(Place { column, span, continued });
            column += span;
        }
        open = merged;
        places.push(found);
    }
    places
}

/// How many columns the cells reach over.
fn count(places: &[Vec<Place>]) -> usize {
    places.iter().filter_map(|row| row.last()).map(|place| place.end()).max().unwrap_or(0)
}

/// The widths of a table's columns where there is this much room.
pub(super) fn widths_for(
    context: &Context<'_>,
    source: &Table,
    places: &[Vec<Place>],
    room: Pt,
) -> Vec<Pt> {
    let room = sane(room).max(Pt(1.0));
    let count = count(places);
    let mut grid: Vec<Pt> = source.grid.iter().take(count).map(|width| sane(*width)).collect();
    grid.resize(count, Pt::ZERO);
    if count == 0 {
        return grid;
    }
    let margins = sane_margins(&source.margins);
    // Before Word 2013 the text stood at the margin and the borders outside.
    let old = context.letter.settings.mode < Mode::Word2013 && !source.nested;
    let reach = if old { room + margins.left + margins.right } else { room };
    let target = match source.width {
        Preferred::Auto => None,
        Preferred::Length(width) if width > Pt::ZERO => Some(sane(width)),
        Preferred::Share(share) if share > 0.0 => Some(sane(reach * share)),
        _ => None,
    };
    let preferred = preferred(source, places, count, target.unwrap_or(room));
    if source.layout == TableLayout::Fixed {
        let stored = grid.iter().any(|width| *width > Pt::ZERO);
        let mut widths = fixed(source, places, grid, &preferred, target.unwrap_or(reach));
        let share = matches!(source.width, Preferred::Share(_));
        if let Some(target) = target.filter(|_| share || !stored) {
            scale(&mut widths, target);
        }
        return widths;
    }
    let stored: Pt = grid.iter().copied().sum();
    let complete = grid.iter().all(|width| *width > Pt::ZERO);
    let disagree = target.is_none()
        && grid.iter().zip(&preferred).any(|(stored, wish)| {
            wish.is_some_and(|wish| (*stored - wish).abs() > *stored * 0.1 + Pt(3.0))
        });
    if !complete || stored < room * 0.1 || disagree {
        return fitted(context, source, places, &preferred, target, reach);
    }
    if let Some(target) = target {
        scale(&mut grid, target);
    }
    give_way(context, source, places, grid, target.is_none().then_some(reach))
}

/// Scales columns to the table's width. Word's own results differ from the wish by the margins; only
/// what is far off is scaled.
fn scale(columns: &mut [Pt], target: Pt) {
    let stored: Pt = columns.iter().copied().sum();
    if stored > Pt::ZERO && (stored - target).abs() > target * 0.05 {
        let factor = target / stored;
        multiply(columns, factor);
    }
}

fn multiply(columns: &mut [Pt], factor: f64) {
    for width in columns {
        *width = *width * factor;
    }
}

/// The widths that cells of one column ask for: the widest of each column.
fn preferred(source: &Table, places: &[Vec<Place>], count: usize, basis: Pt) -> Vec<Option<Pt>> {
    let mut preferred: Vec<Option<Pt>> = vec![None; count];
    for (row, places) in source.rows.iter().zip(places) {
        for (cell, place) in row.cells.iter().zip(places).filter(|(_, place)| place.span == 1) {
            if let Some(wish) = wish(cell, basis) {
                let widest = &mut preferred[place.column];
                *widest = Some(widest.map_or(wish, |other| other.max(wish)));
            }
        }
    }
    preferred
}

fn wish(cell: &Cell, basis: Pt) -> Option<Pt> {
    match cell.width {
        Preferred::Length(width) if width > Pt::ZERO => Some(sane(width)),
        Preferred::Share(share) if share > 0.0 => Some(sane(basis * share)),
        _ => None,
    }
}

/// Widths as they stand: the first row's, else the grid's, else what other cells of the column ask
/// for, else an equal share of the rest.
fn fixed(
    source: &Table,
    places: &[Vec<Place>],
    mut grid: Vec<Pt>,
    preferred: &[Option<Pt>],
    basis: Pt,
) -> Vec<Pt> {
    let first = source.rows.first().into_iter().flat_map(|row| &row.cells);
    for (cell, place) in first.zip(places.first().into_iter().flatten()) {
        let Some(wish) = wish(cell, basis) else { continue };
        let columns = &mut grid[place.column..place.end()];
        let stored: Pt = columns.iter().copied().sum();
        if stored > Pt::ZERO {
            let factor = wish / stored;
            multiply(columns, factor);
        } else if place.span == 1 {
            columns[0] = wish;
        }
    }
    for (width, wish) in grid.iter_mut().zip(preferred) {
        if let (true, Some(wish)) = (*width <= Pt::ZERO, wish) {
            *width = *wish;
        }
    }
    let missing = grid.iter().filter(|width| **width <= Pt::ZERO).count();
    if missing > 0 {
        let taken: Pt = grid.iter().copied().sum();
        let share = ((basis - taken) / missing as f64).max(Pt(18.0));
        for width in grid.iter_mut().filter(|width| **width <= Pt::ZERO) {
            *width = share;
        }
    }
    grid
}

/// Widths from wishes and content.
fn fitted(
    context: &Context<'_>,
    source: &Table,
    places: &[Vec<Place>],
    preferred: &[Option<Pt>],
    target: Option<Pt>,
    room: Pt,
) -> Vec<Pt> {
    let (least, natural) = content(context, source, places, preferred.len());
    let wishes: Vec<Pt> = preferred
        .iter()
        .zip(least.iter().zip(&natural))
        .map(|(wish, (least, natural))| wish.unwrap_or(*natural).max(*least))
        .collect();
    let sum: Pt = wishes.iter().copied().sum();
    let total = match target {
        Some(target) => target,
        None => sum.min(room),
    };
    share_out(&least, &wishes, total)
}

/// Widths between the least and the wished-for that fill a total: wishes grow in proportion, or
/// shrink towards the least; below that all shrink alike.
fn share_out(least: &[Pt], wishes: &[Pt], total: Pt) -> Vec<Pt> {
    let wished: Pt = wishes.iter().copied().sum();
    let floor: Pt = least.iter().copied().sum();
    if wished <= Pt::ZERO {
        return vec![total / wishes.len().max(1) as f64; wishes.len()];
    }
    if total >= wished {
        return wishes.iter().map(|wish| *wish * (total / wished)).collect();
    }
    if total > floor {
        let factor = (total - floor) / (wished - floor);
        let between = least.iter().zip(wishes);
        return between.map(|(least, wish)| *least + (*wish - *least) * factor).collect();
    }
    least.iter().map(|least| *least * (total / floor)).collect()
}

/// Widens columns whose content has a word that is longer, at the expense of the others. The table
/// grows only where it has no width of its own, and only as far as there is room.
fn give_way(
    context: &Context<'_>,
    source: &Table,
    places: &[Vec<Place>],
    grid: Vec<Pt>,
    room: Option<Pt>,
) -> Vec<Pt> {
    let mut pressed = false;
    for (row, places) in source.rows.iter().zip(places) {
        for (cell, place) in row.cells.iter().zip(places) {
            if place.continued || cell.turned % 2 == 1 {
                continue;
            }
            let width: Pt = grid[place.column..place.end()].iter().copied().sum();
            let margins = margins_of(source, cell);
            let inner = width - margins.left - margins.right + Pt(0.1);
            let bound = cell.blocks.iter().map(bound).fold(Pt::ZERO, Pt::max);
            pressed |=
                !pressed && bound > inner && cell_widths(context, source, cell).0 > width + Pt(0.1);
        }
    }
    if !pressed {
        return grid;
    }
    let (least, _) = content(context, source, places, grid.len());
    let stored: Pt = grid.iter().copied().sum();
    let floor: Pt = least.iter().copied().sum();
    let wishes: Vec<Pt> = grid.iter().zip(&least).map(|(width, least)| width.max(*least)).collect();
    let wished: Pt = wishes.iter().copied().sum();
    let total = match room {
        Some(room) => wished.min(room.max(stored)),
        // A width of the table is a wish: words are longer, and there is nowhere else to take from.
        None => stored.max(floor.min(stored * 1.25)),
    };
    if total >= wished { wishes } else { share_out(&least, &wishes, total) }
}

/// The least and the natural width of each column by its content.
fn content(
    context: &Context<'_>,
    source: &Table,
    places: &[Vec<Place>],
    count: usize,
) -> (Vec<Pt>, Vec<Pt>) {
    let mut least = vec![Pt::ZERO; count];
    let mut natural = vec![Pt::ZERO; count];
    let mut wide: Vec<(Place, Pt, Pt)> = Vec::new();
    for (row, places) in source.rows.iter().zip(places) {
        for (cell, place) in row.cells.iter().zip(places) {
            if place.continued {
                continue;
            }
            let (low, high) = cell_widths(context, source, cell);
            if place.span == 1 {
                least[place.column] = least[place.column].max(low);
                natural[place.column] = natural[place.column].max(high);
            } else {
                wide.push((*place, low, high));
            }
        }
    }
    for (place, low, high) in wide {
        stretch(&mut least[place.column..place.end()], low);
        stretch(&mut natural[place.column..place.end()], high);
    }
    (least, natural)
}

/// Widens columns in proportion until together they are this wide.
fn stretch(columns: &mut [Pt], width: Pt) {
    let sum: Pt = columns.iter().copied().sum();
    if sum >= width {
        return;
    }
    if sum <= Pt::ZERO {
        let share = width / columns.len().max(1) as f64;
        columns.fill(share);
    } else {
        multiply(columns, width / sum);
    }
}

/// The least and the natural width of a cell, margins counted.
fn cell_widths(context: &Context<'_>, source: &Table, cell: &Cell) -> (Pt, Pt) {
    let margins = margins_of(source, cell);
    let sides = margins.left + margins.right;
    if cell.turned % 2 == 1 {
        let line = |block: &Block| match block {
            Block::Paragraph(paragraph) => paragraph.mark.size * 1.25,
            _ => Pt::ZERO,
        };
        let lines: Pt = cell.blocks.iter().map(line).sum();
        return (sane(lines) + sides, sane(lines) + sides);
    }
    let (least, natural) = block_widths(context, &cell.blocks);
    let least = if cell.no_wrap { natural } else { least };
    (least + sides, natural + sides)
}

/// The least and the natural width of blocks.
pub(super) fn block_widths(context: &Context<'_>, blocks: &[Block]) -> (Pt, Pt) {
    let mut widest = (Pt::ZERO, Pt::ZERO);
    for block in blocks {
        let (least, natural) = match block {
            Block::Paragraph(source) => paragraph::widths(context, source),
            Block::Table(source) => super::widths(context, source),
            Block::Float(anchored) => match &anchored.object {
                Object::Box(framed) if anchored.frame => block_widths(context, &framed.blocks),
                _ => (Pt::ZERO, Pt::ZERO),
            },
        };
        widest = (widest.0.max(sane(least)), widest.1.max(sane(natural)));
    }
    widest
}

/// The least and the natural width of a table by its content.
pub(super) fn content_widths(context: &Context<'_>, source: &Table) -> (Pt, Pt) {
    let places = places(source);
    let count = count(&places);
    let basis = Pt(100.0);
    let wishes = preferred(source, &places, count, basis);
    if source.layout == TableLayout::Fixed {
        let mut grid: Vec<Pt> = source.grid.iter().take(count).map(|width| sane(*width)).collect();
        grid.resize(count, Pt::ZERO);
        let total: Pt = fixed(source, &places, grid, &wishes, basis).into_iter().sum();
        return (total, total);
    }
    let (least, natural) = content(context, source, &places, count);
    let floor: Pt = least.iter().copied().sum();
    let wished: Pt = natural
        .iter()
        .zip(&wishes)
        .zip(&least)
        .map(|((natural, wish), least)| wish.unwrap_or(*natural).max(*least))
        .sum();
    match source.width {
        Preferred::Length(width) if width > Pt::ZERO => (floor, sane(width).max(floor)),
        _ => (floor, wished),
    }
}

/// A width that no unbreakable piece of a block goes over, found without shaping; so that only
/// tables with long words pay for measuring them.
fn bound(block: &Block) -> Pt {
    match block {
        Block::Paragraph(paragraph) => bound_of_paragraph(paragraph),
        Block::Table(table) => {
            let grid: Pt = table.grid.iter().map(|width| sane(*width)).sum();
            let content = table.rows.iter().flat_map(|row| &row.cells);
            // A nested table must be measured where its cells may be wider than its grid.
            let widest = content.flat_map(|cell| &cell.blocks).map(bound).fold(Pt::ZERO, Pt::max);
            grid.max(widest * table.grid.len().max(1) as f64)
        }
        Block::Float(anchored) => match &anchored.object {
            Object::Box(framed) if anchored.frame => {
                framed.blocks.iter().map(bound).fold(Pt::ZERO, Pt::max)
            }
            _ => Pt::ZERO,
        },
    }
}

fn bound_of_paragraph(paragraph: &Paragraph) -> Pt {
    let mut widest = Pt::ZERO;
    let mut word = Pt::ZERO;
    for inline in &paragraph.content {
        match inline {
            Inline::Text(text) => {
                let size = sane(text.format.size) * text.format.scale.clamp(1.0, 6.0);
                let extra = sane(text.format.spacing);
                for character in text.text.chars() {
                    if matches!(character, ' ' | '-' | '\u{2013}' | '\u{2014}') {
                        widest = widest.max(word);
                        word = Pt::ZERO;
                    }
                    word += size * share(character, &text.format) + extra;
                }
            }
            Inline::NoteReference { text, format, .. } => {
                word += sane(format.size) * text.chars().count() as f64;
            }
            Inline::PageField(field) => word += sane(field.format.size) * 8.0,
            Inline::Object(object) => {
                word += sane(object.width);
            }
            Inline::Tab { .. } | Inline::AlignedTab { .. } | Inline::Break { .. } => {
                widest = widest.max(word);
                word = Pt::ZERO;
            }
            Inline::Anchor(_) | Inline::Bookmark(_) => {}
        }
    }
    let format = &paragraph.format;
    let first = if format.first > Pt::ZERO { format.first } else { Pt::ZERO };
    let label = paragraph
        .label
        .as_ref()
        .map_or(Pt::ZERO, |label| sane(label.format.size) * label.text.chars().count() as f64);
    widest.max(word) + sane(format.left) + sane(format.right) + sane(first) + label
}

/// How wide a character is at most in the fonts that letters use, as a share of the size.
fn share(character: char, format: &RunFormat) -> f64 {
    let share = match character {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | '.' | ',' | ':' | ';' | '\'' | '|' | '!'
            if !format.caps =>
        {
            0.5
        }
        'm' | 'w' if !format.caps && !format.small_caps => 1.05,
        'a'..='z' | 'æ' | 'ø' | 'å' | ' ' | '0'..='9' if !format.caps && !format.small_caps => {
            0.74
        }
        _ => 1.2,
    };
    if format.kern_from.is_some() || format.bold { share * 1.02 } else { share }
}
