//! All rules, in the order of their codes: the table of contents of the manual.

use std::sync::LazyLock;

use super::rule::Rule;
use super::rules;

/// All rules, by code.
pub static RULES: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let mut all: Vec<&'static Rule> =
        rules::ALL.iter().flat_map(|topic| topic.iter().copied()).collect();
    all.sort_by_key(|rule| rule.code);
    all
});

/// Codes of findings that a rule makes as well, with a place and a fix: the code, and the rule's.
/// Who judges by the rules leaves these findings out.
const REPLACED: &[(&str, &str)] = &[("T401", "S106"), ("T402", "S101")];

/// The code of the rule that finds the same as another room does under this code.
pub fn replaced_by(code: &str) -> Option<&'static str> {
    REPLACED.iter().find(|(old, _)| old.eq_ignore_ascii_case(code)).map(|(_, new)| *new)
}

/// The rule of a code or name, letter case apart; of a code that a rule replaced, that rule.
pub fn rule(wanted: &str) -> Option<&'static Rule> {
    let wanted = replaced_by(wanted).unwrap_or(wanted);
    RULES.iter().copied().find(|rule| {
        rule.code.eq_ignore_ascii_case(wanted) || rule.name.eq_ignore_ascii_case(wanted)
    })
}
