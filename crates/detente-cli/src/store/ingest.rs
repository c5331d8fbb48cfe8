//! `detente ingest`.

use super::arguments::Ingest;
use super::feeds::Feeds;
use super::{import, is_of_store};
use crate::arguments::Coding;
use crate::code::{engine, keep_certain, other_language, reader, threads};
use crate::progress::Progress;
use crate::{Outcome, WrongUsage};
use detente::annotate::Model;
use detente::engine::{Engine, Reading};
use detente::ordered;
use detente::read::{Consumed, Document, ReadError};
use detente_fetch::is_address;
use detente_store::{Archive, Coder, Outcome as Stored, Standing, Store, StoreError};
use std::error::Error;
use std::num::NonZeroUsize;
use std::time::Duration;
use xxhash_rust::xxh3::Xxh3;

/// A report on its way in.
enum Item {
    /// To be coded.
    Report(Document),
    /// Of the same content as a stored one.
    Copy(Document),
    /// Stored already.
    Known,
    /// A file of the store itself, which lies among the sources.
    Own,
    /// Not read: its place, the input, the reason.
    Failed(Failure),
}

struct Failure {
    report: String,
    source: String,
    reason: String,
}

/// What became of it.
enum Done {
    Coded(Box<(Document, Reading)>),
    Copy(Document),
    Known,
    Own,
    Failed(Failure),
}

pub fn run(arguments: &Ingest) -> Result<Outcome, Box<dyn Error>> {
    let coding = &arguments.coding;
    if arguments.inputs.is_empty() && !arguments.recode {
        let wanted = "detente: expected a source to take in, or --recode for what is stored";
        return Err(Box::new(WrongUsage(wanted.to_owned())));
    }
    let (addresses, files): (Vec<String>, Vec<String>) =
        arguments.inputs.iter().cloned().partition(|source| is_address(source));
    if arguments.follow && addresses.is_empty() {
        let wanted = "detente: --follow expects the address of a feed (http://… or https://…)";
        return Err(Box::new(WrongUsage(wanted.to_owned())));
    }
    let coder = coder(coding)?;
    let wait = Duration::from_secs(arguments.wait);
    if let (Some(_), Some(address)) = (arguments.events_of, addresses.first()) {
        let wanted = format!("detente: {address}: --events-of reads files, not addresses");
        return Err(Box::new(WrongUsage(wanted)));
    }
    let store = Store::open_waiting(&arguments.db, coder.clone(), wait).map_err(unusable)?;
    if let Some(project) = arguments.events_of {
        return import::run(store, project, &files);
    }
    let mut intake =
        Intake { engine: engine(coding)?, threads: threads(coding)?, store, coder, arguments, tally: Tally::default() };
    if !files.is_empty() {
        let reports = reader(&files, coding);
        let (consumed, passed) = (reports.consumed(), reports.passed());
        let progress = Progress::over(&files, consumed, false);
        intake.take(reports, &progress)?;
        passed.lines().iter().for_each(|line| progress.line(&format!("detente: {line}")));
        progress.finish();
    } else if arguments.inputs.is_empty() {
        let progress = Progress::over(&[], Consumed::default(), false);
        let stored = stored(Archive::open(&arguments.db)?, intake.store.coded_otherwise()?);
        intake.take_items(stored, &progress)?;
        progress.finish();
    }
    if !addresses.is_empty() {
        Feeds::new(&addresses, arguments).take_in(&mut intake)?;
    }
    let tally = &intake.tally;
    eprintln!("{}", tally.sentence());
    Ok(if tally.failed > 0 || tally.flawed { Outcome::SomeFailed } else { Outcome::Done })
}

/// Takes reports into a store.
pub struct Intake<'a> {
    engine: Engine,
    threads: NonZeroUsize,
    pub store: Store,
    coder: Coder,
    pub arguments: &'a Ingest,
    pub tally: Tally,
}

impl Intake<'_> {
    /// Codes and stores reports; when it returns, they are stored.
    pub fn take(
        &mut self,
        reports: impl Iterator<Item = Result<Document, ReadError>> + Send,
        progress: &Progress,
    ) -> Result<(), Box<dyn Error>> {
        let archive = Archive::open(&self.arguments.db)?;
        let (coder, recode) = (self.coder.clone(), self.arguments.recode);
        self.take_items(reports.map(move |read| sorted(&archive, &coder, recode, read)), progress)
    }

    fn take_items(
        &mut self,
        items: impl Iterator<Item = Item> + Send,
        progress: &Progress,
    ) -> Result<(), Box<dyn Error>> {
        let Self { engine, threads, store, arguments, tally, .. } = self;
        let coding = &arguments.coding;
        let weigh = |item: &Item| if let Item::Report(document) = item { document.text.len() } else { 0 };
        let work = |item: Item| coded(engine, coding, item);
        ordered::for_each_weighed(items, *threads, weigh, work, |done| -> Result<(), Box<dyn Error>> {
            progress.step();
            // The one it was a copy of may have been replaced meanwhile.
            let done = match done {
                Done::Copy(document) => match store.put_copy(&document)? {
                    Some(outcome) => {
                        tally.add(outcome);
                        return Ok(());
                    }
                    None => coded(engine, coding, Item::Report(document)),
                },
                done => done,
            };
            match done {
                Done::Copy(_) => {}
                Done::Known => tally.known += 1,
                Done::Own => {}
                Done::Failed(f) => {
                    store.put_failed(&f.report, &f.source, &f.reason)?;
                    progress.line(&format!("detente: {}: {}", f.report, f.reason));
                    tally.failed += 1;
                }
                Done::Coded(boxed) => {
                    let (document, mut reading) = *boxed;
                    for flaw in &document.flaws {
                        tally.flawed = true;
                        progress.line(&format!("detente: {}: {flaw}", document.place));
                    }
                    keep_certain(&mut reading.record, coding.min_confidence);
                    tally.add(store.put(&document, &reading.record)?);
                }
            }
            tally.stored += store.commit_if_due()?;
            Ok(())
        })?;
        tally.stored += store.commit()?;
        Ok(())
    }
}

/// Engine, model and the options that change what is coded.
fn coder(a: &Coding) -> Result<Coder, Box<dyn Error>> {
    let mut options = Vec::new();
    if a.min_confidence > 0.0 {
        options.push(format!("min-confidence={}", a.min_confidence));
    }
    for (what, files) in [("actors", a.own.files.as_slice()), ("types", a.types.as_slice())] {
        if files.is_empty() {
            continue;
        }
        let mut hash = Xxh3::new();
        for file in files {
            let bytes = std::fs::read(file).map_err(|e| WrongUsage(format!("detente: {}: {e}", file.display())))?;
            hash.update(&(bytes.len() as u64).to_le_bytes());
            hash.update(&bytes);
        }
        options.push(format!("{what}={:016x}", hash.digest()));
    }
    Ok(Coder::new(detente::VERSION, Model::fingerprint(), options.join(" ")))
}

/// A file that is no store of ours is wrong usage: nothing was done.
fn unusable(e: StoreError) -> Box<dyn Error> {
    match e {
        StoreError::Foreign { .. } | StoreError::NotADatabase { .. } | StoreError::Newer { .. } => {
            Box::new(WrongUsage(format!("detente: {e}")))
        }
        e => Box::new(e),
    }
}

/// What is to be done with a report that was read.
fn sorted(archive: &Archive, coder: &Coder, recode: bool, read: Result<Document, ReadError>) -> Item {
    let document = match read {
        Ok(document) if is_of_store(&document.place, archive.path()) => return Item::Own,
        Ok(document) => document,
        Err(e) if is_of_store(&e.input, archive.path()) => return Item::Own,
        Err(e) => {
            let (report, reason) = (e.place(), e.reason.to_string());
            return Item::Failed(Failure { report, source: e.input, reason });
        }
    };
    // What cannot be told is coded, and told when it is stored.
    match archive.standing(&document, coder) {
        Ok(Standing::Current | Standing::Superseded) => Item::Known,
        Ok(Standing::CodedOtherwise(_)) if !recode => Item::Known,
        Ok(Standing::CopyOf(_)) => Item::Copy(document),
        _ => Item::Report(document),
    }
}

/// Stored reports, to be coded again.
fn stored(archive: Archive, ids: Vec<String>) -> Box<dyn Iterator<Item = Item> + Send> {
    Box::new(ids.into_iter().map(move |id| match archive.document(&id) {
        Ok(Some(document)) => Item::Report(document),
        Ok(None) => Item::Known,
        Err(e) => Item::Failed(Failure { report: id.clone(), source: id, reason: e.to_string() }),
    }))
}

fn coded(engine: &Engine, coding: &Coding, item: Item) -> Done {
    let document = match item {
        Item::Report(document) => document,
        Item::Copy(document) => return Done::Copy(document),
        Item::Known => return Done::Known,
        Item::Own => return Done::Own,
        Item::Failed(failure) => return Done::Failed(failure),
    };
    let failed =
        |reason: String| Done::Failed(Failure { report: document.id.clone(), source: document.place.clone(), reason });
    if let Some(reason) = other_language(&document, coding.any_language) {
        return failed(reason);
    }
    match engine.read(&document) {
        Ok(reading) => Done::Coded(Box::new((document, reading))),
        Err(e) => failed(e.to_string()),
    }
}

/// What was done, in numbers.
#[derive(Default)]
pub struct Tally {
    pub stored: usize,
    new: usize,
    replaced: usize,
    recoded: usize,
    known: usize,
    copies: usize,
    pub failed: usize,
    flawed: bool,
}

impl Tally {
    fn add(&mut self, outcome: Stored) {
        match outcome {
            Stored::Coded => self.new += 1,
            Stored::Replaced => self.replaced += 1,
            Stored::Recoded => self.recoded += 1,
            Stored::Same => self.known += 1,
            Stored::CopyOf(_) => self.copies += 1,
        }
    }

    fn sentence(&self) -> String {
        let mut parts = vec![format!("{} reports stored", self.stored)];
        let mut part = |n: usize, what: &str| {
            if n > 0 {
                parts.push(format!("{n} {what}"));
            }
        };
        part(self.replaced, "of them newer versions");
        part(self.recoded, "of them coded anew");
        part(self.known, "stored before");
        part(self.copies, "the same as another");
        part(self.failed, "failed");
        parts.join(", ")
    }
}
