//! Whatever is wrong with an input, it is named and the rest is read.

use std::fs;
use std::io::{Cursor, Write};

use detente::read::{Document, Fields, Format, Input, Options, ReadError, Reader, Reason};

fn read_with(name: &str, bytes: impl Into<Vec<u8>>, options: Options) -> Vec<Result<Document, ReadError>> {
    Reader::new([Input::stream(name, Cursor::new(bytes.into()))], options).collect()
}

/// Texts of what was read, messages of what was not.
fn said(name: &str, bytes: impl Into<Vec<u8>>) -> Vec<String> {
    read_with(name, bytes, Options::default())
        .into_iter()
        .map(|r| r.map_or_else(|e| e.to_string(), |d| d.text))
        .collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("writing to memory")
}

#[test]
fn empty_files_of_every_kind() {
    for name in ["a.txt", "a.html", "a.json", "a.jsonl", "a.csv", "a.tsv", "a"] {
        for bytes in [b"".to_vec(), b" \n\t\r\n".to_vec(), b"\xef\xbb\xbf".to_vec(), gzip(b"")] {
            assert_eq!(said(name, bytes), [format!("{name}: empty: no text to read")]);
        }
    }
}

#[test]
fn binary_content_is_no_text() {
    let noise: Vec<u8> = (0..20_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 11) as u8).collect();
    for (bytes, word) in [
        (noise.clone(), "not text"),
        (b"Talks\0go on\0".to_vec(), "NUL"),
        ("\u{1}\u{2}\u{3}\u{4}".repeat(9).into_bytes(), "control characters"),
        (b"%PDF-1.7\n1 0 obj".to_vec(), "PDF"),
        (b"PK\x03\x04\x14\0".to_vec(), "ZIP"),
        (b"\x89PNG\r\n\x1a\n".to_vec(), "PNG"),
        (gzip(&gzip(b"Talks go on.")), "compressed twice"),
        (b"{\\rtf1\\ansi Talks}".to_vec(), "RTF"),
    ] {
        let found = said("a", bytes);
        assert!(found.len() == 1 && found[0].starts_with("a: not text") && found[0].contains(word), "{found:?}");
    }
    assert!(said("a.txt", noise)[0].starts_with("a.txt: not text"));
}

#[test]
fn only_emoji_is_nothing_to_read() {
    assert_eq!(said("a.txt", "😀🎉😀"), ["a.txt: no words to read: no letter in it"]);
    assert_eq!(said("a.txt", "😀 Talks 🎉"), ["😀 Talks 🎉"]);
}

#[test]
fn cut_archives_give_what_was_whole() {
    let lines: String = (0..20_000).map(|i| format!("{{\"text\": \"Report {i}.\"}}\n")).collect();
    let packed = gzip(lines.as_bytes());
    let found = said("a.jsonl.gz", &packed[..packed.len() / 2]);
    assert!(found.len() > 5_000, "{}", found.len());
    assert!(found[..found.len() - 1].iter().enumerate().all(|(i, text)| *text == format!("Report {i}.")));
    let last = found.last().map(String::as_str).unwrap_or_default();
    assert!(last.starts_with("a.jsonl.gz:") && last.ends_with("damaged or cut off: it ends too early"), "{last}");

    let rows: String =
        std::iter::once("text\n".to_owned()).chain((0..20_000).map(|i| format!("Report {i}.\n"))).collect();
    let packed = gzip(rows.as_bytes());
    let found = said("a.csv.gz", &packed[..packed.len() / 2]);
    assert!(found.len() > 5_000 && found.last().is_some_and(|last| last.contains("cut off")));

    let packed = gzip(b"Talks go on.");
    assert_eq!(said("a.txt.gz", &packed[..packed.len() - 2]).len(), 1);
    assert!(said("a.txt.gz", &packed[..packed.len() - 2])[0].contains("cut off"));

    let packed = ruzstd::encoding::compress_to_vec(lines.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    let found = said("a.jsonl.zst", &packed[..packed.len() - 9]);
    assert!(found.len() > 100 && found.last().is_some_and(|last| last.contains("cut off")), "{}", found.len());
}

#[test]
fn invalid_utf8_is_replaced_and_said() {
    let all = read_with("a.txt", b"Pr\xc3\xa9sident C\xc3\xb4te \xff d'Ivoire".to_vec(), Options::default());
    let document = all[0].as_ref().expect("a report");
    assert_eq!(document.text, "Président Côte \u{fffd} d'Ivoire");
    assert_eq!(document.flaws, ["not quite UTF-8: 1 flaw replaced by U+FFFD, the first in line 1"]);
    let all = read_with("a.txt", b"Talks\ngo on \x81 and \x93on\x94.".to_vec(), Options::default());
    assert_eq!(
        all[0].as_ref().expect("a report").flaws,
        ["neither UTF-8 (first flaw in line 2) nor wholly windows-1252"]
    );
}

#[test]
fn flaws_of_a_record_are_named_by_its_line() {
    let lines = [b"{\"text\": \"One.\"}\n{\"text\": \"Pr\xc3\xa9sident \xff left.\"}\n".as_slice()].concat();
    let all = read_with("a.jsonl", lines, Options::default());
    let document = all[1].as_ref().expect("a report");
    assert_eq!((document.text.as_str(), document.place.as_str()), ("Président \u{fffd} left.", "a.jsonl:2"));
    assert_eq!(document.flaws, ["not quite UTF-8: 1 flaw replaced by U+FFFD"]);
}

#[test]
fn a_page_without_an_article() {
    let links = "<li><a href='/x'>Something with a long title to read about</a></li>".repeat(40);
    for page in [
        "<html><body></body></html>".to_owned(),
        "<html><body><p>Not found</p></body></html>".to_owned(),
        format!("<html><body><ul>{links}</ul></body></html>"),
        "<html><body><script>var a = 'The ministers met on Monday in Geneva and agreed to open their ports.';</script></body></html>".to_owned(),
    ] {
        assert_eq!(said("a.html", page.as_str()), ["a.html: no article found on this page"], "{page}");
    }
    assert_eq!(said("a.html", "<div>".repeat(100_000)), ["a.html: malformed HTML: elements are nested too deep"]);
}

#[test]
fn json_with_missing_and_mistyped_fields() {
    let lines = "{\"title\": \"No text\"}\n{\"text\": \"One.\"}\n{\"text\": 5}\n{nonsense\n\"text\"\n{\"text\": \"\"}\n{\"text\": \"Two.\", \"id\": [1]}\n{\"text\": \"Three.\"}";
    let found = said("a.jsonl", lines);
    assert_eq!(found.len(), 8);
    assert!(found[0].starts_with("a.jsonl:1: no field text: expected one of text, "), "{}", found[0]);
    assert_eq!(found[1], "One.");
    assert_eq!(found[2], "a.jsonl:3: field text is a number, expected a string");
    assert!(found[3].starts_with("a.jsonl:4: malformed JSON: "), "{}", found[3]);
    assert_eq!(found[4], "a.jsonl:5: field of this line is a string, expected an object");
    assert_eq!(found[5], "a.jsonl:6: empty: no text to read");
    // A text is enough: the rest is named beside it.
    assert_eq!(found[6], "Two.");
    assert_eq!(found[7], "Three.");

    let list =
        "[\n{\"title\": \"No text\"},\n{\"text\": \"One.\"},\n5,\n{\"text\": {nonsense}},\n{\"text\": \"Two.\"}\n]";
    let found = said("a.json", list);
    assert_eq!(found.len(), 5);
    assert!(found[0].starts_with("a.json:2, record 1: no field text"), "{}", found[0]);
    assert_eq!((found[1].as_str(), found[4].as_str()), ("One.", "Two."));
    assert_eq!(found[2], "a.json:4, record 3: field of the list is a number, expected an object");
    assert!(found[3].starts_with("a.json:5, record 4: malformed JSON"), "{}", found[3]);

    let found = said("a.json", "[{\"text\": \"One.\"}, {\"text\": \"Tw");
    assert!(found.len() == 2 && found[0] == "One." && found[1].contains("it ends in the middle"), "{found:?}");
    for nonsense in [
        "nonsense",
        "5",
        "\"text\"",
        "{\"text\" \"a\"}",
        "{\"text\": \"a\" \"b\": 1}",
        "[}",
        "{]",
        "]",
        "{\"a\": [1, }",
    ] {
        let found = said("a.json", nonsense);
        assert!(
            found.len() == 1 && found[0].starts_with("a.json:1") && found[0].contains("malformed JSON"),
            "{found:?}"
        );
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(said("a.json", deep).len(), 1);
    let deep = format!("{{\"text\": {}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(said("a.jsonl", deep).len(), 1);
}

#[test]
fn ragged_rows_are_named_by_their_lines() {
    let table = "id,text\n1,One.\n2\n3,\"Three,\non two lines.\"\n4,Four.,more\n\n5,Five.\n";
    assert_eq!(
        said("a.csv", table),
        [
            "One.",
            "a.csv:3: ragged row: 1 fields where the header has 2",
            "Three,\non two lines.",
            "a.csv:6: ragged row: 3 fields where the header has 2",
            "Five.",
        ]
    );
    let found = said("a.csv", "id,date\n1,2\n");
    assert!(
        found.len() == 1 && found[0].starts_with("a.csv:1: no field text") && found[0].ends_with("there is id, date")
    );
    assert_eq!(said("a.csv", "id,text\n"), ["a.csv: empty: no text to read"]);
}

#[test]
fn quotation_marks_that_nobody_closes_cost_one_row() {
    let error = |line: u64, field: u64| {
        format!("a.csv:{line}: malformed CSV: the quotation mark that opens field {field} is never closed")
    };
    let rows: String = (3..30).map(|i| format!("{i},Talks {i},Ministers met on day {i}.\n")).collect();
    let texts: Vec<String> = (3..30).map(|i| format!("Ministers met on day {i}.")).collect();
    for (row, field) in [("2,Talks,\"They met.\n", 3), ("2,\"Talks,They met.\n", 2)] {
        let found = said("a.csv", format!("id,title,text\n1,Talks,They left.\n{row}{rows}"));
        assert_eq!((found[0].as_str(), found[1].as_str()), ("They left.", error(3, field).as_str()));
        assert_eq!(found[2..], texts);
        // The next quotation is closed where it should be.
        let more = "30,Talks,\"They met,\nand left.\"\n31,Talks,They slept.\n";
        let found = said("a.csv", format!("id,title,text\n1,Talks,They left.\n{row}{rows}{more}"));
        assert_eq!(found[1], error(3, field));
        assert_eq!(found[2..29], texts);
        assert_eq!(found[29..], ["They met,\nand left.", "They slept."]);
    }
}

#[test]
fn a_ragged_row_does_not_change_the_quoting_of_a_table_with_tabs() {
    let table = "id\ttext\n1\t\"They met.\nThey said \"\"no\"\".\"\n2\n3\t\"They left.\"\n";
    assert_eq!(
        said("a.tsv", table),
        ["They met.\nThey said \"no\".", "a.tsv:4: ragged row: 1 fields where the header has 2", "They left.",]
    );
}

#[test]
fn chosen_fields_that_match_nothing_are_named() {
    let fields = Fields { date: Some("When".to_owned()), ..Fields::default() };
    let options = Options { fields, ..Options::default() };
    let lines = "{\"id\": 1, \"text\": \"One.\"}\n{\"id\": 2, \"text\": \"Two.\"}\n";
    let list = format!("[{}]", lines.trim().replace('\n', ","));
    for (name, bytes) in [("a.jsonl", lines), ("a.json", list.as_str())] {
        let all = read_with(name, bytes, options.clone());
        assert_eq!(all.len(), 3, "{all:?}");
        let last = all[2].as_ref().map_or_else(ToString::to_string, |d| d.text.clone());
        assert_eq!(last, format!("{name}: no field date: expected \"When\"; there is id, text"));
    }
    let all = read_with("a.jsonl", lines.replace("\"id\": 2", "\"WHEN\": \"2024-05-16\""), options);
    assert!(all.len() == 2 && all[1].as_ref().is_ok_and(|d| d.published.is_some()), "{all:?}");
}

#[test]
fn records_with_flawed_parts_are_read_all_the_same() {
    let line = "{\"id\": 123456789012345678901234567890, \"title\": 7, \"text\": \"They met.\"}\n";
    let all = read_with("a.jsonl", line, Options::default());
    let document = all[0].as_ref().expect("a text is enough");
    assert_eq!(document.id, "123456789012345678901234567890");
    assert_eq!(document.flaws, ["no title: field title is a number, expected a string"]);
    let line =
        [b"{\"title\": \"Pr\xe9sident\", \"text\": \"\xe2\x80\x9cNo,\xe2\x80\x9d he said.\"}".as_slice()].concat();
    let all = read_with("a.jsonl", line, Options::default());
    let document = all[0].as_ref().expect("a report");
    assert_eq!((document.title.as_deref(), document.text.as_str()), (Some("Président"), "“No,” he said."));
    assert_eq!(
        said("a.jsonl", "{\"id\": 1, \"text\": null}\n{\"text\": \"They\\u0000 met.\"}\n"),
        ["a.jsonl:1: field text is null, expected a string", "a.jsonl:2: not text: it holds NUL characters",]
    );
}

#[test]
fn pages_and_records_in_text_files_are_what_they_are() {
    let page = "<!DOCTYPE html><html><body><article><p>The ministers met on Monday in Geneva, and agreed to open their ports.</p></article></body></html>";
    assert_eq!(said("a.txt", page), ["The ministers met on Monday in Geneva, and agreed to open their ports."]);
    assert_eq!(said("a.txt", "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n"), ["One.", "Two."]);
    // A page of one sentence, if it says that it is an article.
    let flash = "<html><body><article><p>Ministers met in Geneva today.</p></article></body></html>";
    assert_eq!(said("a.html", flash), ["Ministers met in Geneva today."]);
}

#[cfg(unix)]
#[test]
fn a_pattern_passes_over_no_pipe_and_waits_for_none() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::write(folder.path().join("a.txt"), "One.").expect("a file");
    let socket = std::os::unix::net::UnixListener::bind(folder.path().join("b.txt")).expect("a socket");
    let pattern = format!("{}/*.txt", folder.path().to_str().expect("a path in UTF-8"));
    let found: Vec<String> =
        Reader::new([pattern], Options::default()).map(|r| r.map_or_else(|e| e.to_string(), |d| d.text)).collect();
    drop(socket);
    assert!(found.len() == 2 && found[1].ends_with("/b.txt: neither a file nor a folder"), "{found:?}");
}

#[test]
fn what_is_longer_than_the_limit_is_not_read() {
    let options = Options { max_bytes: 1 << 16, ..Options::default() };
    let long = "a".repeat(1 << 18);
    let is_too_long = |read: &Result<Document, ReadError>| {
        matches!(read, Err(ReadError { reason: Reason::TooLong { limit: 65_536 }, .. }))
    };
    for (name, bytes) in
        [("a.txt", long.clone()), ("a.html", long.clone()), ("a.json", format!("{{\"text\": \"{long}\"}}"))]
    {
        let all = read_with(name, bytes, options.clone());
        assert!(all.len() == 1 && is_too_long(&all[0]), "{name}");
    }
    let lines = format!("{{\"text\": \"One.\"}}\n{{\"text\": \"{long}\"}}\n{{\"text\": \"Two.\"}}\n");
    let list = format!("[{}]", lines.trim().replace('\n', ","));
    for (name, bytes) in [("a.jsonl", lines), ("a.json", list)] {
        let all = read_with(name, bytes, options.clone());
        assert!(all.len() == 3 && is_too_long(&all[1]) && all[2].is_ok(), "{name}");
    }
    let rows = format!("id,text\n1,One.\n2,{long}\n3,\"{long}\n\n{long}\"\n4,Two.\n");
    let all = read_with("a.csv", rows, options.clone());
    assert!(all.len() == 4 && is_too_long(&all[1]) && is_too_long(&all[2]), "{}", all.len());
    assert_eq!(all[3].as_ref().map(|d| d.place.as_str()), Ok("a.csv:7"));
    // A quotation mark that nobody closes would take all that follows.
    let open = format!("id,text\n1,One.\n2,\"Two\n{}", "3,Three.\n".repeat(1 << 15));
    let all = read_with("a.csv", open, options);
    let problem = all[1].as_ref().map_or_else(ToString::to_string, |d| d.text.clone());
    assert_eq!(problem, "a.csv:3: malformed CSV: the quotation mark that opens field 2 is never closed");
    assert_eq!(all.iter().filter(|read| read.is_ok()).count(), 1 + (1 << 15));
}

#[test]
fn a_long_line_is_read() {
    let long = "The minister met Gen. Li. ".repeat((15 << 20) / 26);
    let all = read_with("a.txt", long.as_str(), Options::default());
    assert!(all.len() == 1 && all[0].as_ref().is_ok_and(|d| d.text == long));
    let options = Options { format: Some(Format::JsonLines), ..Options::default() };
    let all = read_with("a", format!("{{\"text\": \"{long}\"}}"), options);
    assert!(all.len() == 1 && all[0].as_ref().is_ok_and(|d| d.text == long));
}

#[test]
fn two_hundred_megabytes_on_one_line() {
    let long = "The minister met Gen. Li. ".repeat((200 << 20) / 26);
    let all = read_with("a.txt", long, Options::default());
    let [Err(error)] = all.as_slice() else { panic!("expected one error") };
    assert_eq!(error.to_string().split(": ").last(), Some("longer than the limit of 16777216 bytes for one report"));
}

#[test]
fn days_that_do_not_exist() {
    let all = read_with("a.jsonl", "{\"text\": \"One.\", \"date\": \"2024-02-30\"}", Options::default());
    let document = all[0].as_ref().expect("a report");
    assert_eq!(
        (document.published, document.flaws.as_slice()),
        (None, ["date \"2024-02-30\" does not exist".to_owned()].as_slice())
    );
    // Another statement tells the day, and the fault is told all the same.
    let page = "<html><head><title>Talks</title><meta property=\"article:published_time\" content=\"2024-13-45T10:00:00Z\">\
        <script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \"datePublished\": \"2024-05-16\"}</script></head>\
        <body><article><p>The ministers of nine countries met in the capital on Monday and spoke of grain.</p>\
        <p>They agreed to meet again before the end of the month, and left in the evening.</p></article></body></html>";
    let all = read_with("a.html", page, Options::default());
    let document = all[0].as_ref().expect("a report");
    assert_eq!(document.published, "2024-05-16".parse().ok());
    assert_eq!(document.flaws, ["date \"2024-13-45T10:00:00Z\" does not exist"]);
}

#[test]
fn missing_inputs_and_empty_folders() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let base = folder.path().to_str().expect("a path in UTF-8");
    fs::create_dir(folder.path().join("empty")).expect("a folder");
    let inputs = [format!("{base}/empty"), format!("{base}/none.txt"), format!("{base}/*.none")];
    let found: Vec<String> =
        Reader::new(inputs, Options::default()).map(|r| r.map_or_else(|e| e.to_string(), |d| d.id)).collect();
    assert_eq!(found[0], format!("{base}/empty: this folder holds no files"));
    assert!(found[1].starts_with(&format!("{base}/none.txt: cannot be read: ")), "{}", found[1]);
    assert_eq!(found[2], format!("{base}/*.none: no file matches this pattern"));
    assert_eq!(found.len(), 3);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_opened_in_a_folder_does_not_stop_the_rest() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().expect("a folder for the test");
    let root = folder.path();
    fs::write(root.join("a.txt"), "One.").expect("a file");
    symlink(root.join("nowhere"), root.join("b.txt")).expect("a link");
    symlink(root, root.join("c")).expect("a link");
    fs::write(root.join("d.txt"), "Secret.").expect("a file");
    fs::create_dir(root.join("e")).expect("a folder");
    fs::write(root.join("e/f.txt"), "Secret.").expect("a file");
    for path in ["d.txt", "e"] {
        fs::set_permissions(root.join(path), fs::Permissions::from_mode(0o000)).expect("permissions");
    }
    let socket = std::os::unix::net::UnixListener::bind(root.join("s")).expect("a socket");
    fs::write(root.join("z.txt"), "Two.").expect("a file");
    let found: Vec<String> =
        Reader::new([root], Options::default()).map(|r| r.map_or_else(|e| e.to_string(), |d| d.text)).collect();
    drop(socket);
    for path in ["d.txt", "e"] {
        fs::set_permissions(root.join(path), fs::Permissions::from_mode(0o700)).expect("permissions");
    }
    assert_eq!(found.len(), 7, "{found:?}");
    assert_eq!((found[0].as_str(), found[6].as_str()), ("One.", "Two."));
    assert!(found[1].contains("/b.txt: cannot be read: "), "{}", found[1]);
    assert!(found[2].contains("/c: cannot be read: the link leads back"), "{}", found[2]);
    assert!(found[5].contains("/s: neither a file nor a folder"), "{}", found[5]);
    // Whoever may read everything reads these too.
    for secret in &found[3..5] {
        assert!(secret == "Secret." || secret.contains("cannot be read: "), "{secret}");
    }
}
