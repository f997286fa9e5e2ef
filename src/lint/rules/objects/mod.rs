//! Pictures, objects, links, controls and notes: A1xx, A6xx, A7xx.
//!
//! A1xx are about pictures and what they say: alternative texts, and what no text can stand for. A6xx
//! are about what does not stand in the flow of the text, so that it is read out of place or not at all.
//! A7xx are about what a reader presses, fills in or follows: links, controls and notes.
//!
//! Page headers and footers are passed over by screen readers: a floating logo in one harms nobody, a
//! case number that stands only there is lost.

mod address_as_link_text;
mod address_not_linked;
mod alternative_text_that_repeats;
mod content_only_in_page_header_or_footer;
mod decorative_picture_with_description;
mod embedded_object;
mod file_name_as_alternative_text;
mod floating_object;
mod floating_table;
mod footnotes_in_letter;
mod form_control_without_title;
mod formula_too_deep_for_a_line;
mod frame_around_text;
mod link_that_cannot_be_opened;
mod link_without_text;
mod long_alternative_text;
mod met_link;
mod moving_picture;
mod note_without_text;
mod picture_of_text;
mod picture_without_alternative_text;
mod prompt_left_in_letter;
mod same_link_text_to_different_addresses;
mod sender_only_in_decorative_picture;
mod text_in_text_box;
mod unclear_link_text;
mod watermark;
mod words;

use crate::lint::rule::Rule;

/// The rules of this topic.
pub(super) const RULES: &[&Rule] = &[
    &picture_without_alternative_text::RULE,
    &file_name_as_alternative_text::RULE,
    &long_alternative_text::RULE,
    &decorative_picture_with_description::RULE,
    &alternative_text_that_repeats::RULE,
    &picture_of_text::RULE,
    &sender_only_in_decorative_picture::RULE,
    &moving_picture::RULE,
    &formula_too_deep_for_a_line::RULE,
    &embedded_object::RULE,
    &floating_object::RULE,
    &text_in_text_box::RULE,
    &watermark::RULE,
    &content_only_in_page_header_or_footer::RULE,
    &floating_table::RULE,
    &frame_around_text::RULE,
    &unclear_link_text::RULE,
    &address_not_linked::RULE,
    &link_without_text::RULE,
    &address_as_link_text::RULE,
    &link_that_cannot_be_opened::RULE,
    &same_link_text_to_different_addresses::RULE,
    &form_control_without_title::RULE,
    &prompt_left_in_letter::RULE,
    &footnotes_in_letter::RULE,
    &note_without_text::RULE,
];
