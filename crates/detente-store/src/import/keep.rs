//! Rows of a table into the store.

use super::{Layout, Refused, Row, Side, parser, records};
use crate::error::{At, Result, StoreError};
use crate::keep::Store;
use jiff::Timestamp;
use rusqlite::{Connection, params};
use std::io::Read;

/// What became of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Rows in it, its header aside.
    pub rows: u64,
    /// Events that were stored, new or as a newer version.
    pub events: u64,
    /// Rows that tell of nothing that PLOVER calls an event.
    pub no_events: u64,
    /// Rows that could not be read: line and reason.
    pub refused: Vec<(u64, String)>,
}

impl Store {
    /// Imports a table of another project, all of it or nothing. An event under an id that is there already takes its place.
    ///
    /// # Errors
    /// The table is not in this layout (its header or first row says so); the stream fails; what the database says.
    pub fn import(&mut self, layout: Layout, file: &str, stream: impl Read) -> Result<Imported> {
        self.alone(|db, path| {
            let mut reader = records(stream, layout);
            let mut done = Imported::default();
            let mut parser_of = None;
            let mut record = csv::StringRecord::new();
            let unreadable = |problem: String| StoreError::Table { file: file.to_owned(), line: None, problem };
            loop {
                match reader.read_record(&mut record) {
                    Ok(false) => break,
                    Ok(true) => {}
                    Err(error) => match error.position().map(csv::Position::line) {
                        Some(line) if !error.is_io_error() => {
                            done.rows += 1;
                            done.refused.push((line, "not UTF-8".to_owned()));
                            continue;
                        }
                        _ => return Err(unreadable(error.to_string())),
                    },
                }
                let line = record.position().map_or(0, csv::Position::line);
                if parser_of.is_none() {
                    let wrong = |problem| StoreError::Table { file: file.to_owned(), line: Some(line), problem };
                    let (found, header) = parser(layout, &record).map_err(wrong)?;
                    parser_of = Some(found);
                    if header {
                        continue;
                    }
                }
                let Some(parser) = &parser_of else { continue };
                done.rows += 1;
                match parser.parse(&record) {
                    Ok(rows) => {
                        done.events += 1;
                        rows.iter().try_for_each(|row| write(db, layout, row)).at(path)?;
                    }
                    Err(Refused::NoEvent) => done.no_events += 1,
                    Err(Refused::Wrong(problem)) => done.refused.push((line, problem)),
                }
            }
            if parser_of.is_none() {
                return Err(unreadable("empty: no row in it".to_owned()));
            }
            let now = Timestamp::from_second(Timestamp::now().as_second()).unwrap_or_default();
            db.prepare_cached("INSERT INTO imports (file, source, imported, rows, kept) VALUES (?1, ?2, ?3, ?4, ?5)")
                .and_then(|mut row| {
                    row.execute(params![file, <&str>::from(layout), now.to_string(), done.rows, done.events])
                })
                .at(path)?;
            Ok(done)
        })
    }
}

fn write(db: &Connection, layout: Layout, row: &Row) -> rusqlite::Result<()> {
    let source = <&str>::from(layout);
    if row.n == 0 {
        db.prepare_cached("DELETE FROM imported_events WHERE source = ?1 AND id = ?2")?
            .execute(params![source, row.id])?;
    }
    db.prepare_cached(
        "INSERT INTO imported_events (source, id, n, day, event_type, mode, quad, score, cameo, label, contexts, actor,
           actor_country, actor_sectors, recipient, recipient_country, recipient_sectors, place, place_country, lat, lon,
           geonames, mentions, publisher, published, url)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23,
           ?24, ?25, ?26)",
    )?
    .execute(params![
        source,
        row.id,
        row.n,
        row.day.to_string(),
        <&str>::from(row.event_type),
        row.mode.map(<&str>::from),
        <&str>::from(row.event_type.quad()),
        row.score,
        row.cameo,
        row.label,
        row.contexts,
        row.actor.name,
        row.actor.country,
        sectors(&row.actor),
        row.recipient.name,
        row.recipient.country,
        sectors(&row.recipient),
        row.place.name,
        row.place.country,
        row.place.lat,
        row.place.lon,
        row.place.geonames,
        row.mentions,
        row.publisher,
        row.published.map(|d| d.to_string()),
        row.url,
    ])?;
    Ok(())
}

fn sectors(side: &Side) -> String {
    crate::records::list(&side.sectors)
}
