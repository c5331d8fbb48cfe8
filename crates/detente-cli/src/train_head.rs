//! `detente train-head`: event types of the user's own.

use crate::arguments::TrainHead;
use crate::{Outcome, WrongUsage};
use detente::annotate::Model;
use detente::annotate::own::{FEWEST, fit, read_examples};
use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write;

pub fn run(arguments: &TrainHead) -> Result<Outcome, Box<dyn Error>> {
    let wrong = |e: &dyn Error| WrongUsage(format!("detente: {e}"));
    let examples = read_examples(&arguments.examples).map_err(|e| wrong(&e))?;
    let like: BTreeMap<_, _> = arguments.like.iter().cloned().collect();
    let fitted = fit(Model::shipped()?, &examples, &like)
        .map_err(|e| WrongUsage(format!("detente: {}: {e}", arguments.examples.display())))?;
    fitted.types.write(&arguments.out, &fitted.quality)?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{:<28} {:>8} {:>9} {:>7} {:>7}   counts as", "type", "examples", "precision", "recall", "F1")?;
    for q in &fitted.quality {
        writeln!(
            out,
            "{:<28} {:>8} {:>9.3} {:>7.3} {:>7.3}   {}",
            q.name,
            q.examples,
            q.tally.precision(),
            q.tally.recall(),
            q.tally.f1(),
            q.like
        )?;
    }
    for q in fitted.quality.iter().filter(|q| q.examples < FEWEST) {
        eprintln!(
            "detente: type \"{}\" has {} marked examples only: with {FEWEST} or more it is found better",
            q.name, q.examples
        );
    }
    eprintln!(
        "detente: five-fold cross-validated over {} texts; written to {}; use it with 'detente code --types {}'",
        examples.len(),
        arguments.out.display(),
        arguments.out.display()
    );
    Ok(Outcome::Done)
}
