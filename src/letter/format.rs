//! Appearance, resolved: nothing here is inherited any more.

use std::sync::Arc;

use crate::units::{Color, Pt};

/// The appearance of text (ISO/IEC 29500-1, 17.3.2), after the whole cascade.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that Word writes on its own")]
pub struct RunFormat {
    /// The family asked for, for Latin text (`w:rFonts`, theme fonts resolved).
    pub family: Arc<str>,
    /// The family for right-to-left and other complex scripts.
    pub complex_family: Arc<str>,
    /// The size; of complex scripts as well.
    pub size: Pt,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Underline.
    pub underline: Option<Underline>,
    /// Struck through once.
    pub strike: bool,
    /// Struck through twice.
    pub double_strike: bool,
    /// Set in capitals.
    pub caps: bool,
    /// Lower-case letters set as small capitals.
    pub small_caps: bool,
    /// The colour; `None` is black, or white on a dark shade.
    pub color: Option<Color>,
    /// Highlight behind the line's height.
    pub highlight: Option<Color>,
    /// Shading behind the text.
    pub shade: Option<Color>,
    /// Superscript, subscript or neither.
    pub vertical: VerticalAlign,
    /// Raised by this much; lowered where negative (`w:position`).
    pub position: Pt,
    /// Added after each character (`w:spacing`).
    pub spacing: Pt,
    /// Horizontal scaling, 1 is natural (`w:w`).
    pub scale: f64,
    /// Kerning from this size upwards; `None` is never (`w:kern`).
    pub kern_from: Option<Pt>,
    /// Standard ligatures (`w14:ligatures`).
    pub ligatures: bool,
    /// The language as a BCP 47 tag, such as `da-DK`.
    pub language: Arc<str>,
    /// Right-to-left text (`w:rtl`).
    pub rtl: bool,
    /// A border around the text (`w:bdr`).
    pub border: Option<Border>,
}

/// An underline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Underline {
    /// Its shape.
    pub kind: UnderlineKind,
    /// Its colour; `None` is the text's.
    pub color: Option<Color>,
}

/// Shapes of underline, as far as they differ to the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnderlineKind {
    /// One line.
    Single,
    /// One line, not under blanks.
    Words,
    /// Two lines.
    Double,
    /// One thick line.
    Thick,
    /// Dots.
    Dotted,
    /// Dashes.
    Dashed,
    /// A wave.
    Wave,
}

/// Superscript and subscript.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VerticalAlign {
    /// On the baseline.
    #[default]
    Baseline,
    /// Superscript.
    Super,
    /// Subscript.
    Sub,
}

/// The appearance of a paragraph (17.3.1), after the whole cascade.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that Word writes on its own")]
pub struct ParagraphFormat {
    /// The style's id, for contextual spacing.
    pub style: Arc<str>,
    /// The style's name in lower case, such as `heading 1`, for STYLEREF.
    pub style_name: Arc<str>,
    /// How lines are aligned.
    pub align: Alignment,
    /// Indent at the left (at the right in a right-to-left paragraph).
    pub left: Pt,
    /// Indent at the right.
    pub right: Pt,
    /// Added to the left indent of the first line; negative hangs.
    pub first: Pt,
    /// Space before.
    pub before: Pt,
    /// Space after.
    pub after: Pt,
    /// Space before is the automatic one of HTML.
    pub before_auto: bool,
    /// Space after is the automatic one of HTML.
    pub after_auto: bool,
    /// No space between paragraphs of the same style.
    pub contextual: bool,
    /// Line height.
    pub line: LineRule,
    /// Stays on the page of what follows.
    pub keep_next: bool,
    /// Stays on one page.
    pub keep_lines: bool,
    /// Begins a page.
    pub page_break_before: bool,
    /// At least two lines on either side of a page's end.
    pub widow_control: bool,
    /// Tab stops of its own, ascending.
    pub tabs: Vec<TabStop>,
    /// Borders.
    pub borders: ParagraphBorders,
    /// Shading.
    pub shade: Option<Color>,
    /// A right-to-left paragraph.
    pub rtl: bool,
    /// Never hyphenated.
    pub no_hyphenation: bool,
    /// Outline level from 1 to 9; `None` is text.
    pub outline: Option<u8>,
    /// Lines sit on the grid of the section, where it has one.
    pub snap_to_grid: bool,
}

/// How lines are aligned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alignment {
    /// Left; right in a right-to-left paragraph.
    #[default]
    Start,
    /// Centred.
    Center,
    /// Right; left in a right-to-left paragraph.
    End,
    /// Justified, but for the last line.
    Justify,
    /// Justified with the last line.
    Distribute,
}

/// Line height (17.3.1.33).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LineRule {
    /// This many times the natural height.
    Auto(f64),
    /// The natural height, and no less than this.
    AtLeast(Pt),
    /// This height.
    Exactly(Pt),
}

/// A tab stop, counted from the text margin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TabStop {
    /// Where.
    pub at: Pt,
    /// What text does there.
    pub align: TabAlign,
    /// What fills the gap.
    pub leader: TabLeader,
}

/// What text does at a tab stop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TabAlign {
    /// Begins there.
    #[default]
    Left,
    /// Is centred there.
    Center,
    /// Ends there.
    Right,
    /// Has its decimal mark there.
    Decimal,
    /// Passes over a vertical line there.
    Bar,
}

/// What fills the gap of a tab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TabLeader {
    /// Nothing.
    #[default]
    None,
    /// Full stops.
    Dot,
    /// Hyphens.
    Hyphen,
    /// A line.
    Underscore,
    /// Dots at half height.
    MiddleDot,
}

/// A border line (17.18.2).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Border {
    /// Its shape.
    pub style: BorderStyle,
    /// The width of one of its lines.
    pub width: Pt,
    /// Its distance from the text.
    pub space: Pt,
    /// Its colour; `None` is black.
    pub color: Option<Color>,
}

/// Shapes of border, as far as letters show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BorderStyle {
    /// One line.
    Single,
    /// Two lines.
    Double,
    /// Three lines.
    Triple,
    /// Dots.
    Dotted,
    /// Dashes.
    Dashed,
}

/// The borders of a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ParagraphBorders {
    /// Above.
    pub top: Option<Border>,
    /// At the left.
    pub left: Option<Border>,
    /// Below.
    pub bottom: Option<Border>,
    /// At the right.
    pub right: Option<Border>,
    /// Between paragraphs of one box.
    pub between: Option<Border>,
}
