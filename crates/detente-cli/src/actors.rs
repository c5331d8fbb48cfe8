//! `detente actors`, and the files of the user's own actors for the other commands.

use crate::arguments::{Actors, ActorsTask, Check, Lookup, LookupFormat, OwnActors};
use crate::{Outcome, WrongUsage};
use detente::resolve::{self, Dictionary, DictionaryError, Knowledge, Meaning};
use detente::write::visible;
use std::error::Error;
use std::io::Write;

/// Warnings that are printed before coding; the rest `detente actors check` prints.
const WARNINGS: usize = 10;
/// Characters of a name that a table shows.
const SHOWN: usize = 60;

pub fn run(arguments: &Actors) -> Result<Outcome, Box<dyn Error>> {
    match &arguments.task {
        ActorsTask::Lookup(a) => lookup(a),
        ActorsTask::Check(a) => check(a),
    }
}

/// Reads the user's own actors; what is odd in them is said on standard error.
///
/// # Errors
/// A line cannot be used: then nothing is to be coded.
pub fn dictionary(own: &OwnActors) -> Result<Dictionary, Box<dyn Error>> {
    if own.files.is_empty() {
        return Ok(Dictionary::default());
    }
    let dictionary = Dictionary::open(&own.files, Knowledge::shipped()?).map_err(wrong)?;
    let warnings = dictionary.warnings();
    for warning in warnings.iter().take(WARNINGS) {
        eprintln!("detente: {}", shown(&warning.to_string()));
    }
    if warnings.len() > WARNINGS {
        let more = warnings.len() - WARNINGS;
        eprintln!("detente: and {more} more warnings about --actors files; `detente actors check` prints all");
    }
    Ok(dictionary)
}

fn wrong(error: DictionaryError) -> WrongUsage {
    let lines: Vec<String> = error.to_string().lines().map(|l| format!("detente: {}", shown(l))).collect();
    WrongUsage(lines.join("\n"))
}

fn check(arguments: &Check) -> Result<Outcome, Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    match Dictionary::open(&arguments.files, Knowledge::shipped()?) {
        Ok(dictionary) => {
            for warning in dictionary.warnings() {
                writeln!(out, "{}", shown(&warning.to_string()))?;
            }
            let (actors, agents, warnings) = (dictionary.actors(), dictionary.agents(), dictionary.warnings().len());
            writeln!(out, "{actors} names of actors, {agents} words for roles, {warnings} warnings")?;
            Ok(Outcome::Done)
        }
        Err(DictionaryError::Lines(bad)) => {
            for line in &bad {
                writeln!(out, "{}", shown(&line.to_string()))?;
            }
            Err(WrongUsage(format!("detente: {} bad lines: no --actors file may have any", bad.len())).into())
        }
        Err(error) => Err(wrong(error).into()),
    }
}

fn lookup(arguments: &Lookup) -> Result<Outcome, Box<dyn Error>> {
    let dictionary = dictionary(&arguments.own)?;
    let found = resolve::lookup(&arguments.name, arguments.date, Knowledge::shipped()?, &dictionary);
    let mut out = std::io::stdout().lock();
    match arguments.format {
        LookupFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &found)?;
            writeln!(out)?;
        }
        LookupFormat::Table => out.write_all(page(&found).as_bytes())?,
    }
    Ok(Outcome::Done)
}

/// The page of a name: what it means, what it means elsewhere, what it does not mean.
fn page(found: &resolve::Lookup) -> String {
    let date = found.date.map_or("no date".to_string(), |d| d.to_string());
    let mut out = format!("{}, {date}\n\n", short(&found.name));
    match &found.answer {
        None => out.push_str("nothing knows the name: country and sectors would come from the words around it\n"),
        Some(answer) => {
            for (label, value) in [
                ("entity", short(&answer.entity)),
                ("kind", answer.kind.to_string()),
                ("country", answer.country.clone().unwrap_or("none".into())),
                ("sectors", sectors(answer)),
                ("wikidata", answer.wikidata.clone().unwrap_or("-".into())),
                ("because", short_source(&answer.source)),
                ("read as", read_as(answer)),
            ] {
                out.push_str(&format!("{label:<10}{value}\n"));
            }
        }
    }
    if !found.others.is_empty() {
        out.push_str("\nRead as something else\n");
        out.push_str(&columns(found.others.iter().map(|m| {
            let country = m.country.clone().unwrap_or("-".into());
            [read_as(m), short(&m.entity), country, sectors(m), short_source(&m.source)]
        })));
    }
    if !found.rejected.is_empty() {
        out.push_str("\nNot meant\n");
        out.push_str(&columns(found.rejected.iter().map(|r| {
            let country = r.country.clone().unwrap_or("-".into());
            let sectors = r.sectors.iter().map(|s| s.to_string()).collect::<Vec<_>>().join(" ");
            let sectors = if sectors.is_empty() { "-".to_string() } else { sectors };
            [short(&r.entity), country, sectors, short_source(&r.source), shown(&r.reason)]
        })));
    }
    out
}

fn read_as(meaning: &Meaning) -> String {
    meaning.read_as.iter().map(|k| k.to_string()).collect::<Vec<_>>().join(", ")
}

fn sectors(meaning: &Meaning) -> String {
    match meaning.sectors.as_slice() {
        [] => "-".to_string(),
        all => all.iter().map(|s| s.to_string()).collect::<Vec<_>>().join(" "),
    }
}

fn short_source(source: &resolve::Source) -> String {
    shown(&source.to_string())
}

/// Rows with each column as wide as its widest cell.
fn columns<const N: usize>(rows: impl Iterator<Item = [String; N]>) -> String {
    let rows: Vec<[String; N]> = rows.collect();
    let mut widths = [0; N];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut out = String::new();
    for row in &rows {
        let cells: Vec<String> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
    }
    out
}

/// A name as a table shows it: not too long.
fn short(name: &str) -> String {
    let mut out: String = name.chars().take(SHOWN).collect();
    if name.chars().nth(SHOWN).is_some() {
        out.push('…');
    }
    shown(&out)
}

/// Text on one line, without what moves the cursor or turns the direction of what follows.
fn shown(text: &str) -> String {
    visible(text).replace(['\n', '\t'], " ")
}
