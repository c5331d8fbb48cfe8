//! Who fills the parts of an event or tie: mentions to entities, each entity once.

use super::Report;
use crate::annotate::Filler;
use crate::record::Participant;

/// An entity's part with its probability.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) entity: usize,
    pub(crate) mention: usize,
    pub(crate) score: f32,
}

/// The entities behind `fillers` in order of the text; one entity once, at its most probable mention. A reference to
/// several ("the two leaders") gives all of them; of "Japan's prime minister" it is the minister who acts.
pub(crate) fn parts(report: &Report, fillers: &[Filler]) -> Vec<Part> {
    let possessors: Vec<usize> = fillers.iter().filter_map(|f| *report.resolution.possessors.get(f.mention)?).collect();
    let mut out: Vec<Part> = Vec::new();
    for filler in fillers.iter().filter(|f| !possessors.contains(&f.mention)) {
        for &entity in report.resolution.mention_entities.get(filler.mention).into_iter().flatten() {
            if !out.iter().any(|p| p.entity == entity) {
                out.push(Part { entity, mention: filler.mention, score: filler.score });
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
