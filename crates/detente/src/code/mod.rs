//! From what was read and resolved to the record of the report.
//!
//! The bookkeeping of the ontology: which triggers become events, who fills which part, what is inside whose words,
//! which date and place an event has. Nothing here looks at words again except quotation marks.

mod attribution;
mod confidence;
mod contested;
mod events;
mod fate;
mod merge;
mod opposite;
mod participants;
mod quotation;
mod statements;
mod ties;

pub use confidence::{SIGNS, Signs};
pub use fate::{Became, Fate};

use crate::annotate::Annotation;
use crate::ontology::MentionKind;
use crate::read::Document;
use crate::record::{CodedReport, DatelineRecord, DocumentRecord, EntityRecord, QuantityRecord, TextAt, Value};
use crate::resolve::Resolution;
use crate::resolve::dates::is_impossible;
use crate::split::Layout;
use crate::text::{CodePoints, Span};
use xxhash_rust::xxh3::xxh3_64;

/// Everything the coder knows of a report, and how to point into it.
pub(crate) struct Report<'r> {
    pub(crate) document: &'r Document,
    pub(crate) layout: &'r Layout,
    pub(crate) annotation: &'r Annotation,
    pub(crate) resolution: &'r Resolution,
    points: CodePoints<'r>,
    /// Prefix of the record's ids: the same for the same id and text.
    key: String,
}

impl<'r> Report<'r> {
    /// Words and offsets of a span.
    pub(crate) fn words(&self, span: Span) -> TextAt {
        TextAt { at: self.points.offsets(span), text: span.of(&self.document.text).to_string() }
    }

    /// Offsets of a span.
    pub(crate) fn at(&self, span: Span) -> crate::text::Offsets {
        self.points.offsets(span)
    }

    /// The sentence that holds the beginning of `span`, else the span itself.
    pub(crate) fn sentence(&self, span: Span) -> Span {
        let at = self.layout.sentence_at(span.start).map(|s| s.span);
        at.filter(|s| s.start <= span.start).unwrap_or(span)
    }

    /// A record id that is the same in every run.
    pub(crate) fn id(&self, kind: &str, n: usize) -> String {
        format!("{}-{kind}{}", self.key, n + 1)
    }

    /// Id of an entity inside the report.
    pub(crate) fn entity_id(entity: usize) -> String {
        format!("e{}", entity + 1)
    }
}

/// Codes a report that has been split, annotated and resolved. Beside the record what became of each trigger, in order.
pub fn code(
    document: &Document,
    layout: &Layout,
    annotation: &Annotation,
    resolution: &Resolution,
    language: Option<&str>,
) -> (CodedReport, Vec<Fate>) {
    let key = format!("{:016x}", xxh3_64(format!("{}\n{}", document.id, document.text).as_bytes()));
    let report = Report { document, layout, annotation, resolution, points: CodePoints::new(&document.text), key };
    let chains = attribution::Chains::of(&report);
    let (events, fates) = events::code(&report, &chains);
    let ties = ties::code(&report, &chains);
    let statements = statements::code(&report, &events, &ties);
    let mut warnings = [document.warnings.as_slice(), &document.flaws].concat();
    if document.published.is_none() {
        warnings.push("no publication date: relative dates are left open".into());
    }
    warnings.extend(impossible_days(&report));
    let record = CodedReport {
        document: document_record(&report, language),
        entities: entities(&report),
        events: events.into_iter().map(|e| e.record).collect(),
        statements,
        ties: ties.into_iter().map(|t| t.record).collect(),
        quantities: quantities(&report),
        warnings,
    };
    (record, fates)
}

/// What is to be said about days that the calendar lacks, in order: they date nothing.
fn impossible_days(report: &Report) -> Vec<String> {
    let text = &report.document.text;
    let filed = report.layout.dateline.as_ref().and_then(|line| line.date);
    let times = report.annotation.mentions.iter().filter(|m| m.kind == MentionKind::Time).map(|m| m.span);
    let mut days: Vec<Span> = filed.into_iter().chain(times).filter(|&span| is_impossible(text, span)).collect();
    days.sort_unstable_by_key(|span| (span.start, span.end));
    days.dedup();
    let told = |span: Span| {
        let at = report.at(span);
        format!("the day \"{}\" at {} to {} does not exist", span.of(text), at.start, at.end)
    };
    days.into_iter().map(told).collect()
}

fn document_record(report: &Report, language: Option<&str>) -> DocumentRecord {
    let d = report.document;
    let words = |span: Option<Span>| span.map(|s| s.of(&d.text).trim().to_string());
    // A headline of several lines is one title.
    let headline = report.layout.headline.map(|h| {
        let mut lines: Vec<&str> = h.of(&d.text).lines().map(str::trim).filter(|l| !l.is_empty()).collect();
        // Pages print it over and inside the article.
        lines.dedup();
        lines.iter().flat_map(|l| l.split_whitespace()).collect::<Vec<_>>().join(" ")
    });
    let title = d.title.clone().or(headline);
    let dateline = report.layout.dateline.as_ref().map(|line| DatelineRecord {
        place: words(line.place).map(|p| normal_case(&p)),
        agency: words(line.agency),
        at: report.at(line.span),
    });
    DocumentRecord {
        id: d.id.clone(),
        title,
        text: d.text.clone(),
        published: d.published,
        dateline,
        publisher: d.publisher.clone(),
        url: d.url.clone(),
        language: language.map(str::to_string),
    }
}

/// "NEW YORK" as "New York", "PORT-AU-PRINCE" as "Port-au-Prince"; anything with small letters stays as it is.
fn normal_case(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_string();
    }
    let begins = |c: char| !c.is_alphabetic() && c != '\'' && c != '’';
    let mut out = String::with_capacity(name.len());
    for part in name.split_inclusive(begins) {
        let word = part.trim_end_matches(begins).to_lowercase();
        let joins =
            out.ends_with('-') && matches!(word.as_str(), "au" | "de" | "en" | "la" | "le" | "les" | "sur" | "upon");
        let lower = part.to_lowercase();
        let mut letters = lower.chars();
        match letters.next() {
            Some(first) if !joins => out.extend(first.to_uppercase().chain(letters)),
            _ => out.push_str(&lower),
        }
    }
    out
}

fn entities(report: &Report) -> Vec<EntityRecord> {
    let all = report.resolution.entities.iter().enumerate();
    all.map(|(i, e)| EntityRecord {
        id: Report::entity_id(i),
        name: e.name.clone(),
        kind: e.kind,
        country: e.country.clone(),
        sectors: e.sectors.clone(),
        wikidata: e.wikidata.clone(),
        mentions: e.mentions.iter().map(|&m| report.words(report.annotation.mentions[m].span)).collect(),
    })
    .collect()
}

fn quantities(report: &Report) -> Vec<QuantityRecord> {
    let mut out = Vec::new();
    for found in &report.resolution.quantities {
        let TextAt { at, text } = report.words(found.span);
        out.push(QuantityRecord {
            amount: found.amount,
            upper: found.upper,
            unit: found.unit.clone(),
            kind: found.kind.to_string(),
            at,
            text,
        });
    }
    out
}

/// The value a tie states, from its first quantity.
pub(crate) fn value_of(report: &Report, mention: usize) -> Option<Value> {
    let words = report.annotation.mentions.get(mention)?.span;
    let found = report.resolution.quantities.iter().find(|q| q.span.overlaps(words))?;
    Some(Value { amount: found.amount, unit: found.unit.clone() })
}

#[cfg(test)]
mod tests {
    use super::normal_case;

    #[test]
    fn capitals_of_datelines_become_names() {
        assert_eq!(normal_case("NEW YORK"), "New York");
        assert_eq!(normal_case("PORT-AU-PRINCE"), "Port-au-Prince");
        assert_eq!(normal_case("GUINEA-BISSAU"), "Guinea-Bissau");
        assert_eq!(normal_case("ST. PETERSBURG"), "St. Petersburg");
        assert_eq!(normal_case("Geneva"), "Geneva");
    }
}
