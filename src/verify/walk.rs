//! The walk: a template's stories run once, in all combinations at the same time.
//!
//! It goes through the steps as the merge does, with the set of combinations in which it gets there,
//! and keeps of each paragraph what the merge's writer keeps, as sets ([`super::paragraph`]). Where
//! branches hold half a paragraph, the sets say in which combinations which half is open.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::Subject;
use super::flow::{Flow, Left, Shown};
use super::lines::Hole;
use super::model::Model;
use super::names::{Meaning, Scope, region};
use super::paragraph::{Gone, Paragraph};
use super::space::Space;
use crate::catalogue::fold;
use crate::diagnostic::{Finding, Place, ProofFinding, StoryKind};
use crate::docx::Structure;
use crate::field::Field as Code;
use crate::template::{Action, Branch, FieldId, FrameKind, MergeAction, Program, Spots, Step};

/// A finding and the letters that show it.
#[derive(Clone, Debug)]
pub(super) struct Raw<T> {
    pub finding: Finding,
    pub place: Option<Place>,
    /// The letters; `None` where the finding is about none of them in particular.
    pub set: Option<T>,
}

/// A name that the template asks for, and where.
#[derive(Clone, Debug)]
pub(super) struct Use<T> {
    /// The name as first written.
    pub written: String,
    /// Index of the catalogue's fields.
    pub catalogue: Option<usize>,
    /// A list.
    pub list: bool,
    /// Where it is asked for first.
    pub place: Place,
    /// In which combinations.
    pub set: T,
}

/// What was seen of an IF, over all visits.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the condition")]
pub(super) struct Judged {
    pub holds: bool,
    pub fails: bool,
    /// It holds somewhere, apart from the conditions around it.
    pub could_hold: bool,
    pub could_fail: bool,
    /// It never, or always, holds whatever its fields are.
    pub constant: Option<bool>,
    /// Where it stands it could fail, if contexts and groups allowed it.
    pub might_fail: bool,
    /// Questions in it, by alias.
    pub questions: Vec<String>,
    /// It asks nothing else.
    pub questions_only: bool,
    pub scopes: Vec<Scope>,
    /// It was computed.
    pub known: bool,
}

impl<T> Level<T> {
    /// A row of the table that is always there, above those that a region repeats.
    pub fn note_head(&mut self) {
        if self.kind == Some(Structure::Table) && !self.has_region {
            self.heads += 1;
        }
    }
}

/// What the walk found.
pub(super) struct Walked<T> {
    pub raw: Vec<Raw<T>>,
    /// Fields and lists by key of any item, in the order of their first use.
    pub uses: Vec<(String, Use<T>)>,
    /// Questions by alias, in the order of their first use.
    pub asked: Vec<(String, Use<T>)>,
    pub judged: BTreeMap<(usize, FieldId), Judged>,
    /// Sets that decide what shows.
    pub effects: Vec<T>,
    /// Variables that decide something in a way that no set tells.
    pub effective: HashSet<usize>,
    /// Questions in conditions that are wrong for another reason.
    pub faulty: BTreeSet<String>,
    /// Letters that are refused, since something they need does not exist in their context.
    pub refused: T,
    /// Letters that are not sent.
    pub skipped: T,
    /// Where SKIPIF stands.
    pub skips: Option<Place>,
    /// Where each of the fields that every letter must show is shown.
    pub shown: Vec<T>,
    /// Where each of the words that every letter must have is said.
    pub said: Vec<T>,
}

/// A SET field: the bookmark, the field, where it happens, and the variables of that.
pub(super) type SetBefore<T> = (String, (usize, FieldId), T, Vec<usize>);

/// A frame around: a table, a row, a cell, an inner story, or the story itself.
pub(super) struct Level<T> {
    pub paragraph: Paragraph<T>,
    kind: Option<Structure>,
    ink: T,
    vanished: T,
    /// Of a table: where a row of a region shows.
    region_rows: T,
    has_region: bool,
    heads: usize,
    /// Regions around when it was opened.
    regions: usize,
    guard: T,
    /// Of a row: what is found in it, if it stays.
    found: Vec<(Finding, Option<Place>, T)>,
    /// Where the line under way has words of the template.
    pub words: T,
    /// Fields of the line under way that may be empty.
    pub holes: Vec<Hole<T>>,
    /// Where each of the line's conditional words stands.
    pub instead: Vec<T>,
}

pub(super) struct Walk<'w, S: Space> {
    pub subject: &'w Subject<'w>,
    pub model: &'w Model,
    pub space: &'w mut S,
    /// Combinations that are requests.
    pub world: S::Set,
    /// Combinations in which every variable has one value.
    pub proper: S::Set,
    pub unknown: Vec<usize>,
    pub walked: Walked<S::Set>,
    pub program: usize,
    pub spots: Option<Spots<'w>>,
    pub scopes: Vec<Scope>,
    pub levels: Vec<Level<S::Set>>,
    pub flow: Flow<S::Set>,
    /// Where something was written since a branch began.
    pub wrote: S::Set,
    /// SET fields so far: the bookmark, the field, where it happens, and the variables of that.
    pub sets: Vec<SetBefore<S::Set>>,
    /// Variables of the conditions around.
    pub around: Vec<usize>,
    /// IFs around.
    pub depth: usize,
    /// Regions around.
    regions: usize,
    /// The place of what is being written, where a code stands for it.
    pub here: Option<Place>,
    /// The frame of the paragraph that was opened last.
    pub last_open: Option<usize>,
    /// Conditions on too many combinations, because of SET fields before them.
    pub given_up: HashSet<(usize, FieldId)>,
    pub absent: HashSet<(String, usize)>,
    pub reported: HashSet<(String, Option<Place>)>,
}

impl<'w, S: Space> Walk<'w, S> {
    pub fn new(
        subject: &'w Subject<'w>,
        model: &'w Model,
        space: &'w mut S,
        proper: S::Set,
        world: S::Set,
    ) -> Self {
        let none = space.none();
        let flow = Flow::new(space);
        Walk {
            subject,
            model,
            proper,
            world,
            unknown: model.unknown.values().copied().collect(),
            walked: Walked {
                raw: Vec::new(),
                uses: Vec::new(),
                asked: Vec::new(),
                judged: BTreeMap::new(),
                effects: Vec::new(),
                effective: HashSet::new(),
                faulty: BTreeSet::new(),
                refused: none.clone(),
                skipped: none.clone(),
                skips: None,
                shown: vec![none.clone(); subject.manifest.requires.fields.len()],
                said: vec![none.clone(); subject.manifest.requires.words.len()],
            },
            program: 0,
            spots: None,
            scopes: Vec::new(),
            levels: Vec::new(),
            flow,
            wrote: none,
            sets: Vec::new(),
            around: Vec::new(),
            depth: 0,
            regions: 0,
            here: None,
            last_open: None,
            given_up: HashSet::new(),
            absent: HashSet::new(),
            reported: HashSet::new(),
            space,
        }
    }

    /// Walks all stories.
    pub fn run(mut self) -> Walked<S::Set> {
        let template = self.subject.template;
        let all = self.space.all();
        for (index, program) in template.programs().iter().enumerate() {
            if self.space.exceeded() {
                break;
            }
            if program.story == StoryKind::Comments {
                continue;
            }
            self.program = index;
            self.spots = template.spots(index);
            self.flow = Flow::new(self.space);
            self.push_level(None, &all);
            self.steps(&program.steps, &all);
            self.levels.clear();
            let flow = std::mem::replace(&mut self.flow, Flow::new(self.space));
            let (left, ink) = flow.end(self.space);
            if program.story == StoryKind::Body {
                self.text_ended(left, &ink);
            }
        }
        self.required();
        self.walked
    }

    fn text_ended(&mut self, left: Vec<Left<S::Set>>, ink: &S::Set) {
        for left in left {
            let finding = if left.heading {
                ProofFinding::HeadingAlone {}
            } else {
                ProofFinding::ListAlone {}
            };
            self.found(finding, Some(left.place), &left.set);
        }
        let empty = self.space.not(ink);
        self.found(ProofFinding::LetterEmpty {}, None, &empty);
    }

    // -- sets

    /// Whether there is no such request.
    pub fn never(&self, set: &S::Set) -> bool {
        self.space.apart(set, &self.world)
    }

    /// Reports what is so in these letters, if there are any; each finding once at a place.
    pub fn found(&mut self, finding: impl Into<Finding>, place: Option<Place>, set: &S::Set) {
        if self.never(set) {
            return;
        }
        let unsent = self.walked.skipped.clone();
        let sent = self.space.not(&unsent);
        let set = self.space.and(set, &sent);
        let set = self.space.and(&set, &self.world);
        let unknown = self.unknown.clone();
        let set = self.space.whatever(&set, &unknown);
        if self.never(&set) {
            return;
        }
        let finding = finding.into();
        if matches!(finding, Finding::ContextFinding(_)) || finding.code().starts_with("V65") {
            self.walked.refused = self.space.or(&self.walked.refused, &set);
        }
        let key = format!("{} {finding:?}", finding.code());
        if self.reported.insert((key, place.clone())) {
            self.walked.raw.push(Raw { finding, place, set: Some(set) });
        }
    }

    pub fn program(&self) -> &'w Program {
        &self.subject.template.programs()[self.program]
    }

    // -- levels

    fn push_level(&mut self, kind: Option<Structure>, guard: &S::Set) {
        let none = self.space.none();
        self.levels.push(Level {
            paragraph: Paragraph::none(self.space),
            kind,
            ink: none.clone(),
            vanished: none.clone(),
            region_rows: none,
            has_region: false,
            heads: 0,
            regions: self.regions,
            guard: guard.clone(),
            found: Vec::new(),
            words: self.space.none(),
            holes: Vec::new(),
            instead: Vec::new(),
        });
    }

    fn pop_level(&mut self, place: Option<Place>) {
        let Some(level) = self.levels.pop() else { return };
        if self.levels.is_empty() {
            self.levels.push(level);
            return;
        }
        let mut shown = level.guard.clone();
        if level.kind == Some(Structure::Row) {
            let bare = self.space.not(&level.ink);
            let gone = self.space.and(&bare, &level.vanished);
            if self.subject.gaps == crate::merge::Gaps::Close {
                let stays = self.space.not(&gone);
                shown = self.space.and(&shown, &stays);
            }
            for (finding, place, set) in level.found {
                let set = self.space.and(&set, &shown);
                self.found(finding, place, &set);
            }
        }
        if level.kind == Some(Structure::Table) && level.has_region && level.heads > 0 {
            let bare = self.space.not(&level.region_rows);
            let bare = self.space.and(&bare, &level.guard);
            self.found(ProofFinding::TableWithoutRows {}, place, &bare);
        }
        let in_region = self.regions;
        let Some(parent) = self.levels.last_mut() else { return };
        if level.kind == Some(Structure::Row) {
            if in_region > parent.regions {
                parent.has_region = true;
                parent.region_rows = self.space.or(&parent.region_rows, &shown);
            } else if !parent.has_region {
                parent.heads += 1;
            }
        }
        parent.ink = self.space.or(&parent.ink, &level.ink);
        parent.vanished = self.space.or(&parent.vanished, &level.vanished);
        // A text box stands in a paragraph, which shows what it shows.
        if level.kind == Some(Structure::Story) {
            let open = parent.paragraph.open.clone();
            let ink = self.space.and(&open, &level.ink);
            parent.paragraph.ink = self.space.or(&parent.paragraph.ink, &ink);
        }
    }

    pub fn level(&mut self) -> Option<&mut Level<S::Set>> {
        self.levels.last_mut()
    }

    /// Something shows here.
    pub fn ink(&mut self, guard: &S::Set) {
        if let Some(level) = self.levels.last_mut() {
            level.ink = self.space.or(&level.ink, guard);
        }
        self.walked.effects.push(guard.clone());
    }

    // -- steps

    pub fn steps(&mut self, steps: &'w [Step], guard: &S::Set) {
        for step in steps {
            if self.space.exceeded() {
                return;
            }
            match step {
                Step::Copy(copy) => {
                    self.wrote = self.space.or(&self.wrote, guard);
                    self.copy(copy, guard);
                }
                Step::Open(frame) => self.open(*frame, guard),
                Step::Close(frame) => self.close(*frame, guard),
                Step::LineBreak(_) => {
                    let gaps = self.subject.gaps;
                    self.wrote = self.space.or(&self.wrote, guard);
                    if let Some(level) = self.levels.last_mut() {
                        level.paragraph.line_break(self.space, guard, gaps);
                    }
                    self.line_ended(guard);
                }
                Step::Field(id) => self.field(*id, guard),
                Step::Code { field, .. } => {
                    self.wrote = self.space.or(&self.wrote, guard);
                    self.read(*field, guard, 0);
                }
                Step::Region(id) => self.region(*id, guard),
                Step::Patch(_) | Step::Resume(_) => {}
            }
        }
    }

    fn open(&mut self, frame: usize, guard: &S::Set) {
        self.wrote = self.space.or(&self.wrote, guard);
        match &self.program().frames[frame].kind {
            FrameKind::Paragraph(data) => {
                self.last_open = Some(frame);
                let kept = data.kept;
                if let Some(level) = self.levels.last_mut() {
                    level.paragraph.open(self.space, guard, kept);
                    let outside = self.space.not(guard);
                    level.words = self.space.and(&level.words, &outside);
                }
            }
            FrameKind::Structure(structure, _) => self.push_level(Some(*structure), guard),
            FrameKind::Container => {}
        }
    }

    fn close(&mut self, frame: usize, guard: &S::Set) {
        match &self.program().frames[frame].kind {
            FrameKind::Paragraph(data) => {
                let kept = data.kept;
                self.close_paragraph(frame, guard, kept);
            }
            FrameKind::Structure(..) => {
                let place = self.frame_place(frame);
                self.pop_level(place);
            }
            FrameKind::Container => {}
        }
    }

    fn close_paragraph(&mut self, frame: usize, guard: &S::Set, kept: bool) {
        let holed = self.line_ended(guard);
        let gaps = self.subject.gaps;
        let keep_blank_lines = self.subject.template.settings().keep_blank_lines;
        let outer = self.levels.len() == 1;
        let Some(level) = self.levels.last_mut() else { return };
        let mut closed = level.paragraph.close(self.space, guard, kept, gaps, keep_blank_lines);
        // What follows a colon and may be empty was told of as a hole.
        let whole = self.space.not(&holed);
        closed.hanging = self.space.and(&closed.hanging, &whole);
        closed.colon = self.space.and(&closed.colon, &whole);
        level.ink = self.space.or(&level.ink, &closed.shown);
        level.vanished = self.space.or(&level.vanished, &closed.vanished);
        let last = self.is_last(frame);
        if !self.never(&closed.empty) {
            let place = self.frame_place(frame);
            let finding = if last {
                Finding::from(ProofFinding::CellEmpty {})
            } else {
                Finding::from(ProofFinding::ParagraphEmpty {})
            };
            let row = self.levels.iter_mut().rev().find(|level| level.kind == Some(Structure::Row));
            match row {
                Some(row) => row.found.push((finding, place, closed.empty.clone())),
                None => self.found(finding, place, &closed.empty),
            }
        }
        let piece = self.piece_at(self.program().frames[frame].open.start);
        let own = self.is_own(piece);
        if outer {
            let paragraph = self.paragraph_of(frame);
            let item = self.is_item(paragraph, piece);
            let heading = paragraph
                .and_then(|paragraph| self.subject.template.heading_level(self.program, paragraph));
            let (subject, program) = (self.subject, self.program);
            let spots = self.spots.take();
            let place = || match (&spots, piece) {
                (Some(spots), Some(piece)) => spots.place(piece),
                _ => {
                    Place { story: subject.template.programs()[program].story, ..Place::default() }
                }
            };
            self.flow.paragraph(
                self.space,
                &Shown {
                    set: &closed.shown,
                    own,
                    heading,
                    item,
                    colon: &closed.colon,
                    hanging: &closed.hanging,
                    place: &place,
                },
            );
            self.spots = spots;
        } else {
            self.flow.content(self.space, &closed.shown, own);
        }
    }

    // -- fields

    fn field(&mut self, id: FieldId, guard: &S::Set) {
        if self.never(guard) {
            return;
        }
        let program = self.program();
        let field = &program.fields[id];
        let before = self.here.replace(field.place.clone());
        match &field.action {
            Action::Merge(merge) => self.merge_field(id, merge, guard),
            Action::If { then, otherwise, .. } => self.choice(id, then, otherwise.as_ref(), guard),
            Action::Condition { .. } => {
                let variables = self.read_operands(id, guard);
                let holds = self.condition(id);
                self.judge_in(id, &holds, guard);
                if matches!(field.instruction.field, Code::SkipIf(_)) {
                    let skipped = self.space.and(guard, &holds);
                    self.walked.skips.get_or_insert_with(|| field.place.clone());
                    self.walked.skipped = self.space.or(&self.walked.skipped, &skipped);
                    self.walked.effects.push(holds);
                    self.gone(guard, Gone::Other);
                } else {
                    self.walked.effective.extend(variables);
                    self.text(guard);
                }
            }
            Action::Quote(branch) => self.branch(branch, guard),
            Action::Set { content, .. } => {
                let mut variables = self.read_text(&content.text, guard, 0);
                variables.extend(self.around.iter().copied());
                if let Some(name) = super::operands::set_name(program, id) {
                    self.sets.push((name, (self.program, id), guard.clone(), variables));
                }
                self.gone(guard, Gone::Other);
            }
            Action::Compute => {
                let variables = self.read(id, guard, 0);
                self.walked.effective.extend(variables);
                let empty = self.empty_value(id);
                let shows = self.space.not(&empty);
                let shows = self.space.and(guard, &shows);
                let gone = self.space.and(guard, &empty);
                self.text(&shows);
                self.gone(&gone, Gone::Other);
            }
            Action::Stored => {
                if field.stored.steps.is_empty() {
                    self.gone(guard, Gone::Other);
                } else {
                    self.steps(&field.stored.steps, guard);
                }
            }
            Action::Nothing => {
                let marker = matches!(field.instruction.field, Code::MergeField(_));
                self.gone(guard, if marker { Gone::Marker } else { Gone::Other });
            }
            Action::Keep => {}
        }
        self.here = before;
    }

    fn merge_field(&mut self, id: FieldId, merge: &'w MergeAction, guard: &S::Set) {
        let variables = self.read(id, guard, 0);
        self.walked.effective.extend(variables);
        let empty = match merge.name {
            Some(name) => self.empty_name(name),
            None => self.space.none(),
        };
        let full = self.space.not(&empty);
        let full = self.space.and(guard, &full);
        let gone = self.space.and(guard, &empty);
        if let Some(before) = &merge.before {
            self.steps(&before.steps, &full);
        }
        self.text(&full);
        if let Some(name) = merge.name {
            let written = fold(&self.subject.template.names()[name].written);
            let required = self.subject.manifest.requires.fields.iter();
            if let Some(index) = required.map(|name| fold(name)).position(|name| name == written) {
                self.walked.shown[index] = self.space.or(&self.walked.shown[index], &full);
            }
        }
        if let Some(after) = &merge.after {
            self.steps(&after.steps, &full);
        }
        // What belongs to the value goes with it only where the author said so by `\b` and `\f`.
        if merge.before.is_none()
            && merge.after.is_none()
            && let Some(name) = merge.name
            && !self.never(&gone)
            && self.may_be_empty(name)
            && let Some(place) = self.here.clone()
        {
            let name = self.subject.template.names()[name].written.clone();
            self.hole(name, place, full, gone.clone());
        }
        self.gone(&gone, Gone::Merge);
    }

    fn choice(
        &mut self,
        id: FieldId,
        then: &'w Branch,
        otherwise: Option<&'w Branch>,
        guard: &S::Set,
    ) {
        let variables = self.read_operands(id, guard);
        let holds = self.condition(id);
        let fails = self.space.not(&holds);
        let (mut yes, no) = (self.space.and(guard, &holds), self.space.and(guard, &fails));
        if self.given_up.contains(&(self.program, id)) {
            // Both ways, since nothing is known.
            yes = guard.clone();
        }
        self.judge(id, &holds, &fails, &yes, &no);
        let program = self.program();
        let equal = otherwise.is_some_and(|otherwise| {
            let [then, other] =
                [then, otherwise].map(|branch| super::text::shape(program, &branch.steps));
            !then.is_empty() && then == other
        });
        if equal {
            let place = Some(program.fields[id].place.clone());
            self.found(ProofFinding::BranchesEqual {}, place, guard);
            self.walked.faulty.extend(self.questions_in(id));
            self.branch(then, guard);
            return;
        }
        let (length, depth) = (self.around.len(), self.depth);
        self.around.extend(variables);
        self.depth += 1;
        if !self.never(&yes) {
            self.branch(then, &yes);
        }
        match otherwise {
            _ if self.never(&no) => {}
            Some(otherwise) => self.branch(otherwise, &no),
            None => self.gone(&no, Gone::Other),
        }
        self.around.truncate(length);
        self.depth = depth;
    }

    fn branch(&mut self, branch: &'w Branch, guard: &S::Set) {
        if branch.steps.is_empty() {
            self.gone(guard, Gone::Other);
            return;
        }
        let none = self.space.none();
        let before = std::mem::replace(&mut self.wrote, none);
        self.steps(&branch.steps, guard);
        let silent = self.space.not(&self.wrote);
        let silent = self.space.and(guard, &silent);
        self.gone(&silent, Gone::Other);
        self.wrote = self.space.or(&self.wrote, &before);
    }

    /// A value is written.
    fn text(&mut self, guard: &S::Set) {
        if self.never(guard) {
            return;
        }
        self.wrote = self.space.or(&self.wrote, guard);
        let Some(level) = self.levels.last_mut() else { return };
        let doubled = level.paragraph.text(self.space, guard);
        let open = self.space.not(&level.paragraph.open);
        let bare = self.space.and(guard, &open);
        level.ink = self.space.or(&level.ink, &bare);
        self.walked.effects.push(guard.clone());
        let place = self.here.clone();
        self.found(ProofFinding::BlankDoubled {}, place, &doubled);
    }

    /// A field gives nothing.
    fn gone(&mut self, guard: &S::Set, kind: Gone) {
        let Some(level) = self.levels.last_mut() else { return };
        level.paragraph.gone(self.space, guard, kind);
        let open = self.space.not(&level.paragraph.open);
        let bare = self.space.and(guard, &open);
        level.vanished = self.space.or(&level.vanished, &bare);
    }

    // -- regions

    fn region(&mut self, id: usize, guard: &S::Set) {
        if self.never(guard) {
            return;
        }
        let program = self.program();
        let data = &program.regions[id];
        let (meaning, any) = region(self.subject, &data.name, &self.scopes, 1);
        let key = any.prefix.rsplit_once('[').map_or(any.prefix.clone(), |(key, _)| key.to_owned());
        let absent = self.list_used(&data.name, &meaning, &key, &data.place, guard);
        let present = self.space.not(&absent);
        let guard = self.space.and(guard, &present);
        let Some((variable, counts)) = self.model.counts.get(&key).cloned() else { return };
        self.regions += 1;
        self.depth += 1;
        self.around.push(variable);
        for item in 1..=2 {
            let mut here = self.space.none();
            for (index, count) in counts.iter().enumerate() {
                if *count >= item {
                    let value = self.space.value(variable, index);
                    here = self.space.or(&here, &value);
                }
            }
            let here = self.space.and(&guard, &here);
            if self.never(&here) {
                continue;
            }
            let (_, scope) = region(self.subject, &data.name, &self.scopes, item);
            self.scopes.push(scope);
            self.steps(&data.steps, &here);
            self.scopes.pop();
        }
        self.around.pop();
        self.depth -= 1;
        self.regions -= 1;
        // A table whose rows are all of regions is looked at even when none of them came.
        if let Some(level) = self.levels.last_mut()
            && level.kind == Some(Structure::Table)
        {
            level.has_region = true;
        }
    }

    fn list_used(
        &mut self,
        written: &str,
        meaning: &Meaning,
        key: &str,
        place: &Place,
        guard: &S::Set,
    ) -> S::Set {
        match meaning {
            Meaning::Field { catalogue, .. } => {
                let field = catalogue.map(|index| &self.subject.catalogue.fields[index]);
                let is_list = field.is_none_or(|field| {
                    matches!(field.kind, crate::catalogue::FieldKind::List { .. })
                });
                if !is_list {
                    let name = written.to_owned();
                    self.found(ProofFinding::RegionOfOther { name }, Some(place.clone()), guard);
                }
                self.used(key, written, *catalogue, true, place, guard)
            }
            _ => self.space.none(),
        }
    }
}
