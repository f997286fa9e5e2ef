//! Compiling a story: nodes in, steps and fields out.

mod arguments;
mod fields;
mod frames;
mod surroundings;

use std::collections::{HashMap, HashSet};

use super::names::Names;
use super::places::Places;
use super::program::{Action, Bytes, Edge, Program, Region, Step};
use super::regions::{self, Extent};
use super::steps::StepList;
use crate::diagnostic::{Diagnostic, Finding, StoryKind};
use crate::docx::{
    FieldFaultKind, FieldNode, Folded, Node, PieceId, PieceKind, Story, Styles, encode,
};
use crate::field::{LINE_BREAK, NESTED, OBJECT, PARAGRAPH, Separators};

/// What all stories of a template share while they are compiled.
pub(super) struct Shared<'t> {
    pub styles: &'t Styles,
    pub separators: Separators,
    /// List numbers that the author restarted (`w:lvlOverride/w:startOverride`).
    pub restarted: &'t HashSet<String>,
    pub names: &'t mut Names,
    pub diagnostics: &'t mut Vec<Diagnostic>,
    /// Drawing ids seen in any story so far: a second one of the same id must change.
    pub drawings: &'t mut HashSet<String>,
    /// Names of bookmarks in any story.
    pub bookmarks: &'t HashSet<String>,
}

/// Compiles a story.
pub(super) fn compile(
    kind: StoryKind,
    story: &Story,
    folded: &Folded,
    shared: &mut Shared<'_>,
) -> Program {
    let places = Places::of(kind, story, shared.styles, &folded.nodes);
    for fault in &folded.faults {
        let finding = match fault.kind {
            FieldFaultKind::Unclosed => Finding::FieldUnclosed {},
            FieldFaultKind::StrayEnd => Finding::FieldEndStray {},
            FieldFaultKind::StraySeparate => Finding::FieldSeparatorStray {},
        };
        let place = places.place(story, fault.piece, None);
        shared.diagnostics.push(Diagnostic::at(finding, &place));
    }
    let mut compiler = Compiler {
        story,
        places: &places,
        shared,
        program: Program {
            story: kind,
            part: story.part.clone(),
            buffer: story.xml.clone(),
            prefix: story.prefix.clone(),
            steps: Vec::new(),
            fields: Vec::new(),
            frames: Vec::new(),
            regions: Vec::new(),
            tables: Vec::new(),
            bookmarks: Vec::new(),
            marked: Vec::new(),
        },
        framed: frames::framed(story, &folded.nodes),
        containers: frames::containers(story),
        openings: frames::openings(story),
        machinery: frames::machinery(story, &folded.nodes),
        field_of: HashMap::new(),
        frame_of: HashMap::new(),
        table_of: HashMap::new(),
        anchors: frames::anchors(story, &folded.nodes),
        severed: frames::severed_marks(story, &folded.nodes),
        nested_at: HashMap::new(),
        quoted: HashSet::new(),
        unescaped: HashMap::new(),
        in_region: 0,
        in_simple: 0,
    };
    let mut list = StepList::default();
    compiler.nodes(&folded.nodes, Mode::Letter, &mut list);
    compiler.program.steps = list.finish();
    compiler.tables(&folded.nodes);
    compiler.bookmarks(&folded.nodes);
    compiler.program
}

/// What codes and texts become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// Text of the letter: texts are copied, a code outside its field is hidden.
    Letter,
    /// The text between quotes of a field code: it was code and becomes text.
    Quoted,
    /// The code of a field that stays.
    Code,
}

struct Compiler<'s, 't, 'x> {
    story: &'s Story,
    places: &'s Places,
    shared: &'x mut Shared<'t>,
    program: Program,
    /// Opening pieces that need steps of their own.
    framed: HashSet<PieceId>,
    /// For each field character, the containers open around it.
    containers: HashMap<PieceId, Vec<PieceId>>,
    /// Runs that cannot be copied whole: with field characters, or with a code's text.
    machinery: Vec<bool>,
    /// The piece that opens each paragraph.
    openings: HashMap<usize, PieceId>,
    field_of: HashMap<PieceId, usize>,
    frame_of: HashMap<PieceId, usize>,
    table_of: HashMap<PieceId, usize>,
    /// Paragraphs that something refers to or is anchored in.
    anchors: HashSet<usize>,
    /// Range marks whose partner goes away with a field.
    severed: HashSet<PieceId>,
    /// Where the placeholders of nested fields are in the code of a field.
    nested_at: HashMap<usize, Vec<usize>>,
    /// Fields that stand between quotation marks in the code of another, by their begin.
    quoted: HashSet<PieceId>,
    /// Texts inside an argument, without the backslashes that escape in them.
    unescaped: HashMap<PieceId, String>,
    in_region: usize,
    /// Simple fields around that stay: no paragraph can end in them.
    in_simple: usize,
}

impl Compiler<'_, '_, '_> {
    fn nodes(&mut self, nodes: &[Node], mode: Mode, list: &mut StepList) {
        let markers = self.markers(nodes);
        let (extents, faults) = if markers.is_empty() {
            (Vec::new(), Vec::new())
        } else {
            regions::extents(self.story, nodes, &markers)
        };
        for fault in faults {
            self.region_fault(nodes, fault);
        }
        self.range(nodes, 0..nodes.len(), &extents, mode, list);
    }

    fn range(
        &mut self,
        nodes: &[Node],
        range: std::ops::Range<usize>,
        extents: &[Extent],
        mode: Mode,
        list: &mut StepList,
    ) {
        let mut index = range.start;
        // The extents come in the order of their beginnings, an outer one before those in it.
        let mut next = 0;
        while index < range.end {
            while extents.get(next).is_some_and(|extent| {
                extent.nodes.start < index
                    || extent.nodes.start == index && extent.nodes.end > range.end
            }) {
                next += 1;
            }
            if let Some(extent) = extents.get(next).filter(|extent| extent.nodes.start == index) {
                next += 1;
                self.close_runs(list);
                self.region(nodes, extent, &extents[next..], mode, list);
                index = extent.nodes.end;
                continue;
            }
            self.node(&nodes[index], mode, list);
            index += 1;
        }
        self.close_runs(list);
    }

    fn region(
        &mut self,
        nodes: &[Node],
        extent: &Extent,
        inner: &[Extent],
        mode: Mode,
        list: &mut StepList,
    ) {
        let piece = begin_of(&nodes[extent.marker]);
        let place = self.places.place(self.story, piece, Some(piece));
        let mut body = StepList::default();
        self.in_region += 1;
        self.range(nodes, extent.nodes.clone(), inner, mode, &mut body);
        self.in_region -= 1;
        self.program.regions.push(Region {
            name: extent.name.clone(),
            steps: body.finish(),
            place,
        });
        list.push(Step::Region(self.program.regions.len() - 1));
    }

    fn node(&mut self, node: &Node, mode: Mode, list: &mut StepList) {
        match node {
            Node::Piece(id) => self.piece(*id, mode, list),
            Node::Field(field) if field.deleted => {}
            Node::Field(field) => {
                let id = self.field(field);
                if self.program.fields[id].action == Action::Keep {
                    self.keep(field, mode, list);
                } else {
                    self.close_runs(list);
                    let quoted = self.quoted.contains(&field.begin);
                    list.push(match mode {
                        Mode::Code => Step::Code { field: id, quoted },
                        Mode::Letter | Mode::Quoted => Step::Field(id),
                    });
                }
                let before = self.containers.get(&field.begin);
                let after = self.containers.get(&field.end);
                if before != after {
                    let open = after.cloned().unwrap_or_default();
                    let frames = open.into_iter().map(|piece| self.frame(piece)).collect();
                    list.push(Step::Resume(frames));
                }
            }
        }
    }

    /// A field that stays: its own characters and code are copied, fields inside it are merged.
    fn keep(&mut self, field: &FieldNode, mode: Mode, list: &mut StepList) {
        let pieces = &self.story.pieces;
        let simple = matches!(pieces[field.begin].kind, PieceKind::SimpleFieldOpen(_));
        let inner = if mode == Mode::Letter { Mode::Letter } else { mode };
        if simple {
            self.close_runs(list);
            list.ink(pieces[field.begin].span.clone());
            self.in_simple += 1;
            for node in &field.result {
                self.node(node, inner, list);
            }
            self.in_simple -= 1;
            self.close_runs(list);
            list.copy(pieces[field.end].span.clone());
            return;
        }
        // Its characters count as ink: half of it must not go with a paragraph that seems empty.
        self.open_run(field.begin, list);
        list.ink(pieces[field.begin].span.clone());
        for node in &field.code {
            self.node(node, Mode::Code, list);
        }
        if let Some(separate) = field.separate {
            self.content(separate, list);
            let result = if mode == Mode::Code { Mode::Code } else { Mode::Quoted };
            for node in &field.result {
                self.node(node, result, list);
            }
        }
        self.open_run(field.end, list);
        list.ink(pieces[field.end].span.clone());
    }

    fn piece(&mut self, id: PieceId, mode: Mode, list: &mut StepList) {
        let piece = &self.story.pieces[id];
        let machinery = piece.run.is_some_and(|run| self.machinery[run]);
        match &piece.kind {
            _ if piece.deleted && mode == Mode::Quoted => {}
            PieceKind::RunOpen if machinery => {}
            PieceKind::RunClose if machinery => {
                if list.open_run() == piece.run {
                    list.closed_run();
                    list.copy(piece.span.clone());
                }
            }
            PieceKind::Code(content) => match mode {
                Mode::Letter => {}
                Mode::Quoted => {
                    let text = match self.unescaped.get(&id) {
                        Some(text) => text.clone(),
                        None => self.story.text(content).into_owned(),
                    };
                    self.literal_text(id, &text, list);
                }
                Mode::Code => self.content(id, list),
            },
            PieceKind::FieldBegin { .. } | PieceKind::FieldSeparate | PieceKind::FieldEnd => {}
            PieceKind::SimpleFieldOpen(_) | PieceKind::SimpleFieldClose => {}
            // The code of a field that stays is nobody's gap to close.
            PieceKind::Text(_) if mode == Mode::Code => self.content(id, list),
            PieceKind::Text(_) if self.unescaped.contains_key(&id) => {
                let text = self.unescaped[&id].clone();
                self.literal_text(id, &text, list);
            }
            PieceKind::Text(content) => {
                self.open_run(id, list);
                let (first, last) = self.edges(content);
                let ink = !self.story.text(content).trim().is_empty();
                list.text(piece.span.clone(), first, last, ink);
            }
            PieceKind::Ink => {
                self.open_run(id, list);
                list.ink(piece.span.clone());
            }
            PieceKind::LineBreak => {
                self.open_run(id, list);
                let framed = piece
                    .paragraph
                    .and_then(|paragraph| self.openings.get(&paragraph))
                    .is_some_and(|open| self.framed.contains(open));
                if framed {
                    list.push(Step::LineBreak(piece.span.clone()));
                } else {
                    list.copy(piece.span.clone());
                }
            }
            PieceKind::Tab => {
                self.open_run(id, list);
                let edge = Edge { character: '\t', bytes: piece.span.clone() };
                list.text(piece.span.clone(), Some(edge.clone()), Some(edge), false);
            }
            PieceKind::ParagraphOpen
            | PieceKind::Open(_)
            | PieceKind::ContainerOpen
            | PieceKind::RunOpen => {
                if self.framed.contains(&id) {
                    let frame = self.frame(id);
                    list.push(Step::Open(frame));
                } else {
                    let paragraph =
                        piece.paragraph.filter(|_| piece.kind == PieceKind::ParagraphOpen);
                    self.copy_with_patches(piece.span.clone(), paragraph, list);
                }
            }
            PieceKind::ParagraphClose | PieceKind::Close(_) | PieceKind::ContainerClose => {
                match piece.partner.filter(|open| self.framed.contains(open)) {
                    Some(open) => {
                        let frame = self.frame(open);
                        list.push(Step::Close(frame));
                    }
                    None => list.copy(piece.span.clone()),
                }
            }
            PieceKind::RunClose => list.copy(piece.span.clone()),
            PieceKind::RangeMark { .. } => {
                if !self.severed.contains(&id) {
                    self.copy_with_patches(piece.span.clone(), None, list);
                }
            }
            PieceKind::Markup => {
                if machinery {
                    // White space between elements is no reason to open a run.
                    if self.story.slice(&piece.span).trim().is_empty() {
                        return;
                    }
                    self.open_run(id, list);
                }
                self.copy_with_patches(piece.span.clone(), None, list);
            }
        }
    }

    /// Copies a piece that is content of its run.
    fn content(&mut self, id: PieceId, list: &mut StepList) {
        self.open_run(id, list);
        list.copy(self.story.pieces[id].span.clone());
    }

    /// Text that was code, as text of the letter, in the run where it stood.
    fn literal_text(&mut self, id: PieceId, text: &str, list: &mut StepList) {
        let text: String = text
            .chars()
            .filter(|c| !matches!(*c, NESTED | OBJECT | PARAGRAPH | LINE_BREAK))
            .collect();
        if text.is_empty() {
            return;
        }
        self.open_run(id, list);
        let prefix = self.program.prefix.clone();
        let open = self.literal(&format!(r#"<{prefix}t xml:space="preserve">"#));
        list.copy(open);
        let content = self.literal(&encode(&text));
        let (first, last) = self.edges(&content);
        list.text(content, first, last, !text.trim().is_empty());
        let close = self.literal(&format!("</{prefix}t>"));
        list.copy(close);
    }

    fn open_run(&mut self, id: PieceId, list: &mut StepList) {
        let Some(run) = self.story.pieces[id].run else { return };
        if !self.machinery[run] || list.open_run() == Some(run) {
            return;
        }
        let run_data = &self.story.runs[run];
        list.copy(run_data.tag.clone());
        if let Some(properties) = &run_data.properties {
            list.copy(properties.clone());
        }
        list.opened_run(run);
    }

    fn close_runs(&mut self, list: &mut StepList) {
        while list.open_run().is_some() {
            let close = format!("</{}r>", self.program.prefix);
            let close = self.literal(&close);
            list.copy(close);
            list.closed_run();
        }
    }

    /// Copies bytes, with steps in between for values that must differ from copy to copy.
    fn copy_with_patches(&mut self, bytes: Bytes, paragraph: Option<usize>, list: &mut StepList) {
        let mut from = bytes.start;
        for patch in self.patches(&bytes, paragraph) {
            list.copy(from..patch.bytes.start);
            from = patch.bytes.end;
            list.push(Step::Patch(patch));
        }
        list.copy(from..bytes.end);
    }

    fn edges(&self, content: &Bytes) -> (Option<Edge>, Option<Edge>) {
        let raw = self.program.buffer.get(content.clone()).unwrap_or_default();
        let (Some(first), Some(last)) = (raw.chars().next(), raw.chars().next_back()) else {
            return (None, None);
        };
        // An entity is no blank and no point, which is all that matters here.
        (
            Some(Edge { character: first, bytes: content.start..content.start + first.len_utf8() }),
            Some(Edge { character: last, bytes: content.end - last.len_utf8()..content.end }),
        )
    }

    fn literal(&mut self, text: &str) -> Bytes {
        let start = self.program.buffer.len();
        self.program.buffer.push_str(text);
        start..self.program.buffer.len()
    }

    fn report(&mut self, id: usize, finding: Finding) {
        let place = self.program.fields[id].place.clone();
        self.shared.diagnostics.push(Diagnostic::at(finding, &place));
    }
}

fn begin_of(node: &Node) -> PieceId {
    match node {
        Node::Field(field) => field.begin,
        Node::Piece(id) => *id,
    }
}
