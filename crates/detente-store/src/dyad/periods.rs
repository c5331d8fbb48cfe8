//! Weeks, months and years.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::Serialize;

/// Length of the periods that days are added up in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// ISO weeks, from Monday.
    Week,
    /// Calendar months.
    #[default]
    Month,
    /// Calendar years.
    Year,
}

/// A week, month or year, by its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Period(pub Date);

impl By {
    /// The period that holds `day`.
    ///
    /// ```
    /// use detente_store::dyad::By;
    /// use jiff::civil::date;
    /// assert_eq!(By::Month.of(date(2024, 5, 16)).0, date(2024, 5, 1));
    /// assert_eq!(By::Week.of(date(2024, 5, 16)).0, date(2024, 5, 13));
    /// ```
    pub fn of(self, day: Date) -> Period {
        Period(match self {
            Self::Month => day.first_of_month(),
            Self::Year => day.first_of_year(),
            Self::Week => {
                let back = day.weekday().since(Weekday::Monday);
                day.checked_sub(i32::from(back).days()).unwrap_or(day)
            }
        })
    }

    /// The period after; `None` at the end of the calendar.
    pub fn next(self, period: Period) -> Option<Period> {
        let span = match self {
            Self::Week => 1.week(),
            Self::Month => 1.month(),
            Self::Year => 1.year(),
        };
        period.0.checked_add(span).ok().map(Period)
    }

    /// All periods from the one that holds `first` to the one that holds `last`.
    pub fn all(self, first: Date, last: Date) -> Vec<Period> {
        let mut out = Vec::new();
        let mut period = Some(self.of(first));
        while let Some(p) = period.filter(|p| p.0 <= last) {
            out.push(p);
            period = self.next(p);
        }
        out
    }

    /// The period as it is written: "2024", "2024-05", "2024-W20".
    pub fn label(self, period: Period) -> String {
        let day = period.0;
        match self {
            Self::Year => format!("{:04}", day.year()),
            Self::Month => format!("{:04}-{:02}", day.year(), day.month()),
            Self::Week => {
                let week = day.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn periods_follow_without_gaps_and_are_named() {
        let months = By::Month.all(date(2023, 11, 30), date(2024, 2, 1));
        let names: Vec<String> = months.iter().map(|m| By::Month.label(*m)).collect();
        assert_eq!(names, ["2023-11", "2023-12", "2024-01", "2024-02"]);
        assert_eq!(By::Week.all(date(2024, 12, 30), date(2025, 1, 6)).len(), 2);
        assert_eq!(By::Week.label(By::Week.of(date(2024, 12, 31))), "2025-W01");
        assert_eq!(By::Year.all(Date::MAX, Date::MAX).len(), 1);
    }
}
