//! Plain language: W1xx.

mod difficult_paragraph;
mod difficult_text;
mod doubled_full_stop;
mod formal_address;
mod heading_that_differs_from_title;
mod long_paragraph;
mod long_sentence;
mod officialese;
mod passive_voice;
mod placeholder_text;
mod several_languages_in_letter;
mod unexplained_abbreviation;

use crate::lint::rule::Rule;

/// The rules of this topic.
pub(super) const RULES: &[&Rule] = &[
    &long_sentence::RULE,
    &difficult_text::RULE,
    &difficult_paragraph::RULE,
    &long_paragraph::RULE,
    &passive_voice::RULE,
    &officialese::RULE,
    &formal_address::RULE,
    &heading_that_differs_from_title::RULE,
    &several_languages_in_letter::RULE,
    &unexplained_abbreviation::RULE,
    &doubled_full_stop::RULE,
    &placeholder_text::RULE,
];
