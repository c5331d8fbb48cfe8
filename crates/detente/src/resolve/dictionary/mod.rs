//! The user's own actors: names with country, sectors and the days between which they hold, and words for roles.
//!
//! Two formats are read, told apart by content: a table (CSV: pattern, name, country, sectors, from, to) and PETRARCH's
//! dictionaries of actors and agents as they are. What a user says outranks the embedded tables, on the days for which
//! it is said; what it leaves open (a code without a role, a row without a country) the tables and the words decide.
//!
//! An actor's pattern is looked up as the name of a mention the reader found. It finds no mentions and no events itself.
//!
//! ```
//! use detente::resolve::{Dictionary, Knowledge};
//! let table = "pattern,name,country,sectors,from,to\nGreen Front,,PER,REB,1992-03-01,1999\n";
//! let dictionary = Dictionary::parse(&[("own.csv", table)], Knowledge::shipped()?)?;
//! assert_eq!((dictionary.actors(), dictionary.agents()), (1, 0));
//! let error = Dictionary::parse(&[("own.csv", "pattern,country\nGreen Front,Peru\n")], Knowledge::shipped()?);
//! assert!(error.unwrap_err().to_string().starts_with("own.csv:2: "));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod agents;
mod cameo;
mod contradiction;
mod index;
mod petrarch;
mod problem;
mod rows;
#[cfg(test)]
mod tests;

pub use problem::{DictionaryError, Problem};

pub(super) use contradiction::said;
pub(super) use index::{Own, bare, keys};

use super::country::Country;
use super::knowledge::{Knowledge, Role};
use crate::ontology::Sector;
use index::Index;
use jiff::civil::Date;
use std::path::Path;
use std::sync::Arc;

/// The user's own actors and agents, ready to be asked.
#[derive(Debug, Default)]
pub struct Dictionary {
    index: Index,
    agents: agents::Agents,
    warnings: Vec<Problem>,
}

/// Where an entry stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) file: Arc<str>,
    /// From 1.
    pub(super) number: usize,
}

/// To what somebody belongs, as far as an entry says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Belongs {
    /// Not said: tables and words decide.
    Open,
    /// To no state, and this is said.
    Nowhere,
    /// To this one.
    To(Country),
}

/// What an entry says, and when it holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Term {
    pub(super) belongs: Belongs,
    /// Sectors, the most telling first; empty when none is said.
    pub(super) sectors: Vec<Sector>,
    /// First day.
    pub(super) from: Option<Date>,
    /// First day on which it no longer holds.
    pub(super) until: Option<Date>,
    /// The actor code as written, in PETRARCH's dictionaries.
    pub(super) code: Option<String>,
    pub(super) line: usize,
}

impl Term {
    /// True when it holds on a day; without a day, when it has no end.
    pub(super) fn holds_on(&self, day: Option<Date>) -> bool {
        match day {
            Some(day) => self.from.is_none_or(|f| f <= day) && self.until.is_none_or(|u| day < u),
            None => self.until.is_none(),
        }
    }
}

/// An actor with all its names.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// The name it is to go by.
    pub(super) name: Option<String>,
    /// Names as written, with their lines.
    pub(super) patterns: Vec<(String, usize)>,
    /// The first that holds on a day is meant.
    pub(super) terms: Vec<Term>,
}

/// What a file says, before it is put together with others.
#[derive(Debug, Default)]
struct Contents {
    entries: Vec<Entry>,
    agents: Vec<agents::Agent>,
    /// Lines that cannot be used.
    bad: Vec<Problem>,
    /// Lines of which a part is left out.
    warnings: Vec<Problem>,
}

impl Dictionary {
    /// Reads files; where two say different things, the later one holds, and a warning names both.
    ///
    /// # Errors
    /// A file cannot be opened, or has a line that is not as expected: every such line is named.
    pub fn open<P: AsRef<Path>>(files: &[P], knowledge: &Knowledge) -> Result<Dictionary, DictionaryError> {
        let mut texts = Vec::with_capacity(files.len());
        let mut warnings = Vec::new();
        for file in files {
            let name = file.as_ref().display().to_string();
            let bytes = std::fs::read(file).map_err(|error| DictionaryError::File { file: name.clone(), error })?;
            let decoded = crate::read::decode(bytes, None);
            let said = decoded.warning.into_iter().chain(decoded.flaw);
            warnings.extend(said.map(|reason| Problem { file: name.as_str().into(), line: 0, reason }));
            texts.push((name, decoded.text));
        }
        let sources: Vec<(&str, &str)> = texts.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
        let mut dictionary = Dictionary::parse(&sources, knowledge)?;
        dictionary.warnings.splice(0..0, warnings);
        Ok(dictionary)
    }

    /// As [`Dictionary::open`], of texts with the names they go by.
    ///
    /// # Errors
    /// A text has a line that is not as expected.
    pub fn parse(sources: &[(&str, &str)], knowledge: &Knowledge) -> Result<Dictionary, DictionaryError> {
        let mut dictionary = Dictionary::default();
        let mut bad = Vec::new();
        for (name, text) in sources {
            let file: Arc<str> = (*name).into();
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            let contents = match rows::is_table(&file, text) {
                Some(delimiter) => rows::read(&file, text, delimiter, knowledge),
                None => petrarch::read(&file, text, knowledge),
            };
            bad.extend(contents.bad);
            dictionary.warnings.extend(contents.warnings);
            for entry in contents.entries {
                dictionary.index.add(entry, &file, &mut dictionary.warnings);
            }
            for agent in contents.agents {
                dictionary.agents.add(agent, &file, knowledge, &mut dictionary.warnings);
            }
        }
        if bad.is_empty() { Ok(dictionary) } else { Err(DictionaryError::Lines(bad)) }
    }

    /// What was left out, and which entries contradict each other.
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }

    /// Number of actors' names.
    pub fn actors(&self) -> usize {
        self.index.len()
    }

    /// Number of words for roles, plural forms included.
    pub fn agents(&self) -> usize {
        self.agents.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.index.len() == 0 && self.agents.len() == 0
    }

    /// Number of words of the longest name or role.
    pub(super) fn longest(&self) -> usize {
        self.index.longest().max(self.agents.longest())
    }

    /// What the user's entry of this folded name says on a day. `text`: the name as written, of which short
    /// abbreviations need the capitals.
    pub(super) fn actor(&self, key: &str, text: &str, day: Option<Date>) -> Option<Own<'_>> {
        self.index.of(key, text, day)
    }

    /// The entries of a folded name, the last one first, whether they hold or not.
    pub(super) fn entries(&self, key: &str) -> impl Iterator<Item = Own<'_>> {
        self.index.all(key)
    }

    /// What is said of a person of this folded full name, other spellings included.
    pub(super) fn person(&self, key: &str, text: &str, day: Option<Date>) -> Option<Own<'_>> {
        self.actor(key, text, day).or_else(|| self.index.sounding(key, day))
    }

    /// The user's meaning of a word for a role, and where it stands.
    pub(super) fn agent(&self, key: &str) -> Option<(&Role, &Line)> {
        self.agents.of(key)
    }
}
