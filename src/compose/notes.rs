//! Footnotes and endnotes of what is put in.

use std::collections::BTreeMap;

use super::adopt::Visit;
use super::composer::{Composer, Target};
use super::document::StoryTree;
use super::fill::Host;
use super::tree::{Element, Node, Tree};
use crate::diagnostic::{CompositionFinding, StoryKind};

/// Notes of one kind.
#[derive(Debug)]
pub(super) struct Notes {
    /// `footnote` or `endnote`.
    word: &'static str,
    kind: StoryKind,
    part: Option<String>,
    next: i64,
    /// Document, inclusion, id there; id here.
    known: BTreeMap<(usize, usize, String), String>,
    /// What is added to the part.
    pub added: Vec<Node>,
    /// The destination had no such part.
    pub new: bool,
}

impl Notes {
    /// The notes of the destination.
    pub fn of(word: &'static str, kind: StoryKind, stories: &[StoryTree]) -> Self {
        let story = stories.iter().find(|story| story.kind == kind);
        let ids = story.map_or(Vec::new(), |story| {
            let notes = story.tree.root.children.iter().filter_map(Node::element);
            notes.filter_map(|note| note.get("id")?.parse::<i64>().ok()).collect()
        });
        let highest = ids.into_iter().filter(|id| *id < 1 << 30).max().unwrap_or(0);
        Notes {
            word,
            kind,
            part: story.map(|story| story.part.clone()),
            next: highest.max(0) + 1,
            known: BTreeMap::new(),
            added: Vec::new(),
            new: false,
        }
    }
}

impl Composer<'_> {
    /// The id here of a note that a reference names; `None` when the note cannot come along.
    pub(super) fn note(&mut self, reference: &str, id: &str, visit: &mut Visit) -> Option<String> {
        let which = usize::from(reference.starts_with("endnote"));
        if !visit.target.notes {
            let key = visit.key.clone();
            self.note_once(visit.document, CompositionFinding::NotesLetGo { key });
            return None;
        }
        let place = (visit.document, visit.inclusion, id.to_owned());
        if let Some(known) = self.notes[which].known.get(&place) {
            return Some(known.clone());
        }
        let (kind, word) = (self.notes[which].kind, self.notes[which].word);
        let story =
            self.documents[visit.document].stories.iter().position(|story| story.kind == kind)?;
        let source = &self.documents[visit.document].stories[story];
        let mut note = source
            .tree
            .root
            .children
            .iter()
            .filter_map(Node::element)
            .find(|note| note.is(word) && note.get("id").as_deref() == Some(id))?
            .clone();
        let source_part = source.part.clone();
        let new = self.notes[which].next.to_string();
        self.notes[which].next += 1;
        self.notes[which].known.insert(place, new.clone());
        note.set("id", &new);
        let target = Target { part: self.notes_part(which), notes: false };
        let mut inner = visit.of_part(&source_part, &target);
        let children = self.adopt(std::mem::take(&mut note.children), &mut inner);
        let host = Host::of_source(visit.document, story, &target, self.stack.clone());
        note.children = self.fill(children, &host);
        self.notes[which].added.push(Node::Element(note));
        Some(new)
    }

    fn notes_part(&mut self, which: usize) -> String {
        if let Some(part) = &self.notes[which].part {
            return part.clone();
        }
        let word = self.notes[which].word;
        let part = self.new_main_part(
            &format!("{word}s.xml"),
            &format!("{word}s"),
            &format!("application/vnd.openxmlformats-officedocument.wordprocessingml.{word}s+xml"),
        );
        self.notes[which].part = Some(part.clone());
        self.notes[which].new = true;
        part
    }

    /// The part of notes that the destination did not have, with the lines that part notes from the
    /// text.
    pub(super) fn new_notes_part(&mut self, which: usize) -> Option<(String, Tree)> {
        if !self.notes[which].new {
            return None;
        }
        let part = self.notes[which].part.clone()?;
        let word = self.notes[which].word;
        let mut tree = self.new_tree(&format!("{word}s"));
        let prefix = self.word.clone();
        for (id, kind) in [("-1", "separator"), ("0", "continuationSeparator")] {
            let line = Element::word(&prefix, kind, Vec::new());
            let run = Element::word(&prefix, "r", vec![Node::Element(line)]);
            let paragraph = Element::word(&prefix, "p", vec![Node::Element(run)]);
            let mut note = Element::word(&prefix, word, vec![Node::Element(paragraph)]);
            note.put(&format!("{prefix}type"), kind);
            note.put(&format!("{prefix}id"), id);
            tree.root.children.push(Node::Element(note));
        }
        tree.root.children.append(&mut self.notes[which].added);
        Some((part, tree))
    }

    /// Tells the settings of the lines that part new notes from the text.
    pub(super) fn name_separators(&mut self, settings: &mut Element) {
        for which in 0..2 {
            if !self.notes[which].new {
                continue;
            }
            let word = self.notes[which].word;
            let prefix = settings.prefix().to_owned();
            let name = format!("{word}Pr");
            if settings.child(&name).is_some() {
                continue;
            }
            let notes = ["-1", "0"].map(|id| {
                let mut note = Element::word(&prefix, word, Vec::new());
                note.put(&format!("{}id", self.word), id);
                Node::Element(note)
            });
            let element = Element::word(&prefix, &name, notes.into());
            let behind: &[&str] = if which == 0 { &BEHIND_NOTES } else { &BEHIND_NOTES[1..] };
            let at = settings
                .children
                .iter()
                .position(|node| {
                    node.element().is_some_and(|child| {
                        !child.word && child.local() != "mathPr" || behind.contains(&child.local())
                    })
                })
                .unwrap_or(settings.children.len());
            settings.children.insert(at, Node::Element(element));
        }
    }
}

/// What stands behind `footnotePr` in the settings (ISO/IEC 29500-1, annex A, CT_Settings).
pub(super) const BEHIND_NOTES: [&str; 18] = [
    "endnotePr",
    "compat",
    "docVars",
    "rsids",
    "mathPr",
    "attachedSchema",
    "themeFontLang",
    "clrSchemeMapping",
    "doNotIncludeSubdocsInStats",
    "doNotAutoCompressPictures",
    "forceUpgrade",
    "captions",
    "readModeInkLockDown",
    "smartTagType",
    "schemaLibrary",
    "shapeDefaults",
    "decimalSymbol",
    "listSeparator",
];
