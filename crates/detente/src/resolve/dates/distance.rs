//! Times at a distance: "three days ago", "two years later", "a week before Easter", "in two weeks".

use super::calendar::{Unit, containing, plus_days, shift};
use super::interval::{Granularity, Interval};
use super::lexicon;
use super::outlook::Outlook;
use super::reader::{Read, Reader};
use crate::resolve::quantities::numbers;
use crate::resolve::words::Tokens;
use crate::resolve::words::{Shape, Token};

impl<'a> Reader<'a> {
    pub(super) fn counted(&self, at: usize, nested: u8) -> Option<Read> {
        let start = at;
        let mut at = at;
        // "recent weeks" looks back from the report
        if self.word(at) == "recent" {
            let (unit, true) = lexicon::unit(self.word(at + 1))? else { return None };
            let interval = Interval { start: None, end: self.anchor, granularity: unit.granularity() };
            return Self::read(interval, at + 2);
        }
        let within = [self.word(at), self.back(at, 1)].into_iter().find(|w| matches!(*w, "in" | "within"));
        // "the first visit in eleven years" looks back as long
        let within = within.filter(|_| !self.is_first_since(at));
        if matches!(self.word(at), "in" | "within" | "more" | "less") {
            at += 1;
        }
        if self.word(at) == "than" {
            at += 1;
        }
        let (count, mut next) = if let Some(number) = numbers::cardinal(self.tokens, at) {
            (Some(number.value), number.next)
        } else {
            match (self.word(at), self.word(at + 1), self.word(at + 2)) {
                ("a", "couple", "of") => (Some(2.0), at + 3),
                ("a", "few", _) => (None, at + 2),
                ("couple", "of", _) => (Some(2.0), at + 2),
                ("a", "year" | "yr", "and") if self.word(at + 3) == "a" && self.word(at + 4) == "half" => {
                    return self.offset(Some(18.0), Unit::Month, at + 5, nested, within);
                }
                ("half", "a", _) => (Some(0.5), at + 2),
                ("a" | "an" | "the" | "one", ..) => (Some(1.0), at + 1),
                (vague, ..) if lexicon::is_vague_count(vague) => (None, at + 1),
                // "the day before", "weeks ago", "day after": no number
                (word, ..) => match lexicon::unit(word) {
                    Some((_, plural)) => ((!plural).then_some(1.0), at),
                    None if matches!(word, "hours" | "minutes" | "eve") => (None, at),
                    None => return None,
                },
            }
        };
        if self.token(next).is_some_and(Token::is_dash) {
            next += 1;
        }
        let (unit, count) = match self.word(next) {
            "hour" | "hours" => (Unit::Day, count.map(|c| (c / 24.0).floor()).or(Some(0.0))),
            "minute" | "minutes" | "second" | "seconds" => (Unit::Day, Some(0.0)),
            // "the eve of the vote"
            "eve" if self.word(next + 1) == "of" && start == next => {
                let base = self.date(next + 2, nested)?;
                let interval = match base.interval.start {
                    Some(day) => Interval::day(plus_days(day, -1)?),
                    None => Interval::unknown(Granularity::Day),
                };
                return Some(Read { interval, ..base });
            }
            word => (lexicon::unit(word)?.0, count),
        };
        self.offset(count, unit, next + 1, nested, within)
    }

    /// "first", "worst", "biggest" shortly before: what follows "in" is how long nothing like it was.
    fn is_first_since(&self, at: usize) -> bool {
        let from = at.saturating_sub(14).max(self.sentence);
        (from..at).any(|i| {
            let word = self.word(i);
            (word.len() > 4 && word.ends_with("est"))
                || matches!(
                    word,
                    "worst" | "first" | "second" | "third" | "fourth" | "fifth" | "sixth" | "only" | "most"
                )
        })
    }

    /// True when a clause or a name follows, no end of one.
    fn clause_goes_on(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| {
            t.shape == Shape::Word
                && !matches!(
                    t.lower.as_str(),
                    "was"
                        | "were"
                        | "had"
                        | "has"
                        | "is"
                        | "are"
                        | "in"
                        | "at"
                        | "on"
                        | "and"
                        | "but"
                        | "to"
                        | "with"
                        | "by"
                        | "for"
                        | "from"
                        | "as"
                        | "when"
                        | "while"
                        | "that"
                        | "or"
                        | "under"
                        | "over"
                        | "during"
                )
        })
    }

    /// What follows a count of units: "ago", "later", "before Christmas", or nothing after "in".
    pub(super) fn offset(
        &self,
        count: Option<f64>,
        unit: Unit,
        next: usize,
        nested: u8,
        within: Option<&str>,
    ) -> Option<Read> {
        let granularity = unit.granularity();
        // a dangling apostrophe: "two days' time"
        let time = self.token(next).is_some_and(Token::is_apostrophe) && self.word(next + 1) == "time";
        match self.word(next) {
            "ago" | "back" | "hence" => {
                let sign = if self.word(next) == "hence" { 1.0 } else { -1.0 };
                let Some(count) = count else {
                    let interval = Interval { start: None, end: self.anchor, granularity };
                    return Self::read(interval, next + 1);
                };
                self.ago(count * sign, unit, next + 1, nested)
            }
            "from" if self.word(next + 1) == "now" => match (count, self.anchor) {
                (Some(count), Some(anchor)) => {
                    Self::read(containing(coarse(unit), shift(unit, anchor, count)?, 0)?, next + 2)
                }
                _ => Self::read(Interval { start: self.anchor, end: None, granularity }, next + 2),
            },
            "later" | "after" | "afterwards" | "thereafter" | "on" | "earlier" | "before" | "previously" | "prior"
            | "beforehand" | "following" | "from" | "ahead" => {
                let back =
                    matches!(self.word(next), "earlier" | "before" | "previously" | "prior" | "beforehand" | "ahead");
                let sign = if back { -1.0 } else { 1.0 };
                // "two days after Christmas", "a week before the vote of May 3"
                let to = next + 1 + usize::from(matches!(self.word(next + 1), "to" | "of"));
                let base = if matches!(self.word(next), "later" | "earlier" | "previously" | "on") {
                    None
                } else if self.word(next) == "from" {
                    // "a week from Sunday" counts from the coming one
                    self.with_outlook(Outlook::Future).date(to, nested)
                } else {
                    // "a week before the vote of May 6": the day is that of the vote
                    self.date(to, nested).or_else(|| {
                        let of = (to + 1..to + 5).find(|&i| matches!(self.word(i), "of" | "on"))?;
                        self.date(of + 1, nested).filter(|read| read.interval.granularity == Granularity::Day)
                    })
                };
                if let Some(base) = base {
                    let day = if back { base.interval.start } else { base.interval.end };
                    let interval = match (count, day) {
                        (Some(count), Some(day)) => {
                            let moved = shift(unit, day, sign * count)?;
                            let exact = unit == Unit::Day || self.word(next) == "from";
                            if exact { Interval::day(moved) } else { containing(coarse(unit), moved, 0)? }
                        }
                        (None, Some(day)) if back => Interval { start: None, end: Some(day), granularity },
                        (None, Some(day)) => Interval { start: Some(day), end: None, granularity },
                        _ => Interval::unknown(granularity),
                    };
                    return Some(Read { interval, ..base });
                }
                if matches!(self.word(next), "on" | "from" | "ahead" | "following") {
                    return None;
                }
                // "nine months after the council approved it": at that distance from what no date tells
                let open = matches!(self.word(next), "after" | "before") && self.clause_goes_on(next + 1);
                let reference = self.reference().filter(|_| !open);
                let day = reference.and_then(|r| if back { r.start } else { r.end.or(r.start) });
                let interval = match (count, day) {
                    (Some(count), Some(day)) => {
                        let moved = shift(unit, day, sign * count)?;
                        containing(coarse(unit), moved, 0)?
                    }
                    _ => Interval::unknown(granularity),
                };
                Self::read(interval, next + 1)
            }
            _ if (within.is_some() && self.outlook == Outlook::Future) || time => {
                let next = if time { next + 2 } else { next };
                match (count, self.anchor) {
                    // "in two weeks" is then, "within two weeks" any time until then
                    (Some(count), Some(anchor)) => {
                        let moved = shift(unit, anchor, count)?;
                        let interval = match within {
                            Some("within") => Interval::new(anchor, moved, granularity),
                            _ => containing(coarse(unit), moved, 0)?,
                        };
                        Self::read(interval, next)
                    }
                    _ => Self::read(Interval { start: self.anchor, end: None, granularity }, next),
                }
            }
            _ => None,
        }
    }

    /// So many units from the report's day; "three years ago today" names the very day.
    pub(super) fn ago(&self, count: f64, unit: Unit, next: usize, nested: u8) -> Option<Read> {
        let Some(anchor) = self.anchor else { return Self::read(Interval::unknown(unit.granularity()), next) };
        let on = next + usize::from(self.word(next) == "on");
        let exact = self.deictic(on, nested).or_else(|| self.weekday(on, nested));
        if let Some(exact) = exact
            && let Some(day) = exact.interval.start
        {
            return Some(Read { interval: Interval::day(shift(unit, day, count)?), ..exact });
        }
        // "two years ago this month", "ten years ago this week"
        if self.word(next) == "this"
            && let Some((inner, false)) = lexicon::unit(self.word(next + 1))
        {
            return Self::read(containing(inner, shift(unit, anchor, count)?, 0)?, next + 2);
        }
        let moved = shift(unit, anchor, count)?;
        Self::read(containing(coarse(unit), moved, 0)?, next)
    }
}

/// The unit a distance of so many units points to: a fortnight ago is a week.
fn coarse(unit: Unit) -> Unit {
    match unit {
        Unit::Fortnight | Unit::Weekend => Unit::Week,
        // "a decade ago", "two centuries ago" name a year, however roughly
        Unit::Decade | Unit::Century => Unit::Year,
        unit => unit,
    }
}
