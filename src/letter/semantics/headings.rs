//! Levels of headings: the first is 1 and none is skipped (ISO 14289-1, 7.4.2).

use super::{Fact, Outline};
use crate::diagnostic::{Diagnostic, Place, RenderingFinding};
use crate::letter::block::{Block, Inline, Paragraph};
use crate::letter::section::Section;
use crate::letter::tree::{Child, NodeId, Role, Tree};

/// Gives headings their levels; tells of those whose outline level could not be kept.
///
/// A heading is as deep as there are headings of a higher rank above it: outline levels 2, 4, 4, 2
/// become 1, 2, 2, 1.
pub(super) fn level(outline: &Outline, tree: &mut Tree, sections: &[Section]) -> Vec<Diagnostic> {
    let mut above: Vec<u8> = Vec::new();
    let mut changed: Vec<(NodeId, u8, u8)> = Vec::new();
    // The walk goes by a stack of its own: a hostile letter nests deeper than a thread's stack.
    let mut walk = vec![Child::Node(Tree::ROOT)];
    while let Some(child) = walk.pop() {
        let Child::Node(id) = child else { continue };
        if let Some(Fact::Heading(outline)) = outline.fact(child) {
            while above.last().is_some_and(|above| *above >= outline) {
                above.pop();
            }
            above.push(outline);
            let level = above.len().min(6) as u8;
            tree.node_mut(id).role = Role::Heading(level);
            if level != outline {
                changed.push((id, outline, level));
            }
        }
        walk.extend(tree.node(id).children.iter().rev());
    }
    if changed.is_empty() {
        return Vec::new();
    }
    changed.sort_by_key(|(node, ..)| *node);
    let mut search = Search { changed: &changed, heading: None, found: Vec::new() };
    for section in sections {
        search.blocks(&section.blocks);
    }
    search.found
}

/// Looks for headings in the letter's text, to say where they are.
struct Search<'c> {
    changed: &'c [(NodeId, u8, u8)],
    heading: Option<String>,
    found: Vec<Diagnostic>,
}

impl Search<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.paragraph(paragraph),
                Block::Table(table) => {
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        self.blocks(&cell.blocks);
                    }
                }
                Block::Float(_) => {}
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let changed = paragraph
            .node
            .and_then(|node| self.changed.binary_search_by_key(&node, |(node, ..)| *node).ok());
        if changed.is_none() && paragraph.format.outline.is_none() {
            return;
        }
        let mut text = String::new();
        for inline in &paragraph.content {
            if let Inline::Text(part) = inline {
                text.push_str(&part.text);
            }
        }
        if let Some((_, outline, level)) = changed.map(|at| self.changed[at]) {
            let length = text.chars().count();
            let place = Place {
                heading: self.heading.clone(),
                paragraph: paragraph.number as usize,
                excerpt: text.clone(),
                mark: (0, length),
                ..Place::default()
            };
            let finding = RenderingFinding::HeadingRelevelled {
                level: outline.to_string(),
                used: level.to_string(),
            };
            self.found.push(Diagnostic::at(finding, &place));
        }
        let heading = changed.is_some() || paragraph.format.outline.is_some();
        if heading && !text.trim().is_empty() {
            self.heading = Some(text);
        }
    }
}
