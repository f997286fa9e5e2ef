//! Merge questions, conditions and the texts they bring, as the proof finds them: V60x to V64x.

mod announcement_of_nothing;
mod automatic_letter_in_need_of_an_answer;
mod blank_before_punctuation;
mod cell_that_may_end_empty;
mod comparison_of_other_type;
mod comparison_out_of_bounds;
mod comparison_with_other_than_j_or_n;
mod comparison_with_unknown_value;
mod condition_always_true;
mod condition_implied_by_outer;
mod condition_out_of_reach_of_proof;
mod contradicting_condition;
mod date_format_on_no_date;
mod doubled_blank;
mod empty_letter;
mod formula_on_no_number;
mod gap_between_questions;
mod gap_between_questions_that_is_closed;
mod heading_without_text;
mod hole_in_a_sentence;
mod impossible_question_group;
mod letter_never_sent;
mod misspelt_question;
mod number_format_on_no_number;
mod other_text_never_shown;
mod paragraph_that_may_be_empty;
mod placeholder_for_question_key;
mod placeholder_left_in_text;
mod question_key_of_other_environment;
mod question_never_asked;
mod question_not_coded;
mod question_not_ticked;
mod question_without_effect;
mod required_field_not_shown;
mod required_word_not_said;
mod same_text_either_way;
mod table_without_rows;
mod text_never_shown;
mod text_of_other_contexts;
mod title_with_other_beginning;
mod unknown_question;

use crate::lint::rule::Rule;

/// The rules of this topic.
pub(super) const RULES: &[&Rule] = &[
    &text_never_shown::RULE,
    &condition_always_true::RULE,
    &contradicting_condition::RULE,
    &condition_implied_by_outer::RULE,
    &text_of_other_contexts::RULE,
    &same_text_either_way::RULE,
    &condition_out_of_reach_of_proof::RULE,
    &other_text_never_shown::RULE,
    &placeholder_for_question_key::RULE,
    &unknown_question::RULE,
    &misspelt_question::RULE,
    &question_key_of_other_environment::RULE,
    &question_not_ticked::RULE,
    &question_not_coded::RULE,
    &question_without_effect::RULE,
    &question_never_asked::RULE,
    &automatic_letter_in_need_of_an_answer::RULE,
    &impossible_question_group::RULE,
    &comparison_with_other_than_j_or_n::RULE,
    &comparison_with_unknown_value::RULE,
    &comparison_out_of_bounds::RULE,
    &comparison_of_other_type::RULE,
    &date_format_on_no_date::RULE,
    &number_format_on_no_number::RULE,
    &formula_on_no_number::RULE,
    &placeholder_left_in_text::RULE,
    &empty_letter::RULE,
    &heading_without_text::RULE,
    &announcement_of_nothing::RULE,
    &table_without_rows::RULE,
    &paragraph_that_may_be_empty::RULE,
    &cell_that_may_end_empty::RULE,
    &doubled_blank::RULE,
    &blank_before_punctuation::RULE,
    &gap_between_questions::RULE,
    &gap_between_questions_that_is_closed::RULE,
    &letter_never_sent::RULE,
    &hole_in_a_sentence::RULE,
    &required_field_not_shown::RULE,
    &required_word_not_said::RULE,
    &title_with_other_beginning::RULE,
];
