//! The binary `detente`: arguments, progress, exit codes, nothing else.

mod actors;
mod arguments;
mod classify;
mod code;
mod eval;
mod progress;
mod store;
mod train_head;

use arguments::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;

/// How a command ended.
pub enum Outcome {
    /// Everything was done: exit status 0.
    Done,
    /// Some input could not be read or coded and was named on standard error: exit status 1.
    SomeFailed,
}

/// What was given on the command line cannot be used, and nothing was done: exit status 2.
#[derive(Debug)]
pub struct WrongUsage(pub String);

impl std::fmt::Display for WrongUsage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WrongUsage {}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        Command::Code(a) => code::run(&a),
        Command::Classify(a) => classify::run(&a),
        Command::Eval(a) => eval::run(&a),
        Command::Actors(a) => actors::run(&a),
        Command::TrainHead(a) => train_head::run(&a),
        Command::Ingest(a) => store::ingest::run(&a),
        Command::Query(a) => store::query::run(&a),
        Command::Dyad(a) => store::dyad::run(&a),
        Command::Export(a) => store::export::run(&a),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeFailed) => ExitCode::from(1),
        // Whoever reads our output has had enough: no failure.
        Err(e) if is_closed_pipe(e.as_ref()) => ExitCode::SUCCESS,
        Err(e) if e.is::<WrongUsage>() => {
            eprintln!("{e}");
            ExitCode::from(2)
        }
        Err(e) => {
            eprintln!("detente: {e}");
            ExitCode::from(1)
        }
    }
}

/// True when a broken pipe is at the bottom of the error, however the libraries between have wrapped it.
fn is_closed_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    let kind = if let Some(e) = error.downcast_ref::<std::io::Error>() {
        if let Some(inner) = e.get_ref() {
            return is_closed_pipe(inner) || e.kind() == std::io::ErrorKind::BrokenPipe;
        }
        Some(e.kind())
    } else if let Some(e) = error.downcast_ref::<serde_json::Error>() {
        e.io_error_kind()
    } else {
        return error.source().is_some_and(is_closed_pipe);
    };
    kind == Some(std::io::ErrorKind::BrokenPipe)
}
