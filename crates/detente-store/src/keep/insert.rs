//! One coded report into its rows.

use super::dyads;
use crate::stories;
use crate::{duplicates, records};
use detente::read::Document;
use detente::record::{CodedReport, EventRecord, Participant, StatementRecord, TextAt, TieRecord};
use detente::text::{CodePoints, Offsets};
use jiff::civil::Date;
use rusqlite::{Connection, params};
use serde::Serialize;
use std::collections::HashMap;

/// A new document's row; its number.
pub(super) fn document(
    db: &Connection,
    report: &Document,
    record: &CodedReport,
    content: &str,
) -> rusqlite::Result<i64> {
    db.prepare_cached(
        "INSERT INTO documents (id, version, content, original, warnings, given_warnings, text)
         VALUES (?1, 1, ?2, 0, '[]', 0, '')",
    )?
    .execute(params![report.id, content])?;
    let document = db.last_insert_rowid();
    fill(db, document, report, record, content)?;
    duplicates::file(db, document, &record.document.text)?;
    Ok(document)
}

/// A newer version takes the row of the older.
pub(super) fn replacement(
    db: &Connection,
    document: i64,
    report: &Document,
    record: &CodedReport,
    content: &str,
) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE documents SET version = version + 1 WHERE document = ?1")?.execute([document])?;
    duplicates::take_out(db, document)?;
    fill(db, document, report, record, content)?;
    duplicates::file(db, document, &record.document.text)
}

/// The same report, coded anew: what was read from it may differ, its text does not.
pub(super) fn recoded(
    db: &Connection,
    document: i64,
    report: &Document,
    record: &CodedReport,
    content: &str,
) -> rusqlite::Result<()> {
    fill(db, document, report, record, content)
}

fn fill(
    db: &Connection,
    document: i64,
    report: &Document,
    record: &CodedReport,
    content: &str,
) -> rusqlite::Result<()> {
    let d = &record.document;
    let line = d.dateline.as_ref();
    db.prepare_cached(
        "UPDATE documents SET content = ?2, title = ?3, published = ?4, publisher = ?5, url = ?6, language = ?7,
           dateline_place = ?8, dateline_agency = ?9, dateline_start = ?10, dateline_end = ?11, warnings = ?12,
           given_title = ?13, given_published = ?14, given_warnings = ?15, text = ?16
         WHERE document = ?1",
    )?
    .execute(params![
        document,
        content,
        d.title,
        day(d.published),
        d.publisher,
        d.url,
        d.language,
        line.and_then(|l| l.place.as_deref()),
        line.and_then(|l| l.agency.as_deref()),
        line.map(|l| l.at.start),
        line.map(|l| l.at.end),
        json(&record.warnings)?,
        report.title,
        day(report.published),
        report.warnings.len() + report.flaws.len(),
        d.text,
    ])?;
    db.prepare_cached("INSERT INTO document_search (rowid, title, text) VALUES (?1, ?2, ?3)")?
        .execute(params![document, d.title, d.text])?;
    Ok(())
}

/// Everything that was read from the report.
pub(super) fn records(
    db: &Connection,
    document: i64,
    record: &CodedReport,
    touched: &mut stories::Touched,
) -> rusqlite::Result<()> {
    let points = CodePoints::new(&record.document.text);
    let mut rows = Rows { db, document, record, points, sentences: HashMap::new() };
    rows.entities()?;
    rows.quantities()?;
    for event in &record.events {
        rows.event(event, touched)?;
    }
    for statement in &record.statements {
        rows.statement(statement)?;
    }
    for tie in &record.ties {
        rows.tie(tie)?;
    }
    Ok(())
}

/// The rows of one report on their way in.
struct Rows<'r> {
    db: &'r Connection,
    document: i64,
    record: &'r CodedReport,
    points: CodePoints<'r>,
    sentences: HashMap<Offsets, i64>,
}

impl Rows<'_> {
    fn words(&self, at: Offsets) -> &str {
        self.points.span(at).map_or("", |s| s.of(&self.record.document.text))
    }

    /// The number of the sentence at `at`: each sentence of a report has one row.
    fn sentence(&mut self, at: Offsets) -> rusqlite::Result<i64> {
        if let Some(known) = self.sentences.get(&at) {
            return Ok(*known);
        }
        self.db
            .prepare_cached("INSERT INTO sentences (document, \"start\", \"end\") VALUES (?1, ?2, ?3)")?
            .execute(params![self.document, at.start, at.end])?;
        let sentence = self.db.last_insert_rowid();
        self.db
            .prepare_cached("INSERT INTO evidence_search (rowid, text) VALUES (?1, ?2)")?
            .execute(params![sentence, self.words(at)])?;
        self.sentences.insert(at, sentence);
        Ok(sentence)
    }

    fn entities(&self) -> rusqlite::Result<()> {
        let mut row = self.db.prepare_cached(
            "INSERT INTO entities (document, n, entity, name, kind, country, sectors, wikidata, mentions)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?;
        for (n, e) in self.record.entities.iter().enumerate() {
            row.execute(params![
                self.document,
                n,
                e.id,
                e.name,
                <&str>::from(e.kind),
                e.country,
                records::list(&e.sectors),
                e.wikidata,
                offsets(e.mentions.iter()),
            ])?;
        }
        Ok(())
    }

    fn quantities(&self) -> rusqlite::Result<()> {
        let mut row = self.db.prepare_cached(
            "INSERT INTO quantities (document, n, amount, upper, unit, kind, \"start\", \"end\")
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        for (n, q) in self.record.quantities.iter().enumerate() {
            row.execute(params![self.document, n, q.amount, q.upper, q.unit, q.kind, q.at.start, q.at.end])?;
        }
        Ok(())
    }

    fn event(&mut self, e: &EventRecord, touched: &mut stories::Touched) -> rusqlite::Result<()> {
        let sentence = self.sentence(e.sentence)?;
        let dated = e.date.as_ref().and_then(|d| d.start.or(d.end));
        let happened = day(dated.or(self.record.document.published));
        let place = e.place.as_ref();
        let words = stories::words(self.words(e.sentence), e);
        self.db
            .prepare_cached(
                "INSERT INTO events (document, id, event_type, mode, quad, score, cameo, contexts, status, day, date_start,
                   date_end, date_text, place, place_country, lat, lon, geonames, trigger, trigger_start, trigger_end,
                   sentence, attribution, confidence, words, contested_by, own_types)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
                   ?22, ?23, ?24, ?25, ?26, ?27)",
            )?
            .execute(params![
                self.document,
                e.id,
                <&str>::from(e.event_type),
                e.mode.map(<&str>::from),
                <&str>::from(e.quad),
                e.score,
                e.cameo,
                records::list(&e.contexts),
                <&str>::from(e.status),
                happened,
                e.date.as_ref().and_then(|d| day(d.start)),
                e.date.as_ref().and_then(|d| day(d.end)),
                e.date.as_ref().and_then(|d| d.text.as_deref()),
                place.map(|p| p.name.as_str()),
                place.and_then(|p| p.country.as_deref()),
                place.and_then(|p| p.lat),
                place.and_then(|p| p.lon),
                place.and_then(|p| p.geonames),
                e.trigger.text,
                e.trigger.at.start,
                e.trigger.at.end,
                sentence,
                json(&e.attribution)?,
                e.confidence,
                words,
                some(&e.contested_by)?,
                some(&e.own_types)?,
            ])?;
        let event = self.db.last_insert_rowid();
        self.participants(event, "actor", &e.actors)?;
        self.participants(event, "recipient", &e.recipients)?;
        if let Some(happened) = &happened {
            dyads::add(self.db, event, e, happened)?;
            stories::join(self.db, event, self.document, e, happened, &words, touched)?;
        }
        Ok(())
    }

    fn participants(&self, event: i64, side: &str, all: &[Participant]) -> rusqlite::Result<()> {
        let mut row = self.db.prepare_cached(
            "INSERT INTO participants (event, side, n, entity, name, country, sectors, \"start\", \"end\")
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?;
        for (n, p) in all.iter().enumerate() {
            let sectors = records::list(&p.sectors);
            row.execute(params![event, side, n, p.entity, p.name, p.country, sectors, p.at.start, p.at.end])?;
        }
        Ok(())
    }

    fn statement(&mut self, s: &StatementRecord) -> rusqlite::Result<()> {
        let sentence = self.sentence(s.sentence)?;
        let said = day(self.record.document.published);
        self.db
            .prepare_cached(
                "INSERT INTO statements (document, id, day, speakers, cue_start, cue_end, sentence, content_start,
                   content_end, contents, quoted, about, events, ties)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )?
            .execute(params![
                self.document,
                s.id,
                said,
                json(&s.speakers)?,
                s.cue.as_ref().map(|c| c.at.start),
                s.cue.as_ref().map(|c| c.at.end),
                sentence,
                s.content.at.start,
                s.content.at.end,
                offsets(s.contents.iter()),
                <&str>::from(s.quoted),
                json(&s.about)?,
                json(&s.events)?,
                json(&s.ties)?,
            ])?;
        let statement = self.db.last_insert_rowid();
        let Some(said) = said else { return Ok(()) };
        for (speaker, about) in dyads::of_statement(s, self.record) {
            self.db
                .prepare_cached("INSERT INTO dyad_statements (speaker, about, day, statement) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![speaker, about, said, statement])?;
        }
        Ok(())
    }

    fn tie(&mut self, t: &TieRecord) -> rusqlite::Result<()> {
        let sentence = self.sentence(t.evidence)?;
        let period = t.period.as_ref();
        let held = day(period.and_then(|p| p.start.or(p.end)).or(self.record.document.published));
        self.db
            .prepare_cached(
                "INSERT INTO ties (document, id, kind, day, from_sides, to_sides, mutual, goods, amount, unit, period_start,
                   period_end, period_text, trend, status, anchor_start, anchor_end, sentence, attribution, confidence)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
            )?
            .execute(params![
                self.document,
                t.id,
                <&str>::from(t.kind),
                held,
                json(&t.from)?,
                json(&t.to)?,
                t.mutual,
                json(&t.goods)?,
                t.value.as_ref().map(|v| v.amount),
                t.value.as_ref().and_then(|v| v.unit.as_deref()),
                period.and_then(|p| day(p.start)),
                period.and_then(|p| day(p.end)),
                period.and_then(|p| p.text.as_deref()),
                t.trend.map(<&str>::from),
                <&str>::from(t.status),
                t.anchor.at.start,
                t.anchor.at.end,
                sentence,
                json(&t.attribution)?,
                t.confidence,
            ])?;
        let tie = self.db.last_insert_rowid();
        let Some(held) = held else { return Ok(()) };
        for (from, to) in dyads::of_tie(t) {
            self.db
                .prepare_cached(
                    "INSERT INTO dyad_ties (\"from\", \"to\", kind, valued, day, tie) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![from, to, <&str>::from(t.kind), t.value.is_some(), held, tie])?;
        }
        Ok(())
    }
}

/// A day as the store writes it.
fn day(date: Option<Date>) -> Option<String> {
    date.map(|d| d.to_string())
}

/// A list as JSON; nothing for an empty one.
fn some(list: &[impl Serialize]) -> rusqlite::Result<Option<String>> {
    if list.is_empty() { Ok(None) } else { json(&list).map(Some) }
}

/// A list as JSON.
fn json(value: &impl Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))
}

/// `[[0,14],[20,23]]`: the words themselves stand in the text.
fn offsets<'r>(all: impl Iterator<Item = &'r TextAt>) -> String {
    let mut out = String::from("[");
    for (n, words) in all.enumerate() {
        let comma = if n > 0 { "," } else { "" };
        out.push_str(&format!("{comma}[{},{}]", words.at.start, words.at.end));
    }
    out.push(']');
    out
}
