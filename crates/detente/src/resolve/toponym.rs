//! Where a place lies: names to states, regions and the gazetteer, by what else the report speaks of.

use super::country::Country;
use super::knowledge::{Feature, GazetteerPlace, GeonymKind};
use super::name::fold;
use super::reading::Link;
use super::resolver::{Draft, Resolver};
use super::{Extent, Place};
use crate::ontology::{EntityKind, MentionKind};

/// Words behind a name that say what kind of place it is.
const KINDS: &[(&str, Extent)] = &[
    ("region", Extent::Region),
    ("province", Extent::Region),
    ("state", Extent::Region),
    ("oblast", Extent::Region),
    ("governorate", Extent::Region),
    ("prefecture", Extent::Region),
    ("department", Extent::Region),
    ("krai", Extent::Region),
    ("canton", Extent::Region),
    ("republic", Extent::Region),
    ("territory", Extent::Region),
    ("peninsula", Extent::Region),
    ("county", Extent::District),
    ("district", Extent::District),
    ("municipality", Extent::District),
    ("raion", Extent::District),
    ("enclave", Extent::Region),
    ("valley", Extent::Region),
    ("basin", Extent::Region),
    ("area", Extent::Town),
    ("city", Extent::Town),
    ("town", Extent::Town),
    ("village", Extent::Town),
    ("suburb", Extent::Town),
    ("suburbs", Extent::Town),
    ("outskirts", Extent::Town),
    ("airport", Extent::Town),
    ("port", Extent::Town),
    ("harbor", Extent::Town),
    ("harbour", Extent::Town),
    ("base", Extent::Town),
    ("camp", Extent::Town),
    ("hospital", Extent::Town),
    ("prison", Extent::Town),
    ("square", Extent::Town),
    ("university", Extent::Town),
    ("crossing", Extent::Town),
    ("border", Extent::Region),
    ("coast", Extent::Region),
    ("front", Extent::Region),
    ("plant", Extent::Town),
    ("refinery", Extent::Town),
    ("dam", Extent::Town),
    ("bridge", Extent::Town),
];

/// Words that may stand between a name and its kind: "international airport", "refugee camp".
const BETWEEN: &[&str] = &[
    "international",
    "refugee",
    "air",
    "naval",
    "military",
    "army",
    "nuclear",
    "power",
    "central",
    "autonomous",
    "border",
    "detention",
    "displacement",
    "general",
    "old",
    "main",
    "capital",
    "island",
    "oil",
];

/// Words before a name that say which part of it.
const PARTS: &[&str] = &[
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "north",
    "south",
    "east",
    "west",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "upper",
    "lower",
    "coastal",
    "mainland",
    "rural",
    "downtown",
    "greater",
    "occupied",
    "besieged",
    "annexed",
    "neighboring",
    "neighbouring",
    "war",
    "torn",
    "rebel",
    "held",
    "government",
    "controlled",
    "capital",
    "city",
    "town",
    "village",
    "province",
    "region",
    "inner",
    "outer",
    "mid",
    "far",
    "disputed",
    "breakaway",
    "restive",
    "ancient",
    "nearby",
    "port",
    "suburban",
];

impl Resolver<'_> {
    /// Where every mention of a place lies, clear names first so that they speak for the rest.
    pub(super) fn locate(&mut self) -> Vec<Option<Place>> {
        let mut out: Vec<Option<Place>> = vec![None; self.readings.len()];
        let places: Vec<usize> =
            (0..self.readings.len()).filter(|&i| self.readings[i].kind == MentionKind::Place).collect();
        let mut unclear = Vec::new();
        for i in places {
            let found = self.candidates(i);
            match found.as_slice() {
                [] => {}
                [only] => {
                    if let Some(country) = only.place.country.as_deref().and_then(Country::parse)
                        && only.place.extent > Extent::State
                    {
                        self.scene.add(country, 0.6);
                        self.scene.add_inside(country, 1.0);
                    }
                    out[i] = Some(only.place.clone());
                }
                _ => unclear.push((i, found)),
            }
        }
        for (i, found) in unclear {
            let within = self.containing(i);
            let mut best: Option<(&Candidate, f64)> = None;
            for candidate in &found {
                let country = candidate.place.country.as_deref().and_then(Country::parse);
                let spoken =
                    country.map_or(0.0, |c| f64::from(self.scene.weight(c).min(4.0) + self.scene.inside(c).min(4.0)));
                let inside = if within.is_some() && within == country { 20.0 } else { 0.0 };
                // "Georgia" is the American one where other towns of America are spoken of.
                let among = match country {
                    Some(c) if candidate.second => 0.8 * f64::from(self.scene.inside(c).min(4.0)),
                    _ => 0.0,
                };
                let score = candidate.prior + 1.2 * spoken + among + inside;
                if best.is_none_or(|(_, s)| score > s) {
                    best = Some((candidate, score));
                }
            }
            out[i] = best.map(|(c, _)| c.place.clone());
            if let Some(country) = out[i].as_ref().and_then(|p| p.country.as_deref()).and_then(Country::parse) {
                self.scene.add(country, 0.4);
            }
        }
        for (i, place) in out.iter_mut().enumerate() {
            if self.readings[i].kind == MentionKind::Place && place.is_none() {
                // An unknown village "in Ukraine's Kharkiv region" is at least in Ukraine.
                *place = Some(Place {
                    name: self.readings[i].text.to_string(),
                    country: self.containing(i).map(|c| c.to_string()),
                    lat: None,
                    lon: None,
                    geonames: None,
                    extent: Extent::Unknown,
                });
            }
        }
        out
    }

    /// The state named right behind or before a place: "Kharkiv region of Ukraine", "Paris, Texas", "Syria's Idlib".
    fn containing(&self, i: usize) -> Option<Country> {
        let reading = &self.readings[i];
        let of = reading.complement.filter(|(l, _)| matches!(l, Link::Of | Link::In)).map(|(_, j)| j);
        let comma = (i + 1 < self.readings.len())
            .then_some(i + 1)
            .filter(|&j| self.text.get(reading.span.end..self.readings[j].span.start).is_some_and(|g| g.trim() == ","));
        for j in [of, comma, reading.possessor].into_iter().flatten() {
            let other = &self.readings[j];
            if matches!(other.kind, MentionKind::Place | MentionKind::State | MentionKind::Nationality) {
                if let Some(meaning) = self.geonym(&other.key, &super::resolver::STATE_KINDS) {
                    return meaning.country;
                }
                let regions = self.knowledge.places.of(&other.key);
                if let Some(region) = regions.iter().find(|p| p.feature != Feature::Town) {
                    return Some(region.country);
                }
                return self.town_country(&other.key);
            }
        }
        None
    }

    /// What a mention of a place may be.
    fn candidates(&self, i: usize) -> Vec<Candidate> {
        let reading = &self.readings[i];
        let whole = reading.key.strip_prefix("the ").unwrap_or(&reading.key);
        // "the capital", "a village" name nothing, though some place is called so.
        if !reading.text.chars().any(char::is_uppercase) {
            return Vec::new();
        }
        let whole_found = self.named(whole, None);
        if !whole_found.is_empty() {
            return whole_found;
        }
        let (core, kind, part) = core_of(whole);
        if core.is_empty() {
            return Vec::new();
        }
        let mut found = self.named(&core, kind);
        // "Republic Square" is in no town called Republic: a building is named for a town only if that is a large one.
        let last = whole.rsplit(' ').next().unwrap_or("");
        if ["square", "hospital", "prison", "university", "bridge", "dam"].contains(&last) {
            found.retain(|c| c.prior >= 5.0);
        }
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
        if found.is_empty() {
            // "Moscow's Red Square", "Al-Shifa hospital in Gaza": the longest end or beginning that is a name.
            let words: Vec<&str> = core.split(' ').collect();
            for length in (1..words.len().min(6)).rev() {
                for start in [0, words.len() - length] {
                    let key = words[start..start + length].join(" ");
                    let inner: Vec<Candidate> = self.named(&key, None).into_iter().filter(|c| c.prior >= 5.0).collect();
                    if !inner.is_empty() {
                        return inner;
                    }
                }
            }
        }
        found
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
            let prior = if meaning.second { 6.0 } else { prior };
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
            // Written with several decimals, a table's degrees would look more exact than they are.
            let (lat, lon) = point.map_or((None, None), |(a, o)| (Some(round(a)), Some(round(o))));
            let country = meaning.country.map(|c| c.to_string());
            out.push(Candidate {
                place: Place { name, country, lat, lon, geonames, extent },
                prior,
                second: meaning.second,
            });
        }
        for place in self.knowledge.places.of(key).into_iter().take(30) {
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
            let capital = self
                .knowledge
                .geonyms
                .of(key)
                .iter()
                .any(|g| g.kind == GeonymKind::Capital && g.country == Some(place.country))
                && extent == Extent::Town;
            let prior = f64::from(place.population.max(50)).log10()
                + fits
                + if capital && kind != Some(Extent::Region) { 2.0 } else { 0.0 };
            out.push(Candidate { place: placed(&place, extent), prior, second: false });
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
        let Some(place) = self.places[i].clone() else { return };
        let country = place.country.as_deref().and_then(Country::parse);
        if place.extent == Extent::State
            && let Some(country) = country
        {
            self.state_entity(i, country);
            return;
        }
        if place.extent == Extent::World {
            let key = format!("region {}", place.name);
            let kind = EntityKind::Group;
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

/// A folded place name without words for its kind and part: "kharkiv region" as "kharkiv", a region.
fn core_of(key: &str) -> (String, Option<Extent>, bool) {
    let mut words: Vec<&str> = key.split(' ').collect();
    let mut kind = None;
    let mut part = false;
    while words.len() > 1 {
        let last = words[words.len() - 1];
        if let Some((_, extent)) = KINDS.iter().find(|(w, _)| *w == last) {
            kind = kind.or(Some(*extent));
            words.pop();
        } else if kind.is_some() && BETWEEN.contains(&last) {
            words.pop();
        } else {
            break;
        }
    }
    while words.len() > 1 && PARTS.contains(&words[0]) {
        let word = words[0];
        part |= word.contains("north")
            || word.contains("south")
            || word.contains("east")
            || word.contains("west")
            || word == "central";
        if let Some((_, extent)) = KINDS.iter().find(|(w, _)| *w == word) {
            kind = kind.or(Some(*extent));
        }
        words.remove(0);
    }
    if words.len() > 1 && words[0] == "of" {
        words.remove(0);
    }
    // "city of Goma", "province of Idlib".
    if words.len() > 2
        && words[1] == "of"
        && let Some((_, extent)) = KINDS.iter().find(|(w, _)| *w == words[0])
    {
        kind = kind.or(Some(*extent));
        words.drain(..2);
    }
    (words.join(" "), kind, part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_parts_come_off() {
        let core = |key: &str| {
            let (core, kind, part) = core_of(key);
            (core, kind, part)
        };
        assert_eq!(core("kharkiv region"), ("kharkiv".into(), Some(Extent::Region), false));
        assert_eq!(core("northeastern syria"), ("syria".into(), None, true));
        assert_eq!(core("goma international airport"), ("goma".into(), Some(Extent::Town), false));
        assert_eq!(core("city of goma"), ("goma".into(), Some(Extent::Town), false));
        assert_eq!(core("region"), ("region".into(), None, false));
    }
}
