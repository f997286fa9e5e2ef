//! A line set: aligned, its runs in visual order, its glyphs placed.

use std::ops::Range;
use std::rc::Rc;

use unicode_bidi::{Level, ParagraphBidiInfo};

use crate::font::{FaceId, Shaped};
use crate::layout::laid::Line;
use crate::layout::object;
use crate::layout::page::{ArtifactKind, Item, Paint, PlacedGlyph, Tag, TextItem};
use crate::letter::{Alignment, BreakKind, Slot, TabLeader};
use crate::units::Pt;

use super::decorate::{self, Decorated};
use super::height::Height;
use super::lines::Breaker;
use super::look::Look;
use super::manner::Manner;
use super::piece::{Kind, Piece};

/// Blanks lose no more than this share, whatever stands on the line.
const NARROWED: f64 = 0.201;

/// What stands in one stretch of a line. Lengths count from the edge where lines begin.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The pieces.
    pub pieces: Range<usize>,
    /// Where the stretch begins.
    pub start: f64,
    /// Where it ends.
    pub limit: f64,
    /// A hyphen shows at the end.
    pub hyphen: bool,
    /// What ended it, where it was a break.
    pub broken: Option<BreakKind>,
    /// The paragraph's text ends in it.
    pub last: bool,
}

/// Sets the rows of one line.
pub(super) fn line<'l>(breaker: &mut Breaker<'_, 'l>, rows: &[Row], height: Height) -> Line<'l> {
    let mut setter = Setter {
        line: Line {
            skip: Pt::ZERO,
            height: Pt(height.whole),
            ascent: Pt(height.ascent),
            items: Vec::new(),
            notes: Vec::new(),
            anchors: Vec::new(),
            bookmarks: Vec::new(),
            broken: rows.last().and_then(|row| row.broken),
        },
        breaker,
        height,
        run: None,
        under: Vec::new(),
        over: Vec::new(),
    };
    for row in rows {
        setter.row(row);
    }
    let Setter { mut line, under, over, .. } = setter;
    if !under.is_empty() {
        let text = std::mem::replace(&mut line.items, under);
        line.items.extend(text);
    }
    line.items.extend(over);
    line
}

struct Setter<'s, 'b, 'l> {
    breaker: &'s mut Breaker<'b, 'l>,
    height: Height,
    line: Line<'l>,
    /// The text that further pieces may join.
    run: Option<Run>,
    /// Painted before the text.
    under: Vec<Item>,
    /// Painted after it.
    over: Vec<Item>,
}

/// Text being gathered, and what further text must share with it.
struct Run {
    slot: Option<Slot>,
    /// Where its pen is.
    pen: f64,
    /// Nothing joins it: it says something else than it shows, or runs from right to left.
    alone: bool,
    item: TextItem,
}

/// How a row is spread.
struct Spread {
    /// Where the content begins.
    start: f64,
    /// Added to each blank.
    extra: f64,
    /// Blanks before this piece keep their width.
    from: usize,
    /// The piece after the last that does not hang.
    solid: usize,
    /// The width of what does not hang.
    width: f64,
}

impl Setter<'_, '_, '_> {
    fn row(&mut self, row: &Row) {
        let spread = self.spread(row);
        let places = self.places(row, &spread);
        let mut decorated = Vec::new();
        for (offset, (x, width)) in places.iter().copied().enumerate() {
            let index = row.pieces.start + offset;
            self.piece(index, x, width);
            let piece = &self.breaker.pieces.list[index];
            if !piece.is_mark() && !matches!(piece.kind, Kind::Break(_) | Kind::Object(_)) {
                let shown = index < spread.solid || (row.last && row.broken.is_none());
                let look = self.breaker.pieces.look(piece);
                if shown && decorate::is_decorated(&look.format) {
                    let blank = !matches!(piece.kind, Kind::Word);
                    decorated.push(Decorated { x, width, look: look.clone(), blank });
                }
            }
        }
        if row.hyphen && spread.solid > row.pieces.start {
            self.hyphen(spread.solid - 1, &places, row);
        }
        self.flush();
        if !decorated.is_empty() {
            let behind = self.breaker.paragraph.format.shade;
            decorate::paint(
                self.breaker.context,
                &decorated,
                &self.height,
                behind,
                &mut self.under,
                &mut self.over,
            );
        }
    }

    /// Aligns and justifies a row.
    fn spread(&self, row: &Row) -> Spread {
        let breaker = &self.breaker;
        let pieces = &breaker.pieces;
        let list = &pieces.list[row.pieces.clone()];
        let solid = list.iter().rposition(|piece| !piece.hangs()).map_or(0, |last| last + 1);
        let mut width: f64 = list[..solid].iter().map(|piece| piece.width).sum();
        if row.hyphen && solid > 0 {
            width += breaker.hyphen_width(row.pieces.start + solid - 1);
        }
        let free = row.limit - row.start - width;
        let after_tab = list[..solid].iter().rposition(Piece::is_tab).map_or(0, |tab| tab + 1);
        let mut spread = Spread {
            start: row.start,
            extra: 0.0,
            from: row.pieces.start
                + after_tab.max(breaker.pieces.label.saturating_sub(row.pieces.start).min(solid)),
            solid: row.pieces.start + solid,
            width,
        };
        let settings = &breaker.context.letter.settings;
        let stretched = match (breaker.paragraph.format.align, row.broken) {
            (Alignment::Distribute, _) => true,
            (Alignment::Justify, Some(BreakKind::Line | BreakKind::LineBelowFloats)) => {
                !settings.no_shift_return_stretch
            }
            (Alignment::Justify, None) => !row.last,
            _ => false,
        };
        match breaker.paragraph.format.align {
            Alignment::Center => spread.start += free.max(0.0) / 2.0,
            Alignment::End => spread.start += free.max(0.0),
            Alignment::Justify | Alignment::Distribute if stretched || free < 0.0 => {
                let range = spread.from.min(spread.solid)..spread.solid;
                let (mut blanks, mut blank_width) = (0, 0.0);
                for piece in &pieces.list[range] {
                    let stretches = piece.stretches(settings.mode);
                    blanks += stretches;
                    blank_width += if stretches > 0 { piece.width } else { 0.0 };
                }
                if blanks > 0 {
                    let free = free.max(-NARROWED * blank_width);
                    spread.extra = free / f64::from(blanks);
                    spread.width += free;
                }
            }
            _ => {}
        }
        spread
    }

    /// The left edge and width of each piece of a row, in logical order.
    fn places(&self, row: &Row, spread: &Spread) -> Vec<(f64, f64)> {
        let breaker = &self.breaker;
        let pieces = &breaker.pieces;
        let list = &pieces.list[row.pieces.clone()];
        let mode = breaker.context.letter.settings.mode;
        let rtl = breaker.paragraph.format.rtl;
        let left = if rtl { breaker.width - spread.start - spread.width } else { spread.start };
        let mut places: Vec<(f64, f64)> = list
            .iter()
            .enumerate()
            .map(|(offset, piece)| {
                let index = row.pieces.start + offset;
                let stretched = index >= spread.from && index < spread.solid;
                let blanks = if stretched { piece.stretches(mode) } else { 0 };
                (0.0, piece.width + f64::from(blanks) * spread.extra)
            })
            .collect();
        let solid = spread.solid - row.pieces.start;
        let mut pen = left;
        if pieces.mixed {
            let levels: Vec<Level> = list[..solid]
                .iter()
                .map(|piece| Level::new(piece.level).unwrap_or(Level::ltr()))
                .collect();
            for index in ParagraphBidiInfo::reorder_visual(&levels) {
                places[index].0 = pen;
                pen += places[index].1;
            }
        } else if rtl {
            for place in &mut places[..solid] {
                place.0 = pen;
                pen += place.1;
            }
        } else {
            for place in &mut places {
                place.0 = pen;
                pen += place.1;
            }
            return places;
        }
        // What hangs lies beyond the end of the line, which is the left in right-to-left text.
        let mut end = if rtl { left } else { pen };
        for place in &mut places[solid..] {
            if rtl {
                end -= place.1;
                place.0 = end;
            } else {
                place.0 = end;
                end += place.1;
            }
        }
        places
    }

    fn piece(&mut self, index: usize, x: f64, width: f64) {
        let piece = &self.breaker.pieces.list[index];
        match piece.kind {
            Kind::Word => self.word(index, x),
            Kind::Blank(count) | Kind::Glue(count) => {
                let one = width / f64::from(count.max(1));
                self.blanks(index, x, count as usize, one);
            }
            Kind::Tab | Kind::LabelTab | Kind::AlignedTab { .. } => {
                self.blanks(index, x, 1, width);
                self.leader(index, x, width);
            }
            // Words on either side of the break stay apart for those who hear them.
            Kind::Break(_) => self.blanks(index, x, 1, 0.0),
            Kind::Object(object) => self.object(object, x),
            Kind::Note(note) => self.line.notes.push(note),
            Kind::Anchor(anchored) => self.line.anchors.push((anchored, Pt(x))),
            Kind::Bookmark(name) => self.line.bookmarks.push(name.clone()),
            Kind::Unseen => {}
        }
    }

    /// Opens text at a place, or goes on with what is there if nothing differs.
    fn open(&mut self, index: usize, x: f64, glyphs: usize, alone: bool) -> Option<&mut Run> {
        let pieces = &self.breaker.pieces;
        let piece = &pieces.list[index];
        let look: &Rc<Look> = pieces.look(piece);
        let scale = look.scale_of(piece.face);
        let color = look.color(self.breaker.paragraph.format.shade);
        let baseline = self.height.ascent - look.rise;
        let joins = self.run.as_ref().is_some_and(|run| {
            let item = &run.item;
            !alone
                && !run.alone
                && run.slot == piece.slot
                && item.face == piece.face
                && same(item.size.0, piece.size)
                && same(item.scale, scale)
                && item.color == color
                && same(item.baseline.0, baseline)
                && (item.synthetic_bold, item.synthetic_italic) == look.synthetic(piece.face)
                && (run.pen - x).abs() < 0.001
        });
        if !joins {
            let (synthetic_bold, synthetic_italic) = look.synthetic(piece.face);
            let item = TextItem {
                x: Pt(x),
                baseline: Pt(baseline),
                face: piece.face,
                size: Pt(piece.size),
                scale,
                color,
                synthetic_bold,
                synthetic_italic,
                glyphs: Vec::with_capacity(glyphs.max(16)),
                text: String::with_capacity(glyphs.max(16)),
                actual: None,
                ascent: Pt(self.height.above),
                descent: Pt(self.height.below),
            };
            let slot = piece.slot;
            self.flush();
            self.run = Some(Run { slot, pen: x, alone, item });
        }
        self.run.as_mut()
    }

    fn word(&mut self, index: usize, x: f64) {
        let piece = &self.breaker.pieces.list[index];
        let Some(shaped) = piece.shaped.clone() else { return };
        let text = &self.breaker.pieces.text[piece.text.clone()];
        let drawn = piece.drawn.as_deref().unwrap_or(text).to_owned();
        let says_written = Manner::of(self.breaker.context.options.metrics).says_written;
        let said = match (&piece.drawn, &piece.actual) {
            (_, Some(said)) if says_written => Some(said.to_string()),
            (Some(sign), _) if says_written || &**sign == "\u{fffd}" => Some(text.to_owned()),
            _ => None,
        };
        let look = self.breaker.pieces.look(piece).clone();
        let (size, face, rtl) = (piece.size, piece.face, piece.level % 2 == 1);
        let alone = said.is_some() || rtl;
        let Some(run) = self.open(index, x, shaped.glyphs.len(), alone) else { return };
        run.pen += place_glyphs(&mut run.item, &shaped, &drawn, &look, face, size, rtl);
        if said.is_some() {
            run.item.actual = said;
        }
    }

    /// Blanks of a width each; a tab and a break are one.
    fn blanks(&mut self, index: usize, x: f64, count: usize, width: f64) {
        let piece = &self.breaker.pieces.list[index];
        let look = self.breaker.pieces.look(piece).clone();
        let shaped = match &piece.shaped {
            Some(shaped) => Some(shaped.clone()),
            None => look.blank(self.breaker.context).cloned(),
        };
        let Some(glyph) = shaped.and_then(|shaped| shaped.glyphs.first().copied()) else { return };
        let sign = if matches!(piece.kind, Kind::Glue(_)) { '\u{a0}' } else { ' ' };
        let rtl = piece.level % 2 == 1;
        let Some(run) = self.open(index, x, count, rtl) else { return };
        for _ in 0..count {
            let from = run.item.text.len() as u32;
            run.item.text.push(sign);
            let text = from..run.item.text.len() as u32;
            let advance = Pt(width);
            run.item.glyphs.push(PlacedGlyph {
                id: glyph.id,
                advance,
                dx: Pt::ZERO,
                dy: Pt::ZERO,
                text,
            });
        }
        run.pen += width * count as f64;
    }

    /// The hyphen that only the line's end brought; the word is read without it.
    fn hyphen(&mut self, index: usize, places: &[(f64, f64)], row: &Row) {
        let (x, width) = places[index - row.pieces.start];
        let piece = &self.breaker.pieces.list[index];
        let look = self.breaker.pieces.look(piece).clone();
        let face = piece.face;
        let shaped = self.breaker.context.fonts.shape("-", &look.shaping(face, false));
        let Some(run) = self.open(index, x + width, 1, true) else { return };
        place_glyphs(&mut run.item, &shaped, "-", &look, face, look.size, false);
        run.item.size = Pt(look.size);
        run.item.actual = Some("\u{ad}".to_owned());
    }

    fn object(&mut self, index: usize, x: f64) {
        self.flush();
        let Some((source, laid)) = self.breaker.pieces.objects.get_mut(index) else { return };
        let top = self.height.ascent - source.format.position.0 - laid.height.0;
        let items = std::mem::take(&mut laid.items);
        object::place(items, Pt(x), Pt(top), &mut self.line.items);
    }

    /// Fills the gap of a tab with signs on one grid, so that those of neighbouring lines align.
    fn leader(&mut self, index: usize, x: f64, width: f64) {
        let piece = &self.breaker.pieces.list[index];
        let sign = match piece.leader {
            TabLeader::None => return,
            TabLeader::Dot => ".",
            TabLeader::Hyphen => "-",
            TabLeader::Underscore => "_",
            TabLeader::MiddleDot => "·",
        };
        let look = self.breaker.pieces.look(piece).clone();
        let face = look.selection.face;
        let shaped = self.breaker.context.fonts.shape(sign, &look.shaping(face, false));
        let step = look.width(&shaped, face, look.size);
        if step < 0.1 {
            return;
        }
        let first = (x / step).ceil();
        let count = ((x + width) / step).floor() - first;
        if count < 1.0 {
            return;
        }
        let count = count.min(4000.0) as usize;
        let mut item = TextItem {
            x: Pt(first * step),
            baseline: Pt(self.height.ascent - look.rise),
            face,
            size: Pt(look.size),
            scale: look.scale_of(face),
            color: look.color(self.breaker.paragraph.format.shade),
            synthetic_bold: false,
            synthetic_italic: false,
            glyphs: Vec::with_capacity(count),
            text: String::with_capacity(count),
            actual: None,
            ascent: Pt(self.height.above),
            descent: Pt(self.height.below),
        };
        for _ in 0..count {
            place_glyphs(&mut item, &shaped, sign, &look, face, look.size, false);
        }
        let paint = Paint::Text(Box::new(item));
        self.under.push(Item { tag: Tag::Artifact(ArtifactKind::Layout), paint });
    }

    fn flush(&mut self) {
        if let Some(run) = self.run.take()
            && !run.item.glyphs.is_empty()
        {
            let tag = self.breaker.context.tag(run.slot);
            self.line.items.push(Item { tag, paint: Paint::Text(Box::new(run.item)) });
        }
    }
}

/// Adds shaped text to an item; returns how far the pen went.
fn place_glyphs(
    item: &mut TextItem,
    shaped: &Shaped,
    text: &str,
    look: &Look,
    face: FaceId,
    size: f64,
    rtl: bool,
) -> f64 {
    let base = item.text.len() as u32;
    item.text.push_str(text);
    let scale = look.scale_of(face);
    let mut pen = 0.0;
    let glyphs = &shaped.glyphs;
    // The end of a cluster is where its logical follower begins: to the right in the one direction,
    // to the left in the other.
    let mut left_neighbour = text.len() as u32;
    let mut seen: Option<u32> = None;
    for (index, glyph) in glyphs.iter().enumerate() {
        let first = seen != Some(glyph.cluster);
        if first && let Some(before) = seen {
            left_neighbour = before;
        }
        let next = glyphs[index + 1..].iter().find(|next| next.cluster != glyph.cluster);
        let end =
            if rtl { left_neighbour } else { next.map_or(text.len() as u32, |next| next.cluster) };
        let begin = glyph.cluster.min(text.len() as u32);
        let end = if first { end.max(begin) } else { begin };
        let ends_cluster = glyphs.get(index + 1).is_none_or(|next| next.cluster != glyph.cluster);
        let spacing = if ends_cluster { look.spacing } else { 0.0 };
        let advance = glyph.advance * size * scale + spacing;
        pen += advance;
        item.glyphs.push(PlacedGlyph {
            id: glyph.id,
            advance: Pt(advance),
            dx: Pt(glyph.dx * size * scale),
            dy: Pt(glyph.dy * size),
            text: base + begin..base + end,
        });
        seen = Some(glyph.cluster);
    }
    pen
}

fn same(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-6
}
