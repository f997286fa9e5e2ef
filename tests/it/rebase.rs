//! An override on a new central version: texts in, texts and conflicts out.

mod cases;
mod documents;
mod letters;
mod program;
mod properties;
mod reading;
