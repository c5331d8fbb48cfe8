//! What the words before a date make of it: "since 2014", "until Friday", "from May to July".

use super::calendar::plus_days;
use super::interval::Interval;
use super::lexicon;
use super::reader::{Read, Reader};
use crate::resolve::words::Token;
use jiff::civil::Date;

/// How a preposition bounds the period beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    /// "since": from its start to the report.
    Since,
    /// "from", "starting": from its start on.
    From,
    /// "until", "by": up to its end.
    Until,
    /// "before": up to the day before it.
    Before,
    /// "after": from the day after it on.
    After,
    /// "between": waits for "and".
    Between,
}

impl Frame {
    /// The frame of the words that end just before token `at`, and their first token.
    pub(super) fn before(tokens: &[Token], sentence: usize, at: usize) -> Option<(Frame, usize)> {
        let word = |i: usize| if i >= sentence { tokens.get(i).map_or("", |t| t.lower.as_str()) } else { "" };
        let mut i = at.checked_sub(1)?;
        while lexicon::is_padding(word(i)) || matches!(word(i), "at" | "least" | "on" | "early" | "shortly") {
            i = i.checked_sub(1)?;
        }
        let previous = i.checked_sub(1).map_or("", word);
        let frame = match word(i) {
            "since" => Frame::Since,
            "from" | "starting" | "beginning" | "effective" => Frame::From,
            "between" => Frame::Between,
            "until" | "till" | "til" | "through" | "thru" => {
                // "not until Monday" is Monday
                let negated = (1..=6).any(|n| {
                    let word = i.checked_sub(n).map_or("", word);
                    matches!(word, "not" | "nor" | "never") || word == "t"
                });
                if negated && word(i).starts_with("unti") {
                    return None;
                }
                Frame::Until
            }
            "by" | "than" if word(i) == "by" || previous == "later" => Frame::Until,
            "before" => Frame::Before,
            "to" if previous == "prior" => Frame::Before,
            "to" if previous == "up" => Frame::Until,
            "of" if previous == "ahead" => Frame::Before,
            "after" | "following" => Frame::After,
            _ => return None,
        };
        let first = if matches!(word(i), "to" | "of" | "than") { i - 1 } else { i };
        Some((frame, first))
    }

    /// The period so bounded.
    pub(super) fn apply(self, period: Interval, anchor: Option<Date>) -> Interval {
        let Interval { start, end, granularity } = period;
        match self {
            Frame::Since => {
                // a period since X lasts to the report, unless X lies after it
                let end = anchor.filter(|anchor| start.is_some_and(|start| start <= *anchor));
                Interval { start, end, granularity }
            }
            Frame::From => Interval { start, end: None, granularity },
            Frame::Until => Interval { start: None, end, granularity },
            Frame::Before => Interval { start: None, end: start.and_then(|d| plus_days(d, -1)), granularity },
            Frame::After => Interval { start: end.and_then(|d| plus_days(d, 1)), end: None, granularity },
            Frame::Between => period,
        }
    }
}

/// A range "A to B", "A and B", "A-B" whose first date begins at `at`.
///
/// `led` tells that "from" or "between" stands before it; only then do "to" and "and" join two dates that lie apart.
pub(super) fn range(reader: &Reader, at: usize, led: Option<Frame>) -> Option<(Read, Read)> {
    let first = reader.date(at, 0)?;
    let joint = reader.tokens.get(first.next)?;
    let dash = joint.is_dash();
    let joined = dash
        || matches!(joint.lower.as_str(), "to" | "through" | "until" | "till" | "thru")
        || (joint.lower == "and" && led == Some(Frame::Between))
        || (joint.lower == "into" && led == Some(Frame::From));
    if !joined || (joint.lower == "until" && led != Some(Frame::From)) {
        return None;
    }
    let at_second = first.next + 1;
    let mut second =
        reader.with_year(first.year).date(at_second, 0).or_else(|| short_year(reader, first, at_second))?;
    let mut first = first;
    if first.year.is_none() && second.year.is_some() {
        // "between May and June 1981"
        first = reader.with_year(second.year).date(at, 0).filter(|again| again.next == first.next)?;
    }
    let reversed = |a: &Read, b: &Read| match (a.interval.start, b.interval.start) {
        (Some(a), Some(b)) => b < a,
        _ => false,
    };
    if reversed(&first, &second) {
        // "November 2019 to March": the next one; "Friday to Sunday": the Sunday after
        let start = first.interval.start?;
        let year = i32::from(start.year()) + 1;
        let later = match second.interval.granularity {
            super::Granularity::Day if second.year.is_none() => second
                .interval
                .start
                .and_then(|day| plus_days(day, 7))
                .filter(|day| *day >= start)
                .map(|day| Read { interval: Interval::day(day), ..second }),
            _ => None,
        };
        second =
            later.or_else(|| reader.with_year(Some(year)).date(at_second, 0).filter(|again| again.year.is_none()))?;
        if reversed(&first, &second) {
            return None;
        }
    }
    let ordered = match (first.interval.start, second.interval.end) {
        (Some(start), Some(end)) => start <= end,
        _ => true,
    };
    ordered.then_some((first, second))
}

/// "1892–94": the two digits after a year.
fn short_year(reader: &Reader, first: Read, at: usize) -> Option<Read> {
    let year = first.year?;
    let token = reader.tokens.get(at).filter(|t| t.text.len() == 2)?;
    let two: i32 = token.text.parse().ok()?;
    let full = year.div_euclid(100) * 100 + two;
    (full > year && first.interval.granularity == super::Granularity::Year).then_some(())?;
    Some(Read { interval: super::calendar::year(full)?, next: at + 1, year: Some(full) })
}

/// From the first day of one to the last day of the other.
pub(super) fn hull(first: Interval, second: Interval) -> Interval {
    Interval { start: first.start, end: second.end, granularity: first.granularity.min(second.granularity) }
}
