//! Running the programs of a template: steps to bytes, holes to text.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::evaluate::{READS, Reading, TEXT_LIMIT};
use super::identities::Identities;
use super::lookup::{Looked, Scope};
use super::receipt::{Removed, Trace};
use super::record::{Datum, Found, Fragment};
use super::request::{Missing, Request};
use super::writer::{Vanished, Writer};
use crate::diagnostic::{Diagnostic, Finding, Place};
use crate::docx::{AddedLists, MediaPart, NewRelationship};
use crate::field::{self, Field as Code, Format, FormatNote, GeneralFormat, Value};
use crate::template::{
    Action, Branch, FieldId, MergeAction, Name, Program, Step, Template, readable,
};

/// All that a letter's stories came to.
#[derive(Debug, Default)]
pub(super) struct LetterContent {
    /// Parts of the template with their new content.
    pub parts: Vec<(String, Vec<u8>)>,
    /// Pictures that the letter brings.
    pub media: Vec<MediaPart>,
    /// Relationships that its parts get, by part.
    pub relationships: Vec<(String, NewRelationship)>,
    /// Lists that it adds.
    pub lists: AddedLists,
}

/// The result of running all stories.
#[derive(Debug)]
pub(super) struct Run {
    pub letter: LetterContent,
    pub trace: Trace,
    /// SKIPIF held here.
    pub skipped: Option<Place>,
    /// The part that became larger than any part may be, where writing stopped.
    pub too_large: Option<String>,
}

/// Runs all stories of a template.
pub(super) fn run<'t>(template: &'t Template, request: &Request<'t>) -> Run {
    run_included(template, request, Vec::new())
}

/// Runs a template that stands inside others: the approved texts in `inclusions`, outermost first.
pub(super) fn run_included<'t>(
    template: &'t Template,
    request: &Request<'t>,
    inclusions: Vec<Arc<Fragment>>,
) -> Run {
    let mut merger = Merger::new(template, request, inclusions);
    for (index, program) in template.programs().iter().enumerate() {
        if program.has_holes() {
            merger.story(index, program);
        }
    }
    merger.finish()
}

/// What SET gave a bookmark.
#[derive(Clone, Debug)]
pub(super) struct SetBookmark {
    pub value: Value,
    /// As runs, where it is nothing but runs.
    pub runs: Option<Vec<u8>>,
}

#[derive(Debug)]
pub(super) struct Merger<'t> {
    pub template: &'t Template,
    pub request: Request<'t>,
    /// The story that is being written or read.
    pub program: usize,
    pub writer: Option<Writer<'t>>,
    pub identities: Identities<'t>,
    pub scopes: Vec<Scope<'t>>,
    pub bookmarks: HashMap<String, SetBookmark>,
    pub sequences: HashMap<String, i64>,
    pub trace: Trace,
    /// What was already reported, by code, program and field.
    pub noted: HashSet<(&'static str, usize, FieldId)>,
    pub used: Vec<bool>,
    pub defaulted: HashSet<String>,
    pub skipped: Option<Place>,
    pub letter: LetterContent,
    /// Fields evaluated inside one another, across bookmarks and cells.
    pub depth: usize,
    /// Bookmarks and cells that are being read, outermost first.
    pub reading: Vec<Reading>,
    /// Readings inside readings that are left to this letter.
    pub reads_left: usize,
    /// A limit was met since the last field that reported it.
    pub exhausted: bool,
    /// The part that became larger than any part may be.
    too_large: Option<String>,
    /// Approved texts around this one.
    pub inclusions: Vec<Arc<Fragment>>,
}

impl<'t> Merger<'t> {
    pub(super) fn new(
        template: &'t Template,
        request: &Request<'t>,
        inclusions: Vec<Arc<Fragment>>,
    ) -> Self {
        Merger {
            template,
            request: *request,
            program: 0,
            writer: None,
            identities: Identities::new(template),
            scopes: Vec::new(),
            bookmarks: HashMap::new(),
            sequences: HashMap::new(),
            trace: Trace::default(),
            noted: HashSet::new(),
            used: vec![false; request.record.len()],
            defaulted: HashSet::new(),
            skipped: None,
            letter: LetterContent::default(),
            depth: 0,
            reading: Vec::new(),
            reads_left: READS,
            exhausted: false,
            too_large: None,
            inclusions,
        }
    }

    fn story(&mut self, index: usize, program: &'t Program) {
        self.program = index;
        self.writer = Some(Writer::new(
            program,
            self.request.options.gaps,
            self.template.settings().keep_blank_lines,
        ));
        self.steps(&program.steps);
        if let Some(writer) = self.writer.take() {
            let (bytes, removed) = writer.finish();
            self.letter.parts.push((program.part.clone(), bytes));
            self.trace.removed.extend(
                removed.into_iter().map(|paragraph| Removed { story: program.story, paragraph }),
            );
        }
    }

    fn finish(mut self) -> Run {
        self.letter.lists = std::mem::take(&mut self.identities.lists_added);
        self.trace.unused = self
            .request
            .record
            .names()
            .zip(&self.used)
            .filter(|(_, used)| !**used)
            .map(|(name, _)| name.to_owned())
            .collect();
        Run {
            letter: self.letter,
            trace: self.trace,
            skipped: self.skipped,
            too_large: self.too_large,
        }
    }

    pub(super) fn program(&self) -> &'t Program {
        &self.template.programs()[self.program]
    }

    pub(super) fn steps(&mut self, steps: &'t [Step]) {
        let limit = self.template.package().limits().part_bytes;
        for step in steps {
            if self.too_large.is_some() {
                return;
            }
            match step {
                Step::Field(id) => {
                    self.field(*id);
                    if std::mem::take(&mut self.exhausted) {
                        self.note(*id, Finding::TooMuchWork {});
                    }
                    let written = self.writer.as_ref().map_or(0, Writer::position);
                    if written as u64 > limit {
                        self.too_large = Some(self.program().part.clone());
                    }
                }
                Step::Region(id) => self.region(*id),
                Step::Code { field, quoted } => self.code(*field, *quoted),
                step => {
                    let Some(writer) = &mut self.writer else { return };
                    let remove_tables = self.request.options.remove_empty_tables;
                    let styles = self.template.styles();
                    let is_heading = |style: &str| styles.heading_level(style).is_some();
                    match step {
                        Step::Copy(copy) => writer.copy(copy),
                        Step::Open(frame) => writer.open(*frame, &mut self.identities),
                        Step::Close(frame) => writer.close(
                            *frame,
                            remove_tables.then_some(&is_heading as &dyn Fn(&str) -> bool),
                        ),
                        Step::LineBreak(bytes) => writer.line_break(bytes),
                        Step::Patch(patch) => {
                            writer.patch(patch.kind, &patch.bytes, &mut self.identities);
                        }
                        Step::Resume(frames) => writer.resume(frames),
                        Step::Field(_) | Step::Region(_) | Step::Code { .. } => {}
                    }
                }
            }
        }
    }

    // -- holes

    fn field(&mut self, id: FieldId) {
        let program = self.program();
        let field = &program.fields[id];
        match &field.action {
            Action::Merge(merge) => self.merge_field(id, merge),
            Action::If { left, right, then, otherwise } => {
                let holds = self.holds(id, left, right);
                match (holds, otherwise) {
                    (true, _) => self.branch(id, then),
                    (false, Some(otherwise)) => self.branch(id, otherwise),
                    (false, None) => self.vanished(Vanished::Other),
                }
            }
            Action::Condition { left, right } => {
                let holds = self.holds(id, left, right);
                if matches!(field.instruction.field, Code::SkipIf(_)) {
                    if holds && self.skipped.is_none() {
                        self.skipped = Some(field.place.clone());
                    }
                    self.vanished(Vanished::Other);
                } else {
                    self.result(id, &Value::from(if holds { "1" } else { "0" }));
                }
            }
            Action::Quote(branch) => self.branch(id, branch),
            Action::Set { name, content } => self.set(name, content),
            Action::Compute => self.compute_and_write(id),
            Action::Stored => {
                if field.stored.steps.is_empty() {
                    self.vanished(Vanished::Other);
                } else {
                    self.steps(&field.stored.steps);
                }
            }
            Action::Nothing => {
                let marker = matches!(field.instruction.field, Code::MergeField(_));
                self.vanished(if marker { Vanished::Marker } else { Vanished::Other });
            }
            // A field that stays is part of the steps around it.
            Action::Keep => {}
        }
    }

    fn merge_field(&mut self, id: FieldId, merge: &'t MergeAction) {
        match self.look_up(id, merge) {
            Looked::Value(value) if value.is_empty() => self.vanished(Vanished::Merge),
            Looked::Value(value) => {
                let value = value.into_owned();
                if let Some(before) = &merge.before {
                    self.steps(&before.steps);
                }
                self.result(id, &value);
                if let Some(after) = &merge.after {
                    self.steps(&after.steps);
                }
            }
            Looked::Rich(datum) => self.rich(id, datum),
            Looked::Missing => self.vanished(Vanished::Merge),
        }
    }

    fn rich(&mut self, id: FieldId, datum: &'t Datum) {
        match datum {
            Datum::Picture(picture) => self.picture(id, picture),
            Datum::Fragment(fragment) => self.fragment(id, fragment),
            Datum::Value(_) | Datum::List(_) => {}
        }
    }

    /// Writes a value under the field's formats.
    pub(super) fn result(&mut self, id: FieldId, value: &Value) {
        let program = self.program();
        let field = &program.fields[id];
        let formats = &field.instruction.formats;
        let text = match value {
            Value::Text(text) if formats.is_empty() => std::borrow::Cow::Borrowed(text.as_str()),
            value => std::borrow::Cow::Owned(self.formatted(id, value)),
        };
        if text.is_empty() {
            self.vanished(Vanished::Other);
            return;
        }
        let Some(writer) = &mut self.writer else { return };
        if !text.contains("\n\n") && !text.contains("\r\n\r\n") {
            writer.text(&text, &field.properties);
            return;
        }
        let normal = text.replace("\r\n", "\n");
        let possible = field.in_paragraph && writer.directly_in_paragraph();
        if !possible {
            writer.text(&normal, &field.properties);
            let name = self.name_of(id);
            self.note(id, Finding::ParagraphsAsLines { name });
            return;
        }
        let paragraphs = normal.split("\n\n").filter(|text| !text.trim().is_empty());
        for (index, paragraph) in paragraphs.enumerate() {
            if index > 0 {
                writer.split_paragraph();
            }
            writer.text(paragraph.trim_matches('\n'), &field.properties);
        }
    }

    /// A value as text under the field's formats, with notes on what did not fit.
    pub(super) fn formatted(&mut self, id: FieldId, value: &Value) -> String {
        let formats = &self.program().fields[id].instruction.formats;
        let formatted = field::format(value, formats, &self.template.conventions());
        for note in formatted.notes {
            let name = self.name_of(id);
            let finding = match note {
                FormatNote::NotANumber => Finding::ValueNotNumber { name },
                FormatNote::NotADate | FormatNote::AmbiguousDate => Finding::ValueNotDate { name },
                FormatNote::AmbiguousNumber => Finding::ValueAmbiguous { name },
                FormatNote::LongNumber => Finding::PictureLong { picture: name },
                _ => continue,
            };
            self.note(id, finding);
        }
        formatted.text
    }

    fn branch(&mut self, id: FieldId, branch: &'t Branch) {
        if branch.steps.is_empty() {
            self.vanished(Vanished::Other);
            return;
        }
        let program = self.program();
        let field = &program.fields[id];
        let recast = field.uniform.is_some() || field.instruction.formats.iter().any(changes_text);
        let start = self.writer.as_ref().map_or(0, Writer::position);
        if self.recasts_to_value(id) {
            let value = self.text_value(&branch.text);
            self.result(id, &value);
            return;
        }
        self.steps(&branch.steps);
        if recast {
            self.recast_since(id, start);
        }
        if self.writer.as_ref().is_some_and(|writer| writer.position() == start) {
            self.vanished(Vanished::Other);
        }
    }

    /// Whether the result is one value that a picture formats, rather than text that keeps its runs.
    fn recasts_to_value(&self, id: FieldId) -> bool {
        let field = &self.program().fields[id];
        field.instruction.formats.iter().any(|format| match format {
            Format::Numeric(_) | Format::DateTime(_) => true,
            Format::General(general) => !matches!(
                general,
                GeneralFormat::Upper
                    | GeneralFormat::Lower
                    | GeneralFormat::Caps
                    | GeneralFormat::FirstCap
                    | GeneralFormat::CharFormat
                    | GeneralFormat::MergeFormat
            ),
            Format::Unknown(_) => false,
        })
    }

    /// Applies letter case and uniform formatting to runs that were written.
    fn recast_since(&mut self, id: FieldId, start: usize) {
        let program = self.program();
        let field = &program.fields[id];
        let mut case = super::recast::CaseFormats::of(field.general_formats());
        let uniform = field.uniform.as_ref().map(|bytes| &program.buffer[bytes.clone()]);
        if let Some(writer) = &mut self.writer {
            writer.rewrite_since(start, |written| {
                let written = String::from_utf8_lossy(written);
                super::recast::recast_runs(&written, &program.prefix, &mut case, uniform)
                    .into_bytes()
            });
        }
    }

    fn set(&mut self, name: &'t crate::template::Text, content: &'t Branch) {
        let name = self.text_of(name).trim().to_lowercase();
        let value = self.text_value(&content.text);
        let mut runs = None;
        if self.only_runs(&content.steps)
            && let Some(bookmark) = self.writer.as_mut().map(Writer::bookmark)
        {
            self.steps(&content.steps);
            runs = self.writer.as_mut().map(|writer| writer.take_since(bookmark));
        }
        if runs.as_ref().is_some_and(|runs| runs.len() > TEXT_LIMIT) {
            runs = None;
            self.exhausted = true;
        }
        self.bookmarks.insert(name, SetBookmark { value, runs });
        self.vanished(Vanished::Other);
    }

    /// Whether steps write nothing but runs, whichever branches are taken.
    fn only_runs(&self, steps: &[Step]) -> bool {
        let branch = |branch: &Branch| self.only_runs(&branch.steps);
        steps.iter().all(|step| match step {
            Step::Open(_) | Step::Close(_) | Step::Region(_) | Step::Resume(_) => false,
            Step::Field(id) => match &self.program().fields[*id].action {
                Action::Merge(merge) => {
                    merge.before.as_ref().is_none_or(branch)
                        && merge.after.as_ref().is_none_or(branch)
                }
                Action::If { then, otherwise, .. } => {
                    branch(then) && otherwise.as_ref().is_none_or(branch)
                }
                Action::Quote(content) => branch(content),
                Action::Stored | Action::Compute => {
                    self.only_runs(&self.program().fields[*id].stored.steps)
                }
                // A variable inside a variable would take back what the outer one writes.
                Action::Set { .. } => false,
                Action::Condition { .. } | Action::Keep | Action::Nothing => true,
            },
            Step::Copy(_) | Step::LineBreak(_) | Step::Code { .. } | Step::Patch(_) => true,
        })
    }

    /// A value inside the code of a field that stays.
    fn code(&mut self, id: FieldId, quoted: bool) {
        let value = self.value(id);
        let text = value.to_text(self.template.conventions().language).into_owned();
        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " ");
        let code = if quoted { escaped } else { format!("\"{escaped}\"") };
        let program = self.program();
        let prefix = &program.prefix;
        let properties = &program.buffer[program.fields[id].properties.clone()];
        let run = format!(
            r#"<{prefix}r>{properties}<{prefix}instrText xml:space="preserve">{}</{prefix}instrText></{prefix}r>"#,
            crate::docx::encode(&code)
        );
        if let Some(writer) = &mut self.writer {
            writer.markup(&run);
        }
    }

    fn compute_and_write(&mut self, id: FieldId) {
        let program = self.program();
        let field = &program.fields[id];
        match &field.instruction.field {
            Code::Ref(reference) => {
                let name = reference.name.text(&field.code).trim().to_lowercase();
                self.reference(id, &name);
            }
            Code::Bare(name) => {
                let name = name.text(&field.code).trim().to_lowercase();
                self.reference(id, &name);
            }
            Code::IncludeText(_) | Code::IncludePicture(_) => self.include(id),
            Code::AddressBlock(_) | Code::GreetingLine(_) => {
                let value = self.compute(id);
                self.result(id, &value);
            }
            _ => {
                let value = self.compute(id);
                if value.is_empty() {
                    self.vanished(Vanished::Other);
                } else {
                    self.result(id, &value);
                }
            }
        }
    }

    /// What SET gave a bookmark, with its runs; otherwise the bookmark's text.
    fn reference(&mut self, id: FieldId, name: &str) {
        let runs = self.bookmarks.get(name).and_then(|bookmark| bookmark.runs.clone());
        let plain = self.program().fields[id]
            .instruction
            .formats
            .iter()
            .all(|format| matches!(format, Format::General(GeneralFormat::MergeFormat)));
        match (runs, &mut self.writer) {
            (Some(runs), Some(writer)) if plain && !runs.is_empty() => writer.shape(&runs),
            _ => {
                let value = self.compute(id);
                if value.is_empty() {
                    self.vanished(Vanished::Other);
                } else {
                    self.result(id, &value);
                }
            }
        }
    }

    pub(super) fn vanished(&mut self, kind: Vanished) {
        if let Some(writer) = &mut self.writer {
            writer.vanished(kind);
        }
    }

    // -- regions

    fn region(&mut self, id: usize) {
        let region = &self.program().regions[id];
        let name = Name::new(&region.name, false);
        let items = match self.find(&name) {
            (
                Found::Exact(_, Datum::List(items)) | Found::OtherCase(_, Datum::List(items), _),
                _,
            ) => items.as_slice(),
            (Found::Exact(_, Datum::Value(Value::Empty)), _) => &[],
            (Found::Nothing, _) if self.request.options.missing == Missing::Empty => &[],
            (Found::Nothing, _) => {
                self.note_at(&region.place, Finding::FieldMissing { name: region.name.clone() });
                &[]
            }
            _ => {
                self.note_at(&region.place, Finding::RegionNotList { name: region.name.clone() });
                &[]
            }
        };
        for (index, record) in items.iter().enumerate() {
            if self.too_large.is_some() {
                break;
            }
            self.scopes.push(Scope { name: &region.name, record, number: index + 1 });
            self.steps(&region.steps);
            self.scopes.pop();
            self.identities.next_item();
        }
        if items.is_empty()
            && let Some(writer) = &mut self.writer
        {
            writer.empty_region();
        }
    }

    // -- notes

    pub(super) fn name_of(&self, id: FieldId) -> String {
        let field = &self.program().fields[id];
        match &field.instruction.field {
            Code::MergeField(merge) => readable(&merge.name.text(&field.code)),
            other => other.keyword().to_owned(),
        }
    }

    /// Notes a finding about a field, once for each field and kind.
    pub(super) fn note(&mut self, id: FieldId, finding: Finding) {
        if self.noted.insert((finding.code(), self.program, id)) {
            let place = self.program().fields[id].place.clone();
            self.trace.diagnostics.push(Diagnostic::at(finding, &place));
        }
    }

    fn note_at(&mut self, place: &Place, finding: Finding) {
        self.trace.diagnostics.push(Diagnostic::at(finding, place));
    }
}

fn changes_text(format: &Format) -> bool {
    matches!(
        format,
        Format::General(
            GeneralFormat::Upper
                | GeneralFormat::Lower
                | GeneralFormat::Caps
                | GeneralFormat::FirstCap
        )
    )
}
