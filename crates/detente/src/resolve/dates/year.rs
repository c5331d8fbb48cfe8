//! Years and what they divide into or make up: "2014", "Q3", "spring 2015", "the 1990s", "19th century".

use super::calendar::{self, Unit};
use super::interval::{Granularity, Interval};
use super::lexicon;
use super::outlook::Outlook;
use super::reader::{Pointer, Read, Reader, choose, first_after, last_before};
use crate::resolve::quantities::numbers;
use crate::resolve::words::Tokens;
use crate::resolve::words::{Shape, Token};

impl<'a> Reader<'a> {
    /// A year written out, with "AD", "BC" or an apostrophe.
    pub(super) fn year_number(&self, at: usize) -> Option<(i32, usize)> {
        let token = self.token(at)?;
        if token.is_apostrophe() {
            let two = self.token(at + 1).filter(|t| t.shape == Shape::Digits && t.text.len() == 2 && self.glued(at))?;
            let plural = self.word(at + 2) == "s" && self.glued(at + 1);
            return (!plural).then(|| Some((self.century_of(two.text.parse().ok()?), at + 2)))?;
        }
        // "the 384 edict": three digits are a year at the end of a mention that is more than they
        let closes = |at: usize| at + 1 == self.mention.end && at > self.mention.start;
        let era = |at: usize| matches!(self.word(at), "ad" | "a.d." | "ce" | "c.e.");
        let (at, marked) = if era(at) { (at + 1, true) } else { (at, false) };
        let token =
            self.token(at).filter(|t| t.shape == Shape::Digits && t.text.len() <= 4 && !t.text.contains(['.', ',']))?;
        let value: i32 = token.text.parse().ok()?;
        if matches!(self.word(at + 1), "bc" | "b.c." | "bce" | "b.c.e.") {
            return Some((1 - value, at + 2));
        }
        if marked || era(at + 1) {
            return Some((value, at + 1 + usize::from(!marked)));
        }
        let glued = self.token(at + 1).is_some_and(|t| t.shape == Shape::Word) && self.glued(at);
        // "1300 GMT"
        if matches!(self.word(at + 1), "gmt" | "utc" | "hours" | "hrs") {
            return None;
        }
        let usual = (1000..=2199).contains(&value) && token.text.len() == 4;
        let early = token.text.len() == 3 && value >= 100 && closes(at);
        ((usual || early) && !glued).then_some((value, at + 1))
    }

    /// The year that stands with a month, season or quarter: "of 2014", ", 2014", "last year", "that year".
    pub(super) fn year_beside(&self, at: usize) -> Option<(i32, usize)> {
        let mut at = at;
        if matches!(self.word(at), "," | "of" | "in") {
            at += 1;
        }
        if self.word(at) == "the" {
            at += 1;
        }
        if self.word(at) == "year" {
            at += 1;
        }
        if matches!(self.word(at), "fiscal" | "calendar") {
            at += 1;
        }
        if let Some(found) = self.year_number(at) {
            return Some(found);
        }
        let (pointer, next) = self.pointer(at)?;
        let next = next + usize::from(matches!(self.word(next), "fiscal" | "calendar"));
        (self.word(next) == "year").then_some(())?;
        let anchor = self.anchor.map(|a| i32::from(a.year()));
        let year = match pointer {
            Pointer::Last | Pointer::Past => anchor? - 1,
            Pointer::This => anchor?,
            Pointer::Next | Pointer::Coming => anchor? + 1,
            Pointer::Same => i32::from(self.reference()?.start?.year()),
            Pointer::Following => i32::from(self.reference()?.start?.year()) + 1,
            Pointer::Previous => i32::from(self.reference()?.start?.year()) - 1,
        };
        Some((year, next + 1))
    }

    pub(super) fn year(&self, at: usize, _nested: u8) -> Option<Read> {
        let mut from = at;
        let mut fiscal = false;
        if matches!(self.word(from), "fiscal" | "calendar" | "financial") {
            from += 1;
            fiscal = true;
        }
        if self.word(from) == "fy" {
            from += 1;
            fiscal = true;
        }
        if self.word(from) == "year" {
            from += 1;
        }
        let (first, next) = match self.year_number(from) {
            Some(found) => found,
            // "FY19", and a number below 1000 that the reader marked as a time
            None => {
                let token = self.token(from).filter(|t| t.shape == Shape::Digits && t.text.len() <= 3)?;
                let value: i32 = token.text.parse().ok()?;
                // "1894–[96]": the years it goes with stand before it
                if token.text.len() == 2
                    && self.mention.contains(&at)
                    && self.mention.start == at
                    && at >= 2
                    && self.tokens[at - 1].is_dash()
                {
                    let (first, _) = self.year_number(at - 2)?;
                    let full = first.div_euclid(100) * 100 + value;
                    let interval = calendar::year(full).filter(|_| full > first)?;
                    return Some(Read { interval, next: from + 1, year: Some(full) });
                }
                let alone = self.mention.contains(&at)
                    && self.mention.start == at
                    && (100..1000).contains(&value)
                    && !self.glued(from);
                if fiscal && token.text.len() == 2 {
                    (self.century_of(value), from + 1)
                } else if alone && !self.unit_follows(from + 1) {
                    (value, from + 1)
                } else {
                    return None;
                }
            }
        };
        // "2019/20", "2019-20" in a mention that holds both
        let slash = self.token(next).is_some_and(|t| t.text == "/");
        if slash
            && self.glued(next - 1)
            && let Some(two) = self.token(next + 1).filter(|t| t.shape == Shape::Digits && t.text.len() == 2)
        {
            let last: i32 = two.text.parse().ok()?;
            if last == (first + 1).rem_euclid(100) {
                let interval = calendar::years(first, first + 1, Granularity::Year)?;
                return Some(Read { interval, next: next + 2, year: Some(first) });
            }
        }
        Some(Read { interval: calendar::year(first)?, next, year: Some(first) })
    }

    pub(super) fn unit_follows(&self, at: usize) -> bool {
        let dash = usize::from(self.token(at).is_some_and(Token::is_dash));
        let word = self.word(at + dash);
        lexicon::unit(word).is_some() || matches!(word, "hour" | "hours" | "minutes" | "people")
    }

    /// "first quarter of 2020", "Q3", "third-quarter", "H1 2020".
    pub(super) fn quarter_or_half(&self, at: usize, _nested: u8) -> Option<Read> {
        let (kind, n, next) = self.quarter_name(at)?;
        let granularity = if kind == Unit::Quarter { Granularity::Quarter } else { Granularity::Half };
        let in_year =
            |year: i32| if kind == Unit::Quarter { calendar::quarter(year, n) } else { calendar::half(year, n) };
        if let Some((year, next)) = self.year_beside(next) {
            return Some(Read { interval: in_year(year)?, next, year: Some(year) });
        }
        let next = match (self.word(next), self.word(next + 1), self.word(next + 2)) {
            ("of", "the", "year") => next + 3,
            _ => next,
        };
        if let Some(year) = self.year {
            return Self::read(in_year(year)?, next);
        }
        let interval = match self.anchor {
            Some(anchor) => {
                let year = i32::from(anchor.year());
                let candidates: Vec<Interval> = (year - 1..=year + 1).filter_map(in_year).collect();
                choose(&candidates, anchor, self.outlook, false)?
            }
            None => Interval::unknown(granularity),
        };
        Self::read(interval, next)
    }

    pub(super) fn quarter_name(&self, at: usize) -> Option<(Unit, i32, usize)> {
        let token = self.token(at)?;
        let number = |token: Option<&Token>| -> Option<i32> {
            token.filter(|t| t.shape == Shape::Digits && t.text.len() == 1)?.text.parse().ok()
        };
        // "Q3", "H1", "3Q"
        if matches!(token.text, "Q" | "H" | "q") && self.glued(at) {
            let n = number(self.token(at + 1))?;
            let unit = if token.lower == "q" { Unit::Quarter } else { Unit::Year };
            return (1..=if unit == Unit::Quarter { 4 } else { 2 }).contains(&n).then_some((unit, n, at + 2));
        }
        if let Some(n) = number(Some(token))
            && self.glued(at)
            && self.token(at + 1).is_some_and(|t| t.text == "Q")
        {
            return (1..=4).contains(&n).then_some((Unit::Quarter, n, at + 2));
        }
        let (n, next) = numbers::ordinal(self.tokens, at)?;
        let next = next + usize::from(self.token(next).is_some_and(Token::is_dash));
        (self.word(next) == "quarter" && (1..=4).contains(&n)).then_some((Unit::Quarter, n as i32, next + 1))
    }

    /// "spring 2015", "last summer", "the winter of 2014-15", "this autumn".
    pub(super) fn season(&self, at: usize, _nested: u8) -> Option<Read> {
        let (pointer, from) = match self.pointer(at) {
            Some((pointer, next)) => (Some(pointer), next),
            None => (None, at),
        };
        let season = lexicon::season(self.word(from))?;
        let next = from + 1;
        let in_year = |year: i32| calendar::season(year, season);
        if let Some((year, next)) = self.year_beside(next) {
            // "winter of 2014-15": the second year is part of the name
            let dash = self.token(next).is_some_and(|t| t.is_dash() || t.text == "/");
            let second = self.token(next + 1).filter(|t| t.shape == Shape::Digits && matches!(t.text.len(), 2..=4));
            let two_years = dash
                && season == calendar::Season::Winter
                && second
                    .and_then(|t| t.text.parse::<i32>().ok())
                    .is_some_and(|y| y.rem_euclid(100) == (year + 1).rem_euclid(100));
            let next = if two_years { next + 2 } else { next };
            return Some(Read { interval: in_year(year)?, next, year: Some(year) });
        }
        if let Some(year) = self.year {
            return Self::read(in_year(year)?, next);
        }
        let Some(anchor) = self.anchor else { return Self::read(Interval::unknown(Granularity::Season), next) };
        let year = i32::from(anchor.year());
        let candidates: Vec<Interval> = (year - 2..=year + 1).filter_map(in_year).collect();
        let interval = match pointer {
            Some(Pointer::Last | Pointer::Past) => last_before(&candidates, anchor)?,
            Some(Pointer::Next | Pointer::Coming) => first_after(&candidates, anchor)?,
            Some(Pointer::This) => {
                let now = candidates.iter().find(|c| c.bounds().is_some_and(|(s, e)| (s..=e).contains(&anchor)));
                let past = || last_before(&candidates, anchor);
                match now {
                    Some(now) => *now,
                    None => in_year(year)
                        .filter(|c| self.outlook != Outlook::Past || c.start.is_some_and(|s| s <= anchor))
                        .or_else(past)?,
                }
            }
            Some(Pointer::Same) => match self.reference().and_then(|r| r.start) {
                Some(day) => in_year(day.year().into())?,
                None => Interval::unknown(Granularity::Season),
            },
            Some(Pointer::Following | Pointer::Previous) => {
                let following = pointer == Some(Pointer::Following);
                match self.reference().and_then(|r| r.start) {
                    Some(day) => {
                        let year = i32::from(day.year());
                        let mut around = (year - 2..=year + 2).filter_map(in_year);
                        if following {
                            around.find(|c| c.start.is_some_and(|s| s > day))?
                        } else {
                            around.rfind(|c| c.end.is_some_and(|e| e < day))?
                        }
                    }
                    None => Interval::unknown(Granularity::Season),
                }
            }
            None => choose(&candidates, anchor, self.outlook, false)?,
        };
        Self::read(interval, next)
    }

    pub(super) fn decade_or_century(&self, at: usize, _nested: u8) -> Option<Read> {
        if let Some((first, next)) = self.decade_number(at) {
            // "the 1800s" are a century, "the 1810s" and "the 2000s" a decade
            if first % 100 == 0 && first < 2000 {
                let interval = calendar::years(first, first + 99, Granularity::Century)?;
                return Some(Read { interval, next, year: Some(first) });
            }
            let interval = calendar::years(first, first + 9, Granularity::Decade)?;
            return Some(Read { interval, next, year: Some(first) });
        }
        let (n, next) = numbers::ordinal(self.tokens, at)?;
        let next = next + usize::from(self.token(next).is_some_and(Token::is_dash));
        if !matches!(self.word(next), "century" | "centuries") || !(1..=30).contains(&n) {
            return None;
        }
        let n = n as i32;
        let (first, last, next) = if matches!(self.word(next + 1), "bc" | "b.c." | "bce") {
            (1 - 100 * n, -100 * (n - 1), next + 2)
        } else {
            ((100 * (n - 1)).max(1), 100 * n - 1, next + 1)
        };
        Some(Read { interval: calendar::years(first, last, Granularity::Century)?, next, year: Some(first) })
    }

    /// "1990s", "1990's", "'90s", "nineties": its first year.
    pub(super) fn decade_number(&self, at: usize) -> Option<(i32, usize)> {
        let token = self.token(at)?;
        if token.shape == Shape::Word {
            let tens = match token.lower.as_str() {
                "twenties" => 20,
                "thirties" => 30,
                "forties" => 40,
                "fifties" => 50,
                "sixties" => 60,
                "seventies" => 70,
                "eighties" => 80,
                "nineties" => 90,
                _ => return None,
            };
            // "her twenties" is an age
            if matches!(self.back(at, 1), "his" | "her" | "their" | "my" | "our" | "your") {
                return None;
            }
            return Some((self.decade_of(tens), at + 1));
        }
        let digits = at + usize::from(token.is_apostrophe());
        let token = self.token(digits).filter(|t| t.shape == Shape::Digits)?;
        let apostrophe = usize::from(self.token(digits + 1).is_some_and(Token::is_apostrophe));
        let plural = self.word(digits + 1 + apostrophe) == "s" && self.glued(digits);
        if !plural || !token.text.ends_with('0') {
            return None;
        }
        let next = digits + 2 + apostrophe;
        let value: i32 = token.text.parse().ok()?;
        match token.text.len() {
            4 => Some((value, next)),
            2 if !matches!(self.back(at, 1), "his" | "her" | "their" | "my") => Some((self.decade_of(value), next)),
            _ => None,
        }
    }

    /// The last decade of that name that has begun: "the sixties".
    pub(super) fn decade_of(&self, tens: i32) -> i32 {
        let year = self.anchor.map_or(2025, |a| i32::from(a.year()));
        let this = year.div_euclid(100) * 100 + tens;
        if this <= year { this } else { this - 100 }
    }
}
