//! What can be said to the commands on a store.

use crate::arguments::Coding;
use clap::{Args, ValueEnum};
use detente::ontology::Status;
use detente_store::import::Layout;
use jiff::civil::Date;
use std::path::PathBuf;

/// Projects whose event tables are read.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Project {
    /// GDELT 1.0 or 2.0 events, as published: no header, parted by tabs, unzipped.
    Gdelt,
    /// ICEWS coded events.
    Icews,
    /// POLECAT events.
    Polecat,
}

impl Project {
    /// As the store has it.
    pub fn layout(self) -> Layout {
        match self {
            Self::Gdelt => Layout::Gdelt,
            Self::Icews => Layout::Icews,
            Self::Polecat => Layout::Polecat,
        }
    }
}

#[derive(Args)]
pub struct Ingest {
    /// Files, folders (with all that is in them), patterns such as 'news/*.html', - for standard input, or addresses
    /// (http://…, https://…) of feeds and pages.
    #[arg(value_name = "SOURCE")]
    pub inputs: Vec<String>,
    /// The store; made if there is none.
    #[arg(long, value_name = "FILE")]
    pub db: PathBuf,
    /// Code again what another engine, model or choice of options has coded: the reports of the sources, and without a
    /// source all that are stored.
    #[arg(long)]
    pub recode: bool,
    /// If another detente writes to the store, wait for it as many seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    pub wait: u64,
    /// The sources are event tables of another project: import its events, beside those coded here, instead of coding reports.
    #[arg(long, value_name = "PROJECT", value_enum, conflicts_with_all = ["recode", "follow", "fetch_articles"])]
    pub events_of: Option<Project>,
    /// Ask the addresses again and again, until stopped.
    #[arg(long)]
    pub follow: bool,
    /// With --follow: minutes between two requests to the same address; longer after failures.
    #[arg(long, value_name = "MINUTES", default_value_t = 15, value_parser = clap::value_parser!(u64).range(1..=10_080))]
    pub every: u64,
    /// Fetch the article that an entry of a feed leads to; without it, what the feed itself says is coded.
    #[arg(long)]
    pub fetch_articles: bool,
    /// Least time between two requests to one server, in milliseconds; its robots.txt may ask for more.
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 1000)]
    pub pause: u64,
    #[command(flatten)]
    pub coding: Coding,
}

/// Layouts of rows.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RowFormat {
    /// Columns for a terminal; long values are cut.
    Table,
    /// Comma-separated, with a header.
    Csv,
    /// One array of objects.
    Json,
    /// A Parquet file.
    Parquet,
}

#[derive(Args)]
pub struct Query {
    /// One SQL statement that reads; without it the options below choose events.
    #[arg(conflicts_with_all = ["actor", "recipient", "who", "types", "mode", "context", "quad", "status", "place", "since",
        "until", "text", "publisher", "min_confidence", "limit"])]
    pub sql: Option<String>,
    /// The store.
    #[arg(long, value_name = "FILE", default_value = "detente.db")]
    pub db: PathBuf,
    /// Layout; by default a table on a terminal and csv elsewhere.
    #[arg(long, value_enum)]
    pub format: Option<RowFormat>,
    /// Write into this file.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Print what the tables and views of a store mean, and nothing else.
    #[arg(long, exclusive = true)]
    pub schema: bool,
    /// Who did it: a country's code (RUS) or a part of a name. Like every option below that is named in the singular, it may
    /// be given several times; then one is enough.
    #[arg(long, value_name = "WHO")]
    pub actor: Vec<String>,
    /// To whom: a country's code or a part of a name.
    #[arg(long, value_name = "WHO")]
    pub recipient: Vec<String>,
    /// Actor or recipient: a country's code or a part of a name.
    #[arg(long, value_name = "WHO")]
    pub who: Vec<String>,
    /// PLOVER type.
    #[arg(long = "type", value_name = "TYPE")]
    pub types: Vec<String>,
    /// PLOVER mode.
    #[arg(long)]
    pub mode: Vec<String>,
    /// PLOVER context.
    #[arg(long)]
    pub context: Vec<String>,
    /// Quadrant: 'verbal cooperation', 'material conflict', ….
    #[arg(long)]
    pub quad: Vec<String>,
    /// actual, future, hypothetical, negated or historical.
    #[arg(long)]
    pub status: Vec<String>,
    /// Country of the place.
    #[arg(long, value_name = "CODE")]
    pub place: Vec<String>,
    /// First day: YYYY-MM-DD, YYYY-MM or YYYY.
    #[arg(long, value_name = "DAY", value_parser = first_day)]
    pub since: Option<Date>,
    /// Last day: YYYY-MM-DD, YYYY-MM or YYYY.
    #[arg(long, value_name = "DAY", value_parser = last_day)]
    pub until: Option<Date>,
    /// What the sentence says: words, "a phrase", stem*, AND, OR, NOT.
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,
    /// Publisher: a part of its name.
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// Least confidence (0 to 1).
    #[arg(long, value_name = "P", value_parser = crate::arguments::probability)]
    pub min_confidence: Option<f64>,
    /// Most events; the earliest come first.
    #[arg(long, value_name = "N")]
    pub limit: Option<u64>,
}

/// Lengths of periods.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PeriodLength {
    /// ISO weeks.
    Week,
    /// Calendar months.
    Month,
    /// Calendar years.
    Year,
}

/// Layouts of a pair's record.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DyadFormat {
    /// A page for a person at a terminal.
    Text,
    /// One JSON object.
    Json,
}

#[derive(Args)]
pub struct Dyad {
    /// A country's code.
    pub a: String,
    /// Another's.
    pub b: String,
    /// The store.
    #[arg(long, value_name = "FILE", default_value = "detente.db")]
    pub db: PathBuf,
    /// First day: YYYY-MM-DD, YYYY-MM or YYYY.
    #[arg(long, value_name = "DAY", value_parser = first_day)]
    pub since: Option<Date>,
    /// Last day: YYYY-MM-DD, YYYY-MM or YYYY.
    #[arg(long, value_name = "DAY", value_parser = last_day)]
    pub until: Option<Date>,
    /// Length of the periods.
    #[arg(long, value_enum, default_value = "month")]
    pub by: PeriodLength,
    /// Which events count: actual, future, hypothetical, negated or historical. May be given several times.
    #[arg(long, default_value = "actual")]
    pub status: Vec<Status>,
    /// Count the imported events of this project too. May be given several times. What each project has is told apart in any
    /// case.
    #[arg(long, value_name = "PROJECT", value_enum)]
    pub with: Vec<Project>,
    /// Most stories, statements of each side, and ties of each kind.
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub most: usize,
    /// Layout.
    #[arg(long, value_enum, default_value = "text")]
    pub format: DyadFormat,
}

/// Layouts that other programs read.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Coded reports, one a line.
    Jsonl,
    /// A table of events, comma-separated.
    Csv,
    /// Parquet tables (documents, entities, events, statements, ties, quantities) in the folder --out.
    Parquet,
    /// POLECAT's event table.
    Polecat,
    /// ICEWS's event table.
    Icews,
    /// GDELT's event table, version 1.0.
    Gdelt,
    /// GDELT's event table, version 2.0.
    Gdelt2,
    /// The network of countries as GraphML.
    Graphml,
    /// The network of countries as GEXF.
    Gexf,
    /// Directed dyad-months, balanced, with zeros (CSV).
    Panel,
}

#[derive(Args)]
pub struct Export {
    /// Layout.
    #[arg(value_enum)]
    pub format: ExportFormat,
    /// The store.
    #[arg(long, value_name = "FILE", default_value = "detente.db")]
    pub db: PathBuf,
    /// Write into this file (parquet: this folder); without it on standard output.
    #[arg(long, value_name = "PATH", required_if_eq("format", "parquet"))]
    pub out: Option<PathBuf>,
    /// First day of the events: YYYY-MM-DD, YYYY-MM or YYYY.
    #[arg(long, value_name = "DAY", value_parser = first_day)]
    pub since: Option<Date>,
    /// Last day of the events: YYYY-MM-DD, YYYY-MM or YYYY.
    #[arg(long, value_name = "DAY", value_parser = last_day)]
    pub until: Option<Date>,
    /// Only events of this status; by default all. May be given several times.
    #[arg(long)]
    pub status: Vec<Status>,
    /// Only events at least this certain (0 to 1); networks and panels count all.
    #[arg(long, value_name = "P", default_value_t = 0.0, value_parser = crate::arguments::probability)]
    pub min_confidence: f64,
    /// In a panel, every country with every other, not only pairs that have an event.
    #[arg(long)]
    pub all_pairs: bool,
}

/// First day of a day, month or year.
fn first_day(text: &str) -> Result<Date, String> {
    span(text).map(|(first, _)| first)
}

/// Last day of a day, month or year.
fn last_day(text: &str) -> Result<Date, String> {
    span(text).map(|(_, last)| last)
}

fn span(text: &str) -> Result<(Date, Date), String> {
    let digits = text.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    let of = |whole: String| whole.parse::<Date>().ok();
    let found = match (digits, text.len()) {
        (true, 4) => of(format!("{text}-01-01")).map(|d| (d, d.last_of_year())),
        (true, 7) => of(format!("{text}-01")).map(|d| (d, d.last_of_month())),
        (true, 10) => of(text.to_owned()).map(|d| (d, d)),
        _ => None,
    };
    found.ok_or_else(|| "expected a day (2024-05-16), a month (2024-05) or a year (2024)".to_owned())
}
