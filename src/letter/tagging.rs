//! A finished paragraph meets the tree: its node, its slots, its links, its languages.

use std::sync::Arc;

use super::block::{Inline, Paragraph};
use super::building::{Building, Mark};
use super::object::Object;
use super::page_field::PageFieldKind;
use super::paragraph_read::Item;
use super::reader::{Home, Reader};
use super::semantics::{self, ListFacts, ParagraphFacts};
use super::tree::{Child, NodeId, Role, Slot, Tree};

/// Where a link goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LinkTarget {
    /// A URI, or `#name` for a place of the letter.
    pub target: String,
    /// What the author says of it.
    pub tooltip: Option<String>,
}

impl LinkTarget {
    /// A link to an address, a place there, or a place of the letter. `None` where it goes nowhere,
    /// or to what no reader may be sent to.
    pub fn new(
        address: Option<&str>,
        place: Option<&str>,
        tooltip: Option<String>,
    ) -> Option<Self> {
        let address = address.map(str::trim).filter(|address| !address.is_empty());
        let place = place.map(str::trim).filter(|place| !place.is_empty());
        let target = match (address, place) {
            (Some(address), _) if is_script(address) => return None,
            (Some(address), Some(place)) if !address.contains('#') => format!("{address}#{place}"),
            (Some(address), _) => address.to_owned(),
            (None, Some(place)) => format!("#{place}"),
            (None, None) => return None,
        };
        let tooltip = tooltip.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        Some(LinkTarget { target, tooltip })
    }
}

/// Addresses that run something instead of leading somewhere.
fn is_script(address: &str) -> bool {
    let scheme = address.split(':').next().unwrap_or_default().to_ascii_lowercase();
    matches!(scheme.as_str(), "javascript" | "vbscript" | "data")
}

/// How much text there is in each language.
#[derive(Clone, Debug, Default)]
pub(super) struct Tongues {
    letters: Vec<(Arc<str>, usize)>,
}

impl Tongues {
    /// Counts letters of a language.
    pub fn add(&mut self, language: &Arc<str>, letters: usize) {
        match self.letters.iter_mut().find(|(known, _)| same_language(known, language)) {
            Some((_, count)) => *count += letters,
            None => self.letters.push((language.clone(), letters)),
        }
    }

    /// The language with the most letters; of equals the first.
    pub fn main(&self) -> Option<&Arc<str>> {
        let most = self.letters.iter().map(|(_, letters)| *letters).max()?;
        self.letters.iter().find(|(_, letters)| *letters == most).map(|(language, _)| language)
    }
}

/// Whether two tags are read alike: `en-GB` and `en-US` are one language to a voice.
pub(super) fn same_language(one: &str, other: &str) -> bool {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    one == other || primary(one) == primary(other)
}

/// How many letters a text has.
fn letters(text: &str) -> usize {
    text.chars().filter(|character| character.is_alphabetic()).count()
}

impl Reader<'_> {
    /// Gives a paragraph its content, and its content its places in the tree.
    pub fn tag(&mut self, paragraph: &mut Paragraph, b: Building, item: Option<Item>, home: Home) {
        let Building { mut content, marks } = b;
        if let Some(home) = home {
            self.tag_in(home, paragraph, &mut content, &marks, item);
        } else {
            paragraph.label = item.map(|item| Box::new(item.label));
            self.after_paragraph.clear();
        }
        content.shrink_to_fit();
        paragraph.content = content;
    }

    fn tag_in(
        &mut self,
        home: NodeId,
        paragraph: &mut Paragraph,
        content: &mut [Inline],
        marks: &[Mark],
        item: Option<Item>,
    ) {
        let has_text = content.iter().any(says_something);
        let labelled = item.as_ref().is_some_and(|item| !item.label.text.trim().is_empty());
        let has_figure = content.iter().any(|inline| figures(inline, &mut |_| ()));
        if has_text || labelled || has_figure {
            let text = plain_text(content);
            let facts = ParagraphFacts {
                format: &paragraph.format,
                list: item.as_ref().filter(|_| labelled).map(|item| ListFacts {
                    list: item.list,
                    definition: item.definition,
                    level: item.level,
                    numbering: item.numbering,
                }),
                text: &text,
                has_text: has_text || labelled,
            };
            let nodes = semantics::open_paragraph(&mut self.tree, &mut self.outline, home, &facts);
            paragraph.node = Some(nodes.text);
            paragraph.label = item.map(|item| {
                let mut label = item.label;
                if labelled {
                    label.slot = Some(self.tree.slot(nodes.label));
                }
                Box::new(label)
            });
            self.fill(nodes.text, content, marks);
        } else {
            paragraph.label = item.map(|item| Box::new(item.label));
        }
        for node in std::mem::take(&mut self.after_paragraph) {
            self.tree.place(node, home);
        }
    }

    /// Gives each piece of a paragraph its slot.
    fn fill(&mut self, text: NodeId, content: &mut [Inline], marks: &[Mark]) {
        let language = self.count_languages(content);
        if let Some(language) = &language {
            self.tree.node_mut(text).language = Some(language.clone());
        }
        let mut notes = Vec::new();
        // The node of the mark at hand, and of the other language within it.
        let mut marked: (Mark, NodeId) = (Mark::Plain, text);
        let mut span: Option<(Arc<str>, NodeId)> = None;
        for (inline, mark) in content.iter_mut().zip(marks) {
            if matches!(inline, Inline::Bookmark(_)) {
                continue;
            }
            if *mark != marked.0 {
                marked = (*mark, self.open_mark(text, *mark));
                span = None;
            }
            let foreign = match inline {
                Inline::Text(piece) => {
                    let tag = &piece.format.language;
                    match &language {
                        Some(main) if letters(&piece.text) > 0 => {
                            (!same_language(main, tag)).then(|| tag.clone())
                        }
                        // What has no letters goes with what stands before it.
                        _ => span.as_ref().map(|(language, _)| language.clone()),
                    }
                }
                _ => None,
            };
            if foreign.is_none() || span.as_ref().map(|(tag, _)| tag) != foreign.as_ref() {
                span = foreign.map(|tag| {
                    let node = self.tree.add(marked.1, Role::Span);
                    self.tree.node_mut(node).language = Some(tag.clone());
                    (tag, node)
                });
            }
            let node = span.as_ref().map_or(marked.1, |(_, node)| *node);
            self.fill_inline(node, inline, &mut notes);
        }
        for note in notes {
            self.tree.place(note, text);
        }
    }

    /// The language of most of a paragraph's letters; counted for the whole letter too.
    fn count_languages(&mut self, content: &[Inline]) -> Option<Arc<str>> {
        let mut here = Tongues::default();
        for inline in content {
            if let Inline::Text(piece) = inline {
                let count = letters(&piece.text);
                if count > 0 {
                    here.add(&piece.format.language, count);
                }
            }
        }
        for (language, count) in &here.letters {
            self.tongues.add(language, *count);
        }
        here.main().cloned()
    }

    /// The node of a mark.
    fn open_mark(&mut self, text: NodeId, mark: Mark) -> NodeId {
        match mark {
            Mark::Plain => text,
            Mark::Link(index) => match self.links.get(index as usize) {
                Some(LinkTarget { target, tooltip }) => {
                    let role = Role::Link { target: target.clone(), tooltip: tooltip.clone() };
                    self.tree.add(text, role)
                }
                None => text,
            },
            Mark::Formula(index) => {
                let node = self.tree.add(text, Role::Formula);
                self.tree.node_mut(node).alt = self.formulas.get(index as usize).cloned();
                node
            }
        }
    }

    fn fill_inline(&mut self, node: NodeId, inline: &mut Inline, notes: &mut Vec<NodeId>) {
        let tree = &mut self.tree;
        match inline {
            Inline::Text(piece) => piece.slot = Some(tree.slot(node)),
            Inline::Tab { slot, .. }
            | Inline::AlignedTab { slot, .. }
            | Inline::Break { slot, .. } => *slot = Some(tree.slot(node)),
            Inline::PageField(field) => {
                let slot = tree.slot(node);
                field.slot = Some(slot);
                fill_field(&mut field.kind, slot);
            }
            Inline::NoteReference { slot, note, .. } => {
                let reference = tree.add(node, Role::Reference);
                *slot = Some(tree.slot(reference));
                if let Some(note) = self.notes.read.get(*note).and_then(|note| note.node) {
                    notes.push(note);
                }
            }
            Inline::Object(_) | Inline::Anchor(_) => {
                let mut owners: Vec<NodeId> = Vec::new();
                figures(inline, &mut |slot| {
                    let owner = tree.owner(slot);
                    if !owners.contains(&owner) {
                        owners.push(owner);
                    }
                });
                for owner in owners {
                    if !is_placed(tree, owner) {
                        tree.place(owner, node);
                    }
                }
            }
            Inline::Bookmark(_) => {}
        }
    }
}

/// Whether a node is listed by its parent.
fn is_placed(tree: &Tree, node: NodeId) -> bool {
    tree.node(node)
        .parent
        .is_some_and(|parent| tree.node(parent).children.contains(&Child::Node(node)))
}

/// The texts of a page field have the slot of the field.
fn fill_field(kind: &mut PageFieldKind, of: Slot) {
    let PageFieldKind::If { then, otherwise, .. } = kind else { return };
    for inline in then.iter_mut().chain(otherwise) {
        match inline {
            Inline::Text(piece) => piece.slot = Some(of),
            Inline::Tab { slot, .. } | Inline::Break { slot, .. } => *slot = Some(of),
            Inline::PageField(field) => {
                field.slot = Some(of);
                fill_field(&mut field.kind, of);
            }
            _ => {}
        }
    }
}

/// Whether there is something to read.
fn says_something(inline: &Inline) -> bool {
    match inline {
        Inline::Text(piece) => {
            piece.text.chars().any(|c| !c.is_whitespace() && !matches!(c, '\u{AD}' | '\u{200B}'))
        }
        Inline::NoteReference { .. } | Inline::PageField(_) => true,
        _ => false,
    }
}

/// Calls for each slot of an object's own figures (not of the text of a box); whether there are any.
fn figures(inline: &Inline, each: &mut dyn FnMut(Slot)) -> bool {
    fn of(object: &Object, each: &mut dyn FnMut(Slot)) -> bool {
        let slot = match object {
            Object::Picture(picture) => picture.slot,
            Object::Shape(shape) => shape.slot,
            Object::Group(members) => {
                let mut any = false;
                for (_, member) in members {
                    any |= of(member, each);
                }
                return any;
            }
            Object::Missing(missing) => missing.slot,
            Object::Box(_) | Object::WordArt(_) => None,
        };
        if let Some(slot) = slot {
            each(slot);
        }
        slot.is_some()
    }
    match inline {
        Inline::Object(object) => of(&object.object, each),
        Inline::Anchor(anchor) => of(&anchor.object, each),
        _ => false,
    }
}

/// The text of a paragraph, for what the tree decides by it.
fn plain_text(content: &[Inline]) -> String {
    let mut text = String::new();
    for inline in content {
        match inline {
            Inline::Text(piece) => text.push_str(&piece.text),
            Inline::Tab { .. } | Inline::AlignedTab { .. } | Inline::Break { .. } => text.push(' '),
            _ => {}
        }
    }
    text
}
