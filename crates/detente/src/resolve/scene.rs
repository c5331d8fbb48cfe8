//! Where a report plays: which states it speaks of how often, which of them is its home, and what an ambiguous name
//! means there.
//!
//! The home is the state whose government, army and police need no adjective. Being spoken of does not make a state
//! that: a report from Washington may speak of Russia all the time. Those who act at home show it, by their titles and
//! institutions; a state that things are only done to counts little.

use super::country::Country;
use super::generic::is_generic;
use super::knowledge::{Geonym, GeonymKind, Knowledge, OrganisationKind};
use super::name::fold;
use super::phrase::Piece;
use super::placename::is_common;
use super::reading::Reading;
use crate::annotate::{Annotation, Filler};
use crate::ontology::MentionKind;
use crate::split::{Layout, Zone};
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// The states of a report by weight.
#[derive(Debug, Default)]
pub(super) struct Scene {
    weights: BTreeMap<Country, f32>,
    /// States that something else than a town of theirs speaks for.
    told: BTreeSet<Country>,
    /// Mentions of places and regions inside a state, which speak for another inside the same.
    inside: BTreeMap<Country, f32>,
    /// What speaks for a state as the report's home.
    domestic: BTreeMap<Country, f32>,
    /// The part of it that comes from institutions, titles and those who hold office.
    offices: BTreeMap<Country, f32>,
    /// State of the dateline's place.
    dateline: Option<Country>,
    home: Option<Country>,
}

/// A town of this many people is known beyond its state: it needs nothing else to speak for it.
pub(super) const KNOWN_TOWN: u32 = 100_000;

/// States whose capitals, and seats of agencies, courts and councils of many states, stand in datelines about all the world.
const HUBS: &[&str] = &["USA", "GBR", "BEL", "CHE", "FRA", "AUT", "NLD", "LUX", "UNO"];

/// Titles and parties that need no adjective in the states that have them, the best known first.
const HOUSEHOLD: &[(&str, &[&str])] = &[
    ("rep", &["USA"]),
    ("sen", &["USA", "PHL", "NGA", "CAN", "KEN", "LBR"]),
    ("gov", &["USA", "NGA"]),
    ("congressman", &["USA", "PHL", "BRA"]),
    ("congresswoman", &["USA", "PHL", "BRA"]),
    ("senator", &["USA", "PHL", "NGA", "AUS", "CAN", "BRA", "COL", "ITA"]),
    ("republican", &["USA"]),
    ("republicans", &["USA"]),
    ("democrat", &["USA"]),
    ("democrats", &["USA"]),
    ("tory", &["GBR"]),
    ("tories", &["GBR"]),
    ("taoiseach", &["IRL"]),
];

impl Scene {
    /// Counts what names speak clearly.
    pub(super) fn of(
        text: &str,
        layout: &Layout,
        annotation: &Annotation,
        readings: &[Reading],
        knowledge: &Knowledge,
    ) -> Scene {
        let mut scene = Scene::default();
        if let Some(line) = &layout.dateline {
            let named = |span: Option<Span>| {
                let key = fold(span.and_then(|s| text.get(s.start..s.end))?);
                let last = key.rsplit(' ').next().unwrap_or(&key);
                // "EVANSVILLE, Indiana, United States": all of it, else its last word.
                scene.clear(&key, true, knowledge).or_else(|| scene.clear(last, true, knowledge))
            };
            // What follows the place says best where it lies.
            scene.dateline = named(line.region).or_else(|| named(line.place));
            if let Some(country) = scene.dateline {
                scene.add(country, 1.5);
            }
        }
        scene.told = readings.iter().flat_map(|reading| told_by(reading, knowledge)).collect();
        scene.told.extend(scene.dateline);
        let suffers = acted_on(annotation);
        for (i, reading) in readings.iter().enumerate() {
            let factor = if reading.zone == Zone::Headline { 1.5 } else { 1.0 };
            match reading.kind {
                MentionKind::State | MentionKind::Place => {
                    let place = reading.kind == MentionKind::Place;
                    let own = reading.own.and_then(|o| o.country());
                    if let Some(country) = own.or_else(|| scene.clear(&reading.key, place, knowledge)) {
                        *scene.weights.entry(country).or_default() += factor;
                        let part = if suffers.get(i).copied().unwrap_or(false) { 0.4 } else { 1.0 };
                        *scene.domestic.entry(country).or_default() += part * factor;
                        if place && knowledge.geonyms.of(&reading.key).iter().all(|g| g.kind == GeonymKind::Region) {
                            *scene.inside.entry(country).or_default() += 1.0;
                        }
                    }
                }
                MentionKind::Nationality | MentionKind::Group | MentionKind::Person | MentionKind::Organization => {
                    for segment in &reading.phrase.segments {
                        let (country, office) = match segment.piece {
                            Piece::Geonym([only]) => (only.country, false),
                            Piece::Organisation(_) if is_generic(&reading.phrase.key(segment.words.clone())) => {
                                (None, false)
                            }
                            Piece::Organisation([only]) => {
                                let row = knowledge.organisations.get(*only);
                                (row.and_then(|o| o.country), row.is_some_and(|o| is_of_state(o.kind)))
                            }
                            Piece::Own(own) => (own.country(), false),
                            _ => (None, false),
                        };
                        if let Some(country) = country {
                            scene.add(country, 0.7 * factor);
                            if office {
                                scene.add_office(country, 0.5 * factor);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        scene.count_household(readings);
        scene.home = scene.find_home();
        scene
    }

    /// The state a name stands for when there is no doubt.
    fn clear(&self, key: &str, place: bool, knowledge: &Knowledge) -> Option<Country> {
        let key = key.strip_prefix("the ").unwrap_or(key);
        match knowledge.geonyms.of(key) {
            [only] => return only.country,
            [] => {}
            // "Abu Dhabi" is a capital twice over; all meanings in one state are as clear as one.
            [first, rest @ ..] => {
                let one = rest.iter().all(|g| g.country == first.country);
                return if one { first.country } else { None };
            }
        }
        if !place || is_common(key) {
            return None;
        }
        let found = knowledge.places.of(key);
        let first = found.first()?;
        let elsewhere = found.iter().find(|p| p.country != first.country).map_or(0, |p| p.population);
        // Ten times as many people as any other of the name: that one is meant.
        let clear = first.population >= 20_000 && first.population / 10 >= elsewhere;
        (clear && (first.population >= KNOWN_TOWN || self.tells(first.country))).then_some(first.country)
    }

    /// True when something else than its towns speaks for a state, or for none at all: then towns are all there is.
    pub(super) fn tells(&self, country: Country) -> bool {
        self.told.is_empty() || self.told.contains(&country)
    }

    /// Counts titles that need no adjective for the state among theirs that the report speaks of most.
    fn count_household(&mut self, readings: &[Reading]) {
        let words = readings.iter().filter(|r| r.kind != MentionKind::Place).flat_map(|r| &r.phrase.words);
        let owners: Vec<&[&str]> = words.filter_map(|w| HOUSEHOLD.iter().find(|h| h.0 == w.key)).map(|h| h.1).collect();
        for codes in owners {
            let mut best: Option<(Country, f32)> = None;
            for country in codes.iter().filter_map(|c| Country::parse(c)) {
                if best.is_none_or(|(_, w)| self.weight(country) > w) {
                    best = Some((country, self.weight(country)));
                }
            }
            if let Some((country, _)) = best {
                *self.domestic.entry(country).or_default() += 0.3;
                self.add_office(country, 0.6);
            }
        }
    }

    fn find_home(&self) -> Option<Country> {
        let total: f32 = self.domestic.iter().filter(|(c, _)| c.is_state()).map(|(_, w)| w).sum();
        if total <= 0.0 {
            return None;
        }
        let of = |map: &BTreeMap<Country, f32>, c: Country| map.get(&c).copied().unwrap_or(0.0);
        let share = |c: Country| of(&self.domestic, c) / total;
        let offices: f32 = self.offices.iter().filter(|(c, _)| c.is_state()).map(|(_, w)| w).sum();
        if let Some(country) = self.dateline {
            let hub = is_hub(country);
            // From a hub a report may come about anything; where the hub's own officials act in it, it is from there.
            let own = of(&self.offices, country);
            let at_home = own >= 1.0 && own >= 0.3 * offices;
            let needed = if at_home {
                0.15
            } else if hub {
                0.4
            } else {
                0.25
            };
            if share(country) >= needed {
                return Some(country);
            }
        }
        let mut ranked: Vec<(Country, f32)> =
            self.domestic.iter().map(|(c, w)| (*c, *w)).filter(|(c, _)| c.is_state()).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let (country, weight) = *ranked.first()?;
        (weight / total >= 0.4).then_some(country)
    }

    /// How often the report speaks of a state.
    pub(super) fn weight(&self, country: Country) -> f32 {
        self.weights.get(&country).copied().unwrap_or(0.0)
    }

    /// The part of all that the report speaks of states which goes to this one.
    pub(super) fn share(&self, country: Country) -> f32 {
        let total: f32 = self.weights.iter().filter(|(c, _)| c.is_state()).map(|(_, w)| w).sum();
        if total > 0.0 { self.weight(country) / total } else { 0.0 }
    }

    /// How often it speaks of places inside a state by name.
    pub(super) fn inside(&self, country: Country) -> f32 {
        self.inside.get(&country).copied().unwrap_or(0.0)
    }

    /// Adds what a later stage found out.
    pub(super) fn add(&mut self, country: Country, weight: f32) {
        *self.weights.entry(country).or_default() += weight;
        *self.domestic.entry(country).or_default() += weight;
    }

    /// Adds somebody who holds office in a state, or an institution of it.
    pub(super) fn add_office(&mut self, country: Country, weight: f32) {
        *self.domestic.entry(country).or_default() += weight;
        *self.offices.entry(country).or_default() += weight;
        self.told.insert(country);
    }

    /// Adds a place inside a state.
    pub(super) fn add_inside(&mut self, country: Country, weight: f32) {
        *self.inside.entry(country).or_default() += weight;
    }

    /// Takes stock again after [`Scene::add`].
    pub(super) fn settle(&mut self) {
        self.home = self.find_home();
    }

    /// The state a report is about at home, if there is one.
    pub(super) fn home(&self) -> Option<Country> {
        self.home
    }

    /// The state of the dateline's place.
    pub(super) fn dateline(&self) -> Option<Country> {
        self.dateline
    }

    /// The meaning of a name that fits the report best. A second meaning needs the report to speak for it.
    pub(super) fn meaning<'g>(&self, meanings: &'g [Geonym], kinds: &[GeonymKind]) -> Option<&'g Geonym> {
        let mut best: Option<(&Geonym, f32)> = None;
        for meaning in meanings.iter().filter(|g| kinds.contains(&g.kind)) {
            let spoken = match (meaning.country, meaning.kind) {
                // A region of the name is meant where the report moves inside that state, not where it only names it.
                (Some(c), GeonymKind::Region) if meaning.second => 0.6 * self.inside(c).min(4.0),
                (Some(c), _) => self.weight(c),
                (None, _) => 0.0,
            };
            if meaning.second && spoken <= 0.0 {
                continue;
            }
            let score = spoken + if meaning.second { 0.0 } else { 1.0 };
            if best.is_none_or(|(_, s)| score > s) {
                best = Some((meaning, score));
            }
        }
        best.map(|b| b.0)
    }
}

/// The states that a mention names by a name of theirs, their people, capital or institution; every meaning counts.
fn told_by(reading: &Reading, knowledge: &Knowledge) -> Vec<Country> {
    let key = reading.key.strip_prefix("the ").unwrap_or(&reading.key);
    let mut out: Vec<Country> = knowledge.geonyms.of(key).iter().filter_map(|g| g.country).collect();
    out.extend(reading.own.and_then(|own| own.country()));
    for segment in &reading.phrase.segments {
        match segment.piece {
            Piece::Geonym(meanings) => out.extend(meanings.iter().filter_map(|g| g.country)),
            Piece::Organisation(rows) => {
                out.extend(rows.iter().filter_map(|row| knowledge.organisations.get(*row)?.country));
            }
            _ => {}
        }
    }
    out.retain(|country| country.is_state());
    out
}

/// True for a state where delegations of all others meet and agencies have their seats.
pub(super) fn is_hub(country: Country) -> bool {
    HUBS.contains(&country.as_str())
}

/// True for bodies that act for their state: ministries, courts, parliaments, forces, parties.
fn is_of_state(kind: OrganisationKind) -> bool {
    use OrganisationKind::*;
    matches!(kind, Agency | Court | Parliament | Force | Party)
}

/// For each mention whether something is done to it and it does nothing itself.
fn acted_on(annotation: &Annotation) -> Vec<bool> {
    let mut suffers = vec![false; annotation.mentions.len()];
    let fillers = |mentions: &[Filler], suffers: &mut Vec<bool>, value| {
        for filler in mentions {
            if let Some(known) = suffers.get_mut(filler.mention) {
                *known = value;
            }
        }
    };
    for trigger in &annotation.triggers {
        fillers(trigger.likely_recipients(), &mut suffers, true);
    }
    for trigger in &annotation.triggers {
        fillers(trigger.likely_actors(), &mut suffers, false);
    }
    suffers
}
