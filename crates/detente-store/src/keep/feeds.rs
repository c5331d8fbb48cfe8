//! What is known of the addresses that reports are fetched from.

use super::Store;
use crate::error::{At, Result};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

/// What a feed's server said of its last version; kept so that it is asked only for what has changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedState {
    /// `ETag` of the last answer whose reports are stored.
    pub etag: Option<String>,
    /// Its `Last-Modified`.
    pub modified: Option<String>,
    /// Failures in a row since.
    pub failures: u32,
}

impl Store {
    /// What is known of a feed.
    ///
    /// # Errors
    /// What the database says.
    pub fn feed(&self, address: &str) -> Result<FeedState> {
        state(&self.db, address).at(&self.path)
    }

    /// Notes that a feed has answered, and what it said of this version. To be called when its reports are committed: a feed
    /// that has not changed since is not read again.
    ///
    /// # Errors
    /// What the database says.
    pub fn feed_answered(&mut self, address: &str, etag: Option<&str>, modified: Option<&str>) -> Result<()> {
        self.db
            .execute(
                "INSERT INTO feeds (address, etag, modified, asked, answered, failures) VALUES (?1, ?2, ?3, ?4, ?4, 0)
                 ON CONFLICT (address) DO UPDATE SET etag = ?2, modified = ?3, asked = ?4, answered = ?4, failures = 0,
                   problem = NULL",
                params![address, etag, modified, now()],
            )
            .map(|_| ())
            .at(&self.path)
    }

    /// Notes that a feed has not answered, and why.
    ///
    /// # Errors
    /// What the database says.
    pub fn feed_failed(&mut self, address: &str, problem: &str) -> Result<()> {
        self.db
            .execute(
                "INSERT INTO feeds (address, asked, failures, problem) VALUES (?1, ?2, 1, ?3)
                 ON CONFLICT (address) DO UPDATE SET asked = ?2, failures = failures + 1, problem = ?3",
                params![address, now(), problem],
            )
            .map(|_| ())
            .at(&self.path)
    }
}

fn state(db: &Connection, address: &str) -> rusqlite::Result<FeedState> {
    let mut row = db.prepare_cached("SELECT etag, modified, failures FROM feeds WHERE address = ?1")?;
    let state =
        row.query_row([address], |r| Ok(FeedState { etag: r.get(0)?, modified: r.get(1)?, failures: r.get(2)? }));
    Ok(state.optional()?.unwrap_or_default())
}

fn now() -> String {
    Timestamp::from_second(Timestamp::now().as_second()).unwrap_or_default().to_string()
}
