//! Digital Post: D1xx.

mod address_not_https;
mod file_name_with_forbidden_characters;
mod meaningless_title;
mod page_not_a4;
mod personal_number_in_title;
mod sensitive_word_in_title;
mod title_empty;
mod title_that_shows_a_field;
mod title_too_long;
mod title_with_control_characters;
mod too_many_enclosures;

use crate::lint::checker::Checker;
use crate::lint::rule::Rule;

/// The rules of this topic.
pub(super) const RULES: &[&Rule] = &[
    &title_too_long::RULE,
    &title_empty::RULE,
    &personal_number_in_title::RULE,
    &sensitive_word_in_title::RULE,
    &meaningless_title::RULE,
    &title_with_control_characters::RULE,
    &file_name_with_forbidden_characters::RULE,
    &address_not_https::RULE,
    &page_not_a4::RULE,
    &title_that_shows_a_field::RULE,
    &too_many_enclosures::RULE,
];

/// The title to judge: of a finished letter its own, else the expression of the manifest. Nothing where
/// there is no letter to send, as of a lone document.
fn title<'c>(checker: &Checker<'c>) -> Option<&'c str> {
    let subject = checker.subject();
    subject.title.or_else(|| subject.manifest.map(|manifest| manifest.title.as_str()))
}

/// The fixed text of a title: what stands between its expressions.
fn fixed(title: &str) -> String {
    let mut text = String::new();
    let mut rest = title;
    while let Some(start) = rest.find("{{") {
        text.push_str(&rest[..start]);
        match rest[start..].find("}}") {
            Some(end) => rest = rest[start + end + 2..].trim_start_matches('}'),
            None => return text,
        }
    }
    text + rest
}

/// The words of a title's expressions: names of fields, helpers among them.
fn fields(title: &str) -> impl Iterator<Item = &str> {
    title
        .split("{{")
        .skip(1)
        .filter_map(|rest| rest.split("}}").next())
        .flat_map(|inner| {
            inner.split(|c: char| c.is_whitespace() || matches!(c, '{' | '}' | '(' | ')'))
        })
        .filter(|word| !word.is_empty())
}
