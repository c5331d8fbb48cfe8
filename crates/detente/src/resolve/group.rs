//! Groups and organisations: roles with the state or body they belong to.

use super::country::Country;
use super::knowledge::{OrganisationKind, RoleKind};
use super::person::{is_head, office_class};
use super::phrase::Piece;
use super::reading::Link;
use super::resolver::{ANY_KIND, Draft, Resolver};
use crate::ontology::{EntityKind, MentionKind, Sector};

/// What the words of a role mention say.
#[derive(Debug, Default, Clone)]
struct Role {
    lemma: String,
    home: bool,
    takes: bool,
    kind: Option<RoleKind>,
}

impl Resolver<'_> {
    /// Country and sectors the words of a group, organisation or titled person say, its possessor and complement included.
    pub(super) fn role_of(&self, i: usize) -> (Option<Country>, Vec<Sector>) {
        let reading = &self.readings[i];
        let phrase = &reading.phrase;
        let own = phrase.organisations().and_then(|(_, ids)| self.organisation_of(ids));
        let person = reading.kind == MentionKind::Person;
        let end = if person { phrase.name_start() } else { phrase.words.len() };
        let named = phrase
            .geonyms()
            .filter(|(s, _)| s.words.end <= end || !person)
            .find_map(|(_, meanings)| self.scene.meaning(meanings, &ANY_KIND));
        let body = |j: usize| self.body_of(j);
        let linked = reading.possessor.map(|p| (p, true)).or(match reading.complement {
            Some((Link::Of, c)) => Some((c, false)),
            _ => None,
        });
        let head = phrase.head().map(|(_, r)| r);
        let titled = head.is_some_and(|_| !person || end > 0);
        let (linked_country, linked_sectors) = match linked {
            Some((j, possessive)) if titled || possessive || person => (self.linked_country(j), body(j)),
            _ => (None, None),
        };
        let mut sectors = phrase.sectors(own.map(|o| o.sectors_on(self.day)));
        // "the leader of Hamas", "NATO's spokesman": what the body is.
        let decides = head.is_some_and(|r| r.takes)
            && own.is_none()
            && phrase.segments.iter().filter(|s| matches!(s.piece, Piece::Role(r) if !r.takes)).count() == 0;
        if decides && let Some(theirs) = linked_sectors.filter(|s| !s.is_empty()) {
            sectors = if phrase.is_former() { vec![Sector::Eli] } else { theirs };
        }
        let country = named
            .and_then(|g| g.country)
            .or_else(|| own.and_then(|o| o.country))
            .or_else(|| self.place_inside(i))
            .or(linked_country)
            .or_else(|| match reading.complement {
                Some((Link::In, c)) if !person => self.linked_country(c),
                _ => None,
            });
        (country, sectors)
    }

    /// The country a mention lends to what belongs to it.
    fn linked_country(&self, j: usize) -> Option<Country> {
        self.country_of(j).or_else(|| {
            let theirs = self.readings[j].possessor?;
            (theirs < j).then(|| self.country_of(theirs)).flatten()
        })
    }

    /// The sectors of an organisation or group another mention is of.
    fn body_of(&self, j: usize) -> Option<Vec<Sector>> {
        if let Some(&entity) = self.entities_of[j].first() {
            let draft = &self.drafts[entity];
            let lends = matches!(draft.kind, EntityKind::Organization | EntityKind::Group);
            return lends.then(|| draft.sectors.clone());
        }
        let reading = &self.readings[j];
        if !matches!(reading.kind, MentionKind::Organization | MentionKind::Group) {
            return None;
        }
        let own = reading.phrase.organisations().and_then(|(_, ids)| self.organisation_of(ids));
        Some(reading.phrase.sectors(own.map(|o| o.sectors_on(self.day))))
    }

    /// The country of a town or province named before a role: "Los Angeles police".
    fn place_inside(&self, i: usize) -> Option<Country> {
        let phrase = &self.readings[i].phrase;
        if self.readings[i].kind == MentionKind::Person {
            return None;
        }
        let (head, _) = phrase.head()?;
        let mut at = 0;
        while at < head {
            let is_other = |s: &super::phrase::Segment| {
                matches!(s.piece, Piece::Other)
                    && phrase.words[s.words.start].text.chars().next().is_some_and(char::is_uppercase)
            };
            if !is_other(&phrase.segments[at]) {
                at += 1;
                continue;
            }
            let mut end = at;
            while end < head && is_other(&phrase.segments[end]) {
                end += 1;
            }
            let words = phrase.segments[at].words.start..phrase.segments[end - 1].words.end;
            if let Some(country) = self.town_country(&phrase.key(words)) {
                return Some(country);
            }
            at = end;
        }
        None
    }

    fn role(&self, i: usize) -> Role {
        match self.readings[i].phrase.head() {
            Some((_, role)) => {
                Role { lemma: role.lemma.clone(), home: role.home, takes: role.takes, kind: Some(role.kind) }
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
        let (country, sectors) = self.role_of(i);
        let role = self.role(i);
        let plural = self.readings[i].phrase.is_plural();
        // "the Hamas group", "the Wagner mercenary company": the body itself, where the role says no more than it is one.
        if !plural
            && role.kind == Some(RoleKind::Body)
            && let Some((_, ids)) = self.readings[i].phrase.organisations()
            && role.takes
            && let Some(row) = self.organisation_row(ids, None)
        {
            self.organisation_entity(i, row);
            return;
        }
        if let Some(entity) = self.earlier(i, country, &sectors, &role, plural) {
            self.link(i, entity);
            return;
        }
        let reading = &self.readings[i];
        let kind = if reading.kind == MentionKind::Person { EntityKind::Person } else { EntityKind::Group };
        let phrase = &reading.phrase;
        // A bare people: "Palestinians", "22 Iraqis", "Kurds".
        let people = phrase.is_people() && phrase.organisations().is_none();
        let mut draft = Draft::new(kind, reading.text);
        draft.sectors = if people && sectors.is_empty() { vec![Sector::Cvl] } else { sectors };
        draft.plural = plural;
        draft.number = phrase.number();
        draft.head = if role.lemma.is_empty() { phrase.whole() } else { role.lemma.clone() };
        draft.certain = country.is_some();
        draft.country = country.or_else(|| {
            let around = role.home && !phrase_is_regional(phrase);
            around.then(|| self.country_around(i)).flatten()
        });
        if role.kind == Some(RoleKind::Person) {
            draft.titles.push(role.lemma.clone());
        }
        let head = draft.head.clone();
        let entity = self.create(i, draft);
        self.heads.entry(head).or_default().push(entity);
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
        if reading.definite && !plural && role.kind == Some(RoleKind::Body) && country.is_none() {
            let body = self.recent(i, 30).find(|&e| self.is_body(e, &role.lemma, sectors));
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
    fn is_body(&self, entity: usize, lemma: &str, sectors: &[Sector]) -> bool {
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

    /// Links a mention of an organisation.
    pub(super) fn organization(&mut self, i: usize) {
        let key = Self::bare(self.readings[i].text);
        let possessor = self.readings[i].possessor.and_then(|p| self.country_of(p));
        // "(SCO)" behind a name.
        if let Some(full) = self.readings[i].bracketed
            && let Some(&entity) = self.entities_of[full].first()
            && matches!(self.readings[full].kind, MentionKind::Organization | MentionKind::Group)
        {
            self.alias(format!("name {key}"), entity);
            self.link(i, entity);
            return;
        }
        if let Some(entity) = self.known(&format!("name {key}")) {
            self.link(i, entity);
            return;
        }
        if let Some(row) = self.row_named(&key, possessor) {
            let entity = self.organisation_entity(i, row);
            if let Some(initials) = acronym(self.readings[i].text) {
                self.alias(format!("initials {initials}"), entity);
            }
            return;
        }
        if let Some(entity) = self.initials_of(&key).and_then(|k| self.known(&k)) {
            self.alias(format!("name {key}"), entity);
            self.link(i, entity);
            return;
        }
        if let Some(entity) = self.short_form(i, &key) {
            self.link(i, entity);
            return;
        }
        let (mut country, mut sectors) = self.role_of(i);
        let role = self.role(i);
        let phrase = &self.readings[i].phrase;
        // "Turkish Red Crescent": a row inside, with a state before it.
        let inside = phrase.organisations().and_then(|(s, ids)| {
            let wide = s.words.len() * 2 >= phrase.words.len();
            self.organisation_row(ids, None).filter(|_| wide && role.lemma.is_empty())
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
        if country.is_none() {
            country = possessor;
        }
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
        let mut draft = Draft::new(EntityKind::Organization, super::phrase::without_possessive(reading.text));
        draft.certain = country.is_some();
        draft.country = country
            .or_else(|| self.town_of_name(i))
            .or_else(|| (role.home && !role.takes).then(|| self.country_around(i)).flatten());
        draft.sectors = if sectors.is_empty() { by_ending(&key) } else { sectors };
        draft.head = role.lemma;
        let name = format!("name {key}");
        let entity = self.keyed(i, name, || draft);
        if let Some(initials) = acronym(self.readings[i].text) {
            self.alias(format!("initials {initials}"), entity);
        }
    }

    /// "the Council", "the party", "the Fund": an organisation spoken of before whose name has the word, or that is one.
    fn short_form(&self, i: usize, key: &str) -> Option<usize> {
        let reading = &self.readings[i];
        if key.contains(' ') || !(reading.definite || reading.possessor.is_none()) {
            return None;
        }
        let (_, sectors) = self.role_of(i);
        self.recent(i, 50).find(|&e| {
            let draft = &self.drafts[e];
            let name = super::name::fold(&draft.name);
            draft.kind == EntityKind::Organization
                && (name.contains(' ') && name.split(' ').any(|w| w == key)
                    || reading.definite && self.is_body(e, key, &sectors))
        })
    }

    /// The row a whole name means here; none when what it belongs to is another state's.
    fn row_named(&self, key: &str, possessor: Option<Country>) -> Option<usize> {
        let tables = &self.knowledge.organisations;
        let mut best: Option<(usize, f32)> = None;
        for (ids, first) in [(tables.of(key), true), (tables.alone(key), true), (tables.seconds(key), false)] {
            for &id in ids {
                let Some(country) = tables.get(id).and_then(|o| o.country) else { continue };
                let foreign = country.is_state() && possessor.is_some_and(|p| p.is_state() && p != country);
                let weight = self.scene.weight(country) + if possessor == Some(country) { 5.0 } else { 0.0 };
                if foreign || !first && weight <= 0.0 {
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

    /// The country of a town inside an organisation's name: "University of Oxford", "Kyiv Post".
    fn town_of_name(&self, i: usize) -> Option<Country> {
        let phrase = &self.readings[i].phrase;
        let capital = |s: &super::phrase::Segment| {
            phrase.words[s.words.start].text.chars().next().is_some_and(char::is_uppercase)
        };
        let others: Vec<_> = phrase.segments.iter().filter(|s| matches!(s.piece, Piece::Other) && capital(s)).collect();
        for (n, first) in others.iter().enumerate() {
            let second = others.get(n + 1).filter(|s| s.words.start == first.words.end);
            let pair = second.map(|s| phrase.key(first.words.start..s.words.end));
            for key in pair.into_iter().chain([phrase.key(first.words.clone())]) {
                let found = self.knowledge.places.of(&key);
                if found.first().is_some_and(|p| p.population >= 100_000) {
                    return self.town_country(&key);
                }
            }
        }
        None
    }
}

/// True when a region or faith is all the nationality the words have: "Western officials" are no state's.
fn phrase_is_regional(phrase: &super::phrase::Phrase) -> bool {
    let mut any = false;
    for (_, meanings) in phrase.geonyms() {
        any = true;
        if meanings.iter().any(|g| g.country.is_some()) {
            return false;
        }
    }
    any
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
    let wide = phrase
        .words
        .iter()
        .any(|w| matches!(w.key.as_str(), "international" | "interstate" | "states" | "nations" | "intergovernmental"));
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
fn acronym(name: &str) -> Option<String> {
    let words: Vec<&str> =
        name.split([' ', '-']).filter(|w| w.chars().next().is_some_and(char::is_uppercase)).collect();
    if words.len() < 2 || words.len() > 9 {
        return None;
    }
    Some(words.iter().filter_map(|w| w.chars().next()).flat_map(char::to_lowercase).collect())
}
