//! ICEWS: a header, tab-separated, a row for each pair of source and target.

use super::names::{country_of_name, sector_of_icews};
use super::{Columns, Parse, Parsed, Refused, Row, Side, Where, code, day, field, number};
use detente::ontology::{from_cameo, score};

/// Where the columns are.
pub(super) struct Icews {
    id: usize,
    date: usize,
    source: [usize; 3],
    target: [usize; 3],
    code: usize,
    text: Option<usize>,
    intensity: Option<usize>,
    publisher: Option<usize>,
    place: [Option<usize>; 6],
}

impl Icews {
    pub fn of(header: &csv::StringRecord) -> Result<Self, String> {
        let columns = Columns::of(header);
        let must = |name: &str| columns.must(&[name]);
        let side = |who: &str| -> Result<[usize; 3], String> {
            Ok([must(&format!("{who} Name"))?, must(&format!("{who} Sectors"))?, must(&format!("{who} Country"))?])
        };
        Ok(Self {
            id: must("Event ID")?,
            date: must("Event Date")?,
            source: side("Source")?,
            target: side("Target")?,
            code: must("CAMEO Code")?,
            text: columns.may(&["Event Text"]),
            intensity: columns.may(&["Intensity"]),
            publisher: columns.may(&["Publisher"]),
            place: ["City", "District", "Province", "Country", "Latitude", "Longitude"].map(|n| columns.may(&[n])),
        })
    }
}

impl Parse for Icews {
    fn parse(&self, record: &csv::StringRecord) -> Parsed {
        let day = day(record, self.date, "Event Date")?;
        let cameo = code(record.get(self.code).unwrap_or_default())?;
        let (event_type, mode) = from_cameo(&cameo).ok_or(Refused::NoEvent)?;
        let id = field(record, Some(self.id)).ok_or_else(|| Refused::Wrong("Event ID is empty".to_owned()))?;
        let [city, district, province, country, lat, lon] = self.place;
        let name = [city, district, province, country].into_iter().find_map(|at| field(record, at));
        Ok(vec![Row {
            id: id.to_owned(),
            n: 0,
            day,
            event_type,
            mode,
            score: number(record, self.intensity).unwrap_or_else(|| score(event_type, mode)),
            cameo,
            label: field(record, self.text).map(str::to_owned),
            contexts: String::new(),
            actor: side(record, self.source),
            recipient: side(record, self.target),
            place: Where {
                name: name.map(str::to_owned),
                country: field(record, country).and_then(country_of_name),
                lat: number(record, lat),
                lon: number(record, lon),
                geonames: None,
            },
            mentions: None,
            publisher: field(record, self.publisher).map(str::to_owned),
            published: None,
            url: None,
        }])
    }
}

fn side(record: &csv::StringRecord, [name, sectors, country]: [usize; 3]) -> Side {
    let mut found: Vec<_> = field(record, Some(sectors))
        .unwrap_or_default()
        .split([',', ';'])
        .filter_map(|sector| sector_of_icews(sector.trim()))
        .collect();
    found.dedup();
    Side {
        name: field(record, Some(name)).map(str::to_owned),
        country: field(record, Some(country)).and_then(country_of_name),
        sectors: found,
    }
}
