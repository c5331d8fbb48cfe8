//! Times named from the report's day: "today", "last week", "the past three months", "the same day".

use super::calendar::{self, Unit, containing, plus_days, shift};
use super::interval::{Granularity, Interval};
use super::lexicon;
use super::outlook::Outlook;
use super::reader::{Pointer, Read, Reader};
use crate::resolve::quantities::numbers;
use crate::resolve::words::Token;
use crate::resolve::words::Tokens;

impl<'a> Reader<'a> {
    pub(super) fn deictic(&self, at: usize, nested: u8) -> Option<Read> {
        let day = |offset| self.near_anchor(Unit::Day, offset);
        let (interval, next) = match (self.word(at), self.word(at + 1)) {
            ("today" | "tonight" | "now" | "currently" | "presently" | "nowadays", _) => (day(0)?, at + 1),
            ("present", next) if !matches!(next, "day") => (day(0)?, at + 1),
            ("present", "day") => (day(0)?, at + 2),
            ("yesterday", _) => (day(-1)?, at + 1),
            ("tomorrow", _) => (day(1)?, at + 1),
            ("last", "night" | "evening") => (day(-1)?, at + 2),
            ("this", part) if lexicon::is_part_of_day(part) => (day(0)?, at + 2),
            ("overnight", _) => {
                let interval = match self.anchor {
                    Some(anchor) => Interval::new(plus_days(anchor, -1)?, anchor, Granularity::Day),
                    None => Interval::unknown(Granularity::Day),
                };
                // "overnight Tuesday", "overnight on Friday"
                let on = at + 1 + usize::from(self.word(at + 1) == "on");
                if let Some(read) = self.weekday(on, nested) {
                    return Some(read);
                }
                (interval, at + 1)
            }
            ("day", "before") if self.word(at + 2) == "yesterday" => (day(-2)?, at + 3),
            ("day", "after") if self.word(at + 2) == "tomorrow" => (day(2)?, at + 3),
            ("recently" | "lately" | "earlier", next) if next != "this" && next != "in" => {
                if self.word(at) == "earlier" {
                    return None;
                }
                (Interval { start: None, end: self.anchor, granularity: Granularity::Day }, at + 1)
            }
            _ => return None,
        };
        Self::read(interval, next)
    }

    pub(super) fn pointer(&self, at: usize) -> Option<(Pointer, usize)> {
        let pointer = match (self.word(at), self.word(at + 1)) {
            ("this" | "these", "past" | "last") | ("the", "past") => return Some((Pointer::Last, at + 2)),
            ("this", "coming") => return Some((Pointer::Next, at + 2)),
            ("this" | "that" | "the", "same" | "very") => return Some((Pointer::Same, at + 2)),
            // "is to last 42 days"
            ("last", _)
                if matches!(self.back(at, 1), "to" | "will" | "would" | "could" | "may" | "might" | "not" | "can") =>
            {
                return None;
            }
            ("last", _) => Pointer::Last,
            ("past", _) => Pointer::Past,
            ("this" | "current", _) => Pointer::This,
            ("next", _) => Pointer::Next,
            ("coming" | "upcoming", _) => Pointer::Coming,
            // "following Monday's talks" is no "the following Monday"
            ("following", _) if !matches!(self.back(at, 1), "the" | "that") => return None,
            ("following" | "ensuing" | "subsequent", _) => Pointer::Following,
            ("previous" | "preceding" | "prior", _) => Pointer::Previous,
            ("same" | "that", _) => Pointer::Same,
            _ => return None,
        };
        Some((pointer, at + 1))
    }

    pub(super) fn pointed_unit(&self, at: usize, nested: u8) -> Option<Read> {
        let (pointer, next) = self.pointer(at)?;
        if let Some(read) = self.rolling(pointer, next) {
            return Some(read);
        }
        let fiscal = usize::from(matches!(self.word(next), "calendar" | "fiscal" | "financial"));
        let next = next + fiscal;
        if matches!(self.word(next), "morning" | "afternoon" | "evening" | "night") {
            let interval = match pointer {
                Pointer::Next | Pointer::Following => self.near_reference(Unit::Day, 1)?,
                Pointer::Same => self.near_reference(Unit::Day, 0)?,
                Pointer::Previous => self.near_reference(Unit::Day, -1)?,
                _ => return None,
            };
            return Self::read(interval, next + 1);
        }
        let (unit, plural) = lexicon::unit(self.word(next))?;
        if plural {
            return None;
        }
        let led = self.back(at, 1) == "the" && matches!(self.back(at, 2), "over" | "in" | "for" | "during" | "within");
        let interval = match pointer {
            Pointer::Past if unit == Unit::Century || unit == Unit::Weekend => self.near_anchor(unit, -1)?,
            Pointer::Past => self.stretch_before(unit, 1.0)?,
            Pointer::Last if led && fiscal == 0 && !matches!(unit, Unit::Century | Unit::Weekend) => {
                self.stretch_before(unit, 1.0)?
            }
            Pointer::Last if unit == Unit::Weekend => self.last_weekend()?,
            Pointer::Last => self.near_anchor(unit, -1)?,
            Pointer::This if unit == Unit::Weekend => self.this_weekend()?,
            Pointer::This => self.near_anchor(unit, 0)?,
            Pointer::Next if unit == Unit::Day => match self.reference() {
                Some(_) => self.near_reference(unit, 1)?,
                None => self.near_anchor(unit, 1)?,
            },
            Pointer::Next | Pointer::Coming => self.near_anchor(unit, 1)?,
            Pointer::Following => self.near_reference(unit, 1)?,
            Pointer::Previous => self.near_reference(unit, -1)?,
            Pointer::Same => self.near_reference(unit, 0)?,
        };
        let mut read = Read { interval, next: next + 1, year: None };
        // "last week on Thursday", "next week Monday"
        if unit == Unit::Week {
            let on = read.next + usize::from(self.word(read.next) == "on");
            if let Some(weekday) = self.token(on).and_then(lexicon::weekday) {
                if let Some((monday, _)) = interval.bounds() {
                    read.interval = Interval::day(calendar::weekday_after(monday, weekday, true)?);
                } else {
                    read.interval = Interval::unknown(Granularity::Day);
                }
                read.next = on + 1;
            }
        }
        // "last year's fourth quarter"
        if unit == Unit::Year
            && self.token(read.next).is_some_and(Token::is_apostrophe)
            && self.word(read.next + 1) == "s"
            && let Some(inner) =
                self.quarter_or_half(read.next + 2, nested).or_else(|| self.season(read.next + 2, nested))
            && inner.year.is_none()
        {
            if let Some((start, _)) = interval.bounds() {
                let reader = self.with_year(Some(start.year().into()));
                return reader.quarter_or_half(read.next + 2, nested).or_else(|| reader.season(read.next + 2, nested));
            }
            return Some(inner);
        }
        Some(read)
    }

    /// "the weekend": the last one or the coming one, by the sentence's outlook.
    pub(super) fn plain_weekend(&self, at: usize, _nested: u8) -> Option<Read> {
        if self.word(at) != "weekend" {
            return None;
        }
        let interval = match (self.anchor, self.outlook) {
            (None, _) => Interval::unknown(Granularity::Weekend),
            (Some(_), Outlook::Future) => self.near_anchor(Unit::Weekend, 0)?,
            (Some(anchor), _) => {
                let this = calendar::weekend(anchor)?;
                if this.start? > anchor { self.last_weekend()? } else { this }
            }
        };
        Self::read(interval, at + 1)
    }

    pub(super) fn last_weekend(&self) -> Option<Interval> {
        let Some(anchor) = self.anchor else { return Some(Interval::unknown(Granularity::Weekend)) };
        containing(Unit::Weekend, anchor, -1)
    }

    /// The weekend of this week, or the one just past when the sentence looks back and the coming one lies ahead.
    pub(super) fn this_weekend(&self) -> Option<Interval> {
        let Some(anchor) = self.anchor else { return Some(Interval::unknown(Granularity::Weekend)) };
        let coming = calendar::weekend(anchor)?;
        if self.outlook == Outlook::Past && coming.start? > anchor {
            return containing(Unit::Weekend, anchor, -1);
        }
        Some(coming)
    }

    /// So many units up to the report's day.
    pub(super) fn stretch_before(&self, unit: Unit, count: f64) -> Option<Interval> {
        match self.anchor {
            Some(anchor) => Some(Interval::new(shift(unit, anchor, -count)?, anchor, unit.granularity())),
            None => Some(Interval::unknown(unit.granularity())),
        }
    }

    /// So many units from the report's day on.
    pub(super) fn stretch_after(&self, unit: Unit, count: f64) -> Option<Interval> {
        match self.anchor {
            Some(anchor) => Some(Interval::new(anchor, shift(unit, anchor, count)?, unit.granularity())),
            None => Some(Interval::unknown(unit.granularity())),
        }
    }

    /// "last three months", "next five years", "coming weeks", "past few days": `next` is the token after the pointer.
    pub(super) fn rolling(&self, pointer: Pointer, next: usize) -> Option<Read> {
        let ahead = matches!(pointer, Pointer::Next | Pointer::Coming);
        let (count, at) = match numbers::cardinal(self.tokens, next) {
            Some(number) => (Some(number.value), number.next),
            None if self.word(next) == "couple" => (Some(2.0), next + 1 + usize::from(self.word(next + 1) == "of")),
            None => {
                let vague = usize::from(lexicon::is_vague_count(self.word(next)));
                (None, next + vague)
            }
        };
        let at = at + usize::from(self.token(at).is_some_and(Token::is_dash));
        let (unit, plural, after) = match self.word(at) {
            "hours" | "minutes" => (Unit::Day, true, at + 1),
            word => {
                let (unit, plural) = lexicon::unit(word)?;
                (unit, plural, at + 1)
            }
        };
        if !plural {
            return None;
        }
        let count = match self.word(at) {
            "hours" => count.map(|c| (c / 24.0).ceil()),
            "minutes" => count.map(|_| 0.0),
            _ => count,
        };
        // an account of the past counts on from where it stands: "over the next five years he served"
        let pointer = match pointer {
            Pointer::Next if self.outlook == Outlook::Past && self.narrated_year().is_some() => Pointer::Following,
            pointer => pointer,
        };
        let ahead = ahead && pointer != Pointer::Following;
        let interval = match (pointer, count) {
            (Pointer::Last | Pointer::Past, Some(count)) => self.stretch_before(unit, count)?,
            (Pointer::Last | Pointer::Past, None) => {
                Interval { start: None, end: self.anchor, granularity: unit.granularity() }
            }
            (_, Some(count)) if ahead => self.stretch_after(unit, count)?,
            (_, None) if ahead => Interval { start: self.anchor, end: None, granularity: unit.granularity() },
            (Pointer::Previous, Some(count)) => match self.reference().and_then(|r| r.start) {
                Some(day) => Interval::new(shift(unit, day, -count)?, plus_days(day, -1)?, unit.granularity()),
                None => Interval::unknown(unit.granularity()),
            },
            (Pointer::Following, Some(count)) => match self.reference().and_then(|r| r.end) {
                Some(day) => Interval::new(plus_days(day, 1)?, shift(unit, day, count)?, unit.granularity()),
                None => Interval::unknown(unit.granularity()),
            },
            _ => return None,
        };
        Self::read(interval, after)
    }
}
