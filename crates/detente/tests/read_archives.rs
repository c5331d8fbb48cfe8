//! Web archives, XML of news agencies and feeds.

use std::io::{Cursor, Write};

use detente::read::{Document, Input, Options, Passed, ReadError, Reader, Reason};
use jiff::civil::date;
use proptest::prelude::*;

type Read = Vec<Result<Document, ReadError>>;

fn read(name: &str, bytes: impl Into<Vec<u8>>) -> (Read, Passed) {
    let mut reader = Reader::new([Input::stream(name, Cursor::new(bytes.into()))], Options::default());
    let passed = reader.passed();
    (reader.by_ref().collect(), passed)
}

fn one(name: &str, text: &str) -> Document {
    let (mut all, _) = read(name, text);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0).expect("a report")
}

fn errors(read: &Read) -> Vec<String> {
    read.iter().filter_map(|r| r.as_ref().err().map(ToString::to_string)).collect()
}

fn ids(read: &Read) -> Vec<&str> {
    read.iter().map(|r| r.as_ref().map_or("error", |d| d.id.as_str())).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("writing to memory")
}

const ARTICLE: &str = "<!DOCTYPE html><html><head><title>Envoys meet in Muscat</title></head><body><article>\
    <p>Envoys of the two neighbours met in Muscat on Tuesday and agreed to reopen the crossing before the harvest.</p>\
    <p>Neither side said what would become of the men who were taken in spring.</p></article></body></html>";

fn record(kind: &str, url: &str, content_type: &str, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-03-04T05:06:07Z\r\n\
         Content-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

fn response(url: &str, status: &str, content_type: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n", body.len());
    record("response", url, "application/http; msgtype=response", &[head.as_bytes(), body].concat())
}

fn archive() -> Vec<Vec<u8>> {
    vec![
        record("warcinfo", "", "application/warc-fields", b"software: a crawler\r\n"),
        record("request", "https://a.example/1", "application/http; msgtype=request", b"GET /1 HTTP/1.1\r\n\r\n"),
        response("https://a.example/1", "200 OK", "text/html; charset=utf-8", ARTICLE.as_bytes()),
        response("https://a.example/p", "200 OK", "image/png", b"\x89PNG"),
        response("https://a.example/2", "301 Moved", "text/html", b""),
        response("https://a.example/3", "200 OK", "", ARTICLE.replace("Muscat", "Doha").as_bytes()),
        record("conversion", "https://a.example/4", "text/plain", b"The envoys met again, in Amman.\n"),
    ]
}

#[test]
fn an_archive_gives_its_pages_and_tells_the_rest() {
    let plain = archive().concat();
    let (all, passed) = read("a.warc", plain.clone());
    assert_eq!(ids(&all), ["https://a.example/1", "https://a.example/3", "https://a.example/4"]);
    let first = all[0].as_ref().expect("a report");
    assert_eq!(first.title.as_deref(), Some("Envoys meet in Muscat"));
    assert_eq!((first.published, first.warnings.len()), (Some(date(2021, 3, 4)), 1));
    assert_eq!((first.url.as_deref(), first.place.as_str()), (Some("https://a.example/1"), "a.warc, record 3"));
    assert!(first.text.starts_with("Envoys of the two") && first.text.ends_with("in spring."), "{}", first.text);
    let line = "a.warc: passed over as no reports: 1 answers with status 301, 1 records of image/png";
    assert_eq!(passed.lines(), [line]);
    // A member of gzip for each record, as archives are kept; known by its content too.
    let packed: Vec<u8> = archive().iter().flat_map(|record| gzip(record)).collect();
    for (name, bytes) in [("a.warc.gz", packed), ("-", plain)] {
        let (again, _) = read(name, bytes);
        assert_eq!(ids(&again), ids(&all), "{name}");
    }
}

#[test]
fn lying_lengths_cost_one_record() {
    let parts = archive();
    let told = |false_length: &str| {
        let text = String::from_utf8_lossy(&parts[2]).into_owned();
        let at = text.find("Content-Length: ").expect("a length") + 16;
        let end = at + text[at..].find('\r').expect("a line end");
        let liar = format!("{}{false_length}{}", &text[..at], &text[end..]);
        [parts[0].clone(), liar.into_bytes(), parts[5].clone(), parts[6].clone()].concat()
    };
    for length in ["20", "900", "1100"] {
        let (all, _) = read("a.warc", told(length));
        assert_eq!(ids(&all), ["error", "https://a.example/3", "https://a.example/4"], "{length}: {all:?}");
        let expected =
            format!("a.warc, record 2: malformed WARC: its length is not {length} bytes, as its header says");
        assert_eq!(errors(&all), [expected]);
    }
    for (length, reason) in [("many", "expected a number of bytes"), ("-4", "expected a number of bytes")] {
        let (all, _) = read("a.warc", told(length));
        assert!(errors(&all)[0].ends_with(reason), "{all:?}");
        assert_eq!(ids(&all)[1..], ["https://a.example/3", "https://a.example/4"]);
    }
    let (all, _) = read("a.warc", told("99999999999"));
    let limit = Options::default().max_bytes;
    assert_eq!(
        all[0].as_ref().map_err(|e| e.reason.clone()),
        Err(Reason::Damaged("the archive ends inside a record".into())),
        "{limit}"
    );
    let whole = archive().concat();
    let (all, _) = read("a.warc", &whole[..whole.len() - 20]);
    assert_eq!(
        errors(&all),
        ["a.warc, record 7: the compressed data is damaged or cut off: the archive ends inside a record"]
    );
    let (all, _) = read("a.warc", archive()[..2].concat());
    assert_eq!(errors(&all), ["a.warc: no report in it"]);
    let (all, _) = read("a.warc", "no archive at all");
    assert_eq!(errors(&all), ["a.warc: malformed WARC: no record in it"]);
}

proptest! {
    #[test]
    fn no_archive_is_too_broken(at in 0usize..2500, byte: u8, cut in 0usize..2500) {
        let mut bytes = archive().concat();
        let at = at % bytes.len();
        bytes[at] = byte;
        bytes.truncate(bytes.len() - cut % bytes.len());
        for read in read("a.warc", bytes).0.into_iter().flatten() {
            prop_assert!(!read.text.is_empty());
        }
    }
}

const NITF: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-5.dtd">
<nitf><head><title>slug</title><docdata><doc-id id-string="x-17"/><date.issue norm="20190603T101500Z"/></docdata>
<pubdata name="The Ledger" date.publication="20190604"/></head>
<body><body.head><hedline><hl1>Ministers sign  grain
 accord</hl1></hedline><byline>By A. Writer</byline><dateline><location>ODESA</location>, <story.date>June 3</story.date></dateline></body.head>
<body.content><media><media-caption>A ship.</media-caption></media>
<block><p>The ministers of <location>Ukraine</location> and Egypt signed an accord on grain.</p>
<hl2>Ships</hl2><p>Ships are to sail&#8217;s end.</p></block></body.content></body></nitf>"#;

#[test]
fn nitf_is_a_report() {
    let read = one("a.xml", NITF);
    assert_eq!((read.id.as_str(), read.title.as_deref()), ("x-17", Some("Ministers sign grain accord")));
    assert_eq!((read.published, read.publisher.as_deref()), (Some(date(2019, 6, 3)), Some("The Ledger")));
    assert_eq!(
        read.text,
        "ODESA, June 3\n\nThe ministers of Ukraine and Egypt signed an accord on grain.\n\nShips\n\nShips are to sail’s end."
    );
}

fn item(guid: &str, class: &str, content: &str) -> String {
    format!(
        r#"<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="2"><itemMeta>
        <itemClass qcode="ninat:{class}"/><provider literal="Coastal Press"/><versionCreated>2020-02-02T23:00:00+09:00</versionCreated>
        <pubStatus qcode="stat:usable"/></itemMeta><contentMeta><headline>Talks resume</headline></contentMeta>
        <contentSet>{content}</contentSet></newsItem>"#
    )
}

#[test]
fn newsml_items_and_messages() {
    let xhtml = r#"<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head>
        <body><p>The talks were resumed.</p><p>They <b>may</b> go on.</p></body></html></inlineXML>"#;
    let read = one("a.xml", &item("urn:a", "text", xhtml));
    assert_eq!((read.id.as_str(), read.title.as_deref()), ("urn:a", Some("Talks resume")));
    assert_eq!((read.published, read.publisher.as_deref()), (Some(date(2020, 2, 2)), Some("Coastal Press")));
    assert_eq!(read.text, "The talks were resumed.\n\nThey may go on.");
    let nitf =
        NITF.split_once("?>").map_or("", |(_, rest)| rest).replace("<!DOCTYPE nitf SYSTEM \"nitf-3-5.dtd\">", "");
    let inside = format!("<inlineXML contenttype=\"application/nitf+xml\">{nitf}</inlineXML>");
    let plain = "<inlineData contenttype=\"text/plain\">The talks were broken off.</inlineData>";
    let away = "<remoteContent href=\"http://a.example/x.jpg\"/>";
    let message = format!(
        "<newsMessage><header/><itemSet>{}{}{}{}<packageItem/></itemSet></newsMessage>",
        item("urn:b", "text", &inside),
        item("urn:c", "picture", away),
        item("urn:d", "text", plain),
        item("urn:e", "text", away)
    );
    let (all, passed) = read_all(&message);
    assert_eq!(ids(&all), ["urn:b", "urn:d", "error"]);
    assert!(all[0].as_ref().expect("a report").text.starts_with("ODESA, June 3\n\nThe ministers"));
    assert_eq!(
        errors(&all),
        ["m.xml, record 3: malformed XML: its text is not in it: expected <inlineXML> or <inlineData>"]
    );
    assert_eq!(passed.lines(), ["m.xml: passed over as no reports: 1 <packageItem>, 1 items that are no text"]);
}

fn read_all(text: &str) -> (Read, Passed) {
    read("m.xml", text)
}

#[test]
fn feeds_of_every_kind() {
    let rss = r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
        <title>The Ledger</title><link>http://a.example/</link><description>d</description>
        <item><title>Troops &amp; tanks</title><link>http://a.example/1</link><guid>g-1</guid><pubDate>Thu, 16 May 2024 23:30:00 -0500</pubDate>
        <description>Short.</description><content:encoded><![CDATA[<p>Troops left the valley.</p><p>The tanks stayed.</p>]]></content:encoded></item>
        <item><title>Nothing</title><link>http://a.example/2</link></item></channel></rss>"#;
    let (all, _) = read("f.rss", rss);
    let first = all[0].as_ref().expect("a report");
    assert_eq!((first.id.as_str(), first.title.as_deref()), ("g-1", Some("Troops & tanks")));
    assert_eq!(first.text, "Troops left the valley.\n\nThe tanks stayed.");
    assert_eq!((first.published, first.url.as_deref()), (Some(date(2024, 5, 16)), Some("http://a.example/1")));
    assert_eq!((first.publisher.as_deref(), first.place.as_str()), (Some("The Ledger"), "f.rss, record 1"));
    assert_eq!(errors(&all), ["f.rss, record 2: empty: no text to read"]);
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><id>f</id><updated>2023-01-02T03:04:05Z</updated>
        <entry><title>Grain</title><id>urn:1</id><updated>2023-01-02T03:04:05Z</updated>
        <link rel="alternate" href="http://a.example/g"/><content type="html">&lt;p&gt;Grain was sold.&lt;/p&gt;</content></entry></feed>"#;
    let read = one("-", atom);
    assert_eq!((read.id.as_str(), read.text.as_str()), ("urn:1", "Grain was sold."));
    assert_eq!((read.published, read.url.as_deref()), (Some(date(2023, 1, 2)), Some("http://a.example/g")));
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": [
        {"id": "j1", "url": "http://a.example/j", "content_text": "Oil was sold.", "date_published": "2022-03-04T00:00:00Z"}]}"#;
    assert_eq!(one("f.json", json).text, "Oil was sold.");
}

#[test]
fn xml_that_is_none_of_these_or_broken() {
    for (text, expected) in [
        ("<nitf><body>", "a.xml: malformed XML: "),
        ("<rss version=\"2.0\"><channel><title>t</title></channel></rss>", "a.xml: malformed feed: no entry in it"),
        (
            "<invoice/>",
            "a.xml: not text: an XML document of <invoice>: NewsML-G2, NITF, RSS, Atom and web pages are read",
        ),
        ("<nitf/>", "a.xml: malformed XML: <nitf> without <body.content>"),
        ("<newsItem/>", "a.xml: malformed XML: <newsItem> without <contentSet>"),
    ] {
        let (all, _) = read("a.xml", text);
        assert_eq!(all.len(), 1);
        assert!(errors(&all)[0].starts_with(expected), "{:?}", errors(&all));
    }
    // Entities that grow without end are refused, not expanded.
    let mut bomb = "<!DOCTYPE nitf [<!ENTITY a \"word word word word word word word word \">".to_owned();
    for (name, inner) in ["b", "c", "d", "e", "f", "g", "h", "i", "j"].iter().zip("abcdefghi".chars()) {
        bomb.push_str(&format!("<!ENTITY {name} \"{}\">", format!("&{inner};").repeat(12)));
    }
    bomb.push_str("]><nitf><body><body.content><p>&j;</p></body.content></body></nitf>");
    assert!(errors(&read("a.xml", bomb).0)[0].starts_with("a.xml: malformed XML: "));
    let deep = format!("<nitf><body><body.content>{}", "<p>".repeat(200_000));
    assert_eq!(read("a.xml", deep).0.len(), 1);
}
