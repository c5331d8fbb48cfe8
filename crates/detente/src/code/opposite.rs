//! The other of two parties that a whole report is about.

use super::Report;
use super::participants::{Part, state_of};
use crate::ontology::{EntityKind, Sector};
use crate::text::Span;
use std::collections::BTreeMap;

/// How sure it is that a deed without another side is between the two states that a report is about.
const STANDING: f32 = 0.3;
/// Least share of each of the two in what the report says of states and those who act for them …
const SHARE: f64 = 0.25;
/// … and of both together.
const BOTH: f64 = 0.7;

/// The standing other side of whoever acts for `country`: the state itself, where the report is about the two of them.
/// `near`: where in the text the deed is told.
pub(crate) fn opposite(report: &Report, country: &str, near: Span) -> Option<Part> {
    let entities = &report.resolution.entities;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entity in entities {
        let acts = entity.kind == EntityKind::State
            || entity.sectors.first().is_some_and(|s| matches!(s, Sector::Gov | Sector::Mil));
        if let Some(country) = entity.country.as_deref().filter(|_| acts) {
            *counts.entry(country).or_default() += entity.mentions.len();
        }
    }
    let all: usize = counts.values().sum();
    let mut ranked: Vec<(&str, usize)> = counts.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let [first, second, ..] = ranked[..] else { return None };
    let share = |n: usize| n as f64 / all.max(1) as f64;
    if share(second.1) < SHARE || share(first.1 + second.1) < BOTH {
        return None;
    }
    let other = match country {
        c if c == first.0 => second.0,
        c if c == second.0 => first.0,
        _ => return None,
    };
    let entity = state_of(report, other)?;
    let start = |m: &usize| report.annotation.mentions[*m].span.start;
    let mentions = &entities[entity].mentions;
    let mention = *mentions.iter().rev().find(|m| start(m) <= near.start).or_else(|| mentions.first())?;
    Some(Part { entity, mention, score: STANDING })
}
