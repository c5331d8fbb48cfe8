//! What could not be read, where, and why.

use std::fmt;

/// A report, or a whole input, that could not be read. Displayed as one line: input, line or record, reason.
///
/// ```
/// use detente::read::{ReadError, Reason};
/// let error = ReadError::new("news.jsonl", Reason::Empty).at_line(3);
/// assert_eq!(error.to_string(), "news.jsonl:3: empty: no text to read");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// The input, as named on the command line; for a folder's or pattern's files, the file.
    pub input: String,
    /// Line in the input, from 1, where known.
    pub line: Option<u64>,
    /// Number of the record in the input, from 1, where the input holds records.
    pub record: Option<u64>,
    /// Why.
    pub reason: Reason,
}

/// Why something could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// The file or folder cannot be opened or read.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// Compressed data that ends too early or is damaged; what came before was read.
    #[error("the compressed data is damaged or cut off: {0}")]
    Damaged(String),
    /// A pattern that matches nothing.
    #[error("no file matches this pattern")]
    NoMatch,
    /// A folder without files.
    #[error("this folder holds no files")]
    NoFiles,
    /// Something in a folder that is neither file nor folder.
    #[error("neither a file nor a folder")]
    NotAFile,
    /// No text, or white space only.
    #[error("empty: no text to read")]
    Empty,
    /// Text without a letter.
    #[error("no words to read: no letter in it")]
    NoWords,
    /// Not text.
    #[error("not text: {0}")]
    Binary(String),
    /// More bytes than [`super::Options::max_bytes`] allows for one report.
    #[error("longer than the limit of {limit} bytes for one report")]
    TooLong {
        /// The limit.
        limit: u64,
    },
    /// A web archive or message that holds other things only.
    #[error("no report in it")]
    NoReport,
    /// A web page without an article.
    #[error("no article found on this page")]
    NoArticle,
    /// JSON, CSV, TSV, HTML, XML, a feed or a web archive that does not follow its grammar.
    #[error("malformed {format}: {problem}")]
    Malformed {
        /// "JSON", "CSV", "TSV", "HTML", "XML", "feed" or "WARC".
        format: &'static str,
        /// What is wrong.
        problem: String,
    },
    /// A record without a field it must have.
    #[error("no field {field}: expected {expected}; there is {found}")]
    MissingField {
        /// What the field is for: "text".
        field: &'static str,
        /// Names looked for.
        expected: String,
        /// Names that are there.
        found: String,
    },
    /// A field of the wrong type.
    #[error("field {field} is {found}, expected {expected}")]
    Mistyped {
        /// The field's name in the record.
        field: String,
        /// Types that would do.
        expected: &'static str,
        /// Type it has.
        found: &'static str,
    },
    /// A row that is longer or shorter than the header.
    #[error("ragged row: {found} fields where the header has {expected}")]
    Ragged {
        /// Columns of the header.
        expected: usize,
        /// Fields of the row.
        found: usize,
    },
}

impl ReadError {
    /// An error about the whole of `input`.
    pub fn new(input: impl Into<String>, reason: Reason) -> Self {
        Self { input: input.into(), line: None, record: None, reason }
    }

    /// The same error at a line, from 1.
    #[must_use]
    pub fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// The same error in a record, from 1.
    #[must_use]
    pub fn in_record(mut self, record: u64) -> Self {
        self.record = Some(record);
        self
    }

    /// Where, without why: "news.jsonl:3".
    pub fn place(&self) -> String {
        let mut place = one_line(&self.input);
        if let Some(line) = self.line {
            place.push_str(&format!(":{line}"));
        }
        if let Some(record) = self.record {
            place.push_str(&format!(", record {record}"));
        }
        place
    }
}

impl std::error::Error for ReadError {}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place(), one_line(&self.reason.to_string()))
    }
}

/// Names and messages may hold line ends and escape codes: they are written out.
pub(super) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

/// At most `chars` characters of `text`, for messages.
pub(super) fn shorten(text: &str, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn always_one_line() {
        let error = ReadError::new("a\nb.csv", Reason::Unreadable("no\r\nluck".to_owned())).at_line(2).in_record(1);
        assert_eq!(error.to_string(), "a\\nb.csv:2, record 1: cannot be read: no\\r\\nluck");
        assert_eq!(shorten("Łódź", 2), "Łó…");
    }
}
