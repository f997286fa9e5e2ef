//! The linter: rules against sketches, and the manuscript that they read.

mod bundle_words;
mod corpus;
mod fixes;
mod manuscript;
mod readings;
mod registry;
mod reports;
mod rules;
mod seeded;
pub mod sketch;
mod structure;
pub mod trial;
mod validate;
