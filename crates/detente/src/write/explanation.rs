//! Why each event is coded as it is: which words were read as what, with which probability, and what they became.

use super::visible::visible;
use crate::annotate::{Annotation, Filler, Trigger};
use crate::code::{Became, Report};
use crate::engine::Reading;
use crate::ontology::Status;
use crate::read::Document;
use crate::record::{EventRecord, Participant};
use std::fmt::{self, Display, Write};

/// The explanation of one report, as text.
pub struct Explanation<'r> {
    document: &'r Document,
    reading: &'r Reading,
}

impl<'r> Explanation<'r> {
    /// Explains how `document` was read.
    pub fn new(document: &'r Document, reading: &'r Reading) -> Self {
        Self { document, reading }
    }

    fn fillers(&self, out: &mut String, name: &str, fillers: &[Filler]) -> fmt::Result {
        for f in fillers {
            let mention = &self.reading.annotation.mentions[f.mention];
            let words = mention.span.of(&self.document.text);
            write!(out, "    {name:10} “{words}” {} ({:.2})", mention.kind, f.score)?;
            writeln!(out, "{}", self.became(f.mention))?;
        }
        Ok(())
    }

    /// What a mention was resolved to.
    fn became(&self, mention: usize) -> String {
        let r = &self.reading.resolution;
        let mut parts: Vec<String> = Vec::new();
        for &e in r.mention_entities.get(mention).into_iter().flatten() {
            let entity = &r.entities[e];
            let mut tags: Vec<String> = entity.country.iter().cloned().collect();
            tags.extend(entity.sectors.iter().map(ToString::to_string));
            parts.push(format!("{} [{}]", entity.name, tags.join(" ")));
        }
        if let Some(Some(date)) = r.dates.get(mention) {
            let day = |d: Option<jiff::civil::Date>| d.map_or("…".to_string(), |d| d.to_string());
            parts.push(format!("{} to {}", day(date.start), day(date.end)));
        }
        if let Some(Some(place)) = r.places.get(mention) {
            let country = place.country.as_deref().unwrap_or("?");
            parts.push(format!("{}, {country}", place.name));
        }
        if parts.is_empty() { String::new() } else { format!(" → {}", parts.join("; ")) }
    }

    fn trigger(&self, out: &mut String, t: &Trigger, became: Option<&Became>) -> fmt::Result {
        let words = t.span.of(&self.document.text);
        writeln!(out, "  {} “{words}” ({:.2})", t.kind, t.score)?;
        if let Some(mode) = t.mode {
            writeln!(out, "    mode       {mode}")?;
        }
        self.fillers(out, "actor", &t.actors)?;
        self.fillers(out, "recipient", &t.recipients)?;
        self.fillers(out, "time", &t.times)?;
        self.fillers(out, "place", &t.places)?;
        writeln!(out, "    status     {} ({:.2})", t.status, t.status_score)?;
        let contexts: Vec<String> = t.contexts.iter().map(|(c, p)| format!("{c} ({p:.2})")).collect();
        if !contexts.is_empty() {
            writeln!(out, "    contexts   {}", contexts.join(", "))?;
        }
        match became {
            None | Some(Became::NamesNobody) => {
                writeln!(out, "    left out   nobody who acts or is acted on is named, or none probable enough")
            }
            Some(Became::NamesNoRecipient) => {
                writeln!(out, "    left out   names nobody it was done to, which this type needs")
            }
            Some(Became::InHeadline) => writeln!(out, "    left out   no event is coded from a headline"),
            Some(Became::AnnouncedByAnother) => {
                writeln!(out, "    left out   it is what another event of the sentence agrees to or concedes")
            }
            Some(Became::PartOf(id)) => match self.event(id) {
                Some(e) => writeln!(out, "    joined     the same deed as “{}”", e.trigger.text),
                None => writeln!(out, "    left out   less certain than asked for"),
            },
            Some(Became::Event(id)) => match self.event(id) {
                Some(e) => self.coded(out, t, e),
                None => writeln!(out, "    left out   less certain than asked for"),
            },
        }
    }

    fn event(&self, id: &str) -> Option<&EventRecord> {
        self.reading.record.events.iter().find(|e| e.id == id)
    }

    /// The event as it stands in the record, and what bookkeeping changed.
    fn coded(&self, out: &mut String, t: &Trigger, e: &EventRecord) -> fmt::Result {
        let names = |side: &[Participant]| {
            let all: Vec<String> = side.iter().map(|p| format!("{} [{}]", p.name, tags(p))).collect();
            if all.is_empty() { "nobody named".to_string() } else { all.join(", ") }
        };
        let mode = e.mode.map_or(String::new(), |m| format!("/{m}"));
        writeln!(
            out,
            "    event      {}{mode}, {}, {}, score {}, CAMEO {}, confidence {:.2}",
            e.event_type, e.status, e.quad, e.score, e.cameo, e.confidence
        )?;
        writeln!(out, "    who        {} → {}", names(&e.actors), names(&e.recipients))?;
        if e.event_type != t.kind {
            writeln!(out, "    type       a {} still to come is {} today", t.kind, e.event_type)?;
        }
        if e.status == Status::Historical && t.status == Status::Actual {
            writeln!(out, "    status     its date lies more than a year before the report")?;
        }
        let entities = &self.reading.resolution.mention_entities;
        let weighed = |p: &Participant| {
            let known = t.recipients.iter().flat_map(|f| entities.get(f.mention).into_iter().flatten());
            known.into_iter().any(|&entity| Report::entity_id(entity) == p.entity)
        };
        if !t.places.is_empty() && !e.recipients.is_empty() && !e.recipients.iter().any(weighed) {
            writeln!(out, "    recipient  nobody is named: whose the place is")?;
        }
        for a in &e.attribution {
            let name = a.name.as_deref().unwrap_or("nobody named");
            writeln!(out, "    said by    {name}, cue “{}”", a.cue)?;
        }
        if t.times.is_empty() && e.date.as_ref().is_some_and(|d| d.text.is_none()) {
            writeln!(out, "    date       no time is said: the report's own date")?;
        }
        Ok(())
    }
}

fn tags(p: &Participant) -> String {
    let mut tags: Vec<String> = p.country.iter().cloned().collect();
    tags.extend(p.sectors.iter().map(ToString::to_string));
    tags.join(" ")
}

impl Display for Explanation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Annotation { triggers, own_triggers, .. } = &self.reading.annotation;
        let text = &self.document.text;
        writeln!(f, "{}", visible(&self.document.id))?;
        let mut last = None;
        let mut out = String::new();
        for t in triggers.iter().chain(own_triggers) {
            let sentences = &self.reading.layout.sentences;
            let s = sentences.partition_point(|s| s.span.end <= t.span.start);
            if last != Some(s) {
                last = Some(s);
                let words = sentences.get(s).map_or("", |s| s.span.of(text));
                writeln!(out, "\n{}", words.split_whitespace().collect::<Vec<_>>().join(" "))?;
            }
            let fate = self.reading.fates.iter().find(|fate| fate.trigger == t.span);
            self.trigger(&mut out, t, fate.map(|fate| &fate.became))?;
        }
        f.write_str(&visible(&out))
    }
}
