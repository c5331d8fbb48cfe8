//! `detente dyad`.

use super::arguments::{Dyad, DyadFormat, PeriodLength};
use super::query::asked_wrongly;
use crate::Outcome;
use detente_store::Archive;
use detente_store::dyad::{By, Question, page};
use std::error::Error;
use std::io::{self, Write};

pub fn run(arguments: &Dyad) -> Result<Outcome, Box<dyn Error>> {
    let question = Question {
        since: arguments.since,
        until: arguments.until,
        by: match arguments.by {
            PeriodLength::Week => By::Week,
            PeriodLength::Month => By::Month,
            PeriodLength::Year => By::Year,
        },
        statuses: arguments.status.clone(),
        with: arguments.with.iter().map(|project| project.layout()).collect(),
        most: arguments.most,
        ..Question::of(&arguments.a, &arguments.b).map_err(asked_wrongly)?
    };
    let record = Archive::open(&arguments.db)?.dyad(&question)?;
    let mut out = io::stdout().lock();
    match arguments.format {
        DyadFormat::Text => {
            let width = terminal_size::terminal_size().map_or(100, |(w, _)| usize::from(w.0));
            out.write_all(page(&record, width).as_bytes())?;
        }
        DyadFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &record)?;
            out.write_all(b"\n")?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}
