//! Anchors to ties.

use super::attribution::Chains;
use super::participants::{Part, apart, parts};
use super::{Report, value_of};
use crate::annotate::{Anchor, Filler};
use crate::record::{DateRecord, TieRecord, TieSide};
use crate::split::Zone;
use crate::text::Span;

/// A tie less certain than this is left out: few of them are right (`training/EXPERIMENTS.md`).
const LEAST: f32 = 0.2;

/// A tie with the place of its anchor.
pub(crate) struct CodedTie {
    pub(crate) anchor: Span,
    pub(crate) record: TieRecord,
}

/// Every anchor in the body that binds two sides.
pub(crate) fn code(report: &Report, chains: &Chains) -> Vec<CodedTie> {
    let mut out: Vec<CodedTie> = Vec::new();
    let mut anchors: Vec<&Anchor> = report.annotation.anchors.iter().collect();
    anchors.sort_by_key(|a| a.span);
    for anchor in anchors {
        let Some((from, to)) = sides(report, anchor) else { continue };
        let in_body = report.layout.sentences.iter().any(|s| s.zone == Zone::Body && s.span.contains(anchor.span));
        if !in_body {
            continue;
        }
        let words = |m: usize| report.annotation.mentions[m].span.of(&report.document.text).to_string();
        let mut goods: Vec<usize> = anchor.goods.iter().map(|g| g.mention).collect();
        goods.sort_unstable();
        let weakest = from.iter().chain(&to).map(|p| p.score).fold(1.0, f32::min);
        if anchor.score * weakest < LEAST {
            continue;
        }
        let record = TieRecord {
            id: report.id("ti", out.len()),
            kind: anchor.kind,
            from: from.iter().map(|p| side(report, p)).collect(),
            to: to.iter().map(|p| side(report, p)).collect(),
            mutual: anchor.mutual,
            goods: goods.into_iter().map(words).collect(),
            value: beside(report, anchor, &anchor.values).find_map(|v| value_of(report, v)),
            period: period(report, anchor),
            trend: anchor.trend,
            status: anchor.status,
            anchor: report.words(anchor.span),
            evidence: report.at(report.sentence(anchor.span)),
            attribution: chains.around(report, anchor.span),
            confidence: (f64::from(anchor.score * weakest) * 1000.0).round() / 1000.0,
        };
        match out.iter_mut().find(|t| same(&t.record, &record)) {
            Some(earlier) => unite(&mut earlier.record, record),
            None => out.push(CodedTie { anchor: anchor.span, record }),
        }
    }
    out
}

/// True when a sentence says the same tie by two words, and they do not give it different values.
fn same(a: &TieRecord, b: &TieRecord) -> bool {
    let entities = |side: &[TieSide]| side.iter().map(|s| s.entity.clone()).collect::<Vec<_>>();
    let sides = |t: &TieRecord| (entities(&t.from), entities(&t.to));
    (a.kind, a.status, a.evidence) == (b.kind, b.status, b.evidence)
        && sides(a) == sides(b)
        && (a.value.is_none() || b.value.is_none() || a.value == b.value)
}

/// Adds to a tie what another word says of it.
fn unite(tie: &mut TieRecord, other: TieRecord) {
    let new: Vec<String> = other.goods.into_iter().filter(|g| !tie.goods.contains(g)).collect();
    tie.goods.extend(new);
    tie.value = tie.value.take().or(other.value);
    tie.period = tie.period.take().or(other.period);
    tie.trend = tie.trend.or(other.trend);
    tie.confidence = tie.confidence.max(other.confidence);
}

/// The two sides. Of a mutual tie the first party named is one side and all others the other.
fn sides(report: &Report, anchor: &Anchor) -> Option<(Vec<Part>, Vec<Part>)> {
    let mut from = parts(report, &anchor.from);
    let mut to = parts(report, &anchor.to);
    if anchor.mutual {
        from.extend(to);
        from.sort_by_key(|p| (report.annotation.mentions[p.mention].span, p.entity));
        let mut seen = Vec::new();
        from.retain(|p| {
            !seen.contains(&p.entity) && {
                seen.push(p.entity);
                true
            }
        });
        to = from.split_off(from.len().min(1));
    } else {
        apart(&mut from, &mut to);
    }
    (!from.is_empty() && !to.is_empty()).then_some((from, to))
}

fn side(report: &Report, part: &Part) -> TieSide {
    let entity = &report.resolution.entities[part.entity];
    TieSide { entity: Report::entity_id(part.entity), name: entity.name.clone(), country: entity.country.clone() }
}

/// The mentions of `fillers` that stand in the anchor's own sentence. An amount or a year of another sentence is another
/// tie's.
fn beside<'f>(report: &'f Report, anchor: &Anchor, fillers: &'f [Filler]) -> impl Iterator<Item = usize> + 'f {
    let sentence = report.sentence(anchor.span);
    fillers.iter().map(|f| f.mention).filter(move |&m| sentence.contains(report.annotation.mentions[m].span))
}

fn period(report: &Report, anchor: &Anchor) -> Option<DateRecord> {
    beside(report, anchor, &anchor.periods).find_map(|m| {
        let found = report.resolution.dates.get(m)?.as_ref()?;
        let words = report.annotation.mentions[m].span.of(&report.document.text);
        Some(DateRecord { start: found.start, end: found.end, text: Some(words.to_string()) })
    })
}
