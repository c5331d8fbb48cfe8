//! Pronouns and common words: whom "he", "its", "the former" mean.

use super::called::is_state_word;
use super::gender;
use super::reading::is_actor;
use super::resolver::Resolver;
use super::sets::Members;
use crate::ontology::{EntityKind, MentionKind};

/// How far back a pronoun may reach, in mentions.
pub(super) const REACH: usize = 60;

/// What a reference asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Person,
    Thing,
    Several,
    Speaker,
    Nobody,
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

/// A party to a set may be thought of this much less than the first.
const NEARLY: f32 = 0.3;

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
        if kind.is_none() {
            if self.set_reference(i) {
                return;
            }
            // "a South American country", "most E.U. countries", "the 27 leaders": spoken of for the first time.
            let word = key.rsplit(' ').next().unwrap_or(&key);
            if self.is_new(i) && is_state_word(word) || self.readings[i].phrase.number().is_some_and(|n| n > 1) {
                self.group(i);
                return;
            }
        }
        let asked = gender::of_pronoun(&key);
        let least = if kind.is_some() { 0.35 } else { 0.4 };
        let reflexive = key.ends_with("self") || key.ends_with("selves");
        let fits = |entity: usize| {
            self.suits(entity, kind)
                && self.agrees(entity, asked)
                && (kind.is_none() || reflexive || !self.opposed(i, entity))
        };
        if let Some(entity) = self.by_model_among(i, least, fits) {
            if kind == Some(Wanted::Several)
                && let Some(all) = self.several(i, entity)
            {
                all.into_iter().for_each(|e| self.link(i, e));
                return;
            }
            self.remember(entity, asked);
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
                    self.remember(entity, asked);
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

    /// Whom "they" means where the model's first thought, `best`, is one person or state: all of that kind it thinks of
    /// nearly as much, else two who are named together.
    fn several(&self, i: usize, best: usize) -> Option<Vec<usize>> {
        let draft = &self.drafts[best];
        if draft.plural || !matches!(draft.kind, EntityKind::Person | EntityKind::State) {
            return None;
        }
        let alike = |e: usize| self.drafts[e].kind == draft.kind && !self.drafts[e].plural && !self.opposed(i, e);
        let thought = self.believed(i, alike);
        let most = thought.iter().map(|t| t.1).fold(0.0, f32::max);
        let near: Vec<usize> = thought.iter().filter(|t| t.1 >= NEARLY * most).map(|t| t.0).collect();
        if (2..=4).contains(&near.len()) { Some(near) } else { self.joined(i) }
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
        let asked = gender::of_pronoun(&here.key);
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
                    // "The spokesman … He": a role may be all that is known of somebody.
                    Wanted::Person => self.is_member(entity, Members::Persons),
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
                if !fits || self.opposed(i, entity) || !self.agrees(entity, asked) {
                    continue;
                }
                let mut score = 3.0 - distance;
                score += if asked.is_some() && self.gender(entity) == asked { 0.3 } else { 0.0 };
                score += if first { 0.7 } else { 0.0 };
                score += if leads { 0.6 } else { 0.0 };
                score += 0.08 * draft.mentions.len().min(5) as f32;
                if wanted == Wanted::Several {
                    score += if draft.plural { 1.0 } else { -0.8 };
                }
                if wanted == Wanted::Person && draft.kind == EntityKind::Group {
                    score -= 0.5;
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
        self.annotation.triggers.iter().any(|t| t.likely_actors().iter().any(|f| f.mention == j))
            || self.annotation.attributions.iter().any(|a| a.sources.iter().any(|s| s.overlaps(span)))
    }

    /// True when pronoun `i` and the entity stand on the two sides of one deed: "he criticised Blinken".
    pub(super) fn opposed(&self, i: usize, entity: usize) -> bool {
        let among = |fillers: &[crate::annotate::Filler]| {
            let here = fillers.iter().any(|f| f.mention == i);
            let theirs = fillers
                .iter()
                .any(|f| f.mention != i && self.entities_of.get(f.mention).is_some_and(|e| e.contains(&entity)));
            (here, theirs)
        };
        self.annotation.triggers.iter().any(|t| {
            let (a, r) = (among(t.likely_actors()), among(t.likely_recipients()));
            a.0 && r.1 || r.0 && a.1
        })
    }

    /// "the country", "the kingdom", "the alliance", "the former".
    fn nominal(&mut self, i: usize, key: &str) {
        let word = key.rsplit(' ').next().unwrap_or(key).to_string();
        if self.called_state(i, key) {
            return;
        }
        let found = match word.as_str() {
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
}
