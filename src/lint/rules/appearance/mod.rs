//! Colour, size, symbols, language and title of the document: A5xx, A8xx.
//!
//! What the eye meets is judged by appearance as it is resolved: of text the colour that styles, theme
//! and table give together, and not what one run says. What is alike to the eye is one passage and one
//! finding, however many runs it is made of ([`passage`]).
//!
//! Of the document as a whole, title and language count where they reach the letter: a composed
//! letter has the title of its template, and the language of its master ([`crate::compose`]).

mod color_as_only_sign;
mod hyphenation_by_hand;
mod justified_text;
mod language_that_does_not_match_text;
mod language_votes;
mod long_italic_passage;
mod low_contrast;
mod meaningless_document_title;
mod missing_document_title;
mod missing_language;
mod old_compatibility_mode;
mod part;
mod passage;
mod reference_to_color_or_position;
mod restricted_document;
mod small_text;
mod symbol_font_as_text;
mod text_cut_by_exact_line_height;
mod text_over_picture;
mod title;
mod underlined_text_that_is_no_link;
mod unmarked_foreign_passage;

use crate::lint::rule::Rule;

/// The rules of this topic.
pub(super) const RULES: &[&Rule] = &[
    &low_contrast::RULE,
    &color_as_only_sign::RULE,
    &reference_to_color_or_position::RULE,
    &underlined_text_that_is_no_link::RULE,
    &long_italic_passage::RULE,
    &small_text::RULE,
    &justified_text::RULE,
    &symbol_font_as_text::RULE,
    &text_cut_by_exact_line_height::RULE,
    &text_over_picture::RULE,
    &missing_document_title::RULE,
    &meaningless_document_title::RULE,
    &missing_language::RULE,
    &language_that_does_not_match_text::RULE,
    &unmarked_foreign_passage::RULE,
    &restricted_document::RULE,
    &hyphenation_by_hand::RULE,
    &old_compatibility_mode::RULE,
];
