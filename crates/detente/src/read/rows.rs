//! The rows of a table, one after the other, whatever its quotation marks do.
//!
//! A quotation mark that nobody closes would swallow the rows after it. Where that shows, the row it opens in is given
//! up and the next line begins a row again: when the file ends inside the quotation; when the mark that closes it opens
//! a field of a later row; when the lines it took are rows of the table by themselves.

use std::io::{self, Read};

use super::unpack::HEAD;

/// Lines inside a quotation that must look like rows before a row of the right width is doubted.
const ENOUGH_LINES: usize = 2;
/// Lines of a row beyond the limit that are looked at.
const LINES_SEEN: usize = 64;
/// What was read is moved to the buffer's beginning when this much of it is used up.
const USED_UP: usize = 1 << 20;

/// How a table is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    /// The mark between fields.
    pub delimiter: u8,
    /// Quotation marks around a field let it hold delimiters and line ends.
    pub quoting: bool,
    /// Most bytes of one row.
    pub limit: usize,
}

/// A row's fields.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// All fields, one after the other, without their quotation marks.
    bytes: Vec<u8>,
    /// Where each field ends.
    ends: Vec<usize>,
    /// Line on which it begins, from 1.
    pub line: u64,
    /// A quoted field holds what would part fields or rows without quoting, or a doubled mark.
    pub needs_quotes: bool,
    /// A field is in quotation marks.
    pub has_quotes: bool,
    /// Something follows the mark that closes a field.
    pub has_rest: bool,
}

impl Row {
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn get(&self, field: usize) -> Option<&[u8]> {
        let end = *self.ends.get(field)?;
        let start = field.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end);
        self.bytes.get(start..end)
    }

    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).filter_map(|field| self.get(field))
    }

    fn clear(&mut self, line: u64) {
        self.bytes.clear();
        self.ends.clear();
        // A long row before should not keep its memory for ever.
        self.bytes.shrink_to(USED_UP);
        (self.line, self.needs_quotes, self.has_quotes, self.has_rest) = (line, false, false, false);
    }
}

/// What comes next in a table.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A row.
    Row,
    /// A quotation mark opens this field (from 1) of the row on this line and is not closed in its row.
    Unclosed {
        line: u64,
        field: usize,
    },
    /// A row longer than the limit, on this line.
    TooLong {
        line: u64,
    },
    /// As before, and the file ended inside it.
    TooLongToTheEnd {
        line: u64,
        field: usize,
    },
    End,
}

/// The rows of a stream.
pub(super) struct Rows<R> {
    stream: R,
    pub style: Style,
    /// Fields of the header, once it is known.
    pub width: Option<usize>,
    /// What was read and is not used up.
    buffer: Vec<u8>,
    /// Where the next row begins in it.
    start: usize,
    ended: bool,
    /// Line of the next row, from 1.
    line: u64,
}

/// Where the scan of a row stands.
struct Scan {
    at: usize,
    /// In quotation marks.
    quoted: bool,
    /// Before the first byte of a field.
    fresh: bool,
    /// Line ends passed.
    lines: u64,
    /// Where the line in hand begins.
    line_start: usize,
    /// Lines passed when the quotation in hand, or the last one, was opened.
    opened: u64,
    /// Where that is.
    opened_at: usize,
    /// Its field, from 0.
    field: usize,
}

impl<R: Read> Rows<R> {
    pub fn new(stream: R, style: Style) -> Self {
        Self { stream, style, width: None, buffer: Vec::new(), start: 0, ended: false, line: 1 }
    }

    /// Line on which the next row begins, as far as is known.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// True when nothing follows the row read last.
    pub fn is_at_end(&self) -> bool {
        self.ended && self.start >= self.buffer.len()
    }

    /// Reads the next row into `row`.
    pub fn next(&mut self, row: &mut Row) -> io::Result<Next> {
        self.skip_blank_lines()?;
        row.clear(self.line);
        if self.byte(self.start)?.is_none() {
            return Ok(Next::End);
        }
        let first = self.start;
        let mut scan = Scan {
            at: first,
            quoted: false,
            fresh: true,
            lines: 0,
            line_start: first,
            opened: 0,
            opened_at: first,
            field: 0,
        };
        let mut quote_lines = None;
        loop {
            if scan.at - first > self.style.limit {
                return self.too_long(row, scan, first);
            }
            let Some(byte) = self.byte(scan.at)? else {
                if scan.quoted {
                    // With a single line there is nothing that it took.
                    return Ok(self.give_up(first, &scan));
                }
                row.ends.push(row.bytes.len());
                break;
            };
            scan.at += 1;
            if scan.quoted {
                match byte {
                    b'"' if self.byte(scan.at)? == Some(b'"') => {
                        scan.at += 1;
                        row.needs_quotes = true;
                        row.bytes.push(b'"');
                    }
                    b'"' => {
                        scan.quoted = false;
                        let many_lines = scan.lines > scan.opened;
                        let follows = self.byte(scan.at)?;
                        let rest = follows.is_some_and(|b| b != self.style.delimiter && b != b'\n' && b != b'\r');
                        row.has_rest |= rest;
                        if many_lines {
                            // The mark stands where a field of another row would open.
                            let before = scan.at.checked_sub(2).and_then(|i| self.buffer.get(i));
                            let opens = before.is_some_and(|&b| b == self.style.delimiter || b == b'\n' || b == b'\r');
                            if rest && opens {
                                return Ok(self.give_up(first, &scan));
                            }
                            quote_lines.get_or_insert((scan.opened_at, scan.at, scan.opened, scan.field));
                        }
                    }
                    _ => {
                        if byte == b'\n' || (byte == b'\r' && self.byte(scan.at)? != Some(b'\n')) {
                            scan.lines += 1;
                            scan.line_start = scan.at;
                        }
                        row.needs_quotes |= byte == b'\n' || byte == b'\r' || byte == self.style.delimiter;
                        row.bytes.push(byte);
                    }
                }
                continue;
            }
            match byte {
                b'"' if scan.fresh && self.style.quoting => {
                    (scan.quoted, scan.fresh) = (true, false);
                    row.has_quotes = true;
                    (scan.opened, scan.opened_at, scan.field) = (scan.lines, scan.at, row.ends.len());
                }
                b'\n' | b'\r' => {
                    if byte == b'\r' && self.byte(scan.at)? == Some(b'\n') {
                        scan.at += 1;
                    }
                    scan.lines += 1;
                    row.ends.push(row.bytes.len());
                    break;
                }
                _ if byte == self.style.delimiter => {
                    row.ends.push(row.bytes.len());
                    scan.fresh = true;
                }
                _ => {
                    scan.fresh = false;
                    row.bytes.push(byte);
                }
            }
        }
        if let Some((from, to, opened, field)) = quote_lines
            && self.took_rows(&self.buffer[from..to], row.len())
        {
            let scan = Scan { opened, field, ..scan };
            return Ok(self.give_up(first, &scan));
        }
        self.start = scan.at;
        self.line += scan.lines;
        Ok(Next::Row)
    }

    /// The row at `first` is none: the line after the one that opens its quotation begins the next.
    fn give_up(&mut self, first: usize, scan: &Scan) -> Next {
        let line = self.line + scan.opened;
        let mut at = first;
        for _ in 0..=scan.opened {
            at += line_length(self.buffer.get(at..).unwrap_or_default());
        }
        self.start = at;
        self.line = line + 1;
        Next::Unclosed { line, field: scan.field + 1 }
    }

    /// What is left of a row that is longer than the limit is passed over, unless it is a quotation over rows.
    fn too_long(&mut self, row: &mut Row, mut scan: Scan, first: usize) -> io::Result<Next> {
        let whole_lines = scan.opened_at..scan.line_start.max(scan.opened_at);
        if scan.quoted && self.took_rows(&self.buffer[whole_lines], 0) {
            return Ok(self.give_up(first, &scan));
        }
        row.clear(self.line);
        let (line, field) = (self.line, scan.field + 1);
        loop {
            self.start = scan.at;
            self.compact(&mut scan.at);
            let Some(byte) = self.byte(scan.at)? else {
                self.start = scan.at;
                self.line += scan.lines;
                return Ok(if scan.quoted { Next::TooLongToTheEnd { line, field } } else { Next::TooLong { line } });
            };
            scan.at += 1;
            match byte {
                b'"' if scan.quoted && self.byte(scan.at)? == Some(b'"') => scan.at += 1,
                b'"' if scan.quoted => scan.quoted = false,
                b'"' if scan.fresh && self.style.quoting => (scan.quoted, scan.fresh) = (true, false),
                b'\n' | b'\r' => {
                    if byte == b'\r' && self.byte(scan.at)? == Some(b'\n') {
                        scan.at += 1;
                    }
                    scan.lines += 1;
                    if !scan.quoted {
                        self.start = scan.at;
                        self.line += scan.lines;
                        return Ok(Next::TooLong { line });
                    }
                }
                _ => scan.fresh = !scan.quoted && byte == self.style.delimiter,
            }
        }
    }

    /// True when the whole lines in a quotation over several lines are rows of the table themselves. `fields`: of the
    /// row that the quotation makes; one as wide as the header is doubted only on good evidence.
    fn took_rows(&self, quotation: &[u8], fields: usize) -> bool {
        let Some(width) = self.width.filter(|&width| width > 1) else { return false };
        let mut lines = quotation.split(|&b| b == b'\n');
        // The first goes on from the row before, the last into the row after.
        lines.next();
        let lines: Vec<&[u8]> = lines.take(LINES_SEEN + 1).collect();
        let Some((_, whole)) = lines.split_last() else { return false };
        let is_row = |line: &[u8]| {
            let mut row = Row::default();
            let style = Style { limit: usize::MAX, ..self.style };
            let mut rows = Rows::new(line, style);
            matches!(rows.next(&mut row), Ok(Next::Row)) && row.len() == width
        };
        let enough = if fields == width { width > 2 && whole.len() >= ENOUGH_LINES } else { !whole.is_empty() };
        enough && whole.iter().all(|line| is_row(line))
    }

    fn skip_blank_lines(&mut self) -> io::Result<()> {
        while let Some(byte) = self.byte(self.start)? {
            match byte {
                b'\n' => self.line += 1,
                b'\r' if self.byte(self.start + 1)? != Some(b'\n') => self.line += 1,
                b'\r' => {}
                _ => break,
            }
            self.start += 1;
        }
        let mut start = self.start;
        self.compact(&mut start);
        Ok(())
    }

    /// Drops what is used up, when it is much. `at`: a place that moves with it.
    fn compact(&mut self, at: &mut usize) {
        if self.start >= USED_UP {
            *at -= self.start;
            self.buffer.drain(..self.start);
            self.start = 0;
            self.buffer.shrink_to(2 * USED_UP);
        }
    }

    /// The byte at a place in the buffer, read if need be; `None` at the end of the stream.
    fn byte(&mut self, at: usize) -> io::Result<Option<u8>> {
        while at >= self.buffer.len() && !self.ended {
            let read = (&mut self.stream).take(HEAD as u64).read_to_end(&mut self.buffer)?;
            self.ended = read == 0;
        }
        Ok(self.buffer.get(at).copied())
    }
}

/// Bytes up to and with the first line end.
fn line_length(bytes: &[u8]) -> usize {
    match bytes.iter().position(|&b| b == b'\n' || b == b'\r') {
        Some(at) if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') => at + 2,
        Some(at) => at + 1,
        None => bytes.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows with "|" between their fields, errors with their lines.
    fn found(table: &str, limit: usize) -> Vec<String> {
        let mut rows = Rows::new(table.as_bytes(), Style { delimiter: b',', quoting: true, limit });
        let mut row = Row::default();
        let mut found = Vec::new();
        loop {
            match rows.next(&mut row).expect("reading from memory") {
                Next::End => return found,
                Next::Row => {
                    rows.width.get_or_insert(row.len());
                    let fields: Vec<_> = row.iter().map(String::from_utf8_lossy).collect();
                    found.push(format!("{}: {}", row.line, fields.join("|")));
                }
                other => found.push(format!("{other:?}")),
            }
        }
    }

    #[test]
    fn fields_and_lines() {
        assert_eq!(
            found("\n\na,b\r\n1,\"x, \"\"y\"\"\r\nz\"\r\n\r\n2,\rthree,\"\"", 99),
            ["3: a|b", "4: 1|x, \"y\"\r\nz", "7: 2|", "8: three|"]
        );
        assert_eq!(found("a,b\n1,\"so\" he said", 99), ["1: a|b", "2: 1|so he said"]);
        assert_eq!(found("a", 99), ["1: a"]);
        assert!(found("\n\r\n", 99).is_empty());
    }

    #[test]
    fn marks_that_nobody_closes_cost_their_row() {
        let error = "Unclosed { line: 3, field: 2 }";
        // To the end of the file.
        assert_eq!(found("a,b\n1,x\n2,\"y\n3,z\n", 99), ["1: a|b", "2: 1|x", error, "4: 3|z"]);
        // To the mark that opens a later field.
        assert_eq!(found("a,b\n1,x\n2,\"y\n3,z\n4,\"u\nv\"\n", 99), ["1: a|b", "2: 1|x", error, "4: 3|z", "5: 4|u\nv"]);
        // To a stray mark.
        assert_eq!(
            found("a,b,c\n1,x,\n2,\"y,\n3,z,\n4,u,\n5,no\",\n", 99),
            ["1: a|b|c", "2: 1|x|", error, "4: 3|z|", "5: 4|u|", "6: 5|no\"|"]
        );
        // A quotation inside a text of several lines is part of it.
        assert_eq!(found("a,b\n1,\"x\nand \"y\" too\"\n2,z\n", 99)[1], "2: 1|x\nand y\" too\"");
    }

    #[test]
    fn long_rows_are_passed_over() {
        let long = "x".repeat(50);
        assert_eq!(
            found(&format!("a,b\n1,{long}\n2,\"{long}\n\n{long}\"\n3,y\n"), 20),
            ["1: a|b", "TooLong { line: 2 }", "TooLong { line: 3 }", "6: 3|y"]
        );
        assert_eq!(found(&format!("a,b\n1,\"{}", "2,y\n".repeat(9)), 20)[1], "Unclosed { line: 2, field: 2 }");
        assert_eq!(found(&format!("a,b\n1,\"{long}\n{long}"), 20), ["1: a|b", "TooLongToTheEnd { line: 2, field: 2 }"]);
    }
}
