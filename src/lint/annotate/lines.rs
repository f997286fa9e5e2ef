//! Where comments can stand: between the elements of a paragraph, outside every field.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diagnostic::{Place, StoryKind};
use crate::docx::{FieldNode, Folded, Node, PackageError, PieceKind, Story, Structure};
use crate::letter::xml::{attribute, children, name, parse};
use crate::lint::found::Found;
use crate::template::Spots;

/// So many fields behind a paragraph's beginning are looked through for the one that is meant.
const NEAR: usize = 256;

/// What a comment goes around.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// Elements of paragraphs, from the first to the last: positions in [`Lines::inlines`].
    Inlines(usize, usize),
    /// A paragraph without any.
    Paragraph(usize),
}

/// A paragraph of the letter's text, outside text boxes.
#[derive(Clone, Debug)]
struct Line {
    /// From its start tag to its end.
    bytes: Range<usize>,
    /// Where what stands in it begins.
    inside: usize,
    /// Written as one tag.
    hollow: bool,
}

/// The paragraphs of the letter's text and the elements that stand directly in them.
#[derive(Debug)]
pub(super) struct Lines {
    found: Vec<Line>,
    /// Runs, links, content controls, simple fields, in order and apart from each other.
    inlines: Vec<Range<usize>>,
    /// Of each of [`Self::inlines`], the first and last that lie in fields with it.
    groups: Vec<(usize, usize)>,
    /// The bytes of the top-level fields.
    fields: Vec<Range<usize>>,
    /// All fields: where each begins, in bytes and as a piece, and which of [`Self::fields`] it lies in.
    begins: Vec<(usize, usize, usize)>,
    /// Where each paragraph begins, those of text boxes too, by number from 1.
    starts: Vec<usize>,
}

impl Lines {
    /// Reads a story.
    pub fn of(story: &Story, folded: &Folded) -> Self {
        let mut lines = Lines {
            found: Vec::new(),
            inlines: Vec::new(),
            groups: Vec::new(),
            fields: Vec::new(),
            begins: Vec::new(),
            starts: Vec::new(),
        };
        let mut boxes = 0_usize;
        // Inside an element of a paragraph, until its closing piece.
        let mut until: Option<usize> = None;
        for (id, piece) in story.pieces.iter().enumerate() {
            if piece.kind == PieceKind::ParagraphOpen {
                lines.starts.push(piece.span.start);
            }
            if let Some(close) = until {
                if id < close {
                    continue;
                }
                until = None;
                continue;
            }
            match &piece.kind {
                PieceKind::Open(Structure::Story) => boxes += 1,
                PieceKind::Close(Structure::Story) => boxes = boxes.saturating_sub(1),
                PieceKind::ParagraphOpen if boxes == 0 => {
                    let close = piece.partner.and_then(|close| story.pieces.get(close));
                    let hollow = piece
                        .paragraph
                        .and_then(|paragraph| story.paragraphs.get(paragraph))
                        .is_some_and(|paragraph| paragraph.hollow);
                    lines.found.push(Line {
                        bytes: piece.span.start
                            ..close.map_or(piece.span.end, |close| close.span.end),
                        inside: piece.span.end,
                        hollow,
                    });
                }
                PieceKind::RunOpen | PieceKind::ContainerOpen | PieceKind::SimpleFieldOpen(_)
                    if boxes == 0 && piece.paragraph.is_some() =>
                {
                    if let Some(close) = piece.partner {
                        lines.inlines.push(piece.span.start..story.pieces[close].span.end);
                        until = Some(close);
                    }
                }
                _ => {}
            }
        }
        for node in &folded.nodes {
            if let Node::Field(field) = node {
                let bytes = story.pieces[field.begin].span.start..story.pieces[field.end].span.end;
                lines.fields.push(bytes);
                lines.begins_of(story, field);
            }
        }
        lines.group();
        lines
    }

    /// Elements that a field lies over belong together.
    fn group(&mut self) {
        self.groups = (0..self.inlines.len()).map(|at| (at, at)).collect();
        let mut reached: Option<(usize, usize)> = None;
        let spans: Vec<(usize, usize)> =
            self.fields.iter().filter_map(|bytes| self.touched(bytes)).collect();
        for (first, last) in spans {
            let joined = match reached {
                Some((from, to)) if first <= to => (from, to.max(last)),
                _ => (first, last),
            };
            reached = Some(joined);
            for at in joined.0..=joined.1 {
                self.groups[at] = joined;
            }
        }
    }

    /// The elements that some bytes lie in or over.
    fn touched(&self, bytes: &Range<usize>) -> Option<(usize, usize)> {
        let first = self.inlines.partition_point(|inline| inline.end <= bytes.start);
        let end = bytes.end.max(bytes.start + 1);
        let last = self.inlines.partition_point(|inline| inline.start < end);
        (first < last).then(|| (first, last - 1))
    }

    /// The first paragraph, for what stands nowhere in the letter's text.
    pub fn first(&self) -> Option<Anchor> {
        let line = self.found.first()?;
        Some(self.around(&line.bytes).unwrap_or(Anchor::Paragraph(0)))
    }

    fn around(&self, bytes: &Range<usize>) -> Option<Anchor> {
        let (first, last) = self.touched(bytes)?;
        Some(Anchor::Inlines(self.groups[first].0, self.groups[last].1))
    }

    /// What a finding is about, if it is in the letter's text.
    pub fn anchor(&self, found: &Found, part: &str, spots: Option<&Spots<'_>>) -> Option<Anchor> {
        if let Some(spot) = found.spot.as_ref().filter(|spot| spot.part == part) {
            return self.around(&spot.bytes).or_else(|| self.line_at(spot.bytes.start));
        }
        let place = found.diagnostic.place.as_ref()?;
        if place.story != StoryKind::Body || place.paragraph == 0 {
            return None;
        }
        if let Some(field) = spots.and_then(|spots| self.field_at(place, spots)) {
            return self.around(&field);
        }
        let start = *self.starts.get(place.paragraph.checked_sub(1)?)?;
        let inside = self.touched(&(start..start + 1)).is_some();
        if inside {
            // A paragraph of a text box: its drawing.
            return self.around(&(start..start + 1));
        }
        let at = self.line_of(start)?;
        Some(self.around(&self.found[at].bytes).unwrap_or(Anchor::Paragraph(at)))
    }

    fn field_at(&self, place: &Place, spots: &Spots<'_>) -> Option<Range<usize>> {
        let start = *self.starts.get(place.paragraph.checked_sub(1)?)?;
        let from = self.begins.partition_point(|(begin, ..)| *begin < start);
        let (.., top) = self.begins[from..]
            .iter()
            .take(NEAR)
            .find(|(_, begin, _)| spots.field(*begin) == *place)?;
        self.fields.get(*top).cloned()
    }

    fn begins_of(&mut self, story: &Story, field: &FieldNode) {
        let top = self.fields.len().saturating_sub(1);
        self.begins.push((story.pieces[field.begin].span.start, field.begin, top));
        for node in field.code.iter().chain(&field.result) {
            if let Node::Field(inner) = node {
                self.begins_of(story, inner);
            }
        }
    }

    fn line_of(&self, byte: usize) -> Option<usize> {
        let after = self.found.partition_point(|line| line.bytes.start <= byte);
        after.checked_sub(1).filter(|at| byte < self.found[*at].bytes.end)
    }

    /// The paragraph of a byte; of one between paragraphs, the next, and of one after all, the last.
    fn line_at(&self, byte: usize) -> Option<Anchor> {
        let at = self.line_of(byte).or_else(|| {
            let next = self.found.partition_point(|line| line.bytes.start <= byte);
            if next < self.found.len() { Some(next) } else { self.found.len().checked_sub(1) }
        })?;
        Some(self.around(&self.found[at].bytes).unwrap_or(Anchor::Paragraph(at)))
    }

    /// The edits that put comments at their anchors.
    pub fn edits(&self, story: &Story, placed: &[(u64, Anchor)]) -> Vec<(Range<usize>, String)> {
        let w = &story.prefix;
        let begin = |id: u64| format!("<{w}commentRangeStart {w}id=\"{id}\"/>");
        let finish = |id: u64| {
            format!(
                "<{w}commentRangeEnd {w}id=\"{id}\"/><{w}r><{w}commentReference {w}id=\"{id}\"/></{w}r>"
            )
        };
        let mut inserted: BTreeMap<usize, (String, String)> = BTreeMap::new();
        let mut hollow: BTreeMap<usize, String> = BTreeMap::new();
        for (id, anchor) in placed {
            match anchor {
                Anchor::Inlines(first, last) => {
                    let start = self.inlines[*first].start;
                    inserted.entry(start).or_default().1.push_str(&begin(*id));
                    let end = self.inlines[*last].end;
                    inserted.entry(end).or_default().0.push_str(&finish(*id));
                }
                Anchor::Paragraph(at) => {
                    let both = begin(*id) + &finish(*id);
                    if self.found[*at].hollow {
                        hollow.entry(*at).or_default().push_str(&both);
                    } else {
                        inserted.entry(self.found[*at].inside).or_default().0.push_str(&both);
                    }
                }
            }
        }
        // What ends in a place comes before what begins there.
        let mut edits: Vec<(Range<usize>, String)> =
            inserted.into_iter().map(|(at, (ends, begins))| (at..at, ends + &begins)).collect();
        for (at, marks) in hollow {
            let bytes = self.found[at].bytes.clone();
            let tag = story.slice(&bytes);
            let open = tag.strip_suffix("/>").unwrap_or(tag).trim_end();
            edits.push((bytes, format!("{open}>{marks}</{w}p>")));
        }
        edits
    }
}

/// Where the marks of some comments stand in a story: range marks, and the runs that refer to them.
pub(super) fn marks_of(
    part: &str,
    xml: &str,
    ids: &BTreeSet<String>,
) -> Result<Vec<Range<usize>>, PackageError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let document = parse(part, xml)?;
    let mut marks = Vec::new();
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let ours = || attribute(node, "id").is_some_and(|id| ids.contains(id));
        match name(node) {
            "commentRangeStart" | "commentRangeEnd" if ours() => marks.push(node.range()),
            "commentReference" if ours() => {
                // A run that only refers to the comment goes with it.
                let run = node.parent().filter(|run| {
                    name(*run) == "r"
                        && children(*run).all(|child| child == node || name(child) == "rPr")
                });
                marks.push(run.unwrap_or(node).range());
            }
            _ => {}
        }
    }
    Ok(marks)
}
