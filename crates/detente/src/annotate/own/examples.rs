//! Marked examples of a user's own event types (JSON Lines).

use crate::text::{CodePoints, Offsets, Span};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// A text with the words that name deeds of the user's types.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// The text.
    pub text: String,
    /// The words and the name of the type; none in a text that shows what does not count.
    pub marks: Vec<(Span, String)>,
}

/// Why the examples cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ExampleError {
    /// The file cannot be read.
    #[error("{path}: {reason}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: std::io::Error,
    },
    /// A line is not what is expected.
    #[error("{path}:{line}: {reason}")]
    Line {
        /// The file.
        path: PathBuf,
        /// Number of the line, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
}

#[derive(Deserialize)]
struct Line {
    text: String,
    marks: Option<Vec<Mark>>,
    #[serde(rename = "type")]
    kind: Option<String>,
    start: Option<usize>,
    end: Option<usize>,
}

#[derive(Deserialize)]
struct Mark {
    #[serde(rename = "type")]
    kind: String,
    start: usize,
    end: usize,
}

/// Reads examples, a JSON object a line: `{"text": "…", "type": "HOSTAGE_TAKING", "start": 12, "end": 21}`, or with several
/// deeds `{"text": "…", "marks": [{"type": …, "start": …, "end": …}]}`; `{"text": "…", "marks": []}` is a text without any.
/// `start` and `end` are code points of `text`, half-open, and hold the words that name the deed.
///
/// # Errors
/// [`ExampleError`] names file, line and reason.
pub fn read_examples(path: &Path) -> Result<Vec<Example>, ExampleError> {
    let text = std::fs::read_to_string(path).map_err(|reason| ExampleError::Read { path: path.into(), reason })?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(n, line)| example(line).map_err(|reason| ExampleError::Line { path: path.into(), line: n + 1, reason }))
        .collect()
}

fn example(line: &str) -> Result<Example, String> {
    let line: Line = serde_json::from_str(line).map_err(|e| match e.to_string().split_once(" at line ") {
        Some((reason, _)) => format!("{reason} in column {}", e.column()),
        None => e.to_string(),
    })?;
    let marks = match (line.marks, line.kind, line.start, line.end) {
        (Some(marks), None, None, None) => marks,
        (None, Some(kind), Some(start), Some(end)) => vec![Mark { kind, start, end }],
        _ => return Err("expected \"type\", \"start\" and \"end\", or \"marks\"".to_owned()),
    };
    let points = CodePoints::new(&line.text);
    let mut spans: Vec<(Span, String)> = Vec::with_capacity(marks.len());
    for Mark { kind, start, end } in marks {
        if kind.trim().is_empty() || kind.contains([';', '\n']) {
            return Err("expected a type with a name, without a semicolon".to_owned());
        }
        let at = points.span(Offsets { start, end }).filter(|span| span.of(&line.text).contains(char::is_alphanumeric));
        let Some(span) = at else {
            let length = points.count();
            return Err(format!("[{start}, {end}] marks no word of the text, which is {length} characters long"));
        };
        if spans.iter().any(|(other, _)| other.overlaps(span)) {
            return Err(format!("[{start}, {end}] overlaps another mark"));
        }
        spans.push((span, kind.trim().to_owned()));
    }
    Ok(Example { text: line.text, marks: spans })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_and_texts_without_marks() {
        let one =
            example(r#"{"text": "Élysée recalls envoy", "type": "RECALL", "start": 7, "end": 14}"#).expect("reads");
        assert_eq!(
            one.marks.iter().map(|(s, t)| (s.of(&one.text), t.as_str())).collect::<Vec<_>>(),
            [("recalls", "RECALL")]
        );
        let none = example(r#"{"text": "Rain fell.", "marks": []}"#).expect("reads");
        assert!(none.marks.is_empty());
    }

    #[test]
    fn every_flaw_has_its_reason() {
        for (line, reason) in [
            ("{", "EOF"),
            (r#"{"text": "a"}"#, "expected \"type\""),
            (r#"{"text": "a", "type": "X", "start": 0}"#, "expected \"type\""),
            (r#"{"text": "a", "type": " ", "start": 0, "end": 1}"#, "a name"),
            (r#"{"text": "a", "type": "X", "start": 0, "end": 9}"#, "1 characters long"),
            (r#"{"text": "a b", "type": "X", "start": 1, "end": 2}"#, "marks no word"),
            (
                r#"{"text": "abc", "marks": [{"type": "X", "start": 0, "end": 2}, {"type": "Y", "start": 1, "end": 3}]}"#,
                "overlaps",
            ),
        ] {
            let error = example(line).expect_err("a flaw");
            assert!(error.contains(reason), "{line}: {error}");
        }
    }
}
