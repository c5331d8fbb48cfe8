//! Days and months: "March 3", "3-5 March 2019", "26/02/1987", "last October".

use super::calendar::{self, Unit, containing, date};
use super::interval::{Granularity, Interval};
use super::lexicon;
use super::outlook::Outlook;
use super::reader::{Pointer, Read, Reader, choose};
use crate::resolve::quantities::numbers;
use crate::resolve::words::Tokens;
use crate::resolve::words::{Shape, Token};

impl<'a> Reader<'a> {
    pub(super) fn numeric(&self, at: usize, _nested: u8) -> Option<Read> {
        let token = self.token(at).filter(|t| t.shape == Shape::Digits)?;
        let mut fields: Vec<&str> = Vec::new();
        let mut next = at + 1;
        if token.text.contains('.') {
            fields.extend(token.text.split('.'));
        } else if token.text.contains(',') {
            return None;
        } else {
            fields.push(token.text);
            let sign = self.token(next)?;
            if !(sign.is_dash() || sign.text == "/") {
                return None;
            }
            while fields.len() < 3 && self.token(next).is_some_and(|t| t.text == sign.text) && self.glued(next - 1) {
                let field = self.token(next + 1).filter(|t| t.shape == Shape::Digits && self.glued(next))?;
                fields.push(field.text);
                next += 2;
            }
        }
        // "2019-03-04T10:00:00Z"
        if self.word(next) == "t" && self.glued(next - 1) {
            let mut end = next + 1;
            while self.glued(end - 1) && end < self.tokens.len() {
                end += 1;
            }
            next = end;
        }
        let lengths: Vec<usize> = fields.iter().map(|f| f.len()).collect();
        let values: Vec<i32> = fields.iter().map(|f| f.parse().ok()).collect::<Option<_>>()?;
        let found = match (lengths.as_slice(), values.as_slice()) {
            ([4, 1..=2, 1..=2], &[year, month, day]) => (Interval::day(date(year, month, day)?), year),
            ([1..=2, 1..=2, 4 | 2], &[first, second, year]) => {
                let year = if lengths[2] == 2 { self.century_of(year) } else { year };
                // day first, but for the American order when only that is a date
                let day = date(year, second, first).or_else(|| date(year, first, second))?;
                (Interval::day(day), year)
            }
            ([4, 2], &[year, month])
                if (1..=12).contains(&month) && token.text.len() == 4 && self.word(at + 1) == "-" =>
            {
                (calendar::month(year, month)?, year)
            }
            _ => return None,
        };
        Some(Read { interval: found.0, next, year: Some(found.1) })
    }

    /// The full year of two digits: the nearest to the report, or the years from 1970 to 2069.
    pub(super) fn century_of(&self, two: i32) -> i32 {
        match self.anchor {
            Some(anchor) => {
                let year = i32::from(anchor.year());
                let candidates = [-1, 0, 1].map(|c| (year.div_euclid(100) + c) * 100 + two);
                // an anniversary lies behind more often than ahead
                candidates.into_iter().min_by_key(|y| if *y > year { (y - year) * 3 } else { year - y }).unwrap_or(two)
            }
            None if two >= 70 => 1900 + two,
            None => 2000 + two,
        }
    }

    /// "March", "March 3", "March 3-5, 2019", "March 2019", "March of last year", "last March".
    pub(super) fn month(&self, at: usize, _nested: u8) -> Option<Read> {
        let (pointer, from) = match self.pointer(at) {
            Some((pointer, next)) => (Some(pointer), next),
            None => (None, at),
        };
        let token = self.token(from)?;
        let month = lexicon::month(token)?;
        let mut next = from + 1;
        if self.word(next) == "." && lexicon::is_short(token) {
            next += 1;
        }
        let days = if pointer.is_none() { self.days(next) } else { None };
        match days {
            Some((first, last, after)) => {
                let beside = self.year_beside(after).or_else(|| self.year_further(after));
                self.days_of(at, month, [first, last], beside, after)
            }
            None => {
                if let Some((year, next)) = self.year_beside(next) {
                    return Some(Read { interval: calendar::month(year, month)?, next, year: Some(year) });
                }
                if let Some(year) = self.narrated_year().filter(|_| pointer.is_none() && self.year.is_none()) {
                    return Some(Read { interval: calendar::month(year, month)?, next, year: Some(year) });
                }
                let interval = self.month_without_year(month, pointer)?;
                Some(Read { interval, next, year: None })
            }
        }
    }

    /// "3 March 2019", "the 3rd of March", "3-5 March", "26 and 27 February".
    pub(super) fn day_and_month(&self, at: usize, _nested: u8) -> Option<Read> {
        let (first, last, mut next) = self.days(at)?;
        if self.word(next) == "of" {
            next += 1;
        }
        let token = self.token(next)?;
        let Some(month) = lexicon::month(token) else {
            return self.day_of_month(at, first);
        };
        next += 1;
        if self.word(next) == "." && lexicon::is_short(token) {
            next += 1;
        }
        let beside = self.year_beside(next).or_else(|| self.year_further(next));
        self.days_of(at, month, [first, last], beside, next)
    }

    /// "the 15th", "the 21st of this month".
    pub(super) fn day_of_month(&self, at: usize, day: i32) -> Option<Read> {
        let (_, next) = numbers::ordinal(self.tokens, at)?;
        // "on the third day" is no third of the month
        let noun = self.token(next).is_some_and(|t| t.shape == Shape::Word && !lexicon::is_function_word(&t.lower));
        let led = self.back(at, 1) == "the" && self.back(at, 2) == "on" && !noun;
        let of = matches!((self.word(next), self.word(next + 2)), ("of", "month"));
        if !led && !of {
            return None;
        }
        let offset = match self.word(next + 1) {
            "last" if of => -1,
            "next" if of => 1,
            _ => 0,
        };
        let next = if of { next + 3 } else { next };
        let Some(anchor) = self.anchor else { return Self::read(Interval::unknown(Granularity::Day), next) };
        let in_month = |offset: i64| {
            let month = containing(Unit::Month, anchor, offset)?.start?;
            date(month.year().into(), month.month().into(), day)
        };
        let found = if of {
            in_month(offset)?
        } else {
            let candidates: Vec<Interval> = (-1..=1).filter_map(in_month).map(Interval::day).collect();
            choose(&candidates, anchor, self.outlook, true)?.start?
        };
        Self::read(Interval::day(found), next)
    }

    /// A day of the month or several: "3", "3rd", "3-5", "26 and 27", "3, 4 and 5".
    pub(super) fn days(&self, at: usize) -> Option<(i32, i32, usize)> {
        let (first, mut next) = self.day_number(at)?;
        let mut last = first;
        for _ in 0..4 {
            let joined = self.token(next).is_some_and(Token::is_dash)
                || matches!(self.word(next), "and" | "to" | "or" | "through" | "until" | "/")
                || (self.word(next) == "," && self.token(next + 1).is_some_and(|t| t.text.len() <= 2));
            if !joined {
                break;
            }
            match self.day_number(next + 1) {
                Some((day, after)) if day > last && !self.unit_follows(after) => {
                    last = day;
                    next = after;
                }
                _ => break,
            }
        }
        Some((first, last, next))
    }

    pub(super) fn day_number(&self, at: usize) -> Option<(i32, usize)> {
        let at = at + usize::from(self.word(at) == "the");
        let (value, next) = match numbers::ordinal(self.tokens, at) {
            Some((value, next)) => (i32::try_from(value).ok()?, next),
            None => {
                let token = self.token(at).filter(|t| t.shape == Shape::Digits && t.text.len() <= 2)?;
                let glued =
                    self.token(at + 1).is_some_and(|t| t.shape == Shape::Word || t.text == "%" || t.text == ":");
                if glued && self.glued(at) {
                    return None;
                }
                (token.text.parse().ok()?, at + 1)
            }
        };
        (1..=31).contains(&value).then_some((value, next))
    }

    pub(super) fn days_of(
        &self,
        at: usize,
        month: i32,
        [first, last]: [i32; 2],
        beside: Option<(i32, usize)>,
        next: usize,
    ) -> Option<Read> {
        let in_year =
            |year: i32| Some(Interval::new(date(year, month, first)?, date(year, month, last)?, Granularity::Day));
        if let Some((year, after)) = beside {
            return Some(Read { interval: in_year(year)?, next: after.max(next), year: Some(year) });
        }
        // "the Sept. 11 attacks" are those of one year
        if (month, first) == (9, 11)
            && matches!(self.word(next), "attacks" | "attack" | "hijackers" | "terrorist" | "terror")
        {
            return Self::read(in_year(2001)?, next);
        }
        if let Some(year) = self.year {
            return Self::read(in_year(year)?, next);
        }
        if let Some(year) = self.narrated_year() {
            return Some(Read { interval: in_year(year)?, next, year: Some(year) });
        }
        let interval = match self.anchor {
            Some(anchor) => {
                let year = i32::from(anchor.year());
                let candidates: Vec<Interval> = (year - 4..=year + 4).filter_map(in_year).collect();
                // a day something is set for may lie ahead of a verb in the past: "set the trial for Jan. 12"
                let near = self.outlook != Outlook::Past
                    || !matches!(self.back(at, 1), "on" | "of" | "in" | "since" | "after" | "from" | "during");
                // "secured a Jan. 30 election": the tense is not that of the election
                let attributive =
                    matches!(self.back(at, 1), "a" | "an" | "the" | "s" | "its" | "their" | "his" | "her")
                        && self
                            .token(next)
                            .is_some_and(|t| t.shape == Shape::Word && !lexicon::is_function_word(&t.lower));
                let outlook = if attributive { Outlook::Unknown } else { self.outlook };
                choose(&candidates, anchor, outlook, near)?
            }
            // without a day to count from, the last date before lends its year
            None => match self.reference().and_then(|r| r.start) {
                Some(day) => in_year(day.year().into())?,
                None => {
                    date(2000, month, first)?;
                    Interval::unknown(Granularity::Day)
                }
            },
        };
        Self::read(interval, next)
    }

    /// The year after the second of two dates: "May 3 or June 4, 2012", "January 23 - March 9 2014".
    pub(super) fn year_further(&self, at: usize) -> Option<(i32, usize)> {
        let joined = self.token(at).is_some_and(Token::is_dash)
            || matches!(self.word(at), "and" | "to" | "or" | "through" | "until");
        joined.then_some(())?;
        let mut next = at + 1;
        while matches!(self.word(next), "on" | "the") {
            next += 1;
        }
        let (month_at, day_first) = match self.day_number(next) {
            Some((_, after)) => (after + usize::from(self.word(after) == "of"), true),
            None => (next, false),
        };
        let token = self.token(month_at)?;
        lexicon::month(token)?;
        let mut after = month_at + 1;
        if self.word(after) == "." {
            after += 1;
        }
        if !day_first {
            after = self.day_number(after)?.1;
        }
        let (year, _) = self.year_number(after + usize::from(self.word(after) == ","))?;
        // the year belongs to the other date: nothing of it is consumed
        Some((year, at))
    }

    pub(super) fn month_without_year(&self, month: i32, pointer: Option<Pointer>) -> Option<Interval> {
        if let Some(year) = self.year {
            return calendar::month(year, month);
        }
        let Some(anchor) = self.anchor else {
            return match self.reference().and_then(|r| r.start) {
                Some(day) if pointer.is_none() => calendar::month(day.year().into(), month),
                _ => Some(Interval::unknown(Granularity::Month)),
            };
        };
        let year = i32::from(anchor.year());
        let candidates: Vec<Interval> = (year - 1..=year + 1).filter_map(|y| calendar::month(y, month)).collect();
        let before = || candidates.iter().rev().find(|c| c.end.is_some_and(|end| end < anchor)).copied();
        let after = || candidates.iter().find(|c| c.start.is_some_and(|start| start > anchor)).copied();
        match pointer {
            Some(Pointer::Last | Pointer::Past) => before(),
            Some(Pointer::Next | Pointer::Coming) => after(),
            // "this December" told in January is the one just past
            Some(Pointer::This) => match calendar::month(year, month) {
                Some(this) if self.outlook == Outlook::Past && this.start.is_some_and(|s| s > anchor) => before(),
                this => this,
            },
            Some(Pointer::Same) => calendar::month(self.reference()?.start?.year().into(), month),
            Some(Pointer::Following) => {
                let start = self.reference()?.end?;
                let year = i32::from(start.year()) + i32::from(i32::from(start.month()) >= month);
                calendar::month(year, month)
            }
            Some(Pointer::Previous) => {
                let start = self.reference()?.start?;
                let year = i32::from(start.year()) - i32::from(i32::from(start.month()) <= month);
                calendar::month(year, month)
            }
            None => choose(&candidates, anchor, self.outlook, false),
        }
    }
}
