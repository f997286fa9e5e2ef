//! The letter as its reader meets it: a tree of headings, paragraphs, lists, tables and figures, with
//! every appearance resolved.
//!
//! A `.docx`, merged or not, says what a paragraph looks like in up to six places and what it *is*
//! nearly nowhere. This room reads the package once ([`Sheet`] for what letters of one template
//! share, [`read`] for the letter itself) and leaves two views of one thing:
//!
//! * the [`Tree`]: what a screen reader will say, in reading order, as PDF's structure types
//!   (ISO 32000-1, 14.8.4);
//! * the [`Section`]s: blocks with resolved appearance, for [`crate::layout`] to set.
//!
//! The views meet in [`Slot`]s: each stretch of text or picture in a block names the slot of the
//! tree that it fills. What has no slot is an artifact, such as a page header. There is no third
//! kind.
//!
//! ```text
//! Document
//!   H1       "Afgørelse om udvidet helbredstillæg"
//!   P        "Kære Jytte Jubelaar"
//!   L        decimal
//!     LI     Lbl "1." LBody "Tandlægens overslag"
//!   Table    …
//! ```
//!
//! Tracked changes are read as accepted, hidden text and comments are gone, fields show their
//! stored result; only fields that depend on the page stay open ([`PageField`]).

mod appearance;
mod block;
mod building;
mod cascade;
mod counters;
mod drawing;
mod dump;
mod field_read;
mod format;
mod frame;
mod lists;
mod looks;
mod math;
mod notes_read;
mod object;
mod page_field;
mod paragraph_layer;
mod paragraph_read;
mod picture;
mod place;
mod read;
mod reader;
mod run_layer;
mod run_read;
mod section;
mod section_read;
mod semantics;
mod settings_read;
mod sheet;
mod styles;
mod symbols;
mod table;
mod table_grid;
mod table_layer;
mod table_look;
mod table_read;
mod table_style;
mod tagging;
mod theme;
mod title;
mod tree;
mod vml;
pub(crate) mod xml;

pub use block::{
    Block, BreakKind, Inline, Label, LabelSuffix, NoteKind, Paragraph, ParagraphAlign, TextInline,
};
pub use format::{
    Alignment, Border, BorderStyle, LineRule, ParagraphBorders, ParagraphFormat, RunFormat,
    TabAlign, TabLeader, TabStop, Underline, UnderlineKind, VerticalAlign,
};
pub use looks::{
    CellLook as CellAppearance, Fill, ListLook, Looks, ParagraphLook, RunLook, TableLooks,
};
pub use object::{
    Anchored, Crop, Extent, Horizontal, HorizontalFrom, InlineObject, Missing, Object, PictureData,
    PictureId, PictureKind, PictureUse, Shape, ShapeGeometry, TextBox, Vertical, VerticalFrom,
    VerticalSeat, WordArt, Wrap, WrapSide,
};
pub use page_field::{
    Numbering, PageAnswer, PageFacts, PageField, PageFieldKind, PageOperand, resolve,
};
pub use read::{ReadOptions, read};
pub use section::{
    Column, Letter, LetterSettings, Mode, Note, NoteFormat, PageMargins, PageSides, Section,
    SectionStart,
};
pub use sheet::Sheet;
pub use table::{
    Cell, CellBorders, CellMargins, CellSeat, HeightRule, Preferred, Row, Table, TableLayout,
    VerticalMerge,
};
pub use tree::{Child, ListNumbering, Node, NodeId, Role, Scope, Slot, Tree};
