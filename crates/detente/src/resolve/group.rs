//! Groups: roles with the state or body they belong to, and which of those named before they mean.

use super::country::Country;
use super::knowledge::{OrganisationKind, RoleKind};
use super::person::{is_head, office_class};
use super::phrase::{Piece, is_office};
use super::reading::Link;
use super::resolver::{ANY_KIND, Draft, Resolver};
use crate::ontology::{EntityKind, MentionKind, Sector};

/// What the words of a role mention say.
#[derive(Debug, Default, Clone)]
pub(super) struct Role {
    pub(super) lemma: String,
    pub(super) home: bool,
    pub(super) takes: bool,
    pub(super) kind: Option<RoleKind>,
}

impl Resolver<'_> {
    pub(super) fn role(&self, i: usize) -> Role {
        match self.readings[i].phrase.head() {
            Some((at, role)) => {
                // "Government negotiators" are the home's, though negotiators may be anybody's.
                let of_home = |piece: &Piece| matches!(piece, Piece::Role(r) if r.home && r.sectors == role.sectors);
                let home = role.home || self.readings[i].phrase.segments[..at].iter().any(|s| of_home(&s.piece));
                Role { lemma: role.lemma.clone(), home, takes: role.takes, kind: Some(role.kind) }
            }
            None => Role::default(),
        }
    }

    /// Links a mention of a group.
    pub(super) fn group(&mut self, i: usize) {
        // "Vladimir Putin, the Russian president", "the president, Vladimir Putin".
        let next = (i + 1..self.readings.len()).take(2).find(|&j| self.readings[j].beside == Some(i));
        let partner = self.readings[i].beside.or(next).filter(|&p| self.readings[p].kind == MentionKind::Person);
        if let Some(p) = partner
            && self.is_apposition(i, p)
            && let Some(person) = self.person_at(p)
        {
            self.person_entity(i, person);
            return;
        }
        if self.set_reference(i) {
            return;
        }
        if let Some(states) = self.states_of_officials(i) {
            for country in states {
                self.state_entity(i, country);
            }
            return;
        }
        if let Some(j) = self.named_beside(i) {
            self.link_as(i, j);
            return;
        }
        if self.own_mention(i) {
            return;
        }
        if let Some(j) = self.counted_behind(i) {
            self.link_as(i, j);
            return;
        }
        if let Some(state) = self.state_in(i).filter(|_| self.readings[i].kind == MentionKind::Group) {
            self.geonym_entity(i, &state);
            return;
        }
        let (country, sectors) = self.role_of(i);
        let role = self.role(i);
        let plural = self.readings[i].phrase.is_plural();
        // "the Hamas group", "the militant group Hamas": the body itself.
        if let Some(row) = self.described(i, country) {
            self.organisation_entity(i, row);
            return;
        }
        if let Some(entity) = self.earlier(i, country, &sectors, &role, plural) {
            self.link(i, entity);
            return;
        }
        let reading = &self.readings[i];
        if super::name::plain(reading.text).is_empty() {
            return;
        }
        let kind = if reading.kind == MentionKind::Person { EntityKind::Person } else { EntityKind::Group };
        let phrase = &reading.phrase;
        // A bare people: "Palestinians", "22 Iraqis", "Kurds".
        let people = phrase.is_people() && !phrase.names_body();
        let mut draft = Draft::new(kind, reading.text);
        let count = kind == EntityKind::Group && phrase.is_bare_count();
        draft.sectors = if (people || count) && sectors.is_empty() { vec![Sector::Cvl] } else { sectors };
        draft.plural = plural;
        draft.number = phrase.number();
        draft.head = if role.lemma.is_empty() { phrase.whole() } else { role.lemma.clone() };
        draft.certain = country.is_some();
        draft.country = country.or_else(|| {
            let home = (role.home || count) && !self.heads_body(i);
            let around = home && !phrase_is_regional(phrase) && !self.is_relation(i) && !self.is_from_elsewhere(i);
            around.then(|| self.country_around(i)).flatten()
        });
        // "killing nine people and wounding 34": people too.
        if count
            && country.is_none()
            && let Some(counted) = self.counted_before(i)
        {
            let like = &self.drafts[counted];
            (draft.country, draft.certain, draft.sectors) = (like.country, like.certain, like.sectors.clone());
        }
        if role.kind == Some(RoleKind::Person) {
            draft.titles.push(role.lemma.clone());
        }
        let head = draft.head.clone();
        let entity = self.create(i, draft);
        self.heads.entry(head).or_default().push(entity);
    }

    /// Makes mention `i` stand for whatever mention `j` does.
    pub(super) fn link_as(&mut self, i: usize, j: usize) {
        if self.entities_of[j].is_empty() {
            self.mention(j);
        }
        for entity in self.entities_of[j].clone() {
            self.link(i, entity);
        }
    }

    /// The states of officials or forces that are named as of several: "troops from Chad and Niger" are each state's own.
    fn states_of_officials(&mut self, i: usize) -> Option<Vec<Country>> {
        let reading = &self.readings[i];
        let official = reading.phrase.sectors(None).first().is_some_and(|s| is_office(*s));
        let many =
            ["leaders", "monitors", "observers", "negotiators", "mediators", "delegates", "delegations", "inspectors"];
        let sent = reading.phrase.words.last().is_some_and(|w| many.contains(&w.key.as_str()));
        if !(sent || official && reading.phrase.is_plural()) {
            return None;
        }
        if let Some(states) = self.states_before(i) {
            return Some(states);
        }
        if self.readings[i].possessor.is_some() {
            return None;
        }
        if let Some(set) = self.set_behind(i) {
            return self.states_of_set(set);
        }
        let Some((Link::Of, first)) = self.readings[i].complement else { return None };
        let mut states: Vec<Country> = Vec::new();
        let mut end = None;
        for (j, named) in self.readings.iter().enumerate().skip(first) {
            let between = end.and_then(|end| self.text.get(end..named.span.start)).map(str::trim);
            let goes_on = end.is_none() || matches!(between, Some("and" | "," | ", and"));
            if !goes_on || !matches!(named.kind, MentionKind::State | MentionKind::Place) {
                break;
            }
            let country = self.country_of(j)?;
            if !states.contains(&country) {
                states.push(country);
            }
            end = Some(named.span.end);
        }
        (states.len() > 1).then_some(states)
    }

    /// The states that adjectives in or straight before `i` name together: "Chinese, Lao and Thai police".
    fn states_before(&self, i: usize) -> Option<Vec<Country>> {
        let reading = &self.readings[i];
        let inside: Option<Vec<Country>> = reading
            .phrase
            .geonyms()
            .map(|(_, meanings)| self.scene.meaning(meanings, &ANY_KIND).and_then(|g| g.country))
            .collect();
        let mut states = inside?;
        let mut start = reading.span.start;
        for j in (0..i).rev() {
            let before = &self.readings[j];
            let between = self.text.get(before.span.end..start)?.trim();
            let tied = if states.is_empty() { between.is_empty() } else { matches!(between, "and" | "," | ", and") };
            if !tied || before.kind != MentionKind::Nationality {
                break;
            }
            states.push(self.country_of(j)?);
            start = before.span.start;
        }
        let all = states.len();
        states.sort_unstable();
        states.dedup();
        // Two adjectives that are not one list ("U.S.-Mexican border police") are no two states' people.
        let list = reading.phrase.words.iter().any(|w| w.key == "and") || start < reading.span.start && all > 1;
        (list && states.len() > 1 && states.iter().all(|c| c.is_state())).then_some(states)
    }

    /// The mention that stands behind `i` with "of" or "from" and may be a set: "officials of [both countries]".
    fn set_behind(&self, i: usize) -> Option<usize> {
        let next = self.readings.get(i + 1)?;
        let between = self.text.get(self.readings[i].span.end..next.span.start)?;
        let tied = matches!(between.trim(), "of" | "of the" | "from" | "from the");
        (tied && matches!(next.kind, MentionKind::Reference | MentionKind::Group)).then_some(i + 1)
    }

    /// The states that a set mention means, where it means states and nothing else.
    fn states_of_set(&mut self, set: usize) -> Option<Vec<Country>> {
        if self.entities_of[set].is_empty() && !self.set_reference(set) {
            return None;
        }
        let of =
            |e: &usize| self.drafts[*e].country.filter(|c| self.drafts[*e].kind == EntityKind::State && c.is_state());
        let states: Option<Vec<Country>> = self.entities_of[set].iter().map(of).collect();
        states.filter(|s| s.len() > 1)
    }

    /// The people whom a bare number before them counts: "[30] detained [government soldiers]".
    fn counted_behind(&self, i: usize) -> Option<usize> {
        const NOT_BETWEEN: &[&str] =
            &["and", "or", "by", "in", "at", "from", "to", "the", "a", "an", "were", "was", "had", "have"];
        let next = self.readings.get(i + 1).filter(|n| n.kind == MentionKind::Group)?;
        let gap = self.text.get(self.readings[i].span.end..next.span.start)?;
        let words: Vec<&str> = gap.split_whitespace().collect();
        let plain = |w: &&str| w.chars().all(char::is_lowercase) && !NOT_BETWEEN.contains(w);
        let bare = self.readings[i].phrase.is_bare_count() && next.possessor != Some(i) && !next.definite;
        (bare && words.len() <= 2 && words.iter().all(plain) && gap.starts_with(' ')).then_some(i + 1)
    }

    /// The people counted last before `i` in its sentence.
    fn counted_before(&self, i: usize) -> Option<usize> {
        let here = |j: &usize| self.readings[*j].sentence == self.readings[i].sentence;
        let counted = |e: &usize| self.drafts[*e].kind == EntityKind::Group && self.drafts[*e].number.is_some();
        (0..i).rev().take_while(here).flat_map(|j| self.entities_of[j].iter().copied()).find(counted)
    }

    /// An entity already here that the words or the model say is meant.
    fn earlier(
        &self,
        i: usize,
        country: Option<Country>,
        sectors: &[Sector],
        role: &Role,
        plural: bool,
    ) -> Option<usize> {
        let reading = &self.readings[i];
        let fits = |entity: usize| {
            let draft = &self.drafts[entity];
            // Nothing belongs to itself: "Iran's ally" is not Iran.
            if reading.possessor.is_some_and(|p| self.entities_of[p].contains(&entity)) {
                return false;
            }
            match (country, draft.country) {
                (Some(a), Some(b)) => a == b,
                _ => true,
            }
        };
        if role.kind == Some(RoleKind::Person)
            && !plural
            && let Some(holder) = self.office_holder(i, country, &role.lemma)
        {
            return Some(holder);
        }
        if let Some(entity) = self.by_model(i, 0.55)
            && fits(entity)
            && self.may_hold(i, entity, &role.lemma)
            && self.is_of_kind(entity, i, role, sectors, plural)
        {
            return Some(entity);
        }
        // "the prime minister": the person whose title it is.
        let singular = role.kind == Some(RoleKind::Person) && !plural;
        if singular && (reading.definite || country.is_some()) && !reading.phrase.is_former() {
            let class = office_class(&role.lemma);
            let general = role.lemma == "leader" || role.lemma == "head of state";
            let called = |title: &str| {
                office_class(title) == class
                    || general && is_head(title)
                    || title.strip_suffix(role.lemma.as_str()).is_some_and(|t| t.ends_with(' '))
            };
            let holder = self.recent(i, 120).find(|&e| {
                let draft = &self.drafts[e];
                draft.kind == EntityKind::Person
                    && !draft.sectors.contains(&Sector::Eli)
                    && draft.titles.iter().any(|t| called(t))
                    && fits(e)
            });
            if holder.is_some() {
                return holder;
            }
        }
        // "the alliance", "the company": an organisation that is one.
        if reading.definite && !plural && role.kind == Some(RoleKind::Body) {
            let same = |e: usize| country.is_none() || self.drafts[e].certain && self.drafts[e].country == country;
            let body = self.recent(i, 30).find(|&e| same(e) && self.is_body(e, &role.lemma, sectors));
            if body.is_some() {
                return body;
            }
        }
        // "the rebels", "the militants": the armed group spoken of.
        let armed = [Sector::Reb, Sector::Prm];
        if reading.definite && country.is_none() && !singular && sectors.iter().any(|s| armed.contains(s)) {
            let band = self.recent(i, 25).find(|&e| {
                let draft = &self.drafts[e];
                draft.kind == EntityKind::Organization && draft.sectors.iter().any(|s| sectors.contains(s))
            });
            if band.is_some() {
                return band;
            }
        }
        // "the army", "the military": the force named before.
        if reading.definite
            && country.is_none()
            && matches!(role.lemma.as_str(), "army" | "military" | "navy" | "air force")
        {
            let force = self.recent(i, 40).find(|&e| {
                let draft = &self.drafts[e];
                let named = super::name::fold(&draft.name).contains(role.lemma.rsplit(' ').next().unwrap_or(""));
                draft.organisation == Some(OrganisationKind::Force)
                    && (named || draft.sectors.first() == Some(&Sector::Mil))
            });
            if force.is_some() {
                return force;
            }
        }
        // The same role of the same state again.
        let bare = reading.phrase.segments.iter().all(|s| matches!(s.piece, Piece::Role(_) | Piece::Geonym(_)));
        let key = if role.lemma.is_empty() { reading.phrase.whole() } else { role.lemma.clone() };
        self.heads.get(&key)?.iter().rev().copied().find(|&e| {
            let draft = &self.drafts[e];
            let same_words = super::name::fold(&draft.name) == reading.key;
            let same_number = match (draft.number, reading.phrase.number()) {
                (Some(a), Some(b)) => a == b,
                (None, Some(_)) => false,
                (Some(_), None) => reading.definite,
                (None, None) => true,
            };
            let known = country == draft.country || country.is_none() || !draft.certain && draft.country.is_none();
            let lasting = role.kind == Some(RoleKind::Body) || reading.definite || same_words || role.home && plural;
            same_number
                && known
                && fits(e)
                && lasting
                && (bare || same_words)
                && (sectors.is_empty() || draft.sectors == sectors)
        })
    }

    /// True when a candidate of the model can be what a role mention means.
    fn is_of_kind(&self, entity: usize, i: usize, role: &Role, sectors: &[Sector], plural: bool) -> bool {
        let draft = &self.drafts[entity];
        if draft.kind == EntityKind::Place {
            return false;
        }
        match role.kind {
            Some(RoleKind::Person) if !plural => {
                draft.kind == EntityKind::Person || draft.kind == EntityKind::Group && !draft.plural
            }
            Some(RoleKind::Body) => {
                draft.kind != EntityKind::Person
                    && (sectors.is_empty()
                        || role.takes
                        || sectors.iter().any(|s| draft.sectors.contains(s))
                        || draft.kind == EntityKind::Organization)
            }
            _ => {
                // "soldiers" may be the "Turkish troops"; a person or state they are not.
                let number = match (draft.number, self.readings[i].phrase.number()) {
                    (Some(a), Some(b)) => a == b,
                    _ => true,
                };
                number && !matches!(draft.kind, EntityKind::Person | EntityKind::State)
            }
        }
    }

    /// True when an organisation or group can be called by a body's word.
    pub(super) fn is_body(&self, entity: usize, lemma: &str, sectors: &[Sector]) -> bool {
        use OrganisationKind::*;
        let draft = &self.drafts[entity];
        if draft.kind != EntityKind::Organization {
            return false;
        }
        let word = lemma.rsplit(' ').next().unwrap_or(lemma);
        match draft.organisation {
            Some(kind) => match word {
                "alliance" | "bloc" | "union" if kind == International => true,
                "organization" | "organisation" | "body" => matches!(kind, International | Civil),
                "group" | "movement" => matches!(kind, Armed | Civil | Party | Company),
                "company" | "firm" | "giant" | "bank" | "manufacturer" | "maker" | "carrier" | "conglomerate" => {
                    kind == Company
                }
                "party" => kind == Party,
                "agency" => matches!(kind, Agency | Media | International),
                "network" => matches!(kind, Armed | Media),
                "court" | "tribunal" => kind == Court,
                "ministry" | "department" | "commission" => kind == Agency,
                "militia" | "cartel" | "gang" => matches!(kind, Armed | Gang | Force),
                "newspaper" | "broadcaster" | "daily" | "paper" => kind == Media,
                "university" | "institute" | "think tank" | "tank" => kind == School,
                "church" => kind == Church,
                "watchdog" | "charity" => kind == Civil,
                _ => false,
            },
            None => {
                !draft.head.is_empty() && word == lemma && draft.head.rsplit(' ').next() == Some(word)
                    || !sectors.is_empty() && draft.sectors == sectors && draft.head == lemma
            }
        }
    }

    /// Entities of the mentions before `i`, the nearest first, at most `most` mentions back.
    pub(super) fn recent(&self, i: usize, most: usize) -> impl Iterator<Item = usize> {
        (0..i).rev().take(most).flat_map(|j| self.entities_of[j].iter().copied())
    }
}

/// True when a region or faith is all the nationality the words have: "Western officials" are no state's.
pub(super) fn phrase_is_regional(phrase: &super::phrase::Phrase) -> bool {
    let mut any = false;
    for (_, meanings) in phrase.geonyms() {
        any = true;
        if meanings.iter().any(|g| g.country.is_some()) {
            return false;
        }
    }
    any
}
