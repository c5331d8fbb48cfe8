//! JSON Lines: a record a line. A bad line costs nothing but itself.

use std::io::{self, BufRead, BufReader, Read};

use serde_json::Value;

use super::document::Document;
use super::encoding::Notes;
use super::error::{ReadError, Reason};
use super::fields::{self, Seen};
use super::json::{malformed, parse};
use super::options::Options;
use super::unpack;

/// The documents of a stream of lines.
pub(super) struct JsonLines {
    stream: BufReader<Box<dyn Read + Send>>,
    name: String,
    options: Options,
    line: u64,
    records: u64,
    ended: bool,
    buffer: Vec<u8>,
    /// Which chosen fields there were.
    seen: Seen,
}

enum Line {
    Whole,
    TooLong,
    End,
}

impl JsonLines {
    pub fn new(stream: Box<dyn Read + Send>, name: &str, options: &Options) -> Self {
        Self {
            stream: BufReader::with_capacity(unpack::HEAD, stream),
            name: name.to_owned(),
            options: options.clone(),
            line: 0,
            records: 0,
            ended: false,
            buffer: Vec::new(),
            seen: Seen::default(),
        }
    }

    /// Reads the next line into the buffer; of one that is too long nothing is kept.
    fn line(&mut self) -> io::Result<Line> {
        let limit = self.options.max_bytes;
        self.buffer.clear();
        // A long line before should not keep its memory for ever.
        self.buffer.shrink_to(1 << 20);
        (&mut self.stream).take(limit.saturating_add(1)).read_until(b'\n', &mut self.buffer)?;
        if self.buffer.is_empty() {
            return Ok(Line::End);
        }
        if self.buffer.len() as u64 <= limit || self.buffer.ends_with(b"\n") {
            return Ok(Line::Whole);
        }
        self.buffer = Vec::new();
        loop {
            let ready = self.stream.fill_buf()?;
            if ready.is_empty() {
                return Ok(Line::TooLong);
            }
            let end = ready.iter().position(|&b| b == b'\n');
            let used = end.map_or(ready.len(), |at| at + 1);
            self.stream.consume(used);
            if end.is_some() {
                return Ok(Line::TooLong);
            }
        }
    }

    fn error(&self, reason: Reason) -> ReadError {
        ReadError::new(self.name.clone(), reason).at_line(self.line)
    }

    fn document(&mut self) -> Result<Document, Reason> {
        let mut notes = Notes::default();
        let object = match parse(&self.buffer, &mut notes).map_err(|problem| malformed(&problem))? {
            Value::Object(object) => object,
            other => {
                let found = fields::type_name(&other);
                return Err(Reason::Mistyped { field: "of this line".to_owned(), expected: "an object", found });
            }
        };
        let parts = fields::from_object(&object, &self.options.fields, &mut self.seen)?;
        let parts = parts.with(notes);
        let document = parts.finish(|| format!("{}#{}", self.name, self.records), &self.options)?;
        Ok(Document { place: self.error(Reason::Empty).place(), ..document })
    }
}

impl Iterator for JsonLines {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            self.line += 1;
            match self.line() {
                Ok(Line::Whole) if self.buffer.trim_ascii().is_empty() => {}
                Ok(Line::Whole) => {
                    self.records += 1;
                    return Some(self.document().map_err(|reason| self.error(reason)));
                }
                Ok(Line::TooLong) => {
                    self.records += 1;
                    return Some(Err(self.error(Reason::TooLong { limit: self.options.max_bytes })));
                }
                Ok(Line::End) => {
                    self.ended = true;
                    let missed = self.seen.missed(&self.options.fields);
                    let reason = if self.records > 0 { missed } else { Some(Reason::Empty) };
                    return reason.map(|reason| Err(ReadError::new(self.name.clone(), reason)));
                }
                Err(error) => {
                    self.ended = true;
                    return Some(Err(self.error(unpack::reason(&error))));
                }
            }
        }
        None
    }
}
