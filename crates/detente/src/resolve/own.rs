//! The user's own actors and roles in the course of resolution: what they say goes before the tables.
//!
//! An entry speaks for a mention that has its name, for one that describes it ("the armed group X"), for one that a
//! table knows as another name of it, and, inside other words, for whose somebody is ("X fighters").

use super::country::Country;
use super::dictionary::{Belongs, Dictionary, Line, Own, bare, keys};
use super::knowledge::{GeonymKind, Knowledge, Role};
use super::phrase::{Phrase, Piece, without_possessive};
use super::resolver::{Draft, Resolver};
use crate::ontology::{EntityKind, MentionKind, Sector};
use jiff::civil::Date;

/// What names mean on the report's day: the user's own, then the tables.
#[derive(Clone, Copy)]
pub(super) struct Names<'k> {
    pub(super) knowledge: &'k Knowledge,
    pub(super) dictionary: &'k Dictionary,
    pub(super) day: Option<Date>,
}

/// What says who an entity is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Origin {
    /// Its own words and what stands around it.
    Words,
    /// The user's entry there.
    Own(Line),
    /// The table of states.
    State,
    /// The tables of regions and peoples.
    Region(GeonymKind),
    /// A row of the table of organisations.
    Organisation(usize),
    /// A row of the table of leaders.
    Person(usize),
    /// The gazetteer.
    Place,
}

/// A body named inside other words.
pub(super) struct Body<'b> {
    /// Its first word.
    pub(super) at: usize,
    pub(super) country: Option<Country>,
    /// `None` where the user's entry says none.
    pub(super) sectors: Option<&'b [Sector]>,
}

impl Own<'_> {
    /// The country it says.
    pub(super) fn country(&self) -> Option<Country> {
        match self.term.belongs {
            Belongs::To(country) => Some(country),
            Belongs::Open | Belongs::Nowhere => None,
        }
    }

    /// The state, when it says nothing but that the name is a state's or its government's.
    pub(super) fn state(&self) -> Option<Country> {
        let bare = self.term.sectors.iter().all(|s| *s == Sector::Gov) && self.entry.name.is_none();
        self.country().filter(|c| bare && c.is_state())
    }
}

impl<'k> Names<'k> {
    /// The role of a folded phrase.
    pub(super) fn role(&self, key: &str) -> Option<&'k Role> {
        self.dictionary.agent(key).map(|(role, _)| role).or_else(|| self.knowledge.roles.of(key))
    }

    /// The piece that the user's entry of a stretch of words is; `text`: the first of them as written.
    ///
    /// Where it says what a table says, the table's meaning stands: that one, whatever else the name may mean.
    pub(super) fn own_piece(&self, key: &str, text: &str) -> Option<Piece<'k>> {
        let own = self.dictionary.actor(key, text, self.day).filter(|o| o.counts_inside(text))?;
        let agrees = |state: Country| self.knowledge.geonyms.of(key).iter().find(|g| g.country == Some(state));
        match own.state().filter(|_| own.term.sectors.is_empty()).and_then(agrees) {
            Some(meaning) => Some(Piece::Geonym(std::slice::from_ref(meaning))),
            None => Some(Piece::Own(own)),
        }
    }

    /// The user's entry of all the words of a mention.
    pub(super) fn own(&self, phrase: &Phrase) -> Option<Own<'k>> {
        if self.dictionary.is_empty() {
            return None;
        }
        let last = phrase.words.last()?.text;
        self.dictionary.actor(&bare(&phrase.whole()), last, self.day)
    }

    /// The user's entry of the name a table has for somebody.
    pub(super) fn own_called(&self, name: &str) -> Option<Own<'k>> {
        if self.dictionary.is_empty() {
            return None;
        }
        keys(name).iter().find_map(|key| self.dictionary.actor(key, name, self.day))
    }

    /// The user's entry of a person with these folded names; `written`: the fullest one as written; `table`: what the
    /// table calls them.
    pub(super) fn own_person(&self, names: &[String], written: &str, table: Option<&str>) -> Option<Own<'k>> {
        if self.dictionary.is_empty() {
            return None;
        }
        let mut sorted: Vec<&String> = names.iter().collect();
        sorted.sort_by_key(|n| std::cmp::Reverse((n.split(' ').count(), n.len())));
        let found = sorted.into_iter().find_map(|n| self.dictionary.person(&bare(n), written, self.day));
        let called = |name: &str| keys(name).iter().find_map(|k| self.dictionary.person(k, name, self.day));
        found.or_else(|| table.and_then(called))
    }
}

impl<'a> Resolver<'a> {
    /// The body its words name inside: the user's own, else a row of the table.
    pub(super) fn body_inside(&self, i: usize) -> Option<Body<'a>> {
        let phrase = &self.readings[i].phrase;
        let said = |at: usize, own: Own<'a>| Body {
            at,
            country: own.country(),
            sectors: Some(own.term.sectors.as_slice()).filter(|s| !s.is_empty()),
        };
        if let Some((segment, own)) = phrase.own() {
            return Some(said(segment.words.start, own));
        }
        let (segment, ids) = phrase.organisations()?;
        // "Rafael Murillo" is nobody's of the company Rafael.
        if self.readings[i].kind == MentionKind::Person && segment.words.end > phrase.name_start() {
            return None;
        }
        let row = self.knowledge.organisations.get(self.organisation_row(ids, None)?)?;
        // "Foreign Office" is a ministry whosever it is.
        let country = self.row_inside(i, segment.words.clone(), ids).and(row.country);
        Some(match self.names.own_called(row.name) {
            Some(own) => said(segment.words.start, own),
            None => Body { at: segment.words.start, country, sectors: Some(row.sectors_on(self.day)) },
        })
    }

    /// Links a mention to the actor that the user's entry says it is. False when there is none, and for a place or body
    /// that an entry only puts into a state.
    pub(super) fn own_mention(&mut self, i: usize) -> bool {
        let Some(own) = self.readings[i].own.or_else(|| self.own_described(i)) else { return false };
        if self.readings[i].kind == MentionKind::Place && own.state().is_some() {
            return false;
        }
        self.own_entity(i, own);
        true
    }

    /// The user's entry that the words describe: "the armed group X".
    fn own_described(&self, i: usize) -> Option<Own<'a>> {
        let (_, own) = self.readings[i].phrase.own()?;
        let is_own = |piece: &Piece| matches!(piece, Piece::Own(_));
        self.describes(i, is_own)?;
        let whose = self.readings[i].possessor.and_then(|p| self.country_of(p));
        self.may_be_of(i, whose, own.country()).then_some(own)
    }

    /// The entity of a user's entry, made at its first mention. What the entry leaves open the table of organisations
    /// says, then the mention's words.
    pub(super) fn own_entity(&mut self, i: usize, own: Own<'a>) -> usize {
        use MentionKind::*;
        let mention = self.readings[i].kind;
        let key = bare(&self.readings[i].phrase.whole());
        if let Some(state) = own.state()
            && (matches!(mention, State | Nationality) || self.is_name_of(&key, state))
        {
            let entity = self.state_entity(i, state);
            if self.drafts[entity].mentions == [i] {
                self.drafts[entity].origin = Origin::Own(own.pattern.line.clone());
            }
            return entity;
        }
        let kind = match mention {
            State if own.term.sectors.iter().all(|s| *s == Sector::Gov) => EntityKind::State,
            State | Organization => EntityKind::Organization,
            Place => EntityKind::Place,
            Person => EntityKind::Person,
            _ => EntityKind::Group,
        };
        let identity = if kind == EntityKind::Person { format!("{} {key}", own.identity()) } else { own.identity() };
        if let Some(entity) = self.known(&identity) {
            self.link(i, entity);
            return entity;
        }
        let tables = &self.knowledge.organisations;
        let row = self.organisation_row(tables.of(&key), own.country()).and_then(|row| tables.get(row));
        let row = row.filter(|o| own.country().is_none() || o.country == own.country());
        let (said, roles) = self.role_of(i);
        let role = self.role(i);
        let reading = &self.readings[i];
        let written = without_possessive(reading.text);
        let name = own.entry.name.as_deref().or(row.map(|o| o.name)).unwrap_or(written);
        let mut draft = Draft::new(kind, name);
        draft.country = match own.term.belongs {
            Belongs::To(country) => Some(country),
            Belongs::Nowhere => None,
            Belongs::Open => row.and_then(|o| o.country).or(said),
        };
        draft.certain = true;
        draft.sectors = if !own.term.sectors.is_empty() {
            own.term.sectors.clone()
        } else if own.term.belongs == Belongs::Nowhere {
            Vec::new()
        } else {
            let open = row.map(|o| o.sectors_on(self.day).to_vec()).unwrap_or(roles);
            let international = [Some(Country::UNO), Some(Country::EUR), Some(Country::IGO)];
            if open.is_empty() && international.contains(&draft.country) { vec![Sector::Gov] } else { open }
        };
        draft.wikidata = row.and_then(|o| o.wikidata);
        draft.organisation = row.map(|o| o.kind);
        draft.plural = reading.phrase.is_plural();
        draft.number = reading.phrase.number();
        draft.head = role.lemma;
        draft.origin = Origin::Own(own.pattern.line.clone());
        let initials = super::body::acronym(reading.text).filter(|_| kind == EntityKind::Organization);
        let entity = self.keyed(i, identity, || draft);
        self.rename(format!("name {key}"), entity);
        if let Some(initials) = initials {
            self.alias(format!("initials {initials}"), entity);
        }
        entity
    }

    /// True when the tables know a name as one of a state.
    fn is_name_of(&self, key: &str, state: Country) -> bool {
        use GeonymKind::*;
        let meanings = self.knowledge.geonyms.of(key).iter();
        meanings.filter(|g| matches!(g.kind, State | Capital | Seat)).any(|g| g.country == Some(state))
    }
}
