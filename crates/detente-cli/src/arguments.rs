//! What can be said on the command line.

use crate::store::arguments::{Dyad, Export, Ingest, Query};
use clap::{Args, Parser, Subcommand, ValueEnum};
use detente::evaluate::Given;
use detente::ontology::EventType;
use jiff::civil::Date;
use std::path::PathBuf;

/// Reads news reports and writes down who did what to whom.
#[derive(Parser)]
#[command(name = "detente", version, propagate_version = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Code reports: files, folders or standard input to events, statements and ties.
    Code(Code),
    /// Given a text and two actors, say which event passes between them (JSON Lines in and out).
    Classify(Classify),
    /// Score the engine against a gold file.
    Eval(Eval),
    /// Learn event types of your own from marked examples, for 'code --types'.
    TrainHead(TrainHead),
    /// Say what the engine makes of a name and why; check files of your own actors.
    Actors(Actors),
    /// Code reports into a store, each once.
    Ingest(Ingest),
    /// Ask a store, in SQL or by options.
    Query(Box<Query>),
    /// The record of two countries: counts, statements, ties, stories, changes, tension.
    Dyad(Dyad),
    /// Write a store out in the layouts of other programs.
    Export(Export),
}

/// Layouts on standard output.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A report a line, everything that was read.
    Jsonl,
    /// One array of reports.
    Json,
    /// A table of events, comma-separated.
    Csv,
    /// A table of events, tab-separated.
    Tsv,
    /// A page for a person at a terminal.
    Summary,
    /// A page of Markdown a report: events, who says what, what binds whom, each under its sentence.
    Markdown,
    /// One page of HTML that needs nothing else: every article with its words marked and what was read from them.
    Html,
}

/// Formats of inputs.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    /// One report a file.
    Text,
    /// One web page a file.
    Html,
    /// A record, a list of records, or an object that holds one.
    Json,
    /// A record a line.
    Jsonl,
    /// A table with a header, parted by commas or semicolons.
    Csv,
    /// A table with a header, parted by tabs.
    Tsv,
    /// A web archive: a report a page.
    Warc,
    /// XML of news agencies: NewsML-G2 or NITF.
    NewsXml,
    /// A feed (RSS, Atom, JSON Feed): a report an entry.
    Feed,
}

#[derive(Args)]
pub struct Code {
    /// Files, folders (with all that is in them), patterns such as 'news/*.html', or - for standard input.
    #[arg(value_name = "PATH", default_value = "-")]
    pub inputs: Vec<String>,
    /// Layout on standard output; by default a summary on a terminal and jsonl elsewhere.
    #[arg(long, value_enum, conflicts_with = "out")]
    pub format: Option<Format>,
    /// Write Parquet tables (documents, entities, events, statements, ties, quantities) into this folder instead.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Show for each event what was read from which words, and why.
    #[arg(long, conflicts_with_all = ["format", "out"])]
    pub explain: bool,
    #[command(flatten)]
    pub coding: Coding,
}

/// How reports are read and coded, whoever wants them coded.
#[derive(Args)]
pub struct Coding {
    /// Publication date of reports that carry none.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// Format of all inputs; by default each one's name and content tell.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub input_format: Option<InputFormat>,
    /// Leave out events and ties less certain than this; 0 keeps all. At 0.5 some two in three are right.
    #[arg(long, value_name = "P", default_value_t = 0.15, value_parser = probability)]
    pub min_confidence: f64,
    #[command(flatten)]
    pub own: OwnActors,
    /// Event types of your own, as 'detente train-head' has written them, to be found beside those of PLOVER.
    #[arg(long, value_name = "FILE")]
    pub types: Option<PathBuf>,
    /// Code reports in other languages than English too, as far as that goes.
    #[arg(long)]
    pub any_language: bool,
    /// Threads that code reports; by default one a processor.
    #[arg(long, value_name = "N")]
    pub threads: Option<std::num::NonZeroUsize>,
    /// Most bytes of one report; a longer one is an error.
    #[arg(long, value_name = "N", default_value_t = detente::read::Options::default().max_bytes)]
    pub max_bytes: u64,
    #[command(flatten)]
    pub fields: Fields,
}

/// Field names of JSON records and columns of tables; the usual names are found without them.
#[derive(Args)]
pub struct Fields {
    /// Field that holds the report's id.
    #[arg(long, value_name = "NAME")]
    pub id_field: Option<String>,
    /// Field that holds the headline.
    #[arg(long, value_name = "NAME")]
    pub title_field: Option<String>,
    /// Field that holds the text.
    #[arg(long, value_name = "NAME")]
    pub text_field: Option<String>,
    /// Field that holds the publication date.
    #[arg(long, value_name = "NAME")]
    pub date_field: Option<String>,
    /// Field that holds the URL.
    #[arg(long, value_name = "NAME")]
    pub url_field: Option<String>,
    /// Field that holds the publisher.
    #[arg(long, value_name = "NAME")]
    pub publisher_field: Option<String>,
    /// Field that states the language, as a code ("en", "pt-BR"): it settles what a short text leaves open.
    #[arg(long, value_name = "NAME")]
    pub language_field: Option<String>,
}

#[derive(Args)]
pub struct Classify {
    /// JSON Lines {"id", "text", "actor": [start, end], "recipient": [start, end] or null}, or - for standard input.
    #[arg(value_name = "FILE", default_value = "-")]
    pub input: String,
}

/// Files of the user's own actors.
#[derive(Args)]
pub struct OwnActors {
    /// Your own actors, which go before the built-in knowledge: a table (CSV: pattern, name, country, sectors, from,
    /// to) or a PETRARCH dictionary of actors or agents. May be given several times; a later file goes first.
    #[arg(long = "actors", value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

#[derive(Args)]
pub struct TrainHead {
    /// Examples (JSON Lines): {"text", "type", "start", "end"} marks the words that name a deed of the type, in code
    /// points; {"text", "marks": [{"type", "start", "end"}, …]} several; {"text", "marks": []} a text without any. Twenty
    /// or more marks a type are wanted, and texts that only look like it help most.
    #[arg(value_name = "FILE")]
    pub examples: PathBuf,
    /// Where to write the learned types.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// The PLOVER type that deeds of a type count as where the reader sees none of its own (NAME=TYPE, may be given several
    /// times); by default the one that it sees most in the examples.
    #[arg(long, value_name = "NAME=TYPE", value_parser = like)]
    pub like: Vec<(String, EventType)>,
}

#[derive(Args)]
pub struct Actors {
    #[command(subcommand)]
    pub task: ActorsTask,
}

#[derive(Subcommand)]
pub enum ActorsTask {
    /// What the engine would make of a name in a report: entity, country, sectors, and what says so.
    Lookup(Lookup),
    /// Read files of your own actors and print everything that is wrong with them.
    Check(Check),
}

/// Layouts of what is looked up.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LookupFormat {
    /// A page for a person.
    Table,
    /// One JSON object.
    Json,
}

#[derive(Args)]
pub struct Lookup {
    /// The name, as a report might have it.
    #[arg(value_parser = name)]
    pub name: String,
    /// Date of the report; without one, what still holds counts.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// Layout.
    #[arg(long, value_enum, default_value = "table")]
    pub format: LookupFormat,
    #[command(flatten)]
    pub own: OwnActors,
}

#[derive(Args)]
pub struct Check {
    /// Tables or PETRARCH dictionaries.
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
}

#[derive(Args)]
pub struct Eval {
    #[command(subcommand)]
    pub task: Task,
}

#[derive(Subcommand)]
pub enum Task {
    /// PLV: sentence with source and target, PLOVER root and class (tab-separated).
    Plv { file: PathBuf },
    /// CoPED: sentence and class (tab-separated), or a token file with sources and targets.
    Coped { file: PathBuf },
    /// PolNeAR: a folder with text/ and attributions/.
    Polnear { folder: PathBuf },
    /// Reports with their marks, as `training/reader/gold.py` writes the project's corpus (JSON Lines).
    Corpus {
        file: PathBuf,
        /// Write every event read or missed, with its confidence and whether it is right, into this file (TSV).
        #[arg(long, value_name = "FILE")]
        events: Option<PathBuf>,
        /// Take these parts of the reading from the marks, to see what each of them costs: mentions, links, triggers,
        /// roles, attributions.
        #[arg(long, value_delimiter = ',', value_name = "PARTS")]
        given: Vec<Given>,
        /// Score these marks of the same reports instead of the engine's reading: how far two annotators agree.
        #[arg(long, value_name = "FILE", conflicts_with = "given")]
        second: Option<PathBuf>,
    },
    /// Annotated reports in which actors have their country and sector (`training/reader/gold.py --actors all`).
    Actors {
        file: PathBuf,
        /// Write every actor whose country or sector came out otherwise into this file (TSV).
        #[arg(long, value_name = "FILE")]
        misplaced: Option<PathBuf>,
    },
}

fn like(text: &str) -> Result<(String, EventType), String> {
    let (name, kind) = text.rsplit_once('=').ok_or("expected NAME=TYPE")?;
    let kind = kind.trim().parse().map_err(|_| format!("\"{kind}\" is no PLOVER type, such as CONSULT or ASSAULT"))?;
    Ok((name.trim().to_owned(), kind))
}

fn name(text: &str) -> Result<String, String> {
    if text.chars().any(char::is_alphanumeric) {
        Ok(text.to_string())
    } else {
        Err("expected a name with letters or digits".into())
    }
}

pub fn probability(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(p) if (0.0..=1.0).contains(&p) => Ok(p),
        _ => Err("expected a number from 0 to 1".into()),
    }
}
