//! Contexts and the catalogue, as the proof finds them: C5xx and V65x.

mod field_not_in_context;
mod field_without_source;
mod list_as_a_value;
mod list_item_outside_its_region;
mod misspelt_field;
mod price_without_its_field;
mod region_of_no_list;
mod unknown_field;
mod word_of_one_context;

use crate::lint::rule::Rule;

/// The rules of this topic.
pub(super) const RULES: &[&Rule] = &[
    &unknown_field::RULE,
    &misspelt_field::RULE,
    &field_not_in_context::RULE,
    &field_without_source::RULE,
    &list_item_outside_its_region::RULE,
    &region_of_no_list::RULE,
    &list_as_a_value::RULE,
    &price_without_its_field::RULE,
    &word_of_one_context::RULE,
];
