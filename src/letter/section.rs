//! The letter as a whole: sections, notes, settings (ISO/IEC 29500-1, 17.6, 17.11, 17.15).

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::units::Pt;

use super::block::{Block, NoteKind};
use super::object::PictureData;
use super::page_field::Numbering;
use super::tree::{NodeId, Slot, Tree};

/// A letter, read.
#[derive(Clone, Debug)]
pub struct Letter {
    /// What it says, in reading order.
    pub tree: Tree,
    /// Its sections, at least one.
    pub sections: Vec<Section>,
    /// Footnotes and endnotes, in the order of their marks.
    pub notes: Vec<Note>,
    /// The pictures in use.
    pub pictures: Vec<PictureData>,
    /// What holds for all of it.
    pub settings: Arc<LetterSettings>,
    /// Its main language as a BCP 47 tag.
    pub language: Arc<str>,
    /// Its title from the document properties, else its first heading, else its first words; never
    /// empty unless the letter is.
    pub title: String,
    /// The author from the document properties.
    pub author: Option<String>,
    /// The sentence that tells of a watermark, and what it fills in the tree.
    pub notice: Option<(String, Slot)>,
    /// What was found while reading, with places.
    pub diagnostics: Vec<Diagnostic>,
}

/// What holds for the whole letter (`settings.xml`).
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that Word writes on its own")]
pub struct LetterSettings {
    /// The version of Word that it follows.
    pub mode: Mode,
    /// The distance of default tab stops.
    pub default_tab: Pt,
    /// Even pages have headers and footers of their own.
    pub even_and_odd: bool,
    /// Words are hyphenated.
    pub hyphenate: bool,
    /// At most this many lines in a row end in a hyphen; `None` is any number.
    pub hyphen_limit: Option<u32>,
    /// A line this near the margin is not hyphenated.
    pub hyphenation_zone: Pt,
    /// Words in capitals are not hyphenated.
    pub no_caps_hyphenation: bool,
    /// A justified line that ends in a line break keeps its blanks (`w:doNotExpandShiftReturn`).
    pub no_shift_return_stretch: bool,
    /// Space after and before add up instead of the larger winning
    /// (`w:doNotUseHTMLParagraphAutoSpacing`).
    pub gaps_add_up: bool,
    /// Pages are shown in the colour of the document (`w:displayBackgroundShape`).
    pub page_color: bool,
    /// Pages face each other: inner and outer margins change sides.
    pub mirror_margins: bool,
    /// The gutter is at the top.
    pub gutter_at_top: bool,
    /// The decimal mark for decimal tab stops.
    pub decimal_mark: char,
}

impl Default for LetterSettings {
    fn default() -> Self {
        LetterSettings {
            mode: Mode::Word2007,
            default_tab: Pt(36.0),
            even_and_odd: false,
            hyphenate: false,
            hyphen_limit: None,
            hyphenation_zone: Pt(18.0),
            no_caps_hyphenation: false,
            no_shift_return_stretch: false,
            gaps_add_up: false,
            page_color: false,
            mirror_margins: false,
            gutter_at_top: false,
            decimal_mark: ',',
        }
    }
}

/// The version of Word whose layout is followed (`w:compatibilityMode`); an absent setting is 12.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// 11 and below.
    Word2003,
    /// 12.
    #[default]
    Word2007,
    /// 14.
    Word2010,
    /// 15 and above.
    Word2013,
}

/// A section: pages of one set-up.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// How it begins.
    pub start: SectionStart,
    /// The page's width.
    pub width: Pt,
    /// The page's height.
    pub height: Pt,
    /// The margins.
    pub margins: PageMargins,
    /// The columns, at least one.
    pub columns: Vec<Column>,
    /// A line between columns.
    pub column_line: bool,
    /// The first page has a header and footer of its own.
    pub title_page: bool,
    /// Headers, inherited ones among them.
    pub headers: PageSides,
    /// Footers, inherited ones among them.
    pub footers: PageSides,
    /// How its pages are numbered.
    pub numbering: Numbering,
    /// The number of its first page, where it does not run on.
    pub first_number: Option<i64>,
    /// Where the text sits on a page.
    pub seat: super::CellSeat,
    /// The pitch of its line grid, where lines sit on one.
    pub line_grid: Option<Pt>,
    /// Columns run from right to left.
    pub rtl: bool,
    /// What is in it.
    pub blocks: Vec<Block>,
}

/// How a section begins (17.18.77).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SectionStart {
    /// On a new page.
    #[default]
    NextPage,
    /// Where the last ended.
    Continuous,
    /// On the next even page.
    EvenPage,
    /// On the next odd page.
    OddPage,
    /// In the next column.
    NextColumn,
}

/// The margins of a page (17.6.11).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageMargins {
    /// Above the text; a negative one does not make way for a tall header.
    pub top: Pt,
    /// Below the text; a negative one does not make way for a tall footer.
    pub bottom: Pt,
    /// At the left.
    pub left: Pt,
    /// At the right.
    pub right: Pt,
    /// From the top edge to the header.
    pub header: Pt,
    /// From the bottom edge to the footer.
    pub footer: Pt,
    /// For binding.
    pub gutter: Pt,
}

/// A column: its width and the space after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// The width.
    pub width: Pt,
    /// The space after it.
    pub space: Pt,
}

/// Headers or footers of a section. An absent one is blank: inheritance is done.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageSides {
    /// Of odd pages, and of all where even pages have none of their own.
    pub default: Option<Arc<[Block]>>,
    /// Of the first page, where the section has a title page.
    pub first: Option<Arc<[Block]>>,
    /// Of even pages, where they have their own.
    pub even: Option<Arc<[Block]>>,
}

/// A footnote or endnote.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Which kind.
    pub kind: NoteKind,
    /// Its structure element.
    pub node: Option<NodeId>,
    /// Its mark, such as `1`.
    pub mark: String,
    /// What is in it; the mark itself is in the first paragraph.
    pub blocks: Vec<Block>,
}

/// How the marks of notes are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoteFormat {
    /// The numbering.
    pub numbering: Numbering,
    /// The first number.
    pub start: i64,
}
