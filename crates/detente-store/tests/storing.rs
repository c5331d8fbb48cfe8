//! Reports in, once each, and out again as they were.

#[path = "../benches/synthetic/mod.rs"]
#[allow(dead_code)]
mod synthetic;

use detente::read::Document;
use detente::record::CodedReport;
use detente_store::{Archive, Coder, Outcome, Standing, Store};
use rusqlite::Connection;
use std::path::Path;
use synthetic::Reports;

fn coder() -> Coder {
    Coder::new("0.1.0", "demo", "")
}

fn reports(n: usize) -> Vec<(Document, CodedReport)> {
    Reports::new(1, 8, 40).take(n).collect()
}

fn number(file: &Path, sql: &str) -> i64 {
    Connection::open(file).expect("a database").query_row(sql, [], |r| r.get(0)).expect(sql)
}

/// Everything but times, as text.
fn dump(file: &Path) -> Vec<String> {
    let db = Connection::open(file).expect("a database");
    let tables = [
        "documents",
        "document_versions",
        "entities",
        "sentences",
        "events",
        "participants",
        "dyad_events",
        "dyad_days",
        "statements",
        "dyad_statements",
        "ties",
        "dyad_ties",
        "quantities",
        "stories",
        "dyad_stories",
        "shingle_bands",
    ];
    let mut out = Vec::new();
    for table in tables {
        let mut rows = db.prepare(&format!("SELECT * FROM {table}")).expect(table);
        let columns: Vec<String> = rows.column_names().map(str::to_owned).collect();
        let mut found = rows.query([]).expect(table);
        while let Some(row) = found.next().expect(table) {
            let values = (0..columns.len()).filter(|c| columns[*c] != "replaced");
            out.push(format!("{table}: {:?}", values.map(|c| row.get_ref(c).expect("a value")).collect::<Vec<_>>()));
        }
    }
    out
}

#[test]
fn what_is_stored_comes_back_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.db");
    let all = reports(30);
    let mut store = Store::open(&file, coder()).expect("a store");
    for (document, record) in &all {
        assert_eq!(store.put(document, record).expect("stored"), Outcome::Coded);
    }
    assert_eq!(store.commit().expect("committed"), 30);
    let archive = Archive::open(&file).expect("an archive");
    let mut back = Vec::new();
    archive
        .for_each_report(|r| {
            back.push(r);
            Ok(())
        })
        .expect("all reports");
    assert_eq!(back, all.iter().map(|(_, record)| record.clone()).collect::<Vec<_>>());
    let given = archive.document(&all[3].0.id).expect("a document").expect("it is stored");
    assert_eq!((&given.title, &given.text, given.published), (&all[3].0.title, &all[3].0.text, all[3].0.published));
    assert_eq!(archive.report("none").expect("no error"), None);
}

#[test]
fn a_report_is_stored_once_by_id_and_by_content() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.db");
    let all = reports(2);
    let mut store = Store::open(&file, coder()).expect("a store");
    let (document, record) = &all[0];
    assert_eq!(store.standing(document).expect("a standing"), Standing::New);
    assert_eq!(store.put(document, record).expect("stored"), Outcome::Coded);
    assert_eq!(store.put(document, record).expect("known"), Outcome::Same);
    let elsewhere = Document { id: "elsewhere".into(), url: None, ..document.clone() };
    assert_eq!(store.put(&elsewhere, record).expect("known"), Outcome::CopyOf(1));
    assert_eq!(store.standing(&elsewhere).expect("a standing"), Standing::CopyOf(1));
    assert_eq!(store.commit().expect("committed"), 1);
    let archive = Archive::open(&file).expect("an archive");
    assert_eq!(archive.standing(document, &coder()).expect("a standing"), Standing::Current);
    assert_eq!(number(&file, "SELECT count(*) FROM documents"), 1);
    assert_eq!(number(&file, "SELECT count(*) FROM ledger WHERE outcome = 'same' AND document = 1"), 1);
    assert_eq!(number(&file, "SELECT count(*) FROM events"), 8);
}

#[test]
fn a_newer_version_replaces_the_older_and_history_keeps_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, other) = (folder.path().join("a.db"), folder.path().join("b.db"));
    let all = reports(12);
    let (old, old_record) = &all[0];
    let later = &all[11];
    let new = Document { id: old.id.clone(), place: old.place.clone(), ..later.0.clone() };
    let mut new_record = later.1.clone();
    new_record.document.id = old.id.clone();
    let mut store = Store::open(&file, coder()).expect("a store");
    for (document, record) in &all[..11] {
        store.put(document, record).expect("stored");
    }
    assert_eq!(store.put(&new, &new_record).expect("replaced"), Outcome::Replaced);
    assert_eq!(store.put(old, old_record).expect("superseded"), Outcome::Same);
    assert_eq!(store.put(&new, &new_record).expect("known"), Outcome::Same);
    store.commit().expect("committed");
    let archive = Archive::open(&file).expect("an archive");
    assert_eq!(archive.report(&old.id).expect("a report"), Some(new_record.clone()));
    let kept: String = Connection::open(&file)
        .and_then(|db| db.query_row("SELECT record FROM document_versions WHERE version = 1", [], |r| r.get(0)))
        .expect("a version");
    assert_eq!(&serde_json::from_str::<CodedReport>(&kept).expect("a record"), old_record);
    assert_eq!(number(&file, "SELECT version FROM documents WHERE document = 1"), 2);

    // Counts, search and pairs are those of a store that never knew the older version.
    let mut never = Store::open(&other, coder()).expect("a store");
    for (document, record) in all[1..11].iter().chain([&(new, new_record)]) {
        never.put(document, record).expect("stored");
    }
    never.commit().expect("committed");
    for sql in [
        "SELECT sum(events * 31 + score) FROM dyad_days",
        "SELECT count(*) FROM dyad_days",
        "SELECT count(*) FROM dyad_events",
        "SELECT count(*) FROM dyad_statements",
        "SELECT count(*) FROM dyad_ties",
        "SELECT count(*) FROM participants",
        "SELECT count(*) FROM stories",
        "SELECT count(*) FROM evidence_search WHERE evidence_search MATCH 'harbour'",
        "SELECT count(*) FROM document_search WHERE document_search MATCH 'debt'",
        "SELECT sum(reports) FROM stories",
    ] {
        let value = |file: &Path| -> f64 {
            let db = Connection::open(file).expect("a database");
            db.query_row(sql, [], |r| r.get::<_, rusqlite::types::Value>(0))
                .map(|v| match v {
                    rusqlite::types::Value::Integer(n) => n as f64,
                    rusqlite::types::Value::Real(x) => x,
                    v => panic!("{v:?}"),
                })
                .expect(sql)
        };
        assert_eq!(value(&file), value(&other), "{sql}");
    }
    let db = Connection::open(&file).expect("a database");
    db.execute_batch(
        "INSERT INTO document_search (document_search, rank) VALUES ('integrity-check', 1);
         INSERT INTO evidence_search (evidence_search, rank) VALUES ('integrity-check', 1);",
    )
    .expect("the search index fits the texts");
}

#[test]
fn what_another_coder_coded_is_coded_anew_when_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, other) = (folder.path().join("a.db"), folder.path().join("b.db"));
    let all = reports(5);
    let mut store = Store::open(&file, coder()).expect("a store");
    for (document, record) in &all {
        let fewer = CodedReport { events: record.events[..3].to_vec(), statements: Vec::new(), ..record.clone() };
        store.put(document, &fewer).expect("stored");
    }
    store.commit().expect("committed");
    drop(store);
    let newer = Coder::new("0.2.0", "demo", "");
    let mut store = Store::open(&file, newer.clone()).expect("a store");
    assert_eq!(store.coded_otherwise().expect("a list"), all.iter().map(|(d, _)| d.id.clone()).collect::<Vec<_>>());
    assert_eq!(store.standing(&all[1].0).expect("a standing"), Standing::CodedOtherwise(2));
    for (document, record) in &all {
        assert_eq!(store.put(document, record).expect("recoded"), Outcome::Recoded);
    }
    store.commit().expect("committed");
    assert!(store.coded_otherwise().expect("a list").is_empty());
    drop(store);
    assert_eq!(
        Archive::open(&file).expect("an archive").report(&all[4].0.id).expect("a report").as_ref(),
        Some(&all[4].1)
    );
    assert_eq!(number(&file, "SELECT count(*) FROM document_versions"), 0);
    assert_eq!(number(&file, "SELECT count(*) FROM ledger WHERE engine = '0.2.0'"), 5);
    let mut at_once = Store::open(&other, newer).expect("a store");
    for (document, record) in &all {
        at_once.put(document, record).expect("stored");
    }
    at_once.commit().expect("committed");
    for table in ["dyad_days", "dyad_events", "participants", "events", "sentences", "stories"] {
        let count = format!("SELECT count(*) FROM {table}");
        assert_eq!(number(&file, &count), number(&other, &count), "{table}");
    }
}

#[test]
fn an_open_group_is_stored_wholly_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.db");
    let all = reports(6);
    let mut store = Store::open(&file, coder()).expect("a store");
    for (document, record) in &all[..3] {
        store.put(document, record).expect("stored");
    }
    store.commit().expect("committed");
    for (document, record) in &all[3..] {
        store.put(document, record).expect("stored");
    }
    // A reader beside it sees what is committed, and is not kept waiting.
    let archive = Archive::open(&file).expect("an archive");
    assert_eq!(archive.report(&all[5].0.id).expect("no error"), None);
    drop(store);
    assert_eq!(number(&file, "SELECT count(*) FROM documents"), 3);
}

#[test]
fn groups_of_any_size_give_the_same_store() {
    let folder = tempfile::tempdir().expect("a folder");
    let all = reports(40);
    let stored = |name: &str, group: usize| {
        let file = folder.path().join(name);
        for part in all.chunks(group) {
            let mut store = Store::open(&file, coder()).expect("a store");
            for (document, record) in part {
                store.put(document, record).expect("stored");
            }
            store.commit().expect("committed");
        }
        dump(&file)
    };
    let whole = stored("whole.db", 40);
    assert!(whole.len() > 1000);
    assert_eq!(stored("single.db", 1), whole);
    assert_eq!(stored("seven.db", 7), whole);
}

#[test]
fn failures_are_in_the_ledger_and_never_hide_what_is_stored() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.db");
    let (document, record) = &reports(1)[0];
    let mut store = Store::open(&file, coder()).expect("a store");
    store.put_failed("bad.txt", "bad.txt", "empty: no text to read").expect("noted");
    store.put(document, record).expect("stored");
    store.put_failed(&document.id, "x", "cannot be read").expect("noted");
    store.commit().expect("committed");
    assert_eq!(number(&file, "SELECT count(*) FROM ledger WHERE outcome = 'failed' AND reason LIKE 'empty%'"), 1);
    assert_eq!(number(&file, "SELECT count(*) FROM ledger WHERE outcome = 'coded'"), 1);
}
