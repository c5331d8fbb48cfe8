//! Organisations: rows of the table, and bodies that only the report names.

use super::country::Country;
use super::described::differ;
use super::generic::is_generic;
use super::group::phrase_is_regional;
use super::phrase::{Piece, Segment, is_preposition};
use super::resolver::{ANY_KIND, Draft, Resolver};
use crate::ontology::{EntityKind, MentionKind, Sector};

impl Resolver<'_> {
    /// Links a mention of an organisation.
    pub(super) fn organization(&mut self, i: usize) {
        let key = Self::bare(self.readings[i].text);
        let whose = self.whose(i);
        // "(SCO)" behind a name.
        if let Some(full) = self.readings[i].bracketed
            && let Some(&entity) = self.entities_of[full].first()
            && matches!(self.readings[full].kind, MentionKind::Organization | MentionKind::Group)
        {
            self.alias(format!("name {key}"), entity);
            self.link(i, entity);
            return;
        }
        if self.own_mention(i) {
            return;
        }
        // "Iza" taken for a body, behind "Leonidas Iza".
        let initials = !self.readings[i].text.chars().any(char::is_lowercase);
        if !initials
            && self.knowledge.organisations.of(&key).is_empty()
            && let Some(person) = self.persons.with_surname(&key)
        {
            self.person_entity(i, person);
            return;
        }
        if let Some(entity) = self.of_that_name(i, &key, whose) {
            self.link(i, entity);
            return;
        }
        if let Some(row) = self.row_named(&key, whose).or_else(|| self.described(i, whose)) {
            let entity = self.organisation_entity(i, row);
            if let Some(initials) = acronym(self.readings[i].text) {
                self.alias(format!("initials {initials}"), entity);
            }
            return;
        }
        if let Some(state) = self.state_in(i) {
            self.geonym_entity(i, &state);
            return;
        }
        if let Some(entity) = self.initials_of(&key).and_then(|k| self.known(&k))
            && !differ(self.drafts[entity].country, whose)
        {
            self.alias(format!("name {key}"), entity);
            self.link(i, entity);
            return;
        }
        if let Some(entity) = self.short_form(i, &key, whose) {
            self.link(i, entity);
            return;
        }
        let (mut country, mut sectors) = self.role_of(i);
        let role = self.role(i);
        let phrase = &self.readings[i].phrase;
        // "Turkish Red Crescent": a row inside, with a state before it.
        let foreign = |row| differ(whose, self.knowledge.organisations.get(row).and_then(|o| o.country));
        let inside = phrase.organisations().filter(|_| phrase.own().is_none()).and_then(|(s, ids)| {
            let wide = s.words.len() * 2 >= phrase.words.len();
            let fits = |row: &usize| wide && role.lemma.is_empty() && !foreign(*row);
            self.row_inside(i, s.words.clone(), ids).filter(fits)
        });
        if let Some(row) = inside {
            let found = self.knowledge.organisations.get(row);
            let own = phrase.geonyms().find_map(|(_, m)| self.scene.meaning(m, &ANY_KIND)).and_then(|g| g.country);
            if own.is_none() || found.is_some_and(|o| o.country == own) {
                self.organisation_entity(i, row);
                return;
            }
            sectors = found.map(|o| o.sectors_on(self.day).to_vec()).unwrap_or_default();
            country = own;
        }
        country = country.or(whose);
        if let Some(entity) = self.by_model(i, 0.6)
            && self.drafts[entity].kind == EntityKind::Organization
            && (country.is_none() || self.drafts[entity].country.is_none() || self.drafts[entity].country == country)
        {
            self.alias(format!("name {key}"), entity);
            self.link(i, entity);
            return;
        }
        if country.is_none() && is_body_of_states(&self.readings[i].phrase, &role.lemma) {
            country = Some(Country::IGO);
        }
        let reading = &self.readings[i];
        if super::name::plain(reading.text).is_empty() {
            return;
        }
        let mut draft = Draft::new(EntityKind::Organization, super::phrase::without_possessive(reading.text));
        draft.certain = country.is_some();
        draft.country = country
            .or_else(|| self.country_of_name(i))
            .or_else(|| (role.home && !role.takes).then(|| self.country_around(i)).flatten());
        draft.sectors = if sectors.is_empty() { by_ending(&key) } else { sectors };
        draft.head = role.lemma;
        let entity = self.create(i, draft);
        self.name_body(i, &key, entity);
        if let Some(initials) = acronym(self.readings[i].text) {
            self.alias(format!("initials {initials}"), entity);
        }
    }

    /// The state or body an organisation is said to be of: "Ukraine's Foreign Ministry", "the Supreme Court of Israel".
    fn whose(&self, i: usize) -> Option<Country> {
        let reading = &self.readings[i];
        reading.possessor.and_then(|p| self.country_of(p)).or_else(|| {
            let (_, of) = reading.complement?;
            let theirs = &self.readings[of];
            let gap = self.text.get(reading.span.end..theirs.span.start)?;
            let state = matches!(theirs.kind, MentionKind::State | MentionKind::Nationality | MentionKind::Place);
            (state && gap.trim_start().starts_with("of ")).then(|| self.country_of(of)).flatten()
        })
    }

    /// The entity of this name: the state's that is said, else the last one of the name. Many states have a Foreign
    /// Ministry and a Supreme Court.
    fn of_that_name(&mut self, i: usize, key: &str, whose: Option<Country>) -> Option<usize> {
        let office = self.office(i).map(|(words, own)| (words, own.or(whose)));
        let said = office.as_ref().and_then(|o| o.1).or(whose);
        let exact = said.and_then(|country| {
            let words = office.as_ref().map_or(key, |o| o.0.as_str());
            self.known(&format!("name {words} {country}"))
        });
        let entity = exact.or_else(|| self.known(&format!("name {key}")))?;
        let draft = &mut self.drafts[entity];
        if differ(draft.country, said) {
            return None;
        }
        if draft.kind == EntityKind::Organization && said.is_some() {
            draft.country = draft.country.or(said);
            draft.certain |= draft.country == said;
        }
        if said.is_some() {
            self.name_body(i, key, entity);
        }
        Some(entity)
    }

    /// Makes a name mean this body from here on; for what any state may have also its words without their state: "the
    /// Ukrainian Foreign Ministry", then "the Foreign Ministry".
    fn name_body(&mut self, i: usize, key: &str, entity: usize) {
        let country = self.drafts[entity].country.filter(|_| self.drafts[entity].certain);
        match self.office(i) {
            Some((words, _)) => {
                self.rename(format!("name {key}"), entity);
                self.rename(format!("name {words}"), entity);
                country.into_iter().for_each(|c| self.rename(format!("name {words} {c}"), entity));
            }
            None => {
                self.alias(format!("name {key}"), entity);
                country.into_iter().for_each(|c| self.alias(format!("name {key} {c}"), entity));
            }
        }
    }

    /// The words of a name that any state's body may have, and the state among them: roles and nationalities only.
    fn office(&self, i: usize) -> Option<(String, Option<Country>)> {
        let phrase = &self.readings[i].phrase;
        let mut words = Vec::new();
        let mut country = None;
        for segment in &phrase.segments {
            match segment.piece {
                Piece::Role(_) => words.push(phrase.key(segment.words.clone())),
                Piece::Geonym(meanings) => country = self.scene.meaning(meanings, &ANY_KIND)?.country,
                _ if matches!(phrase.words[segment.words.start].key.as_str(), "the" | "of") => {}
                _ => return None,
            }
        }
        (!words.is_empty()).then(|| (words.join(" "), country))
    }

    /// "the Council", "the party", "the Fund": an organisation spoken of before whose name has the word, or that is one.
    fn short_form(&self, i: usize, key: &str, whose: Option<Country>) -> Option<usize> {
        let reading = &self.readings[i];
        if key.contains(' ') || !(reading.definite || reading.possessor.is_none()) {
            return None;
        }
        let (_, sectors) = self.role_of(i);
        self.recent(i, 50).find(|&e| {
            let draft = &self.drafts[e];
            let name = super::name::fold(&draft.name);
            draft.kind == EntityKind::Organization
                && !differ(draft.country, whose)
                && (name.contains(' ') && name.split(' ').any(|w| w == key)
                    || reading.definite && self.is_body(e, key, &sectors))
        })
    }

    /// The row a whole name means here; none when what it belongs to is another state's.
    fn row_named(&self, key: &str, whose: Option<Country>) -> Option<usize> {
        let tables = &self.knowledge.organisations;
        let mut best: Option<(usize, f32)> = None;
        for (ids, first) in [(tables.of(key), true), (tables.alone(key), true), (tables.seconds(key), false)] {
            for &id in ids {
                let Some(country) = tables.get(id).and_then(|o| o.country) else { continue };
                let weight = self.scene.weight(country) + if whose == Some(country) { 5.0 } else { 0.0 };
                // "Federal Police" is Brazil's where Brazil is spoken of, or no other state.
                let any = is_generic(key) && country.is_state() && differ(self.scene.home(), Some(country));
                if differ(whose, Some(country)) || (!first || any) && weight <= 0.0 {
                    continue;
                }
                let score = weight + if first { 1.0 } else { 0.0 };
                if best.is_none_or(|(_, s)| score > s) {
                    best = Some((id, score));
                }
            }
        }
        best.map(|b| b.0)
    }

    /// The key of an organisation whose initials this name is: "SCO".
    fn initials_of(&self, key: &str) -> Option<String> {
        let short = key.len() >= 2 && key.len() <= 8 && !key.contains(' ');
        short.then(|| format!("initials {key}"))
    }

    /// The country of a person or town inside an organisation's name: "Jimmy Carter Library", "University of Oxford".
    fn country_of_name(&self, i: usize) -> Option<Country> {
        let phrase = &self.readings[i].phrase;
        let count = phrase.words.len();
        for start in 0..count {
            for end in (start + 2..=count.min(start + 4)).rev() {
                if let [id, ..] = self.knowledge.people.by_full_name(&phrase.key(start..end)) {
                    return self.knowledge.people.get(*id).map(|p| p.country);
                }
            }
        }
        let capital = |s: &Segment| matches!(s.piece, Piece::Other) && phrase.words[s.words.start].is_capital();
        let others: Vec<_> = phrase.segments.iter().filter(|s| capital(s)).collect();
        for (n, first) in others.iter().enumerate() {
            let second = others.get(n + 1).filter(|s| s.words.start == first.words.end);
            // "George W. Bush Center" lies in no town of George.
            if second.is_some_and(|s| phrase.words[s.words.start].key.chars().count() == 1) {
                continue;
            }
            let of = first.words.start > 0 && is_preposition(&phrase.words[first.words.start - 1].key);
            let pair = second.map(|s| phrase.key(first.words.start..s.words.end));
            for key in pair.into_iter().chain([phrase.key(first.words.clone())]) {
                // "Federal" is a town, but not in "Federal Preventive Police".
                if is_generic(&key) {
                    continue;
                }
                let found = self.knowledge.places.of(&key);
                if found.first().is_some_and(|p| p.population >= 100_000) {
                    return if of { self.town_country(&key) } else { self.town_inside(&key) };
                }
            }
        }
        None
    }
}

/// True for the name of a body of states that no row has: a region or "international" before "organisation".
fn is_body_of_states(phrase: &super::phrase::Phrase, lemma: &str) -> bool {
    let body = [
        "organization",
        "organisation",
        "community",
        "union",
        "association",
        "council",
        "bank",
        "court",
        "commission",
        "league",
        "forum",
        "alliance",
        "agency",
        "conference",
        "parliament",
        "force",
        "mission",
    ];
    let many = [
        "international",
        "interstate",
        "states",
        "nations",
        "intergovernmental",
        // "Inter-American", "Pan-African".
        "inter",
        "pan",
    ];
    let wide = phrase.words.iter().any(|w| many.contains(&w.key.as_str()));
    let named = phrase.words.iter().any(|w| body.contains(&w.key.as_str())) || body.contains(&lemma);
    named && (wide || phrase_is_regional(phrase))
}

/// Sectors by the last word of a name no row has: "… Party", "… News", "… Corp".
fn by_ending(key: &str) -> Vec<Sector> {
    let last = key.rsplit(' ').next().unwrap_or(key);
    match last {
        "party" | "movement" | "rally" => vec![Sector::Pty],
        "times" | "post" | "news" | "journal" | "tv" | "radio" | "herald" | "tribune" | "observer" | "guardian"
        | "mail" | "today" => vec![Sector::Jrn],
        "inc" | "corp" | "ltd" | "plc" | "co" | "group" | "bank" | "airlines" | "motors" => vec![Sector::Bus],
        "foundation" | "watch" | "initiative" | "trust" => vec![Sector::Soc],
        _ => Vec::new(),
    }
}

/// The initials of a name's words, small words left out.
pub(super) fn acronym(name: &str) -> Option<String> {
    let words: Vec<&str> =
        name.split([' ', '-']).filter(|w| w.chars().next().is_some_and(char::is_uppercase)).collect();
    if words.len() < 2 || words.len() > 9 {
        return None;
    }
    Some(words.iter().filter_map(|w| w.chars().next()).flat_map(char::to_lowercase).collect())
}
