//! Where a place lies: names to states, regions and the gazetteer, by what else the report speaks of.
//!
//! A candidate's weight is what the name most often means ([`Resolver::named`]) and, with a bound, what speaks for its
//! state: a name put behind it ("Paris, Texas") decides, places of the same sentence count much, the rest of the report
//! little. Without the bound every capital with a namesake would lie in America as soon as a report is about America.

use super::country::Country;
use super::knowledge::{Feature, GazetteerPlace, GeonymKind};
use super::name::fold;
use super::own::Origin;
use super::placename::{core_of, is_common, is_kind, is_own, is_part, is_water, spread};
use super::reading::Link;
use super::resolver::{Draft, Resolver};
use super::scene::KNOWN_TOWN;
use super::{Extent, Place};
use crate::ontology::{EntityKind, MentionKind};
use std::collections::HashMap;

/// How many mentions to each side are asked for places near by.
const NEAR: usize = 25;

/// What a name put behind or before a place says of where it lies.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Container {
    country: Country,
    /// Record of the first-level region.
    region: Option<u32>,
}

impl Container {
    /// How much it speaks for a candidate.
    fn holds(&self, candidate: &Candidate) -> f64 {
        if candidate.country() != Some(self.country) {
            return 0.0;
        }
        match self.region {
            Some(region) if candidate.region == Some(region) => 25.0,
            Some(_) => 8.0,
            None => 20.0,
        }
    }
}

impl Resolver<'_> {
    /// Where every mention of a place lies, clear names first so that they speak for the rest.
    pub(super) fn locate(&mut self) -> Vec<Option<Place>> {
        let mut out: Vec<Option<Place>> = vec![None; self.readings.len()];
        let places: Vec<usize> =
            (0..self.readings.len()).filter(|&i| self.readings[i].kind == MentionKind::Place).collect();
        let mut unclear = Vec::new();
        // What a name was said to be once ("Paris, Texas") it is all through the report.
        let mut told: HashMap<String, Candidate> = HashMap::new();
        for &i in &places {
            let containers = self.containers(i);
            let found = self.candidates(i, &containers);
            match found.as_slice() {
                [] => {}
                [only] => {
                    if let Some(country) = only.country()
                        && only.place.extent > Extent::State
                    {
                        self.scene.add(country, 0.6);
                        self.scene.add_inside(country, 1.0);
                    }
                    out[i] = Some(only.place.clone());
                }
                _ => unclear.push((i, found, containers)),
            }
        }
        // Those that are told where they lie before those that are not, and last those that hang on the rest.
        let hangs = |found: &[Candidate]| found.iter().any(|c| c.second);
        unclear.sort_by_key(|(i, found, containers)| (!held(found, containers), hangs(found), *i));
        for (i, found, containers) in unclear {
            let near = self.near(i, &out);
            let mut best: Option<(&Candidate, f64)> = None;
            for candidate in &found {
                let inside = containers.iter().map(|c| c.holds(candidate)).fold(0.0, f64::max);
                let before = told.get(&self.readings[i].key).is_some_and(|t| t.place == candidate.place);
                let score = candidate.prior + self.spoken(candidate, &near) + inside + if before { 6.0 } else { 0.0 };
                if best.is_none_or(|(_, s)| score > s) {
                    best = Some((candidate, score));
                }
            }
            // "Palma in Cabo Delgado" is none of the Palmas elsewhere, but one that no table has.
            if !held(&found, &containers) && self.is_put_in(i) && !best.is_some_and(|(c, _)| c.famous) {
                continue;
            }
            out[i] = best.map(|(c, _)| c.place.clone());
            if let Some((candidate, _)) = best {
                if held(std::slice::from_ref(candidate), &containers) {
                    told.entry(self.readings[i].key.clone()).or_insert_with(|| candidate.clone());
                }
                if let Some(country) = candidate.country() {
                    self.scene.add(country, 0.4);
                }
            }
        }
        for i in places {
            if out[i].is_none() {
                out[i] = self.unnamed(i, &out);
            }
        }
        out
    }

    /// How much the report speaks for a candidate: its sentence by `near`, all of it by the state's share.
    fn spoken(&self, candidate: &Candidate, near: &[(Country, f64)]) -> f64 {
        let Some(country) = candidate.country() else { return 0.0 };
        let close = near.iter().find(|n| n.0 == country).map_or(0.0, |n| n.1.min(2.4));
        // "Georgia" is the American one where other towns of America are spoken of.
        let among = if candidate.second { 0.5 * f64::from(self.scene.inside(country).min(4.0)) } else { 0.0 };
        1.3 * f64::from(self.scene.share(country)) + close + among
    }

    /// The states that the places and states named near mention `i` speak for.
    fn near(&self, i: usize, located: &[Option<Place>]) -> Vec<(Country, f64)> {
        let here = &self.readings[i];
        let mut out: Vec<(Country, f64, f64)> = Vec::new();
        let around = self.readings.iter().zip(located).enumerate().take(i + NEAR).skip(i.saturating_sub(NEAR));
        for (j, (there, located)) in around {
            let distance = here.sentence.abs_diff(there.sentence);
            if j == i || distance > 1 || there.key == here.key {
                continue;
            }
            let (country, weight) = match there.kind {
                MentionKind::Place => {
                    let Some(place) = located else { continue };
                    let inside = place.extent > Extent::State;
                    (place.country.as_deref().and_then(Country::parse), if inside { 1.2 } else { 1.4 })
                }
                MentionKind::State | MentionKind::Nationality => {
                    (self.geonym(&there.key, &super::resolver::STATE_KINDS).and_then(|g| g.country), 1.3)
                }
                // "South African police": what a group's own words name.
                MentionKind::Group => (self.country_in(j), 1.3),
                _ => continue,
            };
            let Some(country) = country else { continue };
            let at = out.iter().position(|n| n.0 == country).unwrap_or_else(|| {
                out.push((country, 0.0, 0.0));
                out.len() - 1
            });
            if distance == 0 {
                out[at].1 += weight;
            } else {
                out[at].2 += 0.4 * weight;
            }
        }
        // The sentences beside it never say as much as its own.
        out.into_iter().map(|(country, own, beside)| (country, own + beside.min(0.8))).collect()
    }

    /// A place that no table names: an unknown village "in Ukraine's Kharkiv region" is at least in Ukraine, a "Libyan
    /// air base" in Libya, "the city" the one the model takes it for. Common words that say no more are no place.
    fn unnamed(&self, i: usize, located: &[Option<Place>]) -> Option<Place> {
        let reading = &self.readings[i];
        let capital = reading.text.chars().any(char::is_uppercase);
        if !capital
            && let Some(&(j, _)) = self.annotation.mentions[i].antecedents.iter().find(|a| a.1 >= 0.5)
            && let Some(Some(place)) = located.get(j)
            && place.extent > Extent::State
        {
            return Some(place.clone());
        }
        // "China" is a district somewhere, too: the one the report speaks of, else the first.
        let mut country: Option<Country> = None;
        for container in self.containers(i) {
            if country.is_none_or(|c| self.scene.weight(container.country) > self.scene.weight(c)) {
                country = Some(container.country);
            }
        }
        let country = if is_water(&reading.key) { None } else { country.or_else(|| self.country_in(i)) };
        let named = capital && !is_common(reading.key.trim_start_matches("the "));
        (named || country.is_some()).then(|| Place {
            name: reading.text.to_string(),
            country: country.map(|c| c.to_string()),
            lat: None,
            lon: None,
            geonames: None,
            extent: Extent::Unknown,
        })
    }

    /// What is named right behind or before a place: "Kharkiv region of Ukraine", "Paris, Texas", "Syria's Idlib". A
    /// name with several meanings gives them all: "Athens, Georgia" is where there is an Athens.
    fn containers(&self, i: usize) -> Vec<Container> {
        let reading = &self.readings[i];
        let of = reading.complement.filter(|(l, _)| matches!(l, Link::Of | Link::In)).map(|(_, j)| j);
        let comma = (i + 1 < self.readings.len())
            .then_some(i + 1)
            .filter(|&j| self.text.get(reading.span.end..self.readings[j].span.start).is_some_and(|g| g.trim() == ","));
        let mut out = Vec::new();
        if let Some(country) = self.adjective_of(i) {
            out.push(Container { country, region: None });
            return out;
        }
        for j in [of, comma, reading.possessor].into_iter().flatten() {
            let other = &self.readings[j];
            if !matches!(other.kind, MentionKind::Place | MentionKind::State | MentionKind::Nationality) {
                continue;
            }
            let key = other.key.trim_start_matches("the ");
            let (core, ..) = core_of(key);
            let geonyms = self.knowledge.geonyms.of(key);
            let geonyms = if geonyms.is_empty() { self.knowledge.geonyms.of(&core) } else { geonyms };
            let regions = self.knowledge.places.of(&core);
            let regions: Vec<&GazetteerPlace> = regions.iter().filter(|p| p.feature != Feature::Town).collect();
            for country in geonyms.iter().filter_map(|g| g.country) {
                let region = regions.iter().find(|p| p.country == country && p.feature == Feature::Region);
                let whole = geonyms.iter().any(|g| g.country == Some(country) && g.kind != GeonymKind::Region);
                out.push(Container { country, region: region.filter(|_| !whole).map(|p| p.id) });
            }
            out.extend(regions.iter().filter(|p| !geonyms.iter().any(|g| g.country == Some(p.country))).map(|p| {
                let region = if p.feature == Feature::Region { Some(p.id) } else { p.region };
                Container { country: p.country, region }
            }));
            // "Moscow's Red Square"; but what follows a comma may as well be the next of a list.
            if out.is_empty() && Some(j) != comma {
                out.extend(self.town_country(key).map(|country| Container { country, region: None }));
            }
            if !out.is_empty() {
                break;
            }
        }
        out
    }

    /// True when "in" or "of" and a place or state stand right behind a place.
    fn is_put_in(&self, i: usize) -> bool {
        self.readings[i].complement.is_some_and(|(_, j)| {
            let other = &self.readings[j];
            let gap = self.text.get(self.readings[i].span.end..other.span.start).unwrap_or("");
            matches!(other.kind, MentionKind::Place | MentionKind::State)
                && matches!(gap.trim(), "in" | "of" | "in the" | "of the")
                && !self.containers(i).is_empty()
        })
    }

    /// The state whose adjective is put to a place: "the Syrian town of Azaz", "the Egyptian side of Rafah", "Przewodow, a
    /// Polish village".
    fn adjective_of(&self, i: usize) -> Option<Country> {
        let reading = &self.readings[i];
        let adjective = |j: usize| {
            let other = self.readings.get(j).filter(|r| r.kind == MentionKind::Nationality)?;
            self.geonym(&other.key, &super::resolver::STATE_KINDS)?.country
        };
        let text = |from: usize, to: usize| self.text.get(from..to).unwrap_or("");
        let before = i.checked_sub(1).and_then(|j| {
            let words: Vec<&str> = text(self.readings[j].span.end, reading.span.start).split_whitespace().collect();
            let kind = |w: &&str| is_kind(w) || *w == "side";
            let tied = words.len() <= 3 && words.last() == Some(&"of") && words.iter().any(kind);
            adjective(j).filter(|_| tied)
        });
        before.or_else(|| {
            let next = self.readings.get(i + 1)?;
            let tied = matches!(text(reading.span.end, next.span.start).trim(), ", a" | ", an" | ", the");
            let word = text(next.span.end, self.text.len()).split(|c: char| !c.is_alphabetic()).find(|w| !w.is_empty());
            adjective(i + 1).filter(|_| tied && word.is_some_and(is_kind))
        })
    }

    /// What a mention of a place may be.
    fn candidates(&self, i: usize, containers: &[Container]) -> Vec<Candidate> {
        let reading = &self.readings[i];
        let whole = reading.key.strip_prefix("the ").unwrap_or(&reading.key);
        // "the capital", "a village" name nothing, though some place is called so.
        if !reading.text.chars().any(char::is_uppercase) {
            return Vec::new();
        }
        if is_water(whole)
            && let Some((Link::Of, j)) = reading.complement
        {
            // "Sea" [of Japan]: the name goes on behind the mention.
            let found = self.named(&format!("{whole} of {}", self.readings[j].key), None);
            if !found.is_empty() {
                return found;
            }
        }
        let mut found = self.named(whole, None);
        // Between states in a row a name is a state's, too: "Georgia and Ukraine".
        if self.listed_with_state(i) && found.iter().any(|c| c.place.extent == Extent::State && !c.second) {
            found.retain(|c| c.place.extent == Extent::State && !c.second);
        }
        if !found.is_empty() {
            if is_common(whole) {
                found.retain(|c| c.country().is_none() || self.is_meant(c, containers));
            }
            found.retain(|c| self.is_likely(c, containers));
            return found;
        }
        let (core, kind, part) = core_of(whole);
        if core.is_empty() {
            return Vec::new();
        }
        // "North West province": where no other word is left, the parts are the name.
        let parts = is_common(whole).then(|| spread(whole)).flatten();
        let (core, part) = parts.map_or((core, part), |name| (name, false));
        let mut found = self.named(&core, kind);
        if found.is_empty() && kind == Some(Extent::Region) {
            found = self.named(&format!("al {core}"), kind);
        }
        // "Republic Square" is in no town called Republic: a building is named for a town only if that is a large one.
        let last = whole.rsplit(' ').next().unwrap_or("");
        if ["square", "hospital", "prison", "university", "bridge", "dam"].contains(&last) {
            found.retain(|c| c.prior >= 5.0);
        }
        if is_common(&core) {
            found.retain(|c| c.country().is_none() || self.is_meant(c, containers));
        }
        found.retain(|c| self.is_likely(c, containers));
        // "northeastern Syria" is a region of Syria: its name, the state's point.
        if part || kind == Some(Extent::Region) {
            for candidate in &mut found {
                if candidate.place.extent <= Extent::State {
                    candidate.place.name = reading.text.to_string();
                    candidate.place.extent = Extent::Region;
                    candidate.place.geonames = None;
                }
            }
        }
        if found.is_empty() && !is_water(whole) {
            return self.inner(i, containers);
        }
        found
    }

    /// "Moscow's Red Square", "Al-Shifa hospital in Gaza", "Baghdad Green Zone": the longest end or beginning that is a
    /// name. Every word is some village's name somewhere: it has to be written as one, and the report has to speak for
    /// its state, or the words themselves have to say that it is a place.
    fn inner(&self, i: usize, containers: &[Container]) -> Vec<Candidate> {
        let words = &self.readings[i].phrase.words;
        let capital = |n: usize| words[n].text.chars().next().is_some_and(char::is_uppercase);
        for length in (1..words.len().min(6)).rev() {
            for start in [0, words.len() - length] {
                let end = start + length;
                let key = self.readings[i].phrase.key(start..end);
                // "turbulent central Africa" begins with a small letter, too.
                let begins = capital(start) || is_part(&words[start].key);
                if !begins || !capital(end - 1) || is_common(&key) {
                    continue;
                }
                let owner = end < words.len() && self.owns(i, end);
                let behind =
                    start > 0 && matches!(words[start - 1].key.as_str(), "in" | "of" | "near" | "at" | "outside");
                let mut found = self.named(&key, None);
                found.retain(|c| {
                    c.prior >= 5.0 && !c.second && (owner || behind || c.famous || self.is_meant(c, containers))
                });
                if !found.is_empty() {
                    return found;
                }
            }
        }
        Vec::new()
    }

    /// True when the word before word `at` of mention `i` is written with 's.
    fn owns(&self, i: usize, at: usize) -> bool {
        let words = &self.readings[i].phrase.words;
        let end = |n: usize| words[n].text.as_ptr() as usize + words[n].text.len();
        let from = end(at - 1) - self.text.as_ptr() as usize;
        self.text.get(from..).is_some_and(|t| t.starts_with("'s") || t.starts_with("’s"))
    }

    /// True when the report speaks of a candidate's state, or what is put behind the name is in it.
    fn is_meant(&self, candidate: &Candidate, containers: &[Container]) -> bool {
        let known = candidate.country().is_some_and(|c| self.scene.weight(c) > 0.0);
        known || containers.iter().any(|c| c.holds(candidate) > 0.0)
    }

    /// False for a small place by a name that is not its usual one, for a meaning that needs the report to speak for it, where
    /// nothing does, and for a town that is not known beyond its state, where the report speaks of other states only.
    fn is_likely(&self, candidate: &Candidate, containers: &[Container]) -> bool {
        let held = || containers.iter().any(|c| c.holds(candidate) > 0.0);
        let known = candidate.known || candidate.country().is_none_or(|country| self.scene.tells(country)) || held();
        let doubtful = candidate.second || candidate.other_name && candidate.prior < 4.0;
        known && (!doubtful || self.is_meant(candidate, containers))
    }

    /// True when mention `i` stands in a row with a state: "Georgia and Ukraine", "Russia, Georgia".
    pub(super) fn listed_with_state(&self, i: usize) -> bool {
        let side = |a: usize, b: usize, other: usize| {
            let gap = self.readings.get(a).zip(self.readings.get(b));
            let gap = gap.and_then(|(a, b)| self.text.get(a.span.end..b.span.start)).unwrap_or("").trim();
            let reading = &self.readings[other];
            let and = matches!(gap, "and" | ", and" | "or" | "and in" | "and to");
            let key = reading.key.trim_start_matches("the ");
            let meanings = self.knowledge.geonyms.of(key);
            and && meanings.first().is_some_and(|g| g.kind == GeonymKind::State && meanings.iter().all(|m| !m.second))
        };
        i > 0 && side(i - 1, i, i - 1) || i + 1 < self.readings.len() && side(i, i + 1, i + 1)
    }

    /// Meanings of a folded name: states, regions of the tables, places of the gazetteer.
    fn named(&self, key: &str, kind: Option<Extent>) -> Vec<Candidate> {
        let mut out: Vec<Candidate> = Vec::new();
        for meaning in self.knowledge.geonyms.of(key) {
            let (extent, prior) = match meaning.kind {
                GeonymKind::State => (Extent::State, 9.0),
                GeonymKind::Region if meaning.country.is_some() => (Extent::Region, 8.0),
                GeonymKind::Region => (Extent::World, 8.0),
                GeonymKind::Seat => (Extent::Town, 6.0),
                _ => continue,
            };
            if kind.is_some_and(|k| k > Extent::Region) && extent == Extent::State {
                continue;
            }
            let prior = if meaning.second { 5.5 } else { prior };
            let mut point = meaning.point.map(|(a, o)| (f64::from(a), f64::from(o)));
            let mut geonames = None;
            let mut name = meaning.label.to_string();
            if point.is_none()
                && let Some(country) = meaning.country
                && let Some(capital) = self.capital(country)
            {
                // A seat lies in the capital; a state is put at its capital.
                point = capital.point;
                if meaning.kind == GeonymKind::Seat {
                    geonames = Some(capital.geonames);
                    name = capital.name.to_string();
                }
            }
            if point.is_none() && meaning.kind == GeonymKind::State {
                // "Hong Kong" has no capital but itself.
                let towns = self.knowledge.places.of(key).into_iter();
                point = towns.filter(|p| Some(p.country) == meaning.country).find_map(|p| p.point);
            }
            // Written with several decimals, a table's degrees would look more exact than they are.
            let (lat, lon) = point.map_or((None, None), |(a, o)| (Some(round(a)), Some(round(o))));
            let country = meaning.country.map(|c| c.to_string());
            out.push(Candidate {
                place: Place { name, country, lat, lon, geonames, extent },
                prior,
                second: meaning.second,
                famous: !meaning.second,
                known: true,
                other_name: false,
                region: None,
            });
        }
        let found = self.knowledge.places.of(key);
        for place in found.iter().take(30) {
            let extent = match place.feature {
                Feature::Town => Extent::Town,
                Feature::Region => Extent::Region,
                Feature::District => Extent::District,
            };
            let fits = match kind {
                None => match extent {
                    Extent::Town => 0.0,
                    Extent::Region => -0.8,
                    _ => -1.5,
                },
                Some(Extent::Town) => {
                    if extent == Extent::Town {
                        1.0
                    } else {
                        -2.0
                    }
                }
                Some(wanted) => {
                    if extent == wanted {
                        3.0
                    } else {
                        -1.0
                    }
                }
            };
            let capital = extent == Extent::Town && kind != Some(Extent::Region) && self.is_capital(key, place);
            let other_name = !capital && !is_own(&fold(place.name), key);
            // A great city with no rival of the name.
            let rival = found.iter().filter(|p| p.country != place.country).map(|p| p.population).max().unwrap_or(0);
            let famous = extent == Extent::Town && place.population >= 1_000_000 && place.population / 10 >= rival;
            let prior = f64::from(place.population.max(50)).log10()
                + fits
                + if capital { 2.0 } else { 0.0 }
                + if famous { 0.7 } else { 0.0 }
                - if other_name { 1.5 } else { 0.0 };
            let region = if extent == Extent::Region { Some(place.id) } else { place.region };
            out.push(Candidate {
                place: placed(place, extent),
                prior,
                second: false,
                famous: famous || capital,
                known: capital || place.population >= KNOWN_TOWN,
                other_name,
                region,
            });
        }
        // A table's own region goes before the gazetteer's of the same name and state: its point is the better known.
        if out.iter().any(|c| c.place.geonames.is_none() && c.place.extent == Extent::Region) {
            let own: Vec<Option<String>> =
                out.iter().filter(|c| c.place.geonames.is_none()).map(|c| c.place.country.clone()).collect();
            for candidate in &mut out {
                if candidate.place.geonames.is_some()
                    && candidate.place.extent < Extent::Town
                    && own.contains(&candidate.place.country)
                {
                    candidate.prior -= 2.0;
                }
            }
        }
        out
    }

    /// True for the capital of its state by this name.
    fn is_capital(&self, key: &str, place: &GazetteerPlace) -> bool {
        let meanings = self.knowledge.geonyms.of(key).iter();
        place.feature == Feature::Town
            && meanings.clone().any(|g| g.kind == GeonymKind::Capital && g.country == Some(place.country))
    }

    /// The state of a town or region by name, where the gazetteer is clear enough.
    pub(super) fn town_country(&self, key: &str) -> Option<Country> {
        let mut best: Option<(Country, f64)> = None;
        for place in self.knowledge.places.of(key).into_iter().filter(|p| p.population >= 15_000) {
            let capital = self.is_capital(key, &place);
            let score = f64::from(place.population).log10() + if capital { 2.0 } else { 0.0 }
                - if capital || is_own(&fold(place.name), key) { 0.0 } else { 1.5 }
                + f64::from(1.3 * self.scene.share(place.country) + 0.3 * self.scene.inside(place.country).min(4.0));
            if best.is_none_or(|(_, s)| score > s) {
                best = Some((place.country, score));
            }
        }
        best.map(|b| b.0)
    }

    /// True for a name with capitals that the gazetteer has as a region's or a large town's own.
    pub(super) fn is_well_known(&self, i: usize, key: &str) -> bool {
        let own = |p: &GazetteerPlace| is_own(&fold(p.name), key);
        self.readings[i].text.chars().any(char::is_uppercase)
            && !is_common(key)
            && self.knowledge.places.of(key).iter().any(|p| {
                own(p) && (p.feature == Feature::Region || p.feature == Feature::Town && p.population >= 100_000)
            })
    }

    /// The capital's record.
    fn capital(&self, country: Country) -> Option<GazetteerPlace> {
        let state = self.knowledge.geonyms.state_of(country)?;
        state.capitals.iter().find_map(|name| {
            self.knowledge
                .places
                .of(&fold(name))
                .into_iter()
                .find(|p| p.country == country && p.feature == Feature::Town)
        })
    }

    /// Links a mention of a place: a state to its entity, any other place to its own.
    pub(super) fn place(&mut self, i: usize) {
        if self.own_mention(i) {
            return;
        }
        let Some(place) = self.places[i].clone() else {
            // "the area", "targets": nowhere to be found, and yet something may be done to it.
            let name = self.readings[i].text.to_string();
            let key = format!("place {} ", self.readings[i].key);
            self.keyed(i, key, || Draft::new(EntityKind::Place, &name));
            return;
        };
        let country = place.country.as_deref().and_then(Country::parse);
        if place.extent == Extent::State
            && let Some(country) = country
        {
            self.state_entity(i, country);
            return;
        }
        if place.extent == Extent::World {
            let key = format!("region {}", place.name);
            let kind = if is_water(&fold(&place.name)) { EntityKind::Place } else { EntityKind::Group };
            self.keyed(i, key, || Draft::new(kind, &place.name));
            return;
        }
        let key = match place.geonames {
            Some(id) => format!("place {id}"),
            None => format!("place {} {}", fold(&place.name), place.country.as_deref().unwrap_or("")),
        };
        self.keyed(i, key, || {
            let mut draft = Draft::new(EntityKind::Place, &place.name);
            draft.country = country;
            draft.certain = true;
            draft.origin = if place.geonames.is_some() { Origin::Place } else { Origin::Words };
            draft
        });
    }
}

/// A meaning of a place's name with its weight before the report is asked.
#[derive(Debug, Clone)]
struct Candidate {
    place: Place,
    prior: f64,
    /// True for a meaning the report has to speak for.
    second: bool,
    /// True for a state, a capital, a great city: known without anything around it.
    famous: bool,
    /// True for what is known beyond its state.
    known: bool,
    /// True when the place usually goes by another name.
    other_name: bool,
    /// Record of the first-level region it is or lies in.
    region: Option<u32>,
}

impl Candidate {
    fn country(&self) -> Option<Country> {
        self.place.country.as_deref().and_then(Country::parse)
    }
}

/// True when one of the containers holds one of the candidates.
fn held(candidates: &[Candidate], containers: &[Container]) -> bool {
    containers.iter().any(|container| candidates.iter().any(|c| container.holds(c) > 0.0))
}

fn placed(place: &GazetteerPlace, extent: Extent) -> Place {
    Place {
        name: place.name.to_string(),
        country: Some(place.country.to_string()),
        lat: place.point.map(|p| p.0),
        lon: place.point.map(|p| p.1),
        geonames: Some(place.geonames),
        extent,
    }
}

fn round(degrees: f64) -> f64 {
    (degrees * 100.0).round() / 100.0
}
