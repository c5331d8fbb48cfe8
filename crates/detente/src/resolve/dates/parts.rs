//! Parts of a period: "early March", "the second half of 2020", "the last week of May".

use super::calendar::{self, Unit, date, plus_days, plus_months};
use super::interval::{Granularity, Interval};
use jiff::civil::Date;

/// A part of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// First, middle or last third.
    Early,
    Mid,
    Late,
    /// Its first or last smaller unit: a year's first month, a decade's first third.
    Start,
    End,
    /// First or second half.
    Half(u8),
}

/// That part of `whole`; what has no parts (a day) or is not known stays as it is.
pub(super) fn of(whole: Interval, part: Part) -> Option<Interval> {
    let Some((start, end)) = whole.bounds() else { return Some(whole) };
    // a war has ends, and thirds by the day
    if whole.granularity == Granularity::Year && start.year() != end.year() {
        return irregular(start, end, part);
    }
    let (start, end) = match whole.granularity {
        Granularity::Day | Granularity::Weekend => (start, end),
        Granularity::Week => match part {
            Part::Early | Part::Start => (start, plus_days(start, 1)?),
            Part::Mid => (plus_days(start, 2)?, plus_days(start, 3)?),
            Part::Late | Part::End => (plus_days(start, 4)?, end),
            Part::Half(1) => (start, plus_days(start, 3)?),
            Part::Half(_) => (plus_days(start, 3)?, end),
        },
        Granularity::Month => match part {
            Part::Early | Part::Start => (start, plus_days(start, 9)?),
            Part::Mid => (plus_days(start, 10)?, plus_days(start, 19)?),
            Part::Late | Part::End => (plus_days(start, 20)?, end),
            Part::Half(1) => (start, plus_days(start, 14)?),
            Part::Half(_) => (plus_days(start, 15)?, end),
        },
        Granularity::Quarter | Granularity::Season => match part {
            Part::Early | Part::Start => in_months(start, 0, 1)?,
            Part::Mid => in_months(start, 1, 1)?,
            Part::Late | Part::End => in_months(start, 2, 1)?,
            Part::Half(1) => (start, plus_days(plus_months(start, 1)?, 14)?),
            Part::Half(_) => (plus_days(plus_months(start, 1)?, 15)?, end),
        },
        Granularity::Half => match part {
            Part::Start => in_months(start, 0, 1)?,
            Part::End => in_months(start, 5, 1)?,
            Part::Early => in_months(start, 0, 2)?,
            Part::Mid => in_months(start, 2, 2)?,
            Part::Late => in_months(start, 4, 2)?,
            Part::Half(1) => in_months(start, 0, 3)?,
            Part::Half(_) => in_months(start, 3, 3)?,
        },
        Granularity::Year => match part {
            Part::Start => in_months(start, 0, 1)?,
            Part::End => in_months(start, 11, 1)?,
            Part::Early => in_months(start, 0, 4)?,
            Part::Mid => in_months(start, 4, 4)?,
            Part::Late => in_months(start, 8, 4)?,
            Part::Half(1) => in_months(start, 0, 6)?,
            Part::Half(_) => in_months(start, 6, 6)?,
        },
        Granularity::Decade => match part {
            Part::Early | Part::Start => in_years(start, 0, 4)?,
            Part::Mid => in_years(start, 4, 3)?,
            Part::Late | Part::End => in_years(start, 7, 3)?,
            Part::Half(1) => in_years(start, 0, 5)?,
            Part::Half(_) => in_years(start, 5, 5)?,
        },
        Granularity::Century => match part {
            Part::Start => in_years(start, 0, 10)?,
            Part::End => in_years(start, 90, 10)?,
            Part::Early => in_years(start, 0, 33)?,
            Part::Mid => in_years(start, 33, 34)?,
            Part::Late => in_years(start, 67, 33)?,
            Part::Half(1) => in_years(start, 0, 50)?,
            Part::Half(_) => in_years(start, 50, 50)?,
        },
    };
    // a part of what is itself a part may leave nothing to divide
    let last = whole.end.map_or(end, |limit| end.min(limit));
    if start > last {
        return Some(whole);
    }
    let end = last;
    let narrow = match (whole.granularity, part) {
        (Granularity::Year | Granularity::Half, Part::Start | Part::End) => Granularity::Month,
        (Granularity::Year, Part::Half(_)) => Granularity::Half,
        (same, _) => same,
    };
    Some(Interval::new(start, end, narrow))
}

fn irregular(start: Date, end: Date, part: Part) -> Option<Interval> {
    let days = calendar::days_between(start, end);
    let at = |share: i64, of: i64| plus_days(start, days * share / of);
    Some(match part {
        Part::Start => Interval::day(start),
        Part::End => Interval::day(end),
        Part::Early => Interval::new(start, at(1, 3)?, Granularity::Year),
        Part::Mid => Interval::new(at(1, 3)?, at(2, 3)?, Granularity::Year),
        Part::Late => Interval::new(at(2, 3)?, end, Granularity::Year),
        Part::Half(1) => Interval::new(start, at(1, 2)?, Granularity::Year),
        Part::Half(_) => Interval::new(at(1, 2)?, end, Granularity::Year),
    })
}

fn in_months(start: Date, skip: i64, count: i64) -> Option<(Date, Date)> {
    let first = plus_months(start, skip)?;
    Some((first, plus_days(plus_months(first, count)?, -1)?))
}

fn in_years(start: Date, skip: i32, count: i32) -> Option<(Date, Date)> {
    let first = i32::from(start.year()) + skip;
    Some((date(first, 1, 1)?, date(first + count - 1, 12, 31)?))
}

/// `count` units from the `nth` (from 1) on, counted inside `whole`; `from_end` counts back from its end.
pub(super) fn units(whole: Interval, unit: Unit, nth: i64, count: i64, from_end: bool) -> Option<Interval> {
    let granularity = unit.granularity();
    let Some((start, end)) = whole.bounds() else { return Some(Interval::unknown(granularity)) };
    let months = |months: i64| -> Option<(Date, Date)> {
        let first = if from_end {
            plus_months(plus_days(end, 1)?, -months * (nth - 1 + count))?
        } else {
            plus_months(start, months * (nth - 1))?
        };
        Some((first, plus_days(plus_months(first, months * count)?, -1)?))
    };
    let days = |days: i64| -> Option<(Date, Date)> {
        if from_end {
            let last = plus_days(end, -days * (nth - 1))?;
            Some((plus_days(last, 1 - days * count)?, last))
        } else {
            let first = plus_days(start, days * (nth - 1))?;
            Some((first, plus_days(first, days * count - 1)?))
        }
    };
    if !(1..=1000).contains(&nth) || !(1..=1000).contains(&count) {
        return None;
    }
    let (first, last) = match unit {
        Unit::Day => days(1)?,
        Unit::Week => days(7)?,
        Unit::Fortnight => days(14)?,
        Unit::Month => months(1)?,
        Unit::Quarter => months(3)?,
        Unit::Year => months(12)?,
        Unit::Decade => months(120)?,
        Unit::Century => months(1200)?,
        Unit::Weekend => {
            let saturday = if from_end {
                plus_days(calendar::weekday_before(end, jiff::civil::Weekday::Saturday, true)?, -7 * (nth - 1))?
            } else {
                plus_days(calendar::weekday_after(start, jiff::civil::Weekday::Saturday, true)?, 7 * (nth - 1))?
            };
            (saturday, plus_days(saturday, 1)?)
        }
    };
    // "the fifth week of March" still ends in March
    (first <= end).then(|| Interval::new(first, last.min(end).max(first), granularity))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(interval: Option<Interval>) -> String {
        let (start, end) = interval.and_then(|i| i.bounds()).unwrap();
        format!("{start}..{end}")
    }

    #[test]
    fn thirds_halves_and_ends() {
        let year = calendar::year(2019).unwrap();
        let march = calendar::month(2019, 3).unwrap();
        let nineties = calendar::years(1990, 1999, Granularity::Decade).unwrap();
        assert_eq!(shown(of(year, Part::Late)), "2019-09-01..2019-12-31");
        assert_eq!(shown(of(year, Part::Half(2))), "2019-07-01..2019-12-31");
        assert_eq!(shown(of(march, Part::Early)), "2019-03-01..2019-03-10");
        assert_eq!(shown(of(nineties, Part::Early)), "1990-01-01..1993-12-31");
        assert_eq!(shown(units(year, Unit::Month, 1, 3, false)), "2019-01-01..2019-03-31");
        assert_eq!(shown(units(march, Unit::Week, 1, 1, true)), "2019-03-25..2019-03-31");
        assert_eq!(shown(units(march, Unit::Day, 1, 1, true)), "2019-03-31..2019-03-31");
    }
}
