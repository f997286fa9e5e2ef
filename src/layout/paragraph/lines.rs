//! Lines broken: greedy, first fit, as Word does it.

use crate::layout::hyphen;
use crate::layout::laid::Context;
use crate::letter::{Alignment, BreakKind, Mode, Paragraph};

use super::manner::Manner;
use super::piece::{Kind, Opportunity, Pieces};
use super::tabs::{self, Stops};

/// A line may be this much wider than there is room: what rounding of widths leaves.
const SLACK: f64 = 0.02;

/// Breaks the lines of one paragraph. Lengths count from the column's edge where lines begin.
pub(super) struct Breaker<'b, 'l> {
    /// What setting needs.
    pub context: &'b Context<'l>,
    /// The paragraph.
    pub paragraph: &'l Paragraph,
    /// Its pieces; words are cut where a line ends in them.
    pub pieces: Pieces<'l>,
    /// Its tab stops.
    pub stops: Stops<'l>,
    /// The column's width.
    pub width: f64,
    /// How many lines in a row end in a hyphen.
    pub hyphens: u32,
}

/// The stretch that a line fills.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    /// Where it begins.
    pub start: f64,
    /// Where it ends.
    pub limit: f64,
    /// A word that does not fit is broken, rather than left to the next stretch.
    pub force: bool,
}

/// What fits in a stretch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Filled {
    /// The piece after the last.
    pub end: usize,
    /// A hyphen shows at the end.
    pub hyphen: bool,
    /// What ended it, where it was a break.
    pub broken: Option<BreakKind>,
    /// Where the stretch ends: further out where a tab stop is.
    pub limit: f64,
}

impl Breaker<'_, '_> {
    /// Fills a stretch from a piece on.
    pub fn fill(&mut self, from: usize, stretch: Stretch) -> Filled {
        let narrowing = self.narrowing();
        let Stretch { start, mut limit, .. } = stretch;
        let mut pen = start;
        let mut blanks = 0.0;
        let mut best: Option<(usize, bool)> = None;
        let mut index = from;
        while index < self.pieces.list.len() {
            let piece = &self.pieces.list[index];
            let after = piece.after;
            match piece.kind {
                Kind::Break(kind) => {
                    return Filled { end: index + 1, hyphen: false, broken: Some(kind), limit };
                }
                Kind::Blank(_) => {
                    pen += piece.width;
                    blanks += piece.width;
                }
                Kind::Unseen if after == Opportunity::Hyphen => {
                    if pen + self.hyphen_width(index) <= limit + SLACK {
                        best = Some((index + 1, true));
                    }
                    index += 1;
                    continue;
                }
                Kind::Note(_) | Kind::Anchor(_) | Kind::Bookmark(_) | Kind::Unseen => {}
                Kind::Tab | Kind::LabelTab | Kind::AlignedTab { .. } => {
                    match self.tab(index, pen, &mut limit) {
                        Some(width) => {
                            self.pieces.list[index].width = width;
                            pen += width;
                            blanks = 0.0;
                        }
                        // No stop is left on this line: the tab begins the next one.
                        None if self.has_content(from, index) => {
                            return Filled { end: index, hyphen: false, broken: None, limit };
                        }
                        None => self.pieces.list[index].width = 0.0,
                    }
                }
                Kind::Word | Kind::Glue(_) | Kind::Object(_) => {
                    let width = piece.width;
                    if pen + width > limit + SLACK + blanks * narrowing {
                        return self.overflow(from, index, pen, best, Stretch { limit, ..stretch });
                    }
                    pen += width;
                    if matches!(piece.kind, Kind::Glue(_)) {
                        blanks += width;
                    }
                }
            }
            if after == Opportunity::Free {
                best = Some((index + 1, false));
            }
            index += 1;
        }
        Filled { end: index, hyphen: false, broken: None, limit }
    }

    /// The share of blanks that a justified line may lose.
    fn narrowing(&self) -> f64 {
        let justified =
            matches!(self.paragraph.format.align, Alignment::Justify | Alignment::Distribute);
        if justified && self.context.letter.settings.mode == Mode::Word2013 {
            1.0 - Manner::of(self.context.options.metrics).narrowest
        } else {
            0.0
        }
    }

    /// Whether anything between two pieces takes room.
    fn has_content(&self, from: usize, to: usize) -> bool {
        self.pieces.list[from..to].iter().any(|piece| !piece.is_mark())
    }

    /// The width of a tab at a pen; `None` where no stop is left on the line.
    fn tab(&mut self, index: usize, pen: f64, limit: &mut f64) -> Option<f64> {
        let settings = &self.context.letter.settings;
        let stop = match self.pieces.list[index].kind {
            Kind::AlignedTab { align, to_margin, leader } => {
                let format = &self.paragraph.format;
                let (left, right) = if to_margin {
                    (0.0, self.width)
                } else {
                    (format.left.0, self.width - format.right.0)
                };
                *limit = limit.max(right);
                tabs::aligned(align, leader, left, right)
            }
            _ => self.stops.next(pen)?,
        };
        if stop.own {
            // Word sets text at a stop beyond the indent, and so beyond the margin.
            *limit = limit.max(stop.at);
        } else if stop.at > *limit + SLACK {
            return None;
        }
        self.pieces.list[index].leader = stop.leader;
        let decimal = stop.align == crate::letter::TabAlign::Decimal;
        let moved = tabs::moved(&self.pieces, index, settings.decimal_mark, decimal);
        Some(tabs::gap(stop, pen, *limit, &moved))
    }

    /// A piece does not fit: where the line ends.
    fn overflow(
        &mut self,
        from: usize,
        index: usize,
        pen: f64,
        best: Option<(usize, bool)>,
        stretch: Stretch,
    ) -> Filled {
        let limit = stretch.limit;
        let ends = |end, hyphen| Filled { end, hyphen, broken: None, limit };
        if let Some(at) = self.hyphenation(index, pen, limit)
            && self.pieces.split(self.context, index, at)
        {
            return ends(index + 1, true);
        }
        if let Some((end, hyphen)) = best {
            return ends(end, hyphen);
        }
        let content = self.has_content(from, index);
        if !stretch.force && !content {
            return ends(from, false);
        }
        if matches!(self.pieces.list[index].kind, Kind::Word) {
            let places = self.pieces.clusters(index);
            let fits = places.iter().rfind(|(_, before)| pen + before <= limit + SLACK);
            // A line without anything takes one cluster at least.
            let least = if content { None } else { places.first() };
            if let Some((at, _)) = fits.or(least)
                && self.pieces.split(self.context, index, *at)
            {
                return ends(index + 1, false);
            }
        }
        ends(if content { index } else { index + 1 }, false)
    }

    /// Where a word that does not fit is hyphenated, if it may be.
    fn hyphenation(&self, index: usize, pen: f64, limit: f64) -> Option<usize> {
        let settings = &self.context.letter.settings;
        let piece = &self.pieces.list[index];
        let barred = !settings.hyphenate
            || self.paragraph.format.no_hyphenation
            || !matches!(piece.kind, Kind::Word)
            || piece.level % 2 == 1
            || settings.hyphen_limit.is_some_and(|most| most > 0 && self.hyphens >= most)
            || limit - pen <= settings.hyphenation_zone.0;
        if barred {
            return None;
        }
        let text = self.pieces.text.get(piece.text.clone())?;
        let first = text.find(char::is_alphabetic)?;
        let word = text[first..].split(|letter: char| !letter.is_alphabetic()).next()?;
        if settings.no_caps_hyphenation && !word.chars().any(char::is_lowercase) {
            return None;
        }
        let room = limit + SLACK - pen - self.hyphen_width(index);
        let places = self.pieces.clusters(index);
        let language = &self.pieces.look(piece).format.language;
        hyphen::points(word, language)
            .into_iter()
            .rev()
            .map(|at| piece.text.start + first + at)
            .find(|at| places.iter().any(|(byte, before)| byte == at && *before <= room))
    }

    /// The width of a hyphen in the look of a piece.
    pub fn hyphen_width(&self, index: usize) -> f64 {
        let piece = &self.pieces.list[index];
        let look = self.pieces.look(piece);
        let shaped = self.context.fonts.shape("-", &look.shaping(piece.face, false));
        look.width(&shaped, piece.face, look.size)
    }
}
