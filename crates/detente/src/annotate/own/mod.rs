//! Types of events that a user has taught: a linear head of their own on the frozen encoder.
//!
//! [`fit`] learns them from marked examples; the result is a small file of JSON that belongs to one version of the
//! model. Deeds of such a type are found beside the sixteen of PLOVER and change nothing of those.

mod examples;
mod fit;
mod regression;

pub use examples::{Example, ExampleError, read_examples};
pub use fit::{FEWEST, FitError, Fitted, Quality, TOO_FEW, Tally, fit};

use super::dense::argmax;
use super::tags::Tagged;
use crate::ontology::EventType;
use regression::Regression;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Version of the file's layout.
const LAYOUT: u32 = 1;

/// Event types of a user's own, ready to be found in reports.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnTypes {
    /// The types, in the order of the head's classes.
    pub types: Vec<OwnType>,
    head: Regression,
    model: String,
}

/// One of them.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnType {
    /// What the user calls it.
    pub name: Arc<str>,
    /// The PLOVER type that its deeds count as where the reader sees no deed itself.
    pub like: EventType,
    /// A word counts from this probability on.
    pub threshold: f32,
}

/// Why a file of own types cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OwnTypesError {
    /// The file cannot be read or written.
    #[error("{path}: {reason}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: std::io::Error,
    },
    /// It is no file that `detente train-head` has written.
    #[error("{path}: not a file of own types as written by 'detente train-head': {reason}")]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// It was learned for another model than the one inside this program.
    #[error("{path}: learned for another version of the model; run 'detente train-head' again on its examples")]
    OtherModel {
        /// The file.
        path: PathBuf,
    },
}

/// The file as it is written.
#[derive(Serialize, Deserialize)]
struct File {
    detente_own_types: u32,
    model: String,
    types: Vec<TypeInFile>,
    /// Weights of "none" first, then of each type: a bias and a weight a number of a word's vector.
    head: Vec<Vec<f32>>,
}

#[derive(Serialize, Deserialize)]
struct TypeInFile {
    name: String,
    like: EventType,
    threshold: f32,
    /// For people who look into the file.
    #[serde(default)]
    examples: usize,
    #[serde(default)]
    f1: f32,
}

impl OwnTypes {
    /// Reads a file that `detente train-head` has written; `encoder` names the one in use
    /// ([`Model::encoder_fingerprint`](super::Model::encoder_fingerprint)).
    ///
    /// # Errors
    /// [`OwnTypesError`] names the file and what is wrong with it.
    pub fn read(path: &Path, encoder: &str) -> Result<Self, OwnTypesError> {
        let bytes = std::fs::read(path).map_err(|reason| OwnTypesError::File { path: path.into(), reason })?;
        let wrong = |reason: String| OwnTypesError::Format { path: path.into(), reason };
        let file: File = serde_json::from_slice(&bytes).map_err(|e| wrong(e.to_string()))?;
        if file.detente_own_types != LAYOUT {
            return Err(wrong(format!("layout {}, expected {LAYOUT}", file.detente_own_types)));
        }
        if file.model != encoder {
            return Err(OwnTypesError::OtherModel { path: path.into() });
        }
        let mut names = HashSet::new();
        if let Some(twice) = file.types.iter().find(|t| !names.insert(&t.name)) {
            return Err(wrong(format!("type \"{}\" stands there twice", twice.name)));
        }
        if file.types.is_empty() || file.types.iter().any(|t| !(0.0..=1.0).contains(&t.threshold)) {
            return Err(wrong("expected types with thresholds from 0 to 1".to_owned()));
        }
        let head = Regression::from_rows(file.head).filter(|h| h.classes() == file.types.len() + 1);
        let Some(head) = head else { return Err(wrong("its weights are not one row a type".to_owned())) };
        let types =
            file.types.into_iter().map(|t| OwnType { name: t.name.into(), like: t.like, threshold: t.threshold });
        Ok(Self { types: types.collect(), head, model: file.model })
    }

    /// Writes the file; `quality` as [`fit`] has measured it, for people who look into it.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, path: &Path, quality: &[Quality]) -> Result<(), OwnTypesError> {
        let of = |name: &str| quality.iter().find(|q| &*q.name == name);
        let types = self.types.iter().map(|t| TypeInFile {
            name: t.name.to_string(),
            like: t.like,
            threshold: t.threshold,
            examples: of(&t.name).map_or(0, |q| q.examples),
            f1: of(&t.name).map_or(0.0, |q| q.tally.f1()),
        });
        let file = File {
            detente_own_types: LAYOUT,
            model: self.model.clone(),
            types: types.collect(),
            head: self.head.rows(),
        };
        let json = serde_json::to_vec(&file).map_err(std::io::Error::from);
        let written = json.and_then(|json| std::fs::write(path, [json.as_slice(), b"\n"].concat()));
        written.map_err(|reason| OwnTypesError::File { path: path.into(), reason })
    }

    /// Deeds of these types among the words of a passage: their kinds are indices into [`OwnTypes::types`]. `words`: a vector a
    /// word, in order.
    pub(super) fn find<'v>(&self, words: impl Iterator<Item = &'v [f32]>) -> Vec<Tagged> {
        let thresholds: Vec<f32> = self.types.iter().map(|t| t.threshold).collect();
        let scores: Vec<Vec<f32>> = words.map(|vector| self.head.probabilities(vector)).collect();
        runs(&scores, &thresholds)
    }
}

/// Runs of words whose most probable type, "none" (class 0) left aside, reaches its threshold.
fn runs(scores: &[Vec<f32>], thresholds: &[f32]) -> Vec<Tagged> {
    let mut out: Vec<Tagged> = Vec::new();
    for (word, row) in scores.iter().enumerate() {
        let kind = argmax(&row[1..]);
        let score = row[1 + kind];
        if score < thresholds[kind] {
            continue;
        }
        match out.last_mut() {
            Some(last) if last.end == word && last.kind == kind => {
                let count = (last.end - last.start) as f32;
                last.score = (last.score * count + score) / (count + 1.0);
                last.end += 1;
            }
            _ => out.push(Tagged { start: word, end: word + 1, kind, score }),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_of_one_type_are_one_deed() {
        let row = |none: f32, a: f32, b: f32| vec![none, a, b];
        let scores =
            [row(0.9, 0.1, 0.0), row(0.2, 0.8, 0.0), row(0.4, 0.6, 0.0), row(0.1, 0.2, 0.7), row(0.7, 0.1, 0.2)];
        let found = runs(&scores, &[0.5, 0.5]);
        assert_eq!(found.iter().map(|f| (f.start, f.end, f.kind)).collect::<Vec<_>>(), [(1, 3, 0), (3, 4, 1)]);
        assert!((found[0].score - 0.7).abs() < 1e-6);
        assert!(runs(&scores, &[0.9, 0.9]).is_empty());
    }

    #[test]
    fn files_that_are_none_are_refused_with_a_reason() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("types.json");
        let error = |content: &str| {
            std::fs::write(&path, content).expect("a file");
            OwnTypes::read(&path, "m").expect_err("no such file of types").to_string()
        };
        assert!(error("{}").contains("missing field"));
        assert!(error("[]").contains("not a file of own types"));
        let with = |layout: u32, model: &str, threshold: &str, head: &str| {
            format!(
                "{{\"detente_own_types\":{layout},\"model\":\"{model}\",\"types\":[{{\"name\":\"A\",\"like\":\"AID\",\
                 \"threshold\":{threshold}}}],\"head\":{head}}}"
            )
        };
        assert!(error(&with(9, "m", "0.5", "[[0,1],[0,1]]")).contains("layout 9"));
        assert!(error(&with(1, "x", "0.5", "[[0,1],[0,1]]")).contains("another version of the model"));
        assert!(error(&with(1, "m", "7", "[[0,1],[0,1]]")).contains("thresholds"));
        assert!(error(&with(1, "m", "0.5", "[[0,1]]")).contains("weights"));
        std::fs::write(&path, with(1, "m", "0.5", "[[0,1],[0,1]]")).expect("a file");
        assert!(OwnTypes::read(&path, "m").is_ok());
    }
}
