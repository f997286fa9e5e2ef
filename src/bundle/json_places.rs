//! Where the keys and values of a JSON text are. The text is known to be JSON: `serde_json` has read
//! it, but says of places only where a fault is.

use std::collections::BTreeMap;
use std::ops::Range;

use super::source::{PLACES, Place, item, member};

/// The places of all keys and items by path, as far as [`PLACES`] go.
pub(super) fn of(text: &str) -> BTreeMap<String, Place> {
    let mut reader = Reader { text: text.as_bytes(), at: 0, places: BTreeMap::new() };
    reader.value("", text);
    reader.places
}

struct Reader<'t> {
    text: &'t [u8],
    at: usize,
    places: BTreeMap<String, Place>,
}

impl Reader<'_> {
    /// Passes a value and notes what is in it. `serde_json` bounds the depth.
    fn value(&mut self, path: &str, text: &str) -> Range<usize> {
        self.blank();
        let start = self.at;
        match self.peek() {
            Some(b'{') => {
                self.at += 1;
                while let Some(b'"') = self.next_of(b'}') {
                    let key = self.string();
                    let written = text.get(key.clone()).unwrap_or_default();
                    let name: String = serde_json::from_str(written).unwrap_or_default();
                    let inner = member(path, &name);
                    self.blank();
                    // The colon.
                    self.at += 1;
                    let value = self.value(&inner, text);
                    self.note(inner, Place { key, value });
                }
                self.at += 1;
            }
            Some(b'[') => {
                self.at += 1;
                let mut index = 0;
                while self.next_of(b']').is_some() {
                    let inner = item(path, index);
                    let value = self.value(&inner, text);
                    self.note(inner, Place { key: value.clone(), value });
                    index += 1;
                }
                self.at += 1;
            }
            Some(b'"') => {
                self.string();
            }
            _ => {
                while self.peek().is_some_and(|byte| !b",]} \t\r\n".contains(&byte)) {
                    self.at += 1;
                }
            }
        }
        start..self.at
    }

    fn note(&mut self, path: String, place: Place) {
        if self.places.len() < PLACES {
            self.places.insert(path, place);
        }
    }

    /// What comes next, a comma passed; `None` at the closing sign or the end.
    fn next_of(&mut self, close: u8) -> Option<u8> {
        self.blank();
        if self.peek() == Some(b',') {
            self.at += 1;
            self.blank();
        }
        self.peek().filter(|byte| *byte != close)
    }

    fn string(&mut self) -> Range<usize> {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                break;
            }
        }
        start..self.at
    }

    fn blank(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_values_have_their_places() {
        let text = r#"{ "a": [ {"b\"": 1}, "x,]" ], "c": {} }"#;
        let places = of(text);
        let written = |path: &str| &text[places[path].value.clone()];
        assert_eq!(written("a[0].b\""), "1");
        assert_eq!(written("a[1]"), "\"x,]\"");
        assert_eq!(written("c"), "{}");
        assert_eq!(places.len(), 5);
    }
}
