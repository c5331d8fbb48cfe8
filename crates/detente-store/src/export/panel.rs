//! A balanced panel of dyad-months, for regressions: every pair in every month, months without events as zeros.

use super::events::Which;
use super::network::{QUADS, statuses};
use crate::dyad::By;
use crate::error::{At, Result, StoreError};
use crate::open::Archive;
use detente::ontology::EventType;
use jiff::civil::Date;
use rusqlite::params;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// Which pairs a panel has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pairs {
    /// Those with an event in the span, in that direction.
    #[default]
    Observed,
    /// Every country with every other, both directions, of those with an event in the span.
    All,
}

/// What passed in one direction in one month.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    events: u64,
    mutual: u64,
    quads: [u64; 4],
    score: f64,
}

/// Writes the panel as CSV: actor, recipient, year, month, counts of events, of mutual ones among them and of each quadrant,
/// the sum and the mean of their scores (the mean empty where there are none); the number of rows.
///
/// # Errors
/// What the database or the destination says.
pub fn panel(archive: &Archive, which: &Which, pairs: Pairs, out: impl Write) -> Result<u64> {
    let cells = cells(archive, which)?;
    let days = cells.values().flat_map(BTreeMap::keys);
    let (first, last) =
        (which.since.or_else(|| days.clone().min().copied()), which.until.or_else(|| days.max().copied()));
    let months = match (first, last) {
        (Some(first), Some(last)) => By::Month.all(first, last),
        _ => Vec::new(),
    };
    let mut out = csv::Writer::from_writer(out);
    let mut header = vec!["actor", "recipient", "year", "month", "events", "mutual"];
    header.extend(QUADS.iter().map(|(_, name)| *name));
    header.extend(["score_sum", "score_mean"]);
    out.write_record(header).map_err(crate::ask::plain)?;
    let mut rows = 0;
    let empty = BTreeMap::new();
    let listed: Vec<(&str, &str)> = match pairs {
        Pairs::Observed => cells.keys().map(|(a, r)| (a.as_str(), r.as_str())).collect(),
        Pairs::All => {
            let all: BTreeSet<&str> = cells.keys().flat_map(|(a, r)| [a.as_str(), r.as_str()]).collect();
            all.iter().flat_map(|a| all.iter().filter(move |r| r != &a).map(move |r| (*a, *r))).collect()
        }
    };
    for (actor, recipient) in listed {
        let of_pair = cells.get(&(actor.to_owned(), recipient.to_owned())).unwrap_or(&empty);
        for month in &months {
            let cell = of_pair.get(&month.0).copied().unwrap_or_default();
            let mean = (cell.events > 0).then(|| cell.score / cell.events as f64);
            let mut row =
                vec![actor.to_owned(), recipient.to_owned(), month.0.year().to_string(), month.0.month().to_string()];
            row.extend([cell.events.to_string(), cell.mutual.to_string()]);
            row.extend(cell.quads.iter().map(ToString::to_string));
            row.extend([cell.score.to_string(), mean.map(|m| format!("{m:.4}")).unwrap_or_default()]);
            out.write_record(&row).map_err(crate::ask::plain)?;
            rows += 1;
        }
    }
    out.flush().map_err(StoreError::Output)?;
    Ok(rows)
}

/// What passed, by pair and first day of the month.
fn cells(archive: &Archive, which: &Which) -> Result<BTreeMap<(String, String), BTreeMap<Date, Cell>>> {
    let (first, last) =
        (which.since.map(|d| d.to_string()).unwrap_or_default(), which.until.unwrap_or(Date::MAX).to_string());
    let mut rows = archive
        .db
        .prepare(&format!(
            "SELECT actor, recipient, substr(day, 1, 7), event_type, mutual, sum(events), sum(score) FROM dyad_days
             WHERE day BETWEEN ?1 AND ?2 AND actor <> recipient {} GROUP BY 1, 2, 3, 4, 5",
            statuses(which)
        ))
        .at(&archive.path)?;
    let mut rows = rows.query(params![first, last]).at(&archive.path)?;
    let mut out: BTreeMap<(String, String), BTreeMap<Date, Cell>> = BTreeMap::new();
    while let Some(r) = rows.next().at(&archive.path)? {
        let read = |r: &rusqlite::Row| -> rusqlite::Result<(String, String, String, String, bool, u64, f64)> {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?, r.get(6)?))
        };
        let (actor, recipient, month, kind, mutual, events, score) = read(r).at(&archive.path)?;
        let (Some(month), Ok(kind)) = (crate::records::day(&format!("{month}-01")), kind.parse::<EventType>()) else {
            continue;
        };
        let cell = out.entry((actor, recipient)).or_default().entry(month).or_default();
        cell.events += events;
        cell.mutual += if mutual { events } else { 0 };
        cell.score += score;
        let quad = QUADS.iter().position(|(q, _)| *q == kind.quad()).unwrap_or(0);
        cell.quads[quad] += events;
    }
    Ok(out)
}
