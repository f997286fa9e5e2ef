//! Three-way merge of blocks, rows and cells: what stands where in the result, decided before any
//! of it is written.

use super::align::{Item, Numbers, Region, counterparts, equal, regions};
use super::atoms::loose;
use super::blocks::{Block, Body, Cell, Line, characters};
use super::comments::Side;
use super::inline::{Merged, merge_rows};
use super::source::{
    CELL, PARAGRAPH, Property, ROW, Source, TABLE, merge_properties, properties, same,
};
use super::xml::Element;

/// A block of the result.
#[derive(Debug)]
pub(super) enum Piece<'a> {
    /// The override's, as it is.
    Own(&'a Block<'a>),
    /// The central one, new, or in the place of one that the override left as it was.
    Central(&'a Block<'a>, Option<&'a Block<'a>>),
    /// A paragraph of both.
    Paragraph(Box<Paragraph<'a>>),
    /// A table of both.
    Table(Box<Table<'a>>),
    /// A field or content control of both: the override's, with blocks of both.
    Inside(&'a Block<'a>, Vec<Piece<'a>>),
    /// The override's that the central version no longer has.
    Dropped(&'a Block<'a>),
    /// Both, for a person to decide.
    Clash(Clash<&'a Block<'a>>),
    /// A field of both in which something clashes: it is to stand twice, once with each side's.
    Twice(&'a Block<'a>, Vec<Piece<'a>>),
}

/// A paragraph of both sides.
#[derive(Debug)]
pub(super) struct Paragraph<'a> {
    /// The override's.
    pub own: &'a Block<'a>,
    /// The central one.
    pub central: &'a Block<'a>,
    /// Its properties.
    pub properties: Vec<Property<'a>>,
    /// Its atoms.
    pub row: Merged<'a>,
}

/// A table of both sides.
#[derive(Debug)]
pub(super) struct Table<'a> {
    /// The override's.
    pub own: &'a Block<'a>,
    /// Its properties.
    pub properties: Vec<Property<'a>>,
    /// Its columns, from either side.
    pub grid: Option<(&'a Source, &'a Element)>,
    /// Its rows.
    pub rows: Vec<RowPiece<'a>>,
    /// Formatting that both sides changed differently.
    pub clashes: Vec<String>,
}

/// A row of the result.
#[derive(Debug)]
pub(super) enum RowPiece<'a> {
    /// The override's, as it is.
    Own(&'a Line<'a>),
    /// The central one, new, or in the place of an untouched one.
    Central(&'a Line<'a>, Option<&'a Line<'a>>),
    /// A row of both: the override's, its properties, and its cells.
    Both(&'a Line<'a>, Vec<Property<'a>>, Vec<CellPiece<'a>>),
    /// The override's that the central version no longer has.
    Dropped(&'a Line<'a>),
    /// Both rows, for a person to decide.
    Clash(Clash<&'a Line<'a>>),
}

/// A cell of the result.
#[derive(Debug)]
pub(super) enum CellPiece<'a> {
    /// The override's, as it is.
    Own(&'a Cell<'a>),
    /// The central one.
    Central(&'a Source, &'a Cell<'a>),
    /// A cell of both: its properties, its blocks, and formatting that clashes.
    Both(&'a Cell<'a>, Vec<Property<'a>>, Vec<Piece<'a>>, Vec<String>),
}

/// Two changes that cannot both hold.
#[derive(Clone, Debug)]
pub(super) struct Clash<T> {
    /// What both sides did.
    pub kind: ClashKind,
    /// How it read before.
    pub base: String,
    /// The override's; empty where it took it out.
    pub own: Vec<T>,
    /// The central ones; empty where the central version took it out.
    pub central: Vec<T>,
}

/// What both sides did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClashKind {
    /// Both changed the same words.
    BothChanged,
    /// Both put something new in the same place.
    BothAdded,
    /// The override took out what the central version changed.
    OwnRemoved,
    /// The central version took out what the override changed.
    CentralRemoved,
    /// Both changed the same formatting, list, style or setting. The override's stands.
    Formatting,
}

/// Merges rows of blocks.
pub(super) fn merge_blocks<'a>(
    base: &'a [Block<'a>],
    own: &'a [Block<'a>],
    central: &'a [Block<'a>],
    numbers: &mut Numbers,
) -> Vec<Piece<'a>> {
    let mut items =
        |row: &[Block<'a>]| -> Vec<Item> { row.iter().map(|block| block.item(numbers)).collect() };
    let (b, o, n) = (items(base), items(own), items(central));
    let regions = regions(&counterparts(&b, &o), o.len(), &counterparts(&b, &n), n.len());
    let mut pieces = Vec::new();
    for region in regions {
        match region {
            Region::New { own: mine, central: theirs } => {
                added(
                    &own[mine.clone()],
                    &o[mine],
                    &central[theirs.clone()],
                    &n[theirs],
                    &mut pieces,
                );
            }
            Region::Base { base: at, own: mine, central: theirs } => {
                let before = &base[at];
                match (mine.map(|at| &own[at]), theirs.map(|at| &central[at])) {
                    (Some(mine), Some(theirs)) => {
                        pieces.push(merge_block(before, mine, theirs, numbers));
                    }
                    (None, Some(theirs)) if theirs.key != before.key => {
                        pieces.push(Piece::Clash(Clash {
                            kind: ClashKind::OwnRemoved,
                            base: before.text.clone(),
                            own: Vec::new(),
                            central: vec![theirs],
                        }));
                    }
                    (Some(mine), None) if mine.key != before.key => {
                        pieces.push(Piece::Clash(Clash {
                            kind: ClashKind::CentralRemoved,
                            base: before.text.clone(),
                            own: vec![mine],
                            central: Vec::new(),
                        }));
                    }
                    (Some(mine), None) => pieces.push(Piece::Dropped(mine)),
                    (None, _) => {}
                }
            }
        }
    }
    pieces
}

/// What the sides put in the same place: the same once, otherwise the one there is, or a clash.
fn added<'a>(
    own: &'a [Block<'a>],
    own_items: &[Item],
    central: &'a [Block<'a>],
    central_items: &[Item],
    pieces: &mut Vec<Piece<'a>>,
) {
    for (mine, theirs, same) in segments(own_items, central_items) {
        let (mine, theirs) = (&own[mine], &central[theirs]);
        match (mine, theirs) {
            (mine, _) if same => pieces.extend(mine.iter().map(Piece::Own)),
            (mine, []) => pieces.extend(mine.iter().map(Piece::Own)),
            ([], theirs) => pieces.extend(theirs.iter().map(|block| Piece::Central(block, None))),
            // Empty paragraphs are no text to choose from.
            (mine, theirs) if mine.iter().all(is_blank) || theirs.iter().all(is_blank) => {
                pieces.extend(mine.iter().map(Piece::Own));
                pieces.extend(theirs.iter().map(|block| Piece::Central(block, None)));
            }
            (mine, theirs) => pieces.push(Piece::Clash(Clash {
                kind: ClashKind::BothAdded,
                base: String::new(),
                own: mine.iter().collect(),
                central: theirs.iter().collect(),
            })),
        }
    }
}

fn is_blank(block: &Block<'_>) -> bool {
    matches!(&block.body, Body::Paragraph(row) if !row.open) && block.text.trim().is_empty()
}

/// Stretches of two rows of additions, and whether they are the same.
fn segments(
    own: &[Item],
    central: &[Item],
) -> Vec<(std::ops::Range<usize>, std::ops::Range<usize>, bool)> {
    let identities = |row: &[Item]| row.iter().map(|item| item.identity).collect::<Vec<_>>();
    let mut segments = Vec::new();
    let (mut from, mut to) = (0, 0);
    for (a, b) in equal(&identities(own), &identities(central)) {
        segments.push((from..a, to..b, false));
        segments.push((a..a + 1, b..b + 1, true));
        (from, to) = (a + 1, b + 1);
    }
    segments.push((from..own.len(), to..central.len(), false));
    segments
}

fn merge_block<'a>(
    base: &'a Block<'a>,
    own: &'a Block<'a>,
    central: &'a Block<'a>,
    numbers: &mut Numbers,
) -> Piece<'a> {
    if central.key == base.key || own.key == central.key {
        return Piece::Own(own);
    }
    let untouched = own.key == base.key;
    let merged = match (&base.body, &own.body, &central.body) {
        (Body::Paragraph(b), Body::Paragraph(o), Body::Paragraph(n)) => {
            merge_rows(b, o, n, numbers).map(|mut row| {
                let (properties, clashes) = merge_properties(
                    &base.properties(),
                    &own.properties(),
                    &central.properties(),
                    PARAGRAPH,
                );
                row.clashes.extend(clashes);
                let paragraph = Paragraph { own, central, properties, row };
                Piece::Paragraph(Box::new(paragraph))
            })
        }
        (Body::Table(b), Body::Table(o), Body::Table(n)) => {
            merge_table((base, b), (own, o), (central, n), numbers)
                .map(|table| Piece::Table(Box::new(table)))
        }
        (Body::Field(b), Body::Field(o), Body::Field(n)) => {
            let pieces = merge_blocks(b, o, n, numbers);
            let both = balanced(&pieces, Side::Own) && balanced(&pieces, Side::Central);
            both.then(|| {
                if clashes(&pieces) {
                    Piece::Twice(own, pieces)
                } else {
                    Piece::Inside(own, pieces)
                }
            })
        }
        (Body::Control(b), Body::Control(o), Body::Control(n)) => {
            let head = |block: &Block<'_>| {
                let element = block.elements.first().and_then(|found| found.child("w:sdtPr"));
                element.map(|found| block.source.meaning(found))
            };
            (head(own) == head(central) || head(central) == head(base))
                .then(|| Piece::Inside(own, merge_blocks(b, o, n, numbers)))
        }
        _ => None,
    };
    match merged {
        Some(piece) => piece,
        None if untouched => Piece::Central(central, Some(own)),
        None => Piece::Clash(Clash {
            kind: ClashKind::BothChanged,
            base: base.text.clone(),
            own: vec![own],
            central: vec![central],
        }),
    }
}

/// Whether anything among some blocks is for a person to decide.
fn clashes(pieces: &[Piece<'_>]) -> bool {
    pieces.iter().any(|piece| match piece {
        Piece::Clash(_) | Piece::Twice(..) => true,
        Piece::Inside(_, inner) => clashes(inner),
        Piece::Table(table) => table.rows.iter().any(|row| match row {
            RowPiece::Clash(_) => true,
            RowPiece::Both(_, _, cells) => cells.iter().any(|cell| match cell {
                CellPiece::Both(_, _, inner, _) => clashes(inner),
                _ => false,
            }),
            _ => false,
        }),
        _ => false,
    })
}

/// Texts, a line each.
pub(super) fn joined<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    texts.collect::<Vec<_>>().join("\n")
}

/// Whether the field characters of some blocks still pair, where one side's stands in every clash.
fn balanced(pieces: &[Piece<'_>], side: Side) -> bool {
    let mut found: Vec<&str> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Own(block) | Piece::Central(block, _) => found.extend(characters(block)),
            Piece::Paragraph(paragraph) => {
                found.extend(paragraph.row.atoms.iter().filter_map(|placed| loose(&placed.atom)));
            }
            Piece::Clash(clash) => {
                let blocks = if side == Side::Own { &clash.own } else { &clash.central };
                found.extend(blocks.iter().flat_map(|block| characters(block)));
            }
            // Anything larger has no loose field characters.
            _ => {}
        }
    }
    let mut depth = 0_usize;
    for character in found {
        match character {
            "begin" => depth += 1,
            "end" => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return false,
            },
            _ => {}
        }
    }
    depth == 0
}

type Lines<'a> = (&'a Block<'a>, &'a [Line<'a>]);

fn merge_table<'a>(
    (base, base_lines): (&'a Block<'a>, &'a Vec<Line<'a>>),
    (own, own_lines): (&'a Block<'a>, &'a Vec<Line<'a>>),
    (central, central_lines): (&'a Block<'a>, &'a Vec<Line<'a>>),
    numbers: &mut Numbers,
) -> Option<Table<'a>> {
    let of = |block: &'a Block<'a>, name: &str| {
        block.elements.first().and_then(|table| table.child(name))
    };
    let all = |block: &'a Block<'a>| properties(block.source, of(block, "w:tblPr"));
    let (properties, clashes) = merge_properties(&all(base), &all(own), &all(central), TABLE);
    let grid = |block: &'a Block<'a>| {
        let element = of(block, "w:tblGrid")?;
        Some((block.source, element, block.source.meaning(element)))
    };
    let (b, o, n) = (grid(base), grid(own), grid(central));
    let meaning = |grid: &Option<(&Source, &Element, String)>| {
        grid.as_ref().map(|(_, _, meaning)| meaning.clone())
    };
    let columns = |grid: &Option<(&Source, &Element, String)>| {
        grid.as_ref().map_or(0, |(_, element, _)| element.elements().count())
    };
    let chosen = if meaning(&n) == meaning(&b) || meaning(&n) == meaning(&o) {
        o
    } else if meaning(&o) == meaning(&b) {
        n
    } else if columns(&o) == columns(&b) && columns(&n) == columns(&b) {
        // Only widths: the override's.
        o
    } else {
        return None;
    };
    let rows = merge_lines(
        (base, base_lines.as_slice()),
        (own, own_lines.as_slice()),
        (central, central_lines.as_slice()),
        numbers,
    )?;
    let grid = chosen.map(|(source, element, _)| (source, element));
    Some(Table { own, properties, grid, rows, clashes })
}

fn merge_lines<'a>(
    (_, base): Lines<'a>,
    (_, own): Lines<'a>,
    (_, central): Lines<'a>,
    numbers: &mut Numbers,
) -> Option<Vec<RowPiece<'a>>> {
    let mut items =
        |row: &[Line<'a>]| -> Vec<Item> { row.iter().map(|line| line.item(numbers)).collect() };
    let (b, o, n) = (items(base), items(own), items(central));
    let regions = regions(&counterparts(&b, &o), o.len(), &counterparts(&b, &n), n.len());
    let mut rows = Vec::new();
    for region in regions {
        match region {
            Region::New { own: mine, central: theirs } => {
                for (left, right, same) in segments(&o[mine.clone()], &n[theirs.clone()]) {
                    let left = &own[mine.clone()][left];
                    let right = &central[theirs.clone()][right];
                    match (left, right) {
                        (left, _) if same => rows.extend(left.iter().map(RowPiece::Own)),
                        (left, []) => rows.extend(left.iter().map(RowPiece::Own)),
                        ([], right) => {
                            rows.extend(right.iter().map(|line| RowPiece::Central(line, None)));
                        }
                        (left, right) => rows.push(RowPiece::Clash(Clash {
                            kind: ClashKind::BothAdded,
                            base: String::new(),
                            own: left.iter().collect(),
                            central: right.iter().collect(),
                        })),
                    }
                }
            }
            Region::Base { base: at, own: mine, central: theirs } => {
                let before = &base[at];
                let clash = |kind, own, central| {
                    let base = before.text.clone();
                    RowPiece::Clash(Clash { kind, base, own, central })
                };
                match (mine.map(|at| &own[at]), theirs.map(|at| &central[at])) {
                    (Some(mine), Some(theirs)) => {
                        rows.push(merge_line(before, mine, theirs, numbers));
                    }
                    (None, Some(theirs)) if theirs.key != before.key => {
                        rows.push(clash(ClashKind::OwnRemoved, Vec::new(), vec![theirs]));
                    }
                    (Some(mine), None) if mine.key != before.key => {
                        rows.push(clash(ClashKind::CentralRemoved, vec![mine], Vec::new()));
                    }
                    (Some(mine), None) => rows.push(RowPiece::Dropped(mine)),
                    (None, _) => {}
                }
            }
        }
    }
    // Each side left a row that the other took out: a table without rows is none.
    let any = rows.iter().any(|row| !matches!(row, RowPiece::Dropped(_)));
    any.then_some(rows)
}

fn merge_line<'a>(
    base: &'a Line<'a>,
    own: &'a Line<'a>,
    central: &'a Line<'a>,
    numbers: &mut Numbers,
) -> RowPiece<'a> {
    if central.key == base.key || own.key == central.key {
        return RowPiece::Own(own);
    }
    let untouched = own.key == base.key;
    match merge_cells(base, own, central, numbers) {
        Some(row) => row,
        None if untouched => RowPiece::Central(central, Some(own)),
        None => RowPiece::Clash(Clash {
            kind: ClashKind::BothChanged,
            base: base.text.clone(),
            own: vec![own],
            central: vec![central],
        }),
    }
}

fn merge_cells<'a>(
    base: &'a Line<'a>,
    own: &'a Line<'a>,
    central: &'a Line<'a>,
    numbers: &mut Numbers,
) -> Option<RowPiece<'a>> {
    if base.cells.is_empty() || own.cells.is_empty() || central.cells.is_empty() {
        return None;
    }
    let of = |line: &'a Line<'a>| properties(line.source, line.element.child("w:trPr"));
    let (row, clashes) = merge_properties(&of(base), &of(own), &of(central), ROW);
    if !clashes.is_empty() {
        return None;
    }
    let counterparts_of = |side: &'a Line<'a>, numbers: &mut Numbers| {
        if side.cells.len() == base.cells.len() {
            // The same columns: each cell is what it was.
            return (0..base.cells.len()).map(Some).collect();
        }
        let mut items = |line: &Line<'_>| -> Vec<Item> {
            line.cells.iter().map(|cell| cell.item(numbers)).collect()
        };
        let (b, s) = (items(base), items(side));
        counterparts(&b, &s)
    };
    let (o, n) = (counterparts_of(own, numbers), counterparts_of(central, numbers));
    let mut cells = Vec::new();
    for region in regions(&o, own.cells.len(), &n, central.cells.len()) {
        match region {
            Region::New { own: mine, central: theirs } => {
                match (mine.is_empty(), theirs.is_empty()) {
                    (false, false) => return None,
                    (false, true) => cells.extend(own.cells[mine].iter().map(CellPiece::Own)),
                    _ => cells.extend(
                        central.cells[theirs]
                            .iter()
                            .map(|cell| CellPiece::Central(central.source, cell)),
                    ),
                }
            }
            Region::Base { base: at, own: mine, central: theirs } => {
                let before = &base.cells[at];
                match (mine.map(|at| &own.cells[at]), theirs.map(|at| &central.cells[at])) {
                    (Some(mine), Some(theirs)) => {
                        let sources = (base.source, own.source, central.source);
                        cells.push(merge_cell(sources, before, mine, theirs, numbers));
                    }
                    (None, Some(theirs)) if theirs.key != before.key => return None,
                    (Some(mine), None) if mine.key != before.key => return None,
                    _ => {}
                }
            }
        }
    }
    (!cells.is_empty()).then_some(RowPiece::Both(own, row, cells))
}

fn merge_cell<'a>(
    sources: (&'a Source, &'a Source, &'a Source),
    base: &'a Cell<'a>,
    own: &'a Cell<'a>,
    central: &'a Cell<'a>,
    numbers: &mut Numbers,
) -> CellPiece<'a> {
    if central.key == base.key || own.key == central.key {
        return CellPiece::Own(own);
    }
    let of =
        |source: &'a Source, cell: &'a Cell<'a>| properties(source, cell.element.child("w:tcPr"));
    let (merged, clashes) =
        merge_properties(&of(sources.0, base), &of(sources.1, own), &of(sources.2, central), CELL);
    let pieces = merge_blocks(&base.blocks, &own.blocks, &central.blocks, numbers);
    CellPiece::Both(own, merged, pieces, clashes)
}

/// Whether a merged paragraph is the override's own after all.
pub(super) fn is_own(paragraph: &Paragraph<'_>) -> bool {
    let Body::Paragraph(row) = &paragraph.own.body else { return false };
    let atoms = &paragraph.row.atoms;
    same(&paragraph.properties, &paragraph.own.properties())
        && atoms.len() == row.atoms.len()
        && atoms
            .iter()
            .zip(&row.atoms)
            .all(|(merged, own)| merged.atom.key == own.key && merged.atom.look == own.look)
}
