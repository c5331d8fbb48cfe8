//! Shares in words: "two-thirds", "a quarter", "half", "nine in ten".

use super::excluded::is_time;
use super::finder::{Amount, Finder};
use super::numbers::{self, Number};
use super::unit::ends_noun_phrase;
use crate::resolve::words::Shape;
use crate::resolve::words::Tokens;

impl<'a> Finder<'a> {
    /// "two-thirds", "a quarter", "half", "nine in ten".
    pub(super) fn share(&self, at: usize) -> Option<Amount> {
        let share = |part: f64, next: usize| {
            let number = Number { value: part * 100.0, scale: 1.0, digits: false, next };
            Some(Amount { number, upper: None, share: true })
        };
        let word = self.word(at);
        let before = self.back(at, 1);
        // what follows shows that a part of something is meant
        let parted = |next: usize| {
            matches!(self.word(next), "of" | "" | "the" | "its" | "their" | "his" | "her" | "that" | "," | "." | ";")
                || self.token(next).is_none_or(|t| t.span.start >= self.inside.end)
        };
        // "nearly [all] of its weapons"
        if word == "all" {
            let first = if matches!(before, "almost" | "nearly") { at - 1 } else { at };
            return (self.word(at + 1) == "of" && (self.fills(at, at + 1) || self.fills(first, at + 1)))
                .then(|| share(1.0, at + 1))?;
        }
        if word == "half" {
            let order = matches!(before, "first" | "second" | "latter" | "last" | "final" | "other" | "and" | "better");
            let time =
                matches!(self.word(at + 1), "an" | "hour" | "past" | "day" | "year" | "century" | "time" | "hearted");
            let joined = self.is_dash(at + 1) || self.is_dash(at.wrapping_sub(1)) && before != "one";
            let exactly = self.fills(at, at + 1);
            if order || time || (joined && !exactly) || self.word(at + 1) == "a" {
                return None;
            }
            let dashed_one = self.is_dash(at.wrapping_sub(1)) && self.back(at, 2) == "one";
            if dashed_one {
                return None;
            }
            let led = matches!(
                before,
                "by" | "than"
                    | "about"
                    | "nearly"
                    | "almost"
                    | "over"
                    | "roughly"
                    | "around"
                    | "some"
                    | "only"
                    | "least"
                    | "just"
                    | "to"
                    | "approximately"
                    | "cut"
                    | "up"
                    | "for"
                    | "under"
                    | "barely"
            );
            // "cut the force in half"
            let cut =
                |word: &str| ["cut", "split", "divid", "slash", "reduc", "torn"].iter().any(|s| word.starts_with(s));
            let led = led || (before == "in" && (2..=6).any(|n| cut(self.back(at, n))));
            return (exactly || led || parted(at + 1)).then(|| share(0.5, at + 1))?;
        }
        // "one-half", "two thirds", "three-quarters", "9/10"
        let over = match word {
            "a" => Some(1.0),
            _ => numbers::unit_word(word).or_else(|| {
                let digits = self.token(at).filter(|t| t.shape == Shape::Digits && t.text.len() <= 2);
                digits.and_then(|t| t.text.parse().ok())
            }),
        };
        if let Some(over) = over {
            let dash = usize::from(self.is_dash(at + 1));
            if let Some(under) = denominator(self.word(at + 1 + dash)) {
                let next = at + 2 + dash;
                let several = self.word(at + 1 + dash).ends_with('s');
                let fits = if over > 1.0 { several && over < under } else { !several };
                let second = under == 2.0 && self.word(at + 1 + dash) == "half" && self.word(next) == "a";
                let ordinal = over == 1.0 && word == "a" && dash == 0 && !(parted(next) || self.fills(at, next));
                let time = matches!(self.word(next), "hour" | "century" | "year" | "day" | "mile" | "time");
                return (fits && !ordinal && !time && !second).then(|| share(over / under, next))?;
            }
            // "nine in ten", "one in five", "7 out of 10"
            let next = match (self.word(at + 1), self.word(at + 2), self.word(at + 3)) {
                ("in" | "of", "every", _) => at + 3,
                ("out", "of", "every") => at + 4,
                ("in", ..) => at + 2,
                ("out", "of", _) => at + 3,
                _ => return None,
            };
            let under = numbers::cardinal(self.tokens, next)?;
            let usual = matches!(under.value as i64, 2 | 3 | 4 | 5 | 6 | 8 | 10 | 100 | 1000) && under.scale <= 1000.0;
            let whole =
                self.token(under.next).is_none_or(|t| t.shape != Shape::Digits && !is_time(&t.lower) && t.lower != "%");
            let digits_year = under.digits && under.value > 1000.0;
            return (word != "a" && usual && whole && !digits_year && over < under.value)
                .then(|| share(over / under.value, under.next))?;
        }
        // "a [fifth]": the article outside the stretch
        let under = denominator(word).filter(|_| !word.ends_with('s') && word != "second")?;
        // "promised a [third] battery" is an ordinal
        let ordinal = under != 4.0
            && self.token(at + 1).is_some_and(|t| {
                t.shape == Shape::Word && !ends_noun_phrase(&t.lower) && !t.lower.ends_with("ed") && t.lower != "ever"
            });
        (matches!(before, "a" | "one") && self.fills(at, at + 1) && !ordinal).then(|| share(1.0 / under, at + 1))?
    }

    /// True when the searched stretch is exactly these tokens.
    pub(super) fn fills(&self, first: usize, next: usize) -> bool {
        let starts = self.token(first).is_some_and(|t| t.span.start <= self.inside.start);
        let before = first.checked_sub(1).and_then(|i| self.token(i)).is_none_or(|t| t.span.end <= self.inside.start);
        let after = self.token(next).is_none_or(|t| t.span.start >= self.inside.end);
        starts && before && after
    }
}

fn denominator(word: &str) -> Option<f64> {
    Some(match word {
        "half" | "halves" => 2.0,
        "third" | "thirds" => 3.0,
        "quarter" | "quarters" | "fourth" | "fourths" => 4.0,
        "fifth" | "fifths" => 5.0,
        "sixth" | "sixths" => 6.0,
        "seventh" | "sevenths" => 7.0,
        "eighth" | "eighths" => 8.0,
        "ninth" | "ninths" => 9.0,
        "tenth" | "tenths" => 10.0,
        "hundredth" | "hundredths" => 100.0,
        _ => return None,
    })
}
