//! ICEWS's event table, tab-separated, 20 columns, a row for each pair of an actor and a recipient.
//!
//! Countries are written by name. Event Text is the name of the CAMEO code, Intensity its Goldstein score, Story ID the
//! number of the story. District and Province have no counterpart and stay empty. Who acts with nobody on the other side has
//! an empty Target; of those who act together each first is paired with each later one.

use super::events::Told;
use super::{EventLayout, cameo, countries, or_empty, tab_separated, write_row};
use crate::error::Result;
use detente::record::Participant;
use std::io::Write;

/// The columns, in order.
const COLUMNS: [&str; 20] = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];

/// Writes ICEWS's layout.
pub struct IcewsEvents<W: Write> {
    out: csv::Writer<W>,
    headed: bool,
}

impl<W: Write> IcewsEvents<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self { out: tab_separated(out), headed: false }
    }

    fn header(&mut self) -> Result<()> {
        if std::mem::replace(&mut self.headed, true) {
            return Ok(());
        }
        write_row(&mut self.out, &COLUMNS.map(str::to_owned))
    }
}

impl<W: Write> EventLayout for IcewsEvents<W> {
    fn event(&mut self, told: &Told) -> Result<()> {
        self.header()?;
        let e = told.event;
        let (intensity, name) = cameo::of(&e.cameo).unzip();
        let place = e.place.as_ref();
        for (actor, target) in pairs(&e.actors, &e.recipients) {
            let [source, source_sectors, source_country] = side(actor);
            let [target, target_sectors, target_country] = side(target);
            write_row(
                &mut self.out,
                &[
                    told.number.to_string(),
                    or_empty(told.day),
                    source,
                    source_sectors,
                    source_country,
                    or_empty(name),
                    e.cameo.clone(),
                    or_empty(intensity),
                    target,
                    target_sectors,
                    target_country,
                    or_empty(told.story.map(|s| s.story)),
                    told.sentence.to_string(),
                    or_empty(told.report.document.publisher.as_deref()),
                    or_empty(place.filter(|p| p.geonames.is_some()).map(|p| p.name.as_str())),
                    String::new(),
                    String::new(),
                    or_empty(place.and_then(|p| p.country.as_deref()).map(countries::name)),
                    or_empty(place.and_then(|p| p.lat)),
                    or_empty(place.and_then(|p| p.lon)),
                ],
            )?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        self.header()?;
        Ok(self.out.flush()?)
    }
}

/// Who stands against whom, as layouts of one actor and one recipient a row have it.
pub(super) fn pairs<'r>(
    actors: &'r [Participant],
    recipients: &'r [Participant],
) -> Vec<(Option<&'r Participant>, Option<&'r Participant>)> {
    match (actors, recipients) {
        ([], []) => Vec::new(),
        ([], recipients) => recipients.iter().map(|r| (None, Some(r))).collect(),
        ([one], []) => vec![(Some(one), None)],
        (actors, []) => {
            let later = |n: usize| actors.iter().skip(n + 1);
            let together = |(n, a)| later(n).map(move |b| (Some(a), Some(b)));
            actors.iter().enumerate().flat_map(together).collect()
        }
        (actors, recipients) => {
            actors.iter().flat_map(|a| recipients.iter().map(move |r| (Some(a), Some(r)))).collect()
        }
    }
}

fn side(one: Option<&Participant>) -> [String; 3] {
    let sectors = one.map(|p| p.sectors.iter().map(ToString::to_string).collect::<Vec<_>>().join(","));
    [
        or_empty(one.map(|p| p.name.as_str())),
        sectors.unwrap_or_default(),
        or_empty(one.and_then(|p| p.country.as_deref()).map(countries::name)),
    ]
}
