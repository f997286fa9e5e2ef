//! Whatever the bytes: findings, never a panic.

use brevsmed::bundle::{Files, read};
use proptest::prelude::*;

use super::kit::files;

const PATHS: [&str; 13] = [
    "bundle.toml",
    "contexts.toml",
    "fields.toml",
    "questions.toml",
    "reasons.toml",
    "parameters.toml",
    "prices.toml",
    "groups.toml",
    "masters/borger.toml",
    "elements/klage.docx",
    "templates/manglerbrev.toml",
    "persons/bo.json",
    "authorities/999/authority.toml",
];

proptest! {
    // Each case reads a whole bundle with its documents.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_as_any_file_are_read(
        path in prop::sample::select(&PATHS[..]),
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let read = read(&Files::from([(path.to_owned(), bytes)]));
        for found in &read.found {
            let _ = found.render(brevsmed::diagnostic::MessageLanguage::Danish);
        }
    }

    #[test]
    fn a_file_cut_or_changed_anywhere_is_read(
        path in prop::sample::select(&PATHS[..]),
        at in 0.0..1.0_f64,
        insert in "[\\[\\]{}\"'=,.\\\\ æ\n\t\u{0}-9a-z]{0,4}",
        cut in 0_usize..6,
    ) {
        let mut all = files(include_str!("faulty.txt"));
        if let Some(bytes) = all.get_mut(path) {
            let at = (bytes.len() as f64 * at) as usize;
            let end = (at + cut).min(bytes.len());
            bytes.splice(at..end, insert.bytes());
        }
        for found in read(&all).found {
            let _ = found.render(brevsmed::diagnostic::MessageLanguage::English);
        }
    }
}

#[test]
fn deep_nesting_is_refused() {
    let deep =
        |open: &str, close: &str| format!("a = {}{}", open.repeat(5_000), close.repeat(5_000));
    for text in [deep("[", "]"), deep("{a=", "}"), format!("[{}b]", "a.".repeat(5_000))] {
        let read = read(&Files::from([("fields.toml".to_owned(), text.into_bytes())]));
        assert!(read.has_errors());
    }
    let json = format!("{{\"data\":{}{}}}", "[".repeat(5_000), "]".repeat(5_000));
    let read = read(&Files::from([("persons/a.json".to_owned(), json.into_bytes())]));
    assert!(read.has_errors());
}
