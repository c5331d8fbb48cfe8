//! Places from GeoNames' lists: towns with coordinates, regions whose coordinates are computed from their towns.

use crate::Failure;
use detente::resolve::Country;
use detente::resolve::knowledge::{Feature, PlaceSource};
use detente::resolve::name::fold;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::fs;

#[derive(Deserialize)]
struct City {
    geonameid: u32,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: i64,
    admin1code: String,
    alternatenames: Vec<String>,
}

#[derive(Deserialize)]
struct CountryRow {
    capital: String,
    iso: String,
}

/// Below so many inhabitants a town is kept under its own name only: its other names would mostly catch wrong places.
const NAMED_OTHERWISE: i64 = 5_000;

/// Reads the four files and gives first-level regions, second-level regions and towns, in that order.
pub fn gather(
    cities: &str,
    countries: &str,
    admin1: &str,
    admin2: &str,
    codes: &str,
) -> Result<Vec<PlaceSource>, Failure> {
    let read = |path: &str| fs::read_to_string(path).map_err(|e| format!("{path}: {e}"));
    let states: HashMap<&str, Country> = codes
        .lines()
        .skip(1)
        .filter_map(|l| l.split_once('\t'))
        .filter_map(|(two, three)| Some((two, Country::parse(three)?)))
        .collect();
    let cities: HashMap<String, City> = serde_json::from_str(&read(cities)?)?;
    let mut cities: Vec<City> = cities.into_values().collect();
    cities.sort_by_key(|c| (std::cmp::Reverse(c.population), c.geonameid));
    let countries: HashMap<String, CountryRow> = serde_json::from_str(&read(countries)?)?;
    let capitals: HashSet<(String, String)> = countries.into_values().map(|c| (c.iso, fold(&c.capital))).collect();

    let mut out = Vec::new();
    let mut regions: HashMap<String, u32> = HashMap::new();
    for (code, name, ascii, geonames) in admin(&read(admin1)?)? {
        let Some(country) = code.split('.').next().and_then(|c| states.get(c)).copied() else { continue };
        regions.insert(code, out.len() as u32);
        out.push(region(name, ascii, geonames, country, Feature::Region, None));
    }
    let mut centres: HashMap<u32, (f64, f64, f64)> = HashMap::new();
    let mut towns: HashMap<(u32, String), usize> = HashMap::new();
    for (at, city) in cities.iter().enumerate() {
        let Some(&region) = regions.get(&format!("{}.{}", city.countrycode, city.admin1code)) else { continue };
        let weight = city.population.max(1) as f64;
        let centre = centres.entry(region).or_default();
        *centre = (centre.0 + weight * city.latitude, centre.1 + weight * city.longitude, centre.2 + weight);
        towns.entry((region, fold(&city.name))).or_insert(at);
    }
    for (id, (lat, lon, weight)) in &centres {
        let place = &mut out[*id as usize];
        place.point = Some((lat / weight, lon / weight));
        place.population = *weight as u32;
    }
    for (code, name, ascii, geonames) in admin(&read(admin2)?)? {
        let mut levels = code.split('.');
        let (Some(two), Some(first)) = (levels.next(), levels.next()) else { continue };
        let Some(&country) = states.get(two) else { continue };
        let inside = regions.get(&format!("{two}.{first}")).copied();
        let mut place = region(name, ascii, geonames, country, Feature::District, inside);
        // A district is mostly named for its chief town, which has coordinates; else it stays without.
        let chief = inside
            .and_then(|r| std::iter::once(&place.name).chain(&place.alternates).find_map(|n| towns.get(&(r, fold(n)))));
        if let Some(&chief) = chief {
            place.point = Some((cities[chief].latitude, cities[chief].longitude));
            place.population = (cities[chief].population.max(0) / 2) as u32;
        }
        out.push(place);
    }
    for city in cities {
        let Some(&country) = states.get(city.countrycode.as_str()) else {
            eprintln!("no state for {:?}: {} left out", city.countrycode, city.name);
            continue;
        };
        let capital = capitals.contains(&(city.countrycode.clone(), fold(&city.name)));
        let wide = capital || city.population >= NAMED_OTHERWISE;
        let alternates = city.alternatenames.into_iter().filter(|n| wide && is_name(n)).collect();
        out.push(PlaceSource {
            region: regions.get(&format!("{}.{}", city.countrycode, city.admin1code)).copied(),
            name: city.name,
            alternates,
            geonames: city.geonameid,
            point: Some((city.latitude, city.longitude)),
            population: city.population.clamp(0, i64::from(u32::MAX)) as u32,
            country,
            feature: Feature::Town,
        });
    }
    Ok(out)
}

type AdminRow = (String, String, String, u32);

fn admin(text: &str) -> Result<Vec<AdminRow>, Failure> {
    text.lines()
        .filter(|l| !l.is_empty())
        .map(|line| {
            let f: Vec<&str> = line.split('\t').collect();
            let [code, name, ascii, id] = f[..] else { return Err(format!("{line:?}: expected 4 fields").into()) };
            Ok((code.to_string(), name.to_string(), ascii.to_string(), id.trim().parse()?))
        })
        .collect()
}

fn region(
    name: String,
    ascii: String,
    geonames: u32,
    country: Country,
    feature: Feature,
    inside: Option<u32>,
) -> PlaceSource {
    let mut alternates = vec![ascii];
    alternates.extend(bare(&name));
    PlaceSource { name, alternates, geonames, point: None, population: 0, country, feature, region: inside }
}

/// Words that say what kind of region it is and may be left out.
const GENERIC: &[&str] = &[
    "province",
    "state",
    "region",
    "oblast",
    "oblast'",
    "county",
    "district",
    "governorate",
    "prefecture",
    "department",
    "municipality",
    "raion",
    "rayon",
    "parish",
    "division",
    "canton",
    "republic",
    "krai",
    "autonomous",
    "special",
    "city",
    "territory",
    "voivodeship",
    "mintaqah",
    "muhafazat",
    "wilaya",
    "commune",
    "regency",
    "kabupaten",
    "borough",
    "subdistrict",
    "woreda",
    "zone",
];

/// A region's name without its generic words: "Kharkiv Oblast" as "Kharkiv".
fn bare(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let generic = |w: &&str| GENERIC.contains(&w.to_lowercase().as_str());
    let kept: Vec<&str> = words.iter().copied().filter(|w| !generic(w)).collect();
    let kept = if kept.first().is_some_and(|w| w.eq_ignore_ascii_case("of")) { &kept[1..] } else { &kept[..] };
    (!kept.is_empty() && kept.len() < words.len()).then(|| kept.join(" "))
}

/// True for a name in Latin letters that is long enough to be one (no airport codes, no transcriptions of scripts).
fn is_name(name: &str) -> bool {
    let letters = || name.chars().filter(|c| c.is_alphabetic());
    let latin = letters().all(|c| (c as u32) < 0x250 || (0x1e00..0x1f00).contains(&(c as u32)));
    latin
        && letters().count() >= 4
        && name.chars().next().is_some_and(char::is_uppercase)
        && !letters().all(char::is_uppercase)
        && name.chars().count() <= 40
}
