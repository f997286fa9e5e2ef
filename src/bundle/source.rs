//! A file of a bundle as text: what is where in it, for messages.
//!
//! TOML and JSON become the same tree; beside it stands where each key and value is written. A path
//! is `field[3].contexts[1]`, counted from 0.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Map, Number, Value as Json};
use toml::de::{DeTable, DeValue};

use super::json_places;

/// Places that are remembered of one file. What stands behind them is told with the table around it.
pub(super) const PLACES: usize = 200_000;

/// A file that people write.
#[derive(Debug, Default)]
pub(super) struct Source {
    /// Its name in the bundle.
    pub file: String,
    text: String,
    /// Where each line begins.
    lines: Vec<usize>,
    places: BTreeMap<String, Place>,
    /// Only what is meant is shown, not the line around it: test data stays out of messages.
    discreet: bool,
}

/// Where a key and its value are written, in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The key; of a list's item, the item.
    pub key: Range<usize>,
    /// The value.
    pub value: Range<usize>,
}

/// A line of a file and what is meant in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The line's number, from 1.
    pub line: usize,
    /// The line, without blanks around it.
    pub text: String,
    /// The characters that are meant, from and to.
    pub mark: (usize, usize),
}

/// Why a file could not be read, in the parser's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SyntaxFault {
    /// What it says.
    pub why: String,
    /// Where, in bytes.
    pub at: Option<Range<usize>>,
}

/// The path of a member.
pub(super) fn member(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// The path of a list's item.
pub(super) fn item(path: &str, index: usize) -> String {
    format!("{path}[{index}]")
}

impl Source {
    /// Reads TOML; what can be read in spite of the faults is read.
    pub fn toml(file: &str, text: &str) -> (Self, Json, Vec<SyntaxFault>) {
        let (table, errors) = DeTable::parse_recoverable(text);
        let faults = errors
            .iter()
            .map(|error| SyntaxFault { why: error.message().to_owned(), at: error.span() })
            .collect();
        let mut source = Source::of_text(file, text);
        let json = source.table(table.get_ref(), "");
        (source, json, faults)
    }

    /// Reads JSON.
    pub fn json(file: &str, text: &str) -> (Self, Json, Vec<SyntaxFault>) {
        let mut source = Source::of_text(file, text);
        source.discreet = true;
        match serde_json::from_str::<Json>(text) {
            Ok(json) => {
                source.places = json_places::of(text);
                (source, json, Vec::new())
            }
            Err(error) => {
                let at = offset(text, error.line(), error.column());
                let fault = SyntaxFault { why: error.to_string(), at: Some(at..at + 1) };
                (source, Json::Object(Map::new()), vec![fault])
            }
        }
    }

    fn of_text(file: &str, text: &str) -> Self {
        let lines = text.match_indices('\n').map(|(at, _)| at + 1);
        Source {
            file: file.to_owned(),
            text: text.to_owned(),
            lines: std::iter::once(0).chain(lines).collect(),
            places: BTreeMap::new(),
            discreet: false,
        }
    }

    /// Where the key of a path is written; of what is not there, the nearest table around it.
    pub fn key(&self, path: &str) -> Option<Excerpt> {
        self.around(path).map(|place| self.excerpt(&place.key))
    }

    /// Where the value of a path is written; of what is not there, the nearest table around it.
    pub fn value(&self, path: &str) -> Option<Excerpt> {
        match self.places.get(path) {
            Some(place) => Some(self.excerpt(&place.value)),
            None => self.key(path),
        }
    }

    /// Where a word stands in the value of a path; the value if it does not.
    pub fn word(&self, path: &str, word: &str) -> Option<Excerpt> {
        let Some(place) = self.places.get(path) else { return self.key(path) };
        let written = self.text.get(place.value.clone()).unwrap_or_default();
        let inner = |c: char| c.is_alphanumeric() || matches!(c, '.' | ':' | '_');
        let whole = written.match_indices(word).map(|(at, _)| at).find(|at| {
            !word.is_empty()
                && !written[..*at].ends_with(inner)
                && !written[at + word.len()..].starts_with(inner)
        });
        match whole {
            Some(at) => {
                let start = place.value.start + at;
                Some(self.excerpt(&(start..start + word.len())))
            }
            None => Some(self.excerpt(&place.value)),
        }
    }

    /// The line on which a path begins, from 1.
    pub fn line(&self, path: &str) -> Option<usize> {
        self.key(path).map(|excerpt| excerpt.line)
    }

    /// The bytes of the value of a path.
    pub fn bytes(&self, path: &str) -> Option<Range<usize>> {
        self.places.get(path).map(|place| place.value.clone())
    }

    /// The line of these bytes.
    pub fn excerpt(&self, bytes: &Range<usize>) -> Excerpt {
        let start = floor(&self.text, bytes.start);
        let end = floor(&self.text, bytes.end).max(start);
        let line = self.lines.partition_point(|begins| *begins <= start);
        let line_start = line.checked_sub(1).and_then(|index| self.lines.get(index));
        let line_start = line_start.copied().unwrap_or_default();
        let rest = &self.text[start..];
        let line_end = start + rest.find(['\n', '\r']).unwrap_or(rest.len());
        let meant = &self.text[start..end.min(line_end).max(start)];
        let meant_length = meant.chars().count();
        if self.discreet {
            // An object holds more than what is meant.
            let meant = if meant.starts_with(['{', '[']) { "" } else { meant };
            let meant_length = meant.chars().count();
            let text = shortened(meant, meant_length);
            return Excerpt { line, mark: (0, text.chars().count()), text };
        }
        let whole = &self.text[line_start..line_end];
        let trimmed = whole.trim_start();
        let indent = whole.len() - trimmed.len();
        let from = self.text[line_start..start].chars().count();
        let from = from.saturating_sub(whole[..indent].chars().count());
        let text: String = trimmed.trim_end().chars().map(plain).collect();
        Excerpt { line, text, mark: (from, from + meant_length) }
    }

    fn around(&self, path: &str) -> Option<&Place> {
        let mut path = path;
        loop {
            if let Some(place) = self.places.get(path) {
                return Some(place);
            }
            path = &path[..path.rfind(['.', '['])?];
        }
    }

    fn table(&mut self, table: &DeTable<'_>, path: &str) -> Json {
        let mut object = Map::new();
        for (key, value) in table {
            let inner = member(path, key.get_ref());
            let place = Place { key: key.span(), value: value.span() };
            self.note(&inner, place);
            object.insert(key.get_ref().to_string(), self.of(value.get_ref(), &inner));
        }
        Json::Object(object)
    }

    fn note(&mut self, path: &str, place: Place) {
        if self.places.len() < PLACES {
            self.places.insert(path.to_owned(), place);
        }
    }

    fn of(&mut self, value: &DeValue<'_>, path: &str) -> Json {
        match value {
            DeValue::String(text) => Json::String(text.to_string()),
            DeValue::Integer(number) => integer(number.as_str(), number.radix()),
            DeValue::Float(number) => number_of(number.as_str()),
            DeValue::Boolean(truth) => Json::Bool(*truth),
            DeValue::Datetime(moment) => Json::String(moment.to_string()),
            DeValue::Array(items) => {
                let mut list = Vec::with_capacity(items.len());
                for (index, value) in items.iter().enumerate() {
                    let inner = item(path, index);
                    let place = Place { key: value.span(), value: value.span() };
                    self.note(&inner, place);
                    list.push(self.of(value.get_ref(), &inner));
                }
                Json::Array(list)
            }
            DeValue::Table(table) => self.table(table, path),
        }
    }
}

fn integer(digits: &str, radix: u32) -> Json {
    if radix == 10 {
        return number_of(digits);
    }
    match i64::from_str_radix(&digits.replace('_', ""), radix) {
        Ok(number) => Json::from(number),
        Err(_) => Json::String(digits.to_owned()),
    }
}

/// A number with its digits; `inf` and `nan`, which are none, as text.
fn number_of(digits: &str) -> Json {
    let plain = digits.replace('_', "");
    let plain = plain.strip_prefix('+').unwrap_or(&plain);
    match plain.parse::<Number>() {
        Ok(number) => Json::Number(number),
        Err(_) => Json::String(digits.to_owned()),
    }
}

/// The byte of a line and column, both from 1; columns of `serde_json` are bytes.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = text
        .match_indices('\n')
        .nth(line.saturating_sub(2))
        .filter(|_| line > 1)
        .map_or(0, |(at, _)| at + 1);
    floor(text, start + column.saturating_sub(1))
}

/// The last place at or before a byte where a character begins.
fn floor(text: &str, byte: usize) -> usize {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A tab is a blank, so that a mark stands under what it marks.
fn plain(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}

fn shortened(text: &str, length: usize) -> String {
    const LONGEST: usize = 60;
    let mut short: String = text.chars().take(LONGEST).map(plain).collect();
    if length > LONGEST {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::toml_danish;

    #[test]
    fn keys_and_values_have_their_places() {
        let text = "[[field]]\nname = \"Borger.Navn\"\n  contexts = [\"a\", \"bø\"] # x\n";
        let (source, json, faults) = Source::toml("fields.toml", text);
        assert_eq!(faults, []);
        assert_eq!(json["field"][0]["contexts"][1], "bø");
        let excerpt = source.value("field[0].contexts[1]").expect("a place");
        assert_eq!((excerpt.line, excerpt.mark), (3, (17, 21)));
        assert_eq!(excerpt.text, "contexts = [\"a\", \"bø\"] # x");
        assert_eq!(source.word("field[0].name", "Borger.Navn").expect("a place").mark, (8, 19));
        assert_eq!(source.word("field[0].name", "Navn").expect("a place").mark, (7, 20));
        assert_eq!(source.line("field[0].text"), Some(1), "the table that lacks it");
    }

    #[test]
    fn what_can_be_read_is_read_in_spite_of_faults() {
        let (source, json, faults) = Source::toml("x.toml", "a = 1\nb = \nc = 2\n");
        assert_eq!((json["a"].clone(), json["c"].clone()), (Json::from(1), Json::from(2)));
        let at = faults[0].at.clone().expect("a place");
        assert_eq!(source.excerpt(&at).line, 2);
    }

    #[test]
    fn json_shows_only_what_is_meant() {
        let text = "{\n \"name\": \"Åse\",\n \"kontekst\": 1 }";
        let (source, _, faults) = Source::json("p.json", text);
        assert_eq!(faults, []);
        let excerpt = source.key("kontekst").expect("a place");
        assert_eq!((excerpt.line, excerpt.text.as_str()), (3, "\"kontekst\""));
        let (_, _, faults) = Source::json("p.json", "{\n \"a\": }");
        assert_eq!(faults[0].at, Some(8..9));
    }

    #[test]
    fn common_faults_have_danish_words() {
        let check = |text: &str, expected: &str| {
            let (source, _, faults) = Source::toml("x.toml", text);
            let fault = faults.first().expect("a fault");
            let line = fault.at.as_ref().map(|at| source.excerpt(at).text).unwrap_or_default();
            let found = toml_danish(&fault.why, &line);
            assert!(found.starts_with(expected), "`{text}`: {found} ({})", fault.why);
        };
        check("a = ja", "tekst skal stå i citationstegn");
        check("a = ”x”", "citationstegn skal være lige");
        check("a = \"x", "et citationstegn mangler");
        check("beløb = 1", "en nøgle uden citationstegn");
        check("a = 1\na = 2", "nøglen står der to gange");
        check("a = 435,00", "linjen skulle slutte her");
        check("a = 01-07-2025", "en dato skrives som");
        check("a = 2025-02-30", "en dato skrives som");
        check("a = [\"x\", \"y\"", "en kantet parentes");
        check("a =", "");
    }
}
