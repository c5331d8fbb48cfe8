//! How the values of a record read on a page for people, whatever the page is made of.

use crate::ontology::{Sector, Status, TieKind};
use crate::record::{
    AttributionRecord, CodedReport, DateRecord, EventRecord, PlaceRecord, StatementRecord, TieRecord, Value,
};

/// Headings of a page's parts.
pub(super) const EVENTS: &str = "Events";
pub(super) const STATEMENTS: &str = "Who says what";
pub(super) const TIES: &str = "What binds whom";

/// The report's headline, else its id.
pub(super) fn title(report: &CodedReport) -> &str {
    let d = &report.document;
    d.title.as_deref().map(str::trim).filter(|t| !t.is_empty()).unwrap_or(&d.id)
}

/// Place, date, who published it, and the id where it is not the title.
pub(super) fn facts(report: &CodedReport) -> Vec<String> {
    let d = &report.document;
    let dateline = d.dateline.as_ref();
    let mut facts: Vec<String> = Vec::new();
    facts.extend(dateline.and_then(|l| l.place.clone()));
    facts.extend(d.published.map(|p| p.to_string()));
    facts.extend(dateline.and_then(|l| l.agency.clone()).or_else(|| d.publisher.clone()));
    if title(report) != d.id {
        facts.push(d.id.clone());
    }
    facts
}

/// How much was read out of the report.
pub(super) fn counts(report: &CodedReport) -> String {
    [
        count(report.events.len(), "event", "events"),
        count(report.ties.len(), "tie", "ties"),
        count(report.statements.len(), "statement", "statements"),
        count(report.entities.len(), "entity", "entities"),
    ]
    .join(" · ")
}

/// "1 event", "2 events".
pub(super) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// "RUS GOV"; nothing when neither is known.
pub(super) fn tags(country: Option<&str>, sectors: &[Sector]) -> Option<String> {
    let mut tags: Vec<String> = country.map(str::to_string).into_iter().collect();
    tags.extend(sectors.iter().map(ToString::to_string));
    (!tags.is_empty()).then(|| tags.join(" "))
}

/// "SANCTION expel"; with types of the user's own behind: "SANCTION expel + RECALL".
pub(super) fn deed(event: &EventRecord) -> String {
    let mut deed = event.event_type.to_string();
    if let Some(mode) = event.mode {
        deed.push_str(&format!(" {mode}"));
    }
    event.own_types.iter().for_each(|own| deed.push_str(&format!(" + {}", own.name)));
    deed
}

/// What is known of an event beside who, what and whom: date, place, status, contexts, who vouches for it, confidence.
pub(super) fn event_facts(event: &EventRecord) -> Vec<String> {
    let mut facts: Vec<String> = Vec::new();
    facts.extend(event.date.as_ref().and_then(interval));
    facts.extend(event.place.as_ref().map(place));
    facts.push(event.status.to_string());
    if !event.contested_by.is_empty() {
        facts.push("contested".to_string());
    }
    if !event.contexts.is_empty() {
        facts.push(event.contexts.iter().map(|c| c.to_string().replace('_', " ")).collect::<Vec<_>>().join(", "));
    }
    facts.extend(vouched(&event.attribution));
    facts.push(percent(event.confidence));
    facts
}

/// "arms transfer".
pub(super) fn kind(kind: TieKind) -> String {
    kind.to_string().replace('_', " ")
}

/// "↔" of a tie that goes both ways, else "→".
pub(super) fn arrow(tie: &TieRecord) -> &'static str {
    if tie.mutual { "↔" } else { "→" }
}

/// What is known of a tie beside its sides, kind and value: goods, trend, period, status, who vouches for it, confidence.
pub(super) fn tie_facts(tie: &TieRecord) -> Vec<String> {
    let mut facts: Vec<String> = Vec::new();
    if !tie.goods.is_empty() {
        facts.push(tie.goods.join(", "));
    }
    facts.extend(tie.trend.map(|t| t.to_string()));
    facts.extend(tie.period.as_ref().and_then(interval));
    if tie.status != Status::Actual {
        facts.push(tie.status.to_string());
    }
    facts.extend(vouched(&tie.attribution));
    facts.push(percent(tie.confidence));
    facts
}

/// Who speaks; "somebody" where nobody is named.
pub(super) fn speakers(statement: &StatementRecord) -> String {
    if statement.speakers.is_empty() {
        return "somebody".to_string();
    }
    statement.speakers.iter().map(|s| s.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Everything said, the pieces with "…" between them.
pub(super) fn content(statement: &StatementRecord) -> String {
    if statement.contents.is_empty() {
        return statement.content.text.clone();
    }
    statement.contents.iter().map(|c| c.text.as_str()).collect::<Vec<_>>().join(" … ")
}

/// The events and ties inside a statement, as they are called on the page.
pub(super) fn inside(report: &CodedReport, statement: &StatementRecord) -> Vec<String> {
    let events = report.events.iter().filter(|e| statement.events.contains(&e.id)).map(deed);
    let ties = report.ties.iter().filter(|t| statement.ties.contains(&t.id)).map(|t| kind(t.kind));
    events.chain(ties).collect()
}

/// "1,100,000,000 USD".
pub(super) fn value(value: &Value) -> String {
    match value.unit.as_deref() {
        Some(unit) => format!("{} {unit}", number(value.amount)),
        None => number(value.amount),
    }
}

/// "2024-05-16", "2023-01-01 to 2023-12-31", "from 2019-01-01"; the words of a date that could not be counted.
fn interval(date: &DateRecord) -> Option<String> {
    match (date.start, date.end) {
        (Some(a), Some(b)) if a == b => Some(a.to_string()),
        (Some(a), Some(b)) => Some(format!("{a} to {b}")),
        (Some(a), None) => Some(format!("from {a}")),
        (None, Some(b)) => Some(format!("until {b}")),
        (None, None) => date.text.as_ref().map(|words| format!("“{words}”")),
    }
}

/// "Beijing, CHN".
fn place(place: &PlaceRecord) -> String {
    match &place.country {
        Some(country) => format!("{}, {country}", place.name),
        None => place.name.clone(),
    }
}

fn vouched(chain: &[AttributionRecord]) -> Option<String> {
    let names: Vec<&str> = chain.iter().map(|a| a.name.as_deref().unwrap_or("somebody")).collect();
    (!names.is_empty()).then(|| format!("says {}", names.join(", citing ")))
}

fn percent(confidence: f64) -> String {
    format!("{:.0} %", confidence * 100.0)
}

/// A number with thousands apart.
fn number(x: f64) -> String {
    let whole = x.abs().trunc();
    if !x.is_finite() || whole >= 1e15 {
        return x.to_string();
    }
    let digits = format!("{whole:.0}");
    let mut out = String::new();
    if x < 0.0 {
        out.push('-');
    }
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    // The digits after the point, as they print.
    if let Some((_, rest)) = x.to_string().split_once('.') {
        out.push('.');
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_readable() {
        assert_eq!(number(240_000_000_000.0), "240,000,000,000");
        assert_eq!(number(-1234.5), "-1,234.5");
        assert_eq!(number(12.0), "12");
        assert_eq!(number(0.25), "0.25");
        assert_eq!(number(f64::NAN), "NaN");
        assert_eq!(number(1e300).len(), 301);
    }

    #[test]
    fn a_date_that_cannot_be_counted_keeps_its_words() {
        let date = DateRecord { start: None, end: None, text: Some("last week".to_string()) };
        assert_eq!(interval(&date).as_deref(), Some("“last week”"));
    }
}
