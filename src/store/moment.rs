//! A moment in time as it is kept: UTC, in milliseconds, in a text that sorts.

use std::fmt;
use std::str::FromStr;

use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

/// A moment: `2026-11-22T09:15:00.000Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment(Timestamp);

impl Moment {
    /// The moment of the machine's clock.
    pub fn now() -> Self {
        Self::of(Timestamp::now())
    }

    /// A moment, cut to milliseconds.
    pub fn of(moment: Timestamp) -> Self {
        Moment(Timestamp::from_millisecond(moment.as_millisecond()).unwrap_or(moment))
    }

    /// The moment in jiff's type.
    pub fn timestamp(self) -> Timestamp {
        self.0
    }

    /// So many seconds later; earlier where it is negative.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        self.0.checked_add(seconds.seconds()).map_or(self, Moment)
    }

    /// So many days of 24 hours later; earlier where it is negative.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        self.plus_seconds(days.saturating_mul(86_400))
    }

    /// The seconds from `other` to this moment.
    pub fn seconds_since(self, other: Moment) -> i64 {
        self.0.as_second() - other.0.as_second()
    }

    /// The day in Denmark: letters are dated by it, and what takes effect on a day does so then.
    pub fn day(self) -> jiff::civil::Date {
        let zone = jiff::tz::TimeZone::get("Europe/Copenhagen").unwrap_or(jiff::tz::TimeZone::UTC);
        self.0.to_zoned(zone).date()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.0)
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> String {
        moment.to_string()
    }
}

impl FromStr for Moment {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        text.parse().map(Moment::of)
    }
}

impl TryFrom<String> for Moment {
    type Error = jiff::Error;

    fn try_from(text: String) -> Result<Self, jiff::Error> {
        text.parse()
    }
}

impl schemars::JsonSchema for Moment {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Moment".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date-time" })
    }
}
