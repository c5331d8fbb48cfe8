//! Where a report plays: which states it speaks of how often, and what an ambiguous name means there.

use super::country::Country;
use super::knowledge::{Geonym, GeonymKind, Knowledge};
use super::name::fold;
use super::phrase::Piece;
use super::reading::Reading;
use crate::ontology::MentionKind;
use crate::split::{Layout, Zone};
use crate::text::Span;
use std::collections::HashMap;

/// The states of a report by weight.
#[derive(Debug, Default)]
pub(super) struct Scene {
    weights: HashMap<Country, f32>,
    /// Mentions of places and regions inside a state, which speak for another inside the same.
    inside: HashMap<Country, f32>,
    /// State of the dateline's place.
    dateline: Option<Country>,
    home: Option<Country>,
}

/// States whose capitals and agencies' seats stand in datelines about all the world.
const HUBS: &[&str] = &["USA", "GBR", "BEL", "CHE", "FRA", "UNO"];

impl Scene {
    /// Counts what names speak clearly.
    pub(super) fn of(text: &str, layout: &Layout, readings: &[Reading], knowledge: &Knowledge) -> Scene {
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
                *scene.weights.entry(country).or_default() += 1.5;
            }
        }
        for reading in readings {
            let factor = if reading.zone == Zone::Headline { 1.5 } else { 1.0 };
            match reading.kind {
                MentionKind::State | MentionKind::Place => {
                    let place = reading.kind == MentionKind::Place;
                    if let Some(country) = scene.clear(&reading.key, place, knowledge) {
                        *scene.weights.entry(country).or_default() += factor;
                        if place && knowledge.geonyms.of(&reading.key).iter().all(|g| g.kind == GeonymKind::Region) {
                            *scene.inside.entry(country).or_default() += 1.0;
                        }
                    }
                }
                MentionKind::Nationality | MentionKind::Group | MentionKind::Person | MentionKind::Organization => {
                    for segment in &reading.phrase.segments {
                        let country = match segment.piece {
                            Piece::Geonym([only]) => only.country,
                            Piece::Organisation([only]) => knowledge.organisations.get(*only).and_then(|o| o.country),
                            _ => None,
                        };
                        if let Some(country) = country {
                            *scene.weights.entry(country).or_default() += 0.7 * factor;
                        }
                    }
                }
                _ => {}
            }
        }
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
        if !place {
            return None;
        }
        let found = knowledge.places.of(key);
        let first = found.first()?;
        let elsewhere = found.iter().find(|p| p.country != first.country).map_or(0, |p| p.population);
        // Ten times as many people as any other of the name: that one is meant.
        (first.population >= 20_000 && first.population / 10 >= elsewhere).then_some(first.country)
    }

    fn find_home(&self) -> Option<Country> {
        let total: f32 = self.weights.iter().filter(|(c, _)| c.is_state()).map(|(_, w)| w).sum();
        if total <= 0.0 {
            return None;
        }
        let share = |c: Country| self.weight(c) / total;
        if let Some(country) = self.dateline {
            let needed = if HUBS.contains(&country.as_str()) { 0.4 } else { 0.25 };
            if share(country) >= needed {
                return Some(country);
            }
        }
        let mut ranked: Vec<(Country, f32)> =
            self.weights.iter().map(|(c, w)| (*c, *w)).filter(|(c, _)| c.is_state()).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let (country, weight) = *ranked.first()?;
        (weight / total >= 0.4).then_some(country)
    }

    /// How often the report speaks of a state.
    pub(super) fn weight(&self, country: Country) -> f32 {
        self.weights.get(&country).copied().unwrap_or(0.0)
    }

    /// How often it speaks of places inside a state by name.
    pub(super) fn inside(&self, country: Country) -> f32 {
        self.inside.get(&country).copied().unwrap_or(0.0)
    }

    /// Adds what a later stage found out.
    pub(super) fn add(&mut self, country: Country, weight: f32) {
        *self.weights.entry(country).or_default() += weight;
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

    /// The meaning of a name that fits the report best. A second meaning needs the report to speak for it.
    pub(super) fn meaning<'g>(&self, meanings: &'g [Geonym], kinds: &[GeonymKind]) -> Option<&'g Geonym> {
        let mut best: Option<(&Geonym, f32)> = None;
        for meaning in meanings.iter().filter(|g| kinds.contains(&g.kind)) {
            let spoken = match (meaning.country, meaning.kind) {
                // A region of the name is meant where the report moves inside that state, not where it only names it.
                (Some(c), GeonymKind::Region) if meaning.second => self.inside(c),
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
