//! `ingest` from a server on this machine.

mod program;
#[path = "program/store.rs"]
mod stored;

use program::{detente, start, text};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use stored::number;

/// A newsroom: a feed of two entries, one of which leads to an article.
struct Newsroom {
    address: String,
    /// Paths that were asked for.
    asked: Arc<Mutex<Vec<String>>>,
    /// Entries in the feed.
    entries: Arc<AtomicUsize>,
}

const ARTICLE: &str = "<!DOCTYPE html><html><head><title>Envoys sent home</title></head><body><article>\
    <p>PARIS (AP) — France expelled two Russian diplomats on Thursday, the foreign ministry said.</p>\
    <p>Moscow condemned the decision and promised to answer it within days, as it has done before.</p></article></body></html>";

fn answer(path: &str, known: bool, entries: usize) -> String {
    let item = |n: usize| {
        let description =
            if n == 0 { "" } else { "<description>Iran rejected the offer of talks with France.</description>" };
        format!(
            "<item><title>Report {n}</title><link>ADDRESS/{n}.html</link><guid>urn:{n}</guid>\
            <pubDate>Thu, 14 Mar 2024 10:00:00 GMT</pubDate>{description}</item>"
        )
    };
    let feed = || {
        let items: String = (0..entries).map(item).collect();
        format!(
            "<rss version=\"2.0\"><channel><title>The Ledger</title><link>ADDRESS</link><description>d</description>{items}</channel></rss>"
        )
    };
    let ok = |headers: &str, body: &str| {
        format!("HTTP/1.1 200 OK\r\nConnection: close\r\n{headers}Content-Length: {}\r\n\r\n{body}", body.len())
    };
    let none = |status: &str| format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    match path {
        "/feed.xml" if known => none("304 Not Modified"),
        "/feed.xml" => ok(&format!("ETag: \"{entries}\"\r\n"), &feed()),
        "/0.html" => ok("Content-Type: text/html\r\n", ARTICLE),
        "/robots.txt" => ok("", "User-agent: *\nDisallow: /1.html\n"),
        _ => none("404 Not Found"),
    }
}

fn newsroom() -> Newsroom {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let (asked, entries) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicUsize::new(2)));
    let (noted, shown, own) = (asked.clone(), entries.clone(), address.clone());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let lines: Vec<String> =
                BufReader::new(&stream).lines().map_while(Result::ok).take_while(|l| !l.is_empty()).collect();
            let path = lines.first().and_then(|l| l.split(' ').nth(1)).unwrap_or_default().to_owned();
            let entries = shown.load(Ordering::SeqCst);
            let known = lines.iter().any(|l| l.to_ascii_lowercase() == format!("if-none-match: \"{entries}\""));
            let body = answer(&path, known, entries);
            noted.lock().expect("the list").push(path);
            // The length is that of the text with the address in it.
            let (head, body) = body.split_once("\r\n\r\n").expect("an answer");
            let body = body.replace("ADDRESS", &own);
            let head: Vec<String> = head
                .split("\r\n")
                .map(|l| {
                    if l.starts_with("Content-Length") {
                        format!("Content-Length: {}", body.len())
                    } else {
                        l.to_owned()
                    }
                })
                .collect();
            let _ = (&stream).write_all(format!("{}\r\n\r\n{body}", head.join("\r\n")).as_bytes());
        }
    });
    Newsroom { address, asked, entries }
}

fn string(db: &Path, sql: &str) -> String {
    rusqlite::Connection::open(db).expect("a database").query_row(sql, [], |r| r.get(0)).expect(sql)
}

#[test]
fn articles_are_fetched_once_and_what_may_not_be_fetched_is_not() {
    let room = newsroom();
    let folder = tempfile::tempdir().expect("a folder");
    let db = folder.path().join("a.db");
    let feed = format!("{}/feed.xml", room.address);
    let file = db.to_str().expect("a plain path");
    let arguments = ["ingest", &feed, "--fetch-articles", "--pause", "0", "--db", file];
    let first = detente(&arguments, "");
    assert_eq!(first.status.code(), Some(0), "{}", text(&first.stderr));
    assert!(text(&first.stderr).contains("2 reports stored"), "{}", text(&first.stderr));
    let row = string(
        &db,
        "SELECT title || '|' || published || '|' || publisher || '|' || url FROM documents WHERE id = 'urn:0'",
    );
    assert_eq!(row, format!("Envoys sent home|2024-03-14|The Ledger|{}/0.html", room.address));
    assert!(string(&db, "SELECT text FROM documents WHERE id = 'urn:0'").contains("promised to answer"));
    let french = "SELECT count(*) FROM event_table WHERE document = 'urn:0' AND actor_countries = 'FRA'";
    assert!(number(&db, french) > 0);
    // The rules of the server keep the second from being fetched: what the feed says is stored, and why.
    assert!(string(&db, "SELECT text FROM documents WHERE id = 'urn:1'").starts_with("Iran rejected"));
    assert!(string(&db, "SELECT warnings FROM documents WHERE id = 'urn:1'").contains("robots.txt asks not to"));
    let again = detente(&arguments, "");
    assert!(text(&again.stderr).contains("0 reports stored"), "{}", text(&again.stderr));
    room.entries.store(3, Ordering::SeqCst);
    let more = detente(&arguments, "");
    assert!(text(&more.stderr).contains("1 reports stored, 2 stored before"), "{}", text(&more.stderr));
    let asked = room.asked.lock().expect("the list").clone();
    assert_eq!(asked.iter().filter(|p| *p == "/0.html").count(), 1, "{asked:?}");
    assert_eq!(asked.iter().filter(|p| *p == "/1.html").count(), 0, "{asked:?}");
}

#[test]
fn without_articles_the_feed_itself_is_coded_and_trouble_is_named() {
    let room = newsroom();
    let folder = tempfile::tempdir().expect("a folder");
    let db = folder.path().join("a.db");
    let file = db.to_str().expect("a plain path");
    let (feed, gone) = (format!("{}/feed.xml", room.address), format!("{}/gone.xml", room.address));
    let out = detente(&["ingest", &feed, &gone, "--pause", "0", "--db", file], "");
    let said = text(&out.stderr);
    assert_eq!(out.status.code(), Some(1), "{said}");
    assert!(said.contains(&format!("{gone}: the server answers with status 404")), "{said}");
    assert!(said.contains("record 1: empty: no text to read"), "{said}");
    assert!(said.contains("1 reports stored, 2 failed"), "{said}");
    assert_eq!(number(&db, "SELECT failures FROM feeds WHERE address LIKE '%gone.xml'"), 1);
    assert_eq!(number(&db, "SELECT failures FROM feeds WHERE address LIKE '%feed.xml'"), 0);
    let page = detente(&["ingest", &format!("{}/0.html", room.address), "--pause", "0", "--db", file], "");
    assert!(text(&page.stderr).contains("1 reports stored"), "{}", text(&page.stderr));
    let wrong = detente(&["ingest", "news/", "--follow", "--db", file], "");
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn whoever_follows_gets_what_comes_until_stopped() {
    let room = newsroom();
    let folder = tempfile::tempdir().expect("a folder");
    let db = folder.path().join("a.db");
    let feed = format!("{}/feed.xml", room.address);
    let mut child = start(&["ingest", &feed, "--follow", "--pause", "0", "--db", db.to_str().expect("a plain path")]);
    let began = Instant::now();
    // What has come is stored while it goes on.
    while !db.exists()
        || rusqlite::Connection::open(&db)
            .and_then(|c| c.query_row("SELECT count(*) FROM documents", [], |r| r.get::<_, i64>(0)))
            .unwrap_or(0)
            == 0
    {
        assert!(began.elapsed() < Duration::from_secs(60), "nothing was stored");
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(child.try_wait().expect("the child").is_none(), "it goes on");
    child.kill().expect("it can be stopped");
    let mut said = String::new();
    child.stderr.take().expect("its words").read_to_string(&mut said).expect("text");
    child.wait().expect("it ends");
    assert!(said.contains("1 reports stored") || said.contains("record 1"), "{said}");
    assert_eq!(number(&db, "SELECT count(*) FROM documents"), 1);
}
