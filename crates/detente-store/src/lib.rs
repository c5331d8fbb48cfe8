//! Keeps coded reports in one SQLite file and answers questions about them.
//!
//! ```text
//! CodedReport ─ keep ─▶ rows, search index, days of dyads ─ duplicates ─▶ originals and copies ─ stories ─▶ stories
//!   another project's table ─ import ─▶ its events
//!   file ─ ask ─▶ rows     ─ dyad ─▶ the record of a pair     ─ export ─▶ layouts that other programs read
//! ```
//!
//! A [`Store`] writes, one at a time; an [`Archive`] reads, any number at once. `SCHEMA.md` describes the tables for those
//! who read the file with other programs.

pub mod ask;
mod duplicates;
pub mod dyad;
mod error;
pub mod export;
pub mod import;
mod keep;
mod lock;
mod open;
mod records;
mod schema;
mod stories;

pub use error::{Result, StoreError};
pub use keep::{Coder, FeedState, Outcome, Standing, Store};
pub use open::Archive;
pub use schema::DESCRIPTION;

use error::At;

impl Archive {
    /// What the store knows of a report that `coder` is to code.
    ///
    /// # Errors
    /// What the database says.
    pub fn standing(&self, report: &detente::read::Document, coder: &Coder) -> Result<Standing> {
        keep::standing(&self.db, report, coder).at(&self.path)
    }
}
