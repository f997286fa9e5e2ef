//! Pictures of numbers: what may stand after `\#`.

mod marks;
mod print;

use pest::Parser;
use pest::iterators::Pair;
use rust_decimal::Decimal;
use rust_decimal::prelude::RoundingStrategy;

use super::picture::{PictureGrammar, Rule};
use super::{FormatNote, Separators};
use crate::locale::Language;
use marks::Marks;

/// How many significant digits Word keeps of a number.
const DIGITS_KEPT: usize = 14;

/// A numeric picture (ISO/IEC 29500-1, 17.16.4.2), ready to print.
///
/// | picture            | document | value     | Danish letter   |
/// |--------------------|----------|-----------|-----------------|
/// | `#.##0,00`         | any      | 11175.91  | `11.175,91`     |
/// | `#,##0.00`         | any      | 11175.91  | `11.175,91`     |
/// | `#.##0`            | any      | 69        | `69`            |
/// | `0,00`             | any      | 1234.5    | `1234,50`       |
/// | `# ##0,00`         | any      | 2000      | `2 000,00`      |
/// | `#.##0,-`          | any      | 1234      | `1.234,-`       |
/// | `kr. #.##0,00`     | any      | -5        | `kr. -5,00`     |
/// | `0,00;(0,00);nul`  | any      | -5, 0     | `(5,00)`, `nul` |
/// | `x##`              | any      | 222492    | `492`           |
/// | `000'-'000`        | any      | 123456    | `123-456`       |
///
/// Radix and grouping are told apart by their places (`marks.rs`); only
/// where those say nothing does the document's setting decide. Blanks that the
/// standard puts where a `#`, `x`, `+` or `-` prints nothing are left out: in a
/// line of text they would be a hole. A minus without a place of its own
/// stands before the first digit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NumericPicture {
    /// The picture as written, without its quotes.
    pub text: String,
    marks: Marks,
    sections: Vec<Section>,
    has_place: bool,
}

/// What is printed for positive numbers, for negative ones, or for zero.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Section {
    items: Vec<Item>,
}

/// A piece of a section.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Item {
    /// `0`, `#` or `x`.
    Place(Place),
    /// `.` or `,`, or a blank that groups digits.
    Mark(char),
    /// `-`
    Minus,
    /// `+`
    Plus,
    /// The number of a caption.
    Caption(String),
    /// A character that stands for itself.
    Ordinary(char),
    /// Text between apostrophes.
    Literal(String),
}

/// A place for a digit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    Zero,
    Optional,
    Cut,
}

impl NumericPicture {
    /// Reads a picture of a document with these separators; every text is one.
    pub fn parse(text: &str, separators: Separators) -> Self {
        let mut sections: Vec<Section> = match PictureGrammar::parse(Rule::numeric_picture, text) {
            Ok(pairs) => pairs
                .flat_map(Pair::into_inner)
                .filter(|pair| pair.as_rule() == Rule::section)
                .map(|pair| Section { items: pair.into_inner().filter_map(item).collect() })
                .collect(),
            // The grammar takes every text; should it not, the text stands for itself.
            Err(_) => vec![Section { items: vec![Item::Literal(text.to_owned())] }],
        };
        for section in &mut sections {
            section.settle_letters();
            section.settle_blanks();
            section.settle_dashes();
        }
        let marks = Marks::of(&sections, separators);
        let has_place = sections.iter().any(|section| section.places().next().is_some());
        Self { text: text.to_owned(), marks, sections, has_place }
    }

    /// Whether there is any place for a digit.
    pub fn has_place(&self) -> bool {
        self.has_place
    }

    /// Whether it asks for more digits than Word keeps.
    pub fn is_long(&self) -> bool {
        self.sections.iter().any(|section| section.places().count() > DIGITS_KEPT)
    }

    /// Whether its radix or grouping is not the document's.
    pub fn differs_from(&self, separators: Separators) -> bool {
        self.marks.differ_from(separators)
    }

    /// The number in the letter's signs.
    pub(super) fn print(
        &self,
        number: Decimal,
        language: Language,
        notes: &mut Vec<FormatNote>,
    ) -> String {
        if significant_digits(number) > DIGITS_KEPT {
            notes.push(FormatNote::LongNumber);
        }
        let Some(positive) = self.sections.first() else {
            return String::new();
        };
        let rounded = |section: &Section| {
            let places = u32::try_from(section.fraction_places(self.marks)).unwrap_or(28);
            number.round_dp_with_strategy(places.min(28), RoundingStrategy::MidpointAwayFromZero)
        };
        let (section, own_sign) = if rounded(positive).is_zero() {
            (self.sections.get(2).unwrap_or(positive), false)
        } else if number.is_sign_negative() {
            self.sections.get(1).map_or((positive, false), |negative| (negative, true))
        } else {
            (positive, false)
        };
        section.print(rounded(section), own_sign, self.marks, language, notes)
    }
}

impl Section {
    fn places(&self) -> impl Iterator<Item = Place> {
        self.items.iter().filter_map(|item| match item {
            Item::Place(place) => Some(*place),
            _ => None,
        })
    }

    /// An `x` inside a word is a letter, as in `max`.
    fn settle_letters(&mut self) {
        let is_letter = |item: Option<&Item>| matches!(item, Some(Item::Ordinary(letter)) if letter.is_alphabetic());
        for at in 0..self.items.len() {
            if self.items[at] == Item::Place(Place::Cut)
                && (at.checked_sub(1).is_some_and(|before| is_letter(self.items.get(before)))
                    || is_letter(self.items.get(at + 1)))
            {
                self.items[at] = Item::Ordinary('x');
            }
        }
    }

    /// A blank between places groups them: `# ##0`.
    fn settle_blanks(&mut self) {
        for at in 1..self.items.len().saturating_sub(1) {
            if let Item::Ordinary(blank @ (' ' | '\u{a0}' | '\u{202f}')) = self.items[at]
                && matches!(self.items[at - 1], Item::Place(_))
                && matches!(self.items[at + 1], Item::Place(_))
            {
                self.items[at] = Item::Mark(blank);
            }
        }
    }

    /// The `,-` after a whole amount is Danish for "no øre" and no sign.
    fn settle_dashes(&mut self) {
        for at in 1..self.items.len() {
            if self.items[at] == Item::Minus && self.items[at - 1] == Item::Mark(',') {
                self.items[at - 1] = Item::Ordinary(',');
                self.items[at] = Item::Ordinary('-');
            }
        }
    }
}

fn item(pair: Pair<'_, Rule>) -> Option<Item> {
    let text = pair.as_str();
    let first = text.chars().next()?;
    Some(match pair.as_rule() {
        Rule::place => Item::Place(match first {
            '0' => Place::Zero,
            'x' => Place::Cut,
            _ => Place::Optional,
        }),
        Rule::mark => Item::Mark(first),
        Rule::sign if first == '-' => Item::Minus,
        Rule::sign => Item::Plus,
        Rule::ordinary => Item::Ordinary(text.chars().next_back()?),
        Rule::numbered_item => Item::Caption(pair.into_inner().as_str().to_owned()),
        Rule::literal_text => Item::Literal(pair.into_inner().as_str().to_owned()),
        _ => return None,
    })
}

/// Digits that carry the value: no zeros in front, none behind the radix.
fn significant_digits(number: Decimal) -> usize {
    let mantissa = number.normalize().mantissa().unsigned_abs();
    mantissa.checked_ilog10().map_or(1, |power| power as usize + 1)
}
