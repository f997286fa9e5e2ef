//! Pictures of the pages of a document, and where on them its faults are.
//!
//! The pages are those of [`crate::layout`], drawn from our own PDF, so that a picture and its marks come from
//! one setting. A template is drawn as it is stored: fields show their last result.
//!
//! A fault names its paragraph by story and number. Paragraphs of the letter's text and of notes fill slots
//! of the tree, and what is on a page names its slot: so their outlines are known. A blank paragraph has
//! nothing on the page and gets its share of the gap between its neighbours. Headers and footers are
//! artifacts: their lines are found by their words, else all of the header is meant.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Place, StoryKind};
use crate::docx::{Limits, Macros, Package};
use crate::inspect::pictures_of;
use crate::layout::{ArtifactKind, Item, LayoutOptions, Pages, Paint, Tag, lay_out};
use crate::letter::{
    Block, Inline, Letter, NoteKind, Object, Paragraph, ReadOptions, Sheet, Slot, read,
};
use crate::render::{RenderOptions, Renderer};
use crate::units::{Pt, Rect};
use crate::validate::Fault;

/// How pages are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawOptions {
    /// Dots an inch.
    pub dpi: u16,
    /// The most pages of a file, those of its first faults.
    pub most: usize,
}

impl Default for DrawOptions {
    fn default() -> Self {
        DrawOptions { dpi: 100, most: 6 }
    }
}

/// The pages of a file that show its faults.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PagePictures {
    /// The pages, in their order.
    pub pages: Vec<PagePicture>,
    /// How many further pages have faults.
    pub left_out: usize,
}

/// A page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PagePicture {
    /// Its number, from 1.
    pub number: usize,
    /// Its width in points.
    pub width: f64,
    /// Its height in points.
    pub height: f64,
    /// The picture.
    pub png: Vec<u8>,
    /// Where faults are.
    pub areas: Vec<PageArea>,
}

/// Where a fault is on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PageArea {
    /// The fault, an index of [`crate::validate::FileReport::faults`].
    pub fault: usize,
    /// From the left, in points.
    pub x: f64,
    /// From the top, in points.
    pub y: f64,
    /// The width, in points.
    pub width: f64,
    /// The height, in points.
    pub height: f64,
}

/// Draws the pages of a document that show its open faults. `None` where there are none, or where the
/// document cannot be drawn.
pub fn draw(
    docx: &[u8],
    faults: &[Fault],
    renderer: &Renderer,
    options: &DrawOptions,
) -> Option<PagePictures> {
    let open: Vec<(usize, &Place)> = faults
        .iter()
        .enumerate()
        .filter(|(_, fault)| fault.accepted.is_none())
        .filter_map(|(at, fault)| Some((at, fault.found.diagnostic.place.as_ref()?)))
        .collect();
    if open.is_empty() {
        return None;
    }
    let package = Package::open(docx, Macros::Drop, &Limits::default()).ok()?;
    let letter = read(&package, &Sheet::read(&package).ok()?, &ReadOptions::default()).ok()?;
    let pages = lay_out(&letter, renderer.fonts(), &LayoutOptions::default());
    let map = Map::of(&letter, &pages);

    let mut areas: BTreeMap<usize, Vec<PageArea>> = BTreeMap::new();
    let mut wanted: BTreeSet<usize> = BTreeSet::new();
    for (at, place) in open {
        let boxes = map.find(place);
        for (page, area) in &boxes {
            if wanted.len() < options.most {
                wanted.insert(*page);
            }
            areas.entry(*page).or_default().push(PageArea {
                fault: at,
                x: area.x.0,
                y: area.y.0,
                width: area.width.0,
                height: area.height.0,
            });
        }
    }
    if wanted.is_empty() {
        return None;
    }
    let left_out = areas.keys().filter(|page| !wanted.contains(page)).count();
    let pdf = renderer.render(&package, &RenderOptions::default()).ok()?.pdf;
    let mut drawn = Vec::new();
    let mut take = |number: usize, png: &[u8]| -> Result<(), ()> {
        if let Some(page) = pages.pages.get(number - 1) {
            drawn.push(PagePicture {
                number,
                width: page.width.0,
                height: page.height.0,
                png: png.to_vec(),
                areas: areas.remove(&(number - 1)).unwrap_or_default(),
            });
        }
        Ok(())
    };
    let is_wanted = |number: usize| wanted.contains(&(number - 1));
    pictures_of(&pdf, f32::from(options.dpi), &is_wanted, &mut take).ok()?.ok()?;
    Some(PagePictures { pages: drawn, left_out })
}

/// A paragraph: its story and its number there.
type Key = (StoryKind, u32);

/// Boxes on pages, by the page's index.
type Boxes = Vec<(usize, Rect)>;

/// Where the paragraphs of a letter are on its pages.
struct Map {
    /// The paragraphs in the order of the text, each with its words, blanks apart.
    paragraphs: Vec<(Key, String)>,
    /// Their boxes, a page each.
    boxes: BTreeMap<Key, Boxes>,
    /// The lines of headers and of footers, page by page: words, blanks apart, and box.
    margins: [Vec<Vec<(String, Rect)>>; 2],
    /// The left edge and width of the first section's text, for paragraphs that have neither.
    column: (Pt, Pt),
}

impl Map {
    fn of(letter: &Letter, pages: &Pages) -> Map {
        let mut walk = Walk::default();
        for section in &letter.sections {
            walk.blocks(&section.blocks, StoryKind::Body, 0);
        }
        for note in &letter.notes {
            let story = match note.kind {
                NoteKind::Foot => StoryKind::Footnotes,
                NoteKind::End => StoryKind::Endnotes,
            };
            walk.blocks(&note.blocks, story, 0);
        }
        let column = letter.sections.first().map_or((Pt(72.0), Pt(300.0)), |section| {
            let margins = &section.margins;
            (margins.left, section.width - margins.left - margins.right)
        });
        let mut map = Map {
            paragraphs: walk.paragraphs,
            boxes: BTreeMap::new(),
            margins: [Vec::new(), Vec::new()],
            column,
        };
        for (at, page) in pages.pages.iter().enumerate() {
            let mut margins = [Vec::new(), Vec::new()];
            for item in &page.items {
                let Some(area) = area(item) else { continue };
                match item.tag {
                    Tag::Slot(slot) => {
                        if let Some(key) = walk.slots.get(&slot) {
                            grow(map.boxes.entry(*key).or_default(), at, area);
                        }
                    }
                    Tag::Artifact(ArtifactKind::Header) => margins[0].push((words(item), area)),
                    Tag::Artifact(ArtifactKind::Footer) => margins[1].push((words(item), area)),
                    Tag::Artifact(_) => {}
                }
            }
            let [headers, footers] = margins;
            map.margins[0].push(headers);
            map.margins[1].push(footers);
        }
        map
    }

    /// The boxes of a place.
    fn find(&self, place: &Place) -> Boxes {
        match place.story {
            StoryKind::Header(_) => self.margin(0, place),
            StoryKind::Footer(_) => self.margin(1, place),
            story => {
                let number = u32::try_from(place.paragraph).unwrap_or(u32::MAX);
                self.paragraph(story, number, &said(place))
            }
        }
    }

    /// The boxes of a paragraph. Numbers may differ where marks that do not show join paragraphs: when
    /// the words stand in one other paragraph alone, that is it.
    fn paragraph(&self, story: StoryKind, number: u32, said: &str) -> Boxes {
        let here = |(key, _): &(Key, String)| key.0 == story;
        let by_number = || {
            let found = self.paragraphs.iter().filter(|paragraph| here(paragraph));
            found.filter(|((_, found), _)| *found <= number).max_by_key(|((_, found), _)| *found)
        };
        let numbered = if number > 0 { by_number() } else { None };
        if let Some((key, text)) = numbered
            && (said.is_empty() || text.contains(said))
        {
            return self.boxes_of(*key);
        }
        if said.chars().count() >= 8 {
            let mut holding = self
                .paragraphs
                .iter()
                .filter(|paragraph| here(paragraph) && paragraph.1.contains(said));
            if let (Some((key, _)), None) = (holding.next(), holding.next()) {
                return self.boxes_of(*key);
            }
        }
        numbered.map(|(key, _)| self.boxes_of(*key)).unwrap_or_default()
    }

    fn boxes_of(&self, key: Key) -> Boxes {
        match self.boxes.get(&key) {
            Some(boxes) => boxes.clone(),
            None => self.gap(key).into_iter().collect(),
        }
    }

    /// The share of a blank paragraph in the gap between its neighbours.
    fn gap(&self, key: Key) -> Option<(usize, Rect)> {
        let at = self.paragraphs.iter().position(|(found, _)| *found == key)?;
        let story = |(found, _): &&(Key, String)| found.0 == key.0;
        let before: Vec<Option<&Boxes>> = self.paragraphs[..at]
            .iter()
            .rev()
            .filter(story)
            .map(|(key, _)| self.boxes.get(key))
            .collect();
        let after: Vec<Option<&Boxes>> = self.paragraphs[at + 1..]
            .iter()
            .filter(story)
            .map(|(key, _)| self.boxes.get(key))
            .collect();
        let blank_before = before.iter().take_while(|boxes| boxes.is_none()).count();
        let blank_after = after.iter().take_while(|boxes| boxes.is_none()).count();
        let last = before.get(blank_before).copied().flatten().and_then(|boxes| boxes.last());
        let next = after.get(blank_after).copied().flatten().and_then(|boxes| boxes.first());
        let line = Pt(12.0);
        let (page, top, bottom) = match (last, next) {
            (Some((page, above)), Some((other, below)))
                if page == other && below.y > above.bottom() =>
            {
                (*page, above.bottom(), below.y)
            }
            (Some((page, above)), _) => {
                let count = (blank_before + blank_after + 1) as f64;
                (*page, above.bottom(), above.bottom() + line * count)
            }
            (None, Some((page, below))) => {
                let count = (blank_before + blank_after + 1) as f64;
                (*page, (below.y - line * count).max(Pt::ZERO), below.y)
            }
            (None, None) => return None,
        };
        let share = (bottom - top) / (blank_before + blank_after + 1) as f64;
        let y = top + share * blank_before as f64;
        let (x, width) = self.column;
        Some((page, Rect { x, y, width, height: share.max(Pt(2.0)) }))
    }

    /// The lines of a header or footer that hold the words, on the first page that has them; else all of
    /// the first header.
    fn margin(&self, which: usize, place: &Place) -> Boxes {
        let said = said(place);
        let pages = &self.margins[which];
        if said.chars().count() >= 3 {
            for (page, lines) in pages.iter().enumerate() {
                let all: String = lines.iter().map(|(text, _)| text.as_str()).collect();
                let Some(from) = all.find(&said) else { continue };
                let (mut at, mut boxes) = (0, Boxes::new());
                for (text, area) in lines {
                    if at < from + said.len() && at + text.len() > from {
                        grow(&mut boxes, page, *area);
                    }
                    at += text.len();
                }
                return boxes;
            }
        }
        let mut boxes = Boxes::new();
        if let Some((page, lines)) = pages.iter().enumerate().find(|(_, lines)| !lines.is_empty()) {
            for (_, area) in lines {
                grow(&mut boxes, page, *area);
            }
        }
        boxes
    }
}

/// The words of a place that a page may show: the longest stretch outside braces, blanks apart.
fn said(place: &Place) -> String {
    place
        .excerpt
        .split(['{', '}', '…', '«', '»'])
        .map(squeezed)
        .max_by_key(|stretch| stretch.chars().count())
        .unwrap_or_default()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect()
}

fn words(item: &Item) -> String {
    match &item.paint {
        Paint::Text(text) => squeezed(&text.text),
        _ => String::new(),
    }
}

/// The area of what shows; turns and clips show nothing themselves.
fn area(item: &Item) -> Option<Rect> {
    match &item.paint {
        Paint::Text(text) => {
            let width: Pt = text.glyphs.iter().map(|glyph| glyph.advance).sum();
            let y = text.baseline - text.ascent;
            Some(Rect { x: text.x, y, width, height: text.ascent + text.descent })
        }
        Paint::Fill { area, .. } | Paint::Ellipse { area, .. } | Paint::Picture { area, .. } => {
            Some(*area)
        }
        Paint::Stroke { .. } | Paint::ClipBegin(_) | Paint::TurnBegin { .. } | Paint::End => None,
    }
}

/// Makes the box of a page hold another area too.
fn grow(boxes: &mut Boxes, page: usize, area: Rect) {
    match boxes.iter_mut().find(|(at, _)| *at == page) {
        Some((_, known)) => {
            let (x, y) = (known.x.min(area.x), known.y.min(area.y));
            let width = known.right().max(area.right()) - x;
            let height = known.bottom().max(area.bottom()) - y;
            *known = Rect { x, y, width, height };
        }
        None => boxes.push((page, area)),
    }
}

/// The walk over blocks that gives each slot its paragraph.
#[derive(Default)]
struct Walk {
    paragraphs: Vec<(Key, String)>,
    slots: BTreeMap<Slot, Key>,
}

/// The deepest that blocks are followed; the reader of letters stops before.
const DEPTH: usize = 100;

impl Walk {
    fn blocks(&mut self, blocks: &[Block], story: StoryKind, depth: usize) {
        if depth > DEPTH {
            return;
        }
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.paragraph(paragraph, story, depth),
                Block::Table(table) => {
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        self.blocks(&cell.blocks, story, depth + 1);
                    }
                }
                Block::Float(anchored) => self.object(&anchored.object, None, story, depth + 1),
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, story: StoryKind, depth: usize) {
        let key = (story, paragraph.number);
        let at = self.paragraphs.len();
        self.paragraphs.push((key, String::new()));
        let mut text = String::new();
        if let Some(label) = &paragraph.label {
            self.fills(label.slot, key);
        }
        for inline in &paragraph.content {
            match inline {
                Inline::Text(piece) => {
                    text.push_str(&squeezed(&piece.text));
                    self.fills(piece.slot, key);
                }
                Inline::Tab { slot, .. }
                | Inline::AlignedTab { slot, .. }
                | Inline::Break { slot, .. }
                | Inline::NoteReference { slot, .. } => self.fills(*slot, key),
                Inline::Object(object) => self.object(&object.object, Some(key), story, depth + 1),
                Inline::Anchor(anchored) => {
                    self.object(&anchored.object, Some(key), story, depth + 1);
                }
                Inline::PageField(_) | Inline::Bookmark(_) => {}
            }
        }
        self.paragraphs[at].1 = text;
    }

    fn object(&mut self, object: &Object, key: Option<Key>, story: StoryKind, depth: usize) {
        if depth > DEPTH {
            return;
        }
        let slot = match object {
            Object::Picture(picture) => picture.slot,
            Object::Shape(shape) => shape.slot,
            Object::Box(found) => return self.blocks(&found.blocks, story, depth + 1),
            Object::Group(members) => {
                for (_, member) in members {
                    self.object(member, key, story, depth + 1);
                }
                return;
            }
            Object::WordArt(_) => None,
            Object::Missing(missing) => missing.slot,
        };
        if let Some(key) = key {
            self.fills(slot, key);
        }
    }

    /// The first paragraph that fills a slot has it.
    fn fills(&mut self, slot: Option<Slot>, key: Key) {
        if let Some(slot) = slot {
            self.slots.entry(slot).or_insert(key);
        }
    }
}
