//! Who fills the parts of an event or tie: mentions to entities, each entity once.

use super::Report;
use crate::annotate::Filler;
use crate::ontology::EntityKind;
use crate::record::Participant;
use crate::resolve::Entity;

/// Who acts and who is acted on is reported from this probability on. On held-out reports (`detente eval corpus`) events
/// with type and all countries right have F1 0.275 this way, from 0.30 on 0.268, from 0.20 on 0.271; with the most
/// probable mention's probability instead of the sum over mentions 0.256.
pub(super) const LIKELY: f32 = 0.25;
/// How much less than the first's, at most: two who share a part are about equally probable, a distant second is a slip.
const NEARLY: f32 = 0.7;

/// An entity's part with its probability.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) entity: usize,
    pub(crate) mention: usize,
    pub(crate) score: f32,
}

/// Who takes a side of a deed, of everybody `weighed` for it: whoever is likely enough, and not much less likely than the
/// first.
pub(crate) fn side(report: &Report, weighed: &[Filler]) -> Vec<Part> {
    let mut out = parts(report, weighed);
    let first = out.iter().map(|p| p.score).fold(0.0, f32::max);
    out.retain(|p| p.score >= LIKELY && p.score >= NEARLY * first);
    out
}

/// The most probable of `weighed` that is none of `others`, however doubtful: for a side that cannot be empty (on held-out
/// reports F1 0.311 for 0.308 of events with type and all countries right).
pub(crate) fn at_least_one(report: &Report, weighed: &[Filler], others: &[Part]) -> Option<Part> {
    let apart = parts(report, weighed).into_iter().filter(|p| !others.iter().any(|o| o.entity == p.entity));
    apart.fold(None, |best: Option<Part>, p| match best {
        Some(b) if b.score >= p.score => Some(b),
        _ => Some(p),
    })
}

/// The entities behind `fillers` in order of the text, each at its most probable mention, with the probability of all its
/// mentions together: the model shares out between them what is one choice. A reference to several ("the two leaders")
/// gives all of them; of "Japan's prime minister" it is the minister who acts.
pub(crate) fn parts(report: &Report, fillers: &[Filler]) -> Vec<Part> {
    let likely = fillers.iter().filter(|f| f.score >= LIKELY);
    let possessors: Vec<usize> = likely.filter_map(|f| *report.resolution.possessors.get(f.mention)?).collect();
    let mut out: Vec<Part> = Vec::new();
    for filler in fillers.iter().filter(|f| !possessors.contains(&f.mention)) {
        for &entity in report.resolution.mention_entities.get(filler.mention).into_iter().flatten() {
            match out.iter_mut().find(|p| p.entity == entity) {
                Some(part) => part.score = (part.score + filler.score).min(1.0),
                None => out.push(Part { entity, mention: filler.mention, score: filler.score }),
            }
        }
    }
    out.sort_by_key(|p| (report.annotation.mentions[p.mention].span, p.entity));
    out
}

/// Takes every entity that stands on both sides off the side where it is less probable.
pub(crate) fn apart(left: &mut Vec<Part>, right: &mut Vec<Part>) {
    let weaker = |mine: &Part, others: &[Part], ties_lose: bool| {
        others.iter().any(|o| o.entity == mine.entity && (o.score > mine.score || ties_lose && o.score == mine.score))
    };
    let kept_left: Vec<Part> = left.iter().filter(|p| !weaker(p, right, false)).cloned().collect();
    right.retain(|p| !weaker(p, &kept_left, true));
    *left = kept_left;
}

/// The state itself, where the report speaks of it.
pub(crate) fn state_of(report: &Report, country: &str) -> Option<usize> {
    let state = |e: &Entity| e.kind == EntityKind::State && e.country.as_deref() == Some(country);
    report.resolution.entities.iter().position(state)
}

/// The part as it is written out.
pub(crate) fn record(report: &Report, part: &Part) -> Participant {
    let entity = &report.resolution.entities[part.entity];
    Participant {
        entity: Report::entity_id(part.entity),
        name: entity.name.clone(),
        country: entity.country.clone(),
        sectors: entity.sectors.clone(),
        at: report.at(report.annotation.mentions[part.mention].span),
    }
}
