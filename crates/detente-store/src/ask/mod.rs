//! Questions in SQL or by flags, answers as rows.
//!
//! Whatever the question, it cannot write: the file is opened for reading, and what a statement would do is looked at before
//! it runs ([`Archive::ask`]).

mod layouts;
mod parquet;
mod selection;
mod sql;

pub(crate) use layouts::plain;
pub use layouts::{CsvRows, JsonRows, Rows, TextTable};
pub use parquet::ParquetRows;
pub use rusqlite::types::{Value, ValueRef};
pub use selection::Selection;

#[cfg(doc)]
use crate::Archive;
