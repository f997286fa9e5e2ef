//! The docx package, faithful and without interpretation.
//!
//! A letter template is a zip archive of XML parts (ISO/IEC 29500-2). This room opens it with
//! distrust ([`Package`], bounded by [`Limits`]), cuts the parts that hold running text into
//! pieces ([`Story`]), folds the field characters among them into fields ([`fold()`]), and writes the
//! package again with everything untouched copied as it was, compressed bytes and all
//! ([`PackageWriter`]).
//!
//! Of our letter, the decision on the health supplement, this room sees
//!
//! ```text
//! word/document.xml   body         paragraphs, tables, fields with a code and a stored result
//! word/header1.xml    header 1     a field for the case number
//! word/settings.xml   decimal symbol `,`, list separator `;`, mail merge set-up
//! word/styles.xml     Overskrift1 = "heading 1"
//! ```
//!
//! It knows that a field has a code, never what the code says: that is the business of
//! [`crate::field`], which in turn has never heard of XML. The two meet in `template`.

/// The author of the comments that rebasing an override leaves where two texts conflict.
pub const CONFLICT_AUTHOR: &str = "brevsmed";
/// The initials of comments by that author that tell what the linter found.
pub const REMARK_INITIALS: &str = "bv";

mod archive;
mod content_types;
mod fold;
mod letter_parts;
mod limits;
mod minimal;
mod numbering;
mod package;
mod properties;
mod relationships;
mod rewrite;
mod settings;
mod story;
mod story_reader;
mod styles;

pub use archive::{archive_files, write_archive};
pub use content_types::of as content_type_of;
pub use fold::{FieldFault, FieldFaultKind, FieldNode, Folded, Node, fold};
pub use letter_parts::{
    CONTENT_TYPES, LetterParts, MediaPart, NewRelationship, content_types_with, relationships_part,
    relationships_with,
};
pub use limits::Limits;
pub use minimal::{Mark, MinimalSettings, minimal_package};
pub use numbering::{AddedLists, ListDefinition, NUMBERING_PART, Numbering};
pub use package::{Changes, Macros, Package, PackageError, PackageWriter};
pub use properties::{DocumentProperties, set_core_properties};
pub use relationships::{Relationship, resolve as resolve_target};
pub use rewrite::rewritten;
pub use settings::{Settings, letter_settings};
pub use story::{
    Bytes, Paragraph, Piece, PieceId, PieceKind, Run, Story, Structure, decode, encode,
};
pub use story_reader::{attribute, declarations};
pub use styles::Styles;
