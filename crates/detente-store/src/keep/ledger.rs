//! The ledger: what was read, what became of it, and by which engine and model.

use super::content;
use detente::read::Document;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

/// Who codes: the ledger keeps it beside every report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coder {
    /// Version of the engine.
    pub engine: String,
    /// Fingerprint of the model.
    pub model: String,
    /// Options that change what is coded, as one line; empty for none.
    pub options: String,
}

impl Coder {
    /// A coder of this engine, model and options.
    pub fn new(engine: impl Into<String>, model: impl Into<String>, options: impl Into<String>) -> Self {
        Self { engine: engine.into(), model: model.into(), options: options.into() }
    }
}

/// What the store knows of a report before it is coded. The numbers are those of the table `documents`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing.
    New,
    /// It is stored as it is, by the same coder.
    Current,
    /// It is stored as it is, but another engine, model or choice of options coded it.
    CodedOtherwise(i64),
    /// A version of it is stored that says something else.
    Older(i64),
    /// It is a version that a later one has replaced.
    Superseded,
    /// The same content is stored under another id.
    CopyOf(i64),
}

/// What [`super::Store::put`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Stored a new report.
    Coded,
    /// Stored a newer version; the older is in `document_versions`.
    Replaced,
    /// Stored the same report coded anew.
    Recoded,
    /// Nothing: it is stored already, or was and has been replaced.
    Same,
    /// Noted that this document has the same content.
    CopyOf(i64),
}

impl Outcome {
    /// True when a report was written.
    pub fn writes(self) -> bool {
        matches!(self, Self::Coded | Self::Replaced | Self::Recoded)
    }
}

/// What the store knows of `report`. The id goes before the content: a report that comes to say what another says is still
/// itself.
pub(crate) fn standing(db: &Connection, report: &Document, coder: &Coder) -> rusqlite::Result<Standing> {
    let content = content::of(report);
    let mut by_id = db.prepare_cached(
        "SELECT d.document, d.content, l.engine, l.model, l.options
         FROM documents d JOIN ledger l ON l.report = d.id WHERE d.id = ?1",
    )?;
    let known = by_id
        .query_row([&report.id], |r| {
            let by = Coder::new(r.get::<_, String>(2)?, r.get::<_, String>(3)?, r.get::<_, String>(4)?);
            Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?, by))
        })
        .optional()?;
    if let Some((document, stored, by)) = known {
        if stored == content {
            return Ok(if by == *coder { Standing::Current } else { Standing::CodedOtherwise(document) });
        }
        let mut older =
            db.prepare_cached("SELECT 1 FROM document_versions WHERE document = ?1 AND content = ?2 LIMIT 1")?;
        let superseded = older.exists(params![document, content])?;
        return Ok(if superseded { Standing::Superseded } else { Standing::Older(document) });
    }
    let mut by_content = db.prepare_cached(
        "SELECT document FROM documents WHERE content = ?1
         UNION ALL SELECT document FROM document_versions WHERE content = ?1 LIMIT 1",
    )?;
    let copy = by_content.query_row([&content], |r| r.get(0)).optional()?;
    Ok(copy.map_or(Standing::New, Standing::CopyOf))
}

/// Ids of the documents that another coder coded, in the order they came.
pub(super) fn coded_otherwise(db: &Connection, coder: &Coder) -> rusqlite::Result<Vec<String>> {
    let mut ids = db.prepare_cached(
        "SELECT d.id FROM documents d JOIN ledger l ON l.report = d.id
         WHERE (l.engine, l.model, l.options) <> (?1, ?2, ?3) ORDER BY d.document",
    )?;
    ids.query_map(params![coder.engine, coder.model, coder.options], |r| r.get(0))?.collect()
}

pub(super) fn coded(
    db: &Connection,
    coder: &Coder,
    report: &Document,
    content: &str,
    document: i64,
) -> rusqlite::Result<()> {
    Entry {
        report: &report.id,
        source: &report.place,
        outcome: "coded",
        reason: None,
        content: Some(content),
        document: Some(document),
    }
    .write(db, coder)
}

/// Writes that `report` is a copy, once.
pub(super) fn same(
    db: &Connection,
    coder: &Coder,
    report: &Document,
    content: &str,
    document: i64,
) -> rusqlite::Result<()> {
    let mut known =
        db.prepare_cached("SELECT 1 FROM ledger WHERE report = ?1 AND outcome = 'same' AND content = ?2")?;
    if known.exists(params![report.id, content])? {
        return Ok(());
    }
    Entry {
        report: &report.id,
        source: &report.place,
        outcome: "same",
        reason: None,
        content: Some(content),
        document: Some(document),
    }
    .write(db, coder)
}

/// Writes that `report` failed, unless it is stored: what is stored stays, and so does its line.
pub(super) fn failed(db: &Connection, coder: &Coder, report: &str, source: &str, reason: &str) -> rusqlite::Result<()> {
    let mut stored =
        db.prepare_cached("SELECT 1 FROM ledger WHERE report = ?1 AND (outcome = 'coded' OR reason = ?2)")?;
    if stored.exists(params![report, reason])? {
        return Ok(());
    }
    Entry { report, source, outcome: "failed", reason: Some(reason), content: None, document: None }.write(db, coder)
}

/// One line of the ledger.
struct Entry<'r> {
    report: &'r str,
    source: &'r str,
    outcome: &'static str,
    reason: Option<&'r str>,
    content: Option<&'r str>,
    document: Option<i64>,
}

impl Entry<'_> {
    fn write(&self, db: &Connection, coder: &Coder) -> rusqlite::Result<()> {
        let now = Timestamp::from_second(Timestamp::now().as_second()).unwrap_or_default();
        db.prepare_cached(
            "INSERT OR REPLACE INTO ledger (report, source, outcome, reason, content, document, engine, model, options, read)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            self.report,
            self.source,
            self.outcome,
            self.reason,
            self.content,
            self.document,
            coder.engine,
            coder.model,
            coder.options,
            now.to_string(),
        ])?;
        Ok(())
    }
}
