//! Portions of a period: "early March", "later this week", "the first three months of 2020".

use super::calendar::{self, Unit, plus_days};
use super::interval::{Granularity, Interval};
use super::lexicon;
use super::parts::{self, Part};
use super::reader::{Read, Reader};
use crate::resolve::quantities::numbers;
use crate::resolve::words::Token;
use crate::resolve::words::Tokens;

impl<'a> Reader<'a> {
    pub(super) fn part_of_period(&self, at: usize, nested: u8) -> Option<Read> {
        let token = self.token(at)?;
        let mut next = at + 1;
        let part = match (token.lower.as_str(), self.word(at + 1)) {
            ("early", _) => Some(Part::Early),
            ("mid" | "midway" | "middle", _) => Some(Part::Mid),
            ("late", _) => Some(Part::Late),
            ("beginning" | "start" | "opening" | "dawn" | "turn" | "onset", "of") => Some(Part::Start),
            ("end" | "close", _) => Some(Part::End),
            ("first" | "1st", "half") => {
                next += 1;
                Some(Part::Half(1))
            }
            ("second" | "2nd" | "latter", "half") => {
                next += 1;
                Some(Part::Half(2))
            }
            ("earlier" | "later", _) => None,
            // "year-end", "month-end"
            ("year" | "month" | "years", _) => {
                let unit = if token.lower == "month" { Unit::Month } else { Unit::Year };
                let dash = usize::from(self.token(at + 1).is_some_and(Token::is_dash));
                if self.word(at + 1 + dash) != "end" {
                    return None;
                }
                let whole = self.near_anchor(unit, 0)?;
                return Self::read(self.portion(whole, Part::End, at)?, at + 2 + dash);
            }
            _ => return None,
        };
        while self.token(next).is_some_and(Token::is_dash)
            || matches!(self.word(next), "in" | "of" | "on" | "the" | "to")
        {
            next += 1;
        }
        let Some(part) = part else { return self.earlier_or_later(at, next, nested) };
        // "the end of the year", "the end of the day"
        if let Some((unit, false)) = lexicon::unit(self.word(next))
            && self.word(next - 1) == "the"
            && !matches!(self.word(next + 1), "of" | "before" | "after" | "2")
        {
            let whole = self.near_anchor(unit, 0)?;
            return Self::read(self.portion(whole, part, at)?, next + 1);
        }
        let read = self.date(next, nested)?;
        Some(Read { interval: self.portion(read.interval, part, at)?, ..read })
    }

    /// That part of `whole`, but its very last day where its end is a term: "by the end of the year".
    fn portion(&self, whole: Interval, part: Part, at: usize) -> Option<Interval> {
        let article = usize::from(self.back(at, 1) == "the");
        let term = matches!(self.back(at, 1 + article), "by" | "until" | "till" | "before" | "than");
        let portion = parts::of(whole, part)?;
        if term && part == Part::End {
            return Some(Interval { start: portion.end, ..portion });
        }
        Some(portion)
    }

    /// "earlier this week" runs from its Monday to the report, "later this year" from the report to its end;
    /// "later that day", "earlier in 2014" and "later in May" are the period itself.
    pub(super) fn earlier_or_later(&self, at: usize, next: usize, nested: u8) -> Option<Read> {
        let earlier = self.word(at) == "earlier";
        // "earlier in the day": of the day just named, else of the report's
        if self.word(next) == "day" && self.word(next - 1) == "the" {
            let named = self.reference().filter(|r| r.granularity == Granularity::Day);
            return Self::read(named.or_else(|| self.near_anchor(Unit::Day, 0))?, next + 1);
        }
        if lexicon::unit(self.word(next)).is_some_and(|(unit, plural)| !plural && unit != Unit::Day)
            && self.word(next - 1) == "the"
        {
            let unit = lexicon::unit(self.word(next))?.0;
            // "later in the year" of an account of the past is of the year it has reached
            if self.narrated_year().is_some() {
                return Self::read(self.near_reference(unit, 0)?, next + 1);
            }
            let whole = self.near_anchor(unit, 0)?;
            return Self::read(self.until_anchor(whole, earlier), next + 1);
        }
        let read = self.date(next, nested)?;
        let current = matches!(self.word(next), "this" | "today");
        let interval = if current { self.until_anchor(read.interval, earlier) } else { read.interval };
        Some(Read { interval, ..read })
    }

    /// The part of `whole` before or after the report's day.
    pub(super) fn until_anchor(&self, whole: Interval, before: bool) -> Interval {
        match (self.anchor, whole.bounds()) {
            (Some(anchor), Some((start, end))) if (start..=end).contains(&anchor) => {
                if before {
                    Interval::new(start, anchor, whole.granularity)
                } else {
                    Interval::new(anchor, end, whole.granularity)
                }
            }
            _ => whole,
        }
    }

    pub(super) fn units_of_period(&self, at: usize, nested: u8) -> Option<Read> {
        let (nth, from_end, mut next) = match self.word(at) {
            "last" | "final" | "closing" => (1, true, at + 1),
            "opening" => (1, false, at + 1),
            _ => {
                let (nth, next) = numbers::ordinal(self.tokens, at)?;
                (i64::from(nth), false, next)
            }
        };
        let mut count = 1;
        if let Some(number) = numbers::cardinal(self.tokens, next) {
            count = number.value as i64;
            next = number.next;
        }
        let weekday = self.token(next).and_then(lexicon::weekday);
        let unit = lexicon::unit(self.word(next)).map(|u| u.0);
        next += 1;
        if !matches!(self.word(next), "of" | "in") {
            return None;
        }
        next += 1;
        if self.word(next) == "the" {
            next += 1;
        }
        let whole = match lexicon::unit(self.word(next)) {
            Some((unit, false)) if self.word(next - 1) == "the" => {
                Read { interval: self.near_anchor(unit, 0)?, next: next + 1, year: None }
            }
            _ => self.date(next, nested)?,
        };
        let interval = match (weekday, unit) {
            (Some(weekday), _) => match whole.interval.bounds() {
                Some((_, end)) if from_end => Interval::day(calendar::weekday_before(end, weekday, true)?),
                Some((start, end)) => {
                    let day = plus_days(calendar::weekday_after(start, weekday, true)?, 7 * (nth - 1))?;
                    (day <= end).then(|| Interval::day(day))?
                }
                None => Interval::unknown(Granularity::Day),
            },
            (None, Some(unit)) => parts::units(whole.interval, unit, nth, count, from_end)?,
            _ => return None,
        };
        Some(Read { interval, ..whole })
    }
}
