//! A number put into the places of a section.

use rust_decimal::Decimal;

use super::marks::Marks;
use super::{Item, Place, Section};
use crate::field::FormatNote;
use crate::locale::Language;

impl Section {
    /// How many digits the section prints after the radix.
    pub(super) fn fraction_places(&self, marks: Marks) -> usize {
        self.radix_at(marks).map_or(0, |radix| {
            self.items[radix..].iter().filter(|item| matches!(item, Item::Place(_))).count()
        })
    }

    /// Prints a number that is already rounded to the section's places.
    /// `own_sign` says that the section is the one for negative numbers, which
    /// shows the sign in its own way.
    pub(super) fn print(
        &self,
        number: Decimal,
        own_sign: bool,
        marks: Marks,
        language: Language,
        notes: &mut Vec<FormatNote>,
    ) -> String {
        let negative = number.is_sign_negative() && !number.is_zero();
        let radix = self.radix_at(marks).unwrap_or(self.items.len());
        let digits = Digits::of(number, self, radix, notes);
        let span = self.marked();
        let has_sign = self.items.iter().any(|item| matches!(item, Item::Minus | Item::Plus));
        let mut printer = Printer {
            text: String::new(),
            group: self.group(radix, marks, language),
            sign_due: negative && !own_sign && !has_sign && span.is_some(),
            digits,
        };
        let mut place = 0;
        let mut radix_due = None;
        for (at, item) in self.items.iter().enumerate() {
            let inside = span.is_some_and(|(start, end)| (start..=end).contains(&at));
            match item {
                Item::Place(_) if at < radix => {
                    printer.whole(place);
                    place += 1;
                }
                Item::Place(_) => {
                    if place < printer.digits.whole_places {
                        place = printer.digits.whole_places;
                    }
                    printer.fraction(place - printer.digits.whole_places, &mut radix_due);
                    place += 1;
                }
                Item::Mark(_) if at == radix => {
                    printer.whole_without_place();
                    radix_due = Some(language.decimal_symbol());
                }
                // Grouping is printed with the digits.
                Item::Mark(_) if inside => {}
                Item::Mark(mark) => printer.text.push(*mark),
                Item::Minus | Item::Plus if negative => printer.text.push('-'),
                Item::Plus if !number.is_zero() => printer.text.push('+'),
                Item::Minus | Item::Plus => {}
                Item::Caption(name) => notes.push(FormatNote::CaptionLeftOut(name.clone())),
                Item::Ordinary(letter) => printer.text.push(*letter),
                Item::Literal(text) => printer.text.push_str(text),
            }
        }
        printer.text
    }

    /// The index of the radix item.
    fn radix_at(&self, marks: Marks) -> Option<usize> {
        let (start, end) = self.marked()?;
        (start..=end).find(
            |at| matches!(self.items[*at], Item::Mark(mark @ ('.' | ',')) if marks.is_radix(mark)),
        )
    }

    /// The sign between groups, if the section has any grouping: the letter's
    /// own, or the blank that is written there.
    fn group(&self, radix: usize, marks: Marks, language: Language) -> Option<char> {
        let (start, end) = self.marked()?;
        self.items[start..=end.min(radix.saturating_sub(1)).max(start)].iter().find_map(|item| {
            match item {
                Item::Mark(mark @ ('.' | ',')) if !marks.is_radix(*mark) => {
                    Some(language.group_symbol())
                }
                Item::Mark(blank @ (' ' | '\u{a0}' | '\u{202f}')) => Some(*blank),
                _ => None,
            }
        })
    }
}

/// The digits of a number, laid out for a section's places.
struct Digits {
    /// The whole part without leading zeros; cut by an `x`.
    whole: Vec<u8>,
    whole_places: usize,
    /// From the first place that always prints: how many whole digits at least.
    least: usize,
    fraction: Vec<u8>,
    /// How many digits of the fraction are printed.
    shown: usize,
}

impl Digits {
    fn of(number: Decimal, section: &Section, radix: usize, notes: &mut Vec<FormatNote>) -> Self {
        let places_in = |items: &[Item]| -> Vec<Place> {
            items
                .iter()
                .filter_map(|item| match item {
                    Item::Place(place) => Some(*place),
                    _ => None,
                })
                .collect()
        };
        let before = places_in(&section.items[..radix]);
        let after = places_in(&section.items[radix..]);
        let plain = number.abs().to_string();
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut whole: Vec<u8> = whole.trim_start_matches('0').bytes().collect();
        let mut least = before
            .iter()
            .position(|place| *place == Place::Zero)
            .map_or(0, |zero| before.len() - zero);
        if let Some(cut) = before.iter().rposition(|place| *place == Place::Cut) {
            let keep = before.len() - cut;
            if whole.len() > keep {
                whole.drain(..whole.len() - keep);
                // What is left keeps its zeros: 222002 under `x##` is 002.
                least = keep;
            }
        }
        if before.is_empty() && !whole.is_empty() {
            notes.push(FormatNote::DigitsWithoutPlace);
        }
        let mut fraction: Vec<u8> = fraction.bytes().collect();
        fraction.resize(after.len(), b'0');
        // After the first `#` every place prints only what is there.
        let optional =
            after.iter().position(|place| *place == Place::Optional).unwrap_or(after.len());
        let valued = fraction.iter().rposition(|digit| *digit != b'0').map_or(0, |last| last + 1);
        Self { whole, whole_places: before.len(), least, shown: optional.max(valued), fraction }
    }
}

/// A section's text while it grows.
struct Printer {
    text: String,
    group: Option<char>,
    sign_due: bool,
    digits: Digits,
}

impl Printer {
    /// The digits of the `place`th whole place; the first place also takes
    /// those for which there is none.
    fn whole(&mut self, place: usize) {
        let from_right = self.digits.whole_places - place;
        let first = if place == 0 { self.digits.whole.len().max(from_right) } else { from_right };
        for position in (from_right..=first).rev() {
            let digit = match self.digits.whole.len().checked_sub(position) {
                Some(index) => self.digits.whole[index],
                None if position <= self.digits.least => b'0',
                None => continue,
            };
            self.sign();
            self.text.push(char::from(digit));
            if let Some(group) = self.group
                && position > 1
                && position % 3 == 1
            {
                self.text.push(group);
            }
        }
    }

    /// The whole part of a picture such as `.00`, which has no place for it.
    fn whole_without_place(&mut self) {
        if self.digits.whole_places > 0 {
            return;
        }
        self.sign();
        let whole = std::mem::take(&mut self.digits.whole);
        self.text.extend(whole.into_iter().map(char::from));
    }

    fn fraction(&mut self, place: usize, radix: &mut Option<char>) {
        if place >= self.digits.shown {
            return;
        }
        self.sign();
        if let Some(radix) = radix.take() {
            self.text.push(radix);
        }
        self.text.push(char::from(self.digits.fraction[place]));
    }

    /// The minus that has no place of its own, once.
    fn sign(&mut self) {
        if std::mem::take(&mut self.sign_due) {
            self.text.push('-');
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use crate::field::{NumericPicture, Separators};
    use crate::locale::Language;

    fn check(picture: &str, number: &str, expected: &str) {
        for decimal in [',', '.'] {
            let list = if decimal == ',' { ';' } else { ',' };
            let picture_read = NumericPicture::parse(picture, Separators { decimal, list });
            let number: Decimal = number.parse().expect("a number in the test");
            let printed = picture_read.print(number, Language::Da, &mut Vec::new());
            assert_eq!(printed, expected, "`{picture}` of {number}, decimal `{decimal}`");
        }
    }

    #[test]
    fn amounts_print_in_danish_whatever_the_picture() {
        check("#.##0,00", "11175.91", "11.175,91");
        check("#,##0.00", "11175.91", "11.175,91");
        check("#.##0,00", "0", "0,00");
        check("#.##0", "69", "69");
        check("#.##0", "1234567", "1.234.567");
        check("#,##0", "11175.91", "11.176");
        check("0,00", "1234.5", "1234,50");
        check("0.00", "0.005", "0,01");
        check("#.###.##0,00 kr.", "1234567.8", "1.234.567,80 kr.");
        check("kr. #.##0,00", "5", "kr. 5,00");
        check("kr.#.##0,00", "1500", "kr.1.500,00");
        check("#.##0,-", "1234", "1.234,-");
        check("#.##0,- kr.", "-1234", "-1.234,- kr.");
    }

    #[test]
    fn blanks_group_and_fill_blanks_are_left_out() {
        check("# ##0,00 Ft;(# ##0,00 Ft)", "2000", "2 000,00 Ft");
        check("# ##0,00 Ft;(# ##0,00 Ft)", "-2000", "(2 000,00 Ft)");
        check("# ##0", "1234567", "1 234 567");
        check("# ##0", "5", "5");
        check("$###", "15", "$15");
        check("####", "12", "12");
    }

    #[test]
    fn signs_and_sections() {
        check("kr. 0,00", "-5", "kr. -5,00");
        check("-##", "-10", "-10");
        check("-##", "10", "10");
        check("+##", "10", "+10");
        check("+##", "-10", "-10");
        check("+##", "0", "");
        check("0,00;-0,00;'ingen'", "0", "ingen");
        check("0,00;-0,00;'ingen'", "-0.001", "ingen");
        check("0,00;(0,00)", "-5", "(5,00)");
        check("0;;", "-5", "");
        check("0-", "-5", "5-");
    }

    #[test]
    fn places_beyond_the_number_and_digits_beyond_the_places() {
        check("00.00", "9.006", "09,01");
        check("##.##", "9.006", "9,01");
        check("##.##0000", "9.006", "9,006");
        check("0000.####", "123.456", "0123,456");
        check(".000x", "0.75", ",7500");
        check(".###x", "0.75", ",75");
        check("0.00xx", "0.125678", "0,1257");
        check("0.x0x", "0.125678", "0,126");
        check(".x", "0.75", ",8");
        check("x##", "222492", "492");
        check("x##", "222002", "002");
        check(".00", "95.4", "95,40");
        check(".00", "-0.75", "-,75");
        check("0.##", "9", "9");
        check("00", "180000", "180000");
    }

    #[test]
    fn text_stands_where_it_stands() {
        check("##%", "33", "33%");
        check("0,00%", "2000", "2000,00%");
        check("$##0.00 'is the sales tax'", "3.89", "$3,89 is the sales tax");
        check("'Tax:' 0.0%", "12.34", "Tax: 12,3%");
        check("000'-'000", "123456", "123-456");
        check("max 0", "7", "max 7");
        check("'Tax:'", "7", "Tax:");
    }

    proptest! {
        #[test]
        fn every_text_is_a_picture(text in "\\PC*", units: i64, scale in 0_u32..20) {
            let picture = NumericPicture::parse(&text, Separators::of(Language::Da));
            let _ = picture.print(Decimal::new(units, scale), Language::Da, &mut Vec::new());
        }

        #[test]
        fn every_row_of_places_prints(text in "[-+0#x., ;'%k]{0,24}", units: i64, scale in 0_u32..28) {
            let picture = NumericPicture::parse(&text, Separators::of(Language::En));
            let _ = picture.print(Decimal::new(units, scale), Language::Da, &mut Vec::new());
        }

        #[test]
        fn an_amount_keeps_its_value(units in -999_999_999_i64..999_999_999) {
            let amount = Decimal::new(units, 2);
            let picture = NumericPicture::parse("#.##0,00", Separators::of(Language::Da));
            let printed = picture.print(amount, Language::Da, &mut Vec::new());
            prop_assert_eq!(printed, crate::locale::number_text(amount, Language::Da, true));
        }
    }
}
