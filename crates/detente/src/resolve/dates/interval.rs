//! A stretch of days and how finely the words name it.

use jiff::civil::Date;
use strum::{Display, EnumIter, EnumString};

/// How finely the words name a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Display, EnumString, EnumIter)]
#[strum(serialize_all = "lowercase")]
pub enum Granularity {
    /// A day or a part of one.
    Day,
    /// A weekend.
    Weekend,
    /// A week, Monday to Sunday.
    Week,
    /// A month or a part of one.
    Month,
    /// A quarter of a year.
    Quarter,
    /// Spring, summer, autumn, winter.
    Season,
    /// Half a year.
    Half,
    /// A year or a part of one that has no finer name.
    Year,
    /// Ten years or a part of them.
    Decade,
    /// A hundred years or a part of them.
    Century,
}

/// Days from `start` to `end`, both included; `None` is an open end.
///
/// Both ends are `None` when the words name a time relative to a day nobody told ("last week" without an anchor):
/// the granularity still says what kind of time was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// How finely the words name it.
    pub granularity: Granularity,
}

impl Interval {
    /// The days from `start` to `end`.
    pub fn new(start: Date, end: Date, granularity: Granularity) -> Self {
        Self { start: Some(start), end: Some(end), granularity }
    }

    /// One day.
    pub fn day(day: Date) -> Self {
        Self::new(day, day, Granularity::Day)
    }

    /// A time of this kind, but nobody knows which.
    pub fn unknown(granularity: Granularity) -> Self {
        Self { start: None, end: None, granularity }
    }

    /// True when neither end is known.
    pub fn is_unknown(&self) -> bool {
        self.start.is_none() && self.end.is_none()
    }

    /// Both ends, when both are known.
    pub fn bounds(&self) -> Option<(Date, Date)> {
        Some((self.start?, self.end?))
    }
}
