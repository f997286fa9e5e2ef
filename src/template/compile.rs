//! Compiling a story: nodes in, steps and fields out.

use std::collections::{HashMap, HashSet};

use super::code::{Code, Slice};
use super::names::Names;
use super::places::Places;
use super::program::{
    Action, Branch, Bytes, Edge, Field, Frame, FrameKind, MergeAction, ParagraphFrame, Part, Patch,
    PatchKind, Program, Region, Step, Stored, Table, Text,
};
use super::regions::{self, Extent, Marker, RegionFault};
use super::steps::StepList;
use crate::diagnostic::{Diagnostic, Finding, StoryKind};
use crate::docx::{
    FieldFaultKind, FieldNode, Folded, Node, PieceId, PieceKind, Story, Structure, Styles, encode,
};
use crate::field::{
    self, Argument, Condition, Field as Code_, Format, GeneralFormat, Instruction, LINE_BREAK,
    NESTED, OBJECT, PARAGRAPH, Ref, RefSwitches, RefusedKind, Separators, Value,
};

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
        },
        framed: framed(story, &folded.nodes),
        containers: containers(story),
        field_of: HashMap::new(),
        frame_of: HashMap::new(),
        table_of: HashMap::new(),
        anchors: anchors(story, &folded.nodes),
        severed: severed_marks(story, &folded.nodes),
        quoted: HashSet::new(),
        in_region: 0,
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
    field_of: HashMap<PieceId, usize>,
    frame_of: HashMap<PieceId, usize>,
    table_of: HashMap<PieceId, usize>,
    /// Paragraphs that something refers to or is anchored in.
    anchors: HashSet<usize>,
    /// Range marks whose partner goes away with a field.
    severed: HashSet<PieceId>,
    /// Fields that stand between quotation marks in the code of another, by their begin.
    quoted: HashSet<PieceId>,
    in_region: usize,
}

impl Compiler<'_, '_, '_> {
    // -- nodes to steps

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
        while index < range.end {
            let extent = extents
                .iter()
                .position(|extent| extent.nodes.start == index && extent.nodes.end <= range.end);
            if let Some(position) = extent {
                let extent = &extents[position];
                self.close_runs(list);
                self.region(nodes, extent, &extents[position + 1..], mode, list);
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
            list.copy(pieces[field.begin].span.clone());
            for node in &field.result {
                self.node(node, inner, list);
            }
            self.close_runs(list);
            list.copy(pieces[field.end].span.clone());
            return;
        }
        self.content(field.begin, list);
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
        self.content(field.end, list);
    }

    fn piece(&mut self, id: PieceId, mode: Mode, list: &mut StepList) {
        let piece = &self.story.pieces[id];
        let machinery = piece.run.is_some_and(|run| self.story.runs[run].machinery);
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
                    let text = self.story.text(content).into_owned();
                    self.literal_text(id, &text, list);
                }
                Mode::Code => self.content(id, list),
            },
            PieceKind::FieldBegin { .. } | PieceKind::FieldSeparate | PieceKind::FieldEnd => {}
            PieceKind::SimpleFieldOpen(_) | PieceKind::SimpleFieldClose => {}
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
                let framed = piece.paragraph.is_some_and(|paragraph| {
                    self.paragraph_piece(paragraph).is_some_and(|open| self.framed.contains(&open))
                });
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
                    self.copy_with_patches(piece.span.clone(), list);
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
                    self.copy_with_patches(piece.span.clone(), list);
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
                self.copy_with_patches(piece.span.clone(), list);
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
        let text: String =
            text.chars().filter(|c| !matches!(*c, NESTED | OBJECT | PARAGRAPH | LINE_BREAK)).collect();
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
        if !self.story.runs[run].machinery || list.open_run() == Some(run) {
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
    fn copy_with_patches(&mut self, bytes: Bytes, list: &mut StepList) {
        let mut from = bytes.start;
        for patch in self.patches(&bytes, None) {
            list.copy(from..patch.bytes.start);
            from = patch.bytes.end;
            list.push(Step::Patch(patch));
        }
        list.copy(from..bytes.end);
    }

    fn patches(&mut self, bytes: &Bytes, paragraph: Option<usize>) -> Vec<Patch> {
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

    fn edges(&self, content: &Bytes) -> (Option<Edge>, Option<Edge>) {
        let raw = self.program.buffer.get(content.clone()).unwrap_or_default();
        let (Some(first), Some(last)) = (raw.chars().next(), raw.chars().next_back()) else {
            return (None, None);
        };
        // An entity is no blank and no point, which is all that matters here.
        (
            Some(Edge {
                character: first,
                bytes: content.start..content.start + first.len_utf8(),
            }),
            Some(Edge { character: last, bytes: content.end - last.len_utf8()..content.end }),
        )
    }

    fn literal(&mut self, text: &str) -> Bytes {
        let start = self.program.buffer.len();
        self.program.buffer.push_str(text);
        start..self.program.buffer.len()
    }

    fn paragraph_piece(&self, paragraph: usize) -> Option<PieceId> {
        // Paragraphs open in the order of the pieces.
        let pieces = &self.story.pieces;
        let start = pieces.partition_point(|piece| {
            piece.paragraph.is_none_or(|found| found < paragraph) && piece.span.start < usize::MAX
        });
        pieces[start.min(pieces.len())..]
            .iter()
            .position(|piece| {
                piece.kind == PieceKind::ParagraphOpen && piece.paragraph == Some(paragraph)
            })
            .map(|offset| start + offset)
            .or_else(|| {
                pieces.iter().position(|piece| {
                    piece.kind == PieceKind::ParagraphOpen && piece.paragraph == Some(paragraph)
                })
            })
    }

    fn frame(&mut self, piece: PieceId) -> usize {
        if let Some(frame) = self.frame_of.get(&piece) {
            return *frame;
        }
        let open = &self.story.pieces[piece];
        let close = open
            .partner
            .map_or(open.span.end..open.span.end, |close| self.story.pieces[close].span.clone());
        let span = open.span.clone();
        let kind = match &open.kind {
            PieceKind::ParagraphOpen => {
                FrameKind::Paragraph(open.paragraph.map_or_else(ParagraphFrame::default, |paragraph| {
                    let data = &self.story.paragraphs[paragraph];
                    ParagraphFrame {
                        kept: data.last || data.section || self.anchors.contains(&paragraph),
                        number: self.places.number(paragraph),
                    }
                }))
            }
            PieceKind::Open(structure) => FrameKind::Structure(*structure, None),
            _ => FrameKind::Container,
        };
        let paragraph = matches!(kind, FrameKind::Paragraph(_)).then_some(open.paragraph).flatten();
        let patches = self.patches(&span, paragraph);
        self.program.frames.push(Frame { kind, open: span, close, patches });
        self.frame_of.insert(piece, self.program.frames.len() - 1);
        self.program.frames.len() - 1
    }

    // -- fields

    fn field(&mut self, node: &FieldNode) -> usize {
        if let Some(id) = self.field_of.get(&node.begin) {
            return *id;
        }
        let simple = match &self.story.pieces[node.begin].kind {
            PieceKind::SimpleFieldOpen(code) => Some(code.clone()),
            _ => None,
        };
        let code = match &simple {
            Some(_) => Code::of(self.story, &[]),
            None => Code::of(self.story, &node.code),
        };
        let text = simple.unwrap_or_else(|| code.text.clone());
        let instruction = field::parse(&text, self.shared.separators);
        let place = self.places.place(self.story, node.begin, Some(node.begin));
        let id = self.program.fields.len();
        self.field_of.insert(node.begin, id);
        let properties = self.properties(node, &code, &instruction);
        let in_paragraph = self.containers.get(&node.begin).is_none_or(Vec::is_empty)
            && self.story.pieces[node.begin].paragraph.is_some();
        self.program.fields.push(Field {
            instruction,
            code: text,
            nested: Vec::new(),
            action: Action::Nothing,
            properties: properties.0,
            uniform: properties.1,
            stored: Stored::default(),
            place,
            cell: None,
            in_paragraph,
        });
        let nested: Vec<&FieldNode> = code
            .nested()
            .filter_map(|index| match &node.code[index] {
                Node::Field(field) => Some(field),
                Node::Piece(_) => None,
            })
            .collect();
        self.note_quoted(id, &nested);
        let nested: Vec<usize> = nested.into_iter().map(|field| self.field(field)).collect();
        self.program.fields[id].nested = nested;
        self.program.fields[id].stored = self.stored(node);
        self.report_faults(id);
        let action = self.action(id, node, &code);
        self.program.fields[id].action = action;
        id
    }

    /// Notes which nested fields stand between quotation marks.
    fn note_quoted(&mut self, id: usize, nested: &[&FieldNode]) {
        let field = &self.program.fields[id];
        let places = field.code.match_indices(NESTED).map(|(byte, _)| byte);
        for (byte, nested) in places.zip(nested) {
            let between = field.instruction.tokens.iter().any(|token| {
                token.kind == field::TokenKind::Quoted && token.span.contains(&byte)
            });
            if between {
                self.quoted.insert(nested.begin);
            }
        }
    }

    fn action(&mut self, id: usize, node: &FieldNode, code: &Code) -> Action {
        let locked =
            matches!(self.story.pieces[node.begin].kind, PieceKind::FieldBegin { locked: true });
        let field = self.program.fields[id].instruction.field.clone();
        let keyword = field.keyword().to_owned();
        if locked && !matches!(field, Code_::Layout(_) | Code_::Kept(_)) {
            self.report(id, Finding::FieldLocked { field: keyword });
            return Action::Stored;
        }
        match field {
            Code_::MergeField(merge) => {
                let name = self.text(id, &merge.name);
                if let Some(name) = name.literal()
                    && regions::marker(&name).is_some()
                {
                    return Action::Nothing;
                }
                let before = merge.before.map(|argument| self.branch(id, node, code, &argument));
                let after = merge.after.map(|argument| self.branch(id, node, code, &argument));
                let known = name.literal().map(|name| self.shared.names.add(&name, merge.mapped));
                let composed = known.is_none().then_some(name);
                Action::Merge(MergeAction { name: known, composed, before, after })
            }
            Code_::If(choice) => {
                if self.condition_depends_on_page(id, &choice.condition) {
                    self.report(id, Finding::FieldDependsOnPage { field: keyword });
                    return Action::Keep;
                }
                let left = self.operand(id, &choice.condition.left);
                let right = self.operand(id, &choice.condition.right);
                let then = self.branch(id, node, code, &choice.then);
                let otherwise =
                    choice.otherwise.map(|argument| self.branch(id, node, code, &argument));
                Action::If { left, right, then, otherwise }
            }
            Code_::Compare(Some(condition)) | Code_::SkipIf(Some(condition)) => {
                if self.condition_depends_on_page(id, &condition) {
                    self.report(id, Finding::FieldDependsOnPage { field: keyword });
                    return Action::Keep;
                }
                let left = self.operand(id, &condition.left);
                let right = self.operand(id, &condition.right);
                Action::Condition { left, right }
            }
            Code_::Compare(None) | Code_::SkipIf(None) => {
                self.report(id, Finding::ConditionMissing { field: keyword });
                Action::Compute
            }
            Code_::Next | Code_::NextIf(_) => {
                self.report(id, Finding::FieldRefused { name: keyword });
                Action::Nothing
            }
            Code_::Refused(refused) => {
                self.report(id, Finding::FieldRefused { name: keyword });
                match refused.kind {
                    RefusedKind::Ask | RefusedKind::Data | RefusedKind::Print => Action::Nothing,
                    _ => Action::Stored,
                }
            }
            Code_::Quote(arguments) => {
                let mut whole = Branch::default();
                for argument in &arguments {
                    let branch = self.branch(id, node, code, argument);
                    whole.steps.extend(branch.steps);
                    whole.text.parts.extend(branch.text.parts);
                }
                Action::Quote(whole)
            }
            Code_::Set { bookmark, value } => Action::Set {
                name: self.text(id, &bookmark),
                content: self.branch(id, node, code, &value),
            },
            Code_::Formula(_) if self.nested_depends_on_page(id) => {
                self.report(id, Finding::FieldDependsOnPage { field: keyword });
                Action::Keep
            }
            Code_::Bare(name) => {
                let name = name.text(&self.program.fields[id].code).into_owned();
                if self.shared.bookmarks.contains(&name.to_lowercase()) {
                    Action::Compute
                } else {
                    self.report(id, Finding::FieldUnknown { name });
                    Action::Keep
                }
            }
            Code_::Ref(Ref { switches: RefSwitches { n, r, w, p, t, .. }, .. })
                if n || r || w || p || t =>
            {
                Action::Keep
            }
            Code_::Layout(_) | Code_::Kept(_) => Action::Keep,
            Code_::Unknown(unknown) => {
                let name = unknown.name.text(&self.program.fields[id].code).into_owned();
                self.report(id, Finding::FieldUnknown { name });
                Action::Keep
            }
            _ => Action::Compute,
        }
    }

    /// Whether a condition asks for something that only the laid-out page knows.
    fn condition_depends_on_page(&self, id: usize, condition: &Condition) -> bool {
        [&condition.left, &condition.right]
            .into_iter()
            .any(|operand| self.text(id, operand).nested().any(|nested| self.depends_on_page(nested)))
    }

    fn nested_depends_on_page(&self, id: usize) -> bool {
        self.program.fields[id].nested.iter().any(|nested| self.depends_on_page(*nested))
    }

    fn depends_on_page(&self, id: usize) -> bool {
        let field = &self.program.fields[id];
        match &field.instruction.field {
            Code_::Layout(layout) => layout.kind.prints(),
            _ => field.action == Action::Keep && self.nested_depends_on_page(id),
        }
    }

    fn stored(&mut self, node: &FieldNode) -> Stored {
        let mut text = String::new();
        self.plain_text(&node.result, &mut text);
        let mut list = StepList::default();
        self.in_region += 1;
        for node in &node.result {
            // A field inside a stored result is stored too.
            match node {
                Node::Piece(id) => self.piece(*id, Mode::Quoted, &mut list),
                Node::Field(field) => {
                    for node in &field.result {
                        if let Node::Piece(id) = node {
                            self.piece(*id, Mode::Quoted, &mut list);
                        }
                    }
                }
            }
        }
        self.close_runs(&mut list);
        self.in_region -= 1;
        Stored { text, steps: list.finish() }
    }

    fn plain_text(&self, nodes: &[Node], text: &mut String) {
        for node in nodes {
            match node {
                Node::Field(field) => self.plain_text(&field.result, text),
                Node::Piece(id) => match &self.story.pieces[*id].kind {
                    PieceKind::Text(content) | PieceKind::Code(content) => {
                        text.push_str(&self.story.text(content));
                    }
                    PieceKind::LineBreak | PieceKind::ParagraphClose => text.push('\n'),
                    PieceKind::Tab => text.push('\t'),
                    _ => {}
                },
            }
        }
    }

    /// The formatting of a text result, and the one that `\* CHARFORMAT` puts on everything.
    fn properties(
        &self,
        node: &FieldNode,
        code: &Code,
        instruction: &Instruction,
    ) -> (Bytes, Option<Bytes>) {
        let run_properties = |piece: PieceId| {
            self.story.pieces[piece]
                .run
                .and_then(|run| self.story.runs[run].properties.clone())
                .unwrap_or(0..0)
        };
        let text_piece = |node: &Node| match node {
            Node::Piece(id) => matches!(
                self.story.pieces[*id].kind,
                PieceKind::Text(_) | PieceKind::Code(_) | PieceKind::Ink
            )
            .then_some(*id),
            Node::Field(_) => None,
        };
        let of_name = code
            .name_node()
            .and_then(|index| text_piece(&node.code[index]))
            .map_or(0..0, run_properties);
        let of_result = node.result.iter().find_map(text_piece).map(run_properties);
        let simple = matches!(self.story.pieces[node.begin].kind, PieceKind::SimpleFieldOpen(_));
        let has = |wanted: GeneralFormat| {
            instruction
                .formats
                .iter()
                .any(|format| matches!(format, Format::General(found) if *found == wanted))
        };
        let uniform = has(GeneralFormat::CharFormat)
            .then(|| if simple { of_result.clone().unwrap_or(0..0) } else { of_name.clone() });
        let properties = if simple || has(GeneralFormat::MergeFormat) {
            of_result.unwrap_or(of_name)
        } else {
            of_name
        };
        (uniform.clone().unwrap_or(properties), uniform)
    }

    fn branch(&mut self, id: usize, node: &FieldNode, code: &Code, argument: &Argument) -> Branch {
        let text = self.text(id, argument);
        if matches!(self.story.pieces[node.begin].kind, PieceKind::SimpleFieldOpen(_)) {
            // The code of a simple field is an attribute: its text has no runs of its own.
            let steps = self.simple_text(id, argument);
            return Branch { steps, text };
        }
        let Slice { head, whole, tail } = code.slice(argument);
        let mut list = StepList::default();
        if let Some((index, bytes)) = head {
            self.cut_text(&node.code[index], code, argument, bytes, &mut list);
        }
        self.nodes(&node.code[whole], Mode::Quoted, &mut list);
        if let Some((index, bytes)) = tail {
            self.cut_text(&node.code[index], code, argument, bytes, &mut list);
        }
        self.close_runs(&mut list);
        Branch { steps: list.finish(), text }
    }

    fn cut_text(
        &mut self,
        node: &Node,
        code: &Code,
        argument: &Argument,
        bytes: Bytes,
        list: &mut StepList,
    ) {
        let Node::Piece(piece) = node else { return };
        let text = unescaped(&code.text, bytes, argument);
        self.literal_text(*piece, &text, list);
    }

    fn simple_text(&mut self, id: usize, argument: &Argument) -> Vec<Step> {
        let field = &self.program.fields[id];
        let text = argument.text(&field.code).into_owned();
        if text.is_empty() {
            return Vec::new();
        }
        let prefix = self.program.prefix.clone();
        let properties = self.program.buffer[field.properties.clone()].to_owned();
        let mut list = StepList::default();
        let open = self.literal(&format!(r#"<{prefix}r>{properties}<{prefix}t xml:space="preserve">"#));
        list.copy(open);
        let content = self.literal(&encode(&text));
        let (first, last) = self.edges(&content);
        list.text(content, first, last, !text.trim().is_empty());
        let close = self.literal(&format!("</{prefix}t></{prefix}r>"));
        list.copy(close);
        list.finish()
    }

    /// An argument as text.
    fn text(&self, id: usize, argument: &Argument) -> Text {
        let field = &self.program.fields[id];
        let before = field.code.get(..argument.span.start).unwrap_or_default();
        let mut nested = before.matches(NESTED).count();
        let mut parts = Vec::new();
        let mut literal = String::new();
        for c in argument.text(&field.code).chars() {
            match c {
                NESTED => {
                    if !literal.is_empty() {
                        parts.push(Part::Literal(Value::Text(std::mem::take(&mut literal))));
                    }
                    if let Some(nested) = field.nested.get(nested) {
                        parts.push(Part::Nested(*nested));
                    }
                    nested += 1;
                }
                PARAGRAPH | LINE_BREAK => literal.push('\n'),
                OBJECT => {}
                c => literal.push(c),
            }
        }
        if !literal.is_empty() {
            parts.push(Part::Literal(Value::Text(literal)));
        }
        Text { parts, bare: !argument.quoted }
    }

    fn operand(&self, id: usize, argument: &Argument) -> Text {
        self.text(id, argument)
    }

    // -- regions, tables, bookmarks

    fn markers(&mut self, nodes: &[Node]) -> Vec<Marker> {
        let mut markers = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            let Node::Field(field) = node else { continue };
            let id = self.field(field);
            let Code_::MergeField(merge) = &self.program.fields[id].instruction.field else {
                continue;
            };
            let name = merge.name.text(&self.program.fields[id].code).into_owned();
            if let Some((start, name)) = regions::marker(&name) {
                markers.push(Marker { node: index, start, name: name.to_owned() });
            }
        }
        markers
    }

    fn region_fault(&mut self, nodes: &[Node], fault: RegionFault) {
        let (marker, finding): (Marker, fn(String) -> Finding) = match fault {
            RegionFault::NoEnd(marker) => (marker, |name| Finding::RegionUnpaired {
                name,
                what: "TableEnd".to_owned(),
            }),
            RegionFault::NoStart(marker) => (marker, |name| Finding::RegionUnpaired {
                name,
                what: "TableStart".to_owned(),
            }),
            RegionFault::Crossed(marker) => (marker, |name| Finding::RegionCrossed { name }),
        };
        let piece = begin_of(&nodes[marker.node]);
        let place = self.places.place(self.story, piece, Some(piece));
        self.shared.diagnostics.push(Diagnostic::at(finding(marker.name), &place));
    }

    /// Cells of tables in which a formula looks around.
    fn tables(&mut self, nodes: &[Node]) {
        let mut stack: Vec<(PieceId, Table)> = Vec::new();
        let mut open: Vec<(PieceId, Vec<(usize, usize, usize)>)> = Vec::new();
        let mut fields: Vec<(PieceId, usize, usize, usize)> = Vec::new();
        for node in nodes {
            match node {
                Node::Piece(id) => {
                    let piece = &self.story.pieces[*id];
                    match &piece.kind {
                        PieceKind::Open(Structure::Table) => {
                            stack.push((*id, Table::default()));
                            open.push((*id, Vec::new()));
                        }
                        PieceKind::Close(Structure::Table) => {
                            open.pop();
                            if let Some((opener, table)) = stack.pop() {
                                self.finish_table(opener, table, &fields);
                                fields.retain(|(table, ..)| *table != opener);
                            }
                        }
                        PieceKind::Open(Structure::Row) => {
                            if let Some((_, table)) = stack.last_mut() {
                                table.rows.push(Vec::new());
                            }
                        }
                        PieceKind::Open(Structure::Cell) => {
                            if let Some(row) = stack.last_mut().and_then(|(_, table)| table.rows.last_mut())
                            {
                                row.push(Text::default());
                            }
                        }
                        PieceKind::Text(content) => {
                            let text = self.story.text(content).into_owned();
                            if let Some(cell) = cell_of(&mut stack) {
                                cell.parts.push(Part::Literal(Value::Text(text)));
                            }
                        }
                        _ => {}
                    }
                }
                Node::Field(field) => {
                    let Some(id) = self.field_of.get(&field.begin).copied() else { continue };
                    let position = stack.last().and_then(|(opener, table)| {
                        let row = table.rows.len().checked_sub(1)?;
                        let column = table.rows[row].len().checked_sub(1)?;
                        Some((*opener, row, column))
                    });
                    if let Some((opener, row, column)) = position {
                        self.note_cells(id, opener, row, column, &mut fields);
                        if let Some(cell) = cell_of(&mut stack) {
                            cell.parts.push(Part::Nested(id));
                        }
                    }
                }
            }
        }
    }

    fn note_cells(
        &self,
        id: usize,
        table: PieceId,
        row: usize,
        column: usize,
        fields: &mut Vec<(PieceId, usize, usize, usize)>,
    ) {
        fields.push((table, id, row, column));
        for nested in &self.program.fields[id].nested {
            self.note_cells(*nested, table, row, column, fields);
        }
    }

    fn finish_table(
        &mut self,
        opener: PieceId,
        table: Table,
        fields: &[(PieceId, usize, usize, usize)],
    ) {
        let looks_around = fields.iter().any(|(found, id, ..)| {
            *found == opener
                && matches!(&self.program.fields[*id].instruction.field, Code_::Formula(_))
        });
        if !looks_around {
            return;
        }
        let index = self.program.tables.len();
        self.program.tables.push(table);
        self.table_of.insert(opener, index);
        if let Some(frame) = self.frame_of.get(&opener) {
            self.program.frames[*frame].kind = FrameKind::Structure(Structure::Table, Some(index));
        }
        for (found, id, row, column) in fields {
            if *found == opener {
                self.program.fields[*id].cell = Some((index, *row, *column));
            }
        }
    }

    fn bookmarks(&mut self, nodes: &[Node]) {
        let mut open: Vec<(String, String, Text)> = Vec::new();
        for node in nodes {
            match node {
                Node::Field(field) => {
                    if let Some(id) = self.field_of.get(&field.begin) {
                        for (_, _, text) in &mut open {
                            text.parts.push(Part::Nested(*id));
                        }
                    }
                }
                Node::Piece(id) => match &self.story.pieces[*id].kind {
                    PieceKind::RangeMark { element, id, name } if element == "bookmarkStart" => {
                        if let Some(name) = name {
                            open.push((id.clone(), name.clone(), Text::default()));
                        }
                    }
                    PieceKind::RangeMark { element, id, .. } if element == "bookmarkEnd" => {
                        if let Some(index) = open.iter().position(|(found, ..)| found == id) {
                            let (_, name, text) = open.swap_remove(index);
                            self.program.bookmarks.push((name, text));
                        }
                    }
                    PieceKind::Text(content) => {
                        let written = self.story.text(content);
                        for (_, _, text) in &mut open {
                            text.parts.push(Part::Literal(Value::Text(written.clone().into_owned())));
                        }
                    }
                    PieceKind::ParagraphClose | PieceKind::LineBreak => {
                        for (_, _, text) in &mut open {
                            text.parts.push(Part::Literal(Value::Text("\n".to_owned())));
                        }
                    }
                    _ => {}
                },
            }
        }
    }

    // -- diagnostics

    fn report(&mut self, id: usize, finding: Finding) {
        let place = self.program.fields[id].place.clone();
        self.shared.diagnostics.push(Diagnostic::at(finding, &place));
    }

    fn report_faults(&mut self, id: usize) {
        let field = &self.program.fields[id];
        let findings: Vec<Finding> = super::faults::findings(&field.instruction, &field.code);
        for finding in findings {
            self.report(id, finding);
        }
    }
}

impl Text {
    /// The text, where it is written out.
    pub fn literal(&self) -> Option<String> {
        match self.parts.as_slice() {
            [] => Some(String::new()),
            [Part::Literal(Value::Text(text))] => Some(text.clone()),
            _ => None,
        }
    }

    /// The nested fields in it.
    pub fn nested(&self) -> impl Iterator<Item = usize> {
        self.parts.iter().filter_map(|part| match part {
            Part::Nested(id) => Some(*id),
            Part::Literal(_) => None,
        })
    }
}

fn cell_of(stack: &mut [(PieceId, Table)]) -> Option<&mut Text> {
    stack.last_mut()?.1.rows.last_mut()?.last_mut()
}

fn begin_of(node: &Node) -> PieceId {
    match node {
        Node::Field(field) => field.begin,
        Node::Piece(id) => *id,
    }
}

/// Bytes of a code's text without the backslashes that escape.
fn unescaped(text: &str, bytes: Bytes, argument: &Argument) -> String {
    text.get(bytes.clone())
        .unwrap_or_default()
        .char_indices()
        .filter(|(offset, _)| !argument.escapes.contains(&(bytes.start + offset)))
        .map(|(_, c)| c)
        .collect()
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
fn framed(story: &Story, nodes: &[Node]) -> HashSet<PieceId> {
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
            PieceKind::ContainerOpen => machinery && (inside[id] > 0 || inside[id] != inside[close]),
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
            PieceKind::SimpleFieldOpen(code) if code.contains('=') => computed.extend(tables.last()),
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
fn containers(story: &Story) -> HashMap<PieceId, Vec<PieceId>> {
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
fn anchors(story: &Story, nodes: &[Node]) -> HashSet<usize> {
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
        .filter(|(_, piece)| !matches!(&piece.kind,
            PieceKind::RangeMark { element, .. } if element.ends_with("End")))
        .filter_map(|(_, piece)| piece.paragraph)
        .collect()
}

/// Range marks of which one end lies in a field that goes, the other outside or in another.
fn severed_marks(story: &Story, nodes: &[Node]) -> HashSet<PieceId> {
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
