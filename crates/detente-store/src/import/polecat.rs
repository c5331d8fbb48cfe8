//! POLECAT: a header, tab-separated, several actors and recipients in a row, parted by semicolons.

use super::names::country_of_code;
use super::{Columns, Parse, Parsed, Refused, Row, Side, Where, day, field, number};
use detente::ontology::{EventType, Mode, Sector, cameo, score};

/// Where the columns are.
pub(super) struct Polecat {
    id: usize,
    date: usize,
    kind: usize,
    mode: Option<usize>,
    intensity: Option<usize>,
    contexts: Option<usize>,
    actor: [usize; 3],
    recipient: [usize; 3],
    placename: Option<usize>,
    country: Option<usize>,
    lat: Option<usize>,
    lon: Option<usize>,
    geonames: Option<usize>,
    publisher: Option<usize>,
    published: Option<usize>,
}

impl Polecat {
    pub fn of(header: &csv::StringRecord) -> Result<Self, String> {
        let columns = Columns::of(header);
        let must = |name: &str| columns.must(&[name]);
        let side = |who: &str| -> Result<[usize; 3], String> {
            Ok([
                must(&format!("{who} Name"))?,
                must(&format!("{who} Country"))?,
                must(&format!("Primary {who} Sector"))?,
            ])
        };
        Ok(Self {
            id: must("Event ID")?,
            date: must("Event Date")?,
            kind: must("Event Type")?,
            mode: columns.may(&["Event Mode"]),
            intensity: columns.may(&["Intensity", "Event Intensity"]),
            contexts: columns.may(&["Contexts"]),
            actor: side("Actor")?,
            recipient: side("Recipient")?,
            placename: columns.may(&["Placename"]),
            country: columns.may(&["Country"]),
            lat: columns.may(&["Latitude"]),
            lon: columns.may(&["Longitude"]),
            geonames: columns.may(&["GeoNames ID"]),
            publisher: columns.may(&["Source"]),
            published: columns.may(&["Publication Date"]),
        })
    }
}

impl Parse for Polecat {
    fn parse(&self, record: &csv::StringRecord) -> Parsed {
        let day = day(record, self.date, "Event Date")?;
        let kind = record.get(self.kind).unwrap_or_default().trim().to_ascii_uppercase();
        let event_type: EventType = kind
            .parse()
            .map_err(|_| Refused::Wrong(format!("Event Type is \"{}\", expected a PLOVER type", super::cut(&kind))))?;
        let mode = field(record, self.mode).and_then(|m| m.to_ascii_lowercase().parse::<Mode>().ok());
        let mode = mode.filter(|m| event_type.modes().contains(m));
        let id = field(record, Some(self.id)).ok_or_else(|| Refused::Wrong("Event ID is empty".to_owned()))?;
        let place = Where {
            name: field(record, self.placename).map(str::to_owned),
            country: field(record, self.country).and_then(country_of_code),
            lat: number(record, self.lat),
            lon: number(record, self.lon),
            geonames: number(record, self.geonames),
        };
        let (actors, recipients) = (sides(record, self.actor), sides(record, self.recipient));
        let pairs = actors.iter().flat_map(|a| recipients.iter().map(move |r| (a, r)));
        let row = |(n, (actor, recipient)): (usize, (&Side, &Side))| Row {
            id: id.to_owned(),
            n,
            day,
            event_type,
            mode,
            score: number(record, self.intensity).unwrap_or_else(|| score(event_type, mode)),
            cameo: cameo(event_type, mode, &[]).to_owned(),
            label: None,
            contexts: field(record, self.contexts).unwrap_or_default().to_owned(),
            actor: actor.clone(),
            recipient: recipient.clone(),
            place: place.clone(),
            mentions: None,
            publisher: field(record, self.publisher).map(str::to_owned),
            published: self.published.and_then(|at| super::day(record, at, "Publication Date").ok()),
            url: None,
        };
        Ok(pairs.enumerate().map(row).collect())
    }
}

/// The sides in the columns of names, countries and first sectors; one empty side where there is none.
fn sides(record: &csv::StringRecord, [names, countries, sectors]: [usize; 3]) -> Vec<Side> {
    let list = |at: usize| -> Vec<&str> {
        field(record, Some(at)).map(|text| text.split(';').map(str::trim).collect()).unwrap_or_default()
    };
    let (names, countries, sectors) = (list(names), list(countries), list(sectors));
    let some = |text: Option<&&str>| text.filter(|t| !t.is_empty() && **t != "None").map(|t| (*t).to_owned());
    let count = names.len().max(countries.len()).max(1);
    (0..count)
        .map(|n| Side {
            name: some(names.get(n)),
            // One country for several names is everybody's.
            country: some(countries.get(n).or(countries.first().filter(|_| countries.len() == 1)))
                .and_then(|code| country_of_code(&code)),
            sectors: sectors.get(n).and_then(|s| s.parse::<Sector>().ok()).into_iter().collect(),
        })
        .collect()
}
