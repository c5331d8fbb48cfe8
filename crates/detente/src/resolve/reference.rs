//! Pronouns and references to several: whom "he", "its", "the two leaders", "both countries" mean.

use super::country::Country;
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

/// A member of a set while the set is put together.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Member {
    Entity(usize),
    /// A state, by the country of whoever is named.
    Country(Country),
}

/// Counts every two of `here` as named together, less the farther back the sentence is.
fn add_pairs(together: &mut [[f32; 8]; 8], here: &[(usize, f32)], distance: usize) {
    let nearness = 0.93f32.powi(distance.min(100) as i32);
    for (n, &(a, of_a)) in here.iter().enumerate() {
        for &(b, of_b) in &here[n + 1..] {
            together[a.min(b)][a.max(b)] += nearness * of_a.min(of_b);
        }
    }
}

/// True for "I", "we" and their forms.
pub(super) fn is_speaker(key: &str) -> bool {
    wanted(key) == Some(Wanted::Speaker)
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
        | "superpowers" | "belligerents" | "republics" | "peoples" | "economies" => Members::States,
        "sides" | "camps" | "protagonists" | "parties" | "allies" | "foes" | "enemies" | "partners" | "two"
        | "three" | "four" | "both" | "other" | "another" | "pair" | "duo" | "trio" | "adversaries" | "signatories"
        | "groups" | "factions" | "organizations" | "organisations" | "companies" | "firms" | "militaries"
        | "armies" => Members::Any,
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
        if kind == Some(Wanted::Speaker) {
            if !self.speaker(i)
                && let Some(entity) = self.by_model(i, 0.35)
            {
                self.link(i, entity);
            }
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
                if wanted == Wanted::Several
                    && let Some(pair) = self.joined(i)
                {
                    pair.into_iter().for_each(|e| self.link(i, e));
                    return;
                }
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

    /// "X and Y" in the sentence before, or before in this one, with no group of several in between.
    fn joined(&self, i: usize) -> Option<Vec<usize>> {
        let here = self.readings[i].sentence;
        for j in (1..i).rev().take(12) {
            let (left, right) = (&self.readings[j - 1], &self.readings[j]);
            if right.sentence + 1 < here {
                return None;
            }
            let several = |m: usize| self.entities_of[m].iter().any(|&e| self.drafts[e].plural);
            if self.entities_of[j].len() > 1 {
                return Some(self.entities_of[j].clone());
            }
            if several(j) {
                return None;
            }
            let gap = self.text.get(left.span.end..right.span.start).unwrap_or("");
            let and = matches!(gap.trim(), "and" | ", and" | "and the" | "and its" | "and his");
            if and && left.kind == right.kind && is_actor(left.kind) && left.kind != MentionKind::Reference {
                let both: Vec<usize> = self.entities_of[j - 1].iter().chain(&self.entities_of[j]).copied().collect();
                if both.len() == 2 && both[0] != both[1] && both.iter().all(|&e| self.is_member(e, Members::Any)) {
                    return Some(both);
                }
            }
        }
        None
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
        let called = self.called_state(i, key);
        let found = match word.as_str() {
            _ if called.is_some() => called,
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
        // "each side", "neither party": one of those that "the sides" means.
        let each = matches!(words[0], "each" | "either" | "neither") && words.len() == 2;
        let plural = match head.strip_suffix('y') {
            Some(stem) => format!("{stem}ies"),
            None => format!("{head}s"),
        };
        let head = if each { &plural.as_str() } else { head };
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
        let marked = count.is_some() || mutual || pronoun || each;
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
        let model = self.several_by_model(i, members);
        // Names that go together all through the text say more than the model's single links.
        let tie = self.spoken_set(i, members, count).1;
        let clear = tie >= 1.5 || tie > 0.3 && !self.share_a_sentence(i, &model);
        let found = if model.len() >= 2 && !clear { model } else { self.latest_set(i, members, count) };
        if found.len() < 2 {
            return false;
        }
        for entity in found {
            self.link(i, entity);
        }
        true
    }

    /// True when a sentence before `i` names all of these.
    fn share_a_sentence(&self, i: usize, entities: &[usize]) -> bool {
        let mut sentence = usize::MAX;
        let mut missing: Vec<usize> = Vec::new();
        for j in (0..i).rev().take(4 * REACH) {
            if self.readings[j].sentence != sentence {
                sentence = self.readings[j].sentence;
                missing = entities.to_vec();
            }
            missing.retain(|e| !self.entities_of[j].contains(e));
            // A set reference before is not a naming, but it holds all of them together all the same.
            if missing.is_empty() {
                return true;
            }
        }
        entities.is_empty()
    }

    fn several_by_model(&self, i: usize, members: Members) -> Vec<usize> {
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

    /// The `count` members spoken of most before `i`, those that acted or are named together before all others.
    fn latest_set(&mut self, i: usize, members: Members, count: usize) -> Vec<usize> {
        let states = matches!(members, Members::Any | Members::States);
        let acted = self.acted_together(i, if states { Members::States } else { members }, count);
        let mut found = acted.unwrap_or_else(|| self.spoken_set(i, members, count).0);
        // In the order in which the text named them.
        let kind = if states && matches!(found.first(), Some(Member::Country(_))) { Members::States } else { members };
        let window = i.saturating_sub(4 * REACH)..i;
        found.sort_by_key(|m| window.clone().find(|&j| self.members_at(j, kind).any(|(n, _)| n == *m)));
        let mut entities: Vec<usize> = Vec::new();
        for member in found {
            let entity = match member {
                Member::Entity(entity) => entity,
                // "both countries" after two presidents: states that have not been named may be meant.
                Member::Country(country) => self.state_named(country).unwrap_or_else(|| self.state_entity(i, country)),
            };
            if !entities.contains(&entity) {
                entities.push(entity);
            }
        }
        entities.sort_by_key(|&e| self.drafts[e].mentions.first().copied());
        entities
    }

    /// The members a set most likely has, and how strongly they are tied to one another.
    fn spoken_set(&self, i: usize, members: Members, count: usize) -> (Vec<Member>, f32) {
        // Two states that the text speaks of go before two persons, and these before bodies and groups of all kinds.
        let kinds: &[Members] = match members {
            Members::Any => &[Members::States, Members::Persons, Members::Any],
            Members::Persons => &[Members::Persons],
            Members::States => &[Members::States],
        };
        let mut best: (Vec<Member>, f32) = (Vec::new(), 0.0);
        for kind in kinds {
            if let Some(((a, b), tie)) = self.named_together(i, *kind).filter(|_| count == 2) {
                let weak = best.1 < 0.8 && tie > best.1;
                if best.0.is_empty() || weak {
                    best = (vec![a, b], tie);
                }
                continue;
            }
            let spoken = self.most_spoken_of(i, *kind, count);
            if best.0.is_empty() && spoken.len() >= 2 {
                best = (spoken.into_iter().map(|s| s.0).collect(), 0.0);
            }
        }
        best
    }

    /// What mention `j` adds to a set's members, with its weight: a person speaks for a state, too.
    fn members_at(&self, j: usize, members: Members) -> impl Iterator<Item = (Member, f32)> {
        let factor = if self.readings[j].kind == MentionKind::Nationality { 0.4 } else { 1.0 };
        self.entities_of[j].iter().filter_map(move |&entity| {
            let draft = &self.drafts[entity];
            if members != Members::States {
                return self.is_member(entity, members).then_some((Member::Entity(entity), factor));
            }
            let country = draft.country.filter(|c| c.is_state())?;
            let weight = match draft.kind {
                EntityKind::State => factor,
                EntityKind::Person => 0.7,
                EntityKind::Organization | EntityKind::Group if draft.certain => 0.3,
                _ => return None,
            };
            Some((Member::Country(country), weight))
        })
    }

    /// The two members most often named in one sentence before `i`, near sentences counting more, and how often;
    /// none when no two are.
    fn named_together(&self, i: usize, members: Members) -> Option<((Member, Member), f32)> {
        let spoken = self.most_spoken_of(i, members, 8);
        let mut together = [[0.0f32; 8]; 8];
        let mut here: Vec<(usize, f32)> = Vec::new();
        let last = self.readings[i].sentence;
        let mut sentence = last;
        for j in (0..i).rev().take(4 * REACH) {
            if self.readings[j].sentence != sentence {
                add_pairs(&mut together, &here, last - sentence.min(last));
                here.clear();
                sentence = self.readings[j].sentence;
            }
            for (member, weight) in self.members_at(j, members) {
                let Some(at) = spoken.iter().position(|s| s.0 == member) else { continue };
                match here.iter_mut().find(|h| h.0 == at) {
                    Some(known) => known.1 = known.1.max(weight),
                    None => here.push((at, weight)),
                }
            }
        }
        add_pairs(&mut together, &here, last - sentence.min(last));
        let mut best: Option<((Member, Member), f32, f32)> = None;
        for a in 0..spoken.len() {
            for b in a + 1..spoken.len() {
                let tie = together[a][b];
                let score = tie + 0.3 * spoken[a].1.min(spoken[b].1);
                if tie > 0.0 && best.is_none_or(|(_, _, s)| score > s) {
                    best = Some(((spoken[a].0, spoken[b].0), tie, score));
                }
            }
        }
        best.map(|(pair, tie, _)| (pair, tie))
    }

    /// The members spoken of most before `i`, near mentions counting more, with their weights.
    fn most_spoken_of(&self, i: usize, members: Members, count: usize) -> Vec<(Member, f32)> {
        let mut weights: Vec<(Member, f32)> = Vec::new();
        let mut nearness = 1.0;
        for j in (0..i).rev().take(4 * REACH) {
            let before = nearness;
            for (member, weight) in self.members_at(j, members) {
                nearness = before * 0.8;
                match weights.iter_mut().find(|w| w.0 == member) {
                    Some(w) => w.1 += before * weight,
                    None => weights.push((member, before * weight)),
                }
            }
        }
        weights.sort_by(|a, b| b.1.total_cmp(&a.1));
        weights.truncate(count);
        weights
    }

    /// The state that "the country", "the kingdom", "the Islamic Republic" means: the one spoken of most just before
    /// among those that are called so.
    pub(super) fn called_state(&self, i: usize, key: &str) -> Option<usize> {
        let key = key.strip_prefix("the ").unwrap_or(key);
        let word = key.rsplit(' ').next().unwrap_or(key);
        let plain = ["country", "nation", "state", "homeland", "superpower"].contains(&word);
        let form =
            ["kingdom", "republic", "emirate", "sultanate", "federation", "emirates", "principality"].contains(&word);
        if !plain && !form || self.readings[i].phrase.geonyms().any(|(_, g)| g.iter().any(|g| g.country.is_some())) {
            return None;
        }
        let ranked: Vec<usize> = self
            .most_spoken_of(i, Members::States, 8)
            .into_iter()
            .filter_map(|(member, _)| match member {
                Member::Country(country) => self.state_named(country),
                Member::Entity(entity) => Some(entity),
            })
            .collect();
        if form {
            let named = ranked.iter().copied().find(|&e| {
                let label = super::name::fold(&self.drafts[e].name);
                let country = self.drafts[e].country;
                let full = self.knowledge.geonyms.of(&format!("{key} of {label}"));
                full.iter().any(|g| g.country == country)
            });
            return named.or_else(|| ranked.first().copied().filter(|_| !key.contains(' ')));
        }
        ranked.first().copied()
    }

    /// Both sides of the last deed just before `i` that has so many fitting sides.
    fn acted_together(&self, i: usize, members: Members, count: usize) -> Option<Vec<Member>> {
        let start = self.readings[i].span.start;
        let before = self.annotation.triggers.partition_point(|t| t.span.end <= start);
        for trigger in self.annotation.triggers[..before].iter().rev().take(6) {
            // Farther back than two sentences it says no more than the names do.
            let near = (0..i).rev().take(40).find(|&j| self.readings[j].span.start <= trigger.span.start);
            if near.is_none_or(|j| self.readings[j].sentence + 2 < self.readings[i].sentence) {
                return None;
            }
            let mut sides: Vec<Member> = Vec::new();
            for filler in trigger.actors.iter().chain(&trigger.recipients).filter(|f| f.mention < i) {
                for (member, _) in self.members_at(filler.mention, members) {
                    if !sides.contains(&member) {
                        sides.push(member);
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
