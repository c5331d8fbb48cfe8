//! A report for a person at a terminal: each sentence that says something, its events, ties and speakers under it.

use super::{Sink, visible};
use crate::ontology::{Quad, Status};
use crate::record::{AttributionRecord, CodedReport, EventRecord, Participant, TieRecord};
use crate::text::{CodePoints, Offsets};
use anstyle::{AnsiColor, Style};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Readable pages, with or without colours.
pub struct Summary<W: Write> {
    out: W,
    paint: bool,
    width: usize,
    any: bool,
}

impl<W: Write> Summary<W> {
    /// Writes to `out`, lines at most `width` characters wide, in colours if `paint`.
    pub fn new(out: W, width: usize, paint: bool) -> Self {
        Self { out, paint, width: width.clamp(40, 120), any: false }
    }

    fn styled(&self, style: Style, text: &str) -> String {
        if self.paint { format!("{style}{text}{style:#}") } else { text.to_string() }
    }

    fn heading(&mut self, report: &CodedReport) -> io::Result<()> {
        let d = &report.document;
        let title = d.title.as_deref().unwrap_or(&d.id);
        let line = self.styled(Style::new().bold().underline(), title.trim());
        writeln!(self.out, "{line}")?;
        let dateline = d.dateline.as_ref();
        let mut facts: Vec<String> = Vec::new();
        facts.extend(dateline.and_then(|l| l.place.clone()));
        facts.extend(d.published.map(|p| p.to_string()));
        facts.extend(dateline.and_then(|l| l.agency.clone()).or_else(|| d.publisher.clone()));
        if d.title.is_some() {
            facts.push(d.id.clone());
        }
        let line = self.styled(Style::new().dimmed(), &facts.join(" · "));
        writeln!(self.out, "{line}\n")
    }

    /// "Vladimir Putin (RUS GOV)".
    fn party(&self, p: &Participant) -> String {
        let mut tags: Vec<String> = p.country.iter().cloned().collect();
        tags.extend(p.sectors.iter().map(ToString::to_string));
        let name = self.styled(Style::new().bold(), &p.name);
        if tags.is_empty() { name } else { format!("{name} ({})", tags.join(" ")) }
    }

    fn parties(&self, all: &[Participant]) -> String {
        all.iter().map(|p| self.party(p)).collect::<Vec<_>>().join(", ")
    }

    fn event(&mut self, e: &EventRecord) -> io::Result<()> {
        let colour = match e.quad {
            Quad::VerbalCooperation => AnsiColor::Cyan,
            Quad::MaterialCooperation => AnsiColor::Green,
            Quad::VerbalConflict => AnsiColor::Yellow,
            Quad::MaterialConflict => AnsiColor::Red,
        };
        let name = match e.mode {
            Some(mode) => format!("{} {mode}", e.event_type),
            None => e.event_type.to_string(),
        };
        let name = self.styled(colour.on_default().bold(), &name);
        let who = if e.actors.is_empty() { "?".to_string() } else { self.parties(&e.actors) };
        let whom =
            if e.recipients.is_empty() { String::new() } else { format!("  →  {}", self.parties(&e.recipients)) };
        writeln!(self.out, "    {who}  →  {name}{whom}")?;
        let mut facts = vec![format!("“{}”", e.trigger.text)];
        if let Some(d) = &e.date {
            facts.extend(interval(d.start, d.end));
        }
        if let Some(p) = &e.place {
            facts.push(match &p.country {
                Some(c) => format!("{}, {c}", p.name),
                None => p.name.clone(),
            });
        }
        if e.status != Status::Actual {
            facts.push(e.status.to_string());
        }
        if !e.contexts.is_empty() {
            facts.push(e.contexts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "));
        }
        facts.extend(vouched(&e.attribution));
        facts.push(format!("{:.0} %", e.confidence * 100.0));
        let line = self.styled(Style::new().dimmed(), &facts.join(" · "));
        writeln!(self.out, "      {line}")
    }

    fn tie(&mut self, t: &TieRecord) -> io::Result<()> {
        let names = |side: &[crate::record::TieSide]| {
            side.iter()
                .map(|s| match &s.country {
                    Some(c) => format!("{} ({c})", s.name),
                    None => s.name.clone(),
                })
                .collect::<Vec<_>>()
                .join(", ")
        };
        let kind = self.styled(AnsiColor::Magenta.on_default(), &t.kind.to_string().replace('_', " "));
        let arrow = if t.mutual { "↔" } else { "→" };
        let mut facts: Vec<String> = Vec::new();
        facts.extend(t.trend.map(|x| x.to_string()));
        facts.extend(t.value.as_ref().map(|v| {
            format!("{} {}", plain_number(v.amount), v.unit.as_deref().unwrap_or_default()).trim().to_string()
        }));
        if !t.goods.is_empty() {
            facts.push(t.goods.join(", "));
        }
        facts.extend(t.period.as_ref().and_then(|p| interval(p.start, p.end)));
        if t.status != Status::Actual {
            facts.push(t.status.to_string());
        }
        facts.extend(vouched(&t.attribution));
        let facts = if facts.is_empty() { String::new() } else { format!("  {}", facts.join(" · ")) };
        let facts = self.styled(Style::new().dimmed(), &facts);
        writeln!(self.out, "    {} {arrow} {}  {kind}{facts}", names(&t.from), names(&t.to))
    }
}

impl<W: Write> Sink for Summary<W> {
    fn report(&mut self, report: &CodedReport) -> io::Result<()> {
        let report = &printable(report)?;
        if self.any {
            writeln!(self.out)?;
        }
        self.any = true;
        self.heading(report)?;
        let points = CodePoints::new(&report.document.text);
        // Everything is shown under the sentence it was read from.
        let mut sentences: BTreeMap<Offsets, (Vec<&EventRecord>, Vec<&TieRecord>)> = BTreeMap::new();
        for e in &report.events {
            sentences.entry(e.sentence).or_default().0.push(e);
        }
        for t in &report.ties {
            sentences.entry(t.evidence).or_default().1.push(t);
        }
        for (at, (events, ties)) in &sentences {
            let words = points.span(*at).map_or("", |s| s.of(&report.document.text));
            for line in wrap(words, self.width - 2) {
                writeln!(self.out, "  {line}")?;
            }
            for event in events {
                self.event(event)?;
            }
            for tie in ties {
                self.tie(tie)?;
            }
            writeln!(self.out)?;
        }
        let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
        let line = [
            count(report.events.len(), "event", "events"),
            count(report.ties.len(), "tie", "ties"),
            count(report.statements.len(), "statement", "statements"),
            count(report.entities.len(), "entity", "entities"),
        ]
        .join(" · ");
        let line = self.styled(Style::new().dimmed(), &line);
        writeln!(self.out, "{line}")?;
        for warning in &report.warnings {
            let line = self.styled(AnsiColor::Yellow.on_default(), &format!("note: {warning}"));
            writeln!(self.out, "{line}")?;
        }
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The report with nothing in it that a terminal would obey. Character for character, so that offsets still hold.
fn printable(report: &CodedReport) -> io::Result<CodedReport> {
    fn clean(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::String(text) => *text = visible(text).into_owned(),
            serde_json::Value::Array(items) => items.iter_mut().for_each(clean),
            serde_json::Value::Object(fields) => fields.values_mut().for_each(clean),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(report)?;
    clean(&mut value);
    Ok(serde_json::from_value(value)?)
}

fn interval(start: Option<jiff::civil::Date>, end: Option<jiff::civil::Date>) -> Option<String> {
    match (start, end) {
        (Some(a), Some(b)) if a == b => Some(a.to_string()),
        (Some(a), Some(b)) => Some(format!("{a} to {b}")),
        (Some(a), None) => Some(format!("from {a}")),
        (None, Some(b)) => Some(format!("until {b}")),
        (None, None) => None,
    }
}

fn vouched(chain: &[AttributionRecord]) -> Option<String> {
    let names: Vec<&str> = chain.iter().map(|a| a.name.as_deref().unwrap_or("somebody")).collect();
    (!names.is_empty()).then(|| format!("says {}", names.join(", citing ")))
}

/// A number with thousands apart.
fn plain_number(x: f64) -> String {
    let whole = x.abs().trunc();
    if whole >= 1e15 || x.fract() != 0.0 {
        return x.to_string();
    }
    let digits = format!("{whole:.0}");
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    if x < 0.0 { format!("-{out}") } else { out }
}

/// Lines of at most `width` characters, broken between words.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_whitespace() {
        let n = word.chars().count();
        if used > 0 && used + 1 + n > width {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += n;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_cannot_drive_the_terminal() {
        let document = crate::read::Document::of_text("note", "France expelled \u{1b}[31mtwo Russian diplomats\u{7}.");
        let coded = crate::engine::Engine::new().unwrap().code(&document).unwrap();
        assert_eq!(coded.events.len(), 1);
        let mut page = Vec::new();
        Summary::new(&mut page, 100, false).report(&coded).unwrap();
        let page = String::from_utf8(page).unwrap();
        assert!(page.contains("SANCTION expel") && !page.contains(['\u{1b}', '\u{7}']), "{page}");
    }

    #[test]
    fn lines_and_numbers_are_readable() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(plain_number(240_000_000_000.0), "240,000,000,000");
        assert_eq!(plain_number(-1234.5), "-1234.5");
        assert_eq!(plain_number(12.0), "12");
    }
}
