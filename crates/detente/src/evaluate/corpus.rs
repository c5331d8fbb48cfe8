//! The project's own annotated reports: what comes out of plain text against what comes out of the annotation.
//!
//! A gold file holds a report a line, its marks in the words of [`crate::annotate::Annotation`] (written by
//! `training/reader/gold.py`). The marks go through the same resolution and coding as the model's, so the score is
//! that of the reading, in the terms of the record: the same error of a name table on both sides is none here.

use super::given::{Given, mixed};
use super::{Counts, EvaluateError, Scores, calibration_error, macro_f1, some};
use crate::annotate::{Anchor, Annotation, Attribution, Filler, Mention, Trigger};
use crate::code::{Became, Fate, Signs, code};
use crate::engine::{Engine, EngineError};
use crate::ontology::{Context, EventType, MentionKind, Mode, Status, TieKind, Trend};
use crate::read::Document;
use crate::record::{CodedReport, EventRecord, Participant, TieRecord, TieSide};
use crate::resolve::{Knowledge, resolve};
use crate::split::split;
use crate::text::{CodePoints, Offsets, Span};
use jiff::civil::Date;
use rayon::prelude::*;
use serde::Deserialize;
use std::collections::HashMap;
use std::path::Path;

/// A report with its marks; spans are [start, end) code points, participants indices into `mentions`.
#[derive(Deserialize)]
struct Gold {
    id: String,
    text: String,
    published: Option<Date>,
    mentions: Vec<GoldMention>,
    triggers: Vec<GoldTrigger>,
    anchors: Vec<GoldAnchor>,
    attributions: Vec<GoldAttribution>,
    /// Mention, countries, sector of actors whose belonging somebody wrote down.
    #[serde(default)]
    actors: Vec<(usize, Vec<String>, String)>,
}

#[derive(Deserialize)]
struct GoldMention {
    at: (usize, usize),
    kind: MentionKind,
    antecedents: Vec<usize>,
}

#[derive(Deserialize)]
struct GoldTrigger {
    at: (usize, usize),
    kind: EventType,
    mode: Option<Mode>,
    status: Status,
    contexts: Vec<Context>,
    /// Actors, recipients, places, times, quantities, goods.
    roles: [Vec<usize>; 6],
}

#[derive(Deserialize)]
struct GoldAnchor {
    at: (usize, usize),
    kind: TieKind,
    trend: Option<Trend>,
    status: Status,
    mutual: bool,
    /// From, to, values, periods, goods.
    roles: [Vec<usize>; 5],
}

#[derive(Deserialize)]
struct GoldAttribution {
    sources: Vec<(usize, usize)>,
    cue: (usize, usize),
    contents: Vec<(usize, usize)>,
}

/// Scores the engine on annotated reports (JSON Lines):
///
/// * event: one of the same sentence with the same type, countries of actors and countries of recipients;
/// * trigger: one of the same type that shares a letter;
/// * status, attribution, date, place: share right of the events whose triggers were found;
/// * tie: one of the same kind and evidence with the same countries on both sides; value: share right where stated;
/// * calibration error: of the confidence against the share of events right.
///
/// Also what became of each event, for reading the errors.
///
/// With parts `given`, these are taken from the marks, which tells what each of them costs. With a `second` file, what
/// is scored is not the engine's reading but these marks of the same reports by somebody else: how far two people agree.
pub fn corpus(
    engine: &Engine,
    path: &Path,
    given: &[Given],
    second: Option<&Path>,
) -> Result<(Scores, Vec<Verdict>), EvaluateError> {
    let lines = reports(path)?;
    let others: HashMap<String, (Document, Annotation)> = match second {
        Some(file) => reports(file)?.into_iter().map(|m| (m.document.id.clone(), (m.document, m.annotation))).collect(),
        None => HashMap::new(),
    };
    let knowledge = Knowledge::shipped().map_err(EngineError::from)?;
    let coded = |document: &Document, marks: &Annotation| {
        let layout = split(&document.text);
        let resolution = resolve(document, &layout, marks, knowledge);
        code(document, &layout, marks, &resolution, None)
    };
    let tallies: Vec<Tally> = lines
        .par_iter()
        .map(|Marked { document, annotation: marks, .. }| {
            let read = match second {
                Some(file) => {
                    let missing = || EvaluateError::Missing { path: file.into(), report: document.id.clone() };
                    let (twin, others) = others.get(&document.id).ok_or_else(missing)?;
                    if twin.text != document.text {
                        return Err(missing());
                    }
                    coded(document, others)
                }
                None if given.is_empty() => {
                    let reading = engine.read(document)?;
                    (reading.record, reading.fates)
                }
                None => coded(document, &mixed(&engine.read(document)?.annotation, marks, given)),
            };
            Ok(tally(document, &coded(document, marks).0, &read))
        })
        .collect::<Result<_, EvaluateError>>()?;
    let mut all = Tally::default();
    tallies.into_iter().for_each(|t| all.add(t));
    let verdicts = std::mem::take(&mut all.verdicts);
    Ok((all.scores(format!("{}: {} reports", path.display(), lines.len()), &verdicts), verdicts))
}

/// A report of a gold file with its marks.
pub(super) struct Marked {
    pub(super) document: Document,
    pub(super) annotation: Annotation,
    /// Mention, countries, sector of actors whose belonging somebody wrote down.
    pub(super) actors: Vec<(usize, Vec<String>, String)>,
}

/// The reports of a gold file, with their marks.
pub(super) fn reports(path: &Path) -> Result<Vec<Marked>, EvaluateError> {
    let text = std::fs::read_to_string(path).map_err(|reason| EvaluateError::Read { path: path.into(), reason })?;
    let lines: Vec<(usize, &str)> = text.lines().enumerate().filter(|l| !l.1.trim().is_empty()).collect();
    some(lines, path, "annotated reports, one a line")?
        .into_iter()
        .map(|(n, line)| {
            let wrong = |reason: String| EvaluateError::Format { path: path.into(), line: n as u64 + 1, reason };
            let gold: Gold = serde_json::from_str(line).map_err(|e| wrong(e.to_string()))?;
            marked(gold).map_err(wrong)
        })
        .collect()
}

/// The report and its marks as the model would have left them, certain of everything.
fn marked(gold: Gold) -> Result<Marked, String> {
    let points = CodePoints::new(&gold.text);
    let span = |(start, end): (usize, usize)| -> Result<Span, String> {
        points.span(Offsets { start, end }).ok_or_else(|| format!("{start} to {end} is no place in the text"))
    };
    let spans = |all: &[(usize, usize)]| all.iter().map(|&s| span(s)).collect::<Result<Vec<_>, _>>();
    let count = gold.mentions.len();
    let filler = |&mention: &usize| -> Result<Filler, String> {
        let known = mention < count;
        known.then_some(Filler { mention, score: 1.0 }).ok_or_else(|| format!("there is no mention {mention}"))
    };
    let fillers = |all: &[usize]| all.iter().map(filler).collect::<Result<Vec<_>, _>>();
    let mut annotation = Annotation::default();
    for (n, m) in gold.mentions.iter().enumerate() {
        let antecedents = m.antecedents.iter().filter(|&&a| a < n).map(|&a| (a, 1.0)).collect();
        annotation.mentions.push(Mention { span: span(m.at)?, kind: m.kind, score: 1.0, antecedents });
    }
    for t in &gold.triggers {
        let [actors, recipients, places, times, quantities, goods] = &t.roles;
        annotation.triggers.push(Trigger {
            span: span(t.at)?,
            kind: t.kind,
            score: 1.0,
            mode: t.mode,
            contexts: t.contexts.iter().map(|&c| (c, 1.0)).collect(),
            status: t.status,
            status_score: 1.0,
            actors: fillers(actors)?,
            recipients: fillers(recipients)?,
            places: fillers(places)?,
            times: fillers(times)?,
            quantities: fillers(quantities)?,
            goods: fillers(goods)?,
            own: Vec::new(),
        });
    }
    for a in &gold.anchors {
        let [from, to, values, periods, goods] = &a.roles;
        annotation.anchors.push(Anchor {
            span: span(a.at)?,
            kind: a.kind,
            score: 1.0,
            trend: a.trend,
            status: a.status,
            mutual: a.mutual,
            from: fillers(from)?,
            to: fillers(to)?,
            values: fillers(values)?,
            periods: fillers(periods)?,
            goods: fillers(goods)?,
        });
    }
    for a in &gold.attributions {
        annotation.attributions.push(Attribution {
            sources: spans(&a.sources)?,
            cue: span(a.cue)?,
            contents: spans(&a.contents)?,
            score: 1.0,
        });
    }
    annotation.mentions.is_sorted_by_key(|m| m.span).then_some(()).ok_or("mentions are not in order")?;
    let mut document = Document::of_text(gold.id, gold.text);
    document.published = gold.published;
    if let Some((mention, ..)) = gold.actors.iter().find(|a| a.0 >= count) {
        return Err(format!("there is no mention {mention}"));
    }
    Ok(Marked { document, annotation, actors: gold.actors })
}

/// What became of one event, read or in the gold file.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The report.
    pub report: String,
    /// "right" or "wrong" of what was read, "missed" of what was not.
    pub verdict: &'static str,
    /// Confidence of what was read; none for a missed one.
    pub confidence: Option<f64>,
    /// What it was judged by.
    pub signs: Option<Signs>,
    /// The event's type.
    pub event_type: EventType,
    /// Trigger's words.
    pub trigger: String,
    /// Names of the actors, comma between, each with its country.
    pub actors: String,
    /// The same of the recipients.
    pub recipients: String,
    /// The sentence.
    pub sentence: String,
}

#[derive(Default)]
struct Tally {
    verdicts: Vec<Verdict>,
    events: Counts,
    triggers: Counts,
    ties: Counts,
    /// Status of each event found: gold, guess.
    statuses: (Vec<Status>, Vec<Status>),
    /// Right, asked.
    attribution: (usize, usize),
    date: (usize, usize),
    place: (usize, usize),
    value: (usize, usize),
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.verdicts.extend(other.verdicts);
        self.events.add(other.events);
        self.triggers.add(other.triggers);
        self.ties.add(other.ties);
        self.statuses.0.extend(other.statuses.0);
        self.statuses.1.extend(other.statuses.1);
        for (mine, theirs) in [
            (&mut self.attribution, other.attribution),
            (&mut self.date, other.date),
            (&mut self.place, other.place),
            (&mut self.value, other.value),
        ] {
            mine.0 += theirs.0;
            mine.1 += theirs.1;
        }
    }

    fn scores(self, title: String, verdicts: &[Verdict]) -> Scores {
        let answers: Vec<(f64, bool)> =
            verdicts.iter().filter_map(|v| Some((v.confidence?, v.verdict == "right"))).collect();
        let share = |(right, asked): (usize, usize)| right as f64 / asked.max(1) as f64;
        let (gold, guess) = &self.statuses;
        let same = gold.iter().zip(guess).filter(|(a, b)| a == b).count();
        Scores {
            title,
            counted: vec![
                ("event (type, countries)".into(), self.events),
                ("trigger (type)".into(), self.triggers),
                ("tie (kind, countries)".into(), self.ties),
            ],
            figures: vec![
                ("status right (of found)".into(), share((same, gold.len()))),
                ("status macro F1".into(), macro_f1(gold, guess)),
                ("outermost speaker right".into(), share(self.attribution)),
                ("date right".into(), share(self.date)),
                ("place right".into(), share(self.place)),
                ("value and unit of ties right".into(), share(self.value)),
                ("calibration error of events".into(), calibration_error(&answers)),
            ],
        }
    }
}

fn tally(document: &Document, gold: &CodedReport, (read, fates): &(CodedReport, Vec<Fate>)) -> Tally {
    let mut t = Tally::default();
    let event_pairs = pairs(&gold.events, &read.events, same_event);
    let points = CodePoints::new(&document.text);
    for r in &read.events {
        let right = event_pairs.iter().any(|(_, other)| std::ptr::eq(*other, r));
        let told = fates.iter().find(|f| matches!(&f.became, Became::Event(id) if *id == r.id));
        let signs = told.and_then(|f| f.signs);
        t.verdicts.push(Verdict { signs, ..verdict(&points, document, r, if right { "right" } else { "wrong" }) });
    }
    for g in gold.events.iter().filter(|g| !event_pairs.iter().any(|(other, _)| std::ptr::eq(*other, *g))) {
        t.verdicts.push(verdict(&points, document, g, "missed"));
    }
    t.events = counts(event_pairs.len(), gold.events.len(), read.events.len());
    let found = pairs(&gold.events, &read.events, same_trigger);
    t.triggers = counts(found.len(), gold.events.len(), read.events.len());
    for (g, r) in found {
        t.statuses.0.push(g.status);
        t.statuses.1.push(r.status);
        let outermost = |e: &EventRecord| e.attribution.first().and_then(|a| a.name.clone());
        tick(&mut t.attribution, outermost(g) == outermost(r));
        if let Some(date) = &g.date {
            tick(&mut t.date, r.date.as_ref().is_some_and(|d| (d.start, d.end) == (date.start, date.end)));
        }
        if let Some(place) = &g.place {
            tick(&mut t.place, r.place.as_ref().is_some_and(|p| p.name == place.name));
        }
    }
    let ties = pairs(&gold.ties, &read.ties, same_tie);
    t.ties = counts(ties.len(), gold.ties.len(), read.ties.len());
    for (g, r) in ties {
        if g.value.is_some() {
            tick(&mut t.value, g.value == r.value);
        }
    }
    t
}

fn verdict(points: &CodePoints, document: &Document, event: &EventRecord, verdict: &'static str) -> Verdict {
    let side = |side: &[Participant]| {
        let named = |p: &Participant| format!("{} ({})", p.name, p.country.as_deref().unwrap_or("-"));
        side.iter().map(named).collect::<Vec<_>>().join(", ")
    };
    let sentence = points.span(event.sentence).map_or("", |s| s.of(&document.text));
    Verdict {
        report: document.id.clone(),
        verdict,
        confidence: (verdict != "missed").then_some(event.confidence),
        signs: None,
        event_type: event.event_type,
        trigger: event.trigger.text.clone(),
        actors: side(&event.actors),
        recipients: side(&event.recipients),
        sentence: sentence.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

fn tick(count: &mut (usize, usize), right: bool) {
    count.0 += usize::from(right);
    count.1 += 1;
}

fn counts(right: usize, gold: usize, read: usize) -> Counts {
    Counts { right, spurious: read - right, missed: gold - right }
}

/// Each gold record with the first not yet taken that is the same.
fn pairs<'a, T>(gold: &'a [T], read: &'a [T], same: fn(&T, &T) -> bool) -> Vec<(&'a T, &'a T)> {
    let mut free: Vec<&T> = read.iter().collect();
    let mut out = Vec::new();
    for g in gold {
        if let Some(at) = free.iter().position(|r| same(g, r)) {
            out.push((g, free.remove(at)));
        }
    }
    out
}

fn same_event(a: &EventRecord, b: &EventRecord) -> bool {
    a.event_type == b.event_type
        && a.sentence == b.sentence
        && homes(&a.actors) == homes(&b.actors)
        && homes(&a.recipients) == homes(&b.recipients)
}

fn homes(side: &[Participant]) -> Vec<Option<&str>> {
    countries(side.iter().map(|p| &p.country))
}

fn same_trigger(a: &EventRecord, b: &EventRecord) -> bool {
    let (x, y) = (a.trigger.at, b.trigger.at);
    a.event_type == b.event_type && x.start < y.end && y.start < x.end
}

fn same_tie(a: &TieRecord, b: &TieRecord) -> bool {
    let straight = ends(&a.from) == ends(&b.from) && ends(&a.to) == ends(&b.to);
    let crossed = a.mutual && ends(&a.from) == ends(&b.to) && ends(&a.to) == ends(&b.from);
    a.kind == b.kind && a.evidence == b.evidence && (straight || crossed)
}

fn ends(side: &[TieSide]) -> Vec<Option<&str>> {
    countries(side.iter().map(|p| &p.country))
}

/// The countries of one side, each once, in order; somebody without a country counts as such.
fn countries<'a>(of: impl Iterator<Item = &'a Option<String>>) -> Vec<Option<&'a str>> {
    let mut out: Vec<Option<&str>> = of.map(|c| c.as_deref()).collect();
    out.sort_unstable();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_the_record_they_describe() {
        let line = r#"{"id":"a","text":"France expelled two Russian diplomats.","published":"2024-03-14","mentions":[
            {"at":[0,6],"kind":"state","antecedents":[]},{"at":[16,37],"kind":"group","antecedents":[]}],
            "triggers":[{"at":[7,15],"kind":"SANCTION","mode":"expel","status":"actual","contexts":["diplomatic"],
            "roles":[[0],[1],[],[],[],[]]}],"anchors":[],"attributions":[]}"#;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("gold.jsonl");
        std::fs::write(&file, line.replace('\n', " ")).unwrap();
        let (scores, verdicts) = corpus(&Engine::new().unwrap(), &file, &[], None).unwrap();
        assert_eq!((verdicts[0].verdict, verdicts[0].actors.as_str()), ("right", "France (FRA)"));
        assert_eq!(scores.counted[0].1, Counts { right: 1, spurious: 0, missed: 0 });
        let (scores, _) = corpus(&Engine::new().unwrap(), &file, &[], Some(&file)).unwrap();
        assert_eq!(scores.counted[0].1, Counts { right: 1, spurious: 0, missed: 0 });
        let other = folder.path().join("second.jsonl");
        std::fs::write(&other, line.replace('\n', " ").replace("\"id\":\"a\"", "\"id\":\"b\"")).unwrap();
        let error = corpus(&Engine::new().unwrap(), &file, &[], Some(&other)).unwrap_err().to_string();
        assert!(error.ends_with("expected marks of the report a with the same text, found none"), "{error}");
        std::fs::write(&file, line.replace('\n', " ").replace("[0,6]", "[0,600]")).unwrap();
        let error = corpus(&Engine::new().unwrap(), &file, &[], None).unwrap_err().to_string();
        assert!(error.ends_with("0 to 600 is no place in the text"), "{error}");
    }
}
