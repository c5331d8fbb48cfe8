//! Sources that are fetched: feeds, the articles they lead to, pages.

use super::arguments::Ingest;
use super::ingest::Intake;
use crate::code::options;
use crate::progress::Progress;
use detente::read::{Consumed, Document, Format, Input, Options, ReadError, Reader, Reason};
use detente_fetch::{Answer, FetchError, Fetched, Fetcher, Manners, Schedule, Validators, is_address};
use detente_store::Archive;
use std::error::Error;
use std::io::Cursor;
use std::time::{Duration, Instant};

/// How the warning begins that stands in a report whose article could not be fetched.
const NOT_FETCHED: &str = "the article could not be fetched, so this is what the feed says: ";

/// The addresses and when each of them is asked next.
pub struct Feeds<'a> {
    arguments: &'a Ingest,
    fetcher: Fetcher,
    sources: Vec<Source<'a>>,
}

struct Source<'a> {
    address: &'a str,
    schedule: Schedule,
    next: Instant,
}

impl<'a> Feeds<'a> {
    /// Addresses of which none was asked yet.
    pub fn new(addresses: &'a [String], arguments: &'a Ingest) -> Self {
        let manners = Manners {
            agent: format!("detente/{}", detente::VERSION),
            pause: Duration::from_millis(arguments.pause),
            bytes: arguments.coding.max_bytes,
            ..Manners::default()
        };
        let every = Duration::from_secs(60 * arguments.every);
        let seed = u64::from(std::process::id());
        let source = |(n, address): (usize, &'a String)| Source {
            address,
            schedule: Schedule::new(every, seed + n as u64),
            next: Instant::now(),
        };
        Self { arguments, fetcher: Fetcher::new(manners), sources: addresses.iter().enumerate().map(source).collect() }
    }

    /// Takes in what the addresses have: once, or with `--follow` until the program is stopped.
    pub fn take_in(mut self, intake: &mut Intake) -> Result<(), Box<dyn Error>> {
        loop {
            for source in &mut self.sources {
                if source.next > Instant::now() {
                    continue;
                }
                let wait = match ask(&mut self.fetcher, source.address, self.arguments, intake)? {
                    Ok(()) => source.schedule.done(),
                    Err(error) => source.schedule.failed(error.again()),
                };
                source.next = Instant::now() + wait;
            }
            let next = self.sources.iter().map(|source| source.next).min();
            match next {
                Some(next) if self.arguments.follow => {
                    std::thread::sleep(next.saturating_duration_since(Instant::now()));
                }
                _ => return Ok(()),
            }
        }
    }
}

/// Asks one address and stores what is new.
fn ask(
    fetcher: &mut Fetcher,
    address: &str,
    arguments: &Ingest,
    intake: &mut Intake,
) -> Result<Result<(), FetchError>, Box<dyn Error>> {
    let known = intake.store.feed(address)?;
    // What is to be coded again must be read again.
    let known = if arguments.recode {
        Validators::default()
    } else {
        Validators { etag: known.etag, modified: known.modified }
    };
    let fetched = match fetcher.fetch(address, &known) {
        Ok(Answer::Fetched(fetched)) => fetched,
        Ok(Answer::Unchanged) => {
            intake.store.feed_answered(address, known.etag.as_deref(), known.modified.as_deref())?;
            return Ok(Ok(()));
        }
        Err(error) => {
            eprintln!("detente: {address}: {error}");
            intake.store.feed_failed(address, &error.to_string())?;
            intake.tally.failed += 1;
            return Ok(Err(error));
        }
    };
    let before = intake.tally.stored;
    let progress = Progress::over(&[], Consumed::default(), false);
    let Fetched { bytes, validators, .. } = fetched;
    let articles = arguments.fetch_articles && Format::of(address, &bytes) == Some(Format::Feed);
    let options = Options { bare_entries: articles, ..options(&arguments.coding) };
    let reports = Reader::new([Input::stream(address, Cursor::new(bytes))], options);
    let passed = reports.passed();
    if articles {
        let archive = Archive::open(&arguments.db)?;
        intake.take(reports.map(move |read| whole(fetcher, &archive, arguments, read)), &progress)?;
    } else {
        intake.take(reports, &progress)?;
    }
    passed.lines().iter().for_each(|line| progress.line(&format!("detente: {line}")));
    progress.finish();
    intake.store.feed_answered(address, validators.etag.as_deref(), validators.modified.as_deref())?;
    let new = intake.tally.stored - before;
    if arguments.follow && new > 0 {
        eprintln!("detente: {address}: {new} reports stored");
    }
    Ok(Ok(()))
}

/// The article that an entry of a feed leads to, in its place; an entry whose article is stored stays as stored.
fn whole(
    fetcher: &mut Fetcher,
    archive: &Archive,
    arguments: &Ingest,
    read: Result<Document, ReadError>,
) -> Result<Document, ReadError> {
    let mut entry = read?;
    let Some(address) = entry.url.clone().filter(|url| is_address(url)) else {
        return if entry.text.is_empty() { Err(ReadError::new(entry.place, Reason::Empty)) } else { Ok(entry) };
    };
    if let Ok(Some(stored)) = archive.document(&entry.id)
        && !arguments.recode
        && !stored.warnings.iter().any(|w| w.starts_with(NOT_FETCHED))
    {
        return Ok(Document { place: entry.place, ..stored });
    }
    let problem = match fetcher.fetch(&address, &Validators::default()) {
        Ok(Answer::Fetched(fetched)) => match article(fetched, &entry, arguments) {
            Ok(article) => return Ok(article),
            Err(error) => error.reason.to_string(),
        },
        Ok(Answer::Unchanged) => "the server does not send it".to_owned(),
        Err(error) => error.to_string(),
    };
    if entry.text.is_empty() {
        return Err(ReadError::new(entry.place, Reason::Unreadable(format!("{address}: {problem}"))));
    }
    entry.warnings.push(format!("{NOT_FETCHED}{problem}"));
    Ok(entry)
}

/// What was fetched, with what the feed says of it.
fn article(fetched: Fetched, entry: &Document, arguments: &Ingest) -> Result<Document, ReadError> {
    let page = Input::stream(&fetched.address, Cursor::new(fetched.bytes));
    let none = || ReadError::new(&fetched.address, Reason::NoArticle);
    let article = Reader::new([page], options(&arguments.coding)).next().ok_or_else(none)??;
    Ok(Document {
        id: entry.id.clone(),
        title: article.title.or_else(|| entry.title.clone()),
        published: entry.published.or(article.published),
        publisher: article.publisher.or_else(|| entry.publisher.clone()),
        url: article.url.or_else(|| entry.url.clone()),
        place: entry.place.clone(),
        ..article
    })
}
