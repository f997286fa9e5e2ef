//! Headings, tables, lists and blanks: A2xx, A3xx, A4xx.
//!
//! Who hears a letter gets its structure from what Word knows of it, not from what it looks like.
//! These rules find where the two differ: lines that only look like headings, columns made by
//! tabs, lists typed with hyphens, distance made by empty paragraphs. What passages of a letter are
//! is told by [`wording`]; which paragraphs stand together by [`flow`]; [`markup`] makes the edits.

mod columns;
mod distance;
mod empties;
mod flow;
mod grid;
mod marker;
mod outline;
mod paragraph_edits;
mod phrases;
mod real_list;

mod blanks_as_layout;
mod bold_text_as_heading;
mod capitals_by_format;
mod empty_header_cell;
mod empty_heading;
mod empty_paragraph_as_space;
mod empty_row_or_column;
mod first_heading_below_level_one;
mod header_row_not_first;
mod heading_for_looks;
mod layout_table;
mod letter_without_headings;
mod line_breaks_as_paragraphs;
mod long_heading;
mod merged_cells;
mod only_header_rows;
mod page_break_by_empty_paragraphs;
mod paragraphs_as_rows;
mod several_top_headings;
mod skipped_heading_level;
mod spaced_letters;
mod tab_aligned_columns;
mod tab_as_indent;
mod table_in_table;
mod table_without_header_row;
mod typed_capitals;
mod typed_list_marker;
mod unmappable_list_numbering;

use crate::lint::rule::Rule;

/// The rules of this topic.
pub(super) const RULES: &[&Rule] = &[
    &letter_without_headings::RULE,
    &first_heading_below_level_one::RULE,
    &skipped_heading_level::RULE,
    &bold_text_as_heading::RULE,
    &empty_heading::RULE,
    &long_heading::RULE,
    &several_top_headings::RULE,
    &heading_for_looks::RULE,
    &table_without_header_row::RULE,
    &merged_cells::RULE,
    &table_in_table::RULE,
    &layout_table::RULE,
    &empty_row_or_column::RULE,
    &empty_header_cell::RULE,
    &tab_aligned_columns::RULE,
    &paragraphs_as_rows::RULE,
    &header_row_not_first::RULE,
    &only_header_rows::RULE,
    &typed_list_marker::RULE,
    &unmappable_list_numbering::RULE,
    &empty_paragraph_as_space::RULE,
    &blanks_as_layout::RULE,
    &tab_as_indent::RULE,
    &spaced_letters::RULE,
    &typed_capitals::RULE,
    &capitals_by_format::RULE,
    &line_breaks_as_paragraphs::RULE,
    &page_break_by_empty_paragraphs::RULE,
];
