//! Fonts: which file stands for the family asked for, its metrics, its shapes, and the program that
//! goes into the PDF.
//!
//! A letter asks for Calibri; the product ships Carlito, whose widths are the same. The
//! [`FontBook`] knows such pairs, keeps the vertical metrics of the family *asked for* (a page must
//! break where Word breaks it), shapes words once and remembers them, and hands the PDF a subset of
//! the font that is deflated once and used by many letters.
//!
//! Nothing is looked up on the machine: the same letter looks the same everywhere. An authority may
//! add fonts of its own.
//!
//! ```text
//! family      the names that documents ask for, and what stands for each
//! shipped     the files in the program
//! face        a file read: names, metrics, descriptor;  characters  which it has
//! book        the faces, selection among them
//! run         text cut where the face changes
//! shape       text to glyphs;  words  those shaped before
//! program     the subset for the PDF
//! ```
//!
//! What is remembered never shows: a letter's bytes depend on the letter alone, not on those set
//! before it. All that is remembered is bounded, however many letters are set.

mod book;
mod characters;
mod face;
mod family;
mod program;
mod run;
mod shape;
mod shipped;
mod words;

pub use book::FontBook;

use std::ops::Range;

/// A font file of a [`FontBook`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub u16);

/// Ascent, descent and line gap as shares of the size (`hhea`: what Word measures lines with).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VerticalMetrics {
    /// Above the baseline.
    pub ascent: f64,
    /// Below the baseline, positive.
    pub descent: f64,
    /// Added above the ascent.
    pub line_gap: f64,
}

/// The face that stands for a family, weight and slant.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// The face.
    pub face: FaceId,
    /// The metrics that lines are measured with.
    pub metrics: VerticalMetrics,
    /// The family has no bold face: strokes are thickened.
    pub synthetic_bold: bool,
    /// The family has no italic face: letters are slanted.
    pub synthetic_italic: bool,
    /// Horizontal scaling that makes the substitute as narrow as what was asked for; 1 is natural.
    pub scale: f64,
    /// Whether another family stands in, and how well its widths match.
    pub substitution: Match,
}

/// How well a face stands for the family asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// It is that family.
    Same,
    /// Another with the same widths: lines break where they would.
    Metric,
    /// One that looks alike; lines may break elsewhere.
    Near,
    /// Nothing is known of the family.
    Unknown,
}

/// Whose vertical metrics lines are measured with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MetricsOf {
    /// Those of the family asked for, where known: as Word.
    #[default]
    Requested,
    /// Those of the face that stands in: as LibreOffice, for comparisons with it.
    Substitute,
}

/// How text is to be shaped.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ShapeStyle {
    /// The face.
    pub face: FaceId,
    /// Kerning.
    pub kerning: bool,
    /// Standard ligatures.
    pub ligatures: bool,
    /// Right-to-left.
    pub rtl: bool,
}

/// Shaped text.
#[derive(Clone, Debug, PartialEq)]
pub struct Shaped {
    /// The glyphs in visual order.
    pub glyphs: Vec<Glyph>,
    /// The sum of advances, as a share of the size.
    pub advance: f64,
}

/// A glyph; lengths are shares of the size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// The glyph's id in its face.
    pub id: u16,
    /// How far the pen moves.
    pub advance: f64,
    /// Moved right by.
    pub dx: f64,
    /// Moved up by.
    pub dy: f64,
    /// The first byte of the text that its cluster stands for.
    pub cluster: u32,
}

/// A stretch of text and the face that has its characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaceRun {
    /// The bytes.
    pub range: Range<usize>,
    /// The face; `None` where no font has the characters.
    pub face: Option<FaceId>,
}

/// What the PDF says about a face (ISO 32000-1, 9.8), in thousandths of the size.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "the flags of a font descriptor")]
pub struct Descriptor {
    /// The PostScript name.
    pub name: String,
    /// The family's name, for people.
    pub family: String,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Serifs.
    pub serif: bool,
    /// All characters are equally wide.
    pub monospace: bool,
    /// Left, bottom, right, top of the box around all glyphs.
    pub bbox: [f64; 4],
    /// The slant in degrees, negative to the right.
    pub italic_angle: f64,
    /// Above the baseline.
    pub ascent: f64,
    /// Below the baseline, negative.
    pub descent: f64,
    /// The height of capitals.
    pub cap_height: f64,
    /// The thickness of vertical stems.
    pub stem_v: f64,
    /// The middle of an underline, negative below the baseline.
    pub underline_position: f64,
    /// The thickness of an underline.
    pub underline_thickness: f64,
    /// The middle of a strikeout line.
    pub strikeout_position: f64,
}

/// A font program for a PDF: the glyphs of a letter, deflated.
#[derive(Clone, Debug)]
pub struct Program {
    /// The TrueType or CFF program, deflated (zlib).
    pub deflated: Vec<u8>,
    /// Its length before.
    pub length: usize,
    /// CFF rather than TrueType outlines.
    pub cff: bool,
    /// For each glyph of the face in the program, ascending: its id there, its id in the program,
    /// and its width in thousandths of the size.
    pub glyphs: Vec<(u16, u16, f64)>,
    /// Six capitals that tell this subset from others of the face (ISO 32000-1, 9.6.4).
    pub tag: String,
}

/// A font that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct FontError {
    /// Why.
    pub reason: String,
}
