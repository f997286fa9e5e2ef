//! The look of a table's cells: which parts of its style each takes, and what is left of borders,
//! shading and margins when all layers have spoken.

use std::sync::Arc;

use crate::units::Color;

use super::format::Border;
use super::reader::TableLayers;
use super::table::{CellBorders, CellMargins, CellSeat, VerticalMerge};
use super::table_grid::{WrittenCell, WrittenRow};
use super::table_layer::{CellLayer, Edge, EdgeLayer, Look, MarginLayer, RowLayer, TableLayer};
use super::table_style::{PartLayer, TablePart, TableStyle};

/// What decides on the look of a table's cells.
pub(super) struct TableLook<'s> {
    /// The style.
    style: Option<&'s TableStyle>,
    /// The table's own properties.
    own: &'s TableLayer,
    /// The parts of the style that are taken.
    look: Look,
    rows: u32,
    columns: u32,
    row_band: u32,
    column_band: u32,
    /// What styles say of text, by the parts taken: few combinations in a table of many cells.
    texts: Vec<(u16, Arc<TableLayers>)>,
}

/// A part of the style as it lies over a cell: a rectangle of rows and columns.
#[derive(Clone, Copy)]
struct Region {
    rows: (u32, u32),
    columns: (u32, u32),
}

/// The look of a cell.
pub(super) struct CellLook {
    pub margins: CellMargins,
    pub borders: CellBorders,
    pub shade: Option<Color>,
    pub seat: CellSeat,
    pub no_wrap: bool,
    pub turned: u8,
}

/// Where a cell stands.
#[derive(Clone, Copy)]
pub(super) struct Seat {
    /// Its row.
    pub row: u32,
    /// Its first grid column.
    pub start: u32,
    /// The grid column after its last.
    pub end: u32,
}

impl<'s> TableLook<'s> {
    /// Of a table of this size.
    pub fn new(
        style: Option<&'s TableStyle>,
        own: &'s TableLayer,
        look: Look,
        (rows, columns): (usize, usize),
    ) -> Self {
        let of_style = style.map(|style| &style.whole.table);
        let band = |own: Option<u32>, of_style: Option<u32>| own.or(of_style).unwrap_or(1);
        TableLook {
            style,
            own,
            look,
            rows: rows as u32,
            columns: columns as u32,
            row_band: band(own.row_band, of_style.and_then(|table| table.row_band)),
            column_band: band(own.column_band, of_style.and_then(|table| table.column_band)),
            texts: Vec::new(),
        }
    }

    /// The parts that a cell takes, as bits by [`TablePart`].
    fn parts(&self, seat: Seat) -> u16 {
        let Some(style) = self.style else { return 0 };
        let look = &self.look;
        let first_row = look.first_row && seat.row == 0;
        let last_row = look.last_row && seat.row + 1 == self.rows && self.rows > 1;
        let first_column = look.first_column && seat.start == 0;
        let last_column = look.last_column && seat.end >= self.columns && seat.start > 0;
        let mut parts = 0;
        let mut take = |part: TablePart, taken: bool| {
            if taken && style.part(part).is_some() {
                parts |= 1 << part as u16;
            }
        };
        if look.column_bands && self.column_band > 0 && !(first_column || last_column) {
            let band =
                (seat.start - u32::from(look.first_column).min(seat.start)) / self.column_band;
            take(TablePart::OddColumns, band.is_multiple_of(2));
            take(TablePart::EvenColumns, !band.is_multiple_of(2));
        }
        if look.row_bands && self.row_band > 0 && !(first_row || last_row) {
            let band = (seat.row - u32::from(look.first_row).min(seat.row)) / self.row_band;
            take(TablePart::OddRows, band.is_multiple_of(2));
            take(TablePart::EvenRows, !band.is_multiple_of(2));
        }
        take(TablePart::FirstRow, first_row);
        take(TablePart::LastRow, last_row);
        take(TablePart::FirstColumn, first_column);
        take(TablePart::LastColumn, last_column);
        take(TablePart::TopLeft, first_row && first_column);
        take(TablePart::TopRight, first_row && last_column);
        take(TablePart::BottomLeft, last_row && first_column);
        take(TablePart::BottomRight, last_row && last_column);
        parts
    }

    /// The parts that a cell takes, each with the rectangle that it lies over.
    fn layers(&self, seat: Seat) -> impl Iterator<Item = (&'s PartLayer, Region)> {
        let parts = self.parts(seat);
        let style = self.style;
        let all = Region { rows: (0, self.rows), columns: (0, self.columns) };
        let band = |at: u32, size: u32, special: bool, end: u32| {
            let first = u32::from(special).min(at);
            let from = first + (at - first) / size.max(1) * size.max(1);
            (from, from.saturating_add(size).min(end))
        };
        let rows = band(
            seat.row,
            self.row_band,
            self.look.first_row,
            self.rows - u32::from(self.look.last_row && self.rows > 1),
        );
        let columns = band(
            seat.start,
            self.column_band,
            self.look.first_column,
            self.columns.saturating_sub(u32::from(self.look.last_column)).max(1),
        );
        let row = (seat.row, seat.row + 1);
        let cell = (seat.start, seat.end);
        TablePart::ALL.into_iter().filter_map(move |part| {
            if parts & (1 << part as u16) == 0 {
                return None;
            }
            let region = match part {
                TablePart::OddColumns | TablePart::EvenColumns => Region { columns, ..all },
                TablePart::OddRows | TablePart::EvenRows => Region { rows, ..all },
                TablePart::FirstRow | TablePart::LastRow => Region { rows: row, ..all },
                TablePart::FirstColumn | TablePart::LastColumn => Region { columns: cell, ..all },
                _ => Region { rows: row, columns: cell },
            };
            Some((style?.part(part)?, region))
        })
    }

    /// What the style says of text in a cell; `None` where there is no style.
    pub fn text(&mut self, seat: Seat) -> Option<Arc<TableLayers>> {
        let style = self.style?;
        let parts = self.parts(seat);
        if let Some((_, layers)) = self.texts.iter().find(|(known, _)| *known == parts) {
            return Some(layers.clone());
        }
        let mut layers =
            TableLayers { paragraph: style.whole.paragraph.clone(), run: style.whole.run.clone() };
        for (part, _) in self.layers(seat) {
            layers.paragraph.over(&part.paragraph);
            layers.run.over(&part.run);
        }
        let layers = Arc::new(layers);
        self.texts.push((parts, layers.clone()));
        Some(layers)
    }

    /// A row's properties with those of the style under them.
    pub fn row(&self, row: u32, own: &RowLayer) -> RowLayer {
        let mut layer = self.style.map(|style| style.whole.row.clone()).unwrap_or_default();
        for (part, region) in self.layers(Seat { row, start: 0, end: 1 }) {
            if region.columns == (0, self.columns) {
                layer.over(&part.row);
            }
        }
        layer.over(own);
        layer
    }

    /// The margins of a cell that gives none.
    pub fn margins(&self, exceptions: Option<&TableLayer>) -> MarginLayer {
        let mut margins = self.style.map(|style| style.whole.table.margins).unwrap_or_default();
        margins.over(&self.own.margins);
        if let Some(exceptions) = exceptions {
            margins.over(&exceptions.margins);
        }
        margins
    }

    /// The look of a cell, before its neighbours have their say.
    pub fn cell(&self, seat: Seat, row: &WrittenRow<'_, '_>, own: &CellLayer) -> CellLook {
        let exceptions = row.exceptions.as_ref();
        let mut table = self.style.map(|style| style.whole.table.borders).unwrap_or_default();
        table.over(&self.own.borders);
        if let Some(exceptions) = exceptions {
            table.over(&exceptions.borders);
        }
        let whole = Region { rows: (0, self.rows), columns: (0, self.columns) };
        let mut edges: [Option<Option<Border>>; 4] = sides(&table, seat, whole);
        let mut said: [Option<Option<Border>>; 4] = [None; 4];
        let mut layer = CellLayer::default();
        let mut margins = self.margins(exceptions);
        // A table's direct shading (`w:tblPr/w:shd`) is drawn by neither Word nor LibreOffice.
        layer.shade = self.style.and_then(|style| style.whole.table.shade).filter(Option::is_some);
        let of_style = self.style.map(|style| (&style.whole, whole, true));
        for (part, region, is_whole) in of_style
            .into_iter()
            .chain(self.layers(seat).map(|(part, region)| (part, region, false)))
        {
            // The whole table's own borders and margins lie under the table's and are there already.
            if !is_whole {
                let of_table = sides(&part.table.borders, seat, region);
                for at in 0..4 {
                    edges[at] = of_table[at].or(edges[at]);
                }
                margins.over(&part.table.margins);
            }
            let of_cell = sides(&part.cell.borders, seat, region);
            for at in 0..4 {
                edges[at] = of_cell[at].or(edges[at]);
                said[at] = of_cell[at].or(said[at]);
            }
            layer.over(&part.cell);
        }
        let direct =
            [Edge::Top, Edge::Left, Edge::Bottom, Edge::Right].map(|edge| own.borders.get(edge));
        for at in 0..4 {
            edges[at] = direct[at].or(edges[at]);
            said[at] = direct[at].or(said[at]);
        }
        margins.over(&layer.margins);
        margins.over(&own.margins);
        layer.over(own);
        let [top, left, bottom, right] = edges.map(Option::flatten);
        CellLook {
            margins: margins.resolved(),
            borders: CellBorders {
                top,
                left,
                bottom,
                right,
                falling: layer.borders.get(Edge::Falling).flatten(),
                rising: layer.borders.get(Edge::Rising).flatten(),
                none: said.map(|side| side == Some(None)),
                own: said.map(|side| matches!(side, Some(Some(_)))),
            },
            shade: layer.shade.flatten(),
            seat: layer.seat.unwrap_or_default(),
            no_wrap: layer.no_wrap.unwrap_or(false),
            turned: layer.turned.unwrap_or(0),
        }
    }
}

/// What a layer that lies over a region says of a cell's four edges: its outer border at the region's
/// rim, its inner one elsewhere.
fn sides(layer: &EdgeLayer, seat: Seat, region: Region) -> [Option<Option<Border>>; 4] {
    let pick = |at_rim: bool, rim: Edge, inside: Edge| layer.get(if at_rim { rim } else { inside });
    [
        pick(seat.row <= region.rows.0, Edge::Top, Edge::InsideRows),
        pick(seat.start <= region.columns.0, Edge::Left, Edge::InsideColumns),
        pick(seat.row + 1 >= region.rows.1, Edge::Bottom, Edge::InsideRows),
        pick(seat.end >= region.columns.1, Edge::Right, Edge::InsideColumns),
    ]
}

/// The cell of a row that a cell below it continues: it takes the same columns and is merged.
pub(super) fn above(row: &WrittenRow<'_, '_>, cell: &WrittenCell<'_, '_>) -> Option<usize> {
    row.cells
        .iter()
        .position(|above| above.start == cell.start && above.span == cell.span)
        .filter(|at| row.cells[*at].layer.merge != VerticalMerge::None)
}
