//! The gazetteer: towns and regions by name, read in place from the packed file.

use super::KnowledgeError;
use crate::resolve::Country;
use crate::resolve::name::fold;
use std::collections::BTreeMap;

/// What kind of place a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature {
    /// A town or village.
    Town,
    /// A first-level region: a state, province, oblast.
    Region,
    /// A second-level region: a county, district.
    District,
}

/// A place of the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GazetteerPlace {
    /// Its record's number.
    pub id: u32,
    /// Name.
    pub name: &'static str,
    /// GeoNames id.
    pub geonames: u32,
    /// Latitude and longitude in degrees; of a region the population-weighted centre of its towns, if it has any.
    pub point: Option<(f64, f64)>,
    /// Inhabitants; of a region those of its towns.
    pub population: u32,
    /// State it lies in.
    pub country: Country,
    /// Kind.
    pub feature: Feature,
    /// Record of the first-level region it lies in.
    pub region: Option<u32>,
}

/// A place as the packing program hands it over.
#[derive(Debug, Clone)]
pub struct PlaceSource {
    /// Name.
    pub name: String,
    /// Other names.
    pub alternates: Vec<String>,
    /// GeoNames id.
    pub geonames: u32,
    /// Latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
    /// Inhabitants.
    pub population: u32,
    /// State.
    pub country: Country,
    /// Kind.
    pub feature: Feature,
    /// Index of its first-level region among the sources.
    pub region: Option<u32>,
}

const RECORD: usize = 29;
const NONE: u32 = u32::MAX;

/// The gazetteer's four stretches: names, lists, records, labels.
pub type PackedPlaces = (Vec<u8>, Vec<u8>, Vec<u8>, String);

/// Packs places for [`Places::open`].
///
/// # Errors
/// When the name index cannot be written (it is written to memory: only a fault in the index library).
pub fn pack_places(sources: &[PlaceSource]) -> Result<PackedPlaces, KnowledgeError> {
    let fault = |e: fst::Error| KnowledgeError::File(format!("place names: {e}"));
    let mut names: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut records = Vec::with_capacity(sources.len() * RECORD);
    let mut labels = String::new();
    for (id, place) in sources.iter().enumerate() {
        let mut keys: Vec<String> = std::iter::once(&place.name).chain(&place.alternates).map(|n| fold(n)).collect();
        keys.sort();
        keys.dedup();
        for key in keys.into_iter().filter(|k| !k.is_empty()) {
            names.entry(key).or_default().push(id as u32);
        }
        let degrees = |d: f64| (d * 1e5).round() as i32;
        let (lat, lon) = place.point.map_or((i32::MIN, i32::MIN), |(a, o)| (degrees(a), degrees(o)));
        records.extend(place.geonames.to_le_bytes());
        records.extend(lat.to_le_bytes());
        records.extend(lon.to_le_bytes());
        records.extend(place.population.to_le_bytes());
        records.extend(place.country.as_str().bytes());
        records.push(place.feature as u8);
        records.extend(place.region.unwrap_or(NONE).to_le_bytes());
        records.extend((labels.len() as u32).to_le_bytes());
        let label: String = place.name.chars().take(60).collect();
        records.push(label.len() as u8);
        labels.push_str(&label);
    }
    let mut lists = Vec::new();
    let mut map = fst::MapBuilder::memory();
    for (key, mut ids) in names {
        // Most populous first: what a bare name most often means.
        ids.sort_by_key(|id| (std::cmp::Reverse(sources[*id as usize].population), *id));
        ids.truncate(60);
        let value = if ids.len() == 1 {
            u64::from(ids[0]) << 1
        } else {
            let at = lists.len() as u64;
            lists.extend((ids.len() as u32).to_le_bytes());
            ids.iter().for_each(|id| lists.extend(id.to_le_bytes()));
            at << 1 | 1
        };
        map.insert(key, value).map_err(fault)?;
    }
    Ok((map.into_inner().map_err(fault)?, lists, records, labels))
}

/// The gazetteer.
pub struct Places {
    names: fst::Map<&'static [u8]>,
    lists: &'static [u8],
    records: &'static [u8],
    labels: &'static str,
}

impl Places {
    /// Opens what [`pack_places`] wrote.
    ///
    /// # Errors
    /// When the name index is not one.
    pub fn open(
        names: &'static [u8],
        lists: &'static [u8],
        records: &'static [u8],
        labels: &'static str,
    ) -> Result<Places, KnowledgeError> {
        let names = fst::Map::new(names).map_err(|e| KnowledgeError::File(format!("place names: {e}")))?;
        Ok(Places { names, lists, records, labels })
    }

    /// Places with this folded name, most populous first.
    pub fn of(&self, key: &str) -> Vec<GazetteerPlace> {
        let Some(value) = self.names.get(key) else { return Vec::new() };
        if value & 1 == 0 {
            return self.get((value >> 1) as u32).into_iter().collect();
        }
        let at = (value >> 1) as usize;
        let Some(count) = word(self.lists, at) else { return Vec::new() };
        (0..count as usize).filter_map(|i| self.get(word(self.lists, at + 4 + 4 * i)?)).collect()
    }

    /// True when a place has this folded name.
    pub fn knows(&self, key: &str) -> bool {
        self.names.contains_key(key)
    }

    /// A record.
    pub fn get(&self, id: u32) -> Option<GazetteerPlace> {
        let at = (id as usize).checked_mul(RECORD)?;
        let r = self.records.get(at..at + RECORD)?;
        let (lat, lon) = (word(r, 4)? as i32, word(r, 8)? as i32);
        let start = word(r, 24)? as usize;
        let region = word(r, 20)?;
        Some(GazetteerPlace {
            id,
            name: self.labels.get(start..start + r[28] as usize)?,
            geonames: word(r, 0)?,
            point: (lat != i32::MIN).then(|| (f64::from(lat) / 1e5, f64::from(lon) / 1e5)),
            population: word(r, 12)?,
            country: Country::parse(std::str::from_utf8(&r[16..19]).ok()?)?,
            feature: match r[19] {
                0 => Feature::Town,
                1 => Feature::Region,
                _ => Feature::District,
            },
            region: (region != NONE).then_some(region),
        })
    }

    /// Number of places.
    pub fn len(&self) -> usize {
        self.records.len() / RECORD
    }

    /// True without any place.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Number of names.
    pub fn names(&self) -> usize {
        self.names.len()
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let b = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_by_any_name_most_populous_first() {
        let place = |name: &str, alternates: &[&str], population, country: &str| PlaceSource {
            name: name.into(),
            alternates: alternates.iter().map(|a| a.to_string()).collect(),
            geonames: population,
            point: Some((51.50853, -0.12574)),
            population,
            country: Country::parse(country).unwrap(),
            feature: Feature::Town,
            region: None,
        };
        let sources = [
            place("London", &[], 400_000, "CAN"),
            place("London", &["Londres"], 8_961_989, "GBR"),
            place("X", &[], 1, "CAN"),
        ];
        let (names, lists, records, labels) = pack_places(&sources).unwrap();
        let places = Places::open(names.leak(), lists.leak(), records.leak(), labels.leak()).unwrap();
        let found = places.of("london");
        assert_eq!(found.iter().map(|p| p.country.to_string()).collect::<Vec<_>>(), ["GBR", "CAN"]);
        assert_eq!(found[0].point, Some((51.50853, -0.12574)));
        assert_eq!(places.of("londres")[0].name, "London");
        assert!(places.of("paris").is_empty());
        assert_eq!(places.get(3), None);
    }
}
