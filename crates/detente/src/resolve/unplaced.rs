//! Those whom no word places: a member of parliament of whom nobody says whose, a union, "the organisers".
//!
//! Once everything else is linked they are taken to belong where the report plays, unless a word says that they come from
//! elsewhere, from many states or from none.

use super::country::Country;
use super::group::phrase_is_regional;
use super::own::Origin;
use super::phrase::{Word, is_office};
use super::placename::is_water;
use super::resolver::Resolver;
use crate::ontology::{EntityKind, MentionKind};

/// Words by which somebody comes from abroad.
const FOREIGN: &[&str] = &["foreign", "foreigner", "foreigners", "international", "multinational", "overseas"];

/// What follows "foreign" where it is about other states, not from one: "the foreign minister".
const ABOUT_FOREIGN: &[&str] = &[
    "minister",
    "ministers",
    "ministry",
    "ministries",
    "secretary",
    "office",
    "affairs",
    "policy",
    "relations",
    "trade",
];

/// Words by which somebody may be of another state than the one spoken of, of many, or of nobody's.
const ELSEWHERE: &[&str] = &[
    "global",
    "world",
    "worldwide",
    "outside",
    "outsider",
    "outsiders",
    "anybody",
    "anyone",
    "nobody",
    "everybody",
    "everyone",
    "somebody",
    "country",
    "countries",
    "states",
    "nation",
    "nations",
    "governments",
    "powers",
    "donor",
    "donors",
    "creditor",
    "creditors",
    "lender",
    "lenders",
    "partner",
    "partners",
    "ally",
    "allies",
    "neighbour",
    "neighbours",
    "neighbor",
    "neighbors",
    "mediator",
    "mediators",
    "observer",
    "observers",
    "monitor",
    "monitors",
    "inspector",
    "inspectors",
    "peacekeeper",
    "peacekeepers",
    "peacekeeping",
    "correspondent",
    "correspondents",
    "sides",
    "parties",
    "counterpart",
    "counterparts",
    "negotiators",
    "envoys",
    "embassies",
];

/// What bodies of many states send, and what they are called when they are taken up again.
const SENT_BY_BODIES: &[&str] =
    &["mission", "peacekeepers", "observers", "monitors", "inspectors", "mediators", "mediator", "bloc"];

/// Words that, standing last, only take up somebody told of before.
const TAKEN_UP: &[&str] = &["one", "ones", "two", "three", "four", "both", "latter", "rest"];

impl Resolver<'_> {
    /// Gives every actor without a country that of the report around its first mention, where nothing speaks against it.
    pub(super) fn place_the_rest(&mut self) {
        for entity in 0..self.drafts.len() {
            let draft = &self.drafts[entity];
            let placed = match draft.kind {
                EntityKind::Person | EntityKind::Group | EntityKind::Organization => true,
                EntityKind::Place => draft.mentions.iter().all(|&i| self.is_on_land(i)),
                EntityKind::State => false,
            };
            if !placed || draft.country.is_some() || !matches!(draft.origin, Origin::Words) {
                continue;
            }
            let mut mentions = draft.mentions.clone();
            mentions.sort_unstable();
            let helps = || mentions.first().filter(|&&i| self.is_helper(i)).map(|_| Country::NGO);
            let first = mentions.first().copied();
            let found = self.said_by_now(entity, &mentions).or_else(helps);
            let found = found.or_else(|| first.and_then(|i| self.body_before(i))).or_else(|| {
                let elsewhere = mentions.iter().any(|&i| self.may_be_elsewhere(i));
                first.filter(|_| !elsewhere).and_then(|i| self.place_of_many(entity, i))
            });
            self.drafts[entity].country = found.or_else(|| first.and_then(|i| self.same_office_before(i)));
        }
    }

    /// True for a place that is neither a sea nor many states: "several villages", a town that no table has.
    fn is_on_land(&self, i: usize) -> bool {
        let reading = &self.readings[i];
        !is_water(&reading.key)
            && !phrase_is_regional(&reading.phrase)
            && self.knowledge.geonyms.of(&reading.key).is_empty()
    }

    /// What its words say now that those behind them have been linked: "X, secretary of the Organisation of African Unity".
    fn said_by_now(&self, entity: usize, mentions: &[usize]) -> Option<Country> {
        match self.drafts[entity].kind {
            EntityKind::Person => self.later_country(mentions, false),
            _ => mentions
                .iter()
                .filter(|&&i| self.readings[i].kind != MentionKind::Reference)
                .find_map(|&i| self.role_of(i).0),
        }
    }

    /// Where the report plays around mention `i`: for somebody with a name its home, for people what is on the spot.
    fn place_of_many(&self, entity: usize, i: usize) -> Option<Country> {
        let named = matches!(self.drafts[entity].kind, EntityKind::Person | EntityKind::Organization);
        let home = self.scene.home().filter(|_| named);
        home.or_else(|| self.country_around(i)).or_else(|| self.state_of_paragraph(i)).or_else(|| self.state_before(i))
    }

    /// The body of many states named last before mention `i`, if that speaks of what such bodies send: "the mission".
    fn body_before(&self, i: usize) -> Option<Country> {
        let reading = &self.readings[i];
        let last = reading.phrase.words.last()?;
        if reading.kind == MentionKind::Reference || !SENT_BY_BODIES.contains(&last.key.as_str()) {
            return None;
        }
        (0..i).rev().filter(|&j| self.readings[j].kind == MentionKind::Organization).find_map(|j| {
            let &body = self.entities_of[j].first()?;
            self.drafts[body].country.filter(|c| self.drafts[body].certain && c.is_body())
        })
    }

    /// The state or body of whoever before mention `i` holds the same office: "the U.N. envoy", later "the envoy".
    fn same_office_before(&self, i: usize) -> Option<Country> {
        let head = |j: usize| self.readings[j].phrase.head().map(|(_, role)| role.lemma.as_str());
        let mine = head(i).filter(|_| self.readings[i].kind == MentionKind::Group)?;
        (0..i).rev().filter(|&j| head(j) == Some(mine)).find_map(|j| self.drafts[*self.entities_of[j].first()?].country)
    }

    /// The state that mention `j` names or lies in, if words or tables say so.
    fn country_told(&self, j: usize) -> Option<Country> {
        let entity = self.entities_of[j].first().map(|&e| &self.drafts[e]);
        let told = entity.is_some_and(|d| d.certain || d.kind == EntityKind::Place);
        self.country_of(j).filter(|c| told && c.is_state())
    }

    /// The state named last before mention `i` in its sentence.
    fn state_before(&self, i: usize) -> Option<Country> {
        let here = |j: &usize| self.readings[*j].sentence == self.readings[i].sentence;
        (0..i).rev().take_while(here).find_map(|j| self.country_told(j))
    }

    /// True for those who help or watch in many states: "aid agencies", "human rights groups", not "local" ones.
    fn is_helper(&self, i: usize) -> bool {
        let reading = &self.readings[i];
        let word = |w: &str| reading.phrase.words.iter().any(|x| x.key == w);
        let last = reading.phrase.words.last().map_or("", |w| w.key.as_str());
        let body = [
            "agency",
            "agencies",
            "organisation",
            "organisations",
            "organization",
            "organizations",
            "group",
            "groups",
            "worker",
            "workers",
            "charity",
            "charities",
        ];
        reading.kind == MentionKind::Group
            && body.contains(&last)
            && ["aid", "relief", "humanitarian", "rights"].iter().any(|w| word(w))
            && !["local", "national", "state"].iter().any(|w| word(w))
    }

    /// The state that most of what the paragraph of mention `i` names belongs to.
    fn state_of_paragraph(&self, i: usize) -> Option<Country> {
        let mut counts: Vec<(Country, usize)> = Vec::new();
        let mut all = 0;
        let inside = |j: &usize| self.readings[*j].paragraph == self.readings[i].paragraph;
        let before = (0..i).rev().take_while(inside);
        for j in before.chain((i..self.readings.len()).take_while(inside)) {
            let Some(country) = self.country_told(j) else { continue };
            all += 1;
            match counts.iter_mut().find(|c| c.0 == country) {
                Some(count) => count.1 += 1,
                None => counts.push((country, 1)),
            }
        }
        let (country, count) =
            counts.into_iter().max_by_key(|&(country, count)| (count, std::cmp::Reverse(country)))?;
        (count >= 2 && 5 * count >= 3 * all).then_some(country)
    }

    /// True when the words of mention `i` say that somebody is of another state, or of many: "foreign governments".
    pub(super) fn is_from_elsewhere(&self, i: usize) -> bool {
        let words = &self.readings[i].phrase.words;
        (0..words.len()).any(|n| !words[n].is_capital() && is_foreign(words, n))
    }

    /// True when the words of mention `i`, or of what it is of, allow that somebody is of another state than the one around.
    fn may_be_elsewhere(&self, i: usize) -> bool {
        let reading = &self.readings[i];
        if reading.kind == MentionKind::Reference {
            return false;
        }
        // Not "First Nations" or "United States", which are names.
        let far = |j: usize| {
            let words = &self.readings[j].phrase.words;
            let told = |n: usize| is_foreign(words, n) || ELSEWHERE.contains(&words[n].key.as_str());
            (0..words.len()).any(|n| (n == 0 || !words[n].is_capital()) && told(n))
        };
        // An office that is held abroad as well: "envoys", "a delegation"; it does not make somebody one of here.
        let open = reading.phrase.head().is_some_and(|(_, role)| {
            let office = role.sectors.iter().any(|s| is_office(*s));
            role.relational || !role.home && !role.takes && office && reading.kind != MentionKind::Organization
        });
        let taken_up = reading.phrase.words.last().is_some_and(|w| TAKEN_UP.contains(&w.key.as_str()));
        open || taken_up
            || far(i)
            || reading.complement.is_some_and(|(_, of)| far(of))
            || reading.possessor.is_some_and(far)
            || phrase_is_regional(&reading.phrase)
            || self.is_relation(i)
    }
}

/// True when the word at `n` says that somebody is from abroad.
fn is_foreign(words: &[Word], n: usize) -> bool {
    let about = |next: &Word| ABOUT_FOREIGN.contains(&next.key.as_str());
    FOREIGN.contains(&words[n].key.as_str()) && !words.get(n + 1).is_some_and(about)
}
