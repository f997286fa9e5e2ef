//! The appearance of text made ready for setting: face, size, height; made once for each format.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, RenderingFinding};
use crate::font::{FaceId, Match, Selection, ShapeStyle, Shaped};
use crate::layout::laid::Context;
use crate::letter::{RunFormat, VerticalAlign};
use crate::units::Color;

use super::manner::Manner;
use super::place::Where;

/// Small capitals are capitals of this share of the size.
pub(super) const SMALL_CAPITALS: f64 = 0.8;

/// Sizes outside of what Word offers are brought back to it.
const SIZES: (f64, f64) = (0.5, 1638.0);

/// What has been learned of formats and fonts while one letter is set.
#[derive(Debug, Default)]
pub(in crate::layout) struct Looks {
    /// By the address of the format, which the look itself keeps alive.
    by_format: HashMap<usize, Rc<Look>>,
    unknown: BTreeSet<String>,
    /// Characters that no font has, each told once.
    missing: BTreeSet<char>,
}

/// The appearance of text, ready for setting. Lengths are in points.
#[derive(Debug)]
pub(super) struct Look {
    /// What was asked for.
    pub format: Arc<RunFormat>,
    /// The face of Latin text.
    pub selection: Selection,
    complex: OnceCell<Selection>,
    blank: OnceCell<Option<Arc<Shaped>>>,
    /// Faces of other families that lent a character.
    lenders: RefCell<Vec<FaceId>>,
    /// The size drawn: smaller than asked for in superscript and subscript.
    pub size: f64,
    /// Drawn this far above the baseline.
    pub rise: f64,
    /// From the line's top to the baseline, the line gap in it.
    pub ascent: f64,
    /// Below the baseline.
    pub descent: f64,
    /// Added after each cluster.
    pub spacing: f64,
    /// Horizontal scaling asked for, without that of the substitute.
    pub scale: f64,
    kerning: bool,
    ligatures: bool,
}

impl Look {
    /// The look of a format, made at most once a letter.
    pub fn of(context: &Context<'_>, format: &Arc<RunFormat>, place: &Where<'_>) -> Rc<Look> {
        let key = Arc::as_ptr(format) as usize;
        if let Some(look) = context.notes.borrow().looks.by_format.get(&key) {
            return look.clone();
        }
        let look = Rc::new(Look::new(context, format));
        Look::record(context, &look.selection, &format.family, place);
        context.notes.borrow_mut().looks.by_format.insert(key, look.clone());
        look
    }

    fn new(context: &Context<'_>, format: &Arc<RunFormat>) -> Look {
        let of = context.options.metrics;
        let selection = context.fonts.select(&format.family, format.bold, format.italic, of);
        let full = finite(format.size.0, 10.0).clamp(SIZES.0, SIZES.1);
        let manner = Manner::of(of);
        let (size, raised) = match format.vertical {
            VerticalAlign::Baseline => (full, 0.0),
            VerticalAlign::Super => (full * manner.script, full * manner.raised),
            VerticalAlign::Sub => (full * manner.script, -full * manner.lowered),
        };
        let position = finite(format.position.0, 0.0).clamp(-SIZES.1, SIZES.1);
        let metrics = selection.metrics;
        let spacing = finite(format.spacing.0, 0.0).clamp(-SIZES.1, SIZES.1);
        Look {
            format: format.clone(),
            complex: OnceCell::new(),
            blank: OnceCell::new(),
            lenders: RefCell::default(),
            size,
            rise: raised + position,
            ascent: (metrics.ascent + metrics.line_gap) * full + position,
            descent: metrics.descent * full - position,
            spacing,
            scale: finite(format.scale, 1.0).clamp(0.01, 6.0),
            kerning: format.kern_from.is_some_and(|from| format.size >= from),
            ligatures: format.ligatures && spacing == 0.0,
            selection,
        }
    }

    /// The face of right-to-left and other complex scripts.
    pub fn complex(&self, context: &Context<'_>, place: &Where<'_>) -> &Selection {
        self.complex.get_or_init(|| {
            let format = &self.format;
            let family = &format.complex_family;
            let selection =
                context.fonts.select(family, format.bold, format.italic, context.options.metrics);
            Look::record(context, &selection, family, place);
            selection
        })
    }

    /// Notes a family in use, and tells once where nothing is known of it.
    fn record(context: &Context<'_>, selection: &Selection, family: &str, place: &Where<'_>) {
        let drawn = &context.fonts.descriptor(selection.face).family;
        let mut notes = context.notes.borrow_mut();
        notes.fonts.insert((family.to_owned(), drawn.clone(), selection.substitution));
        if selection.substitution == Match::Unknown
            && notes.looks.unknown.insert(family.to_lowercase())
        {
            let finding =
                RenderingFinding::UnknownFamily { family: family.to_owned(), drawn: drawn.clone() };
            notes.diagnostics.push(Diagnostic::at(finding, &place.whole()));
        }
    }

    /// How text of this look is shaped.
    pub fn shaping(&self, face: FaceId, rtl: bool) -> ShapeStyle {
        ShapeStyle { face, kerning: self.kerning, ligatures: self.ligatures, rtl }
    }

    /// A blank in the face of Latin text; `None` where it has none.
    pub fn blank(&self, context: &Context<'_>) -> Option<&Arc<Shaped>> {
        self.blank
            .get_or_init(|| {
                let shaped = context.fonts.shape(" ", &self.shaping(self.selection.face, false));
                (shaped.glyphs.len() == 1).then_some(shaped)
            })
            .as_ref()
    }

    /// The width of shaped text of a face at a size.
    pub fn width(&self, shaped: &Shaped, face: FaceId, size: f64) -> f64 {
        let natural = shaped.advance * size * self.scale_of(face);
        if self.spacing == 0.0 {
            return natural;
        }
        natural + self.spacing * clusters(shaped) as f64
    }

    /// Horizontal scaling of a face: the substitute's own belongs to it alone.
    pub fn scale_of(&self, face: FaceId) -> f64 {
        if face == self.selection.face { self.scale * self.selection.scale } else { self.scale }
    }

    /// Whether a face lends it a character for the first time.
    pub fn lent(&self, face: FaceId) -> bool {
        let mut lenders = self.lenders.borrow_mut();
        let first = !lenders.contains(&face);
        if first {
            lenders.push(face);
        }
        first
    }

    /// Whether strokes are thickened and letters slanted in a face.
    pub fn synthetic(&self, face: FaceId) -> (bool, bool) {
        let of = |selection: &Selection| (selection.synthetic_bold, selection.synthetic_italic);
        if face == self.selection.face {
            return of(&self.selection);
        }
        match self.complex.get() {
            Some(complex) if complex.face == face => of(complex),
            _ => (false, false),
        }
    }

    /// The colour on a background; without one of its own, text is white where it is dark.
    pub fn color(&self, behind: Option<Color>) -> Color {
        if let Some(color) = self.format.color {
            return color;
        }
        let behind = self.format.highlight.or(self.format.shade).or(behind);
        if behind.is_some_and(Color::turns_text_white) { Color::WHITE } else { Color::BLACK }
    }
}

/// Tells once of a character that no font has.
pub(super) fn report_missing(context: &Context<'_>, character: char, place: &Where<'_>) {
    let mut notes = context.notes.borrow_mut();
    if notes.looks.missing.insert(character) {
        let finding = RenderingFinding::CharacterWithoutGlyph {
            character: character.to_string(),
            code_point: format!("U+{:04X}", u32::from(character)),
        };
        notes.diagnostics.push(Diagnostic::at(finding, &place.of(character)));
    }
}

/// How many clusters are in shaped text.
pub(super) fn clusters(shaped: &Shaped) -> usize {
    let mut count = 0;
    let mut last = None;
    for glyph in &shaped.glyphs {
        if last != Some(glyph.cluster) {
            count += 1;
            last = Some(glyph.cluster);
        }
    }
    count
}

/// A number that can be reckoned with.
pub(super) fn finite(value: f64, otherwise: f64) -> f64 {
    if value.is_finite() { value } else { otherwise }
}
