//! Why each event is coded as it is: which words were read as what, with which probability, and what they became.

use crate::annotate::{Annotation, Filler, Trigger};
use crate::engine::Reading;
use crate::read::Document;
use crate::record::EventRecord;
use crate::text::CodePoints;
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

    fn trigger(&self, out: &mut String, t: &Trigger, coded: Option<&EventRecord>) -> fmt::Result {
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
        match coded {
            None => writeln!(out, "    left out   names nobody who acts or is acted on"),
            Some(e) => {
                for a in &e.attribution {
                    writeln!(
                        out,
                        "    inside the words of {}, cue “{}”",
                        a.name.as_deref().unwrap_or("nobody named"),
                        a.cue
                    )?;
                }
                if t.times.is_empty() && e.date.is_some() {
                    writeln!(out, "    date       no time is said: the report's own date")?;
                }
                Ok(())
            }
        }
    }
}

impl Display for Explanation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Annotation { triggers, .. } = &self.reading.annotation;
        let text = &self.document.text;
        let points = CodePoints::new(text);
        writeln!(f, "{}", self.document.id)?;
        let mut last = None;
        let mut out = String::new();
        for t in triggers {
            let sentences = &self.reading.layout.sentences;
            let s = sentences.partition_point(|s| s.span.end <= t.span.start);
            if last != Some(s) {
                last = Some(s);
                let words = sentences.get(s).map_or("", |s| s.span.of(text));
                writeln!(out, "\n{}", words.split_whitespace().collect::<Vec<_>>().join(" "))?;
            }
            let at = points.offsets(t.span);
            let coded = self.reading.record.events.iter().find(|e| e.trigger.at == at);
            self.trigger(&mut out, t, coded)?;
        }
        f.write_str(&out)
    }
}
