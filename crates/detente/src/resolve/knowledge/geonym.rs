//! Names of states, regions and peoples, and what each stands for.

use super::KnowledgeError;
use super::table::{bad, country, parts, rows, sectors};
use crate::ontology::Sector;
use crate::resolve::Country;
use crate::resolve::name::fold;
use std::collections::HashMap;

/// How a name stands for a state, region or people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GeonymKind {
    /// The state by name, or by a former one.
    State,
    /// A capital, for its state's government.
    Capital,
    /// A seat of government, for it.
    Seat,
    /// A region, or a part of a state that is spoken of by itself.
    Region,
    /// The state's adjective ("French").
    Adjective,
    /// People of the state ("Frenchmen").
    People,
    /// A people or faith ("Kurdish", "Muslims").
    Ethnic,
}

/// One meaning of a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Geonym {
    /// How it stands for it.
    pub kind: GeonymKind,
    /// The state, or the state that claims the region or has the people.
    pub country: Option<Country>,
    /// The name the entity goes by: the state's, the region's.
    pub label: &'static str,
    /// `PRE` for a partially recognised entity; other sectors of a people.
    pub sectors: Vec<Sector>,
    /// Latitude and longitude, for regions.
    pub point: Option<(f32, f32)>,
    /// True for a meaning that the text has to speak for: "Congo" for Brazzaville. Written with `?` in the tables.
    pub second: bool,
}

/// A state's row.
#[derive(Debug, Clone)]
pub struct State {
    /// Its code.
    pub country: Country,
    /// Short name in English.
    pub name: &'static str,
    /// Wikidata item.
    pub wikidata: Option<&'static str>,
    /// Capitals and seats as written in the table.
    pub capitals: Vec<&'static str>,
}

/// All names of states, regions and peoples.
pub struct Geonyms {
    states: HashMap<Country, State>,
    names: HashMap<String, Vec<Geonym>>,
    longest: usize,
}

impl Geonyms {
    /// Reads the tables `states`, `peoples` and `regions`.
    ///
    /// # Errors
    /// The first line that is not as expected.
    pub fn read(states: &'static str, peoples: &'static str, regions: &'static str) -> Result<Geonyms, KnowledgeError> {
        let mut all = Geonyms { states: HashMap::new(), names: HashMap::new(), longest: 1 };
        for row in rows("states", states, 9) {
            let (line, f) = row?;
            all.state(line, &f)?;
        }
        for row in rows("regions", regions, 6) {
            let (line, f) = row?;
            all.region(line, &f)?;
        }
        for row in rows("peoples", peoples, 4) {
            let (line, f) = row?;
            all.people(line, &f)?;
        }
        Ok(all)
    }

    fn state(&mut self, line: usize, f: &[&'static str]) -> Result<(), KnowledgeError> {
        let country = country("states", line, f[0])?;
        let label = f[1];
        let mut add = |name: &str, kind| {
            self.add(
                name,
                Geonym { kind, country: Some(country), label, sectors: Vec::new(), point: None, second: false },
            );
        };
        add(label, GeonymKind::State);
        parts(f[2]).for_each(|n| add(n, GeonymKind::State));
        for former in parts(f[3]) {
            // "Zaire 1971..1997": the years are for the reader of the table, a former name never means another state.
            let (name, years) = former.rsplit_once(' ').unwrap_or((former, ""));
            if !years.contains("..") {
                return Err(bad("states", line, former, "a former name and its years: Zaire 1971..1997"));
            }
            add(name, GeonymKind::State);
        }
        for adjective in parts(f[4]) {
            add(adjective, GeonymKind::Adjective);
            if adjective.ends_with(['n', 'i', 'c', 'k', 't', 'o', 'a', 'y', 'g']) {
                add(&format!("{adjective}s"), GeonymKind::People);
            }
        }
        parts(f[5]).for_each(|n| add(n, GeonymKind::People));
        parts(f[6]).for_each(|n| add(n, GeonymKind::Capital));
        parts(f[7]).for_each(|n| add(n, GeonymKind::Seat));
        let wikidata = (!f[8].is_empty()).then_some(f[8]);
        let capitals = parts(f[6]).collect();
        self.states.insert(country, State { country, name: label, wikidata, capitals });
        Ok(())
    }

    fn region(&mut self, line: usize, f: &[&'static str]) -> Result<(), KnowledgeError> {
        let country = if f[2].is_empty() { None } else { Some(country("regions", line, f[2])?) };
        let sectors = sectors("regions", line, f[3])?;
        let point = match (f[4].parse(), f[5].parse()) {
            (Ok(lat), Ok(lon)) => Some((lat, lon)),
            _ if f[4].is_empty() && f[5].is_empty() => None,
            _ => return Err(bad("regions", line, f[4], "latitude and longitude in degrees, or neither")),
        };
        let meaning = Geonym { kind: GeonymKind::Region, country, label: f[0], sectors, point, second: false };
        self.add(f[0], meaning.clone());
        parts(f[1]).for_each(|n| self.add(n, meaning.clone()));
        Ok(())
    }

    fn people(&mut self, line: usize, f: &[&'static str]) -> Result<(), KnowledgeError> {
        let (code, codes) = f[2].split_once(':').unwrap_or((f[2], ""));
        let country = if code.is_empty() { None } else { Some(country("peoples", line, code)?) };
        let sectors = sectors("peoples", line, codes)?;
        let label = match f[3].split_once(':') {
            Some(("region", region)) => region,
            None if ["people", "faith", "region"].contains(&f[3]) => f[0],
            _ => return Err(bad("peoples", line, f[3], "people, faith, region or region:NAME")),
        };
        let meaning = Geonym { kind: GeonymKind::Ethnic, country, label, sectors, point: None, second: false };
        self.add(f[0], meaning.clone());
        parts(f[1]).for_each(|n| self.add(n, meaning.clone()));
        Ok(())
    }

    fn add(&mut self, name: &str, mut meaning: Geonym) {
        let name = name.strip_suffix('?').inspect(|_| meaning.second = true).unwrap_or(name);
        meaning.label = meaning.label.trim_end_matches('?');
        let key = fold(name);
        let key = key.strip_prefix("the ").unwrap_or(&key).to_string();
        self.longest = self.longest.max(key.split(' ').count());
        let meanings = self.names.entry(key).or_default();
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    }

    /// The meanings of a folded name without its article; empty when it names no state, region or people.
    pub fn of(&self, key: &str) -> &[Geonym] {
        self.names.get(key).map_or(&[], Vec::as_slice)
    }

    /// The states whose name has this folded word, by code: North and South Korea share "korea".
    pub fn sharing(&self, word: &str) -> Vec<Country> {
        let shares = |s: &&State| fold(s.name).split(' ').any(|w| w == word);
        let mut found: Vec<Country> = self.states.values().filter(shares).map(|s| s.country).collect();
        found.sort_unstable();
        found
    }

    /// The row of a state.
    pub fn state_of(&self, country: Country) -> Option<&State> {
        self.states.get(&country)
    }

    /// Number of states.
    pub fn states(&self) -> usize {
        self.states.len()
    }

    /// Number of words of the longest name.
    pub fn longest(&self) -> usize {
        self.longest
    }
}
