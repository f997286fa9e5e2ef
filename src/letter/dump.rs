//! The letter as indented text, for tests and for people: what it says, in reading order.
//!
//! ```text
//! Document da-DK
//!   H1 "Afgørelse"
//!   P
//!     "Læs mere på "
//!     Link -> https://egeby.dk/ "egeby.dk"
//! --- header (default), section 1
//! "Egeby Kommune"
//! ```

use std::fmt::Write;
use std::sync::Arc;

use super::block::{Block, BreakKind, Inline, Paragraph};
use super::object::Object;
use super::page_field::{PageField, PageFieldKind};
use super::section::{Letter, PageSides};
use super::tree::{Child, ListNumbering, NodeId, Role, Scope, Slot, Tree};

/// Quotes text on one line.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\u{A0}' => out.push('⍽'),
            '\u{AD}' => out.push('¬'),
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}

impl Letter {
    /// The letter as indented text: its tree in reading order with roles, language changes, alternate
    /// descriptions, spans and link targets, then what stands outside the tree: headers and footers.
    pub fn dump(&self) -> String {
        let mut texts = vec![None; self.tree.slots()];
        let mut gather = Gather { texts: &mut texts, loose: None };
        if let Some((notice, slot)) = &self.notice {
            gather.put(Some(*slot), notice);
        }
        for section in &self.sections {
            gather.blocks(&section.blocks);
        }
        for note in &self.notes {
            gather.blocks(&note.blocks);
        }
        let mut out = String::new();
        dump_node(&self.tree, &texts, Tree::ROOT, 0, &self.language, &mut out);
        for (index, section) in self.sections.iter().enumerate() {
            let inherited = |sides: Sides, side: Side| {
                let own = side(sides(section)).as_ref()?;
                let before = index.checked_sub(1).and_then(|at| self.sections.get(at));
                let same = before
                    .and_then(|before| side(sides(before)).as_ref())
                    .is_some_and(|before| Arc::ptr_eq(before, own));
                (!same).then_some(own)
            };
            let stories: [(&str, Sides); 2] =
                [("header", |section| &section.headers), ("footer", |section| &section.footers)];
            let kinds: [(&str, Side); 3] = [
                ("default", |sides| &sides.default),
                ("first", |sides| &sides.first),
                ("even", |sides| &sides.even),
            ];
            for (story, sides) in stories {
                for (kind, side) in kinds {
                    if let Some(blocks) = inherited(sides, side) {
                        let _ = writeln!(out, "--- {story} ({kind}), section {}", index + 1);
                        dump_loose(blocks, &mut out);
                    }
                }
            }
        }
        out
    }
}

/// The headers or the footers of a section.
type Sides = fn(&super::Section) -> &PageSides;

/// Those of some pages.
type Side = fn(&PageSides) -> &Option<Arc<[Block]>>;

/// Gathers the text of slots, or all text where `loose` is there.
struct Gather<'a> {
    texts: &'a mut Vec<Option<String>>,
    loose: Option<String>,
}

impl Gather<'_> {
    fn put(&mut self, slot: Option<Slot>, text: &str) {
        if let Some(loose) = &mut self.loose {
            loose.push_str(text);
        } else if let Some(found) = slot.and_then(|slot| self.texts.get_mut(slot.0 as usize)) {
            found.get_or_insert_default().push_str(text);
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.paragraph(paragraph),
                Block::Table(table) => {
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        self.blocks(&cell.blocks);
                    }
                }
                Block::Float(anchored) => self.object(&anchored.object),
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        if let Some(label) = &paragraph.label {
            self.put(label.slot, &label.text);
            if self.loose.is_some() {
                self.put(None, " ");
            }
        }
        self.inlines(&paragraph.content);
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Text(text) => self.put(text.slot, &text.text),
                Inline::Tab { slot, .. } | Inline::AlignedTab { slot, .. } => self.put(*slot, "⇥"),
                Inline::Break { kind, slot, .. } => self.put(
                    *slot,
                    match kind {
                        BreakKind::Line | BreakKind::LineBelowFloats => "⏎",
                        BreakKind::Column => "⏎column⏎",
                        BreakKind::Page => "⏎page⏎",
                    },
                ),
                Inline::Object(object) => self.object(&object.object),
                Inline::Anchor(anchored) => self.object(&anchored.object),
                Inline::NoteReference { text, slot, .. } => self.put(*slot, text),
                Inline::PageField(field) => self.put(field.slot, &page_field(field)),
                Inline::Bookmark(_) => {}
            }
        }
    }

    fn object(&mut self, object: &Object) {
        match object {
            Object::Picture(picture) => {
                self.put(picture.slot, &format!("[picture {}]", picture.picture.0 + 1));
            }
            Object::Box(text_box) => {
                // What stands in a box of a header is told with the header, on lines of its own.
                self.put(None, "⟦");
                self.blocks(&text_box.blocks);
                self.put(None, "⟧");
            }
            Object::Shape(shape) => self.put(shape.slot, "[shape]"),
            Object::WordArt(art) => self.put(None, &format!("[word art {}]", quoted(&art.text))),
            Object::Group(members) => {
                for (_, member) in members {
                    self.object(member);
                }
            }
            Object::Missing(missing) => {
                self.put(missing.slot, &format!("[missing {}]", quoted(&missing.description)));
            }
        }
    }
}

/// A field of the page in braces.
fn page_field(field: &PageField) -> String {
    match &field.kind {
        PageFieldKind::Page(_) => "{PAGE}".to_owned(),
        PageFieldKind::Pages(_) => "{NUMPAGES}".to_owned(),
        PageFieldKind::SectionPages(_) => "{SECTIONPAGES}".to_owned(),
        PageFieldKind::Section(_) => "{SECTION}".to_owned(),
        PageFieldKind::StyleRef(style, _) => format!("{{STYLEREF {style}}}"),
        PageFieldKind::If { then, otherwise, .. } => {
            let text = |content: &[Inline]| {
                let mut none = Vec::new();
                let mut gather = Gather { texts: &mut none, loose: Some(String::new()) };
                gather.inlines(content);
                gather.loose.unwrap_or_default()
            };
            format!("{{IF … {} {}}}", quoted(&text(then)), quoted(&text(otherwise)))
        }
    }
}

/// Writes a node and what is in it.
fn dump_node(
    tree: &Tree,
    texts: &[Option<String>],
    id: NodeId,
    depth: usize,
    language: &str,
    out: &mut String,
) {
    let node = tree.node(id);
    let _ = write!(out, "{:1$}{2}", "", depth * 2, role(&node.role));
    if depth == 0 {
        let _ = write!(out, " {language}");
    } else if let Some(language) = &node.language {
        let _ = write!(out, " {language}");
    }
    if let Some(alt) = &node.alt {
        let _ = write!(out, " alt {}", quoted(alt));
    }
    let text_of = |slot: Slot| match texts.get(slot.0 as usize) {
        Some(Some(text)) => quoted(text),
        _ => "(nothing)".to_owned(),
    };
    if let [Child::Slot(slot)] = node.children[..] {
        let _ = writeln!(out, " {}", text_of(slot));
        return;
    }
    out.push('\n');
    for child in &node.children {
        match child {
            Child::Node(child) => dump_node(tree, texts, *child, depth + 1, language, out),
            Child::Slot(slot) => {
                let _ = writeln!(out, "{:1$}{2}", "", depth * 2 + 2, text_of(*slot));
            }
        }
    }
}

/// A role with its attributes.
fn role(role: &Role) -> String {
    fn spans(columns: u32, rows: u32, headers: &[NodeId]) -> String {
        let mut out = String::new();
        if columns > 1 {
            let _ = write!(out, " columns={columns}");
        }
        if rows > 1 {
            let _ = write!(out, " rows={rows}");
        }
        if !headers.is_empty() {
            let ids: Vec<String> = headers.iter().map(|id| format!("#{}", id.0)).collect();
            let _ = write!(out, " headers={}", ids.join(","));
        }
        out
    }
    match role {
        Role::Document => "Document".to_owned(),
        Role::Division => "Div".to_owned(),
        Role::Heading(level) => format!("H{level}"),
        Role::Paragraph => "P".to_owned(),
        Role::List(numbering) => format!(
            "L {}",
            match numbering {
                ListNumbering::None => "none",
                ListNumbering::Disc => "disc",
                ListNumbering::Circle => "circle",
                ListNumbering::Square => "square",
                ListNumbering::Decimal => "decimal",
                ListNumbering::UpperRoman => "upper roman",
                ListNumbering::LowerRoman => "lower roman",
                ListNumbering::UpperAlpha => "upper alpha",
                ListNumbering::LowerAlpha => "lower alpha",
            }
        ),
        Role::ListItem => "LI".to_owned(),
        Role::Label => "Lbl".to_owned(),
        Role::ListBody => "LBody".to_owned(),
        Role::Table { summary: Some(summary) } => format!("Table summary {}", quoted(summary)),
        Role::Table { summary: None } => "Table".to_owned(),
        Role::TableHead => "THead".to_owned(),
        Role::TableBody => "TBody".to_owned(),
        Role::TableRow => "TR".to_owned(),
        Role::HeaderCell { scope, columns, rows, headers } => {
            let scope = match scope {
                Scope::Row => "row",
                Scope::Column => "column",
                Scope::Both => "both",
            };
            format!("TH {scope}{}", spans(*columns, *rows, headers))
        }
        Role::DataCell { columns, rows, headers } => {
            format!("TD{}", spans(*columns, *rows, headers))
        }
        Role::Figure => "Figure".to_owned(),
        Role::Caption => "Caption".to_owned(),
        Role::Link { target, tooltip } => match tooltip {
            Some(tooltip) => format!("Link -> {target} tooltip {}", quoted(tooltip)),
            None => format!("Link -> {target}"),
        },
        Role::Note => "Note".to_owned(),
        Role::Reference => "Reference".to_owned(),
        Role::Span => "Span".to_owned(),
        Role::Contents => "TOC".to_owned(),
        Role::ContentsItem => "TOCI".to_owned(),
        Role::Formula => "Formula".to_owned(),
    }
}

/// Writes blocks that are outside the tree: a line for a paragraph, a line for a table's row.
fn dump_loose(blocks: &[Block], out: &mut String) {
    let text = |blocks: &[Block]| {
        let mut none = Vec::new();
        let mut gather = Gather { texts: &mut none, loose: Some(String::new()) };
        gather.blocks(blocks);
        gather.loose.unwrap_or_default()
    };
    for block in blocks {
        match block {
            Block::Table(table) => {
                for row in &table.rows {
                    let cells: Vec<String> =
                        row.cells.iter().map(|cell| quoted(&text(&cell.blocks))).collect();
                    let _ = writeln!(out, "| {} |", cells.join(" | "));
                }
            }
            Block::Paragraph(_) | Block::Float(_) => {
                let _ = writeln!(out, "{}", quoted(&text(std::slice::from_ref(block))));
            }
        }
    }
}
