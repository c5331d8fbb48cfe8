//! CSV and TSV: a header, then a report a row.

use std::io::Read;

use super::document::{Document, Parts};
use super::encoding::{Notes, decode_record};
use super::error::{ReadError, Reason, shorten};
use super::fields::{self, Role};
use super::options::{Fields, Options};
use super::rows::{Next, Row, Rows, Style};
use super::unpack;

type Stream = Box<dyn Read + Send>;

/// The documents of a table.
pub(super) struct Table {
    rows: Rows<Stream>,
    name: String,
    format: &'static str,
    options: Options,
    /// Columns of the roles, in their order; `None` before the header is read.
    columns: Option<[Option<usize>; Role::ALL.len()]>,
    width: usize,
    /// Names of columns that are read and that others have too.
    twice: Vec<String>,
    records: u64,
    ended: bool,
    row: Row,
}

impl Table {
    /// `head`: the stream's beginning, `whole` when that is all of it. `tabs`: fields are parted by tabs.
    pub fn new(stream: Stream, head: &[u8], whole: bool, tabs: bool, name: &str, options: &Options) -> Self {
        let delimiter = if tabs { b'\t' } else { delimiter(head, &options.fields) };
        // Tabs part fields that are often written without any quoting: a quotation mark is then just one.
        let quoting = delimiter != b'\t' || is_quoted(head, delimiter, whole);
        let limit = usize::try_from(options.max_bytes).unwrap_or(usize::MAX);
        Self {
            rows: Rows::new(stream, Style { delimiter, quoting, limit }),
            name: name.to_owned(),
            format: if tabs { "TSV" } else { "CSV" },
            options: options.clone(),
            columns: None,
            width: 0,
            twice: Vec::new(),
            records: 0,
            ended: false,
            row: Row::default(),
        }
    }

    fn error(&self, reason: Reason) -> ReadError {
        ReadError::new(self.name.clone(), reason)
    }

    /// Reads the next row; false at the end.
    fn read_row(&mut self) -> Result<bool, ReadError> {
        let open = |field: usize| format!("the quotation mark that opens field {field} is never closed");
        let (reason, line) = match self.rows.next(&mut self.row) {
            Ok(Next::Row) => return Ok(true),
            Ok(Next::End) => return Ok(false),
            Ok(Next::Unclosed { line, field }) => {
                (Reason::Malformed { format: self.format, problem: open(field) }, line)
            }
            Ok(Next::TooLong { line }) => (Reason::TooLong { limit: self.options.max_bytes }, line),
            Ok(Next::TooLongToTheEnd { line, field }) => {
                let problem = format!("{}; nothing after it was read", open(field));
                (Reason::Malformed { format: self.format, problem }, line)
            }
            Err(error) => {
                self.ended = true;
                (unpack::reason(&error), self.rows.line())
            }
        };
        self.records += u64::from(self.columns.is_some());
        Err(self.error(reason).at_line(line))
    }

    fn read_header(&mut self) -> Result<(), ReadError> {
        loop {
            if !self.read_row().inspect_err(|_| self.ended = true)? {
                self.ended = true;
                return Err(self.error(Reason::Empty));
            }
            // White space before the header, and a spreadsheet's line that names the mark.
            let mut fields = self.row.iter().map(|field| field.trim_ascii());
            let first = fields.next().unwrap_or_default();
            let alone = fields.all(<[u8]>::is_empty);
            if !alone || !first.is_empty() && named_mark(first).is_none() && first != b"sep=" {
                break;
            }
        }
        let names: Vec<String> =
            self.row.iter().map(|n| decode_record(n, &mut Notes::default()).trim().to_owned()).collect();
        self.width = names.len();
        self.rows.width = Some(self.width);
        let column = |role: Role| fields::column(role, &self.options.fields, &names);
        for role in Role::ALL {
            let must = role == Role::Text || role.chosen(&self.options.fields).is_some();
            if must && column(role).is_none() {
                self.ended = true;
                let reason = fields::missing(role, &self.options.fields, names.iter());
                return Err(self.error(reason).at_line(self.row.line));
            }
        }
        self.columns = Some(Role::ALL.map(column));
        let twice = Role::ALL.into_iter().filter_map(column).map(|at| &names[at]);
        self.twice = twice.filter(|name| names.iter().filter(|n| n == name).count() > 1).cloned().collect();
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
                Role::Language => parts.language = Some(value),
            }
        }
        let twice = |name: &String| format!("several columns are named \"{}\": the first counts", shorten(name, 60));
        notes.warnings.extend(self.twice.iter().map(twice));
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
        if !self.read_row()? {
            self.ended = true;
            if self.records == 0 {
                return Err(self.error(Reason::Empty));
            }
            return Ok(None);
        }
        self.records += 1;
        let line = self.row.line;
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

/// The mark that parts the header's fields: the one that parts most names of fields, of equals the first that is there.
fn delimiter(head: &[u8], fields: &Fields) -> u8 {
    let mut lines = head.split(|&b| b == b'\n' || b == b'\r').filter(|line| !line.trim_ascii().is_empty());
    let header = lines.next();
    if let Some(mark) = header.and_then(named_mark) {
        return mark;
    }
    let header = String::from_utf8_lossy(header.unwrap_or_default());
    let mut best = (b',', 0);
    for mark in [b',', b';', b'\t', b'|'] {
        if !header.contains(char::from(mark)) {
            continue;
        }
        let known = 1 + fields::known_names(&header, char::from(mark), fields);
        if known > best.1 {
            best = (mark, known);
        }
    }
    best.0
}

/// The mark of a first line "sep=;", as spreadsheets write it; a byte order mark may stand before it.
fn named_mark(line: &[u8]) -> Option<u8> {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line).trim_ascii_start();
    let mark = line.strip_prefix(b"sep=")?;
    let [mark, rest @ ..] = mark else { return None };
    (rest.trim_ascii().is_empty() && b",;|\t".contains(mark)).then_some(*mark)
}

/// True when quotation marks in the beginning of a table follow the rules of quoting: more rows need them to be a row
/// than break them; or none breaks them, and some field has them. A row of another width than the header says nothing.
/// `whole`: the beginning is all.
fn is_quoted(head: &[u8], delimiter: u8, whole: bool) -> bool {
    let mut rows = Rows::new(head, Style { delimiter, quoting: true, limit: usize::MAX });
    let mut row = Row::default();
    let (mut needed, mut there, mut broken) = (0usize, 0usize, 0usize);
    while let Ok(next) = rows.next(&mut row) {
        let at_end = rows.is_at_end();
        match next {
            Next::End => break,
            // The last row may be cut.
            _ if at_end && !whole => break,
            Next::Row => {
                let right = *rows.width.get_or_insert(row.len()) == row.len();
                needed += usize::from(right && row.needs_quotes && !row.has_rest);
                there += usize::from(right && row.has_quotes);
                broken += usize::from(row.has_rest);
            }
            _ => broken += 1,
        }
    }
    needed > broken || (there > 0 && broken == 0)
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
        // One ragged row among good ones.
        assert!(is_quoted(b"id\ttext\n1\t\"a\nb\"\n2\n3\t\"c \"\"d\"\"\"\n", b'\t', true));
        assert!(is_quoted(b"id\ttext\n1\t\"a\nb\"\n2\t\"c", b'\t', false));
    }

    #[test]
    fn headers_tell_their_delimiter() {
        let usual = Fields::default();
        assert_eq!(delimiter(b"id;text\n1;a,b", &usual), b';');
        assert_eq!(delimiter(b"id,text;x\n", &usual), b',');
        assert_eq!(delimiter(b"nr, old;title;text\n", &usual), b';');
        assert_eq!(delimiter(b"text\n", &usual), b',');
        assert_eq!(delimiter(b"sep=|\r\nnr, old|title, new|text\n", &usual), b'|');
        let chosen = Fields { text: Some("Artikel".to_owned()), ..Fields::default() };
        assert_eq!(delimiter(b"\nNr;Ort, Zeit;Artikel\n", &chosen), b';');
    }
}
