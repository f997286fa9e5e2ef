//! Reading a letter from its package.

use std::sync::Arc;

use roxmltree::{Document, Node};

use crate::diagnostic::StoryKind;
use crate::docx::{Package, PackageError};

use super::block::{Block, NoteKind, Paragraph};
use super::notes_read::Notes;
use super::reader::{Flow, Part, Reader, document};
use super::section::Letter;
use super::semantics;
use super::sheet::Sheet;
use super::tagging::same_language;
use super::title::{self, Properties};
use super::tree::{Child, NodeId, Role, Slot, Tree};
use super::xml::child;

/// Wishes for reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The watermark of the pages, of which the letter must tell in words.
    pub watermark: Option<String>,
}

/// Reads a letter.
///
/// # Errors
///
/// When a part is no XML, or goes over the limits.
pub fn read(
    package: &Package,
    sheet: &Sheet,
    options: &ReadOptions,
) -> Result<Letter, PackageError> {
    let main = package.main_part();
    let text = package.text(main)?;
    let body = document(main, &text)?;
    let foot_text = note_text(package, "footnotes", &text, "footnoteReference")?;
    let end_text = note_text(package, "endnotes", &text, "endnoteReference")?;
    let foot = parse_notes(foot_text.as_ref())?;
    let end = parse_notes(end_text.as_ref())?;
    let mut notes = Notes::default();
    for (kind, story, part, parsed) in [
        (NoteKind::Foot, StoryKind::Footnotes, &foot_text, &foot),
        (NoteKind::End, StoryKind::Endnotes, &end_text, &end),
    ] {
        if let (Some((part, _)), Some(parsed)) = (part, parsed) {
            notes.add(kind, Part::read(package, part, story)?, parsed);
        }
    }
    let properties = Properties::read(package)?;

    let mut reader = Reader::new(package, sheet, notes);
    reader.part = Arc::new(Part {
        name: main.to_owned(),
        relationships: package.relationships().to_vec(),
        story: StoryKind::Body,
    });
    let notice = options.watermark.as_ref().map(|word| (word, reader.notice_slot()));
    if let Some(node) = child(body.root_element(), "body") {
        reader.body(node);
    }
    if reader.sections.is_empty() {
        let section = reader.section(None, Vec::new());
        reader.sections.push(section);
    }
    let found = semantics::finish(&mut reader.tree, &reader.outline, &reader.sections);
    reader.diagnostics.extend(found);
    let language = reader.language(&properties);
    reader.settle_languages(&language);
    let notice = notice.map(|(word, slot)| (title::notice(word, &language), slot));
    let title = title::of(&properties, &reader.tree, &reader.sections, &language);
    Ok(Letter {
        tree: reader.tree,
        sections: reader.sections,
        notes: reader.notes.read,
        pictures: reader.pictures,
        settings: sheet.settings.clone(),
        language,
        title,
        author: properties.creator,
        notice,
        diagnostics: reader.diagnostics,
    })
}

/// The text of a part of notes, if the letter refers to any: most letters have the part and no note.
fn note_text(
    package: &Package,
    kind: &str,
    body: &str,
    reference: &str,
) -> Result<Option<(String, String)>, PackageError> {
    if !body.contains(reference) {
        return Ok(None);
    }
    match package.parts_of_kind(kind).into_iter().next() {
        Some(part) => {
            let text = package.text(&part)?;
            Ok(Some((part, text)))
        }
        None => Ok(None),
    }
}

fn parse_notes(part: Option<&(String, String)>) -> Result<Option<Document<'_>>, PackageError> {
    part.map(|(part, text)| document(part, text)).transpose()
}

impl Reader<'_> {
    /// Reads the body: sections end in it, the last with the body itself.
    fn body(&mut self, node: Node<'_, '_>) {
        let mut flow = Flow::new(Some(Tree::ROOT));
        flow.body = true;
        self.walk(node, &mut flow);
        self.settle(&mut flow);
        if !flow.items.is_empty() || self.sections.is_empty() {
            // No properties at the end: the text belongs to a section of its own.
            let blocks = self.take_blocks(&mut flow);
            let section = self.section(None, blocks);
            self.sections.push(section);
        }
    }

    /// The slot of the sentence that tells of a watermark: the first paragraph of all.
    fn notice_slot(&mut self) -> Slot {
        let node = self.tree.add(Tree::ROOT, Role::Paragraph);
        self.tree.slot(node)
    }

    /// The letter's main language: of most of its text, else of the document.
    fn language(&self, properties: &Properties) -> Arc<str> {
        self.tongues
            .main()
            .or(self.sheet.styles.default_run.language.as_ref())
            .or(properties.language.as_ref())
            .or(self.sheet.theme_language.as_ref())
            .map_or_else(|| Arc::from("da-DK"), Arc::clone)
    }

    /// Leaves a language on nodes only where it differs from what is around them.
    fn settle_languages(&mut self, main: &Arc<str>) {
        let mut waiting: Vec<(NodeId, Arc<str>)> = vec![(Tree::ROOT, main.clone())];
        while let Some((id, around)) = waiting.pop() {
            let node = self.tree.node_mut(id);
            let here = match node.language.take() {
                Some(own) if !same_language(&own, &around) => {
                    node.language = Some(own.clone());
                    own
                }
                _ => around,
            };
            for child in &self.tree.node(id).children {
                if let Child::Node(child) = child {
                    waiting.push((*child, here.clone()));
                }
            }
        }
    }
}

/// The paragraphs of blocks, those of tables among them, in reading order.
pub(super) fn paragraphs<'b>(
    blocks: &'b [Block],
    each: &mut dyn FnMut(&'b Paragraph) -> bool,
) -> bool {
    blocks.iter().any(|block| match block {
        Block::Paragraph(paragraph) => each(paragraph),
        Block::Table(table) => {
            table.rows.iter().flat_map(|row| &row.cells).any(|cell| paragraphs(&cell.blocks, each))
        }
        Block::Float(_) => false,
    })
}
