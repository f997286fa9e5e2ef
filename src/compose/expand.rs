//! What a naming field names, ready to stand in its place.

use super::Piece;
use super::adopt::Visit;
use super::composer::Composer;
use super::document::{Document, Role};
use super::fill::Host;
use super::naming::{Named, Naming};
use super::shape::keep_only;
use super::tree::{Element, Node};
use crate::diagnostic::{CompositionFinding, Diagnostic};
use crate::docx::{DocumentProperties, PackageError};

/// Elements in elements. Real ones nest twice.
const DEPTH: usize = 16;
/// Elements of markup in one composed document; a page has some 300.
const NODES: usize = 400_000;
/// How deep the markup may nest, well below what a reader takes.
const LEVELS: usize = 200;

impl Composer<'_> {
    /// The blocks to put where a naming field stands; none where something is in the way.
    pub(super) fn expand(&mut self, naming: &Naming, host: &Host) -> Vec<Node> {
        let key = naming.named.key().to_owned();
        if let Some(finding) = self.hindrance(naming, host) {
            self.note_at(host.document, Diagnostic::at(finding, &naming.place));
            return Vec::new();
        }
        let document = match &naming.named {
            Named::Body => self.body,
            Named::Element(key) => match self.element(key) {
                Ok(document) => Some(document),
                Err(error) => {
                    self.failed.get_or_insert(error);
                    None
                }
            },
        };
        let Some(document) = document else { return Vec::new() };
        let Some(story) = self.documents[document].stories.first() else { return Vec::new() };
        let Some(body) = story.tree.root.child("body") else { return Vec::new() };
        let part = story.part.clone();
        let (size, deepest) =
            *self.sizes.entry(document).or_insert_with(|| (body.size(), depth(body)));
        if self.nodes + size > NODES || host.level + deepest > LEVELS {
            let finding = CompositionFinding::ComposedTooLarge { key };
            self.note_at(host.document, Diagnostic::at(finding, &naming.place));
            return Vec::new();
        }
        self.nodes += size;
        let mut blocks = body.children.clone();
        if let Some(bookmark) = &naming.bookmark {
            let Some(bytes) = extent(body, bookmark) else {
                let bookmark = bookmark.clone();
                let finding = CompositionFinding::BookmarkMissing { key, bookmark };
                self.note_at(host.document, Diagnostic::at(finding, &naming.place));
                return Vec::new();
            };
            keep_only(&mut blocks, bytes);
        }
        blocks.retain(|node| node.element().is_some_and(|element| !element.is("sectPr")));
        let inclusion = self.inclusions.entry(document).or_default();
        let number = *inclusion;
        *inclusion += 1;
        if let Named::Element(key) = &naming.named
            && !self.elements.contains(key)
        {
            self.elements.push(key.clone());
        }
        let top = host.top && naming.named == Named::Body;
        let mut visit = Visit::new(document, number, &part, &host.target, top, &key);
        let outer = self.naming.replace((host.document, naming.place.clone()));
        let mut around = host.around.clone();
        around.push(naming.named.clone());
        let stack = std::mem::replace(&mut self.stack, around.clone());
        let adopted = self.adopt(blocks, &mut visit);
        let inner = Host {
            around,
            top,
            level: host.level,
            ..Host::of_source(document, 0, &host.target, Vec::new())
        };
        let mut filled = self.fill(adopted, &inner);
        self.stack = stack;
        self.naming = outer;
        gather_marks(&mut filled);
        filled
    }

    fn hindrance(&mut self, naming: &Naming, host: &Host) -> Option<CompositionFinding> {
        let key = naming.named.key().to_owned();
        if naming.named == Named::Body {
            let own_text = host.document == 0 && host.story == 0 && self.body.is_some();
            if !own_text {
                return Some(CompositionFinding::BodyPlaceElsewhere { key });
            }
            if std::mem::replace(&mut self.body_placed, true) {
                return Some(CompositionFinding::BodyPlaceTwice { key });
            }
            return None;
        }
        if host.around.contains(&naming.named) {
            return Some(CompositionFinding::ElementInItself { key });
        }
        (host.around.len() >= DEPTH).then_some(CompositionFinding::ComposedTooLarge { key })
    }

    fn element(&mut self, key: &str) -> Result<usize, PackageError> {
        if let Some(known) = self.opened.get(key) {
            return Ok(*known);
        }
        let bytes = self.sources.elements.get(key).copied().unwrap_or_default();
        let index = self.open(Piece::Element(key.to_owned()), bytes)?;
        self.opened.insert(key.to_owned(), index);
        Ok(index)
    }

    /// Opens a document that is put in, and gives its number.
    pub(super) fn open(&mut self, piece: Piece, bytes: &[u8]) -> Result<usize, PackageError> {
        let index = self.documents.len();
        let role = Role::Source { strict: self.strict };
        let mut document =
            Document::open(piece, bytes, index, role, self.sources, &mut self.prefixes)?;
        if document.package.is_strict() != self.strict {
            document.diagnostics.push(Diagnostic::of(CompositionFinding::ConformanceDiffers {}));
        }
        document.diagnostics.extend(self.separators_differ(&document));
        let missing = self.properties_missing(&document)?;
        document.diagnostics.extend(missing);
        let sheet = super::sheet::Sheet::of(
            document.styles.as_ref().map(|(_, tree)| tree),
            document.language.as_deref(),
        );
        self.documents.push(document);
        self.sheets.push(sheet);
        Ok(index)
    }

    /// Properties stay behind with the document that has them; a field that asks for one is told.
    fn properties_missing(&self, document: &Document) -> Result<Vec<Diagnostic>, PackageError> {
        if document.properties.is_empty() {
            return Ok(Vec::new());
        }
        let ours = DocumentProperties::read(&self.documents[0].package)?;
        let theirs = DocumentProperties::read(&document.package)?;
        // The body's title comes along.
        let title =
            |name: &str| document.piece == Piece::Body && name.eq_ignore_ascii_case("title");
        let left = document.properties.iter().filter(|(name, _)| {
            theirs.get(name).is_some() && ours.get(name).is_none() && !title(name)
        });
        Ok(left
            .map(|(name, place)| {
                let finding = CompositionFinding::PropertyLetGo { name: name.clone() };
                Diagnostic::at(finding, place)
            })
            .collect())
    }

    fn separators_differ(&self, document: &Document) -> Option<Diagnostic> {
        let ours = &self.documents[0].settings;
        let signs = |settings: &crate::docx::Settings| {
            Some((settings.decimal_symbol?, settings.list_separator?))
        };
        let (ours, theirs) = (signs(ours)?, signs(&document.settings)?);
        (ours != theirs).then(|| {
            Diagnostic::of(CompositionFinding::SeparatorsDiffer {
                theirs: format!("{} {}", theirs.0, theirs.1),
                ours: format!("{} {}", ours.0, ours.1),
            })
        })
    }
}

fn depth(element: &Element) -> usize {
    1 + element.children.iter().filter_map(Node::element).map(depth).max().unwrap_or(0)
}

/// The bytes between the two marks of a bookmark.
fn extent(body: &Element, name: &str) -> Option<(usize, usize)> {
    let mut start: Option<(String, usize)> = None;
    let mut end = None;
    body.walk(&mut |element| {
        if element.is("bookmarkStart")
            && start.is_none()
            && element.get("name").is_some_and(|found| found.eq_ignore_ascii_case(name))
        {
            start = Some((element.get("id").unwrap_or_default(), element.end));
        }
        if element.is("bookmarkEnd")
            && end.is_none()
            && let Some((id, _)) = &start
            && element.get("id").as_ref() == Some(id)
        {
            end = Some(element.at);
        }
    });
    let (_, start) = start?;
    Some((start, end.filter(|end| *end >= start)?))
}

/// Marks between blocks go into the paragraph beside them, so that a single paragraph is one block.
fn gather_marks(blocks: &mut Vec<Node>) {
    let is_mark = |node: &Node| {
        node.element().is_some_and(|element| {
            element.word && (element.local().ends_with("Start") || element.local().ends_with("End"))
        })
    };
    let lead = blocks.iter().take_while(|node| is_mark(node)).count();
    if let Some(Node::Element(first)) = blocks.get_mut(lead)
        && lead > 0
        && first.is("p")
    {
        let at = usize::from(first.children.first().is_some_and(|node| node.is("pPr")));
        let mut first = std::mem::take(first);
        let marks: Vec<Node> = blocks.drain(..lead).collect();
        first.children.splice(at..at, marks);
        blocks[0] = Node::Element(first);
    }
    let trail = blocks.iter().rev().take_while(|node| is_mark(node)).count();
    let at = blocks.len() - trail;
    if trail > 0 && at > 0 && blocks[at - 1].is("p") {
        let marks: Vec<Node> = blocks.drain(at..).collect();
        if let Some(Node::Element(last)) = blocks.last_mut() {
            last.children.extend(marks);
        }
    }
}
