//! What a language says: dates, numbers and number words, Danish first.
//!
//! A letter speaks one language, and that language decides every sign the
//! reader sees: the comma in an amount, the small letter in *november*, the
//! point after an ordinal. The decision on housing benefit (*afgørelse om
//! boligstøtte*) reads
//!
//! ```text
//! Du får 11.175,91 kr. fra den 1. december 2026.
//! ```
//!
//! in Danish, whatever machine merged it and whatever separators the template
//! was written with; the English copy of it reads `11,175.91` and
//! `1 December 2026`. Nothing here asks the operating system.
//!
//! | language  | tag     | amount      | short date   | long date          | ordinal | yes/no |
//! |-----------|---------|-------------|--------------|--------------------|---------|--------|
//! | Danish    | `da-DK` | `11.175,91` | `21-11-2026` | `21. november 2026`| `1.`    | `J` `N`|
//! | Norwegian | `nb-NO` | `11 175,91` | `21.11.2026` | `21. november 2026`| `1.`    | `J` `N`|
//! | Swedish   | `sv-SE` | `11 175,91` | `2026-11-21` | `21 november 2026` | `1:a`   | `J` `N`|
//! | English   | `en-GB` | `11,175.91` | `21/11/2026` | `21 November 2026` | `1st`   | `Y` `N`|
//!
//! The blank in Norwegian and Swedish amounts is a no-break space, so that an
//! amount never breaks over two lines. Number words ([`Language::cardinal`],
//! [`Language::ordinal_word`]) are policy: what Word prints in Danish for
//! `\* CardText` is not documented, see [`words`].
//!
//! This room knows neither fields nor documents.

mod calendar;
pub mod words;

use rust_decimal::Decimal;

/// The languages a letter can speak.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Language {
    /// Danish, the language of every letter that names no other.
    #[default]
    Da,
    /// Norwegian Bokmål.
    Nb,
    /// Swedish.
    Sv,
    /// English, with European day order (`21 November 2026`).
    En,
}

impl Language {
    /// The language of a tag such as `da-DK`, `nn-NO` or `en`; `None` for a
    /// language no letter here is written in. Both Norwegian written forms and
    /// the macro tag `no` are read as Bokmål.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        match primary.to_ascii_lowercase().as_str() {
            "da" => Some(Self::Da),
            "nb" | "no" | "nn" => Some(Self::Nb),
            "sv" => Some(Self::Sv),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The tag written into documents (BCP 47, with the home country).
    pub fn tag(self) -> &'static str {
        match self {
            Self::Da => "da-DK",
            Self::Nb => "nb-NO",
            Self::Sv => "sv-SE",
            Self::En => "en-GB",
        }
    }

    /// The sign between whole units and fraction.
    pub fn decimal_symbol(self) -> char {
        match self {
            Self::Da | Self::Nb | Self::Sv => ',',
            Self::En => '.',
        }
    }

    /// The sign between groups of three digits.
    pub fn group_symbol(self) -> char {
        match self {
            Self::Da => '.',
            Self::Nb | Self::Sv => '\u{a0}',
            Self::En => ',',
        }
    }

    /// The sign between the items of a list, as Word sets it for this language.
    pub fn list_separator(self) -> char {
        match self {
            Self::Da | Self::Nb | Self::Sv => ';',
            Self::En => ',',
        }
    }

    /// How a yes/no answer is written in a letter: one capital letter.
    pub fn yes_no(self, answer: bool) -> &'static str {
        match (answer, self) {
            (true, Self::En) => "Y",
            (true, _) => "J",
            (false, _) => "N",
        }
    }
}

/// A number in the signs of a language: all its digits, also trailing zeros,
/// minus in front, groups of three if `grouped`.
///
/// ```text
/// 1234.50  Da  grouped    1.234,50
/// 1234.50  Da  ungrouped  1234,50
/// ```
pub fn number_text(number: Decimal, language: Language, grouped: bool) -> String {
    let plain = number.abs().to_string();
    let (whole, fraction) = match plain.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (plain.as_str(), None),
    };
    let mut text = String::with_capacity(plain.len() + plain.len() / 3 + 2);
    if number.is_sign_negative() && !number.is_zero() {
        text.push('-');
    }
    if grouped {
        push_grouped(&mut text, whole, language.group_symbol());
    } else {
        text.push_str(whole);
    }
    if let Some(fraction) = fraction {
        text.push(language.decimal_symbol());
        text.push_str(fraction);
    }
    text
}

/// Appends ASCII `digits` with `symbol` between groups of three, counted from
/// the right.
pub fn push_grouped(text: &mut String, digits: &str, symbol: char) {
    let count = digits.len();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (count - index).is_multiple_of(3) {
            text.push(symbol);
        }
        text.push(digit);
    }
}

/// The sum of two numbers in decimal figures, of any length.
pub fn sum_of_figures(a: &str, b: &str) -> String {
    let mut figures = Vec::with_capacity(a.len().max(b.len()) + 1);
    let (mut a, mut b) = (a.bytes().rev(), b.bytes().rev());
    let mut carry = 0;
    loop {
        let (x, y) = (a.next(), b.next());
        if x.is_none() && y.is_none() && carry == 0 {
            break;
        }
        let digit = |byte: Option<u8>| byte.map_or(0, |byte| byte.saturating_sub(b'0').min(9));
        let total = digit(x) + digit(y) + carry;
        figures.push(char::from(b'0' + total % 10));
        carry = total / 10;
    }
    figures.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(number: &str, language: Language, grouped: bool, expected: &str) {
        let number: Decimal = number.parse().expect("a number in the test");
        assert_eq!(number_text(number, language, grouped), expected);
    }

    #[test]
    fn an_amount_takes_the_signs_of_its_language() {
        check("11175.91", Language::Da, true, "11.175,91");
        check("11175.91", Language::Nb, true, "11\u{a0}175,91");
        check("-11175.91", Language::En, true, "-11,175.91");
        check("1234567", Language::Da, true, "1.234.567");
        check("999", Language::Da, true, "999");
    }

    #[test]
    fn digits_are_kept_as_given() {
        check("1234.50", Language::Da, false, "1234,50");
        check("-0.00", Language::Da, false, "0,00");
    }

    #[test]
    fn a_tag_with_or_without_country_names_a_language() {
        assert_eq!(Language::from_tag("da-DK"), Some(Language::Da));
        assert_eq!(Language::from_tag("nn"), Some(Language::Nb));
        assert_eq!(Language::from_tag("EN_us"), Some(Language::En));
        assert_eq!(Language::from_tag("hu-HU"), None);
    }

    #[test]
    fn figures_are_added() {
        assert_eq!(sum_of_figures("999", "1"), "1000");
        assert_eq!(sum_of_figures("0", "12"), "12");
        assert_eq!(sum_of_figures("0", ""), "0");
        assert_eq!(sum_of_figures("18446744073709551616", "4294967296"), "18446744078004518912");
    }
}
