//! Footnotes and endnotes read (ISO/IEC 29500-1, 17.11).

use std::collections::HashMap;
use std::sync::Arc;

use roxmltree::{Document, Node, NodeId as XmlId};

use crate::diagnostic::RenderingFinding;

use super::block::{Inline, NoteKind};
use super::building::Building;
use super::cascade::ResolvedRun;
use super::counters::note_mark;
use super::reader::{Part, Reader};
use super::run_read::text_of;
use super::section::Note;
use super::tree::{Role, Tree};
use super::xml::{attribute, children, is_on, name};

/// The notes of a letter.
#[derive(Default)]
pub(super) struct Notes<'p> {
    /// Those that have been read, in the order of their marks.
    pub read: Vec<Note>,
    /// The mark of the note that is being read.
    pub mark: Option<String>,
    foot: Option<NotePart<'p>>,
    end: Option<NotePart<'p>>,
    counted: [i64; 2],
}

/// A part of notes.
struct NotePart<'p> {
    part: Arc<Part>,
    document: &'p Document<'p>,
    by_id: HashMap<&'p str, XmlId>,
}

impl<'p> Notes<'p> {
    /// Adds a part of notes.
    pub fn add(&mut self, kind: NoteKind, part: Part, document: &'p Document<'p>) {
        let by_id = children(document.root_element())
            .filter_map(|note| Some((attribute(note, "id")?, note.id())))
            .collect();
        let part = NotePart { part: Arc::new(part), document, by_id };
        match kind {
            NoteKind::Foot => self.foot = Some(part),
            NoteKind::End => self.end = Some(part),
        }
    }

    /// The notes of a kind are counted anew.
    pub fn restart(&mut self, kind: NoteKind) {
        self.counted[kind as usize] = 0;
    }
}

impl Reader<'_> {
    /// Reads the mark of a note and the note. Whether the mark is text that follows in the run,
    /// which is then part of the reference.
    pub fn note_reference(
        &mut self,
        reference: Node<'_, '_>,
        run_node: Node<'_, '_>,
        kind: NoteKind,
        run: &ResolvedRun,
        b: &mut Building,
    ) -> bool {
        // Notes have no notes, and nothing is noted in a field's code.
        if self.notes.mark.is_some() || self.is_silent() {
            return false;
        }
        let custom = attribute(reference, "customMarkFollows").is_some_and(is_on);
        let own_mark: String = if custom {
            children(run_node)
                .skip_while(|part| part.id() != reference.id())
                .filter(|part| matches!(name(*part), "t" | "sym"))
                .map(custom_mark)
                .collect()
        } else {
            String::new()
        };
        let id = attribute(reference, "id").unwrap_or_default();
        let part = match kind {
            NoteKind::Foot => self.notes.foot.as_ref(),
            NoteKind::End => self.notes.end.as_ref(),
        };
        let found = part.and_then(|notes| {
            let node = notes.document.get_node(*notes.by_id.get(id)?)?;
            Some((node, notes.part.clone()))
        });
        let Some((node, part)) = found else {
            let what = match kind {
                NoteKind::Foot => "footnote",
                NoteKind::End => "endnote",
            };
            let what = format!("{}{what}", crate::diagnostic::TERM);
            self.report(RenderingFinding::PartMissing { what });
            return false;
        };
        let mark = if own_mark.is_empty() { self.next_mark(kind, run) } else { own_mark };
        let note_node = self.tree.reserve(Tree::ROOT, Role::Note);
        // The place is taken before the note is read, so that marks and notes stay in step.
        let index = self.notes.read.len();
        self.notes.read.push(Note {
            kind,
            node: Some(note_node),
            mark: mark.clone(),
            blocks: Vec::new(),
        });
        self.notes.mark = Some(mark.clone());
        let blocks = self.part_story(part, node, Some(note_node));
        self.notes.mark = None;
        if let Some(note) = self.notes.read.get_mut(index) {
            note.blocks = blocks;
        }
        let inline = Inline::NoteReference {
            kind,
            note: index,
            text: mark,
            format: run.format.clone(),
            slot: None,
        };
        self.take_inline(inline, &run.format, b);
        custom
    }

    /// The next number of a kind of note, as it is printed.
    fn next_mark(&mut self, kind: NoteKind, run: &ResolvedRun) -> String {
        let format = match kind {
            NoteKind::Foot => self.sheet.notes.foot,
            NoteKind::End => self.sheet.notes.end,
        };
        let counted = &mut self.notes.counted[kind as usize];
        let number = format.start.saturating_add(*counted);
        *counted += 1;
        note_mark(number, format.numbering, &run.format.language)
    }
}

/// A custom mark: text or a sign.
fn custom_mark(part: Node<'_, '_>) -> String {
    if name(part) == "t" {
        return text_of(part).into_owned();
    }
    attribute(part, "char")
        .and_then(|hex| u32::from_str_radix(hex, 16).ok())
        .and_then(char::from_u32)
        .map(|sign| {
            let font = attribute(part, "font").and_then(super::symbols::SymbolFont::of);
            super::symbols::unicode(font, sign).to_string()
        })
        .unwrap_or_default()
}
