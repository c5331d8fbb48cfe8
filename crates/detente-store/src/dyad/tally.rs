//! How much of what passed between two, by type and period.

use super::periods::{By, Period};
use crate::error::{At, Result};
use crate::open::Archive;
use detente::ontology::{EventType, Quad, Status};
use jiff::civil::Date;
use rusqlite::params;
use serde::Serialize;
use std::collections::BTreeMap;

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// The first of the pair on the second.
    Forth,
    /// The second on the first.
    Back,
    /// Both together: they meet, agree, fight, and neither is the recipient.
    Mutual,
}

/// Events of one type on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// When.
    pub day: Date,
    /// Who acts.
    pub direction: Direction,
    /// Type.
    pub event_type: EventType,
    /// How many.
    pub events: u64,
    /// Sum of their scores.
    pub score: f64,
}

/// Counts and the mean score of some events.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Tally {
    /// How many.
    pub events: u64,
    /// By quadrant, all four.
    pub quads: BTreeMap<&'static str, u64>,
    /// By type, those that occur.
    pub types: BTreeMap<&'static str, u64>,
    /// Mean conflict–cooperation score, from −10 to 10; `None` without events.
    pub mean_score: Option<f64>,
    #[serde(skip)]
    score: f64,
}

impl Tally {
    /// The tally of `rows`.
    pub fn of<'r>(rows: impl Iterator<Item = &'r Row>) -> Self {
        let mut out = Self::default();
        for quad in <Quad as strum::IntoEnumIterator>::iter() {
            out.quads.insert(quad.into(), 0);
        }
        rows.for_each(|row| out.add(row));
        out
    }

    fn add(&mut self, row: &Row) {
        self.events += row.events;
        self.score += row.score;
        *self.quads.entry(row.event_type.quad().into()).or_default() += row.events;
        *self.types.entry(row.event_type.into()).or_default() += row.events;
        if self.events > 0 {
            self.mean_score = Some((self.score / self.events as f64 * 1000.0).round() / 1000.0);
        }
    }

    /// Events of a quadrant.
    pub fn of_quad(&self, quad: Quad) -> u64 {
        self.quads.get(<&str>::from(quad)).copied().unwrap_or(0)
    }
}

impl Archive {
    /// What passed between `a` and `b` in days, types and directions; an event that is mutual comes once.
    ///
    /// # Errors
    /// What the database says.
    pub(super) fn days_of(
        &self,
        a: &str,
        b: &str,
        since: Option<Date>,
        until: Option<Date>,
        statuses: &[Status],
    ) -> Result<Vec<Row>> {
        let marks = statuses.iter().map(|s| format!("'{s}'")).collect::<Vec<_>>().join(", ");
        let sql = format!(
            "SELECT day, event_type, sum(events), sum(score), mutual FROM dyad_days
             WHERE actor = ?1 AND recipient = ?2 AND day BETWEEN ?3 AND ?4 AND status IN ({marks}) AND mutual <= ?5
             GROUP BY day, event_type, mutual ORDER BY day"
        );
        let mut out = Vec::new();
        // Mutual events are filed both ways: the way back is left out. A country with itself has one direction.
        let ways: &[_] = if a == b {
            &[(a, b, Direction::Forth, true)]
        } else {
            &[(a, b, Direction::Forth, true), (b, a, Direction::Back, false)]
        };
        for &(actor, recipient, direction, with_mutual) in ways {
            let mut rows = self.db.prepare_cached(&sql).at(&self.path)?;
            let first = since.unwrap_or(Date::MIN).to_string();
            let (first, last) =
                (if since.is_none() { String::new() } else { first }, until.unwrap_or(Date::MAX).to_string());
            let found = rows
                .query_map(params![actor, recipient, first, last, with_mutual], |r| {
                    let (day, kind): (String, String) = (r.get(0)?, r.get(1)?);
                    let mutual: bool = r.get(4)?;
                    let row = crate::records::day(&day).zip(kind.parse().ok());
                    let direction = if mutual { Direction::Mutual } else { direction };
                    let (events, score) = (r.get(2)?, r.get(3)?);
                    Ok(row.map(|(day, event_type)| Row { day, direction, event_type, events, score }))
                })
                .at(&self.path)?;
            for row in found {
                out.extend(row.at(&self.path)?);
            }
        }
        Ok(out)
    }
}

/// The rows of each period, in order, periods without rows included.
pub(super) fn by_period(rows: &[Row], by: By, periods: &[Period]) -> Vec<Vec<Row>> {
    let mut out = vec![Vec::new(); periods.len()];
    for row in rows {
        if let Ok(n) = periods.binary_search(&by.of(row.day)) {
            out[n].push(row.clone());
        }
    }
    out
}
