//! The base under the hands of the others: what is known of it, and the package at the end.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::document::{Document, Role, StoryTree};
use super::fill::Host;
use super::ids::Ids;
use super::lists::Lists;
use super::naming::{Named, Naming};
use super::notes::Notes;
use super::parts::Parts;
use super::prefixes::Prefixes;
use super::sheet::Sheet;
use super::tree::{Element, Node, Tree};
use super::{BODY, Composed, Origin, Piece, Sources, sections};
use crate::diagnostic::{CompositionFinding, Diagnostic, Place, StoryKind};
use crate::docx::{Changes, DocumentProperties, Limits, PackageError, set_core_properties};

const CORE: &str =
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";

/// A part of the destination that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// The part.
    pub part: String,
    /// Whether footnotes and endnotes may be referred to.
    pub notes: bool,
}

/// Everything that is under way.
#[derive(Debug)]
pub(super) struct Composer<'s> {
    pub(super) sources: &'s Sources<'s>,
    /// The base first, then the others as they are opened.
    pub(super) documents: Vec<Document>,
    /// The number of the template's own document, where it is not the base.
    pub(super) body: Option<usize>,
    pub(super) body_placed: bool,
    pub(super) opened: BTreeMap<String, usize>,
    pub(super) elements: Vec<String>,
    pub(super) inclusions: BTreeMap<usize, usize>,
    /// What is being put in around the markup at hand.
    pub(super) stack: Vec<Named>,
    /// The naming field at hand, and the document it stands in.
    pub(super) naming: Option<(usize, Place)>,
    pub(super) nodes: usize,
    /// How many elements of markup a document's body has, and how deep they nest.
    pub(super) sizes: BTreeMap<usize, (usize, usize)>,
    /// What has been noted, by document, code and place.
    noted: HashSet<(usize, &'static str, Option<Place>)>,
    pub(super) failed: Option<PackageError>,
    pub(super) last_origin: Option<(usize, usize)>,

    pub(super) prefixes: Prefixes,
    /// The prefix of WordprocessingML in what is written anew.
    pub(super) word: String,
    /// The prefix of ids of relationships.
    pub(super) links: String,
    pub(super) strict: bool,
    pub(super) ids: Ids,
    pub(super) parts: Parts,
    pub(super) notes: [Notes; 2],

    pub(super) sheets: Vec<Sheet>,
    pub(super) style_map: BTreeMap<(usize, String), Option<String>>,
    pub(super) style_chain: usize,
    pub(super) copied_styles: BTreeSet<String>,
    pub(super) styles_added: Vec<Element>,
    pub(super) lists: Lists,
}

/// Composes.
pub(super) fn run(sources: &Sources<'_>) -> Result<Composed, PackageError> {
    let mut composer = Composer::new(sources)?;
    if let Some(untouched) = composer.untouched() {
        return Ok(untouched);
    }
    if sources.master.is_some() {
        let body = composer.open(Piece::Body, sources.body)?;
        composer.body = Some(body);
        composer.find_place_of_body();
    }
    composer.fill_base()?;
    composer.finish()
}

impl<'s> Composer<'s> {
    fn new(sources: &'s Sources<'s>) -> Result<Self, PackageError> {
        let (piece, bytes) = match sources.master {
            Some(master) => (Piece::Master, master),
            None => (Piece::Body, sources.body),
        };
        let mut prefixes = Prefixes::new(false);
        let base = Document::open(piece, bytes, 0, Role::Base, sources, &mut prefixes)?;
        let strict = base.package.is_strict();
        prefixes.set_strict(strict);
        let mut ids = Ids::default();
        for story in &base.stories {
            ids.learn(&story.tree.root);
        }
        let word = prefixes.word();
        let links = prefixes.links();
        let notes = [
            Notes::of("footnote", StoryKind::Footnotes, &base.stories),
            Notes::of("endnote", StoryKind::Endnotes, &base.stories),
        ];
        let sheet = Sheet::of(base.styles.as_ref().map(|(_, tree)| tree), base.language.as_deref());
        Ok(Composer {
            sources,
            lists: Lists::of(&base),
            documents: vec![base],
            body: None,
            body_placed: false,
            opened: BTreeMap::new(),
            elements: Vec::new(),
            inclusions: BTreeMap::new(),
            stack: Vec::new(),
            naming: None,
            nodes: 0,
            sizes: BTreeMap::new(),
            noted: HashSet::new(),
            failed: None,
            last_origin: None,
            prefixes,
            word,
            links,
            strict,
            ids,
            parts: Parts::default(),
            notes,
            sheets: vec![sheet],
            style_map: BTreeMap::new(),
            style_chain: 0,
            copied_styles: BTreeSet::new(),
            styles_added: Vec::new(),
        })
    }

    /// A body without master that names nothing is the letter as it is.
    fn untouched(&self) -> Option<Composed> {
        let base = &self.documents[0];
        let names = base.stories.iter().any(|story| !story.namings.is_empty());
        if self.sources.master.is_some() || names {
            return None;
        }
        let root = &base.stories.first()?.tree.root;
        Some(Composed {
            document: self.sources.body.to_vec(),
            elements: Vec::new(),
            origins: self.origins(root),
            diagnostics: self.diagnostics(),
        })
    }

    /// Where the master names no place for the body, it comes last.
    fn find_place_of_body(&mut self) {
        let named = |naming: &Naming| naming.named == Named::Body;
        let master = &mut self.documents[0];
        let Some(story) = master.stories.first_mut() else { return };
        if story.namings.iter().any(named) {
            return;
        }
        let key = BODY.to_owned();
        master.diagnostics.push(Diagnostic::of(CompositionFinding::BodyPlaceMissing { key }));
        let slot = story.namings.len();
        story.namings.push(Naming {
            named: Named::Body,
            bookmark: None,
            bytes: (0, 0),
            place: Place::default(),
            inside: None,
        });
        let Some(body) = story.tree.root.child_mut("body") else { return };
        let paragraph = Element::word(&self.word, "p", vec![Node::Slot(slot)]);
        let at =
            body.children.iter().position(|node| node.is("sectPr")).unwrap_or(body.children.len());
        body.children.insert(at, Node::Element(paragraph));
    }

    fn fill_base(&mut self) -> Result<(), PackageError> {
        for story in 0..self.documents[0].stories.len() {
            let StoryTree { kind, part, .. } = &self.documents[0].stories[story];
            let body = *kind == StoryKind::Body;
            let target = Target { part: part.clone(), notes: body };
            if self.documents[0].stories[story].namings.is_empty() {
                continue;
            }
            let host = Host { top: body, ..Host::of_source(0, story, &target, Vec::new()) };
            let mut root = std::mem::take(&mut self.documents[0].stories[story].tree.root);
            if let Some(body) = root.child_mut("body").filter(|_| body) {
                let children = std::mem::take(&mut body.children);
                body.children = self.fill(children, &host);
                sections::settle(body);
            } else {
                let children = std::mem::take(&mut root.children);
                root.children = self.fill(children, &Host { level: 1, ..host });
            }
            self.documents[0].stories[story].tree.root = root;
            if let Some(error) = self.failed.take() {
                return Err(error);
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Composed, PackageError> {
        let mut changes = Changes::default();
        let mut put = |part: String, text: String| changes.fixed.push((part, text.into_bytes()));
        let stories = std::mem::take(&mut self.documents[0].stories);
        let mut origins = Vec::new();
        for (number, mut story) in stories.into_iter().enumerate() {
            let which = [StoryKind::Footnotes, StoryKind::Endnotes]
                .iter()
                .position(|kind| *kind == story.kind);
            let added = which.map(|which| std::mem::take(&mut self.notes[which].added));
            let added = added.unwrap_or_default();
            if number == 0 {
                origins = self.origins(&story.tree.root);
            }
            if story.namings.is_empty() && added.is_empty() {
                continue;
            }
            story.tree.root.children.extend(added);
            self.prefixes.declare(&mut story.tree.root);
            put(story.part, story.tree.write());
        }
        for which in 0..2 {
            if let Some((part, mut tree)) = self.new_notes_part(which) {
                self.prefixes.declare(&mut tree.root);
                put(part, tree.write());
            }
        }
        if let Some((part, text)) = self.settings_part()? {
            put(part, text);
        }
        if let Some((part, text)) = self.title()? {
            put(part, text);
        }
        if let Some((part, text)) = self.numbering_part() {
            put(part, text);
        }
        if let Some((part, text)) = self.styles_part() {
            put(part, text);
        }
        changes.fixed.extend(self.relationship_parts()?);
        changes.fixed.extend(self.content_types()?);
        let added = std::mem::take(&mut self.parts.added);
        changes.fixed.extend(added.into_iter().map(|(part, bytes, _)| (part, bytes)));
        let document = self.documents[0].package.writer(&changes)?.write(|_| None, &[])?;
        let diagnostics = self.diagnostics();
        Ok(Composed { document, elements: self.elements, origins, diagnostics })
    }

    /// The settings, where notes or document variables are new to the destination.
    fn settings_part(&mut self) -> Result<Option<(String, String)>, PackageError> {
        let variables = self.new_variables();
        if variables.is_empty() && !self.notes.iter().any(|notes| notes.new) {
            return Ok(None);
        }
        let Some(part) = self.documents[0].settings.part.clone() else { return Ok(None) };
        let xml = self.documents[0].package.text(&part)?;
        let mut tree = Tree::read(&part, &xml, 0, &Limits::default())?;
        self.name_separators(&mut tree.root);
        self.add_variables(&mut tree.root, variables);
        self.prefixes.declare(&mut tree.root);
        Ok(Some((part, tree.write())))
    }

    /// The core properties with the body's title, where it has one of its own.
    fn title(&mut self) -> Result<Option<(String, String)>, PackageError> {
        let Some(body) = self.body else { return Ok(None) };
        let theirs = DocumentProperties::read(&self.documents[body].package)?;
        let ours = DocumentProperties::read(&self.documents[0].package)?;
        let Some(title) = theirs.get("title").filter(|title| !title.trim().is_empty()) else {
            return Ok(None);
        };
        if ours.get("title") == Some(title) {
            return Ok(None);
        }
        let (part, xml) = if let Some(part) = ours.core_part {
            let xml = self.documents[0].package.text(&part)?;
            (part, Some(xml))
        } else {
            let kind = "application/vnd.openxmlformats-package.core-properties+xml";
            (self.new_root_part("docProps/core.xml", CORE, kind), None)
        };
        let text = set_core_properties(&part, xml.as_deref(), Some(title), None)?;
        Ok(Some((part, text)))
    }

    fn origins(&self, root: &Element) -> Vec<Origin> {
        let mut origins = Vec::new();
        root.walk(&mut |element| {
            if element.is("p") {
                let (document, paragraph) = element.origin.unwrap_or_default();
                let piece = self.documents[document].piece.clone();
                origins.push(Origin { piece, paragraph });
            }
        });
        origins
    }

    fn diagnostics(&self) -> Vec<(Piece, Diagnostic)> {
        self.documents
            .iter()
            .flat_map(|document| {
                let piece = document.piece.clone();
                document.diagnostics.iter().map(move |found| (piece.clone(), found.clone()))
            })
            .collect()
    }

    /// Notes something about a document, once.
    pub(super) fn note_once(&mut self, document: usize, finding: CompositionFinding) {
        match (&finding, self.naming.clone()) {
            // What is in the way is the place, not the document.
            (CompositionFinding::NotesLetGo { .. }, Some((host, place))) => {
                self.note_at(host, Diagnostic::at(finding, &place));
            }
            _ => self.note_at(document, Diagnostic::of(finding)),
        }
    }

    /// Notes something at a place of a document, once.
    pub(super) fn note_at(&mut self, document: usize, diagnostic: Diagnostic) {
        let key = (document, diagnostic.finding.code(), diagnostic.place.clone());
        if self.noted.insert(key) {
            self.documents[document].diagnostics.push(diagnostic);
        }
    }
}
