//! Web archives (WARC 1.0 and 1.1): a report each page that a server answered with, each text taken out of a page.
//!
//! Records are read one after the other. Requests, metadata and what is known from another record are no reports; answers
//! that are no page (pictures, redirections, refusals) are counted, and [`Passed`] tells them.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use super::document::{Document, Parts};
use super::encoding::decode;
use super::error::{ReadError, Reason};
use super::http;
use super::options::Options;
use super::passed::Passed;
use super::{html, unpack};

/// Most bytes of a record's header.
const HEADER: u64 = 64 << 10;
/// Most lines of a record's header.
const LINES: usize = 256;
/// How every record begins.
const START: &[u8] = b"WARC/";

/// The documents of an archive.
pub(super) struct Warc {
    stream: BufReader<Box<dyn Read + Send>>,
    /// What is to be read again before the stream: records that a false length had hidden.
    again: Cursor<Vec<u8>>,
    name: String,
    options: Options,
    passed: Passed,
    records: u64,
    /// Something was said of a record.
    told: bool,
    ended: bool,
}

/// What a record's header says of it.
#[derive(Debug, Default)]
struct Header {
    kind: String,
    length: u64,
    url: Option<String>,
    date: Option<String>,
    content_type: String,
}

impl Warc {
    pub fn new(stream: Box<dyn Read + Send>, name: &str, options: &Options, passed: Passed) -> Self {
        Self {
            stream: BufReader::with_capacity(unpack::HEAD, stream),
            again: Cursor::new(Vec::new()),
            name: name.to_owned(),
            options: options.clone(),
            passed,
            records: 0,
            told: false,
            ended: false,
        }
    }

    fn error(&self, reason: Reason) -> ReadError {
        ReadError::new(self.name.clone(), reason).in_record(self.records)
    }

    /// What is still to be read, from where the archive is now.
    fn rest(&mut self) -> &mut dyn BufRead {
        if self.again.fill_buf().is_ok_and(|b| !b.is_empty()) { &mut self.again } else { &mut self.stream }
    }

    /// Appends the next line, its end included, or a part of one longer than `limit`; false at the end of the archive.
    fn line(&mut self, out: &mut Vec<u8>, limit: u64) -> io::Result<bool> {
        let before = out.len();
        loop {
            let left = limit.saturating_sub((out.len() - before) as u64);
            let count = self.rest().take(left).read_until(b'\n', out)?;
            if count == 0 || out.ends_with(b"\n") {
                return Ok(out.len() > before);
            }
        }
    }

    /// Goes on to the next line that begins a record and gives it; `skipped`: something else than blank lines came first.
    fn start(&mut self, skipped: &mut bool) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        loop {
            line.clear();
            if !self.line(&mut line, HEADER)? {
                return Ok(None);
            }
            if line.starts_with(START) {
                return Ok(Some(line));
            }
            *skipped |= !line.trim_ascii().is_empty();
        }
    }

    /// The header that begins with the line `first`.
    fn header(&mut self, first: Vec<u8>) -> io::Result<Result<Header, String>> {
        if !matches!(first.trim_ascii(), b"WARC/1.0" | b"WARC/1.1" | b"WARC/0.17" | b"WARC/0.18") {
            let version = String::from_utf8_lossy(first.trim_ascii());
            return Ok(Err(format!("version {}: 1.0 and 1.1 are read", super::error::shorten(&version, 40))));
        }
        let mut lines = Vec::new();
        loop {
            let before = lines.len();
            if !self.line(&mut lines, HEADER)? {
                return Ok(Err("the header is cut off".to_owned()));
            }
            if lines[before..].trim_ascii().is_empty() {
                break;
            }
            if lines.len() as u64 > HEADER {
                return Ok(Err(format!("a header of more than {HEADER} bytes")));
            }
        }
        Ok(fields(&lines))
    }

    /// The content of a record, if it has at most `limit` bytes; what is longer is passed over.
    fn content(&mut self, length: u64, limit: u64) -> io::Result<Option<Vec<u8>>> {
        if length > limit {
            let mut left = length;
            while left > 0 {
                let count = io::copy(&mut self.rest().take(left), &mut io::sink())?;
                if count == 0 {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                left -= count;
            }
            return Ok(None);
        }
        let mut content = Vec::new();
        while (content.len() as u64) < length {
            let left = length - content.len() as u64;
            if self.rest().take(left).read_to_end(&mut content)? == 0 {
                break;
            }
        }
        Ok(Some(content))
    }

    /// Two line ends part records. Where there is something else, the length was false: too great if a record's beginning
    /// lies inside the content, which is then read again from there.
    fn ends_well(&mut self, content: Option<&[u8]>, length: u64) -> io::Result<bool> {
        let mut end = [0u8; 4];
        let mut count = 0;
        while count < 4 {
            let n = self.rest().read(&mut end[count..])?;
            if n == 0 {
                break;
            }
            count += n;
        }
        let whole = content.is_none_or(|c| c.len() as u64 == length);
        // Some archives end without them, and some have one line end.
        if whole && (end[..count].iter().all(|b| b"\r\n".contains(b))) {
            return Ok(true);
        }
        let hidden = content
            .and_then(|c| c.windows(9).position(|w| &w[..4] == b"\r\n\r\n" && &w[4..] == START).map(|at| (c, at)));
        if !whole && hidden.is_none() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut again = Vec::new();
        if let Some((content, at)) = hidden {
            again.extend_from_slice(&content[at..]);
        }
        again.extend_from_slice(&end[..count]);
        let read = self.again.position() as usize;
        again.extend_from_slice(&self.again.get_ref()[read..]);
        self.again = Cursor::new(again);
        Ok(false)
    }

    /// The next record that is a report, or why one could not be read.
    fn step(&mut self) -> io::Result<Option<Result<Document, ReadError>>> {
        loop {
            let mut skipped = false;
            let Some(first) = self.start(&mut skipped)? else {
                if self.records == 0 {
                    return Ok(Some(Err(ReadError::new(self.name.clone(), malformed("no record in it")))));
                }
                return Ok(None);
            };
            self.records += 1;
            let header = match self.header(first)? {
                Ok(header) => header,
                Err(problem) => return Ok(Some(Err(self.error(malformed(&problem))))),
            };
            let wanted = is_wanted(&header);
            let limit = self.options.max_bytes.min(self.options.max_page_bytes);
            let content = self.content(header.length, if wanted { limit } else { 0 })?;
            if !self.ends_well(content.as_deref(), header.length)? {
                let problem = format!("its length is not {} bytes, as its header says", header.length);
                return Ok(Some(Err(self.error(malformed(&problem)))));
            }
            if !wanted {
                continue;
            }
            let Some(content) = content else { return Ok(Some(Err(self.error(Reason::TooLong { limit })))) };
            match self.document(&header, content) {
                Ok(Some(document)) => return Ok(Some(Ok(document))),
                Ok(None) => {}
                Err(reason) => return Ok(Some(Err(self.error(reason)))),
            }
        }
    }

    /// The report in a record; `None`: it is no page.
    fn document(&self, header: &Header, content: Vec<u8>) -> Result<Option<Document>, Reason> {
        let (kind, body) = match header.kind.as_str() {
            "response" => {
                let answer = http::answer(&content, self.options.max_page_bytes).map_err(|e| malformed(&e))?;
                if answer.status != 200 {
                    self.passed.add(&self.name, &format!("answers with status {}", answer.status));
                    return Ok(None);
                }
                (answer.content_type, answer.body)
            }
            _ => (header.content_type.clone(), content),
        };
        let mime = kind.split(';').next().unwrap_or_default().trim();
        let charset = kind.split(';').find_map(|p| p.trim().strip_prefix("charset="));
        let charset = charset.map(|c| c.trim_matches(['"', '\'', ' ']).as_bytes());
        let mut parts = match mime {
            "text/html" | "application/xhtml+xml" => html::parts(body, charset, &self.options)?,
            "" if super::sniff::is_page(&body) => html::parts(body, charset, &self.options)?,
            "text/plain" if header.kind == "conversion" => {
                let decoded = decode(body, charset);
                let (warnings, flaws) = (decoded.warning.into_iter().collect(), decoded.flaw.into_iter().collect());
                Parts { text: decoded.text, warnings, flaws, ..Parts::default() }
            }
            other => {
                let other = if other.is_empty() { "an unnamed kind" } else { other };
                self.passed.add(&self.name, &format!("records of {}", super::error::shorten(other, 60)));
                return Ok(None);
            }
        };
        parts.id = header.url.clone();
        parts.url = parts.url.or_else(|| header.url.clone());
        if parts.dates.is_empty()
            && self.options.default_date.is_none()
            && let Some(date) = &header.date
        {
            parts.dates.push(date.clone());
            parts.warnings.push("the day of publication is the day the page was archived".to_owned());
        }
        let document = parts.finish(|| format!("{}#{}", self.name, self.records), &self.options)?;
        Ok(Some(Document { place: self.error(Reason::Empty).place(), ..document }))
    }
}

impl Iterator for Warc {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        match self.step() {
            Ok(Some(read)) => {
                self.told = true;
                self.ended = self.records == 0;
                Some(read)
            }
            Ok(None) => {
                self.ended = true;
                (!self.told).then(|| Err(ReadError::new(self.name.clone(), Reason::NoReport)))
            }
            Err(error) => {
                self.ended = true;
                let reason = match error.kind() {
                    io::ErrorKind::UnexpectedEof => Reason::Damaged("the archive ends inside a record".to_owned()),
                    _ => unpack::reason(&error),
                };
                Some(Err(self.error(reason)))
            }
        }
    }
}

/// Records that can hold a report.
fn is_wanted(header: &Header) -> bool {
    match header.kind.as_str() {
        // Answers of name servers are kept too.
        "response" => header.url.as_deref().is_none_or(|u| u.starts_with("http")),
        "resource" | "conversion" => true,
        _ => false,
    }
}

fn fields(lines: &[u8]) -> Result<Header, String> {
    let mut headers = [httparse::EMPTY_HEADER; LINES];
    let parsed = match httparse::parse_headers(lines, &mut headers) {
        Ok(httparse::Status::Complete((_, parsed))) => parsed,
        Ok(httparse::Status::Partial) => return Err("the header is cut off".to_owned()),
        Err(error) => return Err(format!("its header: {error}")),
    };
    let mut out = Header::default();
    let mut length = None;
    for header in parsed {
        let value = String::from_utf8_lossy(header.value).trim().to_owned();
        match header.name.to_ascii_lowercase().as_str() {
            "warc-type" => out.kind = value.to_ascii_lowercase(),
            "content-length" => length = Some(value),
            "warc-target-uri" => out.url = Some(value.trim_matches(['<', '>']).to_owned()),
            "warc-date" => out.date = Some(value),
            "content-type" => out.content_type = value.to_ascii_lowercase(),
            _ => {}
        }
    }
    let length = length.ok_or("its header has no Content-Length")?;
    out.length = length.parse().map_err(|_| {
        format!("Content-Length is \"{}\", expected a number of bytes", super::error::shorten(&length, 40))
    })?;
    Ok(out)
}

fn malformed(problem: &str) -> Reason {
    Reason::Malformed { format: "WARC", problem: problem.to_owned() }
}
