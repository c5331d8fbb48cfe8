//! Takes single values out of a JSON stream without reading all of it.

use std::io::{self, BufRead};

/// A JSON stream, seen as brackets, strings and what is between them. What a value holds is for a parser to judge.
pub(super) struct JsonScan<R> {
    stream: R,
    /// Line of the next byte, from 1.
    pub line: u64,
    /// Most bytes of one value.
    limit: u64,
}

/// What went wrong in the stream itself.
#[derive(Debug)]
pub(super) enum ScanError {
    /// The stream failed.
    Io(io::Error),
    /// It ended inside a value.
    Ended,
    /// The value is longer than the limit; the stream stands after it.
    TooLong,
}

impl From<io::Error> for ScanError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl<R: BufRead> JsonScan<R> {
    pub fn new(stream: R, limit: u64) -> Self {
        Self { stream, line: 1, limit }
    }

    /// The next byte that is not white space, left where it is.
    pub fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            let ready = self.stream.fill_buf()?;
            if ready.is_empty() {
                return Ok(None);
            }
            let blank = ready.iter().take_while(|b| b.is_ascii_whitespace()).count();
            let found = ready.get(blank).copied();
            self.line += newlines(&ready[..blank]);
            self.stream.consume(blank);
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    /// Takes the byte that [`Self::peek`] showed.
    pub fn take(&mut self) {
        self.stream.consume(1);
    }

    /// Takes the byte if it comes next.
    pub fn eat(&mut self, byte: u8) -> io::Result<bool> {
        let found = self.peek()? == Some(byte);
        if found {
            self.take();
        }
        Ok(found)
    }

    /// Adds the bytes of the next value to `value`. `depth`: how many brackets `value` has open already.
    pub fn value(&mut self, value: &mut Vec<u8>, depth: usize) -> Result<(), ScanError> {
        let mut depth = depth;
        let (mut in_string, mut escaped, mut too_long) = (false, false, false);
        if depth == 0 && self.peek()?.is_none() {
            return Err(ScanError::Ended);
        }
        let mut begun = depth > 0;
        loop {
            let ready = self.stream.fill_buf()?;
            if ready.is_empty() {
                // A number or word may end with the stream.
                let whole = begun && depth == 0 && !in_string;
                return if whole { Ok(()) } else { Err(ScanError::Ended) };
            }
            let mut used = 0;
            let mut done = false;
            for &byte in ready {
                if in_string {
                    used += 1;
                    match byte {
                        _ if escaped => escaped = false,
                        b'\\' => escaped = true,
                        b'"' => {
                            in_string = false;
                            done = depth == 0;
                        }
                        _ => {}
                    }
                } else {
                    match byte {
                        b',' | b':' | b']' | b'}' if depth == 0 => {
                            done = true;
                            break;
                        }
                        _ if depth == 0 && begun && byte.is_ascii_whitespace() => {
                            done = true;
                            break;
                        }
                        b'"' => in_string = true,
                        b'[' | b'{' => depth += 1,
                        b']' | b'}' => {
                            depth -= 1;
                            done = depth == 0;
                        }
                        _ => {}
                    }
                    used += 1;
                    begun = true;
                }
                if done {
                    break;
                }
            }
            if !too_long {
                value.extend_from_slice(&ready[..used]);
            }
            self.line += newlines(&ready[..used]);
            self.stream.consume(used);
            if value.len() as u64 > self.limit {
                too_long = true;
                // Its brackets still have to be followed to its end.
                *value = Vec::new();
            }
            if done {
                return if too_long { Err(ScanError::TooLong) } else { Ok(()) };
            }
        }
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|&&b| b == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_end_where_they_end() {
        let text = br#" {"a": "}\"]", "b": [1, {}]} , 12 ,"x,y" true"#;
        let mut scan = JsonScan::new(&text[..], 100);
        let mut found = Vec::new();
        loop {
            let mut value = Vec::new();
            match scan.value(&mut value, 0) {
                Ok(()) => found.push(String::from_utf8_lossy(&value).trim().to_owned()),
                Err(_) => break,
            }
            scan.eat(b',').expect("reading from memory");
        }
        assert_eq!(found, [r#"{"a": "}\"]", "b": [1, {}]}"#, "12", r#""x,y""#, "true"]);
    }

    #[test]
    fn long_and_cut_values() {
        let mut scan = JsonScan::new(&b"[\"aaaaaaaaaaaaaaa\"] 7"[..], 10);
        let mut value = Vec::new();
        assert!(matches!(scan.value(&mut value, 0), Err(ScanError::TooLong)));
        assert!(scan.value(&mut value, 0).is_ok() && value == b"7");
        let mut scan = JsonScan::new(&b"{\"a\": [1"[..], 10);
        assert!(matches!(scan.value(&mut Vec::new(), 0), Err(ScanError::Ended)));
    }
}
