//! How probable it is that an event's type and the countries of both sides are right.
//!
//! A logistic regression on signs of how sure the reading was: what the heads say of the trigger and of the parts, who came
//! next, whether somebody stands in another sentence. Fitted on held-out reports by `training/reader/calibrate.py`.

use super::Report;
use super::participants::{LIKELY, Part, parts};
use crate::annotate::{Filler, Trigger};
use crate::ontology::{EventType, MentionKind, Status};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What each of the [`Signs`] says, in order.
pub const SIGNS: [&str; 15] = [
    "trigger_odds",    // log odds of the trigger with its type
    "actor_odds",      // log odds of the least probable actor, 0 without one
    "recipient_odds",  // the same of the recipients
    "no_actor",        // 1 without an actor
    "no_recipient",    // 1 without a recipient
    "next_actor",      // probability of the most probable of those who were not taken for actors
    "next_recipient",  // the same of the recipients
    "more_actors",     // logarithm of the number of actors, 0 for one or none
    "more_recipients", // the same of the recipients
    "far",             // share of those who take part that stand in other sentences
    "placeless",       // share of them without a country
    "pronouns",        // share of them that are pronouns or references
    "inferred",        // 1 where a recipient was taken that the heads doubt
    "unreal",          // 1 for what is not actual
    "crowded",         // logarithm of the number of triggers in the sentence
];

/// How sure the reading of an event was, see [`SIGNS`].
pub type Signs = [f32; SIGNS.len()];

/// What the signs weigh, and how often events of a type are right beside that.
#[derive(Deserialize)]
struct Fitted {
    event: Weights,
}

#[derive(Deserialize)]
struct Weights {
    bias: f64,
    signs: BTreeMap<String, f64>,
    types: BTreeMap<EventType, f64>,
}

/// The shipped weights. That the file, which is part of the program, can be read is tested.
static SHIPPED: LazyLock<Option<Fitted>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../../model/calibration.json")).ok());

/// The signs of an event as it was coded.
pub(super) fn signs(report: &Report, trigger: &Trigger, actors: &[Part], recipients: &[Part], status: Status) -> Signs {
    let weakest = |side: &[Part]| match side {
        [] => 0.0,
        _ => log_odds(side.iter().map(|p| p.score).fold(1.0, f32::min)),
    };
    let next = |fillers: &[Filler], taken: &[Part]| {
        let others = parts(report, fillers).into_iter().filter(|p| !taken.iter().any(|t| t.entity == p.entity));
        others.map(|p| p.score).fold(0.0, f32::max)
    };
    let more = |side: &[Part]| (side.len().max(1) as f32).ln();
    let yes = |on: bool| f32::from(u8::from(on));
    let sentence = report.sentence(trigger.span);
    let everybody = actors.len() + recipients.len();
    let share = |is: &dyn Fn(&Part) -> bool| {
        actors.iter().chain(recipients).filter(|p| is(p)).count() as f32 / everybody.max(1) as f32
    };
    let mention = |p: &Part| &report.annotation.mentions[p.mention];
    let triggers = &report.annotation.triggers;
    let first = triggers.partition_point(|t| t.span.start < sentence.start);
    let crowd = triggers[first..].iter().take_while(|t| t.span.start < sentence.end).count();
    [
        log_odds(trigger.score),
        weakest(actors),
        weakest(recipients),
        yes(actors.is_empty()),
        yes(recipients.is_empty()),
        next(&trigger.actors, actors),
        next(&trigger.recipients, recipients),
        more(actors),
        more(recipients),
        share(&|p| !sentence.contains(mention(p).span)),
        share(&|p| report.resolution.entities[p.entity].country.is_none()),
        share(&|p| mention(p).kind == MentionKind::Reference),
        yes(recipients.iter().any(|p| p.score < LIKELY)),
        yes(status != Status::Actual),
        (crowd.max(1) as f32).ln(),
    ]
}

/// Probability that type and countries are right, to three decimals.
pub(super) fn event(kind: EventType, signs: &Signs) -> f64 {
    let Some(Fitted { event }) = SHIPPED.as_ref() else { return 0.0 };
    let told = SIGNS.iter().zip(signs).map(|(name, &x)| event.signs.get(*name).copied().unwrap_or(0.0) * f64::from(x));
    let sum = event.bias + event.types.get(&kind).copied().unwrap_or(0.0) + told.sum::<f64>();
    (1e3 / (1.0 + (-sum).exp())).round() / 1e3
}

/// Logarithm of the odds of a probability, at most 5 to each side.
fn log_odds(p: f32) -> f32 {
    let p = p.clamp(1e-4, 1.0 - 1e-4);
    (p / (1.0 - p)).ln().clamp(-5.0, 5.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_weights_know_every_sign() {
        let Fitted { event } = SHIPPED.as_ref().expect("the shipped weights can be read");
        let mut known: Vec<&str> = event.signs.keys().map(String::as_str).collect();
        let mut all = SIGNS;
        known.sort_unstable();
        all.sort_unstable();
        assert_eq!(known, all);
    }

    #[test]
    fn the_surer_the_reading_the_surer_the_event() {
        let mut doubtful = [0.0; SIGNS.len()];
        let mut sure = doubtful;
        (doubtful[0], doubtful[1], doubtful[2]) = (-1.0, -1.0, -1.0);
        (sure[0], sure[1], sure[2]) = (4.0, 4.0, 4.0);
        let confidence = |signs| super::event(EventType::Assault, signs);
        assert!(confidence(&sure) > confidence(&doubtful) + 0.2);
        assert_eq!(log_odds(0.5), 0.0);
        assert_eq!(log_odds(1.0), 5.0);
    }
}
