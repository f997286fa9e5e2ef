//! brevsmed.
pub mod field;
pub mod locale;
