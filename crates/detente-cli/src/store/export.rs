//! `detente export`.

use super::arguments::{Export, ExportFormat};
use super::output;
use crate::Outcome;
use detente::write::{EventTable, JsonLines, ParquetTables, Sink};
use detente_store::Archive;
use detente_store::export::{EventLayout, GdeltEvents, IcewsEvents, Pairs, PolecatEvents, Which, gexf, graphml, panel};
use std::error::Error;

pub fn run(arguments: &Export) -> Result<Outcome, Box<dyn Error>> {
    let archive = Archive::open(&arguments.db)?;
    let which = Which {
        since: arguments.since,
        until: arguments.until,
        statuses: arguments.status.clone(),
        min_confidence: arguments.min_confidence,
    };
    let out = || output(arguments.out.as_deref(), &arguments.db);
    let events = |mut layout: Box<dyn EventLayout>| archive.export_events(&which, layout.as_mut()).map(|_| ());
    match (arguments.format, &arguments.out) {
        (ExportFormat::Parquet, Some(folder)) => reports(&archive, &which, &mut ParquetTables::create(folder)?)?,
        // The command line does not let this through.
        (ExportFormat::Parquet, None) => return Err("parquet: expected a folder (--out DIR)".into()),
        (ExportFormat::Jsonl, _) => reports(&archive, &which, &mut JsonLines::new(out()?))?,
        (ExportFormat::Csv, _) => reports(&archive, &which, &mut EventTable::csv(out()?))?,
        (ExportFormat::Polecat, _) => events(Box::new(PolecatEvents::new(out()?)))?,
        (ExportFormat::Icews, _) => events(Box::new(IcewsEvents::new(out()?)))?,
        (ExportFormat::Gdelt, _) => events(Box::new(GdeltEvents::version_1(out()?)))?,
        (ExportFormat::Gdelt2, _) => events(Box::new(GdeltEvents::version_2(out()?)))?,
        (ExportFormat::Graphml, _) => graphml(&archive.network(&which)?, out()?)?,
        (ExportFormat::Gexf, _) => gexf(&archive.network(&which)?, out()?)?,
        (ExportFormat::Panel, _) => {
            let pairs = if arguments.all_pairs { Pairs::All } else { Pairs::Observed };
            panel(&archive, &which, pairs, out()?)?;
        }
    }
    Ok(Outcome::Done)
}

/// Whole records; of a span or a status those with an event in it.
fn reports(archive: &Archive, which: &Which, sink: &mut dyn Sink) -> Result<(), Box<dyn Error>> {
    archive.for_each_report(|mut report| {
        if !which.is_all() {
            which.keep(&mut report);
            if report.events.is_empty() {
                return Ok(());
            }
        }
        Ok(sink.report(&report)?)
    })?;
    Ok(sink.finish()?)
}
