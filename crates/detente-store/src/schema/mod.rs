//! The tables, and how an older file becomes a newer one.
//!
//! `SCHEMA.md` in this crate describes every table and view for those who read them; [`DESCRIPTION`] is its text. A
//! change of the schema is a further file at the end of [`MIGRATIONS`]; what is there is never changed.

use crate::error::{At, Result, StoreError};
use rusqlite::Connection;
use std::path::Path;

/// What the tables and views mean, as Markdown.
pub const DESCRIPTION: &str = include_str!("../../SCHEMA.md");

/// "dtnt": marks the file as ours.
pub(crate) const APPLICATION_ID: i32 = 0x6474_6e74;

/// Each brings the schema from its position in the list to the next number.
const MIGRATIONS: &[&str] = &[include_str!("1.sql"), include_str!("2.sql")];

/// The schema this version writes.
pub(crate) const LATEST: i64 = MIGRATIONS.len() as i64;

/// Schema of an open file.
///
/// # Errors
/// The file is no database, another program's, or a later version's.
pub(crate) fn of(connection: &Connection, path: &Path) -> Result<i64> {
    let application: i32 = connection.query_row("PRAGMA application_id", [], |r| r.get(0)).at(path)?;
    let version: i64 = connection.query_row("PRAGMA user_version", [], |r| r.get(0)).at(path)?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0)).at(path)?;
    if application != APPLICATION_ID && (tables > 0 || application != 0 || version != 0) {
        return Err(StoreError::Foreign { path: path.to_owned(), found: application });
    }
    if version > LATEST {
        return Err(StoreError::Newer { path: path.to_owned(), found: version, known: LATEST });
    }
    Ok(version)
}

/// Brings the file to the latest schema, all in one transaction.
pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Result<()> {
    apply(connection, path, MIGRATIONS)
}

fn apply(connection: &mut Connection, path: &Path, migrations: &[&str]) -> Result<()> {
    let at = connection.query_row("PRAGMA user_version", [], |r| r.get::<_, i64>(0)).at(path)?;
    let done = usize::try_from(at).unwrap_or(0);
    if done >= migrations.len() {
        return Ok(());
    }
    let step = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).at(path)?;
    for sql in migrations.iter().skip(done) {
        step.execute_batch(sql).at(path)?;
    }
    step.pragma_update(None, "application_id", APPLICATION_ID).at(path)?;
    step.pragma_update(None, "user_version", migrations.len() as i64).at(path)?;
    step.commit().at(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_file_takes_the_steps_it_lacks_and_keeps_its_rows() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.db");
        let mut db = Connection::open(&path).expect("a database");
        apply(&mut db, &path, &["CREATE TABLE a (x); INSERT INTO a VALUES (1)"]).expect("the first step");
        let two = ["CREATE TABLE a (x); INSERT INTO a VALUES (1)", "ALTER TABLE a ADD COLUMN y DEFAULT 7"];
        apply(&mut db, &path, &two).expect("the second step");
        apply(&mut db, &path, &two).expect("nothing to do");
        let row: (i64, i64) = db.query_row("SELECT x, y FROM a", [], |r| Ok((r.get(0)?, r.get(1)?))).expect("one row");
        assert_eq!(row, (1, 7));
        let broken = [two[0], two[1], "CREATE TABLE b (x); SELECT nonsense"];
        assert!(apply(&mut db, &path, &broken).is_err());
        let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0)).expect("a count");
        assert_eq!(tables, 1, "a step that fails leaves nothing");
    }

    #[test]
    fn every_table_and_view_is_described() {
        let mut db = Connection::open_in_memory().expect("a database");
        migrate(&mut db, Path::new("memory")).expect("a schema");
        let mut names = db
            .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type <> 'shadow' AND name NOT LIKE 'sqlite%'")
            .expect("a query");
        let names: Vec<String> =
            names.query_map([], |r| r.get(0)).expect("names").map(|n| n.expect("a name")).collect();
        assert!(names.len() > 20, "{names:?}");
        for name in names {
            assert!(DESCRIPTION.contains(&format!("`{name}`")), "SCHEMA.md says nothing of {name}");
        }
    }
}
