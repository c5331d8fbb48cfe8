//! The grammar of dates: which words, in which order, name which stretch of the calendar.
//!
//! [`Reader::date`] reads the longest date that begins at a token. Each form of date has a function that returns
//! what it names and the first token after it; a form that needs a day to count from and has none gives an
//! unknown interval, so that the caller still learns that a date was named.

use super::calendar::{self, Unit, containing};
use super::clock;
use super::holidays;
use super::interval::{Granularity, Interval};
use super::lexicon;
use super::outlook::Outlook;
use crate::resolve::words::Tokens;
use crate::resolve::words::{Shape, Token};
use jiff::civil::Date;
use std::cell::OnceCell;
use std::ops::Range;

/// A date that was read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Read {
    /// What it names.
    pub interval: Interval,
    /// First token after it.
    pub next: usize,
    /// The year, when the words themselves name it.
    pub year: Option<i32>,
}

/// How a word points from the report's day or from another date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pointer {
    Last,
    This,
    Next,
    /// "the past week": the stretch that ends at the report.
    Past,
    Coming,
    /// Relative to another date of the text.
    Following,
    Previous,
    Same,
}

/// Reads one form of date at a token, so many levels inside other dates.
type Form<'a> = fn(&Reader<'a>, usize, u8) -> Option<Read>;

/// Reads dates from tokens.
pub(super) struct Reader<'a> {
    /// Tokens up to the end of the sentence.
    pub tokens: &'a [Token<'a>],
    /// First token of the sentence.
    pub sentence: usize,
    /// Day of the report.
    pub anchor: Option<Date>,
    /// Which way the sentence looks at the date.
    pub outlook: Outlook,
    /// Year of dates that name none, from the other half of a range.
    pub year: Option<i32>,
    /// The mention's tokens; empty where the reader has marked nothing.
    pub mention: Range<usize>,
    /// Dates before this token may be referred to.
    pub before: usize,
    /// How often a reference may lead to another.
    pub depth: u8,
    /// The last two dates named before the mention, the later one first; read when first asked for.
    pub earlier: OnceCell<[Option<Read>; 2]>,
}

impl<'a> Tokens<'a> for Reader<'a> {
    fn tokens(&self) -> &'a [Token<'a>] {
        self.tokens
    }
}

impl<'a> Reader<'a> {
    /// This reader with another year for dates that name none.
    pub(super) fn with_year(&self, year: Option<i32>) -> Reader<'a> {
        Reader {
            tokens: self.tokens,
            sentence: self.sentence,
            anchor: self.anchor,
            outlook: self.outlook,
            year,
            mention: self.mention.clone(),
            before: self.before,
            depth: self.depth,
            earlier: self.earlier.clone(),
        }
    }

    /// This reader with another outlook.
    pub(super) fn with_outlook(&self, outlook: Outlook) -> Reader<'a> {
        Reader { outlook, ..self.with_year(self.year) }
    }

    /// The last date named before the mention, for "two days later".
    pub(super) fn reference(&self) -> Option<Interval> {
        self.earlier()[0].map(|read| read.interval)
    }

    /// The year an account of the past has reached: named by the last two dates before the mention, neither of them
    /// in the report's own year. Days after them that name no year lie in it.
    pub(super) fn narrated_year(&self) -> Option<i32> {
        let [last, before] = self.earlier();
        let report = self.anchor.map(|day| i32::from(day.year()));
        let year = |read: &Option<Read>| read.and_then(|r| r.year).filter(|year| Some(*year) != report);
        year(before)?;
        year(last).filter(|_| self.outlook != Outlook::Future)
    }

    /// The last two dates named before the mention, the later one first.
    fn earlier(&self) -> &[Option<Read>; 2] {
        self.earlier.get_or_init(|| {
            let mut found = [None, None];
            let Some(depth) = self.depth.checked_sub(1) else { return found };
            let tokens = self.tokens.get(..self.before).unwrap_or(self.tokens);
            let mut at = 0;
            while at < tokens.len() {
                let reader = Reader {
                    tokens,
                    sentence: 0,
                    anchor: self.anchor,
                    outlook: Outlook::Past,
                    year: None,
                    mention: 0..0,
                    before: at,
                    depth,
                    earlier: OnceCell::new(),
                };
                match reader.found_in_text(at) {
                    Some(read) => {
                        found = [Some(read), found[0]];
                        at = read.next.max(at + 1);
                    }
                    None => at += 1,
                }
            }
            found
        })
    }

    /// A date at `at` in text nobody has marked: bare numbers need a word that makes them a year.
    pub(super) fn found_in_text(&self, at: usize) -> Option<Read> {
        let token = self.token(at)?;
        if token.shape == Shape::Word && token.lower.len() <= 4 && !token.is_capitalised() && token.lower != "last" {
            return None;
        }
        let read = self.date(at, 0)?;
        read.interval.bounds()?;
        let bare = token.shape == Shape::Digits && read.next == at + 1;
        let led = matches!(
            self.back(at, 1),
            "in" | "since"
                | "until"
                | "by"
                | "during"
                | "from"
                | "to"
                | "of"
                | "early"
                | "late"
                | "mid"
                | "before"
                | "after"
        );
        (!bare || led).then_some(read)
    }

    /// The longest date that begins at `at`, with what belongs to it after it.
    pub(super) fn date(&self, at: usize, nested: u8) -> Option<Read> {
        if nested > 5 {
            return None;
        }
        let nested = nested + 1;
        let at = self.skip_padding(at);
        let forms: [Form<'a>; 16] = [
            Self::after_clock,
            Self::deictic,
            Self::part_of_period,
            Self::units_of_period,
            Self::pointed_unit,
            Self::plain_weekend,
            Self::counted,
            Self::weekday,
            Self::numeric,
            Self::month,
            Self::day_and_month,
            Self::quarter_or_half,
            Self::season,
            Self::year,
            Self::decade_or_century,
            Self::feast,
        ];
        let mut best: Option<Read> = None;
        for form in forms {
            if let Some(read) = form(self, at, nested)
                && best.is_none_or(|b| read.next > b.next)
            {
                best = Some(read);
            }
        }
        best.map(|read| self.with_tail(read))
    }

    pub(super) fn skip_padding(&self, at: usize) -> usize {
        let mut at = at;
        while self.token(at).is_some_and(|t| lexicon::is_padding(&t.lower)) && at + 1 < self.tokens.len() {
            // "a week ago", "the past week": the article is part of the form
            if self.word(at) == "a" {
                break;
            }
            at += 1;
            if self.word(at) == "." {
                at += 1;
            }
        }
        at
    }

    /// Adds "night", "morning", "afternoon" after a date.
    pub(super) fn with_tail(&self, mut read: Read) -> Read {
        if read.interval.granularity == Granularity::Day {
            while lexicon::is_part_of_day(self.word(read.next)) {
                read.next += 1;
            }
        }
        read
    }

    pub(super) fn read(interval: Interval, next: usize) -> Option<Read> {
        Some(Read { interval, next, year: None })
    }

    /// The unit that holds the report's day, moved by `offset`; unknown without that day.
    pub(super) fn near_anchor(&self, unit: Unit, offset: i64) -> Option<Interval> {
        match self.anchor {
            Some(anchor) => containing(unit, anchor, offset),
            None => Some(Interval::unknown(unit.granularity())),
        }
    }

    /// The unit that holds the date referred to, moved by `offset`.
    pub(super) fn near_reference(&self, unit: Unit, offset: i64) -> Option<Interval> {
        match self.reference().and_then(|r| r.start.or(r.end)) {
            Some(day) => containing(unit, day, offset),
            None => Some(Interval::unknown(unit.granularity())),
        }
    }

    pub(super) fn after_clock(&self, at: usize, nested: u8) -> Option<Read> {
        let at = if self.word(at) == "at" { at + 1 } else { at };
        let mut next = clock::skip(self.tokens, at)?;
        while matches!(self.word(next), "on" | "," | "of" | "the") {
            next += 1;
        }
        self.date(next, nested).filter(|read| read.interval.granularity == Granularity::Day)
    }

    /// "Christmas", "last Easter", "Ramadan 2015", "9/11".
    pub(super) fn feast(&self, at: usize, _nested: u8) -> Option<Read> {
        let (pointer, from) = match self.pointer(at) {
            Some((pointer, next)) => (Some(pointer), next),
            None => (None, at),
        };
        let (feast, next) = holidays::at(self.tokens, from)?;
        if let Some(interval) = feast.once() {
            return Self::read(interval, next);
        }
        let unknown = Interval::unknown(feast.granularity());
        if let Some((year, next)) = self.year_beside(next) {
            return Some(Read { interval: *feast.in_year(year).first()?, next, year: Some(year) });
        }
        if let Some(year) = self.year {
            return Self::read(*feast.in_year(year).first()?, next);
        }
        let Some(anchor) = self.anchor else { return Self::read(unknown, next) };
        let year = i32::from(anchor.year());
        let mut candidates: Vec<Interval> = (year - 1..=year + 1).flat_map(|y| feast.in_year(y)).collect();
        candidates.sort_by_key(|c| c.start);
        let interval = match pointer {
            Some(Pointer::Last | Pointer::Past) => last_before(&candidates, anchor)?,
            Some(Pointer::Next | Pointer::Coming) => first_after(&candidates, anchor)?,
            Some(Pointer::This) => {
                let mut this_year = candidates.iter().filter(|c| c.start.is_some_and(|s| s.year() == anchor.year()));
                this_year.next().copied()?
            }
            _ => choose(&candidates, anchor, self.outlook, true)?,
        };
        Self::read(interval, next)
    }
}

/// The last of `candidates` (in order) that is over on the day.
pub(super) fn last_before(candidates: &[Interval], day: Date) -> Option<Interval> {
    candidates.iter().rev().find(|c| c.end.is_some_and(|end| end < day)).copied()
}

/// The first of `candidates` (in order) that begins after the day.
pub(super) fn first_after(candidates: &[Interval], day: Date) -> Option<Interval> {
    candidates.iter().find(|c| c.start.is_some_and(|start| start > day)).copied()
}

/// Picks one of a name's yearly `candidates` (in order) by the report's day and the sentence's outlook.
///
/// Reports name the year when it is not plain, so a day named without one lies near the report: with `near`, even a
/// sentence in the past means the day two weeks ahead rather than the one fifty weeks back.
pub(super) fn choose(candidates: &[Interval], anchor: Date, outlook: Outlook, near: bool) -> Option<Interval> {
    const FAR: i64 = 290;
    const CLOSE: i64 = 75;
    let begun = candidates.iter().rev().find(|c| c.start.is_some_and(|start| start <= anchor)).copied();
    let ahead = candidates.iter().find(|c| c.start.is_some_and(|start| start > anchor)).copied();
    let (Some(begun), Some(ahead)) = (begun, ahead) else { return begun.or(ahead) };
    // "in March" said in March means this one
    if begun.end.is_some_and(|end| end >= anchor) {
        return Some(begun);
    }
    let since = begun.end.map_or(0, |end| calendar::days_between(end, anchor));
    let until = ahead.start.map_or(0, |start| calendar::days_between(anchor, start));
    let take_begun = match outlook {
        Outlook::Past => !(near && since > FAR && until < CLOSE),
        Outlook::Future => near && until > FAR && since < CLOSE,
        Outlook::Unknown if near => since <= until,
        Outlook::Unknown => true,
    };
    Some(if take_begun { begun } else { ahead })
}
