//! The record of a pair.

#[path = "../benches/synthetic/mod.rs"]
#[allow(dead_code)]
mod synthetic;

use detente::ontology::{EventType, Status};
use detente::record::{CodedReport, EventRecord};
use detente_store::dyad::{By, Question, page};
use detente_store::{Archive, Coder, Store};
use std::collections::BTreeSet;
use std::path::PathBuf;
use tempfile::TempDir;

fn store() -> (TempDir, PathBuf, Vec<CodedReport>) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.db");
    let mut store = Store::open(&file, Coder::new("0.1.0", "demo", "")).expect("a store");
    let mut all = Vec::new();
    for (document, record) in synthetic::Reports::new(3, 8, 400).take(150) {
        store.put(&document, &record).expect("stored");
        all.push(record);
    }
    store.commit().expect("committed");
    (folder, file, all)
}

/// The events between two, counted without the store.
fn between<'r>(all: &'r [CodedReport], a: &str, b: &str) -> Vec<&'r EventRecord> {
    let of = |side: &[detente::record::Participant]| -> BTreeSet<String> {
        side.iter().filter_map(|p| p.country.clone()).collect()
    };
    let is = |e: &&EventRecord| {
        let (actors, recipients) = (of(&e.actors), of(&e.recipients));
        let (a, b) = (a.to_owned(), b.to_owned());
        if e.recipients.is_empty() {
            actors.contains(&a) && actors.contains(&b)
        } else {
            actors.contains(&a) && recipients.contains(&b) || actors.contains(&b) && recipients.contains(&a)
        }
    };
    all.iter().flat_map(|r| &r.events).filter(|e| e.status == Status::Actual).filter(is).collect()
}

#[test]
fn counts_are_those_of_the_records_each_event_once() {
    let (_folder, file, all) = store();
    let archive = Archive::open(&file).expect("an archive");
    let record = archive.dyad(&Question::of("usa", "RUS").expect("a question")).expect("a record");
    let expected = between(&all, "USA", "RUS");
    assert!(expected.len() > 20);
    assert_eq!(record.total.events as usize, expected.len());
    let assaults = expected.iter().filter(|e| e.event_type == EventType::Assault).count();
    assert_eq!(record.total.types.get("ASSAULT").copied().unwrap_or(0) as usize, assaults);
    let mean = expected.iter().map(|e| e.score).sum::<f64>() / expected.len() as f64;
    assert!(record.total.mean_score.is_some_and(|m| (m - mean).abs() < 0.001));
    let parts = record.forth.events + record.back.events + record.mutual.events;
    assert_eq!(parts, record.total.events);
    assert_eq!(record.periods.iter().map(|p| p.tally.events).sum::<u64>(), record.total.events);
    assert_eq!(record.periods.len(), record.tension.len());
    assert!(record.statements.iter().all(|s| s.latest.len() as u64 <= s.count));
    assert!(record.statements.iter().any(|s| s.count > 0));
    let tie = record.ties.iter().flat_map(|s| &s.ties).next().expect("a tie");
    assert!(tie.amount.is_some() && !tie.evidence.is_empty());
    assert!(record.top_stories.windows(2).all(|w| w[0].reports >= w[1].reports));

    let turned = archive.dyad(&Question::of("RUS", "USA").expect("a question")).expect("a record");
    assert_eq!((turned.forth, turned.back, turned.mutual), (record.back, record.forth, record.mutual));
}

#[test]
fn a_span_cuts_counts_but_not_what_the_tension_remembers() {
    let (_folder, file, _) = store();
    let archive = Archive::open(&file).expect("an archive");
    let whole = archive.dyad(&Question::of("USA", "RUS").expect("a question")).expect("a record");
    let since = "2015-06-01".parse().expect("a day");
    let question = Question { since: Some(since), ..Question::of("USA", "RUS").expect("a question") };
    let part = archive.dyad(&question).expect("a record");
    assert!(part.total.events < whole.total.events);
    assert_eq!(part.periods[0].period, "2015-06");
    let of =
        |tension: &[detente_store::dyad::Tension]| tension.iter().find(|t| t.period == "2015-06").map(|t| t.tension);
    assert_eq!(of(&part.tension), of(&whole.tension));
    let years = Question { by: By::Year, ..Question::of("USA", "RUS").expect("a question") };
    assert_eq!(archive.dyad(&years).expect("a record").periods.len(), 2);
}

#[test]
fn a_pair_nobody_wrote_about_has_an_empty_record() {
    let (_folder, file, _) = store();
    let archive = Archive::open(&file).expect("an archive");
    let record = archive.dyad(&Question::of("VUT", "TUV").expect("a question")).expect("a record");
    assert_eq!((record.total.events, record.periods.len(), record.stories), (0, 0, 0));
    assert!(page(&record, 80).contains("no events"));
}

#[test]
fn the_page_has_every_part_and_nothing_a_terminal_obeys() {
    let (_folder, file, _) = store();
    let archive = Archive::open(&file).expect("an archive");
    let page = page(&archive.dyad(&Question::of("USA", "RUS").expect("a question")).expect("a record"), 100);
    for part in
        ["Counts", "Over time", "Periods", "Changes", "Ties", "Stories most reported", "tension = 100 C", "PELT"]
    {
        assert!(page.contains(part), "no {part} in\n{page}");
    }
    assert!(page.chars().all(|c| c == '\n' || !c.is_control()));
}
