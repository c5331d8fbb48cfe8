//! What the engine makes of a name, and why: the name resolved as if a report had nothing but it.
//!
//! ```
//! use detente::resolve::{Dictionary, Knowledge, lookup};
//! let day = Some("1995-06-01".parse()?);
//! let found = lookup("Hezbollah", day, Knowledge::shipped()?, &Dictionary::default());
//! assert_eq!(found.answer.map(|a| a.country), Some(Some("LBN".to_string())));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::country::Country;
use super::dictionary::{Dictionary, Own, bare, keys, said};
use super::knowledge::{GeonymKind, Knowledge, Person};
use super::name::fold;
use super::own::{Names, Origin};
use super::person::same_full;
use super::resolver::{Draft, Resolver};
use crate::annotate::{Annotation, Mention};
use crate::ontology::{EntityKind, MentionKind, Sector};
use crate::read::Document;
use crate::split::{Layout, Sentence, Zone};
use crate::text::Span;
use jiff::civil::Date;
use serde::Serialize;
use std::fmt;

/// Rows of one table that are told of at most.
const MOST: usize = 10;
/// Places of one name that are told of, the largest.
const PLACES: usize = 3;

/// What a name means on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lookup {
    /// The name as given.
    pub name: String,
    /// The day; without one, what still holds counts.
    pub date: Option<Date>,
    /// The likeliest meaning; `None` when nothing knows the name.
    pub answer: Option<Meaning>,
    /// What it means where the reader takes it for something else.
    pub others: Vec<Meaning>,
    /// Entries and rows of the name that are not meant.
    pub rejected: Vec<Rejected>,
}

/// A meaning of a name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Meaning {
    /// What the reader has to take the name for.
    pub read_as: Vec<MentionKind>,
    /// The name the entity goes by.
    pub entity: String,
    /// What it is.
    pub kind: EntityKind,
    /// Code of the state or body it belongs to.
    pub country: Option<String>,
    /// Sectors on the day.
    pub sectors: Vec<Sector>,
    /// Wikidata item.
    pub wikidata: Option<String>,
    /// What says so.
    pub source: Source,
}

/// An entry or row of the name that is not meant.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rejected {
    /// The name it has for it.
    pub entity: String,
    /// Its country, or a code of PLOVER's.
    pub country: Option<String>,
    /// Its sectors, on the day where they change.
    pub sectors: Vec<Sector>,
    /// Where it stands.
    pub source: Source,
    /// Why it is not meant.
    pub reason: String,
}

/// What says what a name means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "from", rename_all = "lowercase")]
pub enum Source {
    /// A line of the user's own.
    User {
        /// The file as it was given.
        file: String,
        /// Line from 1.
        line: usize,
        /// The name or word as it stands there.
        pattern: String,
        /// What the line says: country, sectors, days; and the code as written.
        says: String,
    },
    /// A row of an embedded table.
    Table {
        /// Name of the table.
        table: &'static str,
        /// The row's name.
        row: String,
    },
    /// A rule.
    Rule {
        /// What it goes by.
        rule: &'static str,
    },
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::User { file, line, pattern, says } => write!(f, "{file}:{line}: {pattern} = {says}"),
            Source::Table { table, row } => write!(f, "table {table}: {row}"),
            Source::Rule { rule } => write!(f, "rule: {rule}"),
        }
    }
}

/// What the engine would make of a name in a report of this day.
///
/// The same code resolves it that resolves a report's mentions; what a report around it would add is not there.
pub fn lookup(name: &str, date: Option<Date>, knowledge: &Knowledge, dictionary: &Dictionary) -> Lookup {
    let names = Names { knowledge, dictionary, day: date };
    let mut meanings: Vec<Meaning> = Vec::new();
    for kind in likely(name, &names) {
        let Some(meaning) = meant(name, kind, names) else { continue };
        let same = |m: &&mut Meaning| Meaning { read_as: Vec::new(), ..(**m).clone() } == meaning;
        match meanings.iter_mut().find(same) {
            Some(known) => known.read_as.push(kind),
            None => meanings.push(Meaning { read_as: vec![kind], ..meaning }),
        }
    }
    meanings.sort_by_key(|m| rank(&m.source));
    let rejected = rejected(name, &names, &meanings);
    let mut meanings = meanings.into_iter();
    Lookup { name: name.to_string(), date, answer: meanings.next(), others: meanings.collect(), rejected }
}

/// What the reader may take a name for, the likeliest first.
fn likely(name: &str, names: &Names) -> Vec<MentionKind> {
    use MentionKind::*;
    let knowledge = names.knowledge;
    let keys = keys(name);
    let known = |kind: MentionKind| match kind {
        State => keys.iter().any(|k| knowledge.geonyms.of(k).iter().any(|g| g.kind != GeonymKind::Adjective)),
        Nationality => keys.iter().any(|k| knowledge.geonyms.of(k).iter().any(|g| g.kind == GeonymKind::Adjective)),
        Organization => keys.iter().any(|k| !knowledge.organisations.of(k).is_empty()),
        Person => keys.iter().any(|k| !knowledge.people.by_full_name(k).is_empty()),
        Group => keys.iter().any(|k| names.role(k).is_some()),
        _ => false,
    };
    let mut kinds = vec![State, Organization, Person, Group, Nationality, Place];
    if !kinds.iter().any(|k| known(*k)) {
        kinds.swap(0, 1);
    }
    kinds.sort_by_key(|k| !known(*k));
    kinds
}

/// What the resolver makes of a name that is all of a report, as a mention of this kind.
fn meant(name: &str, kind: MentionKind, names: Names) -> Option<Meaning> {
    let document = Document { published: names.day, ..Document::of_text("", name) };
    let span = Span::new(0, name.len());
    let layout = Layout { sentences: vec![Sentence { span, zone: Zone::Body, paragraph: 0 }], ..Layout::default() };
    let mention = Mention { span, kind, score: 1.0, antecedents: Vec::new() };
    let annotation = Annotation { mentions: vec![mention], ..Annotation::default() };
    let mut resolver = Resolver::new(&document, &layout, &annotation, names);
    resolver.link_all();
    let draft = resolver.drafts.get(*resolver.entities_of.first()?.first()?)?;
    // What every unknown name is says nothing of this one.
    if draft.origin == Origin::Words && draft.country.is_none() && draft.sectors.is_empty() {
        return None;
    }
    Some(Meaning {
        read_as: Vec::new(),
        entity: draft.name.clone(),
        kind: draft.kind,
        country: draft.country.map(|c| c.to_string()),
        sectors: draft.sectors.clone(),
        wikidata: draft.wikidata.map(str::to_string),
        source: source(name, draft, &resolver),
    })
}

fn source(name: &str, draft: &Draft, resolver: &Resolver) -> Source {
    let knowledge = resolver.knowledge;
    let table = |table: &'static str| Source::Table { table, row: draft.name.clone() };
    match &draft.origin {
        Origin::Own(line) => {
            let all = keys(name).into_iter().chain([bare(&fold(&draft.name))]).collect::<Vec<_>>();
            let own = all.iter().flat_map(|k| resolver.names.dictionary.entries(k));
            let mut here = own.filter(|o| o.pattern.line == *line && o.term.holds_on(resolver.day));
            match here.next() {
                Some(own) => of_user(&own),
                None => Source::User {
                    file: line.file.to_string(),
                    line: line.number,
                    pattern: String::new(),
                    says: draft.name.clone(),
                },
            }
        }
        Origin::State => {
            let named = |k: &String| knowledge.geonyms.of(k).iter().any(|g| g.country == draft.country);
            if keys(name).iter().any(named) { table("states") } else { Source::Rule { rule: "a town of that state" } }
        }
        Origin::Region(GeonymKind::Ethnic) => table("peoples"),
        Origin::Region(_) => table("regions"),
        Origin::Organisation(_) => table("organisations"),
        Origin::Person(_) => table("leaders"),
        Origin::Place => table("places"),
        Origin::Words => by_words(resolver),
    }
}

/// What the words of a name without an entry or row go by: the role among them.
fn by_words(resolver: &Resolver) -> Source {
    let Some(reading) = resolver.readings.first() else { return Source::Rule { rule: "no words" } };
    let phrase = &reading.phrase;
    let Some((at, role)) = phrase.head() else {
        return match phrase.own() {
            Some((_, own)) => of_user(&own),
            None => Source::Rule { rule: "its own words; nothing knows the name" },
        };
    };
    let key = phrase.key(phrase.segments[at].words.clone());
    match resolver.names.dictionary.agent(&key) {
        Some((role, line)) => Source::User {
            file: line.file.to_string(),
            line: line.number,
            pattern: key,
            says: role.sectors.iter().map(|s| s.to_string()).collect::<Vec<_>>().join(" "),
        },
        None => Source::Table { table: "roles", row: role.lemma.clone() },
    }
}

fn of_user(own: &Own) -> Source {
    let code = own.term.code.as_ref().map_or(String::new(), |code| format!(" [{code}]"));
    Source::User {
        file: own.pattern.line.file.to_string(),
        line: own.pattern.line.number,
        pattern: own.pattern.written.clone(),
        says: format!("{}{code}", said(own.term)),
    }
}

/// How surely a source knows a name when there is no report around it.
fn rank(source: &Source) -> usize {
    let tables = ["states", "organisations", "leaders", "regions", "peoples", "roles", "places"];
    match source {
        Source::User { .. } => 0,
        Source::Table { table, .. } => 1 + tables.iter().position(|t| t == table).unwrap_or(tables.len()),
        Source::Rule { .. } => 2 + tables.len(),
    }
}

/// The entries and rows of a name that no meaning comes from.
fn rejected(name: &str, names: &Names, meanings: &[Meaning]) -> Vec<Rejected> {
    let mut out: Vec<Rejected> = Vec::new();
    let taken = |source: &Source| meanings.iter().any(|m| m.source == *source);
    let outranked = meanings.iter().find_map(|m| match &m.source {
        Source::User { file, line, .. } => Some(format!("the user's entry goes first: {file}:{line}")),
        _ => None,
    });
    let mut add = |rejected: Rejected| {
        if !taken(&rejected.source) && !out.iter().any(|r| r.source == rejected.source) {
            out.push(rejected);
        }
    };
    let keys = keys(name);
    for own in keys.iter().flat_map(|k| names.dictionary.entries(k)) {
        let holds = own.term.holds_on(names.day);
        let reason = match (holds, names.day) {
            (false, Some(day)) => format!("does not hold on {day}"),
            (false, None) => "is over: without a date what still holds counts".to_string(),
            (true, _) if outranked.is_some() => {
                "a later line, or a code before it in the same entry, holds".to_string()
            }
            (true, _) => "a short name in capitals, which only capitals mean".to_string(),
        };
        add(Rejected {
            entity: own.entry.name.clone().unwrap_or_else(|| own.pattern.written.clone()),
            country: own.country().map(|c| c.to_string()),
            sectors: own.term.sectors.clone(),
            source: of_user(&own),
            reason,
        });
    }
    let why = |second: Option<Country>, other: &str| match (&outranked, second) {
        (Some(reason), _) => reason.clone(),
        (None, Some(country)) => format!("a second meaning: only where the report speaks of {country}"),
        (None, None) => other.to_string(),
    };
    for key in &keys {
        for meaning in names.knowledge.geonyms.of(key) {
            let table = match meaning.kind {
                GeonymKind::Region => "regions",
                GeonymKind::Ethnic => "peoples",
                _ => "states",
            };
            add(Rejected {
                entity: meaning.label.to_string(),
                country: meaning.country.map(|c| c.to_string()),
                sectors: meaning.sectors.clone(),
                source: Source::Table { table, row: meaning.label.to_string() },
                reason: why(meaning.country.filter(|_| meaning.second), "the report would have to speak for it"),
            });
        }
        organisations(key, names, &why, &mut add);
        people(key, names, &why, &mut add);
        if let Some(role) = names.knowledge.roles.of(key) {
            add(Rejected {
                entity: role.lemma.clone(),
                country: None,
                sectors: role.sectors.clone(),
                source: Source::Table { table: "roles", row: role.lemma.clone() },
                reason: why(None, "a name goes before a role"),
            });
        }
        let mut places = names.knowledge.places.of(key);
        places.sort_by_key(|p| (std::cmp::Reverse(p.population), p.id));
        for place in places.iter().take(PLACES) {
            add(Rejected {
                entity: place.name.to_string(),
                country: Some(place.country.to_string()),
                sectors: Vec::new(),
                source: Source::Table { table: "places", row: format!("{} (GeoNames {})", place.name, place.geonames) },
                reason: "a place: where something is, unless a name above is none".to_string(),
            });
        }
    }
    out
}

type Why<'w> = dyn Fn(Option<Country>, &str) -> String + 'w;

fn organisations(key: &str, names: &Names, why: &Why, add: &mut dyn FnMut(Rejected)) {
    let tables = &names.knowledge.organisations;
    for (ids, second) in [(tables.of(key), false), (tables.alone(key), false), (tables.seconds(key), true)] {
        for row in ids.iter().filter_map(|id| tables.get(*id)).take(MOST) {
            add(Rejected {
                entity: row.name.to_string(),
                country: row.country.map(|c| c.to_string()),
                sectors: row.sectors_on(names.day).to_vec(),
                source: Source::Table { table: "organisations", row: row.name.to_string() },
                reason: why(row.country.filter(|_| second), "the report would have to speak of its state"),
            });
        }
    }
}

fn people(key: &str, names: &Names, why: &Why, add: &mut dyn FnMut(Rejected)) {
    let people = &names.knowledge.people;
    let sounding =
        people.by_sound(key).iter().filter(|id| people.get(**id).is_some_and(|p| same_full(&fold(p.name), key)));
    let ids = people.by_full_name(key).iter().chain(sounding).chain(people.by_surname(key));
    let mut rows: Vec<&Person> = ids.filter_map(|id| people.get(*id)).collect();
    // Who holds an office on the day goes first.
    rows.sort_by_key(|p| p.offices_on(names.day).next().is_none());
    for row in rows.into_iter().take(MOST) {
        let mut sectors: Vec<Sector> = Vec::new();
        for office in row.offices_on(names.day) {
            let of_title = || names.knowledge.roles.of(&office.title).map(|r| r.sectors.clone()).unwrap_or_default();
            let all = if office.sectors.is_empty() { of_title() } else { office.sectors.clone() };
            all.into_iter().for_each(|s| {
                if !sectors.contains(&s) {
                    sectors.push(s)
                }
            });
        }
        let holds = row.offices_on(names.day).next().is_some();
        let other = if holds {
            "another meaning is likelier"
        } else {
            "no office on this date, and the name alone is not enough"
        };
        add(Rejected {
            entity: row.name.to_string(),
            country: Some(row.country.to_string()),
            sectors,
            source: Source::Table { table: "leaders", row: row.name.to_string() },
            reason: why(None, other),
        });
    }
}
