//! Filling a page: bands of columns under one another, each column from the flow.

use std::collections::HashMap;
use std::rc::Rc;

use crate::letter::{Anchored, SectionStart};
use crate::units::{Pt, Rect};

use super::super::float::Exclusion;
use super::super::laid::{Context, LaidParagraph};
use super::super::object::LaidObject;
use super::super::stack::Stack;
use super::super::table::LaidTable;
use super::flow::{Cursor, Flow, Progress, Top};
use super::geometry::{self, Geometry};
use super::sheet::{Above, Carried, Column, Foot, Known, Sheet};

/// Attempts at a page whose floating objects push lines that push them in turn.
const ATTEMPTS: usize = 6;

/// Steps in the search for the height at which columns are even.
const BALANCE_STEPS: usize = 14;

/// Sets the flow, page after page.
pub(super) struct Setter<'l> {
    /// What every step needs; its facts are those of the page at hand.
    pub context: Context<'l>,
    /// The blocks of each section.
    pub flows: Vec<Vec<Flow<'l>>>,
    /// Paragraphs and tables set in a column without floating objects, and its width.
    pub laid: HashMap<(usize, usize), (Pt, Laid<'l>)>,
    /// Notes as set, and the width.
    pub notes: HashMap<usize, (Pt, Rc<Stack<'l>>)>,
    /// Floating objects as set, by the address of their source and their width.
    pub objects: HashMap<(*const Anchored, u64), Rc<LaidObject>>,
}

/// A block as set.
#[derive(Clone)]
pub(super) enum Laid<'l> {
    /// A paragraph.
    Paragraph(Rc<LaidParagraph<'l>>),
    /// A table.
    Table(Rc<LaidTable<'l>>),
}

/// Where a page begins.
#[derive(Clone, Debug)]
pub(super) struct Start<'l> {
    /// The text.
    pub cursor: Cursor<'l>,
    /// Notes that go on from the page before.
    pub carried: Vec<Carried>,
}

/// What ended a column or page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// It is full, or a column break.
    Column,
    /// A page break.
    Page,
    /// The section has no more blocks.
    Section,
    /// A floating object stands elsewhere than was thought: once more.
    Again,
}

/// What comes of placing a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// On to the next.
    Next,
    /// The column ends.
    End(End),
}

impl<'l> Setter<'l> {
    /// A setter at the letter's beginning.
    pub fn new(context: Context<'l>, flows: Vec<Vec<Flow<'l>>>) -> Self {
        Setter {
            context,
            flows,
            laid: HashMap::new(),
            notes: HashMap::new(),
            objects: HashMap::new(),
        }
    }

    /// Fills a page beside what its header and footer keep free; returns it and where the next begins,
    /// if anything is left.
    pub fn page(
        &mut self,
        start: &Start<'l>,
        geometry: Geometry,
        fixed: &[Exclusion],
    ) -> (Sheet<'l>, Option<Start<'l>>) {
        let mut known: Vec<Known> = Vec::new();
        for attempt in 0..ATTEMPTS {
            let last = attempt + 1 == ATTEMPTS;
            let mut sheet = Sheet::new(geometry, fixed, std::mem::take(&mut known));
            let mut next = start.clone();
            let end = self.fill(&mut sheet, &mut next, last);
            if end == End::Again && !last {
                known = std::mem::take(&mut sheet.known);
                continue;
            }
            if !last && sheet.known.iter().any(|known| !known.met) {
                // Its anchor went to another page, and the object with it.
                known = std::mem::take(&mut sheet.known);
                known.retain(|known| known.met);
                continue;
            }
            let ended = end == End::Section && next.carried.is_empty();
            return (sheet, (!ended).then_some(next));
        }
        (Sheet::new(geometry, fixed, Vec::new()), None)
    }

    /// Fills a page with bands of columns. [`End::Section`] is the letter's end.
    fn fill(&mut self, sheet: &mut Sheet<'l>, next: &mut Start<'l>, last: bool) -> End {
        let body = sheet.geometry.body;
        let mut top = body.y;
        let mut bottom = body.bottom();
        let mut above = Above::Nothing;
        for band in 0.. {
            let number = next.cursor.section;
            let Some(section) = self.context.letter.sections.get(number) else {
                return End::Section;
            };
            self.context.line_grid = section.line_grid;
            // A section that goes on on this page keeps its own margins at the sides.
            let settings = &self.context.letter.settings;
            let (x, width) = geometry::across(section, settings, sheet.geometry.even);
            let columns = geometry::columns(section, &Rect { x, width, ..body });
            let mut frame = Band { number: band, columns, top, bottom, above, last };
            let pieces = sheet.pieces.len();
            let before = (sheet.clone_marks(), next.clone());
            let end = self.band(sheet, next, &frame);
            if end != End::Section {
                if end != End::Again {
                    self.rule_columns(sheet, number, &frame, pieces);
                }
                return end;
            }
            let Some(following) = self.context.letter.sections.get(number + 1) else {
                self.rule_columns(sheet, number, &frame, pieces);
                return End::Section;
            };
            let goes_on = match following.start {
                SectionStart::Continuous => geometry::same_paper(section, following),
                _ => false,
            };
            if goes_on && frame.columns.len() > 1 && sheet.pieces.len() > pieces {
                self.balance(sheet, next, &mut frame, &before);
            }
            self.rule_columns(sheet, number, &frame, pieces);
            next.cursor = Cursor::opening(number + 1);
            if !goes_on {
                return End::Page;
            }
            let feet = sheet.feet.iter().filter(|foot| foot.band == band);
            let foot = feet.map(|foot| foot.height).fold(Pt::ZERO, Pt::max);
            bottom -= foot;
            let lowest = sheet.pieces[pieces..].iter().map(|piece| piece.y + piece.height);
            top = lowest.fold(top, Pt::max);
            above = match sheet.pieces.last().map(|piece| &piece.what) {
                Some(super::sheet::What::Lines { laid, .. }) => Above::Paragraph(laid.source),
                Some(_) => Above::Other,
                None => Above::Nothing,
            };
        }
        End::Section
    }

    /// Fills the columns of a band.
    fn band(&mut self, sheet: &mut Sheet<'l>, next: &mut Start<'l>, band: &Band<'l>) -> End {
        for (nth, (x, width)) in band.columns.iter().enumerate() {
            let first = nth == 0;
            let page_top = band.number == 0 || sheet.is_empty();
            let mut column = Column {
                x: *x,
                width: *width,
                top: band.top,
                bottom: band.bottom,
                y: band.top,
                above: if first { band.above } else { Above::Nothing },
                first: sheet.pieces.len(),
                whole: page_top,
                foot: Foot { column: (*x, *width), band: band.number, ..Foot::default() },
                waiting: Vec::new(),
            };
            self.carry(&mut column, &mut next.carried);
            let end = self.column(sheet, &mut column, next, band.last);
            sheet.feet.push(column.foot);
            match end {
                End::Column => {}
                End::Page | End::Section | End::Again => return end,
            }
        }
        End::Page
    }

    /// Fills a column.
    fn column(
        &mut self,
        sheet: &mut Sheet<'l>,
        column: &mut Column<'l>,
        next: &mut Start<'l>,
        last: bool,
    ) -> End {
        loop {
            let cursor = &mut next.cursor;
            let Some(flow) = self.flows[cursor.section].get(cursor.block).copied() else {
                self.strand(sheet, column);
                return End::Section;
            };
            let step = match flow {
                Flow::Float(anchored) => {
                    column.waiting.push(anchored);
                    cursor.next();
                    Step::Next
                }
                Flow::Paragraph(source) => self.paragraph(sheet, column, next, source, last),
                Flow::Table(source) => self.table(sheet, column, next, source, last),
                Flow::NoteRule(note) => self.note_rule(sheet, column, next, note),
                Flow::Note(note) => self.end_note(sheet, column, next, note),
            };
            if let Step::End(end) = step {
                return end;
            }
        }
    }

    /// Nothing more fits into the column: what keeps with what comes next goes with it, unless it
    /// began the column.
    pub fn full(
        &self,
        sheet: &mut Sheet<'l>,
        column: &mut Column<'l>,
        cursor: &mut Cursor<'l>,
    ) -> Step {
        let fresh = matches!(cursor.within, Progress::Start);
        if fresh {
            let mut first = sheet.pieces.len();
            while first > column.first && sheet.pieces[first - 1].keep_next {
                first -= 1;
            }
            let chained = first < sheet.pieces.len();
            if chained && (first > column.first || !column.whole) {
                let to = sheet.pieces[first].before.clone();
                sheet.restore(column, cursor, to);
            }
        }
        self.fetch_frames(cursor);
        cursor.top = Top::Automatic;
        Step::End(End::Column)
    }

    /// Goes back to the frames that stand beside a block that has not begun: they go where it goes.
    pub fn fetch_frames(&self, cursor: &mut Cursor<'l>) {
        let Some(flows) = self.flows.get(cursor.section) else { return };
        while matches!(cursor.within, Progress::Start)
            && cursor.block > 0
            && matches!(flows.get(cursor.block - 1), Some(Flow::Float(_)))
        {
            cursor.block -= 1;
        }
    }

    /// Makes the columns of a band even: the least height that holds all of its text.
    fn balance(
        &mut self,
        sheet: &mut Sheet<'l>,
        next: &mut Start<'l>,
        band: &mut Band<'l>,
        before: &(Marks, Start<'l>),
    ) {
        let (marks, start) = before;
        let placed = &sheet.pieces[marks.pieces..];
        let lowest = placed.iter().map(|piece| piece.y + piece.height).fold(band.top, Pt::max);
        let total: Pt = placed.iter().map(|piece| piece.height).sum();
        let mut low = total / (band.columns.len() as f64) * 0.8;
        let mut high = lowest - band.top;
        let whole = band.bottom;
        for step in 0..=BALANCE_STEPS {
            // The last step sets what was found.
            let height = if step == BALANCE_STEPS { high } else { (low + high) / 2.0 };
            sheet.back_to(marks);
            *next = start.clone();
            band.bottom = (band.top + height + Pt(0.01)).min(whole);
            if self.band(sheet, next, band) == End::Section {
                high = high.min(height);
            } else {
                low = height;
            }
        }
        if next.cursor.block < self.flows[next.cursor.section].len() {
            sheet.back_to(marks);
            *next = start.clone();
            band.bottom = whole;
            self.band(sheet, next, band);
        }
    }

    /// Notes the lines between the columns of a band.
    fn rule_columns(&self, sheet: &mut Sheet<'l>, section: usize, band: &Band<'l>, first: usize) {
        let section = &self.context.letter.sections[section];
        if !section.column_line || band.columns.len() < 2 || sheet.pieces.len() <= first {
            return;
        }
        let placed = sheet.pieces[first..].iter().map(|piece| piece.y + piece.height);
        let lowest = placed.fold(band.top, Pt::max);
        let mut edges = band.columns.clone();
        edges.sort_by(|a, b| a.0.0.total_cmp(&b.0.0));
        for pair in edges.windows(2) {
            let x = (pair[0].0 + pair[0].1 + pair[1].0) / 2.0;
            sheet.column_lines.push((x, band.top, lowest));
        }
    }
}

/// Columns beside one another.
#[derive(Clone, Debug)]
struct Band<'l> {
    number: usize,
    columns: Vec<(Pt, Pt)>,
    top: Pt,
    bottom: Pt,
    above: Above<'l>,
    last: bool,
}

/// How full a page was.
#[derive(Clone, Debug)]
pub(super) struct Marks {
    pieces: usize,
    floats: usize,
    exclusions: usize,
    feet: usize,
}

impl Sheet<'_> {
    /// How full the page is.
    fn clone_marks(&self) -> Marks {
        Marks {
            pieces: self.pieces.len(),
            floats: self.floats.len(),
            exclusions: self.exclusions.len(),
            feet: self.feet.len(),
        }
    }

    /// Takes back what was placed since.
    fn back_to(&mut self, marks: &Marks) {
        self.pieces.truncate(marks.pieces);
        self.floats.truncate(marks.floats);
        self.exclusions.truncate(marks.exclusions);
        self.feet.truncate(marks.feet);
    }
}
