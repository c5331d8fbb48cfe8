//! Events as a table, a row an event: CSV or TSV for spreadsheets, R and pandas.

use super::Sink;
use crate::record::{CodedReport, Participant};
use crate::text::{CodePoints, Offsets};
use std::fmt::Display;
use std::io::{self, Write};

/// Column names, in order. Lists are written with `;` between their items, empty values as nothing.
pub const COLUMNS: [&str; 36] = [
    "document",
    "published",
    "title",
    "url",
    "event",
    "event_type",
    "mode",
    "quad",
    "score",
    "cameo",
    "contexts",
    "status",
    "actor_names",
    "actor_countries",
    "actor_sectors",
    "recipient_names",
    "recipient_countries",
    "recipient_sectors",
    "date_start",
    "date_end",
    "date_text",
    "place",
    "place_country",
    "lat",
    "lon",
    "geonames",
    "attributed_to",
    "attribution_cues",
    "trigger",
    "trigger_start",
    "trigger_end",
    "sentence",
    "sentence_start",
    "confidence",
    "contested_by",
    "own_types",
];

/// A table of events with a header line.
pub struct EventTable<W: Write> {
    out: csv::Writer<W>,
    headed: bool,
}

impl<W: Write> EventTable<W> {
    /// Comma-separated values.
    pub fn csv(out: W) -> Self {
        Self { out: csv::Writer::from_writer(out), headed: false }
    }

    /// Tab-separated values; a field that holds a tab, a line break or a quotation mark is quoted.
    pub fn tsv(out: W) -> Self {
        Self { out: csv::WriterBuilder::new().delimiter(b'\t').from_writer(out), headed: false }
    }

    fn header(&mut self) -> io::Result<()> {
        if !self.headed {
            self.headed = true;
            self.out.write_record(COLUMNS).map_err(plain)?;
        }
        Ok(())
    }
}

/// What the destination said, without the wrapping of the table writer: a closed pipe stays one.
fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(e) => e,
        other => io::Error::other(format!("{other:?}")),
    }
}

impl<W: Write> Sink for EventTable<W> {
    fn report(&mut self, report: &CodedReport) -> io::Result<()> {
        self.header()?;
        let d = &report.document;
        let points = CodePoints::new(&d.text);
        let words = |at: Offsets| points.span(at).map_or("", |s| s.of(&d.text)).replace(['\n', '\r'], " ");
        for e in &report.events {
            let date = e.date.as_ref();
            let place = e.place.as_ref();
            let row: [String; 36] = [
                d.id.clone(),
                optional(d.published.as_ref()),
                optional(d.title.as_ref()),
                optional(d.url.as_ref()),
                e.id.clone(),
                e.event_type.to_string(),
                optional(e.mode.as_ref()),
                e.quad.to_string(),
                e.score.to_string(),
                e.cameo.clone(),
                list(e.contexts.iter()),
                e.status.to_string(),
                list(e.actors.iter().map(|p| &p.name)),
                list(e.actors.iter().map(|p| optional(p.country.as_ref()))),
                sectors(&e.actors),
                list(e.recipients.iter().map(|p| &p.name)),
                list(e.recipients.iter().map(|p| optional(p.country.as_ref()))),
                sectors(&e.recipients),
                optional(date.and_then(|x| x.start.as_ref())),
                optional(date.and_then(|x| x.end.as_ref())),
                optional(date.and_then(|x| x.text.as_ref())),
                optional(place.map(|p| &p.name)),
                optional(place.and_then(|p| p.country.as_ref())),
                optional(place.and_then(|p| p.lat.as_ref())),
                optional(place.and_then(|p| p.lon.as_ref())),
                optional(place.and_then(|p| p.geonames.as_ref())),
                list(e.attribution.iter().map(|a| optional(a.name.as_ref()))),
                list(e.attribution.iter().map(|a| &a.cue)),
                e.trigger.text.clone(),
                e.trigger.at.start.to_string(),
                e.trigger.at.end.to_string(),
                words(e.sentence),
                e.sentence.start.to_string(),
                e.confidence.to_string(),
                list(e.contested_by.iter()),
                list(e.own_types.iter().map(|own| &own.name)),
            ];
            self.out.write_record(&row).map_err(plain)?;
        }
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.header()?;
        self.out.flush()
    }
}

fn optional(value: Option<&impl Display>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

fn list<T: Display>(items: impl Iterator<Item = T>) -> String {
    items.map(|i| i.to_string()).collect::<Vec<_>>().join(";")
}

/// Sectors of each participant; those of one participant with `+` between.
fn sectors(participants: &[Participant]) -> String {
    list(participants.iter().map(|p| p.sectors.iter().map(ToString::to_string).collect::<Vec<_>>().join("+")))
}
