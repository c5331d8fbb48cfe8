//! What a server answered, as web archives keep it: status, kind of content, and the content itself.

use std::io::{self, Cursor, Read};

use brotli_decompressor::Decompressor as Brotli;
use chunked_transfer::Decoder;
use flate2::read::{MultiGzDecoder, ZlibDecoder};

use super::zstandard::Zstandard;

/// Most header lines that are looked at.
const HEADERS: usize = 128;

/// An answer, its content as it was before it was packed for the way.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// "200".
    pub status: u16,
    /// "text/html; charset=utf-8", small.
    pub content_type: String,
    /// The content.
    pub body: Vec<u8>,
}

/// Takes an answer apart; its content may have at most `limit` bytes unpacked. Errors say what is wrong with it.
pub(super) fn answer(bytes: &[u8], limit: u64) -> Result<Answer, String> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut response = httparse::Response::new(&mut headers);
    let length = match response.parse(bytes) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Err("the server's answer is cut off".to_owned()),
        Err(error) => return Err(format!("not an answer of a server: {error}")),
    };
    let header = |name: &str| {
        let found = response.headers.iter().find(|h| h.name.eq_ignore_ascii_case(name))?;
        Some(String::from_utf8_lossy(found.value).trim().to_ascii_lowercase())
    };
    let mut body = bytes[length..].to_vec();
    // Archives often keep the headers of what they have unpacked already: only what is packed is unpacked.
    if header("transfer-encoding").is_some_and(|e| e.contains("chunked"))
        && let Ok(joined) = read_all(Decoder::new(Cursor::new(&body)), limit)
    {
        body = joined;
    }
    let failed = |error: io::Error| format!("its content cannot be unpacked: {error}");
    for packing in header("content-encoding").unwrap_or_default().split(',').rev().map(str::trim) {
        body = match packing {
            "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => {
                read_all(MultiGzDecoder::new(Cursor::new(&body)), limit).map_err(failed)?
            }
            "deflate" if body.first().is_some_and(|b| b & 0x0f == 8) => {
                read_all(ZlibDecoder::new(Cursor::new(&body)), limit).map_err(failed)?
            }
            "zstd" if super::zstandard::is_start(&body) => {
                read_all(Zstandard::new(Cursor::new(body)), limit).map_err(failed)?
            }
            "br" if !body.trim_ascii_start().starts_with(b"<") => {
                read_all(Brotli::new(Cursor::new(body), 4096), limit).map_err(failed)?
            }
            _ => body,
        };
    }
    Ok(Answer { status: response.code.unwrap_or(0), content_type: header("content-type").unwrap_or_default(), body })
}

fn read_all(stream: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    stream.take(limit.saturating_add(1)).read_to_end(&mut out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("writing to memory")
    }

    #[test]
    fn contents_are_unpacked_if_they_are_packed() {
        let of = |head: &str, body: &[u8]| answer(&[head.as_bytes(), b"\r\n\r\n", body].concat(), 1000);
        let plain = of("HTTP/1.1 200 OK\r\nContent-Type: Text/HTML", b"<p>Talks").expect("an answer");
        assert_eq!(
            (plain.status, plain.content_type.as_str(), plain.body.as_slice()),
            (200, "text/html", &b"<p>Talks"[..])
        );
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked";
        assert_eq!(of(chunked, b"3\r\n<p>\r\n5\r\nTalks\r\n0\r\n\r\n").map(|a| a.body), Ok(b"<p>Talks".to_vec()));
        assert_eq!(of(chunked, b"<p>Talks").map(|a| a.body), Ok(b"<p>Talks".to_vec()));
        let packed = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip";
        assert_eq!(of(packed, &gzip(b"<p>Talks")).map(|a| a.body), Ok(b"<p>Talks".to_vec()));
        assert_eq!(of(packed, b"<p>Talks").map(|a| a.body), Ok(b"<p>Talks".to_vec()));
        assert_eq!(of(packed, &gzip(&[b'a'; 5000])).map(|a| a.body.len()), Ok(1001));
        assert!(of(packed, &gzip(b"<p>Talks")[..12]).is_err());
        assert!(of("HTTP/1.1 200 OK\r\nContent-Encoding: br", b"\x0b\x02\x80").is_err());
        assert!(answer(b"<p>Talks", 1000).is_err());
        assert!(answer(b"HTTP/1.1 200 OK\r\nContent", 1000).is_err());
    }
}
