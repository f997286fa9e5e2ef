//! Rows and cells of a table as they are written, and the grid that they stand on.

use roxmltree::Node;

use crate::units::Pt;

use super::table::{Preferred, VerticalMerge};
use super::table_layer::{COLUMNS, CellLayer, RowLayer, TableLayer};
use super::theme::Theme;
use super::xml::{alternate, attribute_twips, child, children, name};

/// A row as it is written.
pub(super) struct WrittenRow<'a, 'i> {
    /// Its properties.
    pub layer: RowLayer,
    /// Table properties that this row has otherwise (`w:tblPrEx`).
    pub exceptions: Option<TableLayer>,
    /// Its cells.
    pub cells: Vec<WrittenCell<'a, 'i>>,
}

/// A cell as it is written.
pub(super) struct WrittenCell<'a, 'i> {
    /// The element.
    pub node: Node<'a, 'i>,
    /// Its properties.
    pub layer: CellLayer,
    /// The grid column where it begins.
    pub start: u32,
    /// Grid columns spanned.
    pub span: u32,
}

impl WrittenCell<'_, '_> {
    /// The grid column after its last.
    pub fn end(&self) -> u32 {
        self.start + self.span
    }

    fn width(&self) -> Option<Pt> {
        match self.layer.width {
            Some(Preferred::Length(width)) => Some(width),
            _ => None,
        }
    }
}

impl WrittenRow<'_, '_> {
    /// Grid columns that it takes, with those left out.
    fn columns(&self) -> u32 {
        let before = self.cells.last().map_or(self.layer.before, WrittenCell::end);
        before.saturating_add(self.layer.after).min(COLUMNS)
    }

    /// The sum of its cells' widths, where each has one.
    fn width(&self) -> Option<Pt> {
        let before = match self.layer.before {
            0 => Pt::ZERO,
            _ => self.layer.before_width?,
        };
        self.cells.iter().try_fold(before, |sum, cell| Some(sum + cell.width()?))
    }
}

/// The rows of a table that are left when changes are accepted, numbered in columns.
pub(super) fn rows<'a, 'i>(table: Node<'a, 'i>, theme: &Theme) -> Vec<WrittenRow<'a, 'i>> {
    let mut rows = Vec::new();
    each(table, "tr", 0, &mut |node| {
        let layer = child(node, "trPr").map(RowLayer::read).unwrap_or_default();
        if layer.gone {
            return;
        }
        let exceptions = child(node, "tblPrEx").map(|node| TableLayer::read(node, theme));
        let mut row = WrittenRow { layer, exceptions, cells: Vec::new() };
        each(node, "tc", 0, &mut |node| add_cell(&mut row, node, theme));
        if !row.cells.is_empty() {
            rows.push(row);
        }
    });
    rows
}

/// Visits the elements of a name among the children, and those inside content controls and other
/// wrappings that say nothing of the table.
fn each<'a, 'i>(node: Node<'a, 'i>, local: &str, depth: u8, visit: &mut dyn FnMut(Node<'a, 'i>)) {
    for found in children(node) {
        match name(found) {
            found_name if found_name == local => visit(found),
            "sdt" | "sdtContent" | "customXml" | "smartTag" | "ins" | "moveTo" if depth < 32 => {
                each(found, local, depth + 1, visit);
            }
            "AlternateContent" if depth < 32 => {
                if let Some(branch) = alternate(found) {
                    each(branch, local, depth + 1, visit);
                }
            }
            _ => {}
        }
    }
}

fn add_cell<'a, 'i>(row: &mut WrittenRow<'a, 'i>, node: Node<'a, 'i>, theme: &Theme) {
    let layer = child(node, "tcPr").map(|node| CellLayer::read(node, theme)).unwrap_or_default();
    let span = layer.span.unwrap_or(1);
    let start = row.cells.last().map_or(row.layer.before, WrittenCell::end);
    if layer.gone || start >= COLUMNS {
        return;
    }
    let span = span.min(COLUMNS - start);
    // A cell merged the old way is part of the one before it.
    if let (VerticalMerge::Continue, Some(last)) = (layer.across, row.cells.last_mut()) {
        last.span += span;
        last.layer.width = match (last.layer.width, layer.width) {
            (Some(Preferred::Length(one)), Some(Preferred::Length(two))) => {
                Some(Preferred::Length(one + two))
            }
            _ => None,
        };
        return;
    }
    row.cells.push(WrittenCell { node, layer, start, span });
}

/// The grid of a table: the stored one where it fits the rows, else one made from the cells' widths.
pub(super) fn grid(table: Node<'_, '_>, rows: &mut [WrittenRow<'_, '_>]) -> Vec<Pt> {
    let mut stored: Vec<Pt> = child(table, "tblGrid")
        .map(|grid| {
            children(grid)
                .filter(|node| name(*node) == "gridCol")
                .take(COLUMNS as usize)
                .map(|node| attribute_twips(node, "w").unwrap_or(Pt::ZERO).max(Pt::ZERO))
                .collect()
        })
        .unwrap_or_default();
    if let Some(grid) = ragged(rows, stored.len() as u32) {
        return grid;
    }
    let columns = rows.iter().map(WrittenRow::columns).max().unwrap_or(0) as usize;
    let known = stored.len().min(columns);
    stored.resize(columns, Pt::ZERO);
    // What the grid lacks comes from cells of one column, then from wider ones.
    for spans in [true, false] {
        for row in &*rows {
            for cell in &row.cells {
                let Some(width) = cell.width().filter(|_| (cell.span == 1) == spans) else {
                    continue;
                };
                let range = cell.start as usize..(cell.end() as usize).min(columns);
                let Some(columns) = stored.get_mut(range.clone()) else { continue };
                let open = |at: usize, width: &Pt| range.start + at >= known && width.0 <= 0.0;
                let missing =
                    columns.iter().enumerate().filter(|(at, width)| open(*at, width)).count();
                let rest = (width - columns.iter().copied().sum()).max(Pt::ZERO);
                for (at, column) in columns.iter_mut().enumerate() {
                    if open(at, column) {
                        *column = rest / missing.max(1) as f64;
                    }
                }
            }
        }
    }
    // Columns beyond the last cell's end say nothing.
    stored
}

/// Rows that disagree about the number of columns, though all are equally wide: each row was laid by
/// its own widths. Their edges together are the grid; spans are counted on it.
fn ragged(rows: &mut [WrittenRow<'_, '_>], stored: u32) -> Option<Vec<Pt>> {
    let counts: Vec<u32> = rows.iter().map(WrittenRow::columns).collect();
    let most = counts.iter().copied().max()?;
    if counts.iter().all(|count| *count == most) && (stored == 0 || stored >= most) {
        return None;
    }
    let widths: Vec<Pt> = rows.iter().map(WrittenRow::width).collect::<Option<_>>()?;
    let (low, high) = widths
        .iter()
        .fold((Pt(f64::MAX), Pt::ZERO), |(low, high), width| (low.min(*width), high.max(*width)));
    let alike = high.0 > 0.0 && (high - low).0 <= high.0 * 0.02;
    if !alike || counts.iter().all(|count| *count == most) {
        return None;
    }
    // Edges nearer than a point and a half are one: Word rounds widths to pixels.
    let near = Pt(1.5);
    let mut edges: Vec<Pt> = Vec::new();
    for row in &*rows {
        let mut at = row.layer.before_width.unwrap_or(Pt::ZERO);
        if row.layer.before > 0 {
            edges.push(at);
        }
        for cell in &row.cells {
            at += cell.width()?;
            edges.push(at);
        }
    }
    edges.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut grid: Vec<Pt> = vec![Pt::ZERO];
    for edge in edges {
        if grid.last().is_some_and(|last| edge - *last > near) {
            grid.push(edge);
        }
    }
    if grid.len() < 2 || grid.len() > COLUMNS as usize {
        return None;
    }
    let column = |at: Pt| {
        let found = grid
            .iter()
            .enumerate()
            .min_by(|(_, one), (_, other)| (**one - at).abs().0.total_cmp(&(**other - at).abs().0));
        found.map_or(0, |(index, _)| index as u32)
    };
    for row in rows {
        let mut at = match row.layer.before {
            0 => Pt::ZERO,
            _ => row.layer.before_width.unwrap_or(Pt::ZERO),
        };
        row.layer.before = column(at);
        row.layer.after = 0;
        let mut start = row.layer.before;
        for cell in &mut row.cells {
            at += cell.width()?;
            cell.start = start;
            cell.span = column(at).saturating_sub(start).max(1);
            start = cell.end();
        }
    }
    Some(grid.windows(2).map(|pair| pair[1] - pair[0]).collect())
}
