//! Weekdays: "Thursday", "next Monday", "Sunday, Oct. 24, 2004", "Tuesday of last week".

use super::calendar::{self, Unit, containing};
use super::interval::{Granularity, Interval};
use super::lexicon;
use super::outlook::Outlook;
use super::reader::{Pointer, Read, Reader};
use crate::resolve::words::Tokens;
use jiff::civil::Date;

impl<'a> Reader<'a> {
    pub(super) fn weekday(&self, at: usize, nested: u8) -> Option<Read> {
        let (pointer, mut next) = match self.pointer(at) {
            Some((pointer, next)) => (Some(pointer), next),
            None => (None, at),
        };
        if lexicon::is_part_of_day(self.word(next)) || self.word(next) == "late" {
            // "the night of Monday" is left to the preposition; "last night" is no weekday
            return None;
        }
        let token = self.token(next)?;
        let weekday = lexicon::weekday(token)?;
        next += 1;
        if self.word(next) == "." && lexicon::is_short(token) && token.lower.len() <= 5 {
            next += 1;
        }
        while lexicon::is_part_of_day(self.word(next)) {
            next += 1;
        }
        // "Sunday, Oct. 24, 2004", "Friday the 13th of March", "Monday (March 4)"
        if pointer.is_none() {
            let comma = next + usize::from(matches!(self.word(next), "," | "(" | "the"));
            let full = [self.month(comma, nested), self.day_and_month(comma, nested), self.numeric(comma, nested)];
            let full = full.into_iter().flatten().max_by_key(|read| read.next);
            if let Some(full) = full.filter(|read| read.interval.granularity == Granularity::Day) {
                let close = usize::from(self.word(comma.wrapping_sub(1)) == "(" && self.word(full.next) == ")");
                return Some(Read { next: full.next + close, ..full });
            }
        }
        let day = |day: Option<Date>| day.map(Interval::day);
        let Some(anchor) = self.anchor else {
            let next = self.after_week(next).map_or(next, |(_, next)| next);
            return Self::read(Interval::unknown(Granularity::Day), next);
        };
        // "Thursday of last week", "Monday next week"
        if let Some((offset, next)) = self.after_week(next) {
            let week = containing(Unit::Week, anchor, offset)?;
            return Self::read(Interval::day(calendar::weekday_after(week.start?, weekday, true)?), next);
        }
        let interval = match pointer {
            Some(Pointer::Last | Pointer::Past) => day(calendar::weekday_before(anchor, weekday, false))?,
            Some(Pointer::Next | Pointer::Coming) => day(calendar::weekday_after(anchor, weekday, false))?,
            Some(Pointer::Following) => match self.reference().and_then(|r| r.end) {
                Some(reference) => day(calendar::weekday_after(reference, weekday, false))?,
                None => Interval::unknown(Granularity::Day),
            },
            Some(Pointer::Previous) => match self.reference().and_then(|r| r.start) {
                Some(reference) => day(calendar::weekday_before(reference, weekday, false))?,
                None => Interval::unknown(Granularity::Day),
            },
            Some(Pointer::Same) => match self.reference().and_then(|r| r.start) {
                Some(reference) => day(calendar::weekday_after(reference, weekday, true))?,
                None => Interval::unknown(Granularity::Day),
            },
            Some(Pointer::This) | None => match self.outlook {
                Outlook::Future => day(calendar::weekday_after(anchor, weekday, true))?,
                Outlook::Past | Outlook::Unknown => day(calendar::weekday_before(anchor, weekday, true))?,
            },
        };
        Self::read(interval, next)
    }

    /// "of last week", "next week", "a week ago" after a weekday: how many weeks, and the token after it.
    pub(super) fn after_week(&self, at: usize) -> Option<(i64, usize)> {
        let at = at + usize::from(matches!(self.word(at), "of" | ","));
        match (self.word(at), self.word(at + 1), self.word(at + 2)) {
            ("last" | "past", "week", _) => Some((-1, at + 2)),
            ("this", "week", _) => Some((0, at + 2)),
            ("next", "week", _) => Some((1, at + 2)),
            ("this", "past", "week") => Some((-1, at + 3)),
            ("a", "week", "ago") => Some((-1, at + 3)),
            _ => None,
        }
    }
}
