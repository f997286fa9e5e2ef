//! The PDF: every feature written, validated by an independent validator, and read back.

pub mod checks;
mod glyphs;
mod metadata;
mod mutants;
mod pictures;
mod sketch;
mod structure;
