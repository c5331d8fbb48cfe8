//! Persons: which names are one person, who it is at the report's date, for which state.

use super::country::Country;
use super::dictionary::{Belongs, Line, Own};
use super::knowledge::{OrganisationKind, PersonId, RoleKind};
use super::name::{alike, first_word, fold, full_surname, skeleton, surname, without_particle};
use super::own::Origin;
use super::phrase::{Piece, is_office};
use super::reading::Link;
use super::resolver::{Draft, Resolver};
use crate::ontology::{EntityKind, MentionKind, Sector};
use crate::split::Zone;
use jiff::civil::Date;
use std::collections::HashMap;

/// What the user's entry says a person is.
#[derive(Debug, Clone)]
struct OwnPerson {
    /// The name they are to go by, and what makes two of this name one; `None` where the entry says none.
    name: Option<(String, String)>,
    line: Line,
}

/// One person of the report: names, mentions, and who it is.
#[derive(Debug, Clone, Default)]
pub(super) struct Person {
    /// Folded names, the first one first.
    names: Vec<String>,
    /// The fullest name as written.
    written: String,
    mentions: Vec<usize>,
    row: Option<PersonId>,
    country: Option<Country>,
    sectors: Vec<Sector>,
    titles: Vec<String>,
    /// The user's entry, where there is one.
    own: Option<OwnPerson>,
    /// True when words or tables give the country.
    certain: bool,
    /// True when its title belongs to the state it is spoken of in.
    home: bool,
    entity: Option<usize>,
}

impl Person {
    /// Takes what the user's entry says of country and sectors; what it leaves open stands.
    fn set_own(&mut self, own: &Own) {
        match own.term.belongs {
            Belongs::To(country) => self.country = Some(country),
            Belongs::Nowhere => self.country = None,
            Belongs::Open => {}
        }
        self.certain = self.country.is_some();
        if !own.term.sectors.is_empty() || own.term.belongs == Belongs::Nowhere {
            self.sectors.clone_from(&own.term.sectors);
        }
        // That it belongs to no state is said: nothing around it may say otherwise.
        self.home &= own.term.belongs == Belongs::Open;
        let name = own.entry.name.as_ref().map(|name| (name.clone(), own.identity()));
        self.own = Some(OwnPerson { name, line: own.pattern.line.clone() });
    }
}

/// All persons of a report.
#[derive(Debug, Default)]
pub(super) struct Persons {
    people: Vec<Person>,
    of: HashMap<usize, usize>,
    /// Mentions that are a title and no name ("the Pope").
    nameless: Vec<usize>,
}

/// What the words around a person's mentions say.
#[derive(Default)]
struct Evidence {
    countries: Vec<Country>,
    sectors: Vec<Sector>,
    titles: Vec<String>,
    former: bool,
    home: bool,
}

impl Persons {
    /// Puts the mentions of persons together and looks them up.
    pub(super) fn gather(resolver: &Resolver) -> Persons {
        let mut all = Persons::default();
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
        let named: Vec<(usize, String, String)> = (0..resolver.readings.len())
            .filter(|&i| resolver.readings[i].kind == MentionKind::Person)
            .filter_map(|i| match resolver.name_in(i) {
                Some((key, written)) => Some((i, key, written)),
                None => {
                    all.nameless.push(i);
                    None
                }
            })
            .collect();
        // Full names first: a headline may have the surname before the text has the name.
        // In a headline every word has a capital: what is taken for a name there waits for the names of the text.
        let late = |n: &&(usize, String, String)| resolver.readings[n.0].zone == Zone::Headline;
        let full = || named.iter().filter(|n| n.1.contains(' '));
        for (i, key, written) in full().filter(|n| !late(n)).chain(full().filter(late)) {
            let same =
                candidates(&by_word, key).into_iter().find(|&p| all.people[p].names.iter().any(|n| same_full(n, key)));
            let headline = resolver.readings[*i].zone == Zone::Headline;
            let inside = || {
                let words = key.split(' ').filter(|w| w.chars().count() > 1);
                let mut known = words.flat_map(|w| candidates(&by_word, w).into_iter().map(move |p| (w, p)));
                known.find(|(w, p)| all.people[*p].names.iter().any(|n| surname(n) == *w || first_word(n) == *w))
            };
            let part = if headline && same.is_none() { inside().map(|(w, p)| (w.to_string(), p)) } else { None };
            if let Some((word, person)) = part {
                all.add(person, *i, &word, &word, &mut by_word);
                continue;
            }
            let person = same.unwrap_or_else(|| {
                all.people.push(Person::default());
                all.people.len() - 1
            });
            all.add(person, *i, key, written, &mut by_word);
        }
        for (i, key, written) in named.iter().filter(|n| !n.1.contains(' ')) {
            let mut fits: Vec<usize> = candidates(&by_word, key)
                .into_iter()
                .filter(|&p| all.people[p].names.iter().any(|n| short_of(key, n)))
                .collect();
            // A bare surname is whoever of that name is spoken of most; of equals the last one, else the first one to come.
            fits.sort_by_key(|&p| {
                let mentions = &all.people[p].mentions;
                let before = mentions.iter().filter(|m| *m < i);
                let often = std::cmp::Reverse(before.clone().count());
                match before.max() {
                    Some(m) => (0, often, i - m),
                    None => (1, often, mentions.iter().min().map_or(usize::MAX, |m| m - i)),
                }
            });
            let person = fits.first().copied().unwrap_or_else(|| {
                all.people.push(Person::default());
                all.people.len() - 1
            });
            all.add(person, *i, key, written, &mut by_word);
        }
        for p in 0..all.people.len() {
            all.people[p].mentions.sort_unstable();
            all.identify(p, resolver);
        }
        all
    }

    fn add(
        &mut self,
        person: usize,
        mention: usize,
        key: &str,
        written: &str,
        by_word: &mut HashMap<String, Vec<usize>>,
    ) {
        self.of.insert(mention, person);
        let entry = &mut self.people[person];
        entry.mentions.push(mention);
        if key.split(' ').count() > fold(&entry.written).split(' ').count() || entry.written.is_empty() {
            entry.written = written.to_string();
        }
        if !entry.names.iter().any(|n| n == key) {
            entry.names.push(key.to_string());
            for word in key.split(' ') {
                let list = by_word.entry(skeleton(word)).or_default();
                if !list.contains(&person) {
                    list.push(person);
                }
            }
        }
    }

    /// Countries the tables or words give, for the scene.
    pub(super) fn countries(&self) -> impl Iterator<Item = (Country, usize)> {
        self.people.iter().filter(|p| p.certain).filter_map(|p| Some((p.country?, p.mentions.len())))
    }

    fn identify(&mut self, p: usize, resolver: &Resolver) {
        let evidence = resolver.evidence(&self.people[p].mentions);
        let person = &mut self.people[p];
        person.row = resolver.look_up(&person.names, &evidence);
        person.titles.clone_from(&evidence.titles);
        person.home = evidence.home;
        let row = person.row.and_then(|id| resolver.knowledge.people.get(id));
        person.country = row.map(|r| r.country).or_else(|| evidence.countries.first().copied());
        person.certain = person.country.is_some();
        let mut sectors = evidence.sectors.clone();
        if let Some(row) = row {
            person.titles.extend(row.offices_on(resolver.day).map(|o| o.title.clone()));
            let now = resolver.sectors_on(person.row, resolver.day);
            // "Former president" outlasts a later part; a gang leader who once was a policeman is a gang leader.
            let was_head = evidence.titles.iter().any(|t| is_head(t));
            // "Sheikh" is a courtesy to one who held a state's office.
            let courtesy = sectors == [Sector::Rel];
            if evidence.former && (now.is_empty() || was_head && evidence.sectors.contains(&Sector::Eli)) {
                sectors = vec![Sector::Eli];
            } else if !now.is_empty() {
                sectors = now;
            } else if (sectors.is_empty() || courtesy) && row.offices.iter().any(|o| o.over_by(resolver.day)) {
                let mut held = row.offices.iter().flat_map(|o| resolver.office_sectors(o));
                if held.any(is_office) {
                    sectors = vec![Sector::Eli];
                }
            }
        }
        person.sectors = sectors;
        if let Some(own) = resolver.names.own_person(&person.names, &person.written, row.map(|r| r.name)) {
            person.set_own(&own);
        }
    }

    /// Sectors of person `p`.
    pub(super) fn sectors(&self, p: usize) -> &[Sector] {
        &self.people[p].sectors
    }

    /// Country of person `p`, as far as words and tables give one.
    pub(super) fn country(&self, p: usize) -> Option<Country> {
        self.people[p].country
    }

    /// The person whom the report names in full with this surname, one word, folded.
    pub(super) fn with_surname(&self, key: &str) -> Option<usize> {
        let named = |p: &Person| p.names.iter().any(|n| n.contains(' ') && surname(n) == key);
        self.people.iter().position(|p| !key.contains(' ') && named(p))
    }

    /// The person of the report with this surname or whole name, folded.
    fn called(&self, key: &str) -> Option<&Person> {
        let whole = |n: &String| n == key || !key.contains(' ') && (surname(n) == key || full_surname(n) == key);
        self.people.iter().find(|p| p.names.iter().any(whole))
    }

    /// True when the report names a person with this surname or whole name.
    pub(super) fn is_named(&self, key: &str) -> bool {
        self.called(key).is_some()
    }

    fn nameless(&self, i: usize) -> bool {
        self.nameless.contains(&i)
    }
}

/// Persons that share a word with the name.
fn candidates(by_word: &HashMap<String, Vec<usize>>, key: &str) -> Vec<usize> {
    let words = if key.contains(' ') { vec![surname(key), first_word(key)] } else { vec![key] };
    let mut out: Vec<usize> =
        words.iter().flat_map(|w| by_word.get(&skeleton(w)).into_iter().flatten().copied()).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// True when two names of several words are one person's: one inside the other, or first and last word agree.
pub(super) fn same_full(a: &str, b: &str) -> bool {
    if alike(a, b) {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.contains(' ')
        && (long.strip_suffix(short).is_some_and(|r| r.ends_with(' '))
            || long.strip_prefix(short).is_some_and(|r| r.starts_with(' ')))
    {
        return true;
    }
    let firsts = (first_word(a), first_word(b));
    let initial = |x: &str, y: &str| x.chars().count() == 1 && y.starts_with(x);
    let first = alike(firsts.0, firsts.1) || initial(firsts.0, firsts.1) || initial(firsts.1, firsts.0);
    first && alike(surname(a), surname(b))
}

/// True when a single word may stand for a full name: its surname, its first word, or a spelling of the surname.
fn short_of(word: &str, full: &str) -> bool {
    let inner = word.chars().count() >= 4 && full.split(' ').any(|w| w == word);
    inner || word == surname(full) || word == first_word(full) || alike(word, surname(full)) || alike(word, full)
}

/// What a title stands for, so that "premier" and "prime minister" are one office.
pub(super) fn office_class(title: &str) -> &str {
    if title.contains("vice") || title.contains("deputy") {
        "deputy"
    } else if title.contains("foreign")
        || title.contains("external affairs")
        || title.contains("secretary of state")
        || title.contains("diplomat")
    {
        "foreign"
    } else if title.contains("defen") {
        "defence"
    } else if title.contains("prime minister") || title.contains("premier") || title == "chancellor" {
        "premier"
    } else if title.contains("president") {
        "president"
    } else {
        title
    }
}

pub(super) fn is_head(title: &str) -> bool {
    let class = office_class(title);
    matches!(class, "president" | "premier")
        || [
            "leader",
            "king",
            "queen",
            "emir",
            "sultan",
            "supreme leader",
            "crown prince",
            "military ruler",
            "general secretary",
            "paramount leader",
            "pope",
            "secretary general",
            "dictator",
            "shah",
            "emperor",
        ]
        .contains(&class)
}

impl Resolver<'_> {
    /// The name inside a person's mention, folded and as written; `None` when it is only a title.
    fn name_in(&self, i: usize) -> Option<(String, String)> {
        let phrase = &self.readings[i].phrase;
        if phrase.words.is_empty() {
            return None;
        }
        let start = phrase.name_start();
        if start == phrase.words.len() {
            return None;
        }
        let whole = phrase.key(start..phrase.words.len());
        let known = |key: &str| !self.knowledge.people.by_full_name(key).is_empty();
        // The table may know the name with its title: "King Abdullah", "Pope Francis".
        for from in 0..start {
            let key = phrase.key(from..phrase.words.len());
            if key.contains(' ') && known(&key) {
                return Some((key, self.written(i, from)));
            }
        }
        let only_titles = phrase
            .segments
            .iter()
            .filter(|s| s.words.start >= start)
            .all(|s| !matches!(s.piece, Piece::Other | Piece::Number(_)));
        let named = start > 0 && phrase.segments.last().is_some_and(|s| matches!(s.piece, Piece::Other));
        if only_titles && !named {
            // "Major", "Bishop", "Jordan" may be surnames: with something before them, or when the table says so.
            let titled = start > 0
                && phrase.segments.len() > 1
                && matches!(phrase.segments[phrase.segments.len() - 2].piece, Piece::Role(_) | Piece::Title(_));
            let geonym =
                matches!(phrase.segments.last().map(|s| &s.piece), Some(Piece::Geonym(_) | Piece::Organisation(_)));
            let role = phrase.head().is_some();
            let last_is_role = matches!(phrase.segments.last().map(|s| &s.piece), Some(Piece::Role(_)));
            let a_surname = titled && !last_is_role || geonym && !role;
            if !a_surname {
                let short = self.knowledge.people.by_surname(&whole);
                let active = short
                    .iter()
                    .filter_map(|id| self.knowledge.people.get(*id))
                    .any(|p| p.offices_on(self.day).next().is_some());
                if role && !active {
                    return None;
                }
            }
        }
        Some((whole, self.written(i, start)))
    }

    /// The words of a mention from the word `from` on, as they stand in the text.
    fn written(&self, i: usize, from: usize) -> String {
        let reading = &self.readings[i];
        let Some(word) = reading.phrase.words.get(from) else { return reading.text.to_string() };
        let at = word.text.as_ptr() as usize - reading.text.as_ptr() as usize;
        super::phrase::without_possessive(reading.text.get(at..).unwrap_or(reading.text)).to_string()
    }

    /// What stands before, beside and behind the mentions of a person.
    fn evidence(&self, mentions: &[usize]) -> Evidence {
        let mut out = Evidence::default();
        for side in self.sides(mentions) {
            let person = self.readings[side].kind == MentionKind::Person;
            let phrase = &self.readings[side].phrase;
            let (country, sectors) = self.role_of(side);
            if let Some(country) = country
                && !out.countries.contains(&country)
            {
                out.countries.push(country);
            }
            let start = if person { phrase.name_start() } else { phrase.words.len() };
            for segment in phrase.segments.iter().filter(|s| s.words.end <= start) {
                if let Piece::Role(role) = segment.piece {
                    out.titles.push(role.lemma.clone());
                    out.home |= role.home && role.kind == RoleKind::Person && !self.heads_body(side);
                }
                // "Rep. X", "Gov. Y": titles that need no adjective at home.
                out.home |= matches!(segment.piece, Piece::Title([Sector::Leg | Sector::Gov]));
            }
            if phrase.is_former() {
                out.former = true;
            }
            if out.sectors.is_empty() {
                out.sectors = sectors;
            }
        }
        out.titles.dedup();
        out
    }

    /// A person's mentions with the titles put beside them: "its foreign minister, Jane Roe".
    fn sides(&self, mentions: &[usize]) -> Vec<usize> {
        let mut sides: Vec<usize> = Vec::new();
        for &i in mentions {
            sides.push(i);
            sides.extend(self.readings[i].beside.filter(|&g| self.is_apposition(g, i)));
            // The mention that follows with a comma.
            let next = (i + 1..self.readings.len()).take(2).find(|&j| self.readings[j].beside == Some(i));
            sides.extend(next.filter(|&g| self.is_apposition(g, i)));
        }
        sides
    }

    /// True when group mention `group` is put beside a person: a title or role in the singular.
    pub(super) fn is_apposition(&self, group: usize, _person: usize) -> bool {
        let reading = &self.readings[group];
        // "X, a US cameraman": what one is need not be in the table.
        let article = || {
            let before = self.text[..reading.span.start].trim_end();
            before.ends_with(" a") || before.ends_with(" an")
        };
        let singular = reading.phrase.head().map_or_else(article, |(_, r)| r.kind == RoleKind::Person);
        reading.kind == MentionKind::Group && singular && !reading.phrase.is_plural()
    }

    /// The row of a person with these names.
    fn look_up(&self, names: &[String], evidence: &Evidence) -> Option<PersonId> {
        let people = &self.knowledge.people;
        let mut full: Vec<&String> = names.iter().filter(|n| n.contains(' ')).collect();
        full.sort_by_key(|n| std::cmp::Reverse(n.len()));
        for name in &full {
            let mut rows: Vec<PersonId> = people.by_full_name(name).to_vec();
            if rows.is_empty() {
                // A row that has the surname only ("Juxon-Smith") has no given name that "J. R. Smith" could be short for.
                let close = |id: &PersonId| {
                    people.get(*id).is_some_and(|p| {
                        if p.sparse { alike(&fold(p.name), name) } else { same_full(&fold(p.name), name) }
                    })
                };
                rows = people.by_sound(name).iter().copied().filter(close).collect();
            }
            // "Vladimir V. Putin": first and last word agree.
            if rows.is_empty() {
                let close =
                    |id: &PersonId| people.get(*id).is_some_and(|p| !p.sparse && same_full(&fold(p.name), name));
                rows = people.by_surname(surname(name)).iter().copied().filter(close).collect();
            }
            if let Some(row) = self.best_row(&rows, evidence, 0.0) {
                return Some(row);
            }
        }
        let mut short: Vec<&str> = names.iter().filter(|n| !n.contains(' ')).map(String::as_str).collect();
        if short.is_empty() {
            // A full name the table has by surname only ("Lyndon Johnson" where it says "Johnson").
            for name in &full {
                let sparse: Vec<PersonId> = people
                    .by_surname(surname(name))
                    .iter()
                    .copied()
                    .filter(|id| people.get(*id).is_some_and(|p| p.sparse))
                    .collect();
                if let Some(row) = self.best_row(&sparse, evidence, 6.0) {
                    return Some(row);
                }
            }
            return None;
        }
        if !full.is_empty() {
            return None;
        }
        short.sort_unstable();
        for name in short {
            let mut rows = people.by_surname(name).to_vec();
            if rows.is_empty() {
                rows = people.by_surname(without_particle(full_surname(name))).to_vec();
            }
            if let Some(row) = self.best_row(&rows, evidence, 4.0) {
                return Some(row);
            }
        }
        None
    }

    /// The row that date, title, nationality and the report's states speak for; `None` when less than `least` does.
    fn best_row(&self, rows: &[PersonId], evidence: &Evidence, least: f32) -> Option<PersonId> {
        let mut best: Option<(PersonId, f32)> = None;
        let mut equal = false;
        let said: Vec<&str> = evidence.titles.iter().map(|t| office_class(t)).collect();
        for &id in rows {
            let Some(person) = self.knowledge.people.get(id) else { continue };
            let stated = evidence.countries.iter().any(|c| c.is_state() && person.country.is_state());
            let agrees = evidence.countries.contains(&person.country);
            if stated && !agrees {
                continue;
            }
            if !self.lived(id) {
                continue;
            }
            let mut score: f32 = 0.0;
            let mut active: Vec<&str> = person.offices_on(self.day).map(|o| o.title.as_str()).collect();
            if self.day.is_none() {
                // A report of an unknown day may be of any day on which the title was right.
                score += if active.is_empty() { 0.0 } else { 0.5 };
                let held = person.offices.iter().map(|o| o.title.as_str());
                active.extend(held.filter(|t| said.contains(&office_class(t))));
            }
            if !active.is_empty() {
                score += 2.0;
                if active.iter().any(|t| is_head(t)) {
                    score += 1.0;
                }
            } else if person.offices.iter().any(|o| o.over_by(self.day)) {
                score += 0.5;
            }
            if !person.sparse && !person.bynames.is_empty() {
                score += 2.0;
            }
            let any_day = evidence.former || self.day.is_none();
            let all_titles = person.offices.iter().filter(|o| any_day || o.held_on(self.day));
            let classes: Vec<&str> = all_titles.map(|o| office_class(&o.title)).collect();
            if said.iter().any(|t| classes.contains(t) || (*t == "leader" && classes.iter().any(|c| is_head(c)))) {
                score += 2.0;
            } else if !said.is_empty()
                && least > 0.0
                && classes.iter().any(|c| is_head(c))
                && said.iter().any(|t| is_head(t))
            {
                // "President Park" is not the prime minister of the name.
                score -= 2.0;
            }
            if agrees {
                score += 2.0;
            }
            let weight = self.scene.weight(person.country);
            score += if weight >= 2.0 {
                1.5
            } else if weight > 0.0 {
                1.0
            } else {
                0.0
            };
            // Under a plain full name a private person may be meant.
            if least == 0.0 && score < 0.5 {
                continue;
            }
            let of = |id: PersonId| self.knowledge.people.get(id).map(|p| p.country);
            if score < least {
                continue;
            }
            match best {
                Some((other, s)) if score == s => equal |= of(other) != of(id),
                Some((_, s)) if score < s => {}
                _ => (best, equal) = (Some((id, score)), false),
            }
        }
        // Without a day two states' leaders of one surname are equally likely.
        best.filter(|_| !(equal && least > 0.0 && self.day.is_none())).map(|b| b.0)
    }

    /// False when the report is from another time than the person's.
    fn lived(&self, id: PersonId) -> bool {
        let (Some(person), Some(day)) = (self.knowledge.people.get(id), self.day) else { return true };
        let first = person.offices.iter().filter_map(|o| o.from.or(o.to)).min();
        let last = person.offices.iter().map(|o| o.to).max_by_key(|to| to.unwrap_or(Date::MAX)).flatten();
        let years = |a: Date, b: Date| i32::from(a.year()) - i32::from(b.year());
        first.is_none_or(|f| years(f, day) < 25) && last.is_none_or(|l| years(day, l) < 90)
    }

    /// Sectors of the offices a person held on a day.
    fn sectors_on(&self, row: Option<PersonId>, day: Option<Date>) -> Vec<Sector> {
        let mut out = Vec::new();
        let Some(person) = row.and_then(|id| self.knowledge.people.get(id)) else { return out };
        for office in person.offices_on(day) {
            for sector in self.office_sectors(office) {
                if !out.contains(&sector) {
                    out.push(sector);
                }
            }
        }
        out
    }

    fn office_sectors(&self, office: &super::knowledge::Office) -> Vec<Sector> {
        if !office.sectors.is_empty() {
            return office.sectors.clone();
        }
        self.knowledge.roles.of(&office.title).map(|r| r.sectors.clone()).unwrap_or_default()
    }

    /// Links a mention of a person.
    pub(super) fn person(&mut self, i: usize) {
        if self.persons.nameless(i) {
            self.group(i);
            return;
        }
        let Some(&p) = self.persons.of.get(&i) else { return };
        if self.is_no_person(i, p) {
            return;
        }
        self.person_entity(i, p);
    }

    /// Links a mention marked as a person whose one name is a state's or an organisation's: "Dodoma", "Hamas".
    fn is_no_person(&mut self, i: usize, p: usize) -> bool {
        let person = &self.persons.people[p];
        if person.row.is_some() || person.names.len() > 1 || !person.titles.is_empty() {
            return false;
        }
        let key = Self::bare(self.readings[i].text);
        let state = self.state_in(i);
        // Companies and papers are called after persons too often.
        let named = self.knowledge.organisations.inside(&key, self.readings[i].text).iter();
        let private = [OrganisationKind::Company, OrganisationKind::Media];
        let mut bodies = named.filter_map(|id| self.knowledge.organisations.get(*id));
        if state.is_none() && !bodies.any(|o| !private.contains(&o.kind)) {
            return false;
        }
        match state {
            Some(state) => {
                self.geonym_entity(i, &state);
            }
            None => self.organization(i),
        }
        true
    }

    /// Country and sectors of the person a name before a role means: one of the report, else one of the table who is
    /// well known at its time.
    pub(super) fn person_called(&self, key: &str) -> Option<(Option<Country>, Vec<Sector>)> {
        if let Some(person) = self.persons.called(key) {
            return Some((person.country, person.sectors.clone()));
        }
        let row = self.look_up(&[key.to_string()], &Evidence::default())?;
        let country = self.knowledge.people.get(row)?.country;
        Some((Some(country), self.sectors_on(Some(row), self.day)))
    }

    /// The person of a mention, if it has a name.
    pub(super) fn person_at(&self, i: usize) -> Option<usize> {
        self.persons.of.get(&i).copied()
    }

    /// Links a mention to person `p`, whose entity is made at its first.
    pub(super) fn person_entity(&mut self, i: usize, p: usize) -> usize {
        if let Some(entity) = self.persons.people[p].entity {
            self.link(i, entity);
            return entity;
        }
        // A name that says nothing and that the model takes for somebody already here.
        let person = &self.persons.people[p];
        if person.row.is_none()
            && person.country.is_none()
            && let Some(entity) = self.by_model(i, 0.6)
            && self.drafts[entity].kind == EntityKind::Person
            && !person.names.iter().any(|n| n.contains(' '))
        {
            self.persons.people[p].entity = Some(entity);
            self.link(i, entity);
            return entity;
        }
        // Two names the tables give to one person: "Lula" beside the full name, a byname.
        let person = &self.persons.people[p];
        let own = person.own.as_ref().and_then(|o| o.name.as_ref()).map(|(_, identity)| identity.clone());
        let key = own.or_else(|| person.row.map(|row| format!("person {row}")));
        if let Some(entity) = key.as_ref().and_then(|k| self.known(k)) {
            self.persons.people[p].entity = Some(entity);
            self.link(i, entity);
            return entity;
        }
        let person = self.persons.people[p].clone();
        let row = person.row.and_then(|id| self.knowledge.people.get(id));
        let name = row.filter(|r| !r.sparse).map_or(person.written.as_str(), |r| r.name);
        let mut draft = Draft::new(EntityKind::Person, name);
        draft.country = person.country;
        draft.certain = person.certain;
        draft.sectors = person.sectors;
        draft.titles = person.titles;
        draft.wikidata = row.filter(|r| person.country == Some(r.country)).and_then(|r| r.wikidata);
        draft.origin = match (person.own, person.row) {
            (Some(own), _) => {
                draft.name = own.name.map_or(draft.name, |(name, _)| name);
                Origin::Own(own.line)
            }
            (None, Some(row)) => Origin::Person(row),
            (None, None) => Origin::Words,
        };
        if draft.country.is_none() && !matches!(draft.origin, Origin::Own(_)) {
            draft.country = self.later_country(&person.mentions, person.home);
        }
        let entity = self.create(i, draft);
        if let Some(key) = key {
            self.alias(key, entity);
        }
        self.persons.people[p].entity = Some(entity);
        entity
    }

    /// A country for a person whom neither words nor tables place: by what the mention belongs to, else around it.
    pub(super) fn later_country(&self, mentions: &[usize], home: bool) -> Option<Country> {
        let by_words = self.sides(mentions).into_iter().find_map(|i| {
            let reading = &self.readings[i];
            reading.possessor.and_then(|p| self.country_of(p)).or_else(|| match reading.complement {
                Some((Link::Of, c)) => self.country_of(c),
                _ => None,
            })
        });
        by_words.or_else(|| home.then(|| mentions.first().and_then(|&i| self.country_around(i))).flatten())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_person() {
        for (a, b) in [
            ("vladimir putin", "vladimir v putin"),
            ("recep tayyip erdogan", "tayyip erdogan"),
            ("muhammad yunus", "mohammad yunus"),
            ("j d vance", "j d vance jr"),
        ] {
            assert!(same_full(a, b), "{a} | {b}");
        }
        for (a, b) in [("hillary clinton", "bill clinton"), ("george bush", "jeb bush"), ("kim jong un", "kim yo jong")]
        {
            assert!(!same_full(a, b), "{a} | {b}");
        }
        assert!(short_of("xi", "xi jinping"));
        assert!(short_of("zelenskiy", "volodymyr zelenskyy"));
        assert!(!short_of("li", "xi jinping"));
    }
}
