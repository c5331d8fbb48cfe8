//! Builds the knowledge file: `detente-knowledge build CITIES COUNTRIES ADMIN1 ADMIN2`, from the repository's root.
//!
//! `detente-knowledge import-reign CSV` rewrites the table of national leaders since 1921. See `knowledge/README.md`.

mod leaders;
mod places;

use detente::resolve::knowledge::{Geonyms, Organisations, People, Places, Roles, pack, pack_places};
use std::fs;
use std::path::Path;
use std::process::ExitCode;

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["build", cities, countries, admin1, admin2] => build(cities, countries, admin1, admin2),
        ["import-reign", csv] => leaders::import(Path::new(csv), Path::new("knowledge")),
        _ => {
            eprintln!("usage: detente-knowledge build CITIES.json COUNTRIES.json ADMIN1.txt ADMIN2.txt");
            eprintln!("       detente-knowledge import-reign LEADERS.csv");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("detente-knowledge: {error}");
            ExitCode::FAILURE
        }
    }
}

fn build(cities: &str, countries: &str, admin1: &str, admin2: &str) -> Result<(), Failure> {
    let folder = Path::new("knowledge");
    let table = |name: &str| -> Result<&'static str, Failure> {
        let path = folder.join(name);
        let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        Ok(&*text.leak())
    };
    let (states, peoples, regions) = (table("states.tsv")?, table("peoples.tsv")?, table("regions.tsv")?);
    let (roles, organisations) = (table("roles.tsv")?, table("organisations.tsv")?);
    let leaders = leaders::merge(table("leaders.tsv")?, table("leaders-reign.tsv")?)?.leak();

    let geonyms = Geonyms::read(states, peoples, regions)?;
    let read = (People::read(leaders)?, Organisations::read(organisations)?, Roles::read(roles)?);
    let sources = places::gather(cities, countries, admin1, admin2, table("codes.tsv")?)?;
    let (names, lists, records, labels) = pack_places(&sources)?;
    println!(
        "{} states, {} persons, {} organisations, {} role words",
        geonyms.states(),
        read.0.len(),
        read.1.len(),
        read.2.len()
    );
    println!(
        "{} places: names {} B, lists {} B, records {} B, labels {} B",
        sources.len(),
        names.len(),
        lists.len(),
        records.len(),
        labels.len()
    );
    let entries: [(&str, &[u8]); 10] = [
        ("states", states.as_bytes()),
        ("peoples", peoples.as_bytes()),
        ("regions", regions.as_bytes()),
        ("roles", roles.as_bytes()),
        ("organisations", organisations.as_bytes()),
        ("leaders", leaders.as_bytes()),
        ("place-names", &names),
        ("place-lists", &lists),
        ("place-records", &records),
        ("place-labels", labels.as_bytes()),
    ];
    let file = pack(&entries);
    fs::write(folder.join("knowledge.bin"), &file)?;
    println!("knowledge/knowledge.bin: {} B", file.len());
    Places::open(names.leak(), lists.leak(), records.leak(), labels.leak())?;
    Ok(())
}
