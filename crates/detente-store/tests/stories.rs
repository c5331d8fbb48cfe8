//! Near-duplicates, and one event in many reports.

#[path = "../benches/synthetic/mod.rs"]
#[allow(dead_code)]
mod synthetic;

use detente::ontology::{EntityKind, EventType, Status, cameo, score};
use detente::read::Document;
use detente::record::{
    CodedReport, DateRecord, DocumentRecord, EntityRecord, EventRecord, Participant, PlaceRecord, QuantityRecord,
    TextAt,
};
use detente::text::Offsets;
use detente_store::{Coder, Store};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// One sentence, who, to whom, where, when, by whom published.
struct News<'t> {
    text: &'t str,
    actor: &'t str,
    recipient: &'t str,
    place: Option<(&'t str, u32)>,
    day: &'t str,
    publisher: &'t str,
}

fn report(n: usize, news: &News) -> (Document, CodedReport) {
    let day = news.day.parse().expect("a day");
    let document = Document {
        published: Some(day),
        publisher: Some(news.publisher.to_owned()),
        ..Document::of_text(format!("r{n}"), news.text)
    };
    let end = news.text.chars().count();
    let part = |id: &str, code: &str| Participant {
        entity: id.to_owned(),
        name: code.to_lowercase(),
        country: Some(code.to_owned()),
        sectors: Vec::new(),
        at: Offsets { start: 0, end: 1 },
    };
    let entity = |id: &str, code: &str| EntityRecord {
        id: id.to_owned(),
        name: code.to_lowercase(),
        kind: EntityKind::State,
        country: Some(code.to_owned()),
        sectors: Vec::new(),
        wikidata: None,
        mentions: Vec::new(),
    };
    let digits: String = news.text.chars().filter(char::is_ascii_digit).collect();
    let quantities = news.text.find(|c: char| c.is_ascii_digit()).map(|start| QuantityRecord {
        amount: digits.parse().expect("a number"),
        upper: None,
        unit: Some("people".to_owned()),
        kind: "people".to_owned(),
        at: Offsets { start, end: start + digits.len() },
        text: digits.clone(),
    });
    let record = CodedReport {
        document: DocumentRecord {
            id: document.id.clone(),
            title: None,
            text: news.text.to_owned(),
            published: Some(day),
            dateline: None,
            publisher: document.publisher.clone(),
            url: None,
            language: Some("en".to_owned()),
        },
        entities: vec![entity("e1", news.actor), entity("e2", news.recipient)],
        events: vec![EventRecord {
            id: format!("r{n}-ev1"),
            event_type: EventType::Assault,
            mode: None,
            contexts: Vec::new(),
            quad: EventType::Assault.quad(),
            score: score(EventType::Assault, None),
            cameo: cameo(EventType::Assault, None, &[]).to_owned(),
            actors: vec![part("e1", news.actor)],
            recipients: vec![part("e2", news.recipient)],
            trigger: TextAt { at: Offsets { start: 0, end: 1 }, text: news.text[..1].to_owned() },
            sentence: Offsets { start: 0, end },
            date: Some(DateRecord { start: Some(day), end: Some(day), text: None }),
            place: news.place.map(|(name, geonames)| PlaceRecord {
                name: name.to_owned(),
                country: Some(news.recipient.to_owned()),
                lat: None,
                lon: None,
                geonames: Some(geonames),
            }),
            status: Status::Actual,
            attribution: Vec::new(),
            confidence: 0.9,
        }],
        statements: Vec::new(),
        ties: Vec::new(),
        quantities: quantities.into_iter().collect(),
        warnings: Vec::new(),
    };
    (document, record)
}

fn store(all: &[News]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.db");
    let mut store = Store::open(&file, Coder::new("0.1.0", "demo", "")).expect("a store");
    for (n, news) in all.iter().enumerate() {
        let (document, record) = report(n, news);
        store.put(&document, &record).expect("stored");
    }
    store.commit().expect("committed");
    (folder, file)
}

fn stories(file: &Path) -> Vec<i64> {
    let db = Connection::open(file).expect("a database");
    let mut rows = db.prepare("SELECT story FROM events ORDER BY event").expect("a query");
    rows.query_map([], |r| r.get(0)).expect("rows").map(|r| r.expect("a row")).collect()
}

const STRIKE: News = News {
    text: "A missile hit an apartment block in Kharkiv before dawn, killing 12 people, the mayor said.",
    actor: "RUS",
    recipient: "UKR",
    place: Some(("Kharkiv", 706483)),
    day: "2024-05-16",
    publisher: "Northern Wire",
};

#[test]
fn records_of_one_event_join_and_look_alikes_stay_apart() {
    let (_folder, file) = store(&[
        STRIKE,
        News {
            text: "Before dawn a missile struck an apartment block, and at least 15 were killed.",
            publisher: "Evening Post",
            ..STRIKE
        },
        // Another town, another day, another pair.
        News { place: Some(("Odesa", 698740)), ..STRIKE },
        News { day: "2024-05-24", ..STRIKE },
        News { actor: "UKR", recipient: "RUS", place: None, ..STRIKE },
        // The same day and pair, another deed, no town.
        News { text: "Border guards were shot at from across the river, an officer said.", place: None, ..STRIKE },
    ]);
    assert_eq!(stories(&file), [1, 1, 2, 3, 4, 5]);
    let db = Connection::open(&file).expect("a database");
    let (reports, publishers, agree): (i64, i64, Option<bool>) = db
        .query_row("SELECT reports, publishers, counts_agree FROM stories WHERE story = 1", [], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?))
        })
        .expect("a story");
    assert_eq!((reports, publishers, agree), (2, 2, Some(false)), "12, and at least 15");
}

#[test]
fn copies_are_found_and_do_not_count_as_publishers_of_their_own() {
    let copy =
        "A missile hit an apartment block in Kharkiv before dawn, killing 12 people, its mayor said on Thursday.";
    let (_folder, file) = store(&[
        STRIKE,
        News { text: copy, publisher: "Harbour Times", ..STRIKE },
        News {
            text: "Rescuers dug for survivors after a missile levelled an apartment block before dawn; 12 were killed.",
            publisher: "Globe Agency",
            ..STRIKE
        },
    ]);
    let db = Connection::open(&file).expect("a database");
    let originals: Vec<i64> = db
        .prepare("SELECT original FROM documents ORDER BY document")
        .and_then(|mut q| q.query_map([], |r| r.get(0))?.collect())
        .expect("rows");
    assert_eq!(originals, [1, 1, 3]);
    assert_eq!(stories(&file), [1, 1, 1]);
    let (reports, publishers, agree): (i64, i64, Option<bool>) = db
        .query_row("SELECT reports, publishers, counts_agree FROM stories", [], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?))
        })
        .expect("a story");
    assert_eq!((reports, publishers, agree), (3, 2, Some(true)));
}

#[test]
fn an_original_that_changes_hands_its_group_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.db");
    let mut store = Store::open(&file, Coder::new("0.1.0", "demo", "")).expect("a store");
    let put = |store: &mut Store, n: usize, news: &News| {
        let (document, record) = report(n, news);
        store.put(&document, &record).expect("stored");
    };
    put(&mut store, 0, &STRIKE);
    put(&mut store, 1, &News { publisher: "Harbour Times", ..STRIKE });
    put(
        &mut store,
        0,
        &News { text: "Nothing happened at all, the first account was withdrawn by the agency.", ..STRIKE },
    );
    put(&mut store, 2, &News { publisher: "Globe Agency", ..STRIKE });
    store.commit().expect("committed");
    let db = Connection::open(&file).expect("a database");
    let originals: Vec<i64> = db
        .prepare("SELECT original FROM documents ORDER BY document")
        .and_then(|mut q| q.query_map([], |r| r.get(0))?.collect())
        .expect("rows");
    assert_eq!(originals, [1, 2, 2]);
}
