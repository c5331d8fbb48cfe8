//! What each of the two said of the other.

use crate::error::{At, Result};
use crate::open::Archive;
use jiff::civil::Date;
use rusqlite::params;
use serde::Serialize;

/// A statement, with its words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Said {
    /// Day of the report.
    pub day: String,
    /// Who spoke.
    pub speakers: String,
    /// `direct`, `mixed` or `indirect`.
    pub quoted: String,
    /// What was said.
    pub content: String,
    /// The report's id.
    pub document: String,
}

/// The span of days as the store compares them.
pub(super) fn bounds(since: Option<Date>, until: Option<Date>) -> (String, String) {
    (since.map(|d| d.to_string()).unwrap_or_default(), until.unwrap_or(Date::MAX).to_string())
}

impl Archive {
    /// How many statements somebody of `speaker` made on somebody of `about`, and the latest of them.
    pub(super) fn statements_on(
        &self,
        speaker: &str,
        about: &str,
        since: Option<Date>,
        until: Option<Date>,
        most: usize,
    ) -> Result<(u64, Vec<Said>)> {
        let (first, last) = bounds(since, until);
        let count = self
            .db
            .prepare_cached(
                "SELECT count(*) FROM dyad_statements WHERE speaker = ?1 AND about = ?2 AND day BETWEEN ?3 AND ?4",
            )
            .and_then(|mut q| q.query_row(params![speaker, about, first, last], |r| r.get(0)))
            .at(&self.path)?;
        let mut latest = self
            .db
            .prepare_cached(
                "SELECT t.day, t.speakers, t.quoted, t.content, t.document
                 FROM (SELECT day, statement FROM dyad_statements WHERE speaker = ?1 AND about = ?2 AND day BETWEEN ?3 AND ?4
                       ORDER BY day DESC, statement DESC LIMIT ?5) d JOIN statement_table t USING (statement)
                 ORDER BY d.day DESC, d.statement DESC",
            )
            .at(&self.path)?;
        let said = latest
            .query_map(params![speaker, about, first, last, most], |r| {
                Ok(Said {
                    day: r.get(0)?,
                    speakers: r.get::<_, Option<String>>(1)?.unwrap_or_default(),
                    quoted: r.get(2)?,
                    content: r.get(3)?,
                    document: r.get(4)?,
                })
            })
            .and_then(Iterator::collect)
            .at(&self.path)?;
        Ok((count, said))
    }
}
