//! The whole path of a report, in one call.

use crate::annotate::{Model, ModelError};
use crate::read::Document;
use crate::record::CodedReport;
use crate::resolve::{Knowledge, KnowledgeError, resolve};
use crate::{code, split};

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
}

impl Engine {
    /// The engine with the shipped model and tables.
    pub fn new() -> Result<Self, EngineError> {
        Ok(Self { model: Model::shipped()?, knowledge: Knowledge::shipped()? })
    }

    /// The model, for questions that need no report ([`Model::classify`]).
    pub fn model(&self) -> &'static Model {
        self.model
    }

    /// Codes one report.
    pub fn code(&self, document: &Document) -> Result<CodedReport, EngineError> {
        let layout = split::split(&document.text);
        let annotation = self.model.annotate(&document.text, &layout)?;
        let resolution = resolve(document, &layout, &annotation, self.knowledge);
        Ok(code::code(document, &layout, &annotation, &resolution))
    }
}
