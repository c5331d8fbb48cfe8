//! POLECAT's event table, tab-separated, 39 columns.
//!
//! As there, several values stand in one field with "; " between them, and "None" is said where there is nothing. Without a
//! counterpart, and so "None": the titles and the names as written of actors and recipients (the fullest name stands for
//! both), Wikipedia ids (the store has Wikidata's), district and province, the toponym as written and its feature class.
//! "Source" is the publisher.

use super::events::Told;
use super::{EventLayout, countries, tab_separated, write_row};
use crate::error::Result;
use detente::ontology::{EntityKind, Sector};
use detente::record::Participant;
use std::io::Write;

/// The columns, in order.
const COLUMNS: [&str; 39] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
];
/// The last column.
const VERSION: &str = "Version";

/// Writes POLECAT's layout.
pub struct PolecatEvents<W: Write> {
    out: csv::Writer<W>,
    headed: bool,
}

impl<W: Write> PolecatEvents<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self { out: tab_separated(out), headed: false }
    }

    fn header(&mut self) -> Result<()> {
        if std::mem::replace(&mut self.headed, true) {
            return Ok(());
        }
        let names: Vec<String> = COLUMNS.iter().chain([&VERSION]).map(|c| (*c).to_owned()).collect();
        write_row(&mut self.out, &names)
    }
}

impl<W: Write> EventLayout for PolecatEvents<W> {
    fn event(&mut self, told: &Told) -> Result<()> {
        self.header()?;
        let (e, d) = (told.event, &told.report.document);
        let named = |kinds: &[EntityKind]| {
            list(told.report.entities.iter().filter(|x| kinds.contains(&x.kind)).map(|x| x.name.clone()))
        };
        let place = e.place.as_ref();
        let town = place.filter(|p| p.geonames.is_some());
        let mut row = vec![
            e.id.clone(),
            none(told.day),
            e.event_type.to_string(),
            none(e.mode),
            e.score.to_string(),
            e.quad.to_string().to_uppercase(),
            list(e.contexts.iter().map(ToString::to_string)),
        ];
        row.extend(side(&e.actors));
        row.extend(side(&e.recipients));
        row.extend([
            none(place.map(|p| p.name.as_str())),
            none(town.map(|p| p.name.as_str())),
            none(None::<&str>),
            none(None::<&str>),
            none(place.and_then(|p| p.country.as_deref())),
            none(place.and_then(|p| p.lat)),
            none(place.and_then(|p| p.lon)),
            none(place.and_then(|p| p.geonames)),
            none(None::<&str>),
            none(None::<&str>),
            none(d.publisher.as_deref()),
            none(d.published),
            named(&[EntityKind::Person]),
            named(&[EntityKind::Organization, EntityKind::Group]),
            named(&[EntityKind::State, EntityKind::Place]),
            none(d.language.as_deref()),
            concat!("detente ", env!("CARGO_PKG_VERSION")).to_owned(),
        ]);
        write_row(&mut self.out, &row)
    }

    fn finish(&mut self) -> Result<()> {
        self.header()?;
        Ok(self.out.flush()?)
    }
}

/// Name, country, COW, primary sector, sectors, title, raw name, Wikipedia id.
fn side(all: &[Participant]) -> [String; 8] {
    let country = |p: &Participant| p.country.clone().unwrap_or_else(|| "None".to_owned());
    let cow = |p: &Participant| {
        let code = p.country.as_deref().and_then(countries::of).map(|c| c.cow).filter(|c| !c.is_empty());
        code.unwrap_or("None").to_owned()
    };
    let primary = |p: &Participant| p.sectors.first().map_or_else(|| "None".to_owned(), Sector::to_string);
    let sectors = all.iter().flat_map(|p| p.sectors.iter().map(ToString::to_string));
    [
        list(all.iter().map(|p| p.name.clone())),
        list(all.iter().map(country)),
        list(all.iter().map(cow)),
        list(all.iter().map(primary)),
        list(sectors),
        none(None::<&str>),
        none(None::<&str>),
        none(None::<&str>),
    ]
}

fn none(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "None".to_owned(), |v| v.to_string())
}

fn list(items: impl Iterator<Item = String>) -> String {
    let all = items.collect::<Vec<_>>().join("; ");
    if all.is_empty() { "None".to_owned() } else { all }
}
