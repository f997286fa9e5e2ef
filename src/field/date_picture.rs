//! Pictures of dates and times: what may stand after `\@`.

use jiff::civil::DateTime;
use pest::Parser;

use super::FormatNote;
use super::picture::{PictureGrammar, Rule};
use crate::locale::Language;

/// A date-and-time picture (ISO/IEC 29500-1, 17.16.4.1), ready to print.
///
/// | picture            | 21 November 2026, 15.04 |
/// |--------------------|-------------------------|
/// | `d. MMMM yyyy`     | `21. november 2026`     |
/// | `DD/MM/YYYY`       | `21/11/2026`            |
/// | `d'. 'MMM\ yy`     | `21. nov 26`            |
/// | `dddd 'den' d.`    | `lørdag den 21.`        |
/// | `HH.mm`            | `15.04`                 |
/// | `h:mm am/pm`       | `3:04 PM`               |
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DatePicture {
    /// The picture as written, without its quotes.
    pub text: String,
    parts: Vec<Part>,
}

/// A piece of a date, by the number of its letters, or text.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Part {
    Day(usize),
    Month(usize),
    Year(usize),
    Hour { letters: usize, twelve: bool },
    Minute(usize),
    Second(usize),
    HalfOfDay,
    Caption(String),
    Literal(String),
}

impl DatePicture {
    /// Reads a picture; every text is one.
    pub fn parse(text: &str) -> Self {
        let parts = match PictureGrammar::parse(Rule::date_and_time_picture, text) {
            Ok(pairs) => {
                pairs.flat_map(pest::iterators::Pair::into_inner).filter_map(part).collect()
            }
            // The grammar takes every text; should it not, the text stands for itself.
            Err(_) => vec![Part::Literal(text.to_owned())],
        };
        Self { text: text.to_owned(), parts }
    }

    /// Whether it prints any part of a date.
    pub fn has_date(&self) -> bool {
        self.parts.iter().any(|part| !matches!(part, Part::Literal(_) | Part::Caption(_)))
    }

    /// The moment in the letter's language.
    pub(super) fn print(
        &self,
        moment: DateTime,
        language: Language,
        notes: &mut Vec<FormatNote>,
    ) -> String {
        let figures = |number: i8, letters: usize| {
            if letters == 1 { number.to_string() } else { format!("{number:02}") }
        };
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Day(letters @ (1 | 2)) => text.push_str(&figures(moment.day(), *letters)),
                Part::Day(3) => text.push_str(language.weekday_short(moment.date().weekday())),
                Part::Day(_) => text.push_str(language.weekday(moment.date().weekday())),
                Part::Month(letters @ (1 | 2)) => {
                    text.push_str(&figures(moment.month(), *letters));
                }
                Part::Month(3) => text.push_str(language.month_short(moment.month())),
                Part::Month(_) => text.push_str(language.month(moment.month())),
                Part::Year(1 | 2) => {
                    text.push_str(&format_year(moment.year().rem_euclid(100), 2));
                }
                Part::Year(_) => text.push_str(&format_year(moment.year(), 4)),
                Part::Hour { letters, twelve } => {
                    let hour = match moment.hour() {
                        hour if !twelve => hour,
                        0 | 12 => 12,
                        hour => hour % 12,
                    };
                    text.push_str(&figures(hour, *letters));
                }
                Part::Minute(letters) => text.push_str(&figures(moment.minute(), *letters)),
                Part::Second(letters) => text.push_str(&figures(moment.second(), *letters)),
                Part::HalfOfDay => text.push_str(language.half_of_day(moment.hour() >= 12)),
                Part::Caption(name) => notes.push(FormatNote::CaptionLeftOut(name.clone())),
                Part::Literal(literal) => text.push_str(literal),
            }
        }
        text
    }
}

fn format_year(year: i16, figures: usize) -> String {
    format!("{year:0figures$}")
}

fn part(pair: pest::iterators::Pair<'_, Rule>) -> Option<Part> {
    let letters = pair.as_str().len();
    Some(match pair.as_rule() {
        Rule::weekday | Rule::day => Part::Day(letters),
        Rule::month => Part::Month(letters),
        Rule::year => Part::Year(letters),
        Rule::hour => Part::Hour { letters, twelve: pair.as_str().starts_with('h') },
        Rule::minute => Part::Minute(letters),
        Rule::second => Part::Second(letters),
        Rule::half_of_day => Part::HalfOfDay,
        Rule::numbered_item => Part::Caption(inner_text(pair)),
        Rule::literal_text | Rule::ordinary_in_date => Part::Literal(inner_text(pair)),
        _ => return None,
    })
}

fn inner_text(pair: pest::iterators::Pair<'_, Rule>) -> String {
    pair.into_inner().map(|inner| inner.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn check(picture: &str, language: Language, expected: &str) {
        let moment = date(2026, 11, 21).at(15, 4, 9, 0);
        let printed = DatePicture::parse(picture).print(moment, language, &mut Vec::new());
        assert_eq!(printed, expected, "`{picture}`");
    }

    #[test]
    fn a_danish_letter_has_danish_dates() {
        check("d. MMMM yyyy", Language::Da, "21. november 2026");
        check("d'. 'MMM\\ yy", Language::Da, "21. nov 26");
        check("DD/MM/YYYY", Language::Da, "21/11/2026");
        check("dddd 'den' d.", Language::Da, "lørdag den 21.");
        check("dd-MM-yyyy 'kl.' HH.mm", Language::Da, "21-11-2026 kl. 15.04");
    }

    #[test]
    fn an_english_letter_has_english_dates() {
        check("dddd, MMMM d, yyyy", Language::En, "Saturday, November 21, 2026");
        check("M/d/yyyy h:mm:ss am/pm", Language::En, "11/21/2026 3:04:09 PM");
        check("ddd, MMM d 'at' h:mm AM/PM", Language::En, "Sat, Nov 21 at 3:04 PM");
    }

    #[test]
    fn text_stands_for_itself() {
        check("'uafsluttet d", Language::Da, "uafsluttet d");
        check("d\\d", Language::Da, "21d");
        check("yy ", Language::Da, "26 ");
        check("\\", Language::Da, "\\");
    }

    proptest! {
        #[test]
        fn every_text_is_a_picture(text in "\\PC*") {
            let moment = date(2026, 1, 1).at(0, 0, 0, 0);
            let _ = DatePicture::parse(&text).print(moment, Language::Da, &mut Vec::new());
        }
    }
}
