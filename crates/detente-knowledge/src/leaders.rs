//! National leaders of the REIGN data set: taken over as a table, and merged with the project's own.

use crate::Failure;
use detente::resolve::name::{fold, skeleton, surname};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

#[derive(Deserialize)]
struct Row {
    stateabb: String,
    leader: String,
    sdate: String,
    smonth: String,
    syear: String,
    emonth: String,
    eyear: String,
}

/// Writes `leaders-reign.tsv` from REIGN's CSV: name, country, from, to; one line a leader and term.
pub fn import(csv: &Path, folder: &Path) -> Result<(), Failure> {
    let codes = fs::read_to_string(folder.join("cow.tsv"))?;
    let states: HashMap<&str, &str> = codes.lines().skip(1).filter_map(|l| l.split_once('\t')).collect();
    // Not all of the file is UTF-8.
    let text = String::from_utf8_lossy(&fs::read(csv)?).into_owned();
    let mut out = String::from("name\tcountry\tfrom\tto\n");
    let mut seen = HashSet::new();
    for row in csv::Reader::from_reader(text.as_bytes()).deserialize() {
        let row: Row = row?;
        let state =
            states.get(row.stateabb.as_str()).ok_or(format!("no state for code {:?} in cow.tsv", row.stateabb))?;
        let name = plain(&row.leader);
        if name.is_empty() || name.contains('\u{fffd}') {
            continue;
        }
        let number = |text: &str, most: u32| text.trim().parse::<u32>().ok().filter(|n| (1..=most).contains(n));
        let day = |year: &str, month: &str, day: Option<&str>| -> Option<String> {
            let year = number(year, 2100)?;
            let month = number(month, 12);
            Some(match (month, day.and_then(|d| number(d, 28))) {
                (Some(m), Some(d)) => format!("{year}-{m:02}-{d:02}"),
                (Some(m), None) => format!("{year}-{m:02}"),
                (None, _) => year.to_string(),
            })
        };
        let from = day(&row.syear, &row.smonth, Some(&row.sdate)).unwrap_or_default();
        // The set ends in 2021: who was in office then has no end here, and the project's own table goes before it.
        let to = day(&row.eyear, &row.emonth, None).unwrap_or_default();
        let line = format!("{name}\t{state}\t{from}\t{to}");
        if seen.insert(line.clone()) {
            writeln!(out, "{line}")?;
        }
    }
    fs::write(folder.join("leaders-reign.tsv"), out)?;
    Ok(())
}

/// "Yoshida, Shigeru" as "Shigeru Yoshida", without notes in brackets and question marks.
fn plain(name: &str) -> String {
    let name = name.split(['(', '/', '?']).next().unwrap_or("").trim();
    let turned = match name.split_once(',') {
        Some((last, first)) => format!("{} {}", first.trim(), last.trim()),
        None => name.to_string(),
    };
    turned.split_whitespace().map(cased).collect::<Vec<_>>().join(" ")
}

/// A word written all in capitals in normal case.
fn cased(word: &str) -> String {
    if word.chars().count() < 3 || word.contains('.') || word.chars().any(char::is_lowercase) {
        return word.to_string();
    }
    let mut letters = word.chars();
    letters.next().into_iter().chain(letters.flat_map(char::to_lowercase)).collect()
}

/// The project's table, followed by those of REIGN's leaders whom it does not have.
///
/// A leader is the same when state and surname agree and the own table has them in an office in that term.
pub fn merge(own: &str, reign: &str) -> Result<String, Failure> {
    let mut known: HashMap<(String, String), Vec<(u32, u32)>> = HashMap::new();
    for line in own.lines().skip(1).filter(|l| !l.is_empty()) {
        let f: Vec<&str> = line.split('\t').collect();
        let [name, aliases, country, offices, _] = f[..] else {
            return Err(format!("leaders.tsv: {line:?}: expected 5 fields").into());
        };
        let terms: Vec<(u32, u32)> = offices.split(';').filter_map(term).collect();
        for name in std::iter::once(name).chain(aliases.split(';')).map(fold).filter(|n| !n.is_empty()) {
            for word in [surname(&name), name.split(' ').next().unwrap_or("")] {
                known.entry((country.to_string(), skeleton(word))).or_default().extend(&terms);
            }
        }
    }
    let mut out = own.trim_end_matches('\n').to_string();
    out.push('\n');
    let mut terms: Vec<(String, String, Vec<String>)> = Vec::new();
    for line in reign.lines().skip(1).filter(|l| !l.is_empty()) {
        let f: Vec<&str> = line.split('\t').collect();
        let [name, country, from, to] = f[..] else {
            return Err(format!("leaders-reign.tsv: {line:?}: expected 4 fields").into());
        };
        let key = fold(name);
        let year = |text: &str, none| text.get(..4).and_then(|y| y.parse().ok()).unwrap_or(none);
        let (first, last) = (year(from, 0u32), year(to, 2021u32));
        let same = [surname(&key), key.split(' ').next().unwrap_or("")].iter().any(|word| {
            let own = known.get(&(country.to_string(), skeleton(word)));
            own.is_some_and(|terms| terms.iter().any(|(a, b)| *a <= last && first <= *b))
        });
        if same {
            continue;
        }
        // Who was in office when the set ended and is not in the own table has left since at a day not known here.
        let to = if to.is_empty() { "2022" } else { to };
        let office = format!("leader {from}..{to}[GOV]");
        match terms.iter_mut().find(|t| t.0 == name && t.1 == country) {
            Some(row) => row.2.push(office),
            None => terms.push((name.to_string(), country.to_string(), vec![office])),
        }
    }
    for (name, country, offices) in terms {
        writeln!(out, "{name}\t\t{country}\t{}\t", offices.join(";"))?;
    }
    Ok(out)
}

fn term(office: &str) -> Option<(u32, u32)> {
    let dates = office.split('[').next()?.trim().rsplit(' ').next()?;
    let (from, to) = dates.split_once("..")?;
    let year = |text: &str, none| text.get(..4).and_then(|y| y.parse().ok()).unwrap_or(none);
    Some((year(from, 0), year(to, 9999)))
}
