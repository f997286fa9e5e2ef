//! The rules by topic, a file each.

mod appearance;
mod contexts;
mod digital_post;
mod document;
mod fields;
mod legal;
mod objects;
mod questions;
mod safety;
mod structure;
mod wording;

use super::rule::Rule;

/// The rules of each topic.
pub(super) const ALL: &[&[&Rule]] = &[
    fields::RULES,
    questions::RULES,
    contexts::RULES,
    objects::RULES,
    structure::RULES,
    appearance::RULES,
    document::RULES,
    wording::RULES,
    legal::RULES,
    digital_post::RULES,
    safety::RULES,
];
