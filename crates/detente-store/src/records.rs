//! Rows back into the record of a report, equal to the one that was stored.

use crate::error::{At, Result, StoreError};
use crate::open::Archive;
use detente::read::Document;
use detente::record::{
    CodedReport, DateRecord, DatelineRecord, DocumentRecord, EntityRecord, EventRecord, Participant, PlaceRecord,
    QuantityRecord, StatementRecord, TextAt, TieRecord, Value,
};
use detente::text::{CodePoints, Offsets};
use jiff::civil::Date;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::de::DeserializeOwned;
use std::fmt::Display;
use std::path::Path;
use std::str::FromStr;

impl Archive {
    /// The record of the report `id`, equal to the one stored; `None` if there is none.
    ///
    /// # Errors
    /// What the database says, or a value its column does not allow.
    pub fn report(&self, id: &str) -> Result<Option<CodedReport>> {
        let number = number(&self.db, id).at(&self.path)?;
        number.map(|n| self.report_number(n)).transpose()
    }

    /// A stored report as the reader gave it, to be coded anew; `None` if there is none of this id.
    ///
    /// # Errors
    /// What the database says.
    pub fn document(&self, id: &str) -> Result<Option<Document>> {
        document(&self.db, &self.path, id)
    }

    /// Every report in the order they were stored, one at a time.
    ///
    /// # Errors
    /// What the database says, or the first error of `take`.
    pub fn for_each_report(&self, mut take: impl FnMut(CodedReport) -> Result<()>) -> Result<()> {
        // One snapshot: a writer in between changes nothing for us.
        let snapshot = self.db.unchecked_transaction().at(&self.path)?;
        let mut last = 0;
        while let Some(next) = following(&snapshot, last).at(&self.path)? {
            take(self.report_number(next)?)?;
            last = next;
        }
        Ok(())
    }

    pub(crate) fn report_number(&self, document: i64) -> Result<CodedReport> {
        load(&self.db, document).map_err(|e| value_error(&self.path, document, e))
    }
}

fn following(db: &Connection, last: i64) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT min(document) FROM documents WHERE document > ?1")?.query_row([last], |r| r.get(0))
}

fn number(db: &Connection, id: &str) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT document FROM documents WHERE id = ?1")?.query_row([id], |r| r.get(0)).optional()
}

/// A value that cannot be read names its row.
fn value_error(path: &Path, document: i64, e: rusqlite::Error) -> StoreError {
    match e {
        rusqlite::Error::FromSqlConversionFailure(_, _, problem) => StoreError::Value {
            path: path.to_owned(),
            table: "documents",
            row: format!("document {document}"),
            problem: problem.to_string(),
        },
        e => StoreError::of(path, e),
    }
}

/// The report as the reader gave it; its language is the one that was told.
fn document(db: &Connection, path: &Path, id: &str) -> Result<Option<Document>> {
    let read = |r: &Row| {
        let warnings: Vec<String> = json(r, 6)?;
        let given: usize = r.get(7)?;
        Ok(Document {
            id: r.get(0)?,
            title: r.get(1)?,
            text: r.get(2)?,
            published: optional(r, 3)?,
            publisher: r.get(4)?,
            url: r.get(5)?,
            language: r.get(9)?,
            warnings: warnings.into_iter().take(given).collect(),
            flaws: Vec::new(),
            place: r.get(8)?,
        })
    };
    let sql = "SELECT id, given_title, text, given_published, publisher, url, warnings, given_warnings,
                 coalesce((SELECT source FROM ledger WHERE report = documents.id), id), language
               FROM documents WHERE id = ?1";
    db.prepare_cached(sql).and_then(|mut q| q.query_row([id], read).optional()).at(path)
}

/// The record of a document.
pub(crate) fn load(db: &Connection, document: i64) -> rusqlite::Result<CodedReport> {
    let (record, warnings) = document_record(db, document)?;
    let words = Words { points: CodePoints::new(&record.text), text: &record.text };
    Ok(CodedReport {
        entities: entities(db, document, &words)?,
        events: events(db, document)?,
        statements: statements(db, document, &words)?,
        ties: ties(db, document, &words)?,
        quantities: quantities(db, document, &words)?,
        warnings,
        document: record,
    })
}

/// The text, to take words out of.
struct Words<'t> {
    points: CodePoints<'t>,
    text: &'t str,
}

impl Words<'_> {
    fn at(&self, at: Offsets) -> TextAt {
        TextAt { at, text: self.points.span(at).map_or("", |s| s.of(self.text)).to_owned() }
    }

    fn all(&self, r: &Row, column: usize) -> rusqlite::Result<Vec<TextAt>> {
        let pairs: Vec<(usize, usize)> = json(r, column)?;
        Ok(pairs.into_iter().map(|(start, end)| self.at(Offsets { start, end })).collect())
    }
}

fn document_record(db: &Connection, document: i64) -> rusqlite::Result<(DocumentRecord, Vec<String>)> {
    db.prepare_cached(
        "SELECT id, title, text, published, publisher, url, language, dateline_place, dateline_agency, dateline_start,
           dateline_end, warnings FROM documents WHERE document = ?1",
    )?
    .query_row([document], |r| {
        let line: Option<usize> = r.get(9)?;
        let dateline = match line {
            Some(_) => Some(DatelineRecord { place: r.get(7)?, agency: r.get(8)?, at: offsets(r, 9)? }),
            None => None,
        };
        let record = DocumentRecord {
            id: r.get(0)?,
            title: r.get(1)?,
            text: r.get(2)?,
            published: optional(r, 3)?,
            dateline,
            publisher: r.get(4)?,
            url: r.get(5)?,
            language: r.get(6)?,
        };
        Ok((record, json(r, 11)?))
    })
}

fn entities(db: &Connection, document: i64, words: &Words) -> rusqlite::Result<Vec<EntityRecord>> {
    let mut rows = db.prepare_cached(
        "SELECT entity, name, kind, country, sectors, wikidata, mentions FROM entities WHERE document = ?1 ORDER BY n",
    )?;
    rows.query_map([document], |r| {
        Ok(EntityRecord {
            id: r.get(0)?,
            name: r.get(1)?,
            kind: parsed(r, 2)?,
            country: r.get(3)?,
            sectors: several(r, 4)?,
            wikidata: r.get(5)?,
            mentions: words.all(r, 6)?,
        })
    })?
    .collect()
}

fn events(db: &Connection, document: i64) -> rusqlite::Result<Vec<EventRecord>> {
    let mut rows = db.prepare_cached(
        "SELECT e.id, event_type, mode, contexts, quad, score, cameo, event, trigger_start, trigger_end, trigger,
           s.\"start\", s.\"end\", date_start, date_end, date_text, place, place_country, lat, lon, geonames, status,
           attribution, confidence, contested_by, own_types
         FROM events e JOIN sentences s USING (sentence) WHERE e.document = ?1 ORDER BY event",
    )?;
    rows.query_map([document], |r| {
        let event: i64 = r.get(7)?;
        let date = DateRecord { start: optional(r, 13)?, end: optional(r, 14)?, text: r.get(15)? };
        let place: Option<String> = r.get(16)?;
        let place = match place {
            Some(name) => {
                Some(PlaceRecord { name, country: r.get(17)?, lat: r.get(18)?, lon: r.get(19)?, geonames: r.get(20)? })
            }
            None => None,
        };
        Ok(EventRecord {
            id: r.get(0)?,
            event_type: parsed(r, 1)?,
            mode: optional(r, 2)?,
            contexts: several(r, 3)?,
            quad: parsed(r, 4)?,
            score: r.get(5)?,
            cameo: r.get(6)?,
            actors: participants(db, event, "actor")?,
            recipients: participants(db, event, "recipient")?,
            trigger: TextAt { at: offsets(r, 8)?, text: r.get(10)? },
            sentence: offsets(r, 11)?,
            date: (date.start.is_some() || date.end.is_some() || date.text.is_some()).then_some(date),
            place,
            status: parsed(r, 21)?,
            attribution: json(r, 22)?,
            confidence: r.get(23)?,
            contested_by: json_or_none(r, 24)?,
            own_types: json_or_none(r, 25)?,
        })
    })?
    .collect()
}

fn participants(db: &Connection, event: i64, side: &str) -> rusqlite::Result<Vec<Participant>> {
    let mut rows = db.prepare_cached(
        "SELECT entity, name, country, sectors, \"start\", \"end\" FROM participants WHERE event = ?1 AND side = ?2 ORDER BY n",
    )?;
    rows.query_map((event, side), |r| {
        Ok(Participant {
            entity: r.get(0)?,
            name: r.get(1)?,
            country: r.get(2)?,
            sectors: several(r, 3)?,
            at: offsets(r, 4)?,
        })
    })?
    .collect()
}

fn statements(db: &Connection, document: i64, words: &Words) -> rusqlite::Result<Vec<StatementRecord>> {
    let mut rows = db.prepare_cached(
        "SELECT t.id, speakers, cue_start, cue_end, s.\"start\", s.\"end\", content_start, content_end, contents, quoted,
           about, events, ties
         FROM statements t JOIN sentences s USING (sentence) WHERE t.document = ?1 ORDER BY statement",
    )?;
    rows.query_map([document], |r| {
        let cue: Option<usize> = r.get(2)?;
        let cue = if cue.is_some() { Some(words.at(offsets(r, 2)?)) } else { None };
        Ok(StatementRecord {
            id: r.get(0)?,
            speakers: json(r, 1)?,
            cue,
            sentence: offsets(r, 4)?,
            content: words.at(offsets(r, 6)?),
            contents: words.all(r, 8)?,
            quoted: parsed(r, 9)?,
            about: json(r, 10)?,
            events: json(r, 11)?,
            ties: json(r, 12)?,
        })
    })?
    .collect()
}

fn ties(db: &Connection, document: i64, words: &Words) -> rusqlite::Result<Vec<TieRecord>> {
    let mut rows = db.prepare_cached(
        "SELECT t.id, kind, from_sides, to_sides, mutual, goods, amount, unit, period_start, period_end, period_text, trend,
           status, anchor_start, anchor_end, s.\"start\", s.\"end\", attribution, confidence
         FROM ties t JOIN sentences s USING (sentence) WHERE t.document = ?1 ORDER BY tie",
    )?;
    rows.query_map([document], |r| {
        let amount: Option<f64> = r.get(6)?;
        let value = match amount {
            Some(amount) => Some(Value { amount, unit: r.get(7)? }),
            None => None,
        };
        let period = DateRecord { start: optional(r, 8)?, end: optional(r, 9)?, text: r.get(10)? };
        Ok(TieRecord {
            id: r.get(0)?,
            kind: parsed(r, 1)?,
            from: json(r, 2)?,
            to: json(r, 3)?,
            mutual: r.get(4)?,
            goods: json(r, 5)?,
            value,
            period: (period.start.is_some() || period.end.is_some() || period.text.is_some()).then_some(period),
            trend: optional(r, 11)?,
            status: parsed(r, 12)?,
            anchor: words.at(offsets(r, 13)?),
            evidence: offsets(r, 15)?,
            attribution: json(r, 17)?,
            confidence: r.get(18)?,
        })
    })?
    .collect()
}

fn quantities(db: &Connection, document: i64, words: &Words) -> rusqlite::Result<Vec<QuantityRecord>> {
    let mut rows = db.prepare_cached(
        "SELECT amount, upper, unit, kind, \"start\", \"end\" FROM quantities WHERE document = ?1 ORDER BY n",
    )?;
    rows.query_map([document], |r| {
        let TextAt { at, text } = words.at(offsets(r, 4)?);
        Ok(QuantityRecord { amount: r.get(0)?, upper: r.get(1)?, unit: r.get(2)?, kind: r.get(3)?, at, text })
    })?
    .collect()
}

/// A list of names as the store writes it: with commas between.
pub(crate) fn list<T: Display>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// Such a list back.
fn several<T: FromStr>(r: &Row, column: usize) -> rusqlite::Result<Vec<T>> {
    let text: String = r.get(column)?;
    text.split(',').filter(|s| !s.is_empty()).map(|s| parse(s, column)).collect()
}

fn offsets(r: &Row, start: usize) -> rusqlite::Result<Offsets> {
    Ok(Offsets { start: r.get(start)?, end: r.get(start + 1)? })
}

fn parsed<T: FromStr>(r: &Row, column: usize) -> rusqlite::Result<T> {
    parse(&r.get::<_, String>(column)?, column)
}

fn optional<T: FromStr>(r: &Row, column: usize) -> rusqlite::Result<Option<T>> {
    r.get::<_, Option<String>>(column)?.map(|text| parse(&text, column)).transpose()
}

fn parse<T: FromStr>(text: &str, column: usize) -> rusqlite::Result<T> {
    text.parse().map_err(|_| unexpected(column, format!("'{text}' is none of the values this column may hold")))
}

fn json<T: DeserializeOwned>(r: &Row, column: usize) -> rusqlite::Result<T> {
    let text: String = r.get(column)?;
    serde_json::from_str(&text).map_err(|e| unexpected(column, format!("'{text}' is not the expected list: {e}")))
}

/// A list that is left out where it is empty.
fn json_or_none<T: DeserializeOwned + Default>(r: &Row, column: usize) -> rusqlite::Result<T> {
    if r.get_ref(column)? == rusqlite::types::ValueRef::Null { Ok(T::default()) } else { json(r, column) }
}

fn unexpected(column: usize, problem: String) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, problem.into())
}

/// A day, for whoever has text that the store wrote.
pub(crate) fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}
