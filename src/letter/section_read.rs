//! Sections read: page set-up, headers and footers (ISO/IEC 29500-1, 17.6, 17.10).

use std::sync::Arc;

use roxmltree::Node;

use crate::diagnostic::{RenderingFinding, StoryKind, TERM};
use crate::units::Pt;

use super::block::{Block, NoteKind};
use super::page_field::Numbering;
use super::reader::{Flow, Part, Reader, Target, document};
use super::section::{Column, PageMargins, PageSides, Section, SectionStart};
use super::settings_read::numbering;
use super::table::CellSeat;
use super::xml::{
    attribute, attribute_twips, child, child_val, children, integer, is_on, name, relation, switch,
};

/// The most columns that a page has; Word stops at 45.
const COLUMNS: usize = 45;

impl Reader<'_> {
    /// Ends a section with its properties.
    pub fn close_section(&mut self, node: Node<'_, '_>, flow: &mut Flow) {
        let blocks = self.take_blocks(flow);
        let section = self.section(Some(node), blocks);
        self.sections.push(section);
        if self.sheet.notes.foot_by_section {
            self.notes.restart(NoteKind::Foot);
        }
        if self.sheet.notes.end_by_section {
            self.notes.restart(NoteKind::End);
        }
    }

    /// A section of these properties; without them a page of A4.
    pub fn section(&mut self, node: Option<Node<'_, '_>>, blocks: Vec<Block>) -> Section {
        let (mut headers, mut footers) =
            self.sections.last().map_or_else(Default::default, |before| {
                (before.headers.clone(), before.footers.clone())
            });
        let Some(node) = node else {
            return Section { headers, footers, ..blank(blocks) };
        };
        for reference in children(node) {
            let sides = match name(reference) {
                "headerReference" => &mut headers,
                "footerReference" => &mut footers,
                _ => continue,
            };
            // A reference to nowhere leaves what the section before has.
            let Some(story) = self.margin(reference) else { continue };
            match attribute(reference, "type") {
                Some("first") => sides.first = Some(story),
                Some("even") => sides.even = Some(story),
                _ => sides.default = Some(story),
            }
        }
        let mut section = Section { headers, footers, ..blank(blocks) };
        properties(node, &mut section);
        section
    }

    /// The story of a header or footer, read once a part.
    fn margin(&mut self, reference: Node<'_, '_>) -> Option<Arc<[Block]>> {
        let header = name(reference) == "headerReference";
        let what = if header { "page header" } else { "page footer" };
        let Some(Target::Part(part)) = relation(reference, "id").and_then(|id| self.target(id))
        else {
            self.report(RenderingFinding::PartMissing { what: format!("{TERM}{what}") });
            return None;
        };
        if let Some(known) = self.margins.get(&part) {
            return Some(known.clone());
        }
        let kind = if header { "header" } else { "footer" };
        let number =
            self.package.parts_of_kind(kind).iter().position(|known| *known == part).unwrap_or(0);
        let story =
            if header { StoryKind::Header(number + 1) } else { StoryKind::Footer(number + 1) };
        // A damaged page header does not keep the letter from its reader.
        let text = self.package.text(&part).ok();
        let tree = text.as_deref().and_then(|text| document(&part, text).ok());
        let (Some(tree), Ok(context)) = (tree, Part::read(self.package, &part, story)) else {
            self.report(RenderingFinding::PartMissing { what: format!("{TERM}{what}") });
            return None;
        };
        let blocks: Arc<[Block]> =
            self.part_story(Arc::new(context), tree.root_element(), None).into();
        self.margins.insert(part, blocks.clone());
        Some(blocks)
    }
}

/// A page of A4 with Word's margins.
fn blank(blocks: Vec<Block>) -> Section {
    let margin = Pt::twips(1440.0);
    Section {
        start: SectionStart::NextPage,
        width: Pt::twips(11_906.0),
        height: Pt::twips(16_838.0),
        margins: PageMargins {
            top: margin,
            bottom: margin,
            left: margin,
            right: margin,
            header: Pt::twips(708.0),
            footer: Pt::twips(708.0),
            gutter: Pt::ZERO,
        },
        columns: vec![Column { width: Pt::twips(11_906.0 - 2_880.0), space: Pt::ZERO }],
        column_line: false,
        title_page: false,
        headers: PageSides::default(),
        footers: PageSides::default(),
        numbering: Numbering::Decimal,
        first_number: None,
        seat: CellSeat::Top,
        line_grid: None,
        rtl: false,
        blocks,
    }
}

fn properties(node: Node<'_, '_>, section: &mut Section) {
    section.start = match child_val(node, "type") {
        Some("continuous") => SectionStart::Continuous,
        Some("evenPage") => SectionStart::EvenPage,
        Some("oddPage") => SectionStart::OddPage,
        Some("nextColumn") => SectionStart::NextColumn,
        _ => SectionStart::NextPage,
    };
    if let Some(size) = child(node, "pgSz") {
        // From a tenth of an inch to 22 inches (17.18.93 and Word's own bound).
        let side = |local, default: Pt| {
            attribute_twips(size, local).map_or(default, |side| side.clamp(Pt(7.2), Pt(1584.0)))
        };
        section.width = side("w", section.width);
        section.height = side("h", section.height);
    }
    if let Some(margins) = child(node, "pgMar") {
        let length = |local, default: Pt| attribute_twips(margins, local).unwrap_or(default);
        let not_negative = |local, default: Pt| length(local, default).max(Pt::ZERO);
        let given = section.margins;
        section.margins = PageMargins {
            top: length("top", given.top),
            bottom: length("bottom", given.bottom),
            left: not_negative("left", given.left),
            right: not_negative("right", given.right),
            header: not_negative("header", given.header),
            footer: not_negative("footer", given.footer),
            gutter: not_negative("gutter", given.gutter),
        };
    }
    let margins = section.margins;
    let text = (section.width - margins.left - margins.right - margins.gutter).max(Pt(1.0));
    section.columns = vec![Column { width: text, space: Pt::ZERO }];
    if let Some(columns) = child(node, "cols") {
        section.column_line = attribute(columns, "sep").is_some_and(is_on);
        section.columns = read_columns(columns, text);
    }
    section.title_page = switch(node, "titlePg").unwrap_or(false);
    if let Some(numbers) = child(node, "pgNumType") {
        section.numbering = attribute(numbers, "fmt").map_or(Numbering::Decimal, numbering);
        section.first_number = attribute(numbers, "start")
            .and_then(integer)
            .map(|start| start.clamp(-1_000_000, 1_000_000));
    }
    section.seat = match child_val(node, "vAlign") {
        Some("center") => CellSeat::Center,
        Some("bottom") => CellSeat::Bottom,
        _ => CellSeat::Top,
    };
    section.line_grid = child(node, "docGrid")
        .filter(|grid| {
            // A grid without a type has no effect.
            matches!(attribute(*grid, "type"), Some("lines" | "linesAndChars" | "snapToChars"))
        })
        .and_then(|grid| attribute_twips(grid, "linePitch"))
        .filter(|pitch| pitch.0 > 0.0);
    section.rtl = switch(node, "bidi").unwrap_or(false);
}

fn read_columns(node: Node<'_, '_>, text: Pt) -> Vec<Column> {
    let given: Vec<Column> = children(node)
        .filter(|column| name(*column) == "col")
        .take(COLUMNS)
        .filter_map(|column| {
            Some(Column {
                width: attribute_twips(column, "w").filter(|width| width.0 > 0.0)?,
                space: attribute_twips(column, "space").unwrap_or_default().max(Pt::ZERO),
            })
        })
        .collect();
    let equal = attribute(node, "equalWidth").is_none_or(is_on);
    if !given.is_empty() && (!equal || attribute(node, "num").is_none()) {
        return given;
    }
    let count = attribute(node, "num")
        .and_then(integer)
        .and_then(|count| usize::try_from(count).ok())
        .unwrap_or(1)
        .clamp(1, COLUMNS);
    let space = attribute_twips(node, "space").unwrap_or(Pt::twips(720.0)).max(Pt::ZERO);
    let gaps = space * (count as f64 - 1.0);
    let width = ((text - gaps) / count as f64).max(Pt(1.0));
    (0..count)
        .map(|at| Column { width, space: if at + 1 < count { space } else { Pt::ZERO } })
        .collect()
}
