//! What ties the two, with values over time.

use super::statements::bounds;
use crate::error::{At, Result};
use crate::open::Archive;
use jiff::civil::Date;
use rusqlite::params;
use serde::Serialize;

/// Ties of one kind, in order of time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TieSeries {
    /// Kind.
    pub kind: String,
    /// How many records there are of it.
    pub records: u64,
    /// The latest, those with a value before those without, at most as many as asked for, in order of time.
    pub ties: Vec<Tie>,
}

/// A tie as one report tells it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tie {
    /// First day of its period, else the day of the report.
    pub day: String,
    /// One side's names.
    pub from: String,
    /// The other's.
    pub to: String,
    /// True when it goes both ways.
    pub mutual: bool,
    /// How much.
    pub amount: Option<f64>,
    /// Of what.
    pub unit: Option<String>,
    /// How it moves.
    pub trend: Option<String>,
    /// Whether it holds.
    pub status: String,
    /// The sentence.
    pub evidence: String,
    /// The report's id.
    pub document: String,
}

impl Archive {
    /// The ties between `a` and `b`, the most frequent kind first, at most `most` of each.
    pub(super) fn ties_between(
        &self,
        a: &str,
        b: &str,
        since: Option<Date>,
        until: Option<Date>,
        most: usize,
    ) -> Result<Vec<TieSeries>> {
        let (first, last) = bounds(since, until);
        // A mutual tie is filed both ways: UNION counts it once.
        let both = |columns: &str, more: &str| {
            format!(
                "SELECT {columns} FROM dyad_ties WHERE \"from\" = ?1 AND \"to\" = ?2 AND day BETWEEN ?3 AND ?4 {more}
                 UNION SELECT {columns} FROM dyad_ties WHERE \"from\" = ?2 AND \"to\" = ?1 AND day BETWEEN ?3 AND ?4 {more}"
            )
        };
        let kinds: Vec<(String, u64)> = self
            .db
            .prepare_cached(&format!(
                "SELECT kind, count(*) FROM ({}) GROUP BY kind ORDER BY count(*) DESC, kind",
                both("kind, tie", "")
            ))
            .and_then(|mut q| q.query_map(params![a, b, first, last], |r| Ok((r.get(0)?, r.get(1)?)))?.collect())
            .at(&self.path)?;
        let mut rows = self
            .db
            .prepare_cached(&format!(
                "SELECT day, from_names, to_names, mutual, amount, unit, trend, status, evidence, document FROM tie_table
                 WHERE tie IN (SELECT tie FROM ({}) ORDER BY valued DESC, day DESC LIMIT ?6)
                 ORDER BY day, tie",
                both("valued, day, tie", "AND kind = ?5")
            ))
            .at(&self.path)?;
        let mut out = Vec::new();
        for (kind, records) in kinds {
            let ties = rows
                .query_map(params![a, b, first, last, kind, most], |r| {
                    Ok(Tie {
                        day: r.get(0)?,
                        from: r.get::<_, Option<String>>(1)?.unwrap_or_default(),
                        to: r.get::<_, Option<String>>(2)?.unwrap_or_default(),
                        mutual: r.get(3)?,
                        amount: r.get(4)?,
                        unit: r.get(5)?,
                        trend: r.get(6)?,
                        status: r.get(7)?,
                        evidence: r.get(8)?,
                        document: r.get(9)?,
                    })
                })
                .and_then(Iterator::collect)
                .at(&self.path)?;
            out.push(TieSeries { kind, records, ties });
        }
        Ok(out)
    }
}
