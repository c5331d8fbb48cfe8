//! Numbers that are no amounts: dates, times, ages, durations, ordinals and names ("Resolution 2254", "F-16").

use super::finder::{Amount, Finder};
use super::{arms, currency, measure, numbers, people};
use crate::resolve::words::Tokens;
use crate::resolve::words::{Shape, Token};

impl<'a> Finder<'a> {
    /// When the number at `at` is no amount, the token to go on from.
    pub(super) fn no_amount(&self, at: usize, amount: &Amount) -> Option<usize> {
        let token = self.token(at)?;
        let next = amount.number.next;
        let value = amount.number.value;
        let before = at.checked_sub(1).and_then(|i| self.token(i));
        let glued_before = at > 0 && self.glued(at - 1);
        if amount.number.digits {
            // "F-16", "COVID-19", "mid-2014", "MH17", "A320", "'94", "10:30"
            if glued_before {
                let sign = before?;
                let letters = at >= 2 && self.glued(at - 2) && self.tokens[at - 2].shape == Shape::Word;
                if sign.shape == Shape::Word
                    || (sign.is_dash() && letters)
                    || sign.is_apostrophe()
                    || matches!(sign.text, ":" | "/" | "#" | "№" | "_" | "@")
                {
                    return Some(self.run_end(at));
                }
            }
            // "3rd", "1990s", "737s", "4x4"; units and scales were read before
            let after = self.token(next);
            let tail = after.filter(|t| t.shape == Shape::Word && self.glued(next - 1));
            if let Some(tail) = tail {
                let unit =
                    measure::at(self.tokens, next).is_some() || currency::after_amount(self.tokens, next).is_some();
                if !unit && !matches!(tail.lower.as_str(), "m" | "k" | "b") {
                    return Some(next + 1);
                }
            }
            if after.is_some_and(|t| matches!(t.text, ":" | "/")) && self.glued(next - 1) && self.glued(next) {
                return Some(self.run_end(at));
            }
            if matches!(self.word(next), "a.m." | "p.m." | "am" | "pm" | "gmt" | "utc") {
                return Some(next + 1);
            }
            if let Some(next) = self.calendar(at, next, value) {
                return Some(next);
            }
        }
        // "$128 per thousand cubic metres"
        if self.back(at, 1) == "per" {
            return Some(next);
        }
        if self.is_name(at) || self.is_age(at, next, value) {
            return Some(next);
        }
        // "twenty-first", "two-fold", "three times", "one-off"
        let dash = usize::from(self.is_dash(next));
        let following = self.word(next + dash);
        if (dash == 1 && numbers::ordinal_word(following).is_some() && !amount.share)
            || matches!(following, "fold" | "times" | "off")
            || (dash == 1 && following == "time")
            || (following == "o" && self.token(next + 1).is_some_and(Token::is_apostrophe))
        {
            return Some(next + dash + 1);
        }
        let time = |at: usize| is_time(self.word(at));
        if !amount.share {
            // "10 days", "48-year-old", "three more weeks", "two-and-a-half years", "3 to 5 years"
            let adjective = usize::from(matches!(
                self.word(next + dash),
                "more"
                    | "further"
                    | "additional"
                    | "consecutive"
                    | "straight"
                    | "full"
                    | "whole"
                    | "working"
                    | "business"
                    | "extra"
                    | "long"
                    | "successive"
                    | "calendar"
                    | "school"
            ));
            if time(next + dash + adjective) {
                return Some(next + dash + adjective + 1);
            }
            let joined = matches!(self.word(next), "to" | "or" | "and") || self.is_dash(next);
            if joined && let Some(second) = numbers::cardinal(self.tokens, next + 1) {
                let dash = usize::from(self.is_dash(second.next));
                if time(second.next + dash) && second.value > value && !self.has_unit(second.next + dash) {
                    return Some(second.next + dash + 1);
                }
            }
        }
        if matches!(token.lower.as_str(), "zero" | "nil") && !self.has_unit(next + dash) {
            return Some(next);
        }
        // "one of them", "no one", "one day"; a counted one has its noun beside it
        if token.lower == "one" && next == at + 1 {
            let counted = people::is_person(self.word(next), false, true)
                || arms::weapon(self.word(next), true).is_some()
                || self.has_unit(next + dash)
                || (self.is_dash(next) && self.has_unit(next + 1));
            if !counted {
                return Some(next);
            }
        }
        None
    }

    pub(super) fn has_unit(&self, at: usize) -> bool {
        measure::at(self.tokens, at).is_some() || currency::after_amount(self.tokens, at).is_some()
    }

    /// First token after a run of tokens that touch.
    pub(super) fn run_end(&self, at: usize) -> usize {
        let mut at = at;
        while self.glued(at)
            && self
                .token(at + 1)
                .is_some_and(|t| t.shape != Shape::Sign || t.is_dash() || t.text == ":" || t.text == "/")
        {
            at += 1;
        }
        at + 1
    }

    /// Days of months and years: "March 3", "3 March", "in 2014", "2014-15".
    pub(super) fn calendar(&self, at: usize, next: usize, value: f64) -> Option<usize> {
        let token = self.token(at)?;
        let plain = !token.text.contains([',', '.']) && next == at + 1;
        if !plain {
            return None;
        }
        let month = |i: usize| self.token(i).is_some_and(is_month);
        if value <= 31.0 {
            let led = at.checked_sub(1).is_some_and(month)
                || (self.back(at, 1) == "." && at.checked_sub(2).is_some_and(month))
                // "May 3-5", "May 3 and 4"
                || (at.checked_sub(3).is_some_and(month)
                    && (self.is_dash(at - 1) || matches!(self.back(at, 1), "and" | "to" | "or"))
                    && self.tokens[at - 2].shape == Shape::Digits);
            let named = month(next)
                || ((self.is_dash(next) || matches!(self.word(next), "and" | "to" | "or" | "of"))
                    && (month(next + 1) || month(next + 2)));
            if (led || named) && !self.has_unit(next) {
                return Some(next);
            }
        }
        let yearly = token.text.len() == 4 && (1000.0..=2199.0).contains(&value);
        if !yearly || self.has_unit(next + usize::from(self.is_dash(next))) {
            return None;
        }
        let led = matches!(
            self.back(at, 1),
            "in" | "since"
                | "until"
                | "by"
                | "of"
                | "from"
                | "during"
                | "circa"
                | "early"
                | "late"
                | "mid"
                | "year"
                | "fiscal"
                | "after"
                | "before"
                | "summer"
                | "winter"
                | "spring"
                | "autumn"
                | "fall"
                | "christmas"
                | "the"
        ) || at.checked_sub(1).is_some_and(month)
            || (self.back(at, 1) == "," && at.checked_sub(2).is_some_and(|i| self.tokens[i].shape == Shape::Digits))
            || self.is_dash(at.wrapping_sub(1));
        let modern = (1900.0..=2100.0).contains(&value);
        let counted = self.counted(next, false).is_some();
        if (modern && !counted) || (led && (modern || !counted)) {
            let span_of_years = self.is_dash(next)
                && self.glued(at)
                && self.token(next + 1).is_some_and(|t| t.shape == Shape::Digits && matches!(t.text.len(), 2 | 4));
            return Some(if span_of_years { next + 2 } else { next });
        }
        None
    }

    /// "Resolution 2254", "Flight 370", "Article 5", "No. 10", "Group of 20".
    pub(super) fn is_name(&self, at: usize) -> bool {
        let point = usize::from(self.back(at, 1) == ".");
        let Some(i) = at.checked_sub(1 + point) else { return false };
        let token = &self.tokens[i];
        if matches!(token.lower.as_str(), "no" | "nos") && (point == 1 || token.is_capitalised())
            || token.lower == "number"
        {
            return !(token.lower == "number" && self.back(at, 2) == "the");
        }
        if token.lower == "of" && matches!(self.back(at, 2), "group") && self.tokens[i - 1].is_capitalised() {
            return true;
        }
        let always = matches!(
            token.lower.as_str(),
            "article"
                | "resolution"
                | "flight"
                | "section"
                | "chapter"
                | "paragraph"
                | "protocol"
                | "boeing"
                | "airbus"
                | "route"
                | "interstate"
                | "annex"
                | "apollo"
                | "phase"
                | "category"
                | "aged"
                | "age"
                | "version"
                | "verse"
                | "psalm"
                | "windows"
        );
        let capital = matches!(
            token.lower.as_str(),
            "highway"
                | "channel"
                | "act"
                | "law"
                | "decree"
                | "rule"
                | "order"
                | "title"
                | "part"
                | "volume"
                | "page"
                | "gate"
                | "room"
                | "type"
                | "class"
                | "mark"
                | "model"
                | "unit"
                | "bureau"
                | "line"
                | "operation"
                | "directive"
                | "regulation"
                | "amendment"
                | "clause"
                | "appendix"
                | "schedule"
                | "area"
                | "sector"
                | "block"
                | "zone"
                | "district"
                | "level"
                | "tier"
                | "vision"
                | "agenda"
                | "world"
                | "proposition"
                | "measure"
                | "corridor"
                | "camp"
                | "radio"
                | "formula"
        );
        always || (capital && token.is_capitalised())
    }

    /// "John Smith, 45, said".
    pub(super) fn is_age(&self, at: usize, next: usize, value: f64) -> bool {
        // "He was 75.", "was just six when", "dead at 75"
        let pronoun = |n| matches!(self.back(at, n), "he" | "she" | "i");
        let said = matches!(self.back(at, 1), "was" | "is" | "am") && pronoun(2)
            || matches!((self.back(at, 2), self.back(at, 1)), ("was" | "is", "just" | "only" | "now"))
            || matches!((self.back(at, 2), self.back(at, 1)), ("dead" | "died" | "dies", "at"));
        if said && value < 120.0 && value.fract() == 0.0 && (self.is_alone(next) || self.word(next) == "when") {
            return true;
        }
        let named = at >= 2 && self.back(at, 1) == "," && self.tokens[at - 2].is_capitalised();
        named
            && value < 120.0
            && value.fract() == 0.0
            && matches!(self.word(next), "," | "." | ")" | "and" | "who")
            && !matches!(self.word(next + 1), "000")
    }
}

pub(super) fn is_time(word: &str) -> bool {
    matches!(
        word.strip_suffix('s').unwrap_or(word),
        "second"
            | "minute"
            | "hour"
            | "day"
            | "night"
            | "week"
            | "weekend"
            | "fortnight"
            | "month"
            | "year"
            | "yr"
            | "decade"
            | "century"
            | "centurie"
            | "mth"
            | "wk"
            | "hr"
            | "min"
            | "semester"
            | "season"
    )
}

pub(super) fn is_month(token: &Token) -> bool {
    let name = matches!(
        token.lower.as_str(),
        "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "jan"
            | "feb"
            | "mar"
            | "apr"
            | "jun"
            | "jul"
            | "aug"
            | "sep"
            | "sept"
            | "oct"
            | "nov"
            | "dec"
    );
    name && token.is_capitalised()
}
