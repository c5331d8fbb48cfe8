//! `detente query`.

use super::arguments::{Query, RowFormat};
use super::output;
use crate::{Outcome, WrongUsage};
use detente_store::ask::{CsvRows, JsonRows, ParquetRows, Rows, Selection, TextTable};
use detente_store::{Archive, StoreError};
use std::error::Error;
use std::io::{self, IsTerminal, Write};

pub fn run(arguments: &Query) -> Result<Outcome, Box<dyn Error>> {
    if arguments.schema {
        io::stdout().write_all(detente_store::DESCRIPTION.as_bytes())?;
        return Ok(Outcome::Done);
    }
    let on_terminal = arguments.out.is_none() && io::stdout().is_terminal();
    let format = arguments.format.unwrap_or(if on_terminal { RowFormat::Table } else { RowFormat::Csv });
    if format == RowFormat::Parquet && on_terminal {
        return Err(Box::new(WrongUsage("detente: Parquet is not for a terminal: give --out FILE".into())));
    }
    let (sql, values) = match &arguments.sql {
        Some(sql) => (sql.clone(), Vec::new()),
        None => selection(arguments).sql().map_err(asked_wrongly)?,
    };
    let mut archive = Archive::open(&arguments.db)?;
    let out = output(arguments.out.as_deref(), &arguments.db)?;
    let mut rows: Box<dyn Rows> = match format {
        RowFormat::Table => Box::new(TextTable::new(out)),
        RowFormat::Csv => Box::new(CsvRows::new(out, b',')),
        RowFormat::Json => Box::new(JsonRows::new(out)),
        RowFormat::Parquet => Box::new(ParquetRows::new(out)),
    };
    archive.ask(&sql, &values, rows.as_mut()).map_err(asked_wrongly)?;
    Ok(Outcome::Done)
}

/// A question that cannot be answered as put is wrong usage.
pub(super) fn asked_wrongly(e: StoreError) -> Box<dyn Error> {
    match e {
        StoreError::Question(problem) => Box::new(WrongUsage(format!("detente: {problem}"))),
        e => Box::new(e),
    }
}

fn selection(a: &Query) -> Selection {
    Selection {
        actors: a.actor.clone(),
        recipients: a.recipient.clone(),
        anybody: a.who.clone(),
        types: a.types.clone(),
        modes: a.mode.clone(),
        contexts: a.context.clone(),
        quads: a.quad.clone(),
        statuses: a.status.clone(),
        places: a.place.clone(),
        since: a.since,
        until: a.until,
        text: a.text.clone(),
        publisher: a.publisher.clone(),
        min_confidence: a.min_confidence,
        limit: a.limit,
    }
}
