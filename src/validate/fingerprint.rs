//! What a fault is known by from run to run: its words, not the number of its paragraph.

use std::collections::BTreeMap;

use super::hash::Hash;
use super::report::Fault;
use crate::diagnostic::MessageLanguage;

/// Gives the faults of a file their fingerprints; faults of equal words are told apart by their order.
/// `path` is that from the folder of the settings: a fingerprint does not hang on where one stands.
pub(super) fn fingerprints(path: &str, faults: &mut [Fault]) {
    let mut equals: BTreeMap<String, usize> = BTreeMap::new();
    for fault in faults {
        let place = fault.found.diagnostic.place.as_ref();
        let mut hash = Hash::of("fault").and(fault.found.code()).and(path);
        if let Some(place) = place.filter(|place| !place.excerpt.trim().is_empty()) {
            let (from, to) = place.mark;
            let meant: String =
                place.excerpt.chars().skip(from).take(to.saturating_sub(from)).collect();
            hash = hash.and(place.story.key()).and(place.heading.as_deref().unwrap_or_default());
            hash = hash.and(plain(&place.excerpt)).and(plain(&meant));
        } else {
            let story = place.map(|place| place.story.key()).unwrap_or_default();
            let words = fault.found.diagnostic.finding.message(MessageLanguage::Danish);
            hash = hash.and(story).and(words);
        }
        let words = hash.end();
        let ordinal = equals.entry(words.clone()).or_default();
        fault.fingerprint = Hash::of("ordinal").and(&words).and(ordinal.to_string()).end();
        *ordinal += 1;
    }
}

/// Words without letter case and blanks.
fn plain(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}
