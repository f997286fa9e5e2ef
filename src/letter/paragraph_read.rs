//! Paragraphs read: their content, their label, and the marks that do not show.

use roxmltree::Node;

use crate::diagnostic::StoryKind;

use super::block::{Block, Inline, Label, Paragraph};
use super::building::Building;
use super::cascade::ResolvedParagraph;
use super::counters;
use super::reader::{Carried, Flow, Reader, is_something};
use super::tree::ListNumbering;
use super::xml::{attribute, child, name};

/// So many paragraphs may be joined by marks that do not show, or lie in one field code.
const JOINED: usize = 500;

/// The longest excerpt of a place, in characters.
const EXCERPT: usize = 60;

/// The label of a paragraph and what it is an item of.
pub(super) struct Item {
    /// The label.
    pub label: Label,
    /// `w:numId`.
    pub list: i64,
    /// The definition that it counts with.
    pub definition: usize,
    /// From 0.
    pub level: u8,
    /// What its labels are.
    pub numbering: ListNumbering,
}

impl Reader<'_> {
    /// Reads a `w:p`. Where its mark is deleted, hidden or part of a field's code, the next
    /// paragraph goes on with it.
    pub fn paragraph(&mut self, node: Node<'_, '_>, flow: &mut Flow) {
        self.number += 1;
        let properties = child(node, "pPr");
        let layers = self.table_layers.clone();
        let resolved = self.formats.paragraph(self.sheet, properties, layers.as_ref());
        let found_before = self.diagnostics.len();
        let (mut building, number) = match flow.carried.take() {
            Some(carried) => (carried.building, carried.number),
            None => (Building::default(), self.number),
        };
        for bookmark in flow.bookmarks.drain(..) {
            building.push(Inline::Bookmark(bookmark), super::building::Mark::Plain);
        }
        self.inlines(node, resolved.context, flow.home, &mut building);
        self.add_excerpts(found_before, &building);

        if self.is_silent() && !field_ends(node) {
            self.abandon_fields();
        }
        let in_code = self.is_silent();
        if in_code {
            self.take_paragraph_end(&resolved.mark.format);
        }
        let section = properties.and_then(|node| child(node, "sectPr"));
        let joined = resolved.mark_deleted || resolved.mark.hidden || in_code;
        if joined && section.is_none() {
            // Of a paragraph that goes on, the properties of the last part count.
            flow.carried = Some(Carried { building, resolved, number });
            return;
        }
        self.close_paragraph(building, &resolved, number, flow);
        if let Some(section) = section.filter(|_| flow.body) {
            self.close_section(section, flow);
        }
    }

    /// Makes a block of a paragraph's content.
    pub fn close_paragraph(
        &mut self,
        building: Building,
        resolved: &ResolvedParagraph,
        number: u32,
        flow: &mut Flow,
    ) {
        let item = self.item(resolved);
        if resolved.format.outline.is_some() && self.part.story == StoryKind::Body {
            let text = building.text(200);
            if !text.trim().is_empty() {
                self.heading = Some(text.trim().to_owned());
            }
        }
        let mut paragraph = Paragraph {
            node: None,
            number,
            format: resolved.format.clone(),
            mark: resolved.mark.format.clone(),
            label: None,
            content: Vec::new(),
        };
        self.tag(&mut paragraph, building, item, flow.home);
        flow.items.push((Block::Paragraph(Box::new(paragraph)), resolved.frame.clone()));
    }

    /// Counts a list item and writes its label.
    fn item(&mut self, resolved: &ResolvedParagraph) -> Option<Item> {
        let (list, level_index, level) = resolved.list.as_ref()?;
        let lists = &self.sheet.lists;
        let numbers = self.counters.next(lists, *list, *level_index);
        let run = self.formats.label(self.sheet, resolved, level);
        let text =
            counters::text(lists, *list, level, &numbers, &run.format.family, &run.format.language);
        let numbering = counters::kind(level, &text);
        Some(Item {
            label: Label {
                text,
                format: run.format,
                align: level.align,
                suffix: level.suffix,
                slot: None,
            },
            list: *list,
            definition: lists.definition(*list).unwrap_or_default(),
            level: *level_index,
            numbering,
        })
    }

    /// Gives findings of this paragraph its text as their excerpt.
    fn add_excerpts(&mut self, from: usize, building: &Building) {
        if self.diagnostics.len() == from {
            return;
        }
        let excerpt = excerpt(&building.text(4 * EXCERPT));
        for place in self.diagnostics[from..].iter_mut().filter_map(|found| found.place.as_mut()) {
            if place.excerpt.is_empty() {
                place.mark = (0, excerpt.chars().count());
                place.excerpt.clone_from(&excerpt);
            }
        }
    }

    /// A formula between blocks: a paragraph of its own.
    pub fn lone_formula(&mut self, node: Node<'_, '_>, flow: &mut Flow) {
        self.settle(flow);
        self.number += 1;
        let resolved = self.formats.paragraph(self.sheet, None, None);
        let mut building = Building::default();
        let run = self.formats.run(self.sheet, resolved.context, None);
        self.formula(node, &run, &mut building);
        if building.content.iter().any(is_something) {
            let number = self.number;
            self.close_paragraph(building, &resolved, number, flow);
        }
    }
}

/// A short excerpt of a text.
pub(super) fn excerpt(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(EXCERPT) {
        None => text,
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
    }
}

/// Whether an end of a field comes within reach after this paragraph.
fn field_ends(paragraph: Node<'_, '_>) -> bool {
    let ends = |node: Node<'_, '_>| {
        name(node) == "fldChar"
            && matches!(attribute(node, "fldCharType"), Some("end" | "separate"))
    };
    paragraph
        .next_siblings()
        .skip(1)
        .filter(Node::is_element)
        .take(JOINED)
        .any(|sibling| sibling.descendants().any(ends))
}
