//! Pictures, shapes and text boxes, in the line or floating (DrawingML 20.4, VML).

use std::sync::Arc;

use crate::units::{Color, Pt};

use super::block::{Block, ParagraphAlign};
use super::format::Border;
use super::table::{CellMargins, CellSeat};
use super::tree::Slot;

/// A picture of [`super::Letter::pictures`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PictureId(pub u32);

/// A picture's file, as it is in the package.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureData {
    /// What it is.
    pub kind: PictureKind,
    /// The bytes.
    pub bytes: Arc<[u8]>,
    /// The part it came from.
    pub part: String,
}

/// Formats, by the first bytes of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF; its first frame.
    Gif,
    /// Windows bitmap.
    Bmp,
    /// TIFF; its first page.
    Tiff,
    /// A format that cannot be drawn: metafiles, SVG without a substitute.
    Other,
}

/// What can stand in a line or float.
#[derive(Clone, Debug, PartialEq)]
pub enum Object {
    /// A picture.
    Picture(PictureUse),
    /// A text box, with or without a visible outline.
    Box(TextBox),
    /// A line or figure without text.
    Shape(Shape),
    /// Text drawn as a picture, such as a watermark.
    WordArt(WordArt),
    /// Several, each at its place in the extent.
    Group(Vec<(Extent, Object)>),
    /// Something that cannot be drawn.
    Missing(Missing),
}

/// A picture in use.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureUse {
    /// Which.
    pub picture: PictureId,
    /// What is cut off at each edge.
    pub crop: Crop,
    /// Turned clockwise by this many degrees.
    pub rotation: f64,
    /// Mirrored left to right.
    pub flip_horizontal: bool,
    /// Mirrored top to bottom.
    pub flip_vertical: bool,
    /// A line around it.
    pub outline: Option<Border>,
    /// What it fills in the tree; `None` where it is decorative.
    pub slot: Option<Slot>,
}

/// Shares of a picture's width and height that are cut off (`a:srcRect`), 1 is all.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Crop {
    /// At the left.
    pub left: f64,
    /// At the top.
    pub top: f64,
    /// At the right.
    pub right: f64,
    /// At the bottom.
    pub bottom: f64,
}

/// A place and size inside a group.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Extent {
    /// From the left.
    pub x: Pt,
    /// From the top.
    pub y: Pt,
    /// The width.
    pub width: Pt,
    /// The height.
    pub height: Pt,
}

/// A box of blocks.
#[derive(Clone, Debug, PartialEq)]
pub struct TextBox {
    /// What is in it.
    pub blocks: Vec<Block>,
    /// Space between its edge and the content.
    pub insets: CellMargins,
    /// Where the content sits.
    pub seat: CellSeat,
    /// Grows with the content.
    pub auto_height: bool,
    /// The background.
    pub fill: Option<Color>,
    /// The line around.
    pub outline: Option<Border>,
    /// Text runs upwards or downwards; quarter turns clockwise, 0 to 3.
    pub turned: u8,
}

/// A figure of lines and fill; always an artifact unless it has a slot.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Its form.
    pub geometry: ShapeGeometry,
    /// The background.
    pub fill: Option<Color>,
    /// The line.
    pub outline: Option<Border>,
    /// What it fills in the tree; `None` where it is decorative.
    pub slot: Option<Slot>,
}

/// Forms of shape that letters show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapeGeometry {
    /// A rectangle.
    Rectangle,
    /// An ellipse.
    Ellipse,
    /// A line from the top left to the bottom right of the extent.
    Line,
    /// A line from the bottom left to the top right.
    RisingLine,
}

/// Something that cannot be drawn; a frame with its description stands in.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing {
    /// What it would have shown, in the author's words where there are some.
    pub description: String,
    /// What it fills in the tree; `None` where it is decorative.
    pub slot: Option<Slot>,
}

/// Text drawn as a picture (VML `v:textpath`), one line stretched to the extent: a watermark such as
/// `KOPI`. Always an artifact; what it says is not read.
#[derive(Clone, Debug, PartialEq)]
pub struct WordArt {
    /// What it says.
    pub text: String,
    /// The family asked for.
    pub family: Arc<str>,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// The colour on white paper, transparency reckoned in; `None` is black.
    pub fill: Option<Color>,
    /// Turned clockwise about the middle of the extent by this many degrees.
    pub rotation: f64,
}

/// An object in the line.
#[derive(Clone, Debug, PartialEq)]
pub struct InlineObject {
    /// The width it takes.
    pub width: Pt,
    /// The height it takes.
    pub height: Pt,
    /// What it is.
    pub object: Object,
    /// The appearance of its run, which gives its line position.
    pub format: Arc<super::RunFormat>,
}

/// A floating object and its place (20.4.2.3).
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that Word writes on its own")]
pub struct Anchored {
    /// The width; zero in a frame or box that is as wide as its content asks for.
    pub width: Pt,
    /// The height; the least height of a box that grows.
    pub height: Pt,
    /// A share of a page measure that replaces the width (`wp14:sizeRelH`): the measure and the share.
    pub relative_width: Option<(HorizontalFrom, f64)>,
    /// As for the height (`wp14:sizeRelV`).
    pub relative_height: Option<(VerticalFrom, f64)>,
    /// Where it stands across.
    pub horizontal: Horizontal,
    /// Where it stands down the page.
    pub vertical: Vertical,
    /// How text makes way for it.
    pub wrap: Wrap,
    /// Distances that text keeps.
    pub distance: CellMargins,
    /// Behind the text.
    pub behind: bool,
    /// Places are counted from the cell it is anchored in.
    pub in_cell: bool,
    /// May lie over other floating objects.
    pub overlap: bool,
    /// It is a frame of old (`w:framePr`) rather than a drawing.
    pub frame: bool,
    /// What it is.
    pub object: Object,
}

/// Where a floating object stands across the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Horizontal {
    /// This far to the right of.
    Offset(HorizontalFrom, Pt),
    /// Aligned with; start and end are left and right.
    Align(HorizontalFrom, ParagraphAlign),
    /// At the inner edge, or the outer where true, of a page of a bound document.
    Facing(HorizontalFrom, bool),
}

/// What a horizontal place is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HorizontalFrom {
    /// The page's edge.
    Page,
    /// The text margins.
    Margin,
    /// The column.
    Column,
    /// The character of the anchor.
    Character,
    /// The left margin's area.
    LeftMargin,
    /// The right margin's area.
    RightMargin,
}

/// Where a floating object stands down the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Vertical {
    /// This far below.
    Offset(VerticalFrom, Pt),
    /// Aligned with.
    Align(VerticalFrom, VerticalSeat),
}

/// What a vertical place is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerticalFrom {
    /// The page's edge.
    Page,
    /// The text margins.
    Margin,
    /// The top of the anchor's paragraph.
    Paragraph,
    /// The line of the anchor.
    Line,
    /// The top margin's area.
    TopMargin,
    /// The bottom margin's area.
    BottomMargin,
}

/// Top, middle, bottom.
pub type VerticalSeat = CellSeat;

/// How text makes way (20.4.2.14 to 20.4.2.20).
#[derive(Clone, Debug, PartialEq)]
pub enum Wrap {
    /// It does not.
    None,
    /// At the sides of the rectangle.
    Square(WrapSide),
    /// At the sides of an outline, in shares of width and height.
    Tight(WrapSide, Vec<(f64, f64)>),
    /// Above and below only.
    TopAndBottom,
}

/// On which sides text may stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WrapSide {
    /// Both.
    #[default]
    Both,
    /// Left.
    Left,
    /// Right.
    Right,
    /// The wider of both.
    Largest,
}
