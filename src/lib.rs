//! brevsmed.
pub mod diagnostic;
pub mod docx;
pub mod field;
pub mod locale;
pub mod merge;
pub mod template;
