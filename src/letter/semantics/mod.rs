//! What paragraphs are: headings, list items, entries of a table of contents, captions, or plain text.
//!
//! Word says of a paragraph how it looks; what it is must be gathered from its outline level, its
//! numbering and its neighbours. The reader tells each paragraph as it begins ([`open_paragraph`])
//! and gets the node that its text fills. What needs the neighbours is done when all is read
//! ([`finish`]): items become lists, headings get levels without gaps, captions find their
//! table.
//!
//! ```text
//! told:      LI("1.", "Overslag")  LI("a)", "tandlæge")  P("Hilsen")
//! arranged:  L[ LI[ Lbl LBody[ "Overslag" L[ LI[…] ] ] ] ]  P("Hilsen")
//! ```
//!
//! An empty paragraph is no node: a screen reader would say nothing, and stop there all the same.

mod contents;
mod headings;
mod lists;
mod tables;

pub(super) use tables::{DataTable, TableFacts};

use crate::diagnostic::Diagnostic;
use crate::units::Pt;

use super::format::ParagraphFormat;
use super::section::Section;
use super::tree::{Child, ListNumbering, NodeId, Role, Tree};

/// What is known of a paragraph when it is about to get its node. It is never empty.
#[derive(Clone, Debug)]
pub(super) struct ParagraphFacts<'p> {
    /// Its appearance, with style and outline level.
    pub format: &'p ParagraphFormat,
    /// Its list label, where it has one.
    pub list: Option<ListFacts>,
    /// Its text, without the label.
    pub text: &'p str,
    /// It holds text, not only pictures.
    pub has_text: bool,
}

/// The list item that a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ListFacts {
    /// The list (`w:numId`).
    pub list: i64,
    /// The definition that it counts with.
    pub definition: usize,
    /// Its level, from 0.
    pub level: u8,
    /// What its labels are.
    pub numbering: ListNumbering,
}

/// The nodes that a paragraph's content goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ParagraphNodes {
    /// Of its text: P, H1 to H6, Caption, TOCI or LBody.
    pub text: NodeId,
    /// Of its label; the text's own where a label is part of the text, as in a heading.
    pub label: NodeId,
}

/// What is remembered of a node until all is read.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fact {
    /// A list item: where its text begins, and the body that its text fills.
    Item { item: ListFacts, left: Pt, body: NodeId },
    /// A heading of an outline level.
    Heading(u8),
    /// An entry of a table of contents, by level.
    Contents(u8),
    /// A caption, if it stands beside something.
    Caption,
    /// Text, and where it begins.
    Plain { left: Pt },
    /// A text box, which lies beside its paragraph rather than after it.
    Beside,
}

/// What is remembered between blocks.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline {
    /// Facts by node, sparse.
    facts: Vec<Option<Fact>>,
    /// Tables so far, those inside others not counted.
    tables: usize,
}

/// Makes the nodes of a paragraph that is in `home`.
pub(super) fn open_paragraph(
    tree: &mut Tree,
    outline: &mut Outline,
    home: NodeId,
    facts: &ParagraphFacts<'_>,
) -> ParagraphNodes {
    let style = facts.format.style_name.as_ref();
    let in_note = tree.node(home).role == Role::Note;
    let level = facts.format.outline.or_else(|| heading_style(style));
    let has_words = !facts.text.trim().is_empty();
    if let (Some(level), true, false) = (level, has_words, in_note) {
        let node = tree.add(home, Role::Heading(level.clamp(1, 6)));
        outline.know(node, Fact::Heading(level));
        return ParagraphNodes { text: node, label: node };
    }
    if let Some(item) = facts.list {
        let node = tree.add(home, Role::ListItem);
        let label = tree.add(node, Role::Label);
        let body = tree.add(node, Role::ListBody);
        outline.know(node, Fact::Item { item, left: facts.format.left, body });
        return ParagraphNodes { text: body, label };
    }
    if let Some(level) = contents_style(style) {
        let node = tree.add(home, Role::ContentsItem);
        outline.know(node, Fact::Contents(level));
        let text = tree.add(node, Role::Paragraph);
        return ParagraphNodes { text, label: text };
    }
    let node = tree.add(home, Role::Paragraph);
    let caption = matches!(style, "caption" | "billedtekst") && facts.has_text;
    let plain = Fact::Plain { left: facts.format.left };
    outline.know(node, if caption { Fact::Caption } else { plain });
    ParagraphNodes { text: node, label: node }
}

/// Brings order into the finished tree: lists, tables of contents, captions, levels of headings.
/// Tells of headings whose level could not be kept.
pub(super) fn finish(tree: &mut Tree, outline: &Outline, sections: &[Section]) -> Vec<Diagnostic> {
    let read = tree.len();
    for index in 0..read {
        let id = NodeId(index as u32);
        let container = matches!(
            tree.node(id).role,
            Role::Document
                | Role::Division
                | Role::DataCell { .. }
                | Role::HeaderCell { .. }
                | Role::Note
        );
        if container && !tree.node(id).children.is_empty() {
            lists::group(outline, tree, id);
            contents::group(outline, tree, id);
            contents::captions(outline, tree, id);
        }
    }
    headings::level(outline, tree, sections)
}

impl Outline {
    /// A text box's node: it does not end the list that it stands beside.
    pub fn beside(&mut self, node: NodeId) {
        self.know(node, Fact::Beside);
    }

    /// The number of the table that begins, from 1.
    pub fn next_table(&mut self) -> usize {
        self.tables += 1;
        self.tables
    }

    fn know(&mut self, node: NodeId, fact: Fact) {
        let at = node.0 as usize;
        if self.facts.len() <= at {
            self.facts.resize(at + 1, None);
        }
        self.facts[at] = Some(fact);
    }

    fn fact(&self, child: Child) -> Option<Fact> {
        match child {
            Child::Node(node) => self.facts.get(node.0 as usize).copied().flatten(),
            Child::Slot(_) => None,
        }
    }
}

/// The level of Word's own heading styles, for documents whose style lacks the outline level.
fn heading_style(name: &str) -> Option<u8> {
    let digits = name.strip_prefix("heading ").or_else(|| name.strip_prefix("overskrift "))?;
    let level: u8 = digits.trim().parse().ok()?;
    (1..=9).contains(&level).then_some(level)
}

/// The level of Word's styles for entries of a table of contents.
fn contents_style(name: &str) -> Option<u8> {
    let digits = name.strip_prefix("toc ").or_else(|| name.strip_prefix("indholdsfortegnelse "))?;
    let level: u8 = digits.trim().parse().ok()?;
    (1..=9).contains(&level).then_some(level)
}

/// Puts a node under another parent, as its last child.
fn adopt(tree: &mut Tree, parent: NodeId, child: Child) {
    if let Child::Node(node) = child {
        tree.node_mut(node).parent = Some(parent);
    }
    tree.node_mut(parent).children.push(child);
}
