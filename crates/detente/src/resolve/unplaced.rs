//! Those whom no word places: a member of parliament of whom nobody says whose, a union, "the organisers".
//!
//! Once everything else is linked they are taken to belong where the report plays, unless a word says that they come from
//! elsewhere, from many states or from none.

use super::country::Country;
use super::group::phrase_is_regional;
use super::own::Origin;
use super::phrase::is_office;
use super::resolver::Resolver;
use crate::ontology::{EntityKind, MentionKind};

/// Words by which somebody comes from abroad.
const FOREIGN: &[&str] = &["foreign", "foreigner", "foreigners", "international", "multinational", "overseas"];

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

/// Words that, standing last, only take up somebody told of before.
const TAKEN_UP: &[&str] = &["one", "ones", "two", "three", "four", "both", "latter", "rest"];

impl Resolver<'_> {
    /// Gives every actor without a country that of the report around its first mention, where nothing speaks against it.
    pub(super) fn place_the_rest(&mut self) {
        for entity in 0..self.drafts.len() {
            let draft = &self.drafts[entity];
            let actor = matches!(draft.kind, EntityKind::Person | EntityKind::Group | EntityKind::Organization);
            if !actor || draft.country.is_some() || !matches!(draft.origin, Origin::Words) {
                continue;
            }
            let mut mentions = draft.mentions.clone();
            mentions.sort_unstable();
            let helps = || mentions.first().filter(|&&i| self.is_helper(i)).map(|_| Country::NGO);
            self.drafts[entity].country = self.said_by_now(entity, &mentions).or_else(helps).or_else(|| {
                let elsewhere = mentions.iter().any(|&i| self.may_be_elsewhere(i));
                mentions.first().filter(|_| !elsewhere).and_then(|&first| self.place_of_many(entity, first))
            });
        }
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
        let named = self.drafts[entity].kind != EntityKind::Group;
        let home = self.scene.home().filter(|_| named);
        home.or_else(|| self.country_around(i)).or_else(|| self.state_of_paragraph(i)).or_else(|| self.state_before(i))
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
        self.readings[i].phrase.words.iter().any(|w| !w.is_capital() && FOREIGN.contains(&w.key.as_str()))
    }

    /// True when the words of mention `i`, or of what it is of, allow that somebody is of another state than the one around.
    fn may_be_elsewhere(&self, i: usize) -> bool {
        let reading = &self.readings[i];
        if reading.kind == MentionKind::Reference {
            return false;
        }
        // Not "First Nations" or "United States", which are names.
        let far = |j: usize| {
            let mut words = self.readings[j].phrase.words.iter().enumerate();
            let told = |w: &str| FOREIGN.contains(&w) || ELSEWHERE.contains(&w);
            words.any(|(n, w)| (n == 0 || !w.is_capital()) && told(&w.key))
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
