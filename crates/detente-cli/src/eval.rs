//! `detente eval`.

use crate::Outcome;
use crate::arguments::{Eval, Task};
use detente::code::SIGNS;
use detente::engine::Engine;
use detente::evaluate::{self, Misplaced, Verdict};
use std::error::Error;
use std::path::Path;

pub fn run(arguments: &Eval) -> Result<Outcome, Box<dyn Error>> {
    let engine = Engine::new()?;
    let scores = match &arguments.task {
        Task::Plv { file } => evaluate::plv(&engine, file)?,
        Task::Coped { file } => evaluate::coped(&engine, file)?,
        Task::Polnear { folder } => evaluate::polnear(&engine, folder)?,
        Task::Corpus { file, events, given, second } => {
            let (scores, verdicts) = evaluate::corpus(&engine, file, given, second.as_deref())?;
            if let Some(path) = events {
                write_verdicts(&verdicts, path).map_err(|e| format!("{}: {e}", path.display()))?;
            }
            scores
        }
        Task::Actors { file, misplaced } => {
            let (scores, wrong) = evaluate::actors(file)?;
            if let Some(path) = misplaced {
                write_misplaced(&wrong, path).map_err(|e| format!("{}: {e}", path.display()))?;
            }
            scores
        }
    };
    print!("{scores}");
    Ok(Outcome::Done)
}

fn write_verdicts(verdicts: &[Verdict], path: &Path) -> Result<(), csv::Error> {
    let mut out = csv::WriterBuilder::new().delimiter(b'\t').from_path(path)?;
    let columns = ["report", "verdict", "confidence", "type", "trigger", "actors", "recipients", "sentence"];
    out.write_record(columns.iter().chain(&SIGNS))?;
    for v in verdicts {
        let confidence = v.confidence.map_or(String::new(), |c| c.to_string());
        let kind = v.event_type.to_string();
        let signs = SIGNS.iter().enumerate().map(|(n, _)| v.signs.map_or(String::new(), |s| s[n].to_string()));
        let signs: Vec<String> = signs.collect();
        out.write_record(
            [&v.report, v.verdict, &confidence, &kind, &v.trigger, &v.actors, &v.recipients, &v.sentence]
                .into_iter()
                .chain(signs.iter().map(String::as_str)),
        )?;
    }
    out.flush()?;
    Ok(())
}

fn write_misplaced(misplaced: &[Misplaced], path: &Path) -> Result<(), csv::Error> {
    let mut out = csv::WriterBuilder::new().delimiter(b'\t').from_path(path)?;
    out.write_record(["report", "country", "found_country", "sector", "found_sectors", "words"])?;
    for m in misplaced {
        out.write_record([&m.report, &m.gold.0, &m.found.0, &m.gold.1, &m.found.1, &m.words])?;
    }
    out.flush()?;
    Ok(())
}
