//! Which rules run, and how bad their findings are: the settings read against the rules that there are.

use std::collections::BTreeMap;

use super::codes::{code, codes};
use crate::diagnostic::{Severity, near};
use crate::lint::{RULES, Rule};
use crate::policy::{RuleSeverity, Settings};

/// The word that selects every rule, those too that are off by default.
const ALL: &str = "ALL";

/// Which rules run, and how bad their findings are.
///
/// A selector is a code (`A101`), a rule's name, the beginning of codes (`A1`, `V`), or `ALL`. Of
/// selectors that meet the same code the longest wins, and among equals `ignore`. A rule that is off by
/// default runs only if its code, its name or `ALL` selects it: `--select A` does not bring house rules.
/// Findings of a bundle's own files (`B7xx`), documents that cannot be opened among them, are told
/// whatever is selected; only `ignore` hides them.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    rules: Vec<&'static Rule>,
    /// Empty: what runs by default.
    select: Vec<Selector>,
    extend: Vec<Selector>,
    ignore: Vec<Selector>,
    severity: BTreeMap<&'static str, RuleSeverity>,
}

/// What selects codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Selector {
    All,
    Prefix(String),
    Code(&'static str),
}

/// A word of the settings that means no rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no rule, code or beginning of codes is called `{word}`")]
pub struct UnknownRule {
    /// The word.
    pub word: String,
    /// What it stands under, such as `ignore`.
    pub key: &'static str,
    /// What was meant, perhaps.
    pub near: Option<String>,
}

impl Selector {
    /// Reads a selector; `None` where it means no code.
    pub fn read(word: &str) -> Option<Self> {
        let word = word.trim();
        if word.eq_ignore_ascii_case(ALL) {
            return Some(Selector::All);
        }
        if let Some(code) = code(word) {
            return Some(Selector::Code(code));
        }
        let prefix = word.to_uppercase();
        let begins = codes().iter().any(|(code, _)| code.starts_with(&prefix));
        (!prefix.is_empty() && begins).then_some(Selector::Prefix(prefix))
    }

    /// How narrowly it meets a code; `None` where it does not.
    pub fn meets(&self, code: &str) -> Option<usize> {
        match self {
            Selector::All => Some(1),
            Selector::Prefix(prefix) => code.starts_with(prefix).then_some(1 + prefix.len()),
            Selector::Code(own) => (*own == code).then_some(usize::MAX),
        }
    }
}

/// Selectors of some words.
pub(super) fn selectors(words: &[String], key: &'static str) -> Result<Vec<Selector>, UnknownRule> {
    words.iter().map(|word| Selector::read(word).ok_or_else(|| unknown(word, key))).collect()
}

fn unknown(word: &str, key: &'static str) -> UnknownRule {
    let names = RULES.iter().map(|rule| rule.name);
    let codes: Vec<&str> = codes().iter().map(|(code, _)| *code).collect();
    let near = near(word, names.chain(codes.iter().copied())).map(str::to_owned);
    UnknownRule { word: word.to_owned(), key, near }
}

impl Selection {
    /// Reads the settings against the rules.
    ///
    /// # Errors
    ///
    /// [`UnknownRule`], the first.
    pub fn of(settings: &Settings) -> Result<Self, UnknownRule> {
        let mut severity = BTreeMap::new();
        for (word, wanted) in &settings.severity {
            let code = code(word).ok_or_else(|| unknown(word, "severity"))?;
            severity.insert(code, *wanted);
        }
        for exception in &settings.exceptions {
            selectors(&exception.rules, "exceptions")?;
        }
        let mut selection = Selection {
            rules: Vec::new(),
            select: selectors(&settings.select, "select")?,
            extend: selectors(&settings.extend_select, "extend-select")?,
            ignore: selectors(&settings.ignore, "ignore")?,
            severity,
        };
        selection.rules = RULES.iter().copied().filter(|rule| selection.is_on(rule.code)).collect();
        Ok(selection)
    }

    /// The rules that run, by code.
    pub fn rules(&self) -> &[&'static Rule] {
        &self.rules
    }

    /// Whether findings of a code are told.
    pub fn is_on(&self, code: &str) -> bool {
        if self.severity.get(code) == Some(&RuleSeverity::Off) {
            return false;
        }
        let narrowest = |selectors: &[Selector]| {
            selectors.iter().filter_map(|selector| selector.meets(code)).max()
        };
        let off = crate::lint::rule(code).is_some_and(|rule| !rule.by_default);
        let asked = narrowest(&self.select).max(narrowest(&self.extend)).filter(|narrow| {
            // `ALL` says it, and so does the code itself; a beginning does not.
            !off || *narrow == usize::MAX || *narrow == 1
        });
        let selected = match asked {
            Some(narrow) => Some(narrow),
            None if self.select.is_empty() && !off => Some(0),
            // Who selects rules does not ask to pass over a file that could not be looked at.
            None if code.starts_with('B') => Some(0),
            None => None,
        };
        match (selected, narrowest(&self.ignore)) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(selected), Some(ignored)) => selected > ignored,
        }
    }

    /// How bad a finding of a code is that says itself to be so bad.
    pub fn severity(&self, code: &str, own: Severity) -> Severity {
        match self.severity.get(code) {
            Some(RuleSeverity::On(severity)) => *severity,
            _ => own,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selection(select: &[&str], extend: &[&str], ignore: &[&str]) -> Selection {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let settings = Settings {
            select: words(select),
            extend_select: words(extend),
            ignore: words(ignore),
            ..Settings::default()
        };
        Selection::of(&settings).expect("known words")
    }

    #[test]
    fn the_narrower_word_wins_and_ignore_among_equals() {
        assert!(selection(&[], &[], &[]).is_on("A101"));
        assert!(!selection(&["V6"], &[], &[]).is_on("A101"));
        assert!(selection(&["V6"], &["a101"], &[]).is_on("A101"));
        assert!(selection(&["V6"], &["picture-without-alternative-text"], &[]).is_on("A101"));
        assert!(!selection(&[], &[], &["A"]).is_on("A101"));
        assert!(selection(&["A101"], &[], &["A"]).is_on("A101"));
        assert!(!selection(&["A"], &[], &["A101"]).is_on("A101"));
        assert!(!selection(&["A101"], &[], &["A101"]).is_on("A101"));
        assert!(selection(&["ALL"], &[], &["A"]).is_on("V632"));
        assert!(selection(&["B7"], &[], &[]).is_on("B720"));
    }

    #[test]
    fn a_word_that_means_nothing_is_told_with_what_was_meant() {
        let settings = Settings { ignore: vec!["A1O1".to_owned()], ..Settings::default() };
        let unknown = Selection::of(&settings).expect_err("no such code");
        assert_eq!((unknown.key, unknown.near.as_deref()), ("ignore", Some("A101")));
    }

    #[test]
    fn a_severity_may_be_other_or_off() {
        let severity = [
            ("A101".to_owned(), RuleSeverity::On(Severity::Note)),
            ("v632".to_owned(), RuleSeverity::Off),
        ];
        let settings = Settings { severity: severity.into(), ..Settings::default() };
        let selection = Selection::of(&settings).expect("known words");
        assert_eq!(selection.severity("A101", Severity::Error), Severity::Note);
        assert_eq!(selection.severity("V601", Severity::Warning), Severity::Warning);
        assert!(!selection.is_on("V632"));
    }
}
