//! Pieces: what is broken only in need.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use crate::font::{FaceId, Shaped};
use crate::layout::laid::Context;
use crate::layout::object::LaidObject;
use crate::letter::{Anchored, BreakKind, InlineObject, Mode, ParagraphAlign, Slot, TabLeader};

use super::gather::capital;
use super::look::{Look, clusters};

/// A paragraph's text and its pieces in logical order.
#[derive(Debug, Default)]
pub(super) struct Pieces<'l> {
    /// The text as it is drawn: capitals made.
    pub text: String,
    /// The looks in use.
    pub looks: Vec<Rc<Look>>,
    /// The pieces.
    pub list: Vec<Piece<'l>>,
    /// How many of them are the list label, its tab or blank among them.
    pub label: usize,
    /// Some text runs from right to left.
    pub mixed: bool,
    /// The objects in its lines, set.
    pub objects: Vec<(&'l InlineObject, LaidObject)>,
}

/// A piece. Lengths are in points.
#[derive(Clone, Debug)]
pub(super) struct Piece<'l> {
    /// What it is.
    pub kind: Kind<'l>,
    /// An index of [`Pieces::looks`].
    pub look: usize,
    /// What it fills in the tree.
    pub slot: Option<Slot>,
    /// Its bytes of [`Pieces::text`].
    pub text: Range<usize>,
    /// Its width; of a tab, what the line gave it.
    pub width: f64,
    /// Its glyphs.
    pub shaped: Option<Arc<Shaped>>,
    /// Their face.
    pub face: FaceId,
    /// Their size.
    pub size: f64,
    /// The direction: odd levels run from right to left (UAX #9).
    pub level: u8,
    /// Whether a line may end after it.
    pub after: Opportunity,
    /// What fills a tab's gap, by the stop that the line gave it.
    pub leader: TabLeader,
    /// What is drawn, where it is not the text: small capitals, the sign for a missing glyph.
    pub drawn: Option<Box<str>>,
    /// What the letter says, where it is not the text: the small letters under capitals.
    pub actual: Option<Box<str>>,
}

/// Kinds of piece.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind<'l> {
    /// Text that keeps together.
    Word,
    /// Blanks, this many.
    Blank(u32),
    /// No-break spaces, this many: as wide as blanks, and never at a line's end.
    Glue(u32),
    /// A tab.
    Tab,
    /// The tab after a list label.
    LabelTab,
    /// A tab to a place of the page.
    AlignedTab {
        /// Where to.
        align: ParagraphAlign,
        /// Counted from the margins instead of the indents.
        to_margin: bool,
        /// What fills the gap.
        leader: TabLeader,
    },
    /// An end of line, column or page.
    Break(BreakKind),
    /// An object in the line, an index of [`Pieces::objects`].
    Object(usize),
    /// Takes no room: the mark of a note follows.
    Note(usize),
    /// Takes no room: a floating object's anchor.
    Anchor(&'l Anchored),
    /// Takes no room: a place that links go to.
    Bookmark(&'l Arc<str>),
    /// Takes no room: a soft hyphen that does not show, or a sign for the breaking of lines.
    Unseen,
}

/// Whether a line may end after a piece.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Opportunity {
    /// It may not.
    #[default]
    None,
    /// It may.
    Free,
    /// It may, and then a hyphen shows.
    Hyphen,
}

impl Piece<'_> {
    /// Whether it takes no room and draws nothing.
    pub fn is_mark(&self) -> bool {
        matches!(self.kind, Kind::Note(_) | Kind::Anchor(_) | Kind::Bookmark(_) | Kind::Unseen)
    }

    /// Whether it hangs past the margin at a line's end.
    pub fn hangs(&self) -> bool {
        matches!(self.kind, Kind::Blank(_) | Kind::Break(_)) || self.is_mark()
    }

    /// How many of its blanks justification widens.
    pub fn stretches(&self, mode: Mode) -> u32 {
        match self.kind {
            Kind::Blank(count) => count,
            Kind::Glue(count) if mode == Mode::Word2013 => count,
            _ => 0,
        }
    }

    /// Whether it is a tab of any kind.
    pub fn is_tab(&self) -> bool {
        matches!(self.kind, Kind::Tab | Kind::LabelTab | Kind::AlignedTab { .. })
    }
}

impl<'l> Pieces<'l> {
    /// The look of a piece.
    pub fn look(&self, piece: &Piece<'l>) -> &Rc<Look> {
        &self.looks[piece.look]
    }

    /// Cuts a word in two before a byte of the text; false where that is no place to cut.
    pub fn split(&mut self, context: &Context<'l>, index: usize, at: usize) -> bool {
        let piece = &self.list[index];
        if !matches!(piece.kind, Kind::Word) || at <= piece.text.start || at >= piece.text.end {
            return false;
        }
        let (head, tail) = (piece.text.start..at, at..piece.text.end);
        if !self.text.is_char_boundary(at) {
            return false;
        }
        let mut second = piece.clone();
        let look = self.looks[piece.look].clone();
        let count = self.text[head.clone()].chars().count();
        let (head_said, tail_said) = match &piece.actual {
            Some(said) => {
                let cut = said.char_indices().nth(count).map_or(said.len(), |(byte, _)| byte);
                (Some(Box::from(&said[..cut])), Some(Box::from(&said[cut..])))
            }
            None => (None, None),
        };
        let small = piece.size < look.size;
        let shape = |range: &Range<usize>| {
            let text = &self.text[range.clone()];
            let capitals: Option<String> = small.then(|| text.chars().map(capital).collect());
            let style = look.shaping(piece.face, piece.level % 2 == 1);
            let shaped = context.fonts.shape(capitals.as_deref().unwrap_or(text), &style);
            let width = look.width(&shaped, piece.face, piece.size);
            (shaped, width, capitals.map(String::into_boxed_str))
        };
        let (head_shaped, head_width, head_drawn) = shape(&head);
        let (tail_shaped, tail_width, tail_drawn) = shape(&tail);
        second.text = tail;
        second.shaped = Some(tail_shaped);
        second.width = tail_width;
        second.drawn = tail_drawn;
        second.actual = tail_said;
        let first = &mut self.list[index];
        first.text = head;
        first.shaped = Some(head_shaped);
        first.width = head_width;
        first.drawn = head_drawn;
        first.actual = head_said;
        first.after = Opportunity::None;
        self.list.insert(index + 1, second);
        true
    }

    /// The places inside a word where a cluster begins, each with the width before it, in logical
    /// order.
    pub fn clusters(&self, index: usize) -> Vec<(usize, f64)> {
        let piece = &self.list[index];
        let Some(shaped) = &piece.shaped else { return Vec::new() };
        let look = self.look(piece);
        let factor = piece.size * look.scale_of(piece.face);
        let mut parts: Vec<(usize, f64)> = Vec::with_capacity(clusters(shaped));
        for glyph in &shaped.glyphs {
            let advance = glyph.advance * factor;
            match parts.last_mut() {
                Some((cluster, width)) if *cluster == glyph.cluster as usize => *width += advance,
                _ => parts.push((glyph.cluster as usize, advance + look.spacing)),
            }
        }
        if piece.level % 2 == 1 {
            parts.reverse();
        }
        // Small capitals may be longer or shorter in bytes than the letters under them: there,
        // clusters are counted in characters, one each.
        let drawn_otherwise = piece.size < look.size;
        let bytes: Vec<usize> = if drawn_otherwise {
            self.text[piece.text.clone()].char_indices().map(|(byte, _)| byte).collect()
        } else {
            Vec::new()
        };
        let mut before = 0.0;
        let mut places = Vec::with_capacity(parts.len());
        for (ordinal, (cluster, width)) in parts.into_iter().enumerate() {
            let byte = if drawn_otherwise {
                bytes.get(ordinal).copied().unwrap_or(usize::MAX)
            } else {
                cluster
            };
            if byte > 0 && byte < piece.text.len() {
                places.push((piece.text.start + byte, before));
            }
            before += width;
        }
        places
    }
}
