//! Writing coded records, their size, the record of a pair, and how the work grows with the number of reports.
//!
//! `DETENTE_BENCH_EVENTS=5000000 cargo bench -p detente-store --bench store` fills a store of that many events (about a
//! kilobyte each on the disk); without it 200,000. `DETENTE_BENCH_DB=FILE` keeps the store there and uses it again.

mod synthetic;

use detente_store::dyad::Question;
use detente_store::{Archive, Coder, Store};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use synthetic::Reports;

/// Events of a report.
const EVENTS: usize = 8;
/// Days that the events are spread over: ten years.
const DAYS: u64 = 3650;

type Any = Box<dyn std::error::Error>;

fn main() -> Result<(), Any> {
    let events = std::env::var("DETENTE_BENCH_EVENTS").ok().and_then(|n| n.parse().ok()).unwrap_or(200_000usize);
    let folder = tempfile::tempdir()?;
    let kept = std::env::var_os("DETENTE_BENCH_DB").map(PathBuf::from);
    let file = kept.unwrap_or_else(|| folder.path().join("store.db"));
    if file.exists() {
        println!("using {}", file.display());
    } else {
        let took = fill(&file, events / EVENTS)?;
        println!(
            "writing        {:>10.0} events/s   ({events} events in {took:.1?})",
            events as f64 / took.as_secs_f64()
        );
    }
    size(&file)?;
    dyads(&file)?;
    growth(folder.path(), events / EVENTS / 8)?;
    Ok(())
}

/// Stores that many reports; the time in the store alone, without making the reports up.
fn fill(file: &Path, reports: usize) -> Result<Duration, Any> {
    let mut store = Store::open(file, Coder::new("0.1.0", "bench", ""))?;
    let mut took = Duration::ZERO;
    for (document, record) in Reports::new(1, EVENTS, DAYS).take(reports) {
        let began = Instant::now();
        store.put(&document, &record)?;
        store.commit_if_due()?;
        took += began.elapsed();
    }
    let began = Instant::now();
    store.commit()?;
    drop(store);
    Ok(took + began.elapsed())
}

fn size(file: &Path) -> Result<(), Any> {
    let db = Connection::open(file)?;
    let bytes = |sql: &str| -> Result<i64, rusqlite::Error> { db.query_row(sql, [], |r| r.get(0)) };
    let events = bytes("SELECT count(*) FROM events")?.max(1);
    let whole = bytes("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")?;
    let text = bytes("SELECT sum(octet_length(text)) FROM documents")?;
    println!(
        "size           {:>10} bytes an event, {} with the reports' text",
        (whole - text) / events,
        whole / events
    );
    let mut tables =
        db.prepare("SELECT name, sum(pgsize) AS size FROM dbstat GROUP BY name ORDER BY size DESC LIMIT 24")?;
    let tables = tables.query_map([], |r| Ok((r.get::<_, String>(0)?, r.get::<_, i64>(1)?)))?;
    for table in tables {
        let (name, size) = table?;
        println!("    {:<32}{:>8} bytes an event", name, size / events);
    }
    Ok(())
}

/// The busiest pair, asked three times.
fn dyads(file: &Path) -> Result<(), Any> {
    let busiest = "SELECT actor, recipient FROM dyad_days GROUP BY 1, 2 ORDER BY sum(events) DESC LIMIT 1";
    let (a, b): (String, String) = Connection::open(file)?.query_row(busiest, [], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let archive = Archive::open(file)?;
    for _ in 0..3 {
        let began = Instant::now();
        let record = archive.dyad(&Question::of(&a, &b)?)?;
        println!(
            "dyad {a} {b}   {:>10.1?}   ({} events, {} stories)",
            began.elapsed(),
            record.total.events,
            record.stories
        );
    }
    Ok(())
}

/// How much longer twice as many reports take, near-duplicates and stories included.
fn growth(folder: &Path, reports: usize) -> Result<(), Any> {
    let mut before: Option<Duration> = None;
    for n in [reports, 2 * reports, 4 * reports] {
        let took = fill(&folder.join(format!("growth-{n}.db")), n)?;
        let times = before.map(|b| format!("{:.2} times the half", took.as_secs_f64() / b.as_secs_f64()));
        println!("{n:>8} reports {took:>10.1?}   {}", times.unwrap_or_default());
        before = Some(took);
    }
    Ok(())
}
