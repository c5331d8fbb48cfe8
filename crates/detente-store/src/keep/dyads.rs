//! Which pairs of countries a record is about, and the counts kept for each pair and day.

use detente::record::{CodedReport, EventRecord, Participant, StatementRecord, TieRecord};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// A directed pair; `mutual` when the event has no recipient and both are among its actors: a meeting, a joint statement, a
/// two-sided fight.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pair<'r> {
    pub(crate) actor: &'r str,
    pub(crate) recipient: &'r str,
    pub(crate) mutual: bool,
}

/// The pairs of an event, each once.
pub(crate) fn of_event(event: &EventRecord) -> Vec<Pair<'_>> {
    let actors = countries(&event.actors);
    let mut out = Vec::new();
    if event.recipients.is_empty() {
        for actor in &actors {
            let others = actors.iter().filter(|other| *other != actor);
            out.extend(others.map(|recipient| Pair { actor, recipient, mutual: true }));
        }
        return out;
    }
    for recipient in countries(&event.recipients) {
        out.extend(actors.iter().map(|actor| Pair { actor, recipient, mutual: false }));
    }
    out
}

/// Speakers' countries and the countries of whom they speak of, their own left out.
pub(super) fn of_statement<'r>(statement: &StatementRecord, record: &'r CodedReport) -> BTreeSet<(&'r str, &'r str)> {
    let country = |id: &str| record.entities.iter().find(|e| e.id == id).and_then(|e| e.country.as_deref());
    let speakers = statement.speakers.iter().filter_map(|s| country(s.entity.as_deref()?));
    let about: Vec<&str> = statement.about.iter().filter_map(|id| country(id)).collect();
    speakers.flat_map(|s| about.iter().filter(move |a| **a != s).map(move |a| (s, *a))).collect()
}

/// The two sides' countries; a mutual tie both ways.
pub(super) fn of_tie(tie: &TieRecord) -> BTreeSet<(&str, &str)> {
    let from: Vec<&str> = tie.from.iter().filter_map(|s| s.country.as_deref()).collect();
    let to: Vec<&str> = tie.to.iter().filter_map(|s| s.country.as_deref()).collect();
    let mut out: BTreeSet<(&str, &str)> = from.iter().flat_map(|f| to.iter().map(move |t| (*f, *t))).collect();
    if tie.mutual {
        let back: Vec<_> = out.iter().map(|&(f, t)| (t, f)).collect();
        out.extend(back);
    }
    out.retain(|(f, t)| f != t);
    out
}

/// Distinct countries in alphabetical order.
fn countries(side: &[Participant]) -> BTreeSet<&str> {
    side.iter().filter_map(|p| p.country.as_deref()).filter(|c| !c.is_empty()).collect()
}

/// Files an event under its pairs and adds it to their days.
pub(super) fn add(db: &Connection, event: i64, record: &EventRecord, day: &str) -> rusqlite::Result<()> {
    for pair in of_event(record) {
        db.prepare_cached(
            "INSERT INTO dyad_events (actor, recipient, day, event, mutual) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![pair.actor, pair.recipient, day, event, pair.mutual])?;
        db.prepare_cached(
            "INSERT INTO dyad_days (actor, recipient, day, event_type, status, mutual, events, score)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7)
             ON CONFLICT DO UPDATE SET events = events + 1, score = score + excluded.score",
        )?
        .execute(params![
            pair.actor,
            pair.recipient,
            day,
            <&str>::from(record.event_type),
            <&str>::from(record.status),
            pair.mutual,
            record.score,
        ])?;
    }
    Ok(())
}

/// Takes a stored event out of its pairs and their days.
pub(super) fn take_out(db: &Connection, event: i64, record: &EventRecord, day: &str) -> rusqlite::Result<()> {
    for pair in of_event(record) {
        db.prepare_cached("DELETE FROM dyad_events WHERE actor = ?1 AND recipient = ?2 AND day = ?3 AND event = ?4")?
            .execute(params![pair.actor, pair.recipient, day, event])?;
        let (kind, status) = (<&str>::from(record.event_type), <&str>::from(record.status));
        let key =
            "WHERE actor = ?1 AND recipient = ?2 AND day = ?3 AND event_type = ?4 AND status = ?5 AND mutual = ?6";
        // Scores are multiples of a half: sums of them are exact, and taking one out leaves no dust.
        db.prepare_cached(&format!("UPDATE dyad_days SET events = events - 1, score = score - ?7 {key}"))?
            .execute(params![pair.actor, pair.recipient, day, kind, status, pair.mutual, record.score])?;
        db.prepare_cached(&format!("DELETE FROM dyad_days {key} AND events <= 0"))?.execute(params![
            pair.actor,
            pair.recipient,
            day,
            kind,
            status,
            pair.mutual
        ])?;
    }
    Ok(())
}
