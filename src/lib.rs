//! brevsmed.
pub mod docx;
pub mod field;
pub mod locale;
