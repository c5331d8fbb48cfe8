//! Actors by folded name: hashed, so that fifty thousand names cost what one does.

use super::contradiction::differ_on;
use super::problem::{Problem, shown};
use super::{Entry, Line, Term};
use crate::resolve::name::{fold, skeleton};
use crate::resolve::person::same_full;
use crate::resolve::phrase::words;
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;

/// The longest abbreviation that is some first name as well: "IRA", "ANA".
const SHORT: usize = 3;
/// Entries of one name that are compared with a new one, the last ones.
const COMPARED: usize = 64;

/// A name of an entry.
#[derive(Debug)]
pub(in crate::resolve) struct Pattern {
    /// Folded, words parted as a mention's are.
    key: String,
    /// As written.
    pub(in crate::resolve) written: String,
    pub(in crate::resolve) line: Line,
    entry: usize,
    /// True for a short word in capitals, which only capitals mean.
    capitals: bool,
    /// True when it is written with small letters only and needs no capital in a text.
    small: bool,
}

/// What an entry says on a day.
#[derive(Debug, Clone, Copy)]
pub(in crate::resolve) struct Own<'d> {
    pub(in crate::resolve) pattern: &'d Pattern,
    pub(in crate::resolve) entry: &'d Entry,
    pub(in crate::resolve) term: &'d Term,
}

impl Own<'_> {
    /// The same for all mentions that are this actor.
    pub(in crate::resolve) fn identity(&self) -> String {
        match &self.entry.name {
            Some(name) => format!("own {}", fold(name)),
            None => format!("own #{}", self.pattern.entry),
        }
    }

    /// True when its words count inside others too, where they are written as `text`.
    pub(in crate::resolve) fn counts_inside(&self, text: &str) -> bool {
        self.pattern.small || text.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_alphabetic())
    }
}

/// All names.
#[derive(Debug, Default)]
pub(super) struct Index {
    entries: Vec<Entry>,
    patterns: Vec<Pattern>,
    names: HashMap<String, Vec<usize>>,
    /// By sound, those of several words: spellings nobody has listed.
    sounds: HashMap<String, Vec<usize>>,
    longest: usize,
}

/// The keys of a name: its words as a mention's are parted, and as tables fold it ("Lord's Army": "lord army", "lords
/// army"). Without an article.
pub(in crate::resolve) fn keys(name: &str) -> Vec<String> {
    // "Basque Homeland and Freedom (ETA)" is one name with its abbreviation: a text has the name alone as well.
    let alone = name.split_once('(').map(|(before, _)| before);
    let mut keys: Vec<String> = Vec::new();
    for name in std::iter::once(name).chain(alone) {
        let parted: Vec<String> = words(name).into_iter().map(|w| w.key).collect();
        for key in [bare(&parted.join(" ")), bare(&fold(name))] {
            if !key.is_empty() && !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    keys
}

/// A folded name without its article.
pub(in crate::resolve) fn bare(key: &str) -> String {
    key.strip_prefix("the ").unwrap_or(key).to_string()
}

fn has_small(text: &str) -> bool {
    text.chars().any(char::is_lowercase)
}

impl Index {
    /// Adds an entry and says where it contradicts an earlier one of the same name.
    pub(super) fn add(&mut self, entry: Entry, file: &Arc<str>, warnings: &mut Vec<Problem>) {
        let at = self.entries.len();
        self.entries.push(entry);
        for (written, number) in self.entries[at].patterns.clone() {
            let keys = keys(&written);
            let Some(first) = keys.first() else { continue };
            let short = first.chars().count() <= SHORT && !first.contains(' ');
            let id = self.patterns.len();
            self.patterns.push(Pattern {
                key: first.clone(),
                capitals: short && !has_small(&written),
                small: has_small(&written) && !written.chars().any(char::is_uppercase),
                line: Line { file: file.clone(), number },
                entry: at,
                written,
            });
            warnings.extend(self.contradicted(id));
            if first.contains(' ') {
                self.sounds.entry(skeleton(first)).or_default().push(id);
            }
            for key in keys {
                self.longest = self.longest.max(key.split(' ').count());
                self.names.entry(key).or_default().push(id);
            }
        }
    }

    /// The warning that names pattern `id` and the last one of its name that says something else on some day.
    fn contradicted(&self, id: usize) -> Option<Problem> {
        let new = &self.patterns[id];
        let others = self.names.get(&new.key)?.iter().rev().take(COMPARED);
        let (other, was, is) = others.map(|o| &self.patterns[*o]).filter(|o| o.entry != new.entry).find_map(|o| {
            let (was, is) = differ_on(&self.entries[o.entry], &self.entries[new.entry])?;
            Some((o, was, is))
        })?;
        let place = if other.line.file == new.line.file {
            format!("line {}", other.line.number)
        } else {
            format!("{}:{}", other.line.file, other.line.number)
        };
        let name = shown(&new.written);
        let reason = format!("{name} is {is} here and {was} in {place}: the later one holds");
        Some(Problem { file: new.line.file.clone(), line: new.line.number, reason })
    }

    fn own(&self, id: usize, day: Option<Date>) -> Option<Own<'_>> {
        let pattern = self.patterns.get(id)?;
        let entry = self.entries.get(pattern.entry)?;
        let term = entry.terms.iter().find(|t| t.holds_on(day))?;
        Some(Own { pattern, entry, term })
    }

    pub(super) fn of(&self, key: &str, text: &str, day: Option<Date>) -> Option<Own<'_>> {
        let ids = self.names.get(key)?;
        let meant = |own: &Own| !own.pattern.capitals || !has_small(text);
        ids.iter().rev().filter_map(|id| self.own(*id, day)).find(meant)
    }

    pub(super) fn sounding(&self, key: &str, day: Option<Date>) -> Option<Own<'_>> {
        if !key.contains(' ') {
            return None;
        }
        let ids = self.sounds.get(&skeleton(key))?;
        let alike = |own: &Own| same_full(&own.pattern.key, key);
        ids.iter().rev().filter_map(|id| self.own(*id, day)).find(alike)
    }

    /// Every entry of a name with each of its terms, the last entry first.
    pub(super) fn all(&self, key: &str) -> impl Iterator<Item = Own<'_>> {
        let sounding = if key.contains(' ') { self.sounds.get(&skeleton(key)) } else { None };
        let exact = self.names.get(key);
        let other = sounding.into_iter().flatten().rev().filter(move |id| exact.is_none_or(|ids| !ids.contains(id)));
        let other = other.filter(move |id| self.patterns.get(**id).is_some_and(|p| same_full(&p.key, key)));
        exact.into_iter().flatten().rev().chain(other).filter_map(|id| self.patterns.get(*id)).flat_map(|pattern| {
            let entry = self.entries.get(pattern.entry);
            entry.into_iter().flat_map(move |entry| entry.terms.iter().map(move |term| Own { pattern, entry, term }))
        })
    }

    pub(super) fn len(&self) -> usize {
        self.patterns.len()
    }

    pub(super) fn longest(&self) -> usize {
        self.longest
    }
}
