//! Case data: JSON to a [`Record`].

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json};

use super::error::{Kind, WireError};
use crate::field::Value;
use crate::merge::{Datum, Fragment, Picture, Record};

/// Bytes that the data of one letter may have, pictures included.
pub const DATA_LIMIT: usize = 32 << 20;

/// Levels of groups and lists; letters have four.
pub const DEPTH_LIMIT: usize = 32;

/// The name of the only field of an item that is no object: `["lønseddel"]` is printed by
/// `{ MERGEFIELD Value }` inside its region.
pub const ITEM: &str = "Value";

/// Reads the case data of one letter.
pub fn read_record(json: &[u8]) -> Result<Record, WireError> {
    record_of(read_data(json)?)
}

/// Reads JSON within the size that one letter's data may have.
pub fn read_data(json: &[u8]) -> Result<Json, WireError> {
    if json.len() > DATA_LIMIT {
        return Err(WireError::TooLarge { limit: DATA_LIMIT });
    }
    let json = json.strip_prefix("\u{feff}".as_bytes()).unwrap_or(json);
    serde_json::from_slice(json).map_err(WireError::NotJson)
}

/// Case data that is JSON already.
pub fn record_of(data: Json) -> Result<Record, WireError> {
    match data {
        Json::Object(object) => Reader { path: String::new() }.record(object, 1),
        other => Err(WireError::Unexpected {
            path: String::new(),
            found: Kind::of(&other),
            expected: Kind::Object,
        }),
    }
}

struct Reader {
    /// Where we are, for messages; its tail after a record's start is the field's name.
    path: String,
}

impl Reader {
    fn record(&mut self, object: Map<String, Json>, depth: usize) -> Result<Record, WireError> {
        let mut record = Record::default();
        self.group(object, self.path.len(), depth, &mut record)?;
        Ok(record)
    }

    fn group(
        &mut self,
        object: Map<String, Json>,
        start: usize,
        depth: usize,
        record: &mut Record,
    ) -> Result<(), WireError> {
        for (key, value) in object {
            let end = self.path.len();
            self.enter(&key);
            self.member(value, start, depth, record)?;
            self.path.truncate(end);
        }
        Ok(())
    }

    fn member(
        &mut self,
        value: Json,
        start: usize,
        depth: usize,
        record: &mut Record,
    ) -> Result<(), WireError> {
        let name = &self.path[start..];
        let name = if start == 0 { name } else { name.strip_prefix('.').unwrap_or(name) };
        let name = name.to_owned();
        let datum = match value {
            Json::Object(object) if is_rich(&object) => self.rich(object)?,
            Json::Object(object) => {
                self.check_depth(depth)?;
                record.insert_group(name);
                return self.group(object, start, depth + 1, record);
            }
            Json::Array(items) => {
                self.check_depth(depth)?;
                Datum::List(self.items(items, depth + 1)?)
            }
            Json::Null => Datum::Value(Value::Empty),
            Json::Bool(answer) => Datum::Value(Value::Bool(answer)),
            Json::String(text) => Datum::Value(Value::Text(text)),
            Json::Number(number) => Datum::Value(Value::Number(self.decimal(number.as_str())?)),
        };
        record.insert(name, datum);
        Ok(())
    }

    fn items(&mut self, items: Vec<Json>, depth: usize) -> Result<Vec<Record>, WireError> {
        let end = self.path.len();
        let mut records = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            self.path.extend(["[", &index.to_string(), "]"]);
            records.push(match item {
                Json::Object(object) if !is_rich(&object) => self.record(object, depth)?,
                other => self.record(Map::from_iter([(ITEM.to_owned(), other)]), depth)?,
            });
            self.path.truncate(end);
        }
        Ok(records)
    }

    fn rich(&mut self, object: Map<String, Json>) -> Result<Datum, WireError> {
        let odd = object.keys().find(|key| !matches!(key.as_str(), "$picture" | "$fragment"));
        if let Some(key) = odd {
            self.enter(key);
            return Err(WireError::RichValueUnknown { path: self.path.clone() });
        }
        let picture = object.contains_key("$picture");
        let Some((key, content)) = object.into_iter().next() else {
            return Ok(Datum::Value(Value::Empty));
        };
        self.enter(&key);
        let Json::Object(parts) = content else {
            return Err(self.unexpected(&content, Kind::Object));
        };
        let mut made = Picture { bytes: Vec::new(), alt: None, decorative: false, width_mm: None };
        for (part, value) in parts {
            let end = self.path.len();
            self.enter(&part);
            match (part.as_str(), value) {
                ("base64", Json::String(text)) => made.bytes = self.decode(&text)?,
                ("alt", Json::String(text)) if picture => made.alt = Some(text),
                ("alt" | "width_mm", Json::Null) if picture => {}
                ("decorative", Json::Bool(decorative)) if picture => made.decorative = decorative,
                ("width_mm", Json::Number(number)) if picture => {
                    made.width_mm = Some(self.millimetres(number.as_str())?);
                }
                ("base64", other) => return Err(self.unexpected(&other, Kind::Text)),
                ("alt", other) if picture => return Err(self.unexpected(&other, Kind::Text)),
                ("decorative", other) if picture => {
                    return Err(self.unexpected(&other, Kind::Boolean));
                }
                ("width_mm", other) if picture => {
                    return Err(self.unexpected(&other, Kind::SmallNumber));
                }
                _ => return Err(WireError::RichPartUnknown { path: self.path.clone() }),
            }
            self.path.truncate(end);
        }
        Ok(if picture {
            Datum::Picture(Arc::new(made))
        } else {
            Datum::Fragment(Arc::new(Fragment { bytes: made.bytes }))
        })
    }

    fn decimal(&self, digits: &str) -> Result<Decimal, WireError> {
        let read = if digits.contains(['e', 'E']) {
            // How many zeros such a number was written with means nothing.
            Decimal::from_scientific(&digits.replace("e+", "e").replace("E+", "E"))
                .map(|number| number.normalize())
        } else {
            Decimal::from_str_exact(digits)
        };
        read.map_err(|_| WireError::NumberTooLong { path: self.path.clone() })
    }

    fn millimetres(&self, digits: &str) -> Result<u32, WireError> {
        digits.parse().ok().filter(|width| (1..10_000).contains(width)).ok_or_else(|| {
            WireError::Unexpected {
                path: self.path.clone(),
                found: Kind::Number,
                expected: Kind::SmallNumber,
            }
        })
    }

    fn decode(&self, text: &str) -> Result<Vec<u8>, WireError> {
        // Encoders that wrap lines, as MIME asks, are common.
        let text: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        STANDARD.decode(text).map_err(|_| WireError::NotBase64 { path: self.path.clone() })
    }

    fn check_depth(&self, depth: usize) -> Result<(), WireError> {
        if depth < DEPTH_LIMIT {
            return Ok(());
        }
        Err(WireError::TooDeep { path: self.path.clone(), limit: DEPTH_LIMIT })
    }

    fn unexpected(&self, found: &Json, expected: Kind) -> WireError {
        WireError::Unexpected { path: self.path.clone(), found: Kind::of(found), expected }
    }

    fn enter(&mut self, key: &str) {
        if !self.path.is_empty() {
            self.path.push('.');
        }
        self.path.push_str(key);
    }
}

/// Whether an object is a rich value: no field's name begins with `$`.
fn is_rich(object: &Map<String, Json>) -> bool {
    object.keys().any(|key| key.starts_with('$'))
}
