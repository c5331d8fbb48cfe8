//! Anchors to ties.

use super::attribution::Chains;
use super::participants::{Part, apart, parts};
use super::{Report, value_of};
use crate::annotate::Anchor;
use crate::record::{DateRecord, TieRecord, TieSide};
use crate::split::Zone;
use crate::text::Span;

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
        let record = TieRecord {
            id: report.id("ti", out.len()),
            kind: anchor.kind,
            from: from.iter().map(|p| side(report, p)).collect(),
            to: to.iter().map(|p| side(report, p)).collect(),
            mutual: anchor.mutual,
            goods: goods.into_iter().map(words).collect(),
            value: anchor.values.iter().find_map(|v| value_of(report, v.mention)),
            period: period(report, anchor),
            trend: anchor.trend,
            status: anchor.status,
            evidence: report.at(report.sentence(anchor.span)),
            attribution: chains.around(report, anchor.span),
            confidence: (f64::from(anchor.score * weakest) * 1000.0).round() / 1000.0,
        };
        out.push(CodedTie { anchor: anchor.span, record });
    }
    out
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

fn period(report: &Report, anchor: &Anchor) -> Option<DateRecord> {
    anchor.periods.iter().find_map(|f| {
        let found = report.resolution.dates.get(f.mention)?.as_ref()?;
        let words = report.annotation.mentions[f.mention].span.of(&report.document.text);
        Some(DateRecord { start: found.start, end: found.end, text: Some(words.to_string()) })
    })
}
