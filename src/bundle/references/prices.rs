//! Parameters, suppliers and price agreements.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::super::files::DateText;
use super::super::found::{Findings, unknown};
use super::super::read::{Frame, LayerFiles};
use super::super::source::Source;
use super::fields::{is_amount, unfit};
use super::known::Known;
use super::twice;
use crate::diagnostic::BundleFinding;

/// Checks `parameters.toml`.
pub(super) fn parameters(
    said: &LayerFiles<'_>,
    known: &Known<'_>,
    frame: &Frame,
    findings: &mut Findings,
) {
    let (source, parameters) = (&said.parameters.source, &said.parameters.wire.parameter);
    let mut valid = Vec::new();
    for (index, parameter) in parameters.iter().enumerate() {
        let path = format!("parameter[{index}]");
        let name = format!("{path}.name");
        match known.field(&parameter.name, None) {
            Some(field) => {
                let value = match parameter.value.number(frame.language) {
                    // As the bare sample of a field.
                    Some(_) if parameter.value.bare && frame.language.decimal_symbol() == ',' => {
                        parameter.value.text.replace('.', ",")
                    }
                    _ => parameter.value.text.clone(),
                };
                if let Some(finding) = unfit(field, &value, frame.language) {
                    findings.value(source, &format!("{path}.value"), finding);
                }
                if !field.parameter {
                    let finding = BundleFinding::ParameterNotAsked { name: parameter.name.clone() };
                    findings.value(source, &name, finding);
                }
            }
            None => {
                if let Some(finding) = known.no_field(&parameter.name) {
                    findings.value(source, &name, finding);
                }
            }
        }
        valid.push(Valid {
            path,
            key: crate::catalogue::fold(&parameter.name),
            name: parameter.name.clone(),
            from: parameter.from,
            to: parameter.to,
        });
    }
    overlaps(source, &valid, findings);
}

/// Checks `prices.toml`.
pub(super) fn prices(
    said: &LayerFiles<'_>,
    known: &Known<'_>,
    frame: &Frame,
    findings: &mut Findings,
) {
    let (source, wire) = (&said.prices.source, &said.prices.wire);
    let keys = wire.supplier.iter().enumerate();
    let keys = keys.map(|(index, supplier)| (format!("supplier[{index}].key"), &supplier.key[..]));
    twice(source, keys, findings);
    for (index, supplier) in wire.supplier.iter().enumerate() {
        if let Some(cvr) = &supplier.cvr
            && (cvr.text.len() != 8 || !cvr.text.bytes().all(|byte| byte.is_ascii_digit()))
        {
            let path = format!("supplier[{index}].cvr");
            findings.value(source, &path, BundleFinding::CvrUnreadable {});
        }
    }
    let mut valid = Vec::new();
    for (index, price) in wire.price.iter().enumerate() {
        let path = format!("price[{index}]");
        if !price.supplier.is_empty() && !known.suppliers.contains(&price.supplier.as_str()) {
            let suppliers = known.suppliers.iter().copied();
            let finding = unknown(&price.supplier, suppliers, |key, danish, english| {
                BundleFinding::SupplierUnknown { key, danish, english }
            });
            findings.value(source, &format!("{path}.supplier"), finding);
        }
        let amount = price.price.number(frame.language);
        if !amount.is_some_and(|amount| is_amount(amount) && !amount.is_sign_negative()) {
            findings.value(source, &format!("{path}.price"), BundleFinding::PriceUnreadable {});
        }
        valid.push(Valid {
            path,
            key: format!("{}\n{}", price.supplier, price.service),
            name: format!("{} {}", price.supplier, price.service),
            from: price.from,
            to: price.to,
        });
    }
    overlaps(source, &valid, findings);
}

/// Something that holds for some days.
struct Valid {
    path: String,
    /// What may not hold twice on a day.
    key: String,
    name: String,
    from: Option<DateText>,
    to: Option<DateText>,
}

impl Valid {
    fn days(&self) -> (Date, Date) {
        (self.from.map_or(Date::MIN, |day| day.0), self.to.map_or(Date::MAX, |day| day.0))
    }
}

fn overlaps(source: &Source, valid: &[Valid], findings: &mut Findings) {
    let mut by_key: BTreeMap<&str, Vec<&Valid>> = BTreeMap::new();
    for one in valid {
        let (from, to) = one.days();
        if from > to {
            findings.value(source, &format!("{}.from", one.path), BundleFinding::DatesReversed {});
            continue;
        }
        if one.name.trim().is_empty() {
            continue;
        }
        let earlier = by_key.entry(one.key.as_str()).or_default();
        let clash = earlier.iter().copied().find(|other| {
            let (other_from, other_to) = other.days();
            from <= other_to && other_from <= to
        });
        earlier.push(one);
        if let Some(other) = clash {
            let line = source.line(&other.path).unwrap_or_default().to_string();
            let finding = BundleFinding::ValidityOverlaps { name: one.name.clone(), line };
            findings.key(source, &one.path, finding);
        }
    }
}
