//! Events with what the layouts want to know of them.

use super::EventLayout;
use crate::error::{At, Result};
use crate::open::Archive;
use detente::ontology::Status;
use detente::record::{CodedReport, EventRecord};
use detente::split::{Zone, split_titled};
use detente::text::{CodePoints, Offsets};
use jiff::civil::Date;

/// Which events are written out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Which {
    /// First day.
    pub since: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// Statuses; none for all.
    pub statuses: Vec<Status>,
    /// Least confidence.
    pub min_confidence: f64,
}

impl Which {
    /// Whether everything is written out.
    pub fn is_all(&self) -> bool {
        self.since.is_none() && self.until.is_none() && self.statuses.is_empty() && self.min_confidence <= 0.0
    }

    fn takes(&self, event: &EventRecord, day: Option<Date>) -> bool {
        let within = |day: Date| self.since.is_none_or(|s| day >= s) && self.until.is_none_or(|u| day <= u);
        let dated = if self.since.is_none() && self.until.is_none() { true } else { day.is_some_and(within) };
        dated
            && (self.statuses.is_empty() || self.statuses.contains(&event.status))
            && event.confidence >= self.min_confidence
    }

    /// Takes out of a record the events that are not asked for, and whatever points at them.
    pub fn keep(&self, report: &mut CodedReport) {
        let published = report.document.published;
        report.events.retain(|e| self.takes(e, day_of(e, published)));
        report.forget_dropped();
    }
}

/// The day an event is filed under: the first of its date, else the report's.
fn day_of(event: &EventRecord, published: Option<Date>) -> Option<Date> {
    event.date.as_ref().and_then(|d| d.start.or(d.end)).or(published)
}

/// An event with its report and its story.
#[derive(Debug)]
pub struct Told<'r> {
    /// The report.
    pub report: &'r CodedReport,
    /// The event.
    pub event: &'r EventRecord,
    /// Its number in the store.
    pub number: i64,
    /// The day it is filed under.
    pub day: Option<Date>,
    /// Which sentence of the report tells it, from 1.
    pub sentence: usize,
    /// Whether that is the first sentence of the report's body.
    pub leads: bool,
    /// Its story.
    pub story: Option<ToldStory>,
}

/// What is known of an event's story.
#[derive(Debug, Clone, Copy)]
pub struct ToldStory {
    /// Its number in the store.
    pub story: i64,
    /// Records of it.
    pub events: i64,
    /// Reports that tell it.
    pub reports: i64,
    /// Publishers among them that did not copy.
    pub publishers: i64,
}

impl Archive {
    /// Hands the events asked for to `layout`, in the order they were stored; their number.
    ///
    /// # Errors
    /// What the database says, or what the layout's destination says.
    pub fn export_events(&self, which: &Which, layout: &mut dyn EventLayout) -> Result<u64> {
        let snapshot = self.db.unchecked_transaction().at(&self.path)?;
        let mut documents = self.db.prepare("SELECT DISTINCT document FROM events ORDER BY document").at(&self.path)?;
        let mut documents = documents.query([]).at(&self.path)?;
        let mut count = 0;
        while let Some(row) = documents.next().at(&self.path)? {
            let document: i64 = row.get(0).at(&self.path)?;
            let report = self.report_number(document)?;
            let rows = self.rows_of(document)?;
            let sentences = Sentences::of(&report);
            for (event, (number, story)) in report.events.iter().zip(rows) {
                let day = day_of(event, report.document.published);
                if which.takes(event, day) {
                    let (sentence, leads) = sentences.place(event.sentence);
                    layout.event(&Told { report: &report, event, number, day, sentence, leads, story })?;
                    count += 1;
                }
            }
        }
        layout.finish()?;
        drop(snapshot);
        Ok(count)
    }

    /// Number and story of a document's events, in the order of its record.
    fn rows_of(&self, document: i64) -> Result<Vec<(i64, Option<ToldStory>)>> {
        self.db
            .prepare_cached(
                "SELECT e.event, s.story, s.events, s.reports, s.publishers FROM events e LEFT JOIN stories s USING (story)
                 WHERE e.document = ?1 ORDER BY e.event",
            )
            .and_then(|mut rows| {
                rows.query_map([document], |r| {
                    let story: Option<i64> = r.get(1)?;
                    let story = match story {
                        Some(story) => {
                            Some(ToldStory { story, events: r.get(2)?, reports: r.get(3)?, publishers: r.get(4)? })
                        }
                        None => None,
                    };
                    Ok((r.get(0)?, story))
                })?
                .collect()
            })
            .at(&self.path)
    }
}

/// Where the sentences of a report begin.
struct Sentences {
    starts: Vec<usize>,
    lead: Option<usize>,
}

impl Sentences {
    fn of(report: &CodedReport) -> Self {
        let text = &report.document.text;
        let points = CodePoints::new(text);
        let layout = split_titled(text, report.document.title.as_deref());
        let starts = layout.sentences.iter().map(|s| points.at(s.span.start)).collect();
        let lead = layout.sentences.iter().position(|s| s.zone == Zone::Body);
        Self { starts, lead }
    }

    /// Number of the sentence, from 1, and whether it is the first of the body.
    fn place(&self, at: Offsets) -> (usize, bool) {
        let number = self.starts.partition_point(|start| *start <= at.start).max(1);
        (number, self.lead == Some(number - 1))
    }
}
