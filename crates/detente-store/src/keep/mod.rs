//! Writing: reports in, once each, in groups that are stored wholly or not at all.

mod content;
mod dyads;
mod feeds;
mod insert;
mod ledger;
mod remove;

pub use feeds::FeedState;
pub(crate) use ledger::standing;
pub use ledger::{Coder, Outcome, Standing};

use crate::error::{At, Result};
use crate::lock::WriterLock;
use crate::{open, stories};
use detente::read::Document;
use detente::record::CodedReport;
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A group is stored when it holds this many reports …
const GROUP: usize = 256;
/// … or when its first report has waited this long and another comes: what a stream has brought before it falls silent is
/// committed with its next report or at its end.
const GROUP_TIME: Duration = Duration::from_millis(250);

/// A store opened to be written. One at a time; readers ([`crate::Archive`]) are never kept waiting.
///
/// Reports are stored in groups. A report counts as stored when [`Store::commit`] has counted it, and not before:
/// whatever ends the program in between takes the whole of the open group with it and nothing else.
///
/// ```
/// use detente::{engine::Engine, read::Document};
/// use detente_store::{Archive, Coder, Outcome, Store};
/// let folder = tempfile::tempdir()?;
/// let file = folder.path().join("detente.db");
/// let engine = Engine::new()?;
/// let mut note = Document::of_text("note", "France expelled two Russian diplomats on Thursday.");
/// note.published = Some("2024-03-14".parse()?);
/// let coded = engine.code(&note)?;
///
/// let mut store = Store::open(&file, Coder::new("0.1.0", "demo", ""))?;
/// assert_eq!(store.put(&note, &coded)?, Outcome::Coded);
/// assert_eq!(store.put(&note, &coded)?, Outcome::Same);
/// assert_eq!(store.commit()?, 1);
/// assert_eq!(Archive::open(&file)?.report("note")?, Some(coded));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Store {
    db: Connection,
    path: PathBuf,
    coder: Coder,
    open: Option<Group>,
    _lock: WriterLock,
}

/// Reports written since the last commit.
struct Group {
    since: Instant,
    reports: usize,
    stories: stories::Touched,
}

impl Store {
    /// Opens the store at `path` to write what `coder` codes; makes it if there is none, and brings an older one up to date.
    ///
    /// # Errors
    /// Another process writes to it; the file is no store, of a later schema, damaged, or may not be written.
    pub fn open(path: impl AsRef<Path>, coder: Coder) -> Result<Self> {
        Self::open_waiting(path, coder, Duration::ZERO)
    }

    /// As [`Store::open`]; if another process writes, waits for it as long as `wait` says.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_waiting(path: impl AsRef<Path>, coder: Coder, wait: Duration) -> Result<Self> {
        let path = path.as_ref().to_owned();
        let (db, lock) = open::to_write(&path, wait)?;
        Ok(Self { db, path, coder, open: None, _lock: lock })
    }

    /// What the store knows of a report, those not yet committed included.
    ///
    /// # Errors
    /// What the database says.
    pub fn standing(&self, report: &Document) -> Result<Standing> {
        ledger::standing(&self.db, report, &self.coder).at(&self.path)
    }

    /// Writes a coded report: a new one, a newer version of a known one (the older goes into its history), or a known one
    /// coded anew. What is known already is not written.
    ///
    /// # Errors
    /// What the database says. The whole open group is then given up.
    pub fn put(&mut self, report: &Document, record: &CodedReport) -> Result<Outcome> {
        self.begin()?;
        let Some(group) = self.open.as_mut() else { return Ok(Outcome::Same) };
        let put = put(&self.db, &self.coder, report, record, &mut group.stories);
        group.reports += usize::from(matches!(put, Ok(outcome) if outcome.writes()));
        self.or_give_up(put)
    }

    /// Notes that a report has the content of a stored one, if that still is so; `None` if it is not, and the report has to be
    /// coded.
    ///
    /// # Errors
    /// What the database says. The whole open group is then given up.
    pub fn put_copy(&mut self, report: &Document) -> Result<Option<Outcome>> {
        self.begin()?;
        let noted = ledger::standing(&self.db, report, &self.coder).and_then(|standing| match standing {
            Standing::CopyOf(document) => {
                ledger::same(&self.db, &self.coder, report, &content::of(report), document)?;
                Ok(Some(Outcome::CopyOf(document)))
            }
            _ => Ok(None),
        });
        self.or_give_up(noted)
    }

    /// Notes that a report could not be read or coded, and why. Whatever was stored of it before stays.
    ///
    /// # Errors
    /// What the database says. The whole open group is then given up.
    pub fn put_failed(&mut self, report: &str, source: &str, reason: &str) -> Result<()> {
        self.begin()?;
        let put = ledger::failed(&self.db, &self.coder, report, source, reason);
        self.or_give_up(put)
    }

    /// Commits when the open group is large or old enough; the number of reports that are stored by it.
    ///
    /// # Errors
    /// As [`Store::commit`].
    pub fn commit_if_due(&mut self) -> Result<usize> {
        match &self.open {
            Some(group) if group.reports >= GROUP || group.since.elapsed() >= GROUP_TIME => self.commit(),
            _ => Ok(0),
        }
    }

    /// Stores the open group; the number of reports in it. When this returns, they outlive a crash of the machine.
    ///
    /// # Errors
    /// What the database says. The whole open group is then given up.
    pub fn commit(&mut self) -> Result<usize> {
        let Some(group) = self.open.take() else { return Ok(0) };
        let stored = stories::refresh(&self.db, &group.stories).and_then(|()| self.db.execute_batch("COMMIT"));
        self.or_give_up(stored)?;
        Ok(group.reports)
    }

    /// The documents whose coding another engine, model or choice of options made, as the reader gave them.
    ///
    /// # Errors
    /// What the database says.
    pub fn coded_otherwise(&self) -> Result<Vec<String>> {
        ledger::coded_otherwise(&self.db, &self.coder).at(&self.path)
    }

    /// Does `work` in a transaction of its own, after what is open is stored; nothing of it stays if it fails.
    pub(crate) fn alone<T>(&mut self, work: impl FnOnce(&Connection, &Path) -> Result<T>) -> Result<T> {
        self.commit()?;
        self.db.execute_batch("BEGIN IMMEDIATE").at(&self.path)?;
        let done = work(&self.db, &self.path).and_then(|done| {
            self.db.execute_batch("COMMIT").at(&self.path)?;
            Ok(done)
        });
        if done.is_err() && !self.db.is_autocommit() {
            // What failed is reported; that the way back failed too would hide it.
            let _ = self.db.execute_batch("ROLLBACK");
        }
        done
    }

    fn begin(&mut self) -> Result<()> {
        if self.open.is_none() {
            self.db.execute_batch("BEGIN IMMEDIATE").at(&self.path)?;
            self.open = Some(Group { since: Instant::now(), reports: 0, stories: stories::Touched::default() });
        }
        Ok(())
    }

    /// Rolls back when something failed: half a report is never stored.
    fn or_give_up<T>(&mut self, done: rusqlite::Result<T>) -> Result<T> {
        if done.is_err() {
            self.open = None;
            if !self.db.is_autocommit() {
                // What failed is reported; that the way back failed too would hide it.
                let _ = self.db.execute_batch("ROLLBACK");
            }
        }
        done.at(&self.path)
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if self.open.is_some() {
            let _ = self.db.execute_batch("ROLLBACK");
        }
    }
}

fn put(
    db: &Connection,
    coder: &Coder,
    report: &Document,
    record: &CodedReport,
    touched: &mut stories::Touched,
) -> rusqlite::Result<Outcome> {
    let content = content::of(report);
    let (document, outcome) = match ledger::standing(db, report, coder)? {
        Standing::Current | Standing::Superseded => return Ok(Outcome::Same),
        Standing::CopyOf(document) => {
            ledger::same(db, coder, report, &content, document)?;
            return Ok(Outcome::CopyOf(document));
        }
        Standing::New => (insert::document(db, report, record, &content)?, Outcome::Coded),
        Standing::Older(document) => {
            remove::to_history(db, document)?;
            remove::records(db, document, touched)?;
            insert::replacement(db, document, report, record, &content)?;
            (document, Outcome::Replaced)
        }
        Standing::CodedOtherwise(document) => {
            remove::records(db, document, touched)?;
            insert::recoded(db, document, report, record, &content)?;
            (document, Outcome::Recoded)
        }
    };
    insert::records(db, document, record, touched)?;
    ledger::coded(db, coder, report, &content, document)?;
    Ok(outcome)
}
