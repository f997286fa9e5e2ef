//! Where a line may end (UAX #14).

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

/// The rules of UAX #14 with CLDR's data; scripts without blanks between words are left out.
static RULES: LineSegmenterBorrowed<'static> =
    LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());

/// For each byte, whether a line may end before it.
pub(super) fn before(text: &str) -> Vec<bool> {
    let mut places = vec![false; text.len() + 1];
    if !simple(text, &mut places) {
        places.fill(false);
        for at in RULES.segment_str(text) {
            if let Some(place) = places.get_mut(at)
                && at > 0
            {
                *place = true;
            }
        }
    }
    customs(text, &mut places);
    places
}

/// Where Word and LibreOffice leave the rules: a line ends after a hyphen between figures, as in
/// `11-01-2012`, and never after a slash.
fn customs(text: &str, places: &mut [bool]) {
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        match byte {
            b'/' if next != b' ' => places[at + 1] = false,
            b'-' if next.is_ascii_alphanumeric() => {
                let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
                if before.is_ascii_alphanumeric() {
                    places[at + 1] = true;
                }
            }
            _ => {}
        }
    }
}

/// Most letters hold nothing but words, figures and points: there a line may end after blanks and
/// after a hyphen before a letter. False, and nothing to rely on, for any other text.
fn simple(text: &str, places: &mut [bool]) -> bool {
    let mut before = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let fits = match character {
            ' ' => {
                let ends = next.is_some_and(|next| next != ' ');
                if ends {
                    places[at + 1] = true;
                }
                next.is_none_or(|next| next == ' ' || next == '(' || is_plain(next))
            }
            '.' | ',' | ':' | ';' => before.is_some_and(|before| before != '(' && before != ' '),
            '!' | '?' => before.is_some_and(is_plain) && next.is_none_or(|next| next == ' '),
            '(' => {
                before.is_none_or(|before| before == ' ' || is_plain(before))
                    && next.is_some_and(is_plain)
            }
            ')' => before.is_some_and(is_plain),
            '-' => {
                places[at + 1] = next.is_some_and(is_letter);
                before.is_some_and(is_plain) && next.is_some_and(is_plain)
            }
            _ => is_plain(character),
        };
        if !fits {
            return false;
        }
        before = Some(character);
    }
    if !text.is_empty() {
        places[text.len()] = true;
    }
    true
}

fn is_letter(character: char) -> bool {
    character.is_ascii_alphabetic()
        || matches!(character, '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{ff}')
}

fn is_plain(character: char) -> bool {
    is_letter(character) || character.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn by_the_rules(text: &str) -> Vec<bool> {
        let mut places = vec![false; text.len() + 1];
        for at in RULES.segment_str(text).filter(|at| *at > 0) {
            places[at] = true;
        }
        places
    }

    fn broken(text: &str) -> Vec<&str> {
        let places = before(text);
        let mut start = 0;
        let mut parts = Vec::new();
        for at in 1..=text.len() {
            if places[at] {
                parts.push(&text[start..at]);
                start = at;
            }
        }
        parts
    }

    #[test]
    fn lines_end_after_blanks_and_hyphens() {
        assert_eq!(
            broken("e-mail til dig, 12.5 (ja)"),
            ["e-", "mail ", "til ", "dig, ", "12.5 ", "(ja)"]
        );
        assert_eq!(broken("kr.\u{a0}500 i 2010–2012"), ["kr.\u{a0}500 ", "i ", "2010–", "2012"]);
        assert_eq!(broken("§ 5 og »citat«"), ["§ ", "5 ", "og ", "»citat«"]);
        assert_eq!(broken("den 11-01-2012 og/eller"), ["den ", "11-", "01-", "2012 ", "og/eller"]);
        assert_eq!(broken("under -5 grader"), ["under ", "-5 ", "grader"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn the_short_way_agrees_with_the_rules(text in "[a-cæøåÉ0-2 .,:;!?()-]{0,14}") {
            let mut places = vec![false; text.len() + 1];
            if simple(&text, &mut places) {
                prop_assert_eq!(places, by_the_rules(&text));
            }
        }
    }
}
