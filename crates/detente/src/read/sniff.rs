//! Which format a file is in: its name's ending, else what it begins with.

use super::encoding::proven;
use super::error::{Reason, shorten};
use super::options::{Fields, Format};
use super::{fields, xml};

/// The format of a file of this name that begins with `head`. `fields`: names that the options give.
pub(super) fn format(name: &str, head: &[u8], fields: &Fields) -> Result<Format, Reason> {
    if let Some(kind) = known_binary(head) {
        return Err(Reason::Binary(kind.to_owned()));
    }
    let text = beginning(head);
    match by_ending(name) {
        Some(Format::Json) if is_json_feed(&text) => Ok(Format::Feed),
        // Many files of lines are called ".json".
        Some(Format::Json) if is_lines_of_json(&text) => Ok(Format::JsonLines),
        // Pages may be written as XML.
        Some(Format::NewsXml) => match marked_up(&text) {
            Some(format) => Ok(format),
            None => Err(no_news(&text)),
        },
        // Pages and records saved as text are still that: their marks are no prose.
        Some(Format::Text) => Ok(marked_up(&text).unwrap_or(Format::Text)),
        Some(format) => Ok(format),
        None => by_content(&text, fields),
    }
}

fn by_ending(name: &str) -> Option<Format> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name).to_ascii_lowercase();
    let mut parts = file.rsplit('.').peekable();
    let mut ending = parts.next()?;
    if matches!(ending, "gz" | "gzip" | "zst" | "zstd") {
        ending = parts.next()?;
    }
    // A name without any full stop has no ending.
    parts.peek()?;
    Some(match ending {
        "txt" | "text" => Format::Text,
        "html" | "htm" | "xhtml" | "shtml" => Format::Html,
        "json" => Format::Json,
        "jsonl" | "ndjson" | "jl" => Format::JsonLines,
        "csv" => Format::Csv,
        "tsv" | "tab" => Format::Tsv,
        "warc" | "wet" => Format::Warc,
        "xml" | "nitf" | "rss" | "atom" => Format::NewsXml,
        _ => return None,
    })
}

/// The beginning as text, good enough to look at.
pub(super) fn beginning(head: &[u8]) -> String {
    match proven(head) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&head[mark..]).0.into_owned(),
        None => String::from_utf8_lossy(head).into_owned(),
    }
}

/// JSON, XML or HTML, where the beginning leaves no doubt.
fn marked_up(text: &str) -> Option<Format> {
    let text = text.trim_start();
    if text.starts_with("WARC/") {
        return Some(Format::Warc);
    }
    if is_json_feed(text) {
        return Some(Format::Feed);
    }
    match xml::root(text).as_deref() {
        Some("nitf" | "newsItem" | "newsMessage" | "packageItem") => return Some(Format::NewsXml),
        Some("rss" | "feed" | "RDF") => return Some(Format::Feed),
        _ => {}
    }
    if is_json(text) {
        return Some(if is_lines_of_json(text) { Format::JsonLines } else { Format::Json });
    }
    is_html(text).then_some(Format::Html)
}

fn by_content(text: &str, fields: &Fields) -> Result<Format, Reason> {
    let text = text.trim_start();
    if let Some(format) = marked_up(text) {
        return Ok(format);
    }
    if text.starts_with("<?xml") {
        return Err(no_news(text));
    }
    if text.starts_with("{\\rtf") {
        return Err(Reason::Binary("an RTF document".to_owned()));
    }
    let header = text.lines().next().unwrap_or_default();
    if fields::is_header(header, '\t', fields) {
        return Ok(Format::Tsv);
    }
    if [',', ';', '|'].into_iter().any(|mark| fields::is_header(header, mark, fields)) {
        return Ok(Format::Csv);
    }
    Ok(Format::Text)
}

/// XML that is none of the kinds that are read.
fn no_news(text: &str) -> Reason {
    let what = match xml::root(text.trim_start()) {
        Some(root) => format!("an XML document of <{}>", shorten(&root, 40)),
        None => "an XML document without an element".to_owned(),
    };
    Reason::Binary(format!("{what}: NewsML-G2, NITF, RSS, Atom and web pages are read"))
}

/// True for bytes that begin as a web page does.
pub(super) fn is_page(bytes: &[u8]) -> bool {
    is_html(beginning(&bytes[..bytes.len().min(1024)]).trim_start())
}

/// An object, or a list of objects; a text that begins with a bracket is neither.
fn is_json(text: &str) -> bool {
    let object = |text: &str| {
        text.strip_prefix('{').map(str::trim_start).is_some_and(|rest| rest.starts_with(['"', '}']) || rest.is_empty())
    };
    object(text)
        || text
            .strip_prefix('[')
            .map(str::trim_start)
            .is_some_and(|rest| object(rest) || rest == "]" || rest.is_empty())
}

/// An object that says it is a feed.
fn is_json_feed(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with('{') && text.chars().take(2000).collect::<String>().contains("://jsonfeed.org/version/")
}

/// The first line is an object by itself, and so is the next, as far as it is known.
fn is_lines_of_json(text: &str) -> bool {
    let Some((first, rest)) = text.trim_start().split_once('\n') else { return false };
    let first = first.trim();
    let whole = match rest.trim_start().split_once('\n') {
        Some((second, _)) => second.trim().starts_with('{') && second.trim().ends_with('}'),
        None => rest.trim_start().starts_with('{'),
    };
    whole
        && first.starts_with('{')
        && first.ends_with('}')
        && serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok()
}

fn is_html(text: &str) -> bool {
    const TAGS: [&str; 14] = [
        "!doctype html",
        "html",
        "head",
        "body",
        "meta",
        "title",
        "article",
        "main",
        "div",
        "section",
        "header",
        "p",
        "h1",
        "script",
    ];
    let starts = |text: &str| {
        let Some(tag) = text.strip_prefix('<') else { return false };
        let tag: String = tag.chars().take(16).collect::<String>().to_ascii_lowercase();
        TAGS.iter().any(|name| {
            tag.strip_prefix(name)
                .is_some_and(|rest| rest.starts_with(|c: char| c == '>' || c == '/' || c.is_whitespace()))
        })
    };
    if starts(text) {
        return true;
    }
    // An XML declaration or comments first.
    (text.starts_with("<?xml") || text.starts_with("<!--")) && {
        let lower = text.chars().take(8192).collect::<String>().to_ascii_lowercase();
        lower.contains("<html") || lower.contains("<!doctype html")
    }
}

/// What well-known first bytes say.
pub(super) fn known_binary(head: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 17] = [
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or office document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
        (b"\x89PNG\r\n", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"RIFF", "a RIFF sound, film or picture"),
        (b"\x7fELF", "a program"),
        (b"BZh", "a bzip2 archive: gzip and zstd are read"),
        (b"\xfd7zXZ\0", "an xz archive: gzip and zstd are read"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive: gzip and zstd are read"),
        (b"Rar!\x1a\x07", "a RAR archive: gzip and zstd are read"),
        (b"\x1f\x8b", "compressed twice"),
        (b"\x28\xb5\x2f\xfd", "compressed twice"),
        (b"SQLite format 3\0", "an SQLite file"),
        (b"PAR1", "a Parquet file"),
        (b"ARROW1\0", "an Arrow file"),
    ];
    KNOWN.iter().find(|(first, _)| head.starts_with(first)).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(name: &str, head: &[u8]) -> Result<Format, Reason> {
        super::format(name, head, &Fields::default())
    }

    #[test]
    fn names_tell_first() {
        assert_eq!(format("a/b.TXT", b"id,text\n1,a"), Ok(Format::Text));
        assert_eq!(format("a.txt", b"{not json} Talks"), Ok(Format::Text));
        assert_eq!(format("a.b/c.html.gz", b""), Ok(Format::Html));
        assert_eq!(format("x.ndjson.zst", b""), Ok(Format::JsonLines));
        assert_eq!(format("x.json", b"{\"a\": 1}\n{\"a\": 2}\n"), Ok(Format::JsonLines));
        assert_eq!(format("x.json", b"{\n\"a\": 1\n}\n"), Ok(Format::Json));
        assert_eq!(format("json", b"text"), Ok(Format::Text));
    }

    #[test]
    fn content_tells_else() {
        for (head, expected) in [
            ("", Format::Text),
            ("Talks, more talks, and text", Format::Text),
            ("[Editor's note] Talks", Format::Text),
            ("{not json}", Format::Text),
            ("  {\"text\": \"a\"", Format::Json),
            ("[ {\"text\": \"a\"", Format::Json),
            ("{\"text\": \"a\"}\n{\"text\": \"b\"}", Format::JsonLines),
            ("<!DOCTYPE html><p>", Format::Html),
            ("\n<HTML lang=en>", Format::Html),
            ("<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC", Format::Html),
            ("<Reuters> Talks", Format::Text),
            ("id,text,date\n1,a,b", Format::Csv),
            ("id;headline;text\n1;a;b", Format::Csv),
            ("id\ttext\n1\ta", Format::Tsv),
        ] {
            assert_eq!(format("-", head.as_bytes()), Ok(expected), "{head}");
        }
        for (head, expected) in [
            ("<!DOCTYPE html><p>", Format::Html),
            ("{\"text\": \"a\"}", Format::Json),
            ("{\"text\": \"a\"}\n{\"text\": \"b\"}", Format::JsonLines),
        ] {
            assert_eq!(format("a.txt", head.as_bytes()), Ok(expected), "{head}");
        }
        let fields = Fields { text: Some("Artikel".to_owned()), ..Fields::default() };
        assert_eq!(super::format("-", b"Wann;Artikel\n1;a", &fields), Ok(Format::Csv));
        assert!(matches!(format("a.txt", b"%PDF-1.7"), Err(Reason::Binary(_))));
        for (head, expected) in [
            ("<?xml version=\"1.0\"?>\n<!-- news --><rss version=\"2.0\">", Format::Feed),
            ("<feed xmlns=\"http://www.w3.org/2005/Atom\">", Format::Feed),
            ("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">", Format::Feed),
            ("{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}", Format::Feed),
            ("<!DOCTYPE nitf SYSTEM \"nitf.dtd\"><nitf>", Format::NewsXml),
            ("<newsItem guid=\"a\">", Format::NewsXml),
            ("WARC/1.0\r\nWARC-Type: warcinfo\r\n", Format::Warc),
        ] {
            assert_eq!(format("a", head.as_bytes()), Ok(expected), "{head}");
            assert_eq!(format("a.xml", head.as_bytes()), Ok(expected), "{head}");
        }
        assert_eq!(format("a.xml", b"<?xml version=\"1.0\"?><html><p>"), Ok(Format::Html));
        assert!(matches!(format("a", b"<?xml version=\"1.0\"?><invoice>"), Err(Reason::Binary(_))));
        assert!(matches!(format("a.xml", b"<invoice>"), Err(Reason::Binary(_))));
    }
}
