//! What an authority says of itself and has agreed: parameters, suppliers, prices, each with dates.

use jiff::civil::Date;
use rust_decimal::Decimal;

/// The days on which something holds, both ends included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Validity {
    /// The first day; without it, always until the last.
    pub from: Option<Date>,
    /// The last day; without it, for ever.
    pub to: Option<Date>,
}

impl Validity {
    /// Whether a day is among them. Without a day, only what has no end is meant.
    pub fn holds(&self, day: Option<Date>) -> bool {
        match day {
            Some(day) => {
                self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
            }
            None => self.to.is_none(),
        }
    }
}

/// An authority parameter: the value that the authority itself gives a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameter {
    /// The field's name.
    pub name: String,
    /// The value.
    pub value: String,
    /// When it holds.
    pub validity: Validity,
}

/// A supplier (*leverandør*).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Supplier {
    /// The key.
    pub key: String,
    /// The name.
    pub name: String,
    /// The CVR number.
    pub cvr: Option<String>,
}

/// A price agreement (*prisaftale*).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriceAgreement {
    /// The key of the supplier.
    pub supplier: String,
    /// The service (*ydelse*).
    pub service: String,
    /// The price in kroner.
    pub price: Decimal,
    /// When it holds.
    pub validity: Validity,
}
