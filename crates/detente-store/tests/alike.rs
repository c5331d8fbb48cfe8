//! How well near-duplicates and stories are told from look-alikes, on reports written for it (`alike/reports.tsv`).
//!
//! A row is a report; the same `copy` are wire copies and light rewrites of each other, the same `story` tell one event. Pairs
//! of reports are counted: precision of those joined, recall of those that belong together. `-- --nocapture` prints the
//! figures and every pair that is wrong.

#[allow(dead_code)]
mod news;

use detente_store::{Coder, Store};
use news::{News, report};
use rusqlite::Connection;

struct Row {
    story: String,
    copy: String,
    text: String,
    found_story: i64,
    found_original: i64,
}

fn rows() -> Vec<Row> {
    let mut table =
        csv::ReaderBuilder::new().delimiter(b'\t').quoting(false).from_reader(&include_bytes!("alike/reports.tsv")[..]);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.db");
    let mut store = Store::open(&file, Coder::new("0.1.0", "demo", "")).expect("a store");
    let mut out = Vec::new();
    for (n, row) in table.records().enumerate() {
        let row = row.expect("a row");
        let side = |text: &str| text.split('+').filter(|c| !c.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let (actors, recipients) = (side(&row[3]), side(&row[4]));
        let (actors, recipients): (Vec<&str>, Vec<&str>) =
            (actors.iter().map(String::as_str).collect(), recipients.iter().map(String::as_str).collect());
        let publisher = format!("Paper {n}");
        let told = News {
            text: &row[7],
            kind: row[2].parse().expect("a type"),
            actors: &actors,
            recipients: &recipients,
            place: Some(&row[5]).filter(|p| !p.is_empty()),
            day: &row[6],
            publisher: &publisher,
        };
        let (document, record) = report(&format!("r{n}"), &told);
        store.put(&document, &record).expect("stored");
        let (story, copy, text) = (row[0].to_owned(), row[1].to_owned(), row[7].to_owned());
        out.push(Row { story, copy, text, found_story: 0, found_original: 0 });
    }
    store.commit().expect("committed");
    let db = Connection::open(&file).expect("a database");
    let sql = "SELECT e.story, d.original FROM documents d JOIN events e USING (document) ORDER BY d.document";
    let mut found = db.prepare(sql).expect("a query");
    let found = found.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).expect("rows");
    for (row, found) in out.iter_mut().zip(found) {
        (row.found_story, row.found_original) = found.expect("a row");
    }
    out
}

/// Precision and recall of pairs, the wrong ones printed.
fn pairs(
    what: &str,
    rows: &[Row],
    same: impl Fn(&Row, &Row) -> bool,
    found: impl Fn(&Row, &Row) -> bool,
) -> (f64, f64) {
    let (mut right, mut joined, mut together) = (0, 0, 0);
    for (n, a) in rows.iter().enumerate() {
        for b in &rows[n + 1..] {
            let (same, found) = (same(a, b), found(a, b));
            right += usize::from(same && found);
            joined += usize::from(found);
            together += usize::from(same);
            if same != found {
                println!(
                    "{what} {}:\n  {}: {}\n  {}: {}",
                    if same { "missed" } else { "joined" },
                    a.story,
                    a.text,
                    b.story,
                    b.text
                );
            }
        }
    }
    let (precision, recall) = (right as f64 / joined.max(1) as f64, right as f64 / together.max(1) as f64);
    println!("{what}: {} reports, {together} pairs, precision {precision:.3}, recall {recall:.3}", rows.len());
    (precision, recall)
}

#[test]
fn near_duplicates_are_joined_and_look_alikes_are_not() {
    let (precision, recall) =
        pairs("copies", &rows(), |a, b| a.copy == b.copy, |a, b| a.found_original == b.found_original);
    assert!(precision >= 0.95 && recall >= 0.90, "precision {precision}, recall {recall}");
}

#[test]
fn records_of_one_event_are_joined_and_look_alikes_are_not() {
    let (precision, recall) =
        pairs("stories", &rows(), |a, b| a.story == b.story, |a, b| a.found_story == b.found_story);
    assert!(precision >= 0.95 && recall >= 0.90, "precision {precision}, recall {recall}");
}
