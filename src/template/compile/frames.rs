//! Frames and patches: what the writer must open, close and renumber by itself.

use std::collections::{HashMap, HashSet};

use super::super::program::{Bytes, Frame, FrameKind, ParagraphFrame, Patch, PatchKind};
use super::Compiler;
use crate::docx::{Node, PieceId, PieceKind, Story, Structure};

impl Compiler<'_, '_, '_> {
    pub(super) fn frame(&mut self, piece: PieceId) -> usize {
        if let Some(frame) = self.frame_of.get(&piece) {
            return *frame;
        }
        let open = &self.story.pieces[piece];
        let close = open
            .partner
            .map_or(open.span.end..open.span.end, |close| self.story.pieces[close].span.clone());
        let span = open.span.clone();
        let kind = match &open.kind {
            PieceKind::ParagraphOpen => FrameKind::Paragraph(open.paragraph.map_or_else(
                ParagraphFrame::default,
                |paragraph| {
                    let data = &self.story.paragraphs[paragraph];
                    ParagraphFrame {
                        kept: data.last || data.section || self.anchors.contains(&paragraph),
                        number: self.places.number(paragraph),
                    }
                },
            )),
            PieceKind::Open(structure) => FrameKind::Structure(*structure, None),
            _ => FrameKind::Container,
        };
        let paragraph = matches!(kind, FrameKind::Paragraph(_)).then_some(open.paragraph).flatten();
        let patches = self.patches(&span, paragraph);
        self.program.frames.push(Frame { kind, open: span, close, patches });
        self.frame_of.insert(piece, self.program.frames.len() - 1);
        self.program.frames.len() - 1
    }

    pub(super) fn patches(&mut self, bytes: &Bytes, paragraph: Option<usize>) -> Vec<Patch> {
        let text = self.story.slice(bytes);
        let mut patches = Vec::new();
        let mut patch = |attribute: &str, kind: PatchKind| {
            if let Some(value) = value_of(text, attribute) {
                patches.push(Patch {
                    bytes: bytes.start + value.start..bytes.start + value.end,
                    kind,
                });
            }
        };
        let name = text.trim_start_matches('<').split([' ', '/', '>']).next().unwrap_or_default();
        let local = name.rsplit(':').next().unwrap_or_default();
        match local {
            "docPr" => {
                let seen = value_of(text, "id")
                    .is_some_and(|value| !self.shared.drawings.insert(text[value].to_owned()));
                if seen || self.in_region > 0 {
                    patch("id", PatchKind::Drawing);
                }
            }
            "bookmarkStart" if self.in_region > 0 => {
                patch("id", PatchKind::BookmarkStart);
                patch("name", PatchKind::BookmarkName);
            }
            "bookmarkEnd" if self.in_region > 0 => patch("id", PatchKind::BookmarkEnd),
            _ if self.in_region > 0 => patch("paraId", PatchKind::Paragraph),
            _ => {}
        }
        if self.in_region > 0
            && let Some(number) =
                paragraph.and_then(|paragraph| self.story.paragraphs[paragraph].numbering.clone())
            && self.shared.restarted.contains(self.story.slice(&number))
        {
            patches.push(Patch { bytes: number, kind: PatchKind::Numbering });
        }
        patches.sort_by_key(|patch| patch.bytes.start);
        patches
    }
}

/// Where the value of an attribute stands in a tag, whatever the attribute's prefix.
fn value_of(tag: &str, attribute: &str) -> Option<Bytes> {
    let tag_end = tag.find('>').unwrap_or(tag.len());
    let mut from = 0;
    while let Some(found) = tag[from..tag_end].find(attribute) {
        let start = from + found;
        let end = start + attribute.len();
        let before = tag[..start].chars().next_back();
        let quote = tag[end..].strip_prefix('=').and_then(|rest| rest.chars().next());
        if let (Some(':' | ' ' | '\n' | '\t'), Some(quote @ ('"' | '\''))) = (before, quote) {
            let value = end + 2;
            let length = tag[value..].find(quote)?;
            return Some(value..value + length);
        }
        from = end;
    }
    None
}

/// Which opening pieces need a step of their own: those with field machinery inside, and the
/// containers whose edge a field crosses.
pub(super) fn framed(story: &Story, nodes: &[Node]) -> HashSet<PieceId> {
    let pieces = &story.pieces;
    let mut count = Vec::with_capacity(pieces.len() + 1);
    count.push(0usize);
    for piece in pieces {
        let machinery = matches!(
            piece.kind,
            PieceKind::FieldBegin { .. }
                | PieceKind::FieldSeparate
                | PieceKind::FieldEnd
                | PieceKind::Code(_)
                | PieceKind::SimpleFieldOpen(_)
        );
        count.push(count[count.len() - 1] + usize::from(machinery));
    }
    let inside = fields_around(story, nodes);
    let mut framed = HashSet::new();
    for (id, piece) in pieces.iter().enumerate() {
        let Some(close) = piece.partner.filter(|close| *close > id) else { continue };
        let machinery = count[close] - count[id] > 0;
        let wanted = match piece.kind {
            PieceKind::ParagraphOpen | PieceKind::Open(_) => machinery,
            // In a field's code an argument may begin or end anywhere in them.
            PieceKind::ContainerOpen => inside[id] > 0 || machinery && inside[id] != inside[close],
            _ => false,
        };
        if wanted {
            framed.insert(id);
        }
    }
    frame_computed_tables(story, &mut framed);
    framed
}

/// In a table with formulas every cell counts, so none of them is copied unseen.
fn frame_computed_tables(story: &Story, framed: &mut HashSet<PieceId>) {
    let pieces = &story.pieces;
    let mut tables: Vec<PieceId> = Vec::new();
    let mut computed: HashSet<PieceId> = HashSet::new();
    for (id, piece) in pieces.iter().enumerate() {
        match &piece.kind {
            PieceKind::Open(Structure::Table) => tables.push(id),
            PieceKind::Close(Structure::Table) => {
                tables.pop();
            }
            PieceKind::Code(content) if story.text(content).contains('=') => {
                computed.extend(tables.last());
            }
            PieceKind::SimpleFieldOpen(code) if code.contains('=') => {
                computed.extend(tables.last());
            }
            _ => {}
        }
    }
    for table in computed {
        let Some(close) = pieces[table].partner else { continue };
        framed.extend((table..close).filter(|id| {
            matches!(pieces[*id].kind, PieceKind::Open(Structure::Row | Structure::Cell))
        }));
    }
}

/// How many fields lie around each piece.
fn fields_around(story: &Story, nodes: &[Node]) -> Vec<usize> {
    let mut steps = vec![0isize; story.pieces.len() + 1];
    // Fields inside fields add nothing: being in one is enough.
    for node in nodes {
        if let Node::Field(field) = node {
            steps[field.begin] += 1;
            steps[field.end] -= 1;
        }
    }
    let mut depth = 0isize;
    steps
        .into_iter()
        .map(|step| {
            depth += step;
            usize::try_from(depth).unwrap_or(0)
        })
        .collect()
}

/// For each field character, the containers open around it inside its cell or story.
pub(super) fn containers(story: &Story) -> HashMap<PieceId, Vec<PieceId>> {
    let mut open: Vec<Vec<PieceId>> = vec![Vec::new()];
    let mut around = HashMap::new();
    for (id, piece) in story.pieces.iter().enumerate() {
        match piece.kind {
            PieceKind::Open(_) => open.push(Vec::new()),
            PieceKind::Close(_) => {
                open.pop();
            }
            PieceKind::ContainerOpen => {
                if let Some(top) = open.last_mut() {
                    top.push(id);
                }
            }
            PieceKind::ContainerClose => {
                if let Some(top) = open.last_mut() {
                    top.pop();
                }
            }
            PieceKind::FieldBegin { .. }
            | PieceKind::FieldEnd
            | PieceKind::SimpleFieldOpen(_)
            | PieceKind::SimpleFieldClose => {
                around.insert(id, open.last().cloned().unwrap_or_default());
            }
            _ => {}
        }
    }
    around
}

/// Paragraphs with a bookmark, a comment or the like: something refers to them.
pub(super) fn anchors(story: &Story, nodes: &[Node]) -> HashSet<usize> {
    let inside = fields_around(story, nodes);
    story
        .pieces
        .iter()
        .enumerate()
        .filter(|(id, piece)| match &piece.kind {
            // `_GoBack` is where the author last typed, and refers to nothing.
            PieceKind::RangeMark { name, .. } => {
                inside[*id] == 0 && name.as_deref() != Some("_GoBack")
            }
            _ => false,
        })
        .filter(|(_, piece)| {
            !matches!(&piece.kind,
            PieceKind::RangeMark { element, .. } if element.ends_with("End"))
        })
        .filter_map(|(_, piece)| piece.paragraph)
        .collect()
}

/// Range marks of which one end lies in a field that goes, the other outside or in another.
pub(super) fn severed_marks(story: &Story, nodes: &[Node]) -> HashSet<PieceId> {
    let inside = fields_around(story, nodes);
    let mut ends: HashMap<(&str, &str), Vec<PieceId>> = HashMap::new();
    for (id, piece) in story.pieces.iter().enumerate() {
        if let PieceKind::RangeMark { element, id: mark, .. } = &piece.kind {
            let family = element.trim_end_matches("Start").trim_end_matches("End");
            ends.entry((family, mark.as_str())).or_default().push(id);
        }
    }
    ends.into_values()
        .filter(|ends| ends.iter().any(|id| inside[*id] > 0))
        .filter(|ends| ends.iter().any(|id| inside[*id] == 0) || ends.len() < 2)
        .flatten()
        .collect()
}

/// Which runs hold field machinery. Text (`w:t`) in a code is code as well: where an argument begins
/// or ends in it, the run is cut.
pub(super) fn machinery(story: &Story, nodes: &[Node]) -> Vec<bool> {
    fn mark(story: &Story, nodes: &[Node], in_code: bool, machinery: &mut [bool]) {
        for node in nodes {
            match node {
                Node::Piece(id) => {
                    let piece = &story.pieces[*id];
                    if let (true, PieceKind::Text(_), Some(run)) = (in_code, &piece.kind, piece.run)
                    {
                        machinery[run] = true;
                    }
                }
                Node::Field(field) => {
                    mark(story, &field.code, true, machinery);
                    mark(story, &field.result, in_code, machinery);
                }
            }
        }
    }
    let mut machinery: Vec<bool> = story.runs.iter().map(|run| run.machinery).collect();
    mark(story, nodes, false, &mut machinery);
    machinery
}

/// The piece that opens each paragraph.
pub(super) fn openings(story: &Story) -> HashMap<usize, PieceId> {
    story
        .pieces
        .iter()
        .enumerate()
        .filter(|(_, piece)| piece.kind == PieceKind::ParagraphOpen)
        .filter_map(|(id, piece)| Some((piece.paragraph?, id)))
        .collect()
}
