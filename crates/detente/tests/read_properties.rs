//! What holds of everything that is read, whatever the bytes.

use std::io::{Cursor, Write};

use detente::read::{Document, Format, Input, Options, ReadError, Reader, language, parse_date};
use proptest::prelude::*;

const FORMATS: [Option<Format>; 7] = [
    None,
    Some(Format::Text),
    Some(Format::Html),
    Some(Format::Json),
    Some(Format::JsonLines),
    Some(Format::Csv),
    Some(Format::Tsv),
];

fn read(bytes: &[u8], format: Option<Format>) -> Vec<Result<Document, ReadError>> {
    let options = Options { format, max_bytes: 1 << 16, ..Options::default() };
    Reader::new([Input::stream("a\nb", Cursor::new(bytes.to_vec()))], options).collect()
}

/// Something is always said, on one line; what is read has a text and an id.
fn check(bytes: &[u8], format: Option<Format>) {
    let all = read(bytes, format);
    assert!(!all.is_empty(), "{format:?} says nothing of {bytes:?}");
    for read in &all {
        match read {
            Ok(document) => {
                assert!(!document.text.trim().is_empty() && !document.id.is_empty());
                let _ = language(&document.text);
            }
            Err(error) => assert!(!error.to_string().contains(|c: char| c.is_control()), "{error}"),
        }
    }
}

/// Pieces of all formats, to be put together in any order.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let fixed = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "{\"text\": \"Talks.\"}",
        "\"articles\": [",
        "text",
        "id,text\n",
        "id\ttext\n",
        "\n",
        "\r\n",
        "\t",
        ";",
        "\"a\"\"b\"",
        "<html><body>",
        "<p>The ministers met on Monday, and agreed.</p>",
        "<a href='x'>",
        "</div>",
        "<div>",
        "<table>",
        "<script type=\"application/ld+json\">",
        "</script>",
        "<!--",
        "-->",
        "<time datetime=\"2024-05-16\">",
        "<meta name=date content=2024>",
        "&amp;",
        "\u{feff}",
        "\u{0}",
        "null",
        "1e9",
        "true",
        "Talks go on. ",
        "2024-05-16",
        "<![CDATA[",
    ]);
    prop_oneof![
        5 => fixed.prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..8),
        1 => prop::sample::select(vec![vec![0x1f, 0x8b], vec![0x28, 0xb5, 0x2f, 0xfd], vec![0xff, 0xfe], vec![0xfe, 0xff]]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for format in FORMATS {
            check(&bytes, format);
        }
    }

    #[test]
    fn anything_put_together(pieces in prop::collection::vec(piece(), 0..50)) {
        let bytes = pieces.concat();
        for format in FORMATS {
            check(&bytes, format);
        }
    }

    #[test]
    fn cut_and_damaged_archives(text in "([a-z]{1,9} ){1,200}", cut in any::<prop::sample::Index>(), flip in any::<prop::sample::Index>()) {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        let gzip = encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish()).expect("writing to memory");
        let zstd = ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
        for packed in [gzip, zstd] {
            let whole = read(&packed, Some(Format::Text));
            prop_assert_eq!(whole[0].as_ref().map(|d| d.text.as_str()), Ok(text.as_str()));
            check(&packed[..cut.index(packed.len())], None);
            let mut damaged = packed.clone();
            damaged[flip.index(packed.len())] ^= 0x55;
            check(&damaged, None);
        }
    }

    #[test]
    fn any_date(text in any::<String>(), parts in prop::collection::vec(prop::sample::select(vec![
        "2024", "05", "16", "May", "Thu", ",", " ", "-", "/", ".", "T10:00", "Z", "99999999999", "é", "of", "th",
    ]), 0..9)) {
        let _ = parse_date(&text);
        let _ = parse_date(&parts.concat());
    }

    #[test]
    fn days_survive_being_written(days in -100_000i32..100_000) {
        let date = jiff::civil::date(2024, 5, 16).checked_add(jiff::Span::new().days(days)).expect("within the calendar");
        for written in [date.to_string(), date.strftime("%B %-d, %Y").to_string(), date.strftime("%a, %d %b %Y").to_string(), date.strftime("%Y%m%d").to_string()] {
            prop_assert_eq!(parse_date(&written), Ok(date), "{}", written);
        }
    }

    #[test]
    fn text_comes_through_unchanged(text in "\\PC{1,200}") {
        let line = serde_json::json!({"text": text}).to_string();
        let mut table = csv::Writer::from_writer(Vec::new());
        table.write_record(["id", "text"]).and_then(|()| table.write_record(["1", &text])).expect("writing to memory");
        let table = table.into_inner().expect("writing to memory");
        for (bytes, format) in [(text.clone().into_bytes(), Format::Text), (line.clone().into_bytes(), Format::JsonLines), (line.into_bytes(), Format::Json), (table, Format::Csv)] {
            let all = read(&bytes, Some(format));
            prop_assert_eq!(all.len(), 1);
            match &all[0] {
                Ok(document) => prop_assert_eq!(&document.text, &text),
                Err(_) => prop_assert!(!text.chars().any(char::is_alphabetic), "{:?}", text),
            }
        }
    }
}
