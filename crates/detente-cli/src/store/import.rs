//! `detente ingest --events-of`: event tables of other projects.

use super::arguments::Project;
use crate::Outcome;
use detente::read::streams;
use detente_store::{Store, StoreError};
use std::error::Error;

/// Most rows of a file whose faults are told one by one.
const TOLD: usize = 20;

pub fn run(mut store: Store, project: Project, files: &[String]) -> Result<Outcome, Box<dyn Error>> {
    let layout = project.layout();
    let (mut events, mut no_events, mut failed) = (0, 0, 0);
    for stream in streams(files.iter().map(String::as_str)) {
        let (file, stream) = match stream {
            Ok(stream) => stream,
            Err(error) => {
                eprintln!("detente: {error}");
                failed += 1;
                continue;
            }
        };
        let done = match store.import(layout, &file, stream) {
            Ok(done) => done,
            Err(error @ StoreError::Table { .. }) => {
                eprintln!("detente: {error}");
                failed += 1;
                continue;
            }
            Err(error) => return Err(Box::new(error)),
        };
        for (line, problem) in done.refused.iter().take(TOLD) {
            eprintln!("detente: {file}:{line}: {problem}");
        }
        if done.refused.len() > TOLD {
            eprintln!("detente: {file}: {} further rows could not be read", done.refused.len() - TOLD);
        }
        failed += done.refused.len();
        events += done.events;
        no_events += done.no_events;
    }
    let mut said = format!("{events} events of {layout} imported");
    if no_events > 0 {
        said += &format!(", {no_events} rows that are no event in PLOVER's sense");
    }
    if failed > 0 {
        said += &format!(", {failed} failed");
    }
    eprintln!("{said}");
    Ok(if failed > 0 { Outcome::SomeFailed } else { Outcome::Done })
}
