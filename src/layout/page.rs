//! Pages: everything on them at its place, each thing tagged with the node it comes from.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::font::{FaceId, Match};
use crate::letter::{Crop, PictureId, Slot};
use crate::units::{Color, Pt, Rect};

/// A letter on its pages.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// The pages.
    pub pages: Vec<Page>,
    /// The fonts used: family asked for, family drawn, how well they match. In alphabetical order.
    pub fonts: Vec<(String, String, Match)>,
    /// What could not be set as asked for, with places.
    pub diagnostics: Vec<Diagnostic>,
}

/// A page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its width.
    pub width: Pt,
    /// Its height.
    pub height: Pt,
    /// Its number as printed, for the page label.
    pub label: String,
    /// What is on it, in the order of painting.
    pub items: Vec<Item>,
    /// Bookmarks on it and how far down they are.
    pub bookmarks: Vec<(Arc<str>, Pt)>,
}

/// Something on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Where it comes from.
    pub tag: Tag,
    /// What it is.
    pub paint: Paint,
}

/// Where an item comes from: a node of the letter, or it is an artifact. There is no third kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// A slot of the letter's tree.
    Slot(Slot),
    /// An artifact (ISO 32000-1, 14.8.2.2).
    Artifact(ArtifactKind),
}

/// Kinds of artifact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArtifactKind {
    /// In a page header.
    Header,
    /// In a page footer.
    Footer,
    /// A watermark.
    Watermark,
    /// A repeated table header, or another thing that only the page's end brought.
    Pagination,
    /// A border, shading, an underline, a leader, a decorative picture.
    Layout,
}

/// What is painted.
#[derive(Clone, Debug, PartialEq)]
pub enum Paint {
    /// Text.
    Text(Box<TextItem>),
    /// A filled rectangle.
    Fill {
        /// Where.
        area: Rect,
        /// With what.
        color: Color,
    },
    /// A straight line.
    Stroke {
        /// From, x and y.
        from: (Pt, Pt),
        /// To, x and y.
        to: (Pt, Pt),
        /// How thick.
        width: Pt,
        /// In what colour.
        color: Color,
        /// Its pattern.
        style: StrokeStyle,
    },
    /// An ellipse in a rectangle.
    Ellipse {
        /// Where.
        area: Rect,
        /// Its background.
        fill: Option<Color>,
        /// Its line.
        line: Option<(Pt, Color)>,
    },
    /// A picture.
    Picture {
        /// Which.
        picture: PictureId,
        /// Where, before turning.
        area: Rect,
        /// What is cut off.
        crop: Crop,
        /// Turned clockwise about its middle, in degrees.
        rotation: f64,
        /// Mirrored left to right, top to bottom.
        flip: (bool, bool),
    },
    /// What follows, up to the matching end, is cut off outside this rectangle.
    ClipBegin(Rect),
    /// What follows, up to the matching end, is turned clockwise by these degrees about this point.
    TurnBegin {
        /// The point.
        about: (Pt, Pt),
        /// Degrees.
        degrees: f64,
    },
    /// Ends the last begin.
    End,
}

/// The pattern of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StrokeStyle {
    /// Unbroken.
    #[default]
    Solid,
    /// Dots.
    Dotted,
    /// Dashes.
    Dashed,
    /// A wave.
    Wave,
}

/// Text of one face, size and colour on one baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct TextItem {
    /// Where the first glyph's origin is.
    pub x: Pt,
    /// The baseline.
    pub baseline: Pt,
    /// The face.
    pub face: FaceId,
    /// The size.
    pub size: Pt,
    /// Horizontal scaling; 1 is natural. Advances of glyphs have it in them.
    pub scale: f64,
    /// The colour.
    pub color: Color,
    /// Strokes are thickened.
    pub synthetic_bold: bool,
    /// Letters are slanted.
    pub synthetic_italic: bool,
    /// The glyphs from left to right.
    pub glyphs: Vec<PlacedGlyph>,
    /// The text that the glyphs stand for, in logical order. A blank at a line's end is in it, so
    /// that words stay apart.
    pub text: String,
    /// What is read instead of `text`, where that is not what the letter says: nothing for the hyphen
    /// at a line's end, the small letters under capitals.
    pub actual: Option<String>,
    /// How far the line reaches above the baseline, for link areas.
    pub ascent: Pt,
    /// How far it reaches below.
    pub descent: Pt,
}

/// A glyph at its place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedGlyph {
    /// Its id in the face.
    pub id: u16,
    /// How far the pen moves: with letter spacing, justification and scaling.
    pub advance: Pt,
    /// Moved right by.
    pub dx: Pt,
    /// Moved up by.
    pub dy: Pt,
    /// The bytes of [`TextItem::text`] that it stands for; empty for the further glyphs of a cluster.
    pub text: Range<u32>,
}

impl Item {
    /// The item moved.
    #[must_use]
    pub fn moved(mut self, dx: Pt, dy: Pt) -> Item {
        match &mut self.paint {
            Paint::Text(text) => {
                text.x += dx;
                text.baseline += dy;
            }
            Paint::Fill { area, .. }
            | Paint::Ellipse { area, .. }
            | Paint::Picture { area, .. }
            | Paint::ClipBegin(area) => *area = area.moved(dx, dy),
            Paint::Stroke { from, to, .. } => {
                *from = (from.0 + dx, from.1 + dy);
                *to = (to.0 + dx, to.1 + dy);
            }
            Paint::TurnBegin { about, .. } => *about = (about.0 + dx, about.1 + dy),
            Paint::End => {}
        }
        self
    }
}
