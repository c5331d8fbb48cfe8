//! What is wrong with a dictionary: where, and why.

use std::fmt;
use std::sync::Arc;

/// Bad lines that are named at most; of more the number is told.
const NAMED: usize = 20;

/// A line of a user's file and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file as it was given.
    pub file: Arc<str>,
    /// Line from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong, and what is expected instead.
    pub reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.reason),
            line => write!(f, "{}:{line}: {}", self.file, self.reason),
        }
    }
}

/// Why a user's actors cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DictionaryError {
    /// A file cannot be read.
    #[error("{file}: {error}")]
    File {
        /// The file as it was given.
        file: String,
        /// What the system says.
        error: std::io::Error,
    },
    /// Lines that are not as expected, all of them.
    #[error("{}", named(.0))]
    Lines(Vec<Problem>),
}

fn named(problems: &[Problem]) -> String {
    let mut lines: Vec<String> = problems.iter().take(NAMED).map(Problem::to_string).collect();
    if problems.len() > NAMED {
        lines.push(format!("and {} more bad lines", problems.len() - NAMED));
    }
    lines.join("\n")
}

/// A stretch of a user's line as it can be shown: without line ends and escapes, and not too long.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let shown = |c: char| if matches!(c, '\'' | '"') { c.to_string() } else { c.escape_debug().to_string() };
    let mut out: String = text.chars().take(MOST).map(shown).collect();
    if text.chars().nth(MOST).is_some() {
        out.push('…');
    }
    format!("\"{out}\"")
}
