//! Every format, encoding and compression gives the same documents.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use detente::read::{Document, Fields, Format, Input, Options, ReadError, Reader, Reason};
use jiff::civil::date;

fn read_named(name: &str, bytes: impl Into<Vec<u8>>, options: Options) -> Vec<Result<Document, ReadError>> {
    Reader::new([Input::stream(name, Cursor::new(bytes.into()))], options).collect()
}

fn read(name: &str, bytes: impl Into<Vec<u8>>) -> Vec<Result<Document, ReadError>> {
    read_named(name, bytes, Options::default())
}

fn ids(read: &[Result<Document, ReadError>]) -> Vec<&str> {
    read.iter().map(|r| r.as_ref().map_or("error", |d| d.id.as_str())).collect()
}

fn texts(read: &[Result<Document, ReadError>]) -> Vec<&str> {
    read.iter().map(|r| r.as_ref().map_or("error", |d| d.text.as_str())).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("writing to memory")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

const TEXT: &str = "Talks go on\r\n\r\n  GENEVA (AP) — The “ministers” met.\n";
const LINES: &str =
    "{\"id\": \"a\", \"text\": \"Talks — one.\"}\n\n{\"text\": \"Talks — two.\", \"date\": \"20240516\"}\n";
const TABLE: &str =
    "\"id\",\"Text\",\"date\"\na,\"Talks — one,\nand on.\",2024-05-16\nb,\"He said \"\"no\"\".\",\"May 16, 2024\"\n";

#[test]
fn a_text_file_is_its_whole_content() {
    let all = read("a/b.txt", TEXT);
    assert_eq!((ids(&all), texts(&all)), (vec!["a/b.txt"], vec![TEXT]));
    let document = all[0].as_ref().expect("a report");
    assert_eq!((document.title.as_deref(), document.published), (None, None));
    for bytes in
        [utf16(TEXT), [b"\xef\xbb\xbf", TEXT.as_bytes()].concat(), gzip(TEXT.as_bytes()), zstd(TEXT.as_bytes())]
    {
        assert_eq!(texts(&read("a.txt", bytes)), [TEXT]);
    }
}

#[test]
fn lists_lines_and_tables_in_every_coat() {
    let list = "[{\"id\": \"a\", \"text\": \"Talks — one.\"}, {\"text\": \"Talks — two.\"}]";
    let wrapped = format!("{{\"status\": \"ok\", \"articles\": {list}, \"total\": 2}}");
    for (name, text, expected) in [
        ("x.json", list, ["a", "x.json#2"]),
        ("x.json", wrapped.as_str(), ["a", "x.json#2"]),
        ("x.jsonl", LINES, ["a", "x.jsonl#2"]),
        ("x.csv", TABLE, ["a", "b"]),
        (
            "x.tsv",
            &TABLE.replace("\",\"", "\"\t\"").replace("a,", "a\t").replace("b,", "b\t").replace(",2024", "\t2024"),
            ["a", "b"],
        ),
    ] {
        let plain = read(name, text);
        assert_eq!(ids(&plain), expected, "{text}");
        for bytes in
            [utf16(text), [b"\xef\xbb\xbf", text.as_bytes()].concat(), gzip(text.as_bytes()), zstd(text.as_bytes())]
        {
            assert_eq!(read(name, bytes), plain, "{name}");
        }
        // Without the name the content tells.
        assert_eq!(texts(&read("-", text)), texts(&plain), "{text}");
    }
}

#[test]
fn one_object_is_known_by_its_path() {
    let all = read(
        "a.json",
        "{\"headline\": \"Talks\", \"body\": \"They met.\", \"published_at\": \"2024-05-16T23:10:00-04:00\"}\n",
    );
    assert_eq!(ids(&all), ["a.json"]);
    let document = all[0].as_ref().expect("a report");
    assert_eq!((document.title.as_deref(), document.published), (Some("Talks"), Some(date(2024, 5, 16))));
    assert_eq!(ids(&read("a.json", "{\"text\": \"One.\"}\n{\n\"text\": \"Two.\"}")), ["a.json#1", "a.json#2"]);
}

#[test]
fn lists_of_other_things_make_no_wrapper() {
    let all = read("a.json", "{\"documents\": [1, 2], \"text\": \"They met.\", \"items\": [{\"text\": \"no\"}]}");
    assert_eq!((ids(&all), texts(&all)), (vec!["a.json"], vec!["They met."]));
    let all = read("a.json", "{\"items\": [{\"text\": \"One.\"}], \"text\": \"They met.\"}");
    assert_eq!(texts(&all), ["One.", "error"]);
}

#[test]
fn rows_keep_their_text_and_semicolons_part_them_too() {
    let all = read("x.csv", TABLE);
    assert_eq!(texts(&all), ["Talks — one,\nand on.", "He said \"no\"."]);
    assert!(all.iter().flatten().all(|d| d.published == Some(date(2024, 5, 16))));
    assert_eq!(texts(&read("x.csv", "id;text\n1;a, b\n")), ["a, b"]);
    let speech = "id\ttext\n1\t\"We will go,\" he said.\n2\t\"Now.\n";
    assert_eq!(texts(&read("x.tsv", speech)), ["\"We will go,\" he said.", "\"Now."]);
}

#[test]
fn a_line_that_names_the_mark_is_no_header() {
    let all = read("a.csv", "sep=;\r\nid;text\r\na;They met, and left.\r\n");
    assert_eq!((ids(&all), texts(&all)), (vec!["a"], vec!["They met, and left."]));
}

#[test]
fn chosen_fields_and_formats() {
    let fields = Fields { text: Some("Story".to_owned()), id: Some("nr".to_owned()), ..Fields::default() };
    let options =
        Options { fields, format: Some(Format::Csv), default_date: Some(date(2024, 1, 2)), ..Options::default() };
    let all = read_named("-", "nr,text,Story\n7,no,yes\n", options.clone());
    assert_eq!((ids(&all), texts(&all)), (vec!["7"], vec!["yes"]));
    assert_eq!(all[0].as_ref().map(|d| d.published), Ok(options.default_date));
    let all = read_named("-", "nr,text\n7,no\n", options);
    assert!(matches!(&all[..], [Err(ReadError { reason: Reason::MissingField { .. }, .. })]), "{all:?}");
}

#[test]
fn old_encodings_in_every_format() {
    let text =
        b"The pr\xe9sident said: \x93We will go to C\xf4te d\x92Ivoire\x94, and left for the capital.".as_slice();
    let expected = "The président said: “We will go to Côte d’Ivoire”, and left for the capital.";
    let line = [b"{\"text\": \"", text, b"\"}\n"].concat();
    let list = [b"[", line.as_slice(), b"]"].concat();
    let table = [b"id,text\n1,\"", text, b"\"\n"].concat();
    for (name, bytes) in [("a.txt", text.to_vec()), ("a.jsonl", line), ("a.json", list), ("a.csv", table)] {
        let all = read(name, bytes);
        assert_eq!(texts(&all), [expected], "{name}");
        // JSON has no encoding but UTF-8: there it is a flaw.
        let said = |d: &Document| if name.contains("json") { d.flaws.clone() } else { d.warnings.clone() };
        assert!(all[0].as_ref().is_ok_and(|d| said(d).iter().any(|w| w.contains("windows-1252"))), "{all:?}");
    }
}

#[test]
fn a_page_gives_its_article_and_its_statements() {
    let page = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Talks go on | The Post</title>\
        <meta property=\"og:site_name\" content=\"The Post\"><link rel=\"canonical\" href=\"https://example.org/talks\">\
        <meta property=\"article:published_time\" content=\"2024-05-16T10:00:00Z\"></head><body>\
        <nav><a href=\"/\">Home</a> <a href=\"/world\">World</a></nav><article><h1>Talks go on</h1><time>Thursday, 16 May 2024</time>\
        <p>GENEVA (AP) — The ministers <em>met</em> on <time>Monday</time>\n in Geneva, and agreed to open their ports.</p>\
        <p>They will meet again in June, officials said.</p></article>\
        <footer><p>All rights reserved. This is a long footer, with commas, and words, and nothing else in it.</p></footer></body></html>";
    let all = read("talks.html", page);
    let document = all[0].as_ref().expect("a report");
    assert_eq!(
        document.text,
        "GENEVA (AP) — The ministers met on Monday in Geneva, and agreed to open their ports.\n\nThey will meet again in June, officials said."
    );
    assert_eq!(document.title.as_deref(), Some("Talks go on"));
    assert_eq!(document.publisher.as_deref(), Some("The Post"));
    assert_eq!(document.url.as_deref(), Some("https://example.org/talks"));
    assert_eq!((document.published, document.id.as_str()), (Some(date(2024, 5, 16)), "talks.html"));
    assert_eq!(texts(&read("-", gzip(page.as_bytes()))), [document.text.as_str()]);
    let old = page.replace("utf-8", "windows-1251").replace("Monday", "Понедельник");
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(&old);
    assert!(texts(&read("old.htm", bytes.into_owned()))[0].contains("Понедельник"));
}

#[test]
fn folders_in_the_order_of_names_and_patterns() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let root = folder.path();
    fs::create_dir_all(root.join("b/inner")).expect("a folder");
    for (path, text) in
        [("c.txt", "C."), ("b/inner/z.txt", "Z."), ("b/2.jsonl", "{\"text\": \"Two.\"}"), ("a.txt", "A.")]
    {
        fs::write(root.join(path), text).expect("a file");
    }
    let base = root.to_str().expect("a path in UTF-8");
    let all: Vec<_> = Reader::new([base], Options::default()).collect();
    assert_eq!(texts(&all), ["A.", "Two.", "Z.", "C."]);
    let expected = ["/a.txt", "/b/2.jsonl#1", "/b/inner/z.txt", "/c.txt"].map(|end| format!("{base}{end}"));
    assert_eq!(ids(&all), expected.each_ref().map(String::as_str));
    let slash = format!("{base}/");
    assert_eq!(Reader::new([slash], Options::default()).collect::<Vec<_>>(), all);
    let all: Vec<_> = Reader::new([format!("{base}/*.txt"), format!("{base}/**/z.*")], Options::default()).collect();
    assert_eq!(texts(&all), ["A.", "C.", "Z."]);
    // "**" goes into folders itself: each file once.
    for pattern in ["/**", "/**/*"] {
        let all: Vec<_> = Reader::new([format!("{base}{pattern}")], Options::default()).collect();
        assert_eq!(ids(&all), ["/a.txt", "/b/2.jsonl#1", "/b/inner/z.txt", "/c.txt"].map(|end| format!("{base}{end}")));
    }
    // A file that is named like a pattern is that file.
    fs::write(root.join("[a].txt"), "Brackets.").expect("a file");
    assert_eq!(texts(&Reader::new([format!("{base}/[a].txt")], Options::default()).collect::<Vec<_>>()), ["Brackets."]);
}

/// Gives lines for ever and counts the bytes that were taken.
struct Endless {
    taken: Arc<AtomicUsize>,
    line: &'static [u8],
    at: usize,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let rest = &self.line[self.at..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.at = (self.at + count) % self.line.len();
        self.taken.fetch_add(count, Ordering::Relaxed);
        Ok(count)
    }
}

#[test]
fn records_are_read_as_they_come() {
    for (name, line) in [
        ("a.jsonl", b"{\"text\": \"Talks go on.\"}\n".as_slice()),
        ("a.json", b"{\"text\":\n \"Talks go on.\"}\n".as_slice()),
        ("a.csv", b"text\n".as_slice()),
    ] {
        let taken = Arc::new(AtomicUsize::new(0));
        let input = Input::stream(name, Endless { taken: Arc::clone(&taken), line, at: 0 });
        let read = Reader::new([input], Options::default()).take(50_000).filter(Result::is_ok).count();
        assert_eq!(read, 50_000, "{name}");
        assert!(taken.load(Ordering::Relaxed) < 50_000 * line.len() + (1 << 20), "{name}");
    }
}

#[test]
fn a_reader_can_go_to_another_thread() {
    let reader = Reader::new([Input::stream("-", "Talks go on.".as_bytes())], Options::default());
    assert_eq!(std::thread::spawn(move || reader.count()).join().ok(), Some(1));
}
