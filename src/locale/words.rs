//! Numbers in words: cardinals and ordinals.
//!
//! Word's own Danish words for `\* CardText` and `\* OrdText` are not
//! documented, so these are policy, in the spelling of the national
//! dictionaries, and easy to read aloud:
//!
//! | number  | Danish                                     | English                               |
//! |---------|--------------------------------------------|---------------------------------------|
//! | 1       | en                                         | one                                   |
//! | 21      | enogtyve                                   | twenty-one                            |
//! | 100     | et hundrede                                | one hundred                           |
//! | 1234    | et tusind to hundrede og fireogtredive     | one thousand two hundred thirty-four  |
//! | 2000000 | to millioner                               | two million                           |
//! | 3rd     | tredje                                     | third                                 |
//! | 50th    | halvtredsindstyvende                       | fiftieth                              |

mod tables;

use super::Language;
use tables::{Compound, DANISH, ENGLISH, NORWEGIAN, SWEDISH, Words};

/// The largest number that has words: one below a thousand millions.
pub const LARGEST: u64 = 999_999_999;

impl Language {
    /// The number in words, `None` above [`LARGEST`].
    pub fn cardinal(self, number: u64) -> Option<String> {
        if number > LARGEST {
            return None;
        }
        let words = self.words();
        if number == 0 {
            return Some(words.zero.to_owned());
        }
        let (millions, thousands, rest) =
            (number / 1_000_000, number / 1_000 % 1_000, number % 1_000);
        let mut parts: Vec<String> = Vec::new();
        match millions {
            0 => {}
            1 => parts.push(words.one_million.to_owned()),
            _ => parts.push(format!("{} {}", words.below_thousand(millions), words.millions)),
        }
        match thousands {
            0 => {}
            1 => parts.push(words.one_thousand.to_owned()),
            _ => parts.push(format!(
                "{}{}{}",
                words.below_thousand(thousands),
                words.glue,
                words.thousand
            )),
        }
        if rest > 0 {
            let tail = words.below_thousand(rest);
            if rest < 100 && !parts.is_empty() && !words.and.is_empty() {
                parts.push(format!("{} {tail}", words.and));
            } else {
                parts.push(tail);
            }
        }
        Some(parts.join(" "))
    }

    /// The place in a row in words (*tredje*), `None` above [`LARGEST`].
    pub fn ordinal_word(self, number: u64) -> Option<String> {
        if number > LARGEST {
            return None;
        }
        let words = self.words();
        let last = number % 100;
        let ending = match number {
            0 => words.zeroth.to_owned(),
            _ if last == 0 => {
                let cardinal = self.cardinal(number)?;
                return Some(words.ordinal_of_round(number, &cardinal));
            }
            _ => words.ordinal_below_hundred(last),
        };
        let before = number - last;
        if before == 0 {
            return Some(ending);
        }
        let joint = match (words.and, before % 1_000) {
            // Swedish runs the hundreds on: *etthundraförsta*.
            ("", 1..) => words.glue,
            ("", _) => " ",
            (and, _) => {
                return Some(format!("{} {and} {ending}", self.cardinal(before)?));
            }
        };
        Some(format!("{}{joint}{ending}", self.cardinal(before)?))
    }

    /// The place in a row in figures: `1.`, `1:a`, `1st`.
    pub fn ordinal(self, number: u64) -> String {
        let teen = matches!(number % 100, 11..=13);
        match self {
            Self::Da | Self::Nb => format!("{number}."),
            Self::Sv => {
                let ending = if matches!(number % 10, 1 | 2) && !teen { "a" } else { "e" };
                format!("{number}:{ending}")
            }
            Self::En => {
                let ending = match number % 10 {
                    1 if !teen => "st",
                    2 if !teen => "nd",
                    3 if !teen => "rd",
                    _ => "th",
                };
                format!("{number}{ending}")
            }
        }
    }

    /// The word between whole units and hundredths in `\* DollarText`.
    pub fn and(self) -> &'static str {
        match self {
            Self::Da | Self::Nb => "og",
            Self::Sv => "och",
            Self::En => "and",
        }
    }

    /// The word in front of a negative number.
    pub fn minus(self) -> &'static str {
        "minus"
    }

    fn words(self) -> &'static Words {
        match self {
            Self::Da => &DANISH,
            Self::Nb => &NORWEGIAN,
            Self::Sv => &SWEDISH,
            Self::En => &ENGLISH,
        }
    }
}

impl Words {
    fn below_thousand(&self, number: u64) -> String {
        let rest = number % 100;
        let hundreds = match number / 100 {
            0 => return self.below_hundred(rest),
            1 => self.one_hundred.to_owned(),
            count => format!("{}{}{}", self.one(count), self.glue, self.hundred),
        };
        if rest == 0 {
            return hundreds;
        }
        let rest = self.below_hundred(rest);
        if self.and.is_empty() {
            // Swedish glues, English puts a blank.
            format!("{hundreds}{}{rest}", self.glue)
        } else {
            format!("{hundreds} {} {rest}", self.and)
        }
    }

    fn below_hundred(&self, number: u64) -> String {
        self.compose(number, &self.ones, &self.tens, |words, ones| words.ones[ones].to_owned())
    }

    fn ordinal_below_hundred(&self, number: u64) -> String {
        self.compose(number, &self.firsts, &self.tenths, |words, ones| match words.compound {
            Compound::OnesFirst(_) => words.ones[ones].to_owned(),
            Compound::TensFirst(_) => words.firsts[ones].to_owned(),
        })
    }

    /// A number from 1 to 99 out of its ones and tens. In *enogtyvende* the
    /// tens carry the ordinal, in *twenty-first* the ones do.
    fn compose(
        &self,
        number: u64,
        small: &[&str; 19],
        tens: &[&str; 8],
        ones_of: impl Fn(&Self, usize) -> String,
    ) -> String {
        let at = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        if number < 20 {
            return small
                .get(at(number.saturating_sub(1)))
                .map_or_else(String::new, |word| (*word).to_owned());
        }
        let (ten, one) = (at(number / 10 - 2), number % 10);
        if one == 0 {
            return tens[ten].to_owned();
        }
        let ones = ones_of(self, at(one - 1));
        match self.compound {
            Compound::OnesFirst(joint) => format!("{ones}{joint}{}", tens[ten]),
            Compound::TensFirst(joint) => format!("{}{joint}{ones}", self.tens[ten]),
        }
    }

    fn one(&self, number: u64) -> &'static str {
        self.ones[usize::try_from(number).unwrap_or(1).clamp(1, 19) - 1]
    }

    fn ordinal_of_round(&self, number: u64, cardinal: &str) -> String {
        let ending = if !number.is_multiple_of(1_000) {
            &self.round_endings[0]
        } else if !number.is_multiple_of(1_000_000) {
            &self.round_endings[1]
        } else {
            &self.round_endings[2]
        };
        let stem = cardinal.strip_suffix(ending.cut).unwrap_or(cardinal);
        format!("{stem}{}", ending.put)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cardinal(language: Language, number: u64, expected: &str) {
        assert_eq!(language.cardinal(number).as_deref(), Some(expected));
    }

    fn ordinal(language: Language, number: u64, expected: &str) {
        assert_eq!(language.ordinal_word(number).as_deref(), Some(expected));
    }

    #[test]
    fn danish_counts_ones_before_tens() {
        cardinal(Language::Da, 0, "nul");
        cardinal(Language::Da, 1, "en");
        cardinal(Language::Da, 21, "enogtyve");
        cardinal(Language::Da, 58, "otteoghalvtreds");
        cardinal(Language::Da, 100, "et hundrede");
        cardinal(Language::Da, 1001, "et tusind og en");
        cardinal(Language::Da, 1234, "et tusind to hundrede og fireogtredive");
        cardinal(Language::Da, 11175, "elleve tusind et hundrede og femoghalvfjerds");
        cardinal(Language::Da, 2_000_000, "to millioner");
    }

    #[test]
    fn the_neighbours_join_in_their_own_way() {
        cardinal(Language::Nb, 1234, "ett tusen to hundre og trettifire");
        cardinal(Language::Sv, 1234, "ettusen tvåhundratrettiofyra");
        cardinal(Language::En, 1234, "one thousand two hundred thirty-four");
        cardinal(Language::En, 15_000, "fifteen thousand");
    }

    #[test]
    fn ordinals_end_in_the_right_place() {
        ordinal(Language::Da, 1, "første");
        ordinal(Language::Da, 22, "toogtyvende");
        ordinal(Language::Da, 30, "tredivte");
        ordinal(Language::Da, 75, "femoghalvfjerdsindstyvende");
        ordinal(Language::Da, 101, "et hundrede og første");
        ordinal(Language::Da, 1000, "et tusinde");
        ordinal(Language::En, 21, "twenty-first");
        ordinal(Language::En, 101, "one hundred first");
        ordinal(Language::En, 500, "five hundredth");
        ordinal(Language::Sv, 23, "tjugotredje");
        ordinal(Language::Sv, 101, "etthundraförsta");
        ordinal(Language::Nb, 1002, "ett tusen og andre");
    }

    #[test]
    fn figures_carry_the_sign_of_the_language() {
        assert_eq!(Language::Da.ordinal(3), "3.");
        assert_eq!(Language::Sv.ordinal(1), "1:a");
        assert_eq!(Language::Sv.ordinal(12), "12:e");
        assert_eq!(Language::En.ordinal(112), "112th");
        assert_eq!(Language::En.ordinal(22), "22nd");
    }

    proptest! {
        #[test]
        fn every_number_up_to_the_largest_has_words(number in 0..=LARGEST) {
            for language in [Language::Da, Language::Nb, Language::Sv, Language::En] {
                let words = language.cardinal(number).expect("in range");
                prop_assert!(!words.contains("  ") && words.trim() == words && !words.is_empty());
                let place = language.ordinal_word(number).expect("in range");
                prop_assert!(!place.contains("  ") && place.trim() == place && !place.is_empty());
            }
        }

        #[test]
        fn no_two_neighbours_read_alike(number in 0..LARGEST) {
            for language in [Language::Da, Language::Nb, Language::Sv, Language::En] {
                prop_assert_ne!(language.cardinal(number), language.cardinal(number + 1));
            }
        }
    }
}
