//! The binary `detente`: arguments, progress, exit codes, nothing else.

mod arguments;
mod classify;
mod code;
mod eval;
mod progress;

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

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        Command::Code(a) => code::run(&a),
        Command::Classify(a) => classify::run(&a),
        Command::Eval(a) => eval::run(&a),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeFailed) => ExitCode::from(1),
        // Whoever reads our output has had enough: no failure.
        Err(e) if is_closed_pipe(e.as_ref()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("detente: {e}");
            ExitCode::from(1)
        }
    }
}

fn is_closed_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}
