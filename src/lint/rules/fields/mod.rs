//! Field codes and regions, as the compiler finds them: F1xx, R2xx.

mod crossed_regions;
mod field_dependent_on_page;
mod field_end_without_beginning;
mod field_that_cannot_be_merged;
mod include_of_unapproved_content;
mod locked_field;
mod missing_argument;
mod missing_condition;
mod mixed_separators_in_picture;
mod picture_wider_than_word_counts;
mod stray_field_separator;
mod typographic_quotes_in_code;
mod unclear_code;
mod unclosed_field;
mod unclosed_quotation;
mod unexpected_argument;
mod unknown_field_type;
mod unknown_format;
mod unknown_switch;
mod unpaired_region;
mod unreadable_formula;
mod unreadable_picture;

use crate::lint::rule::Rule;

/// The rules of this topic.
pub(super) const RULES: &[&Rule] = &[
    &unclosed_field::RULE,
    &field_end_without_beginning::RULE,
    &stray_field_separator::RULE,
    &unclosed_quotation::RULE,
    &typographic_quotes_in_code::RULE,
    &unknown_field_type::RULE,
    &field_that_cannot_be_merged::RULE,
    &unknown_switch::RULE,
    &unknown_format::RULE,
    &missing_argument::RULE,
    &missing_condition::RULE,
    &unexpected_argument::RULE,
    &mixed_separators_in_picture::RULE,
    &unreadable_picture::RULE,
    &picture_wider_than_word_counts::RULE,
    &unclear_code::RULE,
    &include_of_unapproved_content::RULE,
    &unreadable_formula::RULE,
    &field_dependent_on_page::RULE,
    &locked_field::RULE,
    &unpaired_region::RULE,
    &crossed_regions::RULE,
];
