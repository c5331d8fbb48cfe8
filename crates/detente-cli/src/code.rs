//! `detente code`.

use crate::actors::dictionary;
use crate::arguments::{Code, Coding, Format, InputFormat};
use crate::progress::Progress;
use crate::{Outcome, WrongUsage};
use detente::annotate::Model;
use detente::annotate::own::OwnTypes;
use detente::engine::{Engine, EngineError, Reading};
use detente::ordered;
use detente::read::{self, Document, Input, ReadError, Reader, language_of};
use detente::record::CodedReport;
use detente::write::{EventTable, Explanation, HtmlPage, JsonArray, JsonLines, Markdown, ParquetTables, Sink, Summary};
use std::error::Error;
use std::io::{BufWriter, IsTerminal, Write};
use std::num::NonZeroUsize;

/// What became of one input.
enum Coded {
    Report(Box<(Document, Reading)>),
    Failed(String),
}

pub fn run(arguments: &Code) -> Result<Outcome, Box<dyn Error>> {
    let engine = engine(&arguments.coding)?;
    let mut sink = sink(arguments)?;
    let reader = reader(&arguments.inputs, &arguments.coding);
    let passed = reader.passed();
    let on_terminal = std::io::stdout().is_terminal() && arguments.out.is_none();
    let progress = Progress::over(&arguments.inputs, reader.consumed(), on_terminal);
    let threads = threads(&arguments.coding)?;
    let mut failed = false;
    let work = |item: Result<Document, ReadError>| code(&engine, &arguments.coding, item);
    let weigh = |item: &Result<Document, ReadError>| item.as_ref().map_or(0, |document| document.text.len());
    ordered::for_each_weighed(reader, threads, weigh, work, |coded| -> Result<(), Box<dyn Error>> {
        progress.step();
        match coded {
            Coded::Report(boxed) => {
                let (document, mut reading) = *boxed;
                for flaw in &document.flaws {
                    failed = true;
                    progress.line(&format!("detente: {}: {flaw}", document.place));
                }
                keep_certain(&mut reading.record, arguments.coding.min_confidence);
                if arguments.explain {
                    write!(std::io::stdout(), "{}", Explanation::new(&document, &reading))?;
                } else {
                    sink.report(&reading.record)?;
                }
            }
            Coded::Failed(reason) => {
                failed = true;
                progress.line(&format!("detente: {reason}"));
            }
        }
        Ok(())
    })?;
    passed.lines().iter().for_each(|line| progress.line(&format!("detente: {line}")));
    progress.finish();
    if !arguments.explain {
        sink.finish()?;
    }
    Ok(if failed { Outcome::SomeFailed } else { Outcome::Done })
}

/// How many threads code.
pub fn threads(coding: &Coding) -> std::io::Result<NonZeroUsize> {
    coding.threads.map_or_else(std::thread::available_parallelism, Ok)
}

/// The engine with the user's own actors and types.
pub fn engine(coding: &Coding) -> Result<Engine, Box<dyn Error>> {
    let engine = Engine::with_dictionary(dictionary(&coding.own)?)?.assuming(coding.date);
    let engine = engine.on_threads(threads(coding)?);
    let Some(path) = &coding.types else { return Ok(engine) };
    let types = OwnTypes::read(path, Model::encoder_fingerprint());
    Ok(engine.finding(types.map_err(|e| WrongUsage(format!("detente: {e}")))?))
}

fn code(engine: &Engine, coding: &Coding, item: Result<Document, ReadError>) -> Coded {
    let document = match item {
        Ok(document) => document,
        Err(e) => return Coded::Failed(e.to_string()),
    };
    if let Some(reason) = other_language(&document, coding.any_language) {
        return Coded::Failed(format!("{}: {reason}", document.place));
    }
    match engine.read(&document) {
        Ok(reading) => Coded::Report(Box::new((document, reading))),
        Err(e @ EngineError::Model(_)) | Err(e @ EngineError::Knowledge(_)) => {
            Coded::Failed(format!("{}: {e}", document.place))
        }
    }
}

/// Why a report is not coded that is in another language, unless `any_language` is.
pub fn other_language(document: &Document, any_language: bool) -> Option<String> {
    let language = language_of(document).filter(|language| *language != "en" && !any_language)?;
    Some(format!("the text is in another language than English ({language}); --any-language codes it all the same"))
}

/// Takes out events and ties less certain than asked for, and whatever points at them.
pub fn keep_certain(report: &mut CodedReport, least: f64) {
    if least <= 0.0 {
        return;
    }
    report.events.retain(|e| e.confidence >= least);
    report.ties.retain(|t| t.confidence >= least);
    report.forget_dropped();
}

fn sink(arguments: &Code) -> Result<Box<dyn Sink>, Box<dyn Error>> {
    if let Some(folder) = &arguments.out {
        if folder.exists() && !folder.is_dir() {
            let wanted =
                format!("detente: {}: --out expects a folder for the tables, and this is a file", folder.display());
            return Err(Box::new(WrongUsage(wanted)));
        }
        return Ok(Box::new(ParquetTables::create(folder)?));
    }
    let terminal = std::io::stdout().is_terminal();
    let out = BufWriter::new(std::io::stdout());
    Ok(match arguments.format.unwrap_or(if terminal { Format::Summary } else { Format::Jsonl }) {
        Format::Jsonl => Box::new(JsonLines::new(out)),
        Format::Json => Box::new(JsonArray::new(out)),
        Format::Csv => Box::new(EventTable::csv(out)),
        Format::Tsv => Box::new(EventTable::tsv(out)),
        Format::Summary => {
            let width = terminal_size::terminal_size().map_or(100, |(w, _)| usize::from(w.0));
            let paint = terminal && anstyle_query::term_supports_ansi_color() && !anstyle_query::no_color();
            Box::new(Summary::new(out, width, paint))
        }
        Format::Markdown => Box::new(Markdown::new(out)),
        Format::Html => Box::new(HtmlPage::new(out)),
    })
}

pub fn reader(inputs: &[String], coding: &Coding) -> Reader {
    Reader::new(inputs.iter().cloned().map(Input::from).collect::<Vec<_>>(), options(coding))
}

/// How to read, as the command line says it.
pub fn options(coding: &Coding) -> read::Options {
    let f = &coding.fields;
    read::Options {
        format: coding.input_format.map(|format| match format {
            InputFormat::Text => read::Format::Text,
            InputFormat::Html => read::Format::Html,
            InputFormat::Json => read::Format::Json,
            InputFormat::Jsonl => read::Format::JsonLines,
            InputFormat::Csv => read::Format::Csv,
            InputFormat::Tsv => read::Format::Tsv,
            InputFormat::Warc => read::Format::Warc,
            InputFormat::NewsXml => read::Format::NewsXml,
            InputFormat::Feed => read::Format::Feed,
        }),
        fields: read::Fields {
            id: f.id_field.clone(),
            title: f.title_field.clone(),
            text: f.text_field.clone(),
            date: f.date_field.clone(),
            url: f.url_field.clone(),
            publisher: f.publisher_field.clone(),
            language: f.language_field.clone(),
        },
        default_date: coding.date,
        max_bytes: coding.max_bytes,
        ..read::Options::default()
    }
}
