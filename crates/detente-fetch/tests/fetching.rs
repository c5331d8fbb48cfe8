//! Against a server on this machine.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use detente_fetch::{Answer, FetchError, Fetcher, Manners, Validators};

/// What was asked: the path, and what `If-None-Match` said.
type Asked = Arc<Mutex<Vec<(String, Option<String>)>>>;

/// Serves `answer(path, if-none-match)` to whoever asks, each on a connection of its own; its address.
fn serve(answer: impl Fn(&str, Option<&str>) -> Vec<u8> + Send + 'static) -> (String, Asked) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let asked = Asked::default();
    let noted = asked.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut lines = BufReader::new(&stream).lines().map_while(Result::ok).take_while(|l| !l.is_empty());
            let first = lines.next().unwrap_or_default();
            let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
            let etag =
                lines.filter_map(|l| l.to_ascii_lowercase().strip_prefix("if-none-match: ").map(str::to_owned)).last();
            noted.lock().expect("the list").push((path.clone(), etag.clone()));
            // Whoever hangs up early has seen enough.
            let _ = (&stream).write_all(&answer(&path, etag.as_deref()));
        }
    });
    (address, asked)
}

fn ok(headers: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n{body}", body.len())
        .into_bytes()
}

fn status(status: &str, headers: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: 0\r\n{headers}\r\n").into_bytes()
}

fn hasty() -> Fetcher {
    Fetcher::new(Manners {
        pause: Duration::ZERO,
        patience: Duration::from_secs(2),
        bytes: 10_000,
        ..Manners::default()
    })
}

fn fetch(fetcher: &mut Fetcher, address: &str) -> Result<Answer, FetchError> {
    fetcher.fetch(address, &Validators::default())
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let (server, asked) = serve(|path, etag| match (path, etag) {
        ("/feed", Some("\"one\"")) => status("304 Not Modified", ""),
        ("/feed", _) => ok("ETag: \"one\"\r\nLast-Modified: Thu, 16 May 2024 10:00:00 GMT\r\n", "news"),
        _ => status("404 Not Found", ""),
    });
    let mut fetcher = hasty();
    let Ok(Answer::Fetched(first)) = fetch(&mut fetcher, &format!("{server}/feed")) else { panic!("the feed") };
    assert_eq!((first.bytes.as_slice(), first.address), (&b"news"[..], format!("{server}/feed")));
    assert_eq!(first.validators.modified.as_deref(), Some("Thu, 16 May 2024 10:00:00 GMT"));
    let again = fetcher.fetch(&format!("{server}/feed"), &first.validators);
    assert!(matches!(again, Ok(Answer::Unchanged)), "{again:?}");
    let paths: Vec<String> = asked.lock().expect("the list").iter().map(|(path, _)| path.clone()).collect();
    assert_eq!(paths, ["/robots.txt", "/feed", "/feed"], "the rules are read once");
}

#[test]
fn the_rules_of_a_server_hold() {
    let rules = "User-agent: detente\nDisallow: /drafts\nCrawl-delay: 0.3\n";
    let (server, _) = serve(move |path, _| match path {
        "/robots.txt" => ok("", rules),
        _ => ok("", "news"),
    });
    let mut fetcher = hasty();
    assert!(matches!(fetch(&mut fetcher, &format!("{server}/drafts/1")), Err(FetchError::Disallowed)));
    let began = Instant::now();
    for n in 0..3 {
        assert!(fetch(&mut fetcher, &format!("{server}/{n}")).is_ok());
    }
    assert!(began.elapsed() >= Duration::from_millis(600), "it waits as long as it is asked to");
    let (server, _) = serve(|_, _| status("503 Service Unavailable", ""));
    let error = fetch(&mut hasty(), &format!("{server}/1")).expect_err("no rules, no visit");
    assert!(matches!(error, FetchError::Robots(_)), "{error}");
}

#[test]
fn servers_in_trouble_are_told_apart() {
    let (server, _) = serve(|path, _| match path {
        "/robots.txt" => status("404 Not Found", ""),
        "/busy" => status("429 Too Many Requests", "Retry-After: 120\r\n"),
        "/around" => status("302 Found", "Location: /around\r\n"),
        "/moved" => status("301 Moved Permanently", "Location: /here\r\n"),
        "/here" => ok("", "news"),
        "/long" => ok("", &"news ".repeat(4_000)),
        "/endless" => b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 900000\r\n\r\nnews".to_vec(),
        "/slow" => {
            std::thread::sleep(Duration::from_secs(3));
            ok("", "news")
        }
        _ => b"nonsense".to_vec(),
    });
    let mut fetcher = hasty();
    let mut failed = |path: &str| fetch(&mut fetcher, &format!("{server}{path}")).expect_err(path);
    let busy = failed("/busy");
    assert_eq!(
        (busy.again(), busy.to_string().as_str()),
        (Some(Duration::from_secs(120)), "the server answers with status 429")
    );
    assert!(matches!(failed("/around"), FetchError::Redirected(5)));
    assert!(matches!(failed("/long"), FetchError::TooLong(10_000)));
    failed("/endless");
    failed("/nonsense");
    assert!(matches!(failed("/slow"), FetchError::TooSlow(_)));
    let Ok(Answer::Fetched(moved)) = fetch(&mut fetcher, &format!("{server}/moved")) else { panic!("the page") };
    assert_eq!(moved.address, format!("{server}/here"));
    assert!(fetch(&mut fetcher, "http://127.0.0.1:9/feed").is_err());
    assert!(fetch(&mut fetcher, "http://").is_err());
}
