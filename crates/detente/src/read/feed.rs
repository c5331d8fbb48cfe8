//! Feeds (RSS, Atom, JSON Feed): a report an entry.

use std::io::Read;

use feed_rs::model::{Entry, Link};
use feed_rs::parser::Builder;

use super::date::parse_date;
use super::document::{Document, Parts};
use super::error::{ReadError, Reason};
use super::options::Options;
use super::unpack::read_all;
use super::{paragraphs, tree};

/// The reports of a feed, in its order.
pub(super) fn read(stream: &mut dyn Read, name: &str, options: &Options) -> Vec<Result<Document, ReadError>> {
    let feed = match read_all(stream, options.max_bytes).and_then(|bytes| Feed::parse(&bytes)) {
        Ok(feed) => feed,
        Err(reason) => return vec![Err(ReadError::new(name, reason))],
    };
    let reports = feed.entries.into_iter().enumerate().map(|(at, parts)| {
        let failed = |reason| ReadError::new(name, reason).in_record(at as u64 + 1);
        let mut parts = parts.map_err(failed)?;
        let bare = options.bare_entries && parts.text.is_empty();
        if bare {
            parts.text = parts.title.clone().unwrap_or_default();
        }
        let mut document = parts.finish(|| format!("{name}#{}", at + 1), options).map_err(failed)?;
        if bare {
            document.text.clear();
        }
        Ok(Document { place: failed(Reason::Empty).place(), ..document })
    });
    reports.collect()
}

/// A feed, its entries not yet checked.
struct Feed {
    entries: Vec<Result<Parts, Reason>>,
}

impl Feed {
    fn parse(bytes: &[u8]) -> Result<Self, Reason> {
        // The day as it is written: turned into that of Greenwich, an evening's report would be the next day's.
        let day = |text: &str| parse_date(text).ok().and_then(|day| format!("{day}T00:00:00Z").parse().ok());
        let id = |links: &[Link], _: &_, _: Option<&str>| links.first().map_or_else(String::new, |l| l.href.clone());
        let parser = Builder::new().timestamp_parser(day).id_generator(id).build();
        let malformed = |problem: String| Reason::Malformed { format: "feed", problem };
        let feed = parser.parse(bytes).map_err(|error| malformed(error.to_string()))?;
        if feed.entries.is_empty() {
            return Err(malformed("no entry in it".to_owned()));
        }
        let publisher = feed.title.map(|title| title.content);
        let of_feed = |entry| {
            let parts = parts(entry, publisher.as_deref())?;
            Ok(Parts { language: parts.language.or(feed.language.clone()), ..parts })
        };
        Ok(Self { entries: feed.entries.into_iter().map(of_feed).collect() })
    }
}

fn parts(entry: Entry, publisher: Option<&str>) -> Result<Parts, Reason> {
    let written = entry.content.and_then(|content| content.body).filter(|body| !body.trim().is_empty());
    let written = written.or_else(|| entry.summary.map(|summary| summary.content)).unwrap_or_default();
    let page = |link: &&Link| link.rel.as_deref().is_none_or(|rel| rel == "alternate");
    Ok(Parts {
        id: Some(entry.id),
        title: entry.title.map(|title| plain(&title.content)).transpose()?,
        text: plain(&written)?,
        dates: entry.published.or(entry.updated).map(|day| day.to_rfc3339()).into_iter().collect(),
        publisher: publisher.map(str::to_owned),
        language: entry.language,
        url: entry.links.iter().find(page).or(entry.links.first()).map(|link| link.href.clone()),
        ..Parts::default()
    })
}

/// What is written as HTML, as text.
fn plain(written: &str) -> Result<String, Reason> {
    if !written.contains(['<', '&']) {
        return Ok(written.trim().to_owned());
    }
    let malformed = |problem: &str| Reason::Malformed { format: "HTML", problem: problem.to_owned() };
    let tree = tree::tree(written).map_err(malformed)?;
    Ok(paragraphs::text(&tree.root()).text)
}
