//! Reports of validation in every format, in both languages.

mod formats;
mod pages;
pub mod sample;
