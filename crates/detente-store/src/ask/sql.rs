//! One statement that reads, run for a stranger.

use super::layouts::Rows;
use crate::error::{At, Result, StoreError};
use crate::open::Archive;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::types::Value;
use rusqlite::{Connection, Statement, params_from_iter};

impl Archive {
    /// Runs one SQL statement that reads, with a value for each `?`, and hands the rows to `rows`; their number.
    ///
    /// ```
    /// # use detente_store::{Archive, Coder, Store, ask::CsvRows};
    /// # let folder = tempfile::tempdir()?;
    /// # let file = folder.path().join("detente.db");
    /// # Store::open(&file, Coder::new("0.1.0", "demo", ""))?;
    /// let mut archive = Archive::open(&file)?;
    /// let mut out = Vec::new();
    /// archive.ask("SELECT count(*) AS events FROM events", &[], &mut CsvRows::new(&mut out, b','))?;
    /// assert_eq!(out, b"events\n0\n");
    /// let refused = archive.ask("DELETE FROM events", &[], &mut CsvRows::new(&mut out, b','));
    /// assert!(refused.unwrap_err().to_string().contains("reads"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// The text is no SQL, several statements, or writes; the rows cannot be written out.
    pub fn ask(&mut self, sql: &str, values: &[Value], rows: &mut dyn Rows) -> Result<usize> {
        self.db.authorizer(Some(reads)).at(&self.path)?;
        let answered = self.in_snapshot(sql, values, rows);
        self.db.authorizer(None::<fn(AuthContext) -> Authorization>).at(&self.path)?;
        answered
    }

    /// One snapshot for both passes of a layout that must know its columns' types.
    fn in_snapshot(&self, sql: &str, values: &[Value], rows: &mut dyn Rows) -> Result<usize> {
        let snapshot = self.db.unchecked_transaction().at(&self.path)?;
        passes(&snapshot, sql, values, rows).map_err(|e| self.wrong(sql, e))
    }

    /// What is wrong with a question, in the user's terms.
    fn wrong(&self, sql: &str, problem: Problem) -> StoreError {
        let question = |what: String| StoreError::Question(format!("{what}\n  {}", sql.trim()));
        match problem {
            Problem::Output(e) => StoreError::Output(e),
            Problem::Writes => question("this statement writes; a query only reads (SELECT, VALUES, WITH)".into()),
            Problem::Sql(e) => match e {
                rusqlite::Error::Empty => question("no statement: expected one that reads, such as SELECT".into()),
                rusqlite::Error::MultipleStatement => question("several statements: expected one".into()),
                rusqlite::Error::SqliteFailure(code, Some(_))
                    if code.code == rusqlite::ErrorCode::AuthorizationForStatementDenied =>
                {
                    question("this statement writes or reaches outside the store; a query only reads it".into())
                }
                rusqlite::Error::SqliteFailure(code, Some(message)) if code.code == rusqlite::ErrorCode::Unknown => {
                    question(message)
                }
                rusqlite::Error::SqlInputError { msg, .. } if msg.starts_with("not authorized") => {
                    question("this statement writes or reaches outside the store; a query only reads it".into())
                }
                rusqlite::Error::SqlInputError { msg, offset, .. } => match usize::try_from(offset) {
                    Ok(at) if at <= sql.len() => {
                        let column = String::from_utf8_lossy(&sql.as_bytes()[..at]).chars().count() + 1;
                        question(format!("{msg} (character {column})"))
                    }
                    _ => question(msg),
                },
                rusqlite::Error::InvalidParameterCount(given, expected) => {
                    question(format!("{expected} values expected for the statement's parameters, {given} given"))
                }
                e => StoreError::of(&self.path, e),
            },
        }
    }
}

enum Problem {
    Sql(rusqlite::Error),
    Output(std::io::Error),
    Writes,
}

impl From<rusqlite::Error> for Problem {
    fn from(e: rusqlite::Error) -> Self {
        Self::Sql(e)
    }
}

impl From<std::io::Error> for Problem {
    fn from(e: std::io::Error) -> Self {
        Self::Output(e)
    }
}

fn passes(db: &Connection, sql: &str, values: &[Value], rows: &mut dyn Rows) -> std::result::Result<usize, Problem> {
    if rows.begin_types() {
        pass(db, sql, values, rows)?;
    }
    rows.begin_rows();
    pass(db, sql, values, rows)
}

fn pass(db: &Connection, sql: &str, values: &[Value], rows: &mut dyn Rows) -> std::result::Result<usize, Problem> {
    let mut statement = db.prepare(sql)?;
    if !statement.readonly() || statement.column_count() == 0 {
        return Err(Problem::Writes);
    }
    let columns = unambiguous(&statement);
    rows.columns(&columns)?;
    let mut found = statement.query(params_from_iter(values))?;
    let mut count = 0;
    while let Some(r) = found.next()? {
        let row = (0..columns.len()).map(|column| r.get_ref(column)).collect::<rusqlite::Result<Vec<_>>>()?;
        rows.row(&row)?;
        count += 1;
    }
    rows.finish()?;
    Ok(count)
}

/// The columns' names; one that occurs again gets its number.
fn unambiguous(statement: &Statement) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in statement.column_names() {
        let mut free = name.to_owned();
        let mut n = 2;
        while names.contains(&free) {
            free = format!("{name}_{n}");
            n += 1;
        }
        names.push(free);
    }
    names
}

/// Pragmas that tell and change nothing.
const TELLING: &[&str] = &[
    "application_id",
    "collation_list",
    "compile_options",
    "data_version",
    "database_list",
    "encoding",
    "foreign_key_list",
    "freelist_count",
    "function_list",
    "index_info",
    "index_list",
    "index_xinfo",
    "page_count",
    "page_size",
    "pragma_list",
    "quick_check",
    "integrity_check",
    "table_info",
    "table_list",
    "table_xinfo",
    "user_version",
];
/// Those of them whose value is a name to be told about, not a setting.
const OF_A_NAME: &[&str] = &[
    "foreign_key_list",
    "index_info",
    "index_list",
    "index_xinfo",
    "quick_check",
    "integrity_check",
    "table_info",
    "table_list",
    "table_xinfo",
];

/// Lets through what reads the store. Beginning and ending a transaction changes nothing either, and [`pass`] runs nothing
/// that has no columns.
fn reads(asked: AuthContext) -> Authorization {
    match asked.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive | AuthAction::Transaction { .. } => {
            Authorization::Allow
        }
        AuthAction::Function { function_name } if !function_name.eq_ignore_ascii_case("load_extension") => {
            Authorization::Allow
        }
        AuthAction::Pragma { pragma_name, pragma_value } => {
            let name = pragma_name.to_ascii_lowercase();
            let telling = TELLING.contains(&name.as_str());
            if telling && (pragma_value.is_none() || OF_A_NAME.contains(&name.as_str())) {
                Authorization::Allow
            } else {
                Authorization::Deny
            }
        }
        _ => Authorization::Deny,
    }
}
