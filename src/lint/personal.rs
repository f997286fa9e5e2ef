//! What names a person: personal numbers, names, addresses of mail.
//!
//! A personal number (CPR) is a day, a month, a year and four figures: `DDMMYY-SSSS`. A number without
//! its hyphen is believed only where its check figure is right, since account numbers have ten figures
//! too. Days from 61 to 91 are those of replacement numbers.

use std::ops::Range;

use super::address::mails;

/// The weights of the check figure.
const WEIGHTS: [u32; 10] = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
/// The least serial of test numbers; real ones so high have not been given.
const TEST_SERIAL: u32 = 9990;

/// A personal number in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PersonalNumber {
    /// Its bytes.
    pub bytes: Range<usize>,
    /// It belongs to no person: of the test numbers, or a replacement number.
    pub invented: bool,
}

/// The personal numbers in a text.
pub(super) fn personal_numbers(text: &str) -> Vec<PersonalNumber> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let before = || text[..at].chars().next_back().is_some_and(joins);
        if !bytes[at].is_ascii_digit() || before() {
            at += 1;
            continue;
        }
        match number_at(text, at) {
            Some(number) => {
                at = number.bytes.end;
                found.push(number);
            }
            None => at += 1,
        }
    }
    found
}

/// Whether a number goes on over this sign: `2026-010190-1234` is the number of a case.
fn joins(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '-' | '/' | '.' | '_' | ',')
}

fn number_at(text: &str, start: usize) -> Option<PersonalNumber> {
    let bytes = text.as_bytes();
    let digits = |from: usize, count: usize| {
        let found = bytes.get(from..from + count)?;
        found.iter().all(u8::is_ascii_digit).then_some(found)
    };
    let first = digits(start, 6)?;
    let rest = &text[start + 6..];
    let mark = rest.chars().next()?;
    let between = match mark {
        '-' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | ' ' | '\u{A0}' => mark.len_utf8(),
        _ => 0,
    };
    let from = start + 6 + between;
    let last = digits(from, 4)?;
    let end = from + 4;
    let mut after = text[end..].chars();
    let goes_on = match after.next() {
        Some('.' | ',') => after.next().is_some_and(char::is_alphanumeric),
        Some(sign) => joins(sign),
        None => false,
    };
    if goes_on {
        return None;
    }
    let figures: Vec<u32> = first.iter().chain(last).map(|digit| u32::from(digit - b'0')).collect();
    let sum: u32 = figures.iter().zip(WEIGHTS).map(|(figure, weight)| figure * weight).sum();
    let checked = sum.is_multiple_of(11);
    let hyphen = between > 0 && !mark.is_whitespace();
    if !hyphen && !checked {
        return None;
    }
    let replaced = is_day(&figures)?;
    let serial = figures[6..].iter().fold(0, |number, figure| number * 10 + figure);
    let invented = replaced || serial >= TEST_SERIAL && !checked;
    Some(PersonalNumber { bytes: start..end, invented })
}

/// Whether the first six figures are a day; whether of a replacement number.
fn is_day(figures: &[u32]) -> Option<bool> {
    let pair = |at: usize| figures[at] * 10 + figures[at + 1];
    let (day, month) = (pair(0), pair(2));
    let replaced = day > 60;
    let day = if replaced { day - 60 } else { day };
    let longest = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 29,
        _ => return None,
    };
    (1..=longest).contains(&day).then_some(replaced)
}

/// A text with an X for each figure of its personal numbers: what is told of a document is read by more
/// people than the document. As many bytes as before.
pub fn masked(text: &str) -> String {
    let mut told = text.to_owned();
    for number in personal_numbers(text).into_iter().rev() {
        let hidden: String = text[number.bytes.clone()]
            .chars()
            .map(|c| if c.is_ascii_digit() { 'X' } else { c })
            .collect();
        told.replace_range(number.bytes, &hidden);
    }
    told
}

/// Words of those who are no persons.
const NOT_PERSONS: &[&str] = &[
    "kommune",
    "region",
    "udbetaling",
    "danmark",
    "kombit",
    "styrelse",
    "ministeri",
    "forvaltning",
    "afdeling",
    "center",
    "centret",
    "borgerservice",
    "team",
    "kontor",
    "sekretariat",
    "enhed",
    "gruppe",
    "skabelon",
    "template",
    "system",
    "service",
    "support",
    "admin",
    "bruger",
    "user",
    "office",
    "microsoft",
    "word",
    "libreoffice",
    "openoffice",
    "python",
    "docx",
    "apache",
    "poi",
    "aspose",
    "brevsmed",
    "fagsystem",
    "omsorg",
    "pension",
    "ydelse",
    "a/s",
    "aps",
    "i/s",
    "ejer",
    "owner",
    "author",
    "forfatter",
    "ukendt",
    "unknown",
    "demo",
    "dokument",
    "document",
    "jobcenter",
    "borger",
    "social",
    "sundhed",
    "redaktion",
    "brevredaktion",
    "municipality",
    "department",
    "denmark",
];

/// Whether a text reads as the name of a person, their user name or their address.
pub(super) fn names_person(text: &str) -> bool {
    let text = text.trim();
    let lower = text.to_lowercase();
    if text.is_empty() || text.chars().count() > 80 {
        return false;
    }
    if !mail_addresses(text).is_empty() {
        return true;
    }
    if let Some((domain, user)) = text.split_once('\\') {
        return !domain.contains(' ') && !user.is_empty() && !user.contains(' ');
    }
    if of_office(&lower) {
        return false;
    }
    let words: Vec<&str> =
        text.split([' ', ',', '\u{A0}']).filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        [word] => is_user_id(word),
        [_, _, ..] if words.len() <= 5 => words.iter().all(|word| is_name(word)),
        _ => false,
    }
}

/// Whether a word of an office is in a text in lower case; a short one must be a word by itself.
fn of_office(lower: &str) -> bool {
    let alone = |word: &str| lower.split([' ', '.', ',', '-']).any(|found| found == word);
    NOT_PERSONS.iter().any(|word| if word.len() < 6 { alone(word) } else { lower.contains(word) })
}

/// `Anna`, `Møller-Hansen`, `H.`, and the small words of names.
fn is_name(word: &str) -> bool {
    if matches!(word, "von" | "van" | "de" | "af" | "la") {
        return true;
    }
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.clone().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\''))
        && (word.chars().count() <= 2 || letters.any(char::is_lowercase))
}

/// `az12345`, `b012345`: some letters and then figures.
fn is_user_id(word: &str) -> bool {
    let letters = word.chars().take_while(char::is_ascii_alphabetic).count();
    let figures = &word[letters..];
    (1..=5).contains(&letters)
        && (2..=7).contains(&figures.len())
        && figures.bytes().all(|byte| byte.is_ascii_digit())
}

/// The mail addresses in a text that name a person: a first and a last name with a point between.
pub(super) fn mail_addresses(text: &str) -> Vec<Range<usize>> {
    let names_a_person = |name: &str| {
        let parts: Vec<&str> = name.split('.').collect();
        parts.len() >= 2
            && parts.iter().all(|part| part.chars().all(|c| c.is_alphabetic() || c == '-'))
            && parts.iter().all(|part| !part.is_empty())
            && parts.iter().any(|part| part.chars().count() > 1)
            && !of_office(&name.to_lowercase())
    };
    let mut found = mails(text);
    found.retain(|mail| {
        text[mail.clone()].split_once('@').is_some_and(|(name, _)| names_a_person(name))
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<(&str, bool)> {
        personal_numbers(text)
            .into_iter()
            .map(|number| (&text[number.bytes], number.invented))
            .collect()
    }

    #[test]
    fn personal_numbers_are_told_from_other_numbers() {
        assert_eq!(numbers("Nr. 251248-4916, tak."), [("251248-4916", false)]);
        assert_eq!(numbers("test 251248-9996"), [("251248-9996", true)]);
        assert_eq!(numbers("2512484916"), [("2512484916", false)]);
        assert_eq!(numbers("251248 4916."), [("251248 4916", false)]);
        assert_eq!(numbers("711248-1234"), [("711248-1234", true)]);
        assert_eq!(numbers("æ251248\u{2013}4916æ"), []);
        for other in [
            "000000-0000",
            "310290-1234",
            "011390-1234",
            "konto 1234 2512480000",
            "2026-251248-4916",
            "251248-49161",
            "251248-4916-2",
            "12.251248-4916",
            "XXXXXX-XXXX",
            "25124",
            "251248-",
            "tlf. 33 12 34 56",
            "1.234.567",
            "",
        ] {
            assert_eq!(numbers(other), [], "{other}");
        }
    }

    #[test]
    fn figures_of_personal_numbers_are_masked() {
        assert_eq!(masked("§ 14 om 251248-4916 ø"), "§ 14 om XXXXXX-XXXX ø");
        assert_eq!(masked("intet"), "intet");
    }

    #[test]
    fn names_are_told_from_offices() {
        for person in [
            "Tine Test-Hansen",
            "H. C. Andersen",
            "az12345",
            "KOMMUNEN\\xyz12",
            "anna.andeby@egeby.dk",
        ] {
            assert!(names_person(person), "{person}");
        }
        for office in [
            "Egeby Kommune",
            "Microsoft Office User",
            "python-docx",
            "Administrator",
            "Word",
            "Udbetaling Danmark",
            "",
            "Borgerservice Egeby",
            "post@egeby.dk",
            "EGEBY",
        ] {
            assert!(!names_person(office), "{office}");
        }
    }

    #[test]
    fn mail_of_persons_is_told_from_mail_of_offices() {
        let text = "skriv til anna.andeby@egeby.dk. eller post@egeby.dk, social.pension@egeby.dk";
        let found: Vec<&str> = mail_addresses(text).into_iter().map(|at| &text[at]).collect();
        assert_eq!(found, ["anna.andeby@egeby.dk"]);
    }
}
