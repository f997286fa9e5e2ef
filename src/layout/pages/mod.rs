//! The body cut into pages.
//!
//! The blocks of a letter are a [flow](flow::Flow). A [setter](setter::Setter) fills one
//! [sheet](sheet::Sheet) after another with it: bands of columns under one another, each column from
//! the top, until a line, a row or a note no longer fits. What is placed stays a *piece* until the
//! page is full, so that a heading can be taken back when its paragraph goes to the next page.
//!
//! ```text
//! flow ──► column ──► piece, piece, piece │ foot: notes     one column
//!             │ nothing fits: take back what keeps with it, next column
//!             ▼
//!          sheet ──finish──► items, behind to front          one page
//!             │ an object pushes text above its anchor: the same page again, the object known
//!             ▼
//!          pages ──headers, watermark──► Pages               one pass
//!             │ the page count changes what a page says: once more
//! ```
//!
//! Every loop has a bound: a page that would never be settled is set as it stands.

mod facts;
mod finish;
mod floating;
mod flow;
mod geometry;
mod headers;
mod lines;
mod notes;
mod rows;
mod setter;
mod sheet;
mod watermark;

use std::cell::RefCell;
use std::rc::Rc;

use crate::diagnostic::{Diagnostic, RenderingFinding};
use crate::font::FontBook;
use crate::letter::{Letter, PageFacts, Section, SectionStart};
use crate::locale::Language;
use crate::units::Pt;

use super::LayoutOptions;
use super::laid::{Context, Learned};
use super::page::{ArtifactKind, Page, Pages};
use facts::Styles;
use finish::Painted;
use flow::{Cursor, Progress, Top};
use geometry::Geometry;
use headers::{Stories, Story};
use setter::{Setter, Start};

/// Passes over a letter whose pages say how many there are.
const PASSES: usize = 4;

/// A letter has no more pages than this.
const MOST_PAGES: usize = 10_000;

/// Sets a letter on pages.
pub(super) fn lay_out(letter: &Letter, fonts: &FontBook, options: &LayoutOptions) -> Pages {
    let notes = RefCell::new(Learned::default());
    let context = Context {
        letter,
        fonts,
        options,
        facts: Rc::default(),
        artifact: ArtifactKind::Layout,
        line_grid: None,
        notes: &notes,
    };
    let later = facts::of_text(letter).later();
    let mut guess = Guess::default();
    let mut pages = Vec::new();
    for pass in 0..PASSES {
        let run = run(&context, &guess, later);
        let (next, painted) = assemble(&context, run, &guess);
        let settled = next.heights == guess.heights && (!later || next.facts == guess.facts);
        pages = painted;
        if settled || pass + 1 == PASSES {
            break;
        }
        guess = next;
    }
    let learned = notes.into_inner();
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for diagnostic in learned.diagnostics {
        if !diagnostics.contains(&diagnostic) {
            diagnostics.push(diagnostic);
        }
    }
    Pages { pages, fonts: learned.fonts.into_iter().collect(), diagnostics }
}

/// What a pass believes of its pages: what the pass before found.
#[derive(Clone, Debug, Default, PartialEq)]
struct Guess {
    /// The facts of each page.
    facts: Vec<Rc<PageFacts>>,
    /// Heights of header and footer where they are not what they seemed.
    heights: Vec<Option<(Pt, Pt)>>,
}

impl Guess {
    /// What is believed of a page.
    fn facts_of(
        &self,
        index: usize,
        number: i64,
        section: usize,
        numbering: &Section,
    ) -> PageFacts {
        let known = self.facts.get(index).or(self.facts.last());
        let pages = known.map_or(1, |facts| facts.pages).max(ordinal(index));
        let same = self.facts.iter().rev().find(|facts| facts.section == ordinal(section));
        PageFacts {
            page: number,
            numbering: numbering.numbering,
            pages,
            section_pages: same.map_or(1, |facts| facts.section_pages),
            section: ordinal(section),
            styles: known.map(|facts| facts.styles.clone()).unwrap_or_default(),
        }
    }
}

/// The number of what has this index: the first is 1.
fn ordinal(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX - 1) + 1
}

/// A page whose text is painted; headers wait until all pages are known.
struct Done<'l> {
    geometry: Geometry,
    painted: Painted,
    section: usize,
    number: i64,
    header: Option<Story<'l>>,
    footer: Option<Story<'l>>,
    styles: Vec<(std::sync::Arc<str>, String, String)>,
    blank: bool,
}

/// Fills and paints the text of all pages.
fn run<'l>(context: &Context<'l>, guess: &Guess, later: bool) -> Vec<Done<'l>> {
    let letter = context.letter;
    let mut setter = Setter::new(context.clone(), flow::flows(letter));
    let mut stories = Stories::default();
    let asks_style = later || letter.sections.iter().any(|section| facts::of_sides(section).style);
    let mut styles = Styles::default();
    let mut done: Vec<Done<'l>> = Vec::new();
    let mut numbered = None;
    let mut start = Start { cursor: Cursor::opening(0), carried: Vec::new() };
    let mut number = 0;
    while let Some(section) = letter.sections.get(start.cursor.section) {
        if done.len() >= MOST_PAGES {
            let finding = RenderingFinding::TooManyPages { pages: MOST_PAGES.to_string() };
            context.notes.borrow_mut().diagnostics.push(Diagnostic::of(finding));
            break;
        }
        let index = start.cursor.section;
        let opening = start.cursor.block == 0
            && matches!(start.cursor.within, Progress::Start)
            && matches!(start.cursor.top, Top::Section);
        number += 1;
        if opening && !done.is_empty() && wrong_side(section, number) {
            done.push(blank(section, index, number, letter));
            number += 1;
        }
        if numbered != Some(index) {
            number = section.first_number.unwrap_or(number);
            numbered = Some(index);
        }
        let page = done.len();
        let facts = Rc::new(guess.facts_of(page, number, index, section));
        let even = number % 2 == 0;
        let title_page = opening && section.title_page;
        let width = geometry::across(section, &letter.settings, even).1;
        let mut side = |sides, kind| {
            headers::pick(letter, sides, title_page, even)
                .map(|blocks| stories.set(context, blocks, width, kind, &facts))
        };
        let mut header = side(&section.headers, ArtifactKind::Header);
        let mut footer = side(&section.footers, ArtifactKind::Footer);
        let tall =
            |story: &Option<Story<'l>>| story.as_ref().map_or(Pt::ZERO, |story| story.laid.height);
        let known = guess.heights.get(page).copied().flatten();
        let measure = |heights| geometry::geometry(section, &letter.settings, even, heights);
        let mut geometry = measure(known.unwrap_or((tall(&header), tall(&footer))));
        let mut fixed = Vec::new();
        for (story, kind) in
            [(&mut header, ArtifactKind::Header), (&mut footer, ArtifactKind::Footer)]
        {
            let Some(story) = story else { continue };
            if let Some(laid) = headers::lay_beside(context, story, kind, &facts, &geometry) {
                story.laid = Rc::new(laid);
                let of_story = headers::of_story(context, kind, &facts);
                fixed.extend(headers::exclusions(&of_story, &story.laid, kind, &geometry));
            }
        }
        geometry = measure(known.unwrap_or((tall(&header), tall(&footer))));
        setter.context.facts = facts;
        let before = start.clone();
        let (mut sheet, next) = setter.page(&start, geometry, &fixed);
        styles.turn();
        let painted =
            finish::paint(&setter.context, &mut sheet, section, asks_style.then_some(&mut styles));
        let styles = if asks_style { styles.texts.clone() } else { Vec::new() };
        let blank = false;
        done.push(Done {
            geometry,
            painted,
            section: index,
            number,
            header,
            footer,
            styles,
            blank,
        });
        let Some(mut next) = next else { break };
        if sheet.is_empty() && is_same(&before, &next) {
            // Nothing was placed and nothing would ever be: leave the block out rather than go on.
            next.cursor.next();
            next.carried.clear();
        }
        if next.cursor.block >= setter.flows[next.cursor.section].len()
            && next.cursor.section + 1 < letter.sections.len()
            && next.carried.is_empty()
        {
            next.cursor = Cursor::opening(next.cursor.section + 1);
        }
        start = next;
    }
    done
}

/// Whether two beginnings of pages are the same, so that nothing was placed between them.
fn is_same(one: &Start<'_>, other: &Start<'_>) -> bool {
    let line = |start: &Start<'_>| match &start.cursor.within {
        Progress::Start => 0,
        Progress::Lines(broken) => broken.line,
        Progress::Table(_) | Progress::Stack(_) => usize::MAX,
    };
    one.cursor.section == other.cursor.section
        && one.cursor.block == other.cursor.block
        && line(one) == line(other)
        && one.carried.len() == other.carried.len()
}

/// Whether a section that begins on an even or odd page would begin on the other.
fn wrong_side(section: &Section, number: i64) -> bool {
    match section.start {
        SectionStart::EvenPage => number % 2 != 0,
        SectionStart::OddPage => number % 2 == 0,
        SectionStart::NextPage | SectionStart::Continuous | SectionStart::NextColumn => false,
    }
}

/// A page with nothing on it, between sections that begin on the same side.
fn blank<'l>(section: &Section, index: usize, number: i64, letter: &Letter) -> Done<'l> {
    Done {
        geometry: geometry::geometry(
            section,
            &letter.settings,
            number % 2 == 0,
            (Pt::ZERO, Pt::ZERO),
        ),
        painted: Painted::default(),
        section: index,
        number,
        header: None,
        footer: None,
        styles: Vec::new(),
        blank: true,
    }
}

/// Adds to each page what could not be painted before all were known; also what the next pass
/// would have to believe.
fn assemble<'l>(context: &Context<'l>, done: Vec<Done<'l>>, guess: &Guess) -> (Guess, Vec<Page>) {
    let letter = context.letter;
    let count = ordinal(done.len()) - 1;
    let mut section_pages = vec![0_i64; letter.sections.len()];
    for page in &done {
        section_pages[page.section] += 1;
    }
    let language = Language::from_tag(&letter.language).unwrap_or_default();
    let mut next = Guess::default();
    let mut pages = Vec::with_capacity(done.len());
    for (index, page) in done.into_iter().enumerate() {
        let section = &letter.sections[page.section];
        let facts = Rc::new(PageFacts {
            page: page.number,
            numbering: section.numbering,
            pages: count,
            section_pages: section_pages[page.section],
            section: ordinal(page.section),
            styles: page.styles,
        });
        let mut items = Vec::new();
        if let Some(word) = context.options.watermark.as_deref().filter(|word| !word.is_empty()) {
            watermark::across(context, word, page.geometry.size, &mut items);
        }
        let mut heights = guess.heights.get(index).copied().flatten();
        let geometry = &page.geometry;
        let mut tall = (Pt::ZERO, Pt::ZERO);
        let mut assumed = (Pt::ZERO, Pt::ZERO);
        if let Some(story) = &page.header {
            assumed.0 = story.laid.height;
            tall.0 =
                paint_story(context, story, ArtifactKind::Header, &facts, geometry, &mut items);
        }
        if let Some(story) = &page.footer {
            assumed.1 = story.laid.height;
            tall.1 =
                paint_story(context, story, ArtifactKind::Footer, &facts, geometry, &mut items);
        }
        let believed = heights.unwrap_or(assumed);
        let off = |a: Pt, b: Pt| (a - b).abs() > Pt(0.01);
        if off(tall.0, believed.0) || off(tall.1, believed.1) {
            heights = Some(tall);
        }
        if next.heights.len() < index && heights.is_some() {
            next.heights.resize(index, None);
        }
        if heights.is_some() {
            next.heights.push(heights);
        }
        let mut painted = page.painted;
        items.append(&mut painted.items);
        if index == 0
            && let Some(notice) = &letter.notice
        {
            let body = geometry.body;
            watermark::notice(context, notice, (body.x, body.width), &mut items);
        }
        let label = if page.blank && section.first_number.is_some() {
            String::new()
        } else {
            section.numbering.write(page.number, language)
        };
        pages.push(Page {
            width: geometry.size.0,
            height: geometry.size.1,
            label,
            items,
            bookmarks: painted.bookmarks,
        });
        next.facts.push(facts);
    }
    (next, pages)
}

/// Paints a header or footer; returns how tall it is, now that all is known.
fn paint_story<'l>(
    context: &Context<'l>,
    story: &Story<'l>,
    kind: ArtifactKind,
    facts: &Rc<PageFacts>,
    geometry: &Geometry,
    out: &mut Vec<super::page::Item>,
) -> Pt {
    let mut story = story.clone();
    if story.asked.later() {
        let again = headers::lay(context, story.blocks, story.width, kind, facts);
        story.laid = Rc::new(again);
        if let Some(beside) = headers::lay_beside(context, &story, kind, facts, geometry) {
            story.laid = Rc::new(beside);
        }
    }
    let laid = &story.laid;
    let at = headers::place_of(laid, kind, geometry);
    let context = headers::of_story(context, kind, facts);
    headers::paint(&context, laid, at, geometry, out);
    laid.height
}
