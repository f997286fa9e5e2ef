//! What short passages of letters are: closings, dates, addresses, ordinals, running text.

use crate::locale::Language;

/// Words after an ordinal: `2. sal` is no item of a list.
const AFTER_ORDINALS: &[&str] = &[
    "sal",
    "th",
    "tv",
    "mf",
    "klasse",
    "kvartal",
    "halvår",
    "stk",
    "pkt",
    "punktum",
    "led",
    "del",
    "division",
    "gang",
    "juledag",
    "påskedag",
    "pinsedag",
    "behandling",
    "rate",
    "års",
    "uge",
    "semester",
    "instans",
    "udgave",
    "etage",
    "trin",
    "årgang",
    "viceborgmester",
    "suppleant",
];

/// Words that close a letter.
const CLOSINGS: &[&str] = &[
    "med venlig hilsen",
    "venlig hilsen",
    "med venlige hilsner",
    "venlige hilsner",
    "mange hilsner",
    "de bedste hilsner",
    "bedste hilsner",
    "mvh",
    "hilsen",
    "på kommunens vegne",
    "på vegne af",
    "med vennlig hilsen",
    "vennlig hilsen",
    "med vänlig hälsning",
    "vänliga hälsningar",
    "kind regards",
    "best regards",
    "yours sincerely",
    "yours faithfully",
    "sincerely",
    "regards",
];

/// Words that a letter is addressed with.
const OPENINGS: &[&str] = &[
    "kære ", "hej ", "til ", "att.", "att ", "att:", "cc ", "cc:", "dear ", "to ", "hei ", "kjære ",
];

/// A text without blanks at its ends and with one blank between words.
pub(super) fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many letters it has.
pub(super) fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// Whether the word, letter case and full stop apart, is the name of a month in a language of letters,
/// in full or cut short.
pub(super) fn is_month(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let spoken = |language: Language| {
        (1..=12).any(|month| {
            language.month(month).eq_ignore_ascii_case(word)
                || language.month_short(month).eq_ignore_ascii_case(word)
        })
    };
    word.eq_ignore_ascii_case("sept")
        || [Language::Da, Language::Nb, Language::Sv, Language::En].into_iter().any(spoken)
}

/// Whether the word makes an ordinal of the number before it.
pub(super) fn follows_ordinal(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    is_month(&word) || AFTER_ORDINALS.contains(&word.as_str())
}

/// Whether the letter is closed with these words.
pub(super) fn is_closing(text: &str) -> bool {
    let text = tidy(text).to_lowercase();
    let text = text.trim_end_matches([',', '.', '!', ':']);
    CLOSINGS.iter().any(|closing| {
        text.strip_prefix(closing).is_some_and(|rest| {
            rest.is_empty() || (rest.starts_with([' ', ',']) && rest.chars().count() < 60)
        })
    })
}

/// Whether somebody is addressed with these words.
pub(super) fn is_opening(text: &str) -> bool {
    let text = tidy(text).to_lowercase();
    OPENINGS.iter().any(|opening| text.starts_with(opening))
}

/// Whether it is a date and nothing more, such as `Egeby, den 1. maj 2025`.
pub(super) fn is_date(text: &str) -> bool {
    let text = tidy(text);
    let words: Vec<&str> = text.split(' ').collect();
    words.len() <= 6
        && text.chars().any(|c| c.is_ascii_digit())
        && (words.iter().any(|word| is_month(word) && word.chars().count() > 2)
            || text.chars().all(|c| c.is_ascii_digit() || "-./ ".contains(c)))
}

/// Whether it is a line of an address: a street with its number, a postal code with its town, a
/// telephone number, an address of e-mail or the web.
pub(super) fn is_address_line(text: &str) -> bool {
    let text = tidy(text);
    let words: Vec<&str> = text.split(' ').collect();
    if words.len() > 8 || text.is_empty() {
        return false;
    }
    let digits = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
    let town = words.len() >= 2
        && words.len() <= 4
        && words[0].len() == 4
        && digits(words[0])
        && !words[0].starts_with("20")
        && words[1].chars().next().is_some_and(char::is_uppercase);
    let lower = text.to_lowercase();
    let telephone = ["tlf", "telefon", "phone", "tel."].iter().any(|word| lower.starts_with(word))
        && text.chars().filter(char::is_ascii_digit).count() >= 8;
    let mail = words.len() <= 2 && (text.contains('@') || lower.starts_with("www."));
    let road =
        ["vej", "gade", "allé", "vænget", "pladsen", "stræde", "boulevard", "torv", "torvet"];
    let street = words.len() >= 2
        && words.len() <= 4
        && words.iter().skip(1).any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        && road.iter().any(|ending| words[0].to_lowercase().ends_with(ending));
    town || telephone || mail || street
}

/// Whether it reads as sentences: long, and ended as sentences are.
pub(super) fn is_running_text(text: &str) -> bool {
    let text = tidy(text);
    let words: Vec<&str> = text.split(' ').collect();
    let ended = text.ends_with(['.', '!']);
    (words.len() >= 10 && ended) || (words.len() >= 14 && sentences(&text) >= 2)
}

/// How many sentences it begins: a full stop, a blank, a capital; not after `1.` or `nr.`.
fn sentences(text: &str) -> usize {
    let words: Vec<&str> = text.split(' ').collect();
    1 + words
        .windows(2)
        .filter(|pair| {
            let stem = pair[0].trim_end_matches('.');
            pair[0].ends_with(['.', '!', '?'])
                && stem.chars().count() > 3
                && stem.chars().all(char::is_alphabetic)
                && pair[1].chars().next().is_some_and(char::is_uppercase)
        })
        .count()
}

/// Whether it is a figure: a number, an amount, a date in figures, or a merge field alone.
pub(super) fn is_figure(text: &str) -> bool {
    let text = tidy(text);
    let bare = text
        .trim_start_matches("kr.")
        .trim_start_matches("kr")
        .trim_start_matches("DKK")
        .trim()
        .trim_end_matches("kr.")
        .trim_end_matches("kr")
        .trim_end_matches("DKK")
        .trim_end_matches(",-")
        .trim_end_matches('%')
        .trim();
    let mut characters = bare.chars();
    let first = characters.next();
    first.is_some_and(|c| c.is_ascii_digit() || "-+−".contains(c))
        && bare.chars().any(|c| c.is_ascii_digit())
        && bare.chars().all(|c| c.is_ascii_digit() || " .,-+−/:".contains(c))
}
