//! One of the documents that are put together, opened and its naming fields found.

use std::collections::BTreeSet;

use super::naming::{self, Naming};
use super::prefixes::{Prefixes, as_conformance};
use super::shape;
use super::tree::{Node, Tree, rename_prefixes};
use super::{Piece, Sources};
use crate::diagnostic::{CompositionFinding, Diagnostic, Place, StoryKind};
use crate::docx::{
    CONFLICT_AUTHOR, Limits, Macros, Package, PackageError, PieceKind, REMARK_INITIALS, Settings,
    Story, Styles, fold, relationships_part,
};
use crate::template::places::Places;
use crate::template::story_parts;

/// A document.
#[derive(Debug)]
pub(super) struct Document {
    /// Which it is.
    pub piece: Piece,
    /// As it was read.
    pub package: Package,
    /// Its stories; the body first.
    pub stories: Vec<StoryTree>,
    /// Its styles part.
    pub styles: Option<(String, Tree)>,
    /// Its numbering part.
    pub numbering: Option<(String, Tree)>,
    /// Its settings.
    pub settings: Settings,
    /// The language of its text by default.
    pub language: Option<String>,
    /// The document properties that its fields ask for, and where.
    pub properties: Vec<(String, Place)>,
    /// What is odd about it.
    pub diagnostics: Vec<Diagnostic>,
}

/// A story with a slot for each naming field.
#[derive(Clone, Debug)]
pub(super) struct StoryTree {
    /// Which story.
    pub kind: StoryKind,
    /// Its part.
    pub part: String,
    /// The part.
    pub tree: Tree,
    /// The naming fields; slots count among them.
    pub namings: Vec<Naming>,
}

/// A relationship, its kind spelt out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// The id.
    pub id: String,
    /// The type URI.
    pub kind: String,
    /// The target as written.
    pub target: String,
    /// Outside the package.
    pub external: bool,
}

/// How a document is to be read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Role {
    /// Everything else is put into it: all its stories count, and nothing is renamed.
    Base,
    /// It is put into a base that is strict or not: its text and its notes count.
    Source {
        /// Whether the base is of ISO/IEC 29500 strict.
        strict: bool,
    },
}

impl Document {
    /// Opens a document, which is to be number `index` of them.
    pub fn open(
        piece: Piece,
        bytes: &[u8],
        index: usize,
        role: Role,
        sources: &Sources<'_>,
        prefixes: &mut Prefixes,
    ) -> Result<Self, PackageError> {
        let limits = Limits::default();
        let package = Package::open(bytes, Macros::Refuse, &limits)?;
        let settings = Settings::read(&package)?;
        let names = Styles::read(&package)?;
        let mut document = Document {
            piece,
            stories: Vec::new(),
            styles: None,
            numbering: None,
            language: names.language.clone().or_else(|| settings.language.clone()),
            settings,
            package,
            properties: Vec::new(),
            diagnostics: Vec::new(),
        };
        document.styles = document.part_of_kind("styles", index, role, prefixes)?;
        document.numbering = document.part_of_kind("numbering", index, role, prefixes)?;
        let conflicts = document.conflicts()?;
        let mut left = limits;
        for (kind, part) in story_parts(&document.package) {
            let margin = matches!(kind, StoryKind::Header(_) | StoryKind::Footer(_));
            let source = matches!(role, Role::Source { .. });
            if kind == StoryKind::Comments || (source && margin) {
                continue;
            }
            let xml = document.text(&part, role)?;
            let story = Story::read(&part, xml.clone(), &left)?;
            left.pieces = left.pieces.saturating_sub(story.pieces.len());
            let folded = fold(&story, &limits)?;
            let places = Places::of(kind, &story, &names, &folded.nodes);
            let asked = naming::find(&story, &folded, &places, sources);
            document.diagnostics.extend(asked.diagnostics);
            document.properties.extend(asked.properties);
            document.note_conflicts(&story, &places, &conflicts);
            if source {
                document.note_what_is_odd(&story);
            }
            let mut tree = Tree::read(&part, &xml, index, &limits)?;
            let mut namings = asked.namings;
            document.cut_out(&mut tree, &mut namings);
            prepare(&mut tree, role, prefixes);
            document.stories.push(StoryTree { kind, part, tree, namings });
        }
        Ok(document)
    }

    /// The relationships of a part.
    pub fn links(&self, part: &str) -> Result<Vec<Link>, PackageError> {
        let name =
            if part.is_empty() { "_rels/.rels".to_owned() } else { relationships_part(part) };
        let Some(name) = self.package.actual_name(&name) else { return Ok(Vec::new()) };
        let xml = self.package.text(&name)?;
        let tree = Tree::read(&name, &xml, 0, &Limits::default())?;
        Ok(tree
            .root
            .children
            .iter()
            .filter_map(Node::element)
            .filter(|element| element.local() == "Relationship")
            .map(|element| Link {
                id: element.get("Id").unwrap_or_default(),
                kind: element.get("Type").unwrap_or_default(),
                target: element.get("Target").unwrap_or_default(),
                external: element.get("TargetMode").as_deref() == Some("External"),
            })
            .collect())
    }

    fn text(&self, part: &str, role: Role) -> Result<String, PackageError> {
        let xml = self.package.text(part)?;
        Ok(match role {
            Role::Source { strict } if strict != self.package.is_strict() => {
                as_conformance(&xml, strict)
            }
            _ => xml,
        })
    }

    fn part_of_kind(
        &self,
        kind: &str,
        index: usize,
        role: Role,
        prefixes: &mut Prefixes,
    ) -> Result<Option<(String, Tree)>, PackageError> {
        let Some(part) = self.package.parts_of_kind(kind).into_iter().next() else {
            return Ok(None);
        };
        let mut tree = Tree::read(&part, &self.text(&part, role)?, index, &Limits::default())?;
        prepare(&mut tree, role, prefixes);
        Ok(Some((part, tree)))
    }

    fn cut_out(&mut self, tree: &mut Tree, namings: &mut [Naming]) {
        for (slot, naming) in namings.iter().enumerate() {
            if !shape::make_slot(&mut tree.root, naming.bytes, slot) {
                let key = naming.named.key().to_owned();
                let finding = CompositionFinding::FieldAcrossCells { key };
                self.diagnostics.push(Diagnostic::at(finding, &naming.place));
            }
        }
        if !namings.is_empty() {
            shape::lift(&mut tree.root.children);
        }
    }

    /// The ids of the comments that rebasing left at conflicts.
    fn conflicts(&self) -> Result<BTreeSet<String>, PackageError> {
        let mut ids = BTreeSet::new();
        for part in self.package.parts_of_kind("comments") {
            let tree = Tree::read(&part, &self.package.text(&part)?, 0, &Limits::default())?;
            let comments = tree.root.children.iter().filter_map(Node::element);
            let ours = comments.filter(|it| {
                // The linter's remarks bear the same name, and tell of no conflict.
                it.get("author").as_deref() == Some(CONFLICT_AUTHOR)
                    && it.get("initials").as_deref() != Some(REMARK_INITIALS)
            });
            ids.extend(ours.filter_map(|comment| comment.get("id")));
        }
        Ok(ids)
    }

    /// A paragraph in conflict is told once, also where both texts stand in it.
    fn note_conflicts(&mut self, story: &Story, places: &Places, conflicts: &BTreeSet<String>) {
        let mut told = None;
        for (number, piece) in story.pieces.iter().enumerate() {
            if let PieceKind::RangeMark { element, id, .. } = &piece.kind
                && element == "commentRangeStart"
                && conflicts.contains(id)
                && told.replace(piece.paragraph) != Some(piece.paragraph)
            {
                let place = places.place(story, number, None);
                let finding = CompositionFinding::ConflictUnresolved {};
                self.diagnostics.push(Diagnostic::at(finding, &place));
            }
        }
    }

    fn note_what_is_odd(&mut self, story: &Story) {
        let mut note = |finding: CompositionFinding| {
            let diagnostic = Diagnostic::of(finding);
            if !self.diagnostics.contains(&diagnostic) {
                self.diagnostics.push(diagnostic);
            }
        };
        for piece in &story.pieces {
            if let PieceKind::RangeMark { element, .. } = &piece.kind
                && element == "commentRangeStart"
            {
                note(CompositionFinding::CommentsLetGo {});
            }
        }
        let inserted = format!("<{}ins", story.prefix);
        let tracked = |piece: &crate::docx::Piece| {
            piece.deleted
                || piece.kind == PieceKind::ContainerOpen
                    && story.slice(&piece.span).starts_with(&inserted)
        };
        if story.pieces.iter().any(tracked) {
            note(CompositionFinding::TrackedChangesTaken {});
        }
    }
}

/// Settles the prefixes of a part: those of the base keep their meaning, those of others follow.
fn prepare(tree: &mut Tree, role: Role, prefixes: &mut Prefixes) {
    match role {
        Role::Base => prefixes.learn(&tree.root),
        Role::Source { .. } => {
            let renamed = prefixes.adopt(&tree.root);
            // The root itself stays behind, and its declarations with it.
            for child in &mut tree.root.children {
                if let Node::Element(child) = child {
                    rename_prefixes(child, &renamed);
                }
            }
        }
    }
}
