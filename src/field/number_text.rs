//! Numbers out of text: first as the letter's language writes them, then as a
//! machine does.
//!
//! | text           | Danish letter          | English letter |
//! |----------------|------------------------|----------------|
//! | `1.234,50`     | 1234.50                | 1234.50, foreign |
//! | `1234,5`       | 1234.5                 | –              |
//! | `11175.91`     | 11175.91, a machine's  | 11175.91       |
//! | `1.234`        | 1234, ambiguous        | 1.234          |
//! | `1,234`        | 1.234                  | 1234           |
//! | `1 234,50`     | 1234.50                | –              |
//! | `1.234,50 kr.` | 1234.50 with affixes   |                |
//! | `1AB`, `12-34` | no number              | no number      |

use rust_decimal::Decimal;

use crate::locale::Language;

/// How a text is read as a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reading {
    /// Whose separators come first.
    pub language: Language,
    /// Whether a currency or a per cent sign may stand before or after.
    pub affixes: bool,
}

impl Reading {
    /// Nothing but the number.
    pub fn strict(language: Language) -> Self {
        Self { language, affixes: false }
    }

    /// The number with its currency or per cent sign.
    pub fn with_affixes(language: Language) -> Self {
        Self { language, affixes: true }
    }
}

/// A number and how sure its reading is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct NumberRead {
    pub(super) number: Decimal,
    /// Grouped in the letter's language, a fraction for a machine: `1.234`.
    pub(super) ambiguous: bool,
}

/// Reads the whole of `text` as a number.
pub(super) fn read(text: &str, reading: Reading) -> Option<NumberRead> {
    let mut text = text.trim();
    if reading.affixes {
        text = without_affixes(text);
    }
    let (negative, digits) = signed(text);
    let digits = if reading.affixes { without_affixes(digits) } else { digits };
    if !digits.ends_with(|last: char| last.is_ascii_digit() || last == '.' || last == ',') {
        return None;
    }
    let radix = reading.language.decimal_symbol();
    let other = if radix == ',' { '.' } else { ',' };
    let local = written_with(digits, radix, other);
    let machine = written_with_point(digits);
    let foreign = || {
        (digits.contains(radix) && digits.contains(other))
            .then(|| written_with(digits, other, radix))
            .flatten()
    };
    let number = local.or(machine).or_else(foreign)?;
    Some(NumberRead {
        number: if negative { -number } else { number },
        ambiguous: matches!((local, machine), (Some(local), Some(machine)) if local != machine),
    })
}

/// The first number in `text`, as Word takes it from a table cell; whatever
/// stands around it does not count.
pub(super) fn first_in(text: &str, language: Language) -> Option<Decimal> {
    let start = text.find(|letter: char| letter.is_ascii_digit())?;
    let before = &text[..start];
    let number = &text[start..];
    let end = number
        .find(|letter: char| !(letter.is_ascii_digit() || ".,\u{a0}\u{202f} ".contains(letter)))
        .unwrap_or(number.len());
    let number = number[..end].trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let signed = before.trim_end().ends_with(['-', '\u{2212}', '('].as_slice());
    let reading = Reading::strict(language);
    let read = read(number, reading).or_else(|| {
        // Two numbers in one cell: the first of them.
        read(number.split_whitespace().next()?, reading)
    })?;
    Some(if signed { -read.number } else { read.number })
}

/// The sign, a hyphen or the minus of typographers, and what follows it.
fn signed(text: &str) -> (bool, &str) {
    if let Some(rest) = text.strip_prefix(['-', '\u{2212}']) {
        (true, rest.trim_start())
    } else {
        (false, text.strip_prefix('+').unwrap_or(text).trim_start())
    }
}

/// Digits with the given radix sign; groups of three only if every group is
/// whole, with `group` or any blank between them.
pub(super) fn written_with(digits: &str, radix: char, group: char) -> Option<Decimal> {
    let (whole, fraction) = match digits.split_once(radix) {
        Some((whole, fraction)) => (whole, fraction),
        None => (digits, ""),
    };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let is_group = |letter: char| letter == group || matches!(letter, ' ' | '\u{a0}' | '\u{202f}');
    let mut plain = String::with_capacity(digits.len() + 1);
    if let Some(symbol) = whole.chars().find(|letter| is_group(*letter)) {
        let mut groups = whole.split(symbol);
        let first = groups.next().unwrap_or_default();
        if !(1..=3).contains(&first.len()) || !all_digits(first) {
            return None;
        }
        plain.push_str(first);
        for group in groups {
            if group.len() != 3 || !all_digits(group) {
                return None;
            }
            plain.push_str(group);
        }
    } else {
        if !all_digits(whole) {
            return None;
        }
        plain.push_str(whole);
    }
    if plain.is_empty() {
        plain.push('0');
    }
    if !fraction.is_empty() {
        plain.push('.');
        plain.push_str(fraction);
    }
    plain.parse().ok()
}

/// Digits as programs write them: a point at most, no groups.
fn written_with_point(digits: &str) -> Option<Decimal> {
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
        .then(|| written_with(digits, '.', '.'))
        .flatten()
}

/// The currencies and signs that stand beside an amount, longest first.
const AFFIXES: [&str; 17] = [
    "kroner", "kr.", "DKK", "NOK", "SEK", "EUR", "USD", "GBP", "pct.", "kr", "pct", ",-", "€", "$",
    "£", "%", "¤",
];

/// The text without one affix at each end.
fn without_affixes(text: &str) -> &str {
    let same =
        |part: Option<&str>, affix: &str| part.is_some_and(|part| part.eq_ignore_ascii_case(affix));
    let mut rest = text;
    if let Some(affix) = AFFIXES.iter().find(|affix| same(rest.get(..affix.len()), affix)) {
        rest = rest[affix.len()..].trim_start();
    }
    for affix in AFFIXES {
        if let Some(start) = rest.len().checked_sub(affix.len())
            && same(rest.get(start..), affix)
        {
            return rest[..start].trim_end();
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, language: Language, expected: Option<&str>) {
        let read = read(text, Reading::with_affixes(language)).map(|read| read.number.to_string());
        assert_eq!(read.as_deref(), expected, "`{text}`");
    }

    #[test]
    fn a_danish_letter_reads_danish_first_and_machines_second() {
        check("1.234,50", Language::Da, Some("1234.50"));
        check("1234,5", Language::Da, Some("1234.5"));
        check("11175.91", Language::Da, Some("11175.91"));
        check("-3.5", Language::Da, Some("-3.5"));
        check("1.234", Language::Da, Some("1234"));
        check("1 234,50", Language::Da, Some("1234.50"));
        check(".75", Language::Da, Some("0.75"));
        check("12.34,5", Language::Da, None);
        check("1AB", Language::Da, None);
        check("12-34", Language::Da, None);
        check("", Language::Da, None);
        check("-", Language::Da, None);
    }

    #[test]
    fn an_amount_may_wear_its_currency() {
        check("1.234,50 kr.", Language::Da, Some("1234.50"));
        check("-1.234,50 kr", Language::Da, Some("-1234.50"));
        check("kr. -25,00", Language::Da, Some("-25.00"));
        check("1.234,-", Language::Da, Some("1234"));
        check("€180,000.00 EUR", Language::En, Some("180000.00"));
        check("25 %", Language::Da, Some("25"));
    }

    #[test]
    fn a_group_that_could_be_a_fraction_is_ambiguous() {
        let ambiguous = |text| read(text, Reading::strict(Language::Da)).map(|read| read.ambiguous);
        assert_eq!(ambiguous("1.234"), Some(true));
        assert_eq!(ambiguous("1.234,5"), Some(false));
        assert_eq!(ambiguous("1.23"), Some(false));
        assert_eq!(ambiguous("1.234.567"), Some(false));
    }

    #[test]
    fn a_cell_gives_its_first_number() {
        let first = |text| first_in(text, Language::Da).map(|number| number.to_string());
        assert_eq!(first("I alt 1.234,50 kr.").as_deref(), Some("1234.50"));
        assert_eq!(first("-10").as_deref(), Some("-10"));
        assert_eq!(first("3 af 12").as_deref(), Some("3"));
        assert_eq!(first("kr. 25,00.").as_deref(), Some("25.00"));
        assert_eq!(first("ingen"), None);
    }

    proptest! {
        #[test]
        fn what_a_language_prints_it_reads(units in -99_999_999_999_i64..99_999_999_999, scale in 0_u32..6, grouped: bool) {
            let number = Decimal::new(units, scale);
            for language in [Language::Da, Language::Nb, Language::Sv, Language::En] {
                let text = crate::locale::number_text(number, language, grouped);
                prop_assert_eq!(read(&text, Reading::strict(language)).map(|read| read.number), Some(number));
            }
        }

        #[test]
        fn no_text_breaks_the_reading(text in "\\PC*") {
            for language in [Language::Da, Language::En] {
                let _ = read(&text, Reading::with_affixes(language));
                let _ = first_in(&text, language);
            }
        }
    }
}
