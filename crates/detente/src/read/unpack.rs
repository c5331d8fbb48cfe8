//! Undoes compression, told by the first bytes whatever the name.

use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read};

use flate2::bufread::GzDecoder;

use super::error::Reason;
use super::zstandard::{self, Zstandard};

/// Bytes of a stream's beginning that are looked at to tell what it is.
pub(super) const HEAD: usize = 64 << 10;

/// A stream whose beginning is known.
pub(super) struct Peeked {
    /// Up to [`HEAD`] bytes from the beginning.
    pub head: Vec<u8>,
    /// The whole stream, the beginning included; an error that came while looking comes again in its place.
    pub stream: Box<dyn Read + Send>,
}

/// The decompressed stream.
pub(super) fn unpack(stream: Box<dyn Read + Send>) -> Peeked {
    let packed = peek(stream);
    let head = packed.head.as_slice();
    if head.starts_with(&[0x1f, 0x8b]) {
        let inner = Members::new(BufReader::with_capacity(HEAD, packed.stream));
        return peek(Box::new(Packed(inner)));
    }
    if zstandard::is_start(head) {
        let inner = Zstandard::new(BufReader::with_capacity(HEAD, packed.stream));
        return peek(Box::new(Packed(inner)));
    }
    packed
}

fn peek(mut stream: Box<dyn Read + Send>) -> Peeked {
    let mut head = Vec::new();
    let failed = (&mut stream).take(HEAD as u64).read_to_end(&mut head).err();
    let stream = Box::new(Replay { head: Cursor::new(head.clone()), failed, rest: stream });
    Peeked { head, stream }
}

/// What was read already, the error that ended it if there was one, and the rest.
struct Replay {
    head: Cursor<Vec<u8>>,
    failed: Option<io::Error>,
    rest: Box<dyn Read + Send>,
}

impl Read for Replay {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.head.read(buffer)?;
        if count > 0 || buffer.is_empty() {
            return Ok(count);
        }
        match self.failed.take() {
            Some(error) => Err(error),
            None => self.rest.read(buffer),
        }
    }
}

/// The members of a gzip stream one after the other. Zeros after the last are padding to a block of a tape or disk, as
/// gzip itself takes them.
struct Members<R> {
    /// The member being read; `None` after the last.
    member: Option<GzDecoder<R>>,
}

impl<R: BufRead> Members<R> {
    fn new(stream: R) -> Self {
        Self { member: Some(GzDecoder::new(stream)) }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let count = member.read(buffer)?;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            let Some(mut rest) = self.member.take().map(GzDecoder::into_inner) else { break };
            if skip_zeros(&mut rest)? {
                if !rest.fill_buf()?.starts_with(&[0x1f]) {
                    return Err(io::Error::new(ErrorKind::InvalidData, "something else follows the compressed data"));
                }
                self.member = Some(GzDecoder::new(rest));
            }
        }
        Ok(0)
    }
}

/// True when something else follows.
fn skip_zeros(stream: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let bytes = stream.fill_buf()?;
        let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
        let (ended, found) = (bytes.is_empty(), zeros < bytes.len());
        stream.consume(zeros);
        if ended || found {
            return Ok(found);
        }
    }
}

/// Marks the errors of a decompressor as such.
struct Packed<R>(R);

/// The mark.
#[derive(Debug)]
struct DamagedData(String);

impl std::fmt::Display for DamagedData {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for DamagedData {}

impl<R: Read> Read for Packed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| match error.kind() {
            ErrorKind::Interrupted => error,
            ErrorKind::UnexpectedEof => io::Error::other(DamagedData("it ends too early".to_owned())),
            _ => io::Error::other(DamagedData(error.to_string())),
        })
    }
}

/// The reason for an error of a stream from [`unpack`].
pub(super) fn reason(error: &io::Error) -> Reason {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<DamagedData>()) {
        Some(damaged) => Reason::Damaged(damaged.0.clone()),
        None => Reason::Unreadable(error.to_string()),
    }
}

/// All of the stream, unless it is longer than `limit`.
pub(super) fn read_all(stream: &mut dyn Read, limit: u64) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::new();
    stream.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    if bytes.len() as u64 > limit {
        return Err(Reason::TooLong { limit });
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("writing to memory")
    }

    fn all(bytes: Vec<u8>) -> Result<Vec<u8>, Reason> {
        read_all(&mut unpack(Box::new(Cursor::new(bytes))).stream, 1 << 20)
    }

    #[test]
    fn members_are_joined_and_cuts_are_named() {
        let joined = [gzip(b"one "), gzip(b"two")].concat();
        assert_eq!(all(joined.clone()), Ok(b"one two".to_vec()));
        assert_eq!(all(joined[..joined.len() - 3].to_vec()), Err(Reason::Damaged("it ends too early".to_owned())));
        let padded = [joined.clone(), vec![0; 700]].concat();
        assert_eq!(all(padded.clone()), Ok(b"one two".to_vec()));
        let follows = Err(Reason::Damaged("something else follows the compressed data".to_owned()));
        assert_eq!(all([padded, b"text".to_vec()].concat()), follows);
        assert_eq!(all(b"plain".to_vec()), Ok(b"plain".to_vec()));
        assert_eq!(all(Vec::new()), Ok(Vec::new()));
    }

    #[test]
    fn a_bomb_stops_at_the_limit() {
        let bomb = gzip(&vec![b'a'; 32 << 20]);
        assert!(bomb.len() < 1 << 20);
        assert_eq!(all(bomb), Err(Reason::TooLong { limit: 1 << 20 }));
    }
}
