//! The table of actors: pattern, name, country, sectors, from, to.
//!
//! ```csv
//! pattern,name,country,sectors,from,to
//! Green Front,Peruvian Green Front,PER,REB,1992-03,1999-12-31
//! Green Front,Peruvian Green Front,PER,PTY,2000,
//! ```
//!
//! With a line of column names the columns may stand in any order and be left out; without one they stand as above.
//! They are parted by commas, semicolons or tabs. Days are ISO 8601, a year or month alone means all of it, both ends
//! count. Lines that begin with `#` are notes.

use super::cameo;
use super::index::keys;
use super::problem::{Problem, shown};
use super::{Belongs, Contents, Entry, Term};
use crate::ontology::Sector;
use crate::resolve::country::Country;
use crate::resolve::knowledge::{Knowledge, first_day, last_day};
use crate::resolve::name::LONGEST;
use jiff::civil::Date;
use std::path::Path;
use std::sync::Arc;

/// Columns in their usual order.
const COLUMNS: [&str; 6] = ["pattern", "name", "country", "sectors", "from", "to"];
/// Columns that are for the people who keep the table.
const NOTES: [&str; 5] = ["note", "notes", "comment", "comments", "source"];

/// What parts the columns, if the text is a table: it begins with the columns' names, or its file is called so.
pub(super) fn is_table(file: &str, text: &str) -> Option<u8> {
    let first = text.lines().find(|l| !l.trim().is_empty() && !l.starts_with('#')).unwrap_or("");
    let named = |d: &u8| header(first, *d).any(|c| c == "pattern");
    if let Some(delimiter) = [b',', b';', b'\t'].into_iter().find(named) {
        return Some(delimiter);
    }
    let extension = Path::new(file).extension().and_then(|e| e.to_str()).unwrap_or("").to_lowercase();
    match extension.as_str() {
        "csv" if first.contains(';') && !first.contains(',') => Some(b';'),
        "csv" => Some(b','),
        "tsv" => Some(b'\t'),
        _ => None,
    }
}

fn header(line: &str, delimiter: u8) -> impl Iterator<Item = String> {
    line.split(char::from(delimiter)).map(|c| c.trim().trim_matches('"').trim().to_lowercase())
}

/// Reads a table; every bad line is named.
pub(super) fn read(file: &Arc<str>, text: &str, delimiter: u8, knowledge: &Knowledge) -> Contents {
    let mut contents = Contents::default();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut columns: Option<Vec<Option<usize>>> = None;
    let bad = |line: usize, reason: String| Problem { file: file.clone(), line, reason };
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(e) => {
                let line = e.position().map_or(0, |p| p.line() as usize);
                contents.bad.push(bad(line, e.to_string()));
                continue;
            }
        };
        let line = record.position().map_or(0, |p| line_at(text, p));
        if record.iter().all(str::is_empty) {
            continue;
        }
        let Some(places) = &columns else {
            if record.iter().any(|c| c.eq_ignore_ascii_case("pattern")) {
                match named(&record) {
                    Ok(places) => columns = Some(places),
                    Err(reason) => {
                        contents.bad.push(bad(line, reason));
                        return contents;
                    }
                }
                continue;
            }
            let usual: Vec<Option<usize>> = (0..COLUMNS.len()).map(Some).collect();
            match entry(&record, &usual, COLUMNS.len(), line, knowledge) {
                Ok(entry) => contents.entries.push(entry),
                Err(reason) => contents.bad.push(bad(line, reason)),
            }
            columns = Some(usual);
            continue;
        };
        let width = places.iter().flatten().max().map_or(0, |m| m + 1);
        match entry(&record, places, width, line, knowledge) {
            Ok(entry) => contents.entries.push(entry),
            Err(reason) => contents.bad.push(bad(line, reason)),
        }
    }
    contents
}

/// The line of a record. The reader tells where the one before it ended: notes and empty lines may stand between.
fn line_at(text: &str, position: &csv::Position) -> usize {
    let rest = text.get(position.byte() as usize..).unwrap_or("");
    let between = rest.split('\n').take_while(|l| l.trim().is_empty() || l.starts_with('#')).count();
    position.line() as usize + between
}

/// For each column where it stands.
fn named(record: &csv::StringRecord) -> Result<Vec<Option<usize>>, String> {
    let given: Vec<String> = record.iter().map(str::to_lowercase).collect();
    for (i, column) in given.iter().enumerate() {
        if given[..i].contains(column) && !column.is_empty() {
            return Err(format!("the column {} is there twice", shown(column)));
        }
        if !COLUMNS.contains(&column.as_str()) && !NOTES.contains(&column.as_str()) && !column.is_empty() {
            let expected = COLUMNS.join(", ");
            return Err(format!("{} is no column: expected {expected}; notes may stand in \"note\"", shown(column)));
        }
    }
    Ok(COLUMNS.iter().map(|c| given.iter().position(|g| g == c)).collect())
}

fn entry(
    record: &csv::StringRecord,
    places: &[Option<usize>],
    width: usize,
    line: usize,
    knowledge: &Knowledge,
) -> Result<Entry, String> {
    if record.iter().any(|c| c.contains(['\n', '\r'])) {
        return Err("a field goes over the end of the line: a quotation mark is not closed".to_string());
    }
    if let Some(extra) = record.iter().skip(width.max(COLUMNS.len())).find(|c| !c.is_empty()) {
        let hint = "a comma inside a field needs quotation marks around the field";
        return Err(format!("{} stands behind the last column: {hint}", shown(extra)));
    }
    let field = |n: usize| places.get(n).copied().flatten().and_then(|at| record.get(at)).unwrap_or("");
    let [pattern, name, country, sectors, from, to] = [0, 1, 2, 3, 4, 5].map(field);
    is_name(pattern)?;
    let belongs = belongs(country, knowledge)?;
    let sectors = said_sectors(sectors)?;
    if name.is_empty() && belongs == Belongs::Open && sectors.is_empty() {
        return Err(format!("{} has no name, country or sectors: the row says nothing", shown(pattern)));
    }
    let day = |text: &str, read: fn(&str) -> Option<Date>| match text {
        "" => Ok(None),
        _ if !is_date(text) => Err(format!("{} is no date: expected 2014, 2014-03 or 2014-03-18", shown(text))),
        _ => read(text).map(Some).ok_or_else(|| format!("{} is no day of the calendar", shown(text))),
    };
    let (from, to) = (day(from, first_day)?, day(to, last_day)?);
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        return Err(format!("it ends on {to}, before it begins on {from}"));
    }
    // A last day without a morrow is no end.
    let until = to.and_then(|t| t.tomorrow().ok());
    let term = Term { belongs, sectors, from, until, code: None, line };
    let name = (!name.is_empty()).then(|| name.to_string());
    Ok(Entry { name, patterns: vec![(pattern.to_string(), line)], terms: vec![term] })
}

/// Whether something can be a name to look up.
pub(super) fn is_name(pattern: &str) -> Result<(), String> {
    if pattern.is_empty() {
        return Err("no pattern: expected the name to look up in the first column".to_string());
    }
    if keys(pattern).is_empty() {
        return Err(format!("{} has neither letters nor digits: no name can match it", shown(pattern)));
    }
    let length = pattern.chars().count();
    if length > LONGEST {
        return Err(format!("{} has {length} characters: expected at most {LONGEST}", shown(pattern)));
    }
    Ok(())
}

fn belongs(field: &str, knowledge: &Knowledge) -> Result<Belongs, String> {
    let code = field.to_uppercase();
    match code.as_str() {
        "" => return Ok(Belongs::Open),
        "---" => return Ok(Belongs::Nowhere),
        _ => {}
    }
    let international = Country::parse(&code).filter(|c| !c.is_state());
    let found = international.or_else(|| cameo::state(&code, &knowledge.geonyms));
    found.map(Belongs::To).ok_or_else(|| {
        let expected = "expected an ISO 3166-1 alpha-3 code such as PER, one of KOS, UNO, EUR, IGO, NGO, ISM, IMG, MNC, \
                        or --- for no state";
        format!("{} is no country: {expected}", shown(field))
    })
}

fn said_sectors(field: &str) -> Result<Vec<Sector>, String> {
    let mut out = Vec::new();
    for code in field.split([' ', ',', ';', '|', '/']).filter(|c| !c.is_empty()) {
        let sector = code.to_uppercase().parse().map_err(|_| {
            let all: Vec<String> = <Sector as strum::IntoEnumIterator>::iter().map(|s| s.to_string()).collect();
            format!("{} is no sector: expected some of {}", shown(code), all.join(" "))
        })?;
        if !out.contains(&sector) {
            out.push(sector);
        }
    }
    Ok(out)
}

/// "2014", "2014-03", "2014-03-18".
fn is_date(text: &str) -> bool {
    let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    parts.len() <= 3 && parts.iter().enumerate().all(|(i, p)| digits(p, if i == 0 { 4 } else { 2 }))
}
