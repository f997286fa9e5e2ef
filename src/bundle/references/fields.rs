//! Fields: their types, their values, and where these come from.

use rust_decimal::Decimal;

use super::super::convert::field as catalogue_field;
use super::super::files::{FieldType, FieldWire};
use super::super::found::{Findings, unknown};
use super::super::read::{Frame, LayerFiles};
use super::super::source::Source;
use super::formula;
use super::known::Known;
use super::twice;
use crate::catalogue::FieldKind;
use crate::diagnostic::BundleFinding;
use crate::field::{Reading, Separators, Value, parse};
use crate::locale::Language;

/// Checks `fields.toml`.
pub(super) fn fields(
    said: &LayerFiles<'_>,
    known: &Known<'_>,
    frame: &Frame,
    findings: &mut Findings,
) {
    let (source, fields) = (&said.fields.source, &said.fields.wire.field);
    let names = fields.iter().enumerate();
    let names = names.map(|(index, field)| (format!("field[{index}].name"), &field.name[..]));
    twice(source, names, findings);
    for (index, field) in fields.iter().enumerate() {
        let path = format!("field[{index}]");
        let mut checked = Checked { source, path: &path, field, known, findings };
        checked.settings(frame);
        checked.sources();
        known.contexts(source, &format!("{path}.contexts"), field.contexts.as_deref(), findings);
        formula::formula(source, &path, field, known, frame, findings);
    }
    formula::circles(source, fields, known, findings);
}

struct Checked<'c> {
    source: &'c Source,
    path: &'c str,
    field: &'c FieldWire,
    known: &'c Known<'c>,
    findings: &'c mut Findings,
}

impl Checked<'_> {
    fn key(&mut self, key: &str, finding: BundleFinding) {
        self.findings.key(self.source, &format!("{}.{key}", self.path), finding);
    }

    fn value(&mut self, key: &str, finding: BundleFinding) {
        self.findings.value(self.source, &format!("{}.{key}", self.path), finding);
    }

    /// What is said of the values.
    fn settings(&mut self, frame: &Frame) {
        let field = self.field;
        let number = field.kind == FieldType::Number;
        let list = field.kind == FieldType::List;
        let of_type = [
            ("values", field.values.is_some(), field.kind == FieldType::Enumeration),
            ("least", field.least.is_some(), number),
            ("greatest", field.greatest.is_some(), number),
            ("least_items", field.least_items.is_some(), list),
        ];
        for (key, given, allowed) in of_type {
            if given && !allowed {
                let kind = field.kind.word().to_owned();
                self.key(key, BundleFinding::KeyNotForType { key: key.to_owned(), kind });
            }
        }
        if field.kind == FieldType::Enumeration && field.values.as_ref().is_none_or(Vec::is_empty) {
            self.key("type", BundleFinding::EnumerationEmpty { name: field.name.clone() });
        }
        if number {
            self.bounds(frame.language);
        }
        if let Some(sample) = &field.sample {
            let text = if sample.bare && frame.language.decimal_symbol() == ',' {
                // A bare number's point is a decimal point, whatever its language would make of it.
                sample.text.replace('.', ",")
            } else {
                sample.text.clone()
            };
            if let Some(finding) = unfit(field, &text, frame.language) {
                self.value("sample", finding);
            }
        }
        if !field.format.is_empty() {
            self.format(frame.language);
        }
        self.list();
    }

    fn bounds(&mut self, language: Language) {
        let mut read = |key: &str, bound: &Option<super::super::files::NumberText>| {
            let bound = bound.as_ref()?;
            let number = bound.number(language);
            if number.is_none() {
                let finding = BundleFinding::ValueUnfit {
                    name: self.field.name.clone(),
                    danish: "et tal".to_owned(),
                    english: "a number".to_owned(),
                };
                self.findings.value(self.source, &format!("{}.{key}", self.path), finding);
            }
            number
        };
        let (least, greatest) =
            (read("least", &self.field.least), read("greatest", &self.field.greatest));
        if let (Some(least), Some(greatest)) = (least, greatest)
            && least > greatest
        {
            self.value("least", BundleFinding::BoundsReversed { name: self.field.name.clone() });
        }
    }

    /// The switches must be those that a merge field takes.
    fn format(&mut self, language: Language) {
        let format = &self.field.format;
        let code = format!("MERGEFIELD x {format}");
        let read = parse(&code, Separators::of(language));
        if read.formats.is_empty() || !read.faults.is_empty() || !format.starts_with('\\') {
            self.value("format", BundleFinding::FormatUnreadable { format: format.clone() });
        }
    }

    fn list(&mut self) {
        let Some(list) = &self.field.list else { return };
        if self.field.kind == FieldType::List {
            self.key("list", BundleFinding::ListInList { name: self.field.name.clone() });
        }
        if self.known.field(list, None).is_some_and(|field| field.kind == FieldType::List) {
            return;
        }
        let lists = self.known.fields.values().filter(|field| field.kind == FieldType::List);
        let names = lists.map(|field| field.name.as_str());
        let finding = unknown(list, names, |name, danish, english| BundleFinding::ListUnknown {
            name,
            danish,
            english,
        });
        self.value("list", finding);
    }

    /// Where the value comes from.
    fn sources(&mut self) {
        let field = self.field;
        let given = [
            ("parameter", field.parameter),
            ("price", field.price.is_some()),
            ("history", field.history.is_some()),
            ("reason", field.reason.is_some()),
            ("formula", field.formula.is_some()),
        ];
        let given: Vec<&str> = given.iter().filter(|(_, is)| *is).map(|(key, _)| *key).collect();
        if let [_, second, ..] = given.as_slice() {
            let names: Vec<String> = given.iter().map(|key| format!("`{key}`")).collect();
            let (name, sources) = (field.name.clone(), names.join(", "));
            self.key(second, BundleFinding::SourcesTwo { name, sources });
        }
        if let Some(price) = &field.price {
            for (key, name) in
                [("price.supplier", &price.supplier), ("price.service", &price.service)]
            {
                // The supplier and the service of an item may be the item's own.
                let inside = self.known.field(name, field.list.as_deref()).is_some();
                if let Some(finding) = self.known.no_field(name).filter(|_| !inside) {
                    self.value(key, finding);
                }
            }
        }
        if let Some(history) = &field.history {
            let path = format!("{}.history", self.path);
            self.known.history(self.source, &path, history, self.findings);
            if history.value.is_some() && history.answer.is_some() {
                let finding = BundleFinding::HistoryTwice { name: field.name.clone() };
                self.key("history", finding);
            }
        }
    }
}

/// A finding if a value does not fit its field.
pub(super) fn unfit(field: &FieldWire, value: &str, language: Language) -> Option<BundleFinding> {
    let number = || Value::Text(value.trim().to_owned()).number(Reading::with_affixes(language));
    let (danish, english) = match catalogue_field(field, language).kind {
        FieldKind::Text | FieldKind::List { .. } | FieldKind::RichText | FieldKind::Picture => {
            return None;
        }
        FieldKind::Number { least, greatest } => {
            let inside = |number: Decimal| {
                least.is_none_or(|least| least <= number)
                    && greatest.is_none_or(|greatest| number <= greatest)
            };
            if number().is_some_and(inside) {
                return None;
            }
            bounds(least, greatest)
        }
        FieldKind::Amount => {
            if number().is_some_and(is_amount) {
                return None;
            }
            ("et beløb som `1.234,50`".to_owned(), "an amount such as `1.234,50`".to_owned())
        }
        FieldKind::Date => {
            if Value::from(value).date().is_some() {
                return None;
            }
            ("en dato som `2026-11-21`".to_owned(), "a date such as `2026-11-21`".to_owned())
        }
        FieldKind::Boolean => {
            if ["J", "N"].iter().any(|word| word.eq_ignore_ascii_case(value)) {
                return None;
            }
            ("`J` eller `N`".to_owned(), "`J` or `N`".to_owned())
        }
        FieldKind::Enumeration(values) => {
            // That there are none is told at the field.
            if values.is_empty() || values.iter().any(|known| known == value) {
                return None;
            }
            let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
            let values = values.join(", ");
            (format!("en af værdierne {values}"), format!("one of the values {values}"))
        }
    };
    Some(BundleFinding::ValueUnfit { name: field.name.clone(), danish, english })
}

/// Whether a number can be an amount in kroner and øre.
pub(super) fn is_amount(number: Decimal) -> bool {
    number.normalize().scale() <= 2
}

fn bounds(least: Option<Decimal>, greatest: Option<Decimal>) -> (String, String) {
    match (least, greatest) {
        (Some(least), Some(greatest)) => (
            format!("et tal fra {least} til {greatest}"),
            format!("a number from {least} to {greatest}"),
        ),
        (Some(least), None) => {
            (format!("et tal på mindst {least}"), format!("a number of at least {least}"))
        }
        (None, Some(greatest)) => {
            (format!("et tal på højst {greatest}"), format!("a number of at most {greatest}"))
        }
        (None, None) => ("et tal".to_owned(), "a number".to_owned()),
    }
}
