//! The stories about the two that most reports told.

use super::statements::bounds;
use crate::error::{At, Result};
use crate::open::Archive;
use jiff::civil::Date;
use rusqlite::params;
use serde::Serialize;

/// A story, with the sentence of its most certain record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Story {
    /// Its number in the store.
    pub story: i64,
    /// First day.
    pub first_day: String,
    /// Last day.
    pub last_day: String,
    /// The type that most records give it.
    pub event_type: String,
    /// The actors.
    pub actors: String,
    /// The recipients.
    pub recipients: String,
    /// Where.
    pub place: Option<String>,
    /// Reports that tell it.
    pub reports: u64,
    /// Publishers among them that did not copy.
    pub publishers: u64,
    /// Counts of people, as reports state them.
    pub counts: serde_json::Value,
    /// Whether one number fits them all; `None` when no two reports count the same.
    pub counts_agree: Option<bool>,
    /// The sentence.
    pub evidence: String,
    /// Its report's id.
    pub document: String,
}

impl Archive {
    /// How many stories there are about `a` and `b`, and those with most reports.
    pub(super) fn stories_of(
        &self,
        a: &str,
        b: &str,
        since: Option<Date>,
        until: Option<Date>,
        most: usize,
    ) -> Result<(u64, Vec<Story>)> {
        let (first, last) = bounds(since, until);
        let of = |actor: &str, recipient: &str| -> Result<Vec<(u64, i64)>> {
            self.db
                .prepare_cached(
                    "SELECT reports, story FROM dyad_stories WHERE actor = ?1 AND recipient = ?2 AND day BETWEEN ?3 AND ?4",
                )
                .and_then(|mut q| q.query_map(params![actor, recipient, first, last], |r| Ok((r.get(0)?, r.get(1)?)))?.collect())
                .at(&self.path)
        };
        let mut all = of(a, b)?;
        if a != b {
            all.extend(of(b, a)?);
        }
        all.sort_unstable_by_key(|&(reports, story)| (std::cmp::Reverse(reports), story));
        // What is mutual is filed both ways.
        all.dedup();
        let mut row = self
            .db
            .prepare_cached(
                "SELECT s.story, s.first_day, s.last_day, s.event_type, e.actors, e.recipients, s.place, s.reports,
                   s.publishers, s.counts, s.counts_agree, e.evidence, e.document
                 FROM stories s JOIN event_table e ON e.event = s.example WHERE s.story = ?1",
            )
            .at(&self.path)?;
        let mut top = Vec::new();
        for (_, story) in all.iter().take(most) {
            let read = row.query_row([story], |r| {
                let counts: String = r.get(9)?;
                Ok(Story {
                    story: r.get(0)?,
                    first_day: r.get(1)?,
                    last_day: r.get(2)?,
                    event_type: r.get(3)?,
                    actors: r.get::<_, Option<String>>(4)?.unwrap_or_default(),
                    recipients: r.get::<_, Option<String>>(5)?.unwrap_or_default(),
                    place: r.get(6)?,
                    reports: r.get(7)?,
                    publishers: r.get(8)?,
                    counts: serde_json::from_str(&counts).unwrap_or_default(),
                    counts_agree: r.get(10)?,
                    evidence: r.get(11)?,
                    document: r.get(12)?,
                })
            });
            top.push(read.at(&self.path)?);
        }
        Ok((all.len() as u64, top))
    }
}
