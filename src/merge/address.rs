//! ADDRESSBLOCK and GREETINGLINE: lines composed of mapped fields (ISO/IEC 29500-1, 17.16.5.2 and
//! 17.16.5.23).
//!
//! A layout names values between doubled angle brackets: `<<_FIRST0_>> <<_LAST0_>>`. The names are
//! those of the field map in the settings, or of the data itself. A line whose values are all empty
//! goes.

use super::run::Merger;
use crate::field::{Field as Code, Value};
use crate::locale::Language;
use crate::template::{FieldId, Name};

/// What a placeholder of a layout is called in the field map, and in data that has no map.
const PLACEHOLDERS: &[(&str, &[&str])] = &[
    ("_TITLE0_", &["Courtesy Title", "Title", "Titel"]),
    ("_NICK0_", &["Nickname"]),
    ("_FIRST0_", &["First Name", "FirstName", "Forename", "Fornavn"]),
    ("_MIDDLE0_", &["Middle Name", "Mellemnavn"]),
    ("_LAST0_", &["Last Name", "LastName", "Surname", "Efternavn"]),
    ("_SUFFIX0_", &["Suffix"]),
    ("_COMPANY_", &["Company", "Firma"]),
    ("_STREET1_", &["Address 1", "Address1", "Address Line 1", "Adresse"]),
    ("_STREET2_", &["Address 2", "Address2", "Address Line 2", "Adresse2"]),
    ("_CITY_", &["City", "By"]),
    ("_STATE_", &["State", "Region"]),
    ("_POSTAL_", &["Postal Code", "PostalCode", "Postcode", "Postnr"]),
    ("_COUNTRY_", &["Country or Region", "Country", "Land"]),
];

const ADDRESS: &str = "<<_TITLE0_ >><<_FIRST0_>><< _LAST0_>>\n<<_COMPANY_\n>><<_STREET1_\n>><<_STREET2_\n>><<_POSTAL_>><< _CITY_>>\n<<_COUNTRY_>>";

impl Merger<'_> {
    pub(super) fn address_block(&mut self, id: FieldId) -> Value {
        let field = &self.program().fields[id];
        let Code::AddressBlock(block) = &field.instruction.field else { return Value::Empty };
        let layout = block.layout.as_ref().map_or(ADDRESS.to_owned(), |layout| {
            layout.text(&field.code).replace(['\u{14}', '\u{b}'], "\n")
        });
        let country = match block.country.as_ref().map(|c| c.text(&field.code).trim().to_owned()) {
            Some(choice) if choice == "0" => false,
            Some(choice) if choice == "2" => {
                let excluded =
                    block.excluded.as_ref().map(|e| e.text(&field.code).trim().to_lowercase());
                let country = self.placeholder("_COUNTRY_").unwrap_or_default();
                excluded.is_none_or(|excluded| excluded != country.to_lowercase())
            }
            _ => true,
        };
        let text = self.layout(&layout, country);
        let lines: Vec<&str> =
            text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        Value::Text(lines.join("\n"))
    }

    pub(super) fn greeting_line(&mut self, id: FieldId) -> Value {
        let field = &self.program().fields[id];
        let Code::GreetingLine(greeting) = &field.instruction.field else { return Value::Empty };
        let (first, last) = (self.placeholder("_FIRST0_"), self.placeholder("_LAST0_"));
        let nameless =
            |name: &Option<String>| name.as_ref().is_none_or(|name| name.trim().is_empty());
        if nameless(&first) && nameless(&last) {
            return greeting.default.as_ref().map_or(Value::Empty, |default| {
                Value::Text(default.text(&field.code).into_owned())
            });
        }
        let danish = "<<_BEFORE_ Kære >><<_FIRST0_>><< _LAST0_>>";
        let layout = match &greeting.layout {
            Some(layout) => layout.text(&field.code).into_owned(),
            None => match self.template.conventions().language {
                Language::Da | Language::Nb => danish.to_owned(),
                Language::Sv => "<<_BEFORE_ Hej >><<_FIRST0_>><< _LAST0_>>".to_owned(),
                Language::En => "<<_BEFORE_ Dear >><<_FIRST0_>><< _LAST0_>>,".to_owned(),
            },
        };
        Value::Text(self.layout(&layout, true).trim().to_owned())
    }

    /// Fills a layout in.
    fn layout(&mut self, layout: &str, country: bool) -> String {
        let mut text = String::new();
        let mut rest = layout;
        while let Some(start) = rest.find("<<") {
            text.push_str(&rest[..start]);
            let Some(length) = rest[start + 2..].find(">>") else {
                rest = &rest[start + 2..];
                continue;
            };
            let inside = &rest[start + 2..start + 2 + length];
            rest = &rest[start + 4 + length..];
            text.push_str(&self.slot(inside, country));
        }
        text.push_str(rest);
        text
    }

    /// What is between the brackets: a name, with text before and after that goes with an empty
    /// value. `_BEFORE_` and `_AFTER_` mark text that always stays.
    fn slot(&mut self, slot: &str, country: bool) -> String {
        for mark in ["_BEFORE_ ", "_AFTER_ "] {
            if let Some(text) = slot.trim_start().strip_prefix(mark) {
                return text.to_owned();
            }
        }
        let known = PLACEHOLDERS.iter().find_map(|(name, _)| Some((slot.find(name)?, *name)));
        let (start, name) = match known {
            Some(found) => found,
            None => (slot.len() - slot.trim_start().len(), slot.trim()),
        };
        if name == "_COUNTRY_" && !country {
            return String::new();
        }
        match self.placeholder(name) {
            Some(value) if !value.trim().is_empty() => {
                format!("{}{value}{}", &slot[..start], &slot[start + name.len()..])
            }
            _ => String::new(),
        }
    }

    fn placeholder(&mut self, name: &str) -> Option<String> {
        let words = PLACEHOLDERS
            .iter()
            .find(|(placeholder, _)| *placeholder == name)
            .map_or(&[][..], |(_, words)| words);
        for word in words.iter().copied().chain([name]) {
            let mapped = self.mapped_name(&Name::new(word, true)).written;
            if let Some(value) = self.plain(&mapped) {
                return Some(value);
            }
        }
        None
    }
}
