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
mod excluded;
mod finder;
mod measure;
pub(in crate::resolve) mod numbers;
mod people;
mod share;
mod unit;

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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::time::{Duration, Instant};

    fn all(text: &str) -> Vec<Quantity> {
        find(text, Span::new(0, text.len()))
    }

    #[test]
    fn qualifiers_are_bounds() {
        for (text, bound, upper) in [
            ("at least 15 people", Bound::AtLeast, None),
            ("more than $2 million", Bound::AtLeast, None),
            ("up to 20 soldiers", Bound::AtMost, Some(20.0)),
            ("no more than 500 barrels", Bound::AtMost, Some(500.0)),
            ("no fewer than 60 men", Bound::AtLeast, None),
            ("some 3,000 troops", Bound::About, None),
            ("15 people", Bound::Exact, None),
        ] {
            let found = all(text);
            assert_eq!((found[0].bound, found[0].upper), (bound, upper), "{text}");
        }
    }

    #[test]
    fn spans_cover_number_and_unit() {
        let text = "He paid US$1.5 million (£1.2m) for 14 tanks and 40 percent of 3 000 km of rail.";
        let spans: Vec<&str> = all(text).iter().map(|q| q.span.of(text)).collect();
        assert_eq!(spans, ["US$1.5 million", "£1.2m", "14", "40 percent", "3 000 km"]);
    }

    #[test]
    fn kinds_print_in_lower_case() {
        assert_eq!(QuantityKind::Money.to_string(), "money");
        assert_eq!("arms".parse(), Ok(QuantityKind::Arms));
    }

    #[test]
    fn decimals_stay_decimal() {
        assert_eq!(all("$4.1 billion")[0].amount, 4_100_000_000.0);
        assert_eq!(all("41 cents")[0].amount, 0.41);
    }

    #[test]
    fn time_grows_with_the_text() {
        for piece in [
            "1 ",
            "14 men, ",
            "$",
            "a million ",
            "from 5 million to 6 million, ",
            "one hundred and ",
            "1-",
            "1.",
            "half ",
            "of tens ",
        ] {
            let text = piece.repeat(400_000 / piece.len());
            let start = Instant::now();
            all(&text);
            assert!(start.elapsed() < Duration::from_secs(20), "{piece:?}: {:?}", start.elapsed());
        }
    }

    /// Words the grammar knows, numbers and junk, in any order.
    fn any_text() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "$",
            "€",
            "US",
            "Rs",
            ".",
            "5",
            "1,234.5",
            "1.234,5",
            "99999999999999999999999",
            "1e5",
            "½",
            "1/2",
            "hundred",
            "hundreds",
            "of",
            "thousands",
            "million",
            "bn",
            "m",
            "half",
            "a",
            "quarter",
            "third",
            "two",
            "-",
            "–",
            "to",
            "and",
            "between",
            "from",
            "dozen",
            "dozens",
            "several",
            "few",
            "couple",
            "percent",
            "%",
            "per",
            "cent",
            "points",
            "km",
            "square",
            "miles",
            "tonnes",
            "barrels",
            "day",
            "dollars",
            "Canadian",
            "pesos",
            "people",
            "soldiers",
            "tanks",
            "F",
            "16",
            "s",
            "killed",
            "at",
            "least",
            "one",
            "in",
            "ten",
            "out",
            "every",
            "March",
            "2014",
            "'",
            "é",
            "\u{a0}",
            "000",
            ",",
            "(",
            ")",
            "single",
            "all",
            "nearly",
            "lakh",
            "crore",
            "years",
            "old",
        ]);
        let glue = prop::sample::select(vec!["", " ", " ", " "]);
        prop::collection::vec((word, glue), 0..24)
            .prop_map(|words| words.iter().map(|(w, g)| format!("{w}{g}")).collect())
    }

    proptest! {
        #[test]
        fn no_words_make_it_panic(text in any_text(), a in 0usize..160, b in 0usize..160) {
            for within in [Span::new(0, text.len()), Span::new(a.min(b), a.max(b))] {
                let mut last = 0;
                for quantity in find(&text, within) {
                    prop_assert!(quantity.span.start >= last && quantity.span.end <= text.len(), "{text}");
                    prop_assert!(text.get(quantity.span.start..quantity.span.end).is_some());
                    prop_assert!(quantity.amount.is_finite());
                    prop_assert!(quantity.upper.is_none_or(|upper| upper >= quantity.amount), "{text} {quantity:?}");
                    last = quantity.span.start;
                }
            }
        }

        #[test]
        fn no_characters_make_it_panic(text in "\\PC{0,60}", a in 0usize..80, b in 0usize..80) {
            find(&text, Span::new(a.min(b), a.max(b)));
        }
    }
}
