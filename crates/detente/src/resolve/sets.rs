//! References to several: whom "the two leaders", "both countries", "the sides" mean.

use super::country::Country;
use super::gender::Gender;
use super::person::{is_head, office_class};
use super::reference::REACH;
use super::resolver::Resolver;
use crate::ontology::{EntityKind, MentionKind};
use crate::split::Zone;

/// A larger set is put together only if the report names exactly so many: nobody takes "the 27 countries" for the last
/// few that were named.
const COUNTED: u32 = 4;

/// Words before "leaders" that say which of those named are meant, not what kind of leaders they are.
const COMMON: [&str; 13] = [
    "both",
    "other",
    "rival",
    "warring",
    "opposing",
    "neighboring",
    "neighbouring",
    "respective",
    "visiting",
    "new",
    "top",
    "these",
    "those",
];

/// Heads of sets of persons who hold a state's office.
const OFFICES: [&str; 8] =
    ["leaders", "presidents", "premiers", "ministers", "chancellors", "statesmen", "monarchs", "diplomats"];

/// The members of a set: "the two leaders" are persons, "both countries" states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Members {
    Persons,
    States,
    Any,
}

/// A member of a set while the set is put together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Member {
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
    /// Links "the two leaders", "both countries", "each other", "the sides" to those meant; false when it is no such
    /// reference or none are found.
    pub(super) fn set_reference(&mut self, i: usize) -> bool {
        let key = self.readings[i].key.clone();
        // "The kingdom" marked as a group.
        if self.readings[i].kind == MentionKind::Group && self.called_state(i, &key) {
            return true;
        }
        let reading = &self.readings[i];
        let words: Vec<&str> = reading.phrase.words.iter().map(|w| w.key.as_str()).collect();
        let Some(head) = words.last() else { return false };
        // "each side", "neither party": one of those that "the sides" means.
        let each = matches!(words[0], "each" | "either" | "neither") && words.len() == 2;
        let plural = match head.strip_suffix('y') {
            Some(stem) => format!("{stem}ies"),
            None => format!("{head}s"),
        };
        let head = if each { plural } else { head.to_string() };
        let head = head.as_str();
        if let Some(states) = self.states_sharing(i, head) {
            for country in states {
                self.state_entity(i, country);
            }
            return true;
        }
        let mutual = matches!(
            reading.key.as_str(),
            "each other" | "one another" | "each" | "either side" | "both" | "the two" | "two"
        );
        let Some(members) = (if mutual { Some(Members::Any) } else { members(head) }) else { return false };
        // "European leaders", "Hamas officials" name who they are.
        if reading.phrase.geonyms().next().is_some() || reading.phrase.names_body() {
            return false;
        }
        let count = reading.phrase.number();
        let pronoun = reading.kind == MentionKind::Reference;
        // A bare "officials" or "leaders" is a group; "the two", "both" or a definite "the leaders" is a set.
        // "Two leaders" without an article are two more; only a headline leaves it out.
        let told = self.is_definite(i) || words[0] == "both" || reading.zone == Zone::Headline;
        let marked = count.is_some() && told || mutual || pronoun || each;
        let vague = matches!(
            head,
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
        // "the two major parties" are no parties to a talk.
        let qualified = words.len() > 1 + usize::from(count.is_some()) && head == "parties";
        if qualified || self.is_new(i) {
            return false;
        }
        // "the coup leaders", "the party heads" are leaders of their own.
        let own = |w: &&str| !COMMON.contains(w);
        if count.is_none() && matches!(head, "leaders" | "heads") && words[..words.len() - 1].iter().any(own) {
            return false;
        }
        let listed = self.listed_behind(i, members);
        if listed.len() >= 2 && count.is_none_or(|count| count as usize == listed.len()) {
            for mention in listed {
                self.link_as(i, mention);
            }
            return true;
        }
        let number = count.unwrap_or(2).max(2);
        let count = number as usize;
        let barred = self.barred(i, head, members, count);
        if number > COUNTED {
            let all = self.most_spoken_of(i, members, &barred, 3 * count);
            if all.len() != count {
                return false;
            }
            for member in all {
                let entity = self.entity_of(i, member.0);
                self.link(i, entity);
            }
            return true;
        }
        let mut model = self.several_by_model(i, members);
        model.retain(|&e| {
            let country = self.drafts[e].country;
            let state = self.drafts[e].kind == EntityKind::State;
            let of_barred = state && country.is_some_and(|c| barred.contains(&Member::Country(c)));
            !(of_barred || barred.contains(&Member::Entity(e)))
        });
        // Names that go together all through the text say more than the model's single links.
        let tie = self.spoken_set(i, members, &barred, count).1;
        let clear = tie >= 1.5 || tie > 0.3 && !self.share_a_sentence(i, &model);
        let mut found = if model.len() >= 2 && !clear { model } else { self.latest_set(i, members, &barred, count) };
        // "Both presidents" whom nobody has named are both countries'.
        if found.len() < 2 && members == Members::Persons && marked && OFFICES.contains(&head) {
            let mut others = barred;
            others.extend(self.countries_beside(i));
            found = self.latest_set(i, Members::States, &others, count);
        }
        if found.len() < 2 {
            return false;
        }
        for entity in found {
            self.link(i, entity);
        }
        true
    }

    /// The states of the persons and bodies named before `i` in its sentence.
    fn countries_beside(&self, i: usize) -> Vec<Member> {
        let here = |j: &usize| self.readings[*j].sentence == self.readings[i].sentence;
        let named = |j: &usize| matches!(self.readings[*j].kind, MentionKind::Person | MentionKind::Organization);
        (0..i).rev().take_while(here).filter(named).filter_map(|j| self.country_of(j)).map(Member::Country).collect()
    }

    /// The members that the words behind `i` list: "both presidents, A of X and B". Mentions, in order.
    fn listed_behind(&self, i: usize, members: Members) -> Vec<usize> {
        let fits = |kind: MentionKind| match members {
            Members::Persons => kind == MentionKind::Person,
            Members::States => kind == MentionKind::State,
            Members::Any => matches!(kind, MentionKind::Person | MentionKind::State | MentionKind::Organization),
        };
        let mut found = Vec::new();
        let mut end = self.readings[i].span.end;
        for (j, reading) in self.readings.iter().enumerate().skip(i + 1) {
            let Some(between) = self.text.get(end..reading.span.start).map(str::trim) else { break };
            let opens = found.is_empty() && matches!(between, "," | ":" | "–" | "—" | "--" | "(");
            let goes_on = !found.is_empty() && matches!(between, "and" | "," | ", and" | "&");
            if fits(reading.kind) && (opens || goes_on) {
                found.push(j);
            } else if found.is_empty() || !matches!(between, "of" | "'s" | "’s") {
                break;
            }
            end = reading.span.end;
        }
        found
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

    pub(super) fn is_member(&self, entity: usize, members: Members) -> bool {
        let draft = &self.drafts[entity];
        match members {
            // "his Jordanian counterpart" is somebody, too, though without a name.
            Members::Persons => {
                draft.kind == EntityKind::Person
                    || draft.kind == EntityKind::Group && !draft.plural && !draft.titles.is_empty()
            }
            Members::States => draft.kind == EntityKind::State && draft.country.is_some(),
            Members::Any => draft.kind != EntityKind::Place,
        }
    }

    /// The `count` members spoken of most before `i`, those that acted or are named together before all others.
    fn latest_set(&mut self, i: usize, members: Members, barred: &[Member], count: usize) -> Vec<usize> {
        let states = matches!(members, Members::Any | Members::States);
        let acted = self.acted_together(i, if states { Members::States } else { members }, barred, count);
        let mut found = acted.unwrap_or_else(|| self.spoken_set(i, members, barred, count).0);
        // In the order in which the text named them.
        let kind = if states && matches!(found.first(), Some(Member::Country(_))) { Members::States } else { members };
        let window = i.saturating_sub(4 * REACH)..i;
        found.sort_by_key(|m| window.clone().find(|&j| self.members_at(j, kind).any(|(n, _)| n == *m)));
        let mut entities: Vec<usize> = Vec::new();
        for member in found {
            let entity = self.entity_of(i, member);
            if !entities.contains(&entity) {
                entities.push(entity);
            }
        }
        entities.sort_by_key(|&e| self.drafts[e].mentions.first().copied());
        entities
    }

    /// The entity of a member: of a state that has not been named, too ("both countries" after two presidents).
    fn entity_of(&mut self, i: usize, member: Member) -> usize {
        match member {
            Member::Entity(entity) => entity,
            Member::Country(country) => self.state_named(country).unwrap_or_else(|| self.state_entity(i, country)),
        }
    }

    /// The states of "the two Koreas", "both Congos": as many as share the name.
    fn states_sharing(&self, i: usize, head: &str) -> Option<Vec<Country>> {
        let reading = &self.readings[i];
        let name = reading.phrase.words.last().filter(|w| w.text.starts_with(char::is_uppercase))?;
        let stem = head.strip_suffix('s').filter(|_| !name.text.is_empty())?;
        let states = self.knowledge.geonyms.sharing(stem);
        (reading.phrase.number() == Some(states.len() as u32) && states.len() > 1).then_some(states)
    }

    /// Who cannot be in the set that mention `i` means: the other side of its deed, a lone companion in it ("Lavrov spoke
    /// with both presidents"), and persons of another office or gender than the word says.
    fn barred(&self, i: usize, head: &str, members: Members, count: usize) -> Vec<Member> {
        let mut out: Vec<Member> = Vec::new();
        let mut bar = |entity: usize| {
            out.push(Member::Entity(entity));
            if let Some(country) = self.drafts[entity].country.filter(|_| self.drafts[entity].kind == EntityKind::State)
            {
                out.push(Member::Country(country));
            }
        };
        for trigger in &self.annotation.triggers {
            let (actors, recipients) = (trigger.likely_actors(), trigger.likely_recipients());
            for (own, other) in [(actors, recipients), (recipients, actors)] {
                if !own.iter().any(|f| f.mention == i) {
                    continue;
                }
                // A filler from another sentence may be one of the set: there he was named, here the two are meant.
                let sentence = self.readings[i].sentence;
                let here = |f: &&crate::annotate::Filler| {
                    f.mention != i && self.readings.get(f.mention).is_some_and(|r| r.sentence == sentence)
                };
                let entities = |fillers: &[crate::annotate::Filler]| {
                    let mut all: Vec<usize> = Vec::new();
                    for filler in fillers.iter().filter(here) {
                        all.extend(self.entities_of.get(filler.mention).into_iter().flatten());
                    }
                    all.sort_unstable();
                    all.dedup();
                    all
                };
                entities(other).into_iter().for_each(&mut bar);
                let companions = entities(own);
                if companions.len() < count {
                    companions.into_iter().for_each(&mut bar);
                }
            }
        }
        if members == Members::Persons {
            let asked = match head {
                "men" | "statesmen" => Some(Gender::Male),
                "women" => Some(Gender::Female),
                _ => None,
            };
            let unfit = |e: &usize| !self.called_so(*e, head) || !self.agrees(*e, asked);
            (0..self.drafts.len()).filter(unfit).for_each(bar);
        }
        out
    }

    /// False for a person whose offices are known and are not those the word means: a foreign minister is none of "the
    /// two presidents".
    fn called_so(&self, entity: usize, head: &str) -> bool {
        let draft = &self.drafts[entity];
        let any = |fits: fn(&str) -> bool| draft.titles.iter().any(|t| fits(t));
        let group = draft.kind == EntityKind::Group;
        let known = match head {
            "presidents" => any(|t| office_class(t) == "president" || t == "leader"),
            "premiers" | "chancellors" => any(|t| office_class(t) == "premier"),
            "ministers" => any(|t| {
                let class = office_class(t);
                matches!(class, "foreign" | "defence" | "premier") || t.contains("minister") || t.contains("secretary")
            }),
            "monarchs" => any(|t| ["king", "queen", "emir", "sultan", "emperor"].contains(&t)),
            "leaders" | "heads" if group => any(is_head),
            _ => return true,
        };
        known || !group && draft.titles.is_empty() || any(|t| t == "counterpart")
    }

    /// The members a set most likely has, and how strongly they are tied to one another.
    fn spoken_set(&self, i: usize, members: Members, barred: &[Member], count: usize) -> (Vec<Member>, f32) {
        // Two states that the text speaks of go before two persons, and these before bodies and groups of all kinds.
        let kinds: &[Members] = match members {
            Members::Any => &[Members::States, Members::Persons, Members::Any],
            Members::Persons => &[Members::Persons],
            Members::States => &[Members::States],
        };
        let mut best: (Vec<Member>, f32) = (Vec::new(), 0.0);
        for kind in kinds {
            if let Some(((a, b), tie)) = self.named_together(i, *kind, barred).filter(|_| count == 2) {
                let weak = best.1 < 0.8 && tie > best.1;
                if best.0.is_empty() || weak {
                    best = (vec![a, b], tie);
                }
                continue;
            }
            let spoken = self.most_spoken_of(i, *kind, barred, count);
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
    fn named_together(&self, i: usize, members: Members, barred: &[Member]) -> Option<((Member, Member), f32)> {
        let spoken = self.most_spoken_of(i, members, barred, 8);
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
            for (member, weight) in self.members_at(j, members).filter(|m| !barred.contains(&m.0)) {
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
    pub(super) fn most_spoken_of(
        &self,
        i: usize,
        members: Members,
        barred: &[Member],
        count: usize,
    ) -> Vec<(Member, f32)> {
        let mut weights: Vec<(Member, f32)> = Vec::new();
        let mut nearness = 1.0;
        for j in (0..i).rev().take(4 * REACH) {
            let before = nearness;
            for (member, weight) in self.members_at(j, members).filter(|m| !barred.contains(&m.0)) {
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

    /// Both sides of the last deed just before `i` that has so many fitting sides.
    fn acted_together(&self, i: usize, members: Members, barred: &[Member], count: usize) -> Option<Vec<Member>> {
        let start = self.readings[i].span.start;
        let before = self.annotation.triggers.partition_point(|t| t.span.end <= start);
        for trigger in self.annotation.triggers[..before].iter().rev().take(6) {
            // Farther back than two sentences it says no more than the names do.
            let near = (0..i).rev().take(40).find(|&j| self.readings[j].span.start <= trigger.span.start);
            if near.is_none_or(|j| self.readings[j].sentence + 2 < self.readings[i].sentence) {
                return None;
            }
            let mut sides: Vec<Member> = Vec::new();
            for filler in trigger.likely_actors().iter().chain(trigger.likely_recipients()).filter(|f| f.mention < i) {
                for (member, _) in self.members_at(filler.mention, members).filter(|m| !barred.contains(&m.0)) {
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
