//! GDELT 1.0 (57 columns, and the address as 58th since 2013) and 2.0 (61 columns): no header, tab-separated.

use super::names::{country_of_cameo, country_of_fips, sector_of_cameo};
use super::{Parse, Parsed, Refused, Row, Side, Where, code, cut, day, field, number};
use detente::ontology::from_cameo;

/// Where the columns are.
pub(super) struct Gdelt {
    /// 2.0 has one column more in each place.
    second: bool,
    width: usize,
}

const SQL_DATE: usize = 1;
const ACTOR: usize = 5;
const RECIPIENT: usize = 15;
const CODE: usize = 26;
const QUAD: usize = 29;
const GOLDSTEIN: usize = 30;
const MENTIONS: usize = 31;

impl Gdelt {
    /// By the width of the first record, which must make sense.
    pub fn of(first: &csv::StringRecord) -> Result<Self, String> {
        let width = first.len();
        if !matches!(width, 57 | 58 | 61) {
            return Err(format!("{width} columns: GDELT's events have 57 or 58 (1.0) or 61 (2.0)"));
        }
        let layout = Self { second: width == 61, width };
        match layout.parse(first) {
            Ok(_) | Err(Refused::NoEvent) => Ok(layout),
            Err(Refused::Wrong(problem)) => Err(format!("{problem}; are its columns shifted?")),
        }
    }

    /// Where the place of the action begins.
    fn place(&self) -> usize {
        if self.second { 51 } else { 49 }
    }
}

impl Parse for Gdelt {
    fn parse(&self, record: &csv::StringRecord) -> Parsed {
        if record.len() != self.width {
            return Err(Refused::Wrong(format!(
                "{} columns, expected {} as in the first row",
                record.len(),
                self.width
            )));
        }
        let id = record.get(0).unwrap_or_default();
        if id.is_empty() || !id.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Refused::Wrong(format!("GLOBALEVENTID is \"{}\", expected a number", cut(id))));
        }
        let day = day(record, SQL_DATE, "SQLDATE")?;
        let cameo = code(record.get(CODE).unwrap_or_default())?;
        let quad = record.get(QUAD).unwrap_or_default();
        if !matches!(quad, "1" | "2" | "3" | "4") {
            return Err(Refused::Wrong(format!("QuadClass is \"{}\", expected 1 to 4", cut(quad))));
        }
        let (event_type, mode) = from_cameo(&cameo).ok_or(Refused::NoEvent)?;
        let at = self.place();
        let (lat, lon) = if self.second { (at + 5, at + 6) } else { (at + 4, at + 5) };
        let place = Where {
            name: field(record, Some(at + 1)).map(str::to_owned),
            country: field(record, Some(at + 2)).and_then(country_of_fips),
            lat: number(record, Some(lat)),
            lon: number(record, Some(lon)),
            geonames: None,
        };
        let (added, url) = if self.second { (59, 60) } else { (56, 57) };
        Ok(vec![Row {
            id: id.to_owned(),
            n: 0,
            day,
            event_type,
            mode,
            score: number(record, Some(GOLDSTEIN)).unwrap_or_else(|| detente::ontology::score(event_type, mode)),
            label: None,
            cameo,
            contexts: String::new(),
            actor: side(record, ACTOR),
            recipient: side(record, RECIPIENT),
            place,
            mentions: number(record, Some(MENTIONS)),
            publisher: None,
            published: record
                .get(added)
                .and_then(|d| d.get(..8))
                .and_then(|d| format!("{}-{}-{}", d.get(..4)?, d.get(4..6)?, d.get(6..8)?).parse().ok()),
            url: field(record, Some(url)).map(str::to_owned),
        }])
    }
}

/// Code, name, country, known group, ethnic group, two religions, three types, from `at` on.
fn side(record: &csv::StringRecord, at: usize) -> Side {
    let types = (7..10).filter_map(|n| field(record, Some(at + n)));
    let group = field(record, Some(at + 3));
    let organisation = match group {
        Some("UNO") => Some("UNO"),
        Some("EEC" | "EUR") => Some("EUR"),
        _ => types.clone().find(|t| matches!(*t, "IGO" | "NGO" | "MNC")),
    };
    Side {
        name: field(record, Some(at + 1)).map(str::to_owned),
        country: field(record, Some(at + 2)).and_then(country_of_cameo).or(organisation.map(str::to_owned)),
        sectors: types.filter_map(sector_of_cameo).collect(),
    }
}
