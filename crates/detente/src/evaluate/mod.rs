//! Scores of the engine against gold files in the formats of public data sets.
//!
//! Every function takes files, and an [`crate::engine::Engine`] where the model reads, and returns [`Scores`] that print as a
//! table.

mod actors;
mod attribution;
mod corpus;
mod counts;
mod given;
mod pairs;
mod quads;

pub use actors::{Misplaced, actors};
pub use attribution::polnear;
pub use corpus::{Verdict, corpus};
pub use counts::{Counts, Scores, calibration_error, macro_f1};
pub use given::Given;
pub use pairs::plv;
pub use quads::{coped, coped_quads, coped_spans};

use crate::engine::EngineError;
use std::path::{Path, PathBuf};

/// An error where a gold file holds nothing: no score says anything of it.
fn some<T>(rows: Vec<T>, path: &Path, expected: &'static str) -> Result<Vec<T>, EvaluateError> {
    if rows.is_empty() { Err(EvaluateError::Nothing { path: path.into(), expected }) } else { Ok(rows) }
}

/// Why a gold file cannot be scored.
#[derive(Debug, thiserror::Error)]
pub enum EvaluateError {
    /// The file cannot be read.
    #[error("{path}: {reason}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: std::io::Error,
    },
    /// A line is not what the format says.
    #[error("{path}:{line}: {reason}")]
    Format {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// What was expected.
        reason: String,
    },
    /// There is nothing to score.
    #[error("{path}: expected {expected}, found none")]
    Nothing {
        /// The file or folder.
        path: PathBuf,
        /// What it should hold.
        expected: &'static str,
    },
    /// A report of the gold file is not in the other, or has another text there.
    #[error("{path}: expected marks of the report {report} with the same text, found none")]
    Missing {
        /// The other file.
        path: PathBuf,
        /// The report's id.
        report: String,
    },
    /// The engine failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
}
