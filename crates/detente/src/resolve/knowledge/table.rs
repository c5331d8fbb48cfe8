//! The tables' form: tab-separated text with a line of column names first.

use crate::ontology::Sector;
use crate::resolve::Country;
use jiff::civil::{Date, date};
use thiserror::Error;

/// Why a table or the packed file cannot be used.
#[derive(Debug, Clone, Error, PartialEq)]
pub enum KnowledgeError {
    /// A line is not as expected.
    #[error("{table}, line {line}: {found:?}: expected {expected}")]
    Line {
        /// Which table.
        table: &'static str,
        /// Line from 1, the column names being the first.
        line: usize,
        /// What stands there.
        found: String,
        /// What should stand there.
        expected: &'static str,
    },
    /// The packed file is not one.
    #[error("knowledge file: {0}")]
    File(String),
}

/// The rows of a table as fields, with their line numbers; the line of column names, empty lines and lines that begin
/// with `#` left out.
///
/// # Errors
/// A row with another number of fields than `columns`.
pub fn rows<'t>(
    table: &'static str,
    text: &'t str,
    columns: usize,
) -> impl Iterator<Item = Result<(usize, Vec<&'t str>), KnowledgeError>> {
    text.lines().enumerate().skip(1).filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#')).map(
        move |(index, line)| {
            let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
            if fields.len() == columns {
                Ok((index + 1, fields))
            } else {
                Err(bad(table, index + 1, line, "as many fields as the first line has columns"))
            }
        },
    )
}

pub(super) fn bad(table: &'static str, line: usize, found: &str, expected: &'static str) -> KnowledgeError {
    KnowledgeError::Line { table, line, found: found.chars().take(80).collect(), expected }
}

/// The parts of a field: `a;b;c`.
pub(super) fn parts(field: &str) -> impl Iterator<Item = &str> {
    field.split(';').map(str::trim).filter(|p| !p.is_empty())
}

pub(super) fn country(table: &'static str, line: usize, code: &str) -> Result<Country, KnowledgeError> {
    Country::parse(code).ok_or_else(|| bad(table, line, code, "a three-letter country code"))
}

pub(super) fn sectors(table: &'static str, line: usize, codes: &str) -> Result<Vec<Sector>, KnowledgeError> {
    codes
        .split(',')
        .map(str::trim)
        .filter(|c| !c.is_empty())
        .map(|c| c.parse().map_err(|_| bad(table, line, c, "a PLOVER sector such as GOV")))
        .collect()
}

/// The first day of "2014", "2014-03" or "2014-03-18".
pub(in crate::resolve) fn first_day(text: &str) -> Option<Date> {
    let mut numbers = text.split('-').map(str::parse::<i16>);
    let year = numbers.next()?.ok()?;
    let month = numbers.next().transpose().ok()?.unwrap_or(1);
    let day = numbers.next().transpose().ok()?.unwrap_or(1);
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// The last day of "2014", "2014-03" or "2014-03-18".
pub(in crate::resolve) fn last_day(text: &str) -> Option<Date> {
    let first = first_day(text)?;
    Some(match text.matches('-').count() {
        0 => date(first.year(), 12, 31),
        1 => first.last_of_month(),
        _ => first,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_with_their_line_numbers_and_wrong_ones_are_named() {
        let text = "a\tb\nx\ty\n\n# note\nz\n";
        let mut rows = rows("states", text, 2);
        assert_eq!(rows.next(), Some(Ok((2, vec!["x", "y"]))));
        let error = rows.next().unwrap().unwrap_err();
        assert_eq!(error.to_string(), "states, line 5: \"z\": expected as many fields as the first line has columns");
    }

    #[test]
    fn partial_dates_open_and_close() {
        assert_eq!(first_day("2014"), Some(date(2014, 1, 1)));
        assert_eq!(last_day("2014"), Some(date(2014, 12, 31)));
        assert_eq!(last_day("2016-02"), Some(date(2016, 2, 29)));
        assert_eq!(last_day("2016-02-03"), Some(date(2016, 2, 3)));
        assert_eq!(first_day("2016-13"), None);
    }
}
