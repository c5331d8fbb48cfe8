//! Agents: the user's words for roles, beside or instead of the embedded ones.

use super::Line;
use super::problem::{Problem, shown};
use crate::ontology::Sector;
use crate::resolve::knowledge::{Knowledge, Role, RoleKind, plurals_of};
use crate::resolve::phrase::words;
use std::collections::HashMap;
use std::sync::Arc;

/// A word for a role as a dictionary has it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Agent {
    pub(super) phrase: String,
    /// Its plural forms; `None` for a regular one.
    pub(super) plurals: Option<Vec<String>>,
    pub(super) sectors: Vec<Sector>,
    pub(super) line: usize,
}

/// All words by folded phrase.
#[derive(Debug, Default)]
pub(super) struct Agents {
    roles: HashMap<String, Known>,
    longest: usize,
}

#[derive(Debug)]
struct Known {
    role: Role,
    line: Line,
    /// True for a regular plural, which a form that is written out goes before.
    made: bool,
}

/// A phrase as the words of a mention are parted and folded.
fn key(phrase: &str) -> String {
    words(phrase).into_iter().map(|w| w.key).collect::<Vec<_>>().join(" ")
}

impl Agents {
    /// Adds an agent. What the embedded table says of the word stands but for its sectors.
    pub(super) fn add(&mut self, agent: Agent, file: &Arc<str>, knowledge: &Knowledge, warnings: &mut Vec<Problem>) {
        let lemma = key(&agent.phrase);
        if lemma.is_empty() {
            return;
        }
        let line = Line { file: file.clone(), number: agent.line };
        let made = agent.plurals.is_none();
        let plurals = match &agent.plurals {
            Some(forms) => forms.iter().map(|f| key(f)).filter(|k| !k.is_empty()).collect(),
            None => plurals_of(&lemma),
        };
        let role = role(&lemma, &agent.sectors, !plurals.is_empty(), knowledge);
        for plural in plurals {
            let kind = if role.kind == RoleKind::Person { RoleKind::People } else { role.kind };
            let form = knowledge.roles.of(&plural).cloned().unwrap_or(Role { kind, ..role.clone() });
            let form = Role { sectors: agent.sectors.clone(), ..form };
            self.insert(plural, Known { role: form, line: line.clone(), made }, warnings);
        }
        self.insert(lemma, Known { role, line, made: false }, warnings);
    }

    fn insert(&mut self, key: String, new: Known, warnings: &mut Vec<Problem>) {
        self.longest = self.longest.max(key.split(' ').count());
        if let Some(old) = self.roles.get(&key) {
            if new.made && !old.made {
                return;
            }
            if new.made == old.made && old.role.sectors != new.role.sectors {
                let said = |k: &Known| k.role.sectors.iter().map(|s| s.to_string()).collect::<Vec<_>>().join(" ");
                let place = if old.line.file == new.line.file {
                    format!("line {}", old.line.number)
                } else {
                    format!("{}:{}", old.line.file, old.line.number)
                };
                let (is, was) = (said(&new), said(old));
                let reason = format!("{} is {is} here and {was} in {place}: the later one holds", shown(&key));
                warnings.push(Problem { file: new.line.file.clone(), line: new.line.number, reason });
            }
        }
        self.roles.insert(key, new);
    }

    pub(super) fn of(&self, key: &str) -> Option<(&Role, &Line)> {
        self.roles.get(key).map(|k| (&k.role, &k.line))
    }

    pub(super) fn len(&self) -> usize {
        self.roles.len()
    }

    pub(super) fn longest(&self) -> usize {
        self.longest
    }
}

/// The role of a phrase: as the table has it, else like its last word, else what its ending makes likely.
fn role(lemma: &str, sectors: &[Sector], countable: bool, knowledge: &Knowledge) -> Role {
    let sectors = sectors.to_vec();
    if let Some(known) = knowledge.roles.of(lemma) {
        return Role { sectors, ..known.clone() };
    }
    let last = lemma.rsplit(' ').next().unwrap_or(lemma);
    let kind = match knowledge.roles.of(last) {
        Some(known) => known.kind,
        None if !countable => RoleKind::Body,
        None if PERSONS.iter().any(|e| last.ends_with(e)) => RoleKind::Person,
        None if PEOPLE.iter().any(|e| last.ends_with(e)) => RoleKind::People,
        None => RoleKind::Body,
    };
    Role { lemma: lemma.to_string(), sectors, kind, home: true, takes: false, relational: false, alone: false }
}

/// How words for one person end.
const PERSONS: &[&str] =
    &["er", "or", "ist", "man", "woman", "person", "ian", "ant", "ee", "ent", "eer", "ster", "wife"];
/// How words for several end.
const PEOPLE: &[&str] = &["men", "women", "people", "ers", "ists", "ors"];
