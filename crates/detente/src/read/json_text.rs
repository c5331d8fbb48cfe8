//! A JSON value's bytes as text that a parser can read without loss.

use std::borrow::Cow;

use super::encoding::{Notes, decode_record};

/// Integers of more digits than this do not fit a machine's: as numbers they would be rounded.
const DIGITS: usize = 18;

/// The text of one value. Bytes that are not UTF-8 are read as what they seem to be, each string by itself: a title in
/// an old encoding says nothing about the text beside it. Long integers (ids) are put into quotation marks.
pub(super) fn text<'b>(bytes: &'b [u8], notes: &mut Notes) -> Cow<'b, str> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            let mut found = Notes::default();
            let text = pieces(bytes).map(|(piece, _)| decode_record(piece, &mut found)).collect();
            // JSON has no other encoding.
            notes.flaws.extend(found.flaws);
            notes.flaws.extend(found.warnings);
            Cow::Owned(text)
        }
    };
    let long = pieces(text.as_bytes()).any(|(piece, is_string)| !is_string && long_integer(piece).is_some());
    if long { Cow::Owned(quoted_integers(&text)) } else { text }
}

/// The strings of a value, with their marks, and what stands between them.
fn pieces(bytes: &[u8]) -> impl Iterator<Item = (&[u8], bool)> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let is_string = *rest.first()? == b'"';
        let end = if is_string { string_end(rest) } else { rest.iter().position(|&b| b == b'"') };
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        Some((piece, is_string))
    })
}

/// Where the string at the start ends, its closing mark included.
fn string_end(bytes: &[u8]) -> Option<usize> {
    let mut escaped = false;
    for (at, &byte) in bytes.iter().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Where the first long integer stands in what is no string.
fn long_integer(bytes: &[u8]) -> Option<(usize, usize)> {
    let part = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E');
    let mut at = 0;
    while let Some(begin) = bytes[at..].iter().position(|&b| part(b)).map(|i| at + i) {
        let end = bytes[begin..].iter().position(|&b| !part(b)).map_or(bytes.len(), |i| begin + i);
        let number = &bytes[begin..end];
        let digits = number.strip_prefix(b"-").unwrap_or(number);
        if digits.len() > DIGITS && digits.iter().all(u8::is_ascii_digit) {
            return Some((begin, end));
        }
        at = end;
    }
    None
}

fn quoted_integers(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut at = 0;
    for (piece, is_string) in pieces(text.as_bytes()) {
        let end = at + piece.len();
        while !is_string && let Some((from, to)) = long_integer(&text.as_bytes()[at..end]) {
            out.push_str(&text[at..at + from]);
            out.push('"');
            out.push_str(&text[at + from..at + to]);
            out.push('"');
            at += to;
        }
        out.push_str(&text[at..end]);
        at = end;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> (String, Notes) {
        let mut notes = Notes::default();
        (text(bytes, &mut notes).into_owned(), notes)
    }

    #[test]
    fn strings_are_decoded_one_by_one() {
        let (text, notes) = of(b"{\"title\": \"Pr\xe9sident\", \"text\": \"C\xc3\xb4te \\\" d\xe2\x80\x99Ivoire\"}");
        assert_eq!(text, r#"{"title": "Président", "text": "Côte \" d’Ivoire"}"#);
        assert_eq!((notes.warnings.len(), notes.flaws.len()), (0, 1));
    }

    #[test]
    fn long_integers_keep_their_digits() {
        for (json, expected) in [
            ("[123456789012345678901234567890]", r#"["123456789012345678901234567890"]"#),
            (
                r#"{"1234567890123456789": -1234567890123456789, "a": 12, "b": 1.2345678901234567890}"#,
                r#"{"1234567890123456789": "-1234567890123456789", "a": 12, "b": 1.2345678901234567890}"#,
            ),
            (r#"{"a": 1e300, "b": "12345678901234567890\"#, r#"{"a": 1e300, "b": "12345678901234567890\"#),
        ] {
            assert_eq!(of(json.as_bytes()).0, expected);
        }
    }
}
