//! GDELT's event table, tab-separated, without a header: 58 columns in version 1.0 (with SOURCEURL), 61 in version 2.0, a row
//! for each pair of an actor and a recipient.
//!
//! GLOBALEVENTID is the store's number of the event, with the number of the pair where there are several; the counts of
//! mentions, sources and articles are the story's; IsRootEvent says that the report's first sentence tells the event. Types
//! of actors are CAMEO's (its MED are the media, its HLH medicine). Without a counterpart, and empty: ethnic and religious
//! groups, AvgTone, the geography of the actors (the store knows where events happened, not where actors are), first-order
//! divisions and feature ids (GDELT's are not GeoNames').

use super::events::Told;
use super::{EventLayout, cameo, countries, icews, or_empty, tab_separated, write_row};
use crate::error::Result;
use detente::ontology::{Quad, Sector};
use detente::record::{Participant, PlaceRecord};
use jiff::civil::Date;
use std::io::Write;

/// Writes GDELT's layout.
pub struct GdeltEvents<W: Write> {
    out: csv::Writer<W>,
    second: bool,
}

impl<W: Write> GdeltEvents<W> {
    /// Version 1.0, to `out`.
    pub fn version_1(out: W) -> Self {
        Self { out: tab_separated(out), second: false }
    }

    /// Version 2.0, to `out`.
    pub fn version_2(out: W) -> Self {
        Self { out: tab_separated(out), second: true }
    }

    /// Type, full name, country, ADM1, (ADM2,) latitude, longitude, feature id.
    fn place(&self, place: Option<&PlaceRecord>) -> Vec<String> {
        let town = place.is_some_and(|p| p.geonames.is_some());
        let country = place.and_then(|p| p.country.as_deref());
        // 0 nothing, 1 country, 3 city in the USA, 4 city elsewhere.
        let kind = match (place, town) {
            (None, _) => "0",
            (_, false) => "1",
            (_, true) if country == Some("USA") => "3",
            (_, true) => "4",
        };
        let name = place.map(|p| match country.filter(|_| town).map(countries::name) {
            Some(country) => format!("{}, {country}", p.name),
            None => p.name.clone(),
        });
        let fips = country.and_then(countries::of).map(|c| c.fips);
        let mut out = vec![kind.to_owned(), name.unwrap_or_default(), or_empty(fips), String::new()];
        if self.second {
            out.push(String::new());
        }
        out.extend([or_empty(place.and_then(|p| p.lat)), or_empty(place.and_then(|p| p.lon)), String::new()]);
        out
    }
}

impl<W: Write> EventLayout for GdeltEvents<W> {
    fn event(&mut self, told: &Told) -> Result<()> {
        // A row is of a day: who knows none cannot be in the table.
        let Some(day) = told.day else { return Ok(()) };
        let (e, d) = (told.event, &told.report.document);
        let quad = match e.quad {
            Quad::VerbalCooperation => 1,
            Quad::MaterialCooperation => 2,
            Quad::VerbalConflict => 3,
            Quad::MaterialConflict => 4,
        };
        let added = d.published.unwrap_or(day);
        for (n, (actor, recipient)) in icews::pairs(&e.actors, &e.recipients).into_iter().enumerate() {
            let mut row = vec![
                (told.number * 1000 + n as i64).to_string(),
                digits(day),
                digits(day)[..6].to_owned(),
                format!("{:04}", day.year()),
                format!("{:.4}", fraction(day)),
            ];
            row.extend(side(actor));
            row.extend(side(recipient));
            row.extend([
                u8::from(told.leads).to_string(),
                e.cameo.clone(),
                cameo::base(&e.cameo).to_owned(),
                cameo::root(&e.cameo).to_owned(),
                quad.to_string(),
                or_empty(cameo::of(&e.cameo).map(|(goldstein, _)| goldstein)),
                told.story.map_or(1, |s| s.events).to_string(),
                told.story.map_or(1, |s| s.publishers).to_string(),
                told.story.map_or(1, |s| s.reports).to_string(),
                String::new(),
            ]);
            row.extend(self.place(None));
            row.extend(self.place(None));
            row.extend(self.place(e.place.as_ref()));
            row.push(if self.second { format!("{}000000", digits(added)) } else { digits(added) });
            row.push(or_empty(d.url.as_deref()));
            write_row(&mut self.out, &row)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        Ok(self.out.flush()?)
    }
}

/// "20240516".
fn digits(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// The year with the share of it that is over, months of thirty days as GDELT counts them.
fn fraction(day: Date) -> f64 {
    f64::from(day.year()) + (f64::from(day.month()) * 30.0 + f64::from(day.day())) / 365.0
}

/// Code, name, country, known group, ethnic group, two religions, three types.
fn side(one: Option<&Participant>) -> [String; 10] {
    let Some(p) = one else { return Default::default() };
    let code = p.country.as_deref().unwrap_or_default();
    let (country, group, mut types) = match code {
        "UNO" => ("", "UNO", vec!["IGO"]),
        "EUR" => ("", "EEC", vec!["IGO"]),
        "IGO" | "NGO" | "MNC" | "IMG" => ("", "", vec![code]),
        "ISM" | "" => ("", "", Vec::new()),
        "ROU" => ("ROM", "", Vec::new()),
        "TLS" => ("TMP", "", Vec::new()),
        "KOS" => ("KSV", "", Vec::new()),
        code => (code, "", Vec::new()),
    };
    types.extend(p.sectors.iter().filter_map(|s| kind(*s)));
    types.dedup();
    types.truncate(3);
    let whole = [country, group].concat()
        + &types.iter().filter(|t| group.is_empty() || **t != "IGO").copied().collect::<String>();
    let nth = |n: usize| types.get(n).map(|t| (*t).to_owned()).unwrap_or_default();
    let empty = String::new;
    [
        whole,
        p.name.to_uppercase(),
        country.to_owned(),
        group.to_owned(),
        empty(),
        empty(),
        empty(),
        nth(0),
        nth(1),
        nth(2),
    ]
}

/// A sector as CAMEO has it; `None` where it has none.
fn kind(sector: Sector) -> Option<&'static str> {
    match sector {
        Sector::Jrn => Some("MED"),
        Sector::Med => Some("HLH"),
        Sector::Unk | Sector::Pre | Sector::Rel | Sector::Soc | Sector::Prm => None,
        other => Some(other.into()),
    }
}
