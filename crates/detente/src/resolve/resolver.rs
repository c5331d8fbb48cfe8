//! Mentions to entities, in one pass over the text.

use super::country::Country;
use super::gender::Gender;
use super::generic::is_generic;
use super::knowledge::{Geonym, GeonymKind, Knowledge, OrganisationKind};
use super::name::fold;
use super::own::{Names, Origin};
use super::person::Persons;
use super::reading::{self, Reading};
use super::scene::Scene;
use super::{Entity, Place, Resolution};
use crate::annotate::Annotation;
use crate::ontology::{EntityKind, MentionKind, Sector};
use crate::read::Document;
use crate::split::Layout;
use jiff::civil::Date;
use std::collections::HashMap;

/// An entity while mentions are still added to it.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) kind: EntityKind,
    pub(super) name: String,
    pub(super) country: Option<Country>,
    /// True when its own words or tables give the country, not the report's surroundings.
    pub(super) certain: bool,
    pub(super) sectors: Vec<Sector>,
    pub(super) wikidata: Option<&'static str>,
    pub(super) mentions: Vec<usize>,
    /// Lemma of the role of a group, or of an organisation without a table row.
    pub(super) head: String,
    /// Folded titles a person goes by.
    pub(super) titles: Vec<String>,
    pub(super) plural: bool,
    /// What an organisation is.
    pub(super) organisation: Option<OrganisationKind>,
    /// Number before a group: "14 jihadists".
    pub(super) number: Option<u32>,
    /// Man or woman, by the pronoun first used.
    pub(super) gender: Option<Gender>,
    /// What says who it is.
    pub(super) origin: Origin,
}

impl Draft {
    pub(super) fn new(kind: EntityKind, name: &str) -> Draft {
        Draft {
            kind,
            name: super::name::plain(name),
            country: None,
            certain: false,
            sectors: Vec::new(),
            wikidata: None,
            mentions: Vec::new(),
            head: String::new(),
            titles: Vec::new(),
            plural: false,
            organisation: None,
            number: None,
            gender: None,
            origin: Origin::Words,
        }
    }
}

/// The state of the pass.
pub(super) struct Resolver<'a> {
    pub(super) text: &'a str,
    pub(super) annotation: &'a Annotation,
    pub(super) knowledge: &'a Knowledge,
    pub(super) names: Names<'a>,
    pub(super) day: Option<Date>,
    pub(super) readings: Vec<Reading<'a, 'a>>,
    pub(super) scene: Scene,
    pub(super) persons: Persons,
    pub(super) drafts: Vec<Draft>,
    pub(super) entities_of: Vec<Vec<usize>>,
    pub(super) places: Vec<Option<Place>>,
    /// Entities by what makes them one: state, region, organisation row, name, group's head.
    states: HashMap<Country, usize>,
    named: HashMap<String, usize>,
    pub(super) heads: HashMap<String, Vec<usize>>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(
        document: &'a Document,
        layout: &'a Layout,
        annotation: &'a Annotation,
        names: Names<'a>,
    ) -> Resolver<'a> {
        let text = document.text.as_str();
        let knowledge = names.knowledge;
        let readings = reading::read(text, layout, annotation, names);
        let scene = Scene::of(text, layout, annotation, &readings, knowledge);
        let mentions = annotation.mentions.len();
        Resolver {
            text,
            annotation,
            knowledge,
            names,
            day: names.day,
            readings,
            scene,
            persons: Persons::default(),
            drafts: Vec::new(),
            entities_of: vec![Vec::new(); mentions],
            places: vec![None; mentions],
            states: HashMap::new(),
            named: HashMap::new(),
            heads: HashMap::new(),
        }
    }

    pub(super) fn resolve(mut self) -> Resolution {
        self.link_all();
        self.finish()
    }

    /// Gives every mention its entities.
    pub(super) fn link_all(&mut self) {
        self.places = self.locate();
        self.persons = Persons::gather(self);
        let spoken: Vec<(Country, usize)> = self.persons.countries().collect();
        for (country, mentions) in spoken {
            self.scene.add(country, 0.5 * mentions.min(4) as f32);
        }
        self.scene.settle();
        for i in 0..self.readings.len() {
            if self.entities_of[i].is_empty() && !self.waits(i) {
                self.mention(i);
            }
        }
        for i in 0..self.readings.len() {
            if self.entities_of[i].is_empty() && self.waits(i) {
                self.mention(i);
            }
        }
        self.place_the_rest();
    }

    /// True for "I" and "we" in words whose speaker is named only behind them.
    fn waits(&self, i: usize) -> bool {
        self.readings[i].kind == MentionKind::Reference
            && super::reference::is_speaker(&self.readings[i].key)
            && self.readings[i].speakers.iter().any(|&s| s > i)
    }

    pub(super) fn mention(&mut self, i: usize) {
        use MentionKind::*;
        match self.readings[i].kind {
            Person => self.person(i),
            State => self.state(i),
            Nationality => self.nationality(i),
            Organization => self.organization(i),
            Group => self.group(i),
            Place => self.place(i),
            Reference => self.reference(i),
            Time | Quantity | Good | Document => {}
        }
    }

    fn finish(self) -> Resolution {
        // Entities are made in order of first mention but for appositions that run ahead: sort to be sure.
        let mut order: Vec<usize> = (0..self.drafts.len()).filter(|&d| !self.drafts[d].mentions.is_empty()).collect();
        order.sort_by_key(|&d| (self.drafts[d].mentions.iter().min().copied(), d));
        let mut place_of = vec![usize::MAX; self.drafts.len()];
        for (new, &old) in order.iter().enumerate() {
            place_of[old] = new;
        }
        let entities = order
            .iter()
            .map(|&d| {
                let draft = &self.drafts[d];
                let mut mentions = draft.mentions.clone();
                mentions.sort_unstable();
                mentions.dedup();
                Entity {
                    name: draft.name.clone(),
                    kind: draft.kind,
                    country: draft.country.map(|c| c.to_string()),
                    sectors: draft.sectors.clone(),
                    wikidata: draft.wikidata.map(str::to_string),
                    mentions,
                }
            })
            .collect();
        let mention_entities = self
            .entities_of
            .iter()
            .map(|all| all.iter().map(|&d| place_of[d]).filter(|&n| n != usize::MAX).collect())
            .collect();
        let possessors = self.readings.iter().map(|r| r.possessor).collect();
        Resolution { entities, mention_entities, possessors, places: self.places, ..Resolution::default() }
    }

    /// Adds a mention to an entity.
    pub(super) fn link(&mut self, mention: usize, entity: usize) {
        if !self.entities_of[mention].contains(&entity) {
            self.entities_of[mention].push(entity);
            self.drafts[entity].mentions.push(mention);
        }
    }

    /// A new entity with its first mention.
    pub(super) fn create(&mut self, mention: usize, draft: Draft) -> usize {
        self.drafts.push(draft);
        let entity = self.drafts.len() - 1;
        self.link(mention, entity);
        entity
    }

    /// The entity of a state, made at its first mention.
    pub(super) fn state_entity(&mut self, mention: usize, country: Country) -> usize {
        if let Some(&entity) = self.states.get(&country) {
            self.link(mention, entity);
            return entity;
        }
        let state = self.knowledge.geonyms.state_of(country);
        let mut draft = Draft::new(EntityKind::State, state.map_or(country.as_str(), |s| s.name));
        draft.country = Some(country);
        draft.certain = true;
        draft.sectors = vec![Sector::Gov];
        draft.origin = Origin::State;
        draft.wikidata = state.and_then(|s| s.wikidata);
        let entity = self.create(mention, draft);
        self.states.insert(country, entity);
        entity
    }

    /// The entity of a state if the report has named it.
    pub(super) fn state_named(&self, country: Country) -> Option<usize> {
        self.states.get(&country).copied()
    }

    /// The entity with this key, or a new one.
    pub(super) fn keyed(&mut self, mention: usize, key: String, draft: impl FnOnce() -> Draft) -> usize {
        if let Some(&entity) = self.named.get(&key) {
            self.link(mention, entity);
            return entity;
        }
        let entity = self.create(mention, draft());
        self.named.insert(key, entity);
        entity
    }

    /// Makes a key mean an entity from here on.
    pub(super) fn alias(&mut self, key: String, entity: usize) {
        self.named.entry(key).or_insert(entity);
    }

    /// Makes a key mean an entity from here on, whatever it meant before.
    pub(super) fn rename(&mut self, key: String, entity: usize) {
        self.named.insert(key, entity);
    }

    /// The entity a key means.
    pub(super) fn known(&self, key: &str) -> Option<usize> {
        self.named.get(key).copied()
    }

    fn state(&mut self, i: usize) {
        if self.own_mention(i) {
            return;
        }
        let key = self.readings[i].key.clone();
        let key = key.strip_prefix("the ").unwrap_or(&key).to_string();
        if self.capital_of_a_union(i, &key) {
            return;
        }
        let listed = self.listed_with_state(i);
        let first = self.knowledge.geonyms.of(&key).iter().find(|g| g.kind == GeonymKind::State && !g.second);
        if let Some(meaning) = first.filter(|_| listed).cloned().or_else(|| self.geonym(&key, &STATE_KINDS)) {
            self.geonym_entity(i, &meaning);
            return;
        }
        if self.called_state(i, &key) {
            return;
        }
        // "EU", "NATO" marked as states; and seats the tables do not list.
        if !self.knowledge.organisations.of(&key).is_empty() {
            self.organization(i);
            return;
        }
        // "Illinois" is where the gazetteer puts it, whatever the model takes it for; a common word is what the model says.
        let known = self.is_well_known(i, &key);
        if !known && let Some(entity) = self.by_model(i, 0.6) {
            self.link(i, entity);
            return;
        }
        // "the Hague government" aside, another town as an actor is a town of its state.
        if let Some(country) = self.town_country(&key) {
            self.state_entity(i, country);
            return;
        }
        // A state with something before or behind it: "communist North Korea", "Putin's Russia".
        let inside = self.readings[i].phrase.geonyms().last().map(|(_, meanings)| meanings.to_vec());
        if let Some(meaning) = inside.and_then(|m| self.scene.meaning(&m, &ANY_KIND).cloned()) {
            self.geonym_entity(i, &meaning);
            return;
        }
        let name = self.readings[i].text.to_string();
        self.keyed(i, format!("name {key}"), || Draft::new(EntityKind::State, &name));
    }

    /// "Brussels" is the seat of the European Union unless the report is about Belgium.
    fn capital_of_a_union(&mut self, i: usize, key: &str) -> bool {
        let Some(&row) = self.knowledge.organisations.seconds(key).first() else { return false };
        let Some(capital) = self.knowledge.geonyms.of(key).iter().find(|g| g.kind == GeonymKind::Capital) else {
            return false;
        };
        let union = self.knowledge.organisations.get(row).and_then(|o| o.country);
        let weight = |c: Option<Country>| c.map_or(0.0, |c| self.scene.weight(c));
        // The capital's own name counted for its state once: more than that is needed.
        if weight(capital.country) > weight(union) + 1.6 {
            return false;
        }
        self.organisation_entity(i, row);
        true
    }

    fn nationality(&mut self, i: usize) {
        if self.own_mention(i) {
            return;
        }
        let key = self.readings[i].key.clone();
        let found = self.geonym(&key, &ANY_KIND).or_else(|| {
            let inside = self.readings[i].phrase.geonyms().last().map(|(_, meanings)| meanings.to_vec());
            inside.and_then(|m| self.scene.meaning(&m, &ANY_KIND).cloned())
        });
        if let Some(meaning) = found {
            self.geonym_entity(i, &meaning);
            return;
        }
        if !self.knowledge.organisations.of(&key).is_empty() {
            self.organization(i);
            return;
        }
        if let Some(country) = self.town_country(&key) {
            self.state_entity(i, country);
            return;
        }
        let name = self.readings[i].text.to_string();
        self.keyed(i, format!("name {key}"), || Draft::new(EntityKind::Group, &name));
    }

    /// The meaning of a whole name in this report.
    pub(super) fn geonym(&self, key: &str, kinds: &[GeonymKind]) -> Option<Geonym> {
        let key = key.strip_prefix("the ").unwrap_or(key);
        self.scene.meaning(self.knowledge.geonyms.of(key), kinds).cloned()
    }

    /// Links a mention to the state, region or people a name means.
    pub(super) fn geonym_entity(&mut self, i: usize, meaning: &Geonym) -> usize {
        use GeonymKind::*;
        match (meaning.kind, meaning.country) {
            (State | Capital | Seat | Adjective | People, Some(country)) => self.state_entity(i, country),
            (_, country) => {
                let key = format!("region {}", meaning.label);
                let meaning = meaning.clone();
                self.keyed(i, key, || {
                    // A part of a state acts like a state; a people or a part of the world is a group.
                    let kind =
                        if meaning.kind == Region && country.is_some() { EntityKind::State } else { EntityKind::Group };
                    let mut draft = Draft::new(kind, meaning.label);
                    draft.country = country;
                    draft.certain = true;
                    draft.sectors = meaning.sectors.clone();
                    draft.origin = Origin::Region(meaning.kind);
                    if kind == EntityKind::State && !draft.sectors.contains(&Sector::Gov) {
                        draft.sectors.insert(0, Sector::Gov);
                    }
                    draft.plural = meaning.kind == Ethnic;
                    draft
                })
            }
        }
    }

    /// The entity of a row of the table of organisations.
    pub(super) fn organisation_entity(&mut self, i: usize, row: usize) -> usize {
        let organisation = self.knowledge.organisations.get(row).cloned();
        let day = self.day;
        if let Some(own) = organisation.as_ref().and_then(|o| self.names.own_called(o.name)) {
            return self.own_entity(i, own);
        }
        self.keyed(i, format!("row {row}"), || {
            let mut draft = Draft::new(EntityKind::Organization, organisation.as_ref().map_or("", |o| o.name));
            if let Some(o) = organisation {
                draft.country = o.country;
                draft.certain = o.country.is_some();
                draft.sectors = o.sectors_on(day).to_vec();
                draft.wikidata = o.wikidata;
                draft.organisation = Some(o.kind);
                draft.origin = Origin::Organisation(row);
            }
            draft
        })
    }

    /// The row of a name that fits the report: with several, that of the state the report speaks of.
    pub(super) fn organisation_row(&self, ids: &[usize], country: Option<Country>) -> Option<usize> {
        let row = |id: &usize| self.knowledge.organisations.get(*id);
        if let Some(country) = country {
            return ids.iter().copied().find(|id| row(id).is_some_and(|o| o.country.is_none_or(|c| c == country)));
        }
        let score = |id: &usize| row(id).and_then(|o| o.country).map_or(0.0, |c| self.scene.weight(c));
        let mut best: Option<(usize, f32)> = None;
        for id in ids {
            if best.is_none_or(|(_, s)| score(id) > s) {
                best = Some((*id, score(id)));
            }
        }
        best.map(|b| b.0)
    }

    /// The row that a name inside the words of mention `i` means: of a name that any state's body may have, none of a state
    /// that the report does not speak of.
    pub(super) fn row_inside(&self, i: usize, words: std::ops::Range<usize>, ids: &[usize]) -> Option<usize> {
        let row = self.organisation_row(ids, None)?;
        let country = self.knowledge.organisations.get(row).and_then(|o| o.country);
        let spoken_of = country.is_none_or(|c| !c.is_state() || self.scene.weight(c) > 0.0);
        (spoken_of || !is_generic(&self.readings[i].phrase.key(words))).then_some(row)
    }

    /// The entity most of the model's candidates stand for, if it is at least so probable.
    pub(super) fn by_model(&self, i: usize, least: f32) -> Option<usize> {
        self.by_model_among(i, least, |_| true)
    }

    /// The same among the entities that `fits` lets through.
    pub(super) fn by_model_among(&self, i: usize, least: f32, fits: impl Fn(usize) -> bool) -> Option<usize> {
        let mut best: Option<(usize, f32)> = None;
        for sum in self.believed(i, fits) {
            if best.is_none_or(|b| sum.1 > b.1) {
                best = Some(sum);
            }
        }
        best.filter(|b| b.1 >= least).map(|b| b.0)
    }

    /// The entities that fit and that the model thinks mention `i` may be, each with its probability.
    pub(super) fn believed(&self, i: usize, fits: impl Fn(usize) -> bool) -> Vec<(usize, f32)> {
        let mut sums: Vec<(usize, f32)> = Vec::new();
        let antecedents = self.annotation.mentions.get(i).map_or(&[][..], |m| &m.antecedents);
        for &(mention, probability) in antecedents.iter().filter(|a| a.0 < i) {
            for &entity in self.entities_of.get(mention).into_iter().flatten().filter(|e| fits(**e)) {
                match sums.iter_mut().find(|s| s.0 == entity) {
                    Some(sum) => sum.1 += probability,
                    None => sums.push((entity, probability)),
                }
            }
        }
        sums
    }

    /// The country of a mention: its entity's if it has one, else what its name says.
    pub(super) fn country_of(&self, i: usize) -> Option<Country> {
        if let Some(&entity) = self.entities_of[i].first() {
            return self.drafts[entity].country;
        }
        use MentionKind::*;
        let reading = &self.readings[i];
        if let Some(country) = reading.own.filter(|_| reading.kind != Place).and_then(|o| o.country()) {
            return Some(country);
        }
        match reading.kind {
            State => self.geonym(&reading.key, &STATE_KINDS).and_then(|g| g.country).or_else(|| self.country_in(i)),
            Place => self.places[i].as_ref().and_then(|p| p.country.as_deref()).and_then(Country::parse),
            Person => self.person_at(i).and_then(|p| self.persons.country(p)).or_else(|| self.country_in(i)),
            Nationality | Organization | Group => self.country_in(i),
            _ => None,
        }
    }

    /// The country its own words name.
    pub(super) fn country_in(&self, i: usize) -> Option<Country> {
        let phrase = &self.readings[i].phrase;
        let named =
            phrase.geonyms().find_map(|(_, meanings)| self.scene.meaning(meanings, &ANY_KIND).and_then(|g| g.country));
        named.or_else(|| self.body_inside(i).and_then(|b| b.country))
    }

    /// What a name is folded to as an organisation's, without its article.
    pub(super) fn bare(text: &str) -> String {
        let key = fold(text);
        key.strip_prefix("the ").map(str::to_string).unwrap_or(key)
    }
}

/// How a name marked as a state may stand for one.
pub(super) const STATE_KINDS: [GeonymKind; 7] = [
    GeonymKind::State,
    GeonymKind::Capital,
    GeonymKind::Seat,
    GeonymKind::Region,
    GeonymKind::Adjective,
    GeonymKind::People,
    GeonymKind::Ethnic,
];

/// Any meaning of a name inside other words.
pub(super) const ANY_KIND: [GeonymKind; 7] = STATE_KINDS;
