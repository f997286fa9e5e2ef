//! General formats: what may stand after `\*`.

use rust_decimal::Decimal;
use rust_decimal::prelude::{RoundingStrategy, ToPrimitive};

use crate::locale::Language;

/// A general format (ISO/IEC 29500-1, 17.16.4.3).
///
/// | written        | `mette hansen` | `27`             | `1234,5`                   |
/// |----------------|----------------|------------------|----------------------------|
/// | `Upper`        | METTE HANSEN   |                  |                            |
/// | `FirstCap`     | Mette hansen   |                  |                            |
/// | `Caps`         | Mette Hansen   |                  |                            |
/// | `ALPHABETIC`   |                | AA               |                            |
/// | `roman`        |                | xxvii            |                            |
/// | `Ordinal`      |                | 27.              |                            |
/// | `OrdText`      |                | syvogtyvende     |                            |
/// | `CardText`     |                | syvogtyve        |                            |
/// | `DollarText`   |                | syvogtyve og 00/100 | et tusind to hundrede og fireogtredive og 50/100 |
/// | `Hex`          |                | 1B               |                            |
///
/// `Caps` and `FirstCap` never make a letter small: `\* Lower \* FirstCap`
/// does that.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum GeneralFormat {
    /// All letters capital.
    Upper,
    /// All letters small.
    Lower,
    /// A capital for each word.
    Caps,
    /// A capital for the first word.
    FirstCap,
    /// Plain figures.
    Arabic,
    /// `- 3 -`
    ArabicDash,
    /// `A` to `Z`, then `AA` to `ZZ`, the letter repeated.
    AlphabeticUpper,
    /// `a` to `z`, then `aa` to `zz`, the letter repeated.
    AlphabeticLower,
    /// `XXVII`
    RomanUpper,
    /// `xxvii`
    RomanLower,
    /// `27.`, `27th`
    Ordinal,
    /// The place in a row in words.
    OrdText,
    /// The number in words.
    CardText,
    /// The whole units in words, the hundredths as a fraction.
    DollarText,
    /// Base sixteen.
    Hex,
    /// The result looks like the first letter of the field type.
    CharFormat,
    /// The result looks like the last result.
    MergeFormat,
}

impl GeneralFormat {
    /// The format of a name. Capitals count only where two formats have one
    /// name: `roman` and `ROMAN`, `alphabetic` and `ALPHABETIC`.
    pub fn from_name(name: &str) -> Option<Self> {
        let capital = name.starts_with(|first: char| first.is_uppercase());
        Some(match name.to_ascii_lowercase().as_str() {
            "upper" => Self::Upper,
            "lower" => Self::Lower,
            "caps" => Self::Caps,
            "firstcap" => Self::FirstCap,
            "arabic" => Self::Arabic,
            "arabicdash" => Self::ArabicDash,
            "alphabetic" if capital => Self::AlphabeticUpper,
            "alphabetic" => Self::AlphabeticLower,
            "roman" if capital => Self::RomanUpper,
            "roman" => Self::RomanLower,
            "ordinal" => Self::Ordinal,
            "ordtext" => Self::OrdText,
            "cardtext" => Self::CardText,
            "dollartext" => Self::DollarText,
            "hex" => Self::Hex,
            "charformat" => Self::CharFormat,
            // Word itself writes the second on INCLUDEPICTURE.
            "mergeformat" | "mergeformatinet" => Self::MergeFormat,
            _ => return None,
        })
    }

    /// Whether it is about the looks of the result and not its text.
    pub fn keeps_text(self) -> bool {
        matches!(self, Self::CharFormat | Self::MergeFormat)
    }

    /// The text under this format; `None` if the format is for numbers and
    /// there is none, or it is out of range. `number` is the number the text
    /// stands for.
    pub(super) fn apply(
        self,
        text: &str,
        number: Option<Decimal>,
        language: Language,
    ) -> Option<String> {
        match self {
            Self::Upper => return Some(text.to_uppercase()),
            Self::Lower => return Some(text.to_lowercase()),
            Self::Caps => return Some(capitals(text, true)),
            Self::FirstCap => return Some(capitals(text, false)),
            Self::CharFormat | Self::MergeFormat => return Some(text.to_owned()),
            Self::DollarText => return dollar_text(number?, language),
            _ => {}
        }
        let whole =
            number?.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero).to_i64()?;
        let count = whole.unsigned_abs();
        let positive = whole >= 0;
        let sign = |words: String| {
            if positive { words } else { format!("{} {words}", language.minus()) }
        };
        match self {
            Self::Arabic => Some(whole.to_string()),
            Self::ArabicDash => Some(format!("- {whole} -")),
            Self::AlphabeticUpper => positive.then(|| alphabetic(count, b'A')).flatten(),
            Self::AlphabeticLower => positive.then(|| alphabetic(count, b'a')).flatten(),
            Self::RomanUpper => positive.then(|| roman(count)).flatten(),
            Self::RomanLower => {
                positive.then(|| roman(count)).flatten().map(|roman| roman.to_lowercase())
            }
            Self::Ordinal => positive.then(|| language.ordinal(count)),
            Self::OrdText => language.ordinal_word(count).map(sign),
            Self::CardText => language.cardinal(count).map(sign),
            Self::Hex => positive.then(|| format!("{count:X}")),
            _ => None,
        }
    }
}

/// A capital at the start of each word or of the first; everything else stays.
/// A word begins after white space, or after what is no letter and no figure at
/// the start of the text (`"mette` is `"Mette`).
fn capitals(text: &str, every_word: bool) -> String {
    let mut result = String::with_capacity(text.len() + 2);
    let mut due = true;
    for letter in text.chars() {
        if due && letter.is_alphanumeric() {
            result.extend(letter.to_uppercase());
            due = false;
        } else {
            result.push(letter);
            due |= every_word && (letter.is_whitespace() || matches!(letter, '-' | '/' | '('));
        }
    }
    result
}

/// The letter repeated: 27 is `AA`, 54 is `BBB` (17.16.4.3.1). Word stops at
/// 780, thirty letters long.
fn alphabetic(number: u64, first: u8) -> Option<String> {
    if !(1..=780).contains(&number) {
        return None;
    }
    let letter = first + u8::try_from((number - 1) % 26).ok()?;
    let count = usize::try_from((number - 1) / 26).ok()? + 1;
    Some(char::from(letter).to_string().repeat(count))
}

const ROMAN: [(u64, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// Roman figures up to Word's limit of 32767, thousands repeated; `None` beyond it and for 0.
pub fn roman(number: u64) -> Option<String> {
    if !(1..=32_767).contains(&number) {
        return None;
    }
    let mut rest = number;
    let mut text = String::new();
    for (value, letters) in ROMAN {
        while rest >= value {
            text.push_str(letters);
            rest -= value;
        }
    }
    Some(text)
}

/// The whole units in words and the hundredths as `50/100`, rounded to two
/// places (17.16.4.3.1).
fn dollar_text(number: Decimal, language: Language) -> Option<String> {
    let rounded = number.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let whole = rounded.abs().trunc();
    let cents = ((rounded.abs() - whole) * Decimal::ONE_HUNDRED).to_u64()?;
    let words = language.cardinal(whole.to_u64()?)?;
    let minus = if rounded.is_sign_negative() && !rounded.is_zero() {
        format!("{} ", language.minus())
    } else {
        String::new()
    };
    Some(format!("{minus}{words} {} {cents:02}/100", language.and()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, given: &str, expected: &str) {
        let format = GeneralFormat::from_name(name).expect("a format in the test");
        let number = given.parse().ok();
        let found = format.apply(given, number, Language::Da);
        assert_eq!(found.as_deref().unwrap_or("no effect"), expected);
    }

    #[test]
    fn capitals_are_added_and_never_taken() {
        check("FirstCap", "moM is supreme", "MoM is supreme");
        check("firstcap", "RICHARD", "RICHARD");
        check("Caps", "mette østergård-åkjær", "Mette Østergård-Åkjær");
        check("Caps", "\"marysmith\"", "\"Marysmith\"");
        check("Upper", "blåbærgrød ß", "BLÅBÆRGRØD SS");
        check("Lower", "ÆRØ", "ærø");
    }

    #[test]
    fn numbers_take_letters_and_figures_of_old() {
        check("ALPHABETIC", "27", "AA");
        check("alphabetic", "54", "bbb");
        check("alphabetic", "0", "no effect");
        check("ROMAN", "1994", "MCMXCIV");
        check("roman", "27", "xxvii");
        check("roman", "40000", "no effect");
        check("ArabicDash", "3", "- 3 -");
        check("Hex", "255", "FF");
    }

    #[test]
    fn numbers_take_danish_words() {
        check("Ordinal", "3", "3.");
        check("OrdText", "3", "tredje");
        check("CardText", "21", "enogtyve");
        check("CardText", "-21", "minus enogtyve");
        check("DollarText", "15.555", "femten og 56/100");
        check("CardText", "Mette", "no effect");
    }
}
