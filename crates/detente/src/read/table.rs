//! CSV and TSV: a header, then a report a row.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use csv::{ByteRecord, ErrorKind, ReaderBuilder};

use super::document::{Document, Parts};
use super::encoding::{Notes, decode_record};
use super::error::{ReadError, Reason};
use super::fields::{self, Role};
use super::options::Options;
use super::unpack;

type Stream = Box<dyn Read + Send>;

/// The documents of a table.
pub(super) struct Table {
    rows: csv::Reader<Metered>,
    /// Bytes that the row in hand may still take.
    left: Arc<AtomicU64>,
    name: String,
    format: &'static str,
    options: Options,
    /// Columns of the roles, in their order; `None` before the header is read.
    columns: Option<[Option<usize>; Role::ALL.len()]>,
    width: usize,
    records: u64,
    ended: bool,
    row: ByteRecord,
}

impl Table {
    /// `head`: the stream's beginning, `whole` when that is all of it. `tabs`: fields are parted by tabs.
    pub fn new(stream: Stream, head: &[u8], whole: bool, tabs: bool, name: &str, options: &Options) -> Self {
        let delimiter = if tabs { b'\t' } else { delimiter(head) };
        // Tabs part fields that are often written without any quoting: a quotation mark is then just one.
        let quoting = delimiter != b'\t' || is_quoted(head, delimiter, whole);
        let left = Arc::new(AtomicU64::new(options.max_bytes));
        let metered = Metered { stream, left: Arc::clone(&left) };
        let rows = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .quoting(quoting)
            .from_reader(metered);
        Self {
            rows,
            left,
            name: name.to_owned(),
            format: if tabs { "TSV" } else { "CSV" },
            options: options.clone(),
            columns: None,
            width: 0,
            records: 0,
            ended: false,
            row: ByteRecord::new(),
        }
    }

    fn error(&self, reason: Reason) -> ReadError {
        ReadError::new(self.name.clone(), reason)
    }

    /// Reads the next row; its line.
    fn read_row(&mut self) -> Result<Option<u64>, ReadError> {
        self.left.store(self.options.max_bytes.saturating_add(unpack::HEAD as u64), Ordering::Relaxed);
        let line = self.rows.position().line();
        match self.rows.read_byte_record(&mut self.row) {
            Ok(true) => Ok(Some(self.row.position().map_or(line, csv::Position::line))),
            Ok(false) => Ok(None),
            Err(error) => {
                self.ended = true;
                let reason = match error.kind() {
                    ErrorKind::Io(error) if is_too_long(error) => Reason::TooLong { limit: self.options.max_bytes },
                    ErrorKind::Io(error) => unpack::reason(error),
                    _ => Reason::Malformed { format: self.format, problem: error.to_string() },
                };
                Err(self.error(reason).at_line(line))
            }
        }
    }

    fn read_header(&mut self) -> Result<(), ReadError> {
        let line = loop {
            let Some(line) = self.read_row()? else {
                self.ended = true;
                return Err(self.error(Reason::Empty));
            };
            // White space before the header.
            if self.row.iter().any(|field| !field.trim_ascii().is_empty()) {
                break line;
            }
        };
        let names: Vec<String> =
            self.row.iter().map(|n| decode_record(n, &mut Notes::default()).trim().to_owned()).collect();
        self.width = names.len();
        let folded: Vec<String> = names.iter().map(|name| fields::fold(name)).collect();
        let column = |role: Role| match role.chosen(&self.options.fields) {
            Some(chosen) => names.iter().position(|name| name == chosen),
            None => role.usual().iter().find_map(|usual| folded.iter().position(|name| name == usual)),
        };
        for role in Role::ALL {
            let must = role == Role::Text || role.chosen(&self.options.fields).is_some();
            if must && column(role).is_none() {
                self.ended = true;
                return Err(self.error(fields::missing(role, &self.options.fields, names.iter())).at_line(line));
            }
        }
        self.columns = Some(Role::ALL.map(column));
        Ok(())
    }

    fn document(&self, columns: &[Option<usize>; Role::ALL.len()]) -> Result<Document, Reason> {
        if self.row.len() != self.width {
            return Err(Reason::Ragged { expected: self.width, found: self.row.len() });
        }
        let mut parts = Parts::default();
        let mut notes = Notes::default();
        for (role, column) in Role::ALL.into_iter().zip(columns) {
            let Some(bytes) = column.and_then(|c| self.row.get(c)) else { continue };
            let value = decode_record(bytes, &mut notes).into_owned();
            match role {
                Role::Id => parts.id = Some(value),
                Role::Title => parts.title = Some(value),
                Role::Text => parts.text = value,
                Role::Date => parts.dates.push(value),
                Role::Url => parts.url = Some(value),
                Role::Publisher => parts.publisher = Some(value),
            }
        }
        (parts.warnings, parts.flaws) = (notes.warnings, notes.flaws);
        parts.warnings.dedup();
        parts.flaws.dedup();
        parts.finish(|| format!("{}#{}", self.name, self.records), &self.options)
    }

    fn step(&mut self) -> Result<Option<Document>, ReadError> {
        let columns = match self.columns {
            Some(columns) => columns,
            None => {
                self.read_header()?;
                self.columns.unwrap_or_default()
            }
        };
        let Some(line) = self.read_row()? else {
            self.ended = true;
            if self.records == 0 {
                return Err(self.error(Reason::Empty));
            }
            return Ok(None);
        };
        self.records += 1;
        match self.document(&columns) {
            Ok(document) => Ok(Some(Document { place: self.error(Reason::Empty).at_line(line).place(), ..document })),
            Err(reason) => Err(self.error(reason).at_line(line)),
        }
    }
}

impl Iterator for Table {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        self.step().transpose()
    }
}

/// The mark that parts the header's fields: a comma, unless there is none and another one is.
fn delimiter(head: &[u8]) -> u8 {
    let header = head.split(|&b| b == b'\n').next().unwrap_or_default();
    if header.contains(&b',') {
        return b',';
    }
    [b';', b'\t', b'|'].into_iter().find(|mark| header.contains(mark)).unwrap_or(b',')
}

/// True when quotation marks in the beginning of a table follow the rules of quoting: what opens a field closes it, and
/// every row has as many fields as the first. `whole`: the beginning is all.
fn is_quoted(head: &[u8], delimiter: u8, whole: bool) -> bool {
    let mut at = 0;
    let (mut fields, mut width) = (1usize, None);
    let mut quoted = false;
    while at < head.len() {
        if head[at] == b'"' {
            quoted = true;
            // To the closing mark; two marks are one inside.
            at += 1;
            loop {
                match (head.get(at), head.get(at + 1)) {
                    (Some(b'"'), Some(b'"')) => at += 2,
                    (Some(b'"'), _) => break at += 1,
                    (Some(_), _) => at += 1,
                    // The beginning ends inside a field: all was well so far, if it is only the beginning.
                    (None, _) => return !whole,
                }
            }
            if head.get(at).is_some_and(|&b| b != delimiter && b != b'\n' && b != b'\r') {
                return false;
            }
        }
        while head.get(at).is_some_and(|&b| b != delimiter && b != b'\n') {
            at += 1;
        }
        match head.get(at) {
            Some(b'\n') | None => {
                let complete = whole || at < head.len();
                if fields > 1 && complete && *width.get_or_insert(fields) != fields {
                    return false;
                }
                fields = 1;
            }
            Some(_) => fields += 1,
        }
        at += 1;
    }
    quoted
}

/// A stream that fails when one row takes too much of it: a quotation mark that nobody closes would swallow the rest.
struct Metered {
    stream: Stream,
    left: Arc<AtomicU64>,
}

#[derive(Debug)]
struct RowTooLong;

impl std::fmt::Display for RowTooLong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a row is too long")
    }
}

impl std::error::Error for RowTooLong {}

fn is_too_long(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<RowTooLong>())
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.load(Ordering::Relaxed);
        if left == 0 {
            return Err(io::Error::other(RowTooLong));
        }
        let count = self.stream.read(buffer)?;
        self.left.store(left.saturating_sub(count as u64), Ordering::Relaxed);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoting_of_tables_with_tabs_is_told_from_speech() {
        assert!(is_quoted(b"id\ttext\n1\t\"a \"\"b\"\"\nc\"\n2\td\n", b'\t', true));
        assert!(!is_quoted(b"id\ttext\n1\t\"We will go,\" he said.\n", b'\t', true));
        assert!(!is_quoted(b"id\ttext\n1\t\"We will go\n2\tnow\n", b'\t', true));
        assert!(!is_quoted(b"id\ttext\n1\tplain\n", b'\t', true));
    }

    #[test]
    fn headers_tell_their_delimiter() {
        assert_eq!(delimiter(b"id;text\n1;a,b"), b';');
        assert_eq!(delimiter(b"id,text;x\n"), b',');
        assert_eq!(delimiter(b"text\n"), b',');
    }
}
