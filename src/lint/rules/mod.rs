//! The rules by topic, a file each.

mod appearance;
mod contexts;
mod fields;
mod objects;
mod questions;
mod structure;

use super::rule::Rule;

/// The rules of each topic.
pub(super) const ALL: &[&[&Rule]] = &[
    fields::RULES,
    questions::RULES,
    contexts::RULES,
    objects::RULES,
    structure::RULES,
    appearance::RULES,
];
