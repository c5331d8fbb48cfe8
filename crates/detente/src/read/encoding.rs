//! From bytes to text.

use std::borrow::Cow;
use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes that show which old encoding a text is in.
const SAMPLE: usize = 1 << 20;
/// Fewer bytes outside ASCII tell no encoding but the usual one.
const FOREIGN: usize = 8;
/// One in so many bytes at least is outside ASCII in a text of another language.
const FOREIGN_SHARE: usize = 20;

/// The encoding that a stream's first bytes prove, and how many of them say nothing but that.
pub(super) fn proven(head: &[u8]) -> Option<(&'static Encoding, usize)> {
    Encoding::for_bom(head).or_else(|| Some((evident_utf16(head)?, 0)))
}

/// UTF-16 without a mark: Latin letters leave every second byte zero.
fn evident_utf16(head: &[u8]) -> Option<&'static Encoding> {
    let sample = &head[..head.len().min(4096) & !1];
    if sample.len() < 4 {
        return None;
    }
    let (mut even, mut odd) = (0usize, 0usize);
    for pair in sample.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let units = sample.len() / 2;
    match (even * 10 >= units * 6, odd * 10 >= units * 6) {
        (false, true) if even * 50 <= units => Some(UTF_16LE),
        (true, false) if odd * 50 <= units => Some(UTF_16BE),
        _ => None,
    }
}

/// Text, and what to say about how it was read.
pub(crate) struct Decoded {
    pub text: String,
    /// How it was read, where that was not plain.
    pub warning: Option<String>,
    /// What is wrong with its bytes.
    pub flaw: Option<String>,
}

/// All the text of a file. `label`: the encoding's name as the file itself states it.
pub(crate) fn decode(bytes: Vec<u8>, label: Option<&[u8]>) -> Decoded {
    if let Some((encoding, mark)) = proven(&bytes).filter(|(encoding, _)| *encoding != UTF_8) {
        let (text, flawed) = encoding.decode_without_bom_handling(&bytes[mark..]);
        let flaw = flawed.then(|| format!("flaws in the {} encoding replaced by U+FFFD", encoding.name()));
        return Decoded { text: text.into_owned(), warning: None, flaw };
    }
    let mut text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return guess(error.as_bytes(), label, true),
    };
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Decoded { text, warning: None, flaw: None }
}

/// What is to be said about how a record was read.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub warnings: Vec<String>,
    pub flaws: Vec<String>,
}

/// The text of one record of a file: UTF-8, or if it is not, whatever it is.
pub(super) fn decode_record<'b>(bytes: &'b [u8], notes: &mut Notes) -> Cow<'b, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => {
            let decoded = guess(bytes, None, false);
            notes.warnings.extend(decoded.warning);
            notes.flaws.extend(decoded.flaw);
            decoded.text.into()
        }
    }
}

/// Bytes that are not UTF-8: UTF-8 with flaws, or an old encoding. `lines`: their lines are those of the file.
fn guess(bytes: &[u8], label: Option<&[u8]>, lines: bool) -> Decoded {
    let (mut right, mut wrong) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    // Other encodings hardly ever look like a character of UTF-8 by chance. A character cut off at the end is no flaw of
    // the rest.
    let cut = ends_inside_a_character(bytes);
    // "â€" stands in no text of an old encoding, nor "Ã" at its end: they are what is left of a character.
    let torn = bytes.windows(2).any(|pair| pair == b"\xe2\x80") || cut && bytes.last() == Some(&0xc3);
    if (right > 0 || torn) && right + usize::from(cut || torn) >= wrong {
        let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).into_owned();
        let flaws = if wrong == 1 { "flaw" } else { "flaws" };
        let place = if lines { format!(", the first in line {}", first_line(bytes)) } else { String::new() };
        let flaw = Some(format!("not quite UTF-8: {wrong} {flaws} replaced by U+FFFD{place}"));
        return Decoded { text, warning: None, flaw };
    }
    let stated = label.and_then(Encoding::for_label).filter(|e| *e != UTF_8 && *e != UTF_16LE && *e != UTF_16BE);
    let encoding = stated.unwrap_or_else(|| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        let sample = &bytes[..bytes.len().min(SAMPLE)];
        detector.feed(sample, bytes.len() <= SAMPLE);
        let guess = detector.guess(None, Utf8Detection::Deny);
        // A few foreign letters look like those of many encodings; where English is written it is this one.
        let foreign = sample.iter().filter(|b| !b.is_ascii()).count();
        let sure = foreign >= FOREIGN && foreign * FOREIGN_SHARE >= sample.len();
        if sure { guess } else { WINDOWS_1252 }
    });
    let (text, flawed) = encoding.decode_without_bom_handling(bytes);
    // Bytes that stand for no character in the old encodings come out as controls of the second block.
    let flawed = flawed || text.chars().any(|c| ('\u{80}'..'\u{a0}').contains(&c) && c != '\u{85}');
    let place = if lines { format!(" (first flaw in line {})", first_line(bytes)) } else { String::new() };
    let flaw = flawed.then(|| format!("neither UTF-8{place} nor wholly {}", encoding.name()));
    let strange = if stated.is_none() && !flawed && encoding == WINDOWS_1252 { strange(&text) } else { None };
    let flaw = flaw.or_else(|| {
        strange.map(|c| {
            format!("not UTF-8{place}, and as {} it holds {c:?} where no letter or sign stands", encoding.name())
        })
    });
    let flawed = flawed || strange.is_some();
    let warning = (stated.is_none() && !flawed).then(|| format!("not UTF-8: read as {}", encoding.name()));
    Decoded { text: text.into_owned(), warning, flaw }
}

/// The first character of a Windows-1252 text that is no part of one: a letter that touches no letter of ASCII, or a sign that
/// nobody writes. Stray bytes look so.
fn strange(text: &str) -> Option<char> {
    const WRITTEN: &str = "€‚„…†‡‰‹‘’“”•–—™›\u{85}\u{a0}¡£¥§©ª«\u{ad}®°±²³´µ¶·¹º»¼½¾¿×";
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let touches = |c: char| c.is_ascii_alphabetic() || matches!(c, '\'' | '’');
        let after = chars.peek().copied().unwrap_or(' ');
        // "à", "é" and "ó" are words.
        let alone = matches!(c, 'à' | 'À' | 'é' | 'É' | 'è' | 'ó' | 'á' | 'ò' | 'ù' | 'í' | 'ö' | 'å' | 'Å');
        let letter = c.is_alphabetic() && c != 'ÿ' && (touches(before) || touches(after) || alone);
        if !c.is_ascii() && !letter && !WRITTEN.contains(c) {
            return Some(c);
        }
        before = c;
    }
    None
}

/// True when the last bytes begin a character of UTF-8 and the end comes before the rest of it.
fn ends_inside_a_character(bytes: &[u8]) -> bool {
    let last = &bytes[bytes.len().saturating_sub(3)..];
    (0..last.len()).any(|at| {
        std::str::from_utf8(&last[at..]).is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none())
    })
}

/// Line, from 1, of the first byte that is not UTF-8.
fn first_line(bytes: &[u8]) -> usize {
    let valid = bytes.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
    1 + bytes[..valid].iter().filter(|&&b| b == b'\n').count()
}

/// A stream as UTF-8: what is proven to be UTF-16 is turned into it, a mark at the start is dropped, anything else
/// passes as it is.
pub(super) fn as_utf8(stream: Box<dyn Read + Send>, head: &[u8]) -> io::Result<Box<dyn Read + Send>> {
    let Some((encoding, mark)) = proven(head) else { return Ok(stream) };
    let mut stream = stream;
    let mut dropped = [0u8; 3];
    stream.read_exact(&mut dropped[..mark.min(3)])?;
    if encoding == UTF_8 {
        return Ok(stream);
    }
    let decoder = encoding.new_decoder_without_bom_handling();
    Ok(Box::new(Recoded { stream, decoder, input: Vec::new(), output: Vec::new(), given: 0, ended: false }))
}

struct Recoded {
    stream: Box<dyn Read + Send>,
    decoder: Decoder,
    input: Vec<u8>,
    output: Vec<u8>,
    /// Bytes of the output that were given out.
    given: usize,
    ended: bool,
}

impl Read for Recoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        const CHUNK: usize = 32 << 10;
        while self.given == self.output.len() && !self.ended {
            let mut taken = std::mem::take(&mut self.input);
            taken.resize(CHUNK, 0);
            let count = match self.stream.read(&mut taken) {
                Ok(count) => count,
                Err(error) => {
                    self.input = taken;
                    return Err(error);
                }
            };
            self.ended = count == 0;
            // Three bytes of UTF-8 for each of UTF-16's two are always enough, and a little for what was carried over.
            self.output.clear();
            self.output.resize(CHUNK * 2 + 16, 0);
            let mut read = 0;
            let mut written = 0;
            loop {
                let (result, r, w, _) =
                    self.decoder.decode_to_utf8(&taken[read..count], &mut self.output[written..], self.ended);
                read += r;
                written += w;
                if result == CoderResult::InputEmpty {
                    break;
                }
                self.output.resize(self.output.len() * 2, 0);
            }
            self.output.truncate(written);
            self.given = 0;
            self.input = taken;
        }
        let ready = &self.output[self.given..];
        let count = ready.len().min(buffer.len());
        buffer[..count].copy_from_slice(&ready[..count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, little: bool, mark: bool) -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    #[test]
    fn unicode_in_all_its_coats() {
        let text = "Élysée — “Путин” met 😀 in Beijing, and talks went on in the capital of the country.";
        let latin = "The talks went on — “for ever”.";
        let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        assert_eq!(decode(marked, None).text, text);
        assert_eq!(decode(text.as_bytes().to_vec(), None).text, text);
        for little in [true, false] {
            assert_eq!(decode(utf16(text, little, true), None).text, text);
            assert_eq!(decode(utf16(latin, little, false), None).text, latin);
        }
    }

    #[test]
    fn characters_torn_apart_are_flaws_and_no_old_encoding() {
        for bytes in [&b"France would attack \xe2\x80 Iran by 5 May."[..], b"They met in the caf\xc3"] {
            let decoded = decode(bytes.to_vec(), None);
            assert!(decoded.text.contains('\u{fffd}') && decoded.flaw.is_some(), "{:?}", decoded.text);
        }
        let old = decode(b"They met in the caf\xe9 of the port.".to_vec(), None);
        assert_eq!((old.text.as_str(), old.flaw), ("They met in the caf\u{e9} of the port.", None));
    }

    #[test]
    fn old_encodings_are_guessed() {
        let bytes =
            b"The \x93strategic partnership\x94 \x96 Pr\xe9sident Macron\x92s visit to C\xf4te d\x92Ivoire".to_vec();
        let decoded = decode(bytes, None);
        assert_eq!(decoded.text, "The “strategic partnership” – Président Macron’s visit to Côte d’Ivoire");
        assert!(decoded.warning.is_some_and(|w| w.contains("windows-1252")));
        let stated = decode(b"\xd4\xe5".to_vec(), Some(b"windows-1251"));
        assert_eq!(stated.text, "Фе");
        assert_eq!(stated.warning, None);
    }

    #[test]
    fn stray_bytes_are_a_flaw() {
        for bytes in
            [&b"The envoy left \xff\xfe on Monday."[..], b"Talks \xb8 went on.", b"Troops \xf0 crossed the line."]
        {
            let decoded = decode(bytes.to_vec(), None);
            assert!(decoded.flaw.is_some_and(|flaw| flaw.contains("line 1")), "{:?}", decoded.text);
        }
        for bytes in
            [&b"vis-\xe0-vis Malm\xf6 \x80500m \xbd \xabnon\xbb"[..], b"Guardia Civil \xe9 la regione \xd6ster"]
        {
            assert_eq!(decode(bytes.to_vec(), None).flaw, None);
        }
    }

    #[test]
    fn flawed_utf8_stays_utf8() {
        let bytes = [b"Pr\xc3\xa9sident C\xc3\xb4te \xc3\xa9t\xc3\xa9 ".as_slice(), b"\xff cut"].concat();
        let decoded = decode(bytes, None);
        assert_eq!(decoded.text, "Président Côte été \u{fffd} cut");
        assert!(decoded.flaw.is_some());
    }

    #[test]
    fn one_bad_or_cut_byte_makes_no_other_encoding() {
        for (bytes, text) in [
            (b"The pr\xc3\xa9sident \xe9 left.".as_slice(), "The président \u{fffd} left."),
            (b"The pr\xc3\xa9sident left for the caf\xc3", "The président left for the caf\u{fffd}"),
            (b"He said \xe2\x80\x9cno\xe2\x80", "He said “no\u{fffd}"),
        ] {
            let decoded = decode(bytes.to_vec(), None);
            assert_eq!(decoded.text, text);
            assert!(decoded.flaw.is_some_and(|flaw| flaw.starts_with("not quite UTF-8")));
        }
    }

    #[test]
    fn few_foreign_letters_are_windows_1252() {
        for (bytes, text) in [
            (b"Erdo\xf0an met the envoy of T\xfcrkiye.".as_slice(), "Erdoðan met the envoy of Türkiye."),
            (b"The envoy left for the caf\xe9", "The envoy left for the café"),
            (b"S\xe3o Tom\xe9 signed.", "São Tomé signed."),
        ] {
            let decoded = decode(bytes.to_vec(), None);
            assert_eq!((decoded.text.as_str(), decoded.flaw), (text, None));
        }
        // A text in another alphabet is another matter.
        let (russian, _, _) = encoding_rs::WINDOWS_1251.encode("Президент прибыл в столицу и говорил с министрами.");
        assert!(decode(russian.into_owned(), None).warning.is_some_and(|w| w.contains("windows-1251")));
    }

    #[test]
    fn streams_are_recoded() {
        let text = "Élysée — “Путин” 😀, and so on and so forth. ".repeat(5_000);
        for little in [true, false] {
            let bytes = utf16(&text, little, true);
            let head = bytes[..100].to_vec();
            let mut out = String::new();
            let stream = as_utf8(Box::new(io::Cursor::new(bytes)), &head);
            stream.and_then(|mut s| s.read_to_string(&mut out)).expect("reading from memory");
            assert!(out == text);
        }
    }
}
