//! One number for how tense a relation is.

use super::periods::{By, Period};
use super::tally::Row;
use serde::Serialize;

/// The definition, as it is printed beside the index.
pub const TENSION_DEFINITION: &str = "100 C / (C + K + 20): C and K are the sums of negative and of positive conflict–cooperation \
     scores of what passed between the two, each day's weight halved every 30 days, taken at the end of the period; 0 is no \
     conflict, 100 nothing but; the 20 keeps a pair of few events near 0";

/// Days in which a day's weight halves.
const HALF_LIFE: f64 = 30.0;
/// What two or three grave events weigh.
const WEIGHT_OF_SILENCE: f64 = 20.0;

/// The index at the end of a period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tension {
    /// The period.
    pub period: String,
    /// The index, 0 to 100.
    pub tension: f64,
}

/// The index at the end of each period. `rows` may begin before the first period: what was before weighs still.
pub(super) fn index(rows: &[Row], by: By, periods: &[Period]) -> Vec<Tension> {
    let mut rows: Vec<&Row> = rows.iter().collect();
    rows.sort_by_key(|r| r.day);
    let mut rows = rows.into_iter().peekable();
    let (mut conflict, mut cooperation) = (0.0f64, 0.0f64);
    let mut at = None;
    let mut fade = |to: jiff::civil::Date, conflict: &mut f64, cooperation: &mut f64| {
        let from = at.replace(to).unwrap_or(to);
        let days = from.until(to).map_or(0, |s| s.get_days());
        let left = 0.5f64.powf(f64::from(days) / HALF_LIFE);
        *conflict *= left;
        *cooperation *= left;
    };
    let mut out = Vec::new();
    for &period in periods {
        let end = by.next(period).and_then(|p| p.0.yesterday().ok()).unwrap_or(jiff::civil::Date::MAX);
        while let Some(row) = rows.next_if(|r| r.day <= end) {
            fade(row.day, &mut conflict, &mut cooperation);
            conflict += (-row.score).max(0.0);
            cooperation += row.score.max(0.0);
        }
        fade(end, &mut conflict, &mut cooperation);
        let tension = 100.0 * conflict / (conflict + cooperation + WEIGHT_OF_SILENCE);
        out.push(Tension { period: by.label(period), tension: (tension * 10.0).round() / 10.0 });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dyad::Direction;
    use detente::ontology::EventType;
    use jiff::civil::date;

    #[test]
    fn conflict_raises_it_cooperation_lowers_it_and_time_lets_it_fade() {
        let row = |month, kind, score| Row {
            day: date(2024, month, 1),
            direction: Direction::Forth,
            event_type: kind,
            events: 1,
            score,
        };
        let periods = By::Month.all(date(2024, 1, 1), date(2024, 4, 30));
        let of = |rows: &[Row]| index(rows, By::Month, &periods).into_iter().map(|t| t.tension).collect::<Vec<_>>();
        let fought = of(&[row(1, EventType::Assault, -90.0)]);
        assert!(fought[0] > 60.0 && fought.is_sorted_by(|a, b| a > b), "{fought:?}");
        let made_up = of(&[row(1, EventType::Assault, -90.0), row(2, EventType::Aid, 100.0)]);
        assert!(made_up[1] < fought[1] && made_up[0] == fought[0]);
        assert_eq!(of(&[]), [0.0; 4]);
    }
}
