//! The whole path of a report, in one call.

use crate::annotate::own::OwnTypes;
use crate::annotate::{Annotation, Model, ModelError};
use crate::code::{Fate, code};
use crate::read::{Document, language_of};
use crate::record::CodedReport;
use crate::resolve::{Dictionary, Knowledge, KnowledgeError, Lookup, Resolution, lookup, resolve_with};
use crate::split::{Layout, split_titled};
use std::num::NonZeroUsize;

/// Why the engine cannot be set up, or a report not be coded.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The model is broken.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The knowledge tables are broken.
    #[error(transparent)]
    Knowledge(#[from] KnowledgeError),
}

/// Model and knowledge, ready to code reports from any number of threads.
///
/// ```
/// use detente::{engine::Engine, read::Document};
/// let engine = Engine::new()?;
/// let mut document = Document::of_text("note", "Nobody can say who will win.");
/// document.published = Some("2024-05-16".parse()?);
/// let coded = engine.code(&document)?;
/// assert_eq!(coded.document.id, "note");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Engine {
    model: &'static Model,
    knowledge: &'static Knowledge,
    dictionary: Dictionary,
    own_types: Option<OwnTypes>,
    assumed: Option<jiff::civil::Date>,
    threads: NonZeroUsize,
}

impl Engine {
    /// The engine with the shipped model and tables.
    pub fn new() -> Result<Self, EngineError> {
        Self::with_dictionary(Dictionary::default())
    }

    /// The engine with the shipped model and tables, and the user's own actors and roles before them.
    ///
    /// # Errors
    /// As [`Engine::new`].
    pub fn with_dictionary(dictionary: Dictionary) -> Result<Self, EngineError> {
        Ok(Self {
            model: Model::shipped()?,
            knowledge: Knowledge::shipped()?,
            dictionary,
            own_types: None,
            assumed: None,
            threads: NonZeroUsize::MIN,
        })
    }

    /// The same, finding deeds of the user's own types too.
    #[must_use]
    pub fn finding(mut self, types: OwnTypes) -> Self {
        self.own_types = Some(types);
        self
    }

    /// The same, told which publication date the reader gave to reports that carry none: a date line inside the text goes
    /// before it.
    #[must_use]
    pub fn assuming(mut self, date: Option<jiff::civil::Date>) -> Self {
        self.assumed = date;
        self
    }

    /// The same, reading a long report on so many threads; on one without this. The record is the same on any number.
    #[must_use]
    pub fn on_threads(mut self, threads: NonZeroUsize) -> Self {
        self.threads = threads;
        self
    }

    /// The model, for questions that need no report ([`Model::classify`]).
    pub fn model(&self) -> &'static Model {
        self.model
    }

    /// What the engine would make of a name in a report of this day, and why.
    pub fn lookup(&self, name: &str, date: Option<jiff::civil::Date>) -> Lookup {
        lookup(name, date, self.knowledge, &self.dictionary)
    }

    /// Codes one report.
    ///
    /// # Errors
    /// The model fails; no input makes the shipped one fail.
    pub fn code(&self, document: &Document) -> Result<CodedReport, EngineError> {
        self.read(document).map(|r| r.record)
    }

    /// Codes one report and keeps what every stage made of it.
    ///
    /// # Errors
    /// As [`Engine::code`].
    pub fn read(&self, document: &Document) -> Result<Reading, EngineError> {
        let layout = split_titled(&document.text, document.title.as_deref());
        let undated = document.published.is_none() || document.published == self.assumed;
        let stamped = undated.then(|| layout.published(&document.text)).flatten();
        let dated = stamped.map(|day| Document { published: Some(day), ..document.clone() });
        let document = dated.as_ref().unwrap_or(document);
        let annotation = self.model.annotate_with(&document.text, &layout, self.own_types.as_ref(), self.threads)?;
        let resolution = resolve_with(document, &layout, &annotation, self.knowledge, &self.dictionary);
        let language = language_of(document);
        let (mut record, fates) = code(document, &layout, &annotation, &resolution, language);
        if language.is_none() {
            record.warnings.push("the language was not told: read as English".to_owned());
        }
        if let Some(day) = stamped {
            record.warnings.push(format!("publication date {day} taken from the text's own date line"));
        }
        Ok(Reading { layout, annotation, resolution, record, fates })
    }
}

/// A report with what each stage made of it.
pub struct Reading {
    /// Its parts.
    pub layout: Layout,
    /// What the model read.
    pub annotation: Annotation,
    /// What the words stand for.
    pub resolution: Resolution,
    /// The record.
    pub record: CodedReport,
    /// What became of each trigger, in order.
    pub fates: Vec<Fate>,
}
