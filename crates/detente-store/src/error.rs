//! What can go wrong with a store, and where.

use std::path::{Path, PathBuf};

/// Why a store cannot be opened, written or asked. Displayed as one sentence that names the file and what was expected.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no such file.
    #[error("{path}: no such file; expected a store that 'detente ingest --db' made", path = path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The file is no SQLite database.
    #[error("{path}: not a database; expected a store that 'detente ingest --db' made", path = path.display())]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// The file is the database of another program.
    #[error(
        "{path}: a database of another program (application id {found:#x}); expected a store that 'detente ingest --db' made",
        path = path.display()
    )]
    Foreign {
        /// The file.
        path: PathBuf,
        /// Its application id.
        found: i32,
    },
    /// A later version of the program made the file.
    #[error(
        "{path}: schema {found} of a later version of detente; this one knows schemas up to {known}",
        path = path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The latest schema known here.
        known: i64,
    },
    /// An earlier version of the program made the file, and it was opened for reading only.
    #[error(
        "{path}: schema {found}, this version reads schema {known}; 'detente ingest --db' without a source brings it up to date",
        path = path.display()
    )]
    Older {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The schema expected.
        known: i64,
    },
    /// The file or its folder may not be written.
    #[error("{path}: cannot be written: {reason}", path = path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// Another process writes to the store.
    #[error(
        "{path}: another detente is writing to this store{}; wait for it to end, or give --wait",
        holder.as_ref().map(|h| format!(" ({h})")).unwrap_or_default(),
        path = path.display()
    )]
    Locked {
        /// The file.
        path: PathBuf,
        /// What the other process says of itself.
        holder: Option<String>,
    },
    /// The database is damaged.
    #[error("{path}: the database is damaged: {reason}; restore it from a copy, or ingest the reports into a new file", path = path.display())]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        reason: String,
    },
    /// No room is left.
    #[error("{path}: no room is left on the disk; what was reported as stored is kept", path = path.display())]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// Anything else the database says.
    #[error("{path}: {source}", path = path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// An event table of another project that is not in the layout it is said to have.
    #[error("{file}{}: {problem}", line.map(|n| format!(":{n}")).unwrap_or_default())]
    Table {
        /// The table.
        file: String,
        /// Line, from 1, where known.
        line: Option<u64>,
        /// What is there, and what was expected.
        problem: String,
    },
    /// A question that cannot be answered as put.
    #[error("{0}")]
    Question(String),
    /// A value in the store that its column does not allow.
    #[error("{path}: {table} {row}: {problem}", path = path.display())]
    Value {
        /// The file.
        path: PathBuf,
        /// The table.
        table: &'static str,
        /// Which row.
        row: String,
        /// What is wrong with it.
        problem: String,
    },
    /// What is written out cannot be written.
    #[error(transparent)]
    Output(#[from] std::io::Error),
}

impl StoreError {
    /// What SQLite says about the file at `path`, sorted by what the user can do about it.
    pub(crate) fn of(path: &Path, source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotADatabase { path },
            Some(ErrorCode::DatabaseCorrupt) => Self::Corrupt { path, reason: source.to_string() },
            Some(ErrorCode::DiskFull) => Self::Full { path },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                Self::ReadOnly { path, reason: source.to_string() }
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked { path, holder: None },
            _ => Self::Database { path, source },
        }
    }
}

/// Results of this crate.
pub type Result<T> = std::result::Result<T, StoreError>;

/// Names the file in what SQLite says.
pub(crate) trait At<T> {
    fn at(self, path: &Path) -> Result<T>;
}

impl<T> At<T> for rusqlite::Result<T> {
    fn at(self, path: &Path) -> Result<T> {
        self.map_err(|e| StoreError::of(path, e))
    }
}
