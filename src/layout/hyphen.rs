//! Where a word may be divided, after TeX's patterns for its language.

use hypher::{Lang, hyphenate};

/// Letters of a word that is not worth dividing.
const SHORT: usize = 4;

/// Where a hyphen may stand in a word: bytes of it, ascending. Empty where the language has no
/// patterns here, and for words of up to four letters.
///
/// At least two letters stay on either side, or more where the language wants it (English: three
/// after the hyphen). Signs around a word and within it (`ansøgningsfrist,`, `og/eller`) do not
/// matter: each stretch of letters is a word of its own. The language is a tag of BCP 47 as
/// `w:lang` has it, such as `da-DK`.
pub(super) fn points(word: &str, language: &str) -> Vec<usize> {
    let mut points = Vec::new();
    if word.len() <= SHORT {
        return points;
    }
    let Some(lang) = patterns(language) else { return points };
    let mut start = None;
    let ends = word.char_indices().chain([(word.len(), ' ')]);
    for (at, c) in ends {
        match (start, c.is_alphabetic()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                divide(&word[from..at], from, lang, &mut points);
                start = None;
            }
            _ => {}
        }
    }
    points
}

/// Adds the points of a stretch of letters that begins at a byte of the word.
fn divide(letters: &str, from: usize, lang: Lang, points: &mut Vec<usize>) {
    if letters.chars().nth(SHORT).is_none() {
        return;
    }
    let mut at = from;
    let end = from + letters.len();
    for syllable in hyphenate(letters, lang) {
        at += syllable.len();
        if at < end {
            points.push(at);
        }
    }
}

/// The patterns for a language tag. Faroese and Greenlandic have none: a wrong division is worse
/// than a loose line.
fn patterns(language: &str) -> Option<Lang> {
    let primary = language.split(['-', '_']).next().unwrap_or_default();
    let is = |code: &str| primary.eq_ignore_ascii_case(code);
    match () {
        () if is("da") => Some(Lang::Danish),
        () if is("nb") || is("nn") || is("no") => Some(Lang::Norwegian),
        () if is("sv") => Some(Lang::Swedish),
        () if is("de") => Some(Lang::German),
        () if is("en") => Some(Lang::English),
        () if is("fi") => Some(Lang::Finnish),
        () if is("fr") => Some(Lang::French),
        () if is("is") => Some(Lang::Icelandic),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::points;

    /// The word with its points shown.
    fn shown(word: &str, language: &str) -> String {
        let mut shown = String::new();
        let mut from = 0;
        for at in points(word, language) {
            shown.push_str(&word[from..at]);
            shown.push('-');
            from = at;
        }
        shown + &word[from..]
    }

    #[test]
    fn danish_words_are_divided() {
        for divided in [
            "hel-bredstil-lægs-kort",
            "an-søg-nings-frist",
            "af-gø-rel-se",
            "kom-mu-ne",
            "fol-ke-pen-sion",
            "sags-be-hand-ler",
        ] {
            assert_eq!(shown(&divided.replace('-', ""), "da-DK"), divided);
        }
    }

    #[test]
    fn german_words_are_divided() {
        for divided in ["Ver-wal-tungs-ge-richt", "Be-scheid", "Grund-si-che-rung"] {
            assert_eq!(shown(&divided.replace('-', ""), "de-DE"), divided);
        }
    }

    #[test]
    fn each_stretch_of_letters_is_a_word() {
        assert_eq!(shown("(ansøgningsfrist),", "da-DK"), "(an-søg-nings-frist),");
        assert_eq!(shown("kommune/afgørelse", "da"), "kom-mu-ne/af-gø-rel-se");
        assert_eq!(shown("2026kommune", "DA-dk"), "2026kom-mu-ne");
    }

    #[test]
    fn short_words_and_unknown_languages_stay_whole() {
        for (word, language) in [
            ("også", "da-DK"),
            ("", "da-DK"),
            ("ansøgningsfrist", ""),
            ("Inatsisartut", "kl-GL"),
            ("landsstýri", "fo-FO"),
            ("010170-1234", "da-DK"),
        ] {
            assert_eq!(points(word, language), Vec::<usize>::new(), "{word} in {language}");
        }
    }

    #[test]
    fn a_word_of_any_length_can_be_divided() {
        let long = "helbredstillægskort".repeat(500);
        let points = points(&long, "da-DK");
        assert!(points.len() > 1000);
        assert!(points.iter().all(|at| long.is_char_boundary(*at)));
    }
}
