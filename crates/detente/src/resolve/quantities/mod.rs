//! Amounts in a text: money, people, shares, distances, weights, arms, plain numbers.
//!
//! ```
//! use detente::resolve::quantities::{self, QuantityKind};
//! use detente::text::Span;
//!
//! let text = "Donors pledged $1.5bn after at least 14 civilians were killed.";
//! let found = quantities::find(text, Span::new(0, text.len()));
//! assert_eq!((found[0].amount, found[0].unit.as_deref()), (1.5e9, Some("USD")));
//! assert_eq!((found[1].amount, found[1].kind), (14.0, QuantityKind::People));
//! ```
//!
//! # Choices
//!
//! * A range has its lower bound as the amount and its upper bound beside it. "At least", "more than" leave the amount
//!   with an open upper end ([`Bound::AtLeast`]); "up to 20" and "fewer than 20" are 20 as amount and as upper bound
//!   ([`Bound::AtMost`]): the number written is never lost.
//! * Vague plurals start at twice their word and end below the next: "dozens" are 24 to 99, "hundreds" 200 to 999,
//!   "tens of thousands" 20,000 to 99,999. "Several hundred" and "a few hundred" are 300 to 900.
//! * Shares are per cent, written as words too: "two-thirds" is 66.67 %, "half" 50 %, "nine in ten" 90 %.
//! * A bare dollar sign is the dollar of the United States; "pesos", "dinars" and the like without a country are money
//!   without a unit. "Pounds" are sterling from a million on, else a weight.
//! * Durations, ages, dates, times, ordinals and numbers that are names ("Resolution 2254", "F-16") are no quantities.
//! * Units stay as written, in their usual sign ("km", "mi", "t", "barrel/day"); nothing is converted.

mod arms;
mod currency;
mod finder;
mod measure;
pub(in crate::resolve) mod numbers;
mod people;
pub(in crate::resolve) mod words;

pub use finder::find;

use crate::text::Span;
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

/// What is counted or measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Display, EnumString, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum QuantityKind {
    /// An amount of a currency.
    Money,
    /// Persons.
    People,
    /// A share, or points of one.
    Percent,
    /// A length.
    Distance,
    /// A mass.
    Weight,
    /// A volume, a flow of oil.
    Volume,
    /// Weapons and their carriers.
    Arms,
    /// A surface.
    Area,
    /// Anything else that is counted.
    Count,
}

/// How the words bound the amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Display, EnumString, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Bound {
    /// The number itself, or both ends of a range.
    #[default]
    Exact,
    /// "about", "some", "nearly".
    About,
    /// "at least", "more than".
    AtLeast,
    /// "up to", "fewer than".
    AtMost,
}

/// An amount in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// Bytes of the text: number and unit for money, shares and measures, the number for what is counted.
    pub span: Span,
    /// The number; of a range the lower bound.
    pub amount: f64,
    /// Upper bound of a range.
    pub upper: Option<f64>,
    /// ISO 4217 for money, `people`, `%`, `km`, … , a weapon's name in the singular; `None` for a bare number.
    pub unit: Option<String>,
    /// What it is an amount of.
    pub kind: QuantityKind,
    /// How the words bound it.
    pub bound: Bound,
}
