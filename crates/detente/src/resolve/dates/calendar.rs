//! Stretches of the calendar as intervals. Everything is checked: beyond the calendar's ends there is `None`.

use super::interval::{Granularity, Interval};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// A stretch of time that can be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    pub fn granularity(self) -> Granularity {
        match self {
            Unit::Day => Granularity::Day,
            Unit::Weekend => Granularity::Weekend,
            Unit::Week | Unit::Fortnight => Granularity::Week,
            Unit::Month => Granularity::Month,
            Unit::Quarter => Granularity::Quarter,
            Unit::Year => Granularity::Year,
            Unit::Decade => Granularity::Decade,
            Unit::Century => Granularity::Century,
        }
    }
}

/// A season, by the northern months the news means: spring begins in March.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

pub(super) fn date(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `day` moved by so many days.
pub(super) fn plus_days(day: Date, days: i64) -> Option<Date> {
    if days.abs() > 4_000_000 {
        return None;
    }
    day.checked_add(days.days()).ok()
}

/// `day` moved by so many months; the 31st becomes the month's last day.
pub(super) fn plus_months(day: Date, months: i64) -> Option<Date> {
    if months.abs() > 120_000 {
        return None;
    }
    day.checked_add(months.months()).ok()
}

/// Days from `a` to `b`, negative when `b` is earlier.
pub(super) fn days_between(a: Date, b: Date) -> i64 {
    a.until(b).map_or(0, |span| i64::from(span.get_days()))
}

pub(super) fn week(day: Date) -> Option<Interval> {
    let monday = plus_days(day, -i64::from(day.weekday().to_monday_zero_offset()))?;
    Some(Interval::new(monday, plus_days(monday, 6)?, Granularity::Week))
}

/// Saturday and Sunday of the day's week.
pub(super) fn weekend(day: Date) -> Option<Interval> {
    let sunday = week(day)?.end?;
    Some(Interval::new(plus_days(sunday, -1)?, sunday, Granularity::Weekend))
}

pub(super) fn month(year: i32, month: i32) -> Option<Interval> {
    months(year, month, 1, Granularity::Month)
}

/// So many whole months from the first of one.
pub(super) fn months(year: i32, month: i32, count: i64, granularity: Granularity) -> Option<Interval> {
    let start = date(year, month, 1)?;
    Some(Interval::new(start, plus_days(plus_months(start, count)?, -1)?, granularity))
}

pub(super) fn quarter(year: i32, quarter: i32) -> Option<Interval> {
    (1..=4).contains(&quarter).then_some(())?;
    months(year, 3 * quarter - 2, 3, Granularity::Quarter)
}

pub(super) fn half(year: i32, half: i32) -> Option<Interval> {
    (1..=2).contains(&half).then_some(())?;
    months(year, 6 * half - 5, 6, Granularity::Half)
}

/// A season of a year; winter begins in that year's December.
pub(super) fn season(year: i32, season: Season) -> Option<Interval> {
    let first = match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
        Season::Winter => 12,
    };
    months(year, first, 3, Granularity::Season)
}

pub(super) fn year(year: i32) -> Option<Interval> {
    years(year, year, Granularity::Year)
}

/// From the first day of one year to the last of another.
pub(super) fn years(first: i32, last: i32, granularity: Granularity) -> Option<Interval> {
    Some(Interval::new(date(first, 1, 1)?, date(last, 12, 31)?, granularity))
}

/// The unit that holds `day`, moved by so many units.
pub(super) fn containing(unit: Unit, day: Date, offset: i64) -> Option<Interval> {
    let year_of = |day: Date| i32::from(day.year());
    match unit {
        Unit::Day => Some(Interval::day(plus_days(day, offset)?)),
        Unit::Weekend => weekend(plus_days(day, offset.checked_mul(7)?)?),
        Unit::Week => week(plus_days(day, offset.checked_mul(7)?)?),
        Unit::Fortnight => week(plus_days(day, offset.checked_mul(14)?)?),
        Unit::Month => {
            let day = plus_months(day.first_of_month(), offset)?;
            month(year_of(day), day.month().into())
        }
        Unit::Quarter => {
            let day = plus_months(day.first_of_month(), offset.checked_mul(3)?)?;
            quarter(year_of(day), (i32::from(day.month()) + 2) / 3)
        }
        Unit::Year => year(year_of(day).checked_add(i32::try_from(offset).ok()?)?),
        Unit::Decade => {
            let first = year_of(day).div_euclid(10).checked_add(i32::try_from(offset).ok()?)?.checked_mul(10)?;
            years(first, first.checked_add(9)?, Granularity::Decade)
        }
        Unit::Century => {
            let first = year_of(day).div_euclid(100).checked_add(i32::try_from(offset).ok()?)?.checked_mul(100)?;
            years(first, first.checked_add(99)?, Granularity::Century)
        }
    }
}

/// `day` moved by so many units, for the far end of "the past three months".
pub(super) fn shift(unit: Unit, day: Date, amount: f64) -> Option<Date> {
    let half_units = (amount * 2.0).round();
    if half_units.abs() > 20_000.0 {
        return None;
    }
    let halves = half_units as i64;
    match unit {
        Unit::Day => plus_days(day, halves / 2),
        Unit::Week | Unit::Weekend => plus_days(day, halves * 7 / 2),
        Unit::Fortnight => plus_days(day, halves * 7),
        Unit::Month => plus_days(plus_months(day, halves / 2)?, halves % 2 * 15),
        Unit::Quarter => plus_months(day, halves * 3 / 2),
        Unit::Year => plus_months(day, halves * 6),
        Unit::Decade => plus_months(day, halves * 60),
        Unit::Century => plus_months(day, halves * 600),
    }
}

/// The last such weekday before `day`, `day` itself included if asked.
pub(super) fn weekday_before(day: Date, weekday: Weekday, inclusive: bool) -> Option<Date> {
    let back = i64::from(weekday.until(day.weekday()));
    plus_days(day, if back == 0 && !inclusive { -7 } else { -back })
}

/// The first such weekday after `day`, `day` itself included if asked.
pub(super) fn weekday_after(day: Date, weekday: Weekday, inclusive: bool) -> Option<Date> {
    let ahead = i64::from(weekday.since(day.weekday()));
    plus_days(day, if ahead == 0 && !inclusive { 7 } else { ahead })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn stretches_of_the_calendar() {
        let thursday = day("2024-05-16");
        assert_eq!(week(thursday).unwrap().bounds(), Some((day("2024-05-13"), day("2024-05-19"))));
        assert_eq!(weekend(thursday).unwrap().bounds(), Some((day("2024-05-18"), day("2024-05-19"))));
        assert_eq!(month(2024, 2).unwrap().end, Some(day("2024-02-29")));
        assert_eq!(quarter(2023, 4).unwrap().bounds(), Some((day("2023-10-01"), day("2023-12-31"))));
        assert_eq!(season(2014, Season::Winter).unwrap().bounds(), Some((day("2014-12-01"), day("2015-02-28"))));
        assert_eq!(containing(Unit::Decade, thursday, -1).unwrap().start, Some(day("2010-01-01")));
        assert_eq!(containing(Unit::Quarter, thursday, -2).unwrap().start, Some(day("2023-10-01")));
    }

    #[test]
    fn weekdays_before_and_after() {
        let thursday = day("2024-05-16");
        assert_eq!(weekday_before(thursday, Weekday::Thursday, true), Some(thursday));
        assert_eq!(weekday_before(thursday, Weekday::Thursday, false), Some(day("2024-05-09")));
        assert_eq!(weekday_before(thursday, Weekday::Friday, true), Some(day("2024-05-10")));
        assert_eq!(weekday_after(thursday, Weekday::Monday, true), Some(day("2024-05-20")));
        assert_eq!(weekday_after(thursday, Weekday::Thursday, false), Some(day("2024-05-23")));
    }

    #[test]
    fn beyond_the_calendar_there_is_nothing() {
        assert_eq!(year(10_000), None);
        assert_eq!(containing(Unit::Century, Date::MAX, 1), None);
        assert_eq!(shift(Unit::Century, Date::MAX, 1e9), None);
        assert_eq!(week(Date::MAX), None);
    }
}
