//! Colour, size, signs and other appearance: A5xx.
//!
//! What the eye meets is judged by appearance as it is resolved: of text the colour that styles, theme
//! and table give together, and not what one run says. What is alike to the eye is one passage and one
//! finding, however many runs it is made of ([`passage`]).

mod color_as_only_sign;
mod justified_text;
mod long_italic_passage;
mod low_contrast;
mod passage;
mod reference_to_color_or_position;
mod small_text;
mod symbol_font_as_text;
mod text_cut_by_exact_line_height;
mod text_over_picture;
mod underlined_text_that_is_no_link;

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
];
