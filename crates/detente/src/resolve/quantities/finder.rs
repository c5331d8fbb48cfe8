//! Walks over the numbers of a text and decides what each is an amount of, if of anything.

use super::currency::{self, Currency};
use super::excluded::is_month;
use super::numbers::{self, Number};
use super::unit::{ends_noun_phrase, is_qualifier};
use super::{Bound, Quantity, QuantityKind, measure};
use crate::resolve::words::Tokens;
use crate::resolve::words::{self, Shape, Token};
use crate::text::Span;

/// How far outside the searched stretch the text is read, in bytes.
const BEFORE: usize = 240;
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
    let finder = Finder { tokens: &tokens, inside, end };
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

/// The tokens of a text around the stretch that is searched.
pub(super) struct Finder<'a> {
    pub tokens: &'a [Token<'a>],
    pub inside: Span,
    /// First token after the searched stretch.
    pub end: usize,
}

/// A number or a vague plural, with its upper bound if it has one of its own.
#[derive(Clone, Copy)]
pub(super) struct Amount {
    pub number: Number,
    pub upper: Option<f64>,
    /// A share in words: already per cent.
    pub share: bool,
}

/// What follows an amount.
pub(super) struct Unit {
    pub kind: QuantityKind,
    pub unit: Option<String>,
    pub factor: f64,
    /// First token after what belongs to the quantity's span.
    pub next: usize,
}

impl<'a> Tokens<'a> for Finder<'a> {
    fn tokens(&self) -> &'a [Token<'a>] {
        self.tokens
    }
}

impl<'a> Finder<'a> {
    pub(super) fn is_dash(&self, at: usize) -> bool {
        self.token(at).is_some_and(Token::is_dash)
    }

    /// What begins at token `at`.
    fn at(&self, at: usize) -> Step {
        let mut step = self.in_its_own_words(at);
        if let Some(found) = &mut step.found
            && let Some(before) = self.left_unsaid(at, found, step.next)
        {
            found.kind = before.kind;
            found.unit = before.unit;
        }
        step
    }

    /// What begins at token `at`, by what stands beside the number.
    fn in_its_own_words(&self, at: usize) -> Step {
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
        let Some(unit) = self.unit(start, next, &low, prefix) else { return nothing(next) };
        // "a 0-1 defeat", "won 2-3"
        let dashed = high.is_some_and(|h| h.number.value < 20.0) && self.is_dash(low.number.next);
        let bare = unit.kind == QuantityKind::Count && unit.unit.is_none();
        if dashed && bare && low.number.value < 10.0 && (low.number.value == 0.0 || self.is_alone(next)) {
            return nothing(next);
        }
        let amount = tidy(low.number.value * unit.factor);
        let bound = self.bound(at);
        let upper = match high {
            Some(high) => Some(high.upper.unwrap_or(high.number.value)),
            None => low.upper,
        };
        let upper = match upper {
            Some(upper) => Some(tidy(upper * unit.factor)),
            None => (bound == Bound::AtMost).then_some(amount),
        };
        let last = unit.next.max(next).saturating_sub(1).min(self.tokens.len() - 1);
        let start = self.tokens[at].span.start.max(self.inside.start);
        let end = self.tokens[last].span.end.min(self.inside.end);
        let span = Span::new(start.min(end), end);
        let found = Quantity { span, amount, upper, unit: unit.unit, kind: unit.kind, bound };
        Step { found: Some(found), next: unit.next.max(next) }
    }

    /// True when no noun follows.
    pub(super) fn is_alone(&self, next: usize) -> bool {
        self.token(next).is_none_or(|t| t.shape == Shape::Sign && !t.is_dash() || ends_noun_phrase(&t.lower))
    }

    /// The amount before it in the sentence whose unit a bare number shares: "from $10 billion to 15 billion",
    /// "12 percent, up from 9".
    fn left_unsaid(&self, at: usize, found: &Quantity, next: usize) -> Option<Quantity> {
        let bare = found.kind == QuantityKind::Count && found.unit.is_none();
        let alone = self.is_alone(next);
        let large = found.amount >= 1e6;
        let compared = matches!(self.back(at, 1), "to" | "from" | "against" | "versus");
        if !bare || !alone || !(large || compared) {
            return None;
        }
        let first = (at.saturating_sub(if large { 40 } else { 14 })..at)
            .rev()
            .take_while(|&i| !matches!(self.tokens[i].text, "." | "!" | "?") || self.glued(i))
            .last()?;
        let mut before = None;
        let mut i = first;
        while i < at {
            let step = self.in_its_own_words(i);
            before = step.found.filter(|q| q.kind != QuantityKind::Count).or(before);
            i = step.next.max(i + 1);
        }
        use QuantityKind::{Area, Distance, Money, Percent, Volume, Weight};
        before.filter(|q| match q.kind {
            Money => true,
            // an index falls "1 percent to 10,039": only what is less can be a share too
            Percent if self.back(at, 1) == "to" => found.amount < q.amount,
            Percent => compared && found.amount <= 100.0,
            Distance | Weight | Volume | Area => compared,
            _ => false,
        })
    }

    pub(super) fn prefix_outside(&self, at: usize) -> Option<Currency> {
        let token = self.token(at)?;
        if token.span.start > self.inside.start {
            return None;
        }
        (1..=3).filter_map(|n| currency::before_amount(self.tokens, at.checked_sub(n)?)).find(|c| c.next == at)
    }

    pub(super) fn amount(&self, at: usize) -> Option<Amount> {
        if let Some(vague) = self.vague(at) {
            return Some(vague);
        }
        if let Some(share) = self.share(at) {
            return Some(share);
        }
        if let Some(number) = numbers::cardinal(self.tokens, at) {
            return Some(Amount { number, upper: None, share: false });
        }
        // "a [hundred thousand]": the article outside the stretch
        if let Some(number) = at
            .checked_sub(1)
            .filter(|&i| matches!(self.word(i), "a" | "an"))
            .and_then(|i| numbers::cardinal(self.tokens, i))
        {
            return Some(Amount { number, upper: None, share: false });
        }
        // "a single rifle"
        if self.word(at) == "single" && self.back(at, 1) == "a" {
            let number = Number { value: 1.0, scale: 1.0, digits: false, next: at + 1 };
            return self.counted(at + 1, true).map(|_| Amount { number, upper: None, share: false });
        }
        let (scale, next) = numbers::scale(self.tokens, at)?;
        let multi = self.back(at, 1) == "multi" || (self.is_dash(at.checked_sub(1)?) && self.back(at, 2) == "multi");
        if self.is_dash(at) || !multi {
            return None;
        }
        let number = Number { value: 2.0 * scale, scale, digits: false, next };
        Some(Amount { number, upper: Some(1000.0 * scale - 1.0), share: false })
    }

    /// "dozens", "hundreds of thousands", "several hundred", "a few dozen".
    pub(super) fn vague(&self, at: usize) -> Option<Amount> {
        let named = |factor: f64, upper: f64, next| {
            let number = Number { value: factor, scale: factor, digits: false, next };
            Some(Amount { number, upper: Some(upper), share: false })
        };
        let few = at + usize::from(self.word(at) == "a");
        if matches!(self.word(few), "several" | "few") {
            let (scale, next) = self.scales(few + 1)?;
            return named(3.0 * scale, 9.0 * scale, next);
        }
        if self.word(few) == "couple" {
            let of = few + 1 + usize::from(self.word(few + 1) == "of");
            let (scale, next) = self.scales(of)?;
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

    /// One scale word or more: "hundred thousand".
    fn scales(&self, at: usize) -> Option<(f64, usize)> {
        let (mut product, mut next) = numbers::scale(self.tokens, at)?;
        while let Some((scale, after)) = numbers::scale(self.tokens, next).filter(|_| product < 1e15) {
            product *= scale;
            next = after;
        }
        Some((product, next))
    }

    /// The range that `first` begins, if it begins one inside the stretch: both amounts and the first token after.
    pub(super) fn range(&self, at: usize, start: usize, first: Amount, money: bool) -> (Amount, Option<Amount>, usize) {
        let alone = (first, None, first.number.next);
        // "5m": the letter is a million where no metres are meant
        let first = self.with_letter_scale(start, first, money);
        let mut next = first.number.next;
        let alone_scaled = (first, None, next);
        let between = (1..=4).any(|n| self.back(at, n) == "between");
        // "10 percent to 15 percent", "5 km to 10 km", "3 million euros to 5 million euros": the unit stands twice
        let own_unit = self.unit_at(next);
        for skip in [Some(next), own_unit.as_ref().map(|u| u.1)].into_iter().flatten() {
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
            if prefix.is_some() && !money {
                continue;
            }
            // each with its unit and no "from" before: "rose 2 percent to 55 percent" is a step and a level
            let twice = skip != next || prefix.is_some();
            let level = twice || self.is_alone(second.number.next);
            if level && joint == "to" && self.is_change(at) {
                continue;
            }
            if skip != next && self.unit_at(second.number.next).map(|u| u.0) != own_unit.as_ref().map(|u| u.0.clone()) {
                continue;
            }
            // "5 to 10 March"
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

    /// The unit at token `at` in the record's spelling, and the first token after it.
    fn unit_at(&self, at: usize) -> Option<(String, usize)> {
        let measured = measure::at(self.tokens, at).map(|m| (m.unit.to_owned(), m.next));
        measured
            .or_else(|| currency::after_amount(self.tokens, at).map(|c| (c.code.unwrap_or("money").to_owned(), c.next)))
    }

    /// True when a verb of rising or falling stands before the amount at `at`.
    fn is_change(&self, at: usize) -> bool {
        let verb =
            (1..=5).map(|n| self.back(at, n)).find(|word| !is_qualifier(word) || matches!(*word, "from" | "between"));
        verb.is_some_and(|word| {
            const STEMS: [&str; 22] = [
                "declin", "increas", "decreas", "advanc", "jump", "drop", "climb", "slip", "surg", "plung", "eas",
                "narrow", "widen", "soar", "tumbl", "gain", "slump", "rais", "lower", "reduc", "edg", "add",
            ];
            STEMS.iter().any(|stem| word.starts_with(stem))
                || matches!(
                    word,
                    "rose" | "fell" | "up" | "down" | "lost" | "grew" | "slid" | "shrank" | "rise" | "fall" | "cut"
                )
        })
    }

    /// "5m", "3k", "2b" touching their letter: millions where money or a counted thing follows.
    pub(super) fn with_letter_scale(&self, at: usize, amount: Amount, money: bool) -> Amount {
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

    /// What the words before the amount at `at` say of it.
    pub(super) fn bound(&self, at: usize) -> Bound {
        let (one, two, three) = (self.back(at, 1), self.back(at, 2), self.back(at, 3));
        match (three, two, one) {
            ("no" | "not", "more", "than") => Bound::AtMost,
            ("no" | "not", "less" | "fewer", "than") => Bound::AtLeast,
            (_, "at", "least") | (_, "more" | "greater" | "higher", "than") => Bound::AtLeast,
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

/// The number without the last digits that binary arithmetic adds: 4.1 × 10⁹ is 4,100,000,000.
fn tidy(number: f64) -> f64 {
    let rounded = format!("{number:.11e}").parse().unwrap_or(number);
    if f64::is_finite(rounded) { rounded } else { f64::MAX }
}
