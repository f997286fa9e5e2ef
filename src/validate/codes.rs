//! All codes that a report can hold: those of the rules, and of what other rooms find without one.

use crate::diagnostic::{
    BundleFinding, CompositionFinding, ContextFinding, Finding, ProofFinding, RenderingFinding,
    Severity, VersionFinding,
};
use crate::lint::{RULES, replaced_by};

/// All codes with their severity, in order, each once.
pub fn codes() -> Vec<(&'static str, Severity)> {
    let tables = [
        Finding::CODES,
        ContextFinding::CODES,
        ProofFinding::CODES,
        BundleFinding::CODES,
        CompositionFinding::CODES,
        VersionFinding::CODES,
        RenderingFinding::CODES,
    ];
    let mut all: Vec<(&'static str, Severity)> =
        RULES.iter().map(|rule| (rule.code, rule.severity)).collect();
    // What a rule replaced is told under the rule's code.
    let tables = tables.into_iter().flatten().copied();
    all.extend(tables.filter(|(code, _)| replaced_by(code).is_none()));
    // Stable: where a rule tells of a table's code, the rule's severity comes first and stays.
    all.sort_by_key(|(code, _)| *code);
    all.dedup_by_key(|(code, _)| *code);
    all
}

/// The code itself, as it never ends.
pub(super) fn lasting(code: &str) -> Option<&'static str> {
    static CODES: std::sync::LazyLock<Vec<&'static str>> =
        std::sync::LazyLock::new(|| codes().into_iter().map(|(code, _)| code).collect());
    CODES.binary_search(&code).ok().map(|at| CODES[at])
}

/// The code that a word means: a code in any letter case, or a rule's name.
pub fn code(word: &str) -> Option<&'static str> {
    crate::lint::rule(word).map(|rule| rule.code).or_else(|| lasting(&word.to_uppercase()))
}

/// What a code says, and what to do about it, each in Danish and English; `…` stands for what differs
/// from finding to finding.
pub fn words(code: &str) -> Option<([String; 2], [String; 2])> {
    let tables = [
        Finding::WORDS,
        ContextFinding::WORDS,
        ProofFinding::WORDS,
        BundleFinding::WORDS,
        CompositionFinding::WORDS,
        VersionFinding::WORDS,
        RenderingFinding::WORDS,
    ];
    let (_, message, help) = tables.into_iter().flatten().find(|(own, ..)| *own == code)?;
    Some((message.map(open), help.map(open)))
}

/// A text with its places left open.
fn open(text: &str) -> String {
    let mut open = String::new();
    // Two braces stand for one.
    let text = text.replace("{{", "\u{1}").replace("}}", "\u{2}");
    for (at, piece) in text.split('{').enumerate() {
        if at == 0 {
            open.push_str(piece);
        } else {
            open.push('…');
            open.push_str(piece.split_once('}').map_or("", |(_, rest)| rest));
        }
    }
    open.replace('\u{1}', "{").replace('\u{2}', "}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_a_table_has_words_without_names_of_fields() {
        for (code, _) in codes() {
            let Some((message, help)) = words(code) else {
                assert!(crate::lint::rule(code).is_some(), "{code} says nothing");
                continue;
            };
            for text in message.iter().chain(&help) {
                assert!(!text.contains("{key}") && !text.contains('\u{1}'), "{code}: {text}");
            }
            assert!(message.iter().all(|text| text.chars().count() > 4), "{code}: {message:?}");
        }
        assert_eq!(open("`{{` og {name}"), "`{` og …");
    }
}
