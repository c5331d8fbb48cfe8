//! How much of what passed between two, by type and period.

use super::periods::{By, Period};
use crate::error::{At, Result};
use crate::import::Layout;
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
    /// What passed between `a` and `b` in days, types and directions; an event that is mutual comes once. `with`: projects
    /// whose imported events count too.
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
        with: &[Layout],
    ) -> Result<Vec<Row>> {
        let marks = statuses.iter().map(|s| format!("'{s}'")).collect::<Vec<_>>().join(", ");
        // Other projects know no status: what they tell was done.
        let with = if statuses.contains(&Status::Actual) { with } else { &[] };
        let sources = with.iter().map(|s| format!("'{s}'")).collect::<Vec<_>>().join(", ");
        let sql = format!(
            "SELECT day, event_type, sum(events), sum(score), mutual FROM (
               SELECT day, event_type, events, score, mutual FROM dyad_days
               WHERE actor = ?1 AND recipient = ?2 AND day BETWEEN ?3 AND ?4 AND status IN ({marks}) AND mutual <= ?5
               UNION ALL SELECT day, event_type, 1, score, 0 FROM imported_events
               WHERE actor_country = ?1 AND recipient_country = ?2 AND day BETWEEN ?3 AND ?4 AND source IN ({sources}))
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

/// What one source has of a pair.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OfSource {
    /// The project: `gdelt`, `icews`, `polecat`.
    pub source: String,
    /// First day it has an event of.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// What it has, both directions together; it tells of a meeting as often as it has it.
    #[serde(flatten)]
    pub tally: Tally,
}

impl Archive {
    /// What other projects' imported events have of a pair, in the order of their names.
    ///
    /// # Errors
    /// What the database says.
    pub(super) fn other_sources(
        &self,
        a: &str,
        b: &str,
        since: Option<Date>,
        until: Option<Date>,
    ) -> Result<Vec<OfSource>> {
        let first = since.map(|d| d.to_string()).unwrap_or_default();
        let last = until.unwrap_or(Date::MAX).to_string();
        let mut rows = self
            .db
            .prepare_cached(
                "SELECT source, day, event_type, count(*), sum(score) FROM imported_events
                 WHERE (actor_country = ?1 AND recipient_country = ?2 OR actor_country = ?2 AND recipient_country = ?1)
                   AND day BETWEEN ?3 AND ?4
                 GROUP BY source, day, event_type ORDER BY source, day",
            )
            .at(&self.path)?;
        let mut rows = rows.query(params![a, b, first, last]).at(&self.path)?;
        let mut out: Vec<OfSource> = Vec::new();
        while let Some(r) = rows.next().at(&self.path)? {
            let read = |r: &rusqlite::Row| -> rusqlite::Result<(String, String, String, u64, f64)> {
                Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?))
            };
            let (source, day, kind, events, score) = read(r).at(&self.path)?;
            let Some((day, event_type)) = crate::records::day(&day).zip(kind.parse().ok()) else { continue };
            if out.last().is_none_or(|last| last.source != source) {
                out.push(OfSource { source, first: day, last: day, tally: Tally::of([].iter()) });
            }
            if let Some(of) = out.last_mut() {
                of.last = day;
                of.tally.add(&Row { day, direction: Direction::Forth, event_type, events, score });
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
