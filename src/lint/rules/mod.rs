//! The rules by topic, a file each.


use super::rule::Rule;

/// The rules of each topic.
pub(super) const ALL: &[&[&Rule]] = &[
];
