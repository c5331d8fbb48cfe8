//! Two hundred and fifty pairs of texts that tell of one deed in nearly the same words, with another status or another
//! speaker (`data/minimal-pairs.tsv`). Prints how many are read right; a pair counts when both of its members do.

use detente::engine::Engine;
use detente::read::Document;
use detente::record::{CodedReport, EventRecord};
use std::collections::BTreeMap;

/// Share of pairs right that must not be lost again.
const FLOOR: f64 = 0.50;

struct Case {
    pair: u32,
    text: String,
    trigger: String,
    kind: String,
    status: String,
    speaker: String,
}

fn cases() -> Vec<Case> {
    let table = include_str!("data/minimal-pairs.tsv");
    let rows = table.lines().filter(|l| !l.starts_with('#') && !l.starts_with("pair\t") && !l.is_empty());
    rows.map(|line| {
        let field: Vec<&str> = line.split('\t').collect();
        let text = |n: usize| field.get(n).copied().unwrap_or_default().to_owned();
        Case {
            pair: field[0].parse().expect("a number"),
            text: text(2),
            trigger: text(3),
            kind: text(4),
            status: text(5),
            speaker: text(6),
        }
    })
    .collect()
}

/// The event whose trigger shares a word with the case's, one of the right type before others.
fn event<'r>(case: &Case, report: &'r CodedReport) -> Option<&'r EventRecord> {
    let at = case.text.find(&case.trigger).map(|byte| case.text[..byte].chars().count()).expect("the words are there");
    let end = at + case.trigger.chars().count();
    let meets = |e: &&EventRecord| e.trigger.at.start < end && e.trigger.at.end > at;
    let found: Vec<&EventRecord> = report.events.iter().filter(meets).collect();
    found.iter().find(|e| e.event_type.to_string() == case.kind).or(found.first()).copied()
}

/// True when the outermost speaker is whom the case names, by any of their mentions; nobody where it names nobody.
fn speaks(case: &Case, event: &EventRecord, report: &CodedReport) -> bool {
    let Some(outermost) = event.attribution.first() else { return case.speaker.is_empty() };
    let mut names: Vec<String> = outermost.name.iter().map(|n| n.to_lowercase()).collect();
    let entity = report.entities.iter().find(|e| Some(&e.id) == outermost.entity.as_ref());
    names.extend(entity.iter().flat_map(|e| &e.mentions).map(|m| m.text.to_lowercase()));
    let words = |text: &str| format!(" {} ", text.to_lowercase());
    let wanted = words(&case.speaker);
    let within = |a: &str, b: &str| !a.trim().is_empty() && b.contains(a);
    !case.speaker.is_empty() && names.iter().map(|n| words(n)).any(|n| within(&n, &wanted) || within(&wanted, &n))
}

#[test]
fn minimal_pairs_are_told_apart() {
    let engine = Engine::new().expect("loads");
    let (mut found, mut kinds, mut statuses, mut speakers, mut count) = (0, 0, 0, 0, 0);
    let mut pairs: BTreeMap<u32, bool> = BTreeMap::new();
    for case in cases() {
        let mut document = Document::of_text("note", &case.text);
        document.published = "2024-03-14".parse().ok();
        let report = engine.code(&document).expect("reads");
        count += 1;
        let event = event(&case, &report);
        let status = event.is_some_and(|e| e.status.to_string() == case.status);
        let speaker = event.is_some_and(|e| speaks(&case, e, &report));
        found += usize::from(event.is_some());
        kinds += usize::from(event.is_some_and(|e| e.event_type.to_string() == case.kind));
        statuses += usize::from(status);
        speakers += usize::from(speaker);
        let both = pairs.entry(case.pair).or_insert(true);
        *both &= status && speaker;
    }
    let right = pairs.values().filter(|right| **right).count();
    println!(
        "{count} texts: event found {found}, type {kinds}, status {statuses}, speaker {speakers}; \
         {right} of {} pairs right, status and speaker of both members",
        pairs.len()
    );
    assert_eq!(pairs.len(), 250);
    assert!(right as f64 >= FLOOR * pairs.len() as f64, "{right} of {} pairs", pairs.len());
}
