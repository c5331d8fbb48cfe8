//! Walks over the numbers of a text and decides what each is an amount of, if of anything.

use super::currency::{self, Currency};
use super::numbers::{self, Number};
use super::words::{self, Shape, Token};
use super::{Bound, Quantity, QuantityKind, arms, measure, people};
use crate::text::Span;

/// How far outside the searched stretch the text is read, in bytes.
const BEFORE: usize = 80;
const AFTER: usize = 160;

/// All amounts whose numbers stand inside `within`, in order.
///
/// `within` is a byte span of `text`. Words just outside it are read too ("[14] jihadists" counts people), but no
/// returned span reaches outside.
pub fn find(text: &str, within: Span) -> Vec<Quantity> {
    let inside =
        Span::new(words::ceil(text, within.start), words::floor(text, within.end).max(words::ceil(text, within.start)));
    let around = Span::new(inside.start.saturating_sub(BEFORE), inside.end.saturating_add(AFTER));
    let tokens = words::tokens(text, around);
    let Some(first) = tokens.iter().position(|t| t.span.end > inside.start) else { return Vec::new() };
    let end = tokens.partition_point(|t| t.span.start < inside.end);
    let finder = Finder { text, tokens: &tokens, inside, end };
    let mut found = Vec::new();
    let mut at = first;
    while at < end {
        let step = finder.at(at);
        found.extend(step.found);
        at = step.next.max(at + 1);
    }
    found
}

/// What stands at a token: perhaps an amount, and where to go on.
struct Step {
    found: Option<Quantity>,
    next: usize,
}

struct Finder<'a> {
    text: &'a str,
    tokens: &'a [Token<'a>],
    inside: Span,
    /// First token after the searched stretch.
    end: usize,
}

/// A number or a vague plural, with its upper bound if it has one of its own.
#[derive(Clone, Copy)]
struct Amount {
    number: Number,
    upper: Option<f64>,
    /// A share in words: already per cent.
    share: bool,
}

/// What follows an amount.
struct Unit {
    kind: QuantityKind,
    unit: Option<String>,
    factor: f64,
    /// First token after what belongs to the quantity's span.
    next: usize,
}

impl<'a> Finder<'a> {
    fn token(&self, at: usize) -> Option<&'a Token<'a>> {
        self.tokens.get(at)
    }

    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| t.lower.as_str())
    }

    fn back(&self, at: usize, n: usize) -> &'a str {
        at.checked_sub(n).map_or("", |i| self.word(i))
    }

    /// True when token `at` touches the one after it.
    fn glued(&self, at: usize) -> bool {
        match (self.token(at), self.token(at + 1)) {
            (Some(a), Some(b)) => a.span.end == b.span.start,
            _ => false,
        }
    }

    fn is_dash(&self, at: usize) -> bool {
        self.token(at).is_some_and(Token::is_dash)
    }

    fn at(&self, at: usize) -> Step {
        let nothing = |next| Step { found: None, next };
        let prefix = currency::before_amount(self.tokens, at);
        let start = prefix.map_or(at, |p| p.next);
        let Some(first) = self.amount(start) else { return nothing(at + 1) };
        // a sign left just outside the stretch
        let prefix = prefix.or_else(|| self.prefix_outside(at));
        if prefix.is_none()
            && let Some(next) = self.no_amount(start, &first)
        {
            return nothing(next);
        }
        let (low, high, next) = self.range(at, start, first, prefix.is_some());
        if next > self.end.max(start + 1) && high.is_none() && first.number.next > self.end {
            // the number goes on outside the stretch: it is still this number
        }
        let Some(unit) = self.unit(start, next, &low, prefix) else { return nothing(next) };
        let (mut amount, mut upper) = (low.number.value * unit.factor, low.upper.map(|u| u * unit.factor));
        if let Some(high) = high {
            upper = Some(high.upper.unwrap_or(high.number.value) * unit.factor);
        }
        let bound = self.bound(at);
        if bound == Bound::AtMost && upper.is_none() {
            upper = Some(amount);
        }
        if !amount.is_finite() {
            amount = f64::MAX;
        }
        let last = unit.next.max(next).saturating_sub(1).min(self.tokens.len() - 1);
        let span = Span::new(
            self.tokens[at].span.start.max(self.inside.start),
            self.tokens[last].span.end.clamp(self.inside.start, self.inside.end),
        );
        let span = Span::new(span.start.min(span.end), span.end);
        debug_assert!(self.text.is_char_boundary(span.start) && self.text.is_char_boundary(span.end));
        let found = Quantity { span, amount, upper, unit: unit.unit, kind: unit.kind, bound };
        Step { found: Some(found), next: unit.next.max(next) }
    }

    fn prefix_outside(&self, at: usize) -> Option<Currency> {
        let token = self.token(at)?;
        if token.span.start > self.inside.start {
            return None;
        }
        (1..=3).filter_map(|n| currency::before_amount(self.tokens, at.checked_sub(n)?)).find(|c| c.next == at)
    }

    // ---- numbers --------------------------------------------------------------------------------------------

    fn amount(&self, at: usize) -> Option<Amount> {
        if let Some(vague) = self.vague(at) {
            return Some(vague);
        }
        if let Some(share) = self.share(at) {
            return Some(share);
        }
        if let Some(number) = numbers::cardinal(self.tokens, at) {
            return Some(Amount { number, upper: None, share: false });
        }
        // "a [thousand]": the article outside the stretch, or before an adjective
        let (scale, next) = numbers::scale(self.tokens, at)?;
        let led = matches!(self.back(at, 1), "a" | "an" | "the" | "per");
        let multi = self.back(at, 1) == "multi" || (self.is_dash(at.checked_sub(1)?) && self.back(at, 2) == "multi");
        if self.is_dash(at) || !(led || multi) {
            return None;
        }
        let number = Number { value: if multi { 2.0 * scale } else { scale }, scale, digits: false, next };
        Some(Amount { number, upper: multi.then_some(1000.0 * scale - 1.0), share: false })
    }

    /// "dozens", "hundreds of thousands", "several hundred", "a few dozen".
    fn vague(&self, at: usize) -> Option<Amount> {
        let named = |factor: f64, upper: f64, next| {
            let number = Number { value: factor, scale: factor, digits: false, next };
            Some(Amount { number, upper: Some(upper), share: false })
        };
        let few = at + usize::from(self.word(at) == "a");
        if matches!(self.word(few), "several" | "few") {
            let (scale, next) = numbers::scale(self.tokens, few + 1)?;
            return named(3.0 * scale, 9.0 * scale, next);
        }
        if self.word(few) == "couple" {
            let of = few + 1 + usize::from(self.word(few + 1) == "of");
            let (scale, next) = numbers::scale(self.tokens, of)?;
            return named(2.0 * scale, 2.0 * scale, next).map(|a| Amount { upper: None, ..a });
        }
        let (mut least, mut below) = plural_scale(self.word(at))?;
        let mut next = at + 1;
        let mut chained = false;
        while self.word(next) == "of" {
            let Some((factor, _)) = plural_scale(self.word(next + 1)) else { break };
            // "tens of thousands" end where "hundreds of thousands" begin
            least *= factor / 2.0;
            below *= factor / 2.0;
            next += 2;
            chained = true;
        }
        let of_people = self.word(next) == "of" || self.word(at) != "scores" && self.word(at) != "tens";
        if matches!(self.word(at), "tens" | "scores") && !chained && !of_people {
            return None;
        }
        if self.word(at) == "tens" && !chained {
            return None;
        }
        named(least, below - 1.0, next)
    }

    /// "two-thirds", "a quarter", "half", "nine in ten".
    fn share(&self, at: usize) -> Option<Amount> {
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
                    | "in"
                    | "just"
                    | "to"
                    | "approximately"
                    | "cut"
                    | "up"
                    | "for"
                    | "under"
                    | "barely"
            );
            return (exactly || led || parted(at + 1)).then(|| share(0.5, at + 1))?;
        }
        // "one-half", "two thirds", "three-quarters", "9/10"
        let over = numbers::unit_word(word).or(match word {
            "a" => Some(1.0),
            _ => self.token(at).filter(|t| t.shape == Shape::Digits && t.text.len() <= 2)?.text.parse().ok(),
        });
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
            let next = match (self.word(at + 1), self.word(at + 2)) {
                ("in", _) => at + 2,
                ("out", "of") => at + 3,
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
        (matches!(before, "a" | "one") && self.fills(at, at + 1)).then(|| share(1.0 / under, at + 1))?
    }

    /// True when the searched stretch is exactly these tokens.
    fn fills(&self, first: usize, next: usize) -> bool {
        let starts = self.token(first).is_some_and(|t| t.span.start <= self.inside.start);
        let before = first.checked_sub(1).and_then(|i| self.token(i)).is_none_or(|t| t.span.end <= self.inside.start);
        let after = self.token(next).is_none_or(|t| t.span.start >= self.inside.end);
        starts && before && after
    }

    /// When the number at `at` is no amount, the token to go on from.
    fn no_amount(&self, at: usize, amount: &Amount) -> Option<usize> {
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
        if self.is_name(at) || self.is_age(at, next, value) {
            return Some(next);
        }
        // "twenty-first", "two-fold", "three times", "one-off"
        let dash = usize::from(self.is_dash(next));
        let following = self.word(next + dash);
        if (dash == 1 && numbers::ordinal_word(following).is_some() && !amount.share)
            || matches!(following, "fold" | "times" | "o'clock" | "off")
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

    fn has_unit(&self, at: usize) -> bool {
        measure::at(self.tokens, at).is_some() || currency::after_amount(self.tokens, at).is_some()
    }

    /// First token after a run of tokens that touch.
    fn run_end(&self, at: usize) -> usize {
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
    fn calendar(&self, at: usize, next: usize, value: f64) -> Option<usize> {
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
        if (modern && !counted) || (led && (!counted || modern)) {
            let span_of_years = self.is_dash(next)
                && self.glued(at)
                && self.token(next + 1).is_some_and(|t| t.shape == Shape::Digits && matches!(t.text.len(), 2 | 4));
            return Some(if span_of_years { next + 2 } else { next });
        }
        None
    }

    /// "Resolution 2254", "Flight 370", "Article 5", "No. 10", "Group of 20".
    fn is_name(&self, at: usize) -> bool {
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
    fn is_age(&self, at: usize, next: usize, value: f64) -> bool {
        let named = at >= 2 && self.back(at, 1) == "," && self.tokens[at - 2].is_capitalised();
        named
            && value < 120.0
            && value.fract() == 0.0
            && matches!(self.word(next), "," | "." | ")" | "and" | "who")
            && !matches!(self.word(next + 1), "000")
    }

    // ---- ranges ---------------------------------------------------------------------------------------------

    /// The range that `first` begins, if it begins one inside the stretch: both amounts and the first token after.
    fn range(&self, at: usize, start: usize, first: Amount, money: bool) -> (Amount, Option<Amount>, usize) {
        let alone = (first, None, first.number.next);
        // "5m": the letter is a million where no metres are meant
        let first = self.with_letter_scale(start, first, money);
        let mut next = first.number.next;
        let alone_scaled = (first, None, next);
        let between = (1..=4).any(|n| self.back(at, n) == "between");
        // "10 percent to 15 percent", "$3 million to $5 million", "5 km to 10 km"
        let unit_end = measure::at(self.tokens, next).map(|m| m.next);
        for skip in [Some(next), unit_end].into_iter().flatten() {
            let joint = self.word(skip);
            let joined = matches!(joint, "to" | "or" | "through")
                || (joint == "and" && between)
                || (self.is_dash(skip) && (self.glued(skip) || !self.glued(skip - 1)));
            if !joined || skip >= self.end {
                continue;
            }
            let prefix = currency::before_amount(self.tokens, skip + 1);
            let second_at = prefix.map_or(skip + 1, |p| p.next);
            if second_at >= self.end {
                continue;
            }
            let Some(second) = self.amount(second_at) else { continue };
            if second.share != first.share || (self.is_dash(second_at) && prefix.is_none()) {
                continue;
            }
            let second = self.with_letter_scale(second_at, second, money || prefix.is_some());
            if prefix.is_some() && !money && self.prefix_outside(at).is_none() {
                continue;
            }
            // another kind of thing: "3 soldiers to 5 villages" never comes here, "5 to 10 March" does
            if self.token(second.number.next).is_some_and(is_month) {
                continue;
            }
            let mut low = first;
            let mantissa = second.number.value / second.number.scale;
            if low.number.scale == 1.0
                && second.number.scale > 1.0
                && low.number.value < mantissa
                && low.upper.is_none()
                && skip == next
            {
                low.number.value *= second.number.scale;
                low.number.scale = second.number.scale;
            }
            let high = second.upper.unwrap_or(second.number.value);
            // "2 or 3" but not "3 or more"; "52-48" is no range
            if low.number.value < high {
                next = second.number.next;
                return (low, Some(second), next);
            }
        }
        if alone_scaled.2 != alone.2 { alone_scaled } else { alone }
    }

    /// "5m", "3k", "2b" touching their letter: millions where money or a counted thing follows.
    fn with_letter_scale(&self, at: usize, amount: Amount, money: bool) -> Amount {
        let next = amount.number.next;
        if !amount.number.digits || amount.number.scale > 1.0 || !self.glued(next - 1) {
            return amount;
        }
        let letter = self.token(next).map_or("", |t| t.text);
        let follows = money
            || self.has_unit(next + 1)
            || self.counted(next + 1, false).is_some_and(|c| c.0 != QuantityKind::Count)
            || self.token(at).is_none();
        let scale = match letter {
            "m" | "M" if follows => 1e6,
            "k" | "K" => 1e3,
            "b" | "B" if follows => 1e9,
            _ => return amount,
        };
        let number = Number { value: amount.number.value * scale, scale, digits: true, next: next + 1 };
        Amount { number, ..amount }
    }

    // ---- units ----------------------------------------------------------------------------------------------

    /// What the amount whose number ends before `next` is an amount of; `None` when it is none after all.
    fn unit(&self, start: usize, next: usize, amount: &Amount, prefix: Option<Currency>) -> Option<Unit> {
        if let Some(prefix) = prefix {
            // "$5 Canadian"; "$3 million dollars"
            let mut code = prefix.code;
            let mut end = next;
            match self.word(next) {
                "canadian" => (code, end) = (Some("CAD"), next + 1),
                "australian" => (code, end) = (Some("AUD"), next + 1),
                "dollars" | "dollar" | "euros" | "pounds" => end = next + 1,
                _ => {}
            }
            let dash = usize::from(self.is_dash(end));
            let _ = dash;
            return Some(Unit {
                kind: QuantityKind::Money,
                unit: code.map(str::to_owned),
                factor: prefix.factor,
                next: end,
            });
        }
        if amount.share {
            return Some(Unit { kind: QuantityKind::Percent, unit: Some("%".into()), factor: 1.0, next });
        }
        let dash = usize::from(self.is_dash(next) && self.token(next + 1).is_some_and(|t| t.shape == Shape::Word));
        // "hundreds of millions of dollars", "5 million worth of", "a million or so euros"
        let of = usize::from(self.word(next) == "of");
        let at = next + dash.max(of);
        let money = currency::after_amount(self.tokens, at);
        let sterling = matches!(self.word(at), "pounds" | "pound") && amount.number.value >= 1e6;
        if sterling && money.is_none() {
            let end = at + 1 + usize::from(self.word(at + 1) == "sterling");
            return Some(Unit { kind: QuantityKind::Money, unit: Some("GBP".into()), factor: 1.0, next: end });
        }
        if matches!(self.word(at), "pounds" | "pound") && self.word(at + 1) == "sterling" {
            return Some(Unit { kind: QuantityKind::Money, unit: Some("GBP".into()), factor: 1.0, next: at + 2 });
        }
        if let Some(money) = money.filter(|_| !self.is_verb_won(at, amount)) {
            return Some(Unit {
                kind: QuantityKind::Money,
                unit: money.code.map(str::to_owned),
                factor: money.factor,
                next: money.next,
            });
        }
        if let Some(found) = measure::at(self.tokens, at) {
            // "six feet", "a 10-foot wall"
            return Some(Unit { kind: found.kind, unit: Some(found.unit.into()), factor: 1.0, next: found.next });
        }
        if is_time(self.word(at)) {
            return None;
        }
        let one = amount.number.value == 1.0 && amount.upper.is_none();
        let (kind, unit) = self.counted(next, one || dash == 1).unwrap_or_else(|| self.by_context(start, next));
        Some(Unit { kind, unit, factor: 1.0, next })
    }

    /// "The party with 35 won": the verb, not the currency.
    fn is_verb_won(&self, at: usize, amount: &Amount) -> bool {
        self.word(at) == "won" && (amount.number.scale < 1e3 && amount.number.value < 1000.0)
    }

    /// People or arms among the words after a number: "14 masked gunmen", "three of the soldiers", "12 T-72 tanks".
    fn counted(&self, next: usize, singular: bool) -> Option<(QuantityKind, Option<String>)> {
        let mut at = next + usize::from(self.is_dash(next));
        if self.word(at) == "of" {
            at += 1;
            while matches!(self.word(at), "the" | "his" | "her" | "its" | "their" | "our" | "those" | "these") {
                at += 1;
            }
        }
        let mut war = false;
        let mut found: Option<(QuantityKind, Option<String>)> = None;
        for i in at..at + 7 {
            let Some(token) = self.token(i) else { break };
            if token.shape == Shape::Sign && !token.is_dash() && !token.is_apostrophe() {
                break;
            }
            if token.shape != Shape::Word {
                continue;
            }
            let word = token.lower.as_str();
            if ends_noun_phrase(word) && !(i == at && people::is_person(word, false, false)) {
                break;
            }
            // a head noun ends the phrase unless another noun follows ("tank crews")
            if i == at + 1 && matches!(word, "of") {
                break;
            }
            if let Some(weapon) = arms::weapon(word, singular) {
                let fighter_people = false;
                if !fighter_people && (war || !arms::needs_company(weapon)) {
                    found = Some((QuantityKind::Arms, Some(weapon.to_owned())));
                    war = true;
                    continue;
                }
            }
            if people::is_person(word, token.is_capitalised(), singular) {
                found = Some((QuantityKind::People, Some("people".to_owned())));
                continue;
            }
            war |= arms::is_of_war(word);
            // a plural that is neither ends the search
            if found.is_some() {
                break;
            }
            if word.ends_with('s') && !word.ends_with("ss") && word.len() > 3 && !token.is_capitalised() && i > at {
                break;
            }
        }
        found
    }

    /// A number without a noun: people where the verb is one that befalls people.
    fn by_context(&self, start: usize, next: usize) -> (QuantityKind, Option<String>) {
        let harmed = |word: &str| {
            matches!(
                word,
                "killed"
                    | "killing"
                    | "kills"
                    | "wounded"
                    | "wounding"
                    | "injured"
                    | "injuring"
                    | "arrested"
                    | "arresting"
                    | "detained"
                    | "detaining"
                    | "dead"
                    | "died"
                    | "hurt"
                    | "missing"
                    | "displaced"
                    | "abducted"
                    | "kidnapped"
                    | "executed"
                    | "sentenced"
                    | "jailed"
                    | "evacuated"
                    | "hospitalised"
                    | "hospitalized"
            )
        };
        let people = (QuantityKind::People, Some("people".to_owned()));
        let mut at = next;
        while matches!(
            self.word(at),
            "were"
                | "was"
                | "are"
                | "is"
                | "have"
                | "had"
                | "been"
                | "others"
                | "more"
                | "other"
                | "being"
                | "of"
                | "them"
        ) {
            at += 1;
        }
        if harmed(self.word(at)) {
            return people;
        }
        // nothing but the number stands after the verb: "killed at least 15."
        let alone = self.token(next).is_none_or(|t| t.shape == Shape::Sign || ends_noun_phrase(&t.lower));
        if alone {
            for n in 1..=5 {
                let word = self.back(start, n);
                if harmed(word) {
                    return people;
                }
                if !is_qualifier(word) {
                    break;
                }
            }
        }
        (QuantityKind::Count, None)
    }

    // ---- bounds ---------------------------------------------------------------------------------------------

    /// What the words before the amount at `at` say of it.
    fn bound(&self, at: usize) -> Bound {
        let (one, two, three) = (self.back(at, 1), self.back(at, 2), self.back(at, 3));
        match (three, two, one) {
            ("no" | "not", "more", "than") => Bound::AtMost,
            (_, "at", "least") | (_, "more" | "greater" | "higher", "than") | (_, "no" | "not", "fewer" | "less") => {
                Bound::AtLeast
            }
            ("no", "less" | "fewer", "than") | ("not", "less" | "fewer", "than") => Bound::AtLeast,
            (_, "less" | "fewer" | "lower", "than") | (_, "at", "most") | (_, "up", "to") => Bound::AtMost,
            (_, "as", "many" | "much") => Bound::AtMost,
            ("as", "many" | "much", "as") => Bound::AtMost,
            (_, _, "over" | "exceeding" | "above" | "minimum") => Bound::AtLeast,
            (_, _, "under" | "below" | "maximum") => Bound::AtMost,
            (
                _,
                _,
                "about" | "around" | "some" | "roughly" | "approximately" | "nearly" | "almost" | "estimated" | "circa"
                | "or" | "close" | "perhaps" | "nearing",
            ) => Bound::About,
            (_, "close", "to") => Bound::About,
            _ => Bound::Exact,
        }
    }
}

fn is_qualifier(word: &str) -> bool {
    matches!(
        word,
        "at" | "least"
            | "more"
            | "than"
            | "up"
            | "to"
            | "about"
            | "around"
            | "some"
            | "nearly"
            | "almost"
            | "another"
            | "as"
            | "many"
            | "over"
            | "fewer"
            | "less"
            | "roughly"
            | "and"
            | "between"
            | "from"
            | "only"
            | "an"
            | "estimated"
            | "or"
            | "approximately"
    )
}

/// The least and the number below which a vague plural lies.
fn plural_scale(word: &str) -> Option<(f64, f64)> {
    Some(match word {
        "dozens" => (24.0, 100.0),
        "scores" => (40.0, 100.0),
        "tens" => (20.0, 100.0),
        "hundreds" => (200.0, 1e3),
        "thousands" => (2e3, 1e4),
        "millions" => (2e6, 1e7),
        "billions" => (2e9, 1e10),
        "trillions" => (2e12, 1e13),
        _ => return None,
    })
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

fn is_time(word: &str) -> bool {
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
            | "semester"
            | "season"
    )
}

fn is_month(token: &Token) -> bool {
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

/// Words that end the noun phrase after a number.
fn ends_noun_phrase(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "on"
            | "at"
            | "by"
            | "to"
            | "from"
            | "with"
            | "for"
            | "as"
            | "or"
            | "and"
            | "the"
            | "a"
            | "an"
            | "was"
            | "were"
            | "are"
            | "is"
            | "be"
            | "have"
            | "has"
            | "had"
            | "will"
            | "would"
            | "that"
            | "who"
            | "which"
            | "when"
            | "where"
            | "while"
            | "after"
            | "before"
            | "since"
            | "than"
            | "during"
            | "against"
            | "into"
            | "near"
            | "over"
            | "under"
            | "but"
            | "if"
            | "it"
            | "they"
            | "he"
            | "she"
            | "his"
            | "her"
            | "its"
            | "their"
            | "said"
            | "killed"
            | "wounded"
            | "injured"
            | "not"
            | "did"
            | "between"
            | "across"
            | "through"
            | "without"
            | "because"
            | "per"
            | "out"
            | "off"
            | "up"
            | "down"
            | "about"
            | "this"
            | "these"
            | "those"
    )
}
