//! Labels of list items: what has been counted, and how it is written (ISO/IEC 29500-1, 17.9).

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::field;
use crate::locale::Language;

use super::lists::{Level, Lists, NumberFormat};
use super::symbols::{self, SymbolFont};
use super::tree::ListNumbering;

/// What a letter's lists have counted. Lists of one definition count on together.
#[derive(Clone, Debug, Default)]
pub(super) struct Counters {
    counts: HashMap<usize, [Option<i64>; 9]>,
    begun: HashSet<(i64, u8)>,
}

impl Counters {
    /// Counts an item and gives the numbers of all levels as they now stand.
    pub fn next(&mut self, lists: &Lists, list: i64, level: u8) -> [i64; 9] {
        let at = usize::from(level.min(8));
        let definition = lists.definition(list).unwrap_or(usize::MAX);
        let first = self.begun.insert((list, level));
        let counts = self.counts.entry(definition).or_default();
        let anew = if first { lists.start_override(list, level) } else { None };
        let start = |level: u8| {
            lists
                .start_override(list, level)
                .or_else(|| lists.level(list, level).map(|level| level.start))
                .unwrap_or(1)
        };
        counts[at] = Some(match (anew, counts[at]) {
            (Some(number), _) => number,
            (None, Some(number)) => number.saturating_add(1),
            (None, None) => start(level),
        });
        for deeper in level + 1..9 {
            let restarts = lists
                .level(list, deeper)
                .and_then(|level| level.restart)
                .is_none_or(|after| i64::from(level) < after);
            if restarts {
                counts[usize::from(deeper)] = None;
            }
        }
        let mut numbers = [0; 9];
        for (level, number) in (0..9).zip(&mut numbers) {
            // A level that was jumped over stands at its first number.
            *number = counts[usize::from(level)].unwrap_or_else(|| start(level));
        }
        numbers
    }
}

/// The text of a label.
pub(super) fn text(
    lists: &Lists,
    list: i64,
    level: &Level,
    numbers: &[i64; 9],
    family: &str,
    language: &str,
) -> String {
    if level.format == NumberFormat::Bullet {
        return bullet(&level.text, family);
    }
    let language = Language::from_tag(language).unwrap_or_default();
    let mut text = String::with_capacity(level.text.len() + 4);
    let mut characters = level.text.chars().peekable();
    while let Some(character) = characters.next() {
        let digit = if character == '%' {
            characters.peek().and_then(|next| next.to_digit(10)).filter(|digit| *digit > 0)
        } else {
            None
        };
        let Some(digit) = digit else {
            text.push(character);
            continue;
        };
        characters.next();
        let at = digit as u8 - 1;
        let format = lists.level(list, at).map_or(NumberFormat::Decimal, |level| level.format);
        let format = match format {
            NumberFormat::Bullet | NumberFormat::None => continue,
            _ if level.legal => NumberFormat::Decimal,
            format => format,
        };
        push_number(&mut text, numbers[usize::from(at)], format, language);
    }
    text
}

/// A bullet in Unicode.
fn bullet(text: &str, family: &str) -> String {
    // Word's own open bullet is a small o of Courier New.
    if text == "o" && family.to_ascii_lowercase().starts_with("courier") {
        return "\u{25CB}".to_owned();
    }
    let font = SymbolFont::of(family);
    text.chars().map(|character| symbols::unicode(font, character)).collect()
}

/// Adds a number in a format.
fn push_number(text: &mut String, number: i64, format: NumberFormat, language: Language) {
    let unsigned = u64::try_from(number).unwrap_or(0);
    match format {
        NumberFormat::Zeros(digits) => {
            text.push_str(&format!("{number:0width$}", width = usize::from(digits)));
        }
        NumberFormat::UpperRoman => text.push_str(&roman(unsigned)),
        NumberFormat::LowerRoman => text.push_str(&roman(unsigned).to_lowercase()),
        NumberFormat::UpperLetter => push_letters(text, unsigned, 'A'),
        NumberFormat::LowerLetter => push_letters(text, unsigned, 'a'),
        NumberFormat::Ordinal => text.push_str(&language.ordinal(unsigned)),
        NumberFormat::CardinalText => push_words(text, language.cardinal(unsigned), number),
        NumberFormat::OrdinalText => push_words(text, language.ordinal_word(unsigned), number),
        NumberFormat::Chicago => push_sign(text, unsigned),
        NumberFormat::Dash => text.push_str(&format!("- {number} -")),
        NumberFormat::Hex => text.push_str(&format!("{unsigned:X}")),
        NumberFormat::Decimal | NumberFormat::Bullet | NumberFormat::None => {
            text.push_str(&number.to_string());
        }
    }
}

/// The longest row of one letter or sign that a number becomes.
const ROW: u64 = 30;

/// `A` to `Z`, then the letter twice, as Word counts.
fn push_letters(text: &mut String, number: u64, first: char) {
    let Some(index) = number.checked_sub(1) else { return };
    let letter = (first as u8 + (index % 26) as u8) as char;
    text.extend((0..(index / 26 + 1).min(ROW)).map(|_| letter));
}

/// *, †, ‡, § and then each twice.
fn push_sign(text: &mut String, number: u64) {
    let Some(index) = number.checked_sub(1) else { return };
    let sign = ['*', '†', '‡', '§'][(index % 4) as usize];
    text.extend((0..(index / 4 + 1).min(ROW)).map(|_| sign));
}

/// Words begin with a capital in Word's lists.
fn push_words(text: &mut String, words: Option<String>, number: i64) {
    let words = words.unwrap_or_else(|| number.to_string());
    let mut letters = words.chars();
    if let Some(first) = letters.next() {
        text.extend(first.to_uppercase());
        text.push_str(letters.as_str());
    }
}

fn roman(number: u64) -> String {
    field::roman(number).unwrap_or_else(|| number.to_string())
}

/// What the labels of a level are, for the tree.
pub(super) fn kind(level: &Arc<Level>, label: &str) -> ListNumbering {
    match level.format {
        NumberFormat::Bullet => match label.trim().chars().next() {
            None => ListNumbering::None,
            Some('\u{2022}' | '\u{25CF}' | '\u{B7}' | '\u{2219}') => ListNumbering::Disc,
            Some('\u{25CB}' | '\u{25E6}' | '\u{274D}' | 'o') => ListNumbering::Circle,
            Some(_) => ListNumbering::Square,
        },
        NumberFormat::None if label.trim().is_empty() => ListNumbering::None,
        NumberFormat::UpperRoman => ListNumbering::UpperRoman,
        NumberFormat::LowerRoman => ListNumbering::LowerRoman,
        NumberFormat::UpperLetter => ListNumbering::UpperAlpha,
        NumberFormat::LowerLetter => ListNumbering::LowerAlpha,
        _ => ListNumbering::Decimal,
    }
}

/// A note's number as it is printed.
pub(super) fn note_mark(number: i64, numbering: super::Numbering, language: &str) -> String {
    use super::Numbering;
    let format = match numbering {
        Numbering::Decimal => NumberFormat::Decimal,
        Numbering::DecimalZero => NumberFormat::Zeros(2),
        Numbering::Dashed => NumberFormat::Dash,
        Numbering::UpperRoman => NumberFormat::UpperRoman,
        Numbering::LowerRoman => NumberFormat::LowerRoman,
        Numbering::UpperLetter => NumberFormat::UpperLetter,
        Numbering::LowerLetter => NumberFormat::LowerLetter,
        Numbering::Ordinal => NumberFormat::Ordinal,
        Numbering::Symbols => NumberFormat::Chicago,
        Numbering::None => return String::new(),
    };
    let mut text = String::new();
    push_number(&mut text, number, format, Language::from_tag(language).unwrap_or_default());
    text
}
