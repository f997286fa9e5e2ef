//! The document as a whole: its title, its language, what it forbids: A8xx.
//!
//! Title and language count where they reach the letter: a composed letter has the title of its
//! template, and the language of its master ([`crate::compose`]).

mod hyphenation_by_hand;
mod language_that_does_not_match_text;
mod language_votes;
mod meaningless_document_title;
mod missing_document_title;
mod missing_language;
mod old_compatibility_mode;
mod part;
mod restricted_document;
mod title;
mod unmarked_foreign_passage;

use crate::lint::rule::Rule;

/// The rules of this topic.
pub(super) const RULES: &[&Rule] = &[
    &missing_document_title::RULE,
    &meaningless_document_title::RULE,
    &missing_language::RULE,
    &language_that_does_not_match_text::RULE,
    &unmarked_foreign_passage::RULE,
    &restricted_document::RULE,
    &hyphenation_by_hand::RULE,
    &old_compatibility_mode::RULE,
];
