//! Pronouns and references to several: whom "he", "its", "the two leaders", "both countries" mean.

use super::reading::is_actor;
use super::resolver::Resolver;
use crate::ontology::{EntityKind, MentionKind};

/// How far back a pronoun may reach, in mentions.
const REACH: usize = 60;

/// What a reference asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Person,
    Thing,
    Several,
    Speaker,
    Nobody,
}

/// The members of a set: "the two leaders" are persons, "both countries" states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Members {
    Persons,
    States,
    Any,
}

fn wanted(key: &str) -> Option<Wanted> {
    Some(match key {
        "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself" => Wanted::Person,
        "it" | "its" | "itself" => Wanted::Thing,
        "they" | "them" | "their" | "theirs" | "themselves" => Wanted::Several,
        "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" | "ours" | "ourselves" => Wanted::Speaker,
        "you" | "your" | "yours" => Wanted::Nobody,
        _ => return None,
    })
}

/// Words for members of a set of actors.
fn members(head: &str) -> Option<Members> {
    Some(match head {
        "leaders" | "presidents" | "premiers" | "ministers" | "chancellors" | "counterparts" | "men" | "women"
        | "heads" | "diplomats" | "statesmen" | "officials" | "rivals" | "monarchs" | "candidates" => Members::Persons,
        "countries" | "nations" | "states" | "neighbors" | "neighbours" | "governments" | "capitals" | "powers"
        | "superpowers" | "republics" | "peoples" | "economies" => Members::States,
        "sides" | "parties" | "allies" | "foes" | "enemies" | "partners" | "two" | "three" | "four" | "both"
        | "other" | "another" | "pair" | "duo" | "trio" | "adversaries" | "signatories" | "groups" | "factions"
        | "organizations" | "organisations" | "companies" | "firms" | "militaries" | "armies" => Members::Any,
        _ => return None,
    })
}

impl Resolver<'_> {
    /// Links a pronoun or nominal reference.
    pub(super) fn reference(&mut self, i: usize) {
        let key = self.readings[i].key.clone();
        let kind = wanted(&key);
        if kind == Some(Wanted::Nobody) {
            return;
        }
        if kind == Some(Wanted::Speaker) && self.speaker(i) {
            return;
        }
        if kind.is_none() && self.set_reference(i) {
            return;
        }
        let least = if kind.is_some() { 0.35 } else { 0.4 };
        if let Some(entity) = self.by_model(i, least)
            && self.suits(entity, kind)
        {
            self.link(i, entity);
            return;
        }
        match kind {
            Some(wanted) => {
                if let Some(entity) = self.salient(i, wanted) {
                    self.link(i, entity);
                }
            }
            None => self.nominal(i, &key),
        }
    }

    /// "I", "we", "our": who says the words.
    fn speaker(&mut self, i: usize) -> bool {
        let speakers = self.readings[i].speakers.clone();
        let entities: Vec<usize> =
            speakers.into_iter().filter(|&s| s != i).flat_map(|s| self.entities_of[s].clone()).collect();
        for &entity in &entities {
            self.link(i, entity);
        }
        !entities.is_empty()
    }

    fn suits(&self, entity: usize, kind: Option<Wanted>) -> bool {
        let draft = &self.drafts[entity];
        match kind {
            Some(Wanted::Person) => {
                draft.kind == EntityKind::Person || draft.kind == EntityKind::Group && !draft.plural
            }
            Some(Wanted::Thing) => draft.kind != EntityKind::Person && !draft.plural,
            _ => true,
        }
    }

    /// The entity a pronoun most likely means: near, in a leading part, often spoken of.
    fn salient(&self, i: usize, wanted: Wanted) -> Option<usize> {
        let here = &self.readings[i];
        let mut best: Option<(usize, f32)> = None;
        let mut opens = usize::MAX;
        for j in (0..i).rev().take(REACH) {
            let there = &self.readings[j];
            if !is_actor(there.kind) || there.sentence + 3 < here.sentence {
                continue;
            }
            let distance = here.sentence.saturating_sub(there.sentence) as f32;
            // The first actor of a sentence is most often its subject.
            let first = (0..j)
                .rev()
                .take(12)
                .all(|k| self.readings[k].sentence != there.sentence || !is_actor(self.readings[k].kind));
            if first {
                opens = opens.min(j);
            }
            let leads = self.leads(j);
            for &entity in &self.entities_of[j] {
                let draft = &self.drafts[entity];
                let fits = match wanted {
                    Wanted::Person => draft.kind == EntityKind::Person,
                    Wanted::Thing => match draft.kind {
                        EntityKind::State | EntityKind::Organization => true,
                        EntityKind::Group => !draft.plural,
                        EntityKind::Place | EntityKind::Person => false,
                    },
                    Wanted::Several => {
                        draft.plural || matches!(draft.kind, EntityKind::Organization | EntityKind::State)
                    }
                    _ => matches!(
                        draft.kind,
                        EntityKind::Person | EntityKind::State | EntityKind::Organization | EntityKind::Group
                    ),
                };
                if !fits || self.opposed(i, entity) {
                    continue;
                }
                let mut score = 3.0 - distance;
                score += if first { 0.7 } else { 0.0 };
                score += if leads { 0.6 } else { 0.0 };
                score += 0.08 * draft.mentions.len().min(5) as f32;
                if wanted == Wanted::Several {
                    score += if draft.plural { 1.0 } else { -0.8 };
                }
                if there.kind == MentionKind::Nationality {
                    score -= 0.8;
                }
                // Inside somebody's words "he" is seldom the one who says them.
                if wanted == Wanted::Person
                    && here.speakers.iter().any(|s| self.entities_of[*s].contains(&entity))
                    && here.speakers != there.speakers
                {
                    score -= 0.6;
                }
                if best.is_none_or(|(_, s)| score > s) {
                    best = Some((entity, score));
                }
            }
        }
        best.map(|b| b.0)
    }

    /// True when mention `j` is an actor of a deed or the source of words.
    fn leads(&self, j: usize) -> bool {
        let span = self.readings[j].span;
        self.annotation.triggers.iter().any(|t| t.actors.iter().any(|f| f.mention == j))
            || self.annotation.attributions.iter().any(|a| a.sources.iter().any(|s| s.overlaps(span)))
    }

    /// True when pronoun `i` and the entity stand on the two sides of one deed: "he criticised Blinken".
    fn opposed(&self, i: usize, entity: usize) -> bool {
        let among = |fillers: &[crate::annotate::Filler]| {
            let here = fillers.iter().any(|f| f.mention == i);
            let theirs = fillers
                .iter()
                .any(|f| f.mention != i && self.entities_of.get(f.mention).is_some_and(|e| e.contains(&entity)));
            (here, theirs)
        };
        self.annotation.triggers.iter().any(|t| {
            let (a, r) = (among(&t.actors), among(&t.recipients));
            a.0 && r.1 || r.0 && a.1
        })
    }

    /// "the country", "the kingdom", "the alliance", "the former".
    fn nominal(&mut self, i: usize, key: &str) {
        let word = key.rsplit(' ').next().unwrap_or(key).to_string();
        let found = match word.as_str() {
            "country" | "nation" | "kingdom" | "republic" | "state" | "homeland" | "neighbor" | "neighbour"
            | "power" | "emirate" | "sultanate" | "federation" | "superpower" => self
                .recent(i, REACH)
                .find(|&e| self.drafts[e].kind == EntityKind::State && self.drafts[e].country.is_some()),
            "former" | "latter" => {
                let mut last: Vec<usize> = Vec::new();
                for entity in self.recent(i, 12) {
                    if !last.contains(&entity) {
                        last.push(entity);
                    }
                }
                if word == "latter" { last.first().copied() } else { last.get(1).copied() }
            }
            _ => None,
        };
        if let Some(entity) = found {
            self.link(i, entity);
            return;
        }
        // A role after all: "the president", "the group" marked as a reference.
        if self.readings[i].phrase.head().is_some() {
            self.group(i);
            return;
        }
        if let Some(entity) = self.salient(i, if word.ends_with('s') { Wanted::Several } else { Wanted::Thing }) {
            self.link(i, entity);
        }
    }

    /// Links "the two leaders", "both countries", "each other", "the sides" to those meant; false when it is no such
    /// reference or none are found.
    pub(super) fn set_reference(&mut self, i: usize) -> bool {
        let reading = &self.readings[i];
        let words: Vec<&str> = reading.phrase.words.iter().map(|w| w.key.as_str()).collect();
        let Some(head) = words.last() else { return false };
        let mutual = matches!(
            reading.key.as_str(),
            "each other" | "one another" | "each" | "either side" | "both" | "the two" | "two"
        );
        let Some(members) = (if mutual { Some(Members::Any) } else { members(head) }) else { return false };
        // "European leaders", "Hamas officials" name who they are.
        if reading.phrase.geonyms().next().is_some() || reading.phrase.organisations().is_some() {
            return false;
        }
        let count = reading.phrase.number();
        let pronoun = reading.kind == MentionKind::Reference;
        // A bare "officials" or "leaders" is a group; "the two", "both" or a definite "the leaders" is a set.
        let marked = count.is_some() || mutual || pronoun;
        let vague = matches!(
            *head,
            "officials"
                | "men"
                | "women"
                | "diplomats"
                | "groups"
                | "companies"
                | "firms"
                | "states"
                | "parties"
                | "candidates"
        );
        if !marked && (!reading.definite || vague) || words.len() > 4 {
            return false;
        }
        let count = count.unwrap_or(2).clamp(2, 6) as usize;
        let model = self.several_from_model(i, members);
        let found = if model.len() >= 2 { model } else { self.latest_set(i, members, count) };
        if found.len() < 2 {
            return false;
        }
        for entity in found {
            self.link(i, entity);
        }
        true
    }

    fn several_from_model(&self, i: usize, members: Members) -> Vec<usize> {
        let mut out = Vec::new();
        for &(mention, probability) in self.annotation.mentions[i].antecedents.iter().filter(|a| a.0 < i && a.1 >= 0.35)
        {
            debug_assert!(probability >= 0.35);
            for &entity in &self.entities_of[mention] {
                if !out.contains(&entity) && self.is_member(entity, members) {
                    out.push(entity);
                }
            }
        }
        out
    }

    fn is_member(&self, entity: usize, members: Members) -> bool {
        let draft = &self.drafts[entity];
        match members {
            Members::Persons => draft.kind == EntityKind::Person,
            Members::States => draft.kind == EntityKind::State && draft.country.is_some(),
            Members::Any => draft.kind != EntityKind::Place,
        }
    }

    /// The `count` fitting entities spoken of last, those that acted together before all others.
    fn latest_set(&mut self, i: usize, members: Members, count: usize) -> Vec<usize> {
        if let Some(pair) = self.acted_together(i, members, count) {
            return pair;
        }
        let mut kinds = vec![members];
        if members == Members::Any {
            kinds = vec![Members::States, Members::Persons, Members::Any];
        }
        let mut best: Vec<usize> = Vec::new();
        let mut nearest = usize::MAX;
        for kind in kinds {
            let mut found: Vec<usize> = Vec::new();
            let mut farthest = 0;
            for j in (0..i).rev().take(REACH) {
                for &entity in &self.entities_of[j] {
                    if found.len() < count && self.is_member(entity, kind) && !found.contains(&entity) {
                        found.push(entity);
                        farthest = i - j;
                    }
                }
                if found.len() >= count {
                    break;
                }
            }
            if found.len() >= 2.min(count) && farthest < nearest {
                nearest = farthest;
                best = found;
            }
        }
        if best.len() < 2 && members == Members::States {
            // "both countries" after two presidents: their states.
            let persons = self.latest_set(i, Members::Persons, count);
            let mut states: Vec<usize> = Vec::new();
            for person in persons {
                if let Some(country) = self.drafts[person].country.filter(|c| c.is_state()) {
                    let entity = self.state_named(country).unwrap_or_else(|| self.state_entity(i, country));
                    if !states.contains(&entity) {
                        states.push(entity);
                    }
                }
            }
            best = states;
        }
        best.sort_by_key(|&e| self.drafts[e].mentions.first().copied());
        best
    }

    /// Both sides of the last deed before `i` that has so many fitting sides.
    fn acted_together(&self, i: usize, members: Members, count: usize) -> Option<Vec<usize>> {
        let start = self.readings[i].span.start;
        let before = self.annotation.triggers.partition_point(|t| t.span.end <= start);
        for trigger in self.annotation.triggers[..before].iter().rev().take(6) {
            let mut sides: Vec<usize> = Vec::new();
            for filler in trigger.actors.iter().chain(&trigger.recipients).filter(|f| f.mention < i) {
                for &entity in self.entities_of.get(filler.mention)? {
                    if self.is_member(entity, members) && !sides.contains(&entity) {
                        sides.push(entity);
                    }
                }
            }
            if sides.len() == count {
                return Some(sides);
            }
        }
        None
    }
}
