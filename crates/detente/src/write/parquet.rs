//! Parquet: the six tables `documents`, `entities`, `events`, `statements`, `ties`, `quantities` in a folder.
//!
//! Every table has a column `document` to join on; spans are two integer columns, participants lists of structs.

use super::Sink;
use crate::record::{AttributionRecord, CodedReport, DateRecord, Participant, Speaker, TextAt, TieSide};
use crate::text::{CodePoints, Offsets};
use arrow_json::reader::{Decoder, ReaderBuilder};
use arrow_schema::{DataType, Field, Fields, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use serde::Serialize;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Rows handed to the file at a time.
const BATCH: usize = 4096;

/// Writes reports into a folder of Parquet files.
pub struct ParquetTables {
    documents: Table,
    entities: Table,
    events: Table,
    statements: Table,
    ties: Table,
    quantities: Table,
}

impl ParquetTables {
    /// Makes the folder and the six files; files already there are replaced.
    ///
    /// # Errors
    /// The folder or a file cannot be made.
    pub fn create(folder: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(folder).map_err(|e| named(folder, e))?;
        Ok(Self {
            documents: Table::create(
                folder,
                "documents",
                vec![
                    text("document"),
                    text("title"),
                    text("text"),
                    date("published"),
                    text("publisher"),
                    text("url"),
                    text("language"),
                    text("dateline_place"),
                    text("dateline_agency"),
                    list("warnings", DataType::Utf8),
                ],
            )?,
            entities: Table::create(
                folder,
                "entities",
                vec![
                    text("document"),
                    text("entity"),
                    text("name"),
                    text("kind"),
                    text("country"),
                    list("sectors", DataType::Utf8),
                    text("wikidata"),
                    list("mentions", structure(vec![int("start"), int("end"), text("text")])),
                ],
            )?,
            events: Table::create(
                folder,
                "events",
                vec![
                    text("document"),
                    text("event"),
                    text("event_type"),
                    text("mode"),
                    text("quad"),
                    float("score"),
                    text("cameo"),
                    list("contexts", DataType::Utf8),
                    text("status"),
                    list("actors", participant()),
                    list("recipients", participant()),
                    text("trigger"),
                    int("trigger_start"),
                    int("trigger_end"),
                    text("sentence"),
                    int("sentence_start"),
                    int("sentence_end"),
                    date("date_start"),
                    date("date_end"),
                    text("date_text"),
                    text("place"),
                    text("place_country"),
                    float("lat"),
                    float("lon"),
                    int("geonames"),
                    list("attribution", attribution()),
                    float("confidence"),
                    list("contested_by", DataType::Utf8),
                    list("own_types", structure(vec![text("name"), float("score")])),
                ],
            )?,
            statements: Table::create(
                folder,
                "statements",
                vec![
                    text("document"),
                    text("statement"),
                    list("speakers", structure(vec![text("entity"), text("name")])),
                    text("cue"),
                    int("cue_start"),
                    int("cue_end"),
                    text("sentence"),
                    int("sentence_start"),
                    int("sentence_end"),
                    text("content"),
                    int("content_start"),
                    int("content_end"),
                    text("quoted"),
                    list("about", DataType::Utf8),
                    list("events", DataType::Utf8),
                    list("ties", DataType::Utf8),
                ],
            )?,
            ties: Table::create(
                folder,
                "ties",
                vec![
                    text("document"),
                    text("tie"),
                    text("kind"),
                    list("from", side()),
                    list("to", side()),
                    Field::new("mutual", DataType::Boolean, true),
                    list("goods", DataType::Utf8),
                    float("amount"),
                    text("unit"),
                    date("period_start"),
                    date("period_end"),
                    text("period_text"),
                    text("trend"),
                    text("status"),
                    text("anchor"),
                    int("anchor_start"),
                    int("anchor_end"),
                    text("evidence"),
                    int("evidence_start"),
                    int("evidence_end"),
                    list("attribution", attribution()),
                    float("confidence"),
                ],
            )?,
            quantities: Table::create(
                folder,
                "quantities",
                vec![
                    text("document"),
                    float("amount"),
                    float("upper"),
                    text("unit"),
                    text("kind"),
                    text("text"),
                    int("start"),
                    int("end"),
                ],
            )?,
        })
    }
}

impl Sink for ParquetTables {
    fn report(&mut self, report: &CodedReport) -> io::Result<()> {
        let d = &report.document;
        let document = d.id.as_str();
        let points = CodePoints::new(&d.text);
        let words = |at: Offsets| points.span(at).map_or("", |s| s.of(&d.text));
        self.documents.row(&DocumentRow {
            document,
            title: d.title.as_deref(),
            text: &d.text,
            published: d.published,
            publisher: d.publisher.as_deref(),
            url: d.url.as_deref(),
            language: d.language.as_deref(),
            dateline_place: d.dateline.as_ref().and_then(|l| l.place.as_deref()),
            dateline_agency: d.dateline.as_ref().and_then(|l| l.agency.as_deref()),
            warnings: &report.warnings,
        })?;
        for e in &report.entities {
            self.entities.row(&EntityRow {
                document,
                entity: &e.id,
                name: &e.name,
                kind: e.kind,
                country: e.country.as_deref(),
                sectors: &e.sectors,
                wikidata: e.wikidata.as_deref(),
                mentions: &e.mentions,
            })?;
        }
        for e in &report.events {
            self.events.row(&EventRow {
                document,
                event: &e.id,
                event_type: e.event_type,
                mode: e.mode,
                quad: e.quad,
                score: e.score,
                cameo: &e.cameo,
                contexts: &e.contexts,
                status: e.status,
                actors: &e.actors,
                recipients: &e.recipients,
                trigger: &e.trigger.text,
                trigger_start: e.trigger.at.start,
                trigger_end: e.trigger.at.end,
                sentence: words(e.sentence),
                sentence_start: e.sentence.start,
                sentence_end: e.sentence.end,
                date_start: start(e.date.as_ref()),
                date_end: e.date.as_ref().and_then(|x| x.end),
                date_text: words_of(e.date.as_ref()),
                place: e.place.as_ref().map(|p| p.name.as_str()),
                place_country: e.place.as_ref().and_then(|p| p.country.as_deref()),
                lat: e.place.as_ref().and_then(|p| p.lat),
                lon: e.place.as_ref().and_then(|p| p.lon),
                geonames: e.place.as_ref().and_then(|p| p.geonames),
                attribution: &e.attribution,
                confidence: e.confidence,
                contested_by: &e.contested_by,
                own_types: &e.own_types,
            })?;
        }
        for s in &report.statements {
            self.statements.row(&StatementRow {
                document,
                statement: &s.id,
                speakers: &s.speakers,
                cue: s.cue.as_ref().map(|c| c.text.as_str()),
                cue_start: s.cue.as_ref().map(|c| c.at.start),
                cue_end: s.cue.as_ref().map(|c| c.at.end),
                sentence: words(s.sentence),
                sentence_start: s.sentence.start,
                sentence_end: s.sentence.end,
                content: &s.content.text,
                content_start: s.content.at.start,
                content_end: s.content.at.end,
                quoted: s.quoted,
                about: &s.about,
                events: &s.events,
                ties: &s.ties,
            })?;
        }
        for t in &report.ties {
            self.ties.row(&TieRow {
                document,
                tie: &t.id,
                kind: t.kind,
                from: &t.from,
                to: &t.to,
                mutual: t.mutual,
                goods: &t.goods,
                amount: t.value.as_ref().map(|v| v.amount),
                unit: t.value.as_ref().and_then(|v| v.unit.as_deref()),
                period_start: start(t.period.as_ref()),
                period_end: t.period.as_ref().and_then(|x| x.end),
                period_text: words_of(t.period.as_ref()),
                trend: t.trend,
                status: t.status,
                anchor: &t.anchor.text,
                anchor_start: t.anchor.at.start,
                anchor_end: t.anchor.at.end,
                evidence: words(t.evidence),
                evidence_start: t.evidence.start,
                evidence_end: t.evidence.end,
                attribution: &t.attribution,
                confidence: t.confidence,
            })?;
        }
        for q in &report.quantities {
            self.quantities.row(&QuantityRow {
                document,
                amount: q.amount,
                upper: q.upper,
                unit: q.unit.as_deref(),
                kind: &q.kind,
                text: &q.text,
                start: q.at.start,
                end: q.at.end,
            })?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        let tables = [
            &mut self.documents,
            &mut self.entities,
            &mut self.events,
            &mut self.statements,
            &mut self.ties,
            &mut self.quantities,
        ];
        tables.into_iter().try_for_each(Table::finish)
    }
}

fn start(date: Option<&DateRecord>) -> Option<jiff::civil::Date> {
    date.and_then(|d| d.start)
}

fn words_of(date: Option<&DateRecord>) -> Option<&str> {
    date.and_then(|d| d.text.as_deref())
}

/// One file: rows are gathered into batches and written as they fill.
struct Table {
    path: PathBuf,
    decoder: Decoder,
    rows: usize,
    file: Option<ArrowWriter<File>>,
}

impl Table {
    fn create(folder: &Path, name: &str, columns: Vec<Field>) -> io::Result<Self> {
        let path = folder.join(format!("{name}.parquet"));
        let schema = Arc::new(Schema::new(columns));
        let failed = |e: &dyn std::fmt::Display| io::Error::other(format!("{}: {e}", path.display()));
        let decoder =
            ReaderBuilder::new(schema.clone()).with_batch_size(BATCH).build_decoder().map_err(|e| failed(&e))?;
        let zstd = ZstdLevel::try_new(3).map_err(|e| failed(&e))?;
        let properties = WriterProperties::builder().set_compression(Compression::ZSTD(zstd)).build();
        let file = File::create(&path).map_err(|e| named(&path, e))?;
        let writer = ArrowWriter::try_new(file, schema, Some(properties)).map_err(|e| failed(&e))?;
        Ok(Self { path, decoder, rows: 0, file: Some(writer) })
    }

    fn failed(&self, e: impl std::fmt::Display) -> io::Error {
        io::Error::other(format!("{}: {e}", self.path.display()))
    }

    fn row(&mut self, row: &impl Serialize) -> io::Result<()> {
        self.decoder.serialize(std::slice::from_ref(row)).map_err(|e| self.failed(e))?;
        self.rows += 1;
        if self.rows >= BATCH { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.rows = 0;
        let batch = self.decoder.flush().map_err(|e| self.failed(e))?;
        if let (Some(batch), Some(file)) = (batch, self.file.as_mut()) {
            file.write(&batch).map_err(|e| io::Error::other(format!("{}: {e}", self.path.display())))?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.flush()?;
        match self.file.take() {
            Some(file) => file.close().map(|_| ()).map_err(|e| self.failed(e)),
            None => Ok(()),
        }
    }
}

fn named(path: &Path, e: io::Error) -> io::Error {
    io::Error::new(e.kind(), format!("{}: {e}", path.display()))
}

fn text(name: &str) -> Field {
    Field::new(name, DataType::Utf8, true)
}

fn int(name: &str) -> Field {
    Field::new(name, DataType::Int64, true)
}

fn float(name: &str) -> Field {
    Field::new(name, DataType::Float64, true)
}

fn date(name: &str) -> Field {
    Field::new(name, DataType::Date32, true)
}

fn list(name: &str, items: DataType) -> Field {
    Field::new(name, DataType::List(Arc::new(Field::new("item", items, true))), true)
}

fn structure(fields: Vec<Field>) -> DataType {
    DataType::Struct(Fields::from(fields))
}

fn participant() -> DataType {
    structure(vec![
        text("entity"),
        text("name"),
        text("country"),
        list("sectors", DataType::Utf8),
        int("start"),
        int("end"),
    ])
}

fn side() -> DataType {
    structure(vec![text("entity"), text("name"), text("country")])
}

fn attribution() -> DataType {
    structure(vec![text("entity"), text("name"), text("cue")])
}

#[derive(Serialize)]
struct DocumentRow<'r> {
    document: &'r str,
    title: Option<&'r str>,
    text: &'r str,
    published: Option<jiff::civil::Date>,
    publisher: Option<&'r str>,
    url: Option<&'r str>,
    language: Option<&'r str>,
    dateline_place: Option<&'r str>,
    dateline_agency: Option<&'r str>,
    warnings: &'r [String],
}

#[derive(Serialize)]
struct EntityRow<'r> {
    document: &'r str,
    entity: &'r str,
    name: &'r str,
    kind: crate::ontology::EntityKind,
    country: Option<&'r str>,
    sectors: &'r [crate::ontology::Sector],
    wikidata: Option<&'r str>,
    mentions: &'r [TextAt],
}

#[derive(Serialize)]
struct EventRow<'r> {
    document: &'r str,
    event: &'r str,
    event_type: crate::ontology::EventType,
    mode: Option<crate::ontology::Mode>,
    quad: crate::ontology::Quad,
    score: f64,
    cameo: &'r str,
    contexts: &'r [crate::ontology::Context],
    status: crate::ontology::Status,
    actors: &'r [Participant],
    recipients: &'r [Participant],
    trigger: &'r str,
    trigger_start: usize,
    trigger_end: usize,
    sentence: &'r str,
    sentence_start: usize,
    sentence_end: usize,
    date_start: Option<jiff::civil::Date>,
    date_end: Option<jiff::civil::Date>,
    date_text: Option<&'r str>,
    place: Option<&'r str>,
    place_country: Option<&'r str>,
    lat: Option<f64>,
    lon: Option<f64>,
    geonames: Option<u32>,
    attribution: &'r [AttributionRecord],
    confidence: f64,
    contested_by: &'r [String],
    own_types: &'r [crate::record::OwnTypeRecord],
}

#[derive(Serialize)]
struct StatementRow<'r> {
    document: &'r str,
    statement: &'r str,
    speakers: &'r [Speaker],
    cue: Option<&'r str>,
    cue_start: Option<usize>,
    cue_end: Option<usize>,
    sentence: &'r str,
    sentence_start: usize,
    sentence_end: usize,
    content: &'r str,
    content_start: usize,
    content_end: usize,
    quoted: crate::ontology::Quoted,
    about: &'r [String],
    events: &'r [String],
    ties: &'r [String],
}

#[derive(Serialize)]
struct TieRow<'r> {
    document: &'r str,
    tie: &'r str,
    kind: crate::ontology::TieKind,
    from: &'r [TieSide],
    to: &'r [TieSide],
    mutual: bool,
    goods: &'r [String],
    amount: Option<f64>,
    unit: Option<&'r str>,
    period_start: Option<jiff::civil::Date>,
    period_end: Option<jiff::civil::Date>,
    period_text: Option<&'r str>,
    trend: Option<crate::ontology::Trend>,
    status: crate::ontology::Status,
    anchor: &'r str,
    anchor_start: usize,
    anchor_end: usize,
    evidence: &'r str,
    evidence_start: usize,
    evidence_end: usize,
    attribution: &'r [AttributionRecord],
    confidence: f64,
}

#[derive(Serialize)]
struct QuantityRow<'r> {
    document: &'r str,
    amount: f64,
    upper: Option<f64>,
    unit: Option<&'r str>,
    kind: &'r str,
    text: &'r str,
    start: usize,
    end: usize,
}
