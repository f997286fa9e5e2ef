//! Repeated faults of one rule in a file: told once in full, with the further places in a line.
//!
//! A template with two hundred blank paragraphs has one trouble, not two hundred.

use std::collections::BTreeMap;

use crate::diagnostic::{MessageLanguage, StoryKind};
use crate::validate::Fault;

use super::words::{counted, joined, story, words};

/// So many faults of one rule with messages of their own are told in full.
const FULL: usize = 5;

/// So many places are listed.
const LISTED: usize = 24;

/// A fault told in full, and those that are told with it. The numbers are their places in the list
/// that was grouped.
#[derive(Clone, Debug)]
pub(super) struct Group<'f> {
    /// The first.
    pub first: &'f Fault,
    /// Its number.
    pub at: usize,
    /// The further ones.
    pub more: Vec<(usize, &'f Fault)>,
}

/// Groups faults, which keep their order. Faults of different severities or letters stay apart where
/// their messages do.
pub(super) fn groups<'f>(faults: impl Iterator<Item = &'f Fault>) -> Vec<Group<'f>> {
    let mut groups: Vec<Group<'f>> = Vec::new();
    // The groups of a code, with the messages of their first.
    let mut known: BTreeMap<&'static str, Vec<(String, usize)>> = BTreeMap::new();
    for (at, fault) in faults.enumerate() {
        let message = fault.found.diagnostic.finding.message(MessageLanguage::Danish);
        let of_code = known.entry(fault.found.code()).or_default();
        let same = of_code.iter().find(|(told, _)| *told == message).map(|(_, group)| *group);
        let full = of_code.len() >= FULL;
        let last = of_code.last().filter(|_| full).map(|(_, group)| *group);
        if let Some(group) = same.or(last) {
            groups[group].more.push((at, fault));
        } else {
            of_code.push((message, groups.len()));
            groups.push(Group { first: fault, at, more: Vec::new() });
        }
    }
    groups
}

/// Further places in words: `brevets tekst, afsnit 4, 7 og 9–12; sidefod 1, afsnit 1`.
pub(super) fn places<'f>(
    faults: impl Iterator<Item = &'f Fault>,
    language: MessageLanguage,
) -> String {
    let mut paragraphs: BTreeMap<StoryKind, Vec<usize>> = BTreeMap::new();
    let mut lines = Vec::new();
    let mut whole = 0;
    for fault in faults {
        match (&fault.found.diagnostic.place, fault.line) {
            (Some(place), _) => paragraphs.entry(place.story).or_default().push(place.paragraph),
            (None, Some(line)) => lines.push(line),
            (None, None) => whole += 1,
        }
    }
    let mut said = Vec::new();
    for (kind, numbers) in paragraphs {
        let noun = match numbers.len() {
            1 => words("afsnit", "paragraph"),
            _ => words("afsnit", "paragraphs"),
        };
        let noun = noun.of(language);
        said.push(format!("{}, {noun} {}", story(kind, language), ranges(numbers, language)));
    }
    if !lines.is_empty() {
        let noun = if lines.len() == 1 { words("linje", "line") } else { words("linje", "lines") };
        let noun = noun.of(language);
        said.push(format!("{noun} {}", ranges(lines, language)));
    }
    if whole > 0 {
        said.push(words("hele filen", "the whole file").of(language).to_owned());
    }
    said.join("; ")
}

/// Numbers with runs joined.
fn ranges(mut numbers: Vec<usize>, language: MessageLanguage) -> String {
    numbers.sort_unstable();
    numbers.dedup();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let left_out: usize = runs.iter().skip(LISTED).map(|(from, to)| to - from + 1).sum();
    let mut said: Vec<String> = runs
        .iter()
        .take(LISTED)
        .map(|(from, to)| match to - from {
            0 => from.to_string(),
            _ => format!("{from}–{to}"),
        })
        .collect();
    if left_out > 0 {
        said.push(counted(left_out, words("mere", "more"), words("flere", "more"), language));
    }
    joined(&said, language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_a_row_are_a_run() {
        let danish = |numbers: &[usize]| ranges(numbers.to_vec(), MessageLanguage::Danish);
        assert_eq!(danish(&[4]), "4");
        assert_eq!(danish(&[9, 4, 10, 11, 11, 2]), "2, 4 og 9–11");
        let odd: Vec<usize> = (0..60).map(|n| 2 * n + 1).collect();
        assert!(danish(&odd).ends_with("47 og 36 flere"), "{}", danish(&odd));
    }
}
