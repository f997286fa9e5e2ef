//! The reader: what is known while a package's stories are walked, and the walk over blocks.

use std::collections::BTreeMap;
use std::mem;
use std::sync::Arc;

use roxmltree::{Document, Node};

use crate::diagnostic::{Diagnostic, Finding, Place, RenderingFinding, StoryKind};
use crate::docx::{Package, PackageError, Relationship};

use super::block::{Block, Inline};
use super::building::Building;
use super::cascade::{Formats, ResolvedParagraph};
use super::counters::Counters;
use super::field_read::OpenField;
use super::frame::{self, Frame};
use super::notes_read::Notes;
use super::object::PictureData;
use super::paragraph_layer::ParagraphLayer;
use super::run_layer::RunLayer;
use super::section::Section;
use super::semantics::Outline;
use super::sheet::Sheet;
use super::table_read;
use super::tagging::{LinkTarget, Tongues};
use super::tree::{NodeId, Tree};
use super::xml::{self, alternate, attribute, child, children, name};

/// Where in the tree blocks belong: a node, or nowhere, as in page headers.
pub(super) type Home = Option<NodeId>;

/// The deepest that tables, boxes and content controls may lie in one another.
pub(super) const DEPTH: usize = 60;

/// What is known while a package's stories are walked.
pub(super) struct Reader<'p> {
    /// The package.
    pub package: &'p Package,
    /// What its letters share.
    pub sheet: &'p Sheet,
    /// The tree under construction.
    pub tree: Tree,
    /// What the tree's blocks remember of each other.
    pub outline: Outline,
    /// The pictures in use.
    pub pictures: Vec<PictureData>,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
    /// The part at hand.
    pub part: Arc<Part>,
    /// The table cell at hand, for places: table, row, column.
    pub cell: Option<(usize, usize, usize)>,
    /// Nodes that stand after the paragraph at hand, such as the divisions of text boxes: made with
    /// [`Tree::reserve`], placed when the paragraph ends.
    pub after_paragraph: Vec<NodeId>,
    /// What the table style says in the cell at hand.
    pub table_layers: Option<Arc<TableLayers>>,
    /// How deep blocks lie in one another here.
    pub depth: usize,
    /// Appearances, each resolved once.
    pub formats: Formats,
    /// What the lists have counted.
    pub counters: Counters,
    /// The number of the paragraph at hand in its story, from 1.
    pub number: u32,
    /// The heading above, of the body.
    pub heading: Option<String>,
    /// Open fields, the innermost last.
    pub fields: Vec<OpenField>,
    /// Where links go.
    pub links: Vec<LinkTarget>,
    /// Open links, the innermost last; indexes of `links`.
    pub open_links: Vec<u32>,
    /// Formulas as text, by the order of reading.
    pub formulas: Vec<String>,
    /// The notes.
    pub notes: Notes<'p>,
    /// Headers and footers, read once a part.
    pub margins: BTreeMap<String, Arc<[Block]>>,
    /// The sections that have ended.
    pub sections: Vec<Section>,
    /// How much text there is in each language.
    pub tongues: Tongues,
}

/// A part with its relationships.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// Its name.
    pub name: String,
    /// Its relationships.
    pub relationships: Vec<Relationship>,
    /// Its story.
    pub story: StoryKind,
}

/// What a table style says of text in a cell, under all paragraph and character styles.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TableLayers {
    /// Paragraph properties of the style's parts, folded.
    pub paragraph: ParagraphLayer,
    /// Run properties of the style's parts, folded.
    pub run: RunLayer,
}

/// What a relationship names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A part that the package holds.
    Part(String),
    /// Something outside; never fetched.
    Outside(String),
}

/// Blocks under one another while they are read.
pub(super) struct Flow {
    /// Where they belong.
    pub home: Home,
    /// What there is already, each with the frame that it asks for.
    pub items: Vec<(Block, Option<Frame>)>,
    /// The flow is the letter's text: sections end in it.
    pub body: bool,
    /// A paragraph whose mark does not show: the next one goes on with it.
    pub carried: Option<Carried>,
    /// Bookmarks between blocks, for the next paragraph.
    pub bookmarks: Vec<Arc<str>>,
}

/// A paragraph that goes on in the next one.
pub(super) struct Carried {
    /// What is in it.
    pub building: Building,
    /// Its own properties, where no paragraph follows.
    pub resolved: Arc<ResolvedParagraph>,
    /// Its number.
    pub number: u32,
}

impl<'p> Reader<'p> {
    /// A reader before the first story.
    pub fn new(package: &'p Package, sheet: &'p Sheet, notes: Notes<'p>) -> Self {
        Reader {
            package,
            sheet,
            tree: Tree::default(),
            outline: Outline::default(),
            pictures: Vec::new(),
            diagnostics: Vec::new(),
            part: Arc::default(),
            cell: None,
            after_paragraph: Vec::new(),
            table_layers: None,
            depth: 0,
            formats: Formats::default(),
            counters: Counters::default(),
            number: 0,
            heading: None,
            fields: Vec::new(),
            links: Vec::new(),
            open_links: Vec::new(),
            formulas: Vec::new(),
            notes,
            margins: BTreeMap::new(),
            sections: Vec::new(),
            tongues: Tongues::default(),
        }
    }
}

impl Reader<'_> {
    /// Reads the block content of an element: of a cell, a text box, a note.
    pub fn blocks(&mut self, node: Node<'_, '_>, home: Home) -> Vec<Block> {
        let mut flow = Flow::new(home);
        self.walk(node, &mut flow);
        self.end(flow)
    }

    /// The same for a story of its own inside a paragraph, such as a text box: fields that are open
    /// outside do not reach into it.
    pub fn story(&mut self, node: Node<'_, '_>, home: Home) -> Vec<Block> {
        let fields = mem::take(&mut self.fields);
        let open_links = mem::take(&mut self.open_links);
        let after = mem::take(&mut self.after_paragraph);
        let table_layers = self.table_layers.take();
        let blocks = self.blocks(node, home);
        self.fields = fields;
        self.open_links = open_links;
        self.after_paragraph = after;
        self.table_layers = table_layers;
        blocks
    }

    /// The same for a whole part, whose paragraphs count from 1.
    pub fn part_story(&mut self, part: Arc<Part>, node: Node<'_, '_>, home: Home) -> Vec<Block> {
        let outer = mem::replace(&mut self.part, part);
        let number = mem::replace(&mut self.number, 0);
        let cell = self.cell.take();
        let blocks = self.story(node, home);
        self.part = outer;
        self.number = number;
        self.cell = cell;
        blocks
    }

    /// Walks over block elements.
    pub fn walk(&mut self, node: Node<'_, '_>, flow: &mut Flow) {
        if self.depth >= DEPTH {
            self.report(RenderingFinding::TooDeep {});
            return;
        }
        self.depth += 1;
        for child in children(node) {
            self.block(child, flow);
        }
        self.depth -= 1;
    }

    fn block(&mut self, node: Node<'_, '_>, flow: &mut Flow) {
        match name(node) {
            "p" => self.paragraph(node, flow),
            "tbl" => {
                if self.is_silent() {
                    return;
                }
                self.settle(flow);
                if let Some(table) = table_read::read(self, node, flow.home) {
                    flow.items.push((table, None));
                }
            }
            "sdt" => {
                if let Some(content) = child(node, "sdtContent") {
                    self.walk(content, flow);
                }
            }
            "customXml" | "smartTag" | "ins" | "moveTo" => self.walk(node, flow),
            "AlternateContent" => {
                if let Some(branch) = alternate(node) {
                    self.walk(branch, flow);
                }
            }
            "sectPr" if flow.body => self.close_section(node, flow),
            "bookmarkStart" => {
                if let Some(bookmark) = bookmark(node) {
                    flow.bookmarks.push(bookmark);
                }
            }
            "altChunk" => self.report(RenderingFinding::ChunkLeftOut {}),
            "oMathPara" | "oMath" => self.lone_formula(node, flow),
            _ => {}
        }
    }

    /// Makes a block of what waits for a next paragraph, where there is anything.
    pub fn settle(&mut self, flow: &mut Flow) {
        if let Some(carried) = flow.carried.take()
            && !carried.building.content.is_empty()
        {
            self.close_paragraph(carried.building, &carried.resolved, carried.number, flow);
        }
    }

    /// The blocks of a flow that has ended.
    pub fn end(&mut self, mut flow: Flow) -> Vec<Block> {
        self.take_blocks(&mut flow)
    }

    /// The blocks so far, frames gathered; the flow goes on empty.
    pub fn take_blocks(&mut self, flow: &mut Flow) -> Vec<Block> {
        if let Some(carried) = flow.carried.take()
            && (!carried.building.content.is_empty() || flow.items.is_empty())
        {
            self.close_paragraph(carried.building, &carried.resolved, carried.number, flow);
        }
        let items = mem::take(&mut flow.items);
        // Word knows no frames inside table cells: what asks for one there stays in its cell.
        if self.cell.is_some() || items.iter().all(|(_, frame)| frame.is_none()) {
            return items.into_iter().map(|(block, _)| block).collect();
        }
        frame::gather(self, items)
    }

    /// What a relationship of the part at hand names.
    pub fn target(&self, id: &str) -> Option<Target> {
        let found = self.part.relationships.iter().find(|found| found.id == id)?;
        if found.external {
            return Some(Target::Outside(found.target.clone()));
        }
        self.package.target(&self.part.name, found).map(Target::Part)
    }

    /// Tells of a finding at the paragraph at hand. Its excerpt is added when the paragraph ends.
    pub fn report(&mut self, finding: impl Into<Finding>) {
        let place = self.place();
        self.diagnostics.push(Diagnostic::at(finding, &place));
    }

    /// The paragraph at hand, for diagnostics.
    pub fn place(&self) -> Place {
        Place {
            story: self.part.story,
            heading: if self.part.story == StoryKind::Body { self.heading.clone() } else { None },
            paragraph: self.number as usize,
            cell: self.cell,
            ..Place::default()
        }
    }
}

impl Part {
    /// A part with its relationships.
    ///
    /// # Errors
    ///
    /// When the relationships are no XML.
    pub fn read(package: &Package, part: &str, story: StoryKind) -> Result<Self, PackageError> {
        Ok(Part { name: part.to_owned(), relationships: package.relationships_of(part)?, story })
    }
}

impl Flow {
    /// A flow that nothing has been read of.
    pub fn new(home: Home) -> Self {
        Flow { home, items: Vec::new(), body: false, carried: None, bookmarks: Vec::new() }
    }
}

/// The name of a `w:bookmarkStart`; Word's own marks of the cursor are none.
pub(super) fn bookmark(node: Node<'_, '_>) -> Option<Arc<str>> {
    attribute(node, "name").filter(|name| !name.is_empty() && *name != "_GoBack").map(Arc::from)
}

/// The text of a part as a tree, with the part's name in errors.
///
/// # Errors
///
/// When it is no XML.
pub(super) fn document<'t>(part: &str, text: &'t str) -> Result<Document<'t>, PackageError> {
    xml::parse(part, text)
}

/// Whether an inline is something to read or see, and not only a place.
pub(super) fn is_something(inline: &Inline) -> bool {
    !matches!(inline, Inline::Bookmark(_))
}
