//! What an older version or an older coding of a report leaves, taken out.

use super::dyads;
use crate::{records, stories};
use jiff::Timestamp;
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// Keeps the present version of a document, with everything that was read from it, in its history.
pub(super) fn to_history(db: &Connection, document: i64) -> rusqlite::Result<()> {
    let record = records::load(db, document)?;
    let record = serde_json::to_string(&record).map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))?;
    let now = Timestamp::from_second(Timestamp::now().as_second()).unwrap_or_default();
    db.prepare_cached(
        "INSERT INTO document_versions (document, version, content, replaced, record)
         SELECT document, version, content, ?2, ?3 FROM documents WHERE document = ?1",
    )?
    .execute(params![document, now.to_string(), record])?;
    Ok(())
}

/// Takes out everything that was read from a document; its own row stays.
pub(super) fn records(db: &Connection, document: i64, touched: &mut stories::Touched) -> rusqlite::Result<()> {
    let record = records::load(db, document)?;
    let mut left = BTreeSet::new();
    for (event, (row, day, story)) in record.events.iter().zip(rows(db, "event", "story", "events", document)?) {
        if let Some(day) = day {
            dyads::take_out(db, row, event, &day)?;
        }
        left.extend(story);
        db.prepare_cached("DELETE FROM participants WHERE event = ?1")?.execute([row])?;
    }
    for (said, (row, day, _)) in record.statements.iter().zip(rows(db, "statement", "NULL", "statements", document)?) {
        for (speaker, about) in dyads::of_statement(said, &record) {
            db.prepare_cached(
                "DELETE FROM dyad_statements WHERE speaker = ?1 AND about = ?2 AND day = ?3 AND statement = ?4",
            )?
            .execute(params![speaker, about, day, row])?;
        }
    }
    for (tie, (row, day, _)) in record.ties.iter().zip(rows(db, "tie", "NULL", "ties", document)?) {
        for (from, to) in dyads::of_tie(tie) {
            db.prepare_cached(
                "DELETE FROM dyad_ties WHERE \"from\" = ?1 AND \"to\" = ?2 AND kind = ?3 AND valued = ?4 AND day = ?5
                   AND tie = ?6",
            )?
            .execute(params![from, to, <&str>::from(tie.kind), tie.value.is_some(), day, row])?;
        }
    }
    // The index of a text forgets its words only when it is told them again, so before the text goes.
    db.prepare_cached(
        "INSERT INTO evidence_search (evidence_search, rowid, text)
         SELECT 'delete', sentence, text FROM evidence WHERE document = ?1",
    )?
    .execute([document])?;
    db.prepare_cached(
        "INSERT INTO document_search (document_search, rowid, title, text)
         SELECT 'delete', document, title, text FROM documents WHERE document = ?1",
    )?
    .execute([document])?;
    for table in ["events", "statements", "ties", "sentences", "entities", "quantities"] {
        db.prepare_cached(&format!("DELETE FROM {table} WHERE document = ?1"))?.execute([document])?;
    }
    for story in left {
        stories::recount(db, story)?;
        touched.add(story);
    }
    Ok(())
}

/// Number, day and one more column of a row.
type Removed = (i64, Option<String>, Option<i64>);

/// The document's rows in a table, in the order of the record.
fn rows(db: &Connection, key: &str, more: &str, table: &str, document: i64) -> rusqlite::Result<Vec<Removed>> {
    let mut rows =
        db.prepare_cached(&format!("SELECT {key}, day, {more} FROM {table} WHERE document = ?1 ORDER BY {key}"))?;
    rows.query_map([document], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect()
}
