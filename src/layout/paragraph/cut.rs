//! Text cut into pieces where the word, the face, the direction or the kind of character changes.

use std::ops::Range;

use unicode_bidi::{Level, ParagraphBidiInfo};

use crate::font::{FaceId, Match};
use crate::layout::laid::Context;
use crate::letter::{Paragraph, TabLeader};

use super::gather::{Gathered, Span, capital, gather};
use super::look::{Look, SMALL_CAPITALS, finite, report_missing};
use super::opportunity;
use super::piece::{Kind, Opportunity, Piece, Pieces};
use super::place::Where;

/// A word without an end is kept in pieces of about this many bytes, so that breaking it in need
/// does not shape all of it again for every line.
const LONGEST: usize = 96;

/// Cuts a paragraph's label and content into pieces.
pub(super) fn cut<'l>(
    context: &Context<'l>,
    paragraph: &'l Paragraph,
    place: &Where<'_>,
) -> Pieces<'l> {
    let Gathered { mut pieces, spans, label, label_end, no_break } =
        gather(context, paragraph, place);
    let mut breaks = opportunity::before(&pieces.text);
    for at in no_break {
        if let Some(byte) = breaks.get_mut(at) {
            *byte = false;
        }
    }
    // The label is one thing whatever stands in it.
    if label > 0
        && let Some(inside) = breaks.get_mut(..=label_end)
    {
        inside.fill(false);
    }
    let levels = levels(&pieces.text, paragraph.format.rtl);
    pieces.mixed = levels.as_ref().is_some_and(|levels| levels.iter().any(Level::is_rtl));
    pieces.list.reserve(pieces.text.len() / 3 + spans.len());
    let mut cutter = Cutter { context, place, pieces, breaks: &breaks, levels: levels.as_deref() };
    for (index, span) in spans.into_iter().enumerate() {
        cutter.span(&span);
        if index + 1 == label {
            cutter.pieces.label = cutter.pieces.list.len();
        }
    }
    cutter.pieces
}

/// The direction of each byte; `None` where all of it runs from left to right.
fn levels(text: &str, rtl: bool) -> Option<Vec<Level>> {
    if !rtl && (text.is_ascii() || !text.chars().any(is_right_to_left)) {
        return None;
    }
    let base = if rtl { Level::rtl() } else { Level::ltr() };
    Some(ParagraphBidiInfo::new(text, Some(base)).levels)
}

/// Whether a character belongs to a script that runs from right to left, or turns the direction.
fn is_right_to_left(character: char) -> bool {
    matches!(u32::from(character),
        0x0590..=0x08FF | 0x200F | 0x202B | 0x202E | 0x2067 | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC
        | 0x1_0800..=0x1_0FFF | 0x1_E800..=0x1_EFFF)
}

/// Whether a character is drawn in the family of complex scripts.
fn is_complex(character: char) -> bool {
    is_right_to_left(character) || matches!(u32::from(character), 0x0900..=0x0FFF | 0x1780..=0x17FF)
}

/// What a character does in a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Blank,
    Glue,
    SoftHyphen,
    Unseen,
}

impl Class {
    fn of(character: char) -> Class {
        match character {
            ' ' => Class::Blank,
            '\u{a0}' => Class::Glue,
            '\u{ad}' => Class::SoftHyphen,
            '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}' => Class::Unseen,
            _ => Class::Letter,
        }
    }
}

/// Cuts spans into pieces and shapes them.
struct Cutter<'c, 'l> {
    context: &'c Context<'l>,
    place: &'c Where<'c>,
    pieces: Pieces<'l>,
    /// For each byte, whether a line may end before it.
    breaks: &'c [bool],
    levels: Option<&'c [Level]>,
}

impl<'l> Cutter<'_, 'l> {
    fn span(&mut self, span: &Span<'l>) {
        let Some(kind) = span.kind else {
            self.text(span);
            return;
        };
        let (width, after) = match kind {
            Kind::Object(index) => {
                let width = self.pieces.objects.get(index).map_or(0.0, |(_, laid)| laid.width.0);
                (finite(width, 0.0).max(0.0), self.after(span.range.end))
            }
            Kind::Tab | Kind::AlignedTab { .. } => (0.0, Opportunity::Free),
            _ => (0.0, Opportunity::None),
        };
        self.push(kind, span, span.range.clone(), width, after);
    }

    fn push(
        &mut self,
        kind: Kind<'l>,
        span: &Span<'l>,
        text: Range<usize>,
        width: f64,
        after: Opportunity,
    ) {
        let level = self.level(text.start);
        let (face, size) = self
            .pieces
            .looks
            .get(span.look)
            .map_or((FaceId(0), 0.0), |look| (look.selection.face, look.size));
        self.pieces.list.push(Piece {
            kind,
            look: span.look,
            slot: span.slot,
            text,
            width,
            shaped: None,
            face,
            size,
            level,
            after,
            leader: TabLeader::None,
            drawn: None,
            actual: None,
        });
    }

    fn after(&self, end: usize) -> Opportunity {
        if self.breaks.get(end).copied().unwrap_or(false) {
            Opportunity::Free
        } else {
            Opportunity::None
        }
    }

    fn level(&self, at: usize) -> u8 {
        self.levels.and_then(|levels| levels.get(at)).map_or(0, Level::number)
    }

    /// Cuts text where the face, the direction, the kind of character or the word changes.
    fn text(&mut self, span: &Span<'l>) {
        let look = self.pieces.looks[span.look].clone();
        let whole = std::mem::take(&mut self.pieces.text);
        let text = &whole[span.range.clone()];
        let mut written = span.written.as_deref().map(str::chars);
        let complex = look.format.rtl || (!text.is_ascii() && text.chars().any(is_complex));
        let mut done = 0;
        while done < text.len() {
            // Text of complex scripts is set in the family for them; the rest in that for Latin.
            let rest = &text[done..];
            let (length, selection) = if complex {
                let first =
                    rest.chars().next().is_some_and(|first| look.format.rtl || is_complex(first));
                let other = |character: char| {
                    !look.format.rtl && character.is_alphabetic() && is_complex(character) != first
                };
                let length = rest.find(other).unwrap_or(rest.len()).max(1);
                let selection =
                    if first { look.complex(self.context, self.place) } else { &look.selection };
                (length, selection)
            } else {
                (rest.len(), &look.selection)
            };
            let stretch = &rest[..length];
            let format = &look.format;
            let runs = self.context.fonts.runs(stretch, selection, format.bold, format.italic);
            for run in runs {
                let from = span.range.start + done + run.range.start;
                let to = span.range.start + done + run.range.end;
                self.face_run(span, &look, &whole, from..to, run.face, &mut written);
            }
            done += length;
        }
        self.pieces.text = whole;
    }

    fn face_run(
        &mut self,
        span: &Span<'l>,
        look: &Look,
        whole: &str,
        range: Range<usize>,
        face: Option<FaceId>,
        written: &mut Option<std::str::Chars<'_>>,
    ) {
        let Some(text) = whole.get(range.clone()) else { return };
        let small = look.format.small_caps && !look.format.caps;
        let mut start = range.start;
        let mut characters = text.char_indices().peekable();
        let Some((_, first)) = characters.peek().copied() else { return };
        let mut class = Class::of(first);
        let mut lower = small && capital(first) != first;
        let mut said = written.as_mut().map(|_| String::new());
        while let Some((at, character)) = characters.next() {
            if let (Some(said), Some(written)) = (&mut said, written.as_mut()) {
                said.extend(written.next());
            }
            let end = range.start + at + character.len_utf8();
            let next = characters.peek().map(|(_, next)| *next);
            let goes_on = next.is_some_and(|next| {
                Class::of(next) == class
                    && (class != Class::Letter
                        || !self.breaks.get(end).copied().unwrap_or(false)
                            && face.is_some()
                            && end - start < LONGEST
                            && (!small || (capital(next) != next) == lower))
                    && class != Class::SoftHyphen
                    && self.level(end) == self.level(start)
            });
            if goes_on {
                continue;
            }
            self.piece(span, look, whole, start..end, class, face, lower, said.take());
            start = end;
            if let Some(next) = next {
                class = Class::of(next);
                lower = small && capital(next) != next;
            }
            said = written.as_mut().map(|_| String::new());
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one call, each an axis of the cut")]
    fn piece(
        &mut self,
        span: &Span<'l>,
        look: &Look,
        whole: &str,
        range: Range<usize>,
        class: Class,
        face: Option<FaceId>,
        lower: bool,
        said: Option<String>,
    ) {
        let text = &whole[range.clone()];
        let after = self.after(range.end);
        match class {
            Class::SoftHyphen => {
                self.push(Kind::Unseen, span, range, 0.0, Opportunity::Hyphen);
                return;
            }
            Class::Unseen => {
                self.push(Kind::Unseen, span, range, 0.0, after);
                return;
            }
            Class::Blank | Class::Glue => {
                let count = if class == Class::Blank { text.len() } else { text.len() / 2 };
                let face = face.unwrap_or(look.selection.face);
                let kind = if class == Class::Blank {
                    Kind::Blank(count as u32)
                } else {
                    Kind::Glue(count as u32)
                };
                let shaped = if face == look.selection.face {
                    look.blank(self.context).cloned()
                } else {
                    let shaped = self.context.fonts.shape(" ", &look.shaping(face, false));
                    (shaped.glyphs.len() == 1).then_some(shaped)
                };
                let one = shaped
                    .as_ref()
                    .map_or(look.size / 4.0, |shaped| look.width(shaped, face, look.size));
                self.push(kind, span, range, one * count as f64, after);
                if let Some(piece) = self.pieces.list.last_mut() {
                    piece.shaped = shaped;
                    piece.face = face;
                }
                return;
            }
            Class::Letter => {}
        }
        let Some(face) = face else {
            self.missing(span, look, text, range.clone(), after);
            return;
        };
        if face != look.selection.face {
            self.note_fallback(look, face);
        }
        let level = self.level(range.start);
        let rtl = level % 2 == 1;
        let size = if lower { look.size * SMALL_CAPITALS } else { look.size };
        let capitals: Option<String> = lower.then(|| text.chars().map(capital).collect());
        let drawn = capitals.as_deref().unwrap_or(text);
        let shaped = self.context.fonts.shape(drawn, &look.shaping(face, rtl));
        let width = look.width(&shaped, face, size);
        let actual = said.filter(|said| said != text).map(String::into_boxed_str);
        self.push(Kind::Word, span, range, width, after);
        if let Some(piece) = self.pieces.list.last_mut() {
            piece.shaped = Some(shaped);
            piece.face = face;
            piece.size = size;
            piece.drawn = capitals.map(String::into_boxed_str);
            piece.actual = actual;
        }
    }

    /// A character that no font has: told, and drawn as the sign for that where a font has it.
    fn missing(
        &mut self,
        span: &Span<'l>,
        look: &Look,
        text: &str,
        range: Range<usize>,
        after: Opportunity,
    ) {
        for character in text.chars() {
            report_missing(self.context, character, self.place);
        }
        let format = &look.format;
        let sign = self.context.fonts.runs("\u{fffd}", &look.selection, format.bold, format.italic);
        let Some(face) = sign.first().and_then(|run| run.face) else {
            self.push(Kind::Unseen, span, range, 0.0, after);
            return;
        };
        let shaped = self.context.fonts.shape("\u{fffd}", &look.shaping(face, false));
        let width = look.width(&shaped, face, look.size);
        self.push(Kind::Word, span, range, width, after);
        if let Some(piece) = self.pieces.list.last_mut() {
            piece.shaped = Some(shaped);
            piece.face = face;
            piece.drawn = Some(Box::from("\u{fffd}"));
        }
    }

    /// Another family has lent a character: it is among the fonts in use.
    fn note_fallback(&self, look: &Look, face: FaceId) {
        if look.lent(face) {
            let drawn = &self.context.fonts.descriptor(face).family;
            let used = (look.format.family.to_string(), drawn.clone(), Match::Near);
            let mut notes = self.context.notes.borrow_mut();
            if !notes.fonts.iter().any(|(asked, known, _)| *asked == used.0 && *known == used.1) {
                notes.fonts.insert(used);
            }
        }
    }
}
