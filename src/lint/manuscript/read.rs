//! Reading a manuscript: one walk over the tree of each story.

mod fields;
mod tables;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use roxmltree::{Document, Node};

use super::code::{OpenField, Phase};
use super::object::{self, Link, ObjectKind};
use super::paragraph::{ListItem, Paragraph, Piece, PieceKind, Seen};
use super::{Manuscript, Note, Property, Revision, Story, control};
use crate::diagnostic::StoryKind;
use crate::docx::{Package, PackageError, Relationship};
use crate::letter::xml::{alternate, attribute, child, children, name, parse, relation};
use crate::letter::{CellAppearance, Fill, Looks, NoteKind, ParagraphLook, RunLook, Sheet};
use crate::template::Template;
use crate::units::Color;

/// The deepest that elements may lie in one another; what is deeper is not looked at.
const DEPTH: usize = 120;

/// Reads the manuscript of a compiled template.
///
/// # Errors
///
/// When a part is no XML.
pub fn manuscript(template: &Template) -> Result<Manuscript<'_>, PackageError> {
    let package = template.package();
    let sheet = Arc::new(Sheet::read(package)?);
    let mut stories = Vec::new();
    let mut page_color = None;
    for (kind, story, _) in template.stories() {
        let document = parse(&story.part, &story.xml)?;
        let relationships = package.relationships_of(&story.part)?;
        if *kind == StoryKind::Body {
            page_color = Looks::new(&sheet).page(document.root_element());
        }
        let mut reader = Reader::new(package, &sheet, *kind, &story.part, relationships);
        reader.story(&document);
        stories.push(Story { xml: story.xml.clone(), ..reader.story });
    }
    let page_color = page_color.filter(|_| sheet.settings.page_color);
    Ok(Manuscript { package, stories, properties: properties(package)?, sheet, page_color })
}

/// The walk over one story.
pub(super) struct Reader<'r> {
    pub(super) package: &'r Package,
    pub(super) part: String,
    pub(super) relationships: Vec<Relationship>,
    pub(super) story: Story,
    looks: Looks<'r>,
    kind: StoryKind,
    /// The number of each `w:p` by where it begins.
    numbers: HashMap<usize, usize>,
    heading: Option<Arc<str>>,
    tables: usize,
    /// Open tables, the innermost last.
    open_tables: Vec<OpenTable>,
    /// The paragraph at hand; paragraphs of text boxes lie in others.
    open: Vec<Building>,
    fields: Vec<OpenField>,
    boxes: Vec<usize>,
    links: Vec<usize>,
    deleted: usize,
    depth: usize,
    /// The branch of the innermost field that a cut of its code is text of.
    branch: Option<u8>,
}

struct OpenTable {
    index: usize,
    number: usize,
    row: usize,
    column: usize,
    cell: Option<CellAppearance>,
    looks: HashMap<usize, CellAppearance>,
}

struct Building {
    index: usize,
    look: ParagraphLook,
}

impl<'r> Reader<'r> {
    fn new(
        package: &'r Package,
        sheet: &'r Sheet,
        kind: StoryKind,
        part: &str,
        relationships: Vec<Relationship>,
    ) -> Self {
        Reader {
            package,
            part: part.to_owned(),
            relationships,
            story: Story {
                kind,
                part: part.to_owned(),
                xml: String::new(),
                paragraphs: Vec::new(),
                tables: Vec::new(),
                objects: Vec::new(),
                links: Vec::new(),
                controls: Vec::new(),
                conditions: Vec::new(),
                notes: Vec::new(),
                revisions: Vec::new(),
                sections: Vec::new(),
            },
            looks: Looks::new(sheet),
            kind,
            numbers: HashMap::new(),
            heading: None,
            tables: 0,
            open_tables: Vec::new(),
            open: Vec::new(),
            fields: Vec::new(),
            boxes: Vec::new(),
            links: Vec::new(),
            deleted: 0,
            depth: 0,
            branch: None,
        }
    }

    fn story(&mut self, document: &Document<'_>) {
        let paragraphs = document
            .descendants()
            .filter(|node| node.is_element() && name(*node) == "p" && is_word(*node));
        self.numbers =
            paragraphs.enumerate().map(|(at, node)| (node.range().start, at + 1)).collect();
        let root = document.root_element();
        match name(root) {
            "document" => {
                if let Some(body) = child(root, "body") {
                    self.blocks(body);
                }
            }
            "footnotes" | "endnotes" | "comments" => {
                for note in children(root) {
                    // Separators are Word's own.
                    let own = attribute(note, "type").is_none_or(|kind| kind == "normal");
                    if own {
                        let first = self.story.paragraphs.len();
                        self.blocks(note);
                        self.story.notes.push(Note {
                            bytes: note.range(),
                            id: attribute(note, "id").unwrap_or_default().to_owned(),
                            paragraphs: first..self.story.paragraphs.len(),
                        });
                    }
                }
            }
            _ => self.blocks(root),
        }
        self.mark_last();
    }

    /// Walks over block elements.
    pub(super) fn blocks(&mut self, node: Node<'_, '_>) {
        if self.depth >= DEPTH {
            return;
        }
        self.depth += 1;
        for found in children(node) {
            self.block(found);
        }
        self.depth -= 1;
    }

    fn block(&mut self, node: Node<'_, '_>) {
        match name(node) {
            "p" => self.paragraph(node),
            "tbl" => self.table(node),
            "sdt" => {
                control::content_control(self, node);
                if let Some(content) = child(node, "sdtContent") {
                    self.blocks(content);
                }
            }
            "customXml" | "smartTag" => self.blocks(node),
            "ins" | "moveTo" => {
                self.revision(node);
                self.blocks(node);
            }
            "del" | "moveFrom" => {
                self.revision(node);
                self.deleted += 1;
                self.blocks(node);
                self.deleted -= 1;
            }
            "AlternateContent" => {
                if let Some(branch) = alternate(node) {
                    self.blocks(branch);
                }
            }
            "sectPr" => self.story.sections.push(node.range()),
            _ => {}
        }
    }

    fn paragraph(&mut self, node: Node<'_, '_>) {
        let properties = child(node, "pPr");
        let table = self.open_tables.last();
        let cell = table.and_then(|table| table.cell.as_ref());
        let look = self.looks.paragraph(properties, cell);
        let number = self.numbers.get(&node.range().start).copied().unwrap_or_default();
        let table = self.open_tables.last();
        let section = properties.and_then(|node| child(node, "sectPr"));
        let list = look.list().map(|list| ListItem {
            list: list.list,
            level: list.level,
            format: list.format,
            label: list.label,
        });
        let index = self.story.paragraphs.len();
        self.story.paragraphs.push(Paragraph {
            bytes: node.range(),
            properties: properties.map(|node| node.range()),
            story: self.kind,
            number,
            heading: self.heading.clone(),
            cell: table.map(|table| (table.number, table.row, table.column)),
            table: table.map(|table| table.index),
            in_box: self.boxes.last().copied(),
            framed: look.framed(),
            section: section.is_some(),
            last: false,
            format: look.format().clone(),
            mark: look.mark().clone(),
            list,
            shown: String::new(),
            pieces: Vec::new(),
        });
        if let Some(section) = section {
            self.story.sections.push(section.range());
        }
        if let Some(mark) = properties.and_then(|node| child(node, "rPr")) {
            for change in children(mark).filter(|node| matches!(name(*node), "ins" | "del")) {
                self.revision_in(change, Some(index));
            }
        }
        self.open.push(Building { index, look });
        self.inlines(node);
        for field in &mut self.fields {
            field.paragraph_ended();
        }
        self.open.pop();
        let paragraph = &self.story.paragraphs[index];
        if self.boxes.is_empty() && paragraph.format.outline.is_some() {
            let text = paragraph.text();
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if !text.is_empty() {
                let short: String = text.chars().take(60).collect();
                let cut = if short.len() < text.len() { "…" } else { "" };
                self.heading = Some(Arc::from(short + cut));
            }
        }
    }

    /// Walks over what stands in a paragraph.
    fn inlines(&mut self, node: Node<'_, '_>) {
        if self.depth >= DEPTH {
            return;
        }
        self.depth += 1;
        for found in children(node) {
            self.inline(found);
        }
        self.depth -= 1;
    }

    fn inline(&mut self, node: Node<'_, '_>) {
        match name(node) {
            "r" => self.run(node),
            "hyperlink" => {
                let address = relation(node, "id").and_then(|id| self.outside(id));
                let target = Target {
                    address,
                    anchor: attribute(node, "anchor").map(str::to_owned),
                    tooltip: attribute(node, "tooltip").map(str::to_owned),
                    filled: false,
                };
                let link = self.open_link(node.range(), target);
                self.inlines(node);
                self.close_link(link);
            }
            "fldSimple" => self.simple_field(node),
            "ins" | "moveTo" => {
                self.revision(node);
                self.inlines(node);
            }
            "del" | "moveFrom" => {
                self.revision(node);
                self.deleted += 1;
                self.inlines(node);
                self.deleted -= 1;
            }
            "smartTag" | "customXml" | "dir" | "bdo" => self.inlines(node),
            "sdt" => {
                control::content_control(self, node);
                if let Some(content) = child(node, "sdtContent") {
                    self.inlines(content);
                }
            }
            "AlternateContent" => {
                if let Some(branch) = alternate(node) {
                    self.inlines(branch);
                }
            }
            "oMath" | "oMathPara" => {
                let run = self.run_look(None);
                self.push(PieceKind::Formula, "", node.range(), &Run::around(node, &run));
            }
            _ => {}
        }
    }

    fn run_look(&mut self, properties: Option<Node<'_, '_>>) -> RunLook {
        if let Some(open) = self.open.last() {
            return self.looks.run(&open.look, properties);
        }
        let paragraph = self.looks.paragraph(None, None);
        self.looks.run(&paragraph, properties)
    }

    fn run(&mut self, node: Node<'_, '_>) {
        let properties = child(node, "rPr");
        let look = self.run_look(properties);
        let run =
            Run { bytes: node.range(), properties: properties.map(|node| node.range()), look };
        self.run_content(node, &run);
    }

    fn run_content(&mut self, node: Node<'_, '_>, run: &Run) {
        for part in children(node) {
            match name(part) {
                "t" => self.text(&text_of(part), part, run),
                "delText" => {
                    self.deleted += 1;
                    self.text(&text_of(part), part, run);
                    self.deleted -= 1;
                }
                "instrText" => self.code(&text_of(part), part, run),
                "fldChar" => self.field_character(part, run),
                "tab" | "ptab" => self.push(PieceKind::Tab, "\t", part.range(), run),
                "br" | "cr" => {
                    let page = matches!(attribute(part, "type"), Some("page" | "column"));
                    let kind = if page { PieceKind::PageBreak } else { PieceKind::LineBreak };
                    self.push(kind, "\n", part.range(), run);
                }
                "noBreakHyphen" => self.text("\u{2011}", part, run),
                "softHyphen" => self.text("\u{AD}", part, run),
                "sym" => {
                    let character = attribute(part, "char")
                        .and_then(|hex| u32::from_str_radix(hex, 16).ok())
                        .and_then(char::from_u32)
                        .unwrap_or('\u{FFFD}');
                    let family = attribute(part, "font").unwrap_or_default();
                    let sign = Looks::sign(family, character).to_string();
                    self.push(PieceKind::Symbol, &sign, part.range(), run);
                }
                "footnoteReference" => {
                    self.push(PieceKind::Note(NoteKind::Foot), "", part.range(), run);
                }
                "endnoteReference" => {
                    self.push(PieceKind::Note(NoteKind::End), "", part.range(), run);
                }
                "commentReference" => self.push(PieceKind::Comment, "", part.range(), run),
                "drawing" | "pict" | "object" => {
                    if let Some(index) = object::read(self, part) {
                        self.push(PieceKind::Object(index), "▢", part.range(), run);
                    }
                }
                "AlternateContent" => {
                    if let Some(branch) = alternate(part)
                        && self.depth < DEPTH
                    {
                        self.depth += 1;
                        self.run_content(branch, run);
                        self.depth -= 1;
                    }
                }
                "ruby" => {
                    if let Some(base) = child(part, "rubyBase") {
                        self.inlines(base);
                    }
                }
                _ => {}
            }
        }
    }

    fn text(&mut self, text: &str, part: Node<'_, '_>, run: &Run) {
        // Text between a field's begin and its code's end is code as well; Word reads it so.
        if self.fields.last().is_some_and(|field| field.phase == Phase::Code) {
            return self.code(text, part, run);
        }
        let private = |c: char| ('\u{E000}'..='\u{F8FF}').contains(&c);
        let kind = if run.look.symbol || text.chars().any(private) {
            PieceKind::Symbol
        } else {
            PieceKind::Text
        };
        if kind == PieceKind::Symbol {
            let family = &run.look.format.family;
            let signs: String = text.chars().map(|c| Looks::sign(family, c)).collect();
            return self.push(kind, &signs, part.range(), run);
        }
        self.push(kind, text, part.range(), run);
    }

    fn push(&mut self, kind: PieceKind, text: &str, bytes: Range<usize>, run: &Run) {
        let Some(open) = self.open.last() else { return };
        let index = open.index;
        let seen = match kind {
            PieceKind::Code => Seen::Code,
            // The text of a branch is pushed while its field's code is open.
            PieceKind::Text if text.is_empty() => return,
            PieceKind::Text if self.fields.last().is_some_and(|f| f.phase == Phase::Code) => {
                match self.fields.last().map(|field| field.seen) {
                    Some(Seen::Always | Seen::Branch) | None => Seen::Branch,
                    Some(other) => other,
                }
            }
            _ => self.seen(),
        };
        let alternative = match seen {
            Seen::Branch => self.alternative(self.fields.len()),
            _ => None,
        };
        // A cell without a shade lets the one around its table shine through.
        let shade = self.open_tables.iter().rev().find_map(|table| table.cell.as_ref()?.shade);
        let paragraph = &mut self.story.paragraphs[index];
        // One blank on either side of a code, whatever the author typed.
        let blank = paragraph.shown.ends_with(' ');
        let stored = self
            .fields
            .last()
            .is_some_and(|field| field.phase == Phase::Result && !field.shows_result());
        let text = match kind {
            PieceKind::Code if text == "}" && !blank => " }",
            PieceKind::Code if blank => text.trim_start(),
            PieceKind::Text | PieceKind::Symbol if stored => "",
            _ => text,
        };
        let start = paragraph.shown.len();
        paragraph.shown.push_str(text);
        let piece = Piece {
            kind,
            seen,
            shown: start..paragraph.shown.len(),
            bytes,
            run: run.bytes.clone(),
            run_properties: run.properties.clone(),
            format: run.look.format.clone(),
            alternative,
            hidden: run.look.hidden,
            deleted: self.deleted > 0,
            link: self.links.last().copied(),
            cell_shade: shade as Option<Color>,
        };
        paragraph.pieces.push(piece);
    }

    fn open_link(&mut self, bytes: Range<usize>, target: Target) -> usize {
        let paragraph = self.open.last().map_or(0, |open| open.index);
        let at = self.story.paragraphs.get(paragraph).map_or(0, |found| found.shown.len());
        let index = self.story.links.len();
        let seen = self.seen();
        self.story.links.push(Link {
            bytes,
            address: target.address,
            anchor: target.anchor,
            tooltip: target.tooltip,
            filled: target.filled,
            seen,
            text: String::new(),
            object: None,
            paragraph,
            shown: at..at,
        });
        self.links.push(index);
        index
    }

    fn close_link(&mut self, index: usize) {
        self.links.retain(|open| *open != index);
        let link = &mut self.story.links[index];
        let mut last = link.paragraph;
        for at in link.paragraph..self.story.paragraphs.len() {
            let paragraph = &self.story.paragraphs[at];
            for piece in paragraph.pieces.iter().filter(|piece| piece.link == Some(index)) {
                link.text.push_str(&paragraph.read(piece));
                if let PieceKind::Object(object) = piece.kind {
                    link.object.get_or_insert(object);
                }
                last = at;
            }
        }
        let end = if last == link.paragraph { None } else { Some(link.shown.start) };
        let shown = &self.story.paragraphs[link.paragraph].shown;
        link.shown.end = end.map_or(shown.len(), |_| shown.len()).max(link.shown.start);
    }

    pub(super) fn revision(&mut self, node: Node<'_, '_>) {
        let paragraph = self.open.last().map(|open| open.index);
        self.revision_in(node, paragraph.or(Some(self.story.paragraphs.len())));
    }

    fn revision_in(&mut self, node: Node<'_, '_>, paragraph: Option<usize>) {
        self.story.revisions.push(Revision {
            bytes: node.range(),
            element: name(node).to_owned(),
            author: attribute(node, "author").map(str::to_owned),
            paragraph,
        });
    }

    /// The paragraph at hand, or the next one.
    pub(super) fn here(&self) -> Option<usize> {
        self.open.last().map(|open| open.index)
    }

    /// How many paragraphs there are.
    pub(super) fn next_paragraph(&self) -> usize {
        self.story.paragraphs.len()
    }

    /// The text of a box, as paragraphs of this story. Fields outside do not reach into it.
    pub(super) fn text_box(&mut self, object: usize, node: Node<'_, '_>) -> Range<usize> {
        let first = self.story.paragraphs.len();
        let fields = std::mem::take(&mut self.fields);
        let links = std::mem::take(&mut self.links);
        let tables = std::mem::take(&mut self.open_tables);
        self.boxes.push(object);
        self.blocks(node);
        self.boxes.pop();
        self.fields = fields;
        self.links = links;
        self.open_tables = tables;
        first..self.story.paragraphs.len()
    }

    /// What lies behind the text of a shape.
    pub(super) fn fill(&self, shape: Node<'_, '_>) -> Fill {
        self.looks.fill(shape)
    }

    /// The text box at hand.
    pub(super) fn open_box(&self) -> Option<usize> {
        self.boxes.last().copied()
    }

    /// The address outside that a relationship names.
    pub(super) fn outside(&self, id: &str) -> Option<String> {
        let found = self.relationships.iter().find(|found| found.id == id)?;
        found.external.then(|| found.target.clone())
    }

    /// The part that a relationship names.
    pub(super) fn inside(&self, id: &str) -> Option<String> {
        let found = self.relationships.iter().find(|found| found.id == id)?;
        if found.external { None } else { self.package.target(&self.part, found) }
    }

    fn mark_last(&mut self) {
        let ends: Vec<usize> = self
            .story
            .tables
            .iter()
            .flat_map(|table| table.rows.iter().flat_map(|row| &row.cells))
            .map(|cell| cell.paragraphs.end)
            .chain(
                self.story
                    .objects
                    .iter()
                    .filter(|object| object.kind == ObjectKind::TextBox)
                    .map(|object| object.paragraphs.end),
            )
            .chain([self.story.paragraphs.len()])
            .collect();
        for end in ends {
            if let Some(last) = end.checked_sub(1) {
                self.story.paragraphs[last].last = true;
            }
        }
    }
}

/// Where a link goes.
struct Target {
    address: Option<String>,
    anchor: Option<String>,
    tooltip: Option<String>,
    filled: bool,
}

/// The run at hand.
pub(super) struct Run {
    bytes: Range<usize>,
    properties: Option<Range<usize>>,
    look: RunLook,
}

impl Run {
    fn around(node: Node<'_, '_>, look: &RunLook) -> Self {
        Run { bytes: node.range(), properties: None, look: look.clone() }
    }
}

/// The text of an element, pieces between comments joined.
fn text_of(node: Node<'_, '_>) -> String {
    node.children().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

/// Whether an element is of WordprocessingML: DrawingML has paragraphs too.
fn is_word(node: Node<'_, '_>) -> bool {
    node.tag_name().namespace().is_none_or(|space| space.contains("wordprocessingml"))
}

/// The document properties.
fn properties(package: &Package) -> Result<Vec<Property>, PackageError> {
    let mut found = Vec::new();
    let root = package.relationships_of("")?;
    for kind in ["core-properties", "extended-properties", "custom-properties"] {
        let parts = root
            .iter()
            .filter(|relationship| relationship.kind == kind)
            .filter_map(|relationship| package.target("", relationship));
        for part in parts {
            let text = package.text(&part)?;
            let tree = parse(&part, &text)?;
            for node in children(tree.root_element()) {
                let named = attribute(node, "name").filter(|_| kind == "custom-properties");
                let value: String = node
                    .descendants()
                    .filter(Node::is_text)
                    .filter_map(|text| text.text())
                    .collect();
                found.push(Property {
                    part: part.clone(),
                    name: named.unwrap_or_else(|| name(node)).to_owned(),
                    value,
                    bytes: node.range(),
                });
            }
        }
    }
    Ok(found)
}
