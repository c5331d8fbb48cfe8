//! Opening a store: to write, to read, to be asked by a stranger.

use crate::error::{At, Result, StoreError};
use crate::lock::WriterLock;
use crate::schema;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long SQLite itself waits for a lock that a checkpoint or a recovery holds.
const BUSY: Duration = Duration::from_secs(10);

/// A store opened for reading. Any number of them read while one [`crate::Store`] writes, and none waits for it.
#[derive(Debug)]
pub struct Archive {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
}

impl Archive {
    /// Opens the store at `path` for reading.
    ///
    /// ```
    /// let missing = detente_store::Archive::open("no/such.db").expect_err("there is none");
    /// assert!(missing.to_string().starts_with("no/such.db: no such file"));
    /// ```
    ///
    /// # Errors
    /// There is no such file, it is no store, of another schema, or damaged.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref().to_owned();
        if !path.exists() {
            return Err(StoreError::Missing { path });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        let first = Connection::open_with_flags(&path, flags).and_then(|db| probe(&db).map(|()| db));
        let db = match first {
            Ok(db) => db,
            // In a folder that may not be written SQLite cannot share memory with a writer; without a log there is none.
            Err(e) if !is_about_content(&e) && !log_path(&path).exists() => {
                Connection::open_with_flags(immutable(&path), flags).at(&path)?
            }
            Err(e) => return Err(StoreError::of(&path, e)),
        };
        db.busy_timeout(BUSY).at(&path)?;
        keep_plans(&db).at(&path)?;
        let found = schema::of(&db, &path)?;
        if found < schema::LATEST {
            if found == 0 {
                return Err(StoreError::Foreign { path, found: 0 });
            }
            return Err(StoreError::Older { path, found, known: schema::LATEST });
        }
        db.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY").at(&path)?;
        db.set_prepared_statement_cache_capacity(64);
        Ok(Self { db, path })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Keeps the plan of a prepared statement whatever values are bound to it: SQLite would otherwise compile those of joining
/// anew for every event, which took two fifths of the time of writing.
fn keep_plans(db: &Connection) -> rusqlite::Result<bool> {
    db.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
}

/// Opens the store at `path` to write it, makes it if there is none, and brings an older one up to date.
pub(crate) fn to_write(path: &Path, wait: Duration) -> Result<(Connection, WriterLock)> {
    if path.exists() {
        // Nothing of another program's file is touched, not even by a lock beside it.
        let peek =
            Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX);
        match peek.and_then(|db| probe(&db).map(|()| db)) {
            Ok(db) => {
                schema::of(&db, path)?;
            }
            Err(e) if is_about_content(&e) => return Err(StoreError::of(path, e)),
            Err(_) => {}
        }
    }
    let lock = WriterLock::take(path, wait)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut db = Connection::open_with_flags(path, flags).at(path)?;
    db.busy_timeout(BUSY).at(path)?;
    keep_plans(&db).at(path)?;
    schema::of(&db, path)?;
    if db.is_readonly("main").at(path)? {
        let reason = "the file may only be read".to_owned();
        return Err(StoreError::ReadOnly { path: path.to_owned(), reason });
    }
    // FULL: what is committed outlives a crash of the machine, not only of the program.
    let settings = "PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -131072;
         PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 8000";
    db.query_row("PRAGMA journal_mode = WAL", [], |r| r.get::<_, String>(0)).at(path)?;
    db.execute_batch(settings).at(path)?;
    db.set_prepared_statement_cache_capacity(128);
    schema::migrate(&mut db, path)?;
    Ok((db, lock))
}

/// Reads the first page: until then SQLite has not looked at the file.
fn probe(db: &Connection) -> rusqlite::Result<()> {
    db.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get::<_, i64>(0)).map(|_| ())
}

/// True when the file was read, and what it holds is wrong.
fn is_about_content(e: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    matches!(e.sqlite_error_code(), Some(NotADatabase | DatabaseCorrupt))
}

fn log_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name)
}

/// The URI that promises SQLite that nobody writes.
fn immutable(path: &Path) -> String {
    let mut uri = "file:".to_owned();
    for c in path.to_string_lossy().chars() {
        match c {
            '%' => uri.push_str("%25"),
            '?' => uri.push_str("%3f"),
            '#' => uri.push_str("%23"),
            c => uri.push(c),
        }
    }
    uri + "?immutable=1"
}
