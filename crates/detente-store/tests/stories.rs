//! Near-duplicates, and one event in many reports.

#[allow(dead_code)]
mod news;

use detente::ontology::EventType;
use detente_store::{Coder, Store};
use news::{News, report};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn store(all: &[News]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.db");
    let mut store = Store::open(&file, Coder::new("0.1.0", "demo", "")).expect("a store");
    for (n, news) in all.iter().enumerate() {
        let (document, record) = report(&format!("r{n}"), news);
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
    kind: EventType::Assault,
    text: "A missile hit an apartment block in Kharkiv before dawn, killing 12 people, the mayor said.",
    actors: &["RUS"],
    recipients: &["UKR"],
    place: Some("Kharkiv"),
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
        News { place: Some("Odesa"), publisher: "Globe Agency", ..STRIKE },
        News { day: "2024-05-24", ..STRIKE },
        News { actors: &["UKR"], recipients: &["RUS"], place: None, publisher: "Harbour Times", ..STRIKE },
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
        let (document, record) = report(&format!("r{n}"), news);
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
