//! Tables: data or layout, and which cells are the headers of which.

use roxmltree::Node;

use crate::letter::block::{Block, Inline};
use crate::letter::table::{Cell, Table, VerticalMerge};
use crate::letter::table_layer::Look;
use crate::letter::table_read::has_text;
use crate::letter::table_style::{TablePart, TableStyle};
use crate::letter::tree::{Child, NodeId, Role, Scope, Tree};
use crate::letter::xml::{child_val, name};

/// What is known of a table before its content is read.
pub(in crate::letter) struct TableFacts<'t, 'a, 'i> {
    /// Its rows and cells with their looks, without content.
    pub table: &'t Table,
    /// The `w:tbl` element.
    pub node: Node<'a, 'i>,
    /// Its properties.
    pub properties: Option<Node<'a, 'i>>,
    /// Its style.
    pub style: Option<&'t TableStyle>,
    /// The parts of the style that it takes.
    pub look: Look,
}

/// What the table's style and the author's marks say of its headers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::letter) struct HeaderMarks {
    /// The style sets the first row apart.
    pub first_row: bool,
    /// The style sets the first column apart.
    pub first_column: bool,
}

/// A paragraph count from which on a cell holds a block of text, such as an address.
const BLOCK_OF_TEXT: usize = 4;

impl TableFacts<'_, '_, '_> {
    /// Whether the table is data: a grid that relates what stands in a row and in a column. What
    /// only keeps things beside one another is layout, and reads best as plain text in order.
    pub fn is_data(&self) -> bool {
        let rows = &self.table.rows;
        let said = self.said().map(str::to_lowercase).unwrap_or_default();
        if said.contains("layout") || said.contains("presentation") {
            return false;
        }
        let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        if rows.len() < 2 {
            return false;
        }
        if rows.iter().any(|row| row.header) {
            return true;
        }
        if columns < 2 {
            return false;
        }
        let content = Content::of(self.node);
        if content.nested {
            return false;
        }
        if !said.is_empty() {
            return true;
        }
        let blocky = rows.len() <= 2 && content.longest >= BLOCK_OF_TEXT;
        let mostly_empty = content.filled * 3 < content.cells;
        if blocky || mostly_empty || (content.pictures > 0 && rows.len() <= 2) {
            return false;
        }
        self.is_ruled()
    }

    /// Whether lines or shading show the eye a grid.
    fn is_ruled(&self) -> bool {
        let rows = &self.table.rows;
        let cells = || rows.iter().flat_map(|row| &row.cells);
        let count = cells().count();
        let inner_lines = |index: usize, cell: &Cell, last: bool| {
            let borders = &cell.borders;
            let below = borders.bottom.is_some() && index + 1 < rows.len();
            let beside = borders.right.is_some() && !last;
            let above = borders.top.is_some() && index > 0;
            below || beside || above
        };
        let ruled = rows
            .iter()
            .enumerate()
            .flat_map(|(index, row)| {
                let last = row.cells.len().saturating_sub(1);
                row.cells
                    .iter()
                    .enumerate()
                    .filter(move |(at, cell)| inner_lines(index, cell, *at == last))
            })
            .count();
        let shaded = cells().filter(|cell| cell.shade.is_some()).count();
        // A shaded first row is a header; shading in places marks bands.
        let first_shaded = rows[0].cells.iter().all(|cell| cell.shade.is_some())
            && rows[1..]
                .iter()
                .flat_map(|row| &row.cells)
                .any(|cell| cell.shade != rows[0].cells[0].shade);
        ruled * 2 >= count || first_shaded || (shaded * 3 >= count && shaded < count)
    }

    /// The author's description or title of the table.
    fn said(&self) -> Option<&str> {
        let properties = self.properties?;
        ["tblDescription", "tblCaption"]
            .into_iter()
            .find_map(|local| child_val(properties, local).filter(|text| !text.trim().is_empty()))
    }

    /// What the author says that the table is about.
    pub fn summary(&self) -> Option<String> {
        self.said().map(|text| text.trim().to_owned())
    }

    /// What the style says of headers.
    pub fn marks(&self) -> HeaderMarks {
        let marks = |part| self.style.is_some_and(|style| style.marks(part));
        HeaderMarks {
            first_row: self.look.first_row && marks(TablePart::FirstRow),
            first_column: self.look.first_column && marks(TablePart::FirstColumn),
        }
    }
}

/// What stands in a table, told from its elements.
#[derive(Default)]
struct Content {
    cells: usize,
    /// Cells with text.
    filled: usize,
    pictures: usize,
    /// The most paragraphs with text in a cell.
    longest: usize,
    nested: bool,
}

impl Content {
    fn of(table: Node<'_, '_>) -> Self {
        let mut content = Content::default();
        let (mut paragraphs, mut paragraph_filled, mut cell_filled) = (0, false, false);
        for node in table.descendants().skip(1).filter(Node::is_element) {
            match name(node) {
                "tbl" => content.nested = true,
                "tc" => {
                    content.cells += 1;
                    (paragraphs, paragraph_filled, cell_filled) = (0, false, false);
                }
                "p" => paragraph_filled = false,
                "t" if node.text().is_some_and(|text| !text.trim().is_empty()) => {
                    if !paragraph_filled {
                        paragraph_filled = true;
                        paragraphs += 1;
                        content.longest = content.longest.max(paragraphs);
                    }
                    if !cell_filled {
                        cell_filled = true;
                        content.filled += 1;
                    }
                }
                "drawing" | "pict" | "object" => {
                    content.pictures += 1;
                    if !cell_filled {
                        cell_filled = true;
                        content.filled += 1;
                    }
                }
                _ => {}
            }
        }
        content
    }
}

/// A data table whose content is read: the cells by row, with their place on the grid.
pub(in crate::letter) struct DataTable {
    rows: Vec<Vec<Spot>>,
    /// The rows of the tree's head.
    head: usize,
    /// The first column is headers.
    row_headers: bool,
    /// The author named no headers.
    guessed: bool,
}

/// A cell on the grid.
#[derive(Clone, Copy)]
struct Spot {
    start: u32,
    columns: u32,
    /// Rows spanned, as far as they are in the tree.
    rows: u32,
    node: Option<NodeId>,
    filled: bool,
    /// Continues the cell above.
    continued: bool,
}

impl DataTable {
    /// Finds the headers of a table that has been read.
    pub fn of(table: &Table, marks: HeaderMarks) -> Self {
        let marked = table.rows.iter().take_while(|row| row.header).count();
        let first_row_stands_out = || {
            let look = |row: usize| table.rows.get(row).map(|row| row_look(&row.cells));
            let (Some(first), Some(second)) = (look(0), look(1)) else { return false };
            (first.bold && !second.bold) || (first.shaded && !second.shaded)
        };
        let column: Vec<&Cell> = table
            .rows
            .iter()
            .filter(|row| row.before == 0)
            .filter_map(|row| row.cells.first())
            .filter(|cell| cell.merge != VerticalMerge::Continue)
            .collect();
        let others_plain = table.rows.iter().skip(marked.max(1)).any(|row| {
            row.cells.iter().skip(1).any(|cell| has_text(&cell.blocks) && !is_bold(cell))
        });
        let below = column.get(1..).unwrap_or_default();
        let bold_below = !below.is_empty()
            && others_plain
            && below.iter().all(|cell| is_bold(cell) && has_text(&cell.blocks));
        let first_bold = column.first().is_some_and(|cell| is_bold(cell));
        let (head, row_headers, guessed) = if marked > 0 {
            (marked, marks.first_column || bold_below, false)
        } else if marks.first_row || first_row_stands_out() {
            (1, marks.first_column || bold_below, false)
        } else if marks.first_column || (bold_below && first_bold) {
            (0, true, false)
        } else {
            (1, false, true)
        };
        DataTable { rows: spots(table), head, row_headers, guessed }
    }

    /// Gives the tree's table its head and body, its cells their roles, spans and headers. Tells
    /// whether the headers had to be guessed.
    pub fn shape(mut self, tree: &mut Tree, table: &mut Table) -> bool {
        let Some(table_node) = table.node else { return false };
        self.cut_spans(tree, table);
        let columns =
            self.rows.iter().flatten().map(|spot| spot.start + spot.columns).max().unwrap_or(0);
        self.fill_holes(tree, table, columns);
        self.name_headers(tree);
        let children = std::mem::take(&mut tree.node_mut(table_node).children);
        let head: Vec<NodeId> = table.rows[..self.head].iter().filter_map(|row| row.node).collect();
        let head_node = (self.head > 0).then(|| tree.add(table_node, Role::TableHead));
        let body_node = tree.add(table_node, Role::TableBody);
        for child in children {
            let Child::Node(row) = child else { continue };
            let part = head_node.filter(|_| head.contains(&row)).unwrap_or(body_node);
            super::adopt(tree, part, child);
        }
        self.guessed
    }

    /// Counts the rows that cells span. A span ends with the head: what goes on below it is an empty
    /// cell of the body.
    fn cut_spans(&mut self, tree: &mut Tree, table: &mut Table) {
        for at in 0..self.rows.len() {
            if table.rows[at].node.is_none() {
                continue;
            }
            for index in 0..self.rows[at].len() {
                let spot = self.rows[at][index];
                if !spot.continued {
                    continue;
                }
                let origin = (0..at).rev().find_map(|row| {
                    let found = self.rows[row].iter().position(|above| {
                        above.start == spot.start
                            && above.columns == spot.columns
                            && above.node.is_some()
                    })?;
                    Some((row, found))
                });
                match origin {
                    Some((row, found)) if row >= self.head || at < self.head => {
                        let origin = &mut self.rows[row][found];
                        origin.rows += 1;
                        table.rows[at].cells[index].node = origin.node;
                    }
                    _ => {
                        // The content stays with the cell in the head.
                        let Some(parent) = table.rows[at].node else { continue };
                        let role = Role::DataCell { columns: 1, rows: 1, headers: Vec::new() };
                        let node = tree.reserve(parent, role);
                        self.rows[at][index].node = Some(node);
                        self.rows[at][index].continued = false;
                        let before = self.rows[at][..index]
                            .iter()
                            .filter(|spot| !spot.continued && spot.node.is_some())
                            .count();
                        let children = &mut tree.node_mut(parent).children;
                        children.insert(before.min(children.len()), Child::Node(node));
                        table.rows[at].cells[index].node = Some(node);
                    }
                }
            }
        }
        // Rows that only continue cells are none of the tree's; their cells belong above.
        for at in 1..self.rows.len() {
            if table.rows[at].node.is_none() {
                for index in 0..self.rows[at].len() {
                    let start = self.rows[at][index].start;
                    table.rows[at].cells[index].node = table.rows[at - 1]
                        .cells
                        .iter()
                        .zip(&self.rows[at - 1])
                        .find(|(_, spot)| spot.start == start)
                        .and_then(|(cell, _)| cell.node);
                }
            }
        }
    }

    /// Rows that leave grid columns out get empty cells for them, so that all rows are equally long.
    fn fill_holes(&mut self, tree: &mut Tree, table: &Table, columns: u32) {
        for (row, spots) in table.rows.iter().zip(&mut self.rows) {
            let Some(parent) = row.node else { continue };
            let hole = |columns: u32| Role::DataCell { columns, rows: 1, headers: Vec::new() };
            if let Some(first) = spots.first().map(|spot| spot.start).filter(|start| *start > 0) {
                let node = tree.reserve(parent, hole(first));
                tree.node_mut(parent).children.insert(0, Child::Node(node));
                spots.insert(0, Spot::hole(0, first, node));
            }
            let end = spots.last().map_or(0, |spot| spot.start + spot.columns);
            if end < columns {
                let node = tree.add(parent, hole(columns - end));
                spots.push(Spot::hole(end, columns - end, node));
            }
        }
    }

    /// Gives cells their roles. Where a header spans columns or rows, scope cannot say whose header
    /// it is, and every cell names its own (ISO 32000-1, 14.8.5.7).
    fn name_headers(&self, tree: &mut Tree) {
        let is_column_header = |row: usize, spot: &Spot| row < self.head && spot.filled;
        let is_row_header = |row: usize, spot: &Spot| {
            row >= self.head && self.row_headers && spot.start == 0 && spot.filled
        };
        // A head without a word would leave the table without headers: then its first cell is one.
        let any = self.rows.iter().enumerate().any(|(row, spots)| {
            spots.iter().any(|spot| {
                !spot.continued && (is_column_header(row, spot) || is_row_header(row, spot))
            })
        });
        let is_header = |row: usize, spot: &Spot| {
            is_column_header(row, spot)
                || is_row_header(row, spot)
                || (!any && row == 0 && !spot.continued)
        };
        let mut headers: Vec<(usize, Spot, NodeId)> = Vec::new();
        for (row, spots) in self.rows.iter().enumerate() {
            for spot in spots.iter().filter(|spot| !spot.continued) {
                if let Some(node) = spot.node.filter(|_| is_header(row, spot)) {
                    headers.push((row, *spot, node));
                }
            }
        }
        let complex = headers.iter().any(|(_, spot, _)| spot.columns > 1 || spot.rows > 1)
            && headers.len() <= 200;
        for (row, spots) in self.rows.iter().enumerate() {
            for spot in spots.iter().filter(|spot| !spot.continued) {
                let Some(node) = spot.node else { continue };
                let mut own = Vec::new();
                if complex {
                    for (header_row, header, header_node) in &headers {
                        let beside = is_row_header(*header_row, header)
                            && *header_row <= row
                            && row < header_row + header.rows as usize;
                        let above = *header_row < row
                            && !is_row_header(*header_row, header)
                            && header.start < spot.start + spot.columns
                            && spot.start < header.start + header.columns;
                        if *header_node != node && (above || beside) {
                            own.push(*header_node);
                        }
                    }
                }
                let (columns, rows) = (spot.columns, spot.rows);
                tree.node_mut(node).role = if is_header(row, spot) {
                    let scope = if is_row_header(row, spot) { Scope::Row } else { Scope::Column };
                    Role::HeaderCell { scope, columns, rows, headers: own }
                } else {
                    Role::DataCell { columns, rows, headers: own }
                };
            }
        }
    }
}

impl Spot {
    fn hole(start: u32, columns: u32, node: NodeId) -> Self {
        Spot { start, columns, rows: 1, node: Some(node), filled: false, continued: false }
    }
}

fn spots(table: &Table) -> Vec<Vec<Spot>> {
    table
        .rows
        .iter()
        .map(|row| {
            let mut start = row.before;
            row.cells
                .iter()
                .map(|cell| {
                    let spot = Spot {
                        start,
                        columns: cell.span,
                        rows: 1,
                        node: cell.node,
                        filled: has_text(&cell.blocks),
                        continued: cell.merge == VerticalMerge::Continue,
                    };
                    start += cell.span;
                    spot
                })
                .collect()
        })
        .collect()
}

/// How a row looks as a whole.
struct RowLook {
    bold: bool,
    shaded: bool,
}

fn row_look(cells: &[Cell]) -> RowLook {
    let filled = || cells.iter().filter(|cell| has_text(&cell.blocks));
    RowLook {
        bold: filled().next().is_some() && filled().all(is_bold),
        shaded: !cells.is_empty() && cells.iter().all(|cell| cell.shade.is_some()),
    }
}

/// Whether all text of a cell is bold.
fn is_bold(cell: &Cell) -> bool {
    let mut any = false;
    let all = cell.blocks.iter().all(|block| match block {
        Block::Paragraph(paragraph) => paragraph.content.iter().all(|inline| match inline {
            Inline::Text(text) if !text.text.trim().is_empty() => {
                any = true;
                text.format.bold
            }
            _ => true,
        }),
        Block::Table(_) | Block::Float(_) => true,
    });
    any && all
}
