//! `detente eval`.

use crate::Outcome;
use crate::arguments::{Eval, Task};
use detente::engine::Engine;
use detente::evaluate;
use std::error::Error;

pub fn run(arguments: &Eval) -> Result<Outcome, Box<dyn Error>> {
    let engine = Engine::new()?;
    let scores = match &arguments.task {
        Task::Plv { file } => evaluate::plv(&engine, file)?,
        Task::Coped { file } => evaluate::coped(&engine, file)?,
        Task::Polnear { folder } => evaluate::polnear(&engine, folder)?,
        Task::Corpus { file } => evaluate::corpus(&engine, file)?,
    };
    print!("{scores}");
    Ok(Outcome::Done)
}
